"""One document for people: its tasks as a table in the terminal, its goals and its problems."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from extractors.records import Change, Comparator, Document, DocumentInfo, Problem, Role, Target, Task

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

_WIDE = 72
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
_CHANGES: dict[Change, str] = {"increase": "up by ", "decrease": "down by "}
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
    return _plain(line)


def _parts(document: Document, width: int) -> "Iterator[RenderableType]":
    yield from _head(document.document)
    if not document.tasks:
        yield _text("No tasks.")
    elif width < _WIDE:
        yield from _list_tasks(document.tasks)
    else:
        yield _tabulate(document.tasks)
    if document.goals:
        yield _text("Goals", "bold")
        yield from (_text(f"  {describe(goal)}") for goal in document.goals)
    if document.problems:
        yield _text("Problems", "bold")
        yield from (_text(f"  {_report(problem, document.document.text)}") for problem in document.problems)


def _head(info: DocumentInfo) -> "Iterator[Text]":
    yield _text(_plain(info.title or info.source.path), "bold")
    period = f"{info.period.start} – {info.period.end}" if info.period else None
    facts = (info.document_number, "、".join(info.issuers), info.issued_on, period)
    line = _plain(" · ".join(fact for fact in facts if fact))
    if line:
        yield _text(line)


def _tabulate(tasks: Sequence[Task]) -> "Table":
    from rich.table import Table

    shown = [column for column in _ROLES if any(_units(task, column) for task in tasks)]
    table = Table(show_lines=True, expand=True)
    table.add_column("no.")
    table.add_column("task", ratio=3, overflow="fold")
    for column in shown:
        table.add_column(column, ratio=2, overflow="fold")
    for task in tasks:
        title = _text("\n".join([_plain(task.title), *_details(task)]))
        table.add_row(_text(_plain(task.number or "")), title, *(_text(_units(task, c)) for c in shown))
    return table


def _list_tasks(tasks: Iterable[Task]) -> "Iterator[RenderableType]":
    from rich.padding import Padding

    for task in tasks:
        yield _text(_plain(f"{task.number or '–'} {task.title}"), "bold")
        units = [f"{column}: {_units(task, column)}" for column in _ROLES if _units(task, column)]
        lines = [*units, *_details(task)]
        if lines:
            yield Padding(_text("\n".join(lines)), (0, 0, 0, 2))


def _details(task: Task) -> list[str]:
    """Return what stands under the title: the targets, and the deadline of the task."""
    lines = [f"· {describe(target)}" for target in task.targets]
    if task.deadline:
        lines.append(_plain(f"deadline: {task.deadline.raw}"))
    return lines


def _units(task: Task, column: str) -> str:
    """Return the units in the column's roles, each with its role where the column holds several."""
    roles = _ROLES[column]
    lines = []
    for role in roles:
        # With a space, so that lines break between names and not within.
        names = "、 ".join(unit.name for unit in task.assignments if unit.role == role)
        if names:
            lines.append(_plain(names if len(roles) == 1 else f"{role}: {names}"))
    return "; ".join(lines)


def _report(problem: Problem, text: str) -> str:
    line = f"{problem.severity} {problem.code}: {problem.message}"
    if problem.span is None:
        return _plain(line)
    start, end = problem.span
    dots = "…" if end - start > _EXCERPT else ""
    return _plain(f"{line} 「{text[start : min(end, start + _EXCERPT)]}{dots}」")


def _plain(text: str) -> str:
    """Return the text in one line, without characters that steer a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _text(text: str, style: str = "") -> "Text":
    from rich.text import Text

    return Text(text, style)
