"""The order in which the pieces of a page are read: columns, then rows."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from statistics import median

from pipeline.formats.page import Column, Element, Line, RuledTable
from pipeline.formats.spacing import join_pieces

_STEPS = 40
"""Places between 30 % and 70 % of the width where a gutter is looked for."""
_MIN_LINES = 4
_MIN_FULL = 0.4
"""Share of a column's lines that reach its right edge; fewer mark two lists side by side, if they
do not show by their indents that they are wrapped."""
_MIN_WRAPPED = 2
"""Wrapped lines, and lines with an indent, that show paragraphs."""
_ODD = 10
"""One of so many elements may stand beyond the text's edges: the end of a title between the columns."""
_MAX_CROSSING = 0.34
"""Share of a page's elements that may cross the gutter of the page before: a title, furniture, a table."""


def order(
    elements: Sequence[Element], before: float | None = None
) -> tuple[tuple[Column, ...], float | None]:
    """Return the columns of a page in reading order, each from top to bottom, and the page's gutter.

    It is mostly that of the page `before`. What crosses it parts the page: all above it is read first.
    """
    gutter = _find_gutter(elements) if elements else None
    if gutter is None and before is not None and _has_gutter(elements, before):
        gutter = before
    return _split(elements, gutter), gutter


def _split(elements: Sequence[Element], gutter: float | None) -> tuple[Column, ...]:
    if not elements:
        return ()
    if gutter is None:
        return (_column(elements),)
    columns: list[Column] = []
    for band, crossing in _bands(elements, gutter):
        left = [e for e in band if e.x1 <= gutter]
        right = [e for e in band if e.x1 > gutter]
        for side in (left, right):
            columns.extend(order(side)[0])
        if crossing:
            columns.append(_column(crossing))
    return tuple(columns)


def _find_gutter(elements: Sequence[Element]) -> float | None:
    """Return where two columns part, which may have titles above them and a page number below."""
    gutter = _find_clear(elements)
    return _find_clear(_largest_band(elements)) if gutter is None else gutter


def _largest_band(elements: Sequence[Element]) -> Sequence[Element]:
    """Return the most elements, one below the other, that leave the middle of the page free."""
    middle = (min(e.x0 for e in elements) + max(e.x1 for e in elements)) / 2
    rows = sorted(elements, key=lambda e: e.top)
    bands = [list(band) for crosses, band in groupby(rows, lambda e: e.x0 < middle < e.x1) if not crosses]
    return max(bands, key=len, default=())


def _find_clear(elements: Sequence[Element]) -> float | None:
    if not elements:
        return None
    left, right = min(e.x0 for e in elements), max(e.x1 for e in elements)
    wide = sum(e.x1 - e.x0 > 0.62 * (right - left) for e in elements)
    if len(elements) < 2 * _MIN_LINES or wide > 0.5 * len(elements):
        return None
    best: tuple[int, float] | None = None
    for step in range(_STEPS + 1):
        x = left + (right - left) * (0.3 + 0.4 * step / _STEPS)
        first = sum(e.x1 <= x for e in elements)
        second = sum(e.x0 >= x for e in elements)
        score = min(first, second) - 2 * (len(elements) - first - second)
        if best is None or score > best[0]:
            best = (score, x)
    if best is None or best[0] < _MIN_LINES or not _are_columns(elements, best[1]):
        return None
    return best[1]


def _has_gutter(elements: Sequence[Element], gutter: float) -> bool:
    """Return True if the columns of the page before go on: few elements cross where its gutter was."""
    crossing = sum(e.x0 < gutter < e.x1 for e in elements)
    sides = [e for e in elements if e.x1 <= gutter], [e for e in elements if e.x0 >= gutter]
    running = any(side and _is_running_text(side) for side in sides)
    return crossing <= _MAX_CROSSING * len(elements) and bool(sides[1]) and running


