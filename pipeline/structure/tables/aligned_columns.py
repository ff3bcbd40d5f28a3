"""The columns of a table without rules: their borders, and the pieces of a printed line cut at them."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.folding import fold
from extractors.tables.heads import find_kind
from extractors.tables.natures import NUMBER
from extractors.values import value
from pipeline.formats.page import Line
from pipeline.formats.spacing import is_wide

_LEAST_GAP = 0.5
"""Room in characters that stays free between two columns, at least."""
_NEAR = 2.0
"""Distance in characters up to which a space stands at a border."""

Row = list[Line]
"""The pieces of one printed line, from left to right."""


@value
class Shape:
    """The columns of a table, as far as the next page needs to know them."""

    texts: tuple[str, ...]
    kinds: tuple[str, ...]
    xs: tuple[float, ...]
    last: int
    """The number of the last row, 0 where the rows have none."""

    @property
    def key(self) -> int | None:
        return self.kinds.index("number") if "number" in self.kinds else None

    def column(self, line: Line) -> int:
        """Return the column that the middle of a piece stands in."""
        return min(max(bisect_right(self.xs, (line.x0 + line.x1) / 2) - 1, 0), len(self.kinds) - 1)

    def fits(self, row: Row) -> bool:
        """Return True if no piece of the row crosses a border."""
        return not any(line.x0 < x - 1 and line.x1 > x + 1 for line in row for x in self.xs[1:-1])

    def number(self, row: Row) -> int | None:
        """Return the number that the row bears in the column of numbers."""
        for line in row:
            if self.column(line) == self.key and NUMBER.fullmatch(fold(line.text.strip())):
                return int("".join(filter(str.isdecimal, fold(line.text))))
        return None


def cut_row(row: Row, shape: Shape) -> Row:
    return [piece for line in row for piece in _cut(line, shape)]


def _cut(line: Line, shape: Shape) -> Iterator[Line]:
    """Yield the pieces of a line that was taken for one over a border, where a space stands at the border."""
    crossed = next((x for x in shape.xs[1:-1] if line.x0 < x - 1 and line.x1 > x + 1), None)
    spaces = [at for at, character in enumerate(line.text) if character == " "] if crossed else []
    if crossed is None or not spaces:
        yield line
        return
    step = (line.x1 - line.x0) / _width(line.text)
    places = {at: line.x0 + step * _width(line.text[:at]) for at in spaces}
    space = min(spaces, key=lambda at: abs(places[at] - crossed))
    if abs(places[space] - crossed) > _NEAR * line.size:
        yield line
        return
    yield replace(line, text=line.text[:space], x1=min(places[space], crossed))
    rest = replace(line, text=line.text[space + 1 :], x0=max(places[space] + step, crossed))
    yield from _cut(rest, shape)


def _width(text: str) -> int:
    return sum(2 if is_wide(character) else 1 for character in text)


def split_header(line: Line) -> Iterator[Line]:
    """Yield the header cells that stand so close together that they were taken for one piece."""
    words = line.text.split()
    if len(words) < 2 or not all(map(find_kind, words)):
        yield line
        return
    step = (line.x1 - line.x0) / _width(line.text)
    for word in words:
        x0 = line.x0 + step * _width(line.text[: line.text.index(word)])
        yield replace(line, text=word, x0=x0, x1=x0 + step * _width(word))


def find_borders(rows: Sequence[Row]) -> tuple[float, ...]:
    """Return the borders of the columns under a header: the room that no piece below takes."""
    header = rows[0]
    free = [(a.x1, b.x0) for a, b in pairwise(header)]
    left, right = header[0].x0, header[-1].x1
    for row in rows[1:]:
        narrowed = _narrow(free, row)
        if narrowed is None:
            break
        free = narrowed
        left, right = min(left, row[0].x0), max(right, row[-1].x1)
    return (left - 1, *((start + end) / 2 for start, end in free), right + 1)


def _narrow(free: Sequence[tuple[float, float]], row: Row) -> list[tuple[float, float]] | None:
    """Return the free room that the pieces of a row leave, None if one closes it."""
    left = list(free)
    for line in row:
        for at, (start, end) in enumerate(left):
            if line.x1 <= start or line.x0 >= end:
                continue
            before, after = (start, min(end, line.x0)), (max(start, line.x1), end)
            widest = max(before, after, key=lambda room: room[1] - room[0])
            if widest[1] - widest[0] < _LEAST_GAP * line.size:
                return None
            left[at] = widest
    return left
