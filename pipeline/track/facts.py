"""Facts: what one document promises of an indicator in a place and a year, or tells of it.

The year is the one that is spoken of. An amount of one year, one of several years, an average over years
and a change since a base year are different things, and have keys of their own.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from extractors.agencies.bodies import knowledge
from extractors.agencies.lines import full_name
from extractors.agencies.regions import NATION, find_named
from extractors.agencies.regions import region as find_region
from extractors.indicators import Measure, canonical_head, find_indicator, words_of
from extractors.records import Change, Comparator, Document, Goal, Quantity, Target, Task
from extractors.values import value
from pipeline.track.answering import SEPARATOR
from pipeline.track.units import in_base

Side = Literal["promised", "delivered"]
Times = Literal["year", "years", "average", "since", "part", "undated"]
"""A year; a sum or change over several; a yearly average over several; since a base; part of a year; none."""
UNKNOWN = "?"
"""Before the id of a document that tells no place: nothing of another document is of the same."""
WHOLE = "全国"
"""What the nation is called in rows."""
_CENTRAL = re.compile(
    "^(?:[\\d〇○零一二三四五六七八九十年月日]*)(?:国务院|中华人民共和国|中共中央|党中央|中央|全国|国家(?!电网)|国发|国办)"
    "(?!.*(?:公司|集团|协会|学会))"
)
"""What the title, the number or the issuer of a paper of the nation begins with. A ministry is known by its
name: 宣传部 and 发展和改革委员会 are also of cities, and any town may become a 国家森林城市."""
_OFFICE = re.compile("(?:办公厅|办公室|党组)$")
_BEFORE_THE_NATION = re.compile("代表国务院|国务院总理|届\\s*全国人民代表大会\\s*第")
"""Who speaks to whom, where a work report's title and issuers do not say of what it is."""
_KIND = re.compile("(?:自治)?[县市区州旗]$")
_OPENING = 1000
_FALLS = re.compile("(?:降幅|下降率|降低率|下降幅度|降低幅度|削减率|下降|降低)$")
_CHANGES = ("growth", "share_change")
_HELD = re.compile("控制[在到为][^以内下不低小]*$")
"""赤字率控制在2.8%, where it is told, is the value that it had; 控制在3%以内 is a bound."""
_SHORT = 2
"""Letters of a head that names too many things for a promise and an outcome to be of one: 城市, 项目."""
_GENERAL = re.compile(
    "(?:项目|工程|总|年|计划|调减|调增|新增|完成|原|其他)*"
    "(?:投资|投资额|金额|资金|规模|数量|总额|总数|总量|产值|收入|支出|任务|人数|面积|长度|里程|费用|价格|比例)"
)
"""Heads that say not of what: 项目总投资."""
_INDEX = 50
"""价格指数102%: an index of prices whose base is 100, and no growth."""
_SUMMED = re.compile("累计|总数|总量")
_BEFORE = 8
"""Letters before a number that can say that it is a sum over years: 累计发行国债6600亿元."""
_RATIOS = frozenset(("%", "‰"))
_POINTS = frozenset(("个百分点", "百分点"))


class Key(NamedTuple):
    """What facts must share to speak of the same."""

    indicator: str
    """Id in the lexicon; of an indicator without one its head, normalised."""
    named: bool
    """True if the lexicon has it."""
    measure: Measure
    unit: str
    """Of an indicator without id the unit that it is told in, without scale, with the side where its head is
    too short to be known by; empty for one with an id."""
    place: str
    """GB/T 2260 code; of a place that no table has, its name; `UNKNOWN` and a document if none is told."""
    scope: str
    """Part of the place that the number is for, empty for the whole."""
    times: Times
    first: int
    """First year of a period, base year; 0 if there is none."""
    year: int
    """Year, last year of a period; 0 if none is told."""


@value
class Paper:
    """What all facts of a document share."""

    id: str
    title: str
    issued_on: str
    year: int
    """Of its period, else of its issue; 0 if it tells none."""
    last: int
    place: str
    place_name: str
    level: str


class Fact(NamedTuple):
    """One number of one document. A tuple, as millions of them go to disk and back."""

    side: Side
    key: Key
    indicator: str
    """As printed."""
    place_name: str
    level: str
    """nation, province, city or county; empty if it is not known."""
    comparator: Comparator
    value: str
    upper: str
    unit: str
    change: str
    base_value: str
    """Value in the base unit of its family, scale words resolved."""
    base_upper: str
    base_unit: str
    document: str
    title: str
    document_year: int
    issued_on: str
    start: int
    end: int
    words: str
    leads: str
    rank: int
    """How near the words are to the number that is asked for, 0 the nearest.

    A goal, or what is told of the very year: 0; a task's target: 1; the end of a longer time: 2.
    A bound where a value could be told: 1 more; of another place than the document's own: 4 more.
    """


