"""Places that are found again: a span with its words, and what stands around them."""

from dataclasses import dataclass

from extractors.records import Span

_AROUND = 24
"""Characters before and after a place, doubled until they tell it from others."""
SURE = 16
"""Characters that have to stand together for a place that has moved to be known by them."""
HEAD = 60
"""First characters of a task, by which it is found."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in a text, with its words and their surroundings."""

    span: Span
    words: str
    before: str = ""
    after: str = ""


def anchor(text: str, span: Span) -> Anchor:
    """Return the anchor of a span: as much around it as makes it stand once in the text.

    >>> anchor("由省财政厅牵头，省财政厅负责。", (8, 12))
    Anchor(span=(8, 12), words='省财政厅', before='由省财政厅牵头，', after='负责。')
    """
    start, end = span
    width = _AROUND
    while True:
        before, after = text[max(0, start - width) : start], text[end : end + width]
        whole = f"{before}{text[start:end]}{after}"
        if len(whole) == len(text) or _count(text, whole) == 1:
            return Anchor(span, text[start:end], before, after)
        width *= 2


def find_anchor(place: Anchor, text: str, edited: bool = False) -> Span | None:
    """Return where the place is in a text that may be another than it was taken from.

    It is where it was, if words and surroundings are; else where these stand, if they do so once; else
    nowhere: the same words in other surroundings are other words. So are few words in an edited file.
    """
    start, end = place.span
    whole = f"{place.before}{place.words}{place.after}"
    first = start - len(place.before)
    short = len(whole) < SURE
    if first >= 0 and text[first : first + len(whole)] == whole and not (short and edited):
        return start, end
    if short or _count(text, whole) != 1:
        return None
    start = text.index(whole) + len(place.before)
    return start, start + len(place.words)


def _count(text: str, part: str) -> int:
    """Return how often the part stands in the text, told up to 2."""
    first = text.find(part)
    return 0 if first < 0 else 1 + (text.find(part, first + 1) >= 0)
