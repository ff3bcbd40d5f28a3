"""Groups of bodies 各市（州）人民政府, 有关部门: one name for all their printings."""

import re

from extractors.agencies.functions import compose
from extractors.values import value

_QUANTIFIER = re.compile(
    r"(?:各级|各地方|各相关|各|其他|其它|所有|全体|相关|"
    r"地方各级|地方|属地|当地|所在地|(?:事件|事故|项目)?(?:所在|发生|事发|案发|输出|输入)地|所在(?=[省市州县区镇乡])|涉及(?!的)|上述|县级以上)+"
)
_SOME = re.compile(r"各?(?:有关|相关)(?!联)")
"""有关, 相关, 各有关 say the same of a group: those whom it concerns."""
_OR_UNITS = re.compile(r"\((?:单位|部门)\)$")
_PLACE_WORD = re.compile(
    r"自治区|直辖市|师(?=[(、市]|$)|地(?=[(、州市盟])|自治州|地区|省份|省级|市级|县级|区级|"
    r"地级以上市|地级市|设区市|省|市|州|盟|县|区|旗|乡镇|镇街|乡|镇|街道|村|社区|"
    r"开发区|功能区|工业园区|产业园区|园区|新区|景区|管委会|[、，,()/]|和|及|与"
)
# What stands after the words for divisions, and what each of them has by it.
_HEAD = {
    "政府": "人民政府", "人民政府": "人民政府", "级政府": "人民政府", "级人民政府": "人民政府",
    "党委": "党委", "委": "党委", "党委政府": "党委和人民政府", "党委和政府": "党委和人民政府",
    "党委、政府": "党委和人民政府", "委和人民政府": "党委和人民政府",
    "党委和人民政府": "党委和人民政府", "党委、人民政府": "党委和人民政府",
    "委、政府": "党委和人民政府", "管委会": "管理委员会", "管理委员会": "管理委员会",
    "办事处": "办事处", "街道办事处": "街道办事处", "党工委": "党工委", "办": "办事处",
}  # fmt: skip
_SEPARATORS = frozenset("、，,()/和及与")
_GENERIC = re.compile(
    r"(?:部门|单位|地区|地方|机关|机构|企业|高校|院校|学校|医院|银行|政府|园区|开发区|"
    r"协会|商会|组织|成员|运营商|处室|科室|省份|城市|乡镇|街道|区县|县区|各地|党委|党组|"
    r"党工委|管委会|公司|集团|部委|司局|直属机构|委办局|委、办、局|厅局|院所|业主|委员会|领导小组|办公室)(?:党组|党委)?(?:\([^()]{1,12}\))?$"
)
_GENERIC_START = re.compile(
    r"(?:.{0,8}(?:各|有关|相关|其他|其它|所有|全体)|地方|属地|当地|县级以上|省级以下|"
    r"(?:国务院|中央|国家|省|市|县|州|区|自治区)?(?:[级直]|机关).{0,6}(?:部门|单位|机关)$)"
)
_MEMBERS = re.compile(
    r"(?:成员|牵头|责任|组成|参与|承办)单位$|(?:行政|主管|行政主管|监管|管理)部门$|"
    r"(?:责任|实施|建设|运营)主体$|业主单位$|^.{0,6}单位$|运营商$|电信企业$|"
    r"^[省市县州区乡]级(?:人民)?政府$|"
    r"^(?:[省市县区央][属管]|驻[省市县区]|中央驻?|国有|重点).{0,10}(?:企业|高校|院校|单位|医院|机构)$"
)
_FUNCTIONS = frozenset(
    (
        "城管执法",
        "行政执法",
        "审批服务",
        "消防救援",
        "公安交管",
        "发改",
        "宣传",
        "组织",
        "政法",
        "网信",
        "编制",
        "武装",
        "统战",
    )
)
_CITY = frozenset(("地", "市", "州", "盟", "地区", "自治州", "地级市", "设区市", "地级以上市"))
_COUNTY = frozenset(("县", "区", "旗", "市"))
_PROVINCE = frozenset(("省", "自治区", "直辖市", "区", "市", "省级", "省份"))
_TOWNSHIP = frozenset(("乡", "镇", "街道", "乡镇", "镇街"))
_ZONES = frozenset(("开发区", "功能区", "工业园区", "产业园区", "园区", "新区", "景区"))


