"""What is asked of a reviewer: a record in its surroundings, or a passage with all that was read in it.

An item holds all that its answer needs, so that a file that comes back from another program is enough.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from extractors.records import Document, Record, Span, Task
from pipeline.corrections.anchors import HEAD
from pipeline.corrections.form import Kind
from pipeline.corrections.shelf import place_of
from pipeline.corrections.writing import Found, place, records_of
from pipeline.wording import ROLES, word_deadline, word_target

REVIEWED: tuple[Kind, ...] = ("task", "assignment", "target", "goal")
"""Kinds of record that are sampled."""
LABELS = {
    "task": "任务",
    **{str(role): word for role, word in ROLES.items()},
    "target": "目标",
    "goal": "发展目标",
}
"""What a label of a span says, in the words of a reviewer."""
MEANINGS = {label: name for name, label in LABELS.items()}
_AROUND = 300
"""Characters before and after a record that are shown, within its paragraph."""
_BESIDE = 48
"""Characters beside a passage that a new record's place is told by."""
_SHORTEST, _LONGEST = 6, 2_000
"""Characters of a paragraph that can be judged as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Record):
    """A record that is asked about: where it stands, and what the program says of it."""

    place: dict[str, Any]
    """The fields of a correction that tell which record it is."""
    label: str
    """Kind or role, as a name in `LABELS`."""
    span: Span
    """Its words within the passage."""
    shown: str
    """The record in words."""
    task: str = ""
    """Number and title of its task."""
    confidence: float = 1.0

    def key(self) -> str:
        """Return what tells the record from others."""
        return f"{self.label} {json.dumps(self.place, ensure_ascii=False, sort_keys=True)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Record):
    """A passage of a document with what is asked about it."""

    id: str
    kind: Literal["record", "passage"]
    document: str
    """SHA-256 of the file."""
    path: str
    title: str
    start: int
    """Where the passage begins in the document's text."""
    text: str
    before: str
    after: str
    weight: float = 1.0
    """How many records, or passages, this one stands for, against others of the sample."""
    task: Span | None = None
    """The task that the passage lies in."""
    task_words: str | None = None
    asked: tuple[Asked, ...] = field(default=())

    def key(self) -> str:
        """Return what tells what is asked from all else, whatever sample it was drawn for."""
        asks = self.asked[0].key() if self.kind == "record" else ""
        return f"{self.kind} {self.document} {asks or self.start}"


def make_record_item(found: Found, number: int, weight: float) -> Item:
    """Return the item that asks about one record."""
    info = found.document.document
    shown = _shown_span(found)
    window = _window(info.text, shown)
    asked = (_asked(found, shown, window),)
    return _item(found.document, f"r{number}", "record", window, weight, asked)


def make_passage_item(document: Document, window: Span, number: int, weight: float) -> Item:
    """Return the item that asks whether all was read that stands in a passage."""
    asked = tuple(
        _asked(found, shown, window)
        for found in records_of(document)
        if found.kind in REVIEWED and _inside(shown := _shown_span(found), window)
    )
    return _item(document, f"p{number}", "passage", window, weight, asked)


def passages(document: Document) -> list[Span]:
    """Return the paragraphs of a document that hold words."""
    spans: list[Span] = []
    start = 0
    for line in document.document.text.split("\n"):
        end = start + len(line)
        if sum(sign.isalnum() for sign in line) >= _SHORTEST and len(line) <= _LONGEST:
            spans.append((start, end))
        start = end + 1
    return spans


def _item(
    document: Document,
    own: str,
    kind: Literal["record", "passage"],
    window: Span,
    weight: float,
    asked: tuple[Asked, ...],
) -> Item:
    info, (start, end) = document.document, window
    task = _task_around(document.tasks, window)
    return Item(
        id=own,
        kind=kind,
        document=info.source.sha256,
        path=info.source.path,
        title=info.title or "",
        start=start,
        text=info.text[start:end],
        before=info.text[max(0, start - _BESIDE) : start],
        after=info.text[end : end + _BESIDE],
        weight=round(weight, 4),
        task=task.span if task else None,
        task_words=task.text[:HEAD] if task else None,
        asked=asked,
    )


def _task_around(tasks: Iterable[Task], window: Span) -> Task | None:
    around = [task for task in tasks if task.span[0] <= window[0] < task.span[1]]
    inside = [task for task in tasks if window[0] <= task.span[0] < window[1]]
    best = max(around, key=lambda task: task.span[0], default=None)
    return best or next(iter(inside), None)


def _asked(found: Found, shown: Span, window: Span) -> Asked:
    task = found.task
    label = found.record.role if found.kind == "assignment" else found.kind
    return Asked(
        place=place(found),
        label=label,
        span=(shown[0] - window[0], shown[1] - window[0]),
        shown=_in_words(found),
        task=f"{task.number or ''} {task.title}".strip() if task else "",
        confidence=found.record.confidence,
    )


def _in_words(found: Found) -> str:
    record = found.record
    if found.kind == "assignment":
        return f"{ROLES[record.role]}：{record.name}"
    if found.kind == "task":
        due = word_deadline(record.deadline)
        return f"{record.number or ''} {record.title}".strip() + (f"（{due}）" if due else "")
    due = word_deadline(record.deadline)
    return word_target(record) + (f"（{due}）" if due else "")


def _shown_span(found: Found) -> Span:
    """Return the words that stand for a record: of a task its title, else the first line of it."""
    start, end = place_of(found.kind, found.record)
    if found.kind != "task":
        return start, end
    text = found.document.document.text
    at = text.find(found.record.title, start, end)
    if at >= 0:
        return at, at + len(found.record.title)
    line = text.find("\n", start, end)
    return start, min(end if line < 0 else line, start + HEAD)


def _window(text: str, span: Span) -> Span:
    """Return the paragraph around a span, a part of it if it is long."""
    start = text.rfind("\n", 0, span[0]) + 1
    end = text.find("\n", span[1])
    end = len(text) if end < 0 else end
    return max(start, span[0] - _AROUND), min(end, span[1] + _AROUND)


def _inside(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def kind_of(label: str) -> Kind:
    """Return the kind of record that a label names.

    >>> kind_of("lead"), kind_of("goal")
    ('assignment', 'goal')
    """
    return "assignment" if label in ROLES else label  # type: ignore[return-value]


def named_field(kind: Kind) -> str:
    """Return the field in which a reviewer names a record otherwise."""
    return {"assignment": "name", "task": "title"}.get(kind, "indicator")
