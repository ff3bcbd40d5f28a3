"""Whether a string names a unit 单位: told by the lexicons and by the form, without a document."""

import re
from functools import cache

from extractors.agencies import regions
from extractors.agencies.bodies import knowledge, remembered
from extractors.agencies.functions import compose
from extractors.agencies.groups import find_group
from extractors.lexicons import load

_CLEAN = str.maketrans({"（": "(", "）": ")", " ": None, "\u3000": None})
_LONGEST = 45
_LEVEL = re.compile(
    r"国务院|中共中央|中央和国家机关|中央|国家(?!公园|级)|全国|新疆生产建设兵团|兵团|"
    r"自治区党委|地委(?!员)|地区|师市|自治区|自治州|自治县|[省市州县区旗]委(?!员)|[省市州县区盟旗][直级]|[省市州盟县区旗镇乡]"
)
# Words that begin with a level's character; a known department behind it goes before them.
_NO_LEVEL = re.compile(
    r"省[会际]|市(?:场|容|域|民|政(?!府|协))|盟员|县[城域]|区[域块划间位]|旗舰|镇街|乡[镇村]|州级|"
    r"[省市县]内|区别|国家(?:公园|级)"
)
_PLACE = re.compile(
    r"(?![各有相所全其该本此每某国中省市县区州]|(?:人民|国家|共青团|工业|农业|重点|行业))(?:(?!的)[一-鿿]){1,8}?"
    r"(?:特别行政区|自治区|自治州|自治县|自治旗|地区|新区|省|市|州|盟|县|区|旗|镇|乡|街道)"
    r"(?![场容域民划块间]|政(?!府|协))"
)
_LEVEL_AND_PARTY = re.compile(r"(?:中共)?[省市州县区旗盟]委|自治区党委")
_LEAGUE = re.compile(r"(?:共青)?团([省市县区州])委")
# The last characters of units' names: what ends otherwise is none, unless the lexicons hold it.
_ENDS = frozenset(
    "府会委办室厅局署部院所站处队社馆团校司行关中心组台网店厂场园区市县州旗盟省镇乡道位门构业户体方地"
    "力师人员班兵警库联)协学城电商段狱报投报所"
)
_INNER_ENDS = frozenset("部处科室办组队所站心馆院系区间厂会委校段班支司社级门房庭局")
_NAME = r"[一-鿿A-Za-z0-9“”‘’\"·+《》()、/—-]"
_PART = re.compile(r"[一-鿿]{2,24}[部委局厅](?:[一-鿿]{1,8}(?:司|局|处|科|室|队|办|中心|办公室))")
_BLANK = re.compile(r"[Xx×]{2}")
"""A form's place for a name: 国网XX公司."""
_SEAM = re.compile(r"[厅局委部办府](?=[省市县州区])")
_FIRM = re.compile(r"(?:公司|集团|中队|大队|站|厂)$")
"""What has departments' names beside 部 and its kin: 建设公司."""
_OUTSIDE = re.compile(r"[，。；：！？;:!?]|、(?![^(]*\)|[^“]*”)")
_BARE = frozenset(("单位", "部门", "部门单位", "部门和单位", "部门、单位", "机构", "地方", "主体", "委办局"))
"""Kinds of body that name none."""
_SHARED_KINDS = ("局", "委", "厅", "办", "中心")
_COMMITTEES = ("办", "办公室", "小组", "委员会", "专班", "指挥部")
# Words of the lexicons that alone are too common to be a unit.
_ALONE = frozenset(
    (
        "政府",
        "人民政府",
        "委",
        "电信",
        "移动",
        "联通",
        "铁塔",
        "邮政",
        "共青团",
        "医院",
        "国网",
        "防控办",
        "森防",
    )
)
# How the patterns of a kind are put into one: what stands before them and after them.
_AROUND = {
    "ending": (_NAME + "{1,40}?(?:", ")"),
    "division": ("[一-鿿]{2,12}?(?:", ")"),
    "department": ("[一-鿿]{1,22}(?:", ")"),
    "inner": (
        "(?:(?:",
        ")和?){1,4}(?:部|处|科|室|股|办|办公室|中心|组)|各(?:职能|业务|二级)?(?:处室|科室|部室|系部|病区)",
    ),
}


