"""Indicators for the page: what was promised of each in which place and year, beside what was delivered.

Rows and verdicts are those of `zeren track`, steps those of `zeren cascade`. What many rows share (places,
units, bodies) is numbered, and an amount comes with the factor of its unit, so that ten thousand rows stay
small. The words of a row are not repeated: its documents hold them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import chain, groupby
from operator import attrgetter
from typing import Any, get_args

from extractors.indicators import find_indicator
from extractors.records import Change, Comparator
from pipeline.export import clean
from pipeline.track.cascade import Step, find_steps
from pipeline.track.listing import word
from pipeline.track.series import Row, Told

INDICATORS = "indicators"
"""Name of the piece, which is asked for where its view is opened."""
MOST_ROWS = 60_000
"""Rows that the page takes: those of series that show the least are left out beyond."""
TOLD_COLUMNS = ("comparator", "value", "upper", "unit", "change", "document", "start", "end")
ROW_COLUMNS = (
    *("year", "period", "since", "promised", "delivered", "verdict", "rule", "difference", "leads"),
    *("problems", "derived", "also_promised", "also_delivered", "relation", "above", "apart"),
)
INDICATOR_COLUMNS = ("key", "id", "name", "english", "measure", "series")
_LEADS = ROW_COLUMNS.index("leads")
_COMPARATORS: tuple[Comparator, ...] = get_args(Comparator)
_CHANGES: tuple[Change, ...] = get_args(Change)
Cells = list[Any]


@dataclass(slots=True)
class Numbered:
    """Values in the order in which they came, each once."""

    places: dict[Any, int] = field(default_factory=dict)

    def number(self, value: Any) -> int:
        return self.places.setdefault(value, len(self.places))

    def values(self) -> list[Any]:
        return list(self.places)


@dataclass(slots=True)
class _Series:
    """The rows of an indicator in one place, as the page takes them."""

    indicator: int
    place: int
    scope: str | None
    rows: list[Cells]


class Shown:
    """The series that the page takes, and how many it does not."""

    def __init__(self, documents: Mapping[str, int], most: int = MOST_ROWS) -> None:
        self.documents = documents
        """The number of each document in the page."""
        self.most = most
        self.indicators: list[Cells] = []
        self.places, self.units, self.leads = Numbered(), Numbered(), Numbered()
        self.words = Numbered()
        """Verdicts, rules, problems, relations and names of places above."""
        self.by_worth: tuple[list[_Series], ...] = ([], [], [], [])
        """Series with both sides, with a promise, of the lexicon, and told of several years."""
        self.rows = self.left = 0

    def take(self, rows: Iterable[Row]) -> None:
        """Take the rows, those of one indicator together."""
        for group, found in groupby(rows, key=attrgetter("group")):
            self._take(group, list(found))

    def _take(self, group: tuple[str, ...], rows: list[Row]) -> None:
        steps = _steps(rows)
        series: dict[tuple[Any, ...], list[Row]] = {}
        for row in rows:
            series.setdefault(_place(row), []).append(row)
        kept = [
            (place, found, worth) for place, found in series.items() if (worth := _worth(found)) is not None
        ]
        for (*place, scope), found, worth in kept:
            cells = [self._cells(row, steps) for row in found]
            made = _Series(len(self.indicators), self.places.number(tuple(place)), scope, cells)
            self.by_worth[worth].append(made)
            self.rows += len(cells)
        self.left += len(rows) - sum(len(found) for _, found, _ in kept)
        if kept:
            self.indicators.append(_named(group, rows[0]))
        self._make_room()

    def _make_room(self) -> None:
        """Leave out what shows the least, of that the last that came, until the rest has room."""
        while self.rows > self.most:
            gone = next(each for each in reversed(self.by_worth) if each).pop()
            self.rows -= len(gone.rows)
            self.left += len(gone.rows)

    def _cells(self, row: Row, steps: dict[tuple[str, int], Step]) -> Cells:
        number = self.words.number
        derived = row.derived
        step = steps.pop((row.region_code or "", row.year or 0), None) if _is_step(row) else None
        cells: Cells = [row.year, number(row.period), row.since]
        cells += [self._told(row.promised), self._told(row.delivered)]
        cells += [number(row.verdict), number(row.rule), row.difference]
        cells += [self.leads.number(clean(row.leads)) if row.leads else None]
        cells += [[number(problem) for problem in row.problems] or None]
        cells += [f"{'-' if derived.change == 'decrease' else ''}{derived.value}" if derived else None]
        cells += ["; ".join(map(word, told)) or None for told in (row.also_promised, row.also_delivered)]
        if step:
            above = number(clean(step.above)) if step.above else None
            cells += [number(step.relation), above, step.difference]
        while cells[-1] is None:
            cells.pop()
        return cells

    def _told(self, told: Told | None) -> Cells | None:
        if told is None:
            return None
        change = _CHANGES.index(told.change) if told.change in _CHANGES else None
        comparator = _COMPARATORS.index(told.comparator) if told.comparator in _COMPARATORS else 0
        unit = self.units.number((clean(told.unit), clean(told.normalized_unit), _factor(told)))
        said = [comparator, told.value, told.upper, unit, change]
        return [*said, self.documents[told.document], *told.span]

    def as_json(self) -> dict[str, Any]:
        """Return what the page takes, with the places and bodies of that alone."""
        kept = sorted(chain(*self.by_worth), key=lambda each: (each.indicator, each.place))
        all_places, all_leads = self.places.values(), self.leads.values()
        places, leads = Numbered(), Numbered()
        series: dict[int, list[Cells]] = {}
        for each in kept:
            rows = [_with_leads(row, all_leads, leads) for row in each.rows]
            place = places.number(all_places[each.place])
            series.setdefault(each.indicator, []).append([place, each.scope, rows])
        return {
            "columns": INDICATOR_COLUMNS,
            "row_columns": ROW_COLUMNS,
            "told_columns": TOLD_COLUMNS,
            "indicators": [[*self.indicators[number], found] for number, found in series.items()],
            "comparators": _COMPARATORS,
            "changes": _CHANGES,
            "places": places.values(),
            "units": self.units.values(),
            "leads": leads.values(),
            "words": self.words.values(),
            "rows": self.rows,
            "left": self.left,
        }


def _with_leads(row: Cells, all_leads: list[str], leads: Numbered) -> Cells:
    """Return a row whose bodies are numbered anew."""
    if len(row) <= _LEADS or row[_LEADS] is None:
        return row
    return [*row[:_LEADS], leads.number(all_leads[row[_LEADS]]), *row[_LEADS + 1 :]]


def _named(group: tuple[str, ...], row: Row) -> Cells:
    indicator = find_indicator(row.indicator_id)
    english = indicator.english if indicator else None
    return [
        clean("/".join(filter(None, group))),
        row.indicator_id,
        clean(row.indicator),
        english,
        row.measure,
    ]


def _place(row: Row) -> tuple[str | None, str | None, str | None, str | None]:
    """Return code, name and level of a place, and which part of it; without a place, its document's title."""
    told = row.promised or row.delivered
    if row.region_code is None and told:
        return None, clean(told.title), told.document, row.scope
    return row.region_code, row.region, row.level, row.scope and clean(row.scope)


