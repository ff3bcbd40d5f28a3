"""Paragraphs out of printed lines: joined over line ends, columns and pages."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from extractors.layout import Block
from extractors.values import value
from pipeline.formats.page import Column, Line, Page, RuledTable, body_size, place_lines, typical, union
from pipeline.formats.spacing import join_pieces
from pipeline.formats.typography import ENDS, LEADING, MARKER, unbreakable
from pipeline.structure.markers import ALONE, LABEL, NOTE, NOTE_SIGN, is_entry
from pipeline.structure.tables.table_joining import join_tables

_INDENT = 1.2
"""First-line indent, in characters, from which a line begins a paragraph; two are usual."""
_SET_RIGHT = 4.0
"""Indent, in characters, of a line that is set to the right or the middle: it begins no paragraph."""
_EVEN = 2.0
"""Points by which lines that end at one edge differ, at most."""
_RIGHT = (1.5, 4.5)
"""Characters that a signature leaves free on its right: two, or four under a seal (GB/T 9704-2012, 7.3.5)."""
_MAX_HANG = 6.0
"""Step to the right, in characters, of a hanging line at most: as wide as its number."""
_GAP = 1.75
"""Distance of lines, in the usual one, that parts paragraphs."""
_BLOCK_GAP = 1.25
"""The same where paragraphs have no indent and so may have only a gap."""
_SMALL = 0.88
"""Size of footnotes, in the body's, at most."""


_SPREAD_DIGITS = re.compile(r"(?<!\d)\d \d (?=\d)|(?<=\d) \d \d(?!\d)")
"""A number with a space between all its digits, of which a line end is one."""

Edges = tuple[float, float]
"""Left and right margin."""


@value
class _Style:
    """What is usual in a document."""

    size: float
    pitch: float
    indented: bool
    """True if paragraphs begin with an indent."""


@value
class _Placed:
    """A line with the margins that it stands between."""

    line: Line
    left: float
    right: float
    pitch: float
    """The line's own."""

    @property
    def indent(self) -> float:
        return (self.line.x0 - self.left) / self.pitch

    @property
    def is_centred(self) -> bool:
        before, after = self.line.x0 - self.left, self.right - self.line.x1
        return abs(before - after) < 1.5 * self.line.size and before > 0.5 * self.line.size


def join_lines(pages: Sequence[Page]) -> tuple[Block, ...]:
    """Return paragraphs and tables in reading order, footnotes last."""
    body = body_size(line for page in pages for line in page.lines)
    split = [_split_notes(page, body) for page in pages]
    texts = [page for page, _ in split]
    style = _style(texts, body)
    blocks = _group(_elements(texts, body), style)
    notes = _group((placed for _, lines in split for placed in lines), style)
    return (*blocks, *notes)


def _group(elements: Iterator["_Placed | RuledTable"], style: _Style) -> Iterator[Block]:
    paragraph: list[_Placed] = []
    tables: list[RuledTable] = []
    for element in elements:
        if isinstance(element, RuledTable):
            yield from _close(paragraph, [])
            paragraph = []
            tables.append(element)
            continue
        if tables or (paragraph and not _continues(paragraph, element, style)):
            yield from _close(paragraph, tables)
            paragraph, tables = [], []
        paragraph.append(element)
    yield from _close(paragraph, tables)


def _close(paragraph: list[_Placed], tables: list[RuledTable]) -> Iterator[Block]:
    if paragraph:
        yield _paragraph([placed.line for placed in paragraph])
    if tables:
        yield from join_tables(tables)


def _paragraph(lines: Sequence[Line]) -> Block:
    text = lines[0].text
    for line in lines[1:]:
        gap = 0.5 if _SPREAD_DIGITS.search(f"{text[-3:]} {line.text[:3]}") else 0.2
        text = join_pieces([(text, 0.0, 0.0), (line.text, gap * line.size, 0.0)], line.size)
    first = lines[0].page
    box = union(*(line.box for line in lines if line.page == first))
    return Block("paragraph", text, page=first, box=box, places=place_lines(text, lines))


def _continues(paragraph: Sequence[_Placed], placed: _Placed, style: _Style) -> bool:
    """Return True if the line goes on with the paragraph."""
    last = paragraph[-1]
    line, before = placed.line, last.line
    if abs(line.size - before.size) > 0.12 * before.size and min(len(line.text), len(before.text)) > 2:
        return False
    if before.text[-1:].isdecimal() and is_entry(before.text):
        return False
    if len(paragraph) == 1 and ALONE.match(before.text):
        return False
    if _is_title(placed, style) and (_is_title(last, style) or _fills(last, line.text)):
        return line.page == before.page and not _stands_alone(before.text, line.text)
    gap = _GAP if style.indented else _BLOCK_GAP
    if line.page == before.page and line.top > before.top and _gap(before, line) > gap * style.pitch:
        return False
    if _ends_name(last, placed):
        return True
    if not (_is_full(last, line.text) if len(paragraph) > 1 else _fills(last, line.text)):
        return False
    if placed.indent < _INDENT:
        return style.indented or not (MARKER.match(line.text) or LABEL.match(line.text))
    return _hangs(paragraph, placed, style)


def _is_title(placed: _Placed, style: _Style) -> bool:
    return placed.is_centred and (placed.line.size > 1.1 * style.size or placed.indent > _SET_RIGHT)


def _stands_alone(before: str, text: str) -> bool:
    """Return True if two lines in the middle are not one title."""
    return before.endswith(ENDS) or bool(MARKER.match(text) or ALONE.match(text))


