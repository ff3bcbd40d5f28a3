"""Sentences with what they are read with: their dates, their tense, what was said before."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extractors.dates import DateHit, find_dates
from extractors.targets.model import DeadlineHint, Span, TargetContext
from extractors.targets.tense import Tense
from extractors.targets.texts import Stretch
from extractors.targets.told import Told, default_period, find_told
from extractors.values import value

_OPENS_A_PLAN = re.compile(
    "(?:规划|计划|时期)?的?(?:良好)?(?:开局|起步|开好|第一年|首年|头一年|收官|关键之?年|决胜)"
)
"""“十五五”开局之年: what a year is in a five-year plan, and no day by which anything is due."""
_HEADING = 40
"""Letters of a heading, at most."""
_OPENS = frozenset(("", *",。;:(\n\t 　、"))
_MARK = re.compile("[,。;:]")


def is_deadline(day: DateHit, text: str, year: int | None) -> bool:
    """Return True if a date phrase can be the day by which something is due; `year` is the plan's."""
    if day.kind not in ("day", "term") or not (year is None or day.year is None or day.year >= year):
        return False
    return "五" not in day.raw or not _OPENS_A_PLAN.match(text, day.end)


def _is_said_by_when(day: DateHit, text: str) -> bool:
    """False for a year within a clause that only belongs to a name: 落实2030年气候目标."""
    return day.raw[0] in "到至" or day.raw[-1] in "前底末内" or text[day.start - 1 : day.start] in _OPENS


@value
class Calendar:
    """The date phrases of a sentence, by their places."""

    hits: Sequence[DateHit]
    starts: Sequence[int]
    by_end: Mapping[int, DateHit]
    deadlines: Sequence[DateHit]
    deadline_starts: Sequence[int]
    told: Sequence[Told]
    """The phrases that say which time is spoken of."""
    told_starts: Sequence[int]

    def within(self, low: int, high: int) -> Sequence[DateHit]:
        """The date phrases that begin in a range."""
        return self.hits[bisect_left(self.starts, low) : bisect_left(self.starts, high)]

    def deadlines_before(self, at: int, count: int) -> Sequence[DateHit]:
        """The last days before a place by which something can be due, `count` at most."""
        end = bisect_left(self.deadline_starts, at)
        return self.deadlines[max(0, end - count) : end]


def calendar_of(hits: Sequence[DateHit], text: str, low: int, high: int, context: TargetContext) -> Calendar:
    """Return the date phrases of the sentence text[low:high] by their places.

    >>> text = "较2015年下降,到2020年"
    >>> calendar = calendar_of(find_dates(text, 0, 15, 2020), text, 0, 15, TargetContext(year=2020))
    >>> [hit.raw for hit in calendar.deadlines]
    ['到2020年']
    """
    deadlines = [hit for hit in hits if is_deadline(hit, text, context.year)]
    told = find_told(text, low, high, hits, context)
    return Calendar(
        hits,
        [hit.start for hit in hits],
        {hit.end: hit for hit in hits},
        deadlines,
        [d.start for d in deadlines],
        told,
        [t.start for t in told],
    )


@dataclass(slots=True)
class Carried:
    """What was printed before a place: the last deadline, the last years told; places come in order."""

    text: str
    done: int
    context: TargetContext
    last: DateHit | None = None
    told: Told | None = None
    ahead: tuple[int, int, Sequence[DateHit]] = (0, 0, ())
    """The sentence read last, and its date phrases."""

    def before(self, at: int) -> DateHit | None:
        """The deadline that is carried over to a place."""
        self._read_to(at)
        return self.last

    def told_before(self, at: int) -> Told | None:
        """The years that were spoken of before a place."""
        self._read_to(at)
        return self.told

    def dates_of(self, low: int, high: int) -> Sequence[DateHit]:
        """The date phrases of a sentence, kept until what is behind it is read."""
        self.ahead = (low, high, find_dates(self.text, low, high, self.context.year))
        return self.ahead[2]

    def _dates_to(self, at: int) -> list[DateHit]:
        """The date phrases up to a place, those of the sentence before it as they were found."""
        year, (low, high, hits) = self.context.year, self.ahead
        if not self.done <= low < high <= at:
            return find_dates(self.text, self.done, at, year)
        before = find_dates(self.text, self.done, low, year) if self.done < low else []
        return [*before, *hits, *(find_dates(self.text, high, at, year) if high < at else [])]

    def _read_to(self, at: int) -> None:
        if at <= self.done:
            return
        hits = self._dates_to(at)
        for hit in hits:
            if is_deadline(hit, self.text, self.context.year) and _is_said_by_when(hit, self.text):
                self.last = hit
        for told in find_told(self.text, self.done, at, hits, self.context):
            if told.wide and not self._is_heading(told.start):
                self.told = told
        self.done = at

    def _is_heading(self, at: int) -> bool:
        """Tell whether a place stands in a line without a mark: what a heading names, the context says."""
        end = self.text.find("\n", at, at + _HEADING)
        line = self.text[max(self.text.rfind("\n", 0, at) + 1, at - _HEADING) : end]
        return end >= 0 and not _MARK.search(line)


@value
class Sentence:
    """A sentence that holds amounts."""

    stretch: Stretch
    low: int
    high: int
    calendar: Calendar
    brackets: Sequence[Span]
    tense: Tense
    before: Carried = field(compare=False)
    context: TargetContext

    @property
    def text(self) -> str:
        return self.stretch.text

    def carried(self) -> DeadlineHint | None:
        """The deadline from before: the last one printed, else the context's, else the plan's end."""
        if day := self.before.before(self.low):
            return self.hint(day)
        end = self.context.period_end
        return self.context.deadline or (DeadlineHint("", end, True) if end else None)

    def told_at(self, at: int) -> tuple[str, str] | None:
        """First and last day that an achieved number at a place speaks of."""
        here = bisect_left(self.calendar.told_starts, at)
        before = self.calendar.told[here - 1] if here else self.before.told_before(self.low)
        return before.period if before else default_period(self.context)

    def hint(self, day: DateHit) -> DeadlineHint:
        """The date phrase as a deadline; one without a day ends with the plan's period."""
        return DeadlineHint(self.stretch.as_printed(day.start, day.end), day.date or self.context.period_end)
