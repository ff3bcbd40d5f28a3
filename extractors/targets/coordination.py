"""Coordination: values said together, and the indicators that they belong to, with what those share.

Lists are parsed before units are compared: 分别 pairs values of any units with their indicators.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from extractors.lexicons import load
from extractors.targets.indicator import head_of, is_head, of_kind, pattern_of
from extractors.targets.model import Amount, Memory, TagWords
from extractors.targets.predicates import is_deed

_CONNECTED = re.compile("(?:、|和|与|及|以及|或)$")
_EACH = re.compile("分别|依次|各[为达是]?到?$")
_CLAUSE_MARKS = ",;:。"

_AND = re.compile("、|和|与|及|以及")
_ORDINAL = re.compile("^第?[一二三四五]$")
_BARE_ORDINAL = re.compile("^[一二三四五]")
_PER_UNIT = re.compile(
    "((?:单位|[万亿]元).{2,8}?)(?=用水|取水|水耗|能耗|电耗|用电|用地|建设用地|二氧化碳|碳排放|排放)"
)
_CONSUMED = re.compile("(?:用水|取水|水耗|能耗|电耗|用电|用地|建设用地|二氧化碳|碳排放|排放)")
_SET = ("主要", "重点", "各类", "其他", "有关", "相关")
"""Words before the name of a whole set, which does not part."""
_MEASURED = frozenset("率额值数次重例")
"""Letters that an indicator can end in, and a bare noun does not."""
_RECKONED = re.compile("(?:人均|户均|亩均|年均|日均|平均)[^的、]{0,6}$")
_RANKS = frozenset("级型类性式制")
"""Letters that end what only tells kinds apart: 国家级、省级龙头企业."""
_OF_DEEDS = frozenset(("people", "traffic"))
_MEASURES = frozenset(("", "量", "额", "数", "值", "率", "度"))
_SUMS = frozenset(("总量", "总数", "总额", "数量", "余额"))
_PER_HEAD = frozenset(("人均", "人均占有", "户均", "亩均"))
_PACE = re.compile("(?:年均|平均)?(?:递增|增长)(?:率|速度)|增速|增幅")
_SHORT = 4
"""Letters of a subject that is a bare noun, and no clause, at most: 粮食,平均每年产量…"""


def find_groups(text: str, amounts: Sequence[Amount]) -> Iterator[list[Amount]]:
    """Yield the amounts that follow each other with nothing between but 、 or 和.

    They are of one measure, or the words before them say that there is one for each of several indicators.
    """
    group: list[Amount] = []
    for amount in amounts:
        if group and not (
            _CONNECTED.fullmatch(text, group[-1].stop, amount.start)
            and (are_alike(group[-1], amount) or _is_listed(text, group, amount))
        ):
            yield group
            group = []
        group.append(amount)
    if group:
        yield group


def are_alike(one: Amount, other: Amount) -> bool:
    """Return True if two amounts are of one measure, or the second says the unit for both."""
    same_unit = one.unit == "" or (one.unit == "个" and other.unit.startswith("个"))
    return one.dimension == other.dimension or same_unit


def _is_listed(text: str, group: Sequence[Amount], amount: Amount) -> bool:
    """True if the clause before a group says 分别, or names indicators for it and for one value more."""
    at = group[0].start
    low = 1 + max(text.rfind(mark, max(0, at - _LONGEST), at) for mark in _CLAUSE_MARKS)
    if _EACH.search(text, low, at):
        return True
    return len(_AND.split(text[low:at])) > len(group) and text[amount.stop : amount.stop + 1] in _ENDS


def split_topics(topic: str, count: int, tag_words: TagWords | None, alike: bool = True) -> list[str] | None:
    """Return as many indicators as there are values, or None if the phrase does not part so.

    Values that are not `alike` measure different things: they share no head at the end.

    >>> split_topics("化学需氧量、氨氮排放量", 2, None)
    ['化学需氧量排放量', '氨氮排放量']
    >>> split_topics("商标变更、续展业务办理时限", 2, None)
    ['商标变更业务办理时限', '商标续展业务办理时限']
    """
    parts = [part for part in _AND.split(topic) if part]
    if len(parts) == 1:
        parts = _written_together(topic, count, tag_words)
    for mark in ("、", "和", "与"):
        if len(parts) != count:
            parts = [part for part in topic.split(mark) if part]
    if len(parts) != count:
        return None
    return _with_owner(_with_shared(parts, tag_words) if alike else parts, tag_words)


def _with_owner(parts: list[str], tag_words: TagWords | None) -> list[str]:
    """Heads that do not say of what, with what the first part says: 粮食播种面积、总产量."""
    if not any(is_head(part) for part in parts[1:]) or is_head(parts[0]):
        return parts
    written = pattern_of("written").match(parts[0])
    words = () if written or not tag_words else tag_words(parts[0])
    owner = written[0] if written else words[0][0] if len(words) > 1 and words[0][1][0] == "n" else ""
    return [parts[0], *(owner + part if is_head(part) else part for part in parts[1:])]


@cache
def _pairs() -> tuple[tuple[str, tuple[str, ...]], ...]:
    entries = (entry for entry in load("indicators") if entry["kind"] == "pair")
    return tuple((word, tuple(entry["parts"])) for entry in entries for word in entry["words"])


def _written_together(topic: str, count: int, tag_words: TagWords | None) -> list[str]:
    """Nouns written without a mark between them: 化肥农药使用量, 城乡居民收入."""
    for word, both in _pairs():
        if len(both) == count and topic.startswith(word):
            return [part + topic[len(word) :] for part in both]
    parts: list[str] = []
    at = 0
    while len(parts) < count - 1 and (match := pattern_of("written").match(topic, at)):
        parts.append(match[0])
        at = match.end()
    if len(parts) == count - 1 and pattern_of("written").match(topic, at):
        return [*parts, topic[at:]]
    words = tag_words(topic) if tag_words and not topic.startswith(_SET) else ()
    if len(words) == count + 1 and all(tag.startswith("n") for _, tag in words):
        return [*(word for word, _ in words[: count - 1]), words[-2][0] + words[-1][0]]
    return [topic]


_OWNERS = (
    *"级区县市省州镇乡村社院室校园所站场厂馆业户员生者",
    "项目",
    "单位",
    "部门",
    "机关",
    "家庭",
    "人群",
)
"""What those of whom an indicator is said end in."""
_ALIKE = frozenset("级区县市省州镇乡村院校园所站场厂馆业型类户目生")
"""Letters by which two of a kind are told: 公立医院 and 乡镇卫生院."""
_CODE = re.compile("[A-Za-z][A-Za-z0-9.]*")
_RANK = 6
"""Letters of a rank or kind, at most: 国家级, 劳动密集型."""
_LONGEST = 200
"""Letters of a clause before an amount, at most."""
_ENDS = frozenset(("", ",", ";", "。", "、", "和", "与", "及", ")", "以"))


def _with_shared(parts: list[str], tag_words: TagWords | None) -> list[str]:
    """Hand the head of the last part down to the others, and the owner of the first to the rest."""
    last = parts[-1]
    if _ORDINAL.match(parts[0]) and _BARE_ORDINAL.match(last):
        return [*(_ordinal(part) + last[1:] for part in parts[:-1]), _ordinal(last)]
    if owner := _owner_of(parts):
        return [parts[0], *(owner + part for part in parts[1:])]
    if head_of(parts[0]) or (parts[0][-1] in _MEASURED and parts[0] not in of_kind("written")):
        return parts
    owner, share, whole = last.partition("占")
    like = _parallel_rest(parts[0], last) or _rest_behind_like(parts[0], last, tag_words)
    head = like or (head_of(owner) + share + whole if share else _wide_head(last))
    if not head:
        return parts
    if "的" in last and "的" not in parts[0] and not share:
        return [*(part + last[last.rindex("的") :] for part in parts[:-1]), last]
    step = _process_step(last[: -len(head)], parts[0])
    owner = parts[0][: -len(step)] if step else ""
    return [_joined(parts[0], head), *(_joined(owner + part, head) for part in parts[1:-1]), owner + last]


def _joined(part: str, head: str) -> str:
    """The part with the head, what both say once: 生活补贴 and 补贴标准."""
    said = next((n for n in range(min(len(part), len(head) - 1), 1, -1) if part.endswith(head[:n])), 0)
    return part + head[said:]


def _wide_head(last: str) -> str:
    """The head that a phrase ends in, with how it is reckoned: 人均财政补助标准."""
    head = head_of(last)
    wide = _RECKONED.search(last, 0, len(last) - len(head)) if head else None
    return last[wide.start() :] if wide and wide.start() else head


def _owner_of(parts: list[str]) -> str:
    """What the first of the parts says for all: 船舶的能耗、排放, 单位产值用水量、能耗."""
    first, rest = parts[0], parts[1:]
    head = head_of(first)
    if not head or any("的" in part or "占" in part for part in rest):
        return ""
    if first[: -len(head)].endswith("的"):
        return first[: -len(head)]
    per_unit = _PER_UNIT.match(first)
    if per_unit and all(_CONSUMED.match(part) for part in rest):
        return per_unit[1]
    own = first[: -len(head)]
    return own if len(own) > 1 and all(len(part) == 3 and part[-1] == "率" for part in rest) else ""


def _parallel_rest(first: str, last: str) -> str:
    """What follows the counterpart of the first part in the last: 广播、电视人口覆盖率, 国家级、省级企业."""
    other = pattern_of("written").match(last)
    if other and first in of_kind("written") and other.end() < len(last):
        rest = last[other.end() :]
        return rest if head_of(rest) or rest[-1] in "率额值数量度" else ""
    at = last.find(first[-1]) + 1 if first[-1] in _RANKS else 0
    return last[at:] if 0 < at <= _RANK else ""


_LONGEST_LIKE = 3
"""Letters of a noun that is looked for at the head of the last part: a cheap look before words are tagged."""


def _rest_behind_like(first: str, last: str, tag_words: TagWords | None) -> str:
    """What follows a noun as long as the first part, itself one word: 城市、县城污水处理率."""
    head = head_of(last)
    # Where the head alone is left behind it, the head is handed down anyway.
    wide = head and 2 <= len(first) <= _LONGEST_LIKE and len(last) - len(first) > len(head)
    if tag_words is None or not wide:
        return ""
    words, alone = tag_words(last), tag_words(first)
    nouns = len(alone) == 1 and len(words) > 2 and alone[0][1][0] == words[0][1][0] == "n"
    return last[len(first) :] if nouns and len(words[0][0]) == len(first) else ""


def _ordinal(part: str) -> str:
    return part if part.startswith("第") else "第" + part


def _process_step(core: str, first: str) -> str:
    """The step at the end of the first part, if the last one's core is a step of the same procedure."""
    if core in of_kind("process"):
        return next((step for step in of_kind("process") if first.endswith(step) and first != step), "")
    return ""


