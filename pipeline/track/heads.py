"""Indicators that the lexicon does not have: which heads are one, by their letters."""

from collections.abc import Iterable, Iterator
from itertools import groupby

_ALIKE = 90
"""Of 100: share of letters in order that two heads share (Indel). At 90 a head of ten letters may have
one or two more, and no letter stands for another."""
_SHORTEST = 6
_MOST = 400
"""Heads of one beginning and end that are compared with one another; more are told by equal words only."""

Head = tuple[str, str]
"""Words, and what is measured in which unit."""


def group_heads(heads: Iterable[Head]) -> Iterator[tuple[str, str, str]]:
    """Yield each head with the words that stand for its group."""
    ordered = sorted(heads, key=lambda head: (*_block(head), len(head[0]), head[0]))
    for (kind, *_), group in groupby(ordered, key=_block):
        yield from ((name, kind, stands) for name, stands in _alike([name for name, _ in group]))


def _block(head: Head) -> tuple[str, str, str]:
    return head[1], head[0][:2], head[0][-2:]


def _alike(names: list[str]) -> Iterator[tuple[str, str]]:
    from rapidfuzz import fuzz, process

    kept: list[str] = []
    for name in names:
        found = None
        if len(name) >= _SHORTEST and len(names) <= _MOST:
            found = process.extractOne(name, kept, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        if found is not None and _only_longer(found[0], name):
            yield name, found[0]
        else:
            kept.append(name)
            yield name, name


def _only_longer(short: str, long: str) -> bool:
    """True if the longer head has all letters of the shorter one in their order: none stands for another."""
    rest = iter(long)
    return all(letter in rest for letter in short)
