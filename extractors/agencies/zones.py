"""Zones 开发区 that no table lists: one committee for 西宁经开区, 西宁经济技术开发区管委会 and the like."""

import re

from extractors.agencies import places, regions
from extractors.agencies.bodies import Knowledge
from extractors.agencies.places import Place
from extractors.agencies.regions import Region
from extractors.agencies.resolution import Question, Resolution, code_of, of_organ

# Full form of a kind of zone <- the short ones.
_KINDS = {
    "经开区": "经济技术开发区", "高新区": "高新技术产业开发区", "高新技术开发区": "高新技术产业开发区",
    "综保区": "综合保税区",
}  # fmt: skip
_ZONE = re.compile(
    r"(?P<own>(?:(?![各级和及与]|有关|相关|其他)[一-鿿]){0,12}?)(?P<kind>经济技术开发区|高新技术产业开发区|高新技术产业园区|高新技术开发区|经济开发区|"
    r"工业开发区|经开区|高新区|综保区|综合保税区|保税港?区|工业园区|产业园区|物流园区|科技园区|农业园区|"
    r"综合实验区|循环经济试验区|开发区|示范区|度假区|风景名胜区)(?:管委会|管理委员会)?"
)
_OF_THE_HOME = ("经济技术开发区", "高新技术产业开发区")
"""Kinds of which a city has one: its own 高新区 needs no name."""


def read_zone(known: Knowledge, ask: Question) -> Resolution | None:
    """Return the committee of a zone that is named after a region, or is the only one of the document's."""
    name = ask.name.replace("(国家级)", "")
    for end, found in regions.prefixes(name):
        region = regions.choose(found, ask.home)
        match = _ZONE.fullmatch(name, end)
        if region and match and region.status == "current":
            return _committee(known, ask, region, match["own"], _full(match["kind"]))
    word = name[:1] if name[:1] in ("市", "州", "县") else ""
    own_region = places.of_word(word, ask.home).region if word else ask.home
    match = _ZONE.fullmatch(name, len(word))
    if own_region and own_region.code and own_region.level != "province" and match and not match["own"]:
        kind = _full(match["kind"])
        return _committee(known, ask, own_region, "", kind) if kind in _OF_THE_HOME else None
    return None


def _full(kind: str) -> str:
    return _KINDS.get(kind, kind)


def _committee(known: Knowledge, ask: Question, region: Region, own: str, kind: str) -> Resolution:
    place = places.of_region(region)
    name = place.short + own + kind
    government = known.local.get("政府")
    listed = regions.find_named(name, region)
    if listed and government:
        return of_organ(known, ask, government, places.of_region(listed))
    return Resolution(
        f"{region.code}-{name}管理委员会",
        f"{name}管理委员会",
        level=places.level_below(region),
        region=code_of(place),
        parent=_government(known, ask, place),
    )


def _government(known: Knowledge, ask: Question, place: Place) -> str | None:
    government = known.local.get("政府")
    return of_organ(known, ask, government, place).id if government else None
