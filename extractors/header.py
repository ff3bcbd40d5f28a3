"""What a document says of itself 公文要素, after GB/T 9704-2012: null where the text does not say."""

import re
from collections import Counter

from extractors.agencies.units import is_unit
from extractors.date_forms import plan_years
from extractors.dates import find_period, find_printed_date
from extractors.layout import Layout
from extractors.outline.kinds import issued_title
from extractors.outline.lines import Line
from extractors.outline.parts import Part
from extractors.outline.tree import Outline
from extractors.values import value

_HEAD = 24
"""Lines; title, number, recipients and issuers stand in the first ones (GB/T 9704-2012, 7.2)."""
_NUMBER = (
    r"[一-鿿]{1,14} ?(?:\[|\() ?(?:19|20)\d\d ?(?:\]|\)) ?第?\d{1,5} ?号"
    r"|[一-鿿]{2,24}令 ?\(?第?[\d一二三四五六七八九十百〇]{1,5}号\)?"
    r"|第[\d一二三四五六七八九十百〇]{1,5}号"
)
_LAST_NUMBER = re.compile(rf"\(({_NUMBER})\)$")
_SEALED = re.compile(r"\((?:代章|盖章|印章|章)\)|\([^()]{2,20}代章\)")
_FROM_TITLE = re.compile(r"^(.{2,60}?)(?:关于|印发|转发|批转)")
_RED_HEAD = re.compile(r"^(.{3,40}?) *文件$")
_NUMBERED = re.compile(r"^.*[〔\[(（](?:19|20)\d\d[〕\])）]\d{1,5}号\s*")
_RECIPIENTS = re.compile(r"[^。!?\"]{2,400}:")
_RECIPIENT = re.compile(r"各(?!位)|(?!第).{2,60}(?:政府|部门|单位|委员会|局|厅|公司|委|办(?!法)|院)")
_PASSED = re.compile(r"\(?.{6,20}?日.{2,60}?(?:会议|常委会|全体会议|主任会议)[^。]{0,12}(?:审议)?通过")
_DAY = (
    r"(?:\d ?){4}年 ?(?:\d ?){1,2}月 ?(?:\d ?){1,2}日"
    r"|[〇零○oO一二三四五六七八九0]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日"
)
_MONTH_LINE = re.compile(r"\(?(?:\d ?){4}年 ?(?:\d ?){1,2}月 *日?\)?")
_DATE_LINE = re.compile(rf"\(?((?:{_DAY}))\)?(?:\(.*\))?")
_SIGNED = re.compile(rf"(.{{3,60}}?) *((?:{_DAY}))(?:\(.*\))?")
_ISSUES = re.compile(
    r"(?:(?:将|把)(?:修订后的)? *|^)《([^》]{5,80})》(?: ?\(以下简称[^()]{2,30}\))?"
    r"[^《》。]{0,60}?(?:印发|发布|下发|转发)"
)
_NAMES = {
    "document_number": "发文字号|文号|发文号|文件编号|文件号",
    "issuers": "发文机关|发布机构|发文单位|制定机关|发文机构|发布机关|发布单位",
    "issued_on": "成文日期|发文日期|印发日期|发文时间|成文时间",
    "title": "标题|名称|信息名称|文件名称",
}
_OWN_NUMBER = re.compile(rf"(?:(?:{_NAMES['document_number']}) *:? *)?\(?({_NUMBER})\)?(?= |$)")
_FIELD_OF = {name: field for field, names in _NAMES.items() for name in names.split("|")}
_FIELD = re.compile(
    "(?:^|(?<=[ |]))("
    + "|".join(" *".join(name) for name in _FIELD_OF)
    + r") *(?:: *\|?|\|) *([^|]*?)(?= *\||  |$| [一-鿿]{2,6} *:)"
)


_PLAN_NAMED = re.compile('[“"]((?:十[一二三四五]?|[六七八九])五)[”"]')
_YEAR_OF_WORK = re.compile(
    r"(?:做好|抓好|完成)[^,。;]{0,8}?(?:今年|本年度|(?P<year>(?:19|20)\d\d)年度?)(?!前)"
    r"(?![^,。;]{0,16}(?:会议|报告|基础))[^,。;]{0,16}(?:工作|任务|目标|实事)"
)
"""为做好今年政府工作: the year of a plan whose title bears none."""


