"""Words that are printed as a label, whatever the rules made of them: 责任单位：…, a column 牵头部门."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extractors.records import Span
from extractors.values import value

_NOUN = re.compile(r"(?:单位|部门|科室|处室|主体)(?=\)?[ \t]*(?:[:\])\t\n|]|$))")
_ROLE = re.compile(
    r"(?:牵头|责任|主办|承办|配合|协办|落实|实施|主责|协助|参与|承接|督办|督导|督查|包保|分管)"
    r"(?:责任|负责|落实|实施|牵头|考核)?$"
)
_ROLE_ENDS = frozenset("头任办合实施责助与接督导查保管核")
"""What a role ends in: looked at first, as most bodies are others than 责任单位."""
_REACH = 8
"""Characters before the noun of a label in which its role is told."""
_ALONE = re.compile(r"(?:^|[\n\t|(\[]) ?[一-鿿/()]{0,6}$")
_ADDRESSED = re.compile(r"[各请由]")
_HAN = re.compile(r"[一-鿿]{2}")
_BREAKS = "。;\n"


@value
class Label:
    """A label with the words in which it names somebody."""

    span: Span
    reach: Span
    """From behind its colon to the end of the sentence or line; of a column's head, to the next label."""
    is_head: bool


def see_labels(folded: str) -> Iterator[Label]:
    """Yield the labels that are printed.

    >>> [folded[slice(*label.span)] for folded in ("责任单位:县水利局", "各责任单位要重视", "各配合单位:")
    ...  for label in see_labels(folded)]
    ['责任单位']
    """
    found = [label for match in _NOUN.finditer(folded) if (label := _label(folded, match))]
    for at, label in enumerate(found):
        if label.is_head:
            after = found[at + 1].span[0] if at + 1 < len(found) else len(folded)
            yield Label(
                label.span, (label.span[1], after if after > label.span[1] + 40 else len(folded)), True
            )
        elif _HAN.search(folded, *label.reach):
            yield label


def _label(folded: str, match: re.Match[str]) -> Label | None:
    if folded[max(0, match.start() - 1)] not in _ROLE_ENDS:
        return None
    low = max(0, match.start() - _REACH)
    before = folded[low : match.start()]
    role = _ROLE.search(before)
    if not role or _ADDRESSED.search(before[max(0, role.start() - 2) : role.start()]):
        return None
    span = low + role.start(), match.end()
    rest = folded[match.end() : match.end() + 4].lstrip(" )\t")
    if rest[:1] not in (":", "]"):
        return Label(span, span, True) if _ALONE.search(before[: role.start()]) else None
    start = match.end() + folded[match.end() : match.end() + 4].index(rest[0]) + 1
    while start < len(folded) and folded[start] in " \n\t":
        start += 1
    ends = (folded.find(mark, start) for mark in _BREAKS)
    return Label(span, (start, min((end for end in ends if end >= 0), default=len(folded))), False)


def gave_none(labels: Sequence[Label], starts: Sequence[int]) -> Iterator[Label]:
    """Yield the labels in whose reach nobody is named; `starts` are the places of the names, in order."""
    for label in labels:
        high = label.reach[1]
        at = bisect_left(starts, label.span[0])
        if at == len(starts) or starts[at] >= high:
            yield label