@value
class Group:
    """A group by its canonical name, without the place."""

    name: str
    level: str | None = None
    """Level of the members: province, city, county or township; None where that is open."""
    every: bool = False
    """True where it means all of that level (各), so that the registry can list the members."""
    words: tuple[str, ...] = ()
    """The words for divisions: 市, 州."""
    organ: str = ""
    """What each member is: 人民政府, 党委, or the text of a department."""
    repeated: bool = False
    """True where a word of the printed name stands twice."""


def find_group(name: str) -> Group | None:
    """Return the group that the whole string names, on half-width brackets; None if it is one body.

    >>> find_group("各市(州)政府").name == find_group("各市州人民政府").name
    True
    >>> find_group("相关市州(州)政府").name, find_group("省水利厅")
    ('相关市（州）人民政府', None)
    >>> find_group("各有关部门").name, find_group("国务院有关部门").name
    ('相关部门', '国务院相关部门')
    """
    name = _SOME.sub("相关", name)
    plain = _OR_UNITS.sub("", name)
    start = _QUANTIFIER.match(name)
    if start and (group := _places(start[0], name[start.end() :])):
        return group
    if (
        _MEMBERS.search(plain)
        or _departments(plain)
        or (_GENERIC_START.match(name) and _GENERIC.search(name))
    ):
        return Group(_wide(name))
    return None


def _wide(name: str) -> str:
    return name.replace("(", "（").replace(")", "）")


def _places(quantifier: str, text: str) -> Group | None:
    """Return the group of places: words for divisions, then what each of them has."""
    words: list[str] = []
    end, repeated = 0, False
    while match := _PLACE_WORD.match(text, end):
        if match[0] == "管委会" and words:
            break
        end = match.end()
        if match[0] not in _SEPARATORS:
            repeated |= match[0] in words
            words.append(match[0])
    unique = list(dict.fromkeys(words))
    head = text[end:]
    level = _level(unique)
    known = not head or head in _HEAD
    if not unique or unique == ["地区"] or not (known or (level and _departmental(head))):
        return None
    organ = _HEAD.get(head, head) if head else _own(unique)
    name = quantifier + _joined(unique) + organ
    return Group(name, level, quantifier == "各", tuple(unique), organ, repeated)


def _own(words: list[str]) -> str:
    """Return what the divisions have where only they are named: 各市州, 各工业园区, 各村."""
    if frozenset(words) <= _ZONES:
        return "管理委员会"
    if {"村", "社区", "师"} & set(words):
        return ""
    return "办事处" if words == ["街道"] else "人民政府"


def _departments(name: str) -> bool:
    """Tell whether the departments of a function are named, whichever they are: 生态环境部门."""
    own = re.fullmatch(r"(?:[省市州县区])?([一-鿿]{2,12})部门", name)
    return own is not None and (bool(compose(own[1])) or own[1] in _FUNCTIONS)


def _departmental(head: str) -> bool:
    return (
        re.fullmatch(r"[一-鿿]{2,12}(?:局|委|厅|办|部门|办公室|委员会|部)(?:\([^()]{2,10}\))?", head)
        is not None
    )


def _joined(words: list[str]) -> str:
    """Return 市（州） for 市, 州."""
    if set(words) <= _COUNTY and words[0] != "市":
        words = [word for word in ("县", "市", "区", "旗") if word in words]
    return words[0] if len(words) == 1 else f"{words[0]}（{'、'.join(words[1:])}）"


def _level(words: list[str]) -> str | None:
    """Return the level that the words for divisions settle."""
    kinds = set(words)
    if kinds <= _PROVINCE and kinds & {"省", "省级", "自治区", "省份"}:
        return "province"
    if kinds <= _CITY:
        return "city"
    if kinds <= _COUNTY:
        return "county" if words[0] != "市" else None
    return "township" if kinds <= _TOWNSHIP else None
