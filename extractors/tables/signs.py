"""Whether a table is one of tasks: several signs, weighed."""

from extractors.tables.columns import Columns, actions
from extractors.tables.grid import Grid
from extractors.tables.heads import ROLES

_WEIGHTS = {
    "units": 3.0,
    "unknown": 1.5,
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


def is_task_table(columns: Columns, grid: Grid, first: int) -> bool:
    """Tell whether the rows from `first` on are things to be done, and no values, posts, prices or names."""
    words = next((index for index, column in columns.items() if column.kind == "task"), None)
    if words is None or not grid.texts(words, first):
        return False
    kinds = [_sign(columns, index) for index in columns]
    kinds += ["time" for column in columns.values() if column.kind != "time" and column.holds("time")]
    score = sum(_WEIGHTS.get(kind, 0.0) * (kinds.count(kind) if kind in _EACH else 1) for kind in set(kinds))
    return score + _ACTIONS * actions(grid, words, first) >= _ENOUGH


def _sign(columns: Columns, index: int) -> str:
    column = columns[index]
    if column.role:
        return "units" if column.head.known else "unknown"
    return column.kind if column.kind not in ROLES else "units"
