"""Topics: the indicator 指标 and its scope 范围, cut out of the words around a value."""

import re
from collections.abc import Iterable
from functools import cache

from extractors.lexicons import load
from extractors.targets.model import Span, SplitWords
from extractors.targets.predicates import CHANGES, OBJECTS, is_control, word_at
from extractors.targets.words import words_pattern
from extractors.values import value

_VERB_WITHIN = re.compile("安排|完成|建成|新建|打造|创建|引进|培育|吸引|带动|推出|发放|筹措|组建|设立")
_LABEL = re.compile(
    "(?:[0-9]{1,2}[.、]|\\([0-9一二三四五六七八九十]{1,3}\\)|[①-⑳]|[一二三四五六七八九十]{1,3}[、是])?"
)
_SPAN = re.compile(
    "(?:今后|未来|这)?[0-9一二三四五六七八九十]{1,2}年(?:之?内|中(?!央|小)|间|里|来|合计|累计)?(?=[^级以义制])"
)
_PRICES = re.compile("(?:的?不变|可比|当年)?价格?(?:计算)?,?的?")
_MARKS = "、,;:。 “”-·"
_BRACKET = re.compile(r"\(([^()]*)\)")
_LIST_OF = re.compile(r"^.*、.*?等(?=[^,]{2})")
_BEFORE_SHARE = re.compile("(?:原则上|一般|应当?|要|力争|确保|(?<![人户亩])均|都|基本|约)(?=占)")
_DANGLING = re.compile("(?<=[^存所])在$|(?<=[程量额值率度积数])比$")
_COUNTED = re.compile("^[0-9]+(?:项|个|家|座|条|所)(?=[^以及的、,]{2})")
_INVESTED = re.compile("(?<=..)完成投资")
_SIZED = re.compile("[0-9][^的、]{0,12}的(?=[^,;。]{2})")
_OF_PLACES = re.compile("(?:行政村|自然村|村|乡镇|镇|县|社区|街道)的(?=[^,;。]{2})")
_STATED = re.compile("保持|达到(?!或)|基本|全部|显著|明显|不断|逐步|大幅|得到")
"""Signs that a part of a list is a statement of its own."""
_CUT = re.compile("(?:使得|使(?!用)|力争|确保|争取|努力实现|从而|带动)")
_GROUP = re.compile(
    "(?:[一二三四]类|[东中西]部|沿海|贫困|民族|边境|重点|监测|试点|示范|特困|县级以上|"
    "[一-龥]{1,3}型|自由贸易|偏远|高寒)(?:地区|城市|县城|乡镇|试验区|区域)(?![之的和与及、])"
)
_GROUP_FIRST = frozenset("一二三四东中西沿贫民边重监试示特县自偏高")
_YEAR_COUNTS = frozenset("0123456789一二三四五六七八九十今未这")
_AND = re.compile("、|和|与|及|以及")
_ORDINAL = re.compile("^第[一二三四五]$")
_BARE_ORDINAL = re.compile("^[一二三四五]")
_PER_UNIT = re.compile(
    "((?:单位|[万亿]元).{2,8}?)(?=用水|取水|水耗|能耗|电耗|用电|用地|建设用地|二氧化碳|碳排放|排放)"
)
_CONSUMED = re.compile("(?:用水|取水|水耗|能耗|电耗|用电|用地|建设用地|二氧化碳|碳排放|排放)")
_MEASURED = frozenset("率额值数次重例")
"""Letters that an indicator can end in, and a bare noun does not."""
_RATE = re.compile("[^、和与及,]{2}率$")


@value
class Topic:
    """An indicator as far as the text names it."""

    text: str
    """Empty if the clause names none."""
    scope: str | None
    verbs: tuple[tuple[str, str], ...] = ()
    """Verbs that were cut off at the left, with their kinds."""
    start: int = 0
    """Place of the first letter of the indicator."""


@cache
def _of_kind(kind: str) -> tuple[str, ...]:
    return tuple(word for entry in load("indicators") if entry["kind"] == kind for word in entry["words"])


@cache
def _heads() -> frozenset[str]:
    return frozenset(_of_kind("head"))


@cache
def _scopes() -> frozenset[str]:
    return frozenset(_of_kind("scope"))


@cache
def _first_letters(names: frozenset[str]) -> frozenset[str]:
    return frozenset(name[0] for name in names if name)


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    return re.compile(words_pattern(_of_kind(kind)))


