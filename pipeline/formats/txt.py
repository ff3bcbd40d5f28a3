"""Plain text: a paragraph for each printed line, wrapped ones joined."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from extractors.layout import Block
from pipeline.formats import Reading
from pipeline.formats.characters import read_text
from pipeline.structure.boilerplate import find_document, note_dropped
from pipeline.structure.one_line import LONG, part_page
from pipeline.structure.page_numbers import strip_page_numbers
from pipeline.structure.spread import split_spread
from pipeline.structure.wrapping import Line, join_wrapped


def read(path: Path) -> Reading:
    """Return the paragraphs of the text file at `path`."""
    text, encoding, problems = read_text(path)
    lines = text.split("\n")
    if len(text) > LONG and len(filled := [line for line in lines if line.strip()]) == 1:
        lines = part_page(filled[0].strip())
    lines = strip_page_numbers(lines)
    stripped = [line.strip() for line in lines]
    kept = find_document(stripped)
    dropped = note_dropped(sum(map(bool, stripped)), len(kept))
    blocks = tuple(_build_blocks(lines, kept))
    return Reading("txt", encoding, None, blocks, problems + dropped)


def _build_blocks(lines: Sequence[str], kept: Sequence[int]) -> Iterator[Block]:
    """Yield a paragraph for each line, wrapped ones joined; lines of cells stay as they are."""
    for has_cells, places in groupby(kept, lambda at: lines[at].count("\t") > 1):
        if has_cells:
            yield from (Block("paragraph", lines[at].strip(" ")) for at in places)
        else:
            yield from build_paragraphs(lines, list(places))


def build_paragraphs(lines: Sequence[str], places: Sequence[int]) -> Iterator[Block]:
    """Yield the paragraphs of the lines at the places, which are not empty."""
    printed = [_line(lines, at) for at in places]
    for paragraph in join_wrapped(printed):
        for text in split_spread(paragraph):
            yield Block("paragraph", text)


def _line(lines: Sequence[str], at: int) -> Line:
    line = lines[at]
    text = line.strip().replace("\t", " ")
    indent = 0 if line[0] == text[0] else _indent(line[: len(line) - len(line.lstrip())])
    return Line(text, indent, at > 0 and not lines[at - 1].strip())


def _indent(spaces: str) -> int:
    return sum({"\t": 4, "\u3000": 2, "\u2003": 2}.get(space, 1) for space in spaces)
