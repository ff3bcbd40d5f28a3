"""Spans of records and problems, asked what lies at a place."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from extractors.records import Span


class Spans:
    """Ordered spans, asked whether a place lies in or over one of them."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = sorted(spans)
        self.starts = [start for start, _ in self.spans]
        self.reach = list(accumulate([end for _, end in self.spans], max)) if self.spans else []

    def meets(self, start: int, end: int) -> bool:
        """Tell whether one of the spans shares a character with this one."""
        at = bisect_left(self.starts, end) - 1
        return at >= 0 and self.reach[at] > start

    def near(self, place: int, by: int) -> bool:
        """Tell whether one of the spans begins that near to a place."""
        at = bisect_left(self.starts, place - by)
        return at < len(self.starts) and self.starts[at] <= place + by
