"""Administrative divisions 行政区划: a place by its name, read in the light of the document's region."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

NATION = "000000"
LEVELS = {"p": "province", "c": "city", "d": "county"}
_LONGEST = 18
_NOT_BEFORE = r"(?!场|容|域|划|直|政(?!府|协))"
_DIVISION = re.compile(
    r"(?:省|自治区|自治州|自治县|自治旗|地区|新区|林区|市|州|盟|县|区|旗|镇|乡)" + _NOT_BEFORE
)
# A name inside a phrase counts after these words only: 平山县 is not in 新平山县.
_BEFORE = re.compile(
    r"(?:[^一-鿿]|关于|印发|转发|批转|中共|共产党|共青团|总局|银行|人行|国网|政协|武警|[在和与及以到赴对的年月日度版]|"
    r"贯彻|落实|推进|推动|加快|加强|做好|深化|完善|优化|提升|打造|服务|全面|一步|实施|开展|制定|编制|切实|调整|明确|"
    r"支持|促进|建设|中国|全国|修订|公布|发布|下达|同意|批复|省|自治区|[市州盟])$"
)
# A city's short name inside a phrase counts before these words only.
_AFTER = re.compile(
    r"中心支行|分行|支行|营业|海关|银保?监|证监|保监|监管|税务|调查|供电|电力|铁路|机场|公司|气象|分局|办事处|特派|大学|军分?区"
)
_UNLISTED = re.compile(
    r"(?:中共|关于印发|印发)?([一-鿿]{2,4}?)(省|自治区|自治州|市|州|盟|县|区|旗)" + _NOT_BEFORE
)
_UNLISTED_LEVEL = {
    "省": "province",
    "自治区": "province",
    "市": "city",
    "自治州": "city",
    "州": "city",
    "盟": "city",
}
_NO_NAME = re.compile(
    r"[各有相关全省市县本该级示范试点地城老山灾牧库贫强]|工业|经济|开发|国务院|中央|人民|实施|落实|^[加推建促]"
)


class Region(NamedTuple):
    """An administrative division; the code of an unlisted place is empty."""

    code: str
    name: str
    level: str
    """province, city or county."""
    status: str = "current"
    """current, former or zone."""
    successor: str = ""
    """Code of the division that a former one became part of."""
    short: str = ""
    """Short name, empty where none is in use."""


class _Table(NamedTuple):
    by_code: dict[str, Region]
    by_name: dict[str, tuple[Region, ...]]
    """Full names, and short names that say their class: 海西州, 大通县."""
    by_short: dict[str, tuple[Region, ...]]
    children: dict[str, tuple[Region, ...]]


class _Hit(NamedTuple):
    start: int
    end: int
    regions: tuple[Region, ...]
    full: bool


@cache
def _rows() -> tuple[tuple[Region, tuple[str, ...]], ...]:
    """Return the divisions of the data file, each with all its short names."""
    text = files("extractors.agencies").joinpath("regions.tsv").read_text(encoding="utf-8")
    rows = []
    for line in text.splitlines():
        if not line.startswith("#"):
            code, name, level, status, successor, short = ([*line.split("\t"), "", ""])[:6]
            forms = tuple(short.split())
            region = Region(code, name, LEVELS[level], status, successor, forms[0] if forms else "")
            rows.append((region, forms))
    return tuple(rows)


def _parent_code(code: str) -> str:
    """Return the code one level up as the digits imply it, which may not exist (市 of 直辖市)."""
    if code.endswith("0000"):
        return NATION
    return code[:2] + "0000" if code.endswith("00") else code[:4] + "00"


@cache
def _table() -> _Table:
    by_code: dict[str, Region] = {}
    names: dict[str, list[Region]] = {}
    shorts: dict[str, list[Region]] = {}
    for region, forms in _rows():
        if region.code not in by_code:
            by_code[region.code] = region
        names.setdefault(region.name, []).append(region)
        for form in forms:
            index = names if form[-1] in "州县旗区盟" and form + "市" != region.name else shorts
            index.setdefault(form, []).append(region)
    children: dict[str, list[Region]] = {}
    for region in by_code.values():
        if region.status == "current":
            code = _parent_code(region.code)
            exists = code in by_code or code == NATION
            children.setdefault(code if exists else region.code[:2] + "0000", []).append(region)
    return _Table(by_code, _freeze(names), _freeze(shorts), _freeze(children))


def _freeze(index: dict[str, list[Region]]) -> dict[str, tuple[Region, ...]]:
    return {key: tuple(regions) for key, regions in index.items()}


def region(code: str) -> Region | None:
    """Return the division with this code, the one of today where it was renamed.

    >>> region("630000").name
    '青海省'
    """
    return _table().by_code.get(code)


def children(code: str) -> tuple[Region, ...]:
    """Return the divisions one level down: of 000000 the provinces, of a province also its own counties.

    >>> [child.name for child in children("632800")][:2]
    ['格尔木市', '德令哈市']
    """
    return _table().children.get(code, ())


def parent(region: Region) -> Region | None:
    """Return the division one level up, None for a province and for an unlisted place.

    >>> parent(region("632801")).name
    '海西蒙古族藏族自治州'
    """
    by_code = _table().by_code
    if region.status == "zone" and (around := by_code.get(region.code)) not in (None, region):
        return around  # a zone without a code of its own is listed under the division that it lies in
    code = _parent_code(region.code)
    return by_code.get(code) or by_code.get(NATION if code == NATION else region.code[:2] + "0000")


def province(region: Region) -> Region | None:
    """Return the province that the division lies in, or is."""
    return _table().by_code.get(region.code[:2] + "0000")


def choose(regions: tuple[Region, ...], near: Region | None) -> Region | None:
    """Return the one region meant, None where two are as likely.

    The narrowest part of `near` that holds a candidate decides; without one, the highest level,
    and divisions of today before former ones.
    """
    for width in (6, 4, 2) if near and near.code else ():
        inside = [region for region in regions if near and region.code[:width] == near.code[:width]]
        inside = [region for region in inside if region.status == "current"] or inside
        if width == 2 and len(inside) > 1 and near and near.level == "province":
            inside = [region for region in inside if region.level != "province"]
        if len(inside) == 1:
            return inside[0]
    return _highest(regions)


def _highest(regions: tuple[Region, ...]) -> Region | None:
    for level in LEVELS.values():
        here = [region for region in regions if region.level == level]
        here = [region for region in here if region.status == "current"] or here
        if here:
            return here[0] if len(here) == 1 else None
    return None


def find_named(name: str, near: Region | None = None) -> Region | None:
    """Return the division that the whole string names, by full or short name.

    >>> find_named("格尔木").code, find_named("海南", region("630000")).name
    ('632801', '海南藏族自治州')
    """
    table = _table()
    found = table.by_name.get(name) or table.by_short.get(name)
    return choose(found, near) if found else None


def prefixes(text: str) -> Iterator[tuple[int, tuple[Region, ...]]]:
    """Give end and candidates of each region name that the text begins with, the longest first."""
    table = _table()
    for end in range(min(len(text), _LONGEST), 1, -1):
        name = text[:end]
        found = table.by_name.get(name) or table.by_short.get(name)
        if found:
            yield end, found


def _hit(text: str, start: int, after_region: bool) -> _Hit | None:
    """Return the longest region name at this place that stands for itself."""
    table = _table()
    for end in range(min(len(text), start + _LONGEST), start + 1, -1):
        name = text[start:end]
        if found := table.by_name.get(name):
            bound = start == 0 or after_region or found[0].level == "province"
            if bound or _BEFORE.search(text[max(0, start - 4) : start]):
                return _Hit(start, end, found, True)
        elif (found := table.by_short.get(name)) and _short_counts(text, start, end, found):
            return _Hit(start, end, found, False)
    return None


def _short_counts(text: str, start: int, end: int, regions: tuple[Region, ...]) -> bool:
    """Return whether a short name is one here: 青海 anywhere, 西宁 in 西宁海关, never in 西宁区."""
    if _DIVISION.match(text, end):
        return False
    if (start == 0 and end == len(text)) or any(region.level == "province" for region in regions):
        return True
    city = any(region.level == "city" for region in regions)
    return city and (start == 0 or _AFTER.match(text, end) is not None)


def _hits(text: str) -> Iterator[_Hit]:
    start, after = 0, -1
    while start < len(text) - 1:
        hit = _hit(text, start, start == after)
        if hit:
            yield hit
            start = after = hit.end
        else:
            start += 1


def find_region(text: str, near: Region | None = None) -> Region | None:
    """Return the region that a title or an issuer's name speaks of, None if no listed one.

    A full name goes before a short one; directly following names narrow it (安徽省合肥市). A name
    of several regions is settled by `near`, never by the first match.

    >>> find_region("万载县统计局").code, find_region("海南州政府").name
    ('360922', '海南藏族自治州')
    """
    hits = list(_hits(text))
    first = next((index for index, hit in enumerate(hits) if hit.full), 0)
    found = None
    for index in range(first, len(hits)):
        if index > first and hits[index].start != hits[index - 1].end:
            break
        inner = choose(hits[index].regions, found or near)
        if index > first and (inner is None or found is None or inner.code[:2] != found.code[:2]):
            break
        found = inner
    return found


def find_full(text: str) -> Iterator[tuple[int, int, Region]]:
    """Give start, end and region of each full name in the text that is one region's."""
    before: Region | None = None
    last = 0
    for match in _DIVISION.finditer(text):
        end = match.end()
        start = next(
            (at for at in range(max(last, end - _LONGEST), end - 1) if _full(text, at, end, last)), -1
        )
        if start >= 0:
            before = choose(_table().by_name[text[start:end]], before if start == last else None)
            last = end
            if before:
                yield start, end, before


