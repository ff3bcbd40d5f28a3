"""Lists of units: split, their coordination and elision undone."""

import re
from dataclasses import replace

from extractors.agencies.bodies import remembered
from extractors.agencies.regions import find_named, prefixes
from extractors.agencies.units import has_own_head, is_bare_function, is_inner, is_unit, level_prefix
from extractors.folding import fold
from extractors.outline.actions import is_action
from extractors.records import Role
from extractors.values import value

_PIECE = re.compile(
    r"(?:[^、,;/\s()\[\]{}〈〉。:★☆*▲△●○■◆※]|\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\[\]\n]*\]|〈[^〈〉\n]*〉)+"
)
_LEADING = re.compile(
    r"(?:(?:分别|统一|共同)?由|以(?![下上及])|请|及|和|与|以及|并由?|其中|报|经(?![信发贸济合协开])|再由|暨)(?=[一-鿿])"
)
_ETC = re.compile(r"(?<![高中初同平特优])等(?![级额学])(?:\d+|[一二三四五六七八九十]+)?个?")
_AND = re.compile(r"(?:以及|和|及|与)")
_BARE_GROUP = re.compile(r"(?:部门|单位|机构|方面|部门和单位|部门、单位|部委|省级部门|地方)?")
_OF_GROUP = re.compile(r"(?:部门|单位|机构|企业)")
"""What 等 sums up, with a clause behind it: 等单位发挥优势."""
_CONNECTIVE = re.compile(r"以及|和|及|与|暨|并")
_LEVEL_SIGNS = "省市州盟县区旗镇乡"
_OF_LEVEL = re.compile(rf"^[{_LEVEL_SIGNS}]+(?:\([^()]*\))?")
_DIVISION = re.compile(rf"(?![各有相])[一-鿿]{{2,8}}[{_LEVEL_SIGNS}]")
_SHARED_TAIL = re.compile(r"个?[省市州盟县区旗镇乡](?:\([^()]{1,9}\))?(?:人民政府|政府|党委|管委会)")
"""What 等 parts from the places that share it: 成都、德阳等市政府."""
_NOT_ALONE = frozenset(["人民政府", "政府", "单位", "部门", "机构", "企业", "党委"])
_ROLE_NOTE = re.compile(r"\((?:为)?(牵头|主办|主责|配合|协办|协助|参与|指导|督导|责任)(?:单位|部门)?\)$")
_DATE_NOTE = re.compile(r"\([^()]*(?:第一|首位|下同|[★*]|\d年|\d月|年内|年底|长期)[^()]*\)$")
_NOTE_ROLES: dict[str, Role] = {
    "牵头": "lead",
    "主办": "lead",
    "主责": "lead",
    "责任": "responsible",
    "指导": "supervising",
    "督导": "supervising",
}
_ZONES = "示范区|开发区|试验区|实验区|保税区|度假区|产业园|工业园|园区|新区|新城|街道"
_TAIL = re.compile(
    rf"(?P<place>(?:自治县|自治州|{_ZONES}|[{_LEVEL_SIGNS}])?(?:\([^()]*\))?)"
    r"(?P<organ>党委(?:和|、)?(?:人民)?政府|人民政府|政府|管委会|管理委员会|办事处|党工委|党委)$"
    r"|(?P<own>海关|(?:供电|电力|供水|水务|热力|燃气|物资|检修|信通|通信|公交|客运|能源|烟草|石油|建设|投资|旅游|文旅)?"
    r"(?:集团)?(?:股份)?(?:有限)?(?:责任)?(?:分|子|支)?公司|[分支]局|[分支]行|医院|卫生院|中学|小学|学院|大学|[支大中]队)$"
    r"|(?P<kind>部门|委员会|厅|局|委|办|处|科|部)(?:\([厅局委办部]\))?$"
    rf"|(?P<level>市|州|盟|县|区|旗|镇|乡|街道)$"
)
"""The end of a name that a list can say once for all: of a place, of an organisation's own kind, of a department."""
_KINDS = ("局", "委", "厅", "办", "中心")
_IS_PLACE = re.compile(rf"[一-鿿]{{1,8}}(?:{_ZONES}|[经高综]\w区|[{_LEVEL_SIGNS}])")
_LEVEL_WORD = (
    r"(?:设区市|县级市|地级市|地级以上市|计划单列市|自治[区州县]|直辖市|新区|街道|[省市州盟地县区旗镇乡])"
)
_LEVEL_NOTE = r"(?:[(\[][^()\[\]]{1,16}[)\]])?"
_PLACES = re.compile(rf"(?:各|有关|相关|各有关|各相关|其他|各地)(?:{_LEVEL_WORD}{_LEVEL_NOTE}[、,]?)+")
_MORE_PLACES = re.compile(
    rf"(?:{_LEVEL_WORD}{_LEVEL_NOTE})+(?:人民政府|政府|党委|党委政府|管委会|办事处|级)?{_LEVEL_NOTE}"
)
_KINDS_OF_PLACE = re.compile(rf"(?:{_LEVEL_WORD}|[师团连村])+")
_EVERY = re.compile(rf"{_LEVEL_WORD}{_LEVEL_NOTE}(?:人民政府|政府|行政公署|管委会|党委)")
_CARRIED = re.compile(r"[省市县区州盟旗](?:委|级|直)?|地区|地委|师市|自治[区州县]|自治区党委|国务院|兵团")
_DIRECT = re.compile("[省市县区州盟旗]直")
"""市直机关工委 bears its level."""
_PARTY = re.compile(
    r"(?:组织|宣传|统战)部|政法委|编办|网信办|改革办|巡察办|巡视办|台办|党校|老干部局|直属机关工委|统一战线"
)
_WITHOUT_LEVEL = re.compile(
    rf"(?:{_PARTY.pattern}|总工会|妇联|团委|残联|文联|科协|工商联|侨联|社科联|红十字会|贸促会|供销(?:合作)?[总联]?社|[一-鿿]{{2,10}}(?:行政|主管)部门)"
)
_NOISE = re.compile(
    r"(?:工作|任务|完成|要求|情况)$|\d+(?:年|月|日|号|项|\.)|[底末]前|前完成|长期|持续|常态|年内|^(?:无|略|同上|待定|其他|备注|等|各?部门单位|部门|单位|各单位分工)$|[。;:]|^\d+$|下同"
)
_LONGEST_NAME = 40


