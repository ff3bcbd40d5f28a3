"""Which column of a table names the tasks, and what the columns of a table without a head hold."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby, pairwise

from extractors.evidence import score_of, terms_of
from extractors.folding import fold
from extractors.tables.columns import AGREES, OF_UNITS, Column, Columns, actions, agree, worded_years
from extractors.tables.grid import Grid, Row, is_empty, is_section
from extractors.tables.heads import ROLES, Head
from extractors.tables.natures import NUMBER, opens_with_times, read_nature

_AMOUNT = re.compile(r"[一-鿿]\d[\d.]*[万亿]?[一-鿿%]{1,4}$")
_WORDED = ("task", "content", "detail")
_FINER = ("schedule", "check")
"""What columns hold that follow a task through its steps and its proof."""
_NAMES = ("indicator", "area", "other", "unknown")
_BARE = ("number", "none", "time", "value", "unit")
_NEARLY = 0.75
"""Share of the most cells that a column has, from which it has one for each row, some of them merged."""
_OWN = re.compile(r"\d{1,3}(?=[.、](?!\d))")
_SENTENCE = 20
"""Characters from which a cell says in sentences what a short name beside it stands for."""
_WORDY = 3
"""How often longer than another a cell is that says at length what the other names."""


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
    具体措施), unless signs tell that it is the task whose steps they are. Steps, checks, what is wrong (问题)
    and columns of unknown meaning name a task where no head says that another does.
    """
    columns = {**columns, **_named_beside_years(columns, grid)}
    found = {index: "detail" for index, column in columns.items() if column.kind in _WORDED}
    steps = {index: "detail" for index, column in columns.items() if column.kind in _FINER}
    able = [*found] or [
        i for i, c in columns.items() if c.kind in (*_FINER, "issue", "area", "other", "unknown")
    ]
    cells = {index: sum(1 for _ in groupby(grid.texts(index))) for index in able}
    full = [index for index in able if cells[index] >= _NEARLY * max(cells.values())]
    coarse = [index for index in found if index not in full]
    whole = next((index for index in coarse if _is_whole(columns, grid, index, full, steps)), None)
    if whole is not None:
        level = [index for index in coarse if _NEARLY * cells[index] <= cells[whole] <= cells[index]]
        named = _naming(columns, grid, level)
        full = [index for index in found if index >= min(level)]
    else:
        named = _naming(columns, grid, full)
    if named is None:
        return dict(columns)
    return {**columns, **dict(_worded(columns, {**steps, **found, named: "task"}, [*full, *steps], named))}


def _named_beside_years(columns: Columns, grid: Grid) -> dict[int, Column]:
    """Return the column that names what the years beside it say: 二级指标 | 2026年 | 2027年, in words.

    It has a cell for each row; where it is merged over several rows, the first year names them.
    """
    years = worded_years(columns)
    if len(years) < 2 or any(c.kind in _WORDED for i, c in columns.items() if i not in years):
        return {}
    names = [i for i, c in columns.items() if i < years[0] and c.kind in _NAMES]
    cells = {i: sum(1 for _ in grid.column(i)) for i in (*names, *years)}
    if not names or cells[names[-1]] < _NEARLY * max(cells.values()):
        return {}
    return {names[-1]: replace(columns[names[-1]], head=Head(("task",)))}


def _naming(columns: Columns, grid: Grid, able: list[int]) -> int | None:
    """Return the column that names the rows, of those that could: signs, weighed."""
    lengths = {index: _median(grid.texts(index)) for index in able}
    terms = terms_of("row-name")
    same = [index for index in able if columns[index].kind == "task"]
    tree = len(same) > 1  # 工作任务 over 一级, 二级, 三级
    scores = {
        index: score_of("row-name", _signs(columns[index], grid, index, lengths, first=index == min(able)))
        + terms["distinct"] * len(set(grid.texts(index))) / max(1, len(grid.texts(index)))
        + (terms["acts"] * actions(grid, index) if tree or columns[index].kind != "task" else 0.0)
        + (terms["leaf"] if tree and index == same[-1] else 0.0)
        for index in able
    }
    return max(scores, key=lambda index: scores[index], default=None)


