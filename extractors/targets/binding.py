"""Binding: each amount to what it measures, in which direction, against which base, by when."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from extractors.dates import DateHit, find_dates
from extractors.records import Comparator, Problem, Status
from extractors.targets.amounts import find_amounts
from extractors.targets.aspects import Tense, tense_of
from extractors.targets.clauses import Binding, Clause, Memory, bind, read_clause, status_of
from extractors.targets.model import Amount, DeadlineHint, Finding, Found, Span, TargetContext
from extractors.targets.texts import Stretch, covering, find_brackets, find_titles, sentences, stretch_of
from extractors.targets.topics import head_of, is_head, read_topic, split_topics

_CONNECTED = re.compile("(?:、|和|与|及|以及|或)$")
_MARKS = (",", ";", ":")
_END = re.compile("[,;:。]")
_END_IN_BRACKET = re.compile("[,;:。)]")
_PART = re.compile("其中|包括|含")
_YEARLY = frozenset(("年均", "每年", "平均每年"))
_NOTHING = Found()


@dataclass(frozen=True)
class _Sentence:
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
                return DeadlineHint(day.raw, day.date)
        return self.context.deadline


@dataclass(frozen=True, slots=True)
class _Collected:
    """What has been found so far; the lists grow."""

    stretch: Stretch
    targets: list[Finding]
    quantities: list[Finding]
    problems: list[Problem]


def find_targets(layout_text: str, folded: str, start: int, end: int, context: TargetContext) -> Found:
    """Return the targets and the other quantities of layout_text[start:end]; spans are into the whole text.

    >>> text = "到2025年,全县森林覆盖率达到45%以上。"
    >>> found = find_targets(text, text, 0, len(text), TargetContext())
    >>> [(t.indicator, t.comparator, t.value, t.unit, t.deadline.date) for t in found.targets]
    [('森林覆盖率', 'ge', '45', '%', '2025-12-31')]
    """
    stretch = stretch_of(folded, start, end)
    amounts = find_amounts(stretch.text, stretch.start, stretch.end)
    if not amounts:
        return _NOTHING
    found = _Collected(stretch, [], [], [])
    for sentence, inside in _sentences_with(stretch, amounts, context):
        _read_sentence(sentence, inside, found)
    return Found(tuple(found.targets), tuple(found.quantities), tuple(found.problems))


def _sentences_with(
    stretch: Stretch, amounts: Sequence[Amount], context: TargetContext
) -> Iterator[tuple[_Sentence, list[Amount]]]:
    """The sentences that hold amounts."""
    text = stretch.text
    for low, high in sentences(stretch, [amount.start for amount in amounts]):
        dates = [d for d in find_dates(text, low, high, context.year) if _is_of_years(d)]
        taken = sorted([*(d.span for d in dates), *find_titles(text, low, high)])
        inside = [a for a in amounts if low <= a.start < high and not covering(taken, a.start)]
        if inside:
            by_end = {d.end: d for d in dates}
            tense = tense_of(text, low, high, dates, context.year)
            brackets = find_brackets(text, low, high)
            yield _Sentence(stretch, low, high, dates, by_end, brackets, tense, context), inside


def _is_of_years(day: DateHit) -> bool:
    """False for 5个工作日内 and its kin, which are amounts."""
    return day.kind != "term" or "年" in day.raw or "期" in day.raw


def is_deadline(day: DateHit, year: int | None) -> bool:
    """Return True if a date phrase can be the day by which something is due."""
    return day.kind in ("day", "term") and (year is None or day.year is None or day.year >= year)


def _read_sentence(sentence: _Sentence, amounts: Sequence[Amount], found: _Collected) -> None:
    text = sentence.text
    memory = Memory()
    consumed = before = sentence.low
    for group in _groups(text, amounts):
        low, high = _clause_span(sentence, group[0].start, group[-1].stop)
        if text.find(";", before, low) >= 0:
            memory = Memory(active=memory.active)
        clause = read_clause(text, max(low, consumed), high, group, sentence.by_end, sentence.context)
        if low > consumed and (not clause.topic.text or is_head(clause.topic.text)):
            memory = memory.under(*_heading(sentence, max(before, consumed), low))
        before = low
        binding = bind(clause, memory)
        if binding is None:
            continue
        status = _status(sentence, clause, consumed)
        part = _is_part(sentence, clause, low, memory)
        _emit(sentence, clause, binding, status, memory, part, found)
        bracketed = covering(sentence.brackets, group[0].start) is not None
        memory = _after(memory, binding, status, clause, part and not bracketed)
        if status != "condition":
            consumed = max(binding.stop, group[-1].stop)


def _status(sentence: _Sentence, clause: Clause, consumed: int) -> Status | None:
    if clause.group[0].start < consumed:
        return "condition"
    return status_of(clause, (sentence.low, sentence.high), sentence.tense, sentence.context)


def _after(memory: Memory, binding: Binding, status: Status | None, clause: Clause, part: bool) -> Memory:
    if status == "condition":
        return Memory(memory.indicator, "", "", memory.active, memory.change, memory.base, memory.part)
    dates = clause.predicate.dates
    base = dates[0] if status == "baseline" and dates else None
    return Memory(binding.indicator, "", "", status is None or memory.active, binding.change, base, part)


def _groups(text: str, amounts: Sequence[Amount]) -> Iterator[list[Amount]]:
    """Amounts that follow each other with nothing between but 、 or 和."""
    group: list[Amount] = []
    for amount in amounts:
        if group and not (_CONNECTED.match(text, group[-1].stop, amount.start) and _alike(group[-1], amount)):
            yield group
            group = []
        group.append(amount)
    if group:
        yield group


def _alike(one: Amount, other: Amount) -> bool:
    return one.dimension == other.dimension or one.unit in ("", "个")


def _clause_span(sentence: _Sentence, at: int, stop: int) -> Span:
    """The clause around an amount: between marks, those inside of brackets apart, or in its own bracket."""
    own = covering(sentence.brackets, at)
    low = max(sentence.low, own[0] + 1 if own else 0)
    end = (_END_IN_BRACKET if own else _END).search(sentence.text, stop, sentence.high)
    return _clause_start(sentence, low, at), end.start() if end else sentence.high


def _clause_start(sentence: _Sentence, low: int, at: int) -> int:
    text, start = sentence.text, at
    while True:
        start = max(text.rfind(",", low, start), text.rfind(";", low, start), text.rfind(":", low, start))
        if start < 0:
            return low
        bracket = covering(sentence.brackets, start)
        if bracket is None or bracket[1] > at:
            return start + 1
        start = bracket[0]


def _heading(sentence: _Sentence, low: int, high: int) -> tuple[str, str]:
    """The noun phrase of the clause right before this one: as an indicator, and as any subject."""
    text = sentence.text
    if text[high - 1] not in ",:":
        return "", ""
    start = max(*(text.rfind(mark, low, high - 1) + 1 for mark in _MARKS), low)
    for hit in sentence.dates:
        if start <= hit.start < high:
            start = hit.end
    if not 2 <= high - 1 - start <= 24:
        return "", ""
    topic = read_topic(text, start, high - 1, False, sentence.context.regions).text
    strong = bool(topic) and (text[high - 1] == ":" or bool(head_of(topic)))
    return topic if strong else "", topic


def _emit(
    sentence: _Sentence,
    clause: Clause,
    binding: Binding,
    status: Status | None,
    memory: Memory,
    part: bool,
    found: _Collected,
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
                base.raw if base else None,
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


def _days(sentence: _Sentence, clause: Clause) -> list[DeadlineHint | None]:
    """The days by which the values are due: one, or one for each value."""
    context, at = sentence.context, clause.group[0].start
    hits = [d for d in sentence.dates if d.start < at and is_deadline(d, context.year)]
    if len(clause.group) > 1 and len(hits) >= len(clause.group):
        last = hits[-len(clause.group) :]
        gaps = [sentence.text[a.end : b.start] for a, b in pairwise(last)]
        if all(gap in ("、", "和", "与", "及") for gap in gaps):
            return [DeadlineHint(d.raw, d.date) for d in last]
    if not hits:
        hits = [d for d in sentence.dates if at < d.start < clause.high and is_deadline(d, context.year)]
    if hits:
        return [DeadlineHint(hits[-1].raw, hits[-1].date or context.period_end)]
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


def _is_part(sentence: _Sentence, clause: Clause, low: int, memory: Memory) -> bool:
    """True for what stands in a bracket behind its whole, or after 其中."""
    at = clause.group[0].start
    if covering(sentence.brackets, at) or _PART.search(sentence.text, low, at):
        return True
    return memory.part and not clause.predicate.kind


def _whole(clause: Clause, targets: Sequence[Finding]) -> int | None:
    """Index of the target that the group is a part of: the last one of the same dimension."""
    for index in range(len(targets) - 1, -1, -1):
        if targets[index].part_of is None and targets[index].dimension == clause.group[0].dimension:
            return index
    return None


def _unpaired(indicator: str, count: int, span: Span) -> Problem:
    message = f"{count} values stand against {indicator}, which does not part into as many indicators."
    return Problem(code="unpaired-values", severity="warning", message=message, span=span)
