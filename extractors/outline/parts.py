"""The documents that one text holds: a notice and the plan that it issues, a policy and its annexes."""

import re
from collections.abc import Sequence
from functools import lru_cache

from extractors.document_numbers import is_number, without_number
from extractors.layout import Layout
from extractors.outline.addressees import find_addressees
from extractors.outline.kinds import DocumentKind, document_kind, issued_title, section_kind
from extractors.outline.lines import Line
from extractors.outline.signature import DAY_LINE
from extractors.outline.title_lines import (
    MOST_LINES,
    PrintedTitle,
    closes_document,
    is_edition,
    short,
    title_at,
    without_edition,
)
from extractors.outline.titles import ENOUGH, is_masthead, title_weight
from extractors.values import value

_LONGEST_HEADING = 10
"""Characters of a line that may name a kind of section and then is no title (工作任务)."""
_LONGEST_SENTENCE = 40
_NOTE = re.compile(r"\(?此(?:件|文)[^。]{2,60}\)?")
_ANNEX = re.compile(r"附(?:件|表|录)\s?[\d一二三四五六七八九十]{0,3}:?")
_SAID = re.compile(r"《([^《》]{4,100}(?:《[^《》]{2,60}》[^《》]{0,40})?)》")
_ENCLOSES = re.compile(
    r"印发|下发|[转批]转|发布|公布|颁布|下达|报送|上报|呈[报送]|报[上请]|送[你请审上]|征求|起草|提交|通过|同意|制定|编制|发给"
)
_FIRST_NAMES = 600
"""Characters of a line in which a letter names what it encloses."""
_MOST_NAMED = 40
"""Names that a letter gives to what it encloses, at most."""
_MARKS = re.compile(r"[\W_]+")


_UNDER_HEAD = 5
"""Lines under a head in which a title stands: number, office, day, signer."""


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


def _titles(lines: list[Line]) -> list[PrintedTitle]:
    found: list[PrintedTitle] = []
    named: set[str] = set()
    skip = -1
    said = False
    closed = -MOST_LINES - 1
    for index, line in enumerate(lines):
        if index > skip:
            under_head = len(found) == 1 and _is_head(found[0], index)
            below = index - closed <= MOST_LINES
            title = _title_in(lines, index, () if under_head else found, named, said, below)
            if title:
                found = [title] if under_head else [*found, title]
                skip = title.index
        if len(named) < _MOST_NAMED:
            named.update(_names_enclosed(line.folded))
        said = said or _is_sentence(line.folded)
        if closes_document(short(line)):
            closed = index
    return found


def _title_in(
    lines: list[Line], index: int, found: Sequence[PrintedTitle], named: set[str], said: bool, below: bool
) -> PrintedTitle | None:
    """Return the title that line `index` ends or, of an annex, opens.

    `said`: sentences stand above; `below`: a line not far above closes a document.
    """
    text = short(lines[index])
    if not text:
        return None
    if found and _ANNEX.fullmatch(text):
        return _annex_title(lines, index, named)
    if found and not (below or _is_of_letter(lines[index].folded, named, found[-1].text)):
        return None
    head = title_at(lines, index)
    bare = _bare(head.text)
    if len(head.text) <= _LONGEST_HEADING and section_kind(head.text) and lines[index].level != 1:
        return None
    weight = title_weight(head.text, lines[index].level)
    if bare in named and len(bare) > 5 and weight >= ENOUGH - 1:
        return PrintedTitle(head.start, head.end, head.text, index, is_named=True)
    opens = _opens(lines, head, index)
    if found:
        agrees = _agrees(bare, found[-1].text)
        return head if weight >= ENOUGH and (opens or agrees) else None
    weight += (not said) + _is_followed(lines, index) - 2 * (said and not opens)
    return head if weight >= ENOUGH and weight > 1 else None


def _is_head(title: PrintedTitle, index: int) -> bool:
    """Tell whether a title is the head 发文机关标志 of minutes or an order, with their title under it."""
    return is_masthead(title.text) and index - title.index <= _UNDER_HEAD


def _is_of_letter(words: str, named: set[str], letter: str) -> bool:
    """Tell whether a line can be of a title that a letter announces: a cheap look before its weight."""
    own = _bare(words)
    return len(own) > 3 and (any(own in name or name in own for name in named) or _agrees(own, letter))


def _bare(words: str) -> str:
    return _MARKS.sub("", without_edition(without_number(words)))


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


def _annex_title(lines: list[Line], index: int, named: set[str]) -> PrintedTitle:
    last = index
    text = ""
    while last + 1 < len(lines) and last - index < 2:
        following = short(lines[last + 1])
        if not following or len(following) > 60 or title_weight(following) < 0:
            break
        last += 1
        text += following.replace(" ", "")
        if is_title(text) or _bare(text) in named:
            last, text = _with_edition(lines, last, text)
            break
    return PrintedTitle(lines[index].start, lines[last].end, text, last, True, _bare(text) in named)


def _with_edition(lines: list[Line], last: int, text: str) -> tuple[int, str]:
    below = short(lines[last + 1]).replace(" ", "") if last + 1 < len(lines) else ""
    return (last + 1, text + below) if is_edition(below) else (last, text)


def _opens(lines: list[Line], head: PrintedTitle, index: int) -> bool:
    """Tell whether what stands above a title closes a document: a day or a note."""
    before = index - 1
    while before >= 0 and lines[before].start >= head.start:
        before -= 1
    above = short(lines[before]) if before >= 0 else ""
    return closes_document(above)


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
    below = short(lines[index + 1]) if index + 1 < len(lines) else ""
    return bool(
        is_number(below)
        or DAY_LINE.fullmatch(below)
        or find_addressees(below, 0, len(below))
        or below.startswith(("(", "--", "-"))
    )
