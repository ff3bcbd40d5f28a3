"""Who issues 发文单位, and its departments where they are named bare: 财务部 of a company, 教务处."""

import re
from typing import Literal

from extractors.agencies.bodies import Knowledge
from extractors.agencies.groups import find_group
from extractors.agencies.regions import prefixes
from extractors.agencies.resolution import Question, Resolution, spelled
from extractors.agencies.units import is_unit
from extractors.values import value

_ENTERPRISE = (
    r"(?:公司|集团|银行|信用社|联社|总厂|水厂|电厂|大学|学院|学校|[中小]学|幼儿园|党校|医院|卫生院|保健院|研究院|"
    r"科学院|设计院)"
)
_ANY = (
    "农村|城市|城乡|公立|公办|民办|民营|国有|国企|中小|基层|全[省市县区]|[省市县]级|乡镇|高等|职业|普通|"
    "义务|重点|上市"
)
"""How a title begins that speaks of such bodies, not for one: 农村中小学工作方案."""
_WHOLE = re.compile(
    rf"(?:中共|共青团)?([一-鿿()]{{2,40}}?{_ENTERPRISE})(?:党?委员会|办公室|党委|党组|[一-鿿]{{1,6}}部)?"
)
_LEADING = re.compile(
    rf"(?:内部事项|普通事项|内部资料|加急|特急|中共|共青团)*(?!{_ANY})((?:(?!关于|支持|推进|印发|加强|公司|[各为在的与对])[一-鿿()]){{2,24}}?{_ENTERPRISE}"
    r"(?:[一-鿿]{2,8}?(?:公司|支行|分行|学院|医院))?)"
    r"(?=内部事项|普通事项|特急|加急|办值通|(?:19|20)\d\d|[“\"《]|关于|工作|文件|部门文件|办公室|委员会|党委|党组|会议|专题|章程|二[〇○零])"
)
_GRID = "国家电网有限公司"
_NOT_OWNERS = re.compile(r"政府$|政府办公[厅室]|^国务院|委$|委办公[厅室]$|委员会$|领导小组|指挥部")

_WITH_PLACE = re.compile(
    r"[省市州盟县区旗镇乡](?!场)|自治|国家|国务院|中央|中国|国网|全国|地方|上级|属地|[^各]{0,4}(?:政府|党委政府)"
)
_INNER = re.compile(
    r"(?!各[省市县区地])(?:[各本][一-鿿]{0,4})?[一-鿿]{0,12}?(?:部|处|科|室|办|办公室|中心|队|组|院|系|所|站|馆|工会|团委|车间|班组|厂|"
    r"分公司|子公司|支行|分行|支公司|党组|党委|纪委|党支部|支部|部门|单位|机构|分部|基层|网点|门店|校区|年级|教研组|病区|公司)"
    r"(?:\([一-鿿、]{2,12}\))?"
)
_ITSELF = re.compile(
    r"^(?:本?公司|集团|学校|学院|医院|总部|本部|本院|本校|本行|全行|局机关|机关)(?=各?[一-鿿]{2})"
)
"""How a document calls its issuer before a part of it: 公司应急办."""
_INNER_OF_AGENCY = re.compile(
    r"(?:各|有关|相关)?(?:直属|业务|局属|委属|厅属|机关)?(?:[一-鿿]{1,12})?(?:科室|处室|科|处|股|办公室|机关党委|督导室)"
)


@value
class Owner:
    """The body whose departments a document means where it names them bare."""

    name: str
    """As printed."""
    enterprise: bool
    """Whether it is an enterprise, school or hospital: with a Party organ, a union, an office of its own."""


def find_owner(issuers: tuple[str, ...], title: str, head: str) -> Owner | None:
    """Return the one issuing body with departments of its own, None for governments and committees.

    >>> find_owner((), "云溪供电公司2026年工作安排", "")
    Owner(name='云溪供电公司', enterprise=True)
    """
    if len(issuers) > 1:
        return None
    for words in issuers:
        if words.startswith("国网") and "公司" not in words and not next(prefixes(words[2:]), None):
            return Owner(_GRID, True)
        if match := _WHOLE.fullmatch(words):
            return Owner(match[1], True)
        return None if _NOT_OWNERS.search(words) else Owner(words, False)
    for words in (title, head):
        if (match := _LEADING.match(words)) and is_unit(match[1]):
            return Owner(match[1], True)
    return None


def read_inner(known: Knowledge, ask: Question) -> Resolution | None:
    """Return a department of the body that issues, where it is named bare: 党建部, 各二级学院, 计财科."""
    if ask.issuer is None or not is_inner(known, ask.name, ask.issuer.enterprise):
        return None
    if ask.name[:2] == ask.issuer.body.name[:2]:
        return None  # it bears the issuer's own name: 云溪检修公司 of 云溪供电公司
    whole = ask.issuer.body
    own = _ITSELF.sub("", ask.name)
    group = find_group(own)
    name = whole.name + (group.name if group else spelled(own))
    key = whole.id.partition("-")[0]
    many = group is not None or own.startswith(("各", "相关", "有关"))
    kind: Literal["agency", "group"] = "group" if many else "agency"
    return Resolution(f"{key}-{name}", name, kind, whole.level, whole.region, whole.id)


def is_inner(known: Knowledge, name: str, enterprise: bool) -> bool:
    """Tell whether a bare name is a department or branch of the issuer: in an agency only what none else has.

    An enterprise has a Party organ, a union and offices of its own; a ministry of today stays one.
    """
    if _WITH_PLACE.match(name) or (name in known.bodies and not known.bodies[name].successor):
        return False
    if not enterprise:
        return _INNER_OF_AGENCY.fullmatch(name) is not None and name not in known.local
    if next(prefixes(name), None):
        return False
    return _INNER.fullmatch(name) is not None
