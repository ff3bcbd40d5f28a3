"""RTF: its paragraphs and the rows of its tables, by striprtf, which knows no merged cells."""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from extractors.layout import Block, Cell
from pipeline.formats import Reading, UnreadableFile

MAX_DEPTH = 500
"""Nested groups: Word writes some twenty."""
_GROUPS = re.compile(rb"\\[{}\\]|[{}]")
_ROW = re.compile(r".*\|\s*")
"""striprtf ends each cell with a bar and each row with a line end."""


def read(path: Path) -> Reading:
    """Return the blocks of an RTF file; `UnreadableFile` where its groups do not close or nest too deep."""
    from striprtf.striprtf import rtf_to_text

    data = path.read_bytes()
    _check(data, path.name)
    try:
        text = rtf_to_text(data.decode("latin-1"), errors="replace")
    except (ValueError, LookupError, IndexError, KeyError) as error:
        raise UnreadableFile("damaged-file", f"Damaged RTF: {path.name}: {error}") from error
    return Reading("rtf", None, None, tuple(_blocks(text)))


def _check(data: bytes, name: str) -> None:
    depth = 0
    for sign in _GROUPS.finditer(data):
        depth += {b"{": 1, b"}": -1}.get(sign[0], 0)
        if depth > MAX_DEPTH:
            raise UnreadableFile("damaged-file", f"Nested deeper than {MAX_DEPTH} groups: {name}")
    if depth > 0:
        raise UnreadableFile("damaged-file", f"The file ends early, {depth} groups are open: {name}")


def _blocks(text: str) -> Iterator[Block]:
    lines = [line.strip() for line in text.replace("\xa0", " ").split("\n")]
    for is_table, group in groupby(filter(None, lines), lambda line: bool(_ROW.fullmatch(line))):
        if is_table:
            rows = [line.rstrip("| ").split("|") for line in group]
            yield Block("table", cells=tuple(_cells(rows)))
        else:
            yield from (Block("paragraph", line) for line in group)


def _cells(rows: list[list[str]]) -> Iterator[Cell]:
    width = max(map(len, rows))
    for number, row in enumerate(rows):
        for column in range(width):
            yield Cell(row[column].strip() if column < len(row) else "", number, column)
