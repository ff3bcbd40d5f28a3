"""Signs of where a document speaks from 发文地: who issues, its number, the assembly, the branches."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from extractors.agencies import regions
from extractors.agencies.owners import Owner, find_owner
from extractors.agencies.regions import Region
from extractors.agencies.registry import Registry
from extractors.agencies.units import is_bare_function, level_prefix
from extractors.evidence import terms_of
from extractors.values import value

_HEAD = 400
"""Characters that hold letterhead, number, title and recipients (GB/T 9704-2012, 7.2 and 7.3)."""
_TAIL = 160
# The sign of a province in its document numbers -> the first digits of its code (GB/T 2260). Those of the
# last row are a city's as well (宁: Nanjing, 青: Qingdao), or begin other words.
_SIGNS = {
    "京": "11", "津": "12", "冀": "13", "晋": "14", "蒙": "15", "辽": "21", "黑": "23", "沪": "31",
    "苏": "32", "浙": "33", "皖": "34", "闽": "35", "赣": "36", "鲁": "37", "豫": "41", "鄂": "42",
    "湘": "43", "粤": "44", "桂": "45", "琼": "46", "渝": "50", "川": "51", "黔": "52", "滇": "53",
    "藏": "54", "陕": "61", "甘": "62",
}  # fmt: skip
_CITY_SIGNS = {
    "甬": "330200", "穗": "440100", "蓉": "510100", "榕": "350100", "邕": "450100", "筑": "520100",
    "沈": "210100", "哈": "230100", "杭": "330100", "昆": "530100", "深": "440300", "厦": "350200",
    "郑": "410100",
}  # fmt: skip
_DOUBTFUL_SIGNS = {"内": "15", "吉": "22", "贵": "52", "云": "53", "青": "63", "宁": "64", "新": "65"}
_YEAR_OF_NUMBER = r"[〔\[(](?:19|20)\d\d[〕\])]"
_YEAR = re.compile(_YEAR_OF_NUMBER)
_NUMBER = re.compile(
    rf"(?<![一-鿿])(?:文 *号:?)?(?:中共)?([一-鿿])[一-鿿]{{1,10}}{_YEAR_OF_NUMBER}|"
    rf"(?:文件|通知|办公[厅室]|委员会|[厅局])([一-鿿])[一-鿿]{{1,8}}{_YEAR_OF_NUMBER}"
)
_CENTRAL_NUMBER = re.compile(r"(?<![一-鿿])(?:国办?[发函]|中办?发|国令)[一-鿿]{0,3}[〔\[(](?:19|20)\d\d")
_BODY = re.compile(
    r"(?:(?!关于|印发|转发)[一-鿿]){0,16}?(?:政府|委员会|办公[厅室]|[厅局委院站馆社]|公司|总队|法院|大学|学院|集团|"
    r"省长|市长|州长|县长|区长|主席)"
)
_ABOUT = re.compile(r"(?:关于|支持|印发|转发|批转|贯彻|落实)[^,。;:]{0,12}$")
_ISSUES = re.compile(r"[一-鿿]{0,20}?(?:关于|文件|令|公告|通知|决定|内部事项|特急|加急|[(\[])")
"""What follows the name of who issues in a head."""
_FIRST_ITEM = re.compile(r"一、|[(]一[)]|(?<!\d)1[.、]|责任单位|牵头单位|各位代表")
_CENTRAL = re.compile(
    r"中共中央|国务院|中华人民共和国|国家电网公司|国家(?!级|公园)[一-鿿]{2,12}?(?:局|委员会|总局|署|有限公司)|"
    r"全国(?:人大|人民代表大会|政协|总工会|妇联)|中央[一-鿿]{2,8}?(?:部|委|办|委员会)"
)
_OF_THE_NATION = re.compile(r"(?:(?:19|20)\d\d年)?(?:国务院|国家|全国|中共中央|中央|中华人民共和国)")
_PROVINCES_ADDRESSED = re.compile(r"各省[、,(]?(?:[、,(]?(?:自治区|直辖市|区|市|计划单列市)){1,3}")
_ASSEMBLY = re.compile(
    r"([一-鿿]{0,12})第?[一二三四五六七八九十\d]{1,3}届(全国)?人民代表大会(?!常)|(全国)人民代表大会"
)
_LEVEL_WORD = re.compile(
    r"[全我本](自治区|[省市州盟县区旗])(?![域级别民场])|(?<![各一-鿿])(自治区|[省市州县])(?:委|政府|直)"
)
_OF_MANY = re.compile(r"^[省市县]级|[各有相]关|各|级(?:人民)?政府|公司")
"""Groups, and what central documents too say of all provinces: 省级人民政府, 省公司."""
_LEVELS = {"省": "province", "自治区": "province", "市": "city", "州": "city", "盟": "city", "地区": "city"}
_SEATS_OF_BRANCHES = re.compile(
    r"(?:国网|人民银行|人行|国家税务总局|税务总局|国家金融监督管理总局|国家能源局|中国(?:电信|移动|联通|铁塔|邮政集团)(?:公司)?)"
    r"(?P<after>[一-鿿]{2,6}?)(?:省|市)?(?:电力|供电|中心支行|分行|税务局|监管局|监管办|分公司|公司)|"
    r"^(?P<before>[一-鿿]{2,3})(?:省|市)?(?:银保监局|银监局|证监局|保监局|金融监管局|能源监管办|通信管理局|煤监局|"
    r"煤矿安监局|矿山安监局|海关|海事局|出入境边防检查总站)$"
)


@value
class Clue:
    """What speaks for a region, or for the nation where that is None."""

    region: Region | None
    sign: str
    """Its name in ``weights.toml``, decision home."""
    within: bool = False
    """Whether it speaks for every place within the region as well: 鲁 for 济南市."""

    @property
    def weight(self) -> float:
        return terms_of("home")[self.sign]


@dataclass(frozen=True)
class Said:
    """What a document says that can tell its home."""

    title: str
    number: str
    issuers: tuple[str, ...]
    text: str
    """On half-width signs."""
    names: tuple[str, ...]
    """The units that it names, as printed."""
    registry: Registry

    @cached_property
    def head(self) -> str:
        """The first characters, without blanks and line ends."""
        return re.sub(r"\s", "", self.text[: 2 * _HEAD])[:_HEAD]

    @cached_property
    def owner(self) -> Owner | None:
        """The body that issues, where it has departments of its own."""
        return find_owner(self.issuers, self.title, self.head)

    @cached_property
    def is_local(self) -> bool:
        """Whether a unit bears a bare level: no central document has a 省财政厅 of its own."""
        names = [name for name in self.names if not _OF_MANY.search(name)]
        return any(prefix in _LEVELS or prefix in ("县", "区") for prefix in map(level_prefix, names))

    @cached_property
    def level(self) -> str | None:
        """The level whose bare word it uses most: 省财政厅, 全省, 我市."""
        words = [
            prefix
            for name in self.names
            if (prefix := level_prefix(name)) in _LEVELS or prefix in ("县", "区")
        ]
        words += [match[1] or match[2] for match in _LEVEL_WORD.finditer(self.text, 0, 6_000)]
        found = Counter(_LEVELS.get(word or "", "county") for word in words)
        return found.most_common(1)[0][0] if found else None


def _named(words: str) -> Region | None:
    """Return the place that a name or title speaks of; an invented one where it begins with that."""
    return regions.find_region(words) or regions.unlisted_region(words)


def _of_issuers(said: Said) -> Iterator[Clue]:
    """The bodies that issue: the first is in charge and counts most (GB/T 9704-2012, 7.2.4)."""
    for number, issuer in enumerate(said.issuers):
        sign = "further issuer" if number else "first issuer"
        if said.registry.resolve(issuer, None, True).level == "central":
            yield Clue(None, sign)
        elif region := _named(issuer):
            yield Clue(region, sign)


def _of_the_owner(said: Said) -> Iterator[Clue]:
    """The enterprise or school that issues without a signature: 国网渭南供电公司, 山东某某有限公司."""
    owner = said.owner
    if owner is None or said.issuers:
        return
    if said.registry.resolve(owner.name, None, True).level == "central":
        yield Clue(None, "owner")
    elif region := _named(owner.name) or _named(owner.name.removeprefix("国网")):
        yield Clue(region, "owner")


def _of_the_title(said: Said) -> Iterator[Clue]:
    """The place in the title; its province, where the bodies named are the province's."""
    if _OF_THE_NATION.match(said.title):
        yield Clue(None, "title")
        return
    region = _named(said.title)
    if (
        region
        and region.code
        and region.level != "province"
        and said.level == "province"
        and not said.issuers
    ):
        region = regions.province(region)
    if region:
        yield Clue(region, "title")


