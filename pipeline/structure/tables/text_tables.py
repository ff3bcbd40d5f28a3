"""Tables that were flattened into plain text: one cell a line, or cells parted by blanks or bars.

Only a header row begins one that names tasks with units or terms, or indicators with values, so that prose
stays prose.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from extractors.folding import fold
from extractors.layout import Block, Cell
from extractors.tables.heads import find_kind
from extractors.tables.natures import NUMBER, read_nature
from pipeline.structure.tables.barred import BAR, find_barred
from pipeline.structure.tables.cell_alignment import SECTION, Alignment, align
from pipeline.structure.tables.head_rows import (
    MIN_COLUMNS,
    heads_table,
    keeps_promise,
    read_kinds,
    with_areas,
)

MAX_COLUMNS = 12
_GAP = re.compile(r"[ \u2002\u2003\u3000\xa0]{2,}")
_BLANK = re.compile(r"[ \u2002\u2003\u3000\xa0]+")
"""What parts the cells where the head itself has no wider gap: as a reader of PDF copies them."""
_CHAPTER = re.compile(r"\(?[一二三四五六七八九十]{1,3}[)、.]?")
_MAX_EXTRA = 2
"""Number of cells that a printed row may have more than its header: blanks inside a cell."""
_MAX_UNKNOWN = 8
"""Length of an unknown header cell, at most."""
_IN_ORDER = 0.9
"""Share of rows whose number follows the one above, or begins anew."""
_LEFT_OUT = 4.0
"""What it costs that a line which can be a header cell is read as a cell of the first row."""


_Row = dict[int, str]
"""The texts of a row by column, a section row's at -1."""


@dataclass(frozen=True, slots=True)
class _Header:
    """The header cells, by what their columns hold; ``end`` is the index of the line after them."""

    texts: tuple[str, ...]
    kinds: tuple[str, ...]
    end: int


@dataclass(frozen=True, slots=True)
class _Found:
    block: Block
    end: int
    score: float


def find_tables(lines: Sequence[str]) -> dict[int, tuple[int, Block]]:
    """Return, for each table in the lines, by its first line the index after its last and its block.

    >>> lines = ["附件", "序号", "任务", "责任单位", "1", "改造管网", "市水利局", "2", "普查", "市统计局"]
    >>> [(first, end) for first, (end, _) in find_tables(lines).items()]
    [(1, 10)]
    """
    tables = find_barred(lines) if any(map(BAR.search, lines)) else {}
    at = 0
    while at < len(lines):
        if at in tables:
            at = tables[at][0]
            continue
        found = _find_printed(lines, at) or _find_flat(lines, at)
        if found:
            tables[at] = (found.end, found.block)
        at = found.end if found else at + 1
    return tables


def _find_printed(lines: Sequence[str], at: int) -> _Found | None:
    """Return the table whose header is the line, its rows the lines below."""
    line = lines[at].strip()
    if len(line) >= 400:
        return None
    gap = _GAP if _GAP.search(line) else _BLANK
    texts = tuple(gap.split(line))
    if not MIN_COLUMNS <= len(texts) <= MAX_COLUMNS or "\t" in line:
        return None
    kinds = read_kinds(texts)
    if kinds is None:
        return None
    rows, end = _read_rows(lines, at + 1, kinds, gap)
    cells = [*_row(0, texts), *_body(rows, kinds)]
    return _Found(Block("table", cells=tuple(cells)), end, 0.0) if _is_table(rows, kinds) else None


def _read_rows(
    lines: Sequence[str], start: int, kinds: Sequence[str], gap: re.Pattern[str]
) -> tuple[list[_Row], int]:
    rows: list[_Row] = []
    end = start
    for at in range(start, len(lines)):
        row = _read_row(lines[at].strip(), kinds, gap)
        if row is None or (-1 in row and rows and -1 in rows[-1]):
            break
        rows.append(row)
        end = end if -1 in row else at + 1
    return rows[:-1] if rows and -1 in rows[-1] else rows, end


