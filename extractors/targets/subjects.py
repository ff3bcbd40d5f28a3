"""Subjects: the indicator before the number, said or left out: 森林覆盖率达到45%, 封山育林58.8万亩."""

import re

from extractors.outline.actions import is_action
from extractors.records import Change
from extractors.targets.aspects import follows_given
from extractors.targets.clauses import CLOSED, Clause, governing_kind, noun_after
from extractors.targets.coordination import completed, counterpart
from extractors.targets.indicator import head_of, is_scope, pattern_of, trim_object
from extractors.targets.model import COUNTS, Binding, Memory
from extractors.targets.predicates import CHANGES, STATES, word_at

_HIGHER: dict[str, Change] = {"高": "increase", "快": "increase", "低": "decrease", "慢": "decrease"}
"""比上年高1.5个百分点: a change of what the clause before measures."""
_VERB_AND_NOUN = 4
"""Letters of a verb and a noun, two each, at least."""
_TOTALS = frozenset(("共", "共计", "总计", "合计"))
_EXTENTS = frozenset(("area", "length", "volume", "money"))
"""What says once more how much it is: 村卫生室30所4500平方米."""
_COUNTERS_OF_PLACES = frozenset(("个", "座", "家", "处"))
_GROWTH = re.compile("的?[^,;。]{0,4}(?:速度|增速|增长|增长率|幅度|水平|规模)")
_YEARLY_GROWTH = re.compile("年均(?:(增长|递增|增加|提高)|(下降|降低|减少))要?$")
_APPOSED = re.compile("(?:[也亦]?即|也就是|折合)(?:为|约)?")
"""增产两千万吨,即7.8%: the same said once more."""
_EACH_TIME = re.compile("每[次批期届轮场季年月周]")
"""每次评选不超过12人: how often, and not what."""
_NEWLY = re.compile("新增|净增")
_MEASURED = frozenset("率额值数量度比")
"""Letters that what is measured ends in."""
_PLACE = re.compile(
    "(?:.*[^社小园校片景灌库厂街院病林牧营矿])?区|.*(?<![超城])市|.*(?<![城集村])镇|.*[省县州盟旗乡]|[省市县区]本级|各?街道"
)
"""A place by the end of its name; 小区, 超市 are counted like other things."""
_RANK = re.compile("(?:国家|国|省|市|县|区|州|地市|厅|部)级(?:以上)?")
"""国家级企业2家、省级20家: the rank alone, of what was counted before."""
_SCALE = re.compile("^[百千万亿]+")
_DIGIT = re.compile("[0-9]")
_RANKS = ("级", "型", "类")
"""省级实验室达到10家,市级达到30家: of counts only the rank is said for the whole."""
_LONGER = 8
"""Letters by which one of whom something is said is longer than the whole indicator before, at most."""


def bind_subject(clause: Clause, memory: Memory) -> Binding | None:
    """森林覆盖率达到45%, 建设高标准农田20万亩, 封山育林58.8万亩: the indicator stands before the number."""
    topic, predicate, last = clause.topic, clause.predicate, clause.group[-1]
    if not topic.text or _APPOSED.fullmatch(topic.text):
        return None
    if _EACH_TIME.fullmatch(topic.text):
        named = predicate.verb if predicate.kind in ("delivery", "deed", "work") else ""
        named = named or memory.heading or memory.indicator
        return Binding(named, topic.text, None, last.stop) if named else None
    if topic.text in _HIGHER and memory.indicator:
        return Binding(memory.indicator, topic.scope, _HIGHER[topic.text], last.stop)
    if follows_given(clause.text, clause.low, clause.group[0].start):
        if memory.heading and is_scope(topic.text):
            return Binding(memory.heading, topic.text, None, last.stop)
        return Binding(topic.text, topic.scope, None, last.stop)
    if last.weak and not _is_stated(clause) and _is_name(clause, memory):
        return _done_to(clause)
    named = memory.heading or memory.indicator
    if not named and _is_done_in(clause):
        return Binding(topic.text + predicate.verb, topic.scope, None, last.stop)
    if (rank := _RANK.match(memory.indicator)) and _RANK.fullmatch(topic.text):
        return Binding(topic.text + memory.indicator[rank.end() :], topic.scope, predicate.change, last.stop)
    if _is_elided(clause, memory) and (said := counterpart(topic.text, memory, clause.tag_words)):
        return Binding(said[0], topic.scope, predicate.change, last.stop, said[1])
    if named and is_scope(topic.text) and _is_shared(clause, memory):
        return Binding(named, topic.text, predicate.change or _change_of_places(clause, memory), last.stop)
    growth = _YEARLY_GROWTH.search(topic.text) if predicate.kind == "level" and last.unit == "%" else None
    if growth:
        change: Change = "increase" if growth[1] else "decrease"
        return Binding(topic.text[: growth.start()], topic.scope, change, last.stop)
    stop = last.stop + _said_again(clause)
    return Binding(completed(topic.text, last, memory), topic.scope, _change(clause, memory), stop)


def _is_done_in(clause: Clause) -> bool:
    """True for 农村改厕3万户: the deed is what is counted, and before it stands only where it is done."""
    return clause.predicate.kind == "delivery" and is_scope(clause.topic.text)