def _full(text: str, start: int, end: int, last: int) -> bool:
    """Tell whether a full name that stands for itself is text[start:end]; one before ended at `last`."""
    found = _table().by_name.get(text[start:end])
    if found is None:
        return False
    bound = start == 0 or (start == last and last > 0) or found[0].level == "province"
    return bound or _BEFORE.search(text[max(0, start - 4) : start]) is not None


@cache
def _cities() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern for the cities' names, full or short, and the code of each."""
    named = {}
    for found, forms in _rows():
        if found.level == "city" and found.status == "current":
            named.update(dict.fromkeys((found.name, *forms), found.code))
    return re.compile("|".join(sorted(named, key=len, reverse=True))), named


def find_cities(text: str) -> Iterator[str]:
    """Give the code of each city that the text names, each name once."""
    pattern, named = _cities()
    yield from {named[name] for name in set(pattern.findall(text))}


def unlisted_region(text: str) -> Region | None:
    """Return the place that a title or an issuer begins with and that no table holds, without a code.

    >>> unlisted_region("云溪省人民政府办公厅")[:3], unlisted_region("青海省人民政府")
    (('', '云溪省', 'province'), None)
    """
    match = _UNLISTED.match(text)
    if match is None:
        return None
    stem, word = match.groups()
    if stem + word in _table().by_name or _NO_NAME.search(stem):
        return None
    return Region("", stem + word, _UNLISTED_LEVEL.get(word, "county"), short=stem)
