"""A table as rows and columns of cells, merged ones at every place that they cover."""

import re
from collections.abc import Iterable, Iterator

from extractors.layout import Cell
from extractors.values import value

Row = dict[int, Cell]
"""The cells of a row by column."""
_SAME = re.compile(r'[\s(]*(?:同(?:上|前)?|〃|"|″|”|“|,,|如上)[\s)]*')
"""What a cell prints that goes on with the one above it."""
_ENOUGH = 60
"""Rows that show what a table holds; a table of more heads is read in time that grows with its rows."""


@value
class Grid:
    """The rows of a table from top to bottom."""

    rows: tuple[Row, ...]

    @property
    def width(self) -> int:
        """Number of columns."""
        return max((column for row in self.rows for column in row), default=-1) + 1

    def below(self, first: int) -> "Grid":
        """Return the rows from `first` on, as many as it takes to see what they are."""
        return Grid(self.rows[first : first + _ENOUGH])

    def column(self, index: int) -> Iterator[Cell]:
        """Yield the cells of a column, each once."""
        last = None
        for row in self.rows:
            if (cell := row.get(index)) and cell is not last:
                yield cell
            last = cell

    def texts(self, index: int) -> list[str]:
        """Return what the filled cells of a column hold."""
        return [text for cell in self.column(index) if (text := cell.text.strip())]


def build_grid(cells: Iterable[Cell]) -> Grid:
    """Return the grid of a table's cells.

    >>> grid = build_grid([Cell("甲", 0, 0, rowspan=2), Cell("乙", 0, 1), Cell("丙", 1, 1)])
    >>> [[cell.text for cell in row.values()] for row in grid.rows]
    [['甲', '乙'], ['甲', '丙']]
    """
    places: dict[int, Row] = {}
    for cell in cells:
        for at in range(cell.row, cell.row + max(1, cell.rowspan)):
            row = places.setdefault(at, {})
            for column in range(cell.column, cell.column + max(1, cell.colspan)):
                row.setdefault(column, cell)
    return Grid(tuple(dict(sorted(places[at].items())) for at in sorted(places)))


def turn(grid: Grid) -> Grid:
    """Return a form, whose names stand in its first and third column, with them as its first row.

    >>> form = build_grid([Cell("任务", 0, 0), Cell("普查", 0, 1), Cell("时限", 1, 0), Cell("年底", 1, 1)])
    >>> [[cell.text for cell in row.values()] for row in turn(form).rows]
    [['任务', '时限'], ['普查', '年底']]
    """
    pairs = [pair for row in grid.rows for pair in name_and_value(row)]
    return Grid((dict(enumerate(name for name, _ in pairs)), dict(enumerate(value for _, value in pairs))))


def name_and_value(row: Row) -> Iterator[tuple[Cell, Cell]]:
    """Yield the names in a row of a form, each with the cell to its right."""
    for name in (0, 2):
        if name in row and name + 1 in row and row[name] is not row[name + 1]:
            yield row[name], row[name + 1]


def is_empty(cell: Cell | None) -> bool:
    """Tell whether a cell holds nothing, or a dash that stands for nothing."""
    return cell is None or not any(map(str.isalnum, cell.text))


def is_section(row: Row) -> bool:
    """Tell whether a row is one cell over all columns: a title, or the heading of the rows below.

    What writes tables without merged cells repeats such a cell in each column.
    """
    if len(row) < 2 or len({cell.text for cell in row.values()}) > 1:
        return False
    return len({id(cell) for cell in row.values()}) == 1 or (
        len(row) > 2 and not any(map(is_empty, row.values()))
    )


def repeats(cell: Cell) -> bool:
    """Tell whether a cell only says that it holds what the one above it holds.

    >>> [repeats(Cell(text, 1, 0)) for text in ("同上", "〃", "市水利局")]
    [True, True, False]
    """
    return len(cell.text) <= 8 and bool(_SAME.fullmatch(cell.text))


def carried(row: Row, columns: Iterable[int], above: Row) -> Row:
    """Return a row with cells of the columns that say 同上 replaced by the ones above them."""
    same = {c: above[c] for c in columns if c in row and c in above and repeats(row[c])}
    return {**row, **same} if same else row
