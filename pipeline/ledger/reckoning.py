"""What a ledger reckons by itself: drop-downs, colours by state and deadline, and the summary's counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.ledger.look import style
from pipeline.wording import ROLES

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

STATES = ("未启动", "推进中", "已完成", "滞后", "已调整")
DONE = "已完成"
FORMER = "原"
"""Before the role of a task that is in no document any more: it is not counted, nor overdue."""
SOON = 30
"""Days before the deadline from which on it is shown as near."""
RED, YELLOW, GREEN = "FFC7CE", "FFEB9C", "C6EFCE"


def add_rules(sheet: Worksheet, role: str, state: str, deadline: str, row: int, last: int) -> None:
    """Add drop-downs for the state, and colours by state and deadline: done, overdue, near."""
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation

    states = DataValidation("list", formula1=f'"{",".join(STATES)}"', allow_blank=True, showErrorMessage=True)
    states.errorTitle, states.error = "进展状态", "请从下拉列表中选择"
    states.add(f"{state}{row}:{state}{last}")
    sheet.add_data_validation(states)
    there = f'LEFT(${role}{row},{len(FORMER)})<>"{FORMER}"'
    open_ = f'AND({there},ISNUMBER(${deadline}{row}),${state}{row}<>"{DONE}"'
    for place, formula, colour in (
        (state, f'${state}{row}="{DONE}"', GREEN),
        (state, f'${state}{row}="滞后"', RED),
        (deadline, f"{open_},${deadline}{row}<TODAY())", RED),
        (deadline, f"{open_},${deadline}{row}<=TODAY()+{SOON})", YELLOW),
    ):
        fill = PatternFill("solid", bgColor=colour)
        rule = FormulaRule(formula=[formula], fill=fill, stopIfTrue=True)
        sheet.conditional_formatting.add(f"{place}{row}:{place}{last}", rule)


def write_summary(sheet: Worksheet, title: str, role: str, state: str, deadline: str) -> None:
    """Write the sheet that counts by role and state what the ledger holds at any time.

    `role`, `state` and `deadline` are the ranges of these columns.
    """
    from openpyxl.utils import get_column_letter

    heads = ("角色", "任务数", *STATES, "未填状态", "已逾期", f"{SOON}日内到期")
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(heads))
    style(sheet.cell(1, 1, f"{title}汇总"), "title")
    sheet.row_dimensions[1].height = 34
    letters = [get_column_letter(place) for place in range(1, len(heads) + 1)]
    for place, head in enumerate(heads, 1):
        style(sheet.cell(2, place, head), "head")
        sheet.column_dimensions[letters[place - 1]].width = 11
    last = 2 + len(ROLES)
    for row, word in enumerate(ROLES.values(), 3):
        mine = f"{role},$A{row}"
        open_ = f'{mine},{state},"<>{DONE}",{deadline}'
        counts = (
            f"=COUNTIFS({mine})",
            *(
                f"=COUNTIFS({mine},{state},{get_column_letter(place)}$2)"
                for place in range(3, 3 + len(STATES))
            ),
            f"=B{row}-SUM(C{row}:{letters[1 + len(STATES)]}{row})",
            f'=COUNTIFS({open_},"<"&TODAY())',
            f'=COUNTIFS({open_},">="&TODAY(),{deadline},"<="&TODAY()+{SOON})',
        )
        _write_counts(sheet, row, (word, *counts))
    sums = (
        f"=SUM({get_column_letter(place)}3:{get_column_letter(place)}{last})"
        for place in range(2, len(heads) + 1)
    )
    _write_counts(sheet, last + 1, ("合计", *sums))
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    sheet.print_options.horizontalCentered = True
    sheet.row_dimensions[2].height = 24


def _write_counts(sheet: Worksheet, row: int, cells: Sequence[str]) -> None:
    for place, cell in enumerate(cells, 1):
        style(sheet.cell(row, place, cell), "text", centred=True)
    sheet.row_dimensions[row].height = 22
