"""Titles over several lines 标题 (GB/T 9704-2012, 7.2.6): which lines above and below belong to one.

What a line leaves open, the next one closes: a book title mark, a bracket, a matter after 关于, the
通知 that 印发 waits for, the bodies before 关于. A writer or a program may break a title within a word.
"""

import re
from functools import lru_cache

from extractors.agencies.units import level_prefix
from extractors.document_numbers import is_number
from extractors.outline.lines import Line
from extractors.outline.signature import DAY_LINE, split_bodies
from extractors.outline.titles import ENOUGH, LONGEST, ends_in_kind, title_weight
from extractors.values import value

MOST_LINES = 4
"""Printed lines of one title, without those of the bodies before it."""
_MOST_BODIES = 8
"""Lines of bodies that issue together, over the matter."""
_EDITION_WORDS = r"(?:试行|暂行|修订|修订版|修正|征求意见稿|送审稿|讨论稿|草案|审议稿|代拟稿)"
_EDITION = re.compile(
    rf"\((?:{_EDITION_WORDS}|[^()]{{0,8}}(?:19|20)\d\d ?年? ?(?:-+|至) ?(?:19|20)\d\d ?年?)\)"
)
_EDITION_END = re.compile(rf"\({_EDITION_WORDS}\)$")
_STUMP = 3
"""Characters of a last line that is no title by itself (要点)."""
_NOTE = re.compile(r"\(?此(?:件|文)[^。]{2,60}\)?")
_ABOUT_OPEN = re.compile(r"关于[^,。;:《》]{1,40}$")
"""A title that says what it is about and has not come to its kind of document yet."""
_OPEN_END = re.compile(r"(?:关于|印发|转发|批转|贯彻|实施|落实|推进|加强|做好|[和与及的、]|《[^》]*)$")
_ABOUT = re.compile(r"(?:关于|印发|转发|批转)")
_MIDDLE = re.compile(r"第 ?\d+ ?[号届次]|的|[与和及]")
"""How a line begins that goes on with the one above it."""
_TAIL = re.compile(r"[》)\]”]|的(?:通知|函|决定|公告|批复|意见|报告)|\([^()]{2,30}\)[》”]?的")
"""How a line begins that can begin nothing: it closes what the line above leaves open."""
_ISSUES = re.compile(
    r"(?:印发|转发|批转|公布|发布|征求)[^》]{4,}$|(?:印发|转发|批转|公布|发布|征求)《.*》[^》]{0,6}$"
)
_LETTER = re.compile(r"(?:通知|函|公告|通告|决定|令|通报)(?:\([^()]{1,12}\))?$")
_YEAR_LINE = re.compile(r"(?:19|20)\d\d ?年度?")
_RED_HEAD = re.compile(r"文件$")
_PAIRS = (("《", "》"), ("(", ")"), ("“", "”"))


@value
class PrintedTitle:
    """A title as it is printed: its place, its words, its last line."""

    start: int
    end: int
    text: str
    index: int
    """Of its last line."""
    is_annex: bool = False
    is_named: bool = False


def short(line: Line) -> str:
    """Return the words of a line that can be of a title, else none."""
    return line.folded if 0 < len(line.folded) <= 2 * LONGEST else ""


@lru_cache(maxsize=4096)
def closes_document(words: str) -> bool:
    """Tell whether a line closes a document: a day, or a note on how it is made public."""
    return bool(DAY_LINE.fullmatch(words) or _NOTE.fullmatch(words))


def without_edition(title: str) -> str:
    """Return a title without the bracket of its edition.

    >>> without_edition("节水行动方案(征求意见稿)")
    '节水行动方案'
    """
    return _EDITION_END.sub("", title)


def is_edition(words: str) -> bool:
    """Tell whether words are the bracket of an edition or of years, and nothing else."""
    return _EDITION.fullmatch(words) is not None


def title_at(lines: list[Line], index: int) -> PrintedTitle:
    """Return the title that stands in line `index`, with the lines around it that belong to it."""
    first = _opened_above(lines, index)
    text = "".join(short(line) for line in lines[first : index + 1])
    while first > 0 and index - first < MOST_LINES - 1:
        above = short(lines[first - 1])
        if not _goes_on(above, text, lines[first - 1].level, lines[index].level):
            break
        first -= 1
        text = above + text
    if title_weight(text) >= ENOUGH:
        first, text = _with_bodies(lines, first, text)
    return _with_rest(lines, PrintedTitle(lines[first].start, lines[index].end, text.replace(" ", ""), index))


def _opened_above(lines: list[Line], index: int) -> int:
    """Return the first line of a title that says above what it is about (关于…), else the line itself."""
    above = ""
    for first in range(index - 1, max(-1, index - MOST_LINES), -1):
        line = short(lines[first])
        above = line + above
        if not line or len(above) > LONGEST or is_number(line) or closes_document(line):
            break
        if "关于" in line:
            return first if _ABOUT_OPEN.search(above) and not ends_in_kind(above) else index
    return index


def _with_bodies(lines: list[Line], first: int, text: str) -> tuple[int, str]:
    """Return a title's first line and its words, with the bodies over it that issue it.

    Several bodies stand a line each; the name of one may go over two lines.
    """
    lowest = max(0, first - _MOST_BODIES)
    while first > lowest:
        own, above = short(lines[first]), short(lines[first - 1])
        if not above or above in text or is_number(above) or _RED_HEAD.search(above):
            break
        joint = split_bodies(above) and (split_bodies(own) or _ABOUT.match(own))
        whole = level_prefix(above) is not None and not ends_in_kind(above) and not split_bodies(above)
        whole = whole and bool(split_bodies(above + _before_about(own)))
        if not (joint or whole) or len(above + text) > 2 * LONGEST:
            break
        first -= 1
        text = above + text
    return first, text


def _before_about(words: str) -> str:
    """Return the words of a line before 关于 or 印发: the end of a body's name."""
    about = _ABOUT.search(words)
    return words[: about.start()] if about else words


def _with_rest(lines: list[Line], head: PrintedTitle) -> PrintedTitle:
    """Return a title with the lines below it that close what it leaves open, or bear its edition."""
    last = min(len(lines) - 1, head.index + MOST_LINES - 1)
    while head.index < last:
        line = lines[head.index + 1]
        below = short(line).replace(" ", "")
        edition = is_edition(below) and (ends_in_kind(head.text) or title_weight(head.text) >= ENOUGH)
        if not below or not (edition or _goes_below(head.text, below)):
            break
        head = PrintedTitle(head.start, line.end, head.text + below, head.index + 1)
    return head


def _goes_below(title: str, below: str) -> bool:
    """Tell whether a title that ends in no kind of document by itself ends in one with the line below it."""
    if not ends_in_kind(below) or is_number(below):
        return False
    if _TAIL.match(below) or (_ISSUES.search(title) and not _LETTER.search(title) and _LETTER.search(below)):
        return title_weight(title + below) >= ENOUGH
    if ends_in_kind(title) or title_weight(title) < ENOUGH:
        return False
    return title_weight(below) <= ENOUGH and not _ABOUT.match(below)


def _goes_on(above: str, text: str, level: int, own: int) -> bool:
    """Tell whether a title goes on from the line above to what stands below it."""
    if _closes_more(text):
        return 2 <= len(above) <= LONGEST and "。" not in above and not is_number(above)
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


def _closes_more(text: str) -> bool:
    """Tell whether words close a mark that they do not open: a line above opens it."""
    return any(text.count(closing) > text.count(opening) for opening, closing in _PAIRS)
