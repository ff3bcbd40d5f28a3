"""Pages as boxes: lines of text and ruled tables with their places, for formats that print.

PDF, OFD and OCR give these; `reading_order` sorts them, `furniture` takes out what belongs to the
page alone, and `paragraphs` makes blocks of the rest. Coordinates are PDF points, origin top left.
"""

from collections import Counter
from collections.abc import Iterable
from statistics import median

from extractors.layout import Box, Cell
from extractors.records import Place
from extractors.values import value


@value
class Line:
    """A printed line, or the piece of one between wide gaps."""

    text: str
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    """Width of a full-width character."""
    red: bool = False

    def is_on(self, width: float, height: float) -> bool:
        """Return True if any of the line shows on a page of that size."""
        return self.x0 < width and self.x1 > 0 and self.top < height and self.bottom > 0

    @property
    def pitch(self) -> float:
        """Width that a full-width character takes, with the gap that spreads out the line."""
        columns = 2 * len(self.text) - len(self.text.encode("ascii", "ignore"))
        spread = 2 * (self.x1 - self.x0) / columns if columns else 0.0
        return spread if spread > self.size else self.size

    @property
    def box(self) -> Box:
        return (self.x0, self.top, self.x1, self.bottom)


@value
class RuledTable:
    """A table with its grid: what stands in the cells of one page."""

    cells: tuple[Cell, ...]
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    columns: tuple[float, ...]
    """The x of each column's left edge."""

    @property
    def box(self) -> Box:
        return (self.x0, self.top, self.x1, self.bottom)


Element = Line | RuledTable


@value
class Column:
    """Elements that are read one after the other between two margins."""

    left: float
    right: float
    elements: tuple[Element, ...]


@value
class Page:
    """One page: its size and its columns in reading order."""

    number: int
    width: float
    height: float
    columns: tuple[Column, ...]

    @property
    def lines(self) -> list[Line]:
        return [e for column in self.columns for e in column.elements if isinstance(e, Line)]


def body_size(lines: Iterable[Line]) -> float:
    """Return the character width that most of the text is printed in, 0 without lines."""
    lengths: Counter[float] = Counter()
    for line in lines:
        lengths[line.size] += len(line.text)
    weights: Counter[float] = Counter()
    for size, length in lengths.items():
        weights[round(size * 2) / 2] += length
    return max(weights, key=lambda size: (weights[size], size)) if weights else 0.0


def union(first: Box, *others: Box) -> Box:
    """Return the smallest box around the boxes."""
    left, top, right, bottom = first
    for x0, y0, x1, y1 in others:
        left, top = x0 if x0 < left else left, y0 if y0 < top else top
        right, bottom = x1 if x1 > right else right, y1 if y1 > bottom else bottom
    return (left, top, right, bottom)


def place_lines(text: str, lines: Iterable[Line]) -> tuple[Place, ...]:
    """Return where each line stands in the text that they were joined to, which differs in spaces only."""
    places: list[Place] = []
    at = 0
    for line in lines:
        start = end = _skip_space(text, at)
        if text.startswith(line.text, start):
            end += len(line.text)
        else:
            for _ in "".join(line.text.split()):
                end = _skip_space(text, end) + 1
        at = min(end, len(text))
        if start < at:
            places.append(Place(span=(start, at), page=line.page, box=line.box))
    return tuple(places)


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def typical(values: Iterable[float], default: float) -> float:
    """Return the median of the values, or the default where there are none."""
    known = list(values)
    return median(known) if known else default
