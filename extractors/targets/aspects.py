"""Aspects: whether a quantity is promised, past, given, or only a condition."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

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


_EXPRESS = ("past", "reported")
_HAS_BEEN = (*_EXPRESS, "result", "total")
_DONE = re.compile("了(?<![为除]了)(?![解结])")
_WILL = re.compile("要(?<![主重需纲概摘]要)(?![素点闻道])")
_CONDITION_END = re.compile("[^,;。]{0,80}的,(?:可|给予|予以|应|按|由|享受|不得|处|责令|经)")
_COMPARED = re.compile("比(?:上年|去年|上一年|前年|年初)|与(?:上年|去年)(?:相|同期)?比")
_LEVEL_AND_GROWTH = re.compile(
    "[元吨斤人亩户头台辆件%][,、](?:同口径|按?可比口径|自然)?(?:增长|增幅|下降|减少|降低)(?:为|达)?[0-9.]+(?:%|个百分点)"
)
"""收入391亿元,增长8.6%: a report tells both, and a plan the one that it is after."""
_LEVEL_AND_PACE = re.compile(
    "[元吨斤人户头台辆件亩][,、](?:年均|平均每年|年平均)(?:递增|增长)率?(?:为|达)?[0-9.]+%"
)
"""产值195亿元,年均递增9.7%: without a day by when, 3 of 4 such sentences of plans told what had been."""
_FROM_TO = re.compile("[由从](?=[^,;。]{0,20}到)")
_BOUNDED = re.compile(
    "以上(?<![模额级省市县乡镇村]以上)|以内|左右|不[低少高多]于|不超过|控制在|至少|年?底?前(?=[,完建])"
)
"""What is promised is given bounds; what has been is told as it was."""
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_BETWEEN_YEARS = re.compile(
    "(?<![到至])(?:19|20)[0-9]{2}年[末底]?[同与和比较](?:19|20)[0-9]{2}年[末底]?[^,;。到]{0,4}相?比"
)
_FROM_YEAR = re.compile("[由从][^,;。]{0,12}$")
_BY = re.compile("按照?(?!要求|[^,;。]{0,6}(?:完成|建成|开展|实施|安排))[^,;。]{0,6}$")
_STANDARD = re.compile("[^,;。0-9]{0,10}(?:要求|标准)")
"""按照未来100万人口的规模要求: what something is laid out for."""
_LEVEL = re.compile("[0-9][多余]?[万亿千百]*[元吨人户家座平公亩斤千立标]")
_DESCRIBING = re.compile(
    "已[^,;。]{1,40}基础上|已(?![从由])[^,;。0-9]{1,14}?的(?![,;。])[^,;。]{0,80}[,;]|[^,;。]{1,40}已[^,;。]{1,40}基础上"
)
_WORK = re.compile("建设|新建|改造|控制|开发|规划|种植|安排|新增|指标|保持|稳定")
_PLAN_BEFORE = re.compile(
    '(?:[五”"年度总类全本]|完成[^,;。]{0,12}|实现[^,;。]{0,12}|超额|高[于出][^,;。]{0,16}|比[^,;。]{0,16})$'
)
_PLAN_AFTER = re.compile("[的任指完期内“”》、。)]")
_PLAN_OF = re.compile("[^,;。0-9]{0,8}(?:计划|规划|任务|目标|指标|预算|项目|工程|专项)")
_PLANS = frozenset(("计划", "规划", "目标", "要求"))
_AHEAD = frozenset(("年内", "今年内", "明年", "明年底", "年底前"))
_CHANGED = frozenset("长加少高展大升低降增减扩发")
"""Letters before 到 in 增长到2017年的N: there it is part of the verb."""
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


def tense_of(
    text: str, low: int, high: int, dates: Sequence[DateHit], year: int | None, aims: bool = False
) -> Tense:
    """Return the signs of tense in the sentence text[low:high]; `year` is the plan's.

    With `aims` the sentence stands among a plan's aims, where only express signs tell of the past.

    >>> tense = tense_of("已建成5所,力争再建3所", 0, 12, (), None)
    >>> tense.is_past_at(3), tense.is_past_at(10)
    (True, False)
    """
    signs = _signs_in(text, low, high)
    past = [at for at, kind in signs if kind in _EXPRESS]
    if text.find("了", low, high) >= 0:
        past += [match.start() for match in _DONE.finditer(text, low, high)]
    past += [hit.start for hit in dates if _is_past(hit, text, low, year)]
    weak = () if aims else ("result",) if year is not None else ("result", "total")
    hints = [at for at, kind in signs if kind in weak]
    reported = not aims and _reads_as_report(text, low, high, dates, year)
    if not past and not hints and not reported:
        return _PRESENT
    modals = [*_modals(text, low, high), *(_closings(text, high, past) if past else ())]
    days = [hit for hit in dates if _is_future(hit, text, year)]
    turn = min([*modals, *(hit.start for hit in days if not _is_of_year(hit, year))], default=high)
    told = any(at < turn for at in hints) or (reported and turn == high)
    if told and not _BOUNDED.search(text, low, high):
        past.append(low)
        days = [hit for hit in days if not _is_of_year(hit, year)]
    if any(kind == "reported" for _, kind in signs):
        days = [hit for hit in days if year is not None and hit.year is not None and hit.year > year]
    return Tense(tuple(sorted(past)), tuple(sorted([*modals, *(hit.start for hit in days)])))


_PRESENT = Tense((), ())


@cache
def _signs() -> tuple[re.Pattern[str], dict[str, str], tuple[tuple[str, re.Pattern[str]], ...]]:
    """One pattern for all signs of what has been; the kind of each word, and of each form."""
    entries = [entry for entry in load("aspect") if entry["kind"] in _HAS_BEEN]
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


def _signs_in(text: str, low: int, high: int) -> list[tuple[int, str]]:
    """Places and kinds of the signs of what has been."""
    pattern, kinds, forms = _signs()
    found: list[tuple[int, str]] = []
    for match in pattern.finditer(text, low, high):
        kind = kinds.get(match[0]) or next(k for k, form in forms if form.match(text, match.start(), high))
        found.append((match.start(), kind))
    return found


@cache
def _turns() -> re.Pattern[str]:
    entries = [entry for entry in load("aspect") if entry["kind"] == "future"]
    forms = [("future", form) for entry in entries for form in _forms(entry)]
    return _by_first((word for entry in entries for word in entry["words"]), forms)


def _modals(text: str, low: int, high: int) -> Iterator[int]:
    """Places of the words that turn to what is to come: 力争, 将, but not the plan in 完成了计划."""
    for match in _turns().finditer(text, low, high):
        at, end = match.span()
        if match[0] in _PLANS and (
            _PLAN_AFTER.match(text, end, high) or _PLAN_BEFORE.search(text, max(low, at - 16), at)
        ):
            continue
        if text[at - 1 : at] not in ("已", "共", "计") or at == low:
            yield at
    yield from (match.start() for match in _WILL.finditer(text, low, high))


def _closings(text: str, high: int, past: Iterable[int]) -> Iterator[int]:
    """Places behind which a sign of the past no longer holds: it only describes, 已选定的5个…, 在…基础上."""
    for at in past:
        if match := _DESCRIBING.match(text, at, high):
            yield match.end()


def _is_past(hit: DateHit, text: str, low: int, year: int | None) -> bool:
    if text[hit.start - 1 : hit.start] == "(" and text[hit.end : hit.end + 1] == ")":
        return False
    if hit.kind == "past":
        opens = hit.start == low or text[hit.start - 1] in _OPENING
        return opens or text.startswith(("实现", "完成", "达到", "新增", "建成", "全年"), hit.end)
    if hit.kind != "day" or year is None or hit.year is None or hit.year >= year:
        return False
    return hit.raw[-1] not in '五”"' or not _PLAN_OF.match(text, hit.end)


def _is_future(hit: DateHit, text: str, year: int | None) -> bool:
    if hit.kind == "day" and hit.year is None:
        return hit.raw in _AHEAD
    if hit.kind != "day" or hit.year is None:
        return False
    if year is not None:
        return hit.year >= year and (hit.raw[0] in "到至" or not _PLAN_OF.match(text, hit.end))
    return hit.raw[0] in "到至" and text[hit.start - 1 : hit.start] not in _CHANGED


def _reads_as_report(text: str, low: int, high: int, dates: Sequence[DateHit], year: int | None) -> bool:
    """True where a year is measured against the one before it, or told exactly, and no plan is known."""
    if year is not None:
        none_compares = text.find("比", low, high) < 0 and text.find("较", low, high) < 0
        if none_compares or not any(_is_of_year(hit, year) for hit in dates):
            return False
    if _BETWEEN_YEARS.search(text, low, high):
        return True
    bases = [hit.year + 1 for hit in dates if hit.kind == "base" and hit.year is not None]
    if any(_is_of_year(hit, base) for base in bases for hit in dates):
        return True
    if year is None and (match := _LEVEL_AND_GROWTH.search(text, low, high)):
        return _FROM_TO.search(text, low, match.start()) is None
    if _COMPARED.search(text, low, high):
        return True
    if year is not None or any(hit.kind in ("day", "base") for hit in dates):
        return False
    return _LEVEL_AND_PACE.search(text, low, high) is not None or _is_exact(text, low, high)


def _is_exact(text: str, low: int, high: int) -> bool:
    """True for levels where two thirds of the numbers have three digits, and no work is said.

    A statistic tells numbers so, a plan rounds them: 28 of 37 such sentences of plans told what had been.
    """
    if _WORK.search(text, low, high) or not _LEVEL.search(text, low, high):
        return False
    numbers = [match[0].replace(".", "").strip("0") for match in _NUMBER.finditer(text, low, high)]
    return len(numbers) > 1 and 3 * sum(len(digits) > 2 for digits in numbers) >= 2 * len(numbers)


def _is_of_year(hit: DateHit, year: int | None) -> bool:
    """True for the plan's own year, said without 到: a report tells of it in the same words."""
    return hit.kind == "day" and hit.year == year and hit.raw[-1] == "年" and hit.raw[0] not in "到至"


def is_given(text: str, low: int, start: int, stop: int, high: int) -> bool:
    """Return True if the number is what things start from: 由5%, 原4.99万人, 52个…基础上."""
    if follows_given(text, low, start) or _pattern("based").match(text, stop, high):
        return True
    if text[stop : stop + 1] == "," and _FROM_YEAR.search(text, low, start):
        return _pattern("based").match(text, stop + 1, high) is not None
    at = text.find("基础上", stop, min(high, stop + 20))
    return at > 0 and text.find(",", stop, at) < 0


def follows_given(text: str, low: int, start: int) -> bool:
    """Return True if the word before the number says that it is the value things start from."""
    before = text[max(low, start - 6) : start].rstrip("近约")
    return _ending("given").match(before[::-1]) is not None


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
    at = text.rfind("按", low, start)
    if at >= 0 and _BY.match(text, at, start) and _STANDARD.match(text, stop, high):
        return True
    return text.find("给予", stop, high) >= 0 or text.find("予以", stop, high) >= 0
