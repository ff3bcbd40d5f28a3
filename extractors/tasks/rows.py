"""Rows of task tables as tasks."""

from extractors.assignments.statements import Reader
from extractors.layout import Block, Layout
from extractors.outline.tree import Outline, title_span
from extractors.records import Problem
from extractors.tables.natures import OPENING
from extractors.tables.tasks import TaskTable, read_table
from extractors.tasks.draft import TaskDraft


def find_rows(
    layout: Layout, outline: Outline, reader: Reader, tables: list[Block]
) -> tuple[list[TaskDraft], list[Problem]]:
    """Return a task for each row of the tables that are of tasks, and what was odd about the tables."""
    above: TaskTable | None = None
    drafts: list[TaskDraft] = []
    problems: list[Problem] = []
    for block in tables:
        part = outline.part_at(block.start)
        above = read_table(reader, block, above)
        problems += above.problems
        for row in above.tasks:
            title = _row_title(layout, *row.title)
            drafts.append(TaskDraft(row.number, title, row.start, row.end, None, None, part, row.statements))
    return drafts, problems


def _row_title(layout: Layout, start: int, end: int) -> tuple[int, int]:
    """Return the span of a row's title: the first sentence of the cell, without number or time before it."""
    opening = OPENING.match(layout.folded, start, end)
    return title_span(layout.folded, opening.end() if opening else start, end)
