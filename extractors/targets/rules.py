"""Rules of the clause: what a group of amounts measures, one rule for each construction."""

import re

from extractors.records import Change
from extractors.targets.aspects import follows_given, is_given
from extractors.targets.clauses import CLOSED, Clause, governing_kind, has_base_value, noun_after
from extractors.targets.coordination import completed, counterpart
from extractors.targets.model import COUNTS, Binding, Memory
from extractors.targets.objects import bind_object
from extractors.targets.predicates import CHANGES, STATES, word_at
from extractors.targets.indicator import head_of, is_aim, is_scope, trim_object

_SERVICE = re.compile(
    "(?:完成)?(?:放行|办结|办理|答复|审批|受理|反馈|响应|到达|处置|送达|发放|拨付|兑付|审结|办完)"
)
_ADDRESSED = re.compile("^对(.+?)(?:抵达|符合|满足|具备|提交|属于|申请).*$")
_TOWARDS = re.compile("对([^,;。]{2,30})$")
_LOCATIVE_END = re.compile(
    "(?:大力|全面|率先|先行|深入|统一|组织)?(?:开展|实施|实行|启动|推广|推行|探索|试点|建设|建立)(?![^,;。]{0,12}的)"
)
_SCOPE_WHOLE = re.compile("全[省市县区国州镇乡]")
_PLACES = frozenset(("农村", "城镇", "城市", "城乡", "农牧区", "山区", "乡村"))
_NEXT_SHARE = re.compile("(?:和|与|及|以及|、)(?=[0-9.]+%)")
_REACHING = re.compile("([^,;。0-9]{2,16}?)达到[^,;。0-9]{0,20}(?:要求|标准|目标|水平)")
_DONE = re.compile(
    "([^,;。0-9]{2,24}?)(?:全部|基本|全面|均|都|实现|如期|顺利|按期)*"
    "(?:达标|建成|通车|竣工|完工|投产|投用|投入使用|投入运营|开工|建设|挂牌|脱贫|摘帽|并网)+"
)
_HIGHER: dict[str, Change] = {"高": "increase", "快": "increase", "低": "decrease", "慢": "decrease"}
"""比上年高1.5个百分点: a change of what the clause before measures."""
_VERB_AND_NOUN = 4
"""Letters of a verb and a noun, two each, at least."""
_AROUND = re.compile("(?:不间断|全天候|在线|值班|值守|服务|监控|监测|开放|营业|供[水热电气]|运行|待命)")
"""24小时在线监控 says how, and promises no time."""
_TOTALS = frozenset(("共", "共计", "总计", "合计"))
_COUNTERS_OF_PLACES = frozenset(("个", "座", "家", "处"))
_GROWTH = re.compile("的?[^,;。]{0,4}(?:速度|增速|增长|增长率|幅度|水平|规模)")
_AT_RATE = re.compile(
    "的(?:年均|平均|年)?(?:速度|幅度|速率)(?:(递增|增长|增加|提高|上升)|(下降|递减|降低|减少))"
)
_YEARLY_GROWTH = re.compile("年均(?:(增长|递增|增加|提高)|(下降|降低|减少))要?$")
_ENTRIES = re.compile("(?:实事|措施|举措|政策|任务)(?=$|落地|落实|全面|见效)")
_DELIVERED = re.compile("完成|制定|出台|推出|发布|提出")
_COUNTERS_OF_ENTRIES = frozenset("件项条个大")
_NEWLY = re.compile("新增|净增")
_MEASURED = frozenset("率额值数量度比")
"""Letters that what is measured ends in."""
_LONGER = 8
"""Letters by which one of whom something is said is longer than the whole indicator before, at most."""


def bind(clause: Clause, memory: Memory) -> Binding | None:
    """Return what the group measures, or None if it is a name or counts nothing."""
    last = clause.group[-1]
    if last.unit == "年" and last.upper is not None and clause.text[last.stop - 1] == "内":
        return None  # 在3-5年内 says by when
    if last.unit.endswith("小时") and _AROUND.match(clause.text, last.stop):
        return None
    for rule in _RULES:
        binding = rule(clause, memory)
        if binding:
            counted = binding.indicator and not _counts_list(clause, binding.indicator)
            return binding if counted else None
    return None


def _counts_list(clause: Clause, indicator: str) -> bool:
    """True if what is counted are the entries of a list, which something else will say: 10件实事."""
    if clause.group[-1].unit not in _COUNTERS_OF_ENTRIES or clause.predicate.kind in STATES:
        return False
    entries = _ENTRIES.search(indicator)
    if not entries:
        return False
    return _DELIVERED.search(clause.text, clause.low, clause.group[0].start) is None


