"""Corrections of the records of a document that is at hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from extractors.records import Document, Record, Task
from pipeline.corrections.anchors import HEAD, anchor
from pipeline.corrections.form import MEASURED, Action, Correction, Kind
from pipeline.corrections.shelf import place_of


@dataclass(frozen=True, slots=True)
class Found:
    """A record of a document, with what it is and the task that holds it."""

    document: Document
    kind: Kind
    record: Any
    task: Task | None = None


def records_of(document: Document) -> Iterator[Found]:
    """Yield the records of a document that can be corrected, in the order of its JSON."""
    yield from (Found(document, "section", section) for section in document.sections)
    for task in document.tasks:
        yield Found(document, "task", task)
        yield from (Found(document, "assignment", unit, task) for unit in task.assignments)
        yield from (Found(document, "target", target, task) for target in task.targets)
    yield from (Found(document, "goal", goal) for goal in document.goals)
    yield from (Found(document, "quantity", quantity) for quantity in document.quantities)


def correct(
    found: Found,
    change: Action,
    *,
    field: str | None = None,
    new: Any = None,
    who: str,
    when: str,
    why: str = "",
) -> Correction:
    """Return what a person says of a record; the old value is the one that it has."""
    return Correction(
        **place(found),
        change=change,
        field=field,
        old=_value(found.record, field) if field and change == "set" else None,
        new=new,
        who=who,
        when=when,
        why=why,
    )


def place(found: Found) -> dict[str, Any]:
    """Return the fields of a correction that tell which record it is about."""
    info, task = found.document.document, found.task
    at = anchor(info.text, place_of(found.kind, found.record))
    return {
        "document": info.source.sha256,
        "path": info.source.path,
        "record": found.kind,
        "span": at.span,
        "words": at.words,
        "before": at.before,
        "after": at.after,
        "task": task.span if task else None,
        "task_words": task.text[:HEAD] if task else None,
        "indicator": found.record.indicator if found.kind in MEASURED else None,
        "role": found.record.role if found.kind == "assignment" else None,
    }


def _value(record: Any, field: str) -> Any:
    for name in field.split("."):
        record = getattr(record, name) if record is not None else None
    if isinstance(record, Record):
        return record.to_value()
    return list(record) if isinstance(record, tuple) else record


def now() -> str:
    """Return this moment, with its zone, as a correction has it."""
    return datetime.now().astimezone().isoformat(timespec="seconds")
