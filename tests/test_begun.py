"""What a killed run had in hand is known to the next one."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.batch import extract
from pipeline.begun import begun_in
from pipeline.index import IndexLine
from pipeline.killers import find_known
from pipeline.sources import find_sources
from tests.fakes import digest_of, fake_build

RUN = """
import sys
from pathlib import Path
from pipeline.batch import extract
from pipeline.begun import begun_in
from pipeline.sources import find_sources
from tests.fakes import fake_build
if __name__ == "__main__":
    folder, output = map(Path, sys.argv[1:3])
    with begun_in(output) as begun:
        extract(find_sources([folder], [".txt"]), output, jobs=1, build=fake_build, begun=begun)
"""


def killed(folder: Path, output: Path, digest: str) -> None:
    """Run until the file with the digest is in hand, and kill the run as a whole."""
    command = [sys.executable, "-c", RUN, str(folder), str(output)]
    left = set(output.glob(".begun-*"))
    root = str(Path(__file__).parent.parent)
    process = subprocess.Popen(command, start_new_session=True, env={**os.environ, "PYTHONPATH": root})
    while not any(f"+{digest}" in path.read_text() for path in set(output.glob(".begun-*")) - left):
        assert process.poll() is None, "the run ended before it came to the file"
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def run(folder: Path, output: Path, retry: bool = False) -> dict[str, IndexLine]:
    with begun_in(output) as begun:
        sources = find_sources([folder], [".txt"])
        lines = extract(sources, output, build=fake_build, begun=begun, retry=retry)
    return {line.path: line for line in lines}


@pytest.mark.skipif(sys.platform == "win32", reason="no groups of processes")
def test_a_file_that_ends_whole_runs_is_not_begun_for_ever(tmp_path: Path) -> None:
    folder, output = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "a.txt").write_text("sleep 60")
    (folder / "b.txt").write_text("two")
    killed(folder, output, digest_of("sleep 60"))
    assert not list((output / "documents").glob("*.json"))  # it was first, and held the other up
    killed(folder, output, digest_of("sleep 60"))
    assert len(list((output / "documents").glob("*.json"))) == 1  # now it was last, and alone
    lines = run(folder, output)
    assert lines["b.txt"].status == "unchanged"
    assert lines["a.txt"].error is not None and lines["a.txt"].error.code == "process-died"
    again = run(folder, output)["a.txt"].error  # by its line in the index: no journal is left
    assert again == lines["a.txt"].error and "--retry" in again.message
    assert not list(output.glob(".begun-*"))


def test_one_kill_proves_nothing(tmp_path: Path) -> None:
    with begun_in(tmp_path) as begun:
        assert not begun.suspects("a")
    (tmp_path / ".begun-1").write_text("+a\n+b\n-b\n+")
    with begun_in(tmp_path) as begun:
        assert [(begun.suspects(digest), begun.convicts(digest)) for digest in "ab"] == [
            (True, False),
            (False, False),
        ]
        begun.begin("a")
        begun.end("a")
        (journal,) = tmp_path.iterdir()
        (tmp_path / ".begun-2").write_bytes(journal.read_bytes())
    with begun_in(tmp_path) as begun:
        assert not begun.suspects("a")


def test_a_kill_is_known_until_a_run_comes_to_the_file(tmp_path: Path) -> None:
    (tmp_path / ".begun-1").write_text("+a\n")
    for _ in range(2):
        with begun_in(tmp_path) as begun:
            assert begun.suspects("a")
    with begun_in(tmp_path) as begun:
        begun.begin("a")
        begun.end("a")
    assert not list(tmp_path.iterdir())


def test_the_journal_of_another_run_is_left_alone(tmp_path: Path) -> None:
    with begun_in(tmp_path) as first:
        first.begin("a")
        with begun_in(tmp_path / "other"), begun_in(tmp_path) as second:
            assert not second.suspects("a")


def make_killer_archive(folder: Path) -> Path:
    folder.mkdir()
    path = folder / "a.zip"
    path.write_bytes(b"PK\x03\x04" + b"0" * 100)
    return path


def test_an_archive_that_ended_its_process_is_not_opened_again_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, output = make_killer_archive(tmp_path / "in"), tmp_path / "out"
    monkeypatch.setattr("pipeline.sources._unpack", end_process)
    tried = tmp_path / "tried"
    monkeypatch.setenv("TRIED", str(tried))

    def line() -> IndexLine:
        with begun_in(output) as begun:
            known = find_known(output, begun)
            sources = find_sources([archive.parent], [".zip"], output, tmp_path / "scratch", known, begun)
            (found,) = extract(sources, output, begun=begun)
        return found

    first = line()
    assert first.error is not None and first.error.code == "process-died" and first.sha256 and first.program
    assert tried.read_text() == "xx"  # once more, alone
    second = line()
    assert second.error is not None and second.error.message.endswith("--retry does.")
    assert tried.read_text() == "xx"
    archive.write_bytes(archive.read_bytes() + b"changed")
    line()
    assert tried.read_text() == "xxxx"
    assert len(json.loads((output / "index.jsonl").read_text())["sha256"]) == 64


def end_process(order: object) -> None:
    """End the process, as a file may that unpacks to more than there is."""
    with Path(os.environ["TRIED"]).open("a") as file:
        file.write("x")
    os._exit(9)
