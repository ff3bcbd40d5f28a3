"""Cells that a table prints again, or leaves empty, in each row that they hold for: made one merged cell.

A spreadsheet repeats the serial, the goal and the units beside each measure; Markdown and plain text leave
them empty; only some formats can say that a cell covers several rows. All then give the same table.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from extractors.layout import Block, Cell
from extractors.tables.grid import Row, build_grid, is_empty, is_section, repeats
from extractors.tables.heads import ROLES, find_kind
from pipeline.structure.tables.head_rows import WORDS

_HEAD_ROWS = 5
"""Rows from the top in which a head is looked for: titles, a note and three levels."""
_FRAME = frozenset([*ROLES, "time", "person"])
"""Columns that go on under a task in a row that names neither a serial nor a unit."""
_WORDS = 6
"""Characters from which a cell is a phrase, which two rows do not share by chance."""


def merge_cells(block: Block) -> Block:
    """Return the table with cells that the rows below repeat, or leave empty, made one.

    >>> rows = ["序号 目标任务 措施", "1 新建站点9个 选址", "1 新建站点9个 开工"]
    >>> cells = [Cell(text, at, c) for at, row in enumerate(rows) for c, text in enumerate(row.split())]
    >>> [cell.rowspan for cell in merge_cells(Block("table", cells=tuple(cells))).cells]
    [1, 1, 1, 2, 2, 1, 1]
    """
    rows = build_grid(block.cells).rows
    kinds = _find_kinds(rows)
    key = next((c for c in sorted(kinds) if kinds[c] == "number"), None)
    if key is None:
        key = next((c for c in sorted(kinds) if kinds[c] in ("task", "content", "area")), None)
    if key is None:
        return block
    merges = any(cell.rowspan > 1 and not find_kind(cell.text) for cell in block.cells)
    tops: dict[int, Cell] = {}
    """The cell that goes on in the place of another, by the identity of that."""
    for above, row in pairwise(rows):
        if is_section(above) or is_section(row):
            continue
        for column in _going_on(above, row, kinds, key, merges):
            tops[id(row[column])] = tops.get(id(above[column]), above[column])
    return replace(block, cells=tuple(_merged(block.cells, tops))) if tops else block


def _find_kinds(rows: tuple[Row, ...]) -> dict[int, str]:
    """Return what the columns hold by the first word over each that heads one."""
    kinds: dict[int, str] = {}
    for row in rows[:_HEAD_ROWS]:
        found = {c: kind for c, cell in row.items() if (kind := find_kind(cell.text))}
        kinds |= {c: kind for c, kind in found.items() if len(found) > 1 and c not in kinds}
    return kinds


def _going_on(above: Row, row: Row, kinds: dict[int, str], key: int, merges: bool) -> Iterator[int]:
    """Yield the columns in which a row goes on with the cells of the row above."""
    both = [c for c in row if c in above and row[c] is not above[c] and row[c].colspan == above[c].colspan]
    if key not in both:
        return
    if not merges:
        yield from (c for c in both if _goes_down(above[c], row[c], kinds, c))
    same = [c for c in both if row[c].text == above[c].text and not repeats(row[c])]
    if (
        key in same
        and not is_empty(row[key])
        and (kinds[key] == "number" or len(above[key].text) >= _WORDS)
        and len(same) > 1
    ):
        yield from same
    elif not merges and is_empty(row[key]):
        filled = [c for c in sorted(row) if not is_empty(row[c])]
        if len(filled) < 2 and find_kind(above[key].text):
            return
        first = next(iter(filled), None)
        empty = [c for c in both if is_empty(row[c])]
        frame = [c for c in row if kinds.get(c) in ROLES]
        goes_on = kinds[key] != "area" and all(is_empty(row[c]) for c in frame)
        for column in empty:
            before = first is not None and column < first
            if before or (goes_on and kinds.get(column) in _FRAME):
                yield column


def _goes_down(above: Cell, cell: Cell, kinds: dict[int, str], column: int) -> bool:
    """Tell whether an empty cell of units goes on with the one above: they stand before what they do."""
    words = [c for c, kind in kinds.items() if kind in WORDS]
    before = kinds.get(column) in ROLES and column < min(words, default=0)
    return before and not cell.text.strip() and find_kind(above.text) is None


def _merged(cells: tuple[Cell, ...], tops: dict[int, Cell]) -> Iterator[Cell]:
    """Yield the cells that are left, those that go on as far down as they do."""
    ends: dict[int, int] = {}
    for cell in cells:
        if top := tops.get(id(cell)):
            ends[id(top)] = max(ends.get(id(top), 0), cell.row + cell.rowspan)
    for cell in cells:
        if id(cell) not in tops:
            yield replace(cell, rowspan=ends[id(cell)] - cell.row) if id(cell) in ends else cell
