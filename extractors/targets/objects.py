"""Objects: the verb before a number, what it is done to behind it: 建设20万亩高标准农田."""

import re

from extractors.targets.clauses import (
    FRONTED_VERB,
    Clause,
    governing_kind,
    is_founding,
    is_with,
    noun_after,
)
from extractors.targets.indicator import is_head, is_scope, is_verb, scope_of, trim_object
from extractors.targets.model import COUNTS, Binding, Memory
from extractors.targets.predicates import CHANGES, OBJECTS, act_at, word_at

_FRONTED = re.compile(
    "(?:(?:[将把]|(?<!针)对)(?:[^,;。0-9的]{2,14}的)?|面向|针对)"
    "(?:全[省市县区州国镇乡]|[本我]?[省市县区州镇乡校]内?)?"
    "(?:现有|原有|剩余|其余|首批|第[一二三]批)?的?(?:约|近|至少|不少于|全部)?$"
)
_SERVED = re.compile("(?<![因作成称视列认转])[为给向对](?!此|了|主|期)[^,;。0-9]{0,12}$")
"""为中西部地区300万名学生免费提供教科书: for whom something is done, with where they are."""
_CHOSEN = frozenset(
    ("选择", "确定", "选取", "选定", "遴选", "挑选", "选派", "选送", "推选", "抽取", "明确", "推荐")
)
_FOR_WHAT = re.compile(
    "(?<=.)(?:开展|进行|作为|实施|先行|先试|试行|参加|参与|承担|承接|对口|打造|列为|用于|组织|率先)"
)
"""每个乡镇确定2个村开展试点: what they are chosen for names none of them."""
_ON = frozenset(("实施", "进行", "开展", "限期", "逐一", "逐个", "逐项", "分类", "分批", "分期"))
"""Words before the deed that is done to those that are counted."""
_HOW = re.compile("(?<=..)(?:按照?|依照|参照|采取|采用|结合)[^,;。的]{2,20}$")
"""对60个村按统一标准开展整治: how, between those to whom something is done and the verb."""
_LONGEST_ACT = 2
"""Times as many letters as its noun has a deed that does not define it, at most: of eleven in golds nine."""
_GENERIC = 3
"""Letters of a noun that does not say which are meant, at most: 企业, 项目."""
_PLACES = frozenset(("村", "镇", "乡", "县", "区", "市"))
_NO_ACT = re.compile(
    "(?:到期|到位|到访|到站|建立[^,;。]{0,2}$|[^,;。]{0,3}(?:率|数|量|额|面|机构|主体|单位|企业|人员|项目)$|[^,;。]?$)"
)
"""What begins as a deed does and is part of a name: 服务提供机构."""
_HAVE = re.compile("(?:确保|保证|应当?|必须|[须需要])(?:[都均])?(?:至少|不少于)?(?:配?有)(?:至少|不少于)?$")
_SUMMED = re.compile("(?:共|共计|合计|总计)$")
"""完成东河、西河共5座泵站改造: the names before it are counted together."""
_CLASSES = frozenset(("类", "种", "大类", "个方面", "方面"))
_WHERETO = frozenset("在到向从")
_BROUGHT_ABOUT = re.compile("[一-龥]{2}了[^,;。]{2}")
"""提出了甲、乙等7部法律: whatever the verb is, 了 says that it is one."""
_AIMS = frozenset(("力争", "争取", "确保", "力求"))
_LESSONS = frozenset(("学时", "个学时", "课时"))
_DIGIT = re.compile("[0-9]")
_COMPLEMENTS = "好出起成"
_LONGEST_VERB = 6
"""Letters of verbs written together, at most: 管理维护, 统筹推广使用."""


