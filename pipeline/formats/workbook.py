"""Workbooks, XLSX, XLS, ET and ODS: what stands over a table, the table with merged cells, notes under it.

By python-calamine. A workbook is read as its visible sheets one after the other; a sheet's name is a heading
where several sheets hold something and the sheet names itself nowhere. Formulas give the values that the
program which saved the file computed; nothing is run, no link followed.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from extractors.layout import Block, Cell
from pipeline.formats.facts import Facts, UnreadableFile
from pipeline.formats.sniff import zip_holds
from pipeline.formats.zipped import open_package, read_member

MAX_CELLS = 4_000_000
"""Cells with something in them, of all sheets: 100,000 rows of a task table hold less than a quarter."""
MAX_SHEETS = 500
MAX_SPREAD = 20_000_000
"""Cells between the first and the last of a sheet, empty ones too; each takes 32 bytes."""
_COLUMN = re.compile(rb'<c [^>]{0,80}?\br="([A-Z]{1,3})[0-9]')
_ROW = re.compile(rb'\br="[A-Z]{0,3}([0-9]{1,7})"')
_DEFAULT_NAME = ("sheet", "工作表")
"""How the names begin that programs give to sheets themselves."""
_FIELD = re.compile(r"[^：:。；\n]{1,10}[：:]")
"""The label of a field that a form prints with its value in one cell."""

Row = Sequence[str]
Range = tuple[tuple[int, int], tuple[int, int]]


def read(path: Path) -> Facts:
    """Return what a workbook holds; `UnreadableFile` for one under a password, damaged or too large."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    kind = _format(path)
    if kind != "xls":
        check_spread(path)
    with refusing(path.name):
        book = CalamineWorkbook.from_path(path)
        names = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
        ]
        if len(names) > MAX_SHEETS:
            raise UnreadableFile("too-large", f"{path.name} has {len(names)} sheets, more than {MAX_SHEETS}")
        sheets = [(name, _read_sheet(book.get_sheet_by_name(name), path)) for name in names]
    filled = [(name, blocks) for name, blocks in sheets if blocks]
    return Facts(kind, None, tuple(_joined(filled)), site=False)


