"""Aspects: the words around a number that make it what things start from, or only a condition."""

import re
from functools import cache

from extractors.lexicons import load
from extractors.targets.predicates import read_predicate
from extractors.targets.words import words_pattern

_CONDITION_END = re.compile("[^,;。]{0,80}的,(?:可|给予|予以|应|按|由|享受|不得|处|责令|经)")
_FROM_YEAR = re.compile("[由从][^,;。]{0,12}$")
_CHANGE_TO = re.compile(
    ",?(?:分别|相应|逐步|进一步|大幅度?|稳步|迅速|快速|均|都|又|再|已|将)*"
    "(?:[提增扩发降减缩压调上升拓][^,;。0-9]{1,2}|[增升减降压缩])[到至为](?=[^,;。]{0,4}[0-9一二两三四五六七八九十百])"
)
_CHANGE_FROM = re.compile(
    "[由从](?:原来|原先|原有|原|目前|现在|当前|过去|以前|当时|上年|去年|年初|[^,;。、由从]{0,12}(?:年[末底初]?|时|期))?的?[近约]?$"
)
_BY = re.compile("按照?(?!要求|[^,;。]{0,6}(?:完成|建成|开展|实施|安排))[^,;。]{0,6}$")
_STANDARD = re.compile("[^,;。0-9]{0,10}(?:要求|标准)")
"""按照未来100万人口的规模要求: what something is laid out for."""

_CAPACITY = re.compile("[^,;。\n]{2,50}(?:能力|产能)(?![^,;。\n]{0,12}(?:企业|单位|项目|公司))")
_YEARLY = re.compile(
    "(?:形成|具备|建成|新增|拥有|实现|达到)[^,;。0-9]{0,6}年(?:产|生产|加工|处理|制造)[约近超达]?"
    "(?:[0-9][^,;。]{2,40}[、和及])?$"
)

_NEAR = 60
"""Letters in which stands from what a value starts."""
EXISTING = "现有"
_FORMER = "原"
_BEFORE_A_WORD = frozenset("、,;:。(的和与及省市县区镇乡村校司厂院所局内外上中下")
"""Letters behind which a noun begins anew: 全县原12所, 公司原3家."""


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(words_pattern(w for e in load("aspect") if e["kind"] == kind for w in e["words"]))


@cache
def _ending(kind: str) -> re.Pattern[str]:
    """Pattern over reversed text."""
    return re.compile(words_pattern(w[::-1] for e in load("aspect") if e["kind"] == kind for w in e["words"]))


def is_given(text: str, low: int, start: int, stop: int, high: int) -> bool:
    """Return True if the number is what things start from: 由5%, 原4.99万人, 52个…基础上."""
    if follows_given(text, low, start) or _pattern("based").match(text, stop, high):
        return True
    if text[stop : stop + 1] == "," and _FROM_YEAR.search(text, max(low, start - _NEAR), start):
        return _pattern("based").match(text, stop + 1, high) is not None
    at = text.find("基础上", stop, min(high, stop + 20))
    return at > 0 and text.find(",", stop, at) < 0


def changes_to(text: str, stop: int, high: int) -> bool:
    """Return True if a value ends at `stop` and the words behind it say to which other it changes."""
    return _CHANGE_TO.match(text, stop, high) is not None


def starts_change(text: str, low: int, start: int, stop: int, high: int) -> bool:
    """Return True for the A of 从A提高到B: B says what is reached (CONTRACT, section 4)."""
    return changes_to(text, stop, high) and _CHANGE_FROM.search(text, low, start) is not None


def follows_given(text: str, low: int, start: int) -> bool:
    """Return True if the word before the number says that it is the value things start from."""
    if is_stock_to_do(text, low, start):
        return False
    before = text[max(low, start - 6) : start].rstrip("近约")
    match = _ending("given").match(before[::-1])
    if match is None:
        return False
    at = max(low, start - 6) + len(before) - len(match[0])
    return match[0] != _FORMER or _begins_word(text, low, at)


def _begins_word(text: str, low: int, at: int) -> bool:
    """Return True if no noun ends in the letter at a place: 将原12家门店, but 退化草原12万亩."""
    if at == low or text[at - 1] in _BEFORE_A_WORD:
        return True
    return read_predicate(text, low, at, {}).start < at


def is_stock_to_do(text: str, low: int, start: int) -> bool:
    """Return True if the number says of how much that exists something shall be done: 完成现有20户改造."""
    at = start - len(EXISTING)
    if at <= low or not text.startswith(EXISTING, at):
        return False
    if text[at - 1] in "对将把为给向":
        return True
    return read_predicate(text, low, at, {}).kind in ("delivery", "deed")


def ends_in_condition(text: str, stop: int, high: int) -> bool:
    """Return True if the clause ends as a condition: …的,可申请…; …的,处…罚款."""
    return _CONDITION_END.match(text, stop, high) is not None


def is_size(text: str, low: int, start: int) -> bool:
    """Return True if the number says how big those are that are meant: 年产30万吨以下."""
    before = text[max(low, start - 10) : start].rstrip("约近达为超过")
    return _ending("sized").match(before[::-1]) is not None


def is_capacity(text: str, start: int, stop: int) -> bool:
    """Return True for a yearly output that shall be possible: 形成年产50台机床、90套模具的制造能力."""
    if not _CAPACITY.match(text, stop):
        return False
    return _YEARLY.search(text, max(0, start - 60), start) is not None


def is_conditional(text: str, low: int, start: int, stop: int, high: int) -> bool:
    """Return True if the clause text[low:high] makes the number a condition or what is granted."""
    described = (
        text[start - 1 : start] == "的" and text[stop - 1] not in "%类种"
    )  # 符合条件的3000名低保对象: so many there are
    if _pattern("condition").search(text, low, start) and not described:
        return True
    if _pattern("granted").match(text, stop, high):
        return True
    at = text.rfind("按", low, start)
    if at >= 0 and _BY.match(text, at, start) and _STANDARD.match(text, stop, high):
        return True
    return text.find("给予", stop, high) >= 0 or text.find("予以", stop, high) >= 0