@value
class Unit:
    """A unit as a list names it."""

    name: str
    """As printed, coordination and elision undone."""
    start: int
    end: int
    role: Role | None = None
    """Where a note after the name gives it: 省水利厅(牵头)."""
    known: bool = True
    """Whether the name has the form of a unit."""
    inner: bool = False
    """Whether it has the form of a department within one (设备部), which only a role word or label makes a unit."""


def parse_units(text: str, folded: str, start: int, end: int) -> list[Unit]:
    """Return the units that text[start:end] lists, in order; pieces of another form are marked unknown."""
    units = [
        replace(unit, start=match.start() + unit.start, end=match.start() + unit.end)
        for match in _PIECE.finditer(folded, start, end)
        for unit in _parts(match[0])
    ]
    units = _give_heads(_give_tails(_join_places(_join_broken(units, folded), folded)))
    if folded[start:end] == text[start:end]:
        return units
    return [_printed(unit, text, folded) for unit in units]


def _printed(unit: Unit, text: str, folded: str) -> Unit:
    """Return the unit with its own signs instead of the folded ones."""
    own = folded[unit.start : unit.end]
    if own == text[unit.start : unit.end] or own not in unit.name:
        return unit
    return replace(unit, name=unit.name.replace(own, text[unit.start : unit.end]))


@remembered
def _parts(piece: str) -> tuple[Unit, ...]:
    """Return the units of a piece between two separators, at places in it: A等有关部门, A和B, 由A."""
    start, end = 0, len(piece)
    while match := _LEADING.match(piece, start):
        start = match.end()
    etc = _ETC.search(piece, start)
    if etc is None:
        return tuple(_split(piece, start, end))
    after = etc.end()
    if _SHARED_TAIL.fullmatch(piece, after) and _is_place(piece[start : etc.start()]):
        return (Unit(piece[start : etc.start()] + piece[after:], start, etc.start()),)
    found = _split(piece, start, etc.start())
    link = _AND.match(piece, after)
    after = link.end() if link else after
    if not _BARE_GROUP.fullmatch(piece, after):
        rest = _split(piece, after, end)
        found += [unit for unit in rest if unit.known or not _OF_GROUP.match(unit.name)]
    return tuple(found)


