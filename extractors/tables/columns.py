"""The head of a table, of one to three rows, and what its columns hold; or what they show without one."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from extractors.agencies.units import is_unit
from extractors.folding import fold
from extractors.layout import Cell
from extractors.outline.actions import is_action
from extractors.tables.grid import Grid, Row, is_section, name_and_value, repeats
from extractors.tables.heads import LONGEST, ROLES, Head, names_period, plain, read_head
from extractors.tables.natures import is_mark, opens_with_times, read_nature, without_opening
from extractors.values import value

_MOST_LEVELS = 3
_PLACE = re.compile(r"(?:所在|所属|实施|有关|涉及)?[县市区州旗乡镇街道村地社]{1,4}")
_OF_BODIES = re.compile(r"(?:单位|部门|机构|科室|处室|股室|院系)(?:名称)?$")
_LONGEST_FORM = 20
_WORDS = ("task", "content", "detail", "issue", "check")
"""What words a task, the first of them first."""
_WORDED = ("short", "text", "unit")
_LONGEST_BODY = 20
OF_UNITS = 0.5
"""Share of the filled cells that must look like units where the head does not tell that they are."""
AGREES = 0.8
"""Share of the cells that must look alike for a column without a head to show what it holds."""
_AMOUNT = re.compile(r"\d(?:%|[百千万亿]?(?:公里|千米|米|平方米|亩|元|个|座|处|套|户|台|吨|家|栋|所|人))")


@value
class Column:
    """What the cells of a column hold, and the words of its head."""

    head: Head
    label: str = ""
    cell: Cell | None = None
    """The cell that the head is printed in."""
    body: Cell | None = None
    """The cell that names the unit to which the marks of the column belong."""

    named: bool = True
    """Whether the head says so, and not only how the cells look."""

    @property
    def kind(self) -> str:
        """What the cells hold first."""
        return self.head.kinds[0]

    @property
    def role(self) -> str:
        """The role of the units in the column, empty if it holds none."""
        return self.head.role

    def holds(self, kind: str) -> bool:
        """Tell whether the cells hold that, alone or beside something else."""
        return kind in self.head.kinds


Columns = Mapping[int, Column]
OTHER = Column(Head(("other",)))


def find_head(grid: Grid, at: int, above: Columns) -> tuple[dict[int, Column], int] | None:
    """Return the columns that the head beginning in row `at` names, and the first row below it.

    Under a head (`above`) another one must be named through: a row of words is none.
    """
    row = grid.rows[at]
    if is_section(row) or not _may_head(row, all if above else any):
        return None
    end = at + 1
    while end < min(len(grid.rows), at + _MOST_LEVELS) and _goes_on(grid, at, end):
        end += 1
    rows = grid.below(end)
    found = {index: _column(grid.rows[at:end], rows, index) for index in row}
    printed = {id(column.cell): column for column in found.values() if column.cell}
    kinds = [column.kind for column in printed.values() if column.kind != "unknown"]
    if len(kinds) < max(2, len(printed) - 2) or 2 * len(kinds) < len(printed):
        return None
    if above and (len(kinds) < len(printed) or not {"number", *ROLES} & set(kinds)):
        return None
    if not any(kind in ROLES or kind in _WORDS or kind == "indicator" for kind in kinds):
        return None
    found = {index: _settled(rows, index, column) for index, column in found.items()}
    return with_units(found, rows), end


def with_units(columns: Columns, grid: Grid) -> dict[int, Column]:
    """Return the columns with those told that name who answers only by what stands beside them.

    Beside units a column of places (县区) is an area; without any, a column of bodies answers.
    """
    if any(column.role and column.head.known and not column.head.bare for column in columns.values()):
        places = {i for i, c in columns.items() if c.role and not c.head.known and _PLACE.fullmatch(c.label)}
        return {i: replace(c, head=Head(("area",))) if i in places else c for i, c in columns.items()}
    if any(column.role for column in columns.values()):
        return dict(columns)
    bodies = [
        index
        for index, column in columns.items()
        if (_of_units(grid.texts(index)) and _OF_BODIES.search(column.label))
        or (
            column.kind in ("unknown", "area", "other")
            and agree([read_nature(text) for text in grid.texts(index)], "unit")
        )
    ]
    answer = Head(("responsible",), known=False)
    return {i: replace(c, head=answer) if i in bodies[:1] else c for i, c in columns.items()}


def carries_on(columns: Columns, grid: Grid) -> bool:
    """Tell whether the rows of a table without a head may stand under the columns of the one above it.

    Numbers stand in its column of numbers, and no sentences in that of units.
    """
    for index, column in columns.items():
        looks = [read_nature(text) for text in grid.texts(index)]
        odd = [look for look in looks if (column.kind == "number" and look in _WORDED)]
        odd += [look for look in looks if column.role and not column.body and look == "text"]
        if 2 * len(odd) > len(looks):
            return False
    return True


def worded_years(columns: Columns) -> list[int]:
    """Return the columns of years or quarters that say in words what is done in them."""
    return [i for i, c in columns.items() if c.kind in ("task", "detail") and names_period(c.label)]


def is_form(grid: Grid) -> bool:
    """Tell whether a table is a form of one task: names down its sides, what they hold beside them."""
    if grid.width not in (2, 4) or not 2 < len(grid.rows) <= _LONGEST_FORM:
        return False
    kinds = [_kind(name) for row in grid.rows for name, _ in name_and_value(row)]
    return len(kinds) > 2 and None not in kinds and "task" in kinds and not ROLES.isdisjoint(kinds)


def _may_head(row: Row, which: Callable[[Iterable[object]], bool]) -> bool:
    """Tell whether any or all cells of a row are heads: a cheap look before its columns are read."""
    return which(_kind(cell) or is_unit(plain(cell.text)) for cell in row.values() if cell.text.strip())


def _goes_on(grid: Grid, at: int, end: int) -> bool:
    """Tell whether a row is one more level of the head that begins in row `at`.

    It parts some cells of the head (责任分工 over 牵头 | 配合) and leaves others as they are.
    """
    row, before = grid.rows[end], grid.rows[end - 1]
    fresh = {c: cell for c, cell in row.items() if before.get(c) is not cell and cell.text.strip()}
    if not fresh or len(fresh) == len(row) or is_section(row):
        return False
    if any(_kind(grid.rows[at].get(c)) == "number" for c in fresh):
        return False
    rows, top = grid.below(end + 1), grid.rows[at]
    return all(
        _kind(cell)
        or _is_body(rows, c, cell)
        or _is_kind_of_unit(rows, c, cell, top)
        or (len(plain(cell.text)) <= LONGEST and _is_wide(before, c))
        for c, cell in fresh.items()
    )


def _is_wide(row: Row, index: int) -> bool:
    """Tell whether a head stands over several columns: merged, printed again, or with nothing beside it."""
    above = _at_or_left(row, index)
    beside = [row[c] for c in (index - 1, index, index + 1) if c in row and row[c] is not above]
    return above is not None and (
        above.colspan > 1 or any(c.text.strip() in ("", above.text) for c in beside)
    )


def _kind(cell: Cell | None) -> str | None:
    head = read_head(plain(cell.text)) if cell and len(cell.text) <= 3 * LONGEST else None
    return head.kinds[0] if head else None


def _is_body(rows: Grid, index: int, cell: Cell) -> bool:
    """Tell whether a head names a unit whose part in each row a mark below tells: a column of a matrix."""
    words = plain(cell.text)
    if not 1 < len(words) <= _LONGEST_BODY:
        return False
    texts = rows.texts(index)
    marked = bool(texts) and all(is_mark(text) or _says_role(text) for text in texts)
    return marked and (is_unit(words) or (any(map(is_mark, texts)) and read_head(words) is None))


def _is_kind_of_unit(rows: Grid, index: int, cell: Cell, top: Row) -> bool:
    """Tell whether a head parts the units under the one above it: 责任单位 over 市级 | 区级 | 企业."""
    above = _at_or_left(top, index)
    head = read_head(plain(above.text)) if above and len(above.text) <= 3 * LONGEST else None
    return bool(head and head.role) and len(plain(cell.text)) <= LONGEST and _of_units(rows.texts(index))


def _at_or_left(row: Row, index: int) -> Cell | None:
    """Return the cell of a head at a place, or the one to its left that was merged over it (GFM has none)."""
    return next((cell for c in range(index, -1, -1) if (cell := row.get(c)) and cell.text.strip()), None)


def _of_units(texts: list[str]) -> bool:
    return bool(texts) and sum(read_nature(text) == "unit" for text in texts) >= OF_UNITS * len(texts)


def _says_role(text: str) -> bool:
    head = read_head(plain(text)) if len(text) <= 6 else None
    return bool(head and head.role and head.known)


def _column(levels: Sequence[Row], rows: Grid, index: int) -> Column:
    """Return what a column holds by its head cells from top to bottom: the lowest one that says it."""
    low = next((cell for row in levels[::-1] if (cell := row.get(index)) and cell.text.strip()), None)
    merged = len(levels) > 1 and low is not None and low is levels[-1].get(index)
    found = (_at_or_left(row, index) if merged else row.get(index) for row in levels)
    cells = {id(cell): cell for cell in found if cell and cell.text.strip()}
    chain = list(cells.values())
    if not chain:
        return Column(Head(("unknown",)))
    heads = [read_head(plain(cell.text)) if len(cell.text) <= 3 * LONGEST else None for cell in chain]
    above = next(((h, c) for h, c in zip(heads, chain, strict=True) if h and h.role and not h.bare), None)
    lowest, cell = heads[-1], chain[-1]
    if _is_body(rows, index, cell):
        head, label = (
            (above[0], plain(above[1].text)) if above else (Head(("responsible",)), plain(cell.text))
        )
        return Column(head, label, cell, cell)
    if above and (lowest is None or lowest.bare):
        return Column(above[0], plain(above[1].text), cell)
    head = lowest or next((head for head in reversed(heads) if head), None) or Head(("unknown",))
    return Column(head, plain(cell.text), cell)


def _settled(grid: Grid, index: int, column: Column) -> Column:
    """Return the column with what its head leaves open told by its cells: 单位, 2026年目标, 时序进度."""
    if (
        column.holds("time")
        and column.kind in ("time", "task", "content", "detail")
        and _says_steps(grid.texts(index))
    ):
        return replace(column, head=Head(("schedule", "time")))
    if column.kind == "unknown" and opens_with_times(grid.texts(index)):
        return replace(column, head=Head(("schedule", "time")))
    if column.kind == "detail" and _are_times(grid, index):
        return replace(column, head=Head(("time",)))
    if column.kind == "value" and not column.body and _says_more(grid.texts(index)):
        return replace(column, head=Head(("detail",)))
    if column.kind == "unknown" or column.body or not column.role:
        return column
    if column.head.known and not column.head.bare:
        return column
    if _of_units(grid.texts(index)):
        return column
    return replace(column, head=Head(("measure" if column.head.bare else "other",)))


def _says_more(texts: list[str]) -> bool:
    """Tell whether the cells of a year or quarter say in words what is done in it."""
    return sum(read_nature(text) in ("text", "short") for text in texts) * 2 > len(texts) > 0


def _are_times(grid: Grid, index: int) -> bool:
    """Tell whether the cells of a column mostly give a time and nothing else: 完成要求 over 6月底前."""
    texts = [cell.text for cell in grid.column(index) if cell.text.strip() and not repeats(cell)]
    return agree([read_nature(text) for text in texts], "time")


def _says_steps(texts: list[str]) -> bool:
    """Tell whether the cells of a column of times say what is done by each."""
    said = [without_opening(fold(text)) for text in texts if read_nature(text) in ("text", "short")]
    if 2 * len(said) <= len(texts):
        return False
    return 2 * sum(map(is_action, said)) > len(texts) or 3 * sum(map(_says_amount, said)) >= len(texts)


def _says_amount(text: str) -> bool:
    """Tell whether a cell says how far the work is to come by then: 主体完成40%."""
    return _AMOUNT.search(text) is not None


def agree(look: list[str], nature: str) -> bool:
    return len(look) > 1 and sum(each == nature for each in look) >= AGREES * len(look)


def actions(grid: Grid, index: int) -> float:
    """Return the share of a column's cells that open with a thing to do."""
    texts = [without_opening(fold(text)) for text in grid.texts(index)]
    return sum(map(is_action, texts)) / len(texts) if texts else 0.0
