"""Binding: each amount to what it measures, in which direction, against which base, by when."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.dates import DateHit, find_dates
from extractors.records import Comparator, Problem, Status
from extractors.targets.amounts import find_amounts, normalized_unit
from extractors.targets.clauses import Binding, Clause, Memory, bind, read_clause, status_of
from extractors.targets.model import Amount, DeadlineHint, Finding, Found, TargetContext
from extractors.targets.texts import Stretch, covering, sentences, stretch_of
from extractors.targets.topics import head_of, read_topic, split_topics

_CONNECTED = re.compile("(?:、|和|与|及|以及|或)$")
_MARKS = (",", ";", ":")
_PART = re.compile("其中|包括|含")
_TITLE = re.compile("《[^《》]{0,80}》|“[^“”]{0,16}”")
_BRACKET = re.compile(r"\([^()]{0,200}\)")
_EACH = re.compile("分别|依次")
_NOTHING = Found()

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence, the dates in it, and what it is read with."""

    text: str
    low: int
    high: int
    dates: tuple[DateHit, ...]
    by_end: Mapping[int, DateHit]
    brackets: Sequence[Span]
    carried: DeadlineHint | None
    context: TargetContext


def find_targets(layout_text: str, folded: str, start: int, end: int, context: TargetContext) -> Found:
    """Return the targets and the other quantities of layout_text[start:end]; spans are into the whole text.

    >>> text = "到2025年,全县森林覆盖率达到45%以上。"
    >>> [(t.indicator, t.comparator, t.value) for t in find_targets(text, text, 0, 22, TargetContext()).targets]
    [('森林覆盖率', 'ge', '45')]
    """
    stretch = stretch_of(folded, start, end)
    amounts = find_amounts(stretch.text, stretch.start, stretch.end)
    if not amounts:
        return _NOTHING
    found = _Collected([], [], [])
    for sentence, inside in _sentences_with(stretch, amounts, context):
        _read_sentence(sentence, inside, stretch, found)
    return Found(tuple(found.targets), tuple(found.quantities), tuple(found.problems))


@dataclass(frozen=True, slots=True)
class _Collected:
    targets: list[Finding]
    quantities: list[Finding]
    problems: list[Problem]


def _sentences_with(
    stretch: Stretch, amounts: Sequence[Amount], context: TargetContext
) -> Iterator[tuple[_Sentence, list[Amount]]]:
    """The sentences that hold amounts, with their dates and the deadline carried from before."""
    text = stretch.text
    dates = [
        d for d in find_dates(text, stretch.start, stretch.end, context.year) if d.kind != "term" or d.date
    ]
    taken = sorted(
        [*(d.span for d in dates), *(m.span() for m in _TITLE.finditer(text, stretch.start, stretch.end))]
    )
    kept = [a for a in amounts if not covering(taken, a.start)]
    brackets = [m.span() for m in _BRACKET.finditer(text, stretch.start, stretch.end)]
    carried = context.deadline
    for low, high in sentences(stretch):
        inside = [a for a in kept if low <= a.start < high]
        days = tuple(d for d in dates if low <= d.start < high)
        if inside:
            yield (
                _Sentence(text, low, high, days, {d.end: d for d in days}, brackets, carried, context),
                inside,
            )
        for day in days:
            if is_deadline(day, context.year):
                carried = DeadlineHint(day.raw, day.date)


def is_deadline(day: DateHit, year: int | None) -> bool:
    """Return True if a date phrase can be the day by which something is due."""
    return day.kind in ("day", "term") and (year is None or day.year is None or day.year >= year)


def _read_sentence(
    sentence: _Sentence, amounts: Sequence[Amount], stretch: Stretch, found: _Collected
) -> None:
    memory = Memory()
    consumed = before = sentence.low
    for group in _groups(sentence.text, amounts):
        low, high = _clause_span(sentence, group[0].start, group[-1].stop)
        if sentence.text.find(";", before, low) >= 0:
            memory = Memory(active=memory.active)
        if low > consumed:
            memory = _with_heading(memory, sentence, max(before, consumed), low)
        before = low
        clause = read_clause(
            sentence.text, max(low, consumed), high, group, sentence.by_end, sentence.context
        )
        binding = bind(clause, memory)
        if binding is None:
            continue
        status = status_of(clause, (sentence.low, sentence.high), sentence.dates, sentence.context)
        _emit(sentence, clause, binding, status, memory, low, stretch, found)
        memory = _after(memory, binding, status, clause)
        consumed = max(binding.stop, group[-1].stop)


