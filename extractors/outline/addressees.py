"""Those addressed 主送机关 (GB/T 9704-2012, 7.3.2): names of bodies under the title, closed by a colon."""

import re

_NAMES = re.compile(r" ?(?P<names>[^。!?:\n\"]{2,400}):")
_BODY_END = re.compile(
    r"(?:政府|部门|单位|委员会|公司|企业|组织|中心|同志|机构|团体|办事处|街道|[局厅委办院处室部会校站行社组园所厂队群县区市省镇乡\)])$"
)
_ALL = ("各", "有关", "相关", "本")
_NO_NAMES = re.compile(
    r"^[的等和•·●*|-]|^(?:发文|发布|制定|公开|责任)(?:机构|机关|单位|部门)$|时间|地点|附件|联系|抄送|名称|甲方|乙方|电话|摘要|来源|作者|内容|如下|下列|以下|事项|原则|目标|通知|为了|根据|问题|情况|^各位(?:代表|委员|同志|领导)|^第|办法|代表|要求|包括|坚持|单位$(?<=责任单位|牵头单位|配合单位|主办单位|协办单位)|部门$(?<=责任部门|牵头部门|配合部门)"
)
_LONGEST_NAME = 14
"""Characters of a name whose form does not tell a body (国网陕西电力), where a title stands before it."""


def find_addressees(folded: str, start: int, end: int, *, behind_title: bool = False) -> re.Match[str] | None:
    """Return the names, as group ``names``, that folded[start:end] begins with, None if it does not.

    >>> texts = ("各区人民政府,市政府各部门:请执行。", "市水利局:现将", "现将方案印发如下:", "各位代表:")
    >>> [bool(find_addressees(text, 0, len(text))) for text in texts]
    [True, True, False, False]
    """
    match = _NAMES.match(folded, start, end)
    if match is None or _NO_NAMES.search(match["names"]):
        return None
    names = match["names"]
    if names.startswith(_ALL) or _BODY_END.search(names):
        return match
    short = all(len(name) <= _LONGEST_NAME for name in re.split("[,、]", names))
    return match if behind_title and short else None