@cache
def _ending(kind: str) -> re.Pattern[str]:
    """Pattern over reversed text."""
    return re.compile(words_pattern(word[::-1] for word in _of_kind(kind)))


def is_head(indicator: str) -> bool:
    """Return True if the indicator is a head alone, which does not say of what: 产量."""
    return indicator in _heads()


def head_of(indicator: str) -> str:
    """Return the head noun that an indicator ends in, empty if the lexicon knows none.

    >>> head_of("氨氮排放量"), head_of("化学需氧量"), head_of("污水集中处理率")
    ('排放量', '', '集中处理率')
    """
    match = _ending("head").match(indicator[::-1])
    if match:
        return match[0][::-1]
    rate = _RATE.search(indicator)
    return rate[0] if rate else ""


def read_topic(text: str, low: int, high: int, objects: bool, regions: frozenset[str]) -> Topic:
    """Return the topic of text[low:high]; with `objects`, verbs of work are cut off too.

    >>> read_topic("全省新建农村公路", 0, 8, True, frozenset())
    Topic(text='农村公路', scope='全省', verbs=(('新建', 'delivery'),), start=4)
    """
    low, high = _core(text, low, high)
    at, scope, verbs = _cut_left(text, low, high, objects, regions)
    if objects and not any(kind in ("delivery", "deed") for _, kind in verbs):
        within, at = _after_subject(text, at, high)
        verbs += within
    if at >= high and verbs and verbs[-1][1] == "deed":
        at -= len(verbs.pop()[0])
    return Topic(_clean(text[at:high]), scope, tuple(verbs), at)


def _core(text: str, low: int, high: int) -> Span:
    """The phrase without what leads in (通过…使, 按不变价格计算的, 1.) and without its start value (由…)."""
    for cut in _CUT.finditer(text, low + 1, high):
        low = cut.end()
    origin = max(text.rfind("由", low, high), text.rfind("从", low, high))
    if origin > low + 1 and text[origin - 1] not in "自理经":
        high = origin
    for opening in (_PRICES, _LABEL):
        if match := opening.match(text, low, high):
            low = match.end()
    return low, high


def _cut_left(
    text: str, at: int, high: int, objects: bool, regions: frozenset[str]
) -> tuple[int, str | None, list[tuple[str, str]]]:
    """Cut off verbs, adverbs, marks and one scope; return where the rest begins, the scope and the verbs."""
    scope: str | None = None
    verbs: list[tuple[str, str]] = []
    while at < high:
        if text[at] in _MARKS and not (text[at] == "“" and text.find("”", at, high) > 0):
            at += 1
            continue
        if text[at] in _YEAR_COUNTS and (span := _SPAN.match(text, at, high)):
            at = span.end()
            continue
        found = 0 if scope else _scope_at(text, at, high, regions)
        if found:
            scope, at = text[at:found], found
            continue
        word, kind = word_at(text, at, high)
        if not _can_cut(text, at, high, word, kind, objects):
            break
        verbs.append((word, kind))
        at += len(word)
    return at, scope, verbs


def _can_cut(text: str, at: int, high: int, word: str, kind: str, objects: bool) -> bool:
    if not word or kind == "noun":
        return False
    if kind in ("control", "manner") or is_control(word):
        return True
    if kind == "bound":
        following = word_at(text, at + len(word), high)[1]
        return following in ("control", "manner", "bound", *OBJECTS) or following in CHANGES
    rest = text[at + len(word) : high]
    return objects and rest not in _heads() and (kind not in CHANGES or len(rest) > 1)


def _after_subject(text: str, at: int, high: int) -> tuple[list[tuple[str, str]], int]:
    """中央财政安排教育支出: after the last verb that can only be a verb, where something is left."""
    verbs: list[tuple[str, str]] = []
    for match in _VERB_WITHIN.finditer(text, at + 1, high - 1):
        if text[match.end() : high] not in _heads() and text[match.end()] != "、":
            verbs, at = [(match[0], "delivery")], match.end()
    return verbs, at


def _scope_at(text: str, at: int, high: int, regions: frozenset[str]) -> int:
    """End of the scope that begins at a place, 0 if there is none."""
    match = _pattern("scope").match(text, at, high) if text[at] in _first_letters(_scopes()) else None
    if match is None and (text[at] in _GROUP_FIRST or text.find("型", at, min(high, at + 4)) > 0):
        match = _GROUP.match(text, at, high)
    if match and match.end() < high:
        return match.end() + (text[match.end()] in "的各")
    if regions and text[at] in _first_letters(regions):
        for length in range(min(8, high - at - 1), 1, -1):
            if text[at : at + length] in regions:
                return at + length
    return 0


