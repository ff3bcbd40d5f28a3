"""Forms of date phrases: what is written, and the day that it ends on."""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Literal

from extractors.lexicons import load
from extractors.numerals import to_int
from extractors.values import value

DateKind = Literal["day", "base", "past", "since", "price", "term", "recurring", "open"]
"""day: can be a deadline; base, past: what is compared with; since: where something begins;
price: of whose prices something is reckoned;
term: a length of time (三年内) or the plan's own end (规划期末); recurring: 每月; open: 长期坚持."""
Read = tuple[str | None, DateKind]
"""Last day and kind of a date phrase."""

_ZERO = "〇零○O0oＯ◯"
"""The zero of a year in Chinese numerals, with what is typed for it."""
YEAR = f"(?:(?:1 ?9|2 ?[01]) ?[0-9] ?[0-9]|(?:一九|二[{_ZERO}一])[{_ZERO}一二三四五六七八九]{{2}})"
MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
DAY = "(?:[12][0-9]|3[01]|0?[1-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
PRINTED_DAY = rf"(?<![0-9]){YEAR} ?年 ?{MONTH} ?月 ?{DAY} ?日"
"""A whole day in words (成文日期, GB/T 9704-2012, 7.3.5.4)."""
_COUNT = "(?:[1-9][0-9]?|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九半])"
_PLAIN_ZERO = str.maketrans(dict.fromkeys("OoＯ◯", "〇") | {" ": None})
_QUARTER_END = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}
_MONTH_OF_ISSUE = "issued"
"""In the lexicon, the end of a word that means the month in which the document is issued."""
_TEN_END = {"上旬": 10, "中旬": 20}

_TO = "(?:-{1,2}|至|到)"
_HOUR = "(?:(?:上午|下午|中午|晚上?|凌晨|早上?)?[0-9]{1,2}(?:[时点](?:整|半|[0-9]{1,2}分)?|:[0-9]{2})|下班)?"
"""The hour of a day by which something is due: 26日下午5时前, 12日下班前."""

