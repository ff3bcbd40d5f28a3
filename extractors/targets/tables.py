"""Indicator tables 指标表: goals and base values out of the rows under 指标 | 单位 | 2020年 | 2025年."""

import re
from collections.abc import Iterator, Mapping, Sequence

from extractors.dates import DateHit, find_dates
from extractors.folding import fold
from extractors.layout import Cell
from extractors.records import Change, Problem, Status
from extractors.tables.grid import Grid, Row, build_grid
from extractors.tables.heads import LONGEST
from extractors.tables.natures import read_nature
from extractors.targets.amounts import find_amounts
from extractors.targets.model import Amount, DeadlineHint, Finding, Found, TargetContext
from extractors.targets.predicates import read_predicate
from extractors.values import value

_INDICATOR = re.compile("指标(?!属性|类型|性质|值|单位)|^项目$|^目标名称$")
_UNIT = re.compile("^(?:计量)?单位$")
_BASE = re.compile("基期|基准|现状|实际|实绩|完成(?:值|数|情况)|已?达到值")
_AIM = re.compile("目标|指标值|任务[数量]|规划[值数]|预期[值数]|计划[值数]")
VALUES = frozenset(("value", "number", "none"))
"""Natures of cells under a head of values."""
_LED_IN = 4
"""Letters before the value of a cell: 不低于, at most."""
_WORDS = frozenset(("short", "text", "unit"))
_GROWTH = re.compile("年均(?:增长|增速|递增|变化)|累计")
_NUMBERING = re.compile(r"^(?:[0-9]{1,3}[.、]|\([0-9一二三四五六七八九十]{1,3}\)|[①-⑳]|[*#])\s*")
UNIT_BEHIND = re.compile(r"[(\[]([^()\[\]]{1,12})[)\]]$")
_SEVERAL = re.compile(r"\s*[\d.,]+%?(?:\s+[\d.,]+%?)+\s*")
"""Several values in one cell, a line each."""
_PART = re.compile("^(?:其中|#)[:,]?")
_FALL = re.compile("(?:降低|下降|减少|削减)(?:率|幅度|比例)?$")


@value
class ValueColumn:
    """A column of values and what its head says of them."""

    index: int
    day: DeadlineHint | None
    base: DateHit | None
    """Year of the base, where the values are those of the base."""
    growth: bool
    status: Status | None


@value
class _Table:
    grid: Mapping[tuple[int, int], Cell]
    indicator: int
    unit: int | None
    columns: Sequence[ValueColumn]
    first: int
    """First row under the head."""
    rows: int


def find_table_goals(cells: Sequence[Cell], folded: str, context: TargetContext) -> Found:
    """Return the goals of an indicator table, and its base values as quantities.

    A table without a head that names an indicator column and a year or aim to come gives nothing.
    """
    table = _read_head(cells, folded, context)
    if table is None:
        return Found()
    targets: list[Finding] = []
    quantities: list[Finding] = []
    for row in range(table.first, table.rows):
        for finding in _read_row(table, row, folded, targets):
            (targets if finding.status is None else quantities).append(finding)
    return Found(tuple(targets), tuple(quantities), tuple(_unread(table, folded)))


def _unread(table: _Table, folded: str) -> Iterator[Problem]:
    """Yield a finding for each cell of values that was not read."""
    for column in table.columns:
        for row in range(table.first, table.rows):
            cell = table.grid.get((row, column.index))
            if cell and cell.row == row and _holds_several(folded, cell):
                message = "A cell holds the values of several indicators."
                span = (cell.start, cell.end)
                yield Problem(code="unread-number", severity="warning", message=message, span=span)


def _read_head(cells: Sequence[Cell], folded: str, context: TargetContext) -> _Table | None:
    heads = [c for c in cells if len(t := text_of(c, folded)) <= LONGEST and _INDICATOR.search(t)]
    rows = build_grid(cells).rows
    heads = heads or _unnamed_head(rows, folded, context)
    if not heads:
        return None
    grid = {(at, column): cell for at, row in enumerate(rows) for column, cell in row.items()}
    head = _finest([cell for cell in heads if cell.row == heads[0].row], grid)
    first = _first_row(grid, head, folded)
    width = max(column for _, column in grid) + 1
    titles = {c: _title(grid, c, first, folded) for c in range(width)}
    unit = next((c for c, title in titles.items() if _UNIT.match(title)), None)
    indicator = max(c for c in range(head.column, head.column + head.colspan))
    years = {c: hit for c, title in titles.items() if (hit := _year(title, context)) and c != indicator}
    columns = [
        column
        for c, title in titles.items()
        if c not in (indicator, unit) and (column := _column(c, title, years, context))
    ]
    if not any(column.status is None for column in columns) and context.part != "review":
        return None
    return _Table(grid, indicator, unit, columns, first, len(rows))


def _unnamed_head(rows: Sequence[Row], folded: str, context: TargetContext) -> list[Cell]:
    """Return the head over the names in a table of years or aims, where it does not call them indicators."""
    top = rows[0] if len(rows) > 1 else {}
    grid = Grid(tuple(rows[1:]))
    valued = [c for c in top if _is_dated(text_of(top[c], folded), context) and holds(grid, c, VALUES)]
    named = [c for c in top if valued and c < valued[0] and holds(grid, c, _WORDS)]
    others = [
        c for c in top if c > (named[-1] if named else -1) and c not in valued and holds(grid, c, _WORDS)
    ]
    return [top[named[-1]]] if named and not others else []


def _is_dated(title: str, context: TargetContext) -> bool:
    return bool(_AIM.search(title)) or (len(title) <= LONGEST and _year(title, context) is not None)


