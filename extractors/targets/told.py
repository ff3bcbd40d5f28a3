"""Told years: the year or period that a number that has been achieved speaks of."""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator

from extractors.date_forms import plan_years
from extractors.dates import DateHit
from extractors.numerals import to_int
from extractors.targets.model import Span, TargetContext
from extractors.values import value

_NUMERAL = "[一二两三四五六七八九十0-9]{1,2}"
_YEARS = re.compile(
    rf"(?:过去|近|最近|前|这)的?(?P<back>{_NUMERAL})个?年(?!度|级|期)"
    rf"|(?<![0-9])(?P<since>{_NUMERAL})年多?(?:以来|来|间)"
    rf"|(?<![^\n,;:。 -])(?P<sum>{_NUMERAL})年(?=共(?!同)|累计|总共|合计|全[国省市县区州]|我[国省市县区])"
)
"""过去五年, 三年来, 五年累计: so many years up to the one before the report's."""
_MONTHS = re.compile("(?P<first>1[0-2]|[1-9])月?份?(?:-+|至|到)(?P<last>1[0-2]|[1-9])月")
_YEAR = re.compile("(?:19|20)[0-9]{2}|(?:一九|二[〇零○O0])[〇零○O0一二三四五六七八九]{2}")
_YEAR_NAMED = re.compile("(?:19|20)[0-9]{2}(?=年)")
_PLAN = re.compile("(十?[一二三四五六七八九]五|十五)")
_RANGE = re.compile("((?:19|20)[0-9]{2})年?(?:-+|至|到)((?:19|20)[0-9]{2})")
_QUARTERS = {"一": 1, "二": 4, "三": 7, "四": 10, "1": 1, "2": 4, "3": 7, "4": 10, "首": 1}
_QUARTER = re.compile("([一二三四1-4首])个?季")
_LONGEST = 6
"""Letters of 1月至12月 from its first to its last month."""
_NOW = ("今", "本", "明", "当")
_COMPARING = re.compile("[比较同与和于]$")
_ORIGIN = ("由", "从")
_TURN = re.compile("转为|转变为|变为|扭转为|转而|[,;。]")
"""由前两年上升|转为下降: from here on the sentence tells of its own time again."""
_IN_SUM = re.compile("[^,;。]{2,10}?(?:年均|平均|累计|合计)")
_TURNS_WITHIN = 60
_OF_A_PLAN = re.compile(
    '[的”"’]?(?:规划|纲要|计划(?!期)|圆满|胜利|顺利|收官|开局|开门|起步|目标|任务|各项|第[一二三四五]年|首年)'
)
"""“十四五”规划, “十四五”收官之年: what only names a plan tells of no time."""


@value
class Told:
    """A phrase of time, and the first and last day that it covers."""

    start: int
    period: tuple[str, str]
    wide: bool
    """True for years and more, which hold for the sentences that follow."""


def find_told(text: str, low: int, high: int, hits: Iterable[DateHit], context: TargetContext) -> list[Told]:
    """Return the phrases of text[low:high] that say of which time it speaks, in order; `hits`: its dates."""
    found = [*_of_years(text, low, high, context), *_of_months(text, low, high, context)]
    taken = {at for told in found for at in range(told.start, told.start + _LONGEST)}
    found.extend(
        told for hit in hits if hit.start not in taken and (told := _of_hit(hit, text, low, context))
    )
    found.sort(key=lambda told: told.start)
    return _with_turns(found, text, high, context)


def _with_turns(found: list[Told], text: str, high: int, context: TargetContext) -> list[Told]:
    """Return the phrases, and where what began in one of them is over: 由前两年上升|转为下降.

    Years of which an average or a sum is told, after another time, are those of their own clause.
    """
    turns: list[Told] = []
    own: Told | None = None
    """What the sentence itself speaks of."""
    for told in found:
        before = text[told.start - 1] if told.start else ""
        if before not in _ORIGIN and not (own and _IN_SUM.match(text, told.start)):
            own = told
            continue
        turn = _TURN.search(text, told.start, min(high, told.start + _TURNS_WITHIN))
        period = own.period if own else default_period(context)
        if turn and period:
            turns.append(Told(turn.start(), period, own is not None and own.wide))
    return sorted([*found, *turns], key=lambda told: told.start) if turns else found


def default_period(context: TargetContext) -> tuple[str, str] | None:
    """Return the period that a review in this place tells of where no words say it."""
    return (f"{context.told[0]}-01-01", f"{context.told[1]}-12-31") if context.told else None


def years_of_heading(heading: str, year: int | None) -> Span | None:
    """Return first and last year that the heading of a review names; `year` is the report's.

    >>> years_of_heading("2025年工作回顾", 2026), years_of_heading("过去五年的工作", 2026)
    ((2025, 2025), (2021, 2025))
    >>> years_of_heading("“十四五”成就和“十五五”目标", 2026)
    (2021, 2026)
    """
    if "年" not in heading and "五" not in heading:
        return None
    years = [int(match[0]) for match in _YEAR_NAMED.finditer(heading)]
    plans = [span for match in _PLAN.finditer(heading) if (span := plan_years(match[1]))]
    if years:
        return min(years), max(years)
    if plans and year is not None and plans[0][0] < year:
        return plans[0][0], min(plans[-1][1], year)
    if year is not None and (match := _YEARS.search(heading)):
        return year - to_int(match["back"] or match["since"] or match["sum"]), year - 1
    return None