@contextmanager
def refusing(name: str) -> Iterator[None]:
    """Turn what calamine raises into a reason, its panics too, which are no `Exception`."""
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError as error:
        raise UnreadableFile("password", f"The file wants a password: {name}") from error
    except (CalamineError, OSError) as error:  # OSError: packed in a way that it does not know
        raise UnreadableFile("damaged-file", f"Damaged workbook: {name}: {error}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # pyo3 makes the class at the first panic
            raise
        raise UnreadableFile("damaged-file", f"Damaged workbook: {name}") from error


def check_spread(path: Path, most: int = MAX_SPREAD) -> None:
    """Raise `UnreadableFile` for a damaged workbook, or one with a sheet that spreads over more cells."""
    with open_package(path, path.name) as package:
        _check_spread(package, path.name, most)


def _check_spread(package: ZipFile, name: str, most: int = MAX_SPREAD) -> None:
    """Raise `UnreadableFile` for a sheet whose cells lie too far apart: calamine holds all between them."""
    for part in package.namelist():
        if not part.startswith("xl/") or not part.endswith(".xml"):
            continue
        data = read_member(package, part)
        if b"<sheetData" not in data:
            continue
        columns = {_column(letters) for letters in set(_COLUMN.findall(data))}
        rows = [int(number) for number in _ROW.findall(data)]
        height, width = _extent(rows), _extent(columns)
        if height * width > most:
            raise UnreadableFile("too-large", f"A sheet over {height} rows and {width} columns: {name}")


def _extent(places: Collection[int]) -> int:
    return max(places) - min(places) + 1 if places else 0


def _column(letters: bytes) -> int:
    """Return the number of a column.

    >>> _column(b"A"), _column(b"XFD")
    (1, 16384)
    """
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number


def _format(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(4)
    if not head.startswith(b"PK"):
        return "xls"
    return "xlsx" if zip_holds("xl/workbook.xml")(path, head) else "ods"


def _joined(sheets: Sequence[tuple[str, list[Block]]]) -> Iterator[Block]:
    for name, blocks in sheets:
        if len(sheets) > 1 and not name.lower().startswith(_DEFAULT_NAME) and blocks[0].kind == "table":
            yield Block("heading", name.strip(), level=1)
        yield from blocks


def _read_sheet(sheet: Any, path: Path) -> list[Block]:
    """Return the blocks of one sheet; rows and columns that are empty are left out."""
    rows: dict[int, list[str]] = {}
    cells = 0
    for number, values in enumerate(sheet.iter_rows()):
        words = [_printed(value) for value in values]
        count = sum(map(bool, words))
        if count:
            rows[number] = words
            cells += count
        if cells > MAX_CELLS:
            raise UnreadableFile("too-large", f"{path.name} has more than {MAX_CELLS} filled cells")
    if not rows:
        return []
    top, left = sheet.start or (0, 0)
    merged = [
        ((low[0] - top, low[1] - left), (high[0] - top, high[1] - left))
        for low, high in sheet.merged_cell_ranges or ()
    ]
    return list(_blocks(rows, merged))


def _blocks(rows: dict[int, list[str]], merged: Sequence[Range]) -> Iterator[Block]:
    """Yield paragraphs for the rows over and under the table, and the table between them.

    Outside stand rows of one cell, and at both ends rows of fields: 填报单位：… and 日期：….
    """
    numbers = sorted(rows)
    wide = [number for number in numbers if sum(map(bool, rows[number])) > 1]
    while wide and _are_fields(rows[wide[0]]):
        del wide[0]
    while wide and _are_fields(rows[wide[-1]]):
        del wide[-1]
    first, last = (wide[0], wide[-1]) if wide else (len(rows) + numbers[-1] + 1, -1)
    for number in numbers:
        if number < first:
            yield from _paragraphs(rows[number])
    if wide:
        inside = [number for number in numbers if first <= number <= last]
        yield Block("table", cells=tuple(_cells(inside, rows, merged)))
    for number in numbers:
        if number > last and number >= first:
            yield from _paragraphs(rows[number])


def _are_fields(words: Row) -> bool:
    return all(map(_FIELD.match, filter(None, words)))


def _paragraphs(words: Row) -> Iterator[Block]:
    text = "\n".join(words)
    yield from (Block("paragraph", line.strip()) for line in text.split("\n") if line.strip())


def _cells(numbers: Sequence[int], rows: dict[int, list[str]], merged: Sequence[Range]) -> Iterator[Cell]:
    """Yield the cells of a table by row and column, a merged one once with the places that it covers."""
    place = {number: row for row, number in enumerate(numbers)}
    used = sorted({column for number in numbers for column, word in enumerate(rows[number]) if word})
    columns = {column: index for index, column in enumerate(used)}
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for (top, left), (bottom, right) in merged:
        own_rows = [place[n] for n in range(top, min(bottom, numbers[-1]) + 1) if n in place]
        own_columns = [columns[c] for c in range(left, min(right, used[-1]) + 1) if c in columns]
        if not own_rows or not own_columns:
            continue
        spans[own_rows[0], own_columns[0]] = (len(own_rows), len(own_columns))
        covered.update((row, column) for row in own_rows for column in own_columns)
        covered.discard((own_rows[0], own_columns[0]))
    for number in numbers:
        row = place[number]
        for column, index in columns.items():
            if (row, index) not in covered:
                words = rows[number][column] if column < len(rows[number]) else ""
                yield Cell(words, row, index, *spans.get((row, index), (1, 1)))


def _printed(value: Any) -> str:
    """Return a cell's value as a reader of the sheet would write it.

    >>> from datetime import date
    >>> [_printed(value) for value in (12.0, 0.5, date(2026, 6, 30), " 市水利局 ", True)]
    ['12', '0.5', '2026年6月30日', '市水利局', '是']
    """
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, date):
        day = f"{value.year}年{value.month}月{value.day}日"
        clock = value.time() if isinstance(value, datetime) else time()
        return day if clock == time() else f"{day} {clock:%H:%M}"
    return str(value) if isinstance(value, int | time | timedelta) else ""
