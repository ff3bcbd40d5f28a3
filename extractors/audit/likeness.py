"""Tasks unlike their neighbours: without a unit among tasks that all have one, or of several items in one."""

from collections import defaultdict
from collections.abc import Iterator

from extractors.outline.tree import Outline
from extractors.records import Document, Problem, Task

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
