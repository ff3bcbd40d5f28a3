"""Date phrases by their places: read once in a document, and served by range."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from extractors.date_forms import DateKind, PlanYear, form_pattern, read_form
from extractors.values import value

# What may stand around the core of a date phrase and belongs to it, or turns its meaning.
_LEAD = re.compile("(?:截至|截止到?|到|至)$")
_TAIL = re.compile(
    '[”"」]?(?:规划|计划)? ?(?:年?底|末期|期末|年?末|中期|期间|时期|之内|内(?!蒙)|期(?![^末内间,;。]))?'
    "(?: ?(?:[来到]临之?|到来之?)?(?:之前|以前|前(?![后期述列三])|为?止))?"
)
_NO_DATE = re.compile(" ?(?:版|修订|修正|第[0-9]+号)")
_BASE_BEFORE = re.compile("(?:比|较|相对于|相比于|对比) ?$")
_BASE_AFTER = re.compile(" ?(?:的?(?:同期|实际|现状)?的?(?:基础|水平)|为基)")
_PRICE_AFTER = re.compile(" ?(?:不变价|可比价|的?价)")
_COMPARED = re.compile(" ?年?(?:相比|比较|比|持平|相当)")
_RATIO_BEFORE = re.compile("(?:相当于|为|是|达到|达|超过|高于|低于) ?$")
_RATIO = re.compile(" ?的 ?[0-9.两一二三四五六七八九十百]+ ?(?:倍|%|成|左右|以上)")
_FROM = re.compile("(?:自|从|由) ?$")
_SINCE = re.compile(" ?(?:起|开始|以来|以后|之后|后)")
_OPENING = re.compile(" ?的?(?:实现)?[一-鿿]{0,2}(?:开局|起步|首年|第一年|开门红)")
"""Behind a five-year plan: 实现“十五五”良好开局 is of its first year, not of its end."""
_OF = re.compile(" ?的? ?[0-9]")
_TRIGGER = re.compile("[年月季纪期逐旬末五日周前/.-]")
"""What every date phrase holds one of."""
_REACH = 14
"""Characters before a trigger that a phrase can begin at."""

_BESIDE, _BEHIND = 6, 40
"""Characters before and behind what a form matches that tell the phrase and its kind."""
_STOPS = frozenset(",;)。\n")
"""Signs at which a form ends as it does where the text ends."""


@value
class _Core:
    """What a form matches, and what it says by itself."""

    start: int
    end: int
    day: str | None
    kind: DateKind


@value
class DateHit:
    """A date phrase in a text."""

    start: int
    end: int
    raw: str
    """As printed."""
    date: str | None
    """Last day, ISO 8601; null where the phrase gives none."""
    kind: DateKind

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end

    @property
    def year(self) -> int | None:
        return int(self.date[:4]) if self.date else None


@value
class _Index:
    """The date phrases of a whole text."""

    cores: Sequence[_Core]
    starts: Sequence[int]
    hits: Sequence[DateHit | None]
    """Of each core the phrase that it makes with what stands around it."""


@value
class _Document:
    """The text whose phrases are kept, and what was found in it, by the plan's year and the day of issue."""

    text: str
    found: dict[tuple[int | None, str | None], _Index]

    def index(self, year: int | None) -> _Index:
        """Return the phrases of the whole text, found when they are asked for first."""
        key = (year, year.issued_on if isinstance(year, PlanYear) else None)
        index = self.found.get(key)
        return index or self.found.setdefault(key, _index(self.text, year))


_DOCUMENT: ContextVar[_Document | None] = ContextVar("document whose dates are kept", default=None)


@contextmanager
def kept_dates(folded: str) -> Iterator[None]:
    """Keep the date phrases of a document's text within the block: many rooms ask for those of its ranges."""
    token = _DOCUMENT.set(_Document(folded, {}))
    try:
        yield
    finally:
        _DOCUMENT.reset(token)