def holds(grid: Grid, column: int, natures: frozenset[str]) -> bool:
    """Tell whether most cells of a column look like values, or like words."""
    texts = grid.texts(column)
    like = sum((_look(text)) in natures for text in texts)
    return 2 * like > len(texts) > 0


def _look(text: str) -> str:
    """Return what a cell looks like; an amount with its unit is a value."""
    text = fold(text)
    amounts = find_amounts(text, 0, len(text))
    if len(amounts) == 1 and amounts[0].stop >= len(text.rstrip()) and amounts[0].start <= _LED_IN:
        return "value"
    return read_nature(text)


def _finest(heads: Sequence[Cell], grid: Mapping[tuple[int, int], Cell]) -> Cell:
    """Return the head over the most cells: of 一级指标 and 三级指标 the last."""
    filled = [(column, id(cell)) for (_, column), cell in grid.items() if cell.text.strip()]
    cells = {head: len({cell for column, cell in filled if column == head.column}) for head in heads}
    return max(heads, key=lambda head: (cells[head], head.column))


def text_of(cell: Cell, folded: str) -> str:
    return folded[cell.start : cell.end].replace(" ", "").replace("\n", "")


def _first_row(grid: Mapping[tuple[int, int], Cell], head: Cell, folded: str) -> int:
    """The first row whose indicator cell is no longer part of the head."""
    row = head.row + head.rowspan
    while (cell := grid.get((row, head.column))) and _INDICATOR.search(text_of(cell, folded)):
        row = cell.row + cell.rowspan
    return row


def _title(grid: Mapping[tuple[int, int], Cell], column: int, first: int, folded: str) -> str:
    cells = dict.fromkeys(cell for row in range(first) if (cell := grid.get((row, column))))
    return "".join(text_of(cell, folded) for cell in cells if cell.colspan < 6)


def _year(title: str, context: TargetContext) -> DateHit | None:
    hits = find_dates(title + "年" if title[-4:].isdecimal() else title, 0, len(title) + 1, context.year)
    return next((hit for hit in hits if hit.date and hit.kind in ("day", "since", "base")), None)


def _column(
    index: int, title: str, years: Mapping[int, DateHit], context: TargetContext
) -> ValueColumn | None:
    year = years.get(index)
    last = max((hit.date or "" for hit in years.values()), default="") or context.period_end
    if _GROWTH.search(title):
        raw = year.raw if year else ""
        return ValueColumn(index, DeadlineHint(raw, last, year is None), None, True, _status(context))
    if year and not _is_base(year, title, years, context):
        return ValueColumn(index, DeadlineHint(year.raw, year.date), None, False, _status(context))
    if year or _BASE.search(title):
        return ValueColumn(index, None, year, False, "baseline" if context.part != "review" else "achieved")
    if _AIM.search(title):
        return ValueColumn(index, DeadlineHint("", last, True), None, False, _status(context))
    return None


def _status(context: TargetContext) -> Status | None:
    return "achieved" if context.part == "review" else None


def _is_base(year: DateHit, title: str, years: Mapping[int, DateHit], context: TargetContext) -> bool:
    if _AIM.search(title):
        return False
    if _BASE.search(title) or (context.year is not None and (year.year or 0) < context.year):
        return True
    return (
        context.year is None and len(years) > 1 and year.date == min(hit.date or "" for hit in years.values())
    )


def _read_row(table: _Table, row: int, folded: str, targets: Sequence[Finding]) -> Iterator[Finding]:
    named = table.grid.get((row, table.indicator))
    if named is None or named.row != row:
        return
    name, unit = _name_and_unit(table, row, named, folded)
    if not name:
        return
    part = bool(_PART.match(name))
    name = _PART.sub("", name)
    for column in table.columns:
        cell = table.grid.get((row, column.index))
        amounts = find_amounts(folded, cell.start, cell.end) if cell and cell.row == row else []
        if cell and amounts and not _holds_several(folded, cell):
            yield finding_of(name, unit, cell, amounts[0], column, folded, _whole(targets) if part else None)


def _holds_several(folded: str, cell: Cell) -> bool:
    """Tell whether a cell lists values of several indicators, which its row does not tell apart."""
    return _SEVERAL.fullmatch(folded, cell.start, cell.end) is not None


def _name_and_unit(table: _Table, row: int, named: Cell, folded: str) -> tuple[str, str]:
    name = _NUMBERING.sub("", text_of(named, folded))
    cell = table.grid.get((row, table.unit)) if table.unit is not None else None
    unit = text_of(cell, folded) if cell else ""
    behind = UNIT_BEHIND.search(name)
    if behind and (not unit or behind[1] == unit):
        name, unit = name[: behind.start()], behind[1]
    return name, unit.strip("()[]-/") if len(unit) < 12 else ""


def _whole(targets: Sequence[Finding]) -> int | None:
    return next((i for i in range(len(targets) - 1, -1, -1) if targets[i].part_of is None), None)


def finding_of(
    name: str, unit: str, cell: Cell, amount: Amount, column: ValueColumn, folded: str, whole: int | None
) -> Finding:
    before = read_predicate(folded, cell.start, amount.start, {})
    change: Change | None = before.change
    if change is None and _FALL.search(name):
        change = "decrease"
    elif change is None and column.growth:
        change = "increase"
    comparator = before.comparator or amount.after or "eq"
    base = column.base
    printed = amount.unit or ("%" if column.growth else unit)
    return Finding(
        cell.start,
        cell.end,
        amount.start,
        amount.end,
        name,
        None,
        "between" if amount.upper is not None else comparator,
        format(amount.value, "f"),
        None if amount.upper is None else format(amount.upper, "f"),
        printed,
        amount.dimension,
        change,
        column.growth and folded[amount.start - 1] not in "[(",
        base.raw if base else None,
        base.year if base else None,
        column.day,
        whole if column.status is None else None,
        False,
        column.status,
    )