def find_facts(document: Document) -> Iterator[Fact]:
    """Yield what the document promises and what it tells, in the order of the text."""
    paper = paper_of(document)
    names = {agency.id: agency.name for agency in document.agencies}
    for goal in document.goals:
        if fact := _promised(document, paper, goal, ""):
            yield fact
    for task in document.tasks:
        leads = _leads(task, names)
        for target in task.targets:
            if fact := _promised(document, paper, target, leads):
                yield fact
    for quantity in document.quantities:
        if quantity.status == "achieved" and (fact := _delivered(document, paper, quantity)):
            yield fact


def _year(day: str | None) -> int:
    """Return the year of a day in ISO 8601, 0 for none and for what is no day."""
    return int(day[:4]) if day and day[:4].isdecimal() and day[:4].isascii() else 0


def _leads(task: Task, names: dict[str, str]) -> str:
    """Return who answers for a task: its leads, else those responsible."""
    for role in ("lead", "responsible"):
        if found := dict.fromkeys(names[each.agency] for each in task.assignments if each.role == role):
            return SEPARATOR.join(found)
    return ""


def paper_of(document: Document) -> Paper:
    info = document.document
    days = (info.period.start, info.period.end) if info.period else (info.issued_on, info.issued_on)
    first, last = map(_year, days)
    place, name, level = _place(document)
    return Paper(
        info.id, info.title or info.source.path, info.issued_on or "", first, last, place, name, level
    )


def _place(document: Document) -> tuple[str, str, str]:
    """Return code, name and level of a document's place; where it tells none, it stands alone."""
    info = document.document
    if info.region:
        code, name = today(info.region.code, info.region.name)
        return code or name, name, level_of(code)
    said = (info.title or "", info.document_number or "", *info.issuers)
    if any(map(_CENTRAL.search, said)) or any(map(_is_ministry, info.issuers)):
        return NATION, WHOLE, "nation"
    if "工作报告" in (info.title or "") and _BEFORE_THE_NATION.search(info.text, 0, _OPENING):
        return NATION, WHOLE, "nation"
    return f"{UNKNOWN}{info.id}", "", ""


@cache
def today(code: str, name: str) -> tuple[str, str]:
    """Return code and name of a division as it is today, where it only became one of another kind.

    A county that became a district bears its old name or begins with it; what became part of another division
    is left as it was, as its numbers are not that one's.

    >>> today("511721", "达县"), today("310108", "闸北区")
    (('511703', '达川区'), ('310108', '闸北区'))
    """
    then = find_region(code) if code else None
    now = find_region(then.successor) if then and then.status == "former" and then.successor else None
    if then and now and now.name.startswith(_KIND.sub("", then.name)):
        return now.code, now.name
    return code, name


@lru_cache(maxsize=1024)
def _is_ministry(issuer: str) -> bool:
    """Return whether a body is one right under the centre, or its office; a company of the state is none."""
    body = knowledge().bodies.get(full_name(_OFFICE.sub("", issuer)))
    return body is not None and bool(body.superior) and not body.region


def level_of(code: str) -> str:
    """Return the level of a division by its code (GB/T 2260-2007, 4).

    >>> level_of("000000"), level_of("630000"), level_of("630200"), level_of("630203"), level_of("")
    ('nation', 'province', 'city', 'county', '')
    """
    if not code.isdecimal():
        return ""
    if code == NATION:
        return "nation"
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"


def _promised(document: Document, paper: Paper, target: Target, leads: str) -> Fact | None:
    date = target.deadline.date if target.deadline else None
    year = _year(date) if date else 0 if target.deadline else paper.last
    time = _time(target, min(year, paper.year or year), year)
    if date and date[5:7] < "11" and time[0] == "year":
        time = ("part", 0, year)
    return _fact(document, paper, target, "promised", time, leads, 0 if isinstance(target, Goal) else 1)


