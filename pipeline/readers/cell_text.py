"""The text of table cells out of the lines printed in them."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from extractors.layout import Box, Cell
from pipeline.readers.grid import Grid, GridCell
from pipeline.readers.markers import ENDS, MARKER, unbreakable
from pipeline.readers.page import Line, RuledTable
from pipeline.readers.reading_order import rows_of
from pipeline.readers.spacing import join_pieces

_SLACK = 0.6
_MAX_PADDING = 1.2
"""Distance from border to text, in characters, that is padding and not room left free."""


def fill_grid(grid: Grid, lines: Iterable[tuple[GridCell | None, Line]], number: int) -> RuledTable:
    """Return the table of a grid with the lines that stand in its cells."""
    held: dict[GridCell, list[Line]] = {cell: [] for cell in grid.cells}
    for cell, line in lines:
        if cell in held:
            held[cell].append(line)
    cells = tuple(
        Cell(build_cell_text(inside, g.box), g.row, g.column, g.rowspan, g.colspan)
        for g, inside in held.items()
    )
    return RuledTable(cells, number, *grid.box, columns=grid.xs[:-1])


def build_cell_text(lines: Sequence[Line], box: Box) -> str:
    """Return the paragraphs printed in a cell, joined over line ends, parted by line feeds."""
    rows = rows_of(lines)
    if not rows:
        return ""
    size = rows[0].size
    padding = min(max(0.0, min(min(row.x0 - box[0], box[2] - row.x1) for row in rows)), _MAX_PADDING * size)
    text = rows[0].text
    for before, row in pairwise(rows):
        if _breaks(before, row, box, padding):
            text += "\n" + row.text
        else:
            text = join_pieces([(text, 0.0, 0.0), (row.text, 0.2 * size, 0.0)], size)
    return text.strip()


def _breaks(before: Line, row: Line, box: Box, padding: float) -> bool:
    """Return True if a paragraph ends between two lines of a cell."""
    if before.text.endswith(ENDS) and MARKER.match(row.text):
        return True
    needed = (unbreakable(row.text) + _SLACK) * before.size
    beside = box[2] - padding - before.x1
    around = box[2] - box[0] - 2 * padding - (before.x1 - before.x0)
    return min(beside, around) > needed
