"""Corrections at random, each with a value that nothing else has, and what became of them."""

import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from extractors.records import Document
from pipeline.batch import build_from_file
from pipeline.corrections import Book, Correction
from pipeline.corrections.form import MEASURED
from pipeline.corrections.settling import Entry, settle
from pipeline.corrections.shelf import place_of
from pipeline.corrections.writing import Found, correct, place, records_of
from pipeline.sources import digest_file

FIELDS = {
    "section": "title",
    "task": "title",
    "assignment": "name",
    "target": "indicator",
    "goal": "indicator",
    "quantity": "indicator",
}


def make_some(documents: Sequence[Document], number: int, seed: int) -> list[Correction]:
    """Return so many corrections of different records, of all kinds and changes."""
    rng = random.Random(seed)
    records = [found for document in documents for found in records_of(document)]
    chosen = rng.sample(records, min(number, len(records)))
    return [_make(found, n, rng) for n, found in enumerate(chosen)]


def _make(found: Found, number: int, rng: random.Random) -> Correction:
    when = f"2026-11-29T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}+08:00"
    change = rng.choice(("set", "set", "set", "add", "remove", "confirm"))
    mark = f"某改{number}"
    if change == "add" and found.kind in ("assignment", *MEASURED):
        return Correction(**place(found), change="add", new=_new(found, mark), who="甲", when=when)
    if change in ("set", "add"):
        return correct(found, "set", field=FIELDS[found.kind], new=mark, who="甲", when=when)
    return correct(found, change, who="甲", when=when)


def _new(found: Found, mark: str) -> dict[str, object]:
    if found.kind == "assignment":
        others = {"lead", "responsible", "cooperating", "supervising"} - {found.record.role}
        return {"role": min(others), "name": mark}
    value = {"indicator": mark, "comparator": "eq", "value": "7", "unit": "个"}
    return {**value, "status": found.record.status} if found.kind == "quantity" else value


def book_of(corrections: Iterable[Correction]) -> Book:
    return settle(Entry("corrections.jsonl", n, each) for n, each in enumerate(corrections, 1))


def build_all(folder: Path, book: Book) -> list[Document]:
    """Return the documents of the files in a folder, corrected."""
    files = {str(digest_file(path)): path for path in sorted(folder.iterdir()) if path.stem != "README"}
    ours = book.by_document({digest: [path.name] for digest, path in files.items()})
    return [
        build_from_file(path, path.name, digest, corrections=ours.get(digest, ()))
        for digest, path in files.items()
    ]


def outcomes(documents: Sequence[Document], corrections: Iterable[Correction]) -> dict[str, str]:
    """Return by its moment what became of each correction: applied, told, or else what is wrong."""
    return {each.when: _outcome(documents, each) for each in corrections}


def _outcome(documents: Sequence[Document], correction: Correction) -> str:
    if any(correction.when in problem.message for document in documents for problem in document.problems):
        return "told"
    ours = [each for each in documents if _is_of(each, correction)]
    if len(ours) != 1:
        return f"of {len(ours)} documents"
    here = [found for found in records_of(ours[0]) if _is_there(ours[0], found, correction)]
    if correction.change == "remove":
        return "still there" if here else "applied"
    if correction.change == "confirm":
        return "applied" if here else "gone"
    name = FIELDS[correction.record]
    mark = correction.new[name] if correction.change == "add" else correction.new
    return "applied" if any(getattr(each.record, name) == mark for each in here) else "not applied"


def _is_of(document: Document, correction: Correction) -> bool:
    source = document.document.source
    return source.sha256 == correction.document or source.path == correction.path


def _is_there(document: Document, found: Found, correction: Correction) -> bool:
    """Return whether the record stands at the words of the correction, in the same surroundings."""
    start, end = place_of(found.kind, found.record)
    text = document.document.text
    return (
        found.kind == correction.record
        and text[start:end] == correction.words
        and text[:start].endswith(correction.before)
        and text[end:].startswith(correction.after)
        and (found.task is None or found.task.text.startswith(correction.task_words or ""))
    )


def on_other_words(documents: Sequence[Document], corrections: Iterable[Correction]) -> Iterator[str]:
    """Yield what is marked as corrected and stands at the words of no correction that says so."""
    known = list(corrections)
    for document in documents:
        for found in records_of(document):
            if found.record.source == "corrected" and not any(
                each.change in ("set", "add") and _is_of(document, each) and _is_there(document, found, each)
                for each in known
            ):
                yield f"{document.document.source.path}: {found.kind} {found.record}"
