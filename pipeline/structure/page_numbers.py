"""Page numbers glued to the first lines of their pages: text taken out of a PDF without its layout."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.formats.facts import Flowing, TextLine
from pipeline.formats.typography import ENDS

_NUMBER = re.compile(
    r"[1-9]\d{0,2}(?=[^\d\s.．、，,）)年月日时%％\-—~至到万亿千百个项家户人名所座条种类次元亩公吨米平立台套件处岁倍度])"
    r"|[1-9]\d{1,4}(?=(?:\.\d{1,2}){1,3} ?[一-鿿“])"
)
"""A number that counts nothing: what follows is no unit, or is the number of a section."""
_UNITS = re.compile(r"[\d.]+ ?[万亿千百个项家户人名元亩公吨米平立台套倍度]")
_FEWEST_LINES, _MOST_LINES = 12, 60
"""Lines of a page: GB/T 9704-2012, 5.2.3 asks for 22, other prints have more."""
_FEWEST_PAGES = 3


def drop_page_numbers(flow: Sequence[Flowing]) -> list[Flowing]:
    """Return the flow without page numbers glued to its lines: they stand where no indent is."""
    lines = [" " * (e.indent > 0) + e.text if isinstance(e, TextLine) else "" for e in flow]
    bare = strip_page_numbers(lines)
    return [
        replace(e, text=bare[at].strip()) if isinstance(e, TextLine) and bare[at] != lines[at] else e
        for at, e in enumerate(flow)
    ]


def strip_page_numbers(lines: Sequence[str]) -> list[str]:
    """Return the lines without the page numbers glued to them; they count up by one, a page apart.

    What they stand before mostly goes on with the sentence of the line before: items do not.
    """
    stripped = list(lines)
    numbered = {
        at: _numbers(line) for at, line in enumerate(lines) if _NUMBER.match(line) and not _UNITS.match(line)
    }
    last = max(numbered, default=-1)
    done = -1
    for at in numbered:
        if at <= done:
            continue
        pages = max((_pages(numbered, at, number, last) for number in numbered[at]), key=len)
        if len(pages) < _FEWEST_PAGES:
            continue
        done = pages[-1][0]
        if 2 * sum(_goes_on(lines, place) for place, _ in pages) >= len(pages):
            for place, number in pages:
                stripped[place] = lines[place].removeprefix(str(number))
    return stripped


def _numbers(line: str) -> list[int]:
    """Return what the page number can be: 10613.3 may begin page 106 or page 10."""
    digits = re.match(r"\d+", line)
    length = len(digits[0]) if digits else 0
    cuts = range(min(3, length - 1), 0, -1) if line[length : length + 1] == "." else (length,)
    return [int(line[:cut]) for cut in cuts]


def _pages(numbered: dict[int, list[int]], at: int, number: int, last: int) -> list[tuple[int, int]]:
    """Return the places of a page number and of those that follow it; a page of pictures has few lines."""
    pages = [(at, number)]
    for place in range(at + 1, last + 1):
        if place > pages[-1][0] + _MOST_LINES:
            break
        apart = place - pages[-1][0] >= _FEWEST_LINES or len(pages) >= _FEWEST_PAGES
        if apart and pages[-1][1] + 1 in numbered.get(place, ()):
            pages.append((place, pages[-1][1] + 1))
    return pages


def _goes_on(lines: Sequence[str], at: int) -> bool:
    before = lines[at - 1].rstrip() if at else ""
    return bool(before) and not before.endswith(ENDS)