def looks_back(line: str, year: int | None) -> bool:
    """Return True if a paragraph opens with years that are over in the year of the report.

    >>> looks_back("过去五年,成就显著", 2026), looks_back("“十四五”时期,成就显著", 2026)
    (True, True)
    >>> looks_back("今后五年,目标是", 2026), looks_back("“十五五”时期,目标是", 2026)
    (False, False)
    """
    opened = _OPENS.match(line)
    if opened is None or year is None:
        return False
    span = plan_years(opened["plan"]) if opened["plan"] else None
    return span[1] < year if span else not opened["plan"]


_OPENS = re.compile(
    rf"\W*(?:(?:过去|最近)的?{_NUMERAL}个?年|{_NUMERAL}年(?:以来|来)|[“\"]?(?P<plan>十?[一二三四五六七八九]五|十五)[”\"]?(?:时期|期间|以来))"
)


def _of_hit(hit: DateHit, text: str, low: int, context: TargetContext) -> Told | None:
    if hit.date is None or hit.kind not in ("day", "past", "since"):
        return None
    if hit.kind == "past" and _COMPARING.search(text, low, hit.start):
        return None
    if hit.kind == "past" and context.told and text[hit.start - 1 : hit.start] in _ORIGIN and hit.start > low:
        return Told(hit.start, (f"{context.told[0] - 1}-01-01", f"{context.told[0] - 1}-12-31"), False)
    period = _period(hit, text, context)
    if period is None or (context.year is not None and int(period[0][:4]) > context.year):
        return None
    return Told(hit.start, period, "月" not in hit.raw and "季" not in hit.raw and hit.kind != "past")


def _period(hit: DateHit, text: str, context: TargetContext) -> tuple[str, str] | None:
    raw, end = hit.raw, hit.date or ""
    if years := _RANGE.search(raw):
        return f"{years[1]}-01-01", f"{years[2]}-12-31"
    if plan := _PLAN.search(raw):
        span = plan_years(plan[1])
        named = raw.rstrip("的").endswith(("规划", "纲要")) or _OF_A_PLAN.match(text, hit.end)
        if named and "来" not in raw:
            return None
        return _since(f"{span[0]}-01-01", hit, f"{span[1]}-12-31", context) if span else None
    if not _YEAR.search(raw) and hit.kind == "day" and context.told and not raw.startswith(_NOW):
        end = f"{context.told[1]}{end[4:]}"
    start = f"{end[:4]}{_first_day(raw, text[hit.start - 1 : hit.start], end)}"
    return _since(start, hit, end, context)


def _since(start: str, hit: DateHit, end: str, context: TargetContext) -> tuple[str, str]:
    """What began in the period goes on to the end of what is told."""
    if hit.kind != "since":
        return start, end
    last = context.told[1] if context.told else (context.year or 0) - 1
    return start, max(end, f"{last}-12-31")


def _first_day(raw: str, before: str, end: str) -> str:
    """Month and day on which what a date phrase covers begins: 截至9月底 counts from January."""
    if raw.startswith(("截", "前")) or before == "前":
        return "-01-01"
    if quarter := _QUARTER.search(raw):
        return f"-{_QUARTERS[quarter[1]]:02}-01"
    if "下半年" in raw:
        return "-07-01"
    if "月" in raw:
        return end[4:] if raw[-1] in "日号" else f"{end[4:7]}-01"
    return "-01-01"


def _of_years(text: str, low: int, high: int, context: TargetContext) -> Iterator[Told]:
    if context.year is None or text.find("年", low, high) < 0:
        return
    last = context.told[1] if context.told else context.year - 1
    if context.document == "report":  # 过去一年, where it looks ahead
        last = min(last, context.year - 1)
    for match in _YEARS.finditer(text, low, high):
        count = to_int(match["back"] or match["since"] or match["sum"])
        if 0 < count < 40:
            yield Told(match.start(), (f"{last - count + 1}-01-01", f"{last}-12-31"), not match["sum"])


def _of_months(text: str, low: int, high: int, context: TargetContext) -> Iterator[Told]:
    year = context.told[1] if context.told else context.year
    if year is None or text.find("月", low, high) < 0:
        return
    for match in _MONTHS.finditer(text, low, high):
        at, first, last = match.start(), int(match["first"]), int(match["last"])
        own = int(text[at - 5 : at - 1]) if _is_year(text, at) else year
        days = monthrange(own, last)[1]
        yield Told(at, (f"{own}-{first:02}-01", f"{own}-{last:02}-{days:02}"), False)


def _is_year(text: str, at: int) -> bool:
    """True if a year of four digits stands right before a place."""
    return bool(re.fullmatch("(?:19|20)[0-9]{2}年", text[max(0, at - 5) : at]))
