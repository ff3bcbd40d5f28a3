"""Attributes: numbers that say which things are counted, and count none themselves: 15分钟生活圈20个.

They are told by their shape: a number with its unit directly before a noun that has a count of its
own, or one that bounds (以上, 以下) or times what the noun names (CONTRACT, section 4).
"""

import re
from collections.abc import Sequence

from extractors.targets.indicator import head_of
from extractors.targets.model import COUNTS, Amount, TagWords
from extractors.targets.predicates import CHANGES, OBJECTS, STATES, Predicate, read_predicate, word_at

_LONGEST = 24
"""Letters of a noun between an attribute and the count, at most."""
_NOUN = re.compile("的?[^,;:。、()\\n0-9]+$")
_THING = re.compile("[^,;:。、()\\n0-9]{0,24}")
_CLOSES = frozenset(("", ",", ";", "。", "、", "和", "与", "及", ")", "\n", "("))
_AGES = frozenset(("岁", "周岁"))
_LESSONS = frozenset(("学时", "个学时", "课时", "个课时"))
_VOLTAGES = ("伏", "kV", "KV")
_PLACE = re.compile("(?:行政村|自然村|村|乡镇|社区|小区|街道|县区?|学校)(?=[^,;:。、()\n]{4})")
_BODIES = frozenset(("家", "所", "座", "处", "栋", "幢", "间", "人", "名", "户", "台", "辆", "艘", "支"))
"""Counters of things, and never of classes: 托育机构4家260个托位 counts both."""
_OPEN = re.compile("的?[一-龥]{2}|[A-Za-z]{2,}|[“《]")
"""A noun that goes on right behind a number."""
_TIER = re.compile(r"\((?:不?包?含)[^()]{0,4}\)(?:[至到、和的/-]|以[上下])")
"""1000万元(含)至5000万元(不含)的企业: the bound of a tier, which somebody falls into."""
_OTHERS = re.compile("、[^,;:。()\n0-9]{2,40}的[^,;:。、()\n0-9的]{2,16}")
_RATE = re.compile("[^,;。、0-9]{2,10}?率")
_TIMES = re.compile("[^,;。、]{0,10}(?:时间|时限|周期|期限|年限|寿命|工期)")
_NO_THING = re.compile(
    "的(?![^,;。]{2})|的?(?:目标|任务|要求|水平|标准|速度|增速|增长|幅度|规模|比例)|人口|以[上下内]|[之以]?[内前后]|左右|到|至|在|向|用于|以"
    "|的?(?:放行|办结|办理|答复|审批|受理|反馈|响应|到达|处置|送达|发放|拨付|兑付|审结|办完|完成)"
)
"""What is no thing that a number could describe: an aim, a service that takes the time, a relation."""
_VERBAL = 2
"""Letters of a verb that ends a noun phrase, at least."""


def find_attributes(text: str, low: int, amounts: Sequence[Amount], tag_words: TagWords | None) -> set[int]:
    """Return the indices of the amounts that only describe; `low` is where the sentence begins."""
    found = set()
    for index, amount in enumerate(amounts):
        after = amounts[index + 1] if index + 1 < len(amounts) else None
        if amount.unit and _describes(text, low, amount, after, tag_words):
            found.add(index)
    return found


def thing_after(text: str, amount: Amount) -> str:
    """Return the words right behind a number that name what it describes."""
    match = _THING.match(text, amount.stop)
    return match[0] if match else ""


def _describes(text: str, low: int, amount: Amount, after: Amount | None, tag_words: TagWords | None) -> bool:
    if amount.dimension != "ratio" and _TIER.match(text, amount.end):
        return True
    if after and _is_among_others(text, amount, after):
        return True
    if after and (_has_own_count(text, amount, after) or _is_counted_again(amount, after)):
        return True
    if after and (_is_of_level(text, amount, after) or _is_of_extent(text, amount, after)):
        return True
    if amount.dimension == "ratio" or not _OPEN.match(text, amount.stop):
        return False
    if amount.upper is not None:  # an age from one to the other: 30-40岁的队伍
        return amount.unit in _AGES and not _NO_THING.match(text, amount.stop)
    if amount.dimension == "time" and _is_of_rate(text, amount):
        return True
    if amount.unit in _AGES or _NO_THING.match(text, amount.stop):
        return amount.unit in _AGES and not _NO_THING.match(text, amount.stop)
    if amount.unit.endswith(_VOLTAGES):
        return True
    if amount.dimension == "time":
        return _times(text, low, amount)
    if (
        text.endswith("以下", 0, amount.stop)
        and text[amount.stop] != "的"
        and not _is_verb(text, amount.stop)
    ):
        return _predicate_before(text, low, amount).kind not in (*STATES, "grant")
    return amount.unit == "人" and amount.after is None and _is_gathered(text, low, amount, tag_words)


