"""Coordination and elision in a list of units undone: what it says once for all is given to each.

Shared beginnings (市住建局、审批服务局), shared ends (西宁、海东市政府; 北安、南安公司) and groups over
several kinds of place (各市、县人民政府); a body with a head of its own (国铁东陵局) takes none.
"""

import re
from dataclasses import replace

from extractors.agencies.bodies import remembered
from extractors.agencies.regions import find_named, prefixes
from extractors.agencies.units import (
    department,
    has_own_head,
    is_bare_function,
    is_inner,
    is_unit,
    level_prefix,
)
from extractors.assignments.levels import LEVEL_NOTE, LEVEL_WORD, give_levels, join_places
from extractors.assignments.unit import NOISE, Unit

_LEVEL_SIGNS = "省市州盟县区旗镇乡"
_DIVISION = re.compile(rf"(?![各有相])[一-鿿]{{2,8}}[{_LEVEL_SIGNS}]")
_ZONES = (
    "[经高综自][开新保贸]区|示范区|(?:(?:经济|高新)?技术(?:产业)?|经济|产业)?开发区|试验区|实验区|保税区|度假区"
    "|产业园|工业园|园区|新区|新城|街道"
)
_TRADES = (
    "供电|电力|供水|自来水|排水|水务|供热|热力|热电|燃气|天然气|物资|检修|信通|通信|公交|客运|轨道|港口|能源|烟草|石油|环卫|公用|建设|城投|交投|投资"
    "|旅游|文旅"
)
_TAIL = re.compile(
    rf"(?P<place>(?:自治县|自治州|{_ZONES}|[{_LEVEL_SIGNS}])?(?:\([^()]*\))?)"
    r"(?P<organ>党委(?:和|、)?(?:人民)?政府|人民政府|政府|管委会|管理委员会|办事处|(?<=街道)办|党工委|党委)$"
    rf"|(?P<own>(?:(?<=[一-鿿]{{2}})[县市区旗镇乡])?(?:海关|(?:{_TRADES})?"
    r"(?:集团)?(?:股份)?(?:有限)?(?:责任)?(?:分|子|支)?公司|[分支]局|[分支]行|(?:人民|中医|中心|保健)?医院|卫生院|中学|小学|学院|大学"
    r"|(?:交警|公安|特警|路政|执法|消防(?:救援)?)?[总支大中]队|(?:车务|工务|机务|电务)段))$"
    r"|(?P<kind>部门|委员会|厅|局|委|办|处|科|部)(?:\([厅局委办部]\))?$"
    rf"|(?P<level>市|州|盟|县|区|旗|镇|乡|街道|管理区|{_ZONES})$"
)
"""The end of a name that a list can say once for all: of a place, of an own kind, of a department."""
_TRADE = re.compile(rf"(?:{_TRADES}|电信|移动|联通|铁塔|邮政|银行)$")
_IS_PLACE = re.compile(rf"[一-鿿]{{1,8}}(?:{_ZONES}|[经高综]\w区|[{_LEVEL_SIGNS}])")
_ZONE = re.compile(rf"[一-鿿]{{2,10}}(?:{_ZONES}|\w区)")
_KINDS_OF_PLACE = re.compile(rf"(?:{LEVEL_WORD}|[师团连村])+")
_EVERY = re.compile(rf"{LEVEL_WORD}{LEVEL_NOTE}(?:人民政府|政府|行政公署|管委会|党委)")
_CARRIED = re.compile(r"[省市县区州盟旗](?:委|级|直)?|地区|地委|师市|自治[区州县]|自治区党委|国务院|兵团")
_DIRECT = re.compile("[省市县区州盟旗]直")
"""市直机关工委 bears its level."""
_HOUSE = 2
"""Characters of the name of a house with branches everywhere: 国网, 国铁, 人行."""
_GROUPS = re.compile(r"各|有关|相关|其[他它]|所有|驻|中[国央]|国家")
_PARTY = re.compile(
    r"(?:组织|宣传|统战)部|政法委|编办|网信办|改革办|巡察办|巡视办|台办|党校|老干部局|直属机关工委|统一战线"
)
_WITHOUT_LEVEL = re.compile(
    rf"(?:{_PARTY.pattern}|总工会|妇联|团委|残联|文联|科协|工商联|侨联|社科联|红十字会|贸促会|供销(?:合作)?[总联]?社|第[一二三四五六七八九十]+[一-鿿]+|[一-鿿]{{2,10}}部门)"
)


