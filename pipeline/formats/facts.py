"""What a file holds, before anyone asks what it means: the carriers that readers give and `structure` reads.

A file flows (lines, paragraphs, tables one after the other), is printed (pages with lines and rules at
their places), or is marked up (a tree, of which only a part is the document).
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from extractors.layout import Block
from extractors.records import Problem
from extractors.values import value
from pipeline.formats.grid import Grid, GridCell
from pipeline.formats.page import Line

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


MAX_PAGES = 20_000
"""The largest yearbook that is known has 4,000 pages."""


class UnreadableFile(Exception):
    """A file that gives no document. `code` is stable, as in `Problem`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@value
class TextLine:
    """A line of a plain text without the spaces around it, and how it stands; an empty one has no text."""

    text: str
    indent: int = 0
    """In columns."""
    apart: bool = False
    """True if an empty line stands before it."""


@value
class FrameCell:
    """A cell as the file has it: where it stands on the grid, and what stands in it."""

    row: int
    column: int
    rowspan: int
    colspan: int
    flow: "tuple[Flowing, ...]"


@value
class Frame:
    """A table as the file has it, which may hold data or only place what stands in its cells."""

    cells: tuple[FrameCell, ...]
    least: int = 1
    """Rows of two filled cells from which it may hold data: word processors place things by none."""
    presents: bool = False
    """True where the file says that it only places things."""


Flowing = TextLine | Block | Frame


@value
class Sheet:
    """One printed page: its size in points, lines with the ruled cells that hold them, grids."""

    number: int
    width: float
    height: float
    lines: tuple[tuple[GridCell | None, Line], ...]
    grids: tuple[Grid, ...] = ()


@value
class Pages:
    """The printed pages of a file."""

    sheets: tuple[Sheet, ...]


@value
class Markup:
    """The tree of a web page, and the title that its head gives."""

    body: "LexborNode"
    heading: str


@value
class Facts:
    """What a reader gives: the content of one file, and what was odd about it."""

    format: str
    encoding: str | None
    content: tuple[Flowing, ...] | Pages | Markup
    problems: tuple[Problem, ...] = ()
    pages: int | None = None
    """Number of printed pages, None where the format has none."""
    site: bool = True
    """True where a page of a site may stand around the document, printed or pasted."""


def holds_text(flow: Iterable[Flowing]) -> bool:
    """Return True if anything is written in the flow, tables included."""
    return any(_texts(flow))


def _texts(flow: Iterable[Flowing]) -> Iterator[str]:
    for element in flow:
        if isinstance(element, Frame):
            for cell in element.cells:
                yield from _texts(cell.flow)
        else:
            yield element.text
            if isinstance(element, Block):
                yield from (cell.text for cell in element.cells)


def extent(facts: Facts) -> tuple[int, int]:
    """Return how many paragraphs, cells or printed lines the file holds, and how many characters."""
    if isinstance(facts.content, Markup):
        return 0, len(facts.content.body.text())
    if isinstance(facts.content, Pages):
        texts = [line.text for sheet in facts.content.sheets for _, line in sheet.lines]
    else:
        texts = list(_texts(facts.content))
    return len(texts), sum(map(len, texts))