def completed(indicator: str, last: Amount, memory: Memory) -> str:
    """Return the indicator with what it leaves out after the clause before: 占…比重, 出栏率."""
    if indicator.startswith("占") and memory.indicator:
        return memory.indicator + indicator
    owner = memory.indicator.rpartition("的")[0]
    if owner and len(indicator) <= 4 and head_of(indicator):
        return f"{owner}的{indicator}"
    if indicator in _PER_HEAD and memory.indicator:
        return memory.indicator + indicator
    if is_deed(indicator):
        said = memory.heading or memory.subject or memory.indicator
        own = last.dimension in _OF_DEEDS or last.unit == "次"
        return said if said and (said.endswith(indicator) or not own) else indicator
    return _of_whom(indicator, memory) if is_head(indicator) or indicator in _SUMS else indicator


def _of_whom(head: str, memory: Memory) -> str:
    """The indicator of a head that says not of what: 粮食,产量…; 垃圾处理能力…,处理率…; 总产值…,递增率…."""
    named = memory.heading or (memory.subject if len(memory.subject) <= _SHORT else "")
    if named:
        return named + head
    if memory.indicator.endswith(head):
        return memory.indicator
    if _PACE.fullmatch(head) or (head in _SUMS and memory.indicator[-1:] not in _MEASURES):
        return memory.indicator + head
    deed, _, rest = memory.indicator.partition(head[:-1])
    return deed + head if rest and head[-1] == "率" else head


def counterpart(topic: str, memory: Memory, tag_words: TagWords | None) -> tuple[str, str] | None:
    """Return the indicator of the clause before said of another one, and of whom; None if it is not.

    省级事项网上可办率…,市县级…; 城区绿化覆盖率…,建制镇…: the topic takes the place of its like.
    """
    said = memory.indicator
    at = _end_of_like(topic, memory)
    if not at and topic.endswith(_OWNERS) and tag_words and not said.startswith(topic):
        words = tag_words(said)
        at = len(words[0][0]) if len(words) > 1 else 0
    return (topic + said[at:], topic) if 0 < at < len(said) else None


def _end_of_like(topic: str, memory: Memory) -> int:
    """Where in the indicator said before ends what is of the topic's kind, 0 if nothing is."""
    said = memory.indicator
    if memory.owner and said.startswith(memory.owner):
        return len(memory.owner)
    written = pattern_of("written")
    if (other := written.match(said)) and written.fullmatch(topic):
        return other.end()
    if _CODE.fullmatch(topic) and (code := _CODE.match(said)):
        return code.end()
    return said.find(topic[-1]) + 1 if topic[-1] in _ALIKE else 0