def _delivered(document: Document, paper: Paper, quantity: Quantity) -> Fact | None:
    told = quantity.told_for
    if told is None:
        return _fact(document, paper, quantity, "delivered", ("undated", 0, 0), "", 2)
    first, last = _year(told.start), _year(told.end)
    time = _time(quantity, first, last)
    if told.end[5:7] < "12" and time[0] == "year":
        time = ("part", 0, last)
    return _fact(document, paper, quantity, "delivered", time, "", 0 if first == last else 2)


def _time(target: Target, first: int, year: int) -> tuple[Times, int, int]:
    """Return of what time a number is that may cover the years from the first, and its years."""
    if not year:
        return "undated", 0, 0
    base = target.baseline.year if target.baseline else None
    indicator = find_indicator(target.indicator_id)
    changes = target.change is not None or (indicator is not None and indicator.measure in _CHANGES)
    if target.rate == "annual" and (changes or first < year or isinstance(target, Quantity)):
        return "average", (first if first < year else 0) if base is None else base + 1, year
    if changes and base is not None and base != year - 1:
        return "since", base, year
    if first < year and base is None and (changes or (indicator is not None and indicator.adds)):
        return "years", first, year
    return "year", 0, year


def _fact(
    document: Document,
    paper: Paper,
    target: Target,
    side: Side,
    time: tuple[Times, int, int],
    leads: str,
    stated: int,
) -> Fact | None:
    indicator = find_indicator(target.indicator_id)
    head = indicator.id if indicator else canonical_head(target.indicator)
    measure = indicator.measure if indicator else _guessed(target)
    if not head or measure is None or (indicator and indicator.price and Decimal(target.value) >= _INDEX):
        return None
    scale, unit = in_base(Decimal(target.normalized.value), target.normalized.unit)
    text, (start, end) = document.document.text, target.span
    low, end = min(start, target.value_span[0]), max(end, target.value_span[1])
    words = " ".join(text[low:end].split())
    if (
        indicator
        and indicator.adds
        and time[0] == "year"
        and _SUMMED.search(text, max(0, low - _BEFORE), end)
    ):
        time = ("years", 0, time[2])
    kind = f"{unit} {side}" if _says_too_little(head) else unit
    place, name, level, scope = _whose(target.applies_to or "", paper)
    comparator = target.comparator
    if side == "delivered" and comparator == "le" and _HELD.search(words):
        comparator = "eq"
    return Fact(
        side,
        Key(head, indicator is not None, measure, "" if indicator else kind, place, scope, *time),
        target.indicator,
        name,
        level,
        comparator,
        target.value,
        target.upper or "",
        target.unit,
        _change(target, measure),
        str(scale),
        str(in_base(Decimal(target.normalized.upper), target.normalized.unit)[0])
        if target.normalized.upper
        else "",
        unit,
        paper.id,
        paper.title,
        paper.year,
        paper.issued_on,
        start,
        end,
        words,
        leads,
        stated + (side == "delivered" and comparator != "eq") + 4 * (place != paper.place),
    )


@lru_cache(maxsize=8192)
def _says_too_little(head: str) -> bool:
    return len(head) <= _SHORT or _GENERAL.fullmatch(head) is not None


def _guessed(target: Target) -> Measure | None:
    """Return what a number of an indicator without id measures, by its unit and its change alone."""
    if target.unit in _POINTS:
        return "share_change" if target.change else None
    if target.unit in _RATIOS:
        return "growth" if target.change else "share"
    return None if target.change or target.unit in ("倍", "番") else "level"


def _change(target: Target, measure: Measure) -> Change | str:
    """Return the change that a growth is: 涨幅 alone says increase, 降幅 decrease; a level has none."""
    if measure in ("level", "share"):
        return ""
    return target.change or ("decrease" if _FALLS.search(target.indicator) else "increase")


def _whose(scope: str, paper: Paper) -> tuple[str, str, str, str]:
    """Return code, name and level of the place that a number is for, and which part of it."""
    if not scope or scope in _wholes() or scope == paper.place_name:
        if scope in ("全国", "我国", "中国") and paper.place != NATION:
            return NATION, WHOLE, "nation", ""
        return paper.place, paper.place_name, paper.level, ""
    found = _named(scope)
    if found is None:
        return paper.place, paper.place_name, paper.level, scope
    return *found, ""


@cache
def _named(scope: str) -> tuple[str, str, str] | None:
    found = find_named(scope)
    if not found or not found.code:
        return None
    code, name = today(found.code, found.name)
    return code, name, level_of(code)


@cache
def _wholes() -> frozenset[str]:
    return frozenset(words_of("scope")) | {"中国"}
