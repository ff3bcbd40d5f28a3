"""The stretch of text that is read: without the spaces of bad printing, cut into sentences and clauses."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from extractors.targets.model import Span
from extractors.values import value

_BEYOND = 1 << 60
_SENTENCE_END = re.compile("[。!?\n\t]")
_SPACES = re.compile(" +")
_SPACED = re.compile(
    r"(?<=[^\sA-Za-z0-9]) +(?=\S)|(?<=\S) +(?=[^\sA-Za-z0-9])|(?<=[A-Za-z]) (?=[0-9])"
    "|(?<=[0-9]) (?=[0-9]{3}(?![0-9]))|(?<=[达到至为超约][0-9]) (?=[0-9]{2}[万亿])"
    "|(?<![0-9][0-9])(?<=[0-9]) (?=[0-9](?![0-9]))"
)
"""Spaces that printing put between Chinese letters, into thousands and between single digits."""
_TITLE = re.compile("《[^《》]{0,80}》|“[^“”]{0,16}”")
_BRACKET = re.compile(r"\([^()]{0,200}\)")


@value
class Stretch:
    """A range of a text to read, and the way back to the places in the text."""

    text: str
    start: int
    end: int
    printed: str
    """The whole text as printed."""
    offsets: tuple[int, ...] | None = None
    """Place in the whole text of each letter; None where `text` is the whole text itself."""

    def span(self, start: int, end: int) -> Span:
        """The span in the whole text."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1 if end > start else self.offsets[start]

    def as_printed(self, start: int, end: int) -> str:
        """The words as printed."""
        low, high = self.span(start, end)
        return self.printed[low:high]


def stretch_of(printed: str, folded: str, start: int, end: int) -> Stretch:
    """Return the range as a stretch; spaces between Chinese letters or digits are left out.

    >>> stretch_of("产量 5 000 万吨", "产量 5 000 万吨", 0, 11).text
    '产量5000万吨'
    """
    if folded.find(" ", start, end) < 0:
        return Stretch(folded, start, end, printed)
    part = folded[start:end]
    kept: list[int] = []
    pieces: list[str] = []
    at = 0
    for run in _SPACES.finditer(part):
        if space := _SPACED.match(part, run.start()):
            kept.extend(range(start + at, start + space.start()))
            pieces.append(part[at : space.start()])
            at = space.end()
    kept.extend(range(start + at, end))
    text = "".join(pieces) + part[at:]
    return Stretch(text, 0, len(text), printed, (*kept, end))


def sentences(stretch: Stretch, places: Sequence[int]) -> list[Span]:
    """Return the spans of the sentences that hold the places, each with its mark."""
    spans: list[Span] = []
    low = stretch.start
    for place in places:
        if spans and place < spans[-1][1]:
            continue
        start = low
        for mark in _SENTENCE_END.finditer(stretch.text, low, place):
            start = mark.end()
        end = _SENTENCE_END.search(stretch.text, place, stretch.end)
        low = end.end() if end else stretch.end
        spans.append((start, low))
    return spans


def bounds(places: Sequence[int], spans: Sequence[Span]) -> list[slice]:
    """Return for each span the slice of the ordered places that lie in it.

    >>> bounds([1, 5, 6], [(0, 4), (4, 9)])
    [slice(0, 1, None), slice(1, 3, None)]
    """
    return [slice(bisect_left(places, low), bisect_left(places, high)) for low, high in spans]


def find_titles(text: str, start: int, end: int) -> list[Span]:
    """Return the spans of titles 《…》 and of short quotations: what is in them is a name."""
    if text.find("《", start, end) < 0 and text.find("“", start, end) < 0:
        return []
    return [match.span() for match in _TITLE.finditer(text, start, end)]


def find_brackets(text: str, start: int, end: int) -> list[Span]:
    """Return the spans of brackets, innermost ones."""
    if text.find("(", start, end) < 0:
        return []
    return [match.span() for match in _BRACKET.finditer(text, start, end)]


def covering(spans: Sequence[Span], at: int) -> Span | None:
    """Return the span that the place lies in, out of ordered, disjoint spans."""
    if not spans:
        return None
    index = bisect_right(spans, (at, _BEYOND)) - 1
    return spans[index] if index >= 0 and spans[index][1] > at else None


def within(spans: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    """Yield the ordered spans that begin behind a place and end by another."""
    for span in spans[bisect_right(spans, (start, end)) :]:
        if span[0] >= end:
            break
        if span[1] <= end:
            yield span


def outside(words: Iterable[Span], spans: Sequence[Span]) -> Iterator[Span]:
    """Yield what of the words stands in none of the ordered spans: a paragraph can be a task of its own."""
    for start, end in words:
        at = start
        first = max(0, bisect_right(spans, (start, start)) - 1)
        for low, high in spans[first:]:
            if low >= end:
                break
            if at < low:
                yield at, low
            at = max(at, high)
        if at < end:
            yield at, end
