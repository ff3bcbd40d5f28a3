"""Many files: each fails alone, none is done twice, and a run that is stopped can go on."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import IO

import pytest

from pipeline.batch import extract
from pipeline.index import IndexLine
from pipeline.keeping import documents_of
from pipeline.sources import find_sources
from tests.fakes import digest_of, fake_build, make_fake


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def document_path(folder: Path, document_id: str) -> Path:
    return documents_of(folder).path_of(document_id)


def run(*paths: Path, output: Path, force: bool = False, jobs: int = 1) -> tuple[IndexLine, ...]:
    return tuple(extract(find_sources(paths, [".txt"]), output, force=force, jobs=jobs, build=fake_build))


def statuses(lines: Iterable[IndexLine]) -> dict[str, str]:
    return {line.path: line.error.code if line.error else line.status for line in lines}


def documents(output: Path) -> set[str]:
    return {path.name for path in (output / "documents").iterdir()}


def test_each_file_has_its_line_and_document(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {"b.txt": "two", "a/c.txt": "three"})
    lines = run(folder, output=tmp_path / "out")
    assert [(line.folder, line.path, line.status) for line in lines] == [
        (folder.as_posix(), "a/c.txt", "done"),
        (folder.as_posix(), "b.txt", "done"),
    ]
    index = [json.loads(raw) for raw in (tmp_path / "out" / "index.jsonl").read_text().splitlines()]
    assert index == [line.to_value() for line in lines]
    assert documents(tmp_path / "out") == {f"{digest_of(text)[:16]}.json" for text in ("two", "three")}
    expected = make_fake("b.txt", digest_of("two"))
    path = document_path(tmp_path / "out", expected.document.id)
    assert type(expected).from_json(path.read_bytes()) == expected
    assert lines[1].counts is not None and lines[1].counts.tasks == 2


@pytest.mark.parametrize(
    ("text", "code"), [("refuse", "binary-file"), ("crash", "internal-error"), ("fine", "done")]
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_fails_alone(tmp_path: Path, text: str, code: str, jobs: int) -> None:
    folder = write(tmp_path / "in", {"a.txt": "one", "b.txt": text, "c.txt": "two"})
    lines = run(folder, output=tmp_path / "out", jobs=jobs)
    assert statuses(lines) == {"a.txt": "done", "b.txt": code, "c.txt": "done"}
    assert len(documents(tmp_path / "out")) == 2 + (code == "done")


def test_an_error_of_the_program_names_its_place(tmp_path: Path) -> None:
    (line,) = run(write(tmp_path / "in", {"a.txt": "crash here"}), output=tmp_path / "out")
    assert line.error is not None
    assert line.error.message.startswith("Error in fakes.py, line ")
    assert "crash here" in line.error.message


def test_a_process_that_dies_takes_only_its_file(tmp_path: Path) -> None:
    files = {f"{number}.txt": f"text {number}" for number in range(6)} | {"3.txt": "die"}
    lines = run(write(tmp_path / "in", files), output=tmp_path / "out", jobs=2)
    assert statuses(lines) == {name: "process-died" if name == "3.txt" else "done" for name in files}


def test_a_file_that_ended_its_process_is_not_tried_again_unasked(tmp_path: Path) -> None:
    folder, out = write(tmp_path / "in", {"a.txt": "one", "b.txt": "die"}), tmp_path / "out"

    def codes(retry: bool = False) -> dict[str, tuple[str, bool]]:
        sources = find_sources([folder], [".txt"])
        lines = extract(sources, out, build=fake_build, retry=retry)
        return {e.code: (line.path, "--retry" in e.message) for line in lines if (e := line.error)}

    assert codes() == {"process-died": ("b.txt", False)}
    assert codes() == codes() == {"process-died": ("b.txt", True)}
    assert codes(retry=True) == {"process-died": ("b.txt", False)}
    write(folder, {"b.txt": "mended"})
    assert codes() == {}


@pytest.mark.parametrize(("text", "code"), [("eat", "memory-limit"), ("dig", "damaged-file")])
def test_a_file_that_is_too_much_has_a_reason(tmp_path: Path, text: str, code: str) -> None:
    (line,) = run(write(tmp_path / "in", {"a.txt": text}), output=tmp_path / "out")
    assert line.error and line.error.code == code


def test_a_file_that_cannot_be_written_fails_alone(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {"a.txt": "one", "b.txt": "two"})
    document_path(tmp_path / "out", digest_of("one")[:16]).mkdir(parents=True)
    assert statuses(run(folder, output=tmp_path / "out")) == {"a.txt": "not-written", "b.txt": "done"}


def test_names_that_are_no_text_are_kept_readable(tmp_path: Path) -> None:
    name = os.fsdecode("要点.txt".encode("gb18030"))
    lines = run(write(tmp_path / "in", {name: "crash \u8981"}), output=tmp_path / "out")
    assert statuses(lines) == {"要点.txt%GB18030": "internal-error"}


def test_equal_bytes_share_one_document(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {"a.txt": "same", "b.txt": "same", "c.txt": "crash", "d.txt": "crash"})
    lines = run(folder, output=tmp_path / "out")
    assert statuses(lines) == {
        "a.txt": "done", "b.txt": "done", "c.txt": "internal-error", "d.txt": "internal-error"
    }  # fmt: skip
    assert lines[0].document == lines[1].document
    assert len(documents(tmp_path / "out")) == 1
    again = run(folder, output=tmp_path / "out")
    assert [line.status for line in again] == ["unchanged", "unchanged", "failed", "failed"]


def test_what_is_unchanged_is_not_done_again(tmp_path: Path) -> None:
    folder, out = write(tmp_path / "in", {"a.txt": "one", "b.txt": "two"}), tmp_path / "out"
    first = run(folder, output=out)
    write(folder, {"b.txt": "changed", "c.txt": "new"})
    second = run(folder, output=out)
    assert statuses(second) == {"a.txt": "unchanged", "b.txt": "done", "c.txt": "done"}
    assert second[0].counts == first[0].counts
    assert documents(out) == {f"{digest_of(text)[:16]}.json" for text in ("one", "changed", "new")}
    assert set(statuses(run(folder, output=out, force=True)).values()) == {"done"}


@pytest.mark.parametrize("damage", ["document", "program", "path"])
def test_what_is_not_vouched_for_is_done_again(tmp_path: Path, damage: str) -> None:
    folder, out = write(tmp_path / "in", {"a.txt": "one"}), tmp_path / "out"
    (line,) = run(folder, output=out)
    if damage == "document":
        document_path(out, str(line.document)).unlink()
    if damage == "program":
        older = line.changed(program="0" * 16)
        (out / "index.jsonl").write_text(older.to_json() + "\n")
    if damage == "path":
        (folder / "a.txt").rename(folder / "b.txt")
    assert [line.status for line in run(folder, output=out)] == ["done"]
    assert len(documents(out)) == 1


def test_an_order_of_runs_does_not_decide_the_document(tmp_path: Path) -> None:
    folder, out = write(tmp_path / "in", {"a/x.txt": "same", "b/y.txt": "same"}), tmp_path / "out"
    run(folder / "b", output=out)
    run(folder / "a", output=out)
    run(folder / "b", output=out)
    path = document_path(out, digest_of("same")[:16])
    assert json.loads(path.read_text())["document"]["source"]["path"] == "y.txt"


def test_files_that_are_gone_leave_index_and_documents(tmp_path: Path) -> None:
    folder, out = write(tmp_path / "in", {"a.txt": "one", "b.txt": "two"}), tmp_path / "out"
    other = write(tmp_path / "other", {"c.txt": "three"})
    run(folder, other, output=out)
    (folder / "b.txt").unlink()
    run(folder, output=out)
    index = [json.loads(raw)["path"] for raw in (out / "index.jsonl").read_text().splitlines()]
    assert index == ["a.txt", "c.txt"]
    assert documents(out) == {f"{digest_of(text)[:16]}.json" for text in ("one", "three")}


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", {"a.txt": "one", "b.txt": "two"})
    sources = find_sources([folder], [".txt"])
    (folder / "a.txt").unlink()
    lines = extract(sources, tmp_path / "out", build=fake_build)
    assert statuses(lines) == {"a.txt": "missing-file", "b.txt": "done"}


class ClosedPath(type(Path())):  # type: ignore[misc]
    """A file without permission; root, who runs tests in containers, may read every other."""

    def open(self, *arguments: object, **options: object) -> IO[bytes]:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))


def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    sources = find_sources([write(tmp_path / "in", {"a.txt": "one", "b.txt": "two"})], [".txt"])
    closed = replace(sources.files[0], location=ClosedPath(sources.files[0].location))
    sources = replace(sources, files=(closed, *sources.files[1:]))
    lines = tuple(extract(sources, tmp_path / "out", build=fake_build))
    assert statuses(lines) == {"a.txt": "no-permission", "b.txt": "done"}
    assert lines[0].error is not None and lines[0].error.message == "Permission denied."


SLOW_RUN = """
import signal
import sys
from pathlib import Path
from pipeline.batch import extract
from pipeline.sources import find_sources
from tests.fakes import fake_build
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell in the background has it ignored
    folder, output = map(Path, sys.argv[1:3])
    extract(find_sources([folder], [".txt"]), output, jobs=int(sys.argv[3]), build=fake_build)
