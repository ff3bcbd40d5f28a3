"""The place in a unit's name: a level word (省), a region (西宁市), or nothing."""

import re
from collections.abc import Iterator

from extractors.agencies import regions
from extractors.agencies.regions import Region
from extractors.values import value

_WORD = re.compile(r"(自治区|省|市|自治州|州|盟|县|区|旗|镇|乡)(?:级|直|本级)?")
_LEVEL = {"省": "province", "自治区": "province", "市": "city", "州": "city", "自治州": "city", "盟": "city"}
_UNLISTED = re.compile(
    r"(?!国网|中国|国家|国务|共青团|人行|人民|全国|[各有相关全其该本原省市县州区旗]|中共|直属)[一-鿿]{2,7}?(?:省|自治区|自治州|自治县|市|州|盟|县|区|旗|镇|乡|街道)"
)
_TOWNSHIP = ("镇", "乡", "街道")
_WIDER = {"province": 0, "city": 1, "county": 2, "township": 3}


@value
class Place:
    """Where a body is: `region` is None where the place is not settled."""

    name: str
    level: str | None
    region: Region | None = None

    @property
    def settled(self) -> bool:
        """Whether this is a named place, not a level word alone."""
        return self.region is not None or (len(self.name) > 1 and self.name not in _LEVEL)

    @property
    def is_capital(self) -> bool:
        """Whether this is the capital of a province (GB/T 2260: the first city of its province)."""
        return self.region is not None and self.region.code[2:] == "0100" and self.region.level == "city"

    @property
    def short(self) -> str:
        """The short name, the full one where none is in use."""
        return (self.region.short if self.region else "") or self.name

    @property
    def seat(self) -> str:
        """The province, for its capital; else the place."""
        province = regions.province(self.region) if self.region and self.is_capital else None
        return province.name if province else self.name

    def render(self, template: str) -> str:
        """Return the template's text for this place."""
        text = template.replace("{place}", self.name).replace("{short}", self.short)
        if self.name.endswith(("地区", "盟")):
            text = text.replace("人民政府", "行政公署")
        elif self.name == "新疆生产建设兵团":
            text = text.removesuffix("人民政府")
        elif self.region and self.region.status == "zone":
            text = text.replace("人民政府", "管理委员会")
        if self.name.endswith("自治区"):
            text = re.sub("自治区委(?!员会)", "自治区党委", text)
        return text.replace("{seat}", self.seat)


def level_below(above: Region | None) -> str | None:
    """Return the level of a zone whose superior is of this region, that of districts in a municipality.

    >>> [level_below(regions.region(code)) for code in ("610000", "320500", "500000")]
    ['city', 'county', 'county']
    """
    if above is None:
        return None
    if above.level == "province" and above.name.endswith("市"):
        return "county"
    return {"province": "city", "city": "county", "county": "township"}[above.level]


def of_region(region: Region) -> Place:
    """Return the place of a region."""
    return Place(region.name, region.level, region)


def of_word(word: str, home: Region | None) -> Place:
    """Return the place that a level word means in a document of `home`.

    >>> of_word("市", regions.region("630102")).name, of_word("区", regions.region("640000")).name
    ('西宁市', '宁夏回族自治区')
    """
    found = _ancestor(word, home) if home else None
    if found:
        return of_region(found)
    level = "township" if word in _TOWNSHIP else _LEVEL.get(word, "county")
    return Place(word, level)


def _ancestor(word: str, home: Region) -> Region | None:
    """Return home, or the region it lies in, that bears the level word."""
    if home.name.endswith(word) or (word == "自治区" and "自治区" in home.name):
        return home
    at: Region | None = home
    while at is not None:
        if _fits(word, at):
            return at
        at = regions.parent(at) if at.code else None
    return None


def _fits(word: str, region: Region) -> bool:
    if word in ("省", "自治区"):
        return region.level == "province"
    if word in ("市", "州", "自治州", "盟"):
        return region.level == "city" or (region.level == "province" and region.name.endswith("市"))
    return region.level == "county"


def _of_candidates(found: tuple[Region, ...], home: Region | None) -> Place:
    region = regions.choose(found, home)
    return of_region(region) if region else Place(found[0].name, None)


def splits(name: str, home: Region | None) -> Iterator[tuple[Place, str, bool]]:
    """Give each way to take a place off the front: the place, the rest, whether the place is sure.

    A short name (青海 in 青海湖) and an unlisted place are not sure: the rest must speak for them.
    """
    for corps in ("新疆生产建设兵团", "兵团"):
        if name.startswith(corps):
            yield Place("新疆生产建设兵团", "province", regions.region("650000")), name[len(corps) :], True
    if home and not home.code and name.startswith(home.name):
        yield of_region(home), name[len(home.name) :], True
    for end, found in regions.prefixes(name):
        place = _of_candidates(found, home)
        rest = name[end:]
        yield from _narrowed(place, rest)
        yield place, rest, name[:end] in (region.name for region in found)
    if name.startswith("地区") and home and home.name.endswith("地区"):
        yield of_region(home), name[2:], True
    if match := _WORD.match(name):
        yield of_word(match[1], home), name[match.end() :], True
    for match in _UNLISTED.finditer(name, 0, min(len(name), 10)):
        if match.start() == 0:
            yield Place(match[0], _unlisted_level(match[0])), name[match.end() :], False


def _unlisted_level(name: str) -> str | None:
    """Return the level that the name's last word tells; 市 may be a city's or a county's."""
    if name.endswith(_TOWNSHIP):
        return "township"
    levels = {"省": "province", "州": "city", "盟": "city", "县": "county", "旗": "county", "区": "county"}
    return "province" if name.endswith("自治区") else levels.get(name[-1])


def _narrowed(place: Place, rest: str) -> Iterator[tuple[Place, str, bool]]:
    """Give the place inside the place, where the rest begins with its full name: 青海省西宁市."""
    if place.region is None or place.level == "county":
        return
    for end, found in regions.prefixes(rest):
        inner = regions.choose(found, place.region)
        lies = inner is not None and inner.code[:2] == place.region.code[:2] and rest[:end] == inner.name
        if inner and lies and _WIDER[inner.level] > _WIDER[place.region.level]:
            yield from _narrowed(of_region(inner), rest[end:])
            yield of_region(inner), rest[end:], True
