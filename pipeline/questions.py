"""Questions about finished documents: which tasks, which targets, of whom, until when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, astuple, dataclass, fields
from io import StringIO
from typing import Any

from extractors.folding import fold
from extractors.records import Assignment, Deadline, Document, Role, Target, Task
from pipeline.export import csv_lines, json_lines, printable
from pipeline.graph.build import settle_members
from pipeline.language import N_, _
from pipeline.places import find_place
from pipeline.wording import word_deadline, word_target

_SEPARATOR = "; "


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked; what is empty asks nothing."""

    agency: str = ""
    """Id of the agency that answers, by itself or as a member of a group."""
    roles: tuple[Role, ...] = ()
    no_lead: bool = False
    due: str = ""
    """Beginning of a day: 2025, 2025-06."""
    indicator: str = ""
    """Words of an indicator, or the id of one in the lexicon."""
    least: float = 0.0
    """Confidence at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One task that answers the question."""

    number: str
    task: str
    leads: str
    responsible: str
    cooperating: str
    supervising: str
    due: str
    """Its own deadline, else the last one of its targets."""
    targets: str
    title: str
    issued_on: str
    page: int | None
    confidence: float
    source: str
    path: str
    document: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """One target of a task, or one goal, that answers the question."""

    indicator: str
    applies_to: str
    comparator: str
    value: str
    upper: str
    unit: str
    change: str
    base: str
    due: str
    task: str
    leads: str
    title: str
    issued_on: str
    page: int | None
    confidence: float
    source: str
    path: str
    document: str
    id: str
    """Of its task; empty for a goal."""


Row = TaskRow | TargetRow


def find_tasks(documents: Iterable[Document], question: Question) -> Iterator[TaskRow]:
    """Yield the tasks that answer the question, document by document."""
    for document in documents:
        members = settle_members(document)
        for task in document.tasks:
            targets = [target for target in task.targets if _names(target, question.indicator)]
            if (
                task.confidence >= question.least
                and _answers(task, question, members)
                and (not question.indicator or targets)
                and _is_due((task.deadline, *(target.deadline for target in task.targets)), question.due)
            ):
                yield _task_row(document, task)


def find_targets(documents: Iterable[Document], question: Question) -> Iterator[TargetRow]:
    """Yield the targets of tasks, and the goals where no agency is asked for, that answer the question."""
    for document in documents:
        members = settle_members(document)
        for task in document.tasks:
            if _answers(task, question, members):
                for target in task.targets:
                    if _is_asked(target, question):
                        yield _target_row(document, target, task)
        if not (question.agency or question.roles or question.no_lead):
            yield from (
                _target_row(document, goal, None) for goal in document.goals if _is_asked(goal, question)
            )


def _is_asked(target: Target, question: Question) -> bool:
    return (
        target.confidence >= question.least
        and _names(target, question.indicator)
        and _is_due((target.deadline,), question.due)
    )


def _answers(task: Task, question: Question, members: dict[str, list[str]]) -> bool:
    """Return whether the agency that is asked for answers for the task, in one of the roles."""
    if question.no_lead and any(unit.role == "lead" for unit in task.assignments):
        return False
    if not question.agency and not question.roles:
        return True
    return any(
        (not question.roles or unit.role in question.roles)
        and (not question.agency or question.agency in (unit.agency, *members.get(unit.agency, ())))
        for unit in task.assignments
    )


def _is_due(deadlines: Iterable[Deadline | None], due: str) -> bool:
    return not due or any(each is not None and (each.date or "").startswith(due) for each in deadlines)


def _names(target: Target, indicator: str) -> bool:
    return not indicator or indicator == target.indicator_id or fold(indicator) in fold(target.indicator)


def _task_row(document: Document, task: Task) -> TaskRow:
    return TaskRow(
        number=task.number or "",
        task=task.title,
        leads=_units(task.assignments, "lead"),
        responsible=_units(task.assignments, "responsible"),
        cooperating=_units(task.assignments, "cooperating"),
        supervising=_units(task.assignments, "supervising"),
        due=word_deadline(task.deadline) or _last(target.deadline for target in task.targets),
        targets=_SEPARATOR.join(map(word_target, task.targets)),
        confidence=task.confidence,
        source=task.source,
        id=task.id,
        **_of_document(document, task.span),
    )


