"""The sheet of a ledger as officials keep it: A4 across, a title block, columns to fill in, a summary.

It is in Chinese, as its users work. `pipeline.ledger.update` writes what is here into the rows of a
ledger that is there already.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from math import ceil
from typing import TYPE_CHECKING, Literal

from pipeline.export import clean
from pipeline.ledger.entries import Entry, Ledger, punctuated, without_number
from pipeline.ledger.look import style
from pipeline.ledger.reckoning import SOON, add_rules, write_summary
from pipeline.widths import width, wrap
from pipeline.wording import ROLES
from pipeline.workbooks import CELL_LIMIT, cut

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | int | float | date | None
Periods = Literal["", "quarter", "month"]

SHEET, SUMMARY = "督办台账", "汇总"
TITLE, BLOCK, NOTE, HEAD = 1, 2, 3, 4
"""Rows of a new sheet; the entries follow."""
REACH = 2_000
"""Rows for which there are drop-downs and colours from the beginning: a ledger grows."""
A4, A3 = 9, 8
"""Paper sizes in Excel."""
LINE, TALLEST = 14.5, 409.0
"""Height of a line of 10.5 points, and the tallest row that Excel takes, in points."""
PADDING = 0.5
"""Digits that a label of the title block leaves free in its cell, at least."""
TITLE_LIMIT = 200
"""Characters of the agency's name over the sheet; the properties of a file hold 255."""
BLOCK_LABELS = ("填报单位", "填报人", "审核人", "填报日期")
NOTICE = (
    "浅灰色各列由承办单位填写，再次生成台账时保留；其余各列取自文件原文，手工改过的也予保留。"
    f"红色：已逾期；黄色：{SOON}日内到期；绿色：已完成。"
)
ID, RECORD = "任务标识（勿改）", "系统记录（勿改）"
"""Heads of the hidden columns: what task a row is, and what the program wrote into it."""
VERSION = 2
"""Of the form of a ledger."""
DATE_FORMAT = "yyyy-mm-dd"
"""GB/T 7408."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet; one without `value` is left to fill in."""

    title: str
    width: float
    value: Callable[[Entry], Value] | None = None
    centred: bool = False


def _task(entry: Entry) -> str:
    """Return the task as printed, and above it the title where it is no part of that."""
    printed = entry.content.strip()
    rest = without_number(printed, entry.number)
    if rest.startswith(entry.title):
        return printed
    head = f"{punctuated(entry.number)}{entry.title}"
    return f"{head}\n{rest}" if rest else head


def _deadline(entry: Entry) -> Value:
    try:
        return date.fromisoformat(entry.deadline)
    except ValueError:
        return entry.deadline


def _units(entry: Entry) -> str:
    return entry.units + (f"\n（本单位文中称：{entry.named}）" if entry.named else "")


def _source(entry: Entry) -> str:
    number = f"（{entry.origin.document_number}）" if entry.origin.document_number else ""
    return f"《{entry.origin.title}》{number}\n{entry.place}"


ROLE = Column("角色", 5.5, lambda entry: ROLES[entry.role], centred=True)
DEADLINE = Column("完成时限", 12, _deadline, centred=True)
SOURCE = Column("任务来源", 20, _source)
NUMBER = Column("序号", 5, centred=True)
"""Counted over the rows."""
OWN = (
    ROLE,
    Column("工作任务", 32, _task),
    Column("量化目标", 14, lambda entry: entry.targets),
    Column("责任分工", 16, _units),
    DEADLINE,
    SOURCE,
)
"""What the documents say."""
STATE = Column("进展状态", 8, centred=True)
PROGRESS, TROUBLE = Column("进展情况", 16), Column("存在问题及下一步措施", 12)
QUARTERS = tuple(Column(f"{name}季度进展", 10.5) for name in "一二三四")
MONTHS = tuple(Column(f"{number}月进展", 8 if number < 10 else 9) for number in range(1, 13))
PERIODS: dict[Periods, tuple[Column, ...]] = {"": (PROGRESS,), "quarter": QUARTERS, "month": MONTHS}
HIDDEN = (ID, RECORD)


def columns(periods: Periods = "") -> tuple[Column, ...]:
    """Return the columns of a new ledger, in order; those of periods take room from the longest texts."""
    narrow = {"工作任务": 26, "任务来源": 16} if periods else {}
    own = (
        replace(column, width=narrow[column.title]) if column.title in narrow else column for column in OWN
    )
    return (NUMBER, *own, STATE, *PERIODS[periods], TROUBLE)


TITLES = frozenset(column.title for periods in PERIODS for column in columns(periods))
"""Heads by which a ledger is known again."""


def title_of(ledger: Ledger) -> str:
    """Return the title over the sheet."""
    return f"{clean(ledger.name)[:TITLE_LIMIT]}督办台账"


