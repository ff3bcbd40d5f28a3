"""Rows of task tables: found by the header, with merged cells, section rows and repeated headers."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache

from extractors.assignments.labels import read_label
from extractors.assignments.statements import Mention, Reader, Statement
from extractors.dates import DateHit
from extractors.layout import Block, Cell
from extractors.lexicons import load
from extractors.values import value

_ROLES = frozenset(["lead", "responsible", "cooperating", "supervising"])
_OWN_NUMBER = re.compile(r"[ \t]*(?:(\d{1,3})(?:\.(?!\d)|、)|(\([\d一二三四五六七八九十]{1,3}\)))")
_NO_UNIT = re.compile(r"[\W_无略]*$")


@value
class TableTask:
    """One row of a task table."""

    number: str | None
    start: int
    end: int
    """Span of the cells that word the task."""
    title: tuple[int, int]
    """Span of the cell that names it, the first of them or the only one."""
    statement: Statement


@value
class Column:
    """What the cells of a column hold, and the words of its header."""

    role: str
    label: str


_UNKNOWN = Column("other", "")


@value
class TaskTable:
    """The tasks of a table, and its columns for a table that carries it on."""

    tasks: tuple[TableTask, ...]
    columns: dict[int, Column]


def read_table(reader: Reader, block: Block, above: TaskTable | None = None) -> TaskTable:
    """Return the tasks of a table's rows, none if no header names a unit column.

    A table without a header that has as many columns as the one `above` carries it on (续表).
    """
    rows = _rows(block.cells)
    width = max((column for row in rows for column in row), default=-1) + 1
    columns: dict[int, Column] = {}
    if above and above.columns and len(above.columns) == width:
        columns = above.columns
    tasks: list[TableTask] = []
    above_row: dict[int, Cell] = {}
    for row in rows:
        header = _header(row, reader.folded, columns)
        if header is None and _is_second_header(row, above_row, columns):
            header = {c: _named(_words(row[c], reader.folded)) or columns.get(c, _UNKNOWN) for c in row}
        above_row = row if header else {}
        if header:
            columns = _with_words(header, rows)
        elif columns and not _is_section_row(row):
            tasks.extend(_task(reader, row, columns))
    return TaskTable(tuple(_with_continuations(tasks)), columns)


def _is_second_header(row: dict[int, Cell], above: dict[int, Cell], columns: dict[int, Column]) -> bool:
    """Tell whether a row parts a header cell of units above it (责任分工 over 市领导 | 单位)."""
    shared = [c for c in row if c in above and row[c].start == above[c].start]
    parted = [c for c in row if c in above and above[c].colspan > 1 and c not in shared]
    return len(shared) >= 2 and any(columns[c].role in _ROLES for c in parted if c in columns)


def _with_words(columns: dict[int, Column], rows: list[dict[int, Cell]]) -> dict[int, Column]:
    """Return the columns with those settled that word the tasks: one names them, others say more of them.

    A column with fewer cells than one of those behind it heads several rows, and is an area (重点任务 |
    具体措施). Where no header names a task the widest column of unknown meaning does.
    """
    found = {index: column.role for index, column in columns.items() if column.role in ("task", "detail")}
    if not found:
        other = [index for index, column in columns.items() if column.role in ("other", "area")]
        found = dict.fromkeys(sorted(other, key=lambda index: -_width(index, rows))[:1], "task")
    cells = {index: _cells(index, rows) for index in found}
    full = [index for index in found if cells[index] == max(cells.values())]
    named = next((index for index in full if found[index] == "task"), min(full, default=-1))
    settled = {
        index: "task" if index == named else "detail" if index > min(full) or index in full else "area"
        for index in found
    }
    return {**columns, **{index: Column(role, "") for index, role in settled.items()}}


def _cells(index: int, rows: list[dict[int, Cell]]) -> int:
    return len({row[index].text for row in rows if index in row and row[index].text.strip()})


def _width(index: int, rows: list[dict[int, Cell]]) -> int:
    return sum(len(row[index].text) for row in rows if index in row)


def _rows(cells: tuple[Cell, ...]) -> list[dict[int, Cell]]:
    """Return the grid by rows: a merged cell stands at every place that it covers."""
    grid: dict[int, dict[int, Cell]] = {}
    for cell in cells:
        for row in range(cell.row, cell.row + max(1, cell.rowspan)):
            places = grid.setdefault(row, {})
            for column in range(cell.column, cell.column + max(1, cell.colspan)):
                places.setdefault(column, cell)
    return [dict(sorted(grid[row].items())) for row in sorted(grid)]


def _header(row: dict[int, Cell], folded: str, above: dict[int, Column]) -> dict[int, Column] | None:
    """Return the columns that a header row names; a second header row refines the first."""
    named = {column: _named(_words(cell, folded)) for column, cell in row.items()}
    roles = [c.role for c in named.values() if c]
    units = sum(role in _ROLES for role in roles)
    worded = {cell.start for cell in row.values() if cell.text.strip()}
    if not units or len(roles) < max(2, len(worded) - 2):
        return None
    columns = {column: c or above.get(column, _UNKNOWN) for column, c in named.items()}
    kinds = {c.role for c in columns.values()}
    if "indicator" in kinds and "task" not in kinds:
        return None
    return columns


def _words(cell: Cell, folded: str) -> str:
    return re.sub(r"\s+", "", folded[cell.start : cell.end]) if cell.end - cell.start <= 40 else ""


@cache
def _headers() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(entry["pattern"]), entry["column"]) for entry in load("table_headers"))


@lru_cache(maxsize=1024)
def _named(words: str) -> Column | None:
    if not words:
        return None
    label = read_label(words)
    if label and label.names_units and label.known:
        return Column(label.role, words)
    for pattern, column in _headers():
        if pattern.fullmatch(words):
            return Column(column, words)
    return Column(label.role, words) if label else None


def _is_section_row(row: dict[int, Cell]) -> bool:
    return len(row) > 1 and len({cell.start for cell in row.values()}) == 1


def _task(reader: Reader, row: dict[int, Cell], columns: dict[int, Column]) -> Iterator[TableTask]:
    filled = {cell.start: (cell, columns[c]) for c, cell in row.items() if c in columns and cell.text.strip()}
    roles = [(cell, column.role) for cell, column in filled.values()]
    title = _title_of(roles)
    if title is None:
        return
    start, end = _span_of(title, roles)
    mentions: list[Mention] = []
    deadline: DateHit | None = None
    for cell, column in filled.values():
        if column.role in _ROLES and not _NO_UNIT.match(reader.folded, cell.start, cell.end):
            mentions += _units(reader, cell, column)
        elif column.role == "time":
            deadline = reader.deadline(cell.start, cell.end)
    own = _OWN_NUMBER.match(reader.folded, title.start, title.end)
    numbered = next((cell.text.strip() for cell, column in filled.values() if column.role == "number"), None)
    number = own[1] or own[2] if own else numbered
    statement = Statement(start, end, "table", tuple(mentions), deadline)
    yield TableTask(number, start, end, (title.start, title.end), statement)


def _title_of(filled: list[tuple[Cell, str]]) -> Cell | None:
    """Return the cell that names the task."""
    for wanted in ("task", "detail", "area"):
        for cell, role in filled:
            if role == wanted:
                return cell
    return None


def _span_of(title: Cell, filled: list[tuple[Cell, str]]) -> tuple[int, int]:
    """Return the span of the cells that word the task: its title and, right beside it, what says more."""
    at = next(place for place, (cell, _) in enumerate(filled) if cell is title)
    first = last = at
    while first and filled[first - 1][1] == "detail":
        first -= 1
    while last + 1 < len(filled) and filled[last + 1][1] == "detail":
        last += 1
    return filled[first][0].start, filled[last][0].end


def _units(reader: Reader, cell: Cell, column: Column) -> tuple[Mention, ...]:
    found = reader.statement(cell.start, cell.end, "table", column.role, lenient=True).mentions
    if found:
        return tuple(replace(m, label=m.label or column.label) for m in found)
    # A column of units may name one by a word of unknown form.
    return tuple(reader.clause(cell.start, cell.end, column.role, column.label))


def _with_continuations(tasks: list[TableTask]) -> list[TableTask]:
    """Return the tasks with rows of the same merged cell of words made one."""
    whole: list[TableTask] = []
    for task in tasks:
        if whole and whole[-1].start == task.start:
            first = whole[-1].statement
            mentions = first.mentions + tuple(m for m in task.statement.mentions if m not in first.mentions)
            whole[-1] = replace(whole[-1], statement=replace(first, mentions=mentions))
        else:
            whole.append(task)
    return whole
