"""What a person should look at before trusting the reading of a text."""

import re
from collections.abc import Iterator
from itertools import product

from extractors.layout import Layout
from extractors.outline.tree import Outline
from extractors.records import Problem

_DEEPEST = 8
"""Brackets within brackets; official texts print three at most."""
_DEEP = (*map("".join, product("([", repeat=3)), ")))")
_MOST_ITEMS = 5000
"""Items of one document; the longest plan measured has 1,100."""


def find_oddities(layout: Layout, outline: Outline) -> Iterator[Problem]:
    """Yield what is unlike a policy document: brackets nested without end, numbers without end."""
    depth, place = _deepest(layout.folded) if any(run in layout.folded for run in _DEEP) else (0, 0)
    if depth > _DEEPEST:
        message = f"Brackets are nested {depth} deep: what they hold may be read wrongly."
        yield Problem(code="deep-brackets", severity="warning", message=message, span=(place, place + 1))
    if len(outline.items) > _MOST_ITEMS:
        message = f"The outline has {len(outline.items)} items: this may be a list, or no policy document."
        yield Problem(code="endless-numbering", severity="warning", message=message)


def _deepest(folded: str) -> tuple[int, int]:
    """Return how deep brackets are nested, and where they are deepest."""
    depth = deepest = place = 0
    for match in re.finditer(r"[()\[\]\n]", folded):
        sign = match[0]
        if sign == "\n":
            depth = 0
        elif sign in "([":
            depth += 1
            if depth > deepest:
                deepest, place = depth, match.start()
        else:
            depth = max(0, depth - 1)
    return deepest, place
