"""Tasks unlike their neighbours: without a unit among tasks that all have one, or of several items in one."""

import re
from collections import defaultdict
from collections.abc import Iterator

from extractors.outline.tree import Outline
from extractors.records import Document, Problem, Task

_IN_BRACKET = re.compile(r"(?:负责|牵头|配合|参与|指导|落实|[局厅委部府])[)）\]】〕][。；]?")
_COLON = re.compile(r" ?[:：]")
_HAN = re.compile(r"[一-鿿]")
_HEADING = 36
"""Characters of a line that only names what follows."""
_FEW = 3
"""Siblings from which a habit can be told."""
_HABIT = 0.75
"""Share of the siblings that makes one."""


def find_unlike(document: Document, outline: Outline) -> Iterator[Problem]:
    """Yield a problem for each task that has not what nearly all its siblings have."""
    rows: dict[tuple[str | None, str | None], list[Task]] = defaultdict(list)
    for task in document.tasks:
        rows[task.section, task.parent].append(task)
    everywhere = _share_with_units(document.tasks)
    parents = {task.parent for task in document.tasks}
    for row in rows.values():
        habit = _share_with_units(row) if len(row) > _FEW else everywhere if len(document.tasks) > _FEW else 0
        if habit >= _HABIT:
            yield from (_lonely(task) for task in row if not task.assignments and task.id not in parents)
    yield from _joined(document)
    yield from _gathered(document)
    yield from _cut_labels(document)


def _share_with_units(tasks: "tuple[Task, ...] | list[Task]") -> float:
    return sum(bool(task.assignments) for task in tasks) / len(tasks) if tasks else 0.0


def _lonely(task: Task) -> Problem:
    message = "This task has no unit, and nearly all beside it have one."
    return Problem(code="unlike-siblings", severity="info", message=message, span=task.span)


def _joined(document: Document) -> Iterator[Problem]:
    """Yield the tasks of several paragraphs in a document whose tasks have one, labels set apart."""
    own = [(task, _paragraphs(task)) for task in document.tasks]
    single = sum(count <= 1 for _, count in own)
    if len(own) > _FEW and single >= _HABIT * len(own):
        parents = {task.parent for task in document.tasks}
        for task, count in own:
            if count > 1 and task.id not in parents:
                message = f"This task has {count} paragraphs where nearly all others have one."
                yield Problem(code="unlike-siblings", severity="info", message=message, span=task.span)


def _paragraphs(task: Task) -> int:
    """Return how many paragraphs of some length a task has; a line of units or a heading is none."""
    held = {unit.span[0] - task.span[0] for unit in task.assignments}
    count = at = 0
    for line in task.text.split("\n"):
        end = at + len(line)
        words = sum(at <= place < end for place in held)
        count += len(line) > 24 and not (words and len(line) < 24 + 12 * words)
        at = end + 1
    return count


def _gathered(document: Document) -> Iterator[Problem]:
    """Yield the tasks of several paragraphs that each name units in brackets: each may be a task of its own."""
    for task in document.tasks:
        if "\n" not in task.text or len(task.assignments) < _FEW:
            continue
        lines = task.text.split("\n")
        closed = sum(len(line) > _HEADING and bool(_IN_BRACKET.search(line)) for line in lines)
        if closed >= (2 if len(lines[0]) <= _HEADING else _FEW):
            message = f"{closed} paragraphs of this task name units of their own: each may be a task."
            yield Problem(code="joined-tasks", severity="warning", message=message, span=task.span)


def _cut_labels(document: Document) -> Iterator[Problem]:
    """Yield the units that a colon follows, and the first ones whose label was cut from a longer word."""
    text = document.document.text
    for task in document.tasks:
        label = ""
        for unit in task.assignments:
            start, end = unit.span
            if text[end : end + 1] in (":", "："):
                message = f"{unit.name} stands before a colon: it may be a label, no unit."
                yield Problem(code="unknown-role", severity="warning", message=message, span=unit.span)
            elif unit.label != label and unit.evidence != "prose":
                label = unit.label
                at = text.rfind(label, max(0, start - 40), start) if label else -1
                if at > 0 and _COLON.match(text, at + len(label)) and _HAN.match(text, at - 1):
                    message = f"{label} is the end of a longer word: the role may be another."
                    yield Problem(code="unknown-role", severity="warning", message=message, span=unit.span)