def _worth(rows: list[Row]) -> int | None:
    """Return how much a series has to show, 0 the most; None for what is told once and has no name."""
    promised = any(row.promised for row in rows)
    if promised and any(row.delivered for row in rows):
        return 0
    if promised:
        return 1
    if rows[0].indicator_id:
        return 2
    return 3 if len({row.year for row in rows}) > 1 else None


def _is_step(row: Row) -> bool:
    return bool(row.promised and row.year and row.region_code and row.period == "year" and not row.scope)


def _steps(rows: list[Row]) -> dict[tuple[str, int], Step]:
    """Return the steps of an indicator by place and year, of years in which several places promise."""
    name = rows[0].indicator
    steps = list(find_steps(replace(row, indicator=name) for row in rows if _is_step(row)))
    several = {year for year, places in _counted(steps) if places > 1}
    return {(step.region_code, step.year): step for step in steps if step.year in several}


def _counted(steps: Iterable[Step]) -> Iterator[tuple[int, int]]:
    for year, found in groupby(steps, key=attrgetter("year")):
        yield year, sum(1 for _ in found)


def _factor(told: Told) -> float:
    """Return how many of the base unit the printed unit is."""
    value = Decimal(told.value)
    return float(Decimal(told.normalized_value) / value) if value else 1.0
