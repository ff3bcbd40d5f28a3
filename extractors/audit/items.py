"""Numbers that open lines, seen without the outline: what it passed over, and gaps in its sequences."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, pairwise

from extractors.numerals import to_int
from extractors.outline.actions import is_action
from extractors.outline.tree import Item, Outline
from extractors.records import Task
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
_COUNTED = re.compile(rf"(?:(?<=[\n。;:,!]) ?)({_HAN})是(?![否非不])(?=[一-鿿])")
_SIGN = re.compile(r"\n[ \t\u3000]*([■□●◆▲★◇○◎▪•➢✓√①-⑳])[ \t]?(?=[一-鿿《“\"])")
_RUN_IN = re.compile(r"\n[ \t\u3000]*([一-鿿“”、,]{4,30})。(?=\n?[一-鿿“])")
_TOLD = re.compile(r"[了过]|已|完成率|同比|增长|以来")
_OPENING = 24
"""Characters of a sentence that tell whether it orders something."""
_MOST = 30
"""The longest gap in numbers that is one of a sequence, and no other sequence."""


_SPOKEN_STYLE = 1 + list(_STYLES).index("ordinal")
_COUNTED_STYLE = len(_STYLES) + 1


@value
class Mark:
    """A number that opens a line."""

    style: int
    ordinal: int
    start: int

    @property
    def is_spoken(self) -> bool:
        return self.style == _SPOKEN_STYLE


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


def see_counted(folded: str) -> Iterator[Mark]:
    """Yield the words that count sentences: 一是, 二是, …

    >>> [mark.ordinal for mark in see_counted("做到:一是排查隐患;二是转移群众。这一是非")]
    [1, 2]
    """
    if "一是" in folded:
        for match in _COUNTED.finditer(folded):
            yield Mark(_COUNTED_STYLE, to_int(match[1]), match.start(1))


def acts(words: str) -> bool:
    """Tell whether words name something to do, also behind an adverb of two characters: 果断转移群众."""
    return is_action(words) or is_action(words[2:])


def see_run_in(folded: str) -> Iterator[int]:
    """Yield where lines without a number begin with a short clause that names something to do, then go on.

    >>> list(see_run_in("改善路网。新建公路9公里。")), list(see_run_in("一、改善路网。新建公路9公里。"))
    ([0], [])
    """
    for match in _RUN_IN.finditer("\n" + folded):
        if acts(match[1]):
            yield match.start(1) - 1


def names_action(task: Task) -> bool:
    """Tell whether the title of a task, or the words behind it, name something to do."""
    return acts(task.title) or acts(task.text[len(task.title) :].lstrip("。:：.、 \n"))


def is_ordered(folded: str, place: int) -> bool:
    """Tell whether the words of a counted sentence order something, and tell nothing that was done."""
    words = folded[place : place + _OPENING]
    return acts(words) and not _TOLD.search(words)


def see_signs(folded: str) -> Iterator[int]:
    """Yield where lines begin with a sign of a list, two of a kind at least: ■, ●, ①."""
    found = list(_SIGN.finditer("\n" + folded))
    kinds = Counter(_kind_of(match[1]) for match in found)
    yield from (match.start() for match in found if kinds[_kind_of(match[1])] > 1)


def _kind_of(sign: str) -> str:
    return "①" if "①" <= sign <= "⑳" else sign


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
        if before == 2 and (len(row) > 1 or item.parent is not None):
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
