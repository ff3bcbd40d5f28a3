"""Whether a table is one of tasks: several signs, weighed."""

from collections.abc import Iterator

from extractors.evidence import score_of, terms_of
from extractors.tables.columns import Columns, actions, worded_years
from extractors.tables.grid import Grid
from extractors.tables.natures import read_nature

_EACH = frozenset(["value", "score", "fact"])
"""Kinds of column that say it as often as they stand there."""


def is_task_table(columns: Columns, grid: Grid) -> bool:
    """Tell whether the rows are things to be done, and no values, posts, prices or names."""
    worded = [index for index, column in columns.items() if column.kind in ("task", "detail")]
    if not any(_is_worded(grid.texts(index)) for index in worded):
        return False
    signs = list(_signs(columns))
    if "units" in signs:  # an assessment that says who is to do it (CONTRACT section 2)
        signs = [sign for sign in signs if sign != "score"]
    if len(worded_years(columns)) > 1:  # what is done for each indicator, a year a column
        signs = ["years", *(sign for sign in signs if sign != "indicator")]
    once = sorted({sign for sign in signs if sign not in _EACH})
    score = score_of("task-table", (*once, *(sign for sign in signs if sign in _EACH)))
    opening = terms_of("task-table")["acts"] * max(actions(grid, index) for index in worded)
    return score + opening >= terms_of("task-table")["threshold"]


def _is_worded(texts: list[str]) -> bool:
    """Tell whether the cells of a column hold words, most of them."""
    return bool(texts) and 2 * sum(read_nature(text) in ("value", "number") for text in texts) < len(texts)


def _signs(columns: Columns) -> Iterator[str]:
    for column in columns.values():
        if column.role:
            yield "units" if column.head.known else "unknown"
        elif column.named:
            yield column.kind
        if column.kind != "time" and column.holds("time"):
            yield "time"