def _said_again(clause: Clause) -> int:
    """Letters of a noun that stands on both sides of its count: 床位500个床位."""
    text, at, topic = clause.text, clause.group[-1].stop, clause.topic.text
    return next((n for n in range(len(topic), 1, -1) if text.startswith(topic[-n:], at)), 0)


def _is_elided(clause: Clause, memory: Memory) -> bool:
    """True if the clause says only of whom, in the measure of the one before: 市县级不低于70%."""
    topic, last = clause.topic.text, clause.group[-1]
    if not memory.indicator or memory.heading or last.unit != memory.unit:
        return False
    if last.dimension in COUNTS and topic[-1:] not in _RANKS:
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
    if not clause.predicate.kind and _is_of_place(clause, memory):
        return True
    if last.dimension in COUNTS and (last.unit in _COUNTERS_OF_PLACES or clause.topic.text[-1] == "业"):
        return False
    return _is_stated(clause) or (memory.part and not clause.predicate.kind and last.dimension not in COUNTS)


def _is_of_place(clause: Clause, memory: Memory) -> bool:
    """True for a place right before its value, under a heading that says what is measured, or after one."""
    if clause.predicate.start > clause.group[0].start:
        return False
    last = clause.group[-1]
    place = _PLACE.fullmatch(clause.topic.text) is not None
    if last.dimension in COUNTS and not place:
        return False
    before = clause.text[clause.low - 1 : clause.low]
    headed = bool(memory.heading) and (before == ":" or (before == "," and place))
    listed = memory.of_places or (memory.part and place)
    return headed or (listed and _SCALE.sub("", memory.unit) == _SCALE.sub("", last.unit))


def _change_of_places(clause: Clause, memory: Memory) -> Change | None:
    return memory.change if _is_of_place(clause, memory) else None


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
    noun = noun_after(clause)[0]
    own = _said_again(clause) or _has_its_own(noun)
    return (bool(noun) and not own) or not (governing or memory.active)


def _has_its_own(noun: str) -> bool:
    """True for 项目15个投资42亿元: what stands behind the count is measured by a number of its own."""
    digit = _DIGIT.search(noun)
    words = noun[: digit.start()] if digit else ""
    return bool(words) and (bool(head_of(words)) or word_at(words, 0, len(words))[1] in ("deed", "delivery"))


def _change(clause: Clause, memory: Memory) -> Change | None:
    """The change that the predicate, or the verb before the indicator, or the list so far brings about.

    城镇新增就业 is the name of a level.
    """
    topic, predicate = clause.topic, clause.predicate
    governing = governing_kind(topic)
    if predicate.kind not in STATES and governing in CHANGES:
        return "increase" if governing == "increase" else "decrease"
    if _is_stated(clause):
        return predicate.change
    if newly := _NEWLY.search(topic.text):
        return None if pattern_of("written").fullmatch(topic.text, 0, newly.start()) else "increase"
    return memory.change if not topic.verbs and clause.text[clause.low] in "、和及与" else predicate.change


def bind_elided_subject(clause: Clause, memory: Memory) -> Binding | None:
    """…,比1980年增长12%: the indicator is that of the clause before."""
    predicate = clause.predicate
    if memory.indicator and _APPOSED.fullmatch(clause.text, clause.low, clause.group[0].start):
        return Binding(memory.indicator, clause.topic.scope, memory.change, clause.group[-1].stop)
    named = memory.heading or memory.indicator or memory.subject
    kept = predicate.kind == "locative" and (predicate.comparator or clause.group[-1].after)
    like = bool(memory.heading) or memory.unit == clause.group[-1].unit
    dated = not predicate.kind and bool(predicate.dates) and (like or not clause.group[-1].weak)
    labelled = clause.text[clause.low - 1] == ":" and clause.group[0].start == clause.low
    follows = memory.active or clause.begin == predicate.start - 1
    listed = follows and clause.text[predicate.start - 1] == "、"
    boxed = memory.unit == clause.group[-1].unit and clause.text[predicate.start - 1] == "("
    behind = memory.active and clause.group[0].start == clause.begin
    again = behind and clause.group[-1].dimension in _EXTENTS
    placed = (
        bool(clause.topic.scope)
        and (memory.part or memory.of_places)
        and memory.unit == clause.group[-1].unit
    )
    reached = kept or dated or labelled or listed or boxed or again or placed or clause.group[-1].unit == "番"
    if predicate.kind in STATES or ((predicate.comparator or reached) and named):
        noun, end = noun_after(clause)
        if noun and _GROWTH.fullmatch(noun):
            return Binding(noun, clause.topic.scope, predicate.change, end)
        if named:
            return _renamed(named, clause)
        if noun and clause.group[-1].dimension != "ratio":
            return Binding(trim_object(noun), clause.topic.scope, predicate.change, end)
    beside = bool(named) and not (memory.heading or memory.indicator) and is_action(named)
    if predicate.verb and beside and not clause.group[-1].weak:
        named = ""  # 加强巡查,清淤12公里: what is done beside it is no name of it
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