def _split(piece: str, begin: int, end: int) -> list[Unit]:
    """Return the units in a piece that no separator parts: A和B, A及B."""
    found: list[Unit] = []
    start = begin
    for match in _CONNECTIVE.finditer(piece, begin, end):
        if match.start() - begin > 2 * _LONGEST_NAME:
            break
        left = piece[begin : match.start()]
        right = piece[match.end() : min(match.end() + 2 * _LONGEST_NAME, end)]
        if right in _NOT_ALONE or not left:
            continue
        if _is_name(left) and any(_is_name(right[:stop]) for stop in _stops(right)):
            found.append(_one(piece, begin, match.start()))
            begin = match.end()
    if begin < end:
        found.append(_one(piece, begin, end))
    if len(found) == 1 and not found[0].known and (at := _glued(piece, start, end)):
        return [_one(piece, start, at), _one(piece, at, end)]
    return found


def _is_name(name: str) -> bool:
    return is_unit(name) or is_inner(name)


def _stops(right: str) -> list[int]:
    ends = [m.start() for m in _CONNECTIVE.finditer(right, 0, _LONGEST_NAME) if m.start()]
    return [*ends, len(right)] if len(right) <= _LONGEST_NAME else ends


def _glued(piece: str, start: int, end: int) -> int | None:
    """Return where a second unit begins that no separator parts from the first: 市教育局市财政局."""
    for at in range(start + 3, min(end, start + 2 * _LONGEST_NAME) - 2):
        if piece[at] == piece[start] and is_unit(piece[start:at]) and is_unit(piece[at:end]):
            return at
    return None


def _one(piece: str, begin: int, end: int) -> Unit:
    role: Role | None = None
    if note := _ROLE_NOTE.search(piece, begin, end):
        role, end = _NOTE_ROLES.get(note[1], "cooperating"), note.start()
    elif note := _DATE_NOTE.search(piece, begin, end):
        end = note.start()
    name = piece[begin:end]
    known = is_unit(name) or is_unit(re.sub(r"\([^()]*\)$", "", name))
    return Unit(name, begin, end, role, known, not known and is_inner(name))


def _join_broken(pieces: list[Unit], folded: str) -> list[Unit]:
    """Return the pieces with names joined that a stray blank cuts in two: 省发展 改革委."""
    joined: list[Unit] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and not (last.known and piece.known) and folded[last.end : piece.start].isspace():
            name = last.name + piece.name
            if is_unit(name):
                joined[-1] = Unit(name, last.start, piece.end, piece.role, True)
                continue
        joined.append(piece)
    return joined


def _join_places(pieces: list[Unit], folded: str) -> list[Unit]:
    """Return the pieces with one group over several kinds of place made one: 各市(州)、县(市、区)人民政府."""
    joined: list[Unit] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        grouped = last and last.name[0] in "各有相其" and _PLACES.fullmatch(last.name)
        if last and grouped and _MORE_PLACES.fullmatch(piece.name):
            joined[-1] = Unit(folded[last.start : piece.end], last.start, piece.end)
        else:
            joined.append(piece)
    return joined


def _give_tails(pieces: list[Unit]) -> list[Unit]:
    """Return the units with the end that the list says once for all: 西宁、海东市政府; 财政、教育局; 北安、南安公司."""
    whole: list[Unit] = []
    tail: re.Match[str] | None = None
    inner = False
    for piece in reversed(pieces):
        given = _with_tail(piece, tail, inner) if tail else None
        if given is None and (piece.known or piece.inner):
            tail, inner = _tail(piece.name), not piece.known
        whole.append(given or piece)
    return whole[::-1]


