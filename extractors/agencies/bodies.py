"""What is known of bodies 机构: the lexicons as indexes from printed names."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache, lru_cache, wraps
from typing import Any, TypeVar

from extractors.agencies.functions import compose, full_name, split_department
from extractors.lexicons import load
from extractors.values import value

T = TypeVar("T")

SHORT_KINDS = {"委员会": "委", "办公室": "办"}
_SLOT = re.compile(r"\{(?:short|seat)\}")
LEXICONS = ("functions", "organisations", "central_bodies")
_SOUTHERN_GRID = ("44", "45", "46", "52", "53")
"""Guangdong, Guangxi, Hainan, Guizhou, Yunnan: what 中国南方电网有限责任公司 supplies."""
_CENTRAL_SUFFIXES = ("部", "总局", "委员会", "局", "署", "办公室")


@value
class Body:
    """A body of one seat: a ministry, a bank, a national park's administration."""

    name: str
    superior: str = ""
    successor: str = ""
    region: str = ""
    """Code of the region it belongs to, empty for the nation."""


@value
class Organ:
    """A kind of body that each region has; the texts hold {place}, {short} and {seat}."""

    name: str
    province: str = ""
    city: str = ""
    superior: str = ""
    successor: str = ""
    function: str = ""
    """The function of a department."""
    heir: str = ""
    """The function that took a department's over."""
    serves: str = ""
    """province: the one in a capital serves its province; capital: there is one in capitals only."""

    south: str = ""
    """The full name in the provinces of the Southern Power Grid."""

    def template(self, level: str, province: str = "") -> str:
        """Return the full name's text at a level, in the province with these first digits of its code."""
        if self.south and province in _SOUTHERN_GRID:
            return self.south
        return {"province": self.province, "city": self.city}.get(level) or self.name


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """Indexes over all entries."""

    bodies: dict[str, Body] = field(default_factory=dict)
    always: dict[str, str] = field(default_factory=dict)
    """Printed name -> full name of a body of one seat."""
    national: dict[str, str] = field(default_factory=dict)
    """The same for names that mean it in a national document only."""
    local: dict[str, Organ] = field(default_factory=dict)
    """What stands after the level or region -> the kind of body."""
    patterns: list[tuple[str, str, Organ]] = field(default_factory=list)
    """What stands before the place and after it."""
    kinds: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Function -> kinds of department."""
    by_morphemes: dict[tuple[str, ...], str] = field(default_factory=dict)
    """Morphemes -> the function that they make, where it is one only; empty where it is two."""
    additions: str = ""
    """The TOML of an analyst's own part, where there is one."""

    def department(self, function: str, level: str) -> str:
        """Return what stands after the region in the usual department's full name.

        >>> knowledge().department("应急管理", "province"), knowledge().department("应急管理", "county")
        ('应急管理厅', '应急管理局')
        """
        kinds = self.kinds[function]
        usual = "局" if level == "county" or kinds[0] == "厅" else kinds[0]
        return function + (usual if level != "province" and usual in kinds else kinds[0])

    def composed(self, text: str) -> Organ | None:
        """Return the department whose function is made of morphemes: a listed one, else a new one.

        >>> knowledge().composed("教科体局").name, knowledge().composed("住房城建局").name
        ('{place}教育科学技术和体育局', '{place}住房和城乡建设局')
        """
        found = split_department(text)
        morphemes = compose(found[0]) if found else ()
        if found is None or not morphemes:
            return None
        listed = self.by_morphemes.get(morphemes)
        if listed is None and len(morphemes) == 1 and found[0] != morphemes[0]:
            return None
        function = listed or full_name(morphemes)
        if organ := self.local.get(function + found[1]):
            return organ
        return Organ("{place}" + function + found[1], superior="{place}人民政府", function=function)

    def of_function(self, function: str) -> str | None:
        """Return the central body of a function: 教育 -> 教育部, 统计 -> 国家统计局."""
        names = (start + function + end for start in ("", "国家") for end in _CENTRAL_SUFFIXES)
        return next((self.always[name] for name in names if name in self.always), None)


