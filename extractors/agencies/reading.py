"""Ways to read a printed name, each of which gives the body or lets the next one try."""

import re
from collections.abc import Callable
from dataclasses import replace

from extractors.agencies import places, regions
from extractors.agencies.bodies import Knowledge, Organ
from extractors.agencies.fuzzy import nearest
from extractors.agencies.groups import read_group
from extractors.agencies.owners import read_inner
from extractors.agencies.places import Place
from extractors.agencies.regions import NATION, Region
from extractors.agencies.resolution import Question, Resolution, code_of, of_body, of_organ, spelled
from extractors.agencies.zones import read_zone

Reading = Callable[[Knowledge, Question], Resolution | None]
_GOVERNMENT = "人民政府"
_GOVERNMENTS = (_GOVERNMENT, "行政公署", "管理委员会")
# Bodies that their name tells wholly: the registry need not list each leading group.
_SETTLED = (
    "领导小组", "指挥部", "委员会", "领导小组办公室", "指挥部办公室", "委员会办公室", "联席会议",
    "联席会议办公室", "工作专班",
)  # fmt: skip
_PART = (
    "局", "处", "科", "办", "室", "中心", "队", "所", "站", "院", "司", "厅", "会", "部",
)  # fmt: skip
_OF_GRID = re.compile(r"^[省市]?(?:电力(?:(?:有限)?公司)?)?(?!分公司)")
_GRID = "国家电网有限公司"
_PUBLIC = re.compile(r"..(?<!数据)(?<!运营)中心$")
"""A public institution without a place: the home's own where the home is known."""
_BARE = re.compile(r"(?!国家|国务院|中央|全国|中国)[一-鿿]{0,4}(?:办公室|处|科|室|股)")
"""A department of nobody: its document's own where no issuer is told."""
_ZONE = re.compile("管委会|管理委员会")
_INSTITUTION = re.compile(
    r"(?:省|市)?(?:分公司|公司|集团|银行|分行|支行|分社|分院|分局|总站|监管局|管理局|河务局|大学|学院|学校|中学|"
    r"小学|医院|机场|港务局|"
    r"监管办公室|(?<=督察..)局|(?<=专员..)办事处|电力|日报社|出版社|研究院|研究所|供电局|供电公司)$"
)
_LEVEL_WORDS = ("省", "市", "州", "县", "区", "自治区")
_CENTRAL_WORDS = ("国家", "国务院", "中央", "全国", "中国")


def read_central(known: Knowledge, ask: Question) -> Resolution | None:
    """Return a body of one seat, by a name that always means it, or does in a national document."""
    name = known.always.get(ask.name)
    if ask.national and not name:
        name = known.national.get(ask.name) or known.always.get("国家" + ask.name)
    if name:
        return of_body(known, name)
    main, _, inside = ask.name.partition("(")
    return read_central(known, replace(ask, name=main)) if inside and main else None


def read_local(known: Knowledge, ask: Question) -> Resolution | None:
    """Return a department or another body that each region has: 省水利厅, 西宁市总工会, 财政局."""
    name = ask.name.removeprefix("中国共产党").removeprefix("中共")
    party = name != ask.name
    if ask.home and not ask.national and not party and (organ := known.local.get(name)):
        return of_organ(known, ask, organ, places.of_region(ask.home))
    if not ask.home and (organ := known.local.get(name)):
        return of_organ(known, ask, organ, Place("", None))
    for place, rest, _ in places.splits(name, ask.home):
        rest = _as_in_forms(rest, place, party)
        if organ := _organ(known, rest):
            return of_organ(known, ask, organ, place)
        if rest == "" and place.region and not party:
            return of_organ(known, ask, known.local["政府"], place)
    return None


def _as_in_forms(rest: str, place: Place, party: bool) -> str:
    """Return what stands after the place as the lexicons have it: 党委 for 委, a zone's own word for 政府."""
    if party:
        rest = rest.removeprefix("党")
        return rest if rest.startswith("委") else rest.replace("委员会", "委", 1)
    own = _ZONE.match(rest) if place.region and place.region.status == "zone" else None
    return _GOVERNMENT + rest[own.end() :] if own else rest


