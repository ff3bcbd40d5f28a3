"""When an edge holds: from the first day of the plan's period to the deadline, as spells of ISO days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from extractors.records import Deadline, DocumentInfo

Spell = tuple[str, str]
"""First and last day, ISO 8601; empty where it is open."""
SEPARATOR = "; "
"""Between the values of a list, which GraphML and CSV cannot hold."""
_OPEN = ".."
"""An end that is not told, as ISO 8601-2 writes it in an interval."""


def find_spell(info: DocumentInfo, deadline: Deadline | None = None) -> Spell | None:
    """Return when it holds: the plan's period, or from the day of issue on, up to the deadline if it has one.

    None where the document tells no day at all. A last day before the first one is none.
    """
    period = info.period
    start = _day(period.start if period else info.issued_on)
    ends = (_day(deadline.date if deadline else None), _day(period.end if period else None))
    end = next((day for day in ends if day and day >= start), "")
    return (start, end) if start or end else None


def find_year(info: DocumentInfo) -> int:
    """Return the year of issue; without it the first of the period, 0 where neither is told."""
    day = _day(info.issued_on) or _day(info.period.start if info.period else None)
    return int(day[:4]) if day else 0


@lru_cache(maxsize=1 << 12)
def _day(text: object) -> str:
    """Return the day as it is, or nothing if it is none of the calendar."""
    try:
        return date.fromisoformat(text).isoformat() if isinstance(text, str) else ""
    except ValueError:
        return ""


def join_spells(spells: Iterable[Spell]) -> list[Spell]:
    """Return the spells in their order, those that overlap as one.

    >>> join_spells([("2024-01-01", ""), ("2021-01-01", "2021-12-31"), ("2021-06-01", "2022-06-30")])
    [('2021-01-01', '2022-06-30'), ('2024-01-01', '')]
    """
    joined: list[Spell] = []
    for start, end in sorted(spells):
        if joined and (not joined[-1][1] or start <= joined[-1][1]):
            before = joined[-1][1]
            joined[-1] = (joined[-1][0], max(end, before) if end and before else "")
        else:
            joined.append((start, end))
    return joined


def tell_spells(spells: Iterable[Spell | None]) -> dict[str, str | int]:
    """Return the attributes of what holds in these spells: `start`, `end`, `year`, of several also `spells`.

    `year` is the first one. What is open on both sides holds always, and tells nothing.
    """
    joined = [spell for spell in join_spells(filter(None, spells)) if any(spell)]
    if not joined:
        return {}
    (start, first), end = joined[0], joined[-1][1]
    told: dict[str, str | int] = {name: day for name, day in (("start", start), ("end", end)) if day}
    told["year"] = int((start or first)[:4])
    if len(joined) > 1:
        told["spells"] = SEPARATOR.join("/".join(day or _OPEN for day in spell) for spell in joined)
    return told


def read_spells(attributes: Mapping[str, Any]) -> list[Spell]:
    """Return the spells that the attributes tell.

    >>> read_spells({"start": "2021-01-01"}), read_spells({"spells": "2021-01-01/2021-12-31; 2023-01-01/.."})
    ([('2021-01-01', '')], [('2021-01-01', '2021-12-31'), ('2023-01-01', '')])
    """
    if text := attributes.get("spells"):
        pairs = (each.partition("/") for each in str(text).split(SEPARATOR))
        return [(_day(start), _day(end)) for start, _, end in pairs]
    start, end = _day(attributes.get("start")), _day(attributes.get("end"))
    return [(start, end)] if start or end else []


def add_times(known: dict[str, Any], other: Mapping[str, Any]) -> None:
    """Let the attributes tell the spells of the others too."""
    if (spells := read_spells(other)) != (before := read_spells(known)):
        for name in ("start", "end", "year", "spells"):
            known.pop(name, None)
        known.update(tell_spells([*before, *spells]))


def years_of(attributes: Mapping[str, Any]) -> set[int]:
    """Return the years that the spells touch; of one without an end the year in which it begins.

    >>> sorted(years_of({"start": "2021-03-01", "end": "2023-06-30", "year": 2021}))
    [2021, 2022, 2023]
    """
    ends = [(start or end, end or start) for start, end in read_spells(attributes)]
    return {year for start, end in ends for year in range(int(start[:4]), int(end[:4]) + 1)}
