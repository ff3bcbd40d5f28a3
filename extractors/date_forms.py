"""Forms of date phrases: what is written, and the day that it ends on."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Literal

from extractors.lexicons import load
from extractors.numerals import to_int

DateKind = Literal["day", "base", "past", "since", "price", "term", "recurring", "open"]
"""day: can be a deadline; base, past: what is compared with; since: where something begins;
price: of whose prices something is reckoned;
term: a length of time (三年内) or the plan's own end (规划期末); recurring: 每月; open: 长期坚持."""
Read = tuple[str | None, DateKind]
"""Last day and kind of a date phrase."""

YEAR = "(?:(?:1 ?9|2 ?[01]) ?[0-9] ?[0-9]|(?:一九|二[〇零○O0一])[〇零○O0一二三四五六七八九]{2})"
MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
DAY = "(?:[12][0-9]|3[01]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_COUNT = "(?:[1-9][0-9]?|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九半])"
_QUARTER_END = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_TEN_END = {"上旬": 10, "中旬": 20}

_FORMS = (
    ("range", rf"(?P<first>{YEAR}) ?年?度? ?(?:-{{1,2}}|至|到) ?(?P<last>{YEAR}) ?年(?!代)"),
    (
        "yearly",
        rf"(?P<year>{YEAR}) ?年(?![代级])度?"
        rf"(?: ?(?P<month>{MONTH}) ?月份?(?: ?(?P<day>{DAY}) ?[日号]|(?P<ten>[上中下]旬))?"
        "| ?[前第]?(?P<quarter>[一二三四1-4])个?季度| ?(?P<half>[上下])半年)?",
    ),
    ("iso", r"[12][0-9]{3}(?P<mark>[-/.])(?:1[0-2]|0?[1-9])(?P=mark)(?:[12][0-9]|3[01]|0?[1-9])(?![0-9])"),
    (
        "monthly",
        rf"(?P<bare>{MONTH}) ?月份?(?: ?(?P<bareday>{DAY}) ?[日号]|(?P<bareten>[上中下]旬))?"
        r"(?=[底末前,;)。\s-]|[之以]前|[起至到]|完成|\Z)",
    ),
    ("decades", "(?:19)?(?P<decade>[2-9]0|[二三四五六七八九]十)年代(?:末期?|后期)"),
    (
        "fiveyear",
        '(?P<plan>十?[一二三四五六七八九]五|十五)(?=[”"」]|规划|计划|期|时期|末|的末|以来)'
        "|第(?P<ordinal>十?[一二三四五六七八九]|十)个五年(?=规划|计划)",
    ),
    (
        "centuries",
        "(?P<century>本世纪|(?:20|21|二十一?)世纪|下个?世纪)(?P<third>末期?|中叶|上半叶|头二十年)",
    ),
    (
        "length",
        rf"(?P<ahead>今后|未来)?(?P<count>{_COUNT})(?P<measure>个?工作日|个?月|日|天|年)"
        "(?(ahead)(?:内|时间)?|(?:之内|以内|内(?!蒙)|左右?的?时间|时间))",
    ),
    ("planend", "(?:规划|计划)期(?:末|内)"),
)
"""Forms of date phrases by the name of their reader."""
_FIRST = "0-9一二两三四五六七八九十本下今未规计第半"
"""What a form can begin with."""


def read_form(match: re.Match[str], year: int | None) -> Read:
    """Return last day and kind of a match of `form_pattern`; `year` is the plan's."""
    return _READERS[match.lastgroup or ""](match, year)


@cache
def form_pattern() -> re.Pattern[str]:
    """Return the pattern of all forms; the group that closed last names the form."""
    words = sorted(
        (word for word, entry in words_of_time().items() if entry[0] != "open"), key=len, reverse=True
    )
    forms = (*_FORMS, ("word", f"(?<![以安])(?:{'|'.join(words)})"))
    first = "".join({word[0] for word in words}) + _FIRST
    return re.compile(f"(?=[{first}])(?:{'|'.join(f'(?P<{name}>{form})' for name, form in forms)})")


