"""Rows of task tables 任务分工表: what is to be done, who answers for it, and by when."""

import re
from collections.abc import Iterator
from dataclasses import field, replace

from extractors.assignments.headings import heading_statement
from extractors.assignments.statement_finder import find_statements
from extractors.assignments.statements import Mention, Reader, Statement
from extractors.dates import DateHit
from extractors.layout import Block, Cell
from extractors.records import Problem
from extractors.tables.cells import read_mark, read_units
from extractors.tables.columns import OTHER, Column, Columns, carries_on, find_head, is_form
from extractors.tables.grid import Grid, Row, build_grid, carried, is_empty, is_section, turn
from extractors.tables.heads import plain
from extractors.tables.marks import Mark, read_marks
from extractors.tables.naming import infer_columns, with_words
from extractors.tables.natures import is_mark
from extractors.tables.signs import is_task_table
from extractors.values import value

_OWN_NUMBER = re.compile(r"[ \t]*(?:(\d{1,3})(?:\.(?!\d)|、)|(\([\d一二三四五六七八九十]{1,3}\)))")
_NO_UNIT = re.compile(r"[\W_无略]*$")
_NOTE = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、.{2,30}|备?注[:：].*)\s*", re.S)
"""What the first cell of a row holds that heads others or explains the table."""
_TOTAL = re.compile("[合总小共]计")
_OPENS_GROUP = re.compile(
    r"\s*(?:\(?[一二三四五六七八九十\d]{1,3}[)、.]|第[一二三四五六七八九十]{1,3}[章部分类]{1,2})\s*"
)
_CHAPTER = re.compile(r"\(?[一二三四五六七八九十]{1,3}[)、.]?")
_ENDS = re.compile("完成|完工|竣工|办结|截止|时限|期限|销号")
_BEGINS = re.compile("开始|开工|启动|起始|起止")


@value
class TableTask:
    """One row of a task table."""

    number: str | None
    start: int
    end: int
    """Span of the cells that word the task."""
    title: tuple[int, int]
    """Span of the cell that names it, the first of them or the only one."""
    statements: tuple[Statement, ...]


@value
class TaskTable:
    """The tasks of a table, its columns for a table that carries it on, and what was odd about it."""

    tasks: tuple[TableTask, ...]
    columns: Columns
    problems: tuple[Problem, ...] = ()


@value
class _Table:
    """A table as its rows are read."""

    reader: Reader
    marks: dict[str, Mark]
    columns: dict[int, Column] = field(default_factory=dict)

    def named(self, kind: str) -> list[int]:
        return [index for index, column in self.columns.items() if column.holds(kind)]


def read_table(reader: Reader, block: Block, above: TaskTable | None = None) -> TaskTable:
    """Return the tasks of a table's rows, none where its signs do not show a table of tasks.

    A table without a head that has as many columns as the one `above` carries it on (续表).
    """
    grid = build_grid(block.cells)
    table = _Table(reader, {})
    if above and above.columns and len(above.columns) == grid.width and carries_on(above.columns, grid):
        table = replace(table, columns=dict(above.columns))
    tasks: list[TableTask] = []
    problems: list[Problem] = []
    at = 0
    before: Row = {}
    groups = _groups(reader, grid)
    group: Statement | None = None
    if is_form(grid):
        grid = turn(grid)
    elif not table.columns and not any(find_head(grid, row, {}) for row in range(len(grid.rows))):
        table = _headed(table, grid.below(0), infer_columns(grid.below(0)), block)
    while at < len(grid.rows):
        headed = find_head(grid, at, table.columns)
        if headed:
            found, at = headed
            table = _headed(table, grid.below(at), found, block)
            problems += _unknown(table, grid.below(at))
            continue
        group = groups.get(at, group)
        row = carried(grid.rows[at], _carried(table.columns), before)
        if table.columns and at not in groups and not is_section(row) and (task := _task(table, row)):
            tasks.append(_under(task, group))
            before = row
        at += 1
    return TaskTable(tuple(_with_continuations(tasks)), table.columns, tuple(problems))


