"""Names of bodies near what says that they answer for something, seen by their shape alone."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from extractors.audit.seen import Seen
from extractors.layout import Block, Cell
from extractors.records import Span

_STRONG = re.compile(
    r"(?:各|有关|相关|其他)?[一-鿿]{0,18}?(?:[局厅]|委(?:员会)?|政府|公司|集团|部门|单位|管委会|街道(?:办(?:事处)?)?|乡镇"
    r"|(?:总|支|大)队|法院|检察院|银行|[分支]行|海关|联合会|协会|商会|贸促会|基金会|理事会|研究会|红十字会|总工会|工会|妇联|残联|科协|工商联|学院|大学|医院|机关|[处科]室|事务所"
    r"|[一-鿿]{2}中心|(?<![全内外本一])部|领导小组|指挥部|办公室|协调办|(?:[省市县区州]|政府|委|改|创|治|组)[一-鿿]{0,5}办)"
)
"""What ends the name of a body whatever stands beside it."""
_LAST = frozenset("局厅委会府司团门位道处镇乡队院行关联协学室所心部组办等) 、,;和与及/\n\t")
"""What such a name ends in at all, with what may follow it: looked at before the whole."""
_WEAK = re.compile(
    r"(?:各|有关|相关)?[一-鿿]{1,10}(?:[县区市州盟旗镇乡]|[处科室站所队馆社组校院会行办中心园厂]|企业)"
)
"""What ends the name of a body where it stands in a row with others."""
_NO_BODY = re.compile(
    r"[的了是将把被让使对以]|此件|^(?:[我多]|一个)[个]?[部局厅委办]|^公司$|^(?:加强|推进|完善|建设|开展|落实|实施|做好|提高|促进|强化|组织|确保|鼓励|支持|引导|全市|全省|全县"
    r"|全区|我[市省县区]|深化|督促|要求|经|召开|从|立即|责成|按|自|发至|报|在|由|向|与|为|请|协调|主要|优化|今年|本|该|提出|牵头|成立|设立|组建|争取|必须|要|应(?!急))"
    r"|^(?:市场|城市|城区|园区|社区|地区|小区|片区|景区|灾区|山区|牧区|林区|会议室|教室|机会|社会|大会|学会|展会|座谈会|发布会"
    r"|现场会|推进会|农村|乡村|企业|单位|部门|中心|超市|县市|都市|办公室|全部|内部|外部|干部|总部|本部|局部|东部|西部|南部|北部|中部"
    r"|结局|格局|布局|当局|大局|全局)$|龙头企业|领军企业|骨干企业|负责|下一"
)
_SPLIT = re.compile(r"[、,;和与及/ \n\t]+")
_ROLE = re.compile(
    r"牵头|负责|配合|协办|协同|主办|承办|责任|参与|参加|督导|指导|监督|落实|单位|部门|主体|会同|协助|支持|分工|主责|实施|执行|帮扶|包[抓联保]"
)
_LABEL_END = re.compile(r"[:\]] ?(?=[一-鿿])")
_DAY = re.compile(r"\s*(?:20\d\d|19\d\d|[一二][九〇○零]..)年")
_LONGEST_PLACE = 3
"""Characters of a place's name without its kind."""
_LONGEST_LABEL = 14
"""Characters of a word before a colon."""
_NO_LABEL = re.compile(
    r"抄送|主送|会签|总包|为$|推报|来源|发布|印发|作者|编辑|地址|地点|电话|索引|文号|日期|时间|标题|主题|分类|附件|附表|注$|备注|公开|签发|会场|成员|组长"
    r"|组员|主任|人员|领导|[人方]$|名单|范围|对象|目标|内容|要求|原则|包括|如下|政府$|委员会$|机构$|名称|发文|报送|编制|申报|起草|解释"
    r"|咨询|邮编|网址|住所|同志|代表|委员$|指出|强调|明确|提出|主管单位|建设单位|运营|技术支持|版权|举办|抽查|依据|授予|全称|分析"
    r"|得分|业主|处室设置|职责|报名|受理|会议|参加|出席|承保|^各|、|局$|厅$|部$|委$|办$|公司$|组$|方面$|情况"
)
_BRACKET = re.compile(r"[(\[]([^()\[\]\n]{2,260}+)[)\]]")
_ROLE_ENDS = "责头合与加助实办导等"
_ENDS_IN_ROLE = re.compile(r"(?:牵头|负责|配合|参与|参加|协助|落实|承办|指导|督导)$")
_ROLES_BEHIND = re.compile(
    r"(?:(?:按照?|根据)?(?:各自)?(?:职责|职能)?(?:分工|分别|共同|具体|牵头)?(?:负责|牵头|配合|参与|参加|协助|落实|承办|指导|督导))?"
    r"(?:等)?$"
)
_ROLE_WORD = re.compile(_ROLE.pattern.replace("|单位|部门|主体", ""))
"""The same without what also ends a body's name."""
_CALLED = re.compile(r"下同|^(?:以下|下同|简称|含|包括|不含|除|如|即|例如|指|其中|试行|详见|见附|原)")
_ACTS = re.compile(
    r"牵头|负责|会同|承办|配合|协[同助](?![性机议和发])|[指督]导(?![性意下组员])|参与(?![度者])"
)
_OF_SEVERAL = ("指导", "督导", "参与")
"""What anybody may do, so that it tells of a row of bodies only."""
_EXHORTS = re.compile(r"[要应须需]|积极|密切|主动|相互|互相|加强|认真|切实|全力")
_NOUN = re.compile(r"人|解释|同志|制|作用|的|任|性|部门|单位|机制")
_BEFORE_ACT = re.compile(
    r"([一-鿿、]{2,40}?)(?:(?:按照?|根据|依据?)?(?:各自)?(?:职责|职能|分工)*(?:分别|共同|具体|统一|统筹|总体|主要|总)?|,)$"
)
_HEADER = re.compile(r"牵头|责任|配合|负责|单位|部门|主体|处室|科室")
_LIST_LINE = re.compile(
    r"[\n。][ \t]*+((?:(?<=\n)\(|[一-鿿])[一-鿿()]{2,20}+(?:[、,;][一-鿿()]{2,20}+)*+)[。;]?[ \t]*+(?m:$)"
)


