"""Status: whether a number is promised, told, what things start from, or a condition, by weighed signs.

Each sign is named as it stands in ``weights.toml``, section ``decision.status``; no sign settles it alone.
"""

import re
from collections.abc import Iterator
from typing import cast

from extractors.evidence import weigh
from extractors.records import Status
from extractors.targets.aspects import ends_in_condition, is_capacity, is_conditional, is_given, is_size
from extractors.targets.clauses import Clause, governing_kind, has_base_value, is_founding, noun_after
from extractors.targets.constructions import is_service
from extractors.targets.indicator import head_of
from extractors.targets.model import COUNTS, Amount, Span, TargetContext
from extractors.targets.predicates import CHANGES, STATES
from extractors.targets.sized import is_dimension
from extractors.targets.tense import TOLD, Sign, Tense
from extractors.values import value

PROMISED = "promised"
_DOUBT = 0.6
"""Below this probability the reading is marked ambiguous: of the rows from 0.5 to 0.6 a third is wrong."""
_NEVER = frozenset(("safeguards", "annex"))
_SELDOM = frozenset(("principles", "none"))
"""Parts of a plan that mostly state no goals."""
_NO_PROMISE = frozenset((PROMISED,))
_NONE: frozenset[str] = frozenset()
_NOT_ELSEWHERE = frozenset(("planned_elsewhere",))
_ELSEWHERE = re.compile(
    "(?:国家|国务院|中央|上级|全国|全省|省委|省政府)[^,;。0-9]{0,12}"
    "(?:规划|计划|提出|明确|确定|要求|下达|部署|目标|规定|决定|预期|方案|意见|纲要)"
)
"""What a body above plans, of which another document can tell; 国家财政性经费 only names it."""
_ARRANGED = re.compile("(?:左右)?(?:安排|掌握|控制)")
_ADDRESS = re.compile("对|凡|向")
_AIM = re.compile("的?[^,;。]{0,4}(?:速度|增速|增长|增长率|幅度|水平|规模|目标|任务|要求|标准)")
_EXTENTS = frozenset(("area", "length", "volume", "power"))
_AGES = frozenset(("岁", "周岁"))
_ARTICLE = re.compile("第[0-9一二三四五六七八九十百零]{1,6}条(?!跑道|线|通道|高铁|公路|铁路|生产线|产业)")
_DEFINES = re.compile("[是系]指(?![导标数引挥定南])|所称|指的是")
"""What a sentence says what a word means by: 重点项目是指投资200万元以上的."""
_DEFINED = 200
"""Characters that such words reach over."""
_SUBSIDY = re.compile("(?:奖励|补助|补贴|资助|奖补|贴息)(?:金额|标准|额度|限额|资金|总额|比例)?$")
_SUPPORT = re.compile("(?:支持|扶持|资助|补助|奖励|培养)(?:金额|额度|限额|资金|经费|总额)$")
"""支持金额不超过N: with an upper bound it is what one may be given."""
_APIECE = re.compile("每[人户家名个项位所村][^,;。]{0,16}$")
_ONCE_GIVEN = re.compile("一次性|追加|给予|予以|资助|奖励|奖补|发给")
_DESCRIBED = re.compile("(?:企业|单位|项目|用户|城市|家庭|农户|园区|工程|水库|灌区)")
_NATURAL = ("降水量", "降雨量", "蒸发量", "气温", "海拔", "无霜期", "日照时数", "积温")
"""What nature measures is no aim."""
_PER_MORE = re.compile(
    "每(?:增加|新增|提高|减少|降低|下降|超过?|满|[低高少多差降升缺漏迟]|逾期|出现|发现|发生)"
)
_SCORED = re.compile("[扣加减计记][^,。;0-9达]{0,4}$|(?<![考评总])得$")
"""每低1个百分点扣1分: what it costs or gives in points."""
_OF_EACH = re.compile("(?<!平均)每(?![年月日天周季次增新提减超满])[^,;。0-9]{2,12}")
"""每个乡镇至少建1处: what each of several has to bring about."""
_REWARDED = re.compile(",(?:可|分别)?(?:给予|予以)")
_CONCERNED = re.compile("涉及[^,;。]{0,40}$")
_ALSO_BOUND = re.compile("[、,]?(?:且|并)?(?:小于|大于|不足|低于|高于|不超过|超过|少于|不满)[^,;。]{1,16}的")
_ENDS = frozenset(("", ",", ";", "。"))
_COMPARED = re.compile("同比|[比较与](?:上|去)(?:一)?年|比年初|环比|[比较]上月")
_BOUNDED_BEHIND = re.compile("[^,;。]{0,6}(?:以上|以内|左右|之内|以下)")


