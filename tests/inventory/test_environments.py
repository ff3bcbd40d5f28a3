"""What the machine may do to a run: disks that are full, closed or gone, and what stands where it writes."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.batch import extract
from pipeline.sources import find_sources
from pipeline.store import open_store
from tests.factory import make_document, write_documents
from tests.fakes import fake_build
from tests.graph.plan import make_plan
from tests.test_analysis_cli import Result, run

if sys.platform == "win32":
    pytest.skip("limits and mounts are those of POSIX", allow_module_level=True)

LINES = tomllib.loads((Path(__file__).parent / "environments.toml").read_text(encoding="utf-8"))["full"][
    "lines"
]
LIMIT = 1000
"""Bytes that a file may have where the disk is full: every export is larger."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    documents = [make_plan(), *(make_document(number, tasks=12) for number in range(2, 5))]
    return write_documents(tmp_path_factory.mktemp("documents"), documents)


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond the size, as a full disk does."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "dont_write_bytecode", True)  # Python would keep a module's code cut off
        patch.setenv("PYTHONDONTWRITEBYTECODE", "1")
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def command(line: str, folder: Path, output: Path) -> Result:
    places = {"DIR": str(folder), "OUT": str(output)}
    return run(*(places.get(word, word) for word in line.split()))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("line", LINES)