def bind_object(clause: Clause, memory: Memory) -> Binding | None:
    """建设20万亩高标准农田: the verb stands before the number, its object after it."""
    predicate, topic, last = clause.predicate, clause.topic, clause.group[-1]
    if is_founding(clause):
        noun, end = noun_after(clause)
        return Binding(trim_object(noun), topic.scope, None, end)
    if (predicate.kind or governing_kind(topic)) == "refer" and not (
        _is_enumerated(clause) or _is_served(clause) or _is_described(clause)
    ):
        return None
    if last.dimension == "time" and last.unit not in _LESSONS:
        return None
    opened = memory.active or predicate.comparator is not None or _is_aimed_at(clause)
    listed = not topic.text and not predicate.kind and opened
    if not (listed or _is_governed(clause)):
        return None
    noun, end = noun_after(clause)
    if (_is_fronted(clause) or _is_served(clause)) and (verb := FRONTED_VERB.search(noun)):
        noun = _HOW.sub("", noun[: verb.start()]) + (noun[verb.end() :] if verb[0] in _ON else "")
    elif last.dimension in COUNTS and not (_is_chosen(clause) and _FOR_WHAT.search(noun)):
        noun = _of_act(noun)
    indicator = trim_object(noun)
    if listed and indicator.endswith("项目") and not memory.indicator.endswith("项目"):
        indicator = indicator.removesuffix("项目")
    if predicate.verb == "实现" and last.unit == "%" and topic.text and not is_scope(topic.text):
        indicator = topic.text + indicator
    if not indicator and last.dimension == "people" and clause.text[last.stop : last.stop + 1] in _WHERETO:
        indicator, end = clause.text[last.stop : clause.high], clause.high
    change = predicate.change or (memory.change if listed else None)
    scope = (
        topic.scope or scope_of(topic.text) or (topic.text.lstrip("将把对") if is_scope(topic.text) else None)
    )
    if _is_chosen(clause) and (purpose := _FOR_WHAT.search(indicator)):
        indicator = indicator[: purpose.start()]
    if clause.text[last.stop : last.stop + 1] == "(":
        end = last.stop  # what the note says in numbers is still to be read
    if last.dimension == "money" and (counted := _DIGIT.search(indicator)) and _is_purpose(indicator):
        indicator, end = indicator[: counted.start()], last.stop
    return Binding(indicator, scope, change, end) if indicator else None


def _is_chosen(clause: Clause) -> bool:
    return clause.predicate.verb in _CHOSEN or _is_had(clause)


def _of_act(noun: str) -> str:
    """Those that are counted, without what they do, 骨干教师|参加研修; that says which 企业 are meant."""
    at = _act_in(noun)
    if not at:
        return noun
    defines = "等" not in noun[at:] and (at <= _GENERIC or len(noun) - at > _LONGEST_ACT * at)
    return f"{noun[at:]}的{noun[:at]}" if defines else noun[:at]


def _act_in(noun: str) -> int:
    """Where a deed of those begins that a noun names, 0 if none is said."""
    if "的" in noun:
        return 0
    for at in range(1 if noun[:1] in _PLACES else 2, len(noun) - 1):
        act = act_at(noun, at)
        if act and (act[0] == "通" or not _NO_ACT.match(noun, at + len(act))):
            return at
    return 0


def _is_purpose(noun: str) -> bool:
    """True for 投入200万元改造校舍1栋: a deed that the money is for, with an amount of its own."""
    word, kind = word_at(noun, 0, len(noun))
    return len(word) > 1 and kind in ("delivery", "deed", "work")


def _is_aimed_at(clause: Clause) -> bool:
    """力争3项标准立项: so many are aimed at, whatever becomes of them."""
    before = clause.text[clause.low : clause.group[0].start]
    if before not in _AIMS or clause.group[-1].dimension not in COUNTS:
        return False
    return not any(sign.isdigit() for sign in noun_after(clause)[0])  # 确保38项任务完成30项: of so many


def _is_governed(clause: Clause) -> bool:
    """True if what stands behind the number is the object of a verb."""
    if _governs(clause) or _is_enumerated(clause) or _follows_unknown_verb(clause) or _is_served(clause):
        return True
    return _governs_over_scope(clause) or _is_fronted(clause) or is_with(clause) or _is_had(clause)


