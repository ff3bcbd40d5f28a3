"""Corrections outlive versions, moves, renames and edits elsewhere: applied, or said to be stale."""

import random
import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.records import Document
from pipeline import batch
from pipeline.corrections import Correction
from pipeline.reading import read
from tests.corrections.making import book_of, build_all, make_some, on_other_words, outcomes
from tests.invariants import find_broken

TEXTS = (".txt", ".md", ".html")


def copy(corpus: Path, folder: Path, number: int) -> Path:
    files = sorted(path for path in corpus.iterdir() if path.suffix in TEXTS and path.stem != "README")
    folder.mkdir()
    for path in files[:number]:
        shutil.copy(path, folder / path.name)
    return folder


def check(documents: list[Document], corrections: list[Correction]) -> Counter[str]:
    """Return how many were applied and told; nothing else may have become of one."""
    found = outcomes(documents, corrections)
    wrong = {when: said for when, said in found.items() if said not in ("applied", "told")}
    assert not wrong
    assert list(on_other_words(documents, corrections)) == []
    by_hand = (
        " is printed as ",
        " is not printed",
        " is not at its span",
    )  # a person's words need not be there
    broken = [each for document in documents for each in find_broken(document)]
    assert [each for each in broken if not any(words in each for words in by_hand)] == []
    return Counter(found.values())


def edit(folder: Path, rng: random.Random) -> None:
    """Put a line in the place of another in each document."""
    for path in folder.iterdir():
        lines = path.read_bytes().split(b"\n")
        long = [n for n, line in enumerate(lines[1:], 1) if len(line) > 60 and b"<" not in line]
        if long:
            lines[rng.choice(long)] = "（此处有改动，另行通知。）".encode()
        path.write_bytes(b"\n".join(lines))


def shifted(location: Path) -> object:
    """Return a file as a version would read it that takes a line less for the page's own."""
    reading = read(location)
    first = replace(reading.blocks[0], text="打印本页 关闭窗口")
    return replace(reading, blocks=[first, *reading.blocks])


@pytest.mark.parametrize(
    ("files", "number"), [(3, 40), pytest.param(99, 500, marks=pytest.mark.long)], ids=["some", "all"]
)
def test_corrections_are_applied_or_said_to_be_stale(
    files: int, number: int, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy(root / "corpus", tmp_path / "corpus", files)
    corrections = make_some(build_all(folder, book_of([])), number, seed=14)
    assert len(corrections) == number
    assert {each.change for each in corrections} == {"set", "add", "remove", "confirm"}
    book = book_of(corrections)

    # What is said of a record of a task that somebody else removes is told; all else is applied.
    at_home = check(build_all(folder, book), corrections)
    assert at_home["applied"] >= 0.9 * number

    moved = tmp_path / "elsewhere" / "2026"
    shutil.copytree(folder, moved)
    for path in list(moved.iterdir()):
        path.rename(path.with_name(f"重命名-{path.name}"))
    assert check(build_all(moved, book), corrections) == at_home

    monkeypatch.setattr(batch, "read", shifted)
    other_version = check(build_all(folder, book), corrections)
    assert other_version["applied"] >= 0.9 * number
    monkeypatch.undo()

    edit(folder, random.Random(14))
    edited = check(build_all(folder, book), corrections)
    assert edited["applied"] >= 0.6 * number and edited["told"]
