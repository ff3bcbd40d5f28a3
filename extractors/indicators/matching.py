"""Which headline indicator a target names: the whole name must be known, and the unit must agree.

A name that is known in part names another thing (城镇 and 农村 incomes, 工业 and 规模以上工业), so nothing is
guessed: what is left over after composition, scopes and light words leaves the target without an id.
"""

from collections.abc import Iterator
from functools import lru_cache

from extractors.indicators.lexicon import Entry, Measure, id_of, load_names
from extractors.indicators.names import canonical, cut_end, stripped, without_bracket

_ADDED = "新增"
_RATES = frozenset(("%", "‰"))
_POINTS = frozenset(("个百分点", "百分点"))
_TIMES = frozenset(("番", "倍", "成"))


@lru_cache(maxsize=65536)
def identify(indicator: str, unit: str, dimension: str, change: str | None) -> str | None:
    """Return the id of the indicator that a target names, None where no line of the lexicon is it for sure.

    `unit` and `dimension` are the value's, as printed and in the lexicon of measures; `change` the record's.

    >>> identify("国内生产总值", "%", "ratio", "increase"), identify("GDP", "万亿元", "money", None)
    ('gdp_growth', 'gdp')
    >>> identify("城镇调查失业率", "%", "ratio", None), identify("失业率", "%", "ratio", None)
    ('unemployment_surveyed', None)
    """
    for name, moved in _readings(indicator):
        entries, added = load_names().get(name), _ADDED in name
        if entries is None and change == "increase" and unit not in _RATES:
            entries, added = load_names().get(_ADDED + name), True
        found = {
            m for entry in entries or () if (m := _measured(entry, unit, dimension, change, moved, added))
        }
        if len(found) > 1:  # one line's growth, which another line mainly measures
            found &= {entry.id for entry in entries or ()}
        if len(found) == 1:
            return found.pop()
    return None


def _readings(indicator: str) -> Iterator[tuple[str, bool]]:
    """Yield the name as it is compared, and whether it says that growth is measured; fuller ones first."""
    whole = canonical(indicator)
    seen: set[tuple[str, bool]] = set()
    for name in (whole, stripped(whole), without_bracket(whole), stripped(without_bracket(whole))):
        for reading in ((name, False), *_shortened(name)):
            if reading[0] and reading not in seen:
                seen.add(reading)
                yield reading


def _shortened(name: str) -> Iterator[tuple[str, bool]]:
    """Yield the name without what only says that a change is measured, or that it is a goal."""
    chain = [name]
    while (plain := cut_end(chain[-1], "tail")) is not None:
        chain.append(plain)
    yield from ((word, False) for word in chain[1:])
    for word in chain:
        for kind in ("rise", "fall"):
            if (base := cut_end(word, kind)) is not None:
                yield base, True


def _measured(
    entry: Entry, unit: str, dimension: str, change: str | None, moved: bool, added: bool
) -> str | None:
    """Return the id of what is measured of a line by such a value, None if the line has no such value."""
    measure = _measure(entry, unit, dimension, change, moved, added)
    return id_of(entry, measure) if measure else None


def _measure(
    entry: Entry, unit: str, dimension: str, change: str | None, moved: bool, added: bool
) -> Measure | None:
    changes = moved or change is not None
    if unit in _TIMES:
        return None
    if unit in _POINTS:
        return "share_change" if entry.main == "share" and change else None
    if entry.main == "share":
        return "share" if unit in _RATES and unit in entry.units and not changes else None
    if unit in _RATES:
        return "growth" if changes or entry.price else None
    if entry.main == "level" and (dimension or "none") in entry.dimensions and not moved:
        return "level" if change is None or (added and change == "increase") else None
    return None


@lru_cache(maxsize=8192)
def canonical_head(indicator: str) -> str:
    """Return a name that no line has as it is compared with others of its kind."""
    return stripped(without_bracket(canonical(indicator)))