def compile_forms(kind: str, patterns: list[str]) -> re.Pattern[str]:
    """Return one pattern out of the lexicon's patterns of a kind."""
    before, after = _AROUND.get(kind, ("(?:", ")"))
    return re.compile(before + "|".join(patterns) + after)


@cache
def _forms(kind: str) -> re.Pattern[str]:
    return compile_forms(kind, [entry["pattern"] for entry in load("unit_forms") if entry["kind"] == kind])


def _known(name: str) -> bool:
    """Return whether the lexicons hold the name, without level or place before it."""
    known = knowledge()
    return name in known.local or name in known.always or name in known.national


@remembered
def is_unit(name: str) -> bool:
    """Return whether the whole string is plausibly the name of one organisation or one group.

    >>> [is_unit(name) for name in ("省发展改革委", "各市（州）政府", "工业和信息", "一次办")]
    [True, True, False, False]
    """
    if len(name) > 2 * _LONGEST:
        return False
    text = name.translate(_CLEAN)
    if not 2 <= len(text) <= _LONGEST:
        return False
    if text in _BARE or _BLANK.search(text):
        return False
    if _known(text):
        return text not in _ALONE
    if _LEVEL_AND_PARTY.fullmatch(text) or _listed(text):
        return True
    if text[-1] not in _ENDS:
        return False
    if _forms("group").fullmatch(text) or _LEAGUE.fullmatch(text):
        return True
    if _OUTSIDE.search(text):
        return "各" in text[:5] and find_group(text) is not None
    main, bracket, _ = text.partition("(")
    if bracket and main and text[-1] == ")" and is_unit(main):
        return True
    return not _forms("label").fullmatch(text) and _grammatical(text)


def _grammatical(text: str) -> bool:
    """Return whether the form alone tells a unit."""
    if _forms("clause").search(text):
        return False
    clause = _forms("verb").match(text) is not None
    if not clause and find_group(text):
        return True
    if regions.find_named(text):
        return True
    if _forms("word").fullmatch(text) or _two_units(text):
        return False
    if text.startswith("中共") and is_unit(text[2:]):
        return True
    prefix = level_prefix(text)
    if prefix and text.startswith(prefix) and _behind(text[len(prefix) :]):
        return not _acts(text, len(prefix))
    if clause and not prefix:
        return False
    if any(_forms(kind).fullmatch(text) for kind in ("ending", "division", "inner")):
        return True
    return _PART.fullmatch(text) is not None or _part_of_known(text)


def _behind(rest: str) -> bool:
    """Return whether what stands behind a level or place makes a unit of both."""
    if _known(rest) or (_forms("department").fullmatch(rest) and not _forms("word").fullmatch(rest)):
        return True
    return level_prefix(rest) is not None and is_unit(rest)


def _acts(text: str, start: int) -> bool:
    """Return whether a clause stands behind a listed name: 省盐办新建仓储中心, not 市政府推进职能办."""
    if text.endswith(_COMMITTEES) or _known(text[start:]):
        return False
    ends = (end for end in range(start + 2, len(text) - 3) if _known(text[start:end]))
    return any(skip_verb(text, end) > end + 1 for end in ends)


def _part_of_known(text: str) -> bool:
    """Return whether a part of a listed body stands here: 公安部禁毒局."""
    always = knowledge().always
    department = _forms("department")
    return any(text[:end] in always and department.fullmatch(text, end) for end in range(2, len(text) - 2))


def _two_units(text: str) -> bool:
    """Return whether two units stand here without a separator: 省财政厅省水利厅."""
    return any(_listed(text[: seam.end()]) and _listed(text[seam.end() :]) for seam in _SEAM.finditer(text))