def _target_row(document: Document, target: Target, task: Task | None) -> TargetRow:
    return TargetRow(
        indicator=target.indicator,
        applies_to=target.applies_to or "",
        comparator=target.comparator,
        value=target.value,
        upper=target.upper or "",
        unit=target.unit,
        change=target.change or "",
        base=target.baseline.raw if target.baseline else "",
        due=word_deadline(target.deadline) or "",
        task=f"{task.number or ''} {task.title}".strip() if task else "",
        leads=_units(task.assignments, "lead") if task else "",
        confidence=target.confidence,
        source=target.source,
        id=task.id if task else "",
        **_of_document(document, target.span),
    )


def _last(deadlines: Iterable[Deadline | None]) -> str:
    return max((each.date for each in deadlines if each and each.date), default="")


def _units(assignments: Iterable[Assignment], role: Role) -> str:
    return _SEPARATOR.join(dict.fromkeys(unit.name for unit in assignments if unit.role == role))


def _of_document(document: Document, span: tuple[int, int]) -> dict[str, Any]:
    info, place = document.document, find_place(document, span)
    return {
        "title": info.title or "",
        "issued_on": info.issued_on or "",
        "page": place.page if place else None,
        "path": info.source.path,
        "document": info.id,
    }


_SHOWN: dict[type[Row], tuple[tuple[str, int, Callable[[Any], str]], ...]] = {
    TaskRow: (
        (N_("no."), 1, lambda row: row.number),
        (N_("task"), 4, lambda row: row.task),
        (N_("lead"), 3, lambda row: row.leads),
        (N_("others"), 4, lambda row: _joined(row.responsible, row.cooperating, row.supervising)),
        (N_("due"), 2, lambda row: row.due),
        (N_("document"), 3, lambda row: row.title or row.path),
    ),
    TargetRow: (
        (N_("indicator"), 4, lambda row: f"{row.applies_to} {row.indicator}".strip()),
        (N_("value"), 3, lambda row: _value(row)),
        (N_("due"), 2, lambda row: row.due),
        (N_("task"), 4, lambda row: row.task or _("(goal)")),
        (N_("lead"), 3, lambda row: row.leads),
        (N_("document"), 3, lambda row: row.title or row.path),
    ),
}  # fmt: skip


def _joined(*parts: str) -> str:
    return _SEPARATOR.join(filter(None, parts))


def _value(row: TargetRow) -> str:
    signs = {"ge": "≥ ", "le": "≤ ", "gt": "> ", "lt": "< ", "approx": "≈ "}
    upper = f"–{row.upper}" if row.upper else ""
    change = {"increase": "+ ", "decrease": "− "}.get(row.change, "")
    return f"{change}{signs.get(row.comparator, '')}{row.value}{upper} {row.unit}".strip()


def list_table(kind: type[Row], rows: Iterable[Row], columns: int) -> Iterator[str]:
    """Yield a table as wide as the terminal, and how many there are."""
    from rich.console import Console
    from rich.table import Table

    table = Table(padding=(0, 1, 0, 0), show_lines=True)
    for name, ratio, __ in _SHOWN[kind]:
        table.add_column(_(name), ratio=ratio, overflow="fold")
    number = 0
    for row in rows:
        number += 1
        table.add_row(*(printable(word(row)) for *__, word in _SHOWN[kind]))
    console = Console(file=StringIO(), markup=False, highlight=False, width=columns)
    if number:
        with console.capture() as capture:
            console.print(table)
        yield capture.get()
    said = _("tasks: {number}") if kind is TaskRow else _("targets: {number}")
    yield f"{said.format(number=number)}\n"


def list_csv(kind: type[Row], rows: Iterable[Row], columns: int) -> Iterator[str]:
    """Return CSV with a head, some lines at a time."""
    return csv_lines([each.name for each in fields(kind)], map(astuple, rows))


def list_json(kind: type[Row], rows: Iterable[Row], columns: int) -> Iterator[str]:
    """Return a list of objects, one by one."""
    return json_lines(map(asdict, rows))


LISTINGS: dict[str, Callable[[type[Row], Iterable[Row], int], Iterator[str]]] = {
    "table": list_table,
    "csv": list_csv,
    "json": list_json,
}
FINDERS: dict[str, tuple[type[Row], Callable[[Iterable[Document], Question], Iterator[Row]]]] = {
    "tasks": (TaskRow, find_tasks),
    "targets": (TargetRow, find_targets),
}