def _is_had(clause: Clause) -> bool:
    """True for 都应确保有1支队伍: those that there have to be."""
    counted = clause.group[-1].dimension in COUNTS
    return counted and _HAVE.search(clause.text, clause.begin, clause.group[0].start) is not None


def _governs(clause: Clause) -> bool:
    """True if the verb right before the number takes what stands after it as its object."""
    kind = clause.predicate.kind
    if kind in CHANGES:
        return not clause.topic.text and clause.group[-1].dimension != "ratio"
    return kind in ("delivery", "deed", "work")


def _governs_over_scope(clause: Clause) -> bool:
    """完成全市26个社区试点: between the verb and the number stands only where."""
    topic = clause.topic
    only_where = is_scope(topic.text) if topic.text else topic.scope is not None
    if clause.predicate.kind or clause.group[-1].dimension == "ratio" or not only_where:
        return False
    return governing_kind(topic) in ("delivery", "deed", "work")


def _is_fronted(clause: Clause) -> bool:
    """将19个项目纳入医保: the object stands before its verb."""
    at = clause.group[0].start
    if clause.predicate.kind or (clause.text[at - 1] == "的" and clause.group[-1].unit in _CLASSES):
        return False
    match = _FRONTED.search(clause.text, clause.low, at)
    if match is None and clause.group[-1].dimension in COUNTS:
        match = _SERVED.search(clause.text, clause.low, at)
        if match is None or FRONTED_VERB.search(noun_after(clause)[0]) is None:
            return False
    if match is None:
        return False
    return clause.topic.text in match[0] or clause.topic.start + len(clause.topic.text) == match.start()


def _is_described(clause: Clause) -> bool:
    """将符合条件的3000名学生纳入资助: what takes things as given only says which are counted."""
    return clause.text[clause.group[0].start - 1] == "的" and _is_fronted(clause)


def _is_served(clause: Clause) -> bool:
    """面向3万名企业人员开展培训: so many are those for whom it is done."""
    if clause.predicate.verb not in ("面向", "针对") or clause.group[-1].dimension != "people":
        return False
    noun = noun_after(clause)[0]
    held = "的" in noun and governing_kind(clause.topic) in ("delivery", "work", "light", "deed")
    return held or FRONTED_VERB.search(noun) is not None


def _follows_unknown_verb(clause: Clause) -> bool:
    """True for a verb that the lexicon lacks, alone before its object: 稳妥运行16个口岸, 保护提升25个村落."""
    topic, counted = clause.topic, clause.group[-1].dimension in COUNTS
    if clause.text.startswith(topic.text, clause.group[-1].stop):  # 托位300个托位
        return False
    words = topic.text if len(topic.text) == 2 else topic.text.rstrip(_COMPLEMENTS)
    if not 2 <= len(words) <= _LONGEST_VERB or is_head(words) or clause.group[-1].dimension == "ratio":
        return False
    if clause.predicate.kind and not (clause.predicate.kind in CHANGES and counted):
        return False
    if any(kind in OBJECTS or kind in CHANGES for _, kind in topic.verbs):
        return False
    short = len(topic.text) == 2 and not topic.verbs and not clause.predicate.kind
    return (counted and short) or is_verb(words, clause.tag_words)


def _is_enumerated(clause: Clause) -> bool:
    """完成甲、乙等5个县的方案: the names before the number are only counted by it."""
    before = clause.text[clause.low : clause.group[0].start]
    if (summed := _SUMMED.sub("", before)) != before and "、" in summed:
        return governing_kind(clause.topic) in ("delivery", "deed", "work")
    if not before.endswith(("等", "的")):
        return False
    done = before[-1] == "等" and _BROUGHT_ABOUT.search(before) is not None
    governing = governing_kind(clause.topic)
    if done or governing in ("delivery", "deed"):
        return True
    return before[-1] == "等" and governing in ("work", "light") and clause.group[-1].unit not in _CLASSES
