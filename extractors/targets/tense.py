"""Tense: the words and dates of a sentence that tell of what has been, or of what is to come."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from extractors.dates import DateHit
from extractors.lexicons import load
from extractors.targets.model import TargetContext
from extractors.values import value

_PAST = ("past", "lately", "reported", "result", "total")
TOLD = frozenset((*_PAST, "done", "day before", "last year"))
"""Signs of what has been; the other signs are of what is to come."""
_DONE = re.compile("了(?<![为除]了)(?![解结])")
_WILL = re.compile("要(?<![主重需纲概摘简扼]要)(?![素点闻道求件务])")
_DESCRIBING = re.compile(
    "(?:已|先后|历年|此前|前期)(?![从由])[^,;。0-9]{1,14}?的(?![,;。])[^,;。]{0,80}[,;]|[^,;。]{1,40}基础上"
)
"""Where a sign of the past only describes: 已选定的5个…, 在历年积累的5个…基础上."""
_PLAN_BEFORE = re.compile(
    '(?:[五”"年度总类全本]|完成[^,;。]{0,12}|实现[^,;。]{0,12}|超额|高[于出][^,;。]{0,16}|比[^,;。]{0,16})$'
)
_PLAN_AFTER = re.compile("[的任指完期内“”》、。)]")
_PLAN_OF = re.compile("[^,;。0-9]{0,8}(?:计划|规划|任务|目标|指标|预算|项目|工程|专项)")
_PLANS = frozenset(("计划", "规划", "目标", "要求"))
_CHANGED = frozenset("长加少高展大升低降增减扩发")
"""Letters before 到 in 增长到2017年的N: there it is part of the verb."""
_OPENING = frozenset(",;:。(\n\t 　")
_TELLING = ("实现", "完成", "达到", "新增", "建成", "全", "累计", "共", "我", "以来", "查", "新建")
_COMPARING = re.compile("[比较同与和]$")
_BETWEEN_YEARS = re.compile(
    "(?<![到至])(?:19|20)[0-9]{2}年[末底]?[同与和比较](?:19|20)[0-9]{2}年[末底]?[^,;。到]{0,4}相?比"
)
_LEVEL_AND_GROWTH = re.compile(
    "[元吨斤人户亩头台辆件次][,、](?:同口径|按?可比口径|自然|同比|比上年|较上年)?"
    "(?:增长|增幅|下降|减少|降低|增加)(?:为|达)?[0-9.]+(?:%|个百分点|倍)"
)
"""收入391亿元,增长8.6%: a report tells both, and a plan the one that it is after."""
_LEVEL_AND_PACE = re.compile(
    "[元吨斤人户头台辆件亩][,、](?:年均|平均每年|年平均)(?:递增|增长)率?(?:为|达)?[0-9.]+%"
)
_ALWAYS = 1 << 60
_NEAR = 8
"""Signs that are looked at before a number, and behind it."""
_AROUND = 400
"""Letters before and behind a sentence, in which the neighbours are asked what they speak of."""


@value
class Sign:
    """A sign of tense, from where it stands to where it no longer holds."""

    start: int
    end: int
    name: str


@value
class Tense:
    """The signs of tense of a sentence in order, and what the text around it speaks of."""

    signs: Sequence[Sign]
    starts: Sequence[int]
    around: str
    """What the text around speaks of: told, meant or mixed; empty where it does not tell."""
    beside: str
    """The same of the other sentences of the paragraph: told, or meant."""
    carried: str
    """The year that was spoken of before: before or own, of the plan's; empty where there is none."""
    marks: Sequence[str] = ()
    """What the sentence as a whole compares: two years, levels with their growth."""

    def before(self, at: int) -> Sequence[Sign]:
        """The last signs before a place that hold there."""
        end = bisect_left(self.starts, at)
        return [sign for sign in self.signs[max(0, end - _NEAR) : end] if sign.end > at]

    def behind(self, at: int) -> Sequence[Sign]:
        """The next signs behind a place."""
        start = bisect_left(self.starts, at + 1)
        return self.signs[start : start + _NEAR]


