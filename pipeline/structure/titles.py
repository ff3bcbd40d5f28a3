"""Titles that a page or a file gives as several headings, one for each printed line."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractors.layout import Block
from pipeline.formats.typography import MARKER
from pipeline.structure.boilerplate import is_title

_OPEN_END = re.compile(
    r"(?:关于|印发|转发|批转|发布|公布|下达|实施|推进|促进|加强|做好|和|与|及|、|《[^》]*)$"
)
_BODY_END = re.compile(r"(?:政府|办公[厅室]|委员会|委|局|厅|部|院|领导小组)$")
_OPEN_START = re.compile(r"关于|印发|转发|批转")
_MAX_LINES = 4
_END = 60
"""Characters at the end of a heading that are looked at: one may be a whole page."""


def join_titles(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, headings of one level that are the lines of one title joined.

    >>> lines = [Block("heading", text, level=1) for text in ("某县政府关于印发", "某方案的通知", "一、总则")]
    >>> [block.text for block in join_titles(lines)]
    ['某县政府关于印发某方案的通知', '一、总则']
    """
    waiting: list[Block] = []
    for block in blocks:
        if waiting and not _goes_on(waiting[-1], block):
            yield from _join(waiting)
            waiting = []
        waiting.append(block)
    yield from _join(waiting)


def _goes_on(first: Block, second: Block) -> bool:
    """Return True if two headings may be lines of one title."""
    if first.kind != "heading" or second.kind != "heading" or first.level != second.level:
        return False
    if is_title(first.text) or MARKER.match(first.text) or MARKER.match(second.text):
        return False
    end = first.text[-_END:]
    return bool(_OPEN_END.search(end) or (_BODY_END.search(end) and _OPEN_START.match(second.text)))


def _join(lines: Sequence[Block]) -> Iterator[Block]:
    """Yield the lines as one heading where they make a title, else as they are."""
    text = "".join(line.text for line in lines)
    if 1 < len(lines) <= _MAX_LINES and is_title(text):
        yield replace(lines[0], text=text)
    else:
        yield from lines