def _read_row(line: str, kinds: Sequence[str], gap: re.Pattern[str]) -> _Row | None:
    """Return the row that the line is, None if it is another header or no row."""
    texts = tuple(gap.split(line)) if "\t" not in line else ()
    if len(texts) == 1 and SECTION.fullmatch(fold(line)):
        return {-1: texts[0]}
    if len(texts) == len(kinds):
        return None if read_kinds(texts) else dict(enumerate(texts))
    numbered = "number" in kinds and texts and NUMBER.fullmatch(fold(texts[0]))
    if not numbered or not 2 < len(texts) <= len(kinds) + _MAX_EXTRA:
        return None
    aligned = align(texts, kinds)
    if aligned is None or len(aligned.places) < len(texts) or aligned.places[-1][0] > 0:
        return None
    return _collect(texts, aligned)[0]


def _find_flat(lines: Sequence[str], at: int) -> _Found | None:
    """Return the table of which the line is the first header cell, not a title above it, each cell a line."""
    run = _read_run(lines, at)
    if not _is_header(lines, run):
        return None
    own = _fill_best(lines, run)
    below = _fill_best(lines, run[1:]) if own else None
    return None if own and below and below.score > own.score else own


def _fill_best(lines: Sequence[str], run: Sequence[int]) -> _Found | None:
    """Return the best table with all lines of the run as header, or all but the last ones."""
    found: list[_Found] = []
    for less in range(3):
        header = _read_header(lines, run[: len(run) - less])
        table = _fill(lines, header) if header else None
        if table:
            left_out = sum(find_kind(lines[at].strip()) is not None for at in run[len(run) - less :])
            found.append(replace(table, score=table.score - _LEFT_OUT * left_out))
    return max(found, key=lambda table: table.score, default=None)


def _read_run(lines: Sequence[str], at: int) -> list[int]:
    """Return the indices of the lines from this one on that may be header cells."""
    run: list[int] = []
    if find_kind(lines[at].strip()) is None:
        return run
    near = [place for place in range(at, min(len(lines), at + 2 * MAX_COLUMNS)) if not _is_bar(lines[place])]
    for place, following in zip(near, [*near[1:], -1], strict=True):
        kind = find_kind(lines[place].strip())
        if len(run) == MAX_COLUMNS or (kind is None and not _may_head(lines, place, following)):
            break
        run.append(place)
    return run


def _is_bar(line: str) -> bool:
    return bool(BAR.fullmatch(line.strip()))


def _may_head(lines: Sequence[str], place: int, following: int) -> bool:
    """Return True for unknown words between header cells, or between the last and the first number."""
    text, after = lines[place].strip(), lines[following].strip() if following >= 0 else ""
    if len(text) > _MAX_UNKNOWN or read_nature(text) != "short":
        return False
    return find_kind(after) is not None or read_nature(after) == "number"


def _is_header(lines: Sequence[str], run: Sequence[int]) -> bool:
    kinds = [kind for place in run if (kind := find_kind(lines[place].strip()))]
    return len(run) >= MIN_COLUMNS and heads_table(kinds)


def _read_header(lines: Sequence[str], run: Sequence[int]) -> _Header | None:
    texts = [lines[place].strip() for place in run]
    kinds = read_kinds(texts) if len(texts) >= MIN_COLUMNS else None
    if kinds is None:
        return None
    if "number" in kinds:
        return _Header(tuple(texts), kinds, run[-1] + 1)
    following = (line.strip() for line in lines[run[-1] + 1 :][: 2 * len(texts)] if not _is_bar(line))
    first = list(islice(following, len(texts)))
    at = next((at for at, text in enumerate(first) if NUMBER.fullmatch(fold(text))), None)
    if at is not None and not {"value", "score"} & set(kinds):
        texts.insert(at, "")
        kinds = with_areas([*kinds[:at], "number", *kinds[at:]])
    return _Header(tuple(texts), kinds, run[-1] + 1)


