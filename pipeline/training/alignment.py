"""Where the text of a document stands in the text that it was read from."""

from bisect import bisect_right

from extractors.records import Span

_AHEAD = 4000
"""Signs beyond the place that is expected in which a line is looked for: what was left out is shorter."""


class Alignment:
    """Places of one text in another one, of which blanks, line ends and whole lines may be left out.

    >>> Alignment("工作要点\\n牵头单位：省财政厅", "工作 要点\\n—1—\\n牵头单位：省\\n财政厅").find((10, 14))
    (15, 20)
    """

    def __init__(self, text: str, source: str) -> None:
        self._text, self._source = text, source
        places = [place for place, sign in enumerate(source) if not sign.isspace()]
        bare = "".join(source[place] for place in places)
        self._starts: list[int] = []
        self._lines: list[tuple[int, list[int]]] = []
        """Where each line that was found begins in the text, and where its signs stand in the source."""
        start = cursor = 0
        for line in text.split("\n"):
            inside = "".join(line.split())
            at = bare.find(inside, cursor, cursor + _AHEAD + len(inside)) if inside else -1
            if at >= 0:
                cursor = at + len(inside)
                signs = iter(places[at:cursor])
                found = [-1 if sign.isspace() else next(signs) for sign in line]
                self._starts.append(start)
                self._lines.append((start, found))
            start += len(line) + 1

    def find(self, span: Span) -> Span | None:
        """Return the span in the source: by its lines, else where its words stand just once."""
        start, end = span
        while start < end and self._text[start].isspace():
            start += 1
        while end > start and self._text[end - 1].isspace():
            end -= 1
        if start == end:
            return None
        first, last = self._place(start), self._place(end - 1)
        if first is not None and last is not None and first <= last:
            return first, last + 1
        words = self._text[start:end]
        at = self._source.find(words)
        return (at, at + len(words)) if at >= 0 and self._source.find(words, at + 1) < 0 else None

    def _place(self, place: int) -> int | None:
        number = bisect_right(self._starts, place) - 1
        if number < 0:
            return None
        start, signs = self._lines[number]
        inside = place - start
        return signs[inside] if inside < len(signs) and signs[inside] >= 0 else None
