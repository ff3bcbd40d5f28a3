"""The documents that one text holds: a notice and the plan that it issues, a policy and its annexes."""

import re
from collections.abc import Sequence
from functools import lru_cache

from extractors.document_numbers import is_number, without_number
from extractors.layout import Layout
from extractors.outline.addressees import find_addressees
from extractors.outline.kinds import DocumentKind, document_kind, issued_title, section_kind
from extractors.outline.lines import Line
from extractors.outline.signature import DAY_LINE, split_bodies
from extractors.outline.titles import ENOUGH, LONGEST, ends_in_kind, title_weight
from extractors.values import value

_MOST_LINES = 4
"""Printed lines of one title."""
_LONGEST_HEADING = 10
"""Characters of a line that may name a kind of section and then is no title (工作任务)."""
_LONGEST_SENTENCE = 40
_EDITION = re.compile(
    r"\((?:试行|暂行|修订|修订版|修正|征求意见稿|送审稿|讨论稿|草案|审议稿"
    r"|[^()]{0,8}(?:19|20)\d\d ?年? ?(?:-+|至) ?(?:19|20)\d\d ?年?)\)"
)
_STUMP = 3
"""Characters of a last line that is no title by itself (要点)."""
_NOTE = re.compile(r"\(?此(?:件|文)[^。]{2,60}\)?")
_ANNEX = re.compile(r"附(?:件|表|录)\s?[\d一二三四五六七八九十]{0,3}:?")
_ABOUT_OPEN = re.compile(r"关于[^,。;:《》]{1,40}$")
"""A title that says what it is about and has not come to its kind of document yet."""
_OPEN_END = re.compile(r"(?:关于|印发|转发|批转|贯彻|实施|落实|推进|加强|做好|[和与及的、]|《[^》]*)$")
_ABOUT = re.compile(r"(?:关于|印发|转发|批转)")
_MIDDLE = re.compile(r"第 ?\d+ ?[号届次]|的|[与和及]")
"""How a line begins that goes on with the one above it."""
_YEAR_LINE = re.compile(r"(?:19|20)\d\d ?年度?")
_RED_HEAD = re.compile(r"文件$")
_SAID = re.compile(r"《([^《》]{4,100}(?:《[^《》]{2,60}》[^《》]{0,40})?)》")
_ENCLOSES = re.compile(
    r"印发|下发|[转批]转|发布|公布|颁布|下达|报送|上报|呈[报送]|报[上请]|送[你请审上]|征求|起草|提交|通过|同意|制定|编制|发给"
)
_FIRST_NAMES = 600
"""Characters of a line in which a letter names what it encloses."""
_MOST_NAMED = 40
"""Names that a letter gives to what it encloses, at most."""
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
    is_named: bool = False
    """Whether the letter before it names it as what it issues or encloses."""


@value
class _Title:
    start: int
    end: int
    text: str
    index: int
    """Of its last line."""
    is_annex: bool = False
    is_named: bool = False


def find_parts(layout: Layout, lines: list[Line]) -> tuple[Part, ...]:
    """Return the documents in the text, in order; they cover it without a gap."""
    titles = _titles(lines)
    starts = [0, *(title.start for title in titles[1:])] if titles else [0]
    ends = [*starts[1:], len(layout.text)]
    if not titles:
        return (Part(0, len(layout.text), None, 0, 0, None, False),)
    return tuple(
        Part(
            start,
            end,
            title.text or None,
            title.start,
            title.end,
            document_kind(title.text),
            title.is_annex,
            title.is_named,
        )
        for start, end, title in zip(starts, ends, titles, strict=True)
    )


def _titles(lines: list[Line]) -> list[_Title]:
    found: list[_Title] = []
    named: set[str] = set()
    skip = -1
    said = False
    closed = -_MOST_LINES - 1
    for index, line in enumerate(lines):
        if index > skip:
            under_head = len(found) == 1 and _is_head_of_minutes(found[0], index)
            below = index - closed <= _MOST_LINES
            title = _title_in(lines, index, () if under_head else found, named, said, below)
            if title:
                found = [title] if under_head else [*found, title]
                skip = title.index
        if len(named) < _MOST_NAMED:
            named.update(_names_enclosed(line.folded))
        said = said or _is_sentence(line.folded)
        if _closes_document(_short(line)):
            closed = index
    return found


def _title_in(
    lines: list[Line], index: int, found: Sequence[_Title], named: set[str], said: bool, below: bool
) -> _Title | None:
    """Return the title that line `index` ends or, of an annex, opens.

    `said`: sentences stand above; `below`: a line not far above closes a document.
    """
    text = _short(lines[index])
    if not text:
        return None
    if found and _ANNEX.fullmatch(text):
        return _annex_title(lines, index, named)
    if found and not (below or _is_of_letter(lines[index].folded, named, found[-1].text)):
        return None
    head = _with_rest(lines, _title_at(lines, index))
    bare = _bare(head.text)
    if len(head.text) <= _LONGEST_HEADING and section_kind(head.text) and lines[index].level != 1:
        return None
    weight = title_weight(head.text, lines[index].level)
    if bare in named and len(bare) > 5 and weight >= ENOUGH - 1:
        return _Title(head.start, head.end, head.text, index, is_named=True)
    opens = _opens(lines, head, index)
    if found:
        agrees = _agrees(bare, found[-1].text)
        return head if weight >= ENOUGH and (opens or agrees) else None
    weight += (not said) + _is_followed(lines, index) - 2 * (said and not opens)
    return head if weight >= ENOUGH and weight > 1 else None


def _is_head_of_minutes(title: _Title, index: int) -> bool:
    """Tell whether a title is the head 发文机关标志 of minutes, under which their title may stand."""
    return title.text.endswith("纪要") and "关于" not in title.text and index - title.index < _MOST_LINES