@value
class Metadata:
    """The elements that the text states."""

    title: str | None
    document_number: str | None
    issuers: tuple[str, ...]
    recipients: tuple[str, ...]
    issued_on: str | None
    period: tuple[str, str] | None

    plan_year: int | None = None
    """First year of the five-year plan that the text names most, where nothing else dates it."""

    @property
    def first_year(self) -> int | None:
        """The first year of the plan's period, else that of its date, else of the plan that it names most."""
        if self.period:
            return int(self.period[0][:4])
        return int(self.issued_on[:4]) if self.issued_on else self.plan_year

    @property
    def year(self) -> int | None:
        """The plan's year, for dates that print none: that of its period's end, else of its date."""
        if self.period:
            return int(self.period[1][:4])
        return int(self.issued_on[:4]) if self.issued_on else None


def find_metadata(layout: Layout, outline: Outline) -> Metadata:
    """Return the document's elements."""
    lines, parts = outline.lines, outline.parts
    first_item = min((item.start for item in outline.items if item.number), default=len(layout.text))
    head = [line for line in lines if line.start < max(first_item, parts[0].title_end + 1)][:_HEAD]
    fields = _page_fields(layout, head)
    title = _title(layout, parts) or _squeezed(fields.get("title")) or _named_in(layout, head)
    issuers, issued_on = _signature(layout, lines)
    issuers = issuers or _fuller(_bodies(_before_about(layout, parts[0])), _bodies(fields.get("issuers", "")))
    issuers = issuers or _red_heads(layout, head)
    issued_on = issued_on or _date_under_title(head, parts) or find_printed_date(fields.get("issued_on", ""))
    number = _document_number(layout, head) or _number_of(fields.get("document_number", ""))
    period = _period(lines, parts, title) or _year_of_work(head, title, issued_on)
    named = None if period or issued_on else _plan_year(layout.folded)
    return Metadata(title, number, issuers, _recipients(layout, lines, parts), issued_on, period, named)


def _period(lines: list[Line], parts: tuple[Part, ...], title: str | None) -> tuple[str, str] | None:
    """Return the plan's period, from its title or the bracket under it, else from a notice's title."""
    under = {part.title_end: part for part in parts if part.title}
    brackets = [
        line.folded
        for line, before in zip(lines[1:], lines, strict=False)
        if before.end in under and re.fullmatch(r"\(.{4,20}\)", line.folded)
    ]
    said = [title or "", *brackets, parts[0].title or ""]
    return next((period for words in said if (period := find_period(words))), None)


def _year_of_work(head: list[Line], title: str | None, issued_on: str | None) -> tuple[str, str] | None:
    """Return the year whose work the preamble or the title says that the document is for."""
    said = next((match for line in head if (match := _YEAR_OF_WORK.search(line.folded))), None)
    year = said["year"] if said else None
    if year is None and issued_on and (said or "政府工作报告" in (title or "")):
        year = issued_on[:4]
    if year is None or (issued_on and year < issued_on[:4]):
        return None
    return f"{year}-01-01", f"{year}-12-31"


def _plan_year(folded: str) -> int | None:
    """Return the first year of the five-year plan that the text names most, at least twice."""
    named = Counter(_PLAN_NAMED.findall(folded)).most_common(1)
    years = plan_years(named[0][0]) if named and named[0][1] > 1 else None
    return years[0] if years else None


def _printed(layout: Layout, line: Line) -> str:
    return layout.text[line.start : line.end]


def _squeezed(words: str | None) -> str | None:
    return re.sub(r"\s+", "", words) or None if words else None


def _title(layout: Layout, parts: tuple[Part, ...]) -> str | None:
    """Return the printed title: where a notice issues a plan, the plan's."""
    own = [part for part in parts if not part.is_annex]
    if not own or own[0].title is None:
        return None
    chosen = next((part for part in own[1:] if part.title and not issued_title(part.title)), own[0])
    printed = _LAST_NUMBER.sub("", layout.text[chosen.title_start : chosen.title_end].strip())
    return _squeezed(re.sub(r"[（(][^()（）]*[〔\[](?:19|20)\d\d[〕\]] ?\d+ ?号[)）]$", "", printed))


def _named_in(layout: Layout, head: list[Line]) -> str | None:
    """Return the name of what a notice without a title of its own says that it issues."""
    for line in head:
        match = _ISSUES.search(line.folded)
        if match:
            return _squeezed(layout.text[line.start + match.start(1) : line.start + match.end(1)])
    return None


def _page_fields(layout: Layout, head: list[Line]) -> dict[str, str]:
    """Return what the metadata table of a government page says, by field, as table or as lines."""
    found: dict[str, str] = {}
    for block in layout.blocks[:4]:
        for label, cell in zip(block.cells, block.cells[1:], strict=False):
            field = _FIELD_OF.get(re.sub(r"[\s:：]", "", label.text))
            if field and cell.row == label.row and cell.text.strip():
                found.setdefault(field, cell.text.strip())
    for line in head:
        for match in _FIELD.finditer(line.folded):
            value = layout.text[line.start + match.start(2) : line.start + match.end(2)].strip()
            if value:
                found.setdefault(_FIELD_OF[match[1].replace(" ", "")], value)
    return found


