"""Sentences with what they are read with: their dates, their tense, what was said before."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extractors.dates import DateHit, find_dates
from extractors.targets.aspects import Tense
from extractors.targets.model import DeadlineHint, Span, TargetContext
from extractors.targets.texts import Stretch
from extractors.values import value


def is_deadline(day: DateHit, year: int | None) -> bool:
    """Return True if a date phrase can be the day by which something is due; `year` is the plan's."""
    return day.kind in ("day", "term") and (year is None or day.year is None or day.year >= year)


@value
class Calendar:
    """The date phrases of a sentence, by their places."""

    hits: Sequence[DateHit]
    starts: Sequence[int]
    by_end: Mapping[int, DateHit]
    deadlines: Sequence[DateHit]
    deadline_starts: Sequence[int]

    def within(self, low: int, high: int) -> Sequence[DateHit]:
        """The date phrases that begin in a range."""
        return self.hits[bisect_left(self.starts, low) : bisect_left(self.starts, high)]

    def deadlines_before(self, at: int, count: int) -> Sequence[DateHit]:
        """The last days before a place by which something can be due, `count` at most."""
        end = bisect_left(self.deadline_starts, at)
        return self.deadlines[max(0, end - count) : end]


def calendar_of(hits: Sequence[DateHit], year: int | None) -> Calendar:
    """Return the date phrases of a sentence by their places; `year` is the plan's.

    >>> [hit.raw for hit in calendar_of(find_dates("较2015年下降,到2020年", 0, 15, 2020), 2020).deadlines]
    ['到2020年']
    """
    deadlines = [hit for hit in hits if is_deadline(hit, year)]
    return Calendar(
        hits,
        [hit.start for hit in hits],
        {hit.end: hit for hit in hits},
        deadlines,
        [d.start for d in deadlines],
    )


@dataclass(slots=True)
class Carried:
    """The last deadline printed before a place; places are asked for in order."""

    text: str
    done: int
    year: int | None
    last: DateHit | None = None

    def before(self, at: int) -> DateHit | None:
        """The deadline that is carried over to a place."""
        for hit in find_dates(self.text, self.done, at, self.year):
            if is_deadline(hit, self.year):
                self.last = hit
        self.done = max(self.done, at)
        return self.last


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

    def hint(self, day: DateHit) -> DeadlineHint:
        """The date phrase as a deadline; one without a day ends with the plan's period."""
        return DeadlineHint(self.stretch.as_printed(day.start, day.end), day.date or self.context.period_end)
