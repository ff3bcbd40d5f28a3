"""What a document says of itself 公文要素, after GB/T 9704-2012: null where the text does not say."""

import re
from dataclasses import dataclass

from extractors.agencies.units import is_unit
from extractors.dates import find_period, find_printed_date
from extractors.layout import Block, Layout
from extractors.outline.kinds import issued_title
from extractors.outline.parts import Part

_HEAD = 24
"""Blocks; title, number, recipients and issuers stand in the first ones (GB/T 9704-2012, 7.2)."""
_NUMBER = re.compile(
    r"\(?([一-鿿]{1,14}(?:\[|\()(?:19|20)\d\d(?:\]|\)) ?第?\d{1,5}号|[一-鿿]{2,24}令 ?\(?第?[\d一二三四五六七八九十百〇]{1,5}号\)?"
    r"|第[\d一二三四五六七八九十百〇]{1,5}号)\)?"
)
_SEALED = re.compile(r"\((?:代章|盖章|印章|章)\)|\([^()]{2,20}代章\)")
_FROM_TITLE = re.compile(r"^(.{2,60}?)(?:关于|印发|转发|批转)")
_RED_HEAD = re.compile(r"^(.{3,40}?) *文件$")
_RECIPIENT = re.compile(r"[^。;!?]{2,400}:$")
_PASSED = re.compile(r"^\(?(.{6,20}?日).{2,60}?(?:会议|常委会|全体会议|主任会议)[^。]{0,12}(?:审议)?通过")
_DATE_LINE = re.compile(
    r"\(?((?:\d ?){4}年 ?(?:\d ?){1,2}月 ?(?:\d ?){1,2}日|[〇零○oO一二三四五六七八九0]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日)"
    r"(?:印发|发布)?\)?"
)
_FIELDS = {
    "number": re.compile(r"(?:发文字号|文号|发文号|文件编号|文件号)"),
    "issuer": re.compile(r"(?:发文机关|发布机构|发文单位|制定机关|发文机构|发布机关|发布单位)"),
    "issued_on": re.compile(r"(?:成文日期|发文日期|印发日期|发文时间|成文时间)"),
    "title": re.compile(r"(?:标题|名称|信息名称|文件名称)"),
}


@dataclass(frozen=True, slots=True)
class Metadata:
    """The elements that the text states."""

    title: str | None
    document_number: str | None
    issuers: tuple[str, ...]
    recipients: tuple[str, ...]
    issued_on: str | None
    period: tuple[str, str] | None

    @property
    def year(self) -> int | None:
        """The plan's year, for dates that print none: that of its period's end, else of its date."""
        if self.period:
            return int(self.period[1][:4])
        return int(self.issued_on[:4]) if self.issued_on else None


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    folded: str
    start: int


def find_metadata(layout: Layout, parts: tuple[Part, ...], first_item: int) -> Metadata:
    """Return the document's elements; `first_item` is where its first numbered item begins."""
    fields = _page_fields(layout)
    lines = [_line(block, layout) for block in layout.blocks if block.kind != "table" and len(block.text) < 500]
    titled = _titled(parts)
    title = _printed_title(titled, layout) or fields.get("title")
    head = [line for line in lines if line.start < max(first_item, parts[0].title_end + 1)][:_HEAD]
    signature = _signature(lines)
    notice = parts[0].title or ""
    issuers = signature[0] if signature else ()
    issuers = issuers or _issuers_of_title(notice, layout, parts[0]) or _red_heads(head) or _split(fields.get("issuer", ""))
    issued_on = (signature[1] if signature else None) or _date_under_title(head, parts) or find_printed_date(
        fields.get("issued_on", "")
    )
    period = find_period(titled.title or "") if titled and titled.title else None
    return Metadata(
        title, _document_number(head) or _number_in(fields.get("number", "")), issuers, _recipients(lines, parts),
        issued_on, period,
    )  # fmt: skip


def _line(block: Block, layout: Layout) -> _Line:
    return _Line(block.text.strip(), layout.folded[block.start : block.end].strip(), block.start)


def _titled(parts: tuple[Part, ...]) -> Part | None:
    """Return the part that gives the title: where a notice issues a plan, the plan."""
    own = [part for part in parts if not part.is_annex]
    if not own or own[0].title is None:
        return None
    for part in own[1:]:
        if part.title and not issued_title(part.title):
            return part
    return own[0]


