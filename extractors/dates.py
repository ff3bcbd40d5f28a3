"""Dates of policy texts 时间: deadlines, printed dates, the periods of plans.

A date phrase is read as the last day that it covers: 2025年6月底前 is 2025-06-30. Phrases of the
year (年内, 三季度末) take the plan's year; without one they keep their wording and have no day.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from extractors.date_forms import (
    DAY,
    MONTH,
    YEAR,
    DateKind,
    form_pattern,
    last_day,
    plan_years,
    read_form,
    to_iso,
    to_number,
    words_of_time,
)
from extractors.folding import fold
from extractors.values import value

Period = tuple[str, str]
"""First and last day, ISO 8601."""

# What may stand around the core of a date phrase and belongs to it, or turns its meaning.
_LEAD = re.compile("(?:截至|截止到?|到|至)$")
_TAIL = re.compile(
    '[”"」]?(?:规划|计划)? ?(?:年?底|末期|期末|年?末|中期|期间|时期|之内|内(?!蒙)|期(?![^末内间,;。]))?'
    "(?: ?(?:之前|以前|前(?![后期述列三])|为?止))?"
)
_NO_DATE = re.compile(" ?(?:版|修订|修正|第[0-9]+号)")
_BASE_BEFORE = re.compile("(?:比|较|相对于|相比于|对比) ?$")
_BASE_AFTER = re.compile(" ?(?:的?(?:同期|实际|现状)?的?(?:基础|水平)|为基)")
_PRICE_AFTER = re.compile(" ?(?:不变价|可比价|的?价)")
_COMPARED = re.compile(" ?年?(?:相比|比较|比|持平|相当)")
_RATIO_BEFORE = re.compile("(?:相当于|为|是|达到|达|超过|高于|低于) ?$")
_RATIO = re.compile(" ?的 ?[0-9.两一二三四五六七八九十百]+ ?(?:倍|%|成|左右|以上)")
_FROM = re.compile("(?:自|从|由) ?$")
_SINCE = re.compile(" ?(?:起|开始|以来|以后|之后|后)")
_FROM_ON = re.compile(" ?(?:起|开始) ?,? ?(?:的?用|利用|再用|力争用)? ?")
_YEARS = re.compile("(?:利?用)?([0-9]{1,2}|[一二三四五六七八九十]{1,2})年")
"""2012年起5年内: how many years are counted from the first."""
_OPENING = re.compile(" ?的?(?:实现)?[一-鿿]{0,2}(?:开局|起步|首年|第一年|开门红)")
"""Behind a five-year plan: 实现“十五五”良好开局 is of its first year, not of its end."""
_OF = re.compile(" ?的? ?[0-9]")

_YEARS_FROM = re.compile(
    r"((?:19|20)\d\d)年(?:起|开始) ?,? ?(?:的?用|利用|再用|力争用)? ?"
    r"([2-9]|10|[二两三四五六七八九十])年(?:内|(?:左右)?的?时间)"
)
_TRIGGER = re.compile("[年月季纪期逐旬末五日周前/.-]")
"""What every date phrase holds one of."""
_BEFORE_ALONE = frozenset(",;:。(、[")
_REACH = 14
"""Characters before a trigger that a phrase can begin at."""


@value
class DateHit:
    """A date phrase in a text."""

    start: int
    end: int
    raw: str
    """As printed."""
    date: str | None
    """Last day, ISO 8601; null where the phrase gives none."""
    kind: DateKind

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end

    @property
    def year(self) -> int | None:
        return int(self.date[:4]) if self.date else None


def find_dates(folded: str, start: int, end: int, year: int | None) -> list[DateHit]:
    """Return the date phrases of folded[start:end] in order, deadlines or not; `year` is the plan's.

    >>> [(h.raw, h.date, h.kind) for h in find_dates("较2015年下降,到2020年底", 0, 16, None)]
    [('2015年', '2015-12-31', 'base'), ('到2020年底', '2020-12-31', 'day')]
    """
    pattern = form_pattern()
    hits: list[DateHit] = []
    for low, high in _windows(folded, start, end):
        for match in pattern.finditer(folded, low, high):
            if hit := _hit(match, start, end, year):
                hits.append(hit)
    return list(_with_ranges(hits, folded)) if len(hits) > 1 else hits


def find_deadline(folded: str, start: int, end: int, year: int | None) -> DateHit | None:
    """Return the first phrase of folded[start:end] that says by when, or None.

    A day of before the plan's year is a base, no deadline. A phrase without a day (长期坚持) counts
    only if it stands alone between marks, and only where no day is printed.

    >>> find_deadline("市水利局牵头,6月底前完成", 0, 13, 2024).date
    '2024-06-30'
    """
    hits = find_dates(folded, start, end, year)
    for hit in hits:
        if hit.kind == "day" and (hit.year is None or year is None or hit.year >= year):
            return hit
    return _open_term(folded, start, end) or next((h for h in hits if h.kind in ("recurring", "term")), None)


def find_due(folded: str, start: int, end: int, year: int | None) -> DateHit | None:
    """Return the last of the days by which the words of a task say that it is to be done, or None.

    A year without 到, 前 or 底 says when work goes on, not by when; a month, a quarter or a half year does.

    >>> find_due("12月取得成效,年底前建成,2026年巩固", 0, 22, 2025).date
    '2025-12-31'
    """
    due: DateHit | None = None
    for hit in find_dates(folded, start, end, year):
        if not _says_by_when(folded, hit, start) or (year is not None and (hit.year or year) < year):
            continue
        if due is None or (hit.date or "") > (due.date or ""):
            due = hit
    return due


def _says_by_when(folded: str, hit: DateHit, start: int) -> bool:
    if hit.kind != "day" or folded.rfind("《", start, hit.start) > folded.rfind("》", start, hit.start):
        return False
    return hit.raw[0] in "到至截" or hit.raw[-1] in "前底末内止月旬度中" or hit.raw.endswith("半年")


def find_printed_date(text: str) -> str | None:
    """Return the first full date of a text (成文日期), ISO 8601, or None.

    >>> [find_printed_date(text) for text in ("二○二○年五月十九日", "２０２０年 5月19日", "5月")]
    ['2020-05-19', '2020-05-19', None]
    """
    for match in _printed().finditer(fold(text)):
        year, month, day = (
            to_number(match[name] or match[f"iso{name}"]) for name in ("year", "month", "day")
        )
        if iso := to_iso(year, month, day):
            return iso
    return None


def find_years_from(folded: str) -> Period | None:
    """Return the years of which words say that they are counted from the first: 2012年起5年内.

    >>> find_years_from("2012年起5年内,建成人才高地。")
    ('2012-01-01', '2016-12-31')
    """
    match = _YEARS_FROM.search(folded)
    if match is None:
        return None
    first = int(match[1])
    return f"{first}-01-01", f"{first + to_number(match[2]) - 1}-12-31"


def find_period(title: str) -> Period | None:
    """Return first and last day of the period that a title names, ISO 8601, or None.

    >>> find_period("三年行动计划（2018—2020年）"), find_period("“十四五”规划")
    (('2018-01-01', '2020-12-31'), ('2021-01-01', '2025-12-31'))
    """
    folded = fold(title)
    for pattern, read in _periods():
        found = [period for match in pattern.finditer(folded) if (period := read(match))]
        if found:  # 2025年计划执行情况与2026年计划草案: of several years the plan is for the last one
            return max(found) if read is _period_of_year else found[0]
    return None


def _windows(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches around what every date phrase holds: the one cheap search over the whole text."""
    low = high = start
    for trigger in _TRIGGER.finditer(folded, start, end):
        at = trigger.start()
        if at - _REACH > high and high > low:
            yield low, high
        if at - _REACH > high or high == low:
            low = max(start, at - _REACH)
        high = min(end, at + 8)
    if high > low:
        yield low, high


