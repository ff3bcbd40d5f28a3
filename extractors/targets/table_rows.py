"""Rows of task tables: values that stand in a column of their own, and days that heads of columns say."""

import re
from collections.abc import Iterator, Mapping, Sequence

from extractors.dates import find_dates
from extractors.layout import Cell
from extractors.tables.columns import Column, find_head
from extractors.tables.grid import Row, build_grid
from extractors.targets.amounts import find_amounts
from extractors.targets.indicator import read_topic, trim_object
from extractors.targets.model import Amount, DeadlineHint, Finding, Span, TargetContext
from extractors.targets.predicates import CHANGES, STATES, read_predicate
from extractors.values import value

_AIM = re.compile(
    "目标|指标|计划|任务|数量|工程量|年度|全年|季度|半年|20[0-9]{2}|规模|里程|面积|[个座户人]数$"
)
_NO_AIM = re.compile("基期|基准|现状|实际|完成|累计|上年|去年|总投资|概算|估算|分值|权重|得分|序号")
_MONEY = re.compile("投资|资金|经费|预算")
_PLAN = re.compile("(?<=..)(?:计划|目标|安排)[数值额]?$")
_YEAR = re.compile(r"^(?:19|20)\d\d年?(?=..)")
"""The year of a column is no part of what it measures: 2023年计划投资."""
_UNIT = re.compile(r"\(([^()]{1,8})\)$")
_DAY = re.compile("[季月]|半年|20[0-9]{2}")
_HEAD_ROWS = 3
"""Rows in which the head of a table begins, at most."""
_NAMES = ("task", "indicator", "detail")


@value
class TableRow:
    """What a row of a task table says beside its words."""

    span: Span
    findings: tuple[Finding, ...]
    days: tuple[tuple[Span, DeadlineHint], ...]
    """Cells of words under a head that says by when."""

    @property
    def taken(self) -> list[Span]:
        """The cells that are read apart from the row's words."""
        return [*(span for span, _ in self.days), *((f.value_start, f.value_end) for f in self.findings)]


def find_table_rows(cells: Sequence[Cell], folded: str, context: TargetContext) -> list[TableRow]:
    """Return the rows of a task table, in order, that have values or days of their own."""
    grid = build_grid(cells)
    headed = (find_head(grid, at, {}) for at in range(min(_HEAD_ROWS, len(grid.rows))))
    columns, first = next((head for head in headed if head), ({}, 0))
    values = {c: column for c, column in columns.items() if _may_hold_values(column, context)}
    days = {c: day for c, column in columns.items() if (day := _day(column, context))}
    if not values and not days:
        return []
    name = next((c for kind in _NAMES for c in columns if columns[c].kind == kind), None)
    rows = (_read(row, name, columns, values, days, folded, context) for row in grid.rows[first:])
    return [row for row in rows if row]


def _may_hold_values(column: Column, context: TargetContext) -> bool:
    """Tell whether the head of a column says that its cells are what is to be reached."""
    if column.kind not in ("value", "detail", "unknown") or column.role:
        return False
    if not _AIM.search(column.label) or _NO_AIM.search(column.label):
        return False
    day = _day(column, context)
    return not (day and day.date and context.year and int(day.date[:4]) < context.year)


_VALUE = re.compile(
    r"(?:[≥≤><＞＜约]|不[低少高多]于|不?超过|达到?|至少)?\s*\d[\d,.]*\s*[^\d\s,，。;；:：、]{0,6}(?:以上|以下|以内|左右)?"
)
"""A cell that holds a value and nothing else."""


def _day(column: Column, context: TargetContext) -> DeadlineHint | None:
    if column.kind not in ("value", "detail", "schedule", "unknown") or not _DAY.search(column.label):
        return None
    hits = find_dates(column.label, 0, len(column.label), context.year)
    return next((DeadlineHint(hit.raw, hit.date) for hit in hits if hit.kind == "day" and hit.date), None)


def _read(
    row: Row,
    name: int | None,
    columns: Mapping[int, Column],
    values: Mapping[int, Column],
    days: Mapping[int, DeadlineHint],
    folded: str,
    context: TargetContext,
) -> TableRow | None:
    filled = [cell for cell in row.values() if cell.text.strip()]
    if not filled or name is None or name not in row:
        return None
    measure = next((row[c].text.strip() for c in row if c in columns and columns[c].kind == "measure"), "")
    findings = tuple(
        finding
        for c, column in values.items()
        if c in row and c != name
        for finding in _value(row[name], row[c], column, measure, folded, context)
    )
    told = {(f.value_start, f.value_end) for f in findings}
    timed = tuple(
        ((row[c].start, row[c].end), day)
        for c, day in days.items()
        if c in row and not any(row[c].start <= low < row[c].end for low, _ in told)
    )
    span = min(cell.start for cell in filled), max(cell.end for cell in filled)
    return TableRow(span, findings, timed) if findings or timed else None


def _value(
    named: Cell, cell: Cell, column: Column, measure: str, folded: str, context: TargetContext
) -> Iterator[Finding]:
    """Yield what the value of a cell says of the thing that its row names: 新建厂房 | 30万平方米."""
    amounts = find_amounts(folded, cell.start, cell.end)
    if len(amounts) != 1 or not _VALUE.fullmatch(folded[cell.start : cell.end].strip()):
        return
    words = folded[named.start : named.end].strip("。; ")
    said = read_predicate(words, 0, len(words), {})
    states = said.kind in STATES
    topic = read_topic(words, 0, said.start if states else len(words), not states, context.regions)
    verbs = [kind for _, kind in topic.verbs if kind in CHANGES]
    indicator = trim_object(topic.text)
    if not indicator:
        return
    label = _YEAR.sub("", _UNIT.sub("", column.label))
    if _MONEY.search(label):
        indicator = _PLAN.sub("", label)
    noted = _UNIT.search(column.label)
    unit = amounts[0].unit or (noted[1] if noted else measure)
    change = said.change or ("increase" if verbs[-1:] == ["increase"] else "decrease" if verbs else None)
    yield _finding(
        indicator, topic.scope, named, cell, amounts[0], unit, change, folded, _day(column, context)
    )


def _finding(
    indicator: str,
    scope: str | None,
    named: Cell,
    cell: Cell,
    amount: Amount,
    unit: str,
    change: str | None,
    folded: str,
    day: DeadlineHint | None,
) -> Finding:
    before = read_predicate(folded, cell.start, amount.start, {})
    return Finding(
        min(named.start, cell.start),
        max(named.end, cell.end),
        amount.start,
        amount.end,
        indicator,
        scope,
        "between" if amount.upper is not None else before.comparator or amount.after or "eq",
        format(amount.value, "f"),
        None if amount.upper is None else format(amount.upper, "f"),
        unit,
        amount.dimension,
        before.change or change,  # type: ignore[arg-type]
        False,
        None,
        None,
        day,
        None,
        False,
        None,
    )