def test_on_a_full_disk_what_was_there_stays(line: str, folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "made" / "out"
    with largest_file(LIMIT):
        new = command(line, folder, output)
    assert (new.exit_code, new.stdout) == (1, "")
    assert new.stderr.startswith(f"{output}: ") and new.stderr.count("\n") == 1
    assert contents(tmp_path) == {} and not output.exists()
    assert command(line, folder, output).exit_code == 0
    before = contents(tmp_path)
    assert before
    with largest_file(LIMIT):
        again = command(line, folder, output)
    if line.startswith("ledger"):  # what is unchanged is not written
        assert again.exit_code == 0
    else:
        assert again.exit_code == 1 and again.stderr.startswith(f"{output}: ")
    assert contents(tmp_path) == before


def source(tmp_path: Path, **files: str) -> Path:
    (tmp_path / "in").mkdir()
    for name, text in files.items():
        (tmp_path / "in" / f"{name}.txt").write_text(text)
    return tmp_path / "in"


def test_extract_on_a_full_disk_says_so_and_goes_on_later(tmp_path: Path) -> None:
    files = source(tmp_path, a="一、任务。", b="二、任务。")
    with largest_file(100):
        result = run("extract", files, "--output", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"{tmp_path / 'out'}: No space left on device\n"
    assert run("extract", files, "--output", tmp_path / "out").exit_code == 0
    assert len(list((tmp_path / "out" / "documents").iterdir())) == 2


@pytest.mark.parametrize("what", ["vanish {out}", "move {out} {out}2"])
def test_an_output_folder_that_goes_amid_the_run_ends_it(tmp_path: Path, what: str) -> None:
    files = source(tmp_path, a="one", b=what.format(out=tmp_path / "out"), c="three")
    with pytest.raises(OSError, match="the folder has gone"):
        extract(find_sources([files], [".txt"]), tmp_path / "out", build=fake_build)
    assert not (tmp_path / "out").exists()


def test_an_output_folder_in_use_is_said(tmp_path: Path) -> None:
    files = source(tmp_path, a="一、任务。")
    with open_store(tmp_path / "out"):
        result = run("extract", files, "--output", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "in use by another run" in result.stderr


@pytest.mark.parametrize("kind", ["documents is a file", "out is a pipe", "below a file", "dead link"])
def test_an_output_folder_that_is_none_is_said(tmp_path: Path, kind: str) -> None:
    files, output = source(tmp_path, a="一、任务。"), tmp_path / "out"
    if kind == "documents is a file":
        output.mkdir()
        (output / "documents").touch()
    if kind == "out is a pipe":
        os.mkfifo(output)
    if kind == "below a file":
        output.touch()
        output = output / "more"
    if kind == "dead link":
        output.symlink_to(tmp_path / "nowhere" / "below")
    result = run("extract", files, "--output", output)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"{output}: ") and result.stderr.count("\n") == 1


def test_no_place_for_temporary_files_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(tempfile, "_candidate_tempdir_list", list)
    result = run("extract", source(tmp_path, a="一、任务。"), "--output", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "temporary" in result.stderr and result.stderr.count("\n") == 1


def test_what_lies_in_the_temporary_folder_under_our_name_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "zeren-scratch-file").write_text("mine")
    os.mkfifo(tmp_path / "zeren-scratch-pipe")
    other = tmp_path / "zeren-scratch-other"
    other.mkdir()
    if os.geteuid() == 0:
        os.chown(other, 12345, 12345)
    for path in (tmp_path / "zeren-scratch-file", other):
        os.utime(path, (0, 0))
    assert run("extract", source(tmp_path, a="一、任务。"), "--output", tmp_path / "out").exit_code == 0
    assert (tmp_path / "zeren-scratch-file").read_text() == "mine"
    assert other.exists() == (os.geteuid() == 0)


@pytest.mark.parametrize("columns", ["0", "-5", "1", "abc", "99999999999999999999"])
@pytest.mark.parametrize("line", ["show DIR/documents/ID.json", "audit DIR", "agencies DIR"])
def test_a_terminal_of_no_size(
    folder: Path, columns: str, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    words = (word.replace("DIR", str(folder)).replace("ID", make_plan().document.id) for word in line.split())
    if line.startswith("show"):
        from pipeline.results import read_document
        from pipeline.show import print_document

        print_document(read_document(Path([*words][1])))
    else:
        assert run(*words).exit_code == 0


CODE = "import sys; from pipeline.cli import main; main()"


def shell(script: str, root: Path) -> subprocess.CompletedProcess[str]:
    """Run a line of the shell in which zeren is the command."""
    line = script.replace("zeren", f"{sys.executable} -c '{CODE}'")
    env = {**os.environ, "PYTHONPATH": str(root)}
    return subprocess.run(
        ["sh", "-c", line], capture_output=True, text=True, env=env, check=False, timeout=120
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize(
    ("script", "code", "says"),
    [
        ("zeren schema > /dev/full", 1, "No space left on device\n"),
        ("zeren --help > /dev/full", 1, "No space left on device\n"),
        ("zeren extract --help > /dev/full", 1, "No space left on device\n"),
        ("zeren --version > /dev/full", 1, "No space left on device\n"),
        ("zeren schema 2> /dev/full > /dev/full", 1, ""),
        ("zeren show nowhere 2> /dev/full", 2, ""),
        ("zeren schema >&-", 0, ""),
        ("zeren what 2>&-", 2, ""),
        ("mkdir gone; cd gone; rmdir ../gone; zeren extract . -o out", 1, ""),
        ("LC_ALL=C PYTHONIOENCODING=ascii zeren extract --registry 无.toml x", 2, ""),
    ],
)
def test_streams_that_take_nothing(
    script: str, code: int, says: str, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = shell(script, root)
    assert result.returncode == code, result.stderr
    assert "Traceback" not in result.stderr and result.stderr.endswith(says)


MOUNTED = """
import json, subprocess, sys
from pathlib import Path
from tests.test_analysis_cli import run
place, folder, files, lines = Path(sys.argv[1]), *sys.argv[2:4], json.loads(sys.argv[4])
lines.append(f"extract {files} --output MORE")
def attempt(line):
    places = {"DIR": folder, "OUT": str(place / "out"), "MORE": str(place / "more")}
    words = [places.get(word, word) for word in line.split()]
    result = run(*words)
    return [result.exit_code, result.stdout, result.stderr, sorted(path.name for path in place.iterdir())]
(place / "filler").write_bytes(bytes(1 << 16))
full = [attempt(line) for line in lines]
subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
print(json.dumps([full, [attempt(line) for line in lines]]))
"""


@pytest.mark.skipif(not shutil.which("unshare"), reason="needs unshare")
def test_a_disk_of_no_room_and_one_that_is_read_only(folder: Path, tmp_path: Path, root: Path) -> None:
    place, files = tmp_path / "disk", source(tmp_path, a="一、任务。")
    place.mkdir()
    mount = f'mount -t tmpfs -o size=68k none {place} && exec "$@"'
    arguments = [sys.executable, "-c", MOUNTED, str(place), str(folder), str(files), json.dumps(LINES)]
    result = subprocess.run(
        ["unshare", "-rm", "sh", "-c", mount, "sh", *arguments],
        capture_output=True, text=True, check=False, timeout=300, env={**os.environ, "PYTHONPATH": str(root)},
    )  # fmt: skip
    if "Operation not permitted" in result.stderr or "permission denied" in result.stderr.lower():
        pytest.skip("the system lets nobody mount")
    assert result.returncode == 0, result.stderr
    full, closed = json.loads(result.stdout.splitlines()[-1])
    for (code, out, err, left), line in zip((*full, *closed), (*LINES, "extract") * 2, strict=True):
        assert (code, out) == (1, ""), line
        assert err.count("\n") == 1 and "Traceback" not in err, line
        assert [name for name in left if name != "more"] == ["filler"], line
    assert all("Read-only file system" in err or "read-only" in err.lower() for _, _, err, _ in closed)
