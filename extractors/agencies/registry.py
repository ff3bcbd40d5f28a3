"""Who a printed name means: one id for each body, over all its names."""

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from extractors.agencies import groups, places, regions
from extractors.agencies.bodies import LEXICONS, Body, Knowledge, Organ, build, knowledge
from extractors.agencies.near import nearest
from extractors.agencies.places import Place
from extractors.agencies.regions import NATION, Region
from extractors.lexicons import load

_CLEAN = str.maketrans(
    {"（": "(", "）": ")", "〔": "(", "〕": ")", " ": None, "\u3000": None, "\n": None, "\r": None}
)
_GOVERNMENT = "人民政府"
# Bodies that are wholly told by their name: the registry need not list each leading group.
_SETTLED = ("领导小组", "指挥部", "委员会", "领导小组办公室", "指挥部办公室", "委员会办公室", "联席会议", "联席会议办公室",
            "工作专班", "工业园区管委会", "开发区管委会", "管委会", "管理委员会")  # fmt: skip
_PART = (
    "局",
    "处",
    "科",
    "办",
    "办公室",
    "中心",
    "支队",
    "大队",
    "总队",
    "队",
    "所",
    "站",
    "院",
    "室",
    "司",
    "厅",
    "会",
    "部",
)


@dataclass(frozen=True, slots=True)
class Resolution:
    """What the registry says of one printed name."""

    id: str
    """Region code, 000000 for the nation, and canonical name."""
    name: str
    kind: Literal["agency", "group"] = "agency"
    level: str | None = None
    """central, province, city, county or township; None if not settled."""
    region: str | None = None
    """Code of the region; None for the nation and for unlisted places."""
    parent: str | None = None
    members: tuple[str, ...] = ()
    successor: str | None = None
    """Id of the body that took its work over by a reform."""
    resolved: bool = True
    problem: tuple[str, str] | None = None
    """Code and message of a finding about the printed name."""


@dataclass(frozen=True, slots=True)
class _Question:
    """A printed name and the document it stands in."""

    name: str
    home: Region | None
    national: bool
    scope: str

    def key(self, place: Place | None = None) -> str:
        """Return what goes before the name in an id."""
        region = place.region if place else None
        for known in (region, self.home):
            if known and known.code:
                return known.code
        return NATION if self.national and place is None else self.scope

    def code(self, place: Place | None) -> str | None:
        """Return the region code of the body."""
        return (place.region.code or None) if place and place.region else None


@dataclass(frozen=True, eq=False)
class Registry:
    """All that is known of bodies; `load` builds it once.

    >>> registry = Registry.load()
    >>> registry.resolve("省发改委", regions.region("630000")).id
    '630000-青海省发展和改革委员会'
    """

    known: Knowledge

    @staticmethod
    def load(extra: Path | None = None) -> "Registry":
        """Return the registry of the package's lexicons, and of an analyst's own TOML file."""
        return _load(extra)

    def resolve(
        self, name: str, home: Region | None = None, national: bool = False, scope: str = ""
    ) -> Resolution:
        """Return the body or group that a printed name means in a document of region `home`.

        `scope` goes into the id of a local body whose place is in no table, so that documents of
        different places never share it. A name that nothing explains stands for itself.
        """
        return _resolve(self, name, home, national, scope)

    def by_id(self, agency_id: str) -> Resolution:
        """Return the agency of an id: parents and members are given as ids."""
        key, _, name = agency_id.partition("-")
        return self.resolve(name, regions.region(key), national=key == NATION, scope=key)


@cache
def _load(extra: Path | None) -> Registry:
    if extra is None:
        return Registry(knowledge())
    own = tomllib.loads(extra.read_text(encoding="utf-8"))["entry"]
    return Registry(build([*(entry for name in LEXICONS for entry in load(name)), *own]))


def of_entries(entries: Iterable[dict[str, object]]) -> Registry:
    """Return a registry that knows these entries only."""
    return Registry(build(entries))


@lru_cache(maxsize=65536)
def _resolve(registry: Registry, name: str, home: Region | None, national: bool, scope: str) -> Resolution:
    text = name.translate(_CLEAN).strip("、,，;；。:：").removeprefix("原")
    ask = _Question(text.removesuffix("等") or name, home, national, scope)
    for step in _STEPS:
        if found := step(registry.known, ask):
            return found
    return _unknown(ask)


def _group(known: Knowledge, ask: _Question) -> Resolution | None:
    """Return a group, with its members where it means all of a level."""
    group = groups.find_group(ask.name)
    if group is None:
        return None
    one = _statutory(known, ask)
    if one:
        return one
    place, rest = _group_place(ask, group.name)
    members = _members(known, ask, group) if group.every else ()
    problem = ("typing-error", f"{ask.name} is read as {group.name}") if group.repeated else None
    level = group.level or (place.level if place else _level(group.name))
    name = (place.name if place else "") + rest
    return Resolution(
        f"{ask.key(place)}-{name}", name, "group", level, ask.code(place) or _home_code(ask),
        members=members, problem=problem,
    )  # fmt: skip