def _add_function(known: Knowledge, entry: dict[str, Any]) -> None:
    name = entry["name"]
    kinds = tuple(entry["kinds"])
    known.kinds[name] = kinds
    if morphemes := compose(name):
        known.by_morphemes[morphemes] = "" if morphemes in known.by_morphemes else name
    superior = entry.get("superior", "{place}人民政府")
    for index, kind in enumerate(kinds):
        heir = entry.get("successor", "")
        organ = Organ("{place}" + name + kind, superior=superior, function=name, heir=heir)
        for form in (name, *entry.get("forms", ())):
            known.local.setdefault(form + kind, organ)
            known.local.setdefault(form + SHORT_KINDS.get(kind, kind), organ)
        for printed in entry.get("also", ()):
            if index == 0 or (kind == "委员会" and printed.endswith("委")):
                known.local[printed] = organ


def _add_organ(known: Knowledge, entry: dict[str, Any]) -> None:
    texts = {
        key: entry.get(key, "") for key in ("province", "city", "superior", "successor", "serves", "south")
    }
    organ = Organ(entry["name"], **texts)
    for form in entry.get("forms", ()):
        known.local[form] = organ
    start, place, own = entry["name"].partition("{place}")
    if place and start in ("", "中共"):
        known.local[own] = organ
    inside = [
        name
        for name in (organ.name, organ.province, organ.city, organ.south)
        if name and not name.startswith("{")
    ]
    for pattern in (*entry.get("patterns", ()), *(_SLOT.sub("{place}", name) for name in inside)):
        before, _, after = pattern.partition("{place}")
        known.patterns.append((before, after, organ))


def _add_body(known: Knowledge, entry: dict[str, Any]) -> None:
    name = entry["name"]
    known.bodies[name] = Body(
        name, entry.get("superior", ""), entry.get("successor", ""), entry.get("region", "")
    )
    for printed in (name, *entry.get("names", ())):
        known.always[printed] = name
    for printed in entry.get("national", ()):
        known.national[printed] = name


def kind_of(entry: dict[str, Any]) -> str:
    """Return what an entry is, told by what it holds: function, organ (of each region), body (of one seat).

    >>> kind_of({"name": "财政", "kinds": ["厅"]}), kind_of({"name": "{place}总工会"})
    ('function', 'organ')
    """
    if "kinds" in entry:
        return "function"
    return "organ" if "{" in entry["name"] else "body"


_ADD = {"function": _add_function, "organ": _add_organ, "body": _add_body}


def build(entries: Iterable[dict[str, Any]]) -> Knowledge:
    """Return the indexes over the entries."""
    known = Knowledge()
    for entry in entries:
        _ADD[kind_of(entry)](known, entry)
    return known


def merge(known: Knowledge, own: Knowledge) -> Knowledge:
    """Return what both know; where both know a name, `own` says what it means."""
    return Knowledge(
        bodies=known.bodies | own.bodies,
        always=known.always | own.always,
        national=known.national | own.national,
        local=known.local | own.local,
        patterns=own.patterns + known.patterns,
        kinds=known.kinds | own.kinds,
        by_morphemes=known.by_morphemes | own.by_morphemes,
    )


_IN_USE: ContextVar[Knowledge | None] = ContextVar("knowledge in use", default=None)


def added() -> str:
    """Return the analyst's own part of what is in use, as the TOML that it came from; empty without one."""
    known = _IN_USE.get()
    return known.additions if known else ""


def knowledge() -> Knowledge:
    """Return what is known of bodies: by the package's lexicons, within `using` what is given there."""
    return _IN_USE.get() or of_package()


@contextmanager
def using(known: Knowledge) -> Iterator[None]:
    """Let the names of `known` be units within the block: that a string names one is asked in many places."""
    token = _IN_USE.set(known)
    try:
        yield
    finally:
        _IN_USE.reset(token)


def remembered(function: Callable[[str], T]) -> Callable[[str], T]:
    """Return the function with a memory that keeps apart what it says under each knowledge."""

    @lru_cache(maxsize=1 << 16)
    def remember(_known: Knowledge, text: str) -> T:
        return function(text)

    @wraps(function)
    def ask(text: str) -> T:
        return remember(_IN_USE.get() or of_package(), text)

    return ask


@cache
def of_package() -> Knowledge:
    """Return what the lexicons of the package know."""
    return build(entry for name in LEXICONS for entry in load(name))
