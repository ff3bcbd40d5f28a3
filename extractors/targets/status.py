"""Status: whether a group of amounts is a commitment, and if not, what it is."""

import re

from extractors.records import Status
from extractors.targets.aspects import Tense, ends_in_condition, is_conditional, is_given, is_size
from extractors.targets.clauses import Clause, governing_kind, has_base_value, is_founding, noun_after
from extractors.targets.constructions import is_service
from extractors.targets.indicator import head_of
from extractors.targets.model import COUNTS, Span, TargetContext
from extractors.targets.predicates import CHANGES, STATES

_ARRANGED = re.compile("(?:左右)?(?:安排|掌握|控制)")
_ADDRESS = re.compile("对|凡|向")
_AIM = re.compile("的?[^,;。]{0,4}(?:速度|增速|增长|增长率|幅度|水平|规模|目标|任务|要求|标准)")
_EXTENTS = frozenset(("area", "length", "volume", "power"))
_AGES = frozenset(("岁", "周岁"))
_ARTICLE = re.compile("第[0-9一二三四五六七八九十百零]{1,6}条(?!跑道|线|通道|高铁|公路|铁路|生产线|产业)")
_SUBSIDY = re.compile("(?:奖励|补助|补贴|资助|奖补|贴息)(?:金额|标准|额度|限额|资金|总额|比例)?$")
_DESCRIBED = re.compile("(?:企业|单位|项目|用户|城市|家庭|农户|园区|工程|水库|灌区)")
_NATURAL = ("降水量", "降雨量", "蒸发量", "气温", "海拔", "无霜期", "日照时数", "积温")
"""What nature measures is no aim."""
_PER_MORE = re.compile("每(?:增加|新增|提高|减少|超过?|满)")
_REWARDED = re.compile(",(?:可|分别)?(?:给予|予以)")
_CONCERNED = re.compile("涉及[^,;。]{0,40}$")
_ALSO_BOUND = re.compile("[、,]?(?:且|并)?(?:小于|大于|不足|低于|高于|不超过|超过|少于|不满)[^,;。]{1,16}的")
_ENDS = frozenset(("", ",", ";", "。"))


def status_of(clause: Clause, sentence: Span, tense: Tense, context: TargetContext) -> Status | None:
    """Return why the group is no commitment, or None if it is one."""
    text, first, last = clause.text, clause.group[0], clause.group[-1]
    if context.part == "review":
        return "achieved"
    if context.part == "conditions":
        return "condition"
    if has_base_value(clause) or is_given(text, sentence[0], first.start, last.stop, sentence[1]):
        return "baseline"
    if _is_condition(clause) or _ARTICLE.match(text, *sentence):
        return "condition"
    return "achieved" if tense.is_past_at(first.start) else None


def _is_condition(clause: Clause) -> bool:
    if is_founding(clause):
        return False
    text, first, last, predicate = clause.text, clause.group[0], clause.group[-1], clause.predicate
    if predicate.kind == "grant" and not _ARRANGED.match(text, last.stop):
        return True
    if last.dimension == "length" and text.startswith("范围", last.stop):
        return True
    if _is_rewarded(clause) or _is_rate(clause):
        return True
    if text.find("涉及", clause.low, first.start) >= 0 and _CONCERNED.search(text, clause.low, first.start):
        return True
    if clause.topic.text.endswith(_NATURAL):
        return True
    ended = text[last.stop : last.stop + 1] in _ENDS
    if is_size(text, clause.low, first.start) and not ended:
        return True
    if predicate.comparator in ("le", "lt") and is_size(text, clause.low, predicate.start):
        return True
    if _is_attributive(clause) or text[first.start - 2 : first.start] == "以上":
        return True
    if _describes(clause) or ends_in_condition(text, last.stop, clause.high + 3):
        return True
    if predicate.kind in STATES:
        return last.unit in _AGES and bool(noun_after(clause)[0])
    return is_conditional(text, clause.begin, first.start, last.stop, clause.high)


def _is_rewarded(clause: Clause) -> bool:
    """True for what is given, and for what it takes: 对…的给予缴纳税额60%; 投资1亿元以上,给予…."""
    text, first, last = clause.text, clause.group[0], clause.group[-1]
    if last.dimension in ("money", "ratio") and text.find("给予", clause.low, first.start) >= 0:
        return True
    return last.after in ("ge", "le") and bool(_REWARDED.match(text, last.stop))


def _is_rate(clause: Clause) -> bool:
    """True for what is given for each of something: 每新增N奖励…, 单个项目奖励金额最高N."""
    predicate, topic = clause.predicate, clause.topic
    at = clause.text.find("每", clause.begin, clause.group[0].start)
    if at >= 0 and _PER_MORE.search(clause.text, at, clause.group[0].start):
        return True
    if clause.text[predicate.start - 1 : predicate.start] == "每":
        return True
    return not predicate.kind and bool(_SUBSIDY.search(topic.text)) and not governing_kind(topic)


def _describes(clause: Clause) -> bool:
    """存栏100头以上奶牛: a bounded value before a noun, and no verb of which it is the aim."""
    predicate, last = clause.predicate, clause.group[-1]
    if not clause.topic.text or predicate.kind or last.dimension == "ratio":
        return False
    bounded = last.after in ("ge", "le")
    if bounded and last.dimension not in COUNTS and _DESCRIBED.match(clause.text, last.stop, clause.high):
        return True
    bounded = bounded and not governing_kind(clause.topic)
    if not bounded and predicate.comparator not in ("gt", "lt"):
        return False
    noun = noun_after(clause)[0]
    return bool(noun) and not is_service(noun)


def _is_attributive(clause: Clause) -> bool:
    """超过100人的企业: the value describes those that are meant."""
    text, last, predicate = clause.text, clause.group[-1], clause.predicate
    if predicate.comparator and _ALSO_BOUND.match(text, last.stop, clause.high):
        return True
    if last.after and not last.dimension and text.startswith("人口", last.stop):
        return text[last.stop + 2 : last.stop + 3] not in _ENDS
    if text[last.stop : last.stop + 1] == "或" and _ADDRESS.match(text, clause.low):
        return True
    if text[last.stop : last.stop + 2] in ("的,", "的;", "的。"):
        return True
    if text[last.stop : last.stop + 1] != "的" or last.stop + 1 >= clause.high:
        addressed = last.dimension != "time" and bool(_ADDRESS.match(clause.topic.text))
        return addressed and last.after in ("ge", "le") and not predicate.kind
    if _AIM.match(text, last.stop, clause.high) or (last.unit == "%" and not predicate.kind):
        return False
    if last.after in ("ge", "le") and _ADDRESS.match(text, clause.low):
        return True
    if predicate.kind in CHANGES and predicate.change and head_of(noun_after(clause)[0]):
        return False
    if predicate.comparator not in ("gt", "lt") and predicate.kind in ("delivery", "deed", "work"):
        return last.dimension in _EXTENTS
    return predicate.kind in STATES or predicate.comparator is not None or last.after is not None