def _level(name: str) -> str | None:
    """Return the level that a group's first word tells: 国务院有关部门, 省直机关."""
    if name.startswith(("国务院", "中央", "国家", "中直")):
        return "central"
    return {"省": "province", "市": "city", "州": "city", "县": "county", "区": "county"}.get(name[0])


def _home_code(ask: _Question) -> str | None:
    return (ask.home.code or None) if ask.home else None


def _statutory(known: Knowledge, ask: _Question) -> Resolution | None:
    """Return the ministry that a law calls 国务院教育行政部门."""
    for tail in ("行政主管部门", "行政部门", "主管部门"):
        if ask.name.startswith("国务院") and ask.name.endswith(tail):
            body = known.of_function(ask.name[3 : -len(tail)])
            return _of_body(known, body) if body else None
    return None


def _group_place(ask: _Question, name: str) -> tuple[Place | None, str]:
    """Split off the region: 西宁市有关部门, 省工作专班成员单位. The word of 省直, 市有关 stays in the name."""
    for place, rest, sure in places.splits(name, ask.home):
        own = name.startswith(place.name) or (rest[:1] not in "级直有相各属内其所" and name.endswith("单位"))
        if sure and place.region and rest and own:
            return place, rest
    return None, name


def _members(known: Knowledge, ask: _Question, group: groups.Group) -> tuple[str, ...]:
    """Return the ids of the bodies of the level below, where the document's region has that level."""
    above = NATION if ask.national else _home_code(ask)
    if above is None or group.level not in ("province", "city", "county"):
        return ()
    found = [child for child in regions.children(above) if child.level == group.level]
    if group.level == "county" and found and regions.children(above)[0].level == "city":
        return ()
    if group.level == "province":
        found = [child for child in found if child.code < "7"]
    else:
        found = [child for child in found if child.name.endswith(tuple(word[-1] for word in group.words))]
    return tuple(_member(known, ask, child, group.organ).id for child in found)


def _member(known: Knowledge, ask: _Question, region: Region, organ: str) -> Resolution:
    text = region.name + ("人民政府" if "政府" in organ else "委员会" if organ == "党委" else organ)
    if organ == "党委":
        text = "中共" + text
    inner = replace(ask, name=text, home=region, national=False)
    return _local(known, inner) or _unknown(inner)


def _central(known: Knowledge, ask: _Question) -> Resolution | None:
    """Return a body of one seat, by a name that always means it, or does in a national document."""
    name = known.always.get(ask.name)
    if ask.national and not name:
        name = known.national.get(ask.name) or known.always.get("国家" + ask.name)
    if name:
        return _of_body(known, name)
    main, _, inside = ask.name.partition("(")
    if inside and (found := _central(known, replace(ask, name=main))):
        return found
    return None


def _of_body(known: Knowledge, name: str) -> Resolution:
    body = known.bodies.get(name, Body(name))
    home = regions.region(body.region) if body.region else None
    return Resolution(
        f"{body.region or NATION}-{name}", name, level=home.level if home else "central",
        region=body.region or None,
        parent=_body_id(known, body.superior), successor=_body_id(known, body.successor),
    )  # fmt: skip


def _body_id(known: Knowledge, name: str) -> str | None:
    """Return the id of a body of one seat, or of a region's body by its full name."""
    if not name:
        return None
    if name in known.bodies:
        return f"{known.bodies[name].region or NATION}-{name}"
    region = regions.find_region(name)
    return f"{region.code if region else NATION}-{name}"


def _local(known: Knowledge, ask: _Question) -> Resolution | None:
    """Return a department or another body that each region has: 省水利厅, 西宁市总工会, 财政局."""
    name = ask.name.removeprefix("中国共产党").removeprefix("中共")
    party = name != ask.name
    if not party and ask.home and (organ := known.local.get(name)) and not ask.national:
        return _of_organ(known, ask, organ, places.of_region(ask.home))
    for place, rest, _ in places.splits(name, ask.home):
        rest = rest if not party or rest.startswith("委") else rest.replace("委员会", "委", 1)
        if organ := known.local.get(rest):
            return _of_organ(known, ask, organ, place)
        if rest == "" and place.region and not party:
            return _of_organ(known, ask, known.local["政府"], place)
    if not ask.home and (organ := known.local.get(name)):
        return _of_organ(known, ask, organ, Place("", None))
    return None


def _of_organ(known: Knowledge, ask: _Question, organ: Organ, place: Place) -> Resolution:
    name = place.render(organ.template(place.level or ""))
    key = ask.key(place)
    if not place.settled:
        return Resolution(f"{key}-{name}", name, level=place.level, region=ask.code(place))
    parent = _parent(known, organ.superior, key, place)
    return Resolution(
        f"{key}-{name}", name, level=place.level, region=ask.code(place),
        parent=parent, successor=_successor(known, ask, organ, place),
    )  # fmt: skip