def _hit(match: re.Match[str], start: int, end: int, year: int | None) -> DateHit | None:
    text = match.string
    at, stop = match.span()
    digit_before = at > start and text[at].isdecimal() and (text[at - 1].isdecimal() or text[at - 1] == ".")
    if digit_before or (text[stop - 1] != "内" and _NO_DATE.match(text, stop, end)):
        return None
    day, kind = read_form(match, year)
    stop = _tail_end(text, stop, end)
    if at > start and text[at - 1] in '“"「':
        at -= 1
    if kind == "day":
        kind = _kind_in_frame(text, at, stop, start, end)
    if kind in ("day", "term") and (lead := _LEAD.search(text, max(start, at - 3), at)):
        at = lead.start()
    return DateHit(at, stop, text[at:stop], day, kind)


def _tail_end(text: str, stop: int, end: int) -> int:
    tail = _TAIL.match(text, stop, end)
    return tail.end() if tail else stop


def _kind_in_frame(text: str, at: int, stop: int, start: int, end: int) -> DateKind:
    if _PRICE_AFTER.match(text, stop, end):
        return "price"
    low = max(start, at - 4)
    compared = text[at - 1 : at] in ("与", "同", "和") and _COMPARED.match(text, stop, end)
    if compared or _BASE_BEFORE.search(text, low, at) or _BASE_AFTER.match(text, stop, end):
        return "base"
    if _RATIO_BEFORE.search(text, low, at) and _RATIO.match(text, stop, end):
        return "base"
    if _SINCE.match(text, stop, end) or ("五" in text[at:stop] and _OPENING.match(text, stop, end)):
        return "since"
    if _FROM.search(text, low, at):
        return "base" if _OF.match(text, stop, end) else "since"
    return "day"