def date_hits(folded: str, start: int, end: int, year: int | None) -> list[DateHit]:
    """Return the date phrases of folded[start:end], each by itself, in order."""
    document = _DOCUMENT.get()
    if document is None or document.text is not folded:
        return _read(folded, start, end, year)
    index = document.index(year)
    first, last = bisect_left(index.starts, start), bisect_left(index.starts, end)
    if _crosses(folded, index, first, last, start, end):
        return _read(folded, start, end, year)
    hits: list[DateHit] = []
    for at in range(first, last):
        core = index.cores[at]
        inside = start + _BESIDE <= core.start and core.end + _BEHIND <= end
        if hit := index.hits[at] if inside else _hit(folded, core, start, end):
            hits.append(hit)
    return hits


def _crosses(folded: str, index: _Index, first: int, last: int, start: int, end: int) -> bool:
    """Tell whether a phrase may stand over an end of the range: the range alone then reads otherwise."""
    if first and index.cores[first - 1].end > start:
        return True
    if last > first and index.cores[last - 1].end > end:
        return True
    if end >= len(folded) or folded[end] in _STOPS:
        return False
    return _TRIGGER.search(folded, max(start, end - _REACH), end) is not None


def _index(folded: str, year: int | None) -> _Index:
    cores = list(_cores(folded, 0, len(folded), year))
    hits = [_hit(folded, core, 0, len(folded)) for core in cores]
    return _Index(cores, [core.start for core in cores], hits)


def _read(folded: str, start: int, end: int, year: int | None) -> list[DateHit]:
    cores = _cores(folded, start, end, year)
    return [hit for core in cores if (hit := _hit(folded, core, start, end))]


def _cores(folded: str, start: int, end: int, year: int | None) -> Iterator[_Core]:
    pattern = form_pattern()
    for low, high in _windows(folded, start, end):
        for match in pattern.finditer(folded, low, high):
            yield _Core(*match.span(), *read_form(match, year))


def _windows(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches around what every date phrase holds: the one cheap search over the whole text."""
    low = high = start
    for trigger in _TRIGGER.finditer(folded, start, end):
        at = trigger.start()
        if at - _REACH > high and high > low:
            yield low, high
        if at - _REACH > high or high == low:
            low = max(start, at - _REACH)
        high = min(end, at + 8)
    if high > low:
        yield low, high


def _hit(text: str, core: _Core, start: int, end: int) -> DateHit | None:
    at, stop = core.start, core.end
    digit_before = at > start and text[at].isdecimal() and (text[at - 1].isdecimal() or text[at - 1] == ".")
    if digit_before or (text[stop - 1] != "内" and _NO_DATE.match(text, stop, end)):
        return None
    kind = core.kind
    stop = _tail_end(text, stop, end)
    if at > start and text[at - 1] in '“"「':
        at -= 1
    if kind == "day":
        kind = _kind_in_frame(text, at, stop, start, end)
    if kind in ("day", "term") and (lead := _LEAD.search(text, max(start, at - 3), at)):
        at = lead.start()
    return DateHit(at, stop, text[at:stop], core.day, kind)


def _tail_end(text: str, stop: int, end: int) -> int:
    tail = _TAIL.match(text, stop, end)
    return tail.end() if tail else stop


def _kind_in_frame(text: str, at: int, stop: int, start: int, end: int) -> DateKind:
    if _PRICE_AFTER.match(text, stop, end):
        return "price"
    low = max(start, at - 4)
    compared = text[at - 1 : at] in ("与", "同", "和") and _COMPARED.match(text, stop, end)
    if compared or _BASE_BEFORE.search(text, low, at) or _BASE_AFTER.match(text, stop, end):
        return "base"
    if _RATIO_BEFORE.search(text, low, at) and _RATIO.match(text, stop, end):
        return "base"
    if _SINCE.match(text, stop, end) or ("五" in text[at:stop] and _OPENING.match(text, stop, end)):
        return "since"
    if _FROM.search(text, low, at):
        return "base" if _OF.match(text, stop, end) else "since"
    return "day"
