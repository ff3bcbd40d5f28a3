"""The goals of its year 预期目标 that a work report states, whatever stands around them (CONTRACT, 2)."""

import re

from extractors.outline.tree import Outline
from extractors.targets.model import Span

_YEARS_GOALS = re.compile(
    "(?:预期|增长|发展|工作|奋斗|主要)(?:增长|调控)?目标(?![任责])[^,。;:\n0-9]{0,8}(?:[是为:,]|\n(?=[是为:,]))"
    "|预期目标[。\n](?=[^。\n]{0,24}[0-9.]+%)"
)
"""Where a work report begins to state the goals of its year 预期目标 (CONTRACT, section 2)."""
_OF_PLAN = re.compile(
    '五[”"]?(?:时期|期间)(?!的?(?:开局|第一年|起步|首年))|[今未]?[后来]五年|五年内|到20[0-9]{2}年|到本世纪|年(?=远景)|年均'
)
_YEAR_NAMED = re.compile("今年|(?:19|20)[0-9]{2}年(?!远景)|年度")
_LISTED = re.compile(
    "[^\n]{2,60}[;;]$|[—\\-·●]|[^\n]{0,60}[0-9.]+(?:%|个百分点|万?人|亿?元)[^\n]{0,16}[;;。]?$"
)
"""A line that goes on with the list of goals that the line before has opened."""


def find_years_goals(folded: str, start: int, end: int) -> list[Span]:
    """Return where folded[start:end], of a work report, states the goals of its year.

    >>> text = "今年发展主要预期目标是:生产总值增长5%;粮食产量5万吨。\\n重点做好以下工作:"
    >>> [text[low:high] for low, high in find_years_goals(text, 0, len(text))]
    ['今年发展主要预期目标是:生产总值增长5%;粮食产量5万吨。']
    """
    spans: list[Span] = []
    for match in _YEARS_GOALS.finditer(folded, start, end):
        if spans and match.start() < spans[-1][1]:
            continue
        clause = max(start, *(folded.rfind(mark, start, match.start()) + 1 for mark in ",。;\n"))
        sentence = max(start, *(folded.rfind(mark, start, match.start()) + 1 for mark in "。\n"))
        first = folded.find(",", match.end(), end)
        if not _OF_PLAN.search(folded, max(sentence, match.start() - 60), max(first, match.end())):
            spans.append((clause, _end_of_list(folded, match.end(), end)))
    return spans


def _end_of_list(folded: str, start: int, end: int) -> int:
    """Return the end of the paragraph, and of the lines that go on with its list."""
    stop = folded.find("\n", start, end)
    while stop >= 0:
        following = folded.find("\n", stop + 1, end)
        line = folded[stop + 1 : following if following >= 0 else end].strip()
        if line and not (_LISTED.match(line) and len(line) <= 90):
            return stop
        stop = following
    return end


def is_of_plan(outline: Outline, folded: str, place: int) -> bool:
    """Tell whether the nearest heading above that names years is that of a five-year plan."""
    item = outline.item_at(place)
    while item is not None:
        start, end = outline.items[item].title
        heading = folded[start:end]
        if _YEAR_NAMED.search(heading) or _OF_PLAN.search(heading):
            return not _YEAR_NAMED.search(heading)
        item = outline.items[item].parent
    return False
