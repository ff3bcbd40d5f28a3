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
    last_day,
    plan_years,
    to_iso,
    to_number,
    words_of_time,
)
from extractors.date_hits import DateHit as DateHit
from extractors.date_hits import date_hits
from extractors.folding import fold

Period = tuple[str, str]
"""First and last day, ISO 8601."""

_FROM_ON = re.compile(" ?(?:起|开始) ?,? ?(?:的?用|利用|再用|力争用)? ?")
_YEARS = re.compile("(?:利?用)?([0-9]{1,2}|[一二三四五六七八九十]{1,2})年")
"""2012年起5年内: how many years are counted from the first."""

_YEARS_FROM = re.compile(
    r"((?:19|20)\d\d)年(?:起|开始) ?,? ?(?:的?用|利用|再用|力争用)? ?"
    r"([2-9]|10|[二两三四五六七八九十])年(?:内|(?:左右)?的?时间)"
)
_BEFORE_ALONE = frozenset(",;:。(、[")


def find_dates(folded: str, start: int, end: int, year: int | None) -> list[DateHit]:
    """Return the date phrases of folded[start:end] in order, deadlines or not; `year` is the plan's.

    >>> [(h.raw, h.date, h.kind) for h in find_dates("较2015年下降,到2020年底", 0, 16, None)]
    [('2015年', '2015-12-31', 'base'), ('到2020年底', '2020-12-31', 'day')]
    """
    hits = date_hits(folded, start, end, year)
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


_TERM = re.compile(
    r"(?:行动|整治|活动|实施|工作|起止|执行|规划|项目|建设|攻坚|排查|检查)(?:起止)?(?:时间|期限|时段|期)"
    r"(?:安排|为|是|从|自)?[:。 \n]{0,4}"
    r"((?:19|20)\d\d) ?年 ?(\d{1,2}) ?月(?: ?(\d{1,2}) ?日)?(?:起|开始)?,? ?(?:-+|至|到) ?"
    r"(?:((?:19|20)\d\d) ?年 ?)?(\d{1,2}) ?月(?: ?(\d{1,2}) ?日|底|末)?"
)
"""A term that a plan sets itself: 行动时间:2023年3月1日至6月8日."""


def find_term(folded: str) -> Period | None:
    """Return first and last day of the term that a text names as its own, ISO 8601, or None.

    >>> find_term("一、行动时间\\n2023年3月1日至6月8日。")
    ('2023-03-01', '2023-06-08')
    """
    match = _TERM.search(folded)
    if match is None:
        return None
    first, last = int(match[1]), int(match[4] or match[1])
    start = to_iso(first, int(match[2]), int(match[3] or 1))
    end = to_iso(last, int(match[5]), int(match[6])) if match[6] else last_day(last, int(match[5]))
    return (start, end) if start and end and start < end else None


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


def _period_of_school_year(match: re.Match[str]) -> Period | None:
    """A school year begins on 1 September; its second term, in February."""
    first, last = to_number(match["first"]), to_number(match["last"])
    if last != first + 1:
        return None
    term = match["term"] or ""
    start = f"{last}-02-01" if term[:1] in ("二", "2", "下") and term else f"{first}-09-01"
    return start, (f"{last}-01-31" if term[:1] in ("一", "1", "上") and term else f"{last}-08-31")


def _period_of_term(match: re.Match[str]) -> Period | None:
    """The terms of school by their seasons: from 1 September, and from February."""
    year = to_number(match["first"])
    autumn = match["season"] == "秋"
    return (f"{year}-09-01", f"{year + 1}-01-31") if autumn else (f"{year}-02-01", f"{year}-08-31")


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
    school = rf"(?P<first>{YEAR}) ?年? ?(?:-+|至|到) ?(?P<last>{YEAR}) ?年?学年度?"
    school += "[^,。]{0,2}?(?:第?(?P<term>[一二12上下])学?期)?"
    term = rf"(?P<first>{YEAR}) ?年(?P<season>[春秋])季?(?:学期|开学)"
    plan = '(?P<plan>十?[一二三四五六七八九]五|十五)(?=[”"」]|规划|计划|时期|期间)'
    plan += "|第(?P<ordinal>十?[一二三四五六七八九]|十)个五年"
    year = rf"(?<![0-9至到前])(?P<year>{YEAR}) ?年(?!版|修订|修正|远景|前|代|以来|起)"
    return (
        (re.compile(months), _period_of_months),
        (re.compile(school), _period_of_school_year),
        (re.compile(term), _period_of_term),
        (re.compile(years), _period_of_years),
        (re.compile(plan), _period_of_plan),
        (re.compile(year), _period_of_year),
    )
