"""Names of bodies near what says that they answer for something, seen by their shape alone."""

import re
from collections.abc import Iterator, Sequence

from extractors.audit.seen import Seen
from extractors.layout import Block, Cell
from extractors.records import Span

_ENDS = "局委厅部办院会府司处科室组团社行校馆站所队中心区县市州盟旗镇乡街道园企矿网"
_BODY = re.compile(
    r"(?:各|有关|相关|其他|市|省|县|区|州|国家|全国|中国|中共)?[一-鿿]{0,18}?"
    r"(?:[局委厅办府院会行](?![一-鿿])|部(?![一-鿿门分])|公司|集团|单位|部门|中心|街道(?:办(?:事处)?)?|乡镇|[区县市州镇乡]"
    r"|机关|学校|医院|大学|支队|大队|总队|协会|联合会|商会|[处科室站所队馆团社组校]|企业|银行|法院|检察院|公安|工会|妇联|残联|科协|工商联)$"
)
_NO_BODY = re.compile(
    r"[的了是将为把被让使对以及并]|^(?:加强|推进|完善|建设|开展|落实|实施|做好|提高|促进|强化|组织|确保|鼓励|支持|引导|全市|全省|全县|全区|我[市省县区])"
    r"|^(?:市场|城市|城区|园区|社区|地区|县区|小区|片区|景区|灾区|山区|牧区|林区|办公室|会议室|教室|机会|社会|大会|协会|学会|展会|晚会|座谈会|发布会|现场会|推进会|联席会|农村|乡村|学校|医院|法院|银行|企业|单位|部门|中心|工作组|领导小组|小组|超市|县市|都市|目标|任务)$"
)
_SPLIT = re.compile(r"[、,;和与及/ \n\t]+")
_ROLE = re.compile(
    r"牵头|负责|配合|协办|协同|主办|承办|责任|参与|参加|督导|指导|监督|落实|单位|部门|主体|会同|协助|支持|分工|主责|实施|执行|帮扶|包[抓联保]"
)
_LABEL = re.compile(r"(?<![一-鿿])([一-鿿()/ ]{2,14})[ ]?[:\]] ?(?=[一-鿿])")
_NO_LABEL = re.compile(
    r"^(?:各|市|县|区|省)?.{0,12}(?:抄送|主送|来源|发布|印发|作者|编辑|地址|地点|电话|索引|文号|日期|时间|标题|主题|分类|附件|附表|注|备注|公开|签发"
    r"|成员|组长|组员|主任|人员|领导|负责人|责任人|联系人|名单|范围|对象|目标|内容|要求|原则|包括|如下|政府|委员会|部门|机构|单位名称|发文|发文机关|发文单位|报送"
    r"|编制单位|申报单位|起草|解释|咨询|邮编|网址|住所|同志们|代表|委员|指出|强调|明确|提出|主办|名称|主管单位|建设单位|运营|技术支持|版权|举办|承办单位|抽查|依据|授予|全称)"
)
_BRACKET = re.compile(r"[(\[]([^()\[\]\n]{2,260})[)\]]")
_CALLED = re.compile(r"^(?:以下|下同|简称|含|包括|不含|除|如|即|例如|指|其中|试行|详见|见附|原)")
_ACTS = re.compile(r"(?:牵头|负责|会同|主办|承办|配合|协助|协同)")
_EXHORTS = re.compile(r"[要应须需]|积极|密切|主动|相互|互相|加强|认真|切实|全力")
_NOUN = re.compile(r"人|同志|制|作用|的|任|性|部门|单位|机制")
_BEFORE_ACT = re.compile(
    r"([一-鿿、]{2,40}?)(?:(?:按照?|根据|依据?)?(?:各自)?(?:职责|职能|分工)*(?:分别|共同|具体|统一|统筹|总体|主要)?|,)$"
)
_HEADER = re.compile(r"牵头|责任|配合|负责|单位|部门|主体|处室|科室")
_LIST_LINE = re.compile(r"(?m:^)[ \t]*([一-鿿]{2,16}(?:[、,][一-鿿]{2,16})+)[。;]?[ \t]*(?m:$)")


def pieces(folded: str, start: int, end: int) -> Iterator[Span]:
    """Yield the pieces of a list, cut at its marks and joining words, without blanks."""
    at = start
    for mark in _SPLIT.finditer(folded, start, end):
        if mark.start() > at:
            yield at, mark.start()
        at = mark.end()
    if at < end:
        yield at, end


