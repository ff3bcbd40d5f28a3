"""Records as a person says they are: a field set, or all of it new."""

import re
from collections.abc import Callable
from typing import Any

from extractors.records import Assignment, Citation, Goal, Record, Section, Span, Task
from extractors.targets.convert import normalize
from pipeline.corrections.form import CLASSES, MEASURED, Correction, Kind, inner_class
from pipeline.corrections.shelf import Mark, Shelf, enclosing

_CITATION = re.compile(r"《([^《》\n]{2,80})》")
_EMPTY: dict[str, dict[str, Any]] = {
    "deadline": {"raw": "", "date": None, "inherited": False},
    "baseline": {"raw": "", "year": None},
}
Resolve = Callable[[str, Span], str]


class RefusedError(ValueError):
    """A correction that cannot stand in its document; the message says why."""


def with_field(record: Any, kind: Kind, name: str, value: Any) -> Any:
    """Return the record with the field set; normalized follows value, upper and unit."""
    outer, _, inner = name.partition(".")
    if inner:
        there = getattr(record, outer)
        values = (there.to_value() if there else _EMPTY[outer]) | {inner: value}
        return record.changed(**{outer: inner_class(kind, outer).from_value(values)})
    if name == "agency":
        return record  # the name stays as printed, the body is another
    changed = record.changed(**{name: _as_record(kind, name, value)})
    if kind in MEASURED and name in ("value", "upper", "unit"):
        changed = changed.changed(normalized=normalize(changed.value, changed.upper, changed.unit))
    return changed


def _as_record(kind: Kind, name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return inner_class(kind, name).from_value(value)
    return tuple(value) if isinstance(value, list) else value


def make(correction: Correction, mark: Mark, shelf: Shelf, resolve: Resolve) -> Record:
    """Return the record that is to stand at the mark; `RefusedError` if it cannot."""
    new = {name: _as_record(correction.record, name, value) for name, value in _whole_fields(correction)}
    moved = mark.span != correction.span
    return _MAKERS[correction.record](new, mark, shelf, resolve, moved)


def _whole_fields(correction: Correction) -> list[tuple[str, Any]]:
    return list(correction.new.items())


def _unit(new: dict[str, Any], mark: Mark, shelf: Shelf, resolve: Resolve, moved: bool) -> Assignment:
    assert mark.task
    task: Task = mark.task.record
    body = new.pop("agency", None) or new["name"]
    scope = new.pop("scope", None)
    given = not moved and scope is not None and task.span[0] <= scope[0] < scope[1] <= task.span[1]
    fields = {"label": "", "evidence": "prose", "confidence": 1.0, **new}
    return Assignment(
        **fields, agency=resolve(body, mark.span), span=mark.span, scope=scope if given else task.span
    )


def _measured(new: dict[str, Any], mark: Mark, shelf: Shelf, resolve: Resolve, moved: bool) -> Record:
    span = new.pop("span", None)
    within = span is not None and span[0] <= mark.span[0] < mark.span[1] <= span[1] <= len(shelf.text)
    fields: dict[str, Any] = {
        **dict.fromkeys(("applies_to", "upper", "change", "baseline", "deadline", "part_of")),
        "ambiguous": False,
        "normalized": normalize(new["value"], new.get("upper"), new["unit"]),
        **new,
        "span": span if within and not moved else mark.span,
        "value_span": mark.span,
    }
    if CLASSES[mark.kind] is Goal:
        fields["section"] = enclosing(shelf.records("section"), mark.span)
    return CLASSES[mark.kind](**fields)


def _task(new: dict[str, Any], mark: Mark, shelf: Shelf, resolve: Resolve, moved: bool) -> Task:
    _refuse_crossing(mark, shelf)
    start, end = mark.span
    found = _CITATION.finditer(shelf.text, start, end)
    held: dict[str, Any] = {
        "id": _next_id("t", (task.id for task in shelf.records("task"))),
        "section": enclosing(shelf.records("section"), mark.span),
        "parent": enclosing(shelf.records("task"), mark.span),
        "assignments": (),
        "targets": (),
        "citations": tuple(Citation(title=match[1], span=match.span()) for match in found),
    }
    if mark.slot:
        held = {name: getattr(mark.slot.record, name) for name in held}
    fields = {"number": None, "deadline": None, **new, **held}
    return Task(**fields, span=mark.span, text=shelf.text[start:end])


def _section(new: dict[str, Any], mark: Mark, shelf: Shelf, resolve: Resolve, moved: bool) -> Section:
    _refuse_crossing(mark, shelf)
    known = {section.id: section for section in shelf.records("section")}
    parent = enclosing(known.values(), mark.span)
    held = {"id": _next_id("s", known), "parent": parent}
    if mark.slot:
        held = {name: getattr(mark.slot.record, name) for name in held}
    level = known[parent].level + 1 if parent else 1
    return Section(**{"number": None, "level": level, "kind": "other", **new, **held, "span": mark.span})


_MAKERS: dict[Kind, Callable[[dict[str, Any], Mark, Shelf, Resolve, bool], Record]] = {
    "assignment": _unit,
    "target": _measured,
    "goal": _measured,
    "quantity": _measured,
    "task": _task,
    "section": _section,
}


def _refuse_crossing(mark: Mark, shelf: Shelf) -> None:
    start, end = mark.span
    for record in shelf.standing(mark.kind):
        first, last = record.span
        if start < first < end < last or first < start < last < end:
            raise RefusedError(f"it crosses the {mark.kind} {record.id}")


def _next_id(letter: str, ids: Any) -> str:
    numbers = [int(own[1:]) for own in ids if own[1:].isdecimal()]
    return f"{letter}{max(numbers, default=0) + 1}"


def find_clash(record: Any, kind: Kind, mark: Mark, shelf: Shelf) -> str | None:
    """Return why the record cannot stand at the mark beside the others, None if it can."""
    if kind == "assignment":
        slots = (slot for slot in shelf.list_of(kind, mark.task) if not slot.gone)
        others = (slot.record for slot in slots if slot is not mark.slot)
        if any((each.role, each.name) == (record.role, record.name) for each in others):
            return f"{record.name} stands in this role already"
    if kind in MEASURED and (record.comparator == "between") != (record.upper is not None):
        return "upper goes with between, and with nothing else"
    if kind == "section":
        for each in shelf.standing("section"):
            if (each.id == record.parent and each.level >= record.level) or (
                each.parent == record.id and each.level <= record.level
            ):
                return f"a section of level {record.level} cannot stand there"
    return None
