"""Sentences that charge a named body with something, seen by shape alone: 县水利局须…, 市审计局于…前…."""

import re
from collections.abc import Iterator
from functools import lru_cache

from extractors.audit.bodies import may_be_body
from extractors.records import Span
from extractors.values import value

_ENDS = "局委厅部办府会院所站队司团行区县市镇乡街处科室组"
"""What the name of a body ends in."""
_CHARGE = re.compile(
    rf"[{_ENDS}](?:\([^()\n]{{1,12}}\))?"
    r"(?:(?P<modal>要(?![求素点聘闻职义件害])|应(?![当急用对聘届邀付收知变声])|应当|必须|须(?!知)|务必)"
    r"|(?P<role>负责(?![人制任同的])|承担|归口|兜底|牵头(?!单位|部门))"
    r"|(?P<answers>会同|配合|协助|协同|指导(?!意见|下|组|员)|督导|督促|参与|支持|联合(?!会))"
    r"|(?P<acts>(?:制定|组织|开展|完成|建立|落实|做好|加强|编制|提出|审核|汇总|审查|出台|抓好|推进|统筹|实施|研究|起草"
    r"|提供|报送|协调|安排|确定|公布|受理|检查|监督)(?!人|者|单位|部门|的))"
    r"|(?P<dated>[于在][^,。;\n]{2,16}[前内](?=,|[一-鿿]{2})))"
)
_NAME = re.compile(r"[一-鿿]{1,18}$")
_LONGEST_NAME = 18
_BEFORE_NAME = re.compile(r"[,。;:、\n和与及由请对]")
_OPEN = re.compile(
    r"^(?:各|所有|全|其他|我|本|该|上述|责任|牵头|主管|成员|社会|有的|这些)|有关|相关"
    r"|(?:单位|部门|企业|主体)$|^.{0,2}(?:机关|公司|机构|学校|医院)$"
)
"""What the name of no certain body has: 各乡镇, 有关部门."""


@value
class Charge:
    """A body by name with what charges it."""

    span: Span
    how: str
    """``modal``: 要, 应, 须 …; ``role``: 负责, 承担 …; ``dated``: a day by which it acts.

    Weaker: ``answers``: 会同, 配合 …; ``acts``: 制定, 组织 …, as its subject.
    """


def see_charges(folded: str) -> Iterator[Charge]:
    """Yield the places where a named body is charged with something.

    >>> [folded[slice(*charge.span)] for folded in ("县水利局须清淤。各镇要重视。", "重要的事")
    ...  for charge in see_charges(folded)]
    ['县水利局']
    """
    for match in _CHARGE.finditer(folded):
        end = match.start() + 1
        low = max(0, end - _LONGEST_NAME)
        words = _BEFORE_NAME.split(folded[low:end])[-1]
        name = _NAME.search(words)
        if name and is_certain(name[0]):
            yield Charge((end - len(name[0]), end), match.lastgroup or "")


@lru_cache(maxsize=4096)
def is_certain(name: str) -> bool:
    """Tell whether a string has the shape of the name of one certain body.

    >>> is_certain("县水利局"), is_certain("各镇"), is_certain("有关部门"), is_certain("重要")
    (True, False, False, False)
    """
    return may_be_body(name) and not _OPEN.search(name)