def _with_tail(piece: Unit, tail: re.Match[str], inner: bool) -> Unit | None:
    """Return a piece with the end of the list, None where it takes none."""
    if has_own_head(piece.name) or _NOISE.search(piece.name):
        return None
    name = None
    if tail["organ"]:
        name = _with_organ(piece, tail)
    elif not piece.known and not piece.inner:
        name = _with_kind(piece.name, tail, inner)
    elif tail["own"] == "海关" and _is_short(piece.name):
        name = piece.name + tail["own"]
    return replace(piece, name=name, known=not inner, inner=inner) if name else None


def _with_organ(piece: Unit, tail: re.Match[str]) -> str | None:
    if piece.known and _is_division(piece.name):
        return piece.name + tail["organ"]
    if _is_short(piece.name):
        return piece.name + tail[0]
    if piece.known:
        return None
    if _IS_PLACE.fullmatch(piece.name):
        return piece.name + tail["organ"]
    return _if_unit(piece.name + tail[0]) if len(piece.name) <= 8 else None


def _with_kind(name: str, tail: re.Match[str], inner: bool) -> str | None:
    """Return a name with what an organisation is, where that makes one: a department of known function first."""
    if len(name) > 8:
        return None
    kind = tail["kind"]
    if kind and not inner:
        return _department(name, kind)
    if kind:
        return name + kind if is_inner(name + kind) else None
    return _if_unit(name + tail[0])


@remembered
def _stem(name: str) -> str:
    """Return a name without the bare level before it: 市水利 -> 水利."""
    return name[1:] if len(name) > 2 and name[0] in _LEVEL_SIGNS else name


def _department(name: str, kind: str) -> str | None:
    """Return the department of a function in a list that ends in `kind`: 发展改革 in one of 厅 is 发展改革委."""
    stem = _stem(name)
    known = [other for other in _KINDS if is_bare_function(stem + other)]
    if kind == "部门":
        return name + kind if known else None
    if is_bare_function(stem + kind):
        return name + kind
    return name + known[0] if known else None


def _if_unit(name: str) -> str | None:
    return name if is_unit(name) else None


def _tail(name: str) -> re.Match[str] | None:
    """Return the end of a unit's name that a list can say once for all; a bare level has its department's only."""
    match = _TAIL.search(name)
    if match and (match["organ"] or match["level"]) and _is_level(name):
        return None
    return match


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


def _is_place(name: str) -> bool:
    return find_named(name) is not None or _DIVISION.fullmatch(name) is not None


def _is_short(name: str) -> bool:
    """Tell whether a name is a region's short one: 广州."""
    region = find_named(name)
    return region is not None and region.name != name


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
    """Tell whether a name begins with a province's: 福建海警局."""
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


_CLAUSE = re.compile(
    r"(?:并?按|并?依据?|根据|参照|结合|视|待|确保|力争|定期|适时|每[年月季周]|如|详见|见附|另行|以[上下])"
)
_PERSON = re.compile(
    r"[一-鿿]{1,3}某{1,2}|某某|.{1,8}(?:同志|书记|主任|局长|市长|县长|区长|镇长|部长|厅长|处长|科长|院长|校长|经理)"
    r"|[王李张刘陈杨黄赵周吴徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
    r"廖贾夏韦付邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤卫秦][一-鿿]{1,2}"
)
"""A person: by title, by the common surnames."""


def may_be_name(unit: Unit) -> bool:
    """Tell whether a piece of unknown form may name a unit all the same: short, and no clause."""
    return not is_noise(unit) and len(unit.name) <= 20 and not is_action(unit.name)


def keeps(unit: Unit, among: list[Unit]) -> bool:
    """Tell whether a piece of unknown form is kept as a unit of a labelled list: no clause, no person among units."""
    if not may_be_name(unit) or _CLAUSE.match(unit.name):
        return False
    among_units = any(other.known or other.inner for other in among)
    return not (among_units and _PERSON.fullmatch(unit.name) and find_named(unit.name) is None)


def is_noise(unit: Unit) -> bool:
    """Tell whether a piece of unknown form can be no unit at all: a date, a number, a sentence."""
    return len(unit.name) < 2 or len(unit.name) > _LONGEST_NAME or _NOISE.search(fold(unit.name)) is not None
