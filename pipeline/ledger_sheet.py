"""The sheet of a ledger: grouped by role, filtered, with a frozen head, ready to print.

It is in Chinese, as its users work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import count, groupby
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.export import clean, file_stem, replacing_folder
from pipeline.ledger import ROLES, Entry, Ledger
from pipeline.workbooks import ROW_LIMIT, cut, tell_cut, workbook_at

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

A3 = 8
"""Paper size in Excel."""

LINE, TALLEST = 14.5, 409
"""Height of a line, and the tallest row that Excel takes, in points."""

STATES = {"validate": "list", "source": ["未启动", "推进中", "已完成", "滞后", "已调整"]}
SHARE = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1}
DAY = {"validate": "date", "criteria": ">=", "value": date(1990, 1, 1)}
HINTS = {
    "进展状态": "请从下拉列表中选择",
    "完成比例": "请填写 0% 至 100% 之间的数值",
    "更新日期": "请填写日期，如 2020-06-30",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet; one without `value` is left to fill in."""

    title: str
    width: int
    value: Callable[[Entry], str] | None = None
    validation: dict[str, Any] | None = None
    number_format: str = "@"


COLUMNS = (
    Column("角色", 6, lambda entry: ROLES[entry.role]),
    Column("任务编号", 8, lambda entry: entry.number),
    Column("任务名称", 18, lambda entry: entry.title),
    Column("工作内容", 44, lambda entry: entry.content),
    Column("牵头单位", 16, lambda entry: entry.leads),
    Column("协同单位", 22, lambda entry: entry.others),
    Column("量化目标", 24, lambda entry: entry.targets),
    Column("完成时限", 11, lambda entry: entry.deadline),
    Column("文中称谓", 12, lambda entry: entry.named),
    Column("来源文件", 20, lambda entry: entry.source),
    Column("文中位置", 18, lambda entry: entry.place),
    Column("进展状态", 9, validation=STATES),
    Column("完成比例", 9, validation=SHARE, number_format="0%"),
    Column("进展情况", 26),
    Column("存在问题", 16),
    Column("下一步措施", 16),
    Column("更新日期", 11, validation=DAY, number_format="yyyy-mm-dd"),
)
"""After the first, 序号."""
TITLE_LIMIT = 200
"""Characters of the agency's name over the sheet; the properties of a file hold 255."""
HEAD = 2
"""Row of the head, below the title and the summary."""


def write_ledger(ledger: Ledger, path: Path, row_limit: int = ROW_LIMIT) -> list[str]:
    """Write the ledger as a workbook of one sheet, or more where it is too long for one.

    Returns what there is to say: that it goes on, and how many cells were cut.
    """
    room = row_limit - HEAD - 1 - len(ROLES)
    starts = range(0, max(1, len(ledger.entries)), room)
    cells = 0
    with workbook_at(path, {}, _title(ledger)) as workbook:
        formats = _add_formats(workbook)
        for number, start in enumerate(starts, 1):
            sheet = workbook.add_worksheet("督办台账" if number == 1 else f"督办台账 {number}")
            _write_head(sheet, ledger, formats)
            part = replace(ledger, entries=ledger.entries[start : start + room])
            last, long = _write_entries(sheet, part, formats, start + 1)
            cells += long
            _add_validations(sheet, last)
            sheet.autofilter(HEAD, 0, last, len(COLUMNS))
            _set_print(sheet, last)
    goes_on = [f"{ledger.name} goes on over {len(starts)} sheets"] if len(starts) > 1 else []
    return goes_on + tell_cut(cells)


def write_ledgers(ledgers: Iterable[Ledger], folder: Path) -> tuple[list[Path], list[str]]:
    """Return the workbooks written into the folder, one for each ledger, and what there is to say of them."""
    taken: set[str] = set()
    written: list[Path] = []
    notes: list[str] = []
    with replacing_folder(folder) as place:
        for ledger in ledgers:
            name = f"{_choose_name(ledger, taken)}.xlsx"
            notes += (f"{name}: {note}" for note in write_ledger(ledger, place / name))
            written.append(folder / name)
    return written, notes


def _choose_name(ledger: Ledger, taken: set[str]) -> str:
    """Return a file name that every system takes and no ledger before has, whatever the case of letters."""
    stem = file_stem(ledger.name, "台账")
    names = (stem if number == 1 else f"{stem} ({number})" for number in count(1))
    name = next(name for name in names if name.casefold() not in taken)
    taken.add(name.casefold())
    return name


def _title(ledger: Ledger) -> str:
    return f"{clean(ledger.name)[:TITLE_LIMIT]}督办台账"


def _summarize(ledger: Ledger) -> str:
    groups = [f"{ROLES[role]} {len(list(group))} 项" for role, group in _by_role(ledger)]
    targets = sum(entry.target_count for entry in ledger.entries)
    return (
        f"共 {len(ledger.entries)} 项：{'，'.join(groups)}；涉及量化目标 {targets} 个。灰色列由承办单位填写。"
    )


