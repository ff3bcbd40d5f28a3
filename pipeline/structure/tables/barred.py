"""Tables whose cells are parted by bars, without the rule that Markdown asks for.

What writes them drops the cells that a merged one covers, and fills the row with empty ones at its end.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.folding import fold
from extractors.layout import Block, Cell
from extractors.tables.heads import ROLES, find_kind
from extractors.tables.natures import NUMBER, read_nature
from pipeline.structure.tables.cell_alignment import SECTION
from pipeline.structure.tables.head_rows import MIN_COLUMNS, WORDS

BAR = re.compile(r"[|｜┃│]")
RULE = re.compile(r"[-=─━┄+|｜│┃┼├┤┌┐└┘┬┴: ]{3,}")
_MAX_COLUMNS = 20
_NUMBER = re.compile(r"\(?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)、.]?")
_NAMED = 2
"""Cells of a row that are heads of columns where it heads a table, at least."""

_Row = tuple[str, ...]


def find_barred(lines: Sequence[str]) -> dict[int, tuple[int, Block]]:
    """Return, for each table of barred lines, by its first line the index after its last and its block.

    >>> lines = ["序号|任务|责任单位|", "1|改造管网|市水利局|", "普查|市统计局||", "完"]
    >>> [(first, end, [cell.text for cell in table.cells][3:])
    ...  for first, (end, table) in find_barred(lines).items()]
    [(0, 3, ['1', '改造管网', '市水利局', '', '普查', '市统计局'])]
    """
    found: dict[int, tuple[int, Block]] = {}
    at = 0
    while at < len(lines):
        end = _end(lines, at)
        if end - at > 1 and (start := _head(lines[at:end])) is not None:
            found[at + start] = (end, Block("table", cells=tuple(_cells(lines[at + start : end]))))
        at = max(end, at + 1)
    return found


def _end(lines: Sequence[str], at: int) -> int:
    """Return the index after the barred lines from `at` on; one that heads the rows below may have none."""
    end = at
    while end < len(lines):
        if not (_is_barred(lines[end]) or (end > at and RULE.fullmatch(lines[end].strip()))):
            below = lines[end + 1] if end + 1 < len(lines) else ""
            if end == at or not (SECTION.fullmatch(fold(lines[end])) and _is_barred(below)):
                break
        end += 1
    return end


def _is_barred(line: str) -> bool:
    return "\t" not in line and len(BAR.findall(line)) >= MIN_COLUMNS - 1


def _head(lines: Sequence[str]) -> int | None:
    """Return which of the lines heads a table, or the first of rows that are numbered; None if none does."""
    rows = [() if RULE.fullmatch(line.strip()) else _split(line) for line in lines]
    for at, row in enumerate(rows):
        kinds = {find_kind(text) or read_nature(text) for text in row} - {"short", "text", "none"}
        if len(kinds) >= _NAMED and kinds & {*WORDS, "indicator"} and len(row) >= MIN_COLUMNS:
            return at if at + 1 < len(rows) else None
    rows = [row for row in rows if row]
    numbers = [int(row[0].rstrip(".、")) for row in rows if NUMBER.fullmatch(row[0])]
    in_order = len(numbers) == len(rows) and all(after == before + 1 for before, after in pairwise(numbers))
    return 0 if in_order and len(set(map(len, rows))) == 1 else None


def _split(line: str, width: int = 0) -> _Row:
    """Return the cells of a line without outer bars, but for those that the width of the table asks for."""
    texts = tuple(text.strip() for text in BAR.split(line.strip()))
    inner = texts[not texts[0] : len(texts) - (not texts[-1])]
    ways = (inner, texts, texts[:-1], texts[1:])
    return next((way for way in ways if len(way) == width), inner)


def _cells(lines: Sequence[str]) -> Iterator[Cell]:
    head = _split(lines[0])[:_MAX_COLUMNS]
    kinds = [find_kind(text) for text in head]
    at = 0
    for line in lines:
        if RULE.fullmatch(line.strip()):
            continue
        row = _split(line, len(head)) if at else head
        if SECTION.fullmatch(fold(row[0])) and not any(row[1:]):
            yield Cell(row[0], at, 0, colspan=len(head))
        else:
            yield from (Cell(text, at, column) for column, text in enumerate(_placed(row, kinds)))
        at += 1


def _placed(row: _Row, kinds: Sequence[str | None]) -> _Row:
    """Return a row as wide as the table, its cells under the heads that they fit."""
    filled = tuple(text for text in row if text)
    width = len(kinds)
    moved = kinds[0] == "number" and row[0] and not _NUMBER.fullmatch(fold(row[0]))
    if not moved or len(filled) >= width or find_kind(row[0]):
        return (*row, *[""] * width)[:width] if len(row) <= width else row
    placed = [""] * width
    column = next((c for c, kind in enumerate(kinds) if kind not in ("number", "area", "person")), 0)
    for left, text in zip(range(len(filled), 0, -1), filled, strict=True):
        while width - column > left and not _fits(kinds[column], text):
            column += 1
        placed[min(column, width - 1)] = text
        column += 1
    return tuple(placed)


def _fits(kind: str | None, text: str) -> bool:
    nature = read_nature(text)
    if kind in ROLES:
        return nature == "unit"
    return nature == "time" if kind == "time" else nature not in ("unit", "number")
