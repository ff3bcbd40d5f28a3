"""What of a document is printed: its paragraphs and tables, each paragraph with its place on a page.

The words are those that the program reads in the document's own file; where a crawler joined its lines
they are parted first. What is a title or a signature is told by the record, so that it can be set as
GB/T 9704 sets it.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from extractors.layout import Block, Cell
from extractors.records import DocumentInfo
from extractors.unjoined import part_blocks
from extractors.values import value
from pipeline.reading import read

Setting = Literal["title", "centred", "flush", "text", "signed", "table"]
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|[〇○零一二三四五六七八九十]{4}年.{1,3}月.{1,3}日")
_SHORT = 40
"""Signs of a line that may sign a document or name those whom it goes to."""


@value
class Part:
    """A paragraph or a table of a document."""

    setting: Setting
    text: str = ""
    level: int = 0
    """Of a heading that the document's own file marks as one, else 0."""
    cells: tuple[Cell, ...] = ()

    @property
    def rows(self) -> list[list[Cell]]:
        """The cells of a table by row."""
        rows: list[list[Cell]] = [[] for _ in range(max((cell.row for cell in self.cells), default=-1) + 1)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        return rows

    @property
    def width(self) -> int:
        """Number of the columns of a table."""
        return max((cell.column + cell.colspan for cell in self.cells), default=0)


@value
class Printed:
    """A document to be printed."""

    title: str
    parts: tuple[Part, ...]

    @property
    def has_table(self) -> bool:
        return any(part.cells for part in self.parts)


def find_parts(path: Path, info: DocumentInfo) -> Printed:
    """Return what is printed of the document at `path`, whose record is given."""
    blocks = [block for block in part_blocks(read(path).blocks) if block.text.strip() or block.cells]
    return Printed(info.title or path.stem, tuple(_parts(blocks, info)))


def _parts(blocks: Sequence[Block], info: DocumentInfo) -> Iterator[Part]:
    """Yield the parts; each line of a paragraph is one."""
    titles = _squeezed(info.title or "")
    for block in blocks:
        if block.cells:
            yield Part("table", cells=block.cells)
            continue
        for line in filter(None, map(str.strip, block.text.split("\n"))):
            yield Part(_setting(line, block, titles, info), line, block.level)


def _setting(line: str, block: Block, titles: str, info: DocumentInfo) -> Setting:
    words = _squeezed(line)
    short = len(words) <= _SHORT
    if (len(words) > 3 and words in titles) or block.level == 1:
        return "title"
    if info.document_number and words == _squeezed(info.document_number):
        return "centred"
    if short and (_DAY.fullmatch(words) or words in map(_squeezed, info.issuers)):
        return "signed"
    return "flush" if words.endswith(("：", ":")) and info.recipients and short else "text"


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)
