"""Whether a table is one of tasks: several signs, weighed."""

from collections.abc import Iterator

from extractors.tables.columns import Columns, actions
from extractors.tables.grid import Grid
from extractors.tables.natures import read_nature

_WEIGHTS = {
    "units": 3.0,
    "unknown": 1.0,
    "task": 2.0,
    "detail": 1.0,
    "issue": 1.0,
    "time": 1.5,
    "progress": 1.0,
    "area": 0.5,
    "person": 0.5,
    "value": -0.25,
    "score": -1.0,
    "fact": -1.5,
    "indicator": -2.0,
}
"""What a column says for a table of tasks by what it holds, kinds once but for those that say it is none."""
_EACH = frozenset(["value", "score", "fact"])
_ACTIONS = 3.0
"""What it says that every row opens with something to do."""
_ENOUGH = 4.0
"""Tasks with units; tasks with terms and persons; tasks with terms where some rows open with a verb."""


def is_task_table(columns: Columns, grid: Grid) -> bool:
    """Tell whether the rows are things to be done, and no values, posts, prices or names."""
    worded = [index for index, column in columns.items() if column.kind in ("task", "detail")]
    if not any(_is_worded(grid.texts(index)) for index in worded):
        return False
    signs = list(_signs(columns))
    if "units" in signs:  # an assessment that says who is to do it (CONTRACT section 2)
        signs = [sign for sign in signs if sign != "score"]
    score = sum(_WEIGHTS.get(sign, 0.0) * (signs.count(sign) if sign in _EACH else 1) for sign in set(signs))
    return score + _ACTIONS * max(actions(grid, index) for index in worded) >= _ENOUGH


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
