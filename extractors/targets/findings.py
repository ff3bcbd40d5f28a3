"""Findings: indicators, values, comparators, bases and days put together."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.dates import DateHit
from extractors.records import Change, Comparator, Problem
from extractors.targets.clauses import Clause
from extractors.targets.coordination import split_topics
from extractors.targets.model import (
    COUNTS,
    Amount,
    Binding,
    DeadlineHint,
    Finding,
    Memory,
    Span,
    TargetContext,
)
from extractors.targets.predicates import CHANGES, OBJECTS
from extractors.targets.sentence import Sentence
from extractors.targets.status import Verdict
from extractors.targets.texts import Stretch
from extractors.values import value

_YEARLY = frozenset(("年均", "每年", "平均每年"))
_NEAR = 40
"""Letters between 每年 and what it counts, and targets between a part and its whole, at most."""
_ENDS = frozenset(",;:")
_BARE_YEAR = re.compile("(?:19|20)[0-9]{2}年")
_DONE = re.compile(
    "之?前?(?:全部|全面|基本|保质保量|按期|如期|力争|确保)*"
    "(?:完成|完工|竣工|建成|投入|投用|交付|到位|达标|开园|开放|开通|通车|投产|办结|销号|见效|使用|收官|验收)[一-鿿、]{0,10}(?:[,;。]|$)"
)
"""What stands behind the day by which something is done, and no more: 10月底前全部完工并投入使用."""
_OF_PART = re.compile("[月季旬]|上半年|前$")
"""A part of the year, which the year alone does not date, or an event: 汛期前."""
_ADDED = frozenset(("新增", "净增", "新增加"))
"""新增投产8项, 新增治理20公里: whatever is done next, there are so many more."""
_EXTENTS = COUNTS | {"area", "length"}
_BETWEEN_DAYS = frozenset(("、", "和", "与", "及"))


@value
class Collected:
    """What has been found so far; the lists grow."""

    stretch: Stretch
    targets: list[Finding]
    quantities: list[Finding]
    problems: list[Problem]


def collect(
    sentence: Sentence,
    clause: Clause,
    binding: Binding,
    verdict: Verdict,
    memory: Memory,
    part: bool,
    found: Collected,
) -> None:
    """Add a finding for each indicator and value of the group."""
    group, stretch, status = clause.group, found.stretch, verdict.status
    pairs, ambiguous = _pairs(binding.indicator, clause, _days(sentence, clause), sentence.context, memory)
    if ambiguous:
        found.problems.append(
            _unpaired(binding.indicator, len(group), stretch.span(clause.low, group[-1].stop))
        )
    if verdict.doubtful:
        found.problems.append(uncertain(verdict, stretch.span(clause.low, group[-1].stop)))
    found.problems.extend(_guessed(stretch, group))
    base = _base(sentence, clause, memory)
    told = sentence.told_at(group[0].start) if status == "achieved" else None
    annual = _is_yearly(sentence, clause)
    whole = _whole(clause, found.targets) if part and status is None else None
    limited = part and memory.limit and not clause.predicate.kind and binding.indicator == memory.indicator
    kept = found.targets if status is None else found.quantities
    for indicator, amount, day in pairs:
        start = min(clause.topic.start, amount.start) if clause.topic.text else amount.start
        kept.append(
            Finding(
                *stretch.span(start, max(amount.stop, binding.stop)),
                *stretch.span(amount.start, amount.end),
                indicator,
                binding.scope,
                _comparator(clause, amount, limited),
                format(amount.value, "f"),
                None if amount.upper is None else format(amount.upper, "f"),
                amount.unit if not _shares_unit(amount, group[-1]) else group[-1].unit,
                amount.dimension,
                _change(clause, amount, binding),
                annual,
                stretch.as_printed(base.start, base.end) if base else None,
                base_year(base, told, sentence.context.year) if base else None,
                day if status is None else None,
                whole,
                ambiguous or verdict.doubtful,
                status,
                verdict.probability,
                told,
            )
        )


def base_year(base: DateHit, told: tuple[str, str] | None, year: int | None) -> int | None:
    """Return the year of a base: 上年 of what a report tells of is the year before that one."""
    if told is None or base.kind != "past" or base.year is None or year is None:
        return base.year
    return int(told[1][:4]) + base.year - year


def uncertain(verdict: Verdict, span: Span) -> Problem:
    """Return the problem of a number that could be promised as well as told."""
    message = f"Read as {verdict.status or 'promised'}, could be {verdict.second}: the signs nearly balance."
    return Problem(code="uncertain-status", severity="info", message=message, span=span)


def _change(clause: Clause, amount: Amount, binding: Binding) -> Change | None:
    """The change that a value is; 提升N个 makes them better, not more (CONTRACT, section 4)."""
    if amount.unit == "番":
        return "increase"
    verbs = [word for word, kind in clause.topic.verbs if kind in OBJECTS or kind in CHANGES]
    verbs += [clause.predicate.verb] if clause.predicate.verb else []
    if verbs and verbs[-1] == "提升" and amount.dimension in _EXTENTS:
        return None
    added = clause.topic.text in _ADDED or not _ADDED.isdisjoint(verbs[:-1])
    return binding.change or ("increase" if added else None)


def _shares_unit(amount: Amount, last: Amount) -> bool:
    """True if the last value of the list says the unit for this one too: 2个和3个百分点."""
    return amount.unit in ("", "个") and (amount.unit == "" or last.unit.startswith("个"))


def _is_yearly(sentence: Sentence, clause: Clause) -> bool:
    """True for a yearly rate: 年均, 每年 in the clause before the value."""
    if clause.predicate.annual or any(word in _YEARLY for word, _ in clause.topic.verbs):
        return True
    at = clause.group[0].start
    near = sentence.calendar.within(max(sentence.low, at - _NEAR), at)
    yearly = (hit.end for hit in near if hit.kind == "recurring" and "年" in hit.raw)
    return any(_ENDS.isdisjoint(sentence.text[end:at]) for end in yearly)


def _pairs(
    indicator: str,
    clause: Clause,
    days: Sequence[DeadlineHint | None],
    context: TargetContext,
    memory: Memory,
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
    split = split_topics(parted, len(group), context.tag_words, _are_of_one_measure(group))
    if split is None and not clause.topic.text and len(memory.named) >= len(group):
        split = list(memory.named[-len(group) :])  # 人数达到5万,收入达到4亿元,分别增长12%和15%
    if split is None:
        return [(indicator, amount, day) for amount in group], True
    return [(name + head, amount, day) for name, amount in zip(split, group, strict=True)], False


def _are_of_one_measure(group: Sequence[Amount]) -> bool:
    """True if the values can measure the same of several things: amounts of any unit, or shares."""
    return len({amount.dimension == "ratio" for amount in group if amount.unit}) < 2


def _names_of_each(indicator: str, context: TargetContext) -> list[str]:
    for count in range(indicator.count("、") + indicator.count("和") + indicator.count("与") + 1, 1, -1):
        names = split_topics(indicator, count, None)
        if names:
            return names
    return [indicator]


def _days(sentence: Sentence, clause: Clause) -> list[DeadlineHint | None]:
    """The days by which the values are due: one, or one for each value."""
    at, count = clause.group[0].start, len(clause.group)
    hits = sentence.calendar.deadlines_before(at, count)
    if count > 1 and len(hits) == count:
        gaps = [sentence.text[a.end : b.start] for a, b in pairwise(hits)]
        if _BETWEEN_DAYS.issuperset(gaps):
            return [sentence.hint(hit) for hit in hits]
    if not hits:
        hits = [d for d in sentence.calendar.deadlines_before(clause.high, 1) if d.start > at]
    if hits and hits[-1].date is None and not _OF_PART.search(hits[-1].raw):
        dated = [d for d in sentence.calendar.deadlines_before(at, 3) if d.date]
        hits = dated or hits
    if done := _day_of_completion(sentence, hits[-1] if hits else None, at):
        return [sentence.hint(done)]
    return [sentence.hint(hits[-1]) if hits else sentence.carried()]


def _day_of_completion(sentence: Sentence, before: DateHit | None, at: int) -> DateHit | None:
    """The day behind a value by which it is done, unless another stands before: 新建学校2所,8月底前投入使用.

    A bare year before it (2023年新建…) only says in which year the day lies.
    """
    if before and (before.start > at or not _BARE_YEAR.fullmatch(before.raw)):
        return None
    last = sentence.calendar.deadlines[-1] if sentence.calendar.deadlines else None
    if last is None or last.start <= at or not _DONE.match(sentence.text, last.end, sentence.high):
        return None
    return last if not before or (last.date or "")[:4] == before.raw[:4] else None


def _base(sentence: Sentence, clause: Clause, memory: Memory) -> DateHit | None:
    for hit in clause.predicate.dates:
        if hit.kind in ("base", "past"):
            return hit
    if not clause.predicate.change:
        return None
    return memory.base or next(
        (h for h in sentence.calendar.within(sentence.low, clause.begin)[::-1] if _leads(h, sentence)), None
    )


def _leads(hit: DateHit, sentence: Sentence) -> bool:
    """True for a base that is said once for all that follows: 与2020年相比,…"""
    return hit.kind == "base" and sentence.text.startswith("相比,", hit.end)


def _comparator(clause: Clause, amount: Amount, limited: bool) -> Comparator:
    """How the value is meant: the word before it, else behind it, else behind the last of the list.

    After 分别 what stands behind the last holds for the last only (CONTRACT, section 4).
    A part of what is `limited` is limited too.
    """
    after = amount.after or (None if clause.predicate.each else clause.group[-1].after)
    if amount.upper is not None:
        return "between"
    if clause.predicate.comparator:
        return clause.predicate.comparator
    if after:
        return after
    return "le" if limited or clause.predicate.kind == "limit" else "eq"


def _whole(clause: Clause, targets: Sequence[Finding]) -> int | None:
    """Index of the target that the group is a part of: the last one of the same dimension."""
    for index in range(len(targets) - 1, max(-1, len(targets) - _NEAR), -1):
        if targets[index].part_of is None and targets[index].dimension == clause.group[0].dimension:
            return index
    return None


def collect_attribute(stretch: Stretch, amount: Amount, noun: str, found: Collected) -> None:
    """Add a number that only describes what is counted, as a condition on it."""
    upper = None if amount.upper is None else format(amount.upper, "f")
    found.quantities.append(
        Finding(
            *stretch.span(amount.start, amount.stop + len(noun)),
            *stretch.span(amount.start, amount.end),
            noun,
            None,
            "between" if upper else amount.after or "eq",
            format(amount.value, "f"),
            upper,
            amount.unit,
            amount.dimension,
            None,
            False,
            None,
            None,
            None,
            None,
            False,
            "condition",
        )
    )


def _guessed(stretch: Stretch, group: Sequence[Amount]) -> Iterator[Problem]:
    """Say which counters no lexicon has: their place behind a number is all that tells them."""
    for amount in group:
        if amount.guessed:
            message = f"{amount.unit} is in no list of units; it is read as one by its place."
            span = stretch.span(amount.start, amount.end)
            yield Problem(code="unknown-measure", severity="info", message=message, span=span)


def _unpaired(indicator: str, count: int, span: Span) -> Problem:
    message = f"{count} values stand against {indicator}, which does not part into as many indicators."
    return Problem(code="unpaired-values", severity="warning", message=message, span=span)
