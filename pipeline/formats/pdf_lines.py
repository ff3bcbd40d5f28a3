"""Lines of a PDF page by pdfium: text with places, without the spaces that only the printing made."""

import ctypes
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import groupby
from math import pi, radians, tau
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

from extractors.layout import Box
from pipeline.formats.grid import Grid, GridCell
from pipeline.formats.page import Line, union
from pipeline.formats.spacing import clean_glyphs, has_odd_glyphs, is_wide, join_spaced, keeps_space

_SPLIT = 1.5
"""Gap in characters from which two pieces of a line are apart: columns, or fields side by side."""
_SPREAD = 0.6
"""Share of the places between characters that have a gap in a spread line: some signs stay together."""
_MAX_SPREAD = 2.0
"""Gap in characters up to which a line is spread out: a grid gives each character two places, and what is
justified over that is at most as wide again."""
_QUOTES = frozenset("“”‘’ \r\n")
_UPRIGHT = 0.09
"""Angle in radians up to which text is read; more is a watermark."""
_HEAD_SIZE = 20.0
"""Size in points from which a line's colour is asked for: a red head is larger than the title."""
_loose_box = pdfium.FPDFText_GetLooseCharBox
_AMBIGUOUS = "“”‘’—…"
_PROBED = 60
"""Characters of a line among which one shows the size: it may begin with the number of a standard."""
_DIGITS = re.compile(r"\d+")
_LINE = re.compile(r"[^\r\n]+")

Place = Callable[[float, float, float, float], Box]


def placer(page: Any) -> Place:
    """Return a function from PDF corners (left, top, right, bottom) to a box from the page's top left."""
    left, bottom, right, top = page.get_bbox()
    rotation = page.get_rotation()

    def place(x0: float, y0: float, x1: float, y1: float) -> Box:
        if rotation == 90:
            xs, ys = (y0 - bottom, y1 - bottom), (x0 - left, x1 - left)
        elif rotation == 180:
            xs, ys = (right - x0, right - x1), (y0 - bottom, y1 - bottom)
        elif rotation == 270:
            xs, ys = (top - y0, top - y1), (right - x0, right - x1)
        else:
            return (x0 - left, top - y0, x1 - left, top - y1)
        return (min(xs), min(ys), max(xs), max(ys))

    return place


class PageText:
    """The characters of one page and their places."""

    def __init__(self, page: Any, textpage: Any) -> None:
        self._owner = textpage
        self._textpage = textpage.raw
        self._place = placer(page)
        self._turn = page.get_rotation()
        self._left, _, _, self._top = page.get_bbox()
        self._rect = pdfium.FS_RECTF()
        self.text = _characters(textpage)
        self._is_odd = has_odd_glyphs(self.text)

    def clean(self, text: str) -> str:
        """Return a piece of the page's text with the characters that odd codes stand for."""
        return clean_glyphs(text) if self._is_odd else text

    def box(self, index: int) -> Box:
        """Return the box of a character, line height included."""
        rect = self._rect
        _loose_box(self._textpage, index, rect)
        if not self._turn:  # as nearly all pages are: without a call for each character
            left, top = self._left, self._top
            return (rect.left - left, top - rect.top, rect.right - left, top - rect.bottom)
        return self._place(rect.left, rect.top, rect.right, rect.bottom)

    def is_upright(self, index: int) -> bool:
        """Return True if the character stands upright on the page as it is shown."""
        return abs(self._angle(index)) < _UPRIGHT

    def is_turned(self, index: int) -> bool:
        """Return True if the character lies on its side, as in a narrow cell."""
        return abs(abs(self._angle(index)) - pi / 2) < _UPRIGHT

    def _angle(self, index: int) -> float:
        angle = pdfium.FPDFText_GetCharAngle(self._textpage, index) + radians(self._turn)
        return (float(angle) + pi) % tau - pi

    def is_generated(self, index: int) -> bool:
        """Return True for a space that pdfium put into a gap."""
        return bool(pdfium.FPDFText_IsGenerated(self._textpage, index) == 1)

    def is_red(self, index: int) -> bool:
        """Return True if the character is filled with red."""
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        pdfium.FPDFText_GetFillColor(self._textpage, index, red, green, blue, alpha)
        return red.value > 150 and green.value < 90 and blue.value < 90


