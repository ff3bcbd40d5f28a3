"""The text of table cells out of the lines printed in them."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from extractors.layout import Box, Cell
from pipeline.formats.grid import Grid, GridCell
from pipeline.formats.page import Line, RuledTable, place_lines
from pipeline.formats.spacing import join_pieces
from pipeline.formats.typography import ENDS, MARKER, unbreakable
from pipeline.structure.markers import LABEL
from pipeline.structure.reading_order import rows_of

_SLACK = 0.9
_MAX_PADDING = 0.8
"""Distance from border to text, in characters, that is padding and not room left free."""
_UNIT_END = re.compile(r"(?:厅|局|委|办|部|院|会|府|处|站|所|行|社|中心|公司|集团|大学)$")
_UNIT_START = re.compile(r"[省市县区州各国中]")
"""Two names of units, one a line: they part where the first fills its line, too."""


def fill_grid(grid: Grid, lines: Iterable[tuple[GridCell | None, Line]], number: int) -> RuledTable:
    """Return the table of a grid with the lines that stand in its cells."""
    held: dict[GridCell, list[Line]] = {cell: [] for cell in grid.cells}
    for cell, line in lines:
        if cell in held:
            held[cell].append(line)
    cells = tuple(_fill(cell, rows_of(inside)) for cell, inside in held.items())
    return RuledTable(cells, number, *grid.box, columns=grid.xs[:-1])


def _fill(cell: GridCell, rows: Sequence[Line]) -> Cell:
    text = join_rows(rows, cell.box)
    places = place_lines(text, rows)
    return Cell(text, cell.row, cell.column, cell.rowspan, cell.colspan, places=places)


def join_rows(rows: Sequence[Line], box: Box) -> str:
    """Return the paragraphs printed in a cell, joined over line ends, parted by line feeds."""
    if not rows:
        return ""
    size = rows[0].size
    width = box[2] - box[0] - 2 * _padding(rows, box)
    centred = all(abs(row.x0 - box[0] - box[2] + row.x1) < size for row in rows)
    text = rows[0].text
    for before, row in pairwise(rows):
        start = before.x0 if centred else box[0] + _padding(rows, box)
        room = width - (before.x1 - start)
        if _breaks(before.text, row.text, room / size):
            text += "\n" + row.text
        else:
            text = join_pieces([(text, 0.0, 0.0), (row.text, 0.2 * size, 0.0)], size)
    return text.strip()


def _padding(rows: Sequence[Line], box: Box) -> float:
    """Return the distance of the text from the left border, up to what is padding."""
    return min(max(0.0, min(row.x0 for row in rows) - box[0]), _MAX_PADDING * rows[0].size)


def _breaks(before: str, after: str, room: float) -> bool:
    """Return True if a paragraph ends between two lines; `room` is what the first one leaves free."""
    return begins_paragraph(before, after) or room > unbreakable(after) + _SLACK


def begins_paragraph(before: str, after: str) -> bool:
    """Return True if a line does not go on with the one before, however full that is.

    >>> begins_paragraph("1.略。", "2.略"), begins_paragraph("省财政厅", "省教育厅")
    (True, True)
    >>> begins_paragraph("牵头单位：省财政厅", "责任单位：省教育厅")
    True
    >>> begins_paragraph("商务部、国务院", "国资委")
    False
    """
    if LABEL.match(after) or (before.endswith(ENDS) and MARKER.match(after)):
        return True
    return "、" not in before and bool(_UNIT_END.search(before) and _UNIT_START.match(after))