def _of_the_number(said: Said) -> Iterator[Clue]:
    """The province's sign before a document number: 鲁政发, 粤府办."""
    for words in (said.number, said.head):
        if _CENTRAL_NUMBER.search(words[:_HEAD]):
            yield Clue(None, "central number")
            return
        for match in _NUMBER.finditer(words) if _YEAR.search(words) else ():
            sign = match[1] or match[2]
            if sign in _CITY_SIGNS and (city := regions.region(_CITY_SIGNS[sign])):
                yield Clue(city, "city of the number")
                return
            name = "number" if sign in _SIGNS else "doubtful number"
            code = _SIGNS.get(sign) or _DOUBTFUL_SIGNS.get(sign)
            if code and (region := regions.region(code + "0000")):
                yield Clue(region, name, within=True)
                return


def _of_the_letterhead(said: Said) -> Iterator[Clue]:
    """The first body in the head that bears a region's full name, or that is central."""
    head = _FIRST_ITEM.split(said.head, maxsplit=1)[0]
    central = _CENTRAL.search(head[:80])
    for start, end, region in regions.find_full(head):
        if central and central.end() < start:
            break
        if _BODY.match(head, end) and not _ABOUT.search(head[max(0, start - 14) : start]):
            yield Clue(region, "letterhead")
            return
    if central and not _ABOUT.search(head[: central.start()]) and head[central.start() - 1 :][:1] != "《":
        place = next((found for _, found in regions.prefixes(head[central.end() : central.end() + 8])), None)
        if place or _ISSUES.match(head, central.end()):
            yield Clue(regions.choose(place, None) if place else None, "letterhead")
    invented = None if central else regions.unlisted_region(head)
    if invented and _BODY.match(head, len(invented.name)):
        yield Clue(invented, "letterhead")


