"""Series: what is promised and what is told of one indicator, place and year, put side by side.

Facts come sorted by what they must share, so that memory stays small however many documents there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import groupby
from operator import attrgetter

from extractors.agencies.regions import region as find_region
from extractors.indicators import Measure, find_indicator
from extractors.records import Document
from extractors.values import value
from pipeline.track.answering import SEPARATOR, Answering
from pipeline.track.database import Store
from pipeline.track.facts import UNKNOWN, Fact, Key, find_facts
from pipeline.track.verdicts import Verdict, judge

_APART = ("undated", "part")
"""Times of which a promise and an outcome need not be of the same."""
_ROUNDING = Decimal("0.005")
"""By which two tellings of one amount may differ, as they are rounded: 114万亿元 and 1143670亿元."""


@value
class Told:
    """One side of a row: a number, and where it stands."""

    comparator: str
    value: str
    upper: str | None
    unit: str
    change: str | None
    normalized_value: str
    """In the base unit of its family, scale words resolved: 1.3万亿斤 is 650000000000 千克."""
    normalized_unit: str
    document: str
    span: tuple[int, int]
    title: str
    issued_on: str | None
    words: str


@value
class Derived:
    """A growth that no document tells, over two levels that are told."""

    value: str
    unit: str
    change: str
    documents: tuple[str, str]


@value
class Row:
    """An indicator, a place and a year: what was promised, what was delivered."""

    indicator_id: str | None
    indicator: str
    measure: Measure
    region: str | None
    region_code: str | None
    level: str | None
    scope: str | None
    """Part of the region that the numbers are for."""
    year: int | None
    period: str
    """``year``; ``years`` and ``average`` from `since`; ``since`` a base; ``part`` of a year; ``undated``."""
    since: int | None
    promised: Told | None
    delivered: Told | None
    verdict: str
    rule: str
    difference: str | None
    """Told less promised, in the promise's unit."""
    leads: str | None
    derived: Derived | None
    also_promised: tuple[Told, ...]
    also_delivered: tuple[Told, ...]
    problems: tuple[str, ...]
    grouped_by: str
    """``id``, or ``words`` where the lexicon has no such indicator."""
    group: tuple[str, ...] = ()
    """What rows of one indicator share: its id, or the words that stand for it, the measure and the unit."""


