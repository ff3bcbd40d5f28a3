"""Headings that name the units which answer for what stands under them."""

import re
from dataclasses import replace

from extractors.agencies.units import is_bare_function, is_inner, level_prefix
from extractors.assignments.prose import find_duties
from extractors.assignments.statements import Reader, Statement
from extractors.assignments.unit import Unit
from extractors.assignments.unit_list import parse_units
from extractors.outline.actions import is_action

_AFTER_UNITS = re.compile(
    r"(?:负责)?(牵头|主办|配合|负责|承担|落实)?(?:负责|组织)?(?:实施|推进|落实|完成|办理|做好|抓好|开展)?的?"
    r"(?:以下|下列|下述|如下)?(?:主要|重点|各项|具体)?(?:工作|任务|事项|职责|部分|分工|内容)?(?:如下)?"
    r"(?:\(?(?:共)?\d+[项条个件]\)?)?[:。]?$"
)
_LEADS_IN = re.compile(r"(?:(?:以下|下列|上述|本|各)?[^,。:]{0,6}(?:工作|任务|事项)(?:均|都)?)?由")
_OF_NO_BODY = re.compile(
    r"(?:各|有关|相关|成员|牵头|责任|配合|参与|参加|主要|主管|组成)*(?:单位|部门|机构|地区|企业)"
)
_ENDS_AS_UNIT = re.compile(r"^[一-鿿]{2,10}(?<=[部处科室组局委办院站所司])$|公司$|中心$")
_ROLES = {"牵头": "lead", "主办": "lead", "配合": "cooperating"}


def with_duties(heading: Statement, text: str, folded: str, start: int, end: int) -> Statement:
    """Return a heading's units as the words under it have them: they lead where those say 牵头 or 会同.

    >>> from extractors.folding import fold
    >>> text = fold("市水利局：会同市财政局编制规划")
    >>> heading = heading_statement(text, text, 0, 5)
    >>> [(m.role, m.name) for m in with_duties(heading, text, text, 5, len(text)).mentions]
    [('lead', '市水利局'), ('cooperating', '市财政局')]
    """
    leads, joined = find_duties(Reader(text, folded, None), start, end)
    first = [replace(mention, role="lead") if leads else mention for mention in heading.mentions]
    return replace(heading, mentions=(*first, *joined))


def duty_heading(text: str, folded: str, start: int, end: int) -> Statement | None:
    """Return the units that stand before a colon, departments within a body too; None for other words.

    >>> [m.name for m in duty_heading("校办：值班", "校办:值班", 0, 2).mentions]
    ['校办']
    """
    if found := heading_statement(text, folded, start, end):
        return found
    units = parse_units(text, folded, start, end)
    name = re.sub(r"\s", "", text[start:end])
    if len(name) < end - start and is_inner(name):  # a name spread over the column: 校  办
        units = [Unit(name, start, end, known=False, inner=True)]
    if not units or not all(unit.known or unit.inner for unit in units):
        return None
    mentions = Reader(text, folded, None).given(units, "responsible", "")
    return Statement(start, end, "heading", tuple(mentions))


def heading_statement(
    text: str, folded: str, start: int, end: int, *, loosely: bool = False
) -> Statement | None:
    """Return the units that a heading consists of, None for any other heading.

    `loosely`: beside headings of units, what ends as a unit's name is one (配网部).

    >>> title = "市发展改革委牵头的工作（8项）"
    >>> from extractors.folding import fold
    >>> [(m.role, m.name) for m in heading_statement(title, fold(title), 0, len(title)).mentions]
    [('lead', '市发展改革委')]
    """
    if not 2 < end - start <= 60:
        return None
    match = _AFTER_UNITS.search(folded, start, end)
    stop = match.start() if match else end
    opening = _LEADS_IN.match(folded, start, stop)
    begin = opening.end() if opening else start
    units = parse_units(text, folded, begin, stop)
    known = [unit.known or (loosely and _ENDS_AS_UNIT.search(unit.name)) for unit in units]
    if not units or not all(known) or any(_OF_NO_BODY.fullmatch(unit.name) for unit in units):
        return None
    first = units[0].name
    if is_action(first) and not is_bare_function(first) and level_prefix(first) is None:
        return None
    covered = sum(unit.end - unit.start for unit in units)
    if covered < 0.7 * (stop - begin):
        return None
    words = match[1] if match else None
    role = _ROLES.get(words or "", "responsible")
    mentions = Reader(text, folded, None).clause(begin, stop, role, "", lenient=loosely)
    return Statement(start, end, "heading", tuple(mentions)) if mentions else None
