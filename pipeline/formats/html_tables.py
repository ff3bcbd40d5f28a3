"""HTML tables: which hold data, and which only place parts of the page; their cells on the grid."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from extractors.layout import Cell
from pipeline.structure.layout_tables import is_data as holds_columns

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


def is_data(table: "LexborNode", rows: Sequence[Sequence["LexborNode"]]) -> bool:
    """Return True for a table with columns, and not one that only places what stands in it."""
    if table.attributes.get("role") == "presentation":
        return False
    lengths = [[_length(cell) for cell in row] for row in rows]
    nested = sum(_length(inner) for inner in table.css("table") if inner.mem_id != table.mem_id)
    return holds_columns(lengths, _length(table), nested)


def _length(node: "LexborNode") -> int:
    return len(node.text().replace("\ufdd0", "").strip())


def build_cells(
    rows: Sequence[Sequence["LexborNode"]], read_cell: Callable[["LexborNode"], str]
) -> tuple[Cell, ...]:
    """Return the cells at the top left of the grid places that they cover."""
    cells: list[Cell] = []
    taken: dict[int, int] = {}
    for row, nodes in enumerate(rows):
        column = 0
        for node in nodes:
            while taken.get(column, 0) > row:
                column += 1
            rowspan = min(_span(node, "rowspan", len(rows)), len(rows) - row) if column < MAX_COLUMNS else 1
            colspan = min(_span(node, "colspan", 1), max(1, MAX_COLUMNS - column))
            cells.append(Cell(read_cell(node), row, column, rowspan, colspan))
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
