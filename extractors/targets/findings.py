"""Findings: indicators, values, comparators, bases and days put together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from extractors.dates import DateHit, find_dates
from extractors.records import Comparator, Problem, Status
from extractors.targets.aspects import Tense
from extractors.targets.clauses import Clause
from extractors.targets.model import Amount, DeadlineHint, Finding, Span, TargetContext
from extractors.targets.rules import Binding, Memory
from extractors.targets.texts import Stretch
from extractors.targets.topics import split_topics

_YEARLY = frozenset(("年均", "每年", "平均每年"))
_BETWEEN_DAYS = frozenset(("、", "和", "与", "及"))


@dataclass(frozen=True)
class Sentence:
    """A sentence, the dates in it, and what it is read with."""

    stretch: Stretch
    low: int
    high: int
    dates: Sequence[DateHit]
    by_end: Mapping[int, DateHit]
    brackets: Sequence[Span]
    tense: Tense
    context: TargetContext

    @property
    def text(self) -> str:
        return self.stretch.text

    @cached_property
    def carried(self) -> DeadlineHint | None:
        """The deadline from before the sentence: the last one printed, else the context's."""
        year = self.context.year
        for day in reversed(find_dates(self.text, self.stretch.start, self.low, year)):
            if is_deadline(day, year):
                return self.hint(day)
        return self.context.deadline

    def hint(self, day: DateHit) -> DeadlineHint:
        """The date phrase as a deadline; one without a day ends with the plan's period."""
        return DeadlineHint(self.stretch.as_printed(day.start, day.end), day.date or self.context.period_end)


@dataclass(frozen=True, slots=True)
class Collected:
    """What has been found so far; the lists grow."""

    stretch: Stretch
    targets: list[Finding]
    quantities: list[Finding]
    problems: list[Problem]


def is_deadline(day: DateHit, year: int | None) -> bool:
    """Return True if a date phrase can be the day by which something is due."""
    return day.kind in ("day", "term") and (year is None or day.year is None or day.year >= year)


def collect(
    sentence: Sentence,
    clause: Clause,
    binding: Binding,
    status: Status | None,
    memory: Memory,
    part: bool,
    found: Collected,
) -> None:
    """Add a finding for each indicator and value of the group."""
    group, stretch = clause.group, found.stretch
    pairs, ambiguous = _pairs(binding.indicator, clause, _days(sentence, clause), sentence.context)
    if ambiguous:
        found.problems.append(
            _unpaired(binding.indicator, len(group), stretch.span(clause.low, group[-1].stop))
        )
    base = _base(clause, memory)
    annual = clause.predicate.annual or any(word in _YEARLY for word, _ in clause.topic.verbs)
    whole = _whole(clause, found.targets) if part and status is None else None
    kept = found.targets if status is None else found.quantities
    for indicator, amount, day in pairs:
        start = min(clause.topic.start, amount.start) if clause.topic.text else amount.start
        kept.append(
            Finding(
                *stretch.span(start, max(amount.stop, binding.stop)),
                *stretch.span(amount.start, amount.end),
                indicator,
                binding.scope,
                _comparator(clause, amount),
                format(amount.value, "f"),
                None if amount.upper is None else format(amount.upper, "f"),
                amount.unit if amount.unit not in ("", "个") else group[-1].unit,
                amount.dimension,
                "increase" if amount.unit == "番" else binding.change,
                annual,
                stretch.as_printed(base.start, base.end) if base else None,
                base.year if base else None,
                day,
                whole,
                ambiguous,
                status,
            )
        )


def _pairs(
    indicator: str, clause: Clause, days: Sequence[DeadlineHint | None], context: TargetContext
) -> tuple[list[tuple[str, Amount, DeadlineHint | None]], bool]:
    """Indicators with values and days; the flag is set where the text does not settle which is whose."""
    group = clause.group
    day = days[-1]
    parted, _, head = indicator.partition("分别")
    each = clause.predicate.each or bool(head)
    if len(group) == 1:
        names = _names_of_each(indicator, context) if each and not head else [indicator]
        return [(name, group[0], day) for name in names], False
    if len(days) == len(group):
        return [(indicator, amount, each_day) for amount, each_day in zip(group, days, strict=True)], False
    split = split_topics(parted, len(group), context.split_words)
    if split is None:
        return [(indicator, amount, day) for amount in group], True
    return [(name + head, amount, day) for name, amount in zip(split, group, strict=True)], False


def _names_of_each(indicator: str, context: TargetContext) -> list[str]:
    for count in range(indicator.count("、") + indicator.count("和") + indicator.count("与") + 1, 1, -1):
        names = split_topics(indicator, count, None)
        if names:
            return names
    return [indicator]


def _days(sentence: Sentence, clause: Clause) -> list[DeadlineHint | None]:
    """The days by which the values are due: one, or one for each value."""
    context, at = sentence.context, clause.group[0].start
    hits = [d for d in sentence.dates if d.start < at and is_deadline(d, context.year)]
    if len(clause.group) > 1 and len(hits) >= len(clause.group):
        last = hits[-len(clause.group) :]
        gaps = [sentence.text[a.end : b.start] for a, b in pairwise(last)]
        if _BETWEEN_DAYS.issuperset(gaps):
            return [sentence.hint(d) for d in last]
    if not hits:
        hits = [d for d in sentence.dates if at < d.start < clause.high and is_deadline(d, context.year)]
    if hits:
        return [sentence.hint(hits[-1])]
    if sentence.carried:
        return [sentence.carried]
    return [DeadlineHint("", context.period_end, True) if context.period_end else None]


def _base(clause: Clause, memory: Memory) -> DateHit | None:
    for hit in clause.predicate.dates:
        if hit.kind in ("base", "past"):
            return hit
    return memory.base if clause.predicate.change else None


def _comparator(clause: Clause, amount: Amount) -> Comparator:
    """How the value is meant: the word before it, else behind it, else behind the last of the list."""
    after = amount.after or clause.group[-1].after
    if amount.upper is not None:
        return "between"
    if clause.predicate.comparator:
        return clause.predicate.comparator
    if after:
        return after
    return "le" if clause.predicate.kind == "limit" else "eq"


def _whole(clause: Clause, targets: Sequence[Finding]) -> int | None:
    """Index of the target that the group is a part of: the last one of the same dimension."""
    for index in range(len(targets) - 1, -1, -1):
        if targets[index].part_of is None and targets[index].dimension == clause.group[0].dimension:
            return index
    return None


def _unpaired(indicator: str, count: int, span: Span) -> Problem:
    message = f"{count} values stand against {indicator}, which does not part into as many indicators."
    return Problem(code="unpaired-values", severity="warning", message=message, span=span)
