"""Units that stand right before or right behind a place in a sentence, with nothing else between."""

import re
from dataclasses import replace

from extractors.agencies.bodies import remembered
from extractors.agencies.units import is_bare_function, is_duty_named, is_inner, is_unit, level_prefix
from extractors.assignments.statements import Reader
from extractors.assignments.unit import Unit
from extractors.assignments.unit_list import parse_units
from extractors.outline.actions import is_action

_LONGEST_NAME = 24
"""Characters of a unit's name in running text; longer runs are clauses."""
_BETWEEN = re.compile(r"(?:同时|将|均|都|也|还|则|并|,)?$")
"""What may stand between a unit and its role phrase: 要, 应 and their kin make the phrase an exhortation."""
_LEADS_IN = re.compile(r"(?<!自)由(?![于此来])(?:所涉及的?)?|[年月日底]前|年内|期间|其中")
_FIRST = re.compile(
    r"[—-]*(?:\(?[\d一二三四五六七八九十]{1,3}[)、]|第[\d一二三四五六七八九十百]{1,5}[条章节款项])? *"
    r"(?:并|同时|此外|再|请|原则上|以|明确|确定|指定|责成|委托|授权|安排|商请|提请|统一)*"
)
_DATED = re.compile(r"\([^()]{0,30}\d[年月日.][^()]{0,30}\)(?=[一-鿿])")
"""Dates in brackets, with which a heading ends that a crawler joined to its text."""
_NO_NAME = re.compile(
    r"必要时|商请|注重|成立|设立|下设|设在|派出(?!所)|接受|组建|视情|自行|指定|第.{1,4}条|部门单位|(?<!安)全[体部]|带动|作为|^抓|避免|允许|邀请|委托|强化|确定|要求|鼓励|(?:协调|督促)(?=[省市县区镇各])|可[邀以]|[对将把被]|(?<!主)办理"
)
"""What no name holds, though it ends like one: 临时成立应急指挥部."""
_OPENING = re.compile(r"[一-鿿]{2,10}?[组队班构作面制系](?=[省市县区州国])")
"""Words of a heading that a crawler joined to the unit behind them: (1)综合协调组|省交通运输厅牵头."""
_GENERIC_NAME = 4
"""Characters of a kind of firms that says nothing of them: 国有企业."""
_GENERIC = frozenset(["单位", "部门", "机构", "企业", "政府", "人民政府", "地方", "学校", "医院", "公司"])
"""What stands for units in general: 党委领导、政府负责."""
_DESCRIBED = re.compile(r"[一-鿿]{2,10}(?:部门|单位|企业|政府|机关|机构)")
"""A body named by what it does or where it is: 由提出部门牵头, 铁路运输企业承担."""
_LINK = re.compile(r"、|以及|和|及|与")
_LIST_END = re.compile(
    r"(?:等(?:\d+[个家])?(?:(?:有关|相关|各)*(?:部门|单位|机构|企业|地区)[和、]?)*)?(?:\([^()]*\))?"
)
"""What may stand between the last unit of a list and a comma behind which the list goes on."""
_EACH = re.compile(
    r"各(?:(?![和与及由的要应须需将可])[一-鿿]){1,8}(?<!领导|人员|同志|方面|之间|主任|书记|教师|师生|代表)(?<![级项人方界类])"
    r"(?:\([^()]{1,12}\)(?:人民政府|政府|管委会)?)?"
)
_SUMMED = re.compile(
    r"[一-鿿]{2,16}(?:[、和与][一-鿿]{2,16}){0,6}?等(?:有关|相关|各)*(?:部门|单位)"
    r"|[一-鿿]{2,8}(?:[、和与][一-鿿]{2,8}){1,6}?部门"
)
"""Bodies summed up, or that share their end; functions alone may stand before it: 财政、水利(等)部门."""
_BEHIND_NAME = re.compile(r"[,、;:。!?)\s]|$|[每按对在将共于就进并以]|等|定期|及时|和|及|与|逐|结合|根据")


def units_before(reader: Reader, first: int, low: int, end: int) -> list[Unit]:
    """Return the units that stand right before `end` and open their clause, none where other words do."""
    folded = reader.folded
    gap = _BETWEEN.search(folded, low, end)
    stop = gap.start() if gap else end
    begin = _clause(folded, low, stop)
    if first < low == begin and "、" not in folded[low - 1 : low + 1]:
        return []  # the object of the role phrase before it: 指导各县|落实
    units = _named(reader, begin, stop)
    while units and begin > low and folded[begin - 1] == ",":
        comma, begin = begin - 1, _clause(folded, low, begin - 1)
        listed = _named(reader, begin, stop, whole=True)
        if not listed or not _ends_list(folded, listed, comma):
            break
        units = listed
    return units


def _ends_list(folded: str, units: list[Unit], comma: int) -> bool:
    """Tell whether the units before a comma reach up to it, so that it parts a list: not 由A、B组成,C."""
    last = max((unit.end for unit in units if unit.end <= comma), default=0)
    return _LIST_END.fullmatch(folded, last, comma) is not None