def complete(units: list[Unit], folded: str) -> list[Unit]:
    """Return the units of a list with what it leaves out given back; a list of one leaves out nothing."""
    if len(units) < 2:
        return units
    return _give_heads(_give_houses(_give_tails(give_levels(join_places(units, folded)), folded)))


def is_place(name: str) -> bool:
    """Tell whether a name is a place's."""
    return find_named(name) is not None or _DIVISION.fullmatch(name) is not None


def _give_tails(pieces: list[Unit], folded: str) -> list[Unit]:
    """Return the units with the end that the list says once for all: 西宁、海东市政府; 北安、南安公司.

    An end of an own kind goes over no comma: 各镇承担巡查责任,县生态环境分局负责.
    """
    whole: list[Unit] = []
    tail: re.Match[str] | None = None
    inner = False
    for piece in reversed(pieces):
        if tail and not tail["organ"] and "," in folded[piece.end : piece.end + 1]:
            tail = None
        given = _with_tail(piece, tail, inner) if tail else None
        if given is None and (piece.known or piece.inner):
            tail, inner = _tail(piece.name), not piece.known
        whole.append(given or piece)
    return whole[::-1]


def _with_tail(piece: Unit, tail: re.Match[str], inner: bool) -> Unit | None:
    """Return a piece with the end of the list, None where it takes none."""
    own_head = has_own_head(piece.name)
    if NOISE.search(piece.name) or (own_head and not tail["own"]):
        return None
    if tail["own"] and not own_head and has_own_head(tail.string):
        return None
    name = None
    if tail["organ"]:
        name = _with_organ(piece, tail)
    elif not piece.known and not piece.inner:
        name = _with_kind(piece.name, tail, inner)
    elif tail["own"] and _is_short(piece.name):
        name = piece.name + _end_for(piece.name, tail)
    return replace(piece, name=name, known=not inner, inner=inner) if name else None


def _with_organ(piece: Unit, tail: re.Match[str]) -> str | None:
    if piece.known and (_is_division(piece.name) or (tail["place"] and _ZONE.fullmatch(piece.name))):
        return piece.name + tail["organ"]
    if _is_short(piece.name):
        return piece.name + tail[0]
    if piece.known:
        return None
    if _IS_PLACE.fullmatch(piece.name):
        return piece.name + tail["organ"]
    return _if_unit(piece.name + tail[0]) if len(piece.name) <= 8 else None


def _with_kind(name: str, tail: re.Match[str], inner: bool) -> str | None:
    """Return a name with what an organisation is, where that makes one."""
    if len(name) > 8 or (tail["level"] and _TRADE.search(name)):
        return None
    kind = tail["kind"]
    if kind and not inner:
        return department(name, kind)
    if kind:
        return name + kind if is_inner(name + kind) else None
    return _if_unit(name + _end_for(name, tail))


def _end_for(name: str, tail: re.Match[str]) -> str:
    """Return the end of the list for a name, without the level that ends it: 西陵县、东陵县医院."""
    end = tail[0]
    return end[1:] if tail["own"] and end[0] in _LEVEL_SIGNS and name.endswith(end[0]) else end


def _if_unit(name: str) -> str | None:
    return name if is_unit(name) else None


@remembered
def _tail(name: str) -> re.Match[str] | None:
    """Return the end of a name that a list can say once for all; one of a bare level has no place."""
    match = _TAIL.search(name)
    if match and (match["organ"] or match["level"]) and _is_level(name) and not _is_of_zone(match):
        return None
    return match