def _characters(textpage: Any) -> str:
    """Return the text of a page, one character for each that pdfium counts."""
    count = textpage.count_chars()
    text: str = textpage.get_text_range() if count > 0 else ""
    if len(text) == count:
        return text
    codes = (pdfium.FPDFText_GetUnicode(textpage, i) for i in range(count))
    return "".join(chr(c) if c < 0xD800 or 0xDFFF < c < 0x110000 else "\ufffd" for c in codes)


def find_lines(
    page: PageText, number: int, grids: Sequence[Grid] = ()
) -> Iterator[tuple[GridCell | None, Line]]:
    """Yield the upright lines of a page in the order of the file, each with the cell that it stands in.

    Lines are parted at wide gaps and at the borders of cells. In a cell, words turned by 90 degrees are read.
    """
    turned: dict[GridCell, list[int]] = {}
    for match in _LINE.finditer(page.text):
        start, end = _strip(page.text, match.start(), match.end())
        if start == end:
            continue
        if not page.is_upright(start):
            if grids and page.is_turned(start) and (cell := _at(page, start, grids)):
                turned.setdefault(cell, []).extend(i for i in range(start, end) if not page.text[i].isspace())
            continue
        if not grids:
            yield from ((None, line) for line in _pieces(page, start, end, number))
            continue
        for cell, first, last in _by_cell(page, start, end, grids):
            yield from ((cell, line) for line in _pieces(page, first, last, number))
    for cell, places in turned.items():
        text = "".join(page.text[i] for i in places)
        yield cell, _line(page, text, places[0], places[-1], number)


def _by_cell(
    page: PageText, start: int, end: int, grids: Sequence[Grid]
) -> Iterator[tuple[GridCell | None, int, int]]:
    """Yield the stretches of a line that stand in one cell, or outside of all tables."""
    first = _at(page, start, grids)
    if first == _at(page, end - 1, grids):
        yield first, start, end
        return
    for cell, places in groupby(range(start, end), key=lambda i: _at(page, i, grids)):
        stretch = list(places)
        begin, stop = _strip(page.text, stretch[0], stretch[-1] + 1)
        if begin < stop:
            yield cell, begin, stop


def _at(page: PageText, index: int, grids: Sequence[Grid]) -> GridCell | None:
    left, top, right, bottom = page.box(index)
    for grid in grids:
        cell = grid.find((left + right) / 2, (top + bottom) / 2)
        if cell:
            return cell
    return None


def _pieces(page: PageText, start: int, end: int, number: int) -> Iterator[Line]:
    """Yield the pieces of a line between wide gaps."""
    pieces: list[str] = []
    first = at = start
    gaps = {space: _gap(page, space) for space in _spaces(page, start, end)}
    if not gaps:
        yield _line(page, page.text[start:end], start, end - 1, number)
        return
    if min(gaps.values()) < -1 and (line := _with_sign_set_back(page, start, end, gaps, number)):
        yield line
        return
    spread = 0.0
    if len(gaps) > 1:
        beside = [gap for space, gap in gaps.items() if _is_beside_wide(page.text, space)]
        spread = _find_spread(beside, page.text[start:end])
    for space, gap in gaps.items():
        if spread and not _parts_letters(page.text, space):
            gap -= spread
        pieces.append(page.text[at:space])
        at = space + 1
        if gap >= _SPLIT:
            yield _line(page, "".join(pieces), first, space - 1, number)
            pieces, first = [], at
        elif keeps_space(page.text[space - 1], page.text[at], gap):
            pieces.append(" ")
    pieces.append(page.text[at:end])
    yield _line(page, "".join(pieces), first, end - 1, number)