def _groups(reader: Reader, grid: Grid) -> dict[int, Statement | None]:
    """Return the rows of one cell that head the rows below, with the units that most of one style name.

    A row in another numbering than those of units stands below them, and ends none.
    """
    styles: dict[str, dict[int, Statement | None]] = {}
    for at, row in enumerate(grid.rows):
        if cell := _only_cell(row):
            opening = _OPENS_GROUP.match(reader.folded, cell.start, cell.end)
            start = opening.end() if opening else cell.start
            style = (
                re.sub("[一二三四五六七八九十]+", "一", re.sub(r"\d+", "1", opening[0])) if opening else ""
            )
            styles.setdefault(style, {})[at] = heading_statement(reader.text, reader.folded, start, cell.end)
    found: dict[int, Statement | None] = {}
    for rows in styles.values():
        named = [said for said in rows.values() if said]
        if named and 2 * len(named) >= sum(find_head(grid, at, {}) is None for at in rows):
            found |= rows
    return found


def _only_cell(row: Row) -> Cell | None:
    """Return the cell of a row that holds nothing else, over all columns or in the first of them."""
    filled = [cell for _, cell in _once(row)]
    if len(filled) == 1 or is_section(row):
        return filled[0] if filled and row[min(row)] is filled[0] else None
    return None


def _under(task: TableTask, group: Statement | None) -> TableTask:
    """Return the task with the units of the row that heads it, where it names none in their role."""
    if group is None:
        return task
    own = {mention.role for statement in task.statements for mention in statement.mentions}
    if own & {mention.role for mention in group.mentions} or (own and "lead" in own):
        return task
    return replace(task, statements=(*task.statements, group))


def _headed(table: _Table, grid: Grid, found: dict[int, Column], block: Block) -> _Table:
    """Return the table under the columns of a head, without any where they are not those of tasks."""
    found = {
        index: table.columns.get(index, OTHER) if c.kind == "unknown" else c for index, c in found.items()
    }
    columns = with_words(found, grid) if found else {}
    if not columns or not is_task_table(columns, grid):
        return replace(table, columns={})
    marks = table.marks
    if not marks and any(column.body for column in columns.values()):
        marks = read_marks(table.reader.folded, block.start, block.end)
    return replace(table, columns=columns, marks=marks)


def _unknown(table: _Table, grid: Grid) -> Iterator[Problem]:
    """Yield a finding for each column of units whose role is not known, and for marks left unexplained."""
    for column in table.columns.values():
        if column.role and not column.head.known and column.cell:
            message = f"The column {column.label} names units in a role that is not known."
            yield _finding(message, column.cell)
    matrix = [index for index, column in table.columns.items() if column.body]
    cells = {cell.text.strip(): cell for index in matrix for cell in grid.column(index)}
    open_ = [cell for sign, cell in sorted(cells.items()) if is_mark(sign) and sign not in table.marks]
    if len(open_) > 1:
        message = "The marks under the units differ, and no note says what they mean."
        yield _finding(message, open_[0])


def _finding(message: str, cell: Cell) -> Problem:
    return Problem(code="unknown-role", severity="warning", message=message, span=_span(cell))


def _span(cell: Cell) -> tuple[int, int]:
    return cell.start, cell.end


def _carried(columns: Columns) -> list[int]:
    return [index for index, c in columns.items() if c.role or c.kind in ("time", "area", "issue")]


def _task(table: _Table, row: Row) -> TableTask | None:
    """Return the task of a row, None if it words none."""
    filled = [(cell, table.columns[c]) for c, cell in _once(row) if c in table.columns]
    roles = [(cell, column.kind) for cell, column in filled]
    title = _title_of(roles)
    if title is None or (len(filled) < 3 and _NOTE.fullmatch(filled[0][0].text)) or _is_sum(filled):
        return None
    start, end = _span_of(title, roles)
    reader = table.reader
    mentions = tuple(_mentions(table, row))
    statement = Statement(start, end, "table", mentions, _deadline(table, row))
    statements: tuple[Statement, ...] = (statement,)
    if not any(column.role for column in table.columns.values()):
        statements = (*statements, *find_statements(reader, start, end))
    own = _OWN_NUMBER.match(reader.folded, title.start, title.end)
    numbered = next((cell.text.strip() for cell, column in filled if column.kind == "number"), None)
    number = own[1] or own[2] if own else numbered
    return TableTask(number, start, end, (title.start, title.end), statements)


