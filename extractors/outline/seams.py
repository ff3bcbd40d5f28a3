"""Numbers of a text whose line ends were taken out: which of them open a line is told by their sequence."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extractors.outline.markers import Marker, MarkerStyle, Scanner, styles
from extractors.outline.sequence import follows
from extractors.values import value

_SPOKEN = ("ordinal", "spoken")
"""Styles in which a sentence lists: its line stays one."""
_WORDED = ("item", "stage")
_BARE = MarkerStyle("spaced-decimal", r"(\d{1,2}) {0,4}(?=[一-鿿])", 9, True)
"""1总体要求1.1工作目标: the blank behind the number of a chapter is lost with the line ends."""
_NO_LINE = re.compile(
    r"(?<=[0-9一二三四五六七八九十百零〇])[一二三四五六七八九十百]|(?<=[0-9][.,])\d|(?<=[\d~\-/.])\d"
    r"|(?<=[第周期初、至和或及与见按照按向到“\"《(\[~\-/×+])[^ ]"
    r"|(?<=[统唯单专之同万划逐任某这每])[一二三]"
    r"|(?<=(?<![图列])[件表图][ :])[\d一二三四五六七八九十]|(?<=[件表图款版为约达共])[\d(]"
)
"""What stands before a number inside words: 统一、 and 第三、 and 附件1. and 2.5. and 见(一)."""
_CITED = re.compile(
    r"\([一二三四五六七八九十\d]{1,3}\)[、(和至项款条中所的规,]|\([一二三四五六七八九十\d]{1,3}\)及(?!时)"
)
_LISTED = re.compile(
    r"[一二三四五六七八九十\d]{1,3}、(?:[一二三四五六七八九十\d]{1,3}[、月日产类级线次号]|[一二三]产)"
)
_STOPS = '。;:!?)]"”…\n'
_SENTENCE = "。!?"
_INTRODUCES = re.compile(r"(?:以下|如下|下列|具体|主要)[^,。;]{0,8}:$")
"""How what stands above a list of lines ends: 推进以下措施:."""
_NEAR = 40
"""Characters of a heading under which a list begins."""
_FAR = 6000
"""Characters between two items of one list, at most, where no stop stands before either."""
_SKIPS = 3
"""Numbers that a list may leave out."""


@value
class Seam:
    """A number that may open a line, and whether a sentence ends before it."""

    marker: Marker
    closed: bool


@cache
def _scanners() -> tuple[Scanner, Scanner]:
    """Return scanners for numbers, and for words with one: 项目1. is often a heading's end before 1."""
    worded = tuple(style for style in styles() if style.name in _WORDED)
    plain = (*(style for style in styles() if style.name not in (*_SPOKEN, *_WORDED)), _BARE)
    return _scanner(plain, "第一二三四五六七八九十百(0-9①-⑳⑴-⒛㈠-㈩❶-❿"), _scanner(worded, "任举行措工项第")


def _scanner(chosen: tuple[MarkerStyle, ...], first: str) -> Scanner:
    either = "|".join(style.pattern for style in chosen)
    return Scanner(re.compile(f"(?=[{first}])(?:{either})"), chosen, opens_line=True)


def find_seams(folded: str, breaks: Sequence[int]) -> list[Marker]:
    """Return the numbers that open a line; `breaks` are the places where others begin."""
    seams = _without_words(list(_candidates(folded, frozenset(breaks))))
    seams = _without_sentences(seams, folded)
    return _in_sequence(seams, folded)


def _candidates(folded: str, breaks: frozenset[int]) -> Iterator[Seam]:
    found = (marker for scanner in _scanners() for marker in scanner.scan(folded, 0, len(folded)))
    for marker in sorted(found, key=lambda marker: (marker.start, -marker.end)):
        before = folded[: marker.start] if marker.start < 2 else folded[marker.start - 2 : marker.start]
        closed = marker.start in breaks or before.rstrip()[-1:] in _STOPS or before.endswith(" ")
        if not closed and _NO_LINE.match(folded, marker.start):
            continue
        if _CITED.match(folded, marker.start) or _LISTED.match(folded, marker.start):
            continue
        yield Seam(marker, closed)


def _without_words(seams: list[Seam]) -> list[Seam]:
    """Return the seams without words that a number only happens to follow: 二、重点任务1.新建."""
    following = _next_of_style(seams)
    return [
        seam
        for seam, after in zip(seams, following, strict=True)
        if seam.closed
        or seam.marker.style.name not in _WORDED
        or (after and after.closed and follows(seam.marker.ordinals, after.marker.ordinals))
    ]


