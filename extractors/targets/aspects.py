"""Aspects: whether a quantity is promised, past, given, or only a condition."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from extractors.dates import DateHit
from extractors.lexicons import load
from extractors.targets.words import words_pattern
from extractors.values import value


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(words_pattern(w for e in load("aspect") if e["kind"] == kind for w in e["words"]))


@cache
def _ending(kind: str) -> re.Pattern[str]:
    """Pattern over reversed text."""
    return re.compile(words_pattern(w[::-1] for e in load("aspect") if e["kind"] == kind for w in e["words"]))


_DONE = re.compile("(?<![为除])了(?![解结])")
_WILL = re.compile("(?<![主重需纲概摘])要(?![素点闻道])")
_CONDITION_END = re.compile("[^,;。]{0,80}的,(?:可|给予|予以|应|按|由|享受|不得|处|责令|经)")
_COMPARED = re.compile("比(?:上年|去年|上一年|前年)|同比")
_OPENING = frozenset(",;:。(\n")


@value
class Tense:
    """Signs of the past and of the future in a sentence, by place."""

    past: tuple[int, ...]
    future: tuple[int, ...]

    def is_past_at(self, at: int) -> bool:
        """Return True if what stands at a place has been, and is not promised."""
        if not self.future:
            return bool(self.past)
        before = bisect_left(self.past, at)
        if not before:
            return False
        return bisect_left(self.future, at) == bisect_left(self.future, self.past[before - 1])


def tense_of(text: str, low: int, high: int, dates: Sequence[DateHit], year: int | None) -> Tense:
    """Return the signs of tense in the sentence text[low:high]; `year` is the plan's.

    >>> tense = tense_of("已建成5所,力争再建3所", 0, 12, (), None)
    >>> tense.is_past_at(3), tense.is_past_at(10)
    (True, False)
    """
    past = [match.start() for match in _pattern("past").finditer(text, low, high)]
    if text.find("了", low, high) >= 0:
        past += [match.start() for match in _DONE.finditer(text, low, high)]
    past += [hit.start for hit in dates if _is_past(hit, text, low, year)]
    compared = not past and year is None and _COMPARED.search(text, low, high) is not None
    if not past and not compared:
        return _PRESENT
    future = [match.start() for match in _pattern("future").finditer(text, low, high)]
    future += [match.start() for match in _WILL.finditer(text, low, high)]
    future += [hit.start for hit in dates if _is_future(hit, year)]
    if compared and not future:
        past.append(low)
    return Tense(tuple(sorted(past)), tuple(sorted(future)))


_PRESENT = Tense((), ())


def _is_past(hit: DateHit, text: str, low: int, year: int | None) -> bool:
    if hit.kind == "past":
        return hit.start == low or text[hit.start - 1] in _OPENING
    return hit.kind == "day" and year is not None and hit.year is not None and hit.year < year


def _is_future(hit: DateHit, year: int | None) -> bool:
    if hit.kind != "day" or hit.year is None:
        return False
    return hit.raw[0] in "到至" if year is None else hit.year >= year


def is_given(text: str, low: int, start: int, stop: int, high: int) -> bool:
    """Return True if the number is what things start from: 由5%, 原4.99万人, 52个…基础上."""
    if follows_given(text, low, start) or _pattern("based").match(text, stop, high):
        return True
    return (
        text.find("基础上", stop, min(high, stop + 20)) > 0 and text.find(",", stop, min(high, stop + 20)) < 0
    )


def follows_given(text: str, low: int, start: int) -> bool:
    """Return True if the word before the number says that it is the value things start from."""
    return _ending("given").match(text[max(low, start - 6) : start][::-1]) is not None


def ends_in_condition(text: str, stop: int, high: int) -> bool:
    """Return True if the clause ends as a condition: …的,可申请…; …的,处…罚款."""
    return _CONDITION_END.match(text, stop, high) is not None


def is_size(text: str, low: int, start: int) -> bool:
    """Return True if the number says how big those are that are meant: 年产30万吨以下."""
    return _ending("sized").match(text[max(low, start - 8) : start][::-1]) is not None


def is_conditional(text: str, low: int, start: int, stop: int, high: int) -> bool:
    """Return True if the clause text[low:high] makes the number a condition or what is granted."""
    if _pattern("condition").search(text, low, start) or _pattern("granted").match(text, stop, high):
        return True
    return text.find("给予", stop, high) >= 0 or text.find("予以", stop, high) >= 0