def pieces(folded: str, start: int, end: int) -> Iterator[Span]:
    """Yield the pieces of a list, cut at its marks and joining words, without blanks."""
    at = start
    for mark in _SPLIT.finditer(folded, start, end):
        if mark.start() > at:
            yield at, mark.start()
        at = mark.end()
    if at < end:
        yield at, end


@lru_cache(maxsize=4096)
def is_body(name: str) -> bool:
    """Tell whether a string has the shape of a body's name.

    >>> is_body("市教育局"), is_body("各县区"), is_body("加强组织领导"), is_body("结局")
    (True, False, False, False)
    """
    name = name.removesuffix("等").strip("() ")
    return 2 <= len(name) <= 22 and bool(_STRONG.fullmatch(name)) and not _NO_BODY.search(name)


@lru_cache(maxsize=4096)
def may_be_body(name: str) -> bool:
    """Tell whether a string can be a body's name where it stands in a row with others.

    >>> may_be_body("各县区"), may_be_body("东陵县"), may_be_body("推进城区")
    (True, True, False)
    """
    name = name.removesuffix("等").strip("() ")
    return is_body(name) or (len(name) <= 12 and bool(_WEAK.fullmatch(name)) and not _NO_BODY.search(name))


def see_rows(folded: str, tables: Sequence[Block]) -> Iterator[tuple[Span, str]]:
    """Yield where rows of what may be bodies stand that something gives a task to, with how it is told.

    What tells: ``label`` (a word of a role and a colon before them), ``word`` (another word and a colon),
    ``bracket`` (with a role word in it), ``row`` (a bracket of names alone), ``table`` (a column of units),
    ``prose`` (a role word behind them), ``list`` (a line of nothing else), ``tail`` (a last sentence of
    nothing else). Which of them are bodies is
    told by `bodies_of`, and asked only of rows with something that is in no record.
    """
    for match in _LABEL_END.finditer(folded):
        yield from _after_label(folded, match)
    for match in _BRACKET.finditer(folded):
        yield from _in_bracket(folded, match)
    for match in _ACTS.finditer(folded):
        yield from _before_act(folded, match)
    for match in _LIST_LINE.finditer("\n" + folded):
        if not _DAY.match(folded, match.end() - 1):  # else they sign
            yield (match.start(1) - 1, match.end(1) - 1), "list" if match[0][0] == "\n" else "tail"
    for table in tables:
        yield from _in_columns(folded, table.cells)


def count_names(folded: str, row: Span) -> int:
    """Return how many names a row can hold at most, by its marks."""
    words = folded[slice(*row)]
    marks = words.count("、") + words.count(",") + words.count(";")
    return 1 + marks + words.count("和") + words.count("与") + words.count("及")


