"""The tables as one Excel workbook, written row by row, in the language that is spoken."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.language import _, spoken, told
from pipeline.tables.columns import Column, Table, load_tables
from pipeline.tables.rows import SEPARATOR
from pipeline.workbooks import ROW_LIMIT, cut, tell_cut, workbook_at

if TYPE_CHECKING:
    import pandas as pd
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

SIDE = ("comparator", "value", "upper", "unit", "change")
WIDTHS = {"VARCHAR": 14, "DATE": 11, "BIGINT": 7, "DOUBLE": 10, "BOOLEAN": 7}
"""Of columns, by type, in digits; of those whose texts are long or short, by name."""
WIDTHS_OF = {
    **dict.fromkeys(("task", "number", "position", "unit", "value", "upper"), 8),
    **dict.fromkeys(
        ("role", "comparator", "change", "rate", "severity", "kind", "level", "grade", "source"), 8
    ),
    **dict.fromkeys(("normalized_unit", "normalized_upper", "baseline", "applies_to", "deadline_raw"), 10),
    **dict.fromkeys(("document", "document_number"), 18),
    **dict.fromkeys(("agency", "agency_name", "name", "code", "path", "indicator", "leads"), 22),
    **dict.fromkeys(
        ("title", "document_title", "issuers", "recipients", "reasons", "printed", "members"), 26
    ),
    **dict.fromkeys(("text", "message"), 44),
    **dict.fromkeys(("chinese", "english", "also_promised", "also_delivered"), 22),
    **dict.fromkeys(("measure", "scope", "period", "since", "region_code", "difference"), 7),
    **{f"{side}_{name}": 7 for side in ("promised", "delivered") for name in SIDE},
}
WRAPPED = 22
"""Width from which on a text goes on in the next line."""
LINE, MOST_LINES = 13, 6
"""Height of a line in points, and lines that are shown of a cell: more is there, but not all at once."""
NOT_PRINTED = ("part_of", "span_start", "sha256", "derived_growth", "source_start")
"""Columns from which on a sheet is for programs, and not printed."""
FONT = {"font_name": "Arial", "font_size": 10}
"""Its digits are as wide in the fonts that stand in for it; Chinese is shown in the system's own font."""
CODED = frozenset(
    (
        *("role", "evidence", "comparator", "change", "rate", "kind", "level", "severity", "grade"),
        *("code", "message", "source"),
    )
)
"""Columns of words of the contract, and of messages."""
FIRST_DAY = date(1900, 3, 1)
"""Before it Excel counts a day that there was not (https://learn.microsoft.com/office/troubleshoot/excel/
wrongly-assumes-1900-is-leap-year)."""
A3 = 8
"""Paper size in Excel."""


def write_xlsx(
    frames: Iterable[tuple[str, pd.DataFrame]], path: Path, row_limit: int = ROW_LIMIT
) -> list[str]:
    """Write one workbook with a sheet for each table; a table too long for its sheet goes on in the next.

    Returns what there is to say: which tables go on, and how many cells were cut.
    """
    with workbook_at(path, {"constant_memory": True, "default_format_properties": FONT}) as workbook:
        sheets = {name: Sheets(workbook, table, row_limit) for name, table in load_tables().items()}
        for name, frame in frames:
            rows = frame.astype(object).where(frame.notna(), None)
            for row in rows.itertuples(index=False, name=None):
                sheets[name].write(row)
        for current in sheets.values():
            current.finish()
    said = _("{name} goes on over {number} sheets")
    long = [said.format(name=each.name, number=each.number) for each in sheets.values() if each.number > 1]
    return long + tell_cut(sum(each.cut for each in sheets.values()))


