"""Which numbers are markers: told by sequence."""

from bisect import bisect_left

from extractors.outline.carriers import carrier, has_units
from extractors.outline.kinds import section_kind
from extractors.outline.markers import Marker

_SPOKEN = ("ordinal", "spoken")
"""Styles in which a sentence lists."""
_NEAR = 1500
"""Characters between two items of a list at most where no stop stands before one of them."""
_REACH = 400
_FEWEST = 3
"""Lines of a spoken list that is the only one of its document."""
_LINE = 40
"""Characters of a line that is a heading."""
_OPENING = ("“", '"', "《")
_NEEDS_SEQUENCE = {"decimal", "spaced-decimal", "decimal-2", "decimal-3", "decimal-4", "spaced-han"}
_LARGEST_GAP = 3
"""Numbers that a list may skip (items left out when a plan is excerpted) before it counts as broken."""


def accept(markers: list[Marker], folded: str) -> list[Marker]:
    """Return the markers that are in sequence with those before or after them.

    At the start of a line most styles need no more than their form; a plain number, and every
    number inside a line, must continue a list or begin one that goes on. 2.3 also stands where
    2.3.1 comes next.
    """
    markers = _in_chain(markers, folded)
    following = _next_of_style(markers)
    enumerations = _enumerations(markers, folded)
    last: dict[str, tuple[int, ...]] = {}
    accepted: list[Marker] = []
    for marker, after, below in zip(markers, following, [*markers[1:], None], strict=False):
        if marker.start in enumerations:
            continue
        opens = below is not None and marker.opens_line and below.ordinals == (*marker.ordinals, 1)
        if accepted and not opens:
            opens = _begins_under(accepted[-1], marker, marker.style.name in last, folded)
        if opens or _fits(marker, last.get(marker.style.name), after, folded):
            accepted.append(marker)
            last[marker.style.name] = marker.ordinals
    return accepted


def _in_chain(markers: list[Marker], folded: str) -> list[Marker]:
    """Return the markers, of those that words run into and those that a sentence lists only whole lists.

    A number that words run into goes on from the one before it of its style, or the next goes on from it,
    and one of the two is not far: in a text whose lines were joined most are so. What a sentence lists
    (一是, 第一) is a list of items where two of them have units (in sentences only if each opens a line), or
    where they are lines of their own and head what follows, or are the only list.
    """
    spoken = _spoken(markers, folded)
    last: dict[str, Marker] = {}
    nexts = _next_of_style(markers)
    kept = []
    for marker, after in zip(markers, nexts, strict=True):
        name = marker.style.name
        before = last.get(name)
        if name in _SPOKEN and marker.start not in spoken:
            continue
        if marker.runs_on and not _joins(marker, before, after):
            continue
        kept.append(marker)
        last[name] = marker
    return kept


def _joins(marker: Marker, before: Marker | None, after: Marker | None) -> bool:
    goes_on = after is not None and follows(marker.ordinals, after.ordinals)
    near = goes_on and after is not None and after.start - marker.end < _NEAR
    if before is not None and follows(before.ordinals, marker.ordinals):
        return marker.start - before.end < _NEAR or near
    return marker.ordinal == 1


def _begins_under(above: Marker, marker: Marker, known: bool, folded: str) -> bool:
    """Tell whether a number within a line begins a list of one, right behind the heading of another style.

    It does after the name of a section (三、保障措施(一)加强领导), and where the document has such lists.
    """
    if marker.opens_line or marker.ordinal != 1 or above.style == marker.style:
        return False
    heading = folded[above.end : marker.start]
    if len(heading) > _LINE or "\n" in heading:
        return False
    return section_kind(heading) is not None or (known and heading.find("。") == len(heading) - 1)


def _spoken(markers: list[Marker], folded: str) -> set[int]:
    """Return the starts of the numbers of spoken lists that are items."""
    runs: list[list[Marker]] = []
    for name in _SPOKEN:
        last: Marker | None = None
        for marker in (m for m in markers if m.style.name == name):
            if last and follows(last.ordinals, marker.ordinals) and marker.start - last.end < _NEAR:
                runs[-1].append(marker)
            else:
                runs.append([marker])
            last = marker
    return {marker.start for run in runs if _is_list(run, markers, folded) for marker in run}


