"""The lexicon of headline indicators: a line each in ``lexicons/headline_indicators.tsv``.

Names are composed: ``[a|b]`` may stand, one of ``(a|b)`` stands. What is measured is part of the id: a line
has an id for what it mainly measures, and the ids of its growth and of the change of a share are made of it.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Final, Literal, cast

from extractors.indicators.names import canonical
from extractors.values import value

Measure = Literal["level", "growth", "share", "share_change"]
"""What is measured: an amount, how much it grows, a share of a whole, by how many points that changes."""
_SUFFIXES: Final[dict[Measure, str]] = {
    "growth": "_growth",
    "share_change": "_change",
    "level": "",
    "share": "",
}
_PARTS = re.compile(r"\[([^\[\]]*)\]|\{([^{}]*)\}")


@value
class Entry:
    """A line of the lexicon."""

    id: str
    chinese: str
    english: str
    names: tuple[str, ...]
    main: Measure
    price: bool
    """True for an index of prices, of which only the growth is told."""
    better: bool | None
    """True if more is better, False if less is, None if neither is said."""
    units: tuple[str, ...]
    dimensions: frozenset[str]
    adds: bool
    """True if the amounts of several years are told as one sum."""
    field: str
    examples: tuple[str, ...]
    rejects: tuple[str, ...]


@value
class Indicator:
    """What an id stands for."""

    id: str
    chinese: str
    english: str
    measure: Measure
    better: bool | None
    units: tuple[str, ...]
    adds: bool
    """True for a level whose amounts of several years are told as one sum."""
    price: bool
    field: str


@cache
def load_entries() -> tuple[Entry, ...]:
    """Return the lines of the lexicon, in their order."""
    text = files("extractors.lexicons").joinpath("headline_indicators.tsv").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    next(lines)  # the names of the columns
    return tuple(_entry(line.split("\t")) for line in lines)


def _entry(cells: list[str]) -> Entry:
    name, chinese, english, names, main, better, units, dimensions, adds, field, examples, rejects = cells
    return Entry(
        name,
        chinese,
        english,
        _listed(names),
        "growth" if main == "price" else cast(Measure, main),
        main == "price",
        {"up": True, "down": False}.get(better),
        _listed(units),
        frozenset(dimensions.split(";")),
        bool(adds),
        field,
        _listed(examples),
        _listed(rejects),
    )


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


@cache
def load_names() -> dict[str, tuple[Entry, ...]]:
    """Return the lines by each name that they compose, as `canonical` writes it.

    Templates are put in that way before they compose: a fifth of the time (a test holds that it is the same).
    """
    found: dict[str, dict[str, Entry]] = {}
    for entry in load_entries():
        for template in (entry.chinese, *entry.names):
            for name in compose(canonical(template)):
                found.setdefault(name, {})[entry.id] = entry
    return {name: tuple(entries.values()) for name, entries in found.items() if name}


def compose(template: str) -> Iterator[str]:
    """Yield the names that a template composes.

    >>> list(compose("{粮食|谷物}[总]产量"))
    ['粮食产量', '粮食总产量', '谷物产量', '谷物总产量']
    """
    pieces, at = [], 0
    for match in _PARTS.finditer(template):
        may, one = match.groups()
        pieces += [[template[at : match.start()]], ["", *may.split("|")] if one is None else one.split("|")]
        at = match.end()
    yield from ("".join(parts) for parts in product(*pieces, [template[at:]]))


@cache
def load_indicators() -> dict[str, Indicator]:
    """Return the indicators by id: of each line what it mainly measures, and what else is told of it."""
    found: dict[str, Indicator] = {}
    for entry in load_entries():
        for measure in _measures(entry):
            name = id_of(entry, measure)
            if measure == entry.main or name not in _main_ids():
                found[name] = _indicator(entry, name, measure)
    return found


@cache
def _main_ids() -> frozenset[str]:
    return frozenset(entry.id for entry in load_entries())


def _measures(entry: Entry) -> tuple[Measure, ...]:
    if entry.main == "level":
        return ("level", "growth")
    return ("share", "share_change") if entry.main == "share" else ("growth",)


def id_of(entry: Entry, measure: Measure) -> str:
    """Return the id of what is measured of a line."""
    return entry.id if measure == entry.main else entry.id + _SUFFIXES[measure]


def _indicator(entry: Entry, name: str, measure: Measure) -> Indicator:
    own = measure == entry.main
    chinese = entry.chinese if own else entry.chinese + {"growth": "增速", "share_change": "变化"}[measure]
    of = {"growth": "growth of ", "share_change": "change of "}.get(measure, "")
    units = entry.units if own else ("%",) if measure == "growth" else ("个百分点",)
    english, adds = entry.english if own else of + entry.english, entry.adds and measure == "level"
    return Indicator(name, chinese, english, measure, entry.better, units, adds, entry.price, entry.field)


def find_indicator(identifier: str | None) -> Indicator | None:
    """Return what an id stands for, None for one that the lexicon does not have."""
    return load_indicators().get(identifier) if identifier else None
