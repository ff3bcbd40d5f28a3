"""Blocks that a reader gives, and the one place that turns them into the canonical text.

A reader knows its format and nothing else: it yields `Block` values in reading order.
`build_layout` joins them into one text and places every block and cell in it, so that all
later stages work on characters alone.
"""

from collections.abc import Iterable, Iterator
from typing import Literal

from extractors.folding import fold
from extractors.records import Place
from extractors.values import value

BlockKind = Literal["paragraph", "heading", "table"]
Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in PDF points, origin top left."""


@value
class Cell:
    """A table cell at the top left of the grid places that it covers; rows and columns count from 0."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    start: int = 0
    """Place in the canonical text, set by `build_layout`."""
    places: tuple[Place, ...] = ()
    """Where its lines are printed, with spans into its own text, as the reader gives them."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@value
class Block:
    """A paragraph, a heading or a table, in reading order."""

    kind: BlockKind
    text: str = ""
    cells: tuple[Cell, ...] = ()
    """Of a table, by row, then column."""
    level: int = 0
    """Of a heading that the format marks as such (1 is the top), else 0."""
    page: int | None = None
    """Number of the page, from 1, where the format has pages."""
    box: Box | None = None
    """On that page; what stands on the next ones is told by `places`."""
    start: int = 0
    """Place in the canonical text, set by `build_layout`."""
    places: tuple[Place, ...] = ()
    """Of a paragraph or a heading, as of a cell."""

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@value
class Layout:
    """The canonical text, a half-width copy of the same length, and the blocks placed in it."""

    text: str
    folded: str
    blocks: tuple[Block, ...]
    places: tuple[Place, ...] = ()
    """Where each line is printed, in the order of the text; empty where the format has no pages."""


def build_layout(blocks: Iterable[Block]) -> Layout:
    r"""Return the canonical text of the blocks: one line each, cells parted by tabs, rows by line ends.

    >>> layout = build_layout([Block("paragraph", "一、总则"), Block("paragraph", "１．略")])
    >>> layout.text, layout.folded, [b.start for b in layout.blocks]
    ('一、总则\n１．略', '一、总则\n1.略', [0, 5])
    """
    pieces: list[str] = []
    placed: list[Block] = []
    places: list[Place] = []
    at = 0
    for block in blocks:
        if block.kind == "table":
            text, cells = _place_cells(block.cells, at)
        else:
            text, cells = block.text, ()
        if not text:
            continue
        placed.append(Block(block.kind, text, cells, block.level, block.page, block.box, at))
        if block.page is not None:
            places.extend(map(_rounded, shift(block.places, at)))
            places.extend(_rounded(place) for cell in cells for place in shift(cell.places, cell.start))
        pieces.append(text)
        at += len(text) + 1
    text = "\n".join(pieces)
    return Layout(text, fold(text), tuple(placed), tuple(places))


def _rounded(place: Place) -> Place:
    left, top, right, bottom = place.box
    box = (round(left, 1), round(top, 1), round(right, 1), round(bottom, 1))
    return Place(span=place.span, page=place.page, box=box)


def shift(places: Iterable[Place], by: int) -> Iterator[Place]:
    """Yield the places with their spans moved."""
    for place in places:
        start, end = place.span
        yield Place(span=(start + by, end + by), page=place.page, box=place.box)


def _place_cells(cells: Iterable[Cell], at: int) -> tuple[str, tuple[Cell, ...]]:
    pieces: list[str] = []
    placed: list[Cell] = []
    row = None
    length = 0
    for cell in sorted(cells, key=lambda c: (c.row, c.column)):
        if row is not None:
            pieces.append("\t" if cell.row == row else "\n")
            length += 1
        row = cell.row
        start = at + length
        placed.append(Cell(cell.text, cell.row, cell.column, cell.rowspan, cell.colspan, start, cell.places))
        pieces.append(cell.text)
        length += len(cell.text)
    return "".join(pieces), tuple(placed)