def _parent(known: Knowledge, superior: str, key: str, place: Place) -> str | None:
    """Return the id of the superior that the text names for this place."""
    if "{above}" in superior:
        above = regions.parent(place.region) if place.region else None
        if above:
            return f"{above.code}-{places.of_region(above).render(superior.replace('{above}', '{place}'))}"
        listed = place.region is not None and place.region.code
        return _body_id(known, "国务院" if "政府" in superior else "中共中央") if listed else None
    name = place.render(superior)
    return _body_id(known, name) if name in known.bodies or "{" not in superior else f"{key}-{name}"


def _successor(known: Knowledge, ask: _Question, organ: Organ, place: Place) -> str | None:
    """Return the body after a reform: of the organ, or of the region."""
    key = ask.key(place)
    if organ.heir:
        return f"{key}-{place.name}{known.department(organ.heir, place.level or '')}"
    if organ.successor:
        seat = regions.province(place.region) if place.region and "{seat}" in organ.successor else None
        name = place.render(organ.successor)
        return f"{seat.code if seat and seat.name in name else key}-{name}"
    if place.region and place.region.status == "former" and place.region.successor:
        after = regions.region(place.region.successor)
        if after and after.name != place.name:
            return f"{after.code}-{places.of_region(after).render(organ.template(after.level))}"
    return None


def _branch(known: Knowledge, ask: _Question) -> Resolution | None:
    """Return a local branch that has its place inside: 人行西宁中心支行."""
    for before, after, organ in known.patterns:
        if ask.name.startswith(before) and ask.name.endswith(after):
            inside = ask.name[len(before) : len(ask.name) - len(after)]
            place = _inside(inside, ask.home) if inside else None
            if place:
                return _of_organ(known, ask, organ, place)
    return None


def _inside(text: str, home: Region | None) -> Place | None:
    region = regions.find_named(text, home)
    if region:
        return places.of_region(region)
    if home and not home.code and text in (home.name, home.short):
        return places.of_region(home)
    if text in ("省", "市", "州", "县", "区", "自治区"):
        return places.of_word(text, home)
    return next((place for place, rest, sure in places.splits(text, home) if not rest and sure), None)


def _annotated(known: Knowledge, ask: _Question) -> Resolution | None:
    """Return the body before a bracket: 省林草局(省公园局)."""
    main, mark, inside = ask.name.partition("(")
    if not mark or not main or not inside.endswith(")"):
        return None
    inner = replace(ask, name=main)
    return _local(known, inner) or _branch(known, inner)


def _part(known: Knowledge, ask: _Question) -> Resolution | None:
    """Return a part of a known body, subordinate to it: 市公安局交警支队."""
    if not ask.name.endswith(_PART) or ask.name.endswith(("公司", "政府办公室")):
        return None
    for end in range(len(ask.name) - 2, 1, -1):
        whole = replace(ask, name=ask.name[:end])
        found = _central(known, whole) or _local(known, whole)
        if found and found.name.endswith(("政府", "委员会")) and ask.name[end - 1] not in "府会委":
            return None
        if found and not found.id.endswith(_GOVERNMENT):
            name = found.name + ask.name[end:]
            key = found.id.partition("-")[0]
            return replace(found, id=f"{key}-{name}", name=name, parent=found.id, successor=None)
    return None


def _mistyped(known: Knowledge, ask: _Question) -> Resolution | None:
    """Return the one known body that a typing error is close to, with the finding."""
    for place, rest, sure in places.splits(ask.name, ask.home):
        if sure and (near := nearest(rest, known.local)):
            found = _of_organ(known, ask, known.local[near], place)
            return replace(found, problem=("typing-error", f"{ask.name} is read as {found.name}"))
    if (near := nearest(ask.name, known.always)) and len(ask.name) > 5:
        found = _of_body(known, known.always[near])
        return replace(found, problem=("typing-error", f"{ask.name} is read as {found.name}"))
    return None


def _unknown(ask: _Question) -> Resolution:
    """Return the name for itself, its level and region made out as far as they go."""
    name = ask.name.replace("管委会", "管理委员会").replace("(", "（").replace(")", "）")
    for place, rest, sure in places.splits(name, ask.home):
        if (sure and len(rest) > 1) or place.level == "township":
            full = (place.name + rest).replace("管委会", "管理委员会")
            full = "中共" + full if rest.startswith("委") and not rest.startswith("委员会") else full
            if place.level == "township" and rest in ("政府", ""):
                full = place.name + (_GOVERNMENT if not place.name.endswith("街道") else "办事处")
            settled = place.region is not None and full.endswith(_SETTLED)
            return Resolution(
                f"{ask.key(place)}-{full}", full, level=place.level, region=ask.code(place), resolved=settled
            )
    level = (
        "central" if ask.national and name.startswith(("国家", "国务院", "中央", "全国", "中国")) else None
    )
    return Resolution(f"{ask.key()}-{name}", name, level=level, resolved=False)


_STEPS: tuple[Callable[[Knowledge, _Question], Resolution | None], ...] = (
    _central, _group, _branch, _local, _annotated, _part, _mistyped,
)  # fmt: skip