@value
class Said:
    """The words of tense of a stretch of text, in order."""

    signs: Sequence[Sign]
    starts: Sequence[int]
    told: Sequence[int]
    """How many of the signs before each one tell of the past."""
    must: Sequence[int]
    """How many of them say that something is to be done: 要."""

    def within(self, low: int, high: int) -> Sequence[Sign]:
        """The signs that begin in a range."""
        return self.signs[bisect_left(self.starts, low) : bisect_left(self.starts, high)]

    def counts(self, low: int, high: int) -> tuple[int, int]:
        """How many signs in a range tell of the past, and of what is to come."""
        first, last = bisect_left(self.starts, low), bisect_left(self.starts, high)
        told = self.told[last] - self.told[first]
        return told, last - first - told

    def orders(self, low: int, high: int) -> int:
        """How many signs in a range say that something is to be done."""
        first, last = bisect_left(self.starts, low), bisect_left(self.starts, high)
        return self.must[last] - self.must[first]


def words_of_tense(text: str, start: int, end: int) -> Said:
    """Return the words of tense of text[start:end].

    >>> [sign.name for sign in words_of_tense("已建成5所,力争再建3所", 0, 12).signs]
    ['past', 'future', 'future']
    """
    signs = sorted((*_told(text, start, end), *_meant(text, start, end)), key=lambda sign: sign.start)
    told, must = [0], [0]
    for sign in signs:
        told.append(told[-1] + (sign.name in TOLD))
        must.append(must[-1] + (sign.name == "must"))
    return Said(signs, [sign.start for sign in signs], told, must)


def tense_of(
    text: str,
    low: int,
    high: int,
    said: Said,
    dates: Sequence[DateHit],
    context: TargetContext,
    spoken_of: int | None = None,
) -> Tense:
    """Return the signs of tense of the sentence text[low:high]; `spoken_of` is the year before it."""
    days = (sign for hit in dates if (sign := _of_day(hit, text, low, context)))
    signs = [*said.within(low, high), *days]
    signs.sort(key=lambda sign: sign.start)
    around = _spoken_of(said, max(0, low - _AROUND), low, high, high + _AROUND)
    beside = _beside(said, text.rfind("\n", 0, low) + 1, low, high, text.find("\n", high))
    carried = ""
    if spoken_of is not None and context.year is not None:
        carried = "before" if spoken_of < context.year else "own"
    marks = list(_marks(text, low, high, dates, context.year))
    return Tense(signs, [sign.start for sign in signs], around, beside, carried, marks)


def _marks(text: str, low: int, high: int, dates: Sequence[DateHit], year: int | None) -> Iterator[str]:
    """Yield what the sentence as a whole compares."""
    years = [hit.year for hit in dates if hit.kind == "day" and hit.year and hit.raw[0] not in "到至"]
    bases = {hit.year + 1 for hit in dates if hit.kind == "base" and hit.year is not None}
    if bases.intersection(years) or (year is None and years and any(hit.kind == "past" for hit in dates)):
        yield "a year and the one before"
    if text.find("年", low, high) >= 0 and _BETWEEN_YEARS.search(text, low, high):
        yield "between two years"
    if _LEVEL_AND_GROWTH.search(text, low, high):
        yield "level and growth"
    if _LEVEL_AND_PACE.search(text, low, high):
        yield "level and pace"


def _spoken_of(said: Said, start: int, low: int, high: int, end: int) -> str:
    """Return what the signs before and behind a sentence tell of."""
    before, after = said.counts(start, low), said.counts(high, end)
    told, meant = before[0] + after[0], before[1] + after[1]
    if told + meant < 2:
        return ""
    if told >= 4 * meant:
        return "told"
    return "meant" if meant >= 4 * told else "mixed"


def _beside(said: Said, start: int, low: int, high: int, end: int) -> str:
    """Return what the rest of the paragraph speaks of: where it tells nothing, what it orders."""
    end = end if end >= 0 else _ALWAYS
    if said.counts(start, low)[0] + said.counts(high, end)[0]:
        return "told"
    return "meant" if said.orders(start, low) + said.orders(high, end) else ""