def _with_sign_set_back(
    page: PageText, start: int, end: int, gaps: dict[int, float], number: int
) -> Line | None:
    """Return the line with the sign at its end where it stands; None if it was not drawn out of order.

    Quotation marks of another font are drawn after the rest of their line.
    """
    space = max(gaps)
    text = page.text
    if gaps[space] >= -1 or not set(text[space + 1 : end]) <= _QUOTES:
        return None
    moved = page.box(space + 1)
    drawn = [i for i in range(start, space) if i not in gaps and not text[i].isspace()]
    before = next((i for i in reversed(drawn) if page.box(i)[0] < moved[0]), None)
    if before is None or not page.box(before)[1] < (moved[1] + moved[3]) / 2 < page.box(before)[3]:
        return None
    rest = text[before + 1 : space]
    words = text[start : before + 1] + text[space + 1 : end].rstrip() + rest.lstrip()
    return _line(page, words.rstrip(), start, drawn[-1], number)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in "\x02\ufffe\0"):
        end -= 1
    return start, end


def _spaces(page: PageText, start: int, end: int) -> Iterator[int]:
    """Yield the places of single generated spaces between two characters."""
    at = page.text.find(" ", start, end)
    while at >= 0:
        if page.text[at + 1] != " " and page.text[at - 1] != " " and page.is_generated(at):
            yield at
        at = page.text.find(" ", at + 1, end)


def _is_beside_wide(text: str, space: int) -> bool:
    return is_wide(text[space - 1]) or is_wide(text[space + 1])


def _parts_letters(text: str, space: int) -> bool:
    pair = text[space - 1] + text[space + 1]
    return pair.isascii() and pair.isalpha()


def _find_spread(gaps: Collection[float], text: str) -> float:
    """Return the gap that stands between all characters of a line, 0 where only some have one.

    >>> _find_spread([1.0, 1.1, 1.0], "一 、 总 则"), _find_spread([0.3, 0.3], "到 2025 年建成水厂")
    (1.0, 0.0)
    """
    if len(gaps) < 2:
        return 0.0
    count = len(_DIGITS.sub("0", text.replace(" ", "")))
    if len(gaps) < _SPREAD * (count - 1):
        return 0.0
    usual = median(gaps)
    return usual if usual <= _MAX_SPREAD else 0.0


def _gap(page: PageText, space: int) -> float:
    before, after = page.box(space - 1), page.box(space + 1)
    size = max(_size(page.text[space - 1], before), _size(page.text[space + 1], after))
    return (after[0] - before[2]) / size if size else 0.0


def _size(character: str, box: Box) -> float:
    """Return the width of a full-width character of the same type."""
    return box[2] - box[0] if is_wide(character) else (box[3] - box[1]) / 1.2


def _line(page: PageText, text: str, first: int, last: int, number: int) -> Line:
    left = page.box(first)
    right = page.box(last) if last > first else left
    size = max(_line_size(page, first, last, left), 1.0)
    x0, top, x1, bottom = union(left, right)
    red = size >= _HEAD_SIZE and number == 1 and page.is_red(first)
    return Line(join_spaced(page.clean(text)), number, x0, top, x1, bottom, size, red)


def _line_size(page: PageText, first: int, last: int, left: Box) -> float:
    """Return the width of the first Chinese character of the line, or what it would be.

    Quotation marks and dashes are narrow in some fonts.
    """
    if is_wide(page.text[first]) and page.text[first] not in _AMBIGUOUS:
        return left[2] - left[0]
    near = range(first + 1, min(first + _PROBED, last + 1))
    probe = next((i for i in near if is_wide(page.text[i]) and page.text[i] not in _AMBIGUOUS), first)
    return _size(page.text[probe], page.box(probe))
