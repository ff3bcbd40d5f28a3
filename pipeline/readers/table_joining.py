"""Tables that run over pages: repeated headers dropped, rows and cells cut by the page break put together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.layout import Block, Box, Cell
from pipeline.readers.cell_text import begins_paragraph
from pipeline.readers.page import RuledTable

_NUMBER = re.compile(r"[\d一二三四五六七八九十]{1,4}[.、．]?|[(（][\d一二三四五六七八九十]{1,3}[)）]")
_NUMBER_HEADER = re.compile(r"\s*(?:序\s*号|编\s*号|No\.?)\s*", re.I)
_ENDS = tuple("。；！？;!?")
_OPEN = ("、", "，", ",", "（", "(")
_SAME = 6.0
"""Distance in points up to which column edges of two pages are the same."""
_HEADER_ROWS = 3
"""Rows that a repeated header has at most."""


@dataclass(frozen=True, slots=True)
class _Joined:
    """A table over one or more pages."""

    cells: tuple[Cell, ...]
    edges: tuple[float, ...]
    """Column edges from the left border, the right border included."""
    page: int
    last_page: int
    box: Box

    @property
    def height(self) -> int:
        return max(cell.row + cell.rowspan for cell in self.cells)

    def row(self, number: int) -> dict[int, Cell]:
        """Return the cells that reach into a row, by column."""
        return {c.column: c for c in self.cells if c.row <= number < c.row + c.rowspan}


def join_tables(tables: Sequence[RuledTable]) -> Iterator[Block]:
    """Yield the blocks of tables that follow each other without text between them.

    A table at the top of a page that has the borders of the one before it goes on with that one.
    """
    joined: _Joined | None = None
    for part in map(_single, tables):
        if joined and part.page > joined.last_page and (edges := _shared_edges(joined, part)):
            joined = _append(_on_edges(joined, edges), _on_edges(part, edges))
            continue
        if joined:
            yield Block("table", cells=joined.cells, page=joined.page, box=joined.box)
        joined = part
    if joined:
        yield Block("table", cells=joined.cells, page=joined.page, box=joined.box)


def _single(table: RuledTable) -> _Joined:
    edges = tuple(x - table.x0 for x in (*table.columns, table.x1))
    return _Joined(table.cells, edges, table.page, table.page, table.box)


def _shared_edges(first: _Joined, second: _Joined) -> tuple[float, ...]:
    """Return the column edges of both tables, none if they are different tables."""
    edges = list(first.edges)
    edges += [x for x in second.edges if all(abs(x - known) > _SAME for known in first.edges)]
    few = len(edges) <= max(len(first.edges), len(second.edges)) + 1
    same_width = abs(first.edges[-1] - second.edges[-1]) <= _SAME
    return tuple(sorted(edges)) if few and same_width else ()


def _on_edges(table: _Joined, edges: tuple[float, ...]) -> _Joined:
    """Return the table with its columns counted on finer edges."""
    if len(edges) == len(table.edges):
        return table
    at = [min(range(len(edges)), key=lambda i: abs(edges[i] - x)) for x in table.edges]
    cells = tuple(
        replace(c, column=at[c.column], colspan=at[c.column + c.colspan] - at[c.column]) for c in table.cells
    )
    return replace(table, cells=cells, edges=edges)


def _append(table: _Joined, part: _Joined) -> _Joined:
    rows = _without_header(table, part)
    if not rows:
        return replace(table, last_page=part.page)
    cells = _knit(list(table.cells), table, rows)
    return replace(table, cells=tuple(cells), last_page=part.page)


def _without_header(table: _Joined, part: _Joined) -> tuple[Cell, ...]:
    """Return the cells of the part without the rows that repeat the header."""
    repeated = 0
    while repeated < min(_HEADER_ROWS, part.height) and _same_row(table, part, repeated):
        repeated += 1
    return tuple(replace(c, row=c.row - repeated) for c in part.cells if c.row >= repeated)


def _same_row(table: _Joined, part: _Joined, number: int) -> bool:
    if number >= table.height:
        return False
    texts = [{at: re.sub(r"\s", "", cell.text) for at, cell in t.row(number).items()} for t in (table, part)]
    return texts[0] == texts[1] and sum(bool(text) for text in texts[0].values()) > 1


def _knit(cells: list[Cell], table: _Joined, rows: Sequence[Cell]) -> list[Cell]:
    """Return the cells with the rows below them, what the page break cut put together."""
    above = table.row(table.height - 1)
    first = {cell.column: cell for cell in rows if cell.row == 0}
    cut = _is_cut(table, above, first)
    shift = table.height - (1 if cut else 0)
    for cell in rows:
        upper = above.get(cell.column) if cell.row == 0 else None
        if upper and upper.colspan == cell.colspan and (cut or _reaches_down(upper, cell, first, above)):
            text = _join_text(upper.text, cell.text)
            span = shift + cell.rowspan - upper.row
            cells[cells.index(upper)] = replace(upper, text=text, rowspan=span)
        else:
            cells.append(replace(cell, row=cell.row + shift))
    return cells


def _is_cut(table: _Joined, above: dict[int, Cell], first: dict[int, Cell]) -> bool:
    """Return True if the first row on a page is the rest of the row above."""
    if len(first) == 1 or above.keys() != first.keys():
        return False
    key = _key_column(table)
    if key in first and first[key].text.strip():
        return False
    if key in first:
        return not _is_whole(above, first)
    return _breaks_off(above, first)


def _is_whole(above: dict[int, Cell], first: dict[int, Cell]) -> bool:
    """Return True for a row of its own under a merged number: filled to its end, below closed sentences."""
    filled = [at for at, cell in first.items() if cell.text.strip()]
    if len(filled) < 2 or filled != sorted(first)[-len(filled) :]:
        return False
    uppers = [above[at].text.rstrip() for at in filled]
    return any(text.endswith("。") for text in uppers) and not any(text.endswith(_OPEN) for text in uppers)


def _breaks_off(above: dict[int, Cell], first: dict[int, Cell]) -> bool:
    """Return True if a cell is empty and those that are not go on with an open sentence."""
    filled = [at for at, cell in first.items() if cell.text.strip()]
    if not filled or len(filled) == len(first):
        return False
    return not any(above[at].text.rstrip().endswith(_ENDS) or not above[at].text.strip() for at in filled)


def _reaches_down(upper: Cell, cell: Cell, first: dict[int, Cell], above: dict[int, Cell]) -> bool:
    """Return True if an empty cell under a page break is the rest of a merged one."""
    if cell.text.strip() or not upper.text.strip():
        return False
    spans = upper.rowspan > 1 or cell.rowspan > 1
    leading = all(at >= cell.column or not other.text.strip() for at, other in first.items())
    return spans or (leading and len(first) > 1 and above.keys() == first.keys())


def _key_column(table: _Joined) -> int | None:
    """Return the column that numbers the rows, None if there is none."""
    for cell in table.cells:
        if cell.row < _HEADER_ROWS and _NUMBER_HEADER.fullmatch(cell.text):
            return cell.column
    for column in range(len(table.edges) - 1):
        texts = [c.text.strip() for c in table.cells if c.column == column and c.row]
        if len(texts) > 1 and sum(bool(_NUMBER.fullmatch(text)) for text in texts) > 0.6 * len(texts):
            return column
    return None


def _join_text(upper: str, lower: str) -> str:
    r"""Return the text of a cell that a page break cut.

    >>> _join_text("省财政", "厅"), _join_text("1.略。", "2.略。"), _join_text("省财政厅", "")
    ('省财政厅', '1.略。\n2.略。', '省财政厅')
    """
    parted = lower and (upper.endswith(_ENDS) or begins_paragraph(upper, lower))
    return f"{upper}\n{lower}" if parted else upper + lower
