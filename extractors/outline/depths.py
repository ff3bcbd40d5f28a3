"""Which style of numbering stands above which, as a document uses them, and where each item ends."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from extractors.outline.headings import MEASURE_STYLE, RUN_IN_STYLE, TITLED
from extractors.outline.markers import Marker
from extractors.outline.sequence import follows


def depths_of(markers: list[Marker]) -> dict[str, int]:
    """Return the depth order of the styles; a line between two numbers of a list stands below the list."""
    order = order_styles(markers)
    first = next((m.start for m in markers if m.style is TITLED), None)
    if first is not None:
        above = _crossed(markers, first)
        deepest = max((order[name] for name in above), default=-1)
        if above:
            order = {name: 2 * depth for name, depth in order.items()} | {TITLED.name: 2 * deepest + 1}
    low = 2 * len(order)
    return order | {style.name: low + style.rank for style in (RUN_IN_STYLE, MEASURE_STYLE)}


def _crossed(markers: list[Marker], first: int) -> set[str]:
    """Return the styles whose lists began before the first unnumbered heading and go on after one."""
    last: dict[str, tuple[int, ...]] = {m.style.name: m.ordinals for m in markers if m.start < first}
    passed: set[str] = set()
    crossed: set[str] = set()
    for marker in markers:
        name = marker.style.name
        if marker.start < first:
            continue
        if marker.style is TITLED:
            passed = set(last)
        elif name in last:
            if name in passed and follows(last[name], marker.ordinals):
                crossed.add(name)
            last[name] = marker.ordinals
            passed.discard(name)
    return crossed


def ends_of(markers: list[Marker], order: dict[str, int], end: int) -> list[int]:
    """Return where what each marker opens ends: at the next of its style or of one above it."""
    ends = [end] * len(markers)
    stack: list[int] = []
    for position, marker in enumerate(markers):
        while stack and order[markers[stack[-1]].style.name] >= order[marker.style.name]:
            ends[stack.pop()] = marker.start
        stack.append(position)
    return ends


@dataclass(slots=True)
class _Run:
    """Numbers of one style that follow each other, while they are counted."""

    last: tuple[int, ...]
    intervals: int = 0
    holds: Counter[str] = field(default_factory=Counter)
    """Intervals that hold numbers of another style."""
    since: set[str] = field(default_factory=set)
    """Styles seen since the last number."""


def order_styles(markers: list[Marker]) -> dict[str, int]:
    """Return the depth order of the styles, 0 the highest, as this document uses them.

    Between two numbers of a style that follow each other (一、 and 二、) stand numbers of deeper
    styles only. The share of such intervals of A that hold B, of those in runs of A (from 一 until it
    begins anew) that hold B at all, against that of B that hold A, tells which is the deeper; where
    neither says, the usual rank does.
    """
    intervals: dict[tuple[str, str], int] = defaultdict(int)
    holds: dict[tuple[str, str], int] = defaultdict(int)
    runs: dict[str, _Run] = {}
    ranks: dict[str, int] = {}

    def close(name: str, run: _Run) -> None:
        for inner, count in run.holds.items():
            holds[name, inner] += count
            intervals[name, inner] += run.intervals

    for marker in markers:
        name = marker.style.name
        ranks[name] = marker.style.rank
        run = runs.get(name)
        if run and follows(run.last, marker.ordinals) and run.last[:-1] == marker.ordinals[:-1]:
            run.intervals += 1
            run.holds.update(run.since)
            run.last = marker.ordinals
        else:
            if run:
                close(name, run)
            run = runs[name] = _Run(marker.ordinals)
        for other in runs.values():
            other.since.add(name)
        run.since = set()
    for name, run in runs.items():
        close(name, run)

    def share(outer: str, inner: str) -> float:
        return holds[outer, inner] / intervals[outer, inner] if intervals[outer, inner] else 0.0

    def wins(name: str) -> tuple[float, int]:
        beaten = sum(
            share(name, other) > share(other, name)
            or (share(name, other) == share(other, name) and ranks[name] < ranks[other])
            for other in ranks
        )
        return -beaten, ranks[name]

    return {name: depth for depth, name in enumerate(sorted(ranks, key=wins))}