@cache
def _signs() -> tuple[re.Pattern[str], dict[str, str], tuple[tuple[str, re.Pattern[str]], ...]]:
    """One pattern for all signs of what has been; the kind of each word, and of each form."""
    entries = [entry for entry in load("aspect") if entry["kind"] in _PAST]
    kinds = {word: entry["kind"] for entry in entries for word in entry["words"]}
    forms = [(entry["kind"], form) for entry in entries for form in _forms(entry)]
    return _by_first(kinds, forms), kinds, tuple((kind, re.compile(form)) for kind, form in forms)


def _forms(entry: Mapping[str, Any]) -> list[str]:
    return [form.replace("DEEDS", f"(?:{entry.get('deeds')})") for form in entry.get("forms", [])]


def _by_first(words: Iterable[str], forms: Iterable[tuple[str, str]]) -> re.Pattern[str]:
    """One pattern for words and forms, parted by the letter that they begin with: it is searched for fast."""
    rests: dict[str, list[str]] = {}
    for form in (*(form for _, form in forms), *sorted(words, key=len, reverse=True)):
        rests.setdefault(form[0], []).append(form[1:])
    return re.compile("|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in rests.items()) or "(?!)")


def _told(text: str, low: int, high: int) -> Iterator[Sign]:
    pattern, kinds, forms = _signs()
    for match in pattern.finditer(text, low, high):
        at = match.start()
        kind = kinds.get(match[0]) or next(k for k, form in forms if form.match(text, at, high))
        closing = _DESCRIBING.match(text, at, high) if kind in ("past", "lately") else None
        yield Sign(at, closing.end() if closing else _ALWAYS, kind)
    if text.find("了", low, high) >= 0:
        yield from (Sign(m.start(), _ALWAYS, "done") for m in _DONE.finditer(text, low, high))


@cache
def _turns() -> re.Pattern[str]:
    entries = [entry for entry in load("aspect") if entry["kind"] == "future"]
    forms = [("future", form) for entry in entries for form in _forms(entry)]
    return _by_first((word for entry in entries for word in entry["words"]), forms)


def _meant(text: str, low: int, high: int) -> Iterator[Sign]:
    """The words that turn to what is to come: 力争, 将, but not the plan in 完成了计划."""
    for match in _turns().finditer(text, low, high):
        at, end = match.span()
        if match[0] in _PLANS and (
            _PLAN_AFTER.match(text, end, high) or _PLAN_BEFORE.search(text, max(low, at - 16), at)
        ):
            continue
        if at == low or text[at - 1] not in "已共计":
            yield Sign(at, _ALWAYS, "future")
    yield from (Sign(match.start(), _ALWAYS, "must") for match in _WILL.finditer(text, low, high))


def _of_day(hit: DateHit, text: str, low: int, context: TargetContext) -> Sign | None:
    name = _day_name(hit, text, low, context.year)
    if name == "own year" and context.period_end and hit.date and context.period_end > hit.date:
        name = "first year"
    return Sign(hit.start, _ALWAYS, name) if name else None


def _day_name(hit: DateHit, text: str, low: int, year: int | None) -> str | None:
    """What a date tells of the tense: of the plan's year, before or after it, or by when."""
    if text[hit.start - 1 : hit.start] == "(" and text[hit.end : hit.end + 1] == ")":
        return None
    if hit.kind == "past":
        opens = hit.start == low or text[hit.start - 1] in _OPENING
        told = opens or text.startswith(_TELLING, hit.end)
        return "last year" if told and not _COMPARING.search(text, low, hit.start) else None
    if hit.kind == "since":
        return "past" if _is_before(hit, year) else None
    if hit.kind != "day" or _names_a_plan(hit, text):
        return None
    if _is_before(hit, year):
        return "day before"
    by = hit.raw[0] in "到至" and text[hit.start - 1 : hit.start] not in _CHANGED
    if by or hit.raw[-1] in "前":
        return "day by"
    if hit.raw[0] in "今年明全本" or hit.year is None:
        return "this year" if hit.raw[0] in "今明本年" else None
    if year is None:
        return None
    return "own year" if hit.year == year else "day ahead"


def _is_before(hit: DateHit, year: int | None) -> bool:
    return year is not None and hit.year is not None and hit.year < year


def _names_a_plan(hit: DateHit, text: str) -> bool:
    """True for the year or the plan that only names something: 2025年度计划, “十四五”规划目标."""
    return hit.raw[0] not in "到至" and bool(_PLAN_OF.match(text, hit.end))
