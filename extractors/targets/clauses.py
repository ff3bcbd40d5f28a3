"""Clauses: which words around a group of amounts are its indicator, by the grammar of the clause."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.dates import DateHit
from extractors.records import Change, Status
from extractors.targets.aspects import is_conditional, is_given, is_past, is_size
from extractors.targets.model import Amount, TargetContext
from extractors.targets.predicates import CHANGES, OBJECTS, STATES, Predicate, read_predicate
from extractors.targets.topics import Topic, head_of, is_aim, read_topic, trim_object

_NOUN_END = re.compile(r"[,;:。!?、(\n\t\[]|(?:和|及|以及|并|与)(?=[^,;。、]{0,4}[0-9])")
_NO_NOUN = re.compile("用于|用来|以|并|来|比|较|由|从|在|为|是|后|时|中|等|左右|的[,。]|达到|完成|每")
_SMALL_BRACKET = re.compile(r"\([^()]{1,4}\)")
_RELATIVE = re.compile("(?:符合|有|具有|覆盖|满足|适应)[^,;。、]*$")
_SERVICE = re.compile(
    "(?:完成)?(?:放行|办结|办理|答复|审批|受理|反馈|响应|到达|处置|送达|发放|拨付|兑付|审结|办完)"
)
_LOCATIVE_END = re.compile(
    "(?:大力|全面|率先|先行|深入|统一|组织)?(?:开展|实施|启动|推广|推行|探索|试点|建设|建立)"
)
_SCOPE_ONLY = re.compile(".{1,10}(?:地区|试验区|示范区|城市|省|市|县|区|州|盟|旗|企业|院校|农村|城镇)")
_GROWTH = re.compile("的?[^,;。]{0,4}(?:速度|增速|增长|增长率|幅度|水平|规模|目标|任务|要求|标准)")
_TOWARDS = re.compile("对([^,;。]{2,30})$")
_ADDRESSED = re.compile("^对(.+?)(?:抵达|符合|满足|具备|提交|属于|申请).*$")
_PARTS = frozenset(("其中", "含", "包括"))
_NOMINAL = re.compile("[^,;:。]{2,24}")


@dataclass(frozen=True, slots=True)
class Memory:
    """What the sentence has said before the clause."""

    indicator: str = ""
    heading: str = ""
    """An indicator that stands as a clause of its own: 粮食产量,1985年达到…"""
    subject: str = ""
    """Any noun phrase that does."""
    active: bool = False
    """True after a commitment in the same sentence."""
    change: Change | None = None
    base: DateHit | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """The words around a group of amounts."""

    text: str
    low: int
    """Where the words of this clause begin, after what is already bound."""
    high: int
    """Where the clause ends."""
    group: Sequence[Amount]
    predicate: Predicate
    topic: Topic


@dataclass(frozen=True, slots=True)
class Binding:
    """What a group of amounts measures."""

    indicator: str
    scope: str | None
    change: Change | None
    stop: int
    """Where the words end that are bound."""
    status: Status | None = None


def read_clause(
    text: str,
    low: int,
    high: int,
    group: Sequence[Amount],
    dates: Mapping[int, DateHit],
    context: TargetContext,
) -> Clause:
    """Return the words around a group of amounts, told apart."""
    predicate = read_predicate(text, low, group[0].start, dates)
    low = max([low, *(end for end, hit in dates.items() if low <= hit.start and end <= predicate.start)])
    states = predicate.kind in STATES or (
        bool(predicate.comparator) and bool(head_of(text[low : predicate.start]))
    )
    topic = read_topic(text, low, predicate.start, not states, context.regions)
    clause = Clause(text, low, high, group, predicate, topic)
    if predicate.kind == "deed" and not noun_after(clause)[0]:
        topic = read_topic(text, low, predicate.verb_end, True, context.regions)
        clause = replace(clause, topic=topic, predicate=replace(predicate, kind="", verb=""))
    return clause


def noun_after(clause: Clause) -> tuple[str, int]:
    """Return the noun phrase right after the last amount, and its end; empty if there is none."""
    text, last = clause.text, clause.group[-1]
    at = last.stop + (text[last.stop : last.stop + 1] == "的")
    if _NO_NOUN.match(text, at, clause.high):
        return "", at
    end = _noun_end(text, at, clause.high)
    noun = text[at:end]
    return ("", at) if is_aim(noun) or len(noun) < 1 else (noun, end)


def _noun_end(text: str, at: int, high: int) -> int:
    start = at
    while match := _NOUN_END.search(text, at, high):
        end = match.start()
        bracket = _SMALL_BRACKET.match(text, end, high)
        if bracket and end > start:
            at = bracket.end()
        elif match[0] == "、" and _RELATIVE.match(text, start, end):
            at = match.end()
        else:
            return end
    return high


def bind(clause: Clause, memory: Memory) -> Binding | None:
    """Return what the group measures, or None if it is a name or counts nothing."""
    for rule in _RULES:
        binding = rule(clause, memory)
        if binding:
            return binding
    return None


def _service(clause: Clause, memory: Memory) -> Binding | None:
    """48小时内放行: a limit to the time that a service takes."""
    last = clause.group[-1]
    if last.dimension != "time" or clause.text[last.stop - 1] != "内":
        return None
    match = _SERVICE.match(clause.text, last.stop, clause.high)
    if not match:
        return None
    subject = clause.topic.text or memory.heading or memory.subject or memory.indicator
    subject = _ADDRESSED.sub(r"\1", subject)
    return Binding(subject + match[0], clause.topic.scope, None, match.end())


def _light(clause: Clause, memory: Memory) -> Binding | None:
    """对企业进行100%全覆盖检查: the object of 对, and the verb that stands as a noun."""
    if clause.predicate.kind != "light":
        return None
    towards = _TOWARDS.search(clause.text, clause.low, clause.predicate.start)
    noun, end = noun_after(clause)
    if not noun:
        return None
    return Binding((towards[1] if towards else "") + noun, clause.topic.scope, None, end)


def _locative(clause: Clause, memory: Memory) -> Binding | None:
    """在10个县开展试点: the places where something is done are counted."""
    last = clause.group[-1]
    if clause.predicate.kind != "locative" or last.dimension not in ("item", "count"):
        return None
    end = _LOCATIVE_END.search(clause.text, last.stop + 1, clause.high)
    if not end:
        return None
    noun = clause.text[last.stop : end.start()].removeprefix("的")
    return Binding(noun, clause.topic.scope, None, end.start())


def _object_after(clause: Clause, memory: Memory) -> Binding | None:
    """建设20万亩高标准农田: the verb stands before the number, its object after it."""
    predicate, topic = clause.predicate, clause.topic
    adjacent = predicate.kind in ("delivery", "deed", "work", "refer") or (
        predicate.kind in CHANGES and not topic.text and clause.group[-1].dimension != "ratio"
    )
    listed = not topic.text and not predicate.kind and (memory.active or predicate.comparator is not None)
    enumerated = _is_enumerated(clause)
    if not (adjacent or listed or enumerated):
        return None
    noun, end = noun_after(clause)
    indicator = trim_object(noun) if noun else ""
    if not indicator:
        return None
    if listed and indicator.endswith("项目") and not memory.indicator.endswith("项目"):
        indicator = indicator.removesuffix("项目")
    if predicate.kind == "refer" or (not predicate.kind and _governing(topic) == "refer"):
        return None
    scope = topic.scope or _scope_of(topic.text)
    return Binding(indicator, scope, predicate.change or (memory.change if listed else None), end)


def _is_enumerated(clause: Clause) -> bool:
    """完成甲、乙等5个县的方案: the names before the number are only counted by it."""
    before = clause.text[clause.low : clause.group[0].start]
    return before.endswith("等") and _governing(clause.topic) in ("delivery", "deed")


def _governing(topic: Topic) -> str:
    """Kind of the last verb that the topic is the object of."""
    kinds = [kind for _, kind in topic.verbs if kind in OBJECTS or kind in CHANGES]
    return kinds[-1] if kinds else ""


def _scope_of(subject: str) -> str | None:
    return subject if subject and _SCOPE_ONLY.fullmatch(subject) else None


def _topic_before(clause: Clause, memory: Memory) -> Binding | None:
    """森林覆盖率达到45%, 建设高标准农田20万亩, 封山育林58.8万亩: the indicator stands before the number."""
    topic, predicate, last = clause.topic, clause.predicate, clause.group[-1]
    if not topic.text:
        return None
    states = predicate.kind in STATES or predicate.comparator is not None
    governing = _governing(topic)
    if last.weak and not states and not predicate.kind:
        noun, _ = noun_after(clause)
        if noun or not (governing in ("delivery", "deed", "work", "increase", "decrease") or memory.active):
            return None
    if last.weak and "refer" in (governing, predicate.kind) and not states:
        return None
    if states and _SCOPE_ONLY.fullmatch(topic.text) and memory.indicator:
        return Binding(memory.indicator, topic.text, predicate.change, last.stop)
    change = predicate.change
    if not states and governing in CHANGES:
        change = "increase" if governing == "increase" else "decrease"
    elif not states and re.search("新增|净增", topic.text):
        change = "increase"
    indicator = topic.text
    if memory.indicator and len(indicator) <= 4 and head_of(indicator) and "的" in memory.indicator:
        indicator = memory.indicator.rpartition("的")[0] + "的" + indicator
    elif memory.heading and head_of(indicator) == indicator:
        indicator = memory.heading + indicator
    return Binding(indicator, topic.scope, change, last.stop)


def _ellipsis(clause: Clause, memory: Memory) -> Binding | None:
    """…,比1980年增长12%: the indicator is that of the clause before."""
    predicate = clause.predicate
    named = memory.heading or memory.indicator
    if predicate.kind in STATES or (predicate.comparator and named):
        noun, end = noun_after(clause)
        if noun and _GROWTH.fullmatch(noun):
            return Binding(noun, clause.topic.scope, predicate.change, end)
        if named:
            return Binding(named, clause.topic.scope, predicate.change, clause.group[-1].stop)
        if noun and clause.group[-1].dimension != "ratio":
            return Binding(trim_object(noun), clause.topic.scope, predicate.change, end)
    if predicate.kind == "delivery" and not clause.group[-1].weak:
        return Binding(memory.heading or predicate.verb, clause.topic.scope, None, clause.group[-1].stop)
    return None


def _time_of(clause: Clause, memory: Memory) -> Binding | None:
    """教师每年至少1个月在企业实训: a time that is spent on what follows."""
    last = clause.group[-1]
    if last.dimension != "time" or clause.predicate.kind or not clause.predicate.comparator:
        return None
    if clause.text[last.stop : last.stop + 1] != "在":
        return None
    return Binding(clause.text[last.stop : clause.high], clause.topic.text or None, None, clause.high)


_RULES = (_service, _light, _locative, _time_of, _object_after, _topic_before, _ellipsis)
"""Tried in this order: the closer a rule looks at the words, the earlier."""


def status_of(
    clause: Clause, sentence: tuple[int, int], dates: Sequence[DateHit], context: TargetContext
) -> Status | None:
    """Return why the group is no commitment, or None if it is one."""
    text, first, last = clause.text, clause.group[0], clause.group[-1]
    if context.part == "review":
        return "achieved"
    if context.part == "conditions":
        return "condition"
    predicate = clause.predicate
    if is_given(text, sentence[0], first.start, last.stop, sentence[1]):
        return "baseline"
    if predicate.kind == "grant" or (
        is_size(text, clause.low, predicate.start) or is_size(text, clause.low, first.start)
    ):
        return "condition"
    attributive = text[last.stop : last.stop + 1] == "的" and last.stop + 1 < clause.high
    if (
        attributive
        and predicate.kind in STATES
        and clause.topic.text
        and not _GROWTH.match(text, last.stop, clause.high)
    ):
        return "condition"
    if is_conditional(text, clause.low, first.start, last.stop, clause.high) and predicate.kind not in STATES:
        return "condition"
    if is_past(text, sentence[0], first.start) or _is_before(dates, first.start, context):
        return "achieved"
    return None


def _is_before(dates: Sequence[DateHit], at: int, context: TargetContext) -> bool:
    """True if the nearest day before the value lies before the plan's year."""
    days = [hit for hit in dates if hit.kind == "day" and hit.start < at and hit.year is not None]
    return bool(days) and context.year is not None and (days[-1].year or 0) < context.year
