"""The body of a DOCX part: elements of the XML as blocks, in their order."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from extractors.layout import Block, Cell
from pipeline.formats.docx_runs import is_mark_deleted, read_runs, stands_above, unwrap
from pipeline.formats.docx_styles import Style, Styles
from pipeline.formats.numbering import Counters, W, whole_number
from pipeline.structure.layout_tables import is_data

_MAX_HEADING = 60
"""Characters of the longest heading: a longer paragraph in such a style is text that opens with one."""
_MAX_DEPTH = 20
"""Tables in tables and boxes in boxes that are followed."""
_LINE_HEIGHT = 300
"""Twentieths of a point from which a floating table is printed below its paragraph's first line."""
_MAX_COLUMNS = 1000
"""Word itself makes 63 columns."""
_SPACES = " \t\u3000\xa0"


class Body:
    """Reads the parts of one document in order, so that its lists count on."""

    def __init__(self, styles: Styles, counters: Counters) -> None:
        self._styles = styles
        self._counters = counters

    def read(self, root: etree._Element, depth: int = 0, in_cell: bool = False) -> Iterator[Block]:
        """Yield the blocks below an element."""
        open_text = ""
        floating: list[Block] = []
        for element in unwrap(root):
            if element.tag == W + "body":
                yield from self.read(element)
            elif element.tag == W + "tbl" and depth < _MAX_DEPTH:
                yield from floating
                blocks = list(self._table(element, depth + 1))
                floating = blocks if _floats_below(element) else []
                yield from () if floating else blocks
            elif element.tag == W + "p":
                printed = read_runs(element)
                text = open_text + printed.text
                open_text = text if is_mark_deleted(element) else ""
                boxes = printed.boxes if depth < _MAX_DEPTH else ()
                above = [box for box in boxes if stands_above(box)]
                for box in above:
                    yield from self.read(box, depth + 1)
                if not open_text:
                    yield from self._paragraph(element, text, in_cell)
                for box in boxes:
                    if box not in above:
                        yield from self.read(box, depth + 1)
                yield from floating
                floating = []
        if open_text.strip():
            yield Block("paragraph", open_text.strip(_SPACES))
        yield from floating

    def _paragraph(self, element: etree._Element, text: str, in_cell: bool) -> Iterator[Block]:
        style = self._styles.of(element.find(W + "pPr"))
        label = (
            self._counters.next_label(style.list_id, style.list_level, style.name) if style.list_id else ""
        )
        lines = [stripped for line in text.split("\n") if (stripped := line.strip(_SPACES))]
        if not lines and in_cell and label:
            lines = [""]
        for line in lines:
            yield _block((label + line).strip(), style)
            label = ""

    def _table(self, table: etree._Element, depth: int) -> Iterator[Block]:
        """Yield a table, or what stands in its cells where it only places them on the page."""
        cells: list[Cell] = []
        held: list[list[Block]] = []
        open_cells: dict[int, int] = {}
        rows = [row for row in unwrap(table) if row.tag == W + "tr" and row.find(f"{W}trPr/{W}del") is None]
        for number, row in enumerate(rows):
            column = _int(row, f"{W}trPr/{W}gridBefore", 0)
            for element in unwrap(row):
                if element.tag != W + "tc":
                    continue
                span = max(1, _int(element, f"{W}tcPr/{W}gridSpan", 1))
                blocks = list(self.read(element, depth, in_cell=True))
                above = open_cells.get(column) if _merges(element, "vMerge") else None
                if above is not None:
                    cells[above] = _grown(cells[above], number, blocks)
                    held[above] += blocks
                elif cells and cells[-1].row == number and _merges(element, "hMerge"):
                    cells[-1] = replace(cells[-1], colspan=cells[-1].colspan + span)
                    held[-1] += blocks
                else:
                    open_cells[column] = len(cells)
                    cells.append(Cell(_cell_text(blocks), number, column, 1, span))
                    held.append(blocks)
                column += span
        if _is_data(cells, held):
            yield Block("table", cells=tuple(cells))
        else:
            yield from (block for blocks in held for block in blocks if block.text or block.cells)


def _block(text: str, style: Style) -> Block:
    if style.outline is None or len(text) > _MAX_HEADING or text.endswith("。"):
        return Block("paragraph", text)
    return Block("heading", text, level=style.outline + 1)


def _floats_below(table: etree._Element) -> bool:
    """Return True for a table that is printed below the paragraph that follows it in the file."""
    place = table.find(f"{W}tblPr/{W}tblpPr")
    if place is None or place.get(W + "vertAnchor") != "text":
        return False
    offset = place.get(W + "tblpY", "0")
    return whole_number(offset, 0) >= _LINE_HEIGHT


def _int(element: etree._Element, path: str, default: int) -> int:
    found = element.find(path)
    value = "" if found is None else found.get(W + "val", "")
    return min(whole_number(value, default), _MAX_COLUMNS) if value.isdecimal() else default


def _merges(cell: etree._Element, name: str) -> bool:
    """Return True if the cell goes on with the one above or before it."""
    found = cell.find(f"{W}tcPr/{W}{name}")
    return found is not None and found.get(W + "val", "continue") == "continue"


def _grown(cell: Cell, row: int, blocks: list[Block]) -> Cell:
    extra = _cell_text(blocks)
    text = "\n".join(part for part in (cell.text, extra) if part)
    return replace(cell, rowspan=row - cell.row + 1, text=text)


def _is_data(cells: Sequence[Cell], held: Sequence[list[Block]]) -> bool:
    rows: dict[int, list[int]] = {}
    for cell in cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            rows.setdefault(row, []).append(len(cell.text))
    nested = sum(len(_block_text(b)) for blocks in held for b in blocks if b.kind == "table")
    return is_data(list(rows.values()), sum(len(cell.text) for cell in cells), nested, 1)


def _cell_text(blocks: list[Block]) -> str:
    """Return the paragraphs of a cell, one a line; rows of a table in it as lines."""
    return "\n".join(text for block in blocks if (text := _block_text(block)))


def _block_text(block: Block) -> str:
    if block.kind != "table":
        return block.text.replace("\t", " ")
    rows: dict[int, list[str]] = {}
    for cell in block.cells:
        rows.setdefault(cell.row, []).append(cell.text)
    return "\n".join(" ".join(row) for row in rows.values())