def _without_sentences(seams: list[Seam], folded: str) -> list[Seam]:
    """Return the seams without those that list parts of one sentence: 包括:(1)…;(2)…."""
    runs: dict[str, list[Seam]] = {}
    lists: list[list[Seam]] = []
    for seam in seams:
        run = runs.get(seam.marker.style.name)
        if run and follows(run[-1].marker.ordinals, seam.marker.ordinals):
            run.append(seam)
        elif seam.marker.ordinal == 1:
            runs[seam.marker.style.name] = [seam]
            lists.append(runs[seam.marker.style.name])
    listed = {seam.marker.start for run in lists if _is_sentence(run, folded) for seam in run}
    return [seam for seam in seams if seam.marker.start not in listed]


def _is_sentence(run: list[Seam], folded: str) -> bool:
    before = folded[max(0, run[0].marker.start - 2) : run[0].marker.start].rstrip()
    if before[-1:] in ("", *_SENTENCE) or not run[1:] or _INTRODUCES.search(folded, *_above(run[0])):
        return False
    return all(
        folded[max(0, s.marker.start - 2) : s.marker.start].rstrip().endswith((";", ",")) for s in run[1:]
    )


def _above(seam: Seam) -> tuple[int, int]:
    return max(0, seam.marker.start - 12), seam.marker.start


def _in_sequence(seams: list[Seam], folded: str) -> list[Marker]:
    """Return the numbers that begin a list which goes on, or go on with one."""
    following = _next_of_style(seams)
    last: dict[str, tuple[int, ...]] = {}
    accepted: list[Marker] = []
    for seam, after, below in zip(seams, following, [*seams, None][1:], strict=True):
        name = seam.marker.style.name
        before = last.get(name)
        above = accepted[-1] if accepted else None
        if above and seam.marker.start < above.end:
            continue
        if _is_twice(seam, after) or not _fits(seam, before, after, below, above, folded):
            continue
        accepted.append(seam.marker)
        last[name] = seam.marker.ordinals
    return accepted


def _is_twice(seam: Seam, after: Seam | None) -> bool:
    """Tell whether the same number comes again behind the end of a sentence, which this one does not."""
    return (
        after is not None
        and not seam.closed
        and after.closed
        and after.marker.ordinals == seam.marker.ordinals
        and after.marker.start - seam.marker.end < _FAR
        and seam.marker.style.name != _BARE.name
    )


def _fits(
    seam: Seam,
    before: tuple[int, ...] | None,
    after: Seam | None,
    below: Seam | None,
    above: Marker | None,
    folded: str,
) -> bool:
    marker = seam.marker
    goes_on = after is not None and follows(marker.ordinals, after.marker.ordinals)
    opens = below is not None and below.marker.ordinals == (*marker.ordinals, 1)
    continues = before is not None and follows(before, marker.ordinals)
    if marker.style.name == _BARE.name:
        return below is not None and _is_chapter(marker, below.marker, continues, folded)
    if continues:
        return True
    if marker.ordinal == 1:
        return goes_on or opens or _is_under(above, marker, folded)
    if marker.style.name in ("book", "chapter", "part", "article"):
        return seam.closed
    skips = before is not None and before[:-1] == marker.ordinals[:-1]
    return (
        seam.closed
        and (goes_on or (skips and before is not None and 0 < marker.ordinal - before[-1] <= _SKIPS))
        and len(marker.ordinals) == 1
    )


def _is_chapter(marker: Marker, below: Marker, continues: bool, folded: str) -> bool:
    """Tell whether a bare number heads a chapter: its sections 2.1 come next, or the next number."""
    heading = folded[marker.end : below.start]
    if len(heading) > _NEAR or re.search("[,;。]", heading):
        return False
    if below.ordinals == (*marker.ordinals, 1):
        return continues or marker.ordinal == 1
    return continues and below.style.name == marker.style.name and below.ordinal in (1, marker.ordinal + 1)


def _is_under(above: Marker | None, marker: Marker, folded: str) -> bool:
    """Tell whether a list of one may begin: right behind the heading of another style."""
    if above is None or above.style == marker.style:
        return False
    heading = folded[above.end : marker.start]
    return len(heading) <= _NEAR and not heading.rstrip("。:").count("。")


def _next_of_style(seams: list[Seam]) -> list[Seam | None]:
    seen: dict[str, Seam] = {}
    following: list[Seam | None] = []
    for seam in reversed(seams):
        following.append(seen.get(seam.marker.style.name))
        seen[seam.marker.style.name] = seam
    return following[::-1]