def _printed_title(part: Part | None, layout: Layout) -> str | None:
    if part is None or not part.title:
        return None
    printed = layout.text[part.start : part.title_end]
    lines = [line.strip() for line in printed.split("\n")]
    return re.sub(r"\s+", "", "".join(line for line in lines if line)) or None


def _page_fields(layout: Layout) -> dict[str, str]:
    """Return what the metadata table of a government page says, by field."""
    found: dict[str, str] = {}
    for block in layout.blocks[:4]:
        cells = block.cells
        for label, value in zip(cells, cells[1:], strict=False):
            name = re.sub(r"[\s:：]", "", label.text)
            for field, pattern in _FIELDS.items():
                if pattern.fullmatch(name) and value.row == label.row and value.text.strip():
                    found.setdefault(field, value.text.strip())
    return found


def _document_number(head: list[_Line]) -> str | None:
    for line in head:
        number = _number_in(line.text) if len(line.text) < 60 else None
        if number:
            return number
    return None


def _number_in(text: str) -> str | None:
    """Return the document number that a whole line or cell holds."""
    from extractors.folding import fold

    folded = fold(text).strip()
    match = _NUMBER.match(folded)
    if not match or folded[match.end() :].strip(" )"):
        return None
    return re.sub(r"\s", "", text.strip()[match.start(1) : match.end(1)])


def _signature(lines: list[_Line]) -> tuple[tuple[str, ...], str | None] | None:
    """Return the issuers over the first date that stands on a line of its own, and that date."""
    for index, line in enumerate(lines):
        match = _DATE_LINE.fullmatch(line.folded) if len(line.folded) < 30 else None
        names = _names_above(lines, index) if match else ()
        if match and (names or index > 2):
            return names, find_printed_date(line.folded)
        tail = re.search(rf" {{2,}}({_DATE_LINE.pattern})$", line.folded) if len(line.folded) < 60 else None
        if tail and (own := _split(line.text[: tail.start()])):
            return own, find_printed_date(tail[1])
    return None


def _names_above(lines: list[_Line], index: int) -> tuple[str, ...]:
    names: list[str] = []
    for line in reversed(lines[max(0, index - 8) : index]):
        if _SEALED.fullmatch(line.folded):
            continue
        own = _split(_SEALED.sub("", line.text))
        if not own:
            break
        names[:0] = own
    return tuple(names)


def _split(text: str) -> tuple[str, ...]:
    """Return the bodies that a line names and nothing else, else nothing."""
    text = re.sub(r"[（(](?:代章|盖章|印章|章)[）)]", "", text).strip()
    if not text or len(text) > 80 or re.search(r"[。；;:：]", text):
        return ()
    compact = re.sub(r"\s+", "", text)
    pieces = [p for p in re.split(r"\s{1,}|、|，", text) if p]
    if pieces and all(len(p) > 2 and is_unit(p) for p in pieces):
        return tuple(pieces)
    return (compact,) if is_unit(compact) else ()


def _issuers_of_title(title: str, layout: Layout, part: Part) -> tuple[str, ...]:
    match = _FROM_TITLE.match(title)
    if not match:
        return ()
    printed = layout.text[part.start : part.title_end].replace("\n", " ")
    before = printed[: printed.find("关于")] if "关于" in printed else match[1]
    return _split(before.strip()) or _split(match[1])


def _red_heads(head: list[_Line]) -> tuple[str, ...]:
    names: list[str] = []
    for line in head[:6]:
        match = _RED_HEAD.match(line.folded)
        if match:
            names.extend(_split(match[1]))
    return tuple(names)


def _date_under_title(head: list[_Line], parts: tuple[Part, ...]) -> str | None:
    for line in head:
        passed = _PASSED.match(line.folded)
        if passed or (line.start > parts[0].start and _DATE_LINE.fullmatch(line.folded)):
            return find_printed_date(line.folded)
    return None


def _recipients(lines: list[_Line], parts: tuple[Part, ...]) -> tuple[str, ...]:
    after = [line for line in lines if line.start >= parts[0].title_end][:6]
    for line in after:
        if _RECIPIENT.fullmatch(line.folded) and re.match(r"各|.*(?:政府|部门|单位|委员会|局|厅|公司|委)", line.folded):
            names = re.split(r"[，,；;]", line.text.rstrip(":："))
            return tuple(re.sub(r"\s+", "", name) for name in names if name.strip())
    return ()
