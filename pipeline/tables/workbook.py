"""The tables as one Excel workbook, written row by row."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.tables.columns import Table, load_tables
from pipeline.workbooks import ROW_LIMIT, cut, tell_cut, workbook_at

if TYPE_CHECKING:
    import pandas as pd
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

WIDTHS = {"VARCHAR": 24, "DATE": 12, "BIGINT": 10, "DOUBLE": 14, "BOOLEAN": 10}


def write_xlsx(
    frames: Iterable[tuple[str, pd.DataFrame]], path: Path, row_limit: int = ROW_LIMIT
) -> list[str]:
    """Write one workbook with a sheet for each table; a table too long for its sheet goes on in the next.

    Returns what there is to say: which tables go on, and how many cells were cut.
    """
    with workbook_at(path, {"constant_memory": True}) as workbook:
        sheets = {name: Sheets(workbook, table, row_limit) for name, table in load_tables().items()}
        for name, frame in frames:
            rows = frame.astype(object).where(frame.notna(), None)
            for row in rows.itertuples(index=False, name=None):
                sheets[name].write(row)
        for current in sheets.values():
            current.add_filter()
    long = [f"{name} goes on over {each.number} sheets" for name, each in sheets.items() if each.number > 1]
    return long + tell_cut(sum(each.cut for each in sheets.values()))


class Sheets:
    """The sheets of one table, of which the last is being written."""

    def __init__(self, workbook: Workbook, table: Table, row_limit: int) -> None:
        self.workbook = workbook
        self.table = table
        self.row_limit = row_limit
        self.number = 0
        self.cut = 0
        """Cells that were cut."""
        self.open_next()

    def write(self, row: Iterable[object]) -> None:
        """Write a row, in a new sheet if this one is full."""
        if self.row == self.row_limit:
            self.add_filter()
            self.open_next()
        for place, value in enumerate(row):
            self.cut += write_cell(self.sheet, self.row, place, value)
        self.row += 1

    def open_next(self) -> None:
        """Start the next sheet with its head."""
        self.number += 1
        name = self.table.name if self.number == 1 else f"{self.table.name} {self.number}"
        self.sheet = self.workbook.add_worksheet(name)
        self.sheet.freeze_panes(1, 0)
        bold = self.workbook.add_format({"bold": True})
        for place, column in enumerate(self.table.columns):
            self.sheet.set_column(place, place, WIDTHS[column.type])
            self.sheet.write_string(0, place, column.name, bold)
        self.row = 1

    def add_filter(self) -> None:
        """Put a filter over what was written."""
        self.sheet.autofilter(0, 0, self.row - 1, len(self.table.columns) - 1)


def write_cell(sheet: Worksheet, row: int, column: int, value: object) -> bool:
    """Write text as text whatever it begins with, and numbers as numbers; null leaves the cell empty.

    Returns whether the text had to be cut.
    """
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    elif value is not None:
        shown = cut(str(value))
        sheet.write_string(row, column, shown)
        return shown != value
    return False
