"""Aspects: whether a quantity is promised, past, given, or only a condition."""

import re
from functools import cache

from extractors.lexicons import load
from extractors.targets.words import words_pattern


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(words_pattern(w for e in load("aspect") if e["kind"] == kind for w in e["words"]))


@cache
def _ending(kind: str) -> re.Pattern[str]:
    """Pattern over reversed text."""
    return re.compile(words_pattern(w[::-1] for e in load("aspect") if e["kind"] == kind for w in e["words"]))


def is_past(text: str, low: int, high: int) -> bool:
    """Return True if the last sign of tense in text[low:high] is one of the past.

    >>> is_past("已建成5所,力争再建3所", 0, 5), is_past("已建成5所,力争再建3所", 0, 10)
    (True, False)
    """
    last = None
    for last in _pattern("past").finditer(text, low, high):
        pass
    return last is not None and not _pattern("future").search(text, last.end(), high)


def is_given(text: str, low: int, start: int, stop: int, high: int) -> bool:
    """Return True if the number is what things start from: 由5%, 原4.99万人, 52个…基础上."""
    if _ending("given").match(text[max(low, start - 6) : start][::-1]):
        return True
    return (
        text.find("基础上", stop, min(high, stop + 20)) > 0 and text.find(",", stop, min(high, stop + 20)) < 0
    )


def is_size(text: str, low: int, start: int) -> bool:
    """Return True if the number says how big those are that are meant: 年产30万吨以下."""
    return _ending("sized").match(text[max(low, start - 8) : start][::-1]) is not None


def is_conditional(text: str, low: int, start: int, stop: int, high: int) -> bool:
    """Return True if the clause text[low:high] makes the number a condition or what is granted."""
    return bool(
        _pattern("condition").search(text, low, start) or _pattern("granted").search(text, stop, high)
    )