def _are_columns(elements: Sequence[Element], gutter: float) -> bool:
    sides = [e for e in elements if e.x1 <= gutter], [e for e in elements if e.x0 >= gutter]
    spans = [(min(e.top for e in side), max(e.bottom for e in side)) for side in sides]
    shared = min(spans[0][1], spans[1][1]) - max(spans[0][0], spans[1][0])
    if shared < 0.5 * min(end - start for start, end in spans):
        return False
    return all(_is_running_text(side) for side in sides)


def _is_running_text(side: Sequence[Element]) -> bool:
    right = max(e.x1 for e in side)
    size = median(e.size if isinstance(e, Line) else 12 for e in side)
    if right - min(e.x0 for e in side) < 9 * size:
        return False
    full = sum(e.x1 >= right - 1.6 * size for e in side)
    return full >= _MIN_FULL * len(side) or _is_wrapped(side, size)


def _is_wrapped(side: Sequence[Element], size: float) -> bool:
    """Return True if full lines go on at the left, and paragraphs begin with an indent."""
    left = sorted(e.x0 for e in side)[len(side) // _ODD]
    right = sorted(e.x1 for e in side)[-1 - len(side) // _ODD]
    pairs = pairwise(sorted(side, key=lambda e: e.top))
    wrapped = sum(a.x1 >= right - 1.6 * size and b.x0 < left + 0.5 * size for a, b in pairs)
    indented = sum(1.5 <= (e.x0 - left) / size <= 2.6 for e in side)
    return min(wrapped, indented) >= _MIN_WRAPPED


def _bands(elements: Sequence[Element], gutter: float) -> list[tuple[list[Element], list[Element]]]:
    """Return pairs: what stands in columns, and the crossing elements that follow below it."""
    bands: list[tuple[list[Element], list[Element]]] = [([], [])]
    for element in sorted(elements, key=lambda e: (e.top, e.x0)):
        crosses = element.x0 < gutter < element.x1
        if crosses:
            bands[-1][1].append(element)
            continue
        if bands[-1][1]:
            bands.append(([], []))
        bands[-1][0].append(element)
    return bands


def _column(elements: Sequence[Element]) -> Column:
    rows = _rows(elements)
    return Column(min(e.x0 for e in rows), max(e.x1 for e in rows), tuple(rows))


def rows_of(lines: Sequence[Line]) -> list[Line]:
    """Return the lines from top to bottom, those that stand side by side joined to one."""
    return [row for row in _rows(lines) if isinstance(row, Line)]


def group_rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines from top to bottom, those that stand side by side as one row from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda e: (e.top, e.x0)):
        if rows and _same_row(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda e: e.x0) for row in rows]


def _rows(elements: Sequence[Element]) -> list[Element]:
    ordered = sorted(elements, key=lambda e: (e.top, e.x0))
    rows: list[list[Element]] = []
    for element in ordered:
        if rows and _same_row(rows[-1][0], element):
            rows[-1].append(element)
        else:
            rows.append([element])
    return [_join_row(row) for row in rows]


def _same_row(first: Element, other: Element) -> bool:
    if isinstance(first, RuledTable) or isinstance(other, RuledTable):
        return False
    shared = min(first.bottom, other.bottom) - max(first.top, other.top)
    return shared > 0.5 * min(first.bottom - first.top, other.bottom - other.top)


def _join_row(row: list[Element]) -> Element:
    lines = sorted((e for e in row if isinstance(e, Line)), key=lambda e: e.x0)
    if len(lines) < 2:
        return row[0]
    text = join_pieces([(line.text, line.x0, line.x1) for line in lines], lines[0].size)
    main = max(lines, key=lambda line: len(line.text))
    top, bottom = min(e.top for e in lines), max(e.bottom for e in lines)
    right = max(e.x1 for e in lines)
    return Line(text, main.page, lines[0].x0, top, right, bottom, main.size, all(e.red for e in lines))