def find_rows(documents: Iterable[Document], asked: Asked | None = None) -> Iterator[Row]:
    """Yield the rows that are asked for, indicators of the lexicon first, by indicator, place and year."""
    asked = asked or Asked()
    answering = Answering(asked.agency)
    seen = answering.see(documents) if asked.agency else documents
    facts = (fact for document in seen for fact in find_facts(document) if asked.admits(fact))
    with Store() as store:
        store.add(facts)
        rows = filter(asked.keeps, join_facts(store.sorted()))
        yield from (row for row in rows if answering.admits(row.leads)) if asked.agency else rows


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows are asked for; what is empty asks nothing."""

    indicators: tuple[str, ...] = ()
    """Ids, or words of an indicator."""
    regions: tuple[str, ...] = ()
    """Codes, whose inner places count too (with = before them they do not), or names."""
    agency: str = ""
    """Words of the name of who answers, of one that it had before a reform or of one that it took then."""
    years: tuple[int, int] | None = None
    verdicts: tuple[str, ...] = ()
    paired: bool = False
    """Only what is both promised and told."""
    named: bool = False
    """Only indicators of the lexicon."""

    def admits(self, fact: Fact) -> bool:
        """Return whether the fact can be part of a row that is asked for."""
        key = fact.key
        return (
            (not self.named or key.named)
            and (not self.indicators or any(_names(fact, each) for each in self.indicators))
            and (not self.regions or any(_within(fact, each) for each in self.regions))
            and (self.years is None or self.years[0] - 1 <= key.year <= self.years[1])
        )

    def keeps(self, row: Row) -> bool:
        """Return whether a row is asked for."""
        return (
            (not self.verdicts or row.verdict in self.verdicts)
            and (self.years is None or (row.year is not None and self.years[0] <= row.year <= self.years[1]))
            and (not self.paired or (row.promised is not None and row.delivered is not None))
        )


def _names(fact: Fact, asked: str) -> bool:
    indicator = find_indicator(fact.key.indicator) if fact.key.named else None
    known = indicator is not None and (asked == indicator.id or asked in indicator.chinese)
    return known or asked in fact.indicator


def _within(fact: Fact, asked: str) -> bool:
    if asked.startswith("="):
        return fact.key.place == asked[1:]
    if asked.isdecimal():
        from pipeline.results import code_stem

        return fact.key.place == asked or (asked != "000000" and fact.key.place.startswith(code_stem(asked)))
    return asked == fact.place_name


def join_facts(facts: Iterator[Fact]) -> Iterator[Row]:
    """Yield a row for the facts of each key, which come sorted."""
    levels = _Levels()
    for key, group in groupby(facts, key=attrgetter("key")):
        promised: list[Fact] = []
        delivered: list[Fact] = []
        for fact in group:
            _add(promised if fact.side == "promised" else delivered, fact)
        levels.note(key, delivered)
        if promised and delivered and key.times in _APART:
            yield _row(key, promised, [], None)
            promised = []
        yield _row(key, promised, delivered, levels.derived(key) if not delivered else None)


def _add(facts: list[Fact], fact: Fact) -> None:
    """Add a fact that no other one says already."""
    if not any(_agree(fact, other) for other in facts):
        facts.append(fact)


def _agree(one: Fact, other: Fact) -> bool:
    if (one.comparator, one.base_unit, one.change) != (other.comparator, other.base_unit, other.change):
        return False
    if (one.base_value, one.base_upper) == (other.base_value, other.base_upper):
        return True
    first, second = Decimal(one.base_value), Decimal(other.base_value)
    amount = one.key.measure == "level"
    return (amount or first == second) and abs(first - second) <= _ROUNDING * max(abs(first), abs(second))


class _Levels:
    """What is told of levels, for as long as their growth can come."""

    def __init__(self) -> None:
        self._told: dict[str, dict[tuple[str, str, int], Fact]] = {}

    def note(self, key: Key, delivered: list[Fact]) -> None:
        """Keep the level that is told of a year; forget those whose growth cannot come any more."""
        if not key.named:
            self._told.clear()
            return
        for name in [name for name in self._told if f"{name}_growth" < key.indicator]:
            del self._told[name]
        if key.measure == "level" and key.times == "year" and delivered and delivered[0].comparator == "eq":
            self._told.setdefault(key.indicator, {})[key.place, key.scope, key.year] = delivered[0]

    def derived(self, key: Key) -> Derived | None:
        """Return the growth over the levels of the year and of the one before, where both are told."""
        if key.measure != "growth" or key.times != "year":
            return None
        told = self._told.get(key.indicator.removesuffix("_growth"), {})
        now = told.get((key.place, key.scope, key.year))
        before = told.get((key.place, key.scope, key.year - 1))
        if (
            now is None
            or before is None
            or now.base_unit != before.base_unit
            or not Decimal(before.base_value)
        ):
            return None
        growth = (Decimal(now.base_value) / Decimal(before.base_value) - 1) * 100
        value = abs(growth).quantize(Decimal("0.1"))
        return Derived(
            str(value), "%", "decrease" if growth < 0 else "increase", (before.document, now.document)
        )


def _row(key: Key, promised: list[Fact], delivered: list[Fact], derived: Derived | None) -> Row:
    first = (promised or delivered)[0]
    indicator = find_indicator(key.indicator) if key.named else None
    verdict = judge(promised[0] if promised else None, delivered[0] if delivered else None, indicator)
    if derived and verdict.name == "not told":
        verdict = replace(verdict, rule="nothing-told-a-growth-is-derived")
    leads = SEPARATOR.join(dict.fromkeys(fact.leads for fact in promised if fact.leads)) if promised else ""
    return Row(
        indicator_id=key.indicator if key.named else None,
        indicator=indicator.chinese if indicator else first.indicator,
        measure=key.measure,
        region=first.place_name or None,
        region_code=None if key.place.startswith(UNKNOWN) else key.place,
        level=first.level or None,
        scope=key.scope or None,
        year=key.year or None,
        period=key.times,
        since=key.first or None,
        promised=_told(promised[0]) if promised else None,
        delivered=_told(delivered[0]) if delivered else None,
        verdict=verdict.name,
        rule=verdict.rule,
        difference=verdict.difference or None,
        leads=leads or None,
        derived=derived,
        also_promised=tuple(map(_told, promised[1:])),
        also_delivered=tuple(map(_told, delivered[1:])),
        problems=tuple(_problems(key, promised, delivered, verdict)),
        grouped_by="id" if key.named else "words",
        group=(key.indicator,) if key.named else (key.indicator, key.measure, key.unit),
    )


def _told(fact: Fact) -> Told:
    return Told(
        fact.comparator,
        fact.value,
        fact.upper or None,
        fact.unit,
        fact.change or None,
        fact.base_value,
        fact.base_unit,
        fact.document,
        (fact.start, fact.end),
        fact.title,
        fact.issued_on or None,
        fact.words,
    )


def _problems(key: Key, promised: list[Fact], delivered: list[Fact], verdict: Verdict) -> Iterator[str]:
    if key.times == "undated":
        yield "no-year"
    if key.place.startswith(UNKNOWN):
        yield "no-region"
    if len(promised) > 1:
        documents = len({fact.document for fact in promised})
        if documents < len(promised):
            yield "promised-twice"
        if documents > 1:
            yield "promise-revised"
    if len(delivered) > 1:
        yield "told-differently"
        indicator = find_indicator(key.indicator) if key.named else None
        names = {judge(promised[0], each, indicator).name for each in delivered} if promised else set()
        if len(names) > 1:
            yield "verdicts-differ"
    if merged := _merged_into(key.place):
        yield f"region-merged: {merged}"


@cache
def _merged_into(code: str) -> str:
    """Return the code of the division that this one became part of, empty if it is there or renamed."""
    place = find_region(code) if code.isdecimal() else None
    return place.successor if place and place.status == "former" and place.successor != code else ""
