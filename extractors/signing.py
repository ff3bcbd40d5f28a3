"""Who signs a document and on which day 落款, 成文日期 (GB/T 9704-2012, 7.3.5), and what else dates it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.agencies.units import is_inner, is_unit, level_prefix
from extractors.date_forms import MONTH, PRINTED_DAY, YEAR
from extractors.dates import find_printed_date
from extractors.folding import fold
from extractors.layout import Layout
from extractors.outline.lines import Line
from extractors.outline.signature import DAY_LINE, PRINTED_LINE, SIGNED_LINE, is_seal, split_bodies
from extractors.outline.titles import ends_in_kind
from extractors.values import value

_LONGEST = 110
_MOST_ABOVE = 24
"""Lines of bodies over one day: joint documents have many signatures."""
_LONGEST_HALF = 26
"""Characters of the upper line of a body's name: a line of 3号 letters holds 28 (GB/T 9704-2012, 5.2.2)."""
_HAS_DAY = re.compile(r"月|\d[-/.]\d")
_MONTH_LINE = re.compile(rf"\(?(?:\d ?){{4}}年 ?(?:\d ?){{1,2}}月 *日?\)?|{YEAR} ?年 ?{MONTH} ?月 *日?")
_NO_NAME = re.compile(r"[的:：，。、.\d\s]|关于|文件|签发|日期|时间|字号|文号")
_NO_BODY = re.compile(r"关于|印发|转发|批转|公布|发布|各|有关|经|按|由|据|和|与|及|在|向|对|请|为")
"""Words that no name before a body's short form holds."""
_BEFORE = re.compile(r"[一-鿿]{1,16}\Z")
_RED_HEAD = re.compile(
    r"^(.{3,60}?) *(?:文件|令|公告"
    r"|(?:第?[\d一二三四五六七八九十]+[次届])*(?:专题|常务|全体|党组|党委|协调|工作|办公|现场|调度|推进|联席|例)*会议?纪要)$"
)
"""A red head or the title of minutes (GB/T 9704-2012, 7.2.4 and 10.3): the body before its form."""
_SESSION = re.compile(
    rf"(?:-{{1,4}}|\() ?(?:于)?({PRINTED_DAY})(?:.{{0,6}})?"
    r"在(?P<assembly>.{4,70}(?:会议|大会|全会))(?:上|\)|$)"
    rf"|({PRINTED_DAY})在(?P<other>.{{4,70}}(?:会议|大会|全会))上"
    rf"|(?:-{{1,4}}|\()? ?在(?P<behind>.{{4,70}}(?:会议|大会|全会))上?\)? ?\(({PRINTED_DAY})\)"
)
"""The sub-title of a report: the day and the assembly before which it was read."""
_PASSED = re.compile(
    rf"\(?({PRINTED_DAY})(?:.{{2,90}}?(?:会议|常委会|委员会|大会)[^。]{{0,16}}(?:通过|批准|审定)|[^。]{{0,12}}(?:通过|批准))"
)
_ADOPTED = re.compile(rf"(?![^\n]{{0,60}}(?:常务|全体|部务|局务|厅务|委务)会议){_PASSED.pattern}")
"""Adopted by an assembly: what a government's meeting passes bears the day of the order that enacts it."""
_ENACTED = re.compile(rf"\(?({PRINTED_DAY})[^。]{{2,60}}?(?:公布|发布|颁布|印发|制定)")
_ORDER = re.compile(r"日 *([一-鿿]{2,24}(?:令|公告) ?第? ?\d{1,5} ?号) ?(?:公布|发布)")


@value
class Signature:
    """The bodies that sign, and the day."""

    names: tuple[str, ...] = ()
    day: str | None = None


def find_signature(layout: Layout, lines: Sequence[Line], known: str) -> Signature:
    """Return the first signature: bodies over or before a day, else the first day on a line of its own.

    `known` are the words of the head: what they name signs, whatever its form.
    """
    bare: str | None = None
    for index, line in enumerate(lines):
        if len(line.folded) > _LONGEST or not _HAS_DAY.search(line.folded):
            continue
        if match := DAY_LINE.fullmatch(line.folded):
            names = _names_above(layout, lines[:index], known)
            if names:
                return Signature(names, find_printed_date(match[1]))
            # A day in digits alone is the page's, but for one under departments that sign.
            if index > 2 and ("年" in match[1] or _are_departments(lines[index - 1].folded)):
                bare = bare or find_printed_date(match[1])
        elif _MONTH_LINE.fullmatch(line.folded) and (names := _names_above(layout, lines[:index], known)):
            return Signature(names)
        elif match := SIGNED_LINE.fullmatch(line.folded.strip("()")):
            low = line.start + line.folded.startswith("(")
            names = _signing(layout.text[low : low + match.end(1)], known)
            if names:
                return Signature(names, find_printed_date(match[2]))
    return Signature((), bare)


def _are_departments(words: str) -> bool:
    """Tell whether words name bodies or departments within one, and nothing else: 某校总务处 德育处."""
    return all(is_inner(name) or is_unit(name) for name in re.split("[ 、]+", words) if name)