def _has_own_count(text: str, amount: Amount, after: Amount) -> bool:
    """True for 10亿元以上项目47个, 220千伏线路15公里: a noun, and its count, which closes the phrase."""
    if not 0 < after.start - amount.stop <= _LONGEST or after.dimension in ("ratio", "", "time"):
        return False
    noun = text[amount.stop : after.start]
    if not _NOUN.fullmatch(noun) or len(noun.lstrip("的")) < _VERBAL or _NO_THING.match(text, amount.stop):
        return False
    if text[after.stop : after.stop + 1] not in _CLOSES or amount.dimension in ("ratio", ""):
        return False
    bounded = amount.after in ("ge", "le")
    if bounded:
        return word_at(text, amount.stop, after.start)[1] not in STATES
    return (
        amount.dimension not in COUNTS - {"people"}
        and amount.dimension != after.dimension
        and not _is_verb(text, amount.stop)
    )


def _is_among_others(text: str, amount: Amount, after: Amount) -> bool:
    """True for 年产值超50亿元、竞争力强的企业2家: what else they are stands between bound and count."""
    if amount.dimension in ("ratio", "", *COUNTS) or after.dimension not in COUNTS:
        return False
    if amount.after is None and text[amount.start - 1] not in "超过逾达":
        return False
    if text[after.stop : after.stop + 1] not in _CLOSES or _is_verb(text, amount.stop + 1):
        return False
    return _OTHERS.fullmatch(text, amount.stop, after.start) is not None


def _is_counted_again(amount: Amount, after: Amount) -> bool:
    """True for 12类45件实事: the classes of what is counted right after."""
    adjacent = amount.stop == after.start and amount.dimension in COUNTS and after.dimension in COUNTS
    return adjacent and amount.unit not in _BODIES


def _is_of_level(text: str, amount: Amount, after: Amount) -> bool:
    """True for 16个城市空气质量优良率达到85%: the count says of how many the level is said."""
    if (
        amount.dimension not in COUNTS
        or after.dimension in COUNTS
        or after.start - amount.stop > 2 * _LONGEST
    ):
        return False
    between = text[amount.stop : after.start]
    if len(between) > 2 * _LONGEST or not _NOUN.fullmatch(between):
        return False
    predicate = read_predicate(text, amount.stop, after.start, {})
    level = predicate.kind in STATES or predicate.comparator is not None
    return level and bool(head_of(text[amount.stop : predicate.start]))


def _is_of_extent(text: str, amount: Amount, after: Amount) -> bool:
    """True for 52个村道路硬化118公里: in how many places so much is done."""
    if amount.dimension not in COUNTS or after.dimension not in ("length", "area"):
        return False
    between = text[amount.stop : after.start]
    done = word_at(between[-2:], 0, 2)[1] in ("deed", "delivery")
    return done and len(between) <= _LONGEST and _PLACE.match(between) is not None


def _is_verb(text: str, at: int) -> bool:
    """True if a verb of two letters stands at a place: then the number is its own clause's."""
    word, kind = word_at(text, at, len(text))
    return len(word) >= _VERBAL and (kind in OBJECTS or kind in CHANGES or kind in STATES)


def _predicate_before(text: str, low: int, amount: Amount) -> Predicate:
    return read_predicate(text, max(low, amount.start - _LONGEST), amount.start, {})


def _is_of_rate(text: str, amount: Amount) -> bool:
    """True for 5个工作日内办结率: the time belongs to what the rate measures."""
    return _RATE.match(text, amount.stop) is not None and text[amount.stop - 1] not in "为达到"


def _times(text: str, low: int, amount: Amount) -> bool:
    """True for 15分钟生活圈: a time without a bound right before a noun, and no verb that needs it."""
    if amount.after or amount.unit in _LESSONS or _is_verb(text, amount.stop):
        return False
    predicate = _predicate_before(text, low, amount)
    if predicate.kind in CHANGES:
        return not predicate.comparator and _TIMES.match(text, amount.stop) is None
    return predicate.kind not in STATES and not predicate.comparator and predicate.kind != "grant"


def _is_gathered(text: str, low: int, amount: Amount, tag_words: TagWords | None) -> bool:
    """True for 举办50人论坛: so many take part in the one thing that is brought about."""
    if tag_words is None or _predicate_before(text, low, amount).kind != "delivery":
        return False
    noun = re.match("[一-龥]*", text[amount.stop : amount.stop + _LONGEST])
    words = tag_words(noun[0]) if noun else ()
    return bool(words) and all(tag.startswith("n") for _, tag in words)