def _organ(known: Knowledge, rest: str) -> Organ | None:
    """Return the kind of body; a department may have the government's name before it: 政府扶贫办."""
    organ = known.local.get(rest)
    if organ is None and rest.startswith(("政府", _GOVERNMENT)):
        rest = rest.removeprefix("人民").removeprefix("政府")
        organ = known.local.get(rest)
        return organ if organ and organ.function else None
    return organ or known.composed(rest)


def read_branch(known: Knowledge, ask: Question) -> Resolution | None:
    """Return a body that has its place inside: 人行西宁中心支行, 共青团省委.

    Of several kinds whose patterns fit, the one that bears the very name: 市委办公厅 and 市委办公室 are two.
    """
    first = None
    for before, after, organ in known.patterns:
        if ask.name.startswith(before) and ask.name.endswith(after):
            inside = ask.name[len(before) : len(ask.name) - len(after)]
            place = _place(inside, ask.home) if inside else None
            if place and organ.serves == "capital" and not (place.is_capital and inside == place.short):
                continue
            found = of_organ(known, ask, organ, place) if place else None
            if found and found.name == ask.name:
                return found
            first = first or found
    return first


def _place(text: str, home: Region | None) -> Place | None:
    """Return the place that the whole string names."""
    if region := regions.find_named(text, home):
        return places.of_region(region)
    if home and not home.code and text in (home.name, home.short):
        return places.of_region(home)
    if text in _LEVEL_WORDS:
        return places.of_word(text, home)
    return next((place for place, rest, sure in places.splits(text, home) if not rest and sure), None)


def read_grid(known: Knowledge, ask: Question) -> Resolution | None:
    """Return a part of the State Grid, or of its company in a province: 国网湖北经研院, 国网物资公司."""
    text = ask.name.removeprefix("国网")
    if text == ask.name and not (ask.issuer and ask.issuer.body.name == _GRID):
        return None
    for end, found in regions.prefixes(text):
        place = regions.choose(found, None)
        if place and place.level == "province":
            rest = _OF_GRID.sub("", text[end:])
            whole = read_branch(known, replace(ask, name=f"国网{place.name}电力公司"))
            if whole and rest in ("", "公司", "分公司"):
                return whole
            if whole and text != ask.name:
                name = whole.name + rest
                return read_branch(known, replace(ask, name="国网" + rest)) or replace(
                    whole, id=f"{place.code}-{name}", name=name, parent=whole.id
                )
    if text != ask.name and text.endswith(("公司", "集团", "分部")) and (grid := known.always.get("国网")):
        whole = of_body(known, grid)
        return replace(whole, id=f"{NATION}-{ask.name}", name=ask.name, parent=whole.id)
    return None


def read_annotated(known: Knowledge, ask: Question) -> Resolution | None:
    """Return the body before a bracket: 省林草局(省公园局)."""
    main, mark, inside = ask.name.partition("(")
    if not mark or not main or not inside.endswith(")"):
        return None
    inner = replace(ask, name=main)
    return read_local(known, inner) or read_branch(known, inner)


def read_part(known: Knowledge, ask: Question) -> Resolution | None:
    """Return a part of a known body, subordinate to it: 市公安局交警支队."""
    if not ask.name.endswith(_PART) or ask.name.endswith("公司"):
        return None
    for end in range(len(ask.name) - 2, 1, -1):
        inner = replace(ask, name=ask.name[:end])
        whole = read_central(known, inner) or read_local(known, inner)
        if whole and not whole.name.endswith(_GOVERNMENTS):
            name = whole.name
            if name.startswith("中共") and not inner.name.endswith("会"):
                name = name.removesuffix("员会")
            name += ask.name[end:]
            part = replace(whole, name=name, parent=whole.id, successor=None)
            return _branch(part, ask.name[end:], ask.home)
    return None