def _names_above(layout: Layout, lines: Sequence[Line], known: str) -> tuple[str, ...]:
    names: list[str] = []
    above = [line for line in lines[-_MOST_ABOVE:] if not is_seal(line.folded)]
    while above:
        line = above.pop()
        start = above.pop().start if above and _is_begun_above(line.folded, above[-1].folded) else line.start
        own = _signing(layout.text[start : line.end].replace("\n", ""), known)
        if not own:
            break
        names[:0] = own
    return tuple(names)


def _is_begun_above(words: str, above: str) -> bool:
    """Tell whether the name of a body goes over two lines: the upper one is none by itself."""
    if (
        len(above) > _LONGEST_HALF
        or split_bodies(above)
        or level_prefix(above) is None
        or ends_in_kind(above)
    ):
        return False
    return split_bodies(above + words) == (above + words,)


def _signing(words: str, known: str) -> tuple[str, ...]:
    """Return the bodies that words name: told by their form, or because the head names them."""
    compact = re.sub(r"\s+", "", words)
    names = split_bodies(words)
    if names or not 4 <= len(compact) <= 40 or _NO_NAME.search(compact) or ends_in_kind(fold(compact)):
        return names
    return (compact,) if compact in known else ()


def fullest(names: tuple[str, ...], bodies: tuple[str, ...], known: str) -> tuple[str, ...]:
    """Return the names in the fullest form that title or head print: `bodies`, or what ends so in `known`.

    >>> fullest(("市水利局",), (), "云溪市水利局文件"), fullest(("市残联",), ("云溪市残疾人联合会",), "")
    (('云溪市水利局',), ('云溪市残疾人联合会',))
    """
    return tuple(max((name, *_fuller_forms(name, bodies, known)), key=len) for name in names)


def _fuller_forms(name: str, bodies: tuple[str, ...], known: str) -> Iterator[str]:
    yield from (body for body in bodies if _shortens(name, body))
    words, at = fold(name), -len(name)
    while words and (at := known.find(words, at + len(words))) >= 0:
        before = _BEFORE.search(known, max(0, at - 16), at)
        if before and not _NO_BODY.search(before[0]) and before.start() != at - 16:
            whole = before[0] + name
            if split_bodies(whole) == (whole,):
                yield whole


def _shortens(name: str, body: str) -> bool:
    """Tell whether a name is a body's with its place or letters left out: 市残联 for 云溪市残疾人联合会."""
    if len(body) <= len(name) or body.endswith(name):
        return len(body) > len(name)
    level = body.find(name[:2]) if level_prefix(name) == name[0] else -1
    if level < 1:
        return False
    rest = iter(body[level:])
    return all(sign in rest for sign in name)


def find_printing_day(lines: Sequence[Line]) -> str | None:
    """Return the day on which a document was printed (7.4.2), from its last line."""
    for line in reversed(lines[-8:]):
        if match := PRINTED_LINE.fullmatch(line.folded):
            return find_printed_date(match[2])
    return None


def find_red_heads(layout: Layout, head: Sequence[Line]) -> tuple[str, ...]:
    """Return the bodies of the head 发文机关标志 (7.2.4): before 文件, or in lines over it."""
    names: list[str] = []
    above: list[str] = []
    for line in head[:10]:
        words = layout.text[line.start : line.end]
        if line.folded in ("文件", "令"):
            return tuple(above)
        match = _RED_HEAD.match(words)
        if match:
            names.extend(split_bodies(match[1]))
        own = split_bodies(words)
        above = [*above, *own] if own else []
    return tuple(names)


def find_order(head: Sequence[Line]) -> str | None:
    """Return the number of the order that a line under the title says to have enacted a rule."""
    found = (_ORDER.search(line.folded) for line in head)
    return next((match[1] for match in found if match), None)


def find_session(head: Sequence[Line]) -> tuple[str, str] | None:
    """Return the day and the name of the assembly before which a report was read, from its sub-title.

    The sub-title may go over two lines.
    """
    for words in _with_next(head):
        match = _SESSION.match(words)
        if match and (day := find_printed_date(match[0])):
            return day, match["assembly"] or match["other"] or match["behind"]
    return None


def _with_next(head: Sequence[Line]) -> Iterator[str]:
    for line, below in pairwise(head):
        yield line.folded
        yield line.folded + below.folded
    if head:
        yield head[-1].folded


def find_enacted_day(head: Sequence[Line], title_start: int) -> str | None:
    """Return the day under the title: of a decision that of its adoption (公文处理工作条例, art. 9)."""
    for pattern, longest in ((_ADOPTED, 400), (_ENACTED, 90), (_PASSED, 400)):
        for line in head:
            if len(line.folded) <= longest and (match := pattern.match(line.folded)):
                return find_printed_date(match[1])
    for line in head:
        under = line.start > title_start and "年" in line.folded
        if under and (DAY_LINE.fullmatch(line.folded) or _ends_in_day(line.folded)):
            return find_printed_date(line.folded)
    return None


def _ends_in_day(words: str) -> bool:
    """Tell whether a bracket under the title ends in a day: (云政办[2026]5号 2026年2月3日)."""
    return bool(re.fullmatch(rf"\([^()]*(?:\([^()]*\))?[^()]*{PRINTED_DAY}\)", words))