def _of_the_recipients(said: Said) -> Iterator[Clue]:
    """各省、自治区、直辖市: none but central bodies write to them."""
    if _PROVINCES_ADDRESSED.search(said.head):
        yield Clue(None, "recipients")


def _of_the_assembly(said: Said) -> Iterator[Clue]:
    """The people's congress that a work report is given to: 在海南省第七届人民代表大会第五次会议上."""
    for match in _ASSEMBLY.finditer(said.head) if "人民代表大会" in said.head else ():
        if match[2] or match[3] or match[1].endswith("全国"):
            yield Clue(None, "assembly")
        elif region := _named(match[1].rpartition("在")[2]):
            yield Clue(region, "assembly")
        return


def _of_the_signature(said: Said) -> Iterator[Clue]:
    """A body with a region's full name in the last lines."""
    tail = re.sub(r"\s", "", said.text[-_TAIL:])
    found = [region for _, end, region in regions.find_full(tail) if _BODY.match(tail, end)]
    if found and not said.issuers:
        yield Clue(found[-1], "signature")


def _of_the_branches(said: Said) -> Iterator[Clue]:
    """The province whose branches of central bodies the units are: 贵州证监局, 国网山西电力."""
    places = {
        match["after"] or match["before"] for name in said.names if (match := _SEATS_OF_BRANCHES.search(name))
    }
    found = {region for place in places if (region := regions.find_named(place)) and region.code}
    provinces = {region for each in found if (region := regions.province(each))}
    if len(provinces) == 1:
        yield Clue(provinces.pop(), "of the branches", within=True)


def _of_the_bodies(said: Said) -> Iterator[Clue]:
    """Central bodies among the units, where none is a region's."""
    if said.is_local:
        return
    names = [name for name in said.names if not _OF_MANY.search(name)]
    central = {name for name in names if said.registry.resolve(name).level == "central"}
    local = {name for name in names if name not in central and is_bare_function(name)}
    if len(central) > max(1, len(local)):
        yield Clue(None, "central bodies only")


@cache
def _cities() -> dict[str, str]:
    """Return the codes of the cities by their names, full and short."""
    provinces = regions.children(regions.NATION)
    cities = [city for each in provinces for city in regions.children(each.code) if city.level == "city"]
    return {name: city.code for city in cities for name in (city.name, city.short) if name}


@cache
def _city_names() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_cities(), key=len, reverse=True)))


def find_in_places(said: Said) -> Iterator[Clue]:
    """The province most of whose cities a text names that speaks of 全省: asked where nothing else tells."""
    if said.level != "province" or (said.names and said.number):
        return
    named = {_cities()[name] for name in set(_city_names().findall(said.text))}
    provinces = Counter(code[:2] for code in named)
    code, count = max(provinces.items(), key=lambda item: item[1], default=("", 0))
    if count >= 4 and 2 * count > provinces.total():
        region = regions.region(code + "0000")
        yield Clue(region, "cities named")


CLUES: tuple[Callable[[Said], Iterator[Clue]], ...] = (
    _of_issuers,
    _of_the_title,
    _of_the_owner,
    _of_the_assembly,
    _of_the_letterhead,
    _of_the_number,
    _of_the_signature,
    _of_the_branches,
    _of_the_recipients,
    _of_the_bodies,
)