def _by_role(ledger: Ledger) -> Iterable[tuple[Any, Iterable[Entry]]]:
    return groupby(ledger.entries, key=lambda entry: entry.role)


def _add_formats(workbook: Workbook) -> dict[str, Any]:
    cell = {"border": 1, "text_wrap": True, "valign": "top"}
    head = {"border": 1, "text_wrap": True, "valign": "vcenter", "align": "center", "bold": True}
    styles: dict[str, dict[str, Any]] = {
        "title": {"bold": True, "font_size": 18, "align": "center", "valign": "vcenter"},
        "summary": {"font_size": 10, "valign": "vcenter"},
        "head": head | {"bg_color": "#DDEBF7"},
        "band": {"border": 1, "bold": True, "bg_color": "#FFF2CC"},
        "number": cell | {"align": "center"},
        "text": cell,
    }
    for column in COLUMNS:
        styles[column.title] = cell | {"num_format": column.number_format}
        if column.value is None:
            styles[column.title] |= {"bg_color": "#F2F2F2", "locked": False}
    return {name: workbook.add_format(style) for name, style in styles.items()}


def _write_head(sheet: Worksheet, ledger: Ledger, formats: dict[str, Any]) -> None:
    sheet.set_row(0, 32)
    sheet.merge_range(0, 0, 0, len(COLUMNS), "", formats["title"])
    sheet.write_string(0, 0, _title(ledger), formats["title"])
    sheet.merge_range(1, 0, 1, len(COLUMNS), "", formats["summary"])
    sheet.write_string(1, 0, _summarize(ledger), formats["summary"])
    sheet.write_string(HEAD, 0, "序号", formats["head"])
    sheet.set_column(0, 0, 6)
    for place, column in enumerate(COLUMNS, 1):
        sheet.set_column(place, place, column.width)
        sheet.write_string(HEAD, place, column.title, formats["head"])
    sheet.freeze_panes(HEAD + 1, 4)


def _write_entries(sheet: Worksheet, ledger: Ledger, formats: dict[str, Any], first: int) -> tuple[int, int]:
    """Write each role's band and the entries below it; return the last row, and how many cells were cut."""
    row, numbers, cells = HEAD, count(first), 0
    for role, group in _by_role(ledger):
        entries = list(group)
        row += 1
        _write_band(sheet, row, f"{ROLES[role]}任务（{len(entries)} 项）", ROLES[role], formats["band"])
        for entry in entries:
            row += 1
            sheet.set_row(row, _height(entry), None, {"level": 1})
            sheet.write_number(row, 0, next(numbers), formats["number"])
            cells += _write_entry(sheet, row, entry, formats)
    return row, cells


def _height(entry: Entry) -> float:
    """Return the height that shows every line: not every program sets it by itself."""
    cells = ((column.value(entry), column.width) for column in COLUMNS if column.value)
    lines = max(_count_lines(text, width) for text, width in cells)
    return min(LINE * lines + 3, TALLEST)


def _count_lines(text: str, width: int) -> int:
    """Return how many lines the text takes in a column of this width.

    >>> _count_lines("青海省林业和草原局", 10), _count_lines("一\\n二", 10)
    (2, 2)
    """
    widths = (sum(2.2 if ord(character) > 0x2E7F else 1.1 for character in line) for line in text.split("\n"))
    return sum(max(1, ceil(line / width)) for line in widths)


def _write_band(sheet: Worksheet, row: int, text: str, role: str, style: Any) -> None:
    """Write a line above the entries of a role; it bears the role, so that a filter on it keeps both."""
    for place in range(len(COLUMNS) + 1):
        sheet.write_blank(row, place, None, style)
    sheet.write_string(row, 1, role, style)
    sheet.write_string(row, 3, text, style)


def _write_entry(sheet: Worksheet, row: int, entry: Entry, formats: dict[str, Any]) -> int:
    """Write the entry's cells; return how many were cut."""
    cells = 0
    for place, column in enumerate(COLUMNS, 1):
        style = formats[column.title]
        if column.value is None:
            sheet.write_blank(row, place, None, style)
            continue
        text = clean(column.value(entry))
        shown = cut(text)
        sheet.write_string(row, place, shown, style)
        cells += shown != text
    return cells


def _add_validations(sheet: Worksheet, last: int) -> None:
    for place, column in enumerate(COLUMNS, 1):
        if column.validation and last > HEAD:
            hint = {"error_title": "督办台账", "error_message": HINTS[column.title]}
            sheet.data_validation(HEAD + 1, place, last, place, column.validation | hint)


def _set_print(sheet: Worksheet, last: int) -> None:
    sheet.outline_settings(symbols_below=False)
    sheet.set_landscape()
    sheet.set_paper(A3)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD)
    sheet.print_area(0, 0, last, len(COLUMNS))
    sheet.set_footer("&C第 &P 页 共 &N 页")
