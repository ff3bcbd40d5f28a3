"""The wheel holds the packages with their data, and nothing else."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

DATA = {".toml", ".tsv", ".mo", ".txt", ".j2", ".js", ".css", ".LICENSE", ".typed", ".json"}


@pytest.fixture(scope="module")
def names(root: Path, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The files in a wheel of what is committed or about to be."""
    folder = tmp_path_factory.mktemp("wheel")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root, capture_output=True, check=True,
    )  # fmt: skip
    for name in listed.stdout.decode().split("\0"):
        if name and (root / name).is_file():
            copy = folder / "project" / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes((root / name).read_bytes())
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-index",
        "--no-deps",
        "--no-build-isolation",
    ]
    subprocess.run([*command, "--wheel-dir", folder, folder / "project"], check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    assert wheel.name.startswith("zeren-")
    return set(ZipFile(wheel).namelist())


def test_it_holds_the_code_and_the_data(root: Path, names: set[str]) -> None:
    expected = {
        path.relative_to(root).as_posix()
        for package in ("extractors", "pipeline", "zeren")
        for path in (root / package).rglob("*")
        if path.suffix in DATA | {".py"}
    }
    assert {name for name in names if ".dist-info/" not in name} == expected


def test_it_says_what_it_is(names: set[str]) -> None:
    info = {name.partition(".dist-info/")[2] for name in names if ".dist-info/" in name}
    assert info == {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "top_level.txt", "licenses/LICENSE"}