def _is_list(run: list[Marker], markers: list[Marker], folded: str) -> bool:
    if len(run) < 2 or run[0].ordinal != 1:
        return False
    starts = [marker.start for marker in markers if marker.style.name not in _SPOKEN]
    stops = [*(marker.start for marker in run[1:]), run[-1].end + _REACH]
    after = bisect_left(starts, run[-1].end)
    if after < len(starts):
        stops[-1] = min(stops[-1], starts[after])
    own = [(marker.end, stop) for marker, stop in zip(run, stops, strict=True)]
    if sum(has_units(folded, *words) for words in own) > 1:
        return True
    lines = all(marker.opens_line for marker in run)
    if lines and sum(carrier(folded, *words) is not None for words in own) > 1:
        return True
    if not all(marker.opens_line for marker in run[1:]):
        return False
    heads = all("\n" in folded[marker.end : marker.end + _LINE] for marker in run)
    return (run[0].style.name == "ordinal" and run[0].opens_line and heads) or _is_only_list(run, markers)


def _is_only_list(run: list[Marker], markers: list[Marker]) -> bool:
    """Tell whether a spoken list of lines is the only list: no other number opens a line outside it."""
    others = (marker for marker in markers if marker.opens_line and marker.style.name not in _SPOKEN)
    return len(run) >= _FEWEST and all(run[0].start < other.start < run[-1].start for other in others)


def _next_of_style(markers: list[Marker]) -> list[Marker | None]:
    seen: dict[str, Marker] = {}
    following: list[Marker | None] = []
    for marker in reversed(markers):
        following.append(seen.get(marker.style.name))
        seen[marker.style.name] = marker
    return following[::-1]


def _fits(marker: Marker, last: tuple[int, ...] | None, after: Marker | None, folded: str) -> bool:
    goes_on = after is not None and follows(marker.ordinals, after.ordinals)
    continues = last is not None and follows(last, marker.ordinals)
    if not marker.opens_line:
        return continues or (marker.ordinal == 1 and goes_on)
    if marker.style.name not in _NEEDS_SEQUENCE:
        return True
    if marker.ordinal == 1 or continues or goes_on:
        return True
    if marker.style.name == "decimal":
        # An excerpt may begin anywhere; a decimal fraction has no word after it.
        return "一" <= folded[marker.end : marker.end + 1] <= "鿿" or folded.startswith(_OPENING, marker.end)
    return last is not None and 0 < marker.ordinal - last[-1] <= _LARGEST_GAP


def follows(before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    """Tell whether one number comes right after another in a list.

    >>> follows((2,), (3,)), follows((1, 4), (1, 5)), follows((1, 4), (2, 1)), follows((2,), (2,))
    (True, True, True, False)
    """
    if before[:-1] == after[:-1]:
        return after[-1] == before[-1] + 1
    return after[-1] == 1 and after[:-1] > before[:-1]


def _enumerations(markers: list[Marker], folded: str) -> set[int]:
    """Return the starts of numbers that list parts of one sentence: （1）…；（2）…。"""
    runs: dict[str, list[Marker]] = {}
    lists: list[list[Marker]] = []
    for marker in markers:
        if marker.opens_line:
            runs = {} if marker.style.name not in runs else {marker.style.name: []}
            continue
        run = runs.get(marker.style.name)
        if not run or marker.ordinal == 1 or "\n" in folded[run[-1].end : marker.start]:
            run = runs[marker.style.name] = []
            lists.append(run)
        run.append(marker)
    return {
        marker.start
        for run in lists
        if any(_after_semicolon(marker, folded) for marker in run[1:])
        for marker in run
    }


def _after_semicolon(marker: Marker, folded: str) -> bool:
    return folded[max(0, marker.start - 2) : marker.start].rstrip().endswith(";")
