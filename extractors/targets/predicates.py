"""Predicates: the words between an indicator and its value, read from the value leftwards."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from extractors.dates import DateHit
from extractors.lexicons import load
from extractors.records import Change, Comparator
from extractors.targets.words import words_pattern
from extractors.values import value

_WORK = ("delivery", "deed", "work")
_BESIDE = ("each", "annual", "adverb", "noun")
_LEFTWARD = ("increase", "decrease", "level", "limit", *_WORK, "refer", "light", "grant", *_BESIDE)
"""Kinds of words by the way they are read; where a word is of two, the first counts."""
_RIGHTWARD = (*_WORK, "control", "manner", "bound", "refer", "increase", "decrease", "noun")
_YEARS = re.compile("(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,3})年[间来内中]?$")
_FAR = 5
"""Letters of a number of years, at most."""
_PLAN = "计划"
_BEFORE_A_VERB = frozenset(",;:。、(省市县区镇乡村们内前底")
_YEAR_BEFORE = re.compile("[今明本全0-9]年$|期间$")
_CARRIED_OUT = frozenset(("完成", "执行", "实现"))
_SHARE = re.compile("[0-9.]{1,6}%|百分之|[一二三四五六七八九]成")
_TO = frozenset("到至为在")
_PREPOSITIONS = frozenset("比较与同由从自以于的按")
CHANGES = frozenset(("increase", "decrease"))
STATES = CHANGES | {"level", "limit"}
OBJECTS = frozenset(("delivery", "deed", "work", "refer", "light", "grant"))
_AUXILIARY = frozenset(("实现", "保持", "完成", "维持", "稳定", "争取"))
_COMPLEMENTS = frozenset("出起好了")
"""Letters after a verb that say that it comes to its end: 评选出, 建起, 增加了."""
_COMPLETED = frozenset((*_WORK, *STATES, "light"))


@value
class Predicate:
    """What stands right before an amount, and where it begins."""

    start: int
    verb: str
    """The verb nearest to the value, empty if there is none."""
    verb_end: int
    kind: str
    """Kind of that verb; ``locative`` for a bare 在; empty if there is none."""
    change: Change | None
    comparator: Comparator | None
    each: bool
    annual: bool
    dates: tuple[DateHit, ...]
    """Date phrases that stand within, the nearest to the value first."""

    def without_verb(self) -> "Predicate":
        """The same, where the verb turns out to be part of the indicator."""
        return replace(self, start=self.verb_end, verb="", kind="")


class _Word(NamedTuple):
    """A word before an amount, or a date phrase."""

    start: int
    text: str
    kind: str
    comparator: Comparator | None = None
    date: DateHit | None = None


@cache
def _leftward() -> tuple[re.Pattern[str], Mapping[str, tuple[str, Comparator | None]]]:
    """Pattern over reversed text; kind and comparator of each word."""
    kinds: dict[str, tuple[str, Comparator | None]] = {
        word: (kind, None) for kind in reversed(_LEFTWARD) for word in _words(kind)
    }
    for entry in load("comparators"):
        kinds.update((word, ("comparator", entry["comparator"])) for word in entry["before"])
    return re.compile(words_pattern(word[::-1] for word in kinds)), kinds


@cache
def _behind() -> dict[str, str]:
    """Letters that a word of comparison must stand behind."""
    return {word: e["behind"] for e in load("comparators") if "behind" in e for word in e["before"]}


@cache
def _rightward() -> tuple[re.Pattern[str], Mapping[str, str]]:
    kinds = {
        word: kind
        for kind in reversed(_RIGHTWARD)
        for word in _words(kind)
        if len(word) > 1 or kind not in OBJECTS | CHANGES
    }
    return re.compile(words_pattern(kinds)), kinds


@cache
def _controls() -> frozenset[str]:
    return frozenset(_words("control"))


def is_deed(word: str) -> bool:
    """Return True if the word names work, and not on what: 改造."""
    return word in _deeds()


@cache
def _deeds() -> frozenset[str]:
    entries = (e for e in load("predicates") if e["kind"] == "deed" and not e.get("indicator"))
    return frozenset(word for entry in entries for word in entry["words"])


def is_trade(word: str) -> bool:
    """Return True if the word names work, and alone an indicator as well: 出口, 服务."""
    return word in _trades()


@cache
def _trades() -> frozenset[str]:
    entries = (e for e in load("predicates") if e["kind"] == "deed" and e.get("indicator"))
    return frozenset(word for entry in entries for word in entry["words"])


@cache
def _acts() -> re.Pattern[str]:
    return re.compile(words_pattern(_words("act")))


def act_at(text: str, at: int) -> str:
    """Return the word at a place that says what those do that are counted before it: 参加, 赴."""
    match = _acts().match(text, at)
    return match[0] if match else ""


def is_control(word: str) -> bool:
    """Return True if the word can lead in a clause, whatever else it can be."""
    return word in _controls()


def _words(kind: str) -> list[str]:
    return [word for entry in load("predicates") if entry["kind"] == kind for word in entry["words"]]


def word_at(text: str, at: int, end: int) -> tuple[str, str]:
    """Return the word of the lexicon that begins at a place, and its kind from left to right."""
    pattern, kinds = _rightward()
    match = pattern.match(text, at, end)
    return (match[0], kinds[match[0]]) if match else ("", "")


def read_predicate(text: str, low: int, high: int, dates: Mapping[int, DateHit]) -> Predicate:
    """Return the predicate that ends at `high` and begins no further left than `low`.

    `dates` are the date phrases by their end.

    >>> p = read_predicate("森林覆盖率力争达到7.5%", 0, 9, {})
    >>> p.start, p.verb, p.kind
    (5, '达到', 'level')
    """
    start = high
    verb: _Word | None = None
    suffix: _Word | None = None
    comparator: Comparator | None = None
    kinds: set[str] = set()
    passed: list[DateHit] = []
    for word in _words_leftward(text, low, high, dates):
        if not _belongs(word, verb) or (word.text == _PLAN and _is_planned(text, low, word, high, verb)):
            break
        if word.date:
            passed.append(word.date)
            if verb is None and word.text[0] in _TO and text[start] == "的":
                suffix = word
        elif word.kind == "comparator":
            comparator = comparator or word.comparator
        elif word.text in _TO:
            suffix = word
        elif verb is None and (word.kind in STATES or word.kind in OBJECTS):
            verb = word
        kinds.add(word.kind)
        start = word.start
    return _predicate(start, verb, suffix, comparator, kinds, tuple(passed))


def _is_planned(text: str, low: int, word: _Word, high: int, verb: _Word | None) -> bool:
    """True for the noun: 供地计划3000亩, 培训计划完成70%; before a verb it says that something is planned."""
    at = word.start
    if at - low < 1 or text[at - 1] in _BEFORE_A_VERB or _YEAR_BEFORE.search(text, max(low, at - _FAR), at):
        return False
    return verb is None or (verb.text in _CARRIED_OUT and _SHARE.match(text, high) is not None)


def _belongs(word: _Word, verb: _Word | None) -> bool:
    """True if a word can stand further left in the predicate that ends in `verb`."""
    if word.kind == "noun":
        return False
    if verb is None or word.kind in ("adverb", "annual", "each", "comparator", "date", "preposition"):
        return True
    if verb.kind in _WORK:  # 引进培育5家: verbs of work written together
        return word.kind in _WORK and len(word.text) > 1 and word.start + len(word.text) == verb.start
    return verb.kind in STATES and (
        word.text in _AUXILIARY or (word.kind == "level" and word.text not in _TO)
    )


def _predicate(
    start: int,
    verb: _Word | None,
    suffix: _Word | None,
    comparator: Comparator | None,
    kinds: set[str],
    dates: tuple[DateHit, ...],
) -> Predicate:
    kind = verb.kind if verb else ""
    change: Change | None = None
    if kind == "increase" and not suffix:
        change = "increase"
    elif kind == "decrease" and not suffix:
        change = "decrease"
    elif kind in CHANGES:
        kind = "level"
    elif suffix and not verb:
        kind = "locative" if suffix.text == "在" else "level"
    last = verb or suffix
    text, end = (last.text, last.start + len(last.text)) if last else ("", start)
    return Predicate(start, text, end, kind, change, comparator, "each" in kinds, "annual" in kinds, dates)


def _is_verb(
    match: re.Match[str] | None, kinds: Mapping[str, tuple[str, Comparator | None]], behind: str
) -> bool:
    """True for a verb that a letter behind it completes: 评选出, and of any kind 增加了."""
    return match is not None and kinds[match[0][::-1]][0] in (_COMPLETED if behind == "了" else _WORK)


def _words_leftward(text: str, low: int, high: int, dates: Mapping[int, DateHit]) -> Iterator[_Word]:
    """The words of the lexicon and the dates that stand without a gap before `high`, the nearest first."""
    pattern, kinds = _leftward()
    behind = _behind()
    reverse = text[low:high][::-1]
    at = high
    after_date = False
    while at > low:
        hit = dates.get(at)
        if hit and hit.start >= low:
            at = hit.start
            yield _Word(at, hit.raw, "date", date=hit)
        elif after_date and text[at - 1] in _PREPOSITIONS:
            at -= 1
            yield _Word(at, text[at], "preposition")
        elif text[at - 1] in "年间来内中" and (years := _YEARS.search(text, max(low, at - _FAR), at)):
            at = years.start()
            yield _Word(at, years[0], "adverb")
        elif match := pattern.match(reverse, high - at):
            word = match[0][::-1]
            at -= len(word)
            if word in behind and text[at - 1] not in behind[word]:
                return
            if word[0] == "年" and (years := _YEARS.search(text, max(low, at - _FAR), at + 1)):
                at = years.start()
            yield _Word(at, word, *kinds[word])
        elif text[at - 1] == "的" and at - 1 in dates:
            at -= 1
            yield _Word(at, text[at], "preposition")
        elif text[at - 1] in _COMPLEMENTS and _is_verb(
            pattern.match(reverse, high - at + 1), kinds, text[at - 1]
        ):
            at -= 1
            yield _Word(at, text[at], "adverb")
        elif text[at - 1] == "在":
            at -= 1
            yield _Word(at, "在", "suffix")
        else:
            return
        after_date = hit is not None
