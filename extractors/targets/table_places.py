"""Tables that share out tasks among places: 乡镇 | 造林面积(亩) | 抚育面积(亩), a row for each of them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.layout import Cell
from extractors.tables.grid import Grid, build_grid
from extractors.targets.amounts import find_amounts
from extractors.targets.model import DeadlineHint, Finding, Found, TargetContext
from extractors.targets.tables import UNIT_BEHIND, VALUES, ValueColumn, finding_of, holds, text_of

_PLACE = re.compile(
    "^(?:各?(?:乡镇|镇街|街道|乡镇街道|镇乡|县区|区县|县市区|市州|地区|地市|单位|部门|责任单位|区域))(?:名称)?$"
)
_SHARED_OUT = re.compile("任务|目标|计划|分解|指标|分配|下达")
_TOTAL = re.compile("(?:总|合|小|共)计|全[省市县区州]")
_FEWEST = 3
"""Rows of such a table with its head, at least."""
_CAPTION = 60
"""Letters above a table in which its name stands."""
_NUMBER_HEADS = frozenset(("序号", "编号", "备注", "电话", "联系电话"))


def find_shared_out(cells: Sequence[Cell], folded: str, context: TargetContext) -> Found:
    """Return the goals of a table that shares out tasks among places: 乡镇 | 造林面积(亩) | 抚育面积(亩)."""
    rows = build_grid(cells).rows
    if len(rows) < _FEWEST or context.part == "review":
        return Found()
    top, grid = rows[0], Grid(tuple(rows[1:]))
    place = next((c for c in top if _PLACE.match(text_of(top[c], folded))), None)
    columns = [c for c in top if place is not None and c > place and _is_share(top[c], grid, c, folded)]
    above = folded[max(0, min(cell.start for cell in cells) - _CAPTION) : min(cell.start for cell in cells)]
    words = above + "".join(text_of(cell, folded) for cell in top.values())
    if place is None or not columns or not _SHARED_OUT.search(words):
        return Found()
    column = ValueColumn(0, DeadlineHint("", context.period_end, True), None, False, None)
    found: list[Finding] = []
    for row in rows[1:]:
        if place not in row or not (where := text_of(row[place], folded)):
            continue
        for c in columns:
            name, unit = _split_unit(text_of(top[c], folded))
            amounts = find_amounts(folded, row[c].start, row[c].end) if c in row else []
            if len(amounts) == 1:
                made = finding_of(name, unit, row[c], amounts[0], column, folded, None)
                found.append(replace(made, applies_to=None if _TOTAL.search(where) else where))
    return Found(tuple(found))


def _is_share(head: Cell, grid: Grid, column: int, folded: str) -> bool:
    title = text_of(head, folded)
    return len(title) > 1 and title not in _NUMBER_HEADS and holds(grid, column, VALUES)


def _split_unit(name: str) -> tuple[str, str]:
    behind = UNIT_BEHIND.search(name)
    return (name[: behind.start()], behind[1]) if behind else (name, "")