_FORMS = (
    ("range", rf"(?P<first>{YEAR}) ?年?度? ?(?:-{{1,2}}|至|到) ?(?P<last>{YEAR}) ?年(?!代)"),
    (
        "yearly",
        rf"(?P<year>{YEAR}) ?年(?![代级])度?"
        rf"(?: ?(?:{MONTH} ?(?:月 ?)?{_TO} ?)?(?P<month>{MONTH}) ?月份?"
        rf"(?: ?(?P<day>{DAY}) ?[日号]{_HOUR}|(?P<ten>[上中下]旬))?"
        "| ?[前第]?(?P<quarter>[一二三四1-4])个?季度| ?(?P<half>[上下])半年)?",
    ),
    (
        "shortyear",
        rf"(?<![0-9.])(?P<short>[1-4][0-9]) ?年(?:(?= ?年?[底末])"
        rf"| ?(?P<shortmonth>{MONTH}) ?月份?(?P<shortten>[上中下]旬)?"
        "| ?[前第]?(?P<shortquarter>[一二三四1-4])个?季度| ?(?P<shorthalf>[上下])半年)",
    ),
    (
        "iso",
        r"[12][0-9]{3}(?P<mark>[-/.])(?:1[0-2]|0?[1-9])"
        r"(?:(?P=mark)(?:[12][0-9]|3[01]|0?[1-9])(?![0-9])|(?= ?月?[底前]))",
    ),
    (
        "monthly",
        rf"(?P<from>{MONTH} ?(?:月 ?)?{_TO} ?)?(?P<bare>{MONTH}) ?月份?"
        rf"(?:(?P<bareten>[上中下]旬)|(?: ?(?P<bareday>{DAY}) ?[日号]{_HOUR})?"
        r"(?=[底末前,;)。\s-]|[之以]前|[起至到]|完成|\Z)|(?(from)|(?<=月份)))",
    ),
    ("dayonly", rf"(?<![0-9月个.至到-]){DAY} ?[日号]{_HOUR}(?=[之以]?前)"),
    (
        "issued",
        "[自从]?(?:本|该)?[一-鿿]{0,6}?(?:印发|发布|公布|发文|下发|颁布|出台)(?:之日|当日|日|之后|后)起?(?:的|至|,)?"
        rf"(?P<span>{_COUNT})(?P<spanof>个?工作日|个?月|日|天|年|周|个?季度)(?:之内|以内|内)",
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
_FIRST = "0-9一二两三四五六七八九十本下今未规计第半自从印发公颁出"
"""What a form can begin with."""


class PlanYear(int):
    """The first year of a plan, and the day of issue, from which dates without a year are counted."""

    issued_on: str | None

    def __new__(cls, year: int, issued_on: str | None = None) -> "PlanYear":
        made = super().__new__(cls, year)
        made.issued_on = issued_on
        return made


def year_of_issue(year: int | None) -> int | None:
    """Return the year of dates that print none (CONTRACT, section 4, Years): that of issue, else the plan's.

    >>> year_of_issue(PlanYear(2023, "2024-05-06")), year_of_issue(PlanYear(2025, "2024-12-30"))
    (2024, 2025)
    """
    issued = year.issued_on if isinstance(year, PlanYear) else None
    return max(int(year), int(issued[:4])) if year is not None and issued else year


def read_form(match: re.Match[str], year: int | None) -> Read:
    """Return last day and kind of a match of `form_pattern`; `year` is the plan's."""
    return _READERS[match.lastgroup or ""](match, year)


@cache
def form_pattern() -> re.Pattern[str]:
    """Return the pattern of all forms; the group that closed last names the form."""
    words = sorted(
        (word for word, entry in words_of_time().items() if entry.kind != "open"), key=len, reverse=True
    )
    spelled = "|".join(
        word + ("(?!龄)" if word[-1] == "年" else "") + words_of_time()[word].ahead for word in words
    )
    forms = (*_FORMS, ("word", f"(?<![以安])(?:{spelled})"))
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
    digits = digits.translate(_PLAIN_ZERO)
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


@value
class WordOfTime:
    """What a word says of a time without a number."""

    kind: DateKind
    end: str | None
    """Month and day; null where it is of no fixed day."""
    years: int
    """From the plan's year."""
    ahead: str
    """Pattern of what must stand behind it."""


@cache
def words_of_time() -> dict[str, WordOfTime]:
    """Return the words of the lexicon."""
    return {
        word: WordOfTime(e["kind"], e.get("end"), e.get("years", 0), _ahead(e.get("follow", ())))
        for e in load("periods")
        for word in e["words"]
    }


def _ahead(words: Sequence[str]) -> str:
    return f"(?=(?:{'|'.join(map(re.escape, words))})(?!后))" if words else ""


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
    number, month, *day = match["iso"].split(match["mark"])
    return last_day(int(number), int(month), *day), "day"


def _read_short(match: re.Match[str], year: int | None) -> Read:
    number = 2000 + int(match["short"])
    if match["shortmonth"]:
        return last_day(number, to_number(match["shortmonth"]), None, match["shortten"]), "day"
    if match["shorthalf"]:
        return last_day(number, 6 if match["shorthalf"] == "上" else 12), "day"
    return last_day(number, _QUARTER_END.get(match["shortquarter"] or "", 12)), "day"


def _read_issued(match: re.Match[str], year: int | None) -> Read:
    """Return the day that lies so long after that of issue; working days are not counted."""
    issued = year.issued_on if isinstance(year, PlanYear) else None
    measure = match["spanof"].removeprefix("个")
    if issued is None or measure == "工作日":
        return None, "day"
    day = date.fromisoformat(issued)
    if match["span"] == "半":
        return (_months_later(day, 6) if measure == "年" else (day + timedelta(15)).isoformat()), "day"
    count = to_number(match["span"].replace("两", "二"))
    months = {"月": 1, "季度": 3, "年": 12}.get(measure)
    days = count * (7 if measure == "周" else 1)
    return (_months_later(day, count * months) if months else (day + timedelta(days)).isoformat()), "day"


def _months_later(day: date, months: int) -> str:
    years, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last)).isoformat()


def _read_month(match: re.Match[str], year: int | None) -> Read:
    year = year_of_issue(year)
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
    word = words_of_time()[match["word"]]
    issued = year.issued_on if isinstance(year, PlanYear) else None
    counted = year_of_issue(year)
    if word.end == _MONTH_OF_ISSUE:
        return (last_day(int(issued[:4]), int(issued[5:7])) if issued else None), word.kind
    if word.end is None or counted is None:
        return None, word.kind
    day = f"{counted + word.years}-{word.end}"
    if word.ahead and issued and day < issued:  # 元旦前 of a notice of December
        day = f"{counted + word.years + 1}-{word.end}"
    return day, word.kind


_READERS: dict[str, Callable[[re.Match[str], int | None], Read]] = {
    "range": _read_range,
    "yearly": _read_year,
    "shortyear": _read_short,
    "issued": _read_issued,
    "dayonly": lambda match, year: (None, "day"),
    "iso": _read_iso,
    "monthly": _read_month,
    "decades": _read_decade,
    "fiveyear": _read_plan,
    "centuries": _read_century,
    "length": _read_term,
    "planend": lambda match, year: (None, "term"),
    "word": _read_word,
}
