"""Cascade 层层加码: one target on its way from the nation to provinces, cities and counties."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final, Literal

from extractors.indicators import Indicator, find_indicator
from extractors.values import value
from pipeline.track.facts import level_of
from pipeline.track.series import Row, Told
from pipeline.track.units import rounded

Relation = Literal["tighter", "looser", "equal", "higher", "lower", "part", "not comparable", "nothing above"]
LEVELS: Final = ("nation", "province", "city", "county")
_STRICT: Final = {"gt": 3, "ge": 2, "eq": 1, "between": 1, "approx": 0, "le": 2, "lt": 3}
"""How firmly a comparator holds its value: of two equal values, 5%以上 asks for more than 5%左右."""


_RATIO: Final = re.compile("平均|人均|户均|亩均|地均|每[千万百]|寿命|年限|生产率|单产|浓度|强度|密度|指数|价")
"""Levels of which the places' do not add up to that of the whole."""


@value
class Step:
    """The target of one place, and the nearest target above it."""

    indicator_id: str | None
    indicator: str
    year: int
    level: str
    region: str
    region_code: str
    promised: Told
    above: str | None
    """Name of the nearest place above that has a target."""
    relation: Relation
    """Of an amount ``part``: parts add up to a whole, and are not tighter or looser than it."""
    difference: str | None
    """Less the one above, in the same unit; of a part its share of the whole, in percent."""
    leads: str | None


def find_steps(rows: Iterable[Row]) -> Iterator[Step]:
    """Yield the steps of each indicator and year, the nation's first, then by code."""
    groups: dict[tuple[str, int], dict[str, Row]] = {}
    for row in rows:
        if row.promised and row.year and row.region_code and row.period == "year" and not row.scope:
            places = groups.setdefault((row.indicator_id or row.indicator, row.year), {})
            places.setdefault(row.region_code, row)
    for (_, _), places in sorted(groups.items()):
        for code in sorted(places, key=lambda code: (_rank(code), code)):
            yield _step(places[code], _above(code, places))


def _rank(code: str) -> int:
    level = level_of(code)
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)


def _above(code: str, places: dict[str, Row]) -> Row | None:
    """Return the row of the nearest place above that has one (GB/T 2260-2007: two digits a level)."""
    if not code.isdecimal():
        return places.get("000000")
    above = (f"{code[:4]}00", f"{code[:2]}0000", "000000")
    return next(
        (places[each] for each in above if each != code and _rank(each) < _rank(code) and each in places),
        None,
    )


def _step(row: Row, above: Row | None) -> Step:
    assert row.promised and row.year and row.region_code
    indicator = find_indicator(row.indicator_id)
    relation, difference = _relation(row.promised, above.promised if above else None, indicator)
    return Step(
        row.indicator_id,
        row.indicator,
        row.year,
        row.level or "",
        row.region or "",
        row.region_code,
        row.promised,
        above.region if above else None,
        relation,
        difference,
        row.leads,
    )


def _relation(own: Told, above: Told | None, indicator: Indicator | None) -> tuple[Relation, str | None]:
    if above is None:
        return "nothing above", None
    value, whole, unit = Decimal(own.normalized_value), Decimal(above.normalized_value), own.normalized_unit
    if unit != above.normalized_unit or own.change != above.change:
        return "not comparable", None
    if (
        own.unit
        and "/" not in unit
        and unit not in ("%", "个百分点")
        and indicator
        and indicator.measure == "level"
        and not _RATIO.search(indicator.chinese)
    ):
        return "part", rounded(value / whole * 100, 2) if whole else None
    scale = Decimal(own.value) / value if value else Decimal(1)
    away = (value - whole) * scale
    return _compared(own, above, away, indicator), rounded(away, 6)


def _compared(own: Told, above: Told, away: Decimal, indicator: Indicator | None) -> Relation:
    """Return whether a target asks for more than the one above: a fall of 3% asks for more than one of 2%."""
    better = indicator.better if indicator else None
    if better is not None and own.change == "decrease":
        better = not better
    if away:
        if better is None:
            return "higher" if away > 0 else "lower"
        return "tighter" if (away > 0) == better else "looser"
    firmer = _STRICT[own.comparator] - _STRICT[above.comparator]
    return "equal" if not firmer or better is None else "tighter" if firmer > 0 else "looser"
