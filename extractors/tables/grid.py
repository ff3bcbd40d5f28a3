"""A table as rows and columns of cells, merged ones at every place that they cover."""

import re
from collections.abc import Iterable, Iterator

from extractors.layout import Cell
from extractors.values import value

Row = dict[int, Cell]
"""The cells of a row by column."""
_SAME = re.compile(r'[\s(]*(?:同(?:上|前)?|〃|"|″|”|“|,,|如上)[\s)]*')
"""What a cell prints that goes on with the one above it."""
_ENOUGH = 200
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


def is_empty(cell: Cell | None) -> bool:
    """Tell whether a cell holds nothing, or a dash that stands for nothing."""
    return cell is None or not any(map(str.isalnum, cell.text))


def is_section(row: Row) -> bool:
    """Tell whether a row is one cell over all columns, or fills only its first one with a heading."""
    return len(row) > 1 and len({id(cell) for cell in row.values()}) == 1


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
