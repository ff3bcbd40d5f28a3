"""Numbers that open lines, seen without the outline: what it passed over, and gaps in its sequences."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, pairwise

from extractors.numerals import to_int
from extractors.outline.tree import Item, Outline
from extractors.values import value

_HAN = "[一二三四五六七八九十百]{1,4}"
_STYLES = {
    "han": rf"({_HAN})[、.](?!\d)",
    "bracketed": rf"\(({_HAN})\)",
    "digit": r"(\d{1,2})[、.](?![\d])",
    "bracketed digit": r"\((\d{1,2})\)",
    "half bracket": r"(\d{1,2})\)",
    "ordinal": rf"第({_HAN})[,、:]",
    "named": rf"[任举措事重][务措施项点][ ]?({_HAN}|\d{{1,2}})[ 、.:]",
}
_MARK = re.compile(rf"\n[ \t>#*]*(?=[(第任举措事重\d一二三四五六七八九十])(?:{'|'.join(_STYLES.values())})")
_MOST = 30
"""The longest gap in numbers that is one of a sequence, and no other sequence."""


@value
class Mark:
    """A number that opens a line."""

    style: int
    ordinal: int
    start: int

    @property
    def is_spoken(self) -> bool:
        return list(_STYLES)[self.style - 1] == "ordinal"


def see_marks(folded: str) -> Iterator[Mark]:
    r"""Yield the numbers that open lines.

    >>> [(mark.ordinal, mark.start) for mark in see_marks("一、总则\n(一)略")]
    [(1, 0), (1, 5)]
    """
    for match in _MARK.finditer("\n" + folded):  # so that a match begins where its line does
        printed = match[match.lastindex or 1]
        try:
            yield Mark(match.lastindex or 1, to_int(printed), match.start())
        except ValueError:
            continue


def in_sequence(marks: list[Mark]) -> Iterator[Mark]:
    """Yield the marks that stand in a row of at least two with the next number each."""
    last: dict[int, Mark] = {}
    told: set[int] = set()
    for mark in marks:
        before = last.get(mark.style)
        if before and mark.ordinal == before.ordinal + 1:
            for each in (before, mark):
                if each.start not in told:
                    told.add(each.start)
                    yield each
        last[mark.style] = mark


def find_gaps(outline: Outline) -> Iterator[tuple[Item, Item | None, str]]:
    """Yield where numbers of a sequence are missing: the item before, the one after, and what is missing.

    Before the first number of a sequence stands the item above, or the first item itself.
    """
    for row in _sequences(outline):
        item, before = row[0]
        if len(row) > 1 and before == 2:
            yield outline.items[item.parent] if item.parent is not None else item, item, "1"
        for (item, a), (after, b) in pairwise(row):
            if 1 < b - a <= _MOST:
                yield item, after, str(a + 1) if b - a == 2 else f"{a + 1} to {b - 1}"


def _sequences(outline: Outline) -> Iterator[list[tuple[Item, int]]]:
    """Yield the items of one style with their numbers: under one item, or through where they run on."""
    rows: dict[tuple[int, str], list[tuple[Item, int]]] = defaultdict(list)
    for item in outline.items:
        if item.number and (number := _ordinal(item.number)) is not None:
            rows[item.part, item.style].append((item, number))
    for row in rows.values():
        seams = [(a, b) for (item, a), (after, b) in pairwise(row) if item.parent != after.parent]
        if seams and 2 * sum(b > a for a, b in seams) > len(seams):
            yield row
            continue
        for _, group in groupby(row, key=lambda each: each[0].parent):
            yield list(group)


@lru_cache(maxsize=1024)
def _ordinal(number: str) -> int | None:
    digits = re.sub(r"[^0-9一二三四五六七八九十百]+", " ", number).split()
    try:
        return to_int(digits[-1]) if digits else None
    except ValueError:
        return None
