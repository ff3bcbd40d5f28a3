"""Where a fact is printed: page and box of any span of a document."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from extractors.records import Document, Place, Span


def find_places(document: Document, span: Span) -> tuple[Place, ...]:
    """Return where the span is printed, a place for each line; none where the format has no pages.

    Within a line the box is told by the share of its width: full-width characters count for two.
    """
    return tuple(_touched(document.places, document.document.text, span))


def find_place(document: Document, span: Span) -> Place | None:
    """Return the page that the span begins on, with the box around all of it there; None without pages."""
    places = find_places(document, span)
    here = [place for place in places if place.page == places[0].page]
    if not here:
        return None
    lefts, tops, rights, bottoms = zip(*(place.box for place in here), strict=True)
    box = (min(lefts), min(tops), max(rights), max(bottoms))
    return Place(span=(here[0].span[0], here[-1].span[1]), page=here[0].page, box=box)


def _touched(places: Sequence[Place], text: str, span: Span) -> Iterator[Place]:
    first = bisect_right(places, span[0], key=lambda place: place.span[1])
    for place in places[first:]:
        if place.span[0] >= span[1]:
            return
        yield _part(place, text, (max(place.span[0], span[0]), min(place.span[1], span[1])))


def _part(place: Place, text: str, span: Span) -> Place:
    """Return the part of a line that the span covers."""
    if span == place.span:
        return place
    start, end = place.span
    left, top, right, bottom = place.box
    step = (right - left) / max(1, _width(text[start:end]))
    x0 = left + step * _width(text[start : span[0]])
    x1 = x0 + step * _width(text[slice(*span)])
    return Place(span=span, page=place.page, box=(round(x0, 1), top, round(x1, 1), bottom))


def _width(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)
