"""What holds for every document (section 1 of the contract), and what of it a document breaks."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from extractors.folding import fold
from extractors.records import Deadline, Document, Span, Target, Task
from pipeline.schema import schema_text

_SPANS = ("span", "scope", "value_span")


def find_broken(document: Document) -> list[str]:
    """Return a sentence for each thing that should hold for the document and does not."""
    checks = (_schema, _places, _ids, _pointers, _printed, _nesting, _tasks, _agencies, _targets, _dates)
    return [sentence for check in checks for sentence in check(document)]


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema_text()))


def _schema(document: Document) -> Iterator[str]:
    value = json.loads(document.to_json())
    yield from (f"schema: {error.json_path}: {error.message}" for error in _validator().iter_errors(value))
    if Document.from_json(document.to_json()) != document:
        yield "the record does not come back from its JSON"


def _places(document: Document) -> Iterator[str]:
    """Every span lies in the text and holds something."""
    length = len(document.document.text)
    for name, (start, end) in _walk(
        {name: value for name, value in document.to_value().items() if name != "document"}
    ):
        if not 0 <= start < end <= length:
            yield f"{name} {start, end} is no place in a text of {length}"
    yield from _printed_places(document)


def _printed_places(document: Document) -> Iterator[str]:
    """With pages every character has its place: lines in order, on a page, in a box that is one."""
    at = 0
    for place in document.places:
        left, top, right, bottom = place.box
        if left > right or top > bottom or not 1 <= place.page <= (document.document.source.pages or 0):
            yield f"{place} is on no page"
        if document.document.text[at : place.span[0]].strip():
            yield f"no place for {document.document.text[at : place.span[0]]}"
        at = place.span[1]
    if document.places and document.document.text[at:].strip():
        yield f"no place for {document.document.text[at:]}"


def _walk(value: Any, name: str = "") -> Iterator[tuple[str, Span]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in _SPANS and inner is not None:
                yield f"{name}.{key}", inner
            elif key == "mentions":
                yield from ((f"{name}.{key}", span) for span in inner)
            else:
                yield from _walk(inner, f"{name}.{key}")
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from _walk(inner, f"{name}[{index}]")


def _ids(document: Document) -> Iterator[str]:
    for records in (document.sections, document.tasks, document.agencies):
        ids = [record.id for record in records]
        if len(ids) != len(set(ids)):
            yield f"an id stands twice: {ids}"


def _pointers(document: Document) -> Iterator[str]:
    agencies = {agency.id for agency in document.agencies}
    sections = {section.id for section in document.sections}
    tasks = {task.id for task in document.tasks}
    wanted: list[tuple[Iterable[str | None], set[str]]] = [
        ((a.agency for task in document.tasks for a in task.assignments), agencies),
        ((member for agency in document.agencies for member in agency.members), agencies),
        ((agency.parent for agency in document.agencies), agencies),
        ((agency.successor for agency in document.agencies), agencies),
        ((section.parent for section in document.sections), sections),
        ((task.section for task in document.tasks), sections),
        ((goal.section for goal in document.goals), sections),
        ((task.parent for task in document.tasks), tasks),
    ]
    for ids, known in wanted:
        yield from (f"{i} is pointed at and does not exist" for i in ids if i is not None and i not in known)


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def _printed(document: Document) -> Iterator[str]:
    """What records quote stands at their span, or around it."""
    text = document.document.text
    for section in document.sections:
        inner = text[slice(*section.span)]
        if not inner.startswith(section.number or "") or section.title not in inner:
            yield f"section {section.number} {section.title} is not at its span: {inner[:40]}"
    for task in document.tasks:
        if task.text != text[slice(*task.span)]:
            yield f"{task.id}: its text is not at its span"
        before = text[: task.span[1]] if _has_title_of_heading(document, task) else task.text
        if not task.title or task.title not in before or fold(task.number or "") not in fold(text):
            yield f"{task.id}: {task.number} {task.title} is not printed"
        for citation in task.citations:
            if text[slice(*citation.span)] != f"《{citation.title}》":
                yield f"{task.id}: {citation.title} is not at its span"
        for unit in task.assignments:
            printed = text[slice(*unit.span)]
            # Elision undone, a name says more than is printed, before it or behind it; never other words.
            whole, said = _squeezed(unit.name), _squeezed(printed)
            if not (said and (whole.startswith(said) or whole.endswith(said))):
                yield f"{task.id}: {unit.name} is printed as {printed}"
            if unit.label not in text:
                yield f"{task.id}: the label {unit.label} is not printed"


def _has_title_of_heading(document: Document, task: Task) -> bool:
    return any(p.code == "untitled-task" and p.span == task.span for p in document.problems)


def _nesting(document: Document) -> Iterator[str]:
    """Spans of one kind nest or are disjoint; a section lies in its parent, below it."""
    yield from _crossing("task", [task.span for task in document.tasks])
    yield from _crossing("section", [section.span for section in document.sections])
    known = {section.id: section for section in document.sections}
    for section in document.sections:
        above = known[section.parent] if section.parent else None
        if above is None:
            continue
        if not above.span[0] <= section.span[0] < section.span[1] <= above.span[1]:
            yield f"{section.id} does not lie in {above.id}"
        if above.level >= section.level:
            yield f"{section.id} is not below {above.id}"


def _crossing(kind: str, spans: Iterable[Span]) -> Iterator[str]:
    ends: list[int] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        while ends and ends[-1] <= start:
            ends.pop()
        if ends and ends[-1] < end:
            yield f"two {kind} spans cross at {start, end}"
        ends.append(end)


def _tasks(document: Document) -> Iterator[str]:
    known = {task.id: task for task in document.tasks}
    if [task.span[0] for task in document.tasks] != sorted(task.span[0] for task in document.tasks):
        yield "the tasks are not in order of place"
    for task in document.tasks:
        if task.parent and known[task.parent].span[0] >= task.span[0]:
            yield f"{task.id} stands before {task.parent}, which it details"
        units = [(unit.role, unit.name) for unit in task.assignments]
        if len(units) != len(set(units)):
            yield f"{task.id}: a unit stands twice in one role"


def _agencies(document: Document) -> Iterator[str]:
    named: dict[str, list[Span]] = {agency.id: [] for agency in document.agencies}
    for task in document.tasks:
        for unit in task.assignments:
            named.setdefault(unit.agency, []).append(unit.span)
    for agency in document.agencies:
        if set(agency.mentions) != set(named[agency.id]):
            yield f"{agency.id}: its mentions are not those of the tasks"


def _targets(document: Document) -> Iterator[str]:
    lists: list[tuple[str, tuple[Target, ...]]] = [(task.id, task.targets) for task in document.tasks]
    lists += [("goals", document.goals), ("quantities", document.quantities)]
    for name, targets in lists:
        for index, target in enumerate(targets):
            if target.part_of is not None and not (
                0 <= target.part_of < len(targets) and target.part_of != index
            ):
                yield f"{name}: target {index} is part of {target.part_of}"
            if not target.span[0] <= target.value_span[0] < target.value_span[1] <= target.span[1]:
                yield f"{name}: the value {target.value} does not lie in its target"
            yield from _value(name, target, document.document.text)


def _value(name: str, target: Target, text: str) -> Iterator[str]:
    printed = re.sub(r"[ ,]", "", fold(text[slice(*target.value_span)])).replace("·", ".")
    digits = re.findall(r"\d+(?:\.\d+)?", printed)
    if digits and not any(float(number) == float(target.value) for number in digits):
        yield f"{name}: the value {target.value} is printed as {printed}"
    if (target.comparator == "between") != (target.upper is not None):
        yield f"{name}: {target.comparator} with upper {target.upper}"


def _dates(document: Document) -> Iterator[str]:
    info = document.document
    days = [info.issued_on, *((info.period.start, info.period.end) if info.period else ())]
    days += [
        deadline.date for deadline in _deadlines(document.tasks, (*document.goals, *document.quantities))
    ]
    for day in days:
        if day is not None and date.fromisoformat(day).isoformat() != day:
            yield f"{day} is no day"
    for deadline in _deadlines(document.tasks, ()):
        if not deadline.inherited and fold(deadline.raw) not in fold(info.text):
            yield f"the deadline {deadline.raw} is not printed"


def _deadlines(tasks: Iterable[Task], targets: Iterable[Target]) -> Iterator[Deadline]:
    found = [task.deadline for task in tasks] + [t.deadline for task in tasks for t in task.targets]
    yield from (d for d in (*found, *(target.deadline for target in targets)) if d is not None)
