"""Tables without rules: columns told by a header row and by the gaps that stay free below it.

Only a header that heads a table in plain text begins one, so that lists and
fields side by side stay what they are.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from extractors.tables.heads import ROLES as UNITS
from extractors.tables.heads import find_kind
from pipeline.formats.grid import Grid, GridCell
from pipeline.formats.page import Element, Line, RuledTable
from pipeline.structure.furniture import is_page_number
from pipeline.structure.reading_order import group_rows
from pipeline.structure.tables.aligned_columns import Row, Shape, cut_row, find_borders, split_header
from pipeline.structure.tables.cell_text import fill_grid
from pipeline.structure.tables.head_rows import MIN_COLUMNS, keeps_promise, read_kinds

Edges = tuple[float, float]
"""Left and right."""
_LONGEST_HEADER = 40
"""Characters of header cells that stand close together, at most."""
_APART = 3.5
"""Distance of lines, in characters, from which only a numbered row still belongs to the table."""
_TALLEST = 60
"""Lines that a row has, at most."""
_TELLING = frozenset([*UNITS, "time", "person", "value"])
"""Columns without which no head begins a table."""
_MIDDLE = 0.8
"""Twice the distance from the middle of a row, in characters, up to which a number stands there."""
_WIDER = 0.3
"""What a gap between rows has more than one between lines, in characters."""


def find_aligned(
    elements: Sequence[Element], number: int, before: Shape | None
) -> tuple[list[Element], Shape | None]:
    """Return the page with its unruled table as one, and the shape of it for the next page.

    `before` is the shape of the table that the page before ends with.
    """
    lines = [element for element in elements if isinstance(element, Line)]
    if len(lines) < len(elements):
        return list(elements), None  # a page with rules shows its tables
    if before is None and not any(map(_may_head, lines)):
        return list(elements), None
    rows = group_rows(lines)
    start, body, shape = _headed(rows, before)
    if before and not (shape and shape.texts == before.texts):
        goes_on = _continued(rows, before)
        start, body, shape = goes_on if goes_on[2] else (start, body, shape)
    if shape is None:
        return list(elements), None
    cut = [cut_row(row, shape) for row in rows]
    cut[start:body] = [[piece for line in row for piece in split_header(line)] for row in rows[start:body]]
    end = _end(cut, body, shape)
    table = _build(cut[start:end], body - start, shape, number, is_new=shape is not before)
    if table is None:
        return list(elements), None
    taken = {id(line) for row in rows[start:end] for line in row}
    rest = [element for element in elements if id(element) not in taken]
    is_last = not any(element.top > table.bottom and not _is_furniture(element) for element in rest)
    numbers = [known for row in cut[body:end] if (known := shape.number(row)) is not None]
    last = numbers[-1] if numbers else shape.last
    carried = Shape(shape.texts, shape.kinds, shape.xs, last) if is_last else None
    return [*rest, table], carried


def _may_head(line: Line) -> bool:
    short = len(line.text) <= _LONGEST_HEADER
    return short and any(find_kind(word) in _TELLING for word in line.text.split())


def _is_furniture(element: Element) -> bool:
    return isinstance(element, Line) and is_page_number(element.text)


def _continued(rows: Sequence[Row], before: Shape) -> tuple[int, int, Shape | None]:
    """Return where the table of the page before goes on, if its next number stands below its columns."""
    for start in range(min(2, len(rows))):  # a running head may stand above it
        known = [cut_row(row, before) for row in rows[start:]]
        fitting = list(takewhile(before.fits, known))
        found = next((number for row in fitting if (number := before.number(row)) is not None), None)
        if found is not None:
            return (start, start, before) if found == before.last + 1 else (0, 0, None)
        if fitting and len(fitting[0]) > 1 and all(before.column(line) != before.key for line in fitting[0]):
            return start, start, before  # the rest of the last row
    return 0, 0, None


def _headed(rows: Sequence[Row], before: Shape | None) -> tuple[int, int, Shape | None]:
    """Return the header's row, the first row below it, and the columns."""
    for at, row in enumerate(rows):
        if len(row) < MIN_COLUMNS - 1:
            continue
        row = [piece for line in row for piece in split_header(line)]
        texts = tuple(line.text.strip() for line in row)
        kinds = read_kinds(texts)
        if kinds is None or len(row) < MIN_COLUMNS:
            continue
        if before and before.texts == texts and _fit(before, row, *rows[at + 1 : at + 2]):
            return at, at + 1, before
        xs = find_borders([row, *rows[at + 1 :]])
        return (at, at + 1, Shape(texts, kinds, xs, 0)) if xs else (0, 0, None)
    return 0, 0, None


def _fit(shape: Shape, *rows: Row) -> bool:
    return all(shape.fits(cut_row(row, shape)) for row in rows)


def _end(rows: Sequence[Row], body: int, shape: Shape) -> int:
    """Return the index of the first row that is not in the table any more."""
    for at in range(body, len(rows)):
        row = rows[at]
        if not shape.fits(row) or (len(row) == 1 and is_page_number(row[0].text)):
            return at
        step = row[0].top - rows[at - 1][0].top if at else 0.0
        if at > body and step > _APART * row[0].size and not _is_followed(rows, at, shape):
            return at
        in_key = [line for line in row if shape.column(line) == shape.key]
        if in_key and shape.number(row) is None:
            return at
    return len(rows)