def is_service(words: str) -> bool:
    """Return True if the words begin with a service that takes a time: 放行, 办结."""
    return _SERVICE.match(words) is not None


def _service(clause: Clause, memory: Memory) -> Binding | None:
    """48小时内放行: a limit to the time that a service takes."""
    last = clause.group[-1]
    within = clause.text[last.stop - 1] == "内"
    if last.dimension != "time" or not (within or clause.predicate.comparator == "le"):
        return None
    match = _SERVICE.match(clause.text, last.stop, clause.high)
    if not match:
        return None
    if not within:  # 不超过5个工作日拨付资金
        noun, end = noun_after(clause)
        return Binding(noun, clause.topic.scope, None, end)
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
    if last.unit != "%":
        return None
    owned = text[last.stop : last.stop + 1] == "的"
    if not owned and (not last.after or clause.predicate.comparator):
        return None
    rest = text[last.stop + owned : clause.high]
    if len(rest) < (3 if owned else 6) or is_aim(rest):
        return None
    if is_given(text, clause.low, clause.group[0].start, last.stop, clause.high):
        return None
    named = clause.topic.text and not _SCOPE_WHOLE.fullmatch(clause.topic.text)
    if named or clause.predicate.kind in STATES:
        return None
    scope = clause.topic.scope or clause.topic.text or None
    if next_share := _NEXT_SHARE.search(rest):
        rest = rest[: next_share.start()]
        return Binding(rest, scope, None, last.stop + owned + len(rest))
    return Binding(rest, scope, None, clause.high)


def _brought_about(clause: Clause, memory: Memory) -> Binding | None:
    """29个区县空气质量达标: the number counts those of whom the rest of the clause is said."""
    last = clause.group[-1]
    if last.dimension not in COUNTS or clause.predicate.kind or clause.topic.text:
        return None
    match = _DONE.match(clause.text, last.stop, clause.high)
    if not match or match.end() < clause.high:
        return None
    return Binding(match[1].removeprefix("的"), clause.topic.scope, None, clause.high)


def _reaching(clause: Clause, memory: Memory) -> Binding | None:
    """50平方公里以上建成区达到…要求: the number says how much of it shall."""
    last = clause.group[-1]
    if not last.after or clause.predicate.kind or clause.topic.text:
        return None
    match = _REACHING.match(clause.text, last.stop, clause.high)
    return Binding(match[1].removeprefix("的"), clause.topic.scope, None, match.end()) if match else None


def _topic_before(clause: Clause, memory: Memory) -> Binding | None:
    """森林覆盖率达到45%, 建设高标准农田20万亩, 封山育林58.8万亩: the indicator stands before the number."""
    topic, predicate, last = clause.topic, clause.predicate, clause.group[-1]
    if not topic.text:
        return None
    if topic.text in _HIGHER and memory.indicator:
        return Binding(memory.indicator, topic.scope, _HIGHER[topic.text], last.stop)
    if follows_given(clause.text, clause.low, clause.group[0].start):
        if memory.heading and is_scope(topic.text):
            return Binding(memory.heading, topic.text, None, last.stop)
        return Binding(topic.text, topic.scope, None, last.stop)
    if last.weak and not _is_stated(clause) and _is_name(clause, memory):
        return _done_to(clause)
    named = memory.heading or memory.indicator
    if _is_elided(clause, memory) and (said := counterpart(topic.text, memory, clause.tag_words)):
        return Binding(said[0], topic.scope, predicate.change, last.stop, said[1])
    if named and is_scope(topic.text) and _is_shared(clause, memory):
        return Binding(named, topic.text, predicate.change, last.stop)
    growth = _YEARLY_GROWTH.search(topic.text) if predicate.kind == "level" and last.unit == "%" else None
    if growth:
        change: Change = "increase" if growth[1] else "decrease"
        return Binding(topic.text[: growth.start()], topic.scope, change, last.stop)
    return Binding(completed(topic.text, last, memory), topic.scope, _change(clause, memory), last.stop)


def _is_elided(clause: Clause, memory: Memory) -> bool:
    """True if the clause says only of whom, in the measure of the one before: 市县级不低于70%."""
    topic, last = clause.topic.text, clause.group[-1]
    if not memory.indicator or memory.heading or last.unit != memory.unit or last.dimension in COUNTS:
        return False
    if head_of(topic) or topic[-1] in _MEASURED or not _is_stated(clause):
        return False
    return len(clause.group) == 1 and len(topic) < len(memory.indicator) + _LONGER


