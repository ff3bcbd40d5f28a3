"""One document for people: its tasks as a table in the terminal, its goals and its problems."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from extractors.records import (
    Appraisal,
    Change,
    Comparator,
    Document,
    DocumentInfo,
    Problem,
    Role,
    Target,
    Task,
)
from pipeline.export import printable
from pipeline.language import _, listed, spoken, told
from pipeline.wording import word_deadline, word_target

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

_WIDE = 96
"""Columns of a terminal from which on five columns can be read."""
_ROLES: dict[str, tuple[Role, ...]] = {
    "lead": ("lead",),
    "responsible": ("responsible",),
    "others": ("cooperating", "supervising"),
}
_SIGNS: dict[Comparator, str] = {
    "eq": "=",
    "ge": "≥",
    "le": "≤",
    "gt": ">",
    "lt": "<",
    "approx": "≈",
    "between": "=",
}
_CHANGES: dict[Change, str] = {"increase": "up by ", "decrease": "down by "}  # in Chinese: wording.py
UNREAD = frozenset(("unread-item", "unread-unit", "unread-number", "unread-table", "no-tasks", "no-title"))
"""Codes of what was seen and is in no record."""
DOUBTFUL = 0.8
"""Confidence below which a record bears a question mark."""
_UNLIKELY = 0.5
_AROUND = 10
"""Characters before and after a short place that are shown with it."""
_EXCERPT = 30
"""Characters of the place of a problem."""


def print_document(document: Document, console: "Console | None" = None) -> None:
    """Print the document's head, tasks, goals and problems, fitted to the width of the terminal."""
    from rich.console import Console

    console = console or Console(highlight=False)
    for part in _parts(document, console.width):
        console.print(part)


def describe(target: Target) -> str:
    """Return what the target says, in one line: 森林覆盖率 ≥ 58 %, by 2025-12-31."""
    if spoken() == "zh":
        last = word_deadline(target.deadline)
        return printable(word_target(target) + (f"（{last}）" if last else ""))
    value = f"{target.value}–{target.upper}" if target.upper else target.value
    sign = f"{_SIGNS[target.comparator]} "
    if target.change:
        sign = _CHANGES[target.change] + ("" if sign == "= " else sign)
    scope = f" ({target.applies_to})" if target.applies_to else ""
    line = f"{target.indicator}{scope} {sign}{value} {target.unit}".rstrip()
    if target.rate:
        line += " a year"
    if target.baseline:
        line += f", from {target.baseline.raw}"
    if target.deadline:
        line += f", by {target.deadline.date or target.deadline.raw}"
    return printable(line)


def _parts(document: Document, width: int) -> "Iterator[RenderableType]":
    yield from _head(document.document)
    if not document.tasks:
        yield _text(_("No tasks."))
    elif width < _WIDE:
        yield from _list_tasks(document.tasks)
    else:
        yield _tabulate(document.tasks)
    if document.goals:
        yield _text(_("Goals"), "bold")
        yield from (_indented(describe(goal) + _doubt(goal.confidence)) for goal in document.goals)
    unread = [problem for problem in document.problems if problem.code in UNREAD]
    others = [problem for problem in document.problems if problem.code not in UNREAD]
    for head, problems in ((_("Not read"), unread), (_("Problems"), others)):
        if problems:
            yield _text(head, "bold")
            yield from (_indented(_report(problem, document.document.text)) for problem in problems)


def _head(info: DocumentInfo) -> "Iterator[Text]":
    yield _text(printable(info.title or info.source.path), "bold")
    period = f"{info.period.start} – {info.period.end}" if info.period else None
    facts = (info.document_number, "、".join(info.issuers), info.issued_on, period)
    line = printable(" · ".join(fact for fact in facts if fact))
    if line:
        yield _text(line)
    yield _text(printable(_appraise(info.reading)))


def _appraise(reading: Appraisal) -> str:
    """Return the grade with its reasons and what was read, in one line."""
    coverage = reading.coverage
    shares = (
        (_("items"), coverage.items),
        (_("units"), coverage.units),
        (_("numbers"), coverage.numbers),
    )
    read = listed(f"{name} {share[0]}/{share[1]}" for name, share in shares if share[1])
    parts = (
        _("reading: {grade}").format(grade=told(reading.grade)),
        _("; ").join(map(told, reading.reasons)),
        _("read: {shares}").format(shares=read) if read else "",
    )
    return " · ".join(part for part in parts if part)


def _tabulate(tasks: Sequence[Task]) -> "Table":
    from rich.table import Table

    shown = [column for column in _ROLES if any(_units(task, column) for task in tasks)]
    table = Table(show_lines=True, expand=True)
    table.add_column(_("no."))
    table.add_column(_("task"), ratio=3, overflow="fold")
    for column in shown:
        table.add_column(_heading(column), ratio=2, overflow="fold")
    for task in tasks:
        title = _text("\n".join([printable(task.title) + _doubt(task.confidence), *_details(task)]))
        table.add_row(_text(printable(task.number or "")), title, *(_text(_units(task, c)) for c in shown))
    return table


def _list_tasks(tasks: Iterable[Task]) -> "Iterator[RenderableType]":
    for task in tasks:
        yield _text(printable(f"{task.number or '–'} {task.title}") + _doubt(task.confidence), "bold")
        units = [
            held if len(_ROLES[column]) > 1 else _("{role}: {names}").format(role=told(column), names=held)
            for column in _ROLES
            if (held := _units(task, column))
        ]
        lines = [*units, *_details(task)]
        if lines:
            yield _indented("\n".join(lines))


def _details(task: Task) -> list[str]:
    """Return what stands under the title: the targets, and the deadline of the task."""
    lines = [
        _("· {target}").format(target=describe(target) + _doubt(target.confidence)) for target in task.targets
    ]
    if task.deadline:
        lines.append(printable(_("deadline: {words}").format(words=task.deadline.raw)))
    return lines


def _heading(column: str) -> str:
    return _("others") if column == "others" else told(column)


def _doubt(confidence: float) -> str:
    """Return the mark behind a record that is doubtful: one, or two where it is as likely wrong as right."""
    return "" if confidence >= DOUBTFUL else " ?" if confidence >= _UNLIKELY else " ??"


def _units(task: Task, column: str) -> str:
    """Return the units in the column's roles, each with its role where the column holds several."""
    roles = _ROLES[column]
    lines = []
    for role in roles:
        # With a space, so that lines break between names and not within.
        names = "、 ".join(
            unit.name + _doubt(unit.confidence) for unit in task.assignments if unit.role == role
        )
        if names:
            lines.append(
                printable(
                    names if len(roles) == 1 else _("{role}: {names}").format(role=told(role), names=names)
                )
            )
    return _("; ").join(lines)


def _report(problem: Problem, text: str) -> str:
    code = problem.code if spoken() == "en" else told(problem.code)
    between = _(": ")
    line = f"{told(problem.severity)} {code}{between}{told(problem.message)}"
    if problem.span is None:
        return printable(line)
    start, end = problem.span
    if end - start > _EXCERPT:
        return printable(f"{line} 「{text[start : start + _EXCERPT]}…」")
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return printable(f"{line} {before}「{text[start:end]}」{after}")


def _indented(text: str) -> "RenderableType":
    from rich.padding import Padding

    return Padding(_text(text), (0, 0, 0, 2))


def _text(text: str, style: str = "") -> "Text":
    from rich.text import Text

    return Text(text, style)
