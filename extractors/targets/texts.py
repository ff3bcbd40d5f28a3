"""The stretch of text that is read: without the spaces of bad printing, cut into sentences and clauses."""

import re
from bisect import bisect_right
from dataclasses import dataclass

_SENTENCE_END = re.compile("[。!?\n\t]")
_SPACED = re.compile(
    r"(?<=[^\sA-Za-z0-9]) +(?=\S)|(?<=\S) +(?=[^\sA-Za-z0-9])|(?<=[A-Za-z]) (?=[0-9])"
    "|(?<=[0-9]) (?=[0-9]{3}(?![0-9]))|(?<![0-9][0-9])(?<=[0-9]) (?=[0-9](?![0-9]))"
)
"""Spaces that printing put between Chinese letters, into thousands and between single digits."""
_MASK = re.compile("《[^《》]{0,80}》|“[^“”]{0,16}”|\\([^()]{0,120}\\)|\\[[^\\[\\]]{0,60}\\]")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A range of a text to read, and the way back to the places in the text."""

    text: str
    start: int
    end: int
    offsets: tuple[int, ...] | None = None
    """Place in the whole text of each letter; None where `text` is the whole text itself."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the whole text."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1 if end > start else self.offsets[start]


def stretch_of(folded: str, start: int, end: int) -> Stretch:
    """Return the range as a stretch; spaces between Chinese letters or digits are left out.

    >>> stretch_of("产量 5 000 万吨", 0, 11).text
    '产量5000万吨'
    """
    if folded.find(" ", start, end) < 0:
        return Stretch(folded, start, end)
    part = folded[start:end]
    kept: list[int] = []
    at = 0
    for space in _SPACED.finditer(part):
        kept.extend(range(start + at, start + space.start()))
        at = space.end()
    kept.extend(range(start + at, end))
    text = "".join([folded[i] for i in kept])
    return Stretch(text, 0, len(text), (*kept, end))


def sentences(stretch: Stretch) -> list[tuple[int, int]]:
    """Return the spans of the sentences, each with its mark."""
    spans: list[tuple[int, int]] = []
    at = stretch.start
    for mark in _SENTENCE_END.finditer(stretch.text, stretch.start, stretch.end):
        spans.append((at, mark.end()))
        at = mark.end()
    if at < stretch.end:
        spans.append((at, stretch.end))
    return spans


def masks(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of titles, short quotations and brackets, innermost ones."""
    return [match.span() for match in _MASK.finditer(text, start, end)]


def covering(spans: list[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """Return the span that the place lies in, out of ordered, disjoint spans."""
    index = bisect_right(spans, (at, 1 << 60)) - 1
    return spans[index] if index >= 0 and spans[index][1] > at else None
