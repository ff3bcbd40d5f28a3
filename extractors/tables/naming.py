"""Which column of a table names the tasks, and what the columns of a table without a head hold."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from extractors.folding import fold
from extractors.tables.columns import AGREES, OF_UNITS, Column, Columns, actions, agree
from extractors.tables.grid import Grid
from extractors.tables.heads import ROLES, Head
from extractors.tables.natures import NUMBER, read_nature, without_number, without_opening

_AMOUNT = re.compile(r"[一-鿿]\d[\d.]*[万亿]?[一-鿿%]{1,4}$")
_FINER = ("schedule", "check")
"""What columns hold that follow a task through its steps and its proof, and never name it."""
_NAMES = {"steps": 2, "numbered": 2, "acts": 1, "whole": 1, "parted": -2, "common": -2}
_ENOUGH_TO_NAME = 3
"""Weights of the signs by which a cell merged over several rows is their task, and no group of tasks."""


def infer_columns(grid: Grid) -> dict[int, Column]:
    """Return the columns of a table without a head where they agree: numbers, units, and words to do.

    Numbers count from 1 or go on, units stand in nearly every row, and most rows name something to do.
    """
    if len(grid.rows) < 2:
        return {}
    looks = {index: [read_nature(text) for text in grid.texts(index)] for index in range(grid.width)}
    number = next((c for c, look in looks.items() if agree(look, "number") and _counts(grid, c)), None)
    units = [c for c, look in looks.items() if agree(look, "unit") and len(look) * 2 > len(grid.rows)]
    if number is None or not units:
        return {}
    free = [c for c in looks if c != number and c not in units]
    words = max(free, key=lambda c: sum(map(len, grid.texts(c))), default=None)
    if words is None or max(actions(grid, words), _amounts(grid, words)) < AGREES:
        return {}
    found = {number: Column(Head(("number",))), words: Column(Head(("task",)))}
    found |= {c: Column(Head(("responsible",))) for c in units}
    return found | {c: Column(Head(("time",))) for c in free if agree(looks[c], "time")}


def _counts(grid: Grid, index: int) -> bool:
    """Tell whether the numbers of a column follow each other."""
    texts = [fold(text).rstrip(".、") for text in grid.texts(index) if NUMBER.fullmatch(fold(text))]
    numbers = [int(text) for text in texts]
    return all(after in (before + 1, 1) for before, after in pairwise(numbers))


def _amounts(grid: Grid, index: int) -> float:
    """Return the share of a column's cells that end with an amount: 新增公交车120辆."""
    texts = grid.texts(index)
    return sum(bool(_AMOUNT.search(fold(text).rstrip("。;"))) for text in texts) / max(1, len(texts))


def with_words(columns: Columns, grid: Grid) -> dict[int, Column]:
    """Return the columns with those settled that word the tasks: one names them, others say more of them.

    A column with fewer cells than one of those behind it heads several rows, and is an area (重点任务 |
    具体措施), unless signs tell that it is the task whose steps they are. Steps and checks name a task where
    no other column does, before what is wrong (问题), or the widest column of unknown meaning.
    """
    found = {index: column.kind for index, column in columns.items() if column.kind in ("task", "detail")}
    steps = {index: "detail" for index, column in columns.items() if column.kind in _FINER}
    if not found:
        issues = [index for index, column in columns.items() if column.kind == "issue"]
        other = [index for index, column in columns.items() if column.kind in ("other", "unknown", "area")]
        widest = sorted(other, key=lambda index: -sum(map(len, grid.texts(index))))
        found = dict.fromkeys(list(steps) or (issues or widest)[:1], "task")
    cells = {index: len(set(grid.texts(index))) for index in found}
    full = [index for index in found if cells[index] == max(cells.values())]
    named = next((index for index in full if found[index] == "task"), min(full, default=-1))
    coarse = [index for index in found if index not in full]
    if whole := next((index for index in coarse if _is_whole(columns, grid, index, full, steps)), None):
        named, full = whole, [index for index in found if index >= whole]
    return {**columns, **dict(_worded(columns, {**steps, **found}, [*full, *steps], named))}


def _is_whole(columns: Columns, grid: Grid, index: int, finer: list[int], steps: Mapping[int, str]) -> bool:
    """Tell whether a merged cell is a task whose steps the rows beside it are: signs, weighed."""
    beside = [c for c, column in columns.items() if column.kind == "number" or column.role]
    runs = len(grid.texts(index))
    serials = [len(grid.texts(c)) for c in beside if columns[c].kind == "number"]
    filled = {c: len(texts) for c in beside if (texts := grid.texts(c))}
    signs = {
        "steps": all(_opens_with_times(grid.texts(c)) for c in finer) or (len(steps) > 0 and not finer),
        "numbered": serials == [runs] and all(columns[c].kind == "detail" for c in finer),
        "acts": actions(grid, index) >= OF_UNITS,
        "whole": bool(filled) and max(filled.values()) <= runs,
        "common": 2 * len(set(grid.texts(index))) <= runs,
        "parted": any(count > runs for count in filled.values()),
    }
    return sum(_NAMES[sign] for sign, seen in signs.items() if seen) >= _ENOUGH_TO_NAME


def _opens_with_times(texts: list[str]) -> bool:
    """Tell whether most cells of a column open with the month or quarter of what they say."""
    return 2 * sum(without_opening(fold(text)) != without_number(fold(text)) for text in texts) > len(texts)


def _worded(
    columns: Columns, found: Mapping[int, str], full: list[int], named: int
) -> Iterator[tuple[int, Column]]:
    for index in found:
        more = index > min(full) or index in full
        kind = "task" if index == named else "detail" if more else "area"
        rest = tuple(other for other in columns[index].head.kinds[1:] if other in ("time", *ROLES))
        said = columns[index].kind not in ("other", "unknown", "area")
        yield index, replace(columns[index], head=Head((kind, *rest)), named=said)
