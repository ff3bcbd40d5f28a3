"""Groups of bodies with their members, where the document's region settles them."""

from dataclasses import replace

from extractors.agencies import groups, places, regions
from extractors.agencies.bodies import Knowledge
from extractors.agencies.places import Place
from extractors.agencies.regions import NATION, Region
from extractors.agencies.resolution import Question, Resolution, code_of, of_body, of_organ

_WORD_LEVEL = {"省": "province", "市": "city", "州": "city", "县": "county", "区": "county"}
_STATUTORY = ("行政主管部门", "行政部门", "主管部门")


def find_group(known: Knowledge, ask: Question) -> Resolution | None:
    """Return a group, with its members where it means all of a level; None if it is one body."""
    group = groups.find_group(ask.name)
    if group is None and ask.name.startswith(("各", "所有", "全体")):
        group = groups.Group(ask.name)
    if group is None:
        return None
    ask = replace(ask, issuer=None)
    if ministry := _ministry(known, ask.name):
        return ministry
    place, rest = _split(ask, group.name)
    name = (place.name if place else "") + rest
    return Resolution(
        f"{ask.key(place)}-{name}",
        name,
        "group",
        group.level or (place.level if place else _level(group.name)),
        code_of(place) or ask.home_code,
        members=_members(known, ask, group) if group.every else (),
        problem=("typing-error", f"{ask.name} is read as {group.name}") if group.repeated else None,
    )


def _ministry(known: Knowledge, name: str) -> Resolution | None:
    """Return the ministry that a law calls 国务院教育行政部门."""
    for tail in _STATUTORY:
        if name.startswith("国务院") and name.endswith(tail):
            body = known.of_function(name[3 : -len(tail)])
            return of_body(known, body) if body else None
    return None


def _level(name: str) -> str | None:
    """Return the level that a group's first word tells: 国务院有关部门, 省直机关."""
    if name.startswith(("国务院", "中央", "国家", "中直")):
        return "central"
    return _WORD_LEVEL.get(name[0])


def _split(ask: Question, name: str) -> tuple[Place | None, str]:
    """Split off the region: 西宁市有关部门, 省工作专班成员单位. The word of 省直, 市有关 stays."""
    for place, rest, sure in places.splits(name, ask.home):
        own = name.startswith(place.name) or (
            rest[:1] not in "级直有相各属内其所及" and name.endswith("单位")
        )
        if sure and place.region and rest and own:
            return place, rest
    return None, name


def _members(known: Knowledge, ask: Question, group: groups.Group) -> tuple[str, ...]:
    """Return the ids of the bodies of all places that the group's words name, in the document's region."""
    above = NATION if ask.national else ask.home_code
    if above is None or group.level == "township" or not group.words:
        return ()
    found = _places(above, group)
    return tuple(_member(known, ask, region, group.organ) for region in found)


def _places(above: str, group: groups.Group) -> list[Region]:
    """Return the divisions below that the words name: 市 before 县 are cities, after it the county's peers.

    Of the nation, only provinces: what else a central document calls 各市 is left open.
    """
    below = regions.children(above)
    if above == NATION:
        return [each for each in below if each.code < "7"] if group.level == "province" else []
    words = [word[-1] for word in group.words]
    cities = [each for each in below if each.level == "city"]
    of_cities = [word for word in words if word in "州盟区地" or (word == "市" and words[0] == "市")]
    found = [
        each for each in cities if each.name.endswith(tuple(w for w in of_cities if w != "区") or ("-",))
    ]
    found += [each for each in cities if "地" in words and each.name.endswith("地区")]
    if not cities or group.level != "city":
        peers = tuple(
            word for word in words if word in "县区旗" or (word == "市" and {"县", "区"} & set(words))
        )
        counties = [each for city in cities for each in regions.children(city.code)]
        counties += [each for each in below if each.level == "county"]
        whole = peers or (tuple(words) if not cities else ("-",))
        found += [each for each in counties if each.name.endswith(whole)]
    return list(dict.fromkeys(found))


def _member(known: Knowledge, ask: Question, region: Region, organ: str) -> str:
    """Return the id of the region's own body: its government, its Party committee, its department."""
    organ = organ.partition("(")[0]
    own = "政府" if "政府" in organ else "委" if organ == "党委" else organ
    inner = replace(ask, home=region, national=False)
    place = places.of_region(region)
    kind = known.local.get(own)
    return of_organ(known, inner, kind, place).id if kind else f"{region.code}-{place.name}{own}"