def _is_followed(rows: Sequence[Row], at: int, shape: Shape) -> bool:
    """Return True if a numbered row begins with this line, though its number may stand further down."""
    for row in rows[at : at + _TALLEST]:
        if not shape.fits(row):
            return False
        if shape.number(row) is not None:
            return True
    return False


def _build(rows: Sequence[Row], heads: int, shape: Shape, number: int, *, is_new: bool) -> RuledTable | None:
    """Return the table of these rows, None if what stands in the columns is not what they promise."""
    starts = [*range(heads), *(heads + at for at in _starts(rows[heads:], shape, is_new))]
    if len(starts) - heads < (2 if is_new else 1):
        return None
    ys = [rows[at][0].top - 1 for at in starts] + [max(line.bottom for row in rows for line in row) + 1]
    held = {(bisect_right(starts, at) - 1, shape.column(line)) for at, row in enumerate(rows) for line in row}
    body = [line for row in rows[heads:] for line in row]
    wide = [_extent(body, shape, column) for column in range(len(shape.kinds))]
    made = sorted(_cells(shape, wide, ys, held, heads), key=lambda cell: (cell.row, cell.column))
    cells = {(cell.row, cell.column): cell for cell in made}
    grid = Grid(shape.xs, tuple(ys), tuple(cells.values()), ())
    placed = [
        (cells[bisect_right(starts, at) - 1, shape.column(line)], line)
        for at, row in enumerate(rows)
        for line in row
    ]
    table = fill_grid(grid, placed, number)
    texts: list[dict[int, str]] = [{} for _ in starts]
    for cell in table.cells:
        texts[cell.row][cell.column] = cell.text
    return table if not is_new or keeps_promise(texts[heads:], shape.kinds) else None


def _extent(lines: Sequence[Line], shape: Shape, column: int) -> Edges:
    """Return from where to where the lines of a column are set, which is less than the room that it has."""
    own = [line for line in lines if shape.column(line) == column]
    left = min((line.x0 for line in own), default=shape.xs[column])
    return left, max((line.x1 for line in own), default=shape.xs[column + 1])


def _starts(rows: Sequence[Row], shape: Shape, is_new: bool) -> list[int]:
    """Return the indices of the lines that the rows of the table begin with.

    Lines above the first number of a table that goes on may be the rest of the row before.
    """
    if shape.key is None:
        most = len(shape.kinds) / 2
        found = [at for at, row in enumerate(rows) if len(row) > most and shape.column(row[0]) == 0]
        return found if found and not found[0] else [0, *found]
    numbered = [at for at, row in enumerate(rows) if shape.number(row) is not None]
    if not numbered:
        return [0] if rows else []
    usual = _usual_gap(rows, shape)
    parted = [_part(rows, above + 1, below, usual) for above, below in pairwise(numbered)]
    starts = [below if at is None else at for at, below in zip(parted, numbered[1:], strict=True)]
    first = 0
    if not is_new:
        in_middle = any(start < at for start, at in zip(starts, numbered[1:], strict=True))
        begins = in_middle or _is_centred(rows[: (*starts, len(rows))[0]], numbered[0])
        told = _part(rows, 0, numbered[0], usual)
        first = told if told is not None else 0 if begins else numbered[0]
    return sorted({0, first, *starts})


def _is_centred(rows: Sequence[Row], at: int) -> bool:
    """Return True if a line stands in the middle of the lines."""
    line = rows[at][0]
    top, bottom = rows[0][0].top, max(each.bottom for row in rows for each in row)
    return abs(top + bottom - line.top - line.bottom) < _MIDDLE * line.size


def _part(rows: Sequence[Row], above: int, below: int, usual: float) -> int | None:
    """Return the line between these two that begins the row of the last one, None if no wider gap tells.

    The last one bears the number, which may stand beside the first line of its row or in the middle.
    """
    gaps = {at: _gap(rows, at) for at in range(max(above, 1), below + 1)}
    widest = max(gaps, key=lambda at: (gaps[at], at), default=below)
    return widest if gaps and gaps[widest] > usual + _WIDER * rows[below][0].size else None


def _gap(rows: Sequence[Row], at: int) -> float:
    """Return the room between a line and all above it: those of a row may stand at different heights."""
    bottom = max(line.bottom for row in rows[max(0, at - 3) : at] for line in row)
    return min(line.top for line in rows[at]) - bottom


def _usual_gap(rows: Sequence[Row], shape: Shape) -> float:
    """Return the room between the lines of a cell: the smallest between two pieces of one column."""
    last: dict[int, Line] = {}
    gaps: list[float] = []
    for row in rows:
        for line in row:
            column = shape.column(line)
            if column in last:
                gaps.append(line.top - last[column].bottom)
            last[column] = line
    return min(gaps, default=0.0)


def _cells(
    shape: Shape, wide: Sequence[Edges], ys: Sequence[float], held: set[tuple[int, int]], heads: int
) -> Iterator[GridCell]:
    """Yield the cells; one of an area spans the rows below that have none of their own."""
    for column, kind in enumerate(shape.kinds):
        row = 0
        while row < len(ys) - 1:
            last = row + 1
            while kind == "area" and row >= heads and last < len(ys) - 1 and (last, column) not in held:
                last += 1
            box = (wide[column][0], ys[row], wide[column][1], ys[last])
            yield GridCell(row, column, last - row, 1, box)
            row = last