@value
class Verdict:
    """What a group of amounts is, and how likely it is that."""

    status: Status | None
    """None for a commitment."""
    probability: float
    second: str = ""
    """What it else could be, where that is near."""

    @property
    def doubtful(self) -> bool:
        return self.probability < _DOUBT


def status_of(clause: Clause, sentence: Span, tense: Tense, context: TargetContext) -> Verdict:
    """Return what the group is: None is a commitment."""
    signs = signs_of(clause, sentence, tense, context)
    barred = _NONE if _may_promise(clause, tense, context) else _NO_PROMISE
    if not _ELSEWHERE.search(clause.text, max(sentence[0], clause.low - 60), clause.group[0].start):
        barred = barred | _NOT_ELSEWHERE
    found = weigh("status", signs, barred)
    status = None if found.likely == PROMISED else cast(Status, found.likely)
    return Verdict(status, found.probability, found.second)


def _may_promise(clause: Clause, tense: Tense, context: TargetContext) -> bool:
    """False where the place holds no commitments, and where only words of what is to come would make one."""
    if not context.may_promise or context.part in _NEVER:
        return False
    if context.part not in _SELDOM or context.document == "report":
        return True
    if not clause.group[-1].unit:
        return False
    at = clause.group[0].start
    near = (*tense.before(at), *tense.behind(at))
    if any(_side(sign) == "meant" for sign in near):
        return True
    plan = context.part == "principles" or context.document == "plan"
    return tense.around == "meant" and (plan or _is_bounded(clause))


def _is_bounded(clause: Clause) -> bool:
    """True for a level with a bound, which is set and not told: 处理率达到95%以上."""
    bound = clause.predicate.comparator or clause.group[-1].after
    return clause.predicate.kind in STATES and bound in ("ge", "le")


def signs_of(clause: Clause, sentence: Span, tense: Tense, context: TargetContext) -> list[str]:
    """Return the names of the signs around a group of amounts."""
    return [
        f"part {context.part}",
        f"document {context.document}",
        *_tense_signs(clause, tense),
        *tense.marks,
        *_word_signs(clause),
        *_frames(clause, sentence),
    ]


def _tense_signs(clause: Clause, tense: Tense) -> Iterator[str]:
    """What the words and dates before and behind the group speak of."""
    at = clause.group[0].start
    holding = tense.before(at)
    last = holding[-1] if holding else None
    yield f"said last {last.name}" if last else "said nothing"
    if last and last.start >= clause.begin:
        yield f"in the clause {_side(last)}"
    sides = {_side(sign) for sign in holding}
    if last and len(sides) > 1:
        yield f"before that {'meant' if _side(last) == 'told' else 'told'}"
    for name in {sign.name for sign in holding[:-1]} - {last.name if last else ""}:
        yield f"also {name}"
    for side in {_side(sign) for sign in tense.behind(at)}:
        yield f"behind {side}"
    if tense.around:
        yield f"around {tense.around}"
    if tense.beside:
        yield f"beside {tense.beside}"
    if tense.carried:
        yield f"carried {tense.carried}"


def _side(sign: Sign) -> str:
    return "told" if sign.name in TOLD else "meant"