def _is_of_zone(tail: re.Match[str]) -> bool:
    """Tell whether an organ is that of a named zone: 白塔工业园管委会, not 高新区管委会."""
    return len(tail["place"] or tail["level"] or "") > 1 and tail.start() > 0


def _is_level(name: str) -> bool:
    """Tell whether a name begins with a bare level (市财政局), or with no level or place at all."""
    own = level_prefix(name)
    return own is None or _CARRIED.fullmatch(own) is not None


def _is_division(name: str) -> bool:
    """Tell whether a name is a division's whole one: 鄄城县, 曹县."""
    if len(name) > 2:
        return _DIVISION.fullmatch(name) is not None
    region = find_named(name)
    return region is not None and region.name == name


def _is_short(name: str) -> bool:
    """Tell whether a name is a region's short one: 广州."""
    region = find_named(name)
    return region is not None and region.name != name


def _give_houses(pieces: list[Unit]) -> list[Unit]:
    """Return the units with the house that the first of several of one kind names: 国网甲、乙供电公司."""
    whole: list[Unit] = []
    house = end = ""
    for piece in pieces:
        given = piece.name[piece.end - piece.start :]
        if has_own_head(piece.name):
            house, end = piece.name[:_HOUSE] if not _GROUPS.match(piece.name) else "", given
        elif house and end and piece.name.endswith(end):
            piece = replace(piece, name=house + piece.name)
        else:
            house = ""
        whole.append(piece)
    return whole


def _give_heads(pieces: list[Unit]) -> list[Unit]:
    """Return the units with the level that the list says once for all: 市住建局、审批服务局."""
    whole: list[Unit] = []
    head = ""
    elides = True
    for piece in pieces:
        own = level_prefix(piece.name) if piece.known else None
        if whole and piece.name in ("政府", "人民政府") and whole[-1].name.endswith("党委"):
            piece = replace(piece, name=whole[-1].name.removesuffix("党委") + piece.name, known=True)
        elif whole and whole[-1].name.startswith("各") and _EVERY.fullmatch(piece.name):
            piece = replace(piece, name="各" + piece.name, known=True)
        elif own:
            head = own if _CARRIED.fullmatch(own) else ("" if own not in ("国家", "中央", "全国") else head)
            elides = len(whole) == 0
        elif head and not has_own_head(piece.name) and _takes(head, piece, elides):
            piece = replace(piece, name=_carried(head, piece.name), known=True)
            elides = True
        whole.append(piece)
    return whole


def _takes(head: str, piece: Unit, elides: bool) -> bool:
    """Tell whether a name lacks its level; one of unknown form does only where the list leaves levels out."""
    if piece.name[1:2] == "直" and _DIRECT.match(piece.name):
        return False
    if _lacks_level(piece.name):
        return True
    if piece.known or not elides or piece.name.startswith(head) or _KINDS_OF_PLACE.fullmatch(piece.name):
        return False
    return len(piece.name) < 12 and is_unit(head + piece.name) and not _is_placed(piece.name)


def _is_placed(name: str) -> bool:
    """Tell whether a name begins with a province's (福建海警局), or stands before a whole department's."""
    if any(is_bare_function(name[end:]) for end in (2, 3)):
        return True
    return any(place.level == "province" for _, places in prefixes(name) for place in places)


def _lacks_level(name: str) -> bool:
    if name.startswith(("团", "共青团")):
        return False
    return is_bare_function(name) or _WITHOUT_LEVEL.fullmatch(name) is not None


def _carried(prefix: str, name: str) -> str:
    if prefix == "国务院" and not name.endswith("部门"):
        return name
    is_party = _PARTY.match(name) is not None
    if prefix == "兵团":
        return f"兵团党委{name}" if is_party else prefix + name
    if prefix.endswith("委") and not is_party:
        return prefix[:-1] + name
    return prefix + name