def _done_to(clause: Clause) -> Binding | None:
    """布设监测点20个: a verb that the lexicon lacks, told by its part of speech, makes a count a deed."""
    topic, last = clause.topic, clause.group[-1]
    if clause.tag_words is None or topic.verbs or clause.predicate.kind or len(topic.text) < _VERB_AND_NOUN:
        return None
    if clause.text[last.stop : last.stop + 1] not in CLOSED or head_of(topic.text):
        return None
    (word, tag), *rest = clause.tag_words(topic.text)
    if tag != "v" or len(word) < 2 or not rest or not rest[0][1].startswith("n"):
        return None
    return Binding(topic.text[len(word) :], topic.scope, None, last.stop)


def _is_shared(clause: Clause, memory: Memory) -> bool:
    """True if the topic only says for whom: 其中乡镇工业800万吨, but 其中企业30家 counts them."""
    last = clause.group[-1]
    if last.dimension in COUNTS and (last.unit in _COUNTERS_OF_PLACES or clause.topic.text[-1] == "业"):
        return False
    return _is_stated(clause) or (memory.part and not clause.predicate.kind and last.dimension not in COUNTS)


def _is_stated(clause: Clause) -> bool:
    """True if the indicator is said to have or to reach the value."""
    return clause.predicate.kind in STATES or clause.predicate.comparator is not None


def _is_name(clause: Clause, memory: Memory) -> bool:
    """True if a weak amount only names or lists: 五大领域25项工程, 围绕12条产业链."""
    governing = governing_kind(clause.topic)
    if (clause.predicate.kind or governing) == "refer":
        return True
    between = clause.text[clause.predicate.start : clause.group[0].start]
    totalled = between in _TOTALS or _NEWLY.search(clause.topic.text)
    bounded = clause.group[-1].after and clause.group[-1].dimension != "time"
    if clause.predicate.kind or bounded or totalled:
        return False
    return bool(noun_after(clause)[0]) or not (governing or memory.active)


def _change(clause: Clause, memory: Memory) -> Change | None:
    """The change that the predicate, or the verb before the indicator, or the list so far brings about."""
    topic, predicate = clause.topic, clause.predicate
    governing = governing_kind(topic)
    if predicate.kind not in STATES and governing in CHANGES:
        return "increase" if governing == "increase" else "decrease"
    if _is_stated(clause):
        return predicate.change
    if _NEWLY.search(topic.text):
        return "increase"
    return memory.change if not topic.verbs and clause.text[clause.low] in "、和及与" else predicate.change


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
    named = memory.heading or memory.indicator or memory.subject
    kept = predicate.kind == "locative" and (predicate.comparator or clause.group[-1].after)
    like = bool(memory.heading) or memory.unit == clause.group[-1].unit
    dated = not predicate.kind and bool(predicate.dates) and (like or not clause.group[-1].weak)
    labelled = clause.text[clause.low - 1] == ":" and clause.group[0].start == clause.low
    listed = memory.active and clause.text[predicate.start - 1] == "、"
    reached = kept or dated or labelled or listed or clause.group[-1].unit == "番"
    if predicate.kind in STATES or ((predicate.comparator or reached) and named):
        noun, end = noun_after(clause)
        if noun and _GROWTH.fullmatch(noun):
            return Binding(noun, clause.topic.scope, predicate.change, end)
        if named:
            return _renamed(named, clause)
        if noun and clause.group[-1].dimension != "ratio":
            return Binding(trim_object(noun), clause.topic.scope, predicate.change, end)
    if predicate.kind == "delivery" and (named or not clause.group[-1].weak):
        return Binding(named or predicate.verb, clause.topic.scope, None, clause.group[-1].stop)
    return None


def _renamed(named: str, clause: Clause) -> Binding:
    """What was named before; a heading can say the change: 新增学位:2024年1200个."""
    word, kind = word_at(named, 0, len(named))
    change = clause.predicate.change
    if kind in CHANGES and len(word) > 1 and not head_of(named) and not clause.predicate.kind:
        named, change = named[len(word) :], "increase" if kind == "increase" else "decrease"
    return Binding(named, clause.topic.scope, change, clause.group[-1].stop)


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
    if not has_base_value(clause):
        return None
    named = clause.topic.text or memory.heading or memory.indicator
    return Binding(named, clause.topic.scope, None, clause.group[-1].stop) if named else None


_RULES = (
    _base_value,
    _at_rate,
    _service,
    _light,
    _locative,
    _time_of,
    _share_of,
    _reaching,
    _brought_about,
    _counted_after,
    bind_object,
    _topic_before,
    _ellipsis,
)
"""Tried in this order: the closer a rule looks at the words, the earlier."""
