"""Indicators that the lexicon does not have: which heads are one, by their letters."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

_ALIKE = 90
"""Of 100: share of letters in order that two heads share (Indel). At 90 a head of ten letters may have
one or two more, and no letter stands for another."""
_SHORTEST = 6
_MOST = 400
"""Heads of one beginning and end that are compared with one another; more are told by equal words only."""

Head = tuple[str, str, str]


def group_heads(heads: Iterable[Head]) -> Iterator[tuple[str, str, str, str]]:
    """Yield each head (its words, what it measures, its unit) with the head that stands for its group."""
    ordered = sorted(
        heads, key=lambda head: (head[1], head[2], head[0][:2], head[0][-2:], len(head[0]), head[0])
    )
    for _, group in groupby(ordered, key=lambda head: (head[1], head[2], head[0][:2], head[0][-2:])):
        yield from _alike(list(map(itemgetter(0), same := list(group))), same)


def _alike(names: list[str], heads: list[Head]) -> Iterator[tuple[str, str, str, str]]:
    from rapidfuzz import fuzz, process

    kept: list[str] = []
    for name, (_, measure, unit) in zip(names, heads, strict=True):
        found = None
        if len(name) >= _SHORTEST and len(names) <= _MOST:
            found = process.extractOne(name, kept, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if found is not None and _only_longer(found[0], name):
            yield name, measure, unit, found[0]
        else:
            kept.append(name)
            yield name, measure, unit, name


def _only_longer(short: str, long: str) -> bool:
    """True if the longer head has all letters of the shorter one in their order: none stands for another."""
    rest = iter(long)
    return all(letter in rest for letter in short)