class Sheets:
    """The sheets of one table, of which the last is being written."""

    def __init__(self, workbook: Workbook, table: Table, row_limit: int) -> None:
        self.workbook = workbook
        self.table = table
        self.name = table.chinese if spoken() == "zh" else table.name
        self.row_limit = row_limit
        self.number = 0
        self.cut = 0
        """Cells that were cut."""
        self._show = [_shower(column) for column in table.columns]
        widths = [WIDTHS_OF.get(column.name, WIDTHS[column.type]) for column in table.columns]
        self._widths = widths
        self._wrapped = [(place, room) for place, room in enumerate(widths) if room >= WRAPPED]
        self._head = workbook.add_format(
            {"bold": True, "bg_color": "#DDEBF7", "text_wrap": True, "valign": "vcenter", "border": 1}
        )
        self._text = workbook.add_format({"text_wrap": True, "valign": "top"})
        self._plain = workbook.add_format({"valign": "top"})
        self._day = workbook.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"})
        self.open_next()

    def write(self, row: Iterable[object]) -> None:
        """Write a row, in a new sheet if this one is full."""
        if self.row == self.row_limit:
            self.finish()
            self.open_next()
        cells = [
            show(value) if value is not None else None for show, value in zip(self._show, row, strict=True)
        ]
        lines = max(
            (_count_lines(cells[place], room) for place, room in self._wrapped if cells[place]), default=1
        )
        if lines > 1:
            self.sheet.set_row(self.row, LINE * min(lines, MOST_LINES) + 2)
        for place, value in enumerate(cells):
            self.cut += self._write_cell(place, value)
        self.row += 1

    def open_next(self) -> None:
        """Start the next sheet with its head."""
        self.number += 1
        self.sheet: Worksheet = self.workbook.add_worksheet(
            self.name if self.number == 1 else f"{self.name} {self.number}"
        )
        self.sheet.freeze_panes(1, 0)
        self.sheet.set_row(0, 30)
        for place, column in enumerate(self.table.columns):
            self.sheet.set_column(place, place, self._widths[place])
            heading = column.chinese if spoken() == "zh" else column.name
            self.sheet.write_string(0, place, heading, self._head)
        self._set_print()
        self.row = 1

    def finish(self) -> None:
        """Put a filter over what was written, and say what of it is printed."""
        self.sheet.autofilter(0, 0, self.row - 1, len(self.table.columns) - 1)
        names = [column.name for column in self.table.columns]
        last = next((names.index(name) for name in NOT_PRINTED if name in names), len(names))
        self.sheet.print_area(0, 0, self.row - 1, last - 1)

    def _set_print(self) -> None:
        self.sheet.set_landscape()
        self.sheet.set_paper(A3)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0)
        self.sheet.set_header("&L&A")
        self.sheet.set_footer("&C&P / &N")

    def _write_cell(self, place: int, value: object) -> bool:
        """Write text as text whatever it begins with, and numbers and days as such; null leaves it empty.

        Returns whether the text had to be cut.
        """
        if value is None:
            return False
        if isinstance(value, bool):
            self.sheet.write_boolean(self.row, place, value, self._plain)
        elif isinstance(value, int | float):
            self.sheet.write_number(self.row, place, value, self._plain)
        elif isinstance(value, date):
            self.sheet.write_datetime(self.row, place, value, self._day)
        else:
            shown = cut(str(value))
            look = self._text if self._widths[place] >= WRAPPED else self._plain
            self.sheet.write_string(self.row, place, shown, look)
            return shown != value
        return False


def _count_lines(text: object, room: int) -> int:
    """Return how many lines a text takes in a column, in which GB 18030 has a byte for each half width."""
    lines = str(text).split("\n", MOST_LINES)
    return sum(-(-max(1, len(line.encode("gb18030", "replace"))) // (room - 1)) for line in lines)


def _shower(column: Column) -> Callable[[Any], object]:
    """Return what makes of a value of the column what stands in the cell."""
    if column.type == "DATE":
        return _day
    if spoken() == "zh":
        if column.type == "BOOLEAN":
            return lambda value: "是" if value else "否"
        if column.name in CODED:
            return told
        if column.name in ("reasons", "corrected"):
            return lambda value: "；".join(map(told, value.split(SEPARATOR)))
    return lambda value: value


def _day(text: str) -> object:
    """Return the day of ISO 8601; the text where it is none that Excel knows."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return day if day >= FIRST_DAY else text
