"""HTML tables: their rows, and their cells on the grid."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from pipeline.formats.facts import Flowing, FrameCell

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MAX_COLUMNS = 200
"""Column from which spans are not followed: damaged pages claim spans of thousands."""


def find_rows(table: "LexborNode") -> list[list["LexborNode"]]:
    """Return the cells of each row of the table itself, not of tables inside it."""
    rows: list[list[LexborNode]] = []
    for child in table.iter():
        if child.tag == "tr":
            rows.append(_cells(child))
        elif child.tag in ("tbody", "thead", "tfoot"):
            rows += (_cells(row) for row in child.iter() if row.tag == "tr")
    return rows


def _cells(row: "LexborNode") -> list["LexborNode"]:
    return [cell for cell in row.iter() if cell.tag in ("td", "th")]


def build_cells(
    rows: Sequence[Sequence["LexborNode"]], read_cell: Callable[["LexborNode"], tuple[Flowing, ...]]
) -> tuple[FrameCell, ...]:
    """Return the cells at the top left of the grid places that they cover."""
    cells: list[FrameCell] = []
    taken: dict[int, int] = {}
    for row, nodes in enumerate(rows):
        column = 0
        for node in nodes:
            while taken.get(column, 0) > row:
                column += 1
            rowspan = min(_span(node, "rowspan", len(rows)), len(rows) - row) if column < MAX_COLUMNS else 1
            colspan = min(_span(node, "colspan", 1), max(1, MAX_COLUMNS - column))
            cells.append(FrameCell(row, column, rowspan, colspan, read_cell(node)))
            if rowspan > 1:
                taken |= dict.fromkeys(range(column, column + colspan), row + rowspan)
            column += colspan
    return tuple(cells)


def _span(node: "LexborNode", name: str, zero: int) -> int:
    """Return the span that the cell claims; 0 means up to the end."""
    value = (node.attributes.get(name) or "1").strip()
    if not (value.isascii() and value.isdigit() and len(value) < 6):
        return 1
    return int(value) or zero