def _clause(folded: str, low: int, end: int) -> int:
    """Return where the words before `end` begin: behind the last comma or colon, or what leads a unit in."""
    begin = max(low, *(folded.rfind(sign, low, end) + 1 for sign in ",:."))
    begin = max([begin, *(dated.end() for dated in _DATED.finditer(folded, begin, end))])
    if first := _FIRST.match(folded, begin, end):
        begin = first.end()
    for match in _LEADS_IN.finditer(folded, begin, end):
        begin = match.end()
    return begin


def _named(reader: Reader, begin: int, end: int, *, whole: bool = False) -> list[Unit]:
    """Return the units of a list that holds nothing else, but for a broken name in a long one."""
    if not 2 <= end - begin <= 10 * _LONGEST_NAME:
        return []
    listed = parse_units(reader.text, reader.folded, begin, end)
    by = begin > 1 and reader.folded[begin - 1] == "由" and reader.folded[begin - 2] != "自"
    listed = [replace(unit, known=True) if _is_described(unit, by=by) else unit for unit in listed]
    units = [_without_opening(unit) for unit in listed if _is_body(unit)]
    if (5 - whole) * len(units) < 4 * len(listed) or any(_NO_NAME.search(unit.name) for unit in units):
        return []
    opens = units and not reader.folded[begin : listed[0].start].strip("、,和及与由 以并请")
    if not opens or not _is_body(listed[0]) or any(unit.name in _GENERIC for unit in units):
        return []
    return [] if not by and _acts(units[0].name) else units


def _acts(name: str) -> bool:
    """Tell whether what ends like a name begins with what is done: 推进|示范区."""
    named = is_inner(name) or is_bare_function(name) or is_duty_named(name)
    return is_action(name) and not named and level_prefix(name) is None


def _is_body(unit: Unit) -> bool:
    return unit.known or unit.inner or _EACH.fullmatch(unit.name) is not None


def _is_described(unit: Unit, *, by: bool) -> bool:
    """Tell whether words behind 由, or the name of a kind of firms or organs, stand for a body."""
    if unit.known or unit.inner or not _DESCRIBED.fullmatch(unit.name) or _NO_NAME.search(unit.name):
        return False
    kind = len(unit.name) > _GENERIC_NAME and unit.name.endswith(("企业", "机关"))
    return by or kind


def _without_opening(unit: Unit) -> Unit:
    """Return a unit without the words of a heading joined before it."""
    opening = _OPENING.match(unit.name)
    if not opening or not is_unit(unit.name[opening.end() :]):
        return unit
    return replace(unit, name=unit.name[opening.end() :], start=unit.start + opening.end(), known=True)


def listed_after(reader: Reader, start: int, high: int) -> tuple[list[Unit], int]:
    """Return the units that begin at `start`, bare functions before 等部门 too, and where they end."""
    if summed := _SUMMED.match(reader.folded, start, high):
        listed = parse_units(reader.text, reader.folded, start, summed.end())
        units = _bodies(listed)
        if units and all(unit in units or _is_function(unit.name) for unit in listed):
            return units, summed.end()
    units = _units_after(reader, start, high)
    return units, max((unit.end for unit in units), default=start)


def _is_function(name: str) -> bool:
    """Tell whether a piece may be a function, which no lexicon holds, of a body summed up behind it."""
    return len(name) <= _GENERIC_NAME and not is_action(name)


def _bodies(units: list[Unit]) -> list[Unit]:
    return [unit for unit in units if unit.known or unit.inner]


def _units_after(reader: Reader, start: int, high: int) -> list[Unit]:
    """Return the units that begin at `start`, one after another; verbs may follow the last of them."""
    end = at = start
    while stop := _name_end(reader.folded[at : min(at + _LONGEST_NAME, high)]):
        end = at + stop
        link = _LINK.match(reader.folded, end, high)
        if not link:
            break
        at = link.end()
    return _bodies(parse_units(reader.text, reader.folded, start, end)) if end > start else []


@remembered
def _name_end(words: str) -> int:
    """Return where the unit's name ends that opens the words, 0 where none does.

    >>> [_name_end(words) for words in ("市财政局制定细则", "市城管局每季召开会议", "市委宣传部开展活动")]
    [4, 4, 5]
    """
    found = 0
    listed = 0
    stopped = False
    for end in range(2, len(words) + 1):
        name = words[:end]
        if name[-1] in ",;:。、" and "(" not in name:
            break
        if name.count("(") != name.count(")") or not (is_unit(name) or is_inner(name)):
            continue
        if is_action(name) and not is_inner(name) and not is_bare_function(name):
            break
        if is_bare_function(name.removeprefix(level_prefix(name) or "\0")):
            listed = end
        if not stopped:
            found = end
            stopped = _BEHIND_NAME.match(words, end) is not None or is_action(words[end:])
    return max(found, listed)