def _document_number(layout: Layout, head: list[Line]) -> str | None:
    for line in head:
        if len(line.folded) > 200:
            continue
        match = _OWN_NUMBER.match(line.folded) or _LAST_NUMBER.search(line.folded)
        if match and (match.end() == len(line.folded) or len(line.folded) < 120):
            return _squeezed(layout.text[line.start + match.start(1) : line.start + match.end(1)])
    return None


def _number_of(value: str) -> str | None:
    """Return the document number that a cell holds, as printed."""
    printed = _squeezed(value)
    return printed if printed and re.search(r"\d{1,5}号$", printed) else None


def _signature(layout: Layout, lines: list[Line]) -> tuple[tuple[str, ...], str | None]:
    """Return the issuers over or before the first date that signs the text, and that date."""
    for index, line in enumerate(lines):
        if len(line.folded) > 90:
            continue
        if match := _DATE_LINE.fullmatch(line.folded):
            names = _names_above(layout, lines, index)
            if names or index > 2:
                return names, find_printed_date(match[1])
        elif _MONTH_LINE.fullmatch(line.folded) and (names := _names_above(layout, lines, index)):
            return names, None
        elif match := _SIGNED.fullmatch(line.folded):
            names = _bodies(layout.text[line.start : line.start + match.end(1)])
            if names:
                return names, find_printed_date(match[2])
    return (), None


def _names_above(layout: Layout, lines: list[Line], index: int) -> tuple[str, ...]:
    names: list[str] = []
    for line in reversed(lines[max(0, index - 8) : index]):
        if _SEALED.fullmatch(line.folded):
            continue
        own = _bodies(_printed(layout, line))
        if not own:
            break
        names[:0] = own
    return tuple(names)


def _bodies(words: str) -> tuple[str, ...]:
    """Return the bodies that the words name and nothing else, else nothing."""
    words = re.sub(r"[（(](?:代章|盖章|印章|章)[）)]", "", words).strip()
    if not words or len(words) > 90 or re.search(r"[。；;:：，]", words):
        return ()
    pieces = [piece for piece in re.split(r"\s+|、", words) if piece]
    if len(pieces) > 1 and all(len(piece) > 2 and is_unit(piece) for piece in pieces):
        return tuple(pieces)
    spaced = [re.sub(r"\s", "", piece) for piece in re.split(r"\s{2,}|、", words) if piece.strip()]
    if spaced and all(is_unit(piece) for piece in spaced):
        return tuple(spaced)
    compact = re.sub(r"\s+", "", words)
    return (compact,) if is_unit(compact) else ()


def _fuller(names: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names, or the others where they are the same with the place that these leave out."""
    if not names or (
        len(others) == len(names) and all(b.endswith(a) for a, b in zip(names, others, strict=True))
    ):
        return others
    return names


def _before_about(layout: Layout, part: Part) -> str:
    """Return the words of a title before 关于: those who issue it."""
    printed = layout.text[part.title_start : part.title_end].replace("\n", " ")
    match = _FROM_TITLE.match(printed)
    return match[1] if match else ""


def _red_heads(layout: Layout, head: list[Line]) -> tuple[str, ...]:
    names: list[str] = []
    for line in head[:6]:
        match = _RED_HEAD.match(_printed(layout, line))
        if match:
            names.extend(_bodies(match[1]))
    return tuple(names)


def _date_under_title(head: list[Line], parts: tuple[Part, ...]) -> str | None:
    """Return the date under the title: of a decision the day of adoption (公文处理工作条例, art. 9)."""
    for line in head:
        if _PASSED.match(line.folded) or (line.start > parts[0].start and _DATE_LINE.fullmatch(line.folded)):
            return find_printed_date(line.folded)
    return None


def _recipients(layout: Layout, lines: list[Line], parts: tuple[Part, ...]) -> tuple[str, ...]:
    after = [line for line in lines if line.start >= parts[0].title_end]
    for line in (*after[:8], *lines[:8]):  # a notice may stand before the title of what it issues
        if _RECIPIENTS.fullmatch(line.folded) and _RECIPIENT.match(line.folded):
            printed = _NUMBERED.sub("", _printed(layout, line))  # title and number on the same line
            names = re.split(r"[，,；;]", printed.rstrip(":："))
            return tuple(re.sub(r"\s+", "", name) for name in names if name.strip())
    return ()
