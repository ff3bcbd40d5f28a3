"""Parallels: indicators said together, with what they share handed down: 化学需氧量、氨氮排放量."""

import re
from functools import cache

from extractors.lexicons import load
from extractors.targets.model import TagWords
from extractors.targets.topics import head_of, of_kind, pattern_of

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


def split_topics(topic: str, count: int, tag_words: TagWords | None) -> list[str] | None:
    """Return as many indicators as there are values, or None if the phrase does not part so.

    >>> split_topics("化学需氧量、氨氮排放量", 2, None)
    ['化学需氧量排放量', '氨氮排放量']
    >>> split_topics("商标变更、续展业务办理时限", 2, None)
    ['商标变更业务办理时限', '商标续展业务办理时限']
    """
    parts = [part for part in _AND.split(topic) if part]
    if len(parts) == 1:
        parts = _written_together(topic, count, tag_words)
    if len(parts) != count:
        parts = [part for part in topic.split("、") if part]
    if len(parts) != count:
        return None
    return _with_shared(parts)


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


def _with_shared(parts: list[str]) -> list[str]:
    """Hand the head of the last part down to the others, and the owner of the first to the rest."""
    last = parts[-1]
    if _ORDINAL.match(parts[0]) and _BARE_ORDINAL.match(last):
        return [*(_ordinal(part) + last[1:] for part in parts[:-1]), _ordinal(last)]
    if owner := _owner_of(parts):
        return [parts[0], *(owner + part for part in parts[1:])]
    owner, share, whole = last.partition("占")
    head = _parallel_rest(parts[0], last) or (head_of(owner) + share + whole if share else head_of(last))
    if not head or head_of(parts[0]) or parts[0][-1] in _MEASURED:
        return parts
    if "的" in last and "的" not in parts[0] and not share:
        return [*(part + last[last.rindex("的") :] for part in parts[:-1]), last]
    step = _process_step(last[: -len(head)], parts[0])
    owner = parts[0][: -len(step)] if step else ""
    return [parts[0] + head, *(owner + part + head for part in parts[1:-1]), owner + last]


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
    """What follows the counterpart of the first part in the last: 广播、电视综合人口覆盖率."""
    written = of_kind("written")
    if first in written and last[: len(first)] in written and head_of(last[len(first) :]):
        return last[len(first) :]
    return ""


def _ordinal(part: str) -> str:
    return part if part.startswith("第") else "第" + part


def _process_step(core: str, first: str) -> str:
    """The step at the end of the first part, if the last one's core is a step of the same procedure."""
    if core in of_kind("process"):
        return next((step for step in of_kind("process") if first.endswith(step) and first != step), "")
    return ""