def plan_years(name: str) -> tuple[int, int] | None:
    """Return first and last year of a five-year plan by its short name.

    >>> plan_years("六五"), plan_years("十五"), plan_years("十四五")
    ((1981, 1985), (2001, 2005), (2021, 2025))
    """
    number = to_int(name[:-1])
    if number < 6:
        first = {1: 1953, 2: 1958, 3: 1966, 4: 1971, 5: 1976}.get(number)
        return (first, first + 4) if first else None
    first = 1966 + 5 * (number - 3)
    return first, first + 4


def to_number(digits: str) -> int:
    digits = digits.replace(" ", "").replace("O", "〇")
    return to_int(digits if digits.isdecimal() else digits.replace("0", "〇"))


def to_iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def last_day(year: int | None, month: int, day: str | None = None, ten: str | None = None) -> str | None:
    if year is None:
        return None
    if day:
        return to_iso(year, month, to_number(day))
    return to_iso(year, month, _TEN_END.get(ten or "") or monthrange(year, month)[1])


@cache
def words_of_time() -> dict[str, tuple[DateKind, str | None, int]]:
    """Words of the year: kind, month and day, years from the plan's year."""
    return {w: (e["kind"], e.get("end"), e.get("years", 0)) for e in load("periods") for w in e["words"]}


def _read_range(match: re.Match[str], year: int | None) -> Read:
    return f"{to_number(match['last'])}-12-31", "day"


def _read_year(match: re.Match[str], year: int | None) -> Read:
    number = to_number(match["year"])
    if match["month"]:
        return last_day(number, to_number(match["month"]), match["day"], match["ten"]), "day"
    if match["half"]:
        return last_day(number, 6 if match["half"] == "上" else 12), "day"
    return last_day(number, _QUARTER_END.get(match["quarter"] or "", 12)), "day"


def _read_iso(match: re.Match[str], year: int | None) -> Read:
    number, month, day = (int(part) for part in match["iso"].split(match["mark"]))
    return to_iso(number, month, day), "day"


def _read_month(match: re.Match[str], year: int | None) -> Read:
    return last_day(year, to_number(match["bare"]), match["bareday"], match["bareten"]), "day"


def _read_plan(match: re.Match[str], year: int | None) -> Read:
    years = plan_years(match["plan"] or f"{match['ordinal']}五")
    return (f"{years[1]}-12-31" if years else None), "day"


def _read_decade(match: re.Match[str], year: int | None) -> Read:
    return f"{1900 + to_number(match['decade']) + 9}-12-31", "day"


def _read_century(match: re.Match[str], year: int | None) -> Read:
    century = {"20": 19, "二十": 19, "21": 20, "二十一": 20}.get(match["century"])
    if century is None:
        before = match["third"].startswith("末") if year is None else year <= 2000
        century = (19 if before else 20) + match["century"].startswith("下")
    last = {"末": 100, "末期": 100, "中叶": 50, "上半叶": 50, "头二十年": 20}[match["third"]]
    return f"{century * 100 + last}-12-31", "day"


def _read_term(match: re.Match[str], year: int | None) -> Read:
    if year is None or match["measure"] != "年" or match["count"] == "半":
        return None, "term"
    return f"{year + to_number(match['count']) - 1}-12-31", "term"


def _read_word(match: re.Match[str], year: int | None) -> Read:
    kind, month_day, years = words_of_time()[match["word"]]
    return (f"{year + years}-{month_day}" if month_day and year is not None else None), kind


_READERS: dict[str, Callable[[re.Match[str], int | None], Read]] = {
    "range": _read_range,
    "yearly": _read_year,
    "iso": _read_iso,
    "monthly": _read_month,
    "decades": _read_decade,
    "fiveyear": _read_plan,
    "centuries": _read_century,
    "length": _read_term,
    "planend": lambda match, year: (None, "term"),
    "word": _read_word,
}