def _listed(text: str) -> bool:
    """Return whether the lexicons hold the name, with or without a level or place."""
    prefix = level_prefix(text)
    return _known(text) or (prefix is not None and _known(text[len(prefix) :]))


@remembered
def level_prefix(name: str) -> str | None:
    """Return the level word or the place that a unit's name begins with, None where it has none.

    The Youth League's 团省委 has it inside.

    >>> level_prefix("市住建局"), level_prefix("省委组织部"), level_prefix("市场监管局")
    ('市', '省委', None)
    >>> level_prefix("西宁市住建局"), level_prefix("青海银保监局")
    ('西宁市', '青海')
    """
    if is_bare_function(name):
        return None
    if league := _LEAGUE.match(name):
        return league[1]
    level = _LEVEL.match(name)
    if level and level.end() < len(name) and (_known(name[level.end() :]) or not _NO_LEVEL.match(name)):
        return level[0]
    place = None if level or _forms("verb").match(name) else _PLACE.match(name)
    if place and place.end() < len(name) and not _forms("clause").search(place[0]):
        return place[0]
    return _short_region(name)


def skip_verb(text: str, start: int) -> int:
    """Return where the text goes on behind a verb that stands at a place, the place itself without one."""
    match = _forms("verb").match(text, start)
    return match.end() if match else start


def _short_region(name: str) -> str | None:
    """Return the region's short name before a known department: 青海 of 青海银保监局."""
    local = knowledge().local
    for end in (2, 3, 4):
        if name[end:] in local and regions.find_named(name[:end]):
            return name[:end]
    return None


def is_bare_function(name: str) -> bool:
    """Return whether the name is a department without level or place: 财政局, 审批服务局, 编办.

    >>> is_bare_function("财政局"), is_bare_function("市财政局"), is_bare_function("财政部")
    (True, False, False)
    """
    known = knowledge()
    return name in known.local and name not in known.always


@remembered
def _stem(name: str) -> str:
    """Return a name without the bare level before it: 市水利 -> 水利."""
    return name[1:] if len(name) > 2 and name[0] in "省市州盟县区旗镇乡" else name


def department(name: str, kind: str) -> str | None:
    """Return the department of a function in a list that ends in `kind`: 发展改革, in one of 厅, has 委."""
    stem = _stem(name)
    known = [other for other in _SHARED_KINDS if is_bare_function(stem + other)]
    known = known or [
        other for other in _SHARED_KINDS if is_bare_function(name + other)
    ]  # 市场监管, 乡村振兴
    if kind == "部门":
        return name + kind if known or compose(stem) or is_bare_function(stem + "部") else None
    if is_bare_function(stem + kind):
        return name + kind
    return name + known[0] if known else None


@remembered
def is_inner(name: str) -> bool:
    """Return whether the name has the form of a department within a company, school, hospital or office.

    >>> [is_inner(name) for name in ("设备部", "各二级学院", "领导干部", "市财政局")]
    [True, True, False, False]
    """
    if not 2 <= len(name) <= 12 or name[-1] not in _INNER_ENDS:
        return False
    if not _forms("within").fullmatch(name) or is_unit(name):
        return False
    if is_duty_named(name):
        return True
    return not any(_forms(kind).fullmatch(name) for kind in ("word", "label")) and not (
        _forms("clause").search(name) or _forms("verb").match(name)
    )


@remembered
def is_duty_named(name: str) -> bool:
    """Return whether a department is named by what it does, a verb too: 建设部, 采购部, 服务中心.

    >>> [is_duty_named(name) for name in ("建设部", "服务中心", "推进示范区")]
    [True, True, False]
    """
    return _forms("inner").fullmatch(_FIRM.sub("部", name)) is not None


@remembered
def has_own_head(name: str) -> bool:
    """Return whether a name begins with what it belongs to, so that no list gives it a level: 国铁东陵局.

    >>> has_own_head("国网云溪供电公司"), has_own_head("财政局")
    (True, False)
    """
    return _forms("head").fullmatch(name) is not None
