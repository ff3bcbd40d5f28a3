"""Which tables hold data, and which only place parts of a page: a frame, a whole notice in cells."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from extractors.layout import Block, Cell, shift
from extractors.records import Place
from pipeline.formats.facts import Flowing, Frame, FrameCell, TextLine

_LONG = 1500
"""Length from which one cell that holds most of a table's text is an article, in characters."""
_LONG_ALONE = 300
"""The same where a single row has columns, as a head with 文号 and 签发人 has."""
_MOST = 0.7


def is_data(rows: Sequence[Sequence[int]], whole: int, nested: int, least: int = 2) -> bool:
    """Return True for a table with columns: `least` rows or more in which two cells or more are filled.

    `rows` are the lengths of the cells; `whole` is the length of all text in the table, `nested` of that in
    tables inside it. A page uses rows of cells to place things, a word processor seldom does.

    >>> is_data([[2, 4], [1, 60]], 67, 0), is_data([[900]], 900, 0), is_data([[2, 2000], [1, 3]], 2006, 0)
    (True, False, False)
    """
    columned = sum(sum(map(bool, row)) > 1 for row in rows)
    if columned < least:
        return False
    longest = max(max(row) for row in rows if row)
    long = longest > (_LONG if columned > 1 else _LONG_ALONE) and longest > _MOST * whole
    return nested < whole / 2 and not long


def open_layout(flow: Iterable[Flowing]) -> Iterator[TextLine | Block]:
    """Yield the flow with tables that hold data as tables, and what stands in those that only place it."""
    for element in flow:
        if not isinstance(element, Frame):
            yield element
            continue
        held = [list(open_layout(cell.flow)) for cell in element.cells]
        texts = [_cell_text(blocks) for blocks in held]
        if not element.presents and _holds_data(element, held, texts):
            yield Block("table", cells=tuple(map(_cell, element.cells, texts)))
        else:
            yield from (block for blocks in held for block in blocks if block.text or _is_table(block))


def _cell(cell: FrameCell, text: str) -> Cell:
    return Cell(text, cell.row, cell.column, cell.rowspan, cell.colspan)


def _holds_data(frame: Frame, held: Sequence[Sequence[TextLine | Block]], texts: Sequence[str]) -> bool:
    rows: dict[int, list[int]] = {}
    for cell, text in zip(frame.cells, texts, strict=True):
        for row in range(cell.row, cell.row + cell.rowspan):
            rows.setdefault(row, []).append(len(text))
    nested = sum(len(_text(block)) for blocks in held for block in blocks if _is_table(block))
    return is_data(list(rows.values()), sum(map(len, texts)), nested, frame.least)


def _is_table(element: TextLine | Block) -> bool:
    return isinstance(element, Block) and element.kind == "table"


def _cell_text(flow: Iterable[TextLine | Block]) -> str:
    """Return the paragraphs of a cell, one a line; rows of a table in it as lines."""
    return "\n".join(text for element in flow if (text := _text(element)))


def _text(element: TextLine | Block) -> str:
    if isinstance(element, TextLine) or element.kind != "table":
        return element.text.replace("\t", " ")
    rows: dict[int, list[str]] = {}
    for cell in element.cells:
        rows.setdefault(cell.row, []).append(cell.text)
    return "\n".join(" ".join(row) for row in rows.values())


def open_frames(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, tables without columns as their paragraphs: a box 专栏 between the items, a frame.

    >>> box = Block("table", cells=(Cell("专栏1 供水工程", 0, 0), Cell("1.新建水厂。\\n2.改造管网。", 1, 0)))
    >>> [block.text for block in open_frames([box])]
    ['专栏1 供水工程', '1.新建水厂。', '2.改造管网。']
    """
    for block in blocks:
        if block.cells and not _has_columns(block):
            yield from _paragraphs(block)
        else:
            yield block


def _has_columns(table: Block) -> bool:
    filled = (cell for cell in table.cells if cell.text)
    rows = Counter(row for cell in filled for row in range(cell.row, cell.row + cell.rowspan))
    return max(rows.values(), default=0) > 1


def _paragraphs(table: Block) -> Iterator[Block]:
    for cell in table.cells:
        start = 0
        for line in cell.text.split("\n"):
            places = tuple(_clipped(shift(cell.places, -start), len(line)))
            page, box = (places[0].page, places[0].box) if places else (table.page, table.box)
            if line.strip():
                yield Block("paragraph", line, page=page, box=box, places=places)
            start += len(line) + 1


def _clipped(places: Iterable[Place], length: int) -> Iterator[Place]:
    """Yield the places as far as they are those of the first signs."""
    for place in places:
        start, end = max(0, place.span[0]), min(length, place.span[1])
        if start < end:
            yield Place(span=(start, end), page=place.page, box=place.box)