def _fill(lines: Sequence[str], header: _Header) -> _Found | None:
    places: list[int] = []
    aligned = align(_cell_texts(lines, header.end, places), header.kinds)
    if aligned is None:
        return None
    texts = [lines[place].strip() for place in places[: len(aligned.places)]]
    rows = _collect(texts, aligned)
    if aligned.score < len(rows) or not (_is_table(rows, header.kinds) and _is_used(header, rows)):
        return None
    end = places[len(texts) - 1] + 1
    while end < len(lines) and _is_bar(lines[end]):
        end += 1
    cells = [*_row(0, header.texts), *_body(rows, header.kinds)]
    return _Found(Block("table", cells=tuple(cells)), end, aligned.score)


def _is_used(header: _Header, rows: Sequence[_Row]) -> bool:
    """Return True if the columns before the number begin with the first row, unknown ones are filled."""
    at = header.kinds.index("number") if "number" in header.kinds else 0
    unknown = [column for column, text in enumerate(header.texts) if text and find_kind(text) is None]
    begins = all(column in rows[0] for column in range(at)) or -1 in rows[0]
    return (
        begins
        and any(0 in row for row in rows)
        and all(any(column in row for row in rows) for column in unknown)
    )


def _cell_texts(lines: Sequence[str], at: int, places: list[int]) -> Iterator[str]:
    """Yield the lines that may be cells, up to another header, and note their indices."""
    for place in range(at, len(lines)):
        text = lines[place].strip()
        if BAR.fullmatch(text):
            continue
        if "\t" in text or _is_header(lines, _read_run(lines, place)):
            return
        places.append(place)
        yield text


def _collect(texts: Sequence[str], aligned: Alignment) -> list[_Row]:
    """Return the rows, cells of several lines joined."""
    rows: list[_Row] = []
    for text, (row, column) in zip(texts, aligned.places, strict=True):
        if row == len(rows):
            rows.append({})
        rows[row][column] = f"{rows[row][column]}\n{text}" if column in rows[row] else text
    return rows


def _is_table(rows: Sequence[_Row], kinds: Sequence[str]) -> bool:
    """Return True if the rows keep what their columns promise: units under units, numbers in order."""
    whole = [row for row in rows if -1 not in row and not _heads_rows(row)]
    if not whole or not keeps_promise(whole, kinds):
        return False
    if "number" not in kinds:
        return len(whole) > 1
    numbers = [int(re.sub(r"\D", "", fold(row.get(kinds.index("number"), ""))) or 0) for row in whole]
    follow = sum(number in (1, before + 1) for before, number in pairwise([numbers[0] - 1, *numbers]))
    return follow >= _IN_ORDER * len(numbers)


def _heads_rows(row: _Row) -> bool:
    """Return True for a row of a number and a name over the rows that it heads: 一|产业提升|||."""
    filled = [text for text in row.values() if text]
    return len(filled) == 2 and _CHAPTER.fullmatch(fold(filled[0])) is not None


def _row(row: int, texts: Sequence[str]) -> Iterator[Cell]:
    return (Cell(text, row, column) for column, text in enumerate(texts))


def _body(rows: Sequence[_Row], kinds: Sequence[str]) -> Iterator[Cell]:
    """Yield the cells below the header; an area's cell spans the rows that have none of their own."""
    heights = _find_heights(rows, kinds)
    for at, row in enumerate(rows):
        if -1 in row:
            yield Cell(row[-1], at + 1, 0, colspan=len(kinds))
            continue
        for column in range(len(kinds)):
            height = heights.get((at, column), 1)
            if height:
                yield Cell(row.get(column, ""), at + 1, column, rowspan=height)


def _find_heights(rows: Sequence[_Row], kinds: Sequence[str]) -> dict[tuple[int, int], int]:
    """Return the number of rows that each area's cell spans, 0 where another covers the place."""
    heights: dict[tuple[int, int], int] = {}
    for column in (at for at, kind in enumerate(kinds) if kind == "area"):
        top = -1
        for at, row in enumerate(rows):
            if -1 in row:
                top = -1
            elif row.get(column) or top < 0:
                top = at if row.get(column) else -1
                heights[at, column] = 1
            else:
                heights[at, column] = 0
                heights[top, column] += 1
    return heights