def _is_of_letter(words: str, named: set[str], letter: str) -> bool:
    """Tell whether a line can be of a title that a letter announces: a cheap look before its weight."""
    own = _bare(words)
    return len(own) > 3 and (any(own in name or name in own for name in named) or _agrees(own, letter))


@lru_cache(maxsize=4096)
def _closes_document(words: str) -> bool:
    return bool(DAY_LINE.fullmatch(words) or _NOTE.fullmatch(words))


def _short(line: Line) -> str:
    return line.folded if 0 < len(line.folded) <= 2 * LONGEST else ""


def _bare(words: str) -> str:
    return _MARKS.sub("", without_number(words))


def _is_sentence(words: str) -> bool:
    return len(words) > _LONGEST_SENTENCE and "。" in words[_LONGEST_SENTENCE:]


def _names_enclosed(words: str) -> list[str]:
    """Return the names, without marks, of what a line says that it issues or encloses."""
    words = words[:_FIRST_NAMES]
    if "《" not in words or not _ENCLOSES.search(words):
        return []
    return [_bare(match[1]) for match in _SAID.finditer(words)]


def is_title(text: str) -> bool:
    """Tell whether a folded line reads as the title of a document by itself."""
    return title_weight(text) >= ENOUGH


def _title_at(lines: list[Line], index: int) -> _Title:
    """Return the title that ends in line `index`, with the lines before it that belong to it."""
    first = _opened_above(lines, index)
    text = "".join(_short(line) for line in lines[first : index + 1])
    while first > 0 and index - first < _MOST_LINES - 1:
        above = _short(lines[first - 1])
        if not _goes_on(above, text, lines[first - 1].level, lines[index].level):
            break
        first -= 1
        text = above + text
    return _Title(lines[first].start, lines[index].end, text.replace(" ", ""), index)


def _opened_above(lines: list[Line], index: int) -> int:
    """Return the first line of a title that says above what it is about (关于…), else the line itself."""
    above = ""
    for first in range(index - 1, max(-1, index - _MOST_LINES), -1):
        line = _short(lines[first])
        above = line + above
        if not line or len(above) > LONGEST or is_number(line) or _closes_document(line):
            break
        if "关于" in line:
            return first if _ABOUT_OPEN.search(above) and not ends_in_kind(above) else index
    return index


def _with_rest(lines: list[Line], head: _Title) -> _Title:
    """Return a title with the line below it where that is its last word, or the bracket of its edition."""
    below = _short(lines[head.index + 1]) if head.index + 1 < len(lines) else ""
    if _goes_below(head.text, below) or (_EDITION.fullmatch(below) and ends_in_kind(head.text)):
        return _Title(
            head.start, lines[head.index + 1].end, head.text + below.replace(" ", ""), head.index + 1
        )
    return head


def _goes_below(title: str, below: str) -> bool:
    """Tell whether a title that ends in no kind of document by itself ends in one with the line below it."""
    if not below or ends_in_kind(title) or not ends_in_kind(below) or title_weight(title) < ENOUGH:
        return False
    return title_weight(below) <= ENOUGH and not _ABOUT.match(below)


def _goes_on(above: str, text: str, level: int, own: int) -> bool:
    """Tell whether a title goes on from the line above to what stands below it."""
    if _YEAR_LINE.fullmatch(above):
        return title_weight(above + text) > title_weight(text) - 1
    if not 2 <= len(above) <= LONGEST - len(text) or is_number(above) or title_weight(above, level) >= ENOUGH:
        return False
    if own == 1 and level != 1 and title_weight(text) >= ENOUGH:
        return False
    if title_weight(above) < 0 or _RED_HEAD.search(above):
        return False
    if _OPEN_END.search(above) or (_ABOUT.match(text) and split_bodies(above)):
        return True
    if _MIDDLE.match(text) and title_weight(above + text) >= ENOUGH:
        return True
    alone, both = title_weight(text), title_weight(above + text)
    enough = ENOUGH if len(text) > _STUMP else ENOUGH - 1
    return alone < enough <= both and not split_bodies(above) and len(above) >= len(text)


def _annex_title(lines: list[Line], index: int, named: set[str]) -> _Title:
    last = index
    text = ""
    while last + 1 < len(lines) and last - index < 2:
        following = _short(lines[last + 1])
        if not following or len(following) > 60 or title_weight(following) < 0:
            break
        last += 1
        text += following.replace(" ", "")
        if is_title(text) or _bare(text) in named:
            break
    return _Title(lines[index].start, lines[last].end, text, last, True, _bare(text) in named)


def _opens(lines: list[Line], head: _Title, index: int) -> bool:
    """Tell whether what stands above a title closes a document: a day or a note."""
    before = index - 1
    while before >= 0 and lines[before].start >= head.start:
        before -= 1
    above = _short(lines[before]) if before >= 0 else ""
    return _closes_document(above)


def _agrees(bare: str, letter: str) -> bool:
    """Tell whether a letter's title names what words without marks are the title of."""
    name = _name_issued(letter)
    return len(bare) > 5 and bool(name) and (bare in name or name in bare)


@lru_cache(maxsize=64)
def _name_issued(letter: str) -> str:
    issued = issued_title(letter)
    return _bare(issued) if issued else ""


def _is_followed(lines: list[Line], index: int) -> bool:
    """Tell whether a number, a day, a bracket or those addressed stand below a title."""
    below = _short(lines[index + 1]) if index + 1 < len(lines) else ""
    return bool(
        is_number(below)
        or DAY_LINE.fullmatch(below)
        or find_addressees(below, 0, len(below))
        or below.startswith(("(", "--", "-"))
    )
