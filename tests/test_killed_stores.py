"""A run that ends at any step of its writing, amid it or before it: the next one leaves what one run leaves.

Each step at which the folder changes is one in turn at which the process ends, without a word, in a store of
either kind whose corpus has changed since the run before.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copytree, rmtree
from typing import Any

import pytest

from pipeline import batch
from pipeline.batch import extract
from pipeline.keeping import documents_of, files
from pipeline.keeping import shards as keeping
from pipeline.keeping.base import Kind
from pipeline.sources import find_sources
from tests.fakes import fake_build
from tests.here import _run_each
from tests.test_shards import documents

if sys.platform == "win32":
    pytest.skip("no fork", allow_module_level=True)

KILLED = 9
BEFORE = {
    "a": "one",
    "b": "two",
    "c": "three",
    "d": "four",
    "e": "five",
    **{f"x{n}": f"x{n}" for n in range(5)},
}
AFTER = {"a": "one", "b": "2", "d": "4", "e": "5", "f": "three", "g": "refuse", "h": "seven"}
"""The same folder later: files stay, have moved, have other words, are gone, new, or no document."""


def write(folder: Path, texts: dict[str, str]) -> None:
    rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)


def run(place: Path, kind: Kind) -> None:
    extract(find_sources([place / "in"], [".txt"]), place / "out", build=fake_build, kind=kind)


def ending_at(patch: pytest.MonkeyPatch, step: int) -> Callable[[], int]:
    """Let the process end at one of the steps; return what tells how many there were."""
    count = 0

    def ended_at(owner: Any, name: str, half: Callable[..., object] = lambda *_: None) -> None:
        whole = getattr(owner, name)

        def work(*words: Any, **options: Any) -> Any:
            nonlocal count
            count += 1
            if count == step:
                half(*words)
                os._exit(KILLED)
            return whole(*words, **options)

        patch.setattr(owner, name, work)

    def write_half(descriptor: int, data: bytes, *_: object) -> None:
        raw(descriptor, data[: len(data) // 2])

    raw = os.write
    ended_at(os, "write", write_half)
    ended_at(os, "truncate")
    for name in ("replace", "unlink", "mkdir"):
        ended_at(Path, name)
    return lambda: count


def run_to(place: Path, kind: Kind, step: int) -> bool:
    """Run in a process of its own that ends at a step; return whether it came to it."""
    child = os.fork()
    if child == 0:
        with pytest.MonkeyPatch.context() as patch:
            ending_at(patch, step)
            run(place, kind)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, KILLED)
    return code == KILLED


@pytest.mark.parametrize(
    "twice", [False, pytest.param(True, marks=pytest.mark.long)], ids=["killed once", "killed twice"]
)
@pytest.mark.parametrize("kind", ["files", "shards"])
def test_a_run_that_ends_at_any_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: Kind, twice: bool
) -> None:
    monkeypatch.setattr(batch, "run_each", _run_each)
    monkeypatch.setattr(batch, "program_version", lambda **_: "1")
    monkeypatch.setattr(keeping, "LARGEST", 2_000)
    write(tmp_path / "in", BEFORE)
    run(tmp_path, kind)
    copytree(tmp_path / "out", tmp_path / "before")
    write(tmp_path / "in", AFTER)
    rmtree(tmp_path / "out")
    monkeypatch.setattr(files, "MOST_FLAT", 6)  # into folders
    run(tmp_path, kind)
    whole = documents(tmp_path / "out")
    assert len(whole) == len(AFTER) - 1
    steps = 0
    while True:
        steps += 1
        rmtree(tmp_path / "out")
        copytree(tmp_path / "before", tmp_path / "out")
        if not run_to(tmp_path, kind, steps):
            break
        said = [
            str(data) for *_, data in documents_of(tmp_path / "out").contents() if isinstance(data, Exception)
        ]
        assert said in ([], ["damaged lines: 1"]), steps  # what was half-written of the index
        if twice and not run_to(tmp_path, kind, steps):
            continue
        run(tmp_path, kind)
        assert documents(tmp_path / "out") == whole, steps
        names = {path.name for path in (tmp_path / "out").rglob("*") if path.name.startswith(".")}
        assert not names, steps
        if kind == "shards":
            kept = keeping.ShardDocuments(tmp_path / "out")
            named = {kept.path_of(each) for each in kept.ids()}
            assert named == set(kept.find_shards().values()), steps
    assert steps > 20
    if kind == "shards":  # they were packed anew
        assert min(keeping.ShardDocuments(tmp_path / "out").find_shards()) > 0
