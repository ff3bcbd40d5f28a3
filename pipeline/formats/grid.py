"""Ruled tables as grids: from straight lines to cells with their spans."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extractors.layout import Box
from extractors.values import value

_SNAP = 3.0
"""Distance in points up to which edges are one edge, or touch."""
_WALL = 0.6
"""Share of a side that an edge must cover to part two cells."""
_OVERHANG = 12.0
"""How far rows must reach beyond the outermost vertical edge to show an open side."""
MAX_EDGES = 4000
"""A page with more is a drawing, not a table."""


@value
class Edge:
    """A straight line: `at` is y of a horizontal one, x of a vertical one."""

    at: float
    start: float
    end: float


@value
class GridCell:
    """A cell without its text."""

    row: int
    column: int
    rowspan: int
    colspan: int
    box: Box


@value
class Grid:
    """A table's borders and cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]
    places: tuple[tuple[GridCell, ...], ...]
    """For each row and column the cell that covers it."""

    @property
    def box(self) -> Box:
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def find(self, x: float, y: float) -> GridCell | None:
        """Return the cell at a point, None outside of the table."""
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        inside = 0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1
        return self.places[row][column] if inside else None


def find_grids(horizontal: Iterable[Edge], vertical: Iterable[Edge]) -> list[Grid]:
    """Return the tables of at least two cells that the edges rule, from top to bottom."""
    rows, columns = _merge(horizontal), _merge(vertical)
    if len(rows) + len(columns) > MAX_EDGES:
        return []
    grids = (_build(hs, vs) for hs, vs in _touching(rows, columns) if hs and vs and len(hs) + len(vs) > 3)
    found = [grid for grid in grids if grid and len(grid.cells) > 1]
    return sorted(found, key=lambda grid: (grid.ys[0], grid.xs[0]))


def _merge(edges: Iterable[Edge]) -> list[Edge]:
    """Return the edges with those on one line that overlap or nearly touch made one."""
    merged: list[Edge] = []
    for group in _cluster(sorted(edges, key=lambda e: e.at)):
        at = sum(e.at for e in group) / len(group)
        start = end = None
        for edge in sorted(group, key=lambda e: e.start):
            if end is not None and start is not None and edge.start > end + _SNAP:
                merged.append(Edge(at, start, end))
                start = end = None
            start = edge.start if start is None else start
            end = edge.end if end is None else max(end, edge.end)
        if start is not None and end is not None:
            merged.append(Edge(at, start, end))
    return merged


def _cluster(edges: Sequence[Edge]) -> Iterator[list[Edge]]:
    group: list[Edge] = []
    for edge in edges:
        if group and edge.at - group[0].at > _SNAP:
            yield group
            group = []
        group.append(edge)
    if group:
        yield group


def _touching(rows: Sequence[Edge], columns: Sequence[Edge]) -> Iterator[tuple[list[Edge], list[Edge]]]:
    """Yield the horizontal and vertical edges of each connected figure."""
    parents = list(range(len(rows) + len(columns)))

    def root(i: int) -> int:
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = parents[i]
        return i

    for i, row in enumerate(rows):
        for j, column in enumerate(columns, len(rows)):
            if _meet(row, column):
                parents[root(i)] = root(j)
    figures: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for i, edge in enumerate((*rows, *columns)):
        figures.setdefault(root(i), ([], []))[i >= len(rows)].append(edge)
    yield from figures.values()


def _meet(row: Edge, column: Edge) -> bool:
    across = row.start - _SNAP <= column.at <= row.end + _SNAP
    return across and column.start - _SNAP <= row.at <= column.end + _SNAP


def _build(rows: Sequence[Edge], columns: Sequence[Edge]) -> Grid | None:
    xs = _positions(columns, [(e.start, e.end) for e in rows])
    ys = _positions(rows, [(e.start, e.end) for e in columns])
    width, height = len(xs) - 1, len(ys) - 1
    if not width or not height:
        return None
    labels = _label(width, height, _walls(columns, xs, ys), _walls(rows, ys, xs))
    cells = tuple(_cells(labels, xs, ys))
    return Grid(xs, ys, cells, tuple(tuple(cells[label] for label in row) for row in labels))


def _positions(edges: Sequence[Edge], reach: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    """Return where the edges stand, and where an open side ends."""
    at = sorted({e.at for e in edges})
    known = [x for i, x in enumerate(at) if not i or x - at[i - 1] > _SNAP]
    low, high = min(start for start, _ in reach), max(end for _, end in reach)
    before = [low] if sum(known[0] - start > _OVERHANG for start, _ in reach) > 1 else []
    after = [high] if sum(end - known[-1] > _OVERHANG for _, end in reach) > 1 else []
    return (*before, *known, *after)


def _walls(edges: Sequence[Edge], across: Sequence[float], along: Sequence[float]) -> set[tuple[int, int]]:
    """Return pairs (border, step): inner borders that an edge draws along that step of the grid."""
    walls: set[tuple[int, int]] = set()
    for edge in edges:
        border = min(range(len(across)), key=lambda i: abs(across[i] - edge.at))
        for step, (start, end) in enumerate(pairwise(along)):
            if min(end, edge.end) - max(start, edge.start) >= _WALL * (end - start):
                walls.add((border, step))
    return walls


def _label(
    width: int, height: int, upright: set[tuple[int, int]], level: set[tuple[int, int]]
) -> list[list[int]]:
    """Return for each place of the grid the number of its cell: places without a wall between are one."""
    labels = [[-1] * width for _ in range(height)]
    count = 0
    for row in range(height):
        for column in range(width):
            if labels[row][column] >= 0:
                continue
            right = column + 1
            while right < width and labels[row][right] < 0 and (right, row) not in upright:
                right += 1
            bottom = row + 1
            while bottom < height and _is_open(labels[bottom], level, bottom, column, right):
                bottom += 1
            for line in labels[row:bottom]:
                line[column:right] = [count] * (right - column)
            count += 1
    return labels


def _is_open(labels: Sequence[int], level: set[tuple[int, int]], row: int, start: int, end: int) -> bool:
    """Return True if no wall parts the places from the row above."""
    return all(labels[column] < 0 and (row, column) not in level for column in range(start, end))


def _cells(labels: Sequence[Sequence[int]], xs: Sequence[float], ys: Sequence[float]) -> Iterator[GridCell]:
    bounds: dict[int, list[int]] = {}
    for row, line in enumerate(labels):
        for column, label in enumerate(line):
            bound = bounds.setdefault(label, [row, column, row, column])
            bound[2], bound[3] = row, column
    for top, left, bottom, right in bounds.values():
        box = (xs[left], ys[top], xs[right + 1], ys[bottom + 1])
        yield GridCell(top, left, bottom - top + 1, right - left + 1, box)
