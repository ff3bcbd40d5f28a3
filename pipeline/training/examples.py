"""Paragraphs with the spans that were found in them, each document in one part of the data for good."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal

from extractors.records import Document
from pipeline.page import find_records

Split = Literal["train", "dev", "test"]
SPLITS: tuple[Split, ...] = ("train", "dev", "test")
_TENTHS: tuple[Split, ...] = (*("train",) * 8, "dev", "test")
Label = Literal["LEAD", "RESPONSIBLE", "COOPERATING", "SUPERVISING", "TARGET", "DEADLINE"]
GROUPS: dict[str, tuple[Label, ...]] = {
    "units": ("LEAD", "RESPONSIBLE", "COOPERATING", "SUPERVISING"),
    "targets": ("TARGET",),
    "deadlines": ("DEADLINE",),
}
"""The groups of spans, with their labels."""
_ROLES: dict[str, Label] = {
    "lead": "LEAD",
    "responsible": "RESPONSIBLE",
    "cooperating": "COOPERATING",
    "supervising": "SUPERVISING",
}


@dataclass(frozen=True, slots=True, order=True)
class Labelled:
    """A span with its label."""

    start: int
    end: int
    label: Label


@dataclass(frozen=True, slots=True)
class Example:
    """One paragraph of a document."""

    document: str
    path: str
    start: int
    """Where in the document's text it begins."""
    text: str
    spans: tuple[Labelled, ...]
    """In the paragraph, by place; they may lie in each other."""

    @property
    def split(self) -> Split:
        return split_of(self.document)


def split_of(document_id: str) -> Split:
    """Return the part of the data that a document is in: 8 of 10 train, 1 dev, 1 test, by its id alone.

    It stays there whatever other documents come, and a document is never in two of them.
    """
    return _TENTHS[blake2b(document_id.encode(), digest_size=8).digest()[0] % len(_TENTHS)]


def find_labelled(document: Document, min_confidence: float = 0.0) -> list[Labelled]:
    """Return the units, targets and deadlines of a document by place, each once, those at least so sure."""
    found = [
        Labelled(*unit.span, _ROLES[unit.role])
        for task in document.tasks
        for unit in task.assignments
        if unit.confidence >= min_confidence
    ]
    targets = [*(target for task in document.tasks for target in task.targets), *document.goals]
    found += [Labelled(*each.span, "TARGET") for each in targets if each.confidence >= min_confidence]
    found += [Labelled(*span, "DEADLINE") for kind, span in find_records(document) if kind == "deadline"]
    return sorted({each for each in found if each.start < each.end})


def find_examples(document: Document, min_confidence: float = 0.0) -> Iterator[Example]:
    """Yield the paragraphs of a document that hold words; a span over several is in none."""
    text, labelled = document.document.text, find_labelled(document, min_confidence)
    info, start, at = document.document, 0, 0
    for line in text.split("\n"):
        end = start + len(line)
        while at < len(labelled) and labelled[at].start < start:
            at += 1
        inside = []
        for each in labelled[at:]:
            if each.start >= end:
                break
            if each.end <= end:
                inside.append(Labelled(each.start - start, each.end - start, each.label))
        if line.strip():
            yield Example(info.id, info.source.path, start, line, tuple(inside))
        start = end + 1


def flat(spans: tuple[Labelled, ...]) -> list[Labelled]:
    """Return spans of which none meets another: the longest first, as spaCy's `filter_spans` does.

    >>> flat((Labelled(0, 9, "TARGET"), Labelled(5, 9, "DEADLINE"), Labelled(9, 12, "LEAD")))
    [Labelled(start=0, end=9, label='TARGET'), Labelled(start=9, end=12, label='LEAD')]
    """
    taken: list[Labelled] = []
    signs: set[int] = set()
    for each in sorted(spans, key=lambda span: (span.start - span.end, span.start, span.label)):
        if signs.isdisjoint(range(each.start, each.end)):
            signs.update(range(each.start, each.end))
            taken.append(each)
    return sorted(taken)
