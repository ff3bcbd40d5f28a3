"""Binding: each amount to what it measures, in which direction, against which base, by when."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.dates import DateHit
from extractors.records import Change, Status
from extractors.targets.amounts import find_amounts
from extractors.targets.aspects import starts_change
from extractors.targets.attributes import find_attributes, thing_after
from extractors.targets.clauses import Clause, read_clause
from extractors.targets.constructions import bind, bind_told
from extractors.targets.coordination import find_groups
from extractors.targets.findings import Collected, collect, collect_attribute
from extractors.targets.indicator import head_of, is_head, is_scope, read_topic
from extractors.targets.model import Amount, Binding, Found, Memory, Span, TargetContext
from extractors.targets.predicates import CHANGES, is_deed, word_at
from extractors.targets.sentence import Carried, Sentence, calendar_of
from extractors.targets.status import Verdict, status_of
from extractors.targets.tense import tense_of, words_of_tense
from extractors.targets.texts import (
    Stretch,
    bounds,
    covering,
    find_brackets,
    find_titles,
    sentences,
    stretch_of,
)

_MARKS = (",", ";", ":")
_END = re.compile("[,;:。]")
_END_IN_BRACKET = re.compile("[,;:。)]")
_ROW = re.compile(r"(?:预期|约束)性(?=[\s\d<>≥≤\[-])")
"""A row of a table of indicators that has lost its lines: which number is whose has got lost too."""
_TOTAL = re.compile("累计|总共|共计?|总计|合计|达到?")
"""新增900户(累计1200户): a sum, and no part."""
_PART = re.compile("其中|包括|含")
_STATE = re.compile(
    "(?:相对|基本|保持|持续|稳步|明显|显著|进一步|不断|大幅|逐步|逐年|快速|较快|日益)[^,;。]{1,4}$"
    "|(?:[屡再又连续均]创|刷新|创下?|创造)[^,;。]{0,6}(?:新高|纪录|记录|最高水平|最好水平)$"
)
"""What a noun phrase says of itself: 果园面积相对稳定,2000年保持在…; 产量再创新高,达到…"""
_ASIDE = re.compile("按照?[^,;。]{2,16}(?:计算|价格?|口径)|扣除|剔除|在[^,;。]{2,18}[下上中],")
"""How it is reckoned, or under what condition: 按不变价格计算."""
_AIM = re.compile(
    "(?<=..)(?:(提高|提升|增长|增加)|(降低|下降|减少|压减|削减))?(?:控制|完成|年度)*(?:的?(?:目标|任务|指标|计划)[值数]?|分[解配]|如下|为)+$"
)
"""What a heading calls the values under it: 单位GDP能耗降低目标:东城区3.2%."""
_AIM_ALONE = re.compile(
    "(?:工作|总体|年度|具体|主要|绩效)*(?:目标|任务|指标|措施|举措|行动|项目)[0-9一二三四五六七八九十]*"
)
_GIVEN_OUT = re.compile(
    "^(?:下达|分[解配]|明确|确定|制定|编制|安排|落实|调整)(?:各(?:地[区市]?|[县市区旗州]{1,2}|单位))?(?=[一-鿿]{2})"
)
_IN_A_ROW = re.compile("(?:已经?|再次)?连续[0-9一二两三四五六七八九十]{1,3}[个年][^,;。]{0,12},$")
_UPON = re.compile("在[^,;。]{2,18}(?:基础上|情况下|前提下|条件下),$")
_AMOUNT = re.compile("[0-9][万亿千百]*[元吨%人户]")
_MEASURED = frozenset("数量额率度值")
"""Letters that what is measured ends in."""
_GRANTED = re.compile("给予|奖补|补助|补贴|贴息|资助|奖励")
_MOST_NAMED = 4
_LONGEST = 200
"""Letters of a clause before and behind an amount, at most."""
_NOTHING = Found()


def find_targets(layout_text: str, folded: str, start: int, end: int, context: TargetContext) -> Found:
    """Return the targets and the other quantities of layout_text[start:end]; spans are into the whole text.

    >>> text = "到2025年,全县森林覆盖率达到45%以上。"
    >>> found = find_targets(text, text, 0, len(text), TargetContext())
    >>> [(t.indicator, t.comparator, t.value, t.unit, t.deadline.date) for t in found.targets]
    [('森林覆盖率', 'ge', '45', '%', '2025-12-31')]
    """
    stretch = stretch_of(layout_text, folded, start, end)
    amounts = find_amounts(stretch.text, stretch.start, stretch.end)
    if not amounts:
        return _NOTHING
    found = Collected(stretch, [], [], [])
    for sentence, inside in _sentences_with(stretch, amounts, context):
        _read_sentence(sentence, inside, found)
    return Found(tuple(found.targets), tuple(found.quantities), tuple(found.problems))


def _sentences_with(
    stretch: Stretch, amounts: Sequence[Amount], context: TargetContext
) -> Iterator[tuple[Sentence, list[Amount]]]:
    """The sentences that hold amounts."""
    text = stretch.text
    carried = Carried(text, stretch.start, context)
    said = words_of_tense(text, stretch.start, stretch.end)
    spans = sentences(stretch, [amount.start for amount in amounts])
    ends = bounds([amount.start for amount in amounts], spans)
    for (low, high), inside in zip(spans, ends, strict=True):
        spoken_of = carried.told_before(low)
        dates = [d for d in carried.dates_of(low, high) if _is_of_years(d)]
        taken = sorted([*(d.span for d in dates), *find_titles(text, low, high)])
        kept = [a for a in amounts[inside] if not covering(taken, a.start)]
        if kept and not (text.find("性", low, high) >= 0 and _ROW.search(text, low, high)):
            year_said = int(spoken_of.period[1][:4]) if spoken_of else None
            tense = tense_of(text, low, high, said, dates, context, year_said)
            brackets = find_brackets(text, low, high)
            calendar = calendar_of(dates, text, low, high, context)
            yield Sentence(stretch, low, high, calendar, brackets, tense, carried, context), kept


def _is_of_years(day: DateHit) -> bool:
    """False for 5个工作日内 and its kin, which are amounts."""
    return day.kind != "term" or "年" in day.raw or "期" in day.raw


def _read_sentence(sentence: Sentence, amounts: Sequence[Amount], found: Collected) -> None:
    text = sentence.text
    memory = Memory()
    consumed = before = sentence.low
    describing = find_attributes(text, sentence.low, amounts, sentence.context.tag_words)
    for index in sorted(describing):
        noun = thing_after(text, amounts[index])
        collect_attribute(sentence.stretch, amounts[index], noun, found)
    for group in find_groups(text, [a for i, a in enumerate(amounts) if i not in describing]):
        low, high = _clause_span(sentence, group[0].start, group[-1].stop)
        if text.find(";", before, low) >= 0:
            memory = Memory(memory.indicator, active=memory.active, owner=memory.owner, unit=memory.unit)
        clause = read_clause(text, max(low, consumed), high, group, sentence.calendar, sentence.context)
        if low > consumed and _is_elliptic(clause.topic.text):
            memory = memory.under(*_heading(sentence, max(before, consumed), low))
        alone = not (clause.topic.text or memory.heading or memory.indicator)
        if sentence.context.row and clause.predicate.kind and alone:
            memory = memory.under(sentence.context.row, sentence.context.row, None)
        before = low
        part = _is_part(sentence, clause, low, memory)
        binding = bind(clause, memory if part == memory.part else replace(memory, part=part))
        if binding is None and (sentence.context.part == "review" or sentence.context.document == "account"):
            binding = bind_told(clause)
        if binding is None:
            continue
        verdict = _status(sentence, clause, consumed)
        status = verdict.status
        collect(sentence, clause, binding, verdict, memory, part, found)
        bracketed = covering(sentence.brackets, group[0].start) is not None
        memory = _after(memory, binding, status, clause, part and not bracketed)
        if status != "condition":
            consumed = max(binding.stop, group[-1].stop)


def _is_elliptic(topic: str) -> bool:
    """True if a topic does not say by itself what is measured."""
    return not topic or is_head(topic) or is_deed(topic) or is_scope(topic)


def _status(sentence: Sentence, clause: Clause, consumed: int) -> Verdict:
    if clause.group[0].start < consumed or _is_granted(sentence, clause):
        return Verdict("condition", 1.0)
    if starts_change(clause.text, clause.begin, clause.group[0].start, clause.group[-1].stop, sentence.high):
        return Verdict("baseline", 1.0)
    return status_of(clause, (sentence.low, sentence.high), sentence.tense, sentence.context)


def _is_granted(sentence: Sentence, clause: Clause) -> bool:
    """True for 给予奖补,最高500万元: the most that whoever fulfils the condition gets."""
    if clause.group[-1].dimension != "money" or clause.predicate.comparator != "le":
        return False
    return _GRANTED.search(sentence.text, sentence.low, clause.predicate.start) is not None


def _after(memory: Memory, binding: Binding, status: Status | None, clause: Clause, part: bool) -> Memory:
    if status == "condition":
        return replace(memory, heading="", subject="", part=part)
    dates = clause.predicate.dates
    base = dates[0] if status == "baseline" and dates else None
    limit = clause.predicate.kind == "limit" or (part and memory.limit)
    return Memory(
        binding.indicator,
        active=status in (None, "achieved") or memory.active,
        owner=binding.owner,
        unit=clause.group[-1].unit,
        change=binding.change,
        base=base,
        part=part,
        limit=limit,
        of_places=_is_of_places(clause, binding),
        named=tuple(dict.fromkeys((*memory.named, binding.indicator)))[-_MOST_NAMED:],
    )


def _is_of_places(clause: Clause, binding: Binding) -> bool:
    """True for 东城区3.2%: a place and its value, and what is measured said before."""
    return bool(binding.scope) and binding.scope == clause.topic.text and not clause.predicate.kind


def _clause_span(sentence: Sentence, at: int, stop: int) -> Span:
    """The clause around an amount: between marks, those inside of brackets apart, or in its own bracket."""
    own = covering(sentence.brackets, at)
    low = max(sentence.low, at - _LONGEST, own[0] + 1 if own else 0)
    high = min(sentence.high, stop + _LONGEST)
    end = (_END_IN_BRACKET if own else _END).search(sentence.text, stop, high)
    return _clause_start(sentence, low, at), end.start() if end else high


def _clause_start(sentence: Sentence, low: int, at: int) -> int:
    text, start = sentence.text, at
    while True:
        start = max(text.rfind(",", low, start), text.rfind(";", low, start), text.rfind(":", low, start))
        if start < 0:
            return low
        bracket = covering(sentence.brackets, start)
        if bracket is None or bracket[1] > at:
            return start + 1
        start = bracket[0]


def _heading(sentence: Sentence, low: int, high: int) -> tuple[str, str, Change | None]:
    """What the clause right before this one names, as indicator and as any subject, and its change."""
    text = sentence.text
    if text[high - 1] not in ",:":
        return "", "", None
    low = max(low, high - _LONGEST)
    start = max(*(text.rfind(mark, low, high - 1) + 1 for mark in _MARKS), low)
    while low < start and text[start - 1] == "," and _ASIDE.match(text, start, high):
        high = start
        start = max(*(text.rfind(mark, low, high - 1) + 1 for mark in _MARKS), low)
    high = _before_aside(text, start, high)
    if _AMOUNT.search(text, start, high):
        return "", "", None
    for hit in sentence.calendar.within(start, high):
        start = hit.end
    if not 1 <= high - 1 - start <= 32:
        return "", "", None
    said = read_topic(text, start, high - 1, False, sentence.context.regions).text
    topic, change = _without_aim(_without_verb(_STATE.sub("", said)))
    measured = topic != said or text[high - 1] in ":在" or topic[-1:] in _MEASURED or bool(head_of(topic))
    strong = bool(topic) and measured
    return topic if strong else "", topic, change


def _without_aim(topic: str) -> tuple[str, Change | None]:
    """Return a heading without what it calls the values under it, and the change that it says of them."""
    if _AIM_ALONE.fullmatch(topic):
        return "", None
    match = _AIM.search(topic)
    if match is None:
        return topic, None
    change: Change | None = "increase" if match[1] else "decrease" if match[2] else None
    return _GIVEN_OUT.sub("", topic[: match.start()]), change


def _before_aside(text: str, start: int, high: int) -> int:
    """Where a clause ends that goes on with what a subject has done, or with what was: 粮食|连续五年增产,…"""
    aside = _IN_A_ROW.search(text, start + 2, high) or _UPON.search(text, start + 2, high)
    return aside.start() + 1 if aside else high


def _without_verb(topic: str) -> str:
    """提高经费支出占比,2032年达到5%: what is measured, without the verb of which it is the object."""
    word, kind = word_at(topic, 0, len(topic))
    rest = topic[len(word) :]
    return rest if kind in CHANGES and len(word) > 1 and len(rest) > 1 and head_of(rest) else topic


def _is_part(sentence: Sentence, clause: Clause, low: int, memory: Memory) -> bool:
    """True for what stands in a bracket behind its whole, or after 其中."""
    at = clause.group[0].start
    if clause.predicate.start == low and _TOTAL.match(sentence.text, low, at):
        return False
    if covering(sentence.brackets, at) or _PART.search(sentence.text, low, at):
        return True
    if sentence.text[low - 1 : low] == ":" and _PART.search(sentence.text, max(0, low - 3), low):
        return True
    return memory.part and not clause.predicate.kind
