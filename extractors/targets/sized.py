"""Sizes and shares: what can be made in a year, how large a thing is, which part of it is meant."""

import re

from extractors.targets.aspects import is_capacity
from extractors.targets.clauses import Clause, noun_after
from extractors.targets.indicator import head_of
from extractors.targets.model import Binding, Memory
from extractors.targets.predicates import STATES

_MADE = re.compile("([^,;。、\n的0-9]{2,20}?)(?:[、和及与][0-9]|的?[^,;。、\n的0-9]{0,8}(?:能力|产能))")
_DIMENSIONED = re.compile(
    "(?:直径|半径|口径|孔径|管径|跨径|跨度|[宽高深厚长](?![度程速铁压标等级质温原效新大输江城期三带轨架水山清层]))([^,;。、()0-9的为]{2,24})"
)
"""What a length right before it measures of a noun: 4米直径储罐, 6米宽道路."""
_ATTAINED = re.compile("(?:全部|均|都)?(?:实现|完成|落实)((?:[^,;。()\\n]|\\([^()]{0,20}\\)){2,40})")
_NOTE = re.compile(r"\([^()]*\)")
_KEPT = re.compile("(?:[预保]留|留[出足有给]|[拿腾划切调让抽匀]出|提取|计提|统筹|抽[取调])$")
_BETTER = re.compile(
    "(?:进一步|持续|着力|重点|全面)?(?:加强|强化|提升|提高|优化|改善|改进|夯实|做强|完善|健全)"
)
_FOR_WHOM = re.compile("(?<=..)(?:给(?!予)|用于|用作|作为|安装|面向|供(?![给应水热电气暖销]))|\\(")


def bind_capacity(clause: Clause, memory: Memory) -> Binding | None:
    """形成年产50台机床、90套模具的制造能力: the number counts what can be made in a year."""
    text, last = clause.text, clause.group[-1]
    if not is_capacity(text, clause.group[0].start, last.stop):
        return None
    made = _MADE.match(text, last.stop)
    return Binding(made[1], None, None, made.end(1)) if made else None


def bind_dimension(clause: Clause, memory: Memory) -> Binding | None:
    """8米高货架: a length that says how large those are that follow."""
    match = _dimension(clause)
    return Binding(match[1], clause.topic.scope, None, match.start(1)) if match else None


def is_dimension(clause: Clause) -> bool:
    """Return True for 4米直径储罐, but 60公里高铁 and 30米高压线 count what follows."""
    return _dimension(clause) is not None


def _dimension(clause: Clause) -> re.Match[str] | None:
    last = clause.group[-1]
    if last.dimension != "length":
        return None
    return _DIMENSIONED.match(clause.text, last.stop, clause.high)


def bind_share_kept(clause: Clause, memory: Memory) -> Binding | None:
    """预留20%的号源, 加强25%的卫生院科室建设: a verb before a share, of what stands behind it."""
    last, text = clause.group[-1], clause.text
    if last.unit != "%" or text[last.stop : last.stop + 1] != "的" or last.after:
        return None
    if clause.predicate.kind in STATES or clause.predicate.comparator:
        return None
    words = clause.topic.text + clause.predicate.verb
    kept = _KEPT.search(words)
    if kept is None and not (words and _is_better(words)):
        return None
    noun, end = noun_after(clause)
    noun = _FOR_WHOM.split(noun)[0]
    if kept is None:
        return Binding(noun, clause.topic.scope, None, end) if noun else None
    whose = words[: kept.start()] or clause.topic.scope
    return Binding(kept[0] + noun, whose or None, None, end) if noun else None


def _is_better(words: str) -> bool:
    return _BETTER.fullmatch(words) is not None


def bind_attained(clause: Clause, memory: Memory) -> Binding | None:
    """中小学100%完成校舍改造: of whom, before the share, and behind it what is brought about."""
    last, topic = clause.group[-1], clause.topic
    if last.unit != "%" or last.after or clause.predicate.kind or clause.predicate.comparator:
        return None
    if not topic.text or topic.verbs or head_of(topic.text):
        return None
    match = _ATTAINED.match(clause.text, last.stop, clause.high)
    return Binding(_NOTE.sub("", match[1]), topic.text, None, match.end()) if match else None
