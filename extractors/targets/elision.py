"""Elision: what an indicator leaves out because the clause before has said it."""

import re

from extractors.targets.model import Amount, Memory
from extractors.targets.predicates import is_deed
from extractors.targets.topics import head_of, is_head

_OF_DEEDS = frozenset(("people", "traffic"))
_MEASURES = frozenset(("", "量", "额", "数", "值", "率", "度"))
_SUMS = frozenset(("总量", "总数", "总额", "数量", "余额"))
_PER_HEAD = frozenset(("人均", "人均占有", "户均", "亩均"))
_PACE = re.compile("(?:年均|平均)?(?:递增|增长)(?:率|速度)|增速|增幅")
_SHORT = 4
"""Letters of a subject that is a bare noun, and no clause, at most: 粮食,平均每年产量…"""


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