def _word_signs(clause: Clause) -> Iterator[str]:
    """The verb, the bound, the digits, and what is compared."""
    text, predicate, first, last = clause.text, clause.predicate, clause.group[0], clause.group[-1]
    yield f"verb {predicate.kind or 'none'}"
    if not clause.topic.text and predicate.kind in ("delivery", "deed", "work"):
        yield "verb opens the clause"
    bound = predicate.comparator or last.after
    behind = " behind" if not predicate.comparator and last.after == "ge" else ""
    yield f"bound {bound}{behind}" if bound else "bound none"
    if _OF_EACH.search(text, clause.begin, first.start):
        yield "of each"
    if not bound and _BOUNDED_BEHIND.match(text, last.stop, clause.high):
        yield "bound later"
    yield f"digits {_digits(first)}"
    if last.dimension == "ratio":
        yield "a rate"
    if _COMPARED.search(text, clause.begin, last.stop):
        yield "compared with the year before"


def _digits(amount: Amount) -> str:
    """How exact a number is: a statistic tells it so, a plan rounds it."""
    digits = format(amount.value, "f").replace(".", "").strip("0")
    return "few" if len(digits) < 3 else "three" if len(digits) == 3 else "many"


def _frames(clause: Clause, sentence: Span) -> Iterator[str]:
    """The frames of what things start from, and of conditions."""
    text, first, last = clause.text, clause.group[0], clause.group[-1]
    if has_base_value(clause):
        yield "value of the base"
    if is_given(text, sentence[0], first.start, last.stop, sentence[1]):
        yield "given"
    if _ARTICLE.match(text, *sentence):
        yield "article of a rule"
    if _DEFINES.search(text, max(sentence[0], first.start - _DEFINED), first.start):
        yield "frame of a condition"
    if is_founding(clause):
        return
    if clause.topic.text.endswith(_NATURAL):
        yield "measured by nature"
    yield from _granted(clause)
    yield from _describing(clause)


def _granted(clause: Clause) -> Iterator[str]:
    """Signs that the number is what somebody is given, or for what."""
    text, first, last, predicate = clause.text, clause.group[0], clause.group[-1], clause.predicate
    paid = last.dimension == "money" and text.endswith("资助", clause.low, first.start)
    if (predicate.kind == "grant" or paid) and not _ARRANGED.match(text, last.stop):
        yield "granted"
    if _is_rewarded(clause):
        yield "rewarded"
    scored = last.unit == "分" and _SCORED.search(text, clause.begin, first.start)
    if scored or _is_rate(clause):
        yield "for each"
    if predicate.kind in STATES:
        if last.unit in _AGES and noun_after(clause)[0]:
            yield "frame of a condition"
    elif is_conditional(text, clause.begin, first.start, last.stop, clause.high):
        yield "frame of a condition"
    if ends_in_condition(text, last.stop, clause.high + 3):
        yield "ends as a condition"


def _describing(clause: Clause) -> Iterator[str]:
    """Signs that the number describes those that are meant."""
    text, first, last, predicate = clause.text, clause.group[0], clause.group[-1], clause.predicate
    if last.dimension == "length" and text.startswith("范围", last.stop):
        yield "describes"
    if is_dimension(clause):
        yield from ("describes", "attribute", "size")
    if text.find("涉及", clause.low, first.start) >= 0 and _CONCERNED.search(text, clause.low, first.start):
        yield "concerned"
    ended = text[last.stop : last.stop + 1] in _ENDS
    bounded = predicate.comparator in ("le", "lt")
    sized = is_size(text, clause.low, first.start) and not is_capacity(text, first.start, last.stop)
    if (sized and not ended) or (bounded and is_size(text, clause.low, predicate.start)):
        yield "size"
    if _is_attributive(clause) or text[first.start - 2 : first.start] == "以上":
        yield "attribute"
    if _describes(clause):
        yield "describes"


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
    if _is_apiece(clause):
        return True
    bounded = predicate.comparator == "le" and bool(_SUPPORT.search(topic.text))
    subsidy = bounded or (not predicate.kind and bool(_SUBSIDY.search(topic.text)))
    return subsidy and not governing_kind(topic)


def _is_apiece(clause: Clause) -> bool:
    """True for a sum that each one is given at once: 追加每人一次性资金8万元."""
    if clause.group[-1].dimension != "money" or clause.predicate.kind in STATES:
        return False
    words = clause.text[clause.begin : clause.group[0].start]
    return "每" in words and bool(_APIECE.search(words)) and bool(_ONCE_GIVEN.search(words))


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