def _ends_name(last: _Placed, placed: _Placed) -> bool:
    """Return True for the end of a signature that is too long for one line, both set to the right."""
    if placed.indent <= last.indent + 1 or last.indent > _SET_RIGHT:
        return False
    if ALONE.match(placed.line.text) or last.line.text.endswith(ENDS):
        return False
    free = [each.right - each.line.x1 for each in (last, placed)]
    if placed.indent > 2 * _SET_RIGHT and max(free) < placed.line.size:
        return True
    return abs(free[0] - free[1]) < _EVEN and _RIGHT[0] < free[1] / placed.line.size < _RIGHT[1]


def _gap(before: Line, line: Line) -> float:
    return (line.top + line.bottom - before.top - before.bottom) / 2


def _hangs(paragraph: Sequence[_Placed], placed: _Placed, style: _Style) -> bool:
    """Return True for an indented line of a paragraph that is indented as a whole or hangs."""
    if MARKER.match(placed.line.text):
        return False
    step = placed.indent - paragraph[-1].indent
    if abs(step) < 0.5:
        return len(paragraph) > 1 or not style.indented
    if not 0 < step < _MAX_HANG or paragraph[-1].line.text.endswith(ENDS):
        return False
    return bool(MARKER.match(paragraph[0].line.text))


def _fills(placed: _Placed, following: str) -> bool:
    """Return True if a line that begins at the left goes up to the right."""
    return placed.indent <= _SET_RIGHT and _is_full(placed, following)


def _is_full(placed: _Placed, following: str) -> bool:
    """Return True if the line ends where it does only because what follows does not fit."""
    room = (placed.right - placed.line.x1) / placed.pitch
    return room < unbreakable(following) + 0.6


def _style(pages: Sequence[Page], body: float) -> _Style:
    gaps: list[float] = []
    indents: list[float] = []
    for page in pages:
        for column in page.columns:
            lines = [e for e in column.elements if isinstance(e, Line) and abs(e.size - body) < 0.1 * body]
            pairs = pairwise(lines)
            gaps.extend(gap for a, b in pairs if 0 < (gap := _gap(a, b)) < 4 * body)
            indents.extend((line.x0 - column.left) / line.pitch for line in lines)
    starts = sum(1.5 <= indent <= 2.6 for indent in indents)
    return _Style(body, typical(gaps, 1.5 * body), starts > 0.08 * len(indents))


def _elements(pages: Sequence[Page], size: float) -> Iterator["_Placed | RuledTable"]:
    edges = [[_text_edges(column, size) for column in page.columns] for page in pages]
    margins = _widest([_margins(pages, edges, parity) for parity in (0, 1)])
    for page, each in zip(pages, edges, strict=True):
        for column, (left, right) in zip(page.columns, each, strict=True):
            if len(page.columns) == 1:
                usual = margins[page.number % 2]
                left, right = min(left, usual[0]), max(right, usual[1])
            for element in column.elements:
                yield _Placed(element, left, right, element.pitch) if isinstance(element, Line) else element


def _margins(pages: Sequence[Page], edges: Sequence[list[Edges]], parity: int) -> Edges:
    """Return the usual left and right margin of the odd or the even pages of one column."""
    known = [
        each[0]
        for page, each in zip(pages, edges, strict=True)
        if page.number % 2 == parity and len(each) == 1 and len(page.columns[0].elements) > 4
    ]
    if not known:
        return (float("inf"), 0.0)
    return (median(left for left, _ in known), median(right for _, right in known))


def _widest(margins: Sequence[Edges]) -> Sequence[Edges]:
    """Return the margins of even and odd pages, where one lie within the others both as these.

    Pages of short lines do not show their margins; mirrored ones never lie within each other.
    """
    for left, right in margins:
        if all(left <= other[0] + 1 and right >= other[1] - 1 for other in margins):
            return [(left, right)] * len(margins)
    return margins


def _text_edges(column: Column, size: float) -> Edges:
    """Return the margins of a column: those of its body text, where it has enough of that."""
    lines = (e for e in column.elements if isinstance(e, Line))
    body = [line for line in lines if abs(line.size - size) < 0.1 * size]
    if len(body) < 3:
        return (column.left, column.right)
    return (min(line.x0 for line in body), max(_set_edge(line) for line in body))


def _set_edge(line: Line) -> float:
    """Return where the line ends at least, were a sign that may hang over the margin left out."""
    return line.x1 - line.size if line.text.endswith(tuple(LEADING)) else line.x1


def _split_notes(page: Page, body: float) -> tuple[Page, list[_Placed]]:
    """Return the page without the footnotes at the end of its last column, and these without their signs.

    The sign points at the text and numbers nothing: DOCX has none, and with it a note reads as an item.
    """
    if not page.columns:
        return page, []
    column = page.columns[-1]
    at = len(column.elements)
    while at and isinstance(line := column.elements[at - 1], Line) and line.size < _SMALL * body:
        at -= 1
    notes = [e for e in column.elements[at:] if isinstance(e, Line)]
    if not notes or not at or not NOTE.match(notes[0].text):
        return page, []
    kept = replace(column, elements=column.elements[:at])
    bare = [replace(line, text=NOTE_SIGN.sub("", line.text) or line.text) for line in notes]
    placed = [_Placed(line, column.left, column.right, line.pitch) for line in bare]
    return replace(page, columns=(*page.columns[:-1], kept)), placed
