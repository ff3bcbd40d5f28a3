"""The documents that one text holds: a notice and the plan that it issues, a policy and its annexes."""

import re

from extractors.layout import Layout
from extractors.outline.kinds import DocumentKind, document_kind, issued_title, section_kind
from extractors.outline.lines import Line
from extractors.values import value

_LONGEST_TITLE = 100
_NO_TITLE = re.compile(
    r"[。;!?:]|[,、]$|^[\"“(]?(?:[一二三四五六七八九十]+[、.]|\d+[、.]|\([一二三四五六七八九十\d]+\)|第[^关]{1,4}[章条节])"
)
_DATE = re.compile(
    r"\(?(?:\d{4}|[〇零○O一二三四五六七八九]{4})年[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?\)?"
)
_END_OF_NOTICE = re.compile(r"\(?此(?:件|文)[^,。]{2,12}\)?")
_NUMBERED = re.compile(r" ?\([^()\[\]]{2,12}\[(?:19|20)\d\d\] ?\d{1,5} ?号\)$")
"""A document number in brackets behind a title."""
_ANNEX = re.compile(r"附(?:件|表|录)\s?[\d一二三四五六七八九十]{0,3}:?")
_ENDS_OPEN = re.compile(r"关于|印发|转发|贯彻|实施|《[^》]*$")
_MARKS = re.compile(r"[\W_]+")


@value
class Part:
    """One document within a text; its span begins at its title."""

    start: int
    end: int
    title: str | None
    title_start: int
    title_end: int
    """End of the title, where the body begins."""
    kind: DocumentKind | None
    is_annex: bool


@value
class _Title:
    start: int
    end: int
    text: str
    index: int
    """Of its last block."""


def find_parts(layout: Layout, lines: list[Line]) -> tuple[Part, ...]:
    """Return the documents in the text, in order; they cover it without a gap."""
    titles = _titles(lines)
    starts = [0, *(title.start for title, _ in titles[1:])] if titles else [0]
    ends = [*starts[1:], len(layout.text)]
    if not titles:
        return (Part(0, len(layout.text), None, 0, 0, None, False),)
    return tuple(
        Part(start, end, title.text or None, title.start, title.end, document_kind(title.text), is_annex)
        for start, end, (title, is_annex) in zip(starts, ends, titles, strict=True)
    )


def _titles(lines: list[Line]) -> list[tuple[_Title, bool]]:
    found: list[tuple[_Title, bool]] = []
    skip = -1
    for index in range(len(lines)):
        if index <= skip:
            continue
        text = _short(lines[index])
        if found and _ANNEX.fullmatch(text):
            title = _annex_title(lines, index)
            found.append((title, True))
            skip = title.index
        elif _may_be_title(text, lines[index]):
            head = _title_at(lines, index)
            if not found or _opens_part(head, found, lines, index):
                found.append((head, False))
                skip = head.index
    return found


def _short(line: Line) -> str:
    return line.folded if len(line.folded) <= 2 * _LONGEST_TITLE else ""


def _may_be_title(text: str, line: Line) -> bool:
    text = _NUMBERED.sub("", text)
    if not 4 <= len(text) <= _LONGEST_TITLE or text[-1] in "。;:" or _NO_TITLE.search(text):
        return False
    return line.level == 1 or (is_title(text) and not (len(text) <= 10 and section_kind(text)))


def is_title(text: str) -> bool:
    """Tell whether a folded line reads as the title of a document, or as its last line."""
    return document_kind(text) is not None or text.replace(" ", "").endswith(("通知", "的函", "报告", "决议"))


def _title_at(lines: list[Line], index: int) -> _Title:
    """Return the title that ends in line `index`, with the lines before it that belong to it."""
    first = index
    while first > 0 and index - first < 3 and _runs_into_next(_short(lines[first - 1])):
        first -= 1
    text = "".join(_short(lines[i]) for i in range(first, index + 1)).replace(" ", "")
    return _Title(lines[first].start, lines[index].end, text, index)


def _runs_into_next(text: str) -> bool:
    if not 4 <= len(text) <= _LONGEST_TITLE or _NO_TITLE.search(text) or is_title(text):
        return False
    return bool(_ENDS_OPEN.search(text)) or text.endswith(
        ("人民政府", "办公厅", "办公室", "委员会", "委", "国务院")
    )


def _annex_title(lines: list[Line], index: int) -> _Title:
    last = index
    text = ""
    while last + 1 < len(lines) and last - index < 2:
        following = _short(lines[last + 1])
        if not following or _NO_TITLE.search(following) or len(following) > 60:
            break
        last += 1
        text += following.replace(" ", "")
        if is_title(text):
            break
    return _Title(lines[index].start, lines[last].end, text, last)


def _opens_part(head: _Title, found: list[tuple[_Title, bool]], lines: list[Line], index: int) -> bool:
    issued = issued_title(found[-1][0].text)
    bare = _MARKS.sub("", head.text)
    if issued and (bare in _MARKS.sub("", issued) or _MARKS.sub("", issued) in bare) and len(bare) > 5:
        return True
    before = index - 1
    while before >= 0 and lines[before].start >= head.start:
        before -= 1
    above = _short(lines[before]) if before >= 0 else ""
    return bool(_DATE.fullmatch(above.replace(" ", "")) or _END_OF_NOTICE.fullmatch(above))