def _once(row: Row) -> Iterator[tuple[int, Cell]]:
    """Yield the filled cells of a row, merged ones once."""
    seen: set[int] = set()
    for index, cell in row.items():
        if cell.text.strip() and id(cell) not in seen:
            seen.add(id(cell))
            yield index, cell


def _is_sum(filled: list[tuple[Cell, Column]]) -> bool:
    """Tell whether a row adds up the others, or heads some of them with a number and a name."""
    first = plain(filled[0][0].text)
    return bool(_TOTAL.fullmatch(first) or (len(filled) < 3 and _CHAPTER.fullmatch(first)))


def _title_of(filled: list[tuple[Cell, str]]) -> Cell | None:
    """Return the cell that names the task."""
    for wanted in ("task", "detail", "issue", "area"):
        for cell, role in filled:
            if role == wanted:
                return cell
    return None


def _span_of(title: Cell, filled: list[tuple[Cell, str]]) -> tuple[int, int]:
    """Return the span of the cells that word the task: its title and what says more, on both sides of it.

    A merged cell is printed once, above: what stands beside it in a later row stands behind it in the text.
    """
    at = next(place for place, (cell, _) in enumerate(filled) if cell is title)
    first = at
    while first and filled[first - 1][1] == "detail":
        first -= 1
    cells = [title, *(cell for cell, kind in filled[first:] if kind == "detail")]
    return min(cell.start for cell in cells), max(cell.end for cell in cells)


def _mentions(table: _Table, row: Row) -> Iterator[Mention]:
    """Yield the units of a row: of its cells, and of the heads that its marks stand under."""
    folded = table.reader.folded
    seen: set[int] = set()
    for index, column in table.columns.items():
        cell = row.get(index)
        if cell is None or not column.role or not cell.text.strip():
            continue
        if column.body:
            yield from read_mark(table.reader, table.marks, cell, column, column.body)
        elif id(cell) not in seen and not _NO_UNIT.match(folded, cell.start, cell.end):
            seen.add(id(cell))
            yield from read_units(table.reader, cell, column)


def _deadline(table: _Table, row: Row) -> DateHit | None:
    """Return by when a row is to be done: its column of time, else the cell of units or of both."""
    timed = [c for c in table.columns if table.columns[c].kind == "time" and not is_empty(row.get(c))]
    ends = [c for c in timed if _ENDS.search(table.columns[c].label)]
    open_ = [c for c in timed if not _BEGINS.search(table.columns[c].label)]
    joint = [c for c in table.named("time") if c not in timed]
    units = [c for c, column in table.columns.items() if column.role and not column.body]
    for index in (*(ends or open_ or timed), *joint, *units):
        cell = row.get(index)
        if cell and (hit := table.reader.deadline(cell.start, cell.end)):
            return hit
    return None


def _with_continuations(tasks: list[TableTask]) -> Iterator[TableTask]:
    """Yield the tasks with rows of the same merged cell of words made one."""
    waiting: TableTask | None = None
    for task in tasks:
        if waiting and waiting.title == task.title:
            both = tuple(_merged(waiting.statements, task.statements))
            start, end = min(waiting.start, task.start), max(waiting.end, task.end)
            waiting = replace(waiting, start=start, end=end, statements=both)
            continue
        if waiting:
            yield waiting
        waiting = task
    if waiting:
        yield waiting


def _merged(first: tuple[Statement, ...], second: tuple[Statement, ...]) -> Iterator[Statement]:
    """Yield the statements of the first row with the units that the second one adds."""
    known = first[0].mentions
    added = tuple(mention for mention in second[0].mentions if mention not in known)
    yield replace(first[0], mentions=known + added, deadline=first[0].deadline or second[0].deadline)
    yield from first[1:]