def new_workbook(ledger: Ledger, periods: Periods = "") -> Workbook:
    """Return a workbook with the head of a ledger, its summary, and no entries yet."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    workbook = Workbook()
    workbook.properties.title = title_of(ledger)
    workbook.properties.creator = "zeren"
    # Widths are counted in its digits, which are as wide in the fonts that stand in for it.
    workbook._named_styles["Normal"].font = Font(name="Arial", size=10)
    sheet = workbook.active
    sheet.title = SHEET
    shown = columns(periods)
    for place, title in enumerate((*(column.title for column in shown), *HIDDEN), 1):
        style(sheet.cell(HEAD, place, title), "head")
    for place, column in enumerate(shown, 1):
        sheet.column_dimensions[letter(place)].width = column.width
    _write_top(sheet, ledger, len(shown))
    add_hidden(sheet, len(shown) + 1, ledger)
    role, deadline, state = (letter(shown.index(column) + 1) for column in (ROLE, DEADLINE, STATE))
    last = HEAD + max(REACH, 2 * len(ledger.entries))
    add_rules(sheet, role, state, deadline, HEAD + 1, last)
    _set_print(sheet, A4 if len(shown) < 14 else A3)
    ranges = (f"'{SHEET}'!${place}${HEAD + 1}:${place}${last}" for place in (role, state, deadline))
    write_summary(workbook.create_sheet(SUMMARY), title_of(ledger), *ranges)
    return workbook


def letter(place: int) -> str:
    """Return the letters of a column: 28 is AB."""
    from openpyxl.utils import get_column_letter

    found: str = get_column_letter(place)
    return found


def number_of(letters: str) -> int:
    """Return the column of these letters: AB is 28."""
    from openpyxl.utils import column_index_from_string

    found: int = column_index_from_string(letters)
    return found


def add_hidden(sheet: Worksheet, place: int, ledger: Ledger) -> None:
    """Add the two columns that tell what task a row is; the heads bear the version and the agency's id."""
    for offset, title in enumerate((f"{ID} v{VERSION}", record_head(ledger))):
        sheet.cell(HEAD, place + offset).value = title
        sheet.column_dimensions[letter(place + offset)].hidden = True


def record_head(ledger: Ledger) -> str:
    """Return the head of the column of records, which tells the agency."""
    return f"{RECORD} {clean(ledger.agency)}"


def _write_top(sheet: Worksheet, ledger: Ledger, last: int) -> None:
    sheet.merge_cells(start_row=TITLE, end_row=TITLE, start_column=1, end_column=last)
    style(sheet.cell(TITLE, 1, title_of(ledger)), "title")
    sheet.row_dimensions[TITLE].height = 34
    starts = [1, *(round(2 + (last - 1) * part) for part in (0.34, 0.55, 0.75)), last + 1]
    for label, start, after in zip(BLOCK_LABELS, starts, starts[1:], strict=False):
        _write_blank(sheet, label, start, after, ledger)
    sheet.row_dimensions[BLOCK].height = 22
    sheet.merge_cells(start_row=NOTE, end_row=NOTE, start_column=1, end_column=last)
    style(sheet.cell(NOTE, 1, NOTICE), "note")
    sheet.row_dimensions[NOTE].height = 16
    sheet.row_dimensions[HEAD].height = 30


def _write_blank(sheet: Worksheet, label: str, start: int, after: int, ledger: Ledger) -> None:
    """Write a label of the title block and the place for what is to be filled in, merged up to the next."""
    needed = width(f"{label}：") + PADDING
    wide = next(
        (n for n in range(1, after - start) if _room(sheet, start, start + n) >= needed), after - start - 1
    )
    if wide > 1:
        sheet.merge_cells(start_row=BLOCK, end_row=BLOCK, start_column=start, end_column=start + wide - 1)
    style(sheet.cell(BLOCK, start, f"{label}："), "label")
    if after - start - wide > 1:
        sheet.merge_cells(start_row=BLOCK, end_row=BLOCK, start_column=start + wide, end_column=after - 1)
    blank = sheet.cell(BLOCK, start + wide, clean(ledger.name) if label == BLOCK_LABELS[0] else None)
    style(blank, "blank")
    if label == BLOCK_LABELS[3]:
        blank.number_format = DATE_FORMAT


def _room(sheet: Worksheet, start: int, after: int) -> float:
    """Return how wide the columns are together, up to before `after`."""
    total: float = sum(sheet.column_dimensions[letter(place)].width for place in range(start, after))
    return total


def write_entry(cell: Cell, value: Value) -> bool:
    """Write what the documents say into a cell, text as text; return whether it had to be cut."""
    if not isinstance(value, str):
        cell.value = value
        return False
    whole = clean(value)
    cell.value = cut(whole) or None
    if whole:
        cell.data_type = "s"  # and not a formula
    return len(whole) > CELL_LIMIT


def style_entry(cell: Cell, column: Column | None) -> None:
    """Give a cell of a new row the look of its column; None: of one that a person added."""
    filled = column is None or (column.value is None and column is not NUMBER)
    style(cell, "fill" if filled else "text", centred=column is not None and column.centred)
    if column is DEADLINE:
        cell.number_format = DATE_FORMAT


def fit_height(sheet: Worksheet, row: int, widths: dict[int, float]) -> None:
    """Make a row so high that every line shows, if it is not higher: not every program does so by itself."""
    lines = max(
        (
            _count_lines(str(cell.value), widths[cell.column])
            for cell in sheet[row]
            if cell.value is not None and cell.column in widths
        ),
        default=1,
    )
    least = min(LINE * lines + 8, TALLEST)
    if (sheet.row_dimensions[row].height or 0) < least:
        sheet.row_dimensions[row].height = least


def _count_lines(text: str, room: float) -> int:
    """Return how many lines the text takes in a column so wide, in digits of the default font.

    >>> _count_lines("青海省林业和草原局", 10), _count_lines("一\\n二", 10), _count_lines("", 10)
    (3, 2, 1)
    """
    free = max(int(room) - 1, 2)
    return sum(ceil(width(line) / free) or 1 for part in text.split("\n") for line in wrap(part, free))


def style_gone(cell: Cell, column: Column) -> None:
    """Show that the task of the row is in no document any more; what says so can be read."""
    style(cell, "marked" if column.title in (ROLE.title, SOURCE.title) else "gone")


def _set_print(sheet: Worksheet, paper: int) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", paper
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.5, 0.6, 0.3
    sheet.print_options.horizontalCentered = True
    sheet.print_title_rows = f"{HEAD}:{HEAD}"
    sheet.oddFooter.center.text = "第 &P 页 共 &N 页"
    sheet.freeze_panes = f"D{HEAD + 1}"
