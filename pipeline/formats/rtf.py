"""RTF: its paragraphs by striprtf, its tables by the marks of rows and cells put into the text beforehand."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from extractors.layout import Block
from extractors.values import value
from pipeline.formats.facts import Facts, Flowing, Frame, FrameCell, UnreadableFile

MAX_DEPTH = 500
"""Nested groups: Word writes some twenty."""
_GROUPS = re.compile(rb"\\[{}\\]|[{}]")
_WORDS = re.compile(rb"\\(?:(trowd|row|cell|clvmgf|clvmrg|clmgf|clmrg)(?![a-z])|cellx(-?\d+)) ?|\\\\")
"""What defines rows and cells (RTF 1.9.1, Table Definitions); a backslash that is text hides none."""
_BEGIN, _CELL, _END = "\uf002", "\uf001", "\uf000"
_ROW = re.compile(f"{_BEGIN}([^{_END}]*){_END}([^{_END}]*){_END}")
"""A row: the text of its cells and their definitions."""
_NEAR = 20
"""Twentieths of a point by which edges of one column differ, at most."""


@value
class _Row:
    """The cells of a row: what they say, where they end, how they are merged."""

    texts: tuple[str, ...]
    ends: tuple[int, ...]
    merged: tuple[str, ...]
    """"v" for what goes on with the cell above, "h" with the one before, else ""."""


def read(path: Path) -> Facts:
    """Return what an RTF file holds; `UnreadableFile` where its groups do not close or nest too deep."""
    from striprtf.striprtf import rtf_to_text

    data = path.read_bytes()
    _check(data, path.name)
    try:
        text = rtf_to_text(_marked(data).decode("latin-1"), errors="replace")
    except (ValueError, LookupError, TypeError, OverflowError) as error:
        raise UnreadableFile("damaged-file", f"Damaged RTF: {path.name}: {error}") from error
    return Facts("rtf", None, tuple(_blocks(_paired(text))))


def _paired(text: str) -> str:
    """Return the text with each pair of surrogates as its sign, and U+FFFD for one that stands alone.

    A sign beyond U+FFFF is written as two numbers (RTF 1.9.1, Unicode RTF).
    """
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _check(data: bytes, name: str) -> None:
    depth = 0
    for sign in _GROUPS.finditer(data):
        depth += {b"{": 1, b"}": -1}.get(sign[0], 0)
        if depth > MAX_DEPTH:
            raise UnreadableFile("damaged-file", f"Nested deeper than {MAX_DEPTH} groups: {name}")
    if depth > 0:
        raise UnreadableFile("damaged-file", f"The file ends early, {depth} groups are open: {name}")


def _marked(data: bytes) -> bytes:
    """Return the file with signs of no script where rows begin and cells and rows end."""
    pieces: list[bytes] = []
    defined: list[str] = []
    merge = ""
    at, is_open = 0, False
    for word in _WORDS.finditer(data):
        name, end = (word[1] or b"").decode(), word[2]
        put = b""
        if end:
            defined.append(f"{merge}{int(end)}")
            merge = ""
        elif name == "trowd":
            put, is_open, defined = (b"" if is_open else _sign(_BEGIN)), True, []
        elif name == "cell" and is_open:
            put = _sign(_CELL)
        elif name == "row" and is_open:
            put, is_open = _sign(_END) + ",".join(defined).encode() + _sign(_END), False
        elif name.startswith("cl"):
            merge = {"clvmrg": "v", "clmrg": "h"}.get(name, merge)
        pieces += [data[at : word.start()], put]
        at = word.start()
    return b"".join(pieces) + data[at:]


def _sign(sign: str) -> bytes:
    return b"{\\uc0\\u%d}" % (ord(sign) - 0x10000)


def _blocks(text: str) -> Iterator[Flowing]:
    at = 0
    rows: list[_Row] = []
    for found in _ROW.finditer(text):
        between = list(_paragraphs(text[at : found.start()]))
        if between:
            yield from _tables(rows)
            rows = []
        yield from between
        rows.append(_row(found[1], found[2]))
        at = found.end()
    yield from _tables(rows)
    yield from _paragraphs(text[at:])


def _paragraphs(text: str) -> Iterator[Block]:
    yield from (Block("paragraph", line) for line in _lines(re.sub(f"[{_BEGIN}{_CELL}{_END}]\\|?", "", text)))


def _lines(text: str) -> Iterator[str]:
    return filter(None, (line.strip(" \t|\u3000") for line in text.replace("\xa0", " ").split("\n")))


def _row(text: str, definitions: str) -> _Row:
    texts = ["\n".join(_lines(cell.removeprefix("|"))) for cell in text.split(_CELL)][:-1]
    known = re.findall(r"([vh]?)(-?\d+)", definitions)[: len(texts)]
    known += [("", str(10**6 + at)) for at in range(len(known), len(texts))]
    return _Row(tuple(texts), tuple(int(end) for _, end in known), tuple(merge for merge, _ in known))


def _tables(rows: Sequence[_Row]) -> Iterator[Frame]:
    """Yield the table of the rows, if there are any."""
    if cells := _cells(rows):
        yield Frame(tuple(cells))


def _cells(rows: Sequence[_Row]) -> list[FrameCell]:
    """Return the cells, merged ones once, in columns told by all edges of the table."""
    edges = sorted({end for row in rows for end in row.ends})
    columns = [end for before, end in pairwise([-(10**9), *edges]) if end - before > _NEAR]
    cells: list[FrameCell] = []
    above: dict[int, int] = {}
    for number, row in enumerate(rows):
        column = 0
        for text, end, merged in zip(row.texts, row.ends, row.merged, strict=True):
            after = max(bisect_left(columns, end - _NEAR) + 1, column + 1)
            if merged == "v" and column in above:
                over = cells[above[column]]
                cells[above[column]] = replace(over, rowspan=number - over.row + 1)
            elif merged == "h" and cells and cells[-1].row == number:
                cells[-1] = replace(cells[-1], colspan=after - cells[-1].column)
            else:
                above[column] = len(cells)
                flow = tuple(Block("paragraph", line) for line in text.split("\n") if line)
                cells.append(FrameCell(number, column, 1, after - column, flow))
            column = after
    return cells