def _after(memory: Memory, binding: Binding, status: Status | None, clause: Clause) -> Memory:
    base = clause.predicate.dates[0] if status == "baseline" and clause.predicate.dates else None
    if status == "condition":
        return replace(memory, heading="", subject="")
    return Memory(binding.indicator, "", "", status is None or memory.active, binding.change, base)


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
    text, low = sentence.text, sentence.low
    start = at
    while True:
        start = max(text.rfind(mark, low, start) for mark in _MARKS)
        bracket = covering(sentence.brackets, start) if start >= 0 else None
        if bracket is None or bracket[1] > at:
            break
        start = bracket[0]
    own = covering(sentence.brackets, at)
    start = max(start + 1, low, own[0] + 1 if own else low)
    ends = [text.find(mark, stop, sentence.high) for mark in (*_MARKS, "。", ")")[: 5 if own else 4]]
    return start, min((end for end in ends if end >= 0), default=sentence.high)


def _with_heading(memory: Memory, sentence: _Sentence, low: int, high: int) -> Memory:
    """Remember the noun phrase of the clause right before this one."""
    text = sentence.text
    mark = text[high - 1]
    start = max(max(text.rfind(m, low, high - 1) for m in (*_MARKS, "。")) + 1, low)
    for hit in sentence.dates:
        if start <= hit.start < high:
            start = hit.end
    if mark not in ",:" or not 2 <= high - 1 - start <= 24:
        return replace(memory, heading="", subject="")
    topic = read_topic(text, start, high - 1, False, sentence.context.regions)
    strong = bool(topic.text) and (mark == ":" or bool(head_of(topic.text)))
    return replace(memory, heading=topic.text if strong else "", subject=topic.text)


def _emit(
    sentence: _Sentence,
    clause: Clause,
    binding: Binding,
    status: Status | None,
    memory: Memory,
    low: int,
    stretch: Stretch,
    found: _Collected,
) -> None:
    """Add a finding for each indicator and value of the group."""
    group, text = clause.group, sentence.text
    days = _days(sentence, clause)
    pairs, ambiguous = _pairs(binding.indicator, clause, days, sentence.context)
    if ambiguous:
        found.problems.append(
            _unpaired(binding.indicator, len(group), stretch.span(clause.low, group[-1].stop))
        )
    base = _base(clause, memory)
    unit = group[-1].unit
    whole = _whole(sentence, clause, low, found.targets) if status is None else None
    for indicator, amount, day in pairs:
        comparator = _comparator(clause, amount)
        start = min(clause.topic.start if clause.topic.text else amount.start, amount.start)
        span = stretch.span(start, max(amount.stop, binding.stop))
        value_span = stretch.span(amount.start, amount.end)
        finding = Finding(
            start=span[0],
            end=span[1],
            value_start=value_span[0],
            value_end=value_span[1],
            indicator=indicator,
            applies_to=binding.scope,
            comparator=comparator,
            value=str(amount.value),
            upper=str(amount.upper) if amount.upper is not None else None,
            unit=amount.unit if amount.unit not in ("", "个") else unit,
            dimension=amount.dimension,
            change="increase" if amount.unit == "番" else binding.change,
            annual=clause.predicate.annual
            or any(word in ("年均", "每年", "平均每年") for word, _ in clause.topic.verbs),
            baseline_raw=base.raw if base else None,
            baseline_year=base.year if base else None,
            deadline=day,
            part_of=whole,
            ambiguous=ambiguous,
            status=status,
        )
        (found.targets if status is None else found.quantities).append(finding)


def _pairs(
    indicator: str, clause: Clause, days: Sequence[DeadlineHint | None], context: TargetContext
) -> tuple[list[tuple[str, Amount, DeadlineHint | None]], bool]:
    """Indicators with their values and days; the flag is set where the text does not settle which is whose."""
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
        gaps = [sentence.text[a.end : b.start] for a, b in zip(last, last[1:], strict=False)]
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


def _whole(sentence: _Sentence, clause: Clause, low: int, targets: Sequence[Finding]) -> int | None:
    """Index of the target that these are a part of: 其中, or in a bracket behind it."""
    first = clause.group[0]
    bracket = covering(sentence.brackets, first.start)
    if not bracket and not _PART.search(sentence.text, low, first.start):
        return None
    for index in range(len(targets) - 1, -1, -1):
        target = targets[index]
        if target.part_of is None and target.dimension == first.dimension:
            return index
    return None


def _unpaired(indicator: str, count: int, span: Span) -> Problem:
    message = f"{count} values stand against {indicator}, which does not part into as many indicators."
    return Problem(code="unpaired-values", severity="warning", message=message, span=span)