def _signs(
    column: Column, grid: Grid, index: int, lengths: Mapping[int, int], *, first: bool
) -> Iterator[str]:
    """Yield the signs by which a column names the rows, but for its shares of actions and distinct cells."""
    yield column.kind
    if first:
        yield "first"
    if lengths[index] > _WORDY * max(_SENTENCE, min(lengths.values())):
        yield "wordy"
    looks = [read_nature(text) for text in grid.texts(index)]
    if 2 * sum(look in _BARE for look in looks) >= len(looks):
        yield "bare"


def _median(texts: list[str]) -> int:
    return sorted(map(len, texts))[len(texts) // 2] if texts else 0


def _is_whole(columns: Columns, grid: Grid, index: int, finer: list[int], steps: Mapping[int, str]) -> bool:
    """Tell whether a merged cell is a task whose steps the rows beside it are: signs, weighed."""
    runs = list(_runs(grid, index))
    numbers = [c for c, column in columns.items() if column.kind == "number"]
    units = [c for c, column in columns.items() if column.role and _is_filled(runs, c)]
    frame = units or [c for c in steps if c not in finer and _is_filled(runs, c)]
    texts = [text for c in finer for text in grid.texts(c)]
    if not any(len(run) > 1 for run in runs) or agree([*map(read_nature, grid.texts(index))], "time"):
        return False
    stepped = all(opens_with_times(grid.texts(c)) for c in finer) or (len(steps) > 0 and not finer)
    signs = {
        "steps": stepped,
        "numbered": any(_counts_runs(runs, c) for c in numbers) and not _goes_on_counting(texts),
        "rows-numbered": any(_counts_rows(runs, c) for c in numbers),
        "content": 2 * sum(len(text) >= _SENTENCE for text in texts) > len(texts),
        "acts": actions(grid, index) >= OF_UNITS,
        "whole": bool(frame) and all(_is_one(run, c) for run in runs for c in frame),
        "tasks-below": not stepped and any(columns[c].kind == "task" for c in finer),
        "common": 2 * len(set(grid.texts(index))) <= len(runs),
        "parted": not all(_is_one(run, c) for run in runs for c in units),
    }
    seen = (sign for sign, is_seen in signs.items() if is_seen)
    return score_of("whole-cell", seen) >= terms_of("whole-cell")["threshold"]


def _runs(grid: Grid, index: int) -> Iterator[tuple[Row, ...]]:
    """Yield the rows that each filled cell of a column covers."""
    filled = (row for row in grid.rows if index in row and row[index].text.strip() and not is_section(row))
    for _, rows in groupby(filled, key=lambda row: id(row[index])):
        yield tuple(rows)


def _said(run: tuple[Row, ...], index: int) -> set[str]:
    """Return what the filled cells of a column say in some rows."""
    return {row[index].text.strip() for row in run if not is_empty(row.get(index))}


def _is_one(run: tuple[Row, ...], index: int) -> bool:
    return len(_said(run, index)) < 2


def _is_filled(runs: list[tuple[Row, ...]], index: int) -> bool:
    return any(_said(run, index) for run in runs)


def _counts_runs(runs: list[tuple[Row, ...]], index: int) -> bool:
    """Tell whether a column of numbers counts the runs of rows, and not the rows."""
    numbers = [_said(run, index) for run in runs]
    return all(len(said) == 1 for said in numbers) and len(set().union(*numbers)) == len(runs)


def _counts_rows(runs: list[tuple[Row, ...]], index: int) -> bool:
    """Tell whether a column of numbers counts each row that a merged cell covers."""
    rows = [row for run in runs for row in run]
    numbers = {row[index].text.strip() for row in rows if not is_empty(row.get(index))}
    return len(rows) > len(runs) and len(numbers) == len(rows)


def _goes_on_counting(texts: list[str]) -> bool:
    """Tell whether cells have numbers of their own that go on from one to the next: they are the tasks."""
    numbers = [number[0] for text in texts if (number := _OWN.match(fold(text)))]
    return 2 * len(numbers) > len(texts) and len(set(numbers)) == len(numbers)


def _worded(
    columns: Columns, found: Mapping[int, str], full: list[int], named: int
) -> Iterator[tuple[int, Column]]:
    for index in found:
        more = index > min(full) or index in full
        kind = "task" if index == named else "detail" if more else "area"
        rest = tuple(other for other in columns[index].head.kinds[1:] if other in ("time", *ROLES))
        said = columns[index].kind not in ("other", "unknown", "area")
        yield index, replace(columns[index], head=Head((kind, *rest)), named=said)