def _clean(phrase: str) -> str:
    if "(" in phrase or ")" in phrase:
        phrase = _BRACKET.sub(lambda m: m[0] if len(m[1]) <= 6 else "", phrase)
        phrase = phrase.rsplit(")", 1)[-1] if phrase.count("(") != phrase.count(")") else phrase
    if "等" in phrase:
        phrase = _LIST_OF.sub("", phrase)
    if "、" in phrase and (states := list(_STATED.finditer(phrase, 0, phrase.rfind("、")))):
        phrase = phrase[phrase.find("、", states[-1].end()) :]
    if "占" in phrase:
        phrase = _BEFORE_SHARE.sub("", phrase)
    phrase = phrase.strip("、,;:。 -·的")
    if phrase[:1].isdecimal():
        phrase = _COUNTED.sub("", phrase)
    if phrase[-1:] in ("在", "比"):
        phrase = _DANGLING.sub("", phrase)
    if "完成投资" in phrase:
        phrase = _INVESTED.sub("投资", phrase)
    return "" if phrase.endswith(("和", "与", "及", "或")) else phrase


def split_topics(topic: str, count: int, split_words: SplitWords | None) -> list[str] | None:
    """Return as many indicators as there are values, or None if the phrase does not part so.

    >>> split_topics("化学需氧量、氨氮排放量", 2, None)
    ['化学需氧量排放量', '氨氮排放量']
    >>> split_topics("商标变更、续展业务办理时限", 2, None)
    ['商标变更业务办理时限', '商标续展业务办理时限']
    """
    parts = [part for part in _AND.split(topic) if part]
    if len(parts) == 1:
        parts = _written_together(topic, count, split_words)
    if len(parts) != count:
        parts = [part for part in topic.split("、") if part]
    if len(parts) != count:
        return None
    return _with_shared(parts)


@cache
def _pairs() -> tuple[tuple[str, tuple[str, ...]], ...]:
    entries = (entry for entry in load("indicators") if entry["kind"] == "pair")
    return tuple((word, tuple(entry["parts"])) for entry in entries for word in entry["words"])


def _written_together(topic: str, count: int, split_words: SplitWords | None) -> list[str]:
    """Nouns written without a mark between them: 化肥农药使用量, 城乡居民收入."""
    for word, both in _pairs():
        if len(both) == count and topic.startswith(word):
            return [part + topic[len(word) :] for part in both]
    parts: list[str] = []
    at = 0
    while len(parts) < count - 1 and (match := _pattern("written").match(topic, at)):
        parts.append(match[0])
        at = match.end()
    if len(parts) == count - 1 and _pattern("written").match(topic, at):
        return [*parts, topic[at:]]
    words = split_words(topic) if split_words else []
    if len(words) > count:
        return [*words[: count - 1], "".join(words[count - 1 :])]
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
    written = _of_kind("written")
    if first in written and last[: len(first)] in written and head_of(last[len(first) :]):
        return last[len(first) :]
    return ""


def _ordinal(part: str) -> str:
    return part if part.startswith("第") else "第" + part


def _process_step(core: str, first: str) -> str:
    """The step at the end of the first part, if the last one's core is a step of the same procedure."""
    if core in _of_kind("process"):
        return next((step for step in _of_kind("process") if first.endswith(step) and first != step), "")
    return ""


def trim_object(noun: str) -> str:
    """Return an object without the nouns of work at its end: 厕所建设任务 -> 厕所."""
    if at := _SIZED.match(noun) or _OF_PLACES.match(noun):
        noun = noun[at.end() :]
    match = _ending("tail").match(noun[::-1])
    if match and len(match[0]) < len(noun):
        noun = noun[: -len(match[0])]
    parts = noun.rpartition("的")
    if parts[0] and _pattern("relative").match(parts[0]) and not parts[0].startswith("具有"):
        noun = parts[2]
    return _clean(noun)


def is_aim(noun: str) -> bool:
    """Return True if the noun stands for the value itself: 10%的目标."""
    return bool(re.fullmatch(f"的?(?:{'|'.join(_of_kind('aim'))})(?:以上)?", noun))


def joined(parts: Iterable[str | None]) -> str:
    return "".join(part for part in parts if part)