def is_body(name: str) -> bool:
    """Tell whether a string has the shape of a body's name.

    >>> is_body("市教育局"), is_body("各县区"), is_body("加强组织领导"), is_body("社会")
    (True, True, False, False)
    """
    name = name.removesuffix("等").strip("() ")
    return 2 <= len(name) <= 24 and bool(_BODY.match(name)) and not _NO_BODY.search(name)


def see_units(folded: str, tables: Sequence[Block]) -> Iterator[tuple[Seen, str]]:
    """Yield names of bodies that something near them gives a task to, each with how it is told.

    What tells: ``label`` (a word and a colon before them), ``bracket``, ``table`` (a column of units),
    ``prose`` (a role word behind them), ``list`` (a line of nothing else).
    """
    for match in _LABEL.finditer(folded):
        yield from _after_label(folded, match)
    for match in _BRACKET.finditer(folded):
        yield from _in_bracket(folded, match)
    for match in _ACTS.finditer(folded):
        yield from _before_act(folded, match)
    for match in _LIST_LINE.finditer(folded):
        names = list(pieces(folded, *match.span(1)))
        if all(is_body(folded[a:b]) for a, b in names):
            yield from ((Seen("unit", span), "list") for span in names)
    for table in tables:
        yield from _in_columns(folded, table.cells)


def _after_label(folded: str, match: re.Match[str]) -> Iterator[tuple[Seen, str]]:
    word = match[1]
    if _NO_LABEL.search(word.strip("() ")):
        return
    end = min(len(folded), match.end() + 200)
    for mark in "\n。;":
        if (at := folded.find(mark, match.end(), end)) >= 0:
            end = at
    names = list(pieces(folded, match.end(), end))
    if names and is_body(folded[slice(*names[0])]):
        yield from ((Seen("unit", span), "label") for span in names if is_body(folded[slice(*span)]))


def _in_bracket(folded: str, match: re.Match[str]) -> Iterator[tuple[Seen, str]]:
    content = match[1]
    if _CALLED.match(content) or len(content) < 3:
        return
    closes = folded[match.end() : match.end() + 1] in ("", "\n", "。", ";", " ", "\t")
    role = _ROLE.search(content)
    if not closes and not role:
        return
    at = match.start(1)
    names = [span for span in pieces(folded, at, match.end(1)) if is_body(_bare(folded[slice(*span)]))]
    if names and (
        (role and ("、" in content or ":" in content or role.end() == len(content))) or len(names) >= 2
    ):
        yield from ((Seen("unit", span), "bracket") for span in names)


def _bare(piece: str) -> str:
    """Return what of a piece is the name: without a label before it or a role word behind it."""
    piece = piece.rpartition(":")[2]
    for word in (
        "按职责分工负责",
        "分工负责",
        "牵头负责",
        "负责",
        "牵头",
        "配合",
        "参与",
        "参加",
        "协助",
        "落实",
    ):
        piece = piece.removesuffix(word)
    return piece


def _before_act(folded: str, match: re.Match[str]) -> Iterator[tuple[Seen, str]]:
    at = match.start()
    if _NOUN.match(folded, match.end()) or folded[match.end() : match.end() + 1] in ("、",):
        return
    low = max(0, at - 44)
    for mark in "\n。;:,(":
        low = max(low, folded.rfind(mark, low, at) + 1)
    before = folded[low:at].removeprefix("由")
    found = _BEFORE_ACT.search(before)
    if not found or _EXHORTS.search(before):
        return
    start = at - len(before) + found.start(1)
    names = list(pieces(folded, start, start + len(found[1])))
    if names and is_body(folded[slice(*names[-1])]):
        yield from ((Seen("unit", span), "prose") for span in names if is_body(folded[slice(*span)]))


def _in_columns(folded: str, cells: Sequence[Cell]) -> Iterator[tuple[Seen, str]]:
    columns = {
        cell.column
        for cell in cells
        if cell.row <= 2 and len(cell.text) <= 14 and _HEADER.search(cell.text.replace(" ", ""))
    }
    for cell in cells:
        if cell.column in columns and cell.row and not _HEADER.search(cell.text):
            for start, end in pieces(folded, cell.start, cell.end):
                if is_body(folded[start:end]):
                    yield Seen("unit", (start, end)), "table"