"""


@pytest.mark.timed
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_stopped_goes_on_from_there(tmp_path: Path, root: Path, how: int, jobs: int) -> None:
    files = {"a.txt": "one", "b.txt": "two", "c.txt": "sleep 0.5", "d.txt": "sleep 60", "e.txt": "five"}
    folder, out = write(tmp_path / "in", files), tmp_path / "out"
    script = tmp_path / "run.py"
    script.write_text(SLOW_RUN)
    command = [sys.executable, str(script), str(folder), str(out), str(jobs)]
    process = subprocess.Popen(
        command, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, stderr=subprocess.DEVNULL
    )
    finished = wait_for_lines(out, 3)
    process.send_signal(how)
    process.wait(timeout=30)
    for path in (out / "documents").glob("*.json"):
        json.loads(path.read_text())
    write(folder, {"d.txt": "woken"})
    lines = run(folder, output=out)
    assert {line.path for line in lines if line.status == "unchanged"} >= finished
    assert {line.path for line in lines} == set(files)
    assert all(line.status != "failed" for line in lines)
    assert not list(out.rglob("*.tmp"))


def wait_for_lines(output: Path, number: int) -> set[str]:
    """Return the paths in the index as soon as there are so many."""
    index = output / "index.jsonl"
    for _ in range(600):
        lines = index.read_text().splitlines() if index.exists() else []
        if len(lines) >= number:
            return {json.loads(line)["path"] for line in lines}
        time.sleep(0.05)
    raise AssertionError("no progress")


def test_each_of_two_equal_files_that_fail_is_named(tmp_path: Path) -> None:
    write(tmp_path / "in", {"a.txt": "", "b.txt": ""})
    lines = extract(find_sources([tmp_path / "in"], [".txt"]), tmp_path / "out")
    assert [line.error.message for line in lines if line.error] == [
        "The file is empty: a.txt",
        "The file is empty: b.txt",
    ]
