"""Tables that run over pages: repeated headers dropped, rows and cells cut by the page break put together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.layout import Block, Box, Cell, shift
from extractors.tables.heads import find_kind
from pipeline.formats.page import RuledTable
from pipeline.structure.tables.cell_text import begins_paragraph

_NUMBER = re.compile(r"[\d一二三四五六七八九十]{1,4}[.、．]?|[(（][\d一二三四五六七八九十]{1,3}[)）]")
_ENDS = tuple("。；！？;!?")
_OPEN = ("、", "，", ",", "（", "(")
_SAME = 6.0
"""Distance in points up to which column edges of two pages are the same."""
_HEADER_ROWS = 3
"""Rows that a repeated header has at most."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A table of one page, or one over several pages as far as the next page needs to know it."""

    cells: tuple[Cell, ...]
    """All cells of a page; of a joined table those that reach into its last row."""
    edges: tuple[float, ...]
    """Column edges from the left border, the right border included."""
    height: int
    head: tuple[dict[int, str], ...]
    """The first rows, which may be a header that is repeated: texts without spaces by column."""
    key: int | None
    """The column that numbers the rows."""
    page: int
    box: Box


def join_tables(tables: Sequence[RuledTable]) -> Iterator[Block]:
    """Yield the blocks of tables that follow each other without text between them.

    A table at the top of a page that has the borders of the one before it goes on with that one.
    """
    run: list[_Part] = []
    for part in map(_single, tables):
        if run and not (part.page > run[-1].page and _shared_edges(run[0].edges, part.edges)):
            yield _join(run)
            run = []
        run.append(part)
    if run:
        yield _join(run)


def _join(run: Sequence[_Part]) -> Block:
    """Return the table of parts that belong together."""
    edges = run[0].edges
    for part in run:
        edges = _shared_edges(edges, part.edges) or edges
    parts = [_on_edges(part, edges) for part in run]
    table = parts[0]
    cells: list[Cell] = []
    for part in parts[1:]:
        closed, table = _append(table, part)
        cells.extend(closed)
    cells = sorted((*cells, *table.cells), key=lambda cell: (cell.row, cell.column))
    return Block("table", cells=tuple(cells), page=run[0].page, box=run[0].box)


def _single(table: RuledTable) -> _Part:
    edges = tuple(x - table.x0 for x in (*table.columns, table.x1))
    height = max(cell.row + cell.rowspan for cell in table.cells)
    return _Part(table.cells, edges, height, (), _key_column(table.cells), table.page, table.box)


def _row(cells: Sequence[Cell], number: int) -> dict[int, Cell]:
    """Return the cells that reach into a row, by column."""
    return {c.column: c for c in cells if c.row <= number < c.row + c.rowspan}


def _shared_edges(first: tuple[float, ...], second: tuple[float, ...]) -> tuple[float, ...]:
    """Return the column edges of both tables, none if they are different tables."""
    edges = [*first, *(x for x in second if all(abs(x - known) > _SAME for known in first))]
    few = len(edges) <= max(len(first), len(second)) + 1
    return tuple(sorted(edges)) if few and abs(first[-1] - second[-1]) <= _SAME else ()


def _on_edges(part: _Part, edges: tuple[float, ...]) -> _Part:
    """Return the part with its columns counted on the edges of the whole table, and its head rows."""
    at = [min(range(len(edges)), key=lambda i: abs(edges[i] - x)) for x in part.edges]
    cells = part.cells
    if at != list(range(len(edges))):
        cells = tuple(
            replace(c, column=at[c.column], colspan=max(1, at[c.column + c.colspan] - at[c.column]))
            for c in part.cells
        )
    rows = range(min(_HEADER_ROWS, part.height))
    head = tuple({at: re.sub(r"\s", "", c.text) for at, c in _row(cells, row).items()} for row in rows)
    return replace(part, cells=cells, edges=edges, head=head, key=_key_column(cells))


def _append(table: _Part, part: _Part) -> tuple[list[Cell], _Part]:
    """Return the cells that the part closes, and the table with the part."""
    rows = _without_header(table, part)
    if not rows:
        return [], replace(table, page=part.page)
    cells = _knit(table, rows)
    height = max(cell.row + cell.rowspan for cell in cells)
    last = {id(cell) for cell in _row(cells, height - 1).values()}
    closed = [cell for cell in cells if id(cell) not in last]
    still = tuple(cell for cell in cells if id(cell) in last)
    key = part.key if table.key is None else table.key
    return closed, replace(table, cells=still, height=height, key=key, page=part.page)


def _without_header(table: _Part, part: _Part) -> tuple[Cell, ...]:
    """Return the cells of the part without the rows that repeat the header."""
    repeated = 0
    for first, row in zip(table.head, part.head, strict=False):
        if first != row or sum(bool(text) for text in row.values()) < 2:
            break
        repeated += 1
    return tuple(replace(c, row=c.row - repeated) for c in part.cells if c.row >= repeated)


def _knit(table: _Part, rows: Sequence[Cell]) -> list[Cell]:
    """Return the cells of the table with the rows below them, what the page break cut put together."""
    above = _row(table.cells, table.height - 1)
    first = {cell.column: cell for cell in rows if cell.row == 0}
    cut = _is_cut(table.key, above, first)
    shift = table.height - (1 if cut else 0)
    grown: dict[int, Cell] = {}
    below: list[Cell] = []
    for cell in rows:
        upper = above.get(cell.column) if cell.row == 0 else None
        if upper and upper.colspan == cell.colspan and (cut or _reaches_down(upper, cell, first, above)):
            grown[id(upper)] = replace(_joined(upper, cell), rowspan=shift + cell.rowspan - upper.row)
        else:
            below.append(replace(cell, row=cell.row + shift))
    return [*(grown.get(id(cell), cell) for cell in table.cells), *below]


def _is_cut(key: int | None, above: dict[int, Cell], first: dict[int, Cell]) -> bool:
    """Return True if the first row on a page is the rest of the row above."""
    if len(first) == 1 or above.keys() != first.keys():
        return False
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


def _key_column(cells: Sequence[Cell]) -> int | None:
    """Return the column that numbers the rows, None if there is none."""
    texts: dict[int, list[str]] = {}
    for cell in cells:
        if cell.row < _HEADER_ROWS and find_kind(cell.text) == "number":
            return cell.column
        if cell.row:
            texts.setdefault(cell.column, []).append(cell.text.strip())
    for column, each in sorted(texts.items()):
        if len(each) > 1 and sum(bool(_NUMBER.fullmatch(text)) for text in each) > 0.6 * len(each):
            return column
    return None


def _joined(upper: Cell, lower: Cell) -> Cell:
    """Return the cell that a page break cut into these two."""
    text = _join_text(upper.text, lower.text)
    return replace(
        upper, text=text, places=(*upper.places, *shift(lower.places, len(text) - len(lower.text)))
    )


def _join_text(upper: str, lower: str) -> str:
    r"""Return the text of a cell that a page break cut.

    >>> _join_text("省财政", "厅"), _join_text("1.略。", "2.略。"), _join_text("省财政厅", "")
    ('省财政厅', '1.略。\n2.略。', '省财政厅')
    """
    parted = lower and (upper.endswith(_ENDS) or begins_paragraph(upper, lower))
    return f"{upper}\n{lower}" if parted else upper + lower
