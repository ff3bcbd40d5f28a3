"""Values that the stages of target finding hand on: light, frozen, by place in the text."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from extractors.dates import DateHit
from extractors.records import Change, Comparator, Problem, Status
from extractors.values import value

Span = tuple[int, int]
Part = Literal["tasks", "goals", "review", "principles", "safeguards", "annex", "none"]
"""What the text is part of: measures, a plan's goals, a review of the past, …; none: no heading tells."""
DocumentRole = Literal["plan", "report", "account", "rules", "other"]
"""What kind of document: a plan, a work report, one that only gives account, rules, any other."""
COUNTS = frozenset(("item", "count", "people"))
"""Dimensions of what is counted, not measured."""
TagWords = Callable[[str], Sequence[tuple[str, str]]]
"""Cuts a phrase into words with their parts of speech, where the lexicons do not settle what it is."""


@value
class DeadlineHint:
    """A deadline from outside the sentence: of the task, or the plan's period."""

    raw: str
    date: str | None
    inherited: bool = False


@value
class TargetContext:
    """What is known of the place that a text stands in."""

    year: int | None = None
    """The plan's year: the first of its period, else of its issue."""
    period_end: str | None = None
    """Last day of the plan's period, ISO 8601."""
    part: Part = "tasks"
    document: DocumentRole = "plan"
    may_promise: bool = True
    """False where a document gives account or rules, and its parts promise nothing."""
    told: Span | None = None
    """First and last year that a review in this place tells of, where it does not say."""
    deadline: DeadlineHint | None = None
    """Of the task as a whole, or carried from before."""
    regions: frozenset[str] = frozenset()
    """Names of regions, as they are printed, that can stand before an indicator as its scope."""
    tag_words: TagWords | None = None
    row: str = ""
    """The name of the row of a table whose other cells are read: 固定资产投资 | 完成20亿元."""


@value
class Amount:
    """A number with its unit, as printed."""

    start: int
    end: int
    """After the unit."""
    stop: int
    """After what says how the value is meant: 以上, 左右."""
    value: Decimal
    upper: Decimal | None
    unit: str
    """With its scale word."""
    dimension: str
    """Of the lexicon; empty without a unit."""
    weak: bool
    """True if it needs a verb or an indicator beside it to be a measured number."""
    after: Comparator | None = None
    """What stands behind it, or between number and unit: 以上, 以内, 左右, 余."""
    guessed: bool = False
    """True if the unit is in no lexicon, and only its shape says that it is one."""


@value
class Finding:
    """A bound quantity: a target, or, with a status, a quantity that is none."""

    start: int
    end: int
    value_start: int
    value_end: int
    indicator: str
    applies_to: str | None
    comparator: Comparator
    value: str
    upper: str | None
    unit: str
    dimension: str
    change: Change | None
    annual: bool
    baseline_raw: str | None
    baseline_year: int | None
    deadline: DeadlineHint | None
    part_of: int | None
    """Index in the list of targets."""
    ambiguous: bool
    status: Status | None
    confidence: float = 1.0
    """How likely the status is, by its evidence."""
    told_for: tuple[str, str] | None = None
    """First and last day that an achieved number speaks of, ISO 8601."""


@value
class Found:
    """What a text says in numbers."""

    targets: tuple[Finding, ...] = ()
    quantities: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()


NOTHING = Found()


@value
class Memory:
    """What the sentence has said before the clause."""

    indicator: str = ""
    heading: str = ""
    """An indicator that stands as a clause of its own: 粮食产量,1985年达到…"""
    subject: str = ""
    """Any noun phrase that does."""
    active: bool = False
    """True after a commitment in the same sentence."""
    owner: str = ""
    """Of whom the indicator is said, where the clause only named them: 市县级."""
    unit: str = ""
    """Of the last value."""
    change: Change | None = None
    base: DateHit | None = None
    part: bool = False
    """True in and after a part of a whole: 其中."""
    limit: bool = False
    """True after a value that is a limit: 控制在."""

    of_places: bool = False
    """True after a value of a place alone, under what it measures: 能耗降低目标:东城区3.2%."""

    named: tuple[str, ...] = ()
    """The last indicators of the sentence, in order."""

    def under(self, heading: str, subject: str, change: Change | None) -> "Memory":
        """The same, after a noun phrase that stands as a clause of its own."""
        return replace(self, heading=heading, subject=subject, change=change or self.change)


@value
class Binding:
    """What a group of amounts measures."""

    indicator: str
    scope: str | None
    change: Change | None
    stop: int
    """Where the words end that are bound."""
    owner: str = ""
    """Of whom it is said, where the indicator is that of the clause before."""