def _with_ranges(hits: list[DateHit], folded: str) -> Iterator[DateHit]:
    """Join 5月至6月 (the last day counts) and 今年6月底, 每年6月底 (the word gives the year, or none)."""
    held = hits[0]
    for hit in hits[1:]:
        if (counted := _counted_from(held, hit, folded)) is not None:
            yield held
            held = counted
            continue
        between = folded[held.end : hit.end - len(hit.raw.lstrip("到至"))].strip()
        if between in ("-", "--", "至", "到") and held.kind in ("day", "since"):
            held = _joined(held, hit, folded, "day")
        elif held.end == hit.start and held.kind in ("day", "recurring") and hit.kind == "day":
            held = _joined(held, hit, folded, held.kind)
        else:
            yield held
            held = hit
    yield held


def _counted_from(held: DateHit, hit: DateHit, folded: str) -> DateHit | None:
    """Return 5年内 behind 2012年起 with its years counted from there; None for other neighbours."""
    if held.kind != "since" or hit.kind != "term" or held.year is None:
        return None
    count = _YEARS.match(hit.raw)
    if count is None or not _FROM_ON.fullmatch(folded, held.end, hit.start):
        return None
    day = f"{held.year + to_number(count[1]) - 1}-12-31"
    return replace(hit, date=day, kind="day")


def _joined(held: DateHit, hit: DateHit, folded: str, kind: DateKind) -> DateHit:
    day = hit.date
    of_held = held.end == hit.start and "世纪" not in hit.raw
    if held.date and day and (day < held.date or of_held):
        day = held.date[:4] + day[4:]
    if kind == "recurring":
        day = None
    return DateHit(held.start, hit.end, folded[held.start : hit.end], day, kind)


def _open_term(folded: str, start: int, end: int) -> DateHit | None:
    for match in _open_pattern().finditer(folded, start, end):
        at = match.start()
        if at == start or folded[at - 1] in _BEFORE_ALONE or folded[at - 1].isspace():
            return DateHit(at, match.end(), match[0], None, "open")
    return None


@cache
def _open_pattern() -> re.Pattern[str]:
    words = sorted((w for w, entry in words_of_time().items() if entry.kind == "open"), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(words)})(?=[\s,;。)、\]]|\Z)")


@cache
def _printed() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![0-9])(?:(?P<year>{YEAR}) ?年 ?(?P<month>{MONTH}) ?月 ?(?P<day>{DAY}) ?日"
        r"|(?P<isoyear>[12][0-9]{3})(?P<mark>[-/.])(?P<isomonth>1[0-2]|0?[1-9])(?P=mark)"
        r"(?P<isoday>[12][0-9]|3[01]|0?[1-9])(?![0-9]))"
    )


def _period_of_months(match: re.Match[str]) -> Period | None:
    first, last = to_number(match["first"]), to_number(match["last"] or match["first"])
    end = last_day(last, to_number(match["lastmonth"]))
    start = to_iso(first, to_number(match["firstmonth"]), 1)
    return (start, end) if start and end and start < end else None


def _period_of_years(match: re.Match[str]) -> Period | None:
    first, last = to_number(match["first"]), to_number(match["last"])
    return (f"{first}-01-01", f"{last}-12-31") if first < last else None


def _period_of_plan(match: re.Match[str]) -> Period | None:
    years = plan_years(match["plan"] or f"{match['ordinal']}五")
    return (f"{years[0]}-01-01", f"{years[1]}-12-31") if years else None


def _period_of_year(match: re.Match[str]) -> Period | None:
    year = to_number(match["year"])
    return f"{year}-01-01", f"{year}-12-31"


@cache
def _periods() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Period | None]], ...]:
    """Patterns of a plan's period in a title, the most telling first."""
    months = rf"(?P<first>{YEAR}) ?年 ?(?P<firstmonth>{MONTH}) ?月 ?(?:-+|至|到) ?"
    months += rf"(?:(?P<last>{YEAR}) ?年 ?)?(?P<lastmonth>{MONTH}) ?月"
    years = rf"(?<![0-9])(?P<first>{YEAR}) ?年? ?(?:-+|至|到) ?(?P<last>{YEAR})(?![0-9])"
    plan = '(?P<plan>十?[一二三四五六七八九]五|十五)(?=[”"」]|规划|计划|时期|期间)'
    plan += "|第(?P<ordinal>十?[一二三四五六七八九]|十)个五年"
    year = rf"(?<![0-9至到前])(?P<year>{YEAR}) ?年(?!版|修订|修正|远景|前|代|以来|起)"
    return (
        (re.compile(months), _period_of_months),
        (re.compile(years), _period_of_years),
        (re.compile(plan), _period_of_plan),
        (re.compile(year), _period_of_year),
    )
