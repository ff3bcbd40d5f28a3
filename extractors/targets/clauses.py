"""Clauses: which words around a group of amounts are its indicator, by the grammar of the clause."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.dates import DateHit
from extractors.records import Change, Status
from extractors.targets.aspects import Tense, follows_given, is_conditional, is_given, is_size
from extractors.targets.model import Amount, Span, TargetContext
from extractors.targets.predicates import CHANGES, OBJECTS, STATES, Predicate, read_predicate
from extractors.targets.topics import Topic, head_of, is_aim, is_head, read_topic, trim_object

_NOUN_END = re.compile(
    r"[,;:。!?、(\n\t\[]|(?<=..)(?:实现|达到|得到|用上|喝上|摆脱|全部|基本)|(?:和|及|以及|并|与)(?=[^,;。、]{0,4}[0-9])"
)
_NO_NOUN = re.compile("用于|用来|以|并|来|比|较|由|从|在|为|是|后|时|中|等|左右|的[,。]|达到|完成|每")
_SMALL_BRACKET = re.compile(r"\([^()]{1,4}\)")
_RELATIVE = re.compile("、[^,;。、0-9]{1,20}的[^,;。、0-9]")
_SERVICE = re.compile(
    "(?:完成)?(?:放行|办结|办理|答复|审批|受理|反馈|响应|到达|处置|送达|发放|拨付|兑付|审结|办完)"
)
_LOCATIVE_END = re.compile(
    "(?:大力|全面|率先|先行|深入|统一|组织)?(?:开展|实施|启动|推广|推行|探索|试点|建设|建立)"
)
_SCOPE_ONLY = re.compile(".{1,10}(?:地区|试验区|示范区|城市|省|市|县|区|州|盟|旗|企业|院校|农村|城镇)")
_SCOPE_WHOLE = re.compile("全[省市县区国州镇乡]")
_GROWTH = re.compile("的?[^,;。]{0,4}(?:速度|增速|增长|增长率|幅度|水平|规模|目标|任务|要求|标准)")
_TOWARDS = re.compile("对([^,;。]{2,30})$")
_ADDRESSED = re.compile("^对(.+?)(?:抵达|符合|满足|具备|提交|属于|申请).*$")
_MEASURED_BY = re.compile("不?[低少高多]于|不?超过|达到|相当于|提高到|[达为](?=[^,;。]{2,30}的$)")
_PLACES = frozenset(("农村", "城镇", "城市", "城乡", "农牧区", "山区", "乡村"))
_YEARLY_GROWTH = re.compile("年均(?:(增长|递增|增加|提高)|(下降|降低|减少))要?$")
_COUNTS = frozenset(("item", "count", "people"))
_AT_RATE = re.compile(
    "的(?:年均|平均|年)?(?:速度|幅度|速率)(?:(递增|增长|增加|提高|上升)|(下降|递减|降低|减少))"
)
_ARRANGED = re.compile("(?:左右)?(?:安排|掌握|控制)")
_ADDRESS = re.compile("对|凡|向")


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
    part: bool = False
    """True after a part of a whole: 其中."""

    def under(self, heading: str, subject: str) -> "Memory":
        """The same, after a noun phrase that stands as a clause of its own."""
        return Memory(self.indicator, heading, subject, self.active, self.change, self.base, self.part)


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
    predicate = _relative_to(text, low, group[0], dates) or read_predicate(text, low, group[0].start, dates)
    low = max([low, *(end for end, hit in dates.items() if low <= hit.start and end <= predicate.start)])
    states = predicate.kind in STATES or (
        bool(predicate.comparator) and bool(head_of(text[low : predicate.start]))
    )
    topic = read_topic(text, low, predicate.start, not states, context.regions)
    clause = Clause(text, low, high, group, predicate, topic)
    if predicate.kind == "deed" and not noun_after(clause)[0]:
        topic = read_topic(text, low, predicate.verb_end, True, context.regions)
        return Clause(text, low, high, group, predicate.without_verb(), topic)
    return clause


def _relative_to(text: str, low: int, amount: Amount, dates: Mapping[int, DateHit]) -> Predicate | None:
    """不低于居住用地供应总量的70%: the predicate stands before what the value is a part of."""
    if text[amount.start - 1] != "的" or amount.dimension != "ratio" or amount.start - 1 in dates:
        return None
    verbs = [match.end() for match in _MEASURED_BY.finditer(text, low, amount.start)]
    return read_predicate(text, low, verbs[-1], dates) if verbs else None


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
        elif match[0] == "、" and "的" not in text[start:end] and _RELATIVE.match(text, end, high):
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


def _at_rate(clause: Clause, memory: Memory) -> Binding | None:
    """以8%的速度增长: the verb of the change stands behind the value."""
    match = _AT_RATE.match(clause.text, clause.group[-1].stop, clause.high)
    if not match:
        return None
    indicator = clause.topic.text.removesuffix("以") or memory.heading or memory.indicator
    return Binding(indicator, clause.topic.scope, "increase" if match[1] else "decrease", match.end())


def _share_of(clause: Clause, memory: Memory) -> Binding | None:
    """80%以上的行政村通硬化路: the share of those of whom something holds."""
    text, last = clause.text, clause.group[-1]
    rest = text[last.stop + 1 : clause.high]
    if last.unit != "%" or text[last.stop : last.stop + 1] != "的" or len(rest) < 3 or is_aim(rest):
        return None
    named = clause.topic.text and not _SCOPE_WHOLE.fullmatch(clause.topic.text)
    if named or clause.predicate.kind in STATES:
        return None
    return Binding(rest, clause.topic.scope or clause.topic.text or None, None, clause.high)


def _object_after(clause: Clause, memory: Memory) -> Binding | None:
    """建设20万亩高标准农田: the verb stands before the number, its object after it."""
    predicate, topic = clause.predicate, clause.topic
    if clause.group[-1].dimension == "time" and clause.group[-1].unit not in ("学时", "个学时", "课时"):
        return None
    adjacent = predicate.kind in ("delivery", "deed", "work", "refer") or (
        predicate.kind in CHANGES and not topic.text and clause.group[-1].dimension != "ratio"
    )
    bare = not predicate.kind and len(topic.text) == 2 and not is_head(topic.text) and not topic.verbs
    listed = not topic.text and not predicate.kind and (memory.active or predicate.comparator is not None)
    enumerated = _is_enumerated(clause)
    if not (adjacent or listed or enumerated or (bare and clause.group[-1].dimension in _COUNTS)):
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
    if follows_given(clause.text, clause.low, clause.group[0].start):
        return Binding(topic.text, topic.scope, None, last.stop)
    totalled = clause.text[predicate.start : clause.group[0].start] in ("共", "共计", "总计", "合计")
    if last.weak and not states and not predicate.kind and not last.after and not totalled:
        noun, _ = noun_after(clause)
        if noun or not (governing in ("delivery", "deed", "work", "increase", "decrease") or memory.active):
            return None
    if last.weak and "refer" in (governing, predicate.kind) and not states:
        return None
    if states and _SCOPE_ONLY.fullmatch(topic.text) and memory.indicator:
        return Binding(memory.indicator, topic.text, predicate.change, last.stop)
    change = predicate.change
    if predicate.kind not in STATES and governing in CHANGES:
        change = "increase" if governing == "increase" else "decrease"
    elif not states and re.search("新增|净增", topic.text):
        change = "increase"
    elif not states and not topic.verbs and clause.text[clause.low] in "、和及与":
        change = memory.change
    indicator = topic.text
    if predicate.kind == "level" and last.unit == "%" and (growth := _YEARLY_GROWTH.search(indicator)):
        indicator, change = indicator[: growth.start()], "increase" if growth[1] else "decrease"
    if indicator.startswith("占") and memory.indicator:
        indicator = memory.indicator + indicator
    elif memory.indicator and len(indicator) <= 4 and head_of(indicator) and "的" in memory.indicator:
        indicator = memory.indicator.rpartition("的")[0] + "的" + indicator
    elif memory.heading and is_head(indicator):
        indicator = memory.heading + indicator
    return Binding(indicator, topic.scope, change, last.stop)


def _counted_after(clause: Clause, memory: Memory) -> Binding | None:
    """解决农村8000万贫困人口的温饱: a number without a unit counts the noun behind it."""
    last, topic = clause.group[-1], clause.topic
    if last.dimension or not last.unit or (topic.text and topic.text not in _PLACES):
        return None
    noun, end = noun_after(clause)
    if not noun or clause.predicate.kind in STATES:
        return None
    return Binding(topic.text + trim_object(noun), topic.scope, clause.predicate.change, end)


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


def _base_value(clause: Clause, memory: Memory) -> Binding | None:
    """比1980年的32056万吨增长12%: the value of the base."""
    if not _has_base_value(clause):
        return None
    named = clause.topic.text or memory.heading or memory.indicator
    return Binding(named, clause.topic.scope, None, clause.group[-1].stop) if named else None


def _has_base_value(clause: Clause) -> bool:
    predicate = clause.predicate
    based = bool(predicate.dates) and predicate.dates[0].kind in ("base", "past")
    return based and not predicate.kind and clause.text[clause.group[0].start - 1] == "的"


_RULES = (
    _base_value,
    _at_rate,
    _service,
    _light,
    _locative,
    _time_of,
    _share_of,
    _counted_after,
    _object_after,
    _topic_before,
    _ellipsis,
)
"""Tried in this order: the closer a rule looks at the words, the earlier."""


def status_of(clause: Clause, sentence: Span, tense: Tense, context: TargetContext) -> Status | None:
    """Return why the group is no commitment, or None if it is one."""
    text, first, last = clause.text, clause.group[0], clause.group[-1]
    if context.part == "review":
        return "achieved"
    if context.part == "conditions":
        return "condition"
    if _has_base_value(clause) or is_given(text, sentence[0], first.start, last.stop, sentence[1]):
        return "baseline"
    if _is_condition(clause):
        return "condition"
    return "achieved" if tense.is_past_at(first.start) else None


def _is_condition(clause: Clause) -> bool:
    text, first, last, predicate = clause.text, clause.group[0], clause.group[-1], clause.predicate
    if predicate.kind == "grant" and not _ARRANGED.match(text, last.stop):
        return True
    ended = text[last.stop : last.stop + 1] in ("", ",", ";", "。")
    if is_size(text, clause.low, first.start) and not ended:
        return True
    if predicate.comparator in ("le", "lt") and is_size(text, clause.low, predicate.start):
        return True
    if _is_attributive(clause):
        return True
    if clause.topic.text and not predicate.kind and last.dimension not in ("ratio", "time"):
        bounded = predicate.comparator in ("gt", "lt") or (
            last.after in ("ge", "le") and not _governing(clause.topic)
        )
        if bounded and noun_after(clause)[0]:
            return True
    return predicate.kind not in STATES and is_conditional(
        text, clause.low, first.start, last.stop, clause.high
    )


def _is_attributive(clause: Clause) -> bool:
    """超过100人的企业: the value describes those that are meant."""
    text, last, predicate = clause.text, clause.group[-1], clause.predicate
    if text[last.stop : last.stop + 2] == "的,":
        return True
    if text[last.stop : last.stop + 1] != "的" or last.stop + 1 >= clause.high:
        addressed = last.dimension != "time" and bool(_ADDRESS.match(clause.topic.text))
        return addressed and last.after in ("ge", "le") and not predicate.kind
    if _GROWTH.match(text, last.stop, clause.high) or (last.unit == "%" and not predicate.kind):
        return False
    if predicate.kind in ("delivery", "deed", "work"):
        return last.dimension in ("area", "length", "volume", "power")
    return predicate.kind in STATES or predicate.comparator is not None or last.after is not None
