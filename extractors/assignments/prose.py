"""Units that a sentence makes answer: 由A牵头，B、C参加; A会同B制定; A负责. A body merely named is none."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import cast

from extractors.agencies.bodies import remembered
from extractors.agencies.units import is_bare_function, is_inner, is_unit, level_prefix
from extractors.assignments.statements import Mention, Reader, Statement
from extractors.assignments.unit import Unit
from extractors.assignments.unit_list import parse_units
from extractors.assignments.vocabulary import role_phrases
from extractors.lexicons import load
from extractors.outline.actions import action_pattern, is_action
from extractors.records import Role
from extractors.values import value

_TRIGGER = re.compile(
    r"牵头|会同|联合|携手|商[省市县区州国有相同各]|负责|负总责|承担|配合|协[助同办作]|参[加与]|支持|指导|督[导促办查]"
    r"|组织实施|落实[,。;]|承办|主办|主责|责任(?:单位|部门|主体)|抓总"
)
_EXPLAINS = re.compile(r"负责(?:具体|组织)?解释")
"""Who interprets the document itself has no task by it."""
_SENTENCE = re.compile(r"[^。;!?\n]+")
_LONGEST = 300
"""Characters of a sentence that is read; a longer one is a list of measures."""
_LONGEST_NAME = 24
"""Characters of a unit's name in running text; longer runs are clauses."""
_BETWEEN = re.compile(r"(?:同时|将|均|都|也|还|则|并|,)?$")
"""What may stand between a unit and its role phrase: 要, 应 and their kin make the phrase an exhortation."""
_LEADS_IN = re.compile(r"(?<!自)由(?![于此来])(?:所涉及的?)?|[年月日底]前|年内|期间|其中")
_FIRST = re.compile(
    r"[—-]*(?:\(?[\d一二三四五六七八九十]{1,3}[)、]|第[\d一二三四五六七八九十百]{1,5}[条章节款项])? *"
    r"(?:并|同时|此外|再|请|原则上|以|明确|确定|指定|责成|委托|授权|安排|商请|提请|统一)*"
)
_NO_NAME = re.compile(
    r"成立|设立|下设|设在|派出|接受|组建|视情|自行|指定|第.{1,4}条|部门单位|全[体部]|带动|作为|^抓|避免|允许|邀请|委托|强化|确定|要求|鼓励|可[邀以]|[对将把被]|(?<!主)办理"
)
"""What no name holds, though it ends like one: 临时成立应急指挥部."""
_OPENING = re.compile(r"[一-鿿]{2,10}?[组队班构作面制系](?=[省市县区州国])")
"""Words of a heading that a crawler joined to the unit behind them: (1)综合协调组|省交通运输厅牵头."""
_GENERIC_NAME = 4
"""Characters of a kind of firms that says nothing of them: 国有企业."""
_GENERIC = frozenset(["单位", "部门", "机构", "企业", "政府", "人民政府", "地方", "学校", "医院", "公司"])
"""What stands for units in general: 党委领导、政府负责."""
_OPENS = re.compile(r"[,:、)\s]?(?:同时|并且?|另外|此外|再)?")
_DESCRIBED = re.compile(r"[一-鿿]{2,10}(?:部门|单位|企业|政府|机关|机构)")
"""A body named by what it does or where it is: 由提出部门牵头, 铁路运输企业承担."""
_LINK = re.compile(r"、|以及|和|及|与")
_TOGETHER = re.compile("联合|携手")
_ZEAL = re.compile("加强|密切|积极|主动|切实|认真|全力")
_LIST_END = re.compile(
    r"(?:等(?:\d+[个家])?(?:(?:有关|相关|各)*(?:部门|单位|机构|企业|地区)[和、]?)*)?(?:\([^()]*\))?"
)
"""What may stand between the last unit of a list and a comma behind which the list goes on."""
_EACH = re.compile(
    r"各(?:(?![和与及由的要应须需将可])[一-鿿]){1,8}(?<!领导|人员|同志|方面|之间|主任|书记|教师|师生|代表)(?<![级项人方界类])"
    r"(?:\([^()]{1,12}\)(?:人民政府|政府|管委会)?)?"
)
_BEHIND_NAME = re.compile(r"[,、;:。!?)\s]|$|[每按对在将共于就进并以]|等|定期|及时|和|及|与|逐|结合|根据")


@value
class Construction:
    """A way in which a sentence says who answers; the fields are those of its lexicon."""

    says: str
    before: Role | None
    after: Role | None
    needs_lead: bool


@cache
def constructions() -> tuple[Construction, ...]:
    """Return the constructions of the lexicon."""
    return tuple(
        Construction(row["says"], row.get("before"), row.get("after"), row.get("needs") == "lead")
        for row in load("prose")
    )


def needs_prose(folded: str, start: int, end: int) -> bool:
    """Tell whether folded[start:end] may say in a sentence who answers."""
    return _TRIGGER.search(folded, start, end) is not None


