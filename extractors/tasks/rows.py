"""Rows of task tables as tasks."""

import re
from collections.abc import Iterator

from extractors.assignments.statements import Reader
from extractors.assignments.tables import TaskTable, read_table
from extractors.layout import Block, Layout
from extractors.outline.tree import Outline, title_span
from extractors.tasks.draft import TaskDraft

_CELL_NUMBER = re.compile(
    r"[ \t]*(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,3}(?:\.(?!\d)|、))"
)


def find_rows(layout: Layout, outline: Outline, reader: Reader, tables: list[Block]) -> Iterator[TaskDraft]:
    """Yield a task for each row of the tables that give units."""
    above: TaskTable | None = None
    for block in tables:
        part = outline.part_at(block.start)
        above = read_table(reader, block, above)
        for row in above.tasks:
            title = _row_title(layout, *row.title)
            yield TaskDraft(row.number, title, row.start, row.end, None, None, part, (row.statement,))


def _row_title(layout: Layout, start: int, end: int) -> tuple[int, int]:
    """Return the span of a row's title: the first sentence of the cell, without a number."""
    marker = _CELL_NUMBER.match(layout.folded, start, end)
    return title_span(layout.folded, marker.end() if marker else start, end)