def bodies_of(folded: str, row: Span, how: str) -> list[Span]:
    """Return the names of bodies in a row, none where it is no row of bodies."""
    if how == "prose" and folded[row[1] - 1] not in _LAST:
        return []
    if how in ("label", "word"):
        first = next(pieces(folded, *row), None)
        if first is None or not is_body(folded[slice(*first)]):
            return []
    spans = list(pieces(folded, *row))
    if how in ("bracket", "row"):
        spans = [_bare(folded, span) for span in spans]
    names = [folded[start:end] for start, end in spans]
    if not names:
        return []
    if how == "prose" and not is_body(names[-1]):
        return []
    found = [span for span, name in zip(spans, names, strict=True) if may_be_body(name)]
    strong = any(map(is_body, names))
    if how in ("list", "tail") and not (
        strong and all(may_be_body(name) or _is_elided(name) for name in names)
    ):
        return []
    if how == "row" and len(found) < 2:
        return []
    return found if strong or how == "table" else []


def _is_elided(name: str) -> bool:
    """Tell whether a name may be a place whose kind stands with a later one: 长陵、西河市政府."""
    return len(name) <= _LONGEST_PLACE and not _NO_BODY.search(name)


def see_units(folded: str, tables: Sequence[Block]) -> Iterator[tuple[Seen, str]]:
    """Yield the names of bodies that something near them gives a task to, each with how it is told."""
    for row, how in see_rows(folded, tables):
        yield from ((Seen("unit", span), how) for span in bodies_of(folded, row, how))


def _after_label(folded: str, match: re.Match[str]) -> Iterator[tuple[Span, str]]:
    at = match.start()
    low = at = at - (folded[at - 1 : at] == " ")
    while low and at - low < _LONGEST_LABEL and ("一" <= (sign := folded[low - 1]) <= "鿿" or sign in "()/ "):
        low -= 1
    word = folded[low:at].strip("() ")
    if len(word) < 2 or (low and "一" <= folded[low - 1] <= "鿿") or folded[low - 1 : low] == "、":
        return
    if is_no_label(word):
        return
    start, end = match.end(), min(len(folded), match.end() + 200)
    for mark in "\n。;":
        if (at := folded.find(mark, start, end)) >= 0:
            end = at
    closing = folded.find(")", start, end)
    if closing >= 0 and "(" not in folded[start:closing]:
        end = closing
    if start < end:
        yield (start, end), "label" if _ROLE.search(word) else "word"


@lru_cache(maxsize=1024)
def is_no_label(word: str) -> bool:
    """Tell whether a word before a colon leads in something else than those who answer."""
    return _NO_LABEL.search(word) is not None


def _in_bracket(folded: str, match: re.Match[str]) -> Iterator[tuple[Span, str]]:
    content = match[1]
    if len(content) < 3 or _CALLED.match(content):
        return
    closes = folded[match.end() : match.end() + 1] in ("", "\n", "。", ";", " ", "\t")
    role = _ROLE_WORD.search(content) or (":" in content and _ROLE.search(content))
    if not closes and not role:
        return
    told = role and ("、" in content or ":" in content or _ENDS_IN_ROLE.search(content))
    if told or _SPLIT.search(content):
        yield match.span(1), "bracket" if told else "row"


def _bare(folded: str, span: Span) -> Span:
    """Return where in a piece the name is: without a label before it or a role word behind it."""
    start, end = span
    start = max(start, folded.rfind(":", start, end) + 1)
    if folded[end - 1] in _ROLE_ENDS:
        end = start + len(_ROLES_BEHIND.sub("", folded[start:end]))
    return start, end


def _before_act(folded: str, match: re.Match[str]) -> Iterator[tuple[Span, str]]:
    at, end = match.span()
    if folded[end : end + 1] == "、" or _NOUN.match(folded, end):
        return
    low = max(0, at - 44)
    if folded.rfind("(", low, at) > folded.rfind(")", low, at):
        return  # the bracket is looked at as a whole
    for mark in "\n。;:,":
        low = max(low, folded.rfind(mark, low, at) + 1)
    before = folded[low:at].rpartition("由")[2]
    if len(before) < 2 or _EXHORTS.search(before):
        return
    found = _BEFORE_ACT.search(before)
    if found and not (match[0] in _OF_SEVERAL and "、" not in found[1]):
        start = at - len(before) + found.start(1)
        yield (start, start + len(found[1])), "prose"


def _in_columns(folded: str, cells: Sequence[Cell]) -> Iterator[tuple[Span, str]]:
    columns = {
        cell.column
        for cell in cells
        if cell.row <= 2 and len(cell.text) <= 14 and _HEADER.search(cell.text.replace(" ", ""))
    }
    for cell in cells:
        if cell.column in columns and cell.row and cell.text and not _HEADER.search(cell.text):
            yield (cell.start, cell.end), "table"
