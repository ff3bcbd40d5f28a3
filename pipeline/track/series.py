"""Series: what is promised and what is told of one indicator, place and year, put side by side.

Facts come sorted by what they must share, so that memory stays small however many documents there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import groupby

from extractors.agencies.regions import region as find_region
from extractors.indicators import Measure, find_indicator
from extractors.records import Document
from extractors.values import value
from pipeline.track.answering import SEPARATOR, Answering
from pipeline.track.database import Store
from pipeline.track.facts import UNKNOWN, Fact, Key, find_facts
from pipeline.track.verdicts import judge

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
    needed: set[str] = set()
    with Store() as store:
        store.add(_choose(seen, asked, needed))
        found = join_facts(store.sorted())
        rows = (row for row in found if asked.keeps(row) and row.indicator_id not in needed)
        yield from (row for row in rows if answering.admits(row.leads)) if asked.agency else rows


def _choose(documents: Iterable[Document], asked: Asked, needed: set[str]) -> Iterator[Fact]:
    """Yield the facts that rows are made of; leave in `needed` levels for their growth alone."""
    names: set[str] = set()
    for document in documents:
        for fact in find_facts(document):
            if asked.admits(fact):
                names.add(fact.key.indicator)
                yield fact
            elif asked.indicators and asked.needs(fact):
                needed.add(fact.key.indicator)
                yield fact
    needed -= names


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
            and self._reaches(fact)
        )

    def needs(self, fact: Fact) -> bool:
        """Return whether the fact is a level of which the growth is asked for: that may be derived of it."""
        return any(_grows_to(fact, each) for each in self.indicators) and self._reaches(fact)

    def _reaches(self, fact: Fact) -> bool:
        key = fact.key
        return (not self.regions or any(_within(fact, each) for each in self.regions)) and (
            self.years is None or self.years[0] - 1 <= key.year <= self.years[1]
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


def _grows_to(fact: Fact, asked: str) -> bool:
    key = fact.key
    growth = find_indicator(f"{key.indicator}_growth") if key.named and key.measure == "level" else None
    return growth is not None and (asked == growth.id or asked in growth.chinese)


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
    for (key, _), group in groupby(facts, key=_apart):
        promised, delivered = _Said(), _Said()
        for fact in group:
            (promised if fact.side == "promised" else delivered).add(fact)
        levels.note(key, delivered.facts)
        if promised.facts and delivered.facts and key.times in _APART:
            yield _row(key, promised, _Said(), None)
            promised = _Said()
        yield _row(key, promised, delivered, None if delivered.facts else levels.derived(key))


def _apart(fact: Fact) -> tuple[Key, str]:
    """Return what the facts of a row share: of no year with those of no other document."""
    return fact.key, fact.document if fact.key.times == "undated" else ""


class _Said:
    """One side of a row: what is said, each number once, and who answers by all that say it."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.leads: dict[str, None] = {}
        self.twice = False
        """True if one document says two different things."""
        self._places: dict[str, int] = {}

    def add(self, fact: Fact) -> None:
        """Add a fact, which another one may say already."""
        place = next((at for at, other in enumerate(self.facts) if _agree(fact, other)), len(self.facts))
        if place == len(self.facts):
            self.facts.append(fact)
        if fact.leads:
            self.leads.update(dict.fromkeys(fact.leads.split(SEPARATOR)))
        self.twice |= self._places.setdefault(fact.document, place) != place


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


def _row(key: Key, goals: _Said, outcomes: _Said, derived: Derived | None) -> Row:
    promised, delivered = goals.facts, outcomes.facts
    first = (promised or delivered)[0]
    indicator = find_indicator(key.indicator) if key.named else None
    verdict = judge(promised[0] if promised else None, delivered[0] if delivered else None, indicator)
    if derived and verdict.name == "not told":
        verdict = replace(verdict, rule="nothing-told-a-growth-is-derived")
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
        leads=SEPARATOR.join(goals.leads) or None,
        derived=derived,
        also_promised=tuple(map(_told, promised[1:])),
        also_delivered=tuple(map(_told, delivered[1:])),
        problems=tuple(_problems(key, goals, outcomes)),
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


def _problems(key: Key, goals: _Said, outcomes: _Said) -> Iterator[str]:
    promised, delivered = goals.facts, outcomes.facts
    if key.times == "undated":
        yield "no-year"
    if key.place.startswith(UNKNOWN):
        yield "no-region"
    if goals.twice:
        yield "promised-twice"
    if len({fact.document for fact in promised}) > 1:
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
