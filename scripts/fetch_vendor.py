"""Fetch the libraries of the report's page anew, with npm's own client, and write them beside its modules.

`python scripts/fetch_vendor.py` takes the versions that `pipeline/site/assets/vendor/vendor.toml` names,
checks each package against the digest that stands there (npm's `integrity`), and writes the built file and
the licence. After a change of version the digest is printed, to be put there by hand.
"""

import shutil
import subprocess
import sys
import tarfile
import tomllib
from base64 import b64encode
from hashlib import sha512
from pathlib import Path
from tempfile import TemporaryDirectory

VENDOR = Path(__file__).parent.parent / "pipeline" / "site" / "assets" / "vendor"


def main() -> None:
    for name, library in tomllib.loads((VENDOR / "vendor.toml").read_text(encoding="utf-8")).items():
        with TemporaryDirectory() as folder:
            package = fetch(f"{name}@{library['version']}", Path(folder))
            digest = f"sha512-{b64encode(sha512(package.read_bytes()).digest()).decode()}"
            if digest != library["integrity"]:
                sys.exit(f"{name} {library['version']} has the digest {digest}, not that of vendor.toml")
            with tarfile.open(package) as archive:
                for inner, outer in library["files"].items():
                    content = archive.extractfile(f"package/{inner}")
                    assert content, inner
                    with (VENDOR / outer).open("wb") as file:
                        shutil.copyfileobj(content, file)
        print(name, library["version"])


def fetch(package: str, folder: Path) -> Path:
    """Return the archive of a package, as npm packs it."""
    command = ["npm", "pack", "--silent", "--ignore-scripts", package]
    made = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return folder / made.stdout.split()[-1]


if __name__ == "__main__":
    main()
