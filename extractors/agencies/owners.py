"""Who issues 发文单位, where bare departments are its own: 财务部 of a company, 教务处 of a school."""

import re

from extractors.agencies.regions import prefixes
from extractors.agencies.units import is_unit
from extractors.values import value

_ENTERPRISE = (
    r"(?:公司|集团|银行|信用社|联社|总厂|水厂|电厂|大学|学院|学校|[中小]学|幼儿园|党校|医院|卫生院|保健院|研究院|"
    r"科学院|设计院)"
)
_WHOLE = re.compile(
    rf"(?:中共|共青团)?([一-鿿()]{{2,40}}?{_ENTERPRISE})(?:党?委员会|办公室|党委|党组|[一-鿿]{{1,6}}部)?"
)
_LEADING = re.compile(
    rf"(?:内部事项|普通事项|内部资料|加急|特急|中共|共青团)*((?:(?!关于|支持|推进|印发|加强|公司|[各为在的与对])[一-鿿()]){{2,24}}?{_ENTERPRISE})"
    r"(?=内部事项|普通事项|特急|加急|办值通|(?:19|20)\d\d|[“\"《]|关于|工作|文件|部门文件|办公室|委员会|党委|党组|会议|专题|章程|二[〇○零])"
)
_GRID = "国家电网有限公司"
_NOT_OWNERS = re.compile(r"政府$|政府办公[厅室]|^国务院|委$|委办公[厅室]$|委员会$|领导小组|指挥部")


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
