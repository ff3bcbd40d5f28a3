"""What belongs to the printed page and not to the document: page numbers, running heads, the red head."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.formats.page import Column, Element, Line, Page, body_size

_BAND = 0.13
"""Share of the height at the top and bottom that may hold furniture: GB/T 9704 has margins of 12 %."""
_DASH = "[-—–―─·•~]"
_DECORATED = re.compile(
    rf"{_DASH}* ?(?:第 ?\d{{1,4}} ?页(?:[ ,，/]{{0,3}}共 ?\d{{1,4}} ?页)?|\d{{1,4}} ?/ ?\d{{1,4}}) ?{_DASH}*"
    rf"|{_DASH}+ ?\d{{1,4}} ?{_DASH}*|\d{{1,4}} ?{_DASH}+"
)
_NUMBER = re.compile(r"\d{1,4}")
_BROWSER = re.compile(
    r"https?://[^\s\u4e00-\u9fff]+(?: \d+ ?/ ?\d+)?"
    r"|\d{4}[/-]\d{1,2}[/-]\d{1,2},? (?:[上下]午)?\d{1,2}:\d{2}(?: .{1,80})?"
)
"""What browsers print beside a page: its address, and when it was printed, with the window's title."""
_RED_HEAD = 1.3
"""Size of a red head's letters, in the body's."""
_REPEATS = 3
"""Pages with the same line at the same height that make it a running head."""
_SMALL = 0.95
"""Size, in the body's, below which two pages are enough."""
_SHARE = 0.3
"""Share of the pages that must have it: odd and even pages may differ."""
_LIKE_BODY = 1.05
"""Size, in the body's, up to which the name of a gazette is its running head and not its first page's."""
_APART = 1.2
"""Room between a running head and the text, in the head's size, with which two pages are enough, too."""
_GAZETTE = r"(?:[^，。；：]{2,24}(?:公报|政报|汇编|文件))?"
_ISSUE = re.compile(
    rf"(?=.*(?:公报|政报|汇编|第 ?\d{{1,4}} ?期)){_GAZETTE} *(?:\d{{4}} ?[年.·]? *)?"
    rf"(?:[(（]?总?第? ?\d{{1,4}} ?[期号辑][)）]? *){{0,2}}{_GAZETTE}"
)
"""The name of a gazette and its issue, which its pages bear above the text."""


@dataclass(frozen=True, slots=True)
class _Furniture:
    heads: frozenset[tuple[str, int]]
    offset: int | None
    """What the printed page numbers are ahead of the count."""
    body: float

    def holds(self, line: Line, page: Page) -> bool:
        if line.red and page.number == 1 and line.size > _RED_HEAD * self.body:
            return True
        if not _in_band(line, page):
            return False
        text = line.text.strip()
        if _DECORATED.fullmatch(text) or _BROWSER.fullmatch(text) or _key(line) in self.heads:
            return True
        if line.size <= _LIKE_BODY * self.body and _ISSUE.fullmatch(text) and _is_apart(line, page):
            return True
        return self.offset is not None and _offset(text, page.number) == self.offset


def is_page_number(text: str) -> bool:
    """Return True for a line that can be the number of a page and nothing else.

    >>> is_page_number("— 3 —"), is_page_number("3"), is_page_number("3.略")
    (True, True, False)
    """
    words = text.strip()
    return bool(_DECORATED.fullmatch(words) or _NUMBER.fullmatch(words))


def drop_furniture(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Return the pages without page numbers, running heads and the red head of the first page."""
    body = body_size(line for page in pages for line in page.lines)
    furniture = _Furniture(_running_heads(pages, body), _number_offset(pages), body)
    return tuple(_without(page, furniture) for page in pages)


def _without(page: Page, furniture: _Furniture) -> Page:
    def stays(element: Element) -> bool:
        return not (isinstance(element, Line) and furniture.holds(element, page))

    kept = (replace(column, elements=tuple(filter(stays, column.elements))) for column in page.columns)
    return replace(page, columns=tuple(_trim(column) for column in kept if column.elements))


def _trim(column: Column) -> Column:
    left, right = min(e.x0 for e in column.elements), max(e.x1 for e in column.elements)
    return replace(column, left=left, right=right)


def _in_band(line: Line, page: Page) -> bool:
    return line.bottom < _BAND * page.height or line.top > (1 - _BAND) * page.height


def _band_lines(page: Page) -> Iterable[Line]:
    return (line for line in page.lines if _in_band(line, page))


def _is_apart(line: Line, page: Page) -> bool:
    """Return True if room parts the line from the text of the page, as it does a running head or foot."""
    middle, room = page.height / 2, _APART * line.size
    if line.bottom < middle:
        return not any(line.bottom - 1 < other.top < line.bottom + room for other in page.lines)
    return not any(line.top - room < other.bottom < line.top + 1 for other in page.lines)


def _key(line: Line) -> tuple[str, int]:
    text = line.text.strip()
    return (text if _NUMBER.fullmatch(text) else re.sub(r"\d+", "0", text), round(line.top / 6))


def _running_heads(pages: Sequence[Page], body: float) -> frozenset[tuple[str, int]]:
    few = len(pages) < _REPEATS
    lines = [
        [line for line in _band_lines(page) if not few or line.size < _SMALL * body or _is_apart(line, page)]
        for page in pages
    ]
    counts = Counter(key for each in lines for key in {_key(line) for line in each})
    least = max(min(_REPEATS, len(pages)), 2, _SHARE * len(pages))
    return frozenset(key for key, count in counts.items() if count >= least)


def _offset(text: str, number: int) -> int | None:
    return int(text) - number if _NUMBER.fullmatch(text) else None


def _number_offset(pages: Sequence[Page]) -> int | None:
    """Return the offset that bare numbers keep over at least half of the pages, None if there is none."""
    offsets: Counter[int] = Counter()
    for page in pages:
        found = {_offset(line.text.strip(), page.number) for line in _band_lines(page)}
        offsets.update(offset for offset in found if offset is not None)
    if not offsets:
        return None
    offset, count = offsets.most_common(1)[0]
    enough = count >= max(2, len(pages) / 2) or (len(pages) == 1 and offset == 0)
    return offset if enough else None
