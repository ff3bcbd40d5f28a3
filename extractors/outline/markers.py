"""Numbers that may open an item: where they stand, their style and ordinal."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from extractors.lexicons import load
from extractors.numerals import to_int
from extractors.values import value

_CLASSES = {"[CN]": "[一二三四五六七八九十百零〇0-9]", "[C]": "[一二三四五六七八九十百零〇]"}
_FIRST = "第一二三四五六七八九十百(0-9①-⑳⑴-⒛㈠-㈩❶-❿任举行措工项其"
_BEFORE_INLINE = r"[。;:!?)\"”\t ] {0,4}"
_BEFORE_LINE = r"(?m:^)[ \t>#*]*"
_HAN = "一二三四五六七八九十"
_RUNS_ON = {
    # The words of a line run into the number of the next, where a crawler took the line ends out.
    "bracketed-han": rf"(?<=[^\s、和及至见按照第与到或\"“(])\(([{_HAN}]{{1,3}})\)"
    r"(?![、(和至项款条中所的及规,])",
    # 统一、唯一、周一 and their kin are words, 一、二、三产业 is a list.
    "han": rf"(?<=[一-鿿\d)\]])(?<![第周期初、至和或{_HAN}统唯单专之不同万合如划其逐任某这每])"
    rf"([{_HAN}]{{1,3}})、(?=[一-鿿“\"])(?![{_HAN}]{{1,3}}[、月日产类级线次])",
    "decimal": r"(?<=[一-鿿)\]])(?<![件表图第款版约为到达共月年日])(\d{1,2})[.、](?=[一-鿿“\"])",
}
"""By style. They open items only in sequence (outline.sequence)."""
_ON_DIGITS = re.compile(r"(?m:^)[ \t>#*]*(\d{1,3})[.﹒、](?=\d{1,5}[^\d.,、%‰万亿千百\n-])")
"""A number before words that begin with digits: 5.100个项目, 11.121人才工程."""
_SKIPPED = frozenset('。;:!?)"”\t\n >#*')


@value
class MarkerStyle:
    """One style of numbering."""

    name: str
    pattern: str
    """On the folded text; one group, the ordinal."""
    rank: int
    """Usual depth, where the document leaves the order open."""
    inline: bool
    """Whether it may stand in the middle of a line."""


@value
class Marker:
    """A number that opens an item."""

    style: MarkerStyle
    ordinals: tuple[int, ...]
    """One number, or one for each component of 1.2.3."""
    start: int
    end: int
    """End of the marker with its punctuation."""
    number: str
    """As printed, brackets kept, without the punctuation that follows it."""
    opens_line: bool
    runs_on: bool = False
    """Whether no stop stands before it: the words of a line that a crawler joined run into it."""

    @property
    def ordinal(self) -> int:
        return self.ordinals[-1]


@cache
def styles() -> tuple[MarkerStyle, ...]:
    """Return the styles of the lexicon, in its order."""
    return tuple(
        MarkerStyle(e["name"], _expand(e["pattern"]), e["rank"], e.get("inline", False))
        for e in load("markers")
    )


def _expand(pattern: str) -> str:
    for short, long in _CLASSES.items():
        pattern = pattern.replace(short, long)
    return pattern


@value
class Scanner:
    """Styles compiled into one pattern, whose group i + 1 is the ordinal of style i."""

    pattern: re.Pattern[str]
    styles: tuple[MarkerStyle, ...]
    opens_line: bool
    runs_on: bool = False

    def scan(self, folded: str, start: int, end: int) -> Iterator[Marker]:
        """Yield the markers between start and end."""
        for match in self.pattern.finditer(folded, start, end):
            index = match.lastindex or 1
            ordinals = _ordinals(match[index])
            if ordinals:
                begin = match.start()
                while folded[begin] in _SKIPPED:
                    begin += 1
                number = folded[begin : match.end()].rstrip(" .﹒,:、")
                style = self.styles[index - 1]
                yield Marker(style, ordinals, begin, match.end(), number, self.opens_line, self.runs_on)


def make_scanner(chosen: tuple[MarkerStyle, ...], *, opens_line: bool) -> Scanner:
    """Return a scanner for the styles, at the start of lines or after the end of a sentence."""
    before = _BEFORE_LINE if opens_line else _BEFORE_INLINE
    either = "|".join(style.pattern for style in chosen)
    # The look-ahead rules most places out before any style is tried.
    return Scanner(re.compile(f"{before}(?=[{_FIRST}])(?:{either})"), chosen, opens_line)


@cache
def _scanners() -> tuple[Scanner, Scanner, Scanner]:
    inline = tuple(style for style in styles() if style.inline)
    joined = tuple(style for style in styles() if style.name in _RUNS_ON)
    either = "|".join(_RUNS_ON[style.name] for style in joined)
    runs_on = re.compile(f"(?=[({_HAN}1-9])(?:{either})")
    return (
        make_scanner(styles(), opens_line=True),
        make_scanner(inline, opens_line=False),
        Scanner(runs_on, joined, opens_line=False, runs_on=True),
    )


def find_markers(folded: str) -> list[Marker]:
    """Return all numbers in the folded text that may open an item, in order of place."""
    line, inline, runs_on = _scanners()
    found = {marker.start: marker for marker in runs_on.scan(folded, 0, len(folded))}
    found |= {marker.start: marker for marker in inline.scan(folded, 0, len(folded))}
    found |= {marker.start: marker for marker in line.scan(folded, 0, len(folded))}
    found |= {marker.start: marker for marker in _on_digits(found, folded)}
    return [found[start] for start in sorted(found)]


def _on_digits(found: dict[int, Marker], folded: str) -> Iterator[Marker]:
    """Yield the plain numbers before words that begin with digits: told by the numbers before and behind."""
    style = next(style for style in styles() if style.name == "decimal")
    known = {m.start: m for m in found.values() if m.style == style and m.opens_line}
    joined: dict[int, Marker] = {}
    for match in _ON_DIGITS.finditer(folded):
        start = match.start(1)
        if start not in known and (ordinals := _ordinals(match[1])):
            joined[start] = Marker(style, ordinals, start, match.end(), match[1], opens_line=True)
    if not joined or not known:
        return
    row = sorted([*known.values(), *joined.values()], key=lambda marker: marker.start)
    last = 0
    for marker, after in zip(row, [*row[1:], None], strict=True):
        ends = after is None or after.ordinal == 1
        goes_on = after is not None and after.ordinal == marker.ordinal + 1
        ends = ends and folded[max(0, marker.start - 4) : marker.start].rstrip(" \n").endswith(
            ("。", ";", ")", "]")
        )
        if marker.start in known or (marker.ordinal == last + 1 > 1 and (goes_on or ends)):
            last = marker.ordinal
            if marker.start in joined:
                yield marker


def _ordinals(printed: str) -> tuple[int, ...]:
    if len(printed) == 1 and (value := unicodedata.numeric(printed, -1)) > 0:
        return (int(value),)
    try:
        return tuple(to_int(part) for part in printed.split("."))
    except ValueError:
        return ()