def find_prose(reader: Reader, start: int, end: int) -> Iterator[Statement]:
    """Yield a statement for each sentence of folded[start:end] that gives units a role."""
    folded = reader.folded
    leads = False
    for sentence in _SENTENCE.finditer(folded, start, end):
        low, high = sentence.span()
        if high - low > _LONGEST or not needs_prose(folded, low, high):
            continue
        if _EXPLAINS.search(folded, low, high):
            continue
        mentions = tuple(_mentions(reader, low, high, leads=leads))
        leads = leads or any(mention.role == "lead" for mention in mentions)
        if mentions:
            yield Statement(mentions[0].start, high, "prose", mentions)


def find_duties(reader: Reader, start: int, end: int) -> tuple[bool, list[Mention]]:
    """Return whether clauses without a subject say that it leads (牵头, 会同A), and those it does so with."""
    leads = False
    joined: list[Mention] = []
    for match in role_phrases().pattern.finditer(reader.folded, start, end):
        role = role_phrases().role(match)
        if role not in ("lead", "joint") or not role_phrases().in_prose(match):
            continue
        low = max(start, *(reader.folded.rfind(sign, start, match.start()) + 1 for sign in "。;!?\n"))
        after = _units_after(reader, match.end(), end) if role == "joint" else []
        if _opens(reader.folded, low, match.start()) and (role == "lead" or after):
            leads = True
            joined += _given(after, "cooperating", reader.text[match.start() : match.end()])
    return leads, joined


def _mentions(reader: Reader, low: int, high: int, *, leads: bool) -> Iterator[Mention]:
    at = low
    for match in role_phrases().pattern.finditer(reader.folded, low, high):
        role = role_phrases().role(match)
        if reader.folded.startswith("(", match.start() - 1) and reader.folded.startswith(")", match.end()):
            continue  # a note to the name before it: 市水利局(牵头)
        if role == "cooperating" and not leads and _ZEAL.search(match[0]):
            continue  # an exhortation where nobody leads: 各单位密切配合
        if role and role_phrases().in_prose(match) and not _is_attributive(reader.folded, match.end(), high):
            said = list(_said(reader, match, role, (at, low, high), leads=leads))
            leads = leads or any(mention.role == "lead" for mention in said)
            yield from said
            at = max([at, *(mention.end for mention in said)])
        at = max(at, match.end())


def _said(
    reader: Reader, match: re.Match[str], role: str, bounds: tuple[int, int, int], *, leads: bool
) -> Iterator[Mention]:
    """Yield what the constructions make of one role phrase."""
    at, low, high = bounds
    before = _units_before(reader, low, at, match.start())
    words = reader.text[match.start() : match.end()]
    for row in constructions():
        if row.says != role or (row.before and not before) or (row.needs_lead and (before or not leads)):
            continue
        if row.needs_lead and not _opens(reader.folded, low, match.start()):
            continue
        after = _units_after(reader, match.end(), high) if row.after else []
        if row.after and not after and (not row.before or _TOGETHER.search(match[0])):
            continue  # 联合 with nobody behind it is how A and B act
        yield from _given(before if row.before else [], row.before, words)
        yield from _given(after, row.after, words)


def _opens(folded: str, low: int, at: int) -> bool:
    """Tell whether a clause begins at a place, but for 并 and its kin."""
    clause = max(low, *(folded.rfind(sign, low, at) + 1 for sign in ",:、"))
    return _OPENS.fullmatch(folded, clause, at) is not None


def _given(units: list[Unit], role: Role | None, words: str) -> Iterator[Mention]:
    for unit in units:
        yield Mention(unit.role or cast(Role, role), words, unit.name, unit.start, unit.end, unit.known)


@cache
def _acts_on() -> re.Pattern[str]:
    return re.compile(rf"(?:{action_pattern().pattern})?的")


def _is_attributive(folded: str, end: int, high: int) -> bool:
    """Tell whether a role phrase only describes a noun: 由A牵头制定|的规划."""
    return _acts_on().match(folded, end, high) is not None


def _units_before(reader: Reader, first: int, low: int, end: int) -> list[Unit]:
    """Return the units that stand right before `end` and open their clause, none where other words do."""
    folded = reader.folded
    gap = _BETWEEN.search(folded, low, end)
    stop = gap.start() if gap else end
    begin = _clause(folded, low, stop)
    if first < low == begin and folded[low] != "、":
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
    named = is_inner(name) or is_bare_function(name) or level_prefix(name) is not None
    return is_action(name) and not named


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


def _units_after(reader: Reader, start: int, high: int) -> list[Unit]:
    """Return the units that begin at `start`, one after another; verbs may follow the last of them."""
    end = at = start
    while stop := _name_end(reader.folded[at : min(at + _LONGEST_NAME, high)]):
        end = at + stop
        link = _LINK.match(reader.folded, end, high)
        if not link:
            break
        at = link.end()
    units = parse_units(reader.text, reader.folded, start, end) if end > start else []
    return [unit for unit in units if unit.known or unit.inner]


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
