"""The records of one document while they are corrected: each keeps its place when others come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from extractors.records import Assignment, Document, Record, Section, Span, Task
from pipeline.corrections.anchors import HEAD, SURE
from pipeline.corrections.form import MEASURED, WITHIN, Correction, Kind

_ALIKE = 0.5
"""Share of two places that they must have in common to be one record's that was cut otherwise."""
Position = tuple[Kind, int, int]
"""Kind, index of the task for what a task holds (else -1), index in its list."""


@dataclass(slots=True, eq=False)
class Slot:
    """Where one record stands, with what it holds."""

    record: Any
    inner: dict[Kind, list[Slot]] = field(default_factory=dict)
    whole: Slot | None = None
    """Of a target: what it is a part of."""
    gone: bool = False
    """Whether a person has removed it; it stands there until the audit is done."""
    first: Any = None
    """The record before a field of it was set: as it was read, or added."""
    added: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A record, or the place for one that is to come (without a slot)."""

    kind: Kind
    span: Span
    slot: Slot | None = None
    task: Slot | None = None


class Shelf:
    """Holds the records of a document."""

    def __init__(self, document: Document) -> None:
        self.text = document.document.text
        self._document = document
        self._lists: dict[Kind, list[Slot]] = {
            "section": _slots(document.sections),
            "task": [_with_inner(task) for task in document.tasks],
            "goal": _slots(document.goals),
            "quantity": _slots(document.quantities),
        }

    def list_of(self, kind: Kind, task: Slot | None) -> list[Slot]:
        """Return the places of a kind of record, of those that a task holds its own."""
        return task.inner.setdefault(kind, []) if task and kind in WITHIN else self._lists[kind]

    def records(self, kind: Kind) -> Iterator[Any]:
        """Yield the records of a kind that no task holds, in order."""
        return (slot.record for slot in self._lists[kind])

    def standing(self, kind: Kind) -> Iterator[Any]:
        """Yield those that nobody has removed."""
        return (slot.record for slot in self._lists[kind] if not slot.gone)

    def find(self, correction: Correction, span: Span, task: Slot | None) -> list[Mark]:
        """Return the records that a correction may be about: what stands at the span, or nearly so.

        Several are told apart by what they are called; one that a person has added is no other's place.
        """
        kind = correction.record
        slots = [slot for slot in self.list_of(kind, task) if not slot.gone and _may_be(slot, correction)]
        found = [slot for slot in slots if place_of(kind, slot.record) == span]
        if not found:
            found = [slot for slot in slots if _common(place_of(kind, slot.record), span) >= _ALIKE]
        if len(found) > 1:
            found = _called(found, correction) or found
        within = task if kind in WITHIN else None
        return [Mark(kind, place_of(kind, slot.record), slot, within) for slot in found]

    def find_same(self, kind: Kind, span: Span, task: Slot | None, new: dict[str, Any]) -> Mark:
        """Return the record that is read already as it is to be added, else the place for it."""
        for slot in self.list_of(kind, task):
            if not slot.gone and place_of(kind, slot.record) == span and _is_same(kind, slot.record, new):
                return Mark(kind, span, slot, task)
        return Mark(kind, span, None, task)

    def find_task(self, span: Span, words: str | None, around: Span, was: Span | None) -> Slot | None:
        """Return the task of a record: the one at the place, or the only one of these words.

        `around` is where the record is now, `was` where it was: together they may have moved. One that is
        removed is found where no other is.
        """
        moved = around[0] - was[0] if was else 0
        start = span[0] + moved
        begun = [slot for slot in self._lists["task"] if slot.record.text[:HEAD].startswith(words or "")]
        begun = [slot for slot in begun if not slot.gone] or begun
        here = [slot for slot in begun if slot.record.span[0] == start]
        if len(here) > 1:
            here = [slot for slot in here if slot.record.span[1] == span[1] + moved]
        told = len(words or "") >= SURE
        found = here or [slot for slot in begun if told or _lies_in(around, slot.record.span)]
        return found[0] if len(found) == 1 else None

    def put(self, mark: Mark, record: Record) -> Mark:
        """Put the record in its place, marked as corrected; a new one where it stands in the text."""
        record = record.changed(source="corrected")
        if mark.slot:
            mark.slot.first = mark.slot.first or mark.slot.record
            mark.slot.record = record
            return mark
        slot = Slot(record, added=True)
        slots = self.list_of(mark.kind, mark.task)
        at = (n for n, each in enumerate(slots) if place_of(mark.kind, each.record)[0] > mark.span[0])
        slots.insert(next(at, len(slots)), slot)
        return Mark(mark.kind, mark.span, slot, mark.task)

    def drop(self, mark: Mark) -> None:
        """Take an added record out again, or give one that was changed its first form."""
        assert mark.slot
        if mark.slot.first is not None:
            mark.slot.record, mark.slot.first = mark.slot.first, None
        elif mark.slot.added:
            slots = self.list_of(mark.kind, mark.task)
            slots[:] = [slot for slot in slots if slot is not mark.slot]

    def document(self) -> Document:
        """Return the document with the records as they are now."""
        return self._document.changed(
            sections=tuple(self.records("section")),
            tasks=tuple(_task(slot) for slot in self._lists["task"]),
            goals=_targets(self._lists["goal"]),
            quantities=_targets(self._lists["quantity"]),
        )

    def position(self, mark: Mark) -> Position:
        """Return where in the document a record stands."""
        task = self._lists["task"].index(mark.task) if mark.task else -1
        slots = self.list_of(mark.kind, mark.task)
        return mark.kind, task, next(n for n, slot in enumerate(slots) if slot is mark.slot)


def place_of(kind: Kind, record: Any) -> Span:
    """Return the place by which a record is found."""
    found: Span = record.value_span if kind in MEASURED else record.span
    return found


def _lies_in(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _is_same(kind: Kind, record: Any, new: dict[str, Any]) -> bool:
    if kind == "assignment":
        return bool(record.role == new["role"])
    return kind not in MEASURED or record.indicator == new["indicator"]


def _may_be(slot: Slot, correction: Correction) -> bool:
    """Return whether a record may be meant; one that was added has the name that it was given."""
    if not slot.added:
        return True
    names = {"indicator": correction.indicator, "role": correction.role}
    return all(name is None or name in _values(slot, what) for what, name in names.items())


def _called(slots: list[Slot], correction: Correction) -> list[Slot]:
    """Return those of several that are called as the correction says, now or when they were read."""
    names = {"indicator": correction.indicator, "role": correction.role}
    if correction.change == "set" and correction.field in ("role", "name", "indicator"):
        names[correction.field] = correction.old
    for what, name in names.items():
        if name is not None and len(slots) > 1:
            now = [slot for slot in slots if getattr(slot.record, what, None) == name]
            slots = now or [slot for slot in slots if name in _values(slot, what)]
    return slots


def _values(slot: Slot, name: str) -> set[Any]:
    """Return what a field of a record is, and was before a person set it."""
    return {getattr(record, name, None) for record in (slot.record, slot.first) if record is not None}


def _common(one: Span, other: Span) -> float:
    """Return the share of two places that they have in common (Jaccard).

    >>> _common((0, 4), (2, 6)), _common((0, 2), (4, 6))
    (0.3333333333333333, 0.0)
    """
    both = min(one[1], other[1]) - max(one[0], other[0])
    either = max(one[1], other[1]) - min(one[0], other[0])
    return max(0, both) / either if either else 0.0


def _slots(records: Iterable[Record]) -> list[Slot]:
    slots = [Slot(record) for record in records]
    for slot in slots:
        part_of = getattr(slot.record, "part_of", None)
        slot.whole = slots[part_of] if part_of is not None else None
    return slots


def _with_inner(task: Task) -> Slot:
    return Slot(task, {"assignment": _slots(task.assignments), "target": _slots(task.targets)})


def _task(slot: Slot) -> Task:
    units: tuple[Assignment, ...] = tuple(each.record for each in slot.inner.get("assignment", ()))
    task: Task = slot.record.changed(assignments=units, targets=_targets(slot.inner.get("target", [])))
    return task


def _targets(slots: list[Slot]) -> tuple[Any, ...]:
    at = {id(slot): number for number, slot in enumerate(slots)}
    return tuple(
        slot.record.changed(part_of=at[id(slot.whole)]) if slot.whole else slot.record for slot in slots
    )


def enclosing(records: Iterable[Section | Task], span: Span) -> str | None:
    """Return the id of the smallest record that the span lies in, None if it lies in none."""
    around = [record for record in records if _lies_in(span, record.span) and record.span != span]
    return min(around, key=lambda record: record.span[1] - record.span[0]).id if around else None