def _branch(part: Resolution, rest: str, home: Region | None) -> Resolution:
    """Return a central body's part with its id, of the province where it bears its name: 某某总局山东局."""
    key = part.id.partition("-")[0]
    found = next((regions.choose(each, home) for _, each in regions.prefixes(rest)), None)
    if part.level == "central" and found and found.level != "county":
        return replace(
            part, id=f"{found.code}-{part.name}", level=found.level, region=found.code, resolved=True
        )
    return replace(part, id=f"{key}-{part.name}")


def read_mistyped(known: Knowledge, ask: Question) -> Resolution | None:
    """Return the one known body that a typing error is close to, with the finding."""
    for place, rest, sure in places.splits(ask.name, ask.home):
        if sure and (near := nearest(rest, known.local)):
            found = of_organ(known, ask, known.local[near], place)
            return replace(found, problem=("typing-error", f"{ask.name} is read as {found.name}"))
    return None


def read_unknown(known: Knowledge, ask: Question) -> Resolution:
    """Return the name for itself, its level and region made out as far as they go."""
    name = spelled(ask.name)
    for place, rest, sure in places.splits(name, ask.home):
        if (sure and len(rest) > 1) or place.level == "township":
            return _at_place(ask, place, rest)
    if (region := _bears(name, ask.home)) is not None:
        return Resolution(
            f"{region.code}-{name}", name, level=region.level, region=region.code, resolved=False
        )
    if name.endswith("管理委员会") and ask.home and ask.home_code and "政府" in known.local:
        parent = of_organ(known, ask, known.local["政府"], places.of_region(ask.home)).id
        return Resolution(
            f"{ask.key()}-{name}",
            name,
            level=places.level_below(ask.home),
            region=ask.home_code,
            parent=parent,
        )
    if not ask.national and name.endswith(_SETTLED) and ask.home_code:
        return Resolution(f"{ask.key()}-{name}", name, region=ask.home_code)
    if ask.home and ask.home_code and not ask.national and _PUBLIC.search(name):
        return Resolution(
            f"{ask.key()}-{name}", name, level=ask.home.level, region=ask.home_code, resolved=False
        )
    if not ask.home_code and ask.scope and _BARE.fullmatch(name) and not name.endswith(_SETTLED):
        return Resolution(f"{ask.scope}-{name}", name, resolved=False)
    level = "central" if ask.national and name.startswith(_CENTRAL_WORDS) else None
    return Resolution(f"{ask.key()}-{name}", name, level=level, resolved=False)


def _bears(name: str, home: Region | None) -> Region | None:
    """Return the region whose name an institution bears before or in its own: 山东大学, 新华社山东分社."""
    ending = _INSTITUTION.search(name)
    if ending is None:
        return None
    inside = (name[at : ending.start()] for at in range(2, ending.start() - 1))
    starts = (name[:end] for end, _ in regions.prefixes(name) if end < len(name) - 1)
    for text in (*inside, *starts):
        found = regions.find_named(text, home)
        # A county's short name is a common word too: 延长 in 延长石油集团.
        if found and found.status == "current" and (found.level != "county" or found.name == text):
            return found
    return None


def _at_place(ask: Question, place: Place, rest: str) -> Resolution:
    """Return the unknown body of a known place: 安徽省港航集团."""
    name = place.name + rest
    town = place.level == "township" and rest in ("政府", "")
    if town:
        name = place.name + ("办事处" if place.name.endswith("街道") else _GOVERNMENT)
    elif rest.startswith("委") and not rest.startswith("委员会"):
        name = "中共" + name
    settled = town or (place.region is not None and name.endswith(_SETTLED))
    return Resolution(
        f"{ask.key(place)}-{name}", name, level=place.level, region=code_of(place), resolved=settled
    )


READINGS: tuple[Reading, ...] = (
    read_inner,
    read_central,
    read_group,
    read_branch,
    read_local,
    read_grid,
    read_zone,
    read_annotated,
    read_part,
    read_mistyped,
    read_unknown,
)
