"""Clauses: the words around a group of amounts, told apart by what they do there."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.dates import DateHit
from extractors.targets.aspects import EXISTING, is_stock_to_do
from extractors.targets.indicator import Topic, head_of, is_aim, pattern_of, read_topic
from extractors.targets.model import COUNTS, Amount, Span, TagWords, TargetContext
from extractors.targets.predicates import CHANGES, OBJECTS, STATES, Predicate, read_predicate, word_at
from extractors.targets.sentence import Calendar
from extractors.values import value

_NOUN_END = re.compile(
    r"[,;:。!?、(\n\t\[]|(?<=..)(?:实现|达到|得到|用上|喝上|摆脱)|(?:和|及|以及|并|与)(?=[^,;。、]{0,4}[0-9])"
)
_NO_NOUN = re.compile(
    "用于|用来|以|并|来|比|较|由|从|在(?![^,;。0-9]{2,20}的[^,;。])|为|是|后(?![备勤续])|时|中(?=[,;。、选有的])|等(?!级)|左右|的[,。]|达到(?![^,;。]{1,16}的[^,;。])|完成|每|(?:提高|增加|下降|降低|减少|缩短|提升|上升|扩大|压减|压缩|增长)[到至]"
)
_FOUNDED = re.compile(
    "(?:设立|新设|组建|成立|建立|发起|募集|发行)(?:总|首期|基金|资金|总体|目标)?规模(?:为|在|约|[达超]过?到?|不[低少]于)?$"
    "|(?:建成|建设|新建|修建|修筑|改造|打造|铺设|完成)(?:全长|总长|总长度|长|占地|占地面积|总面积)(?:约|近)?$"
)
_WITHIN = frozenset(("年末", "年底", "年终", "当年"))
_WITH = frozenset("与同")
_GRANTS = frozenset(("补助", "补贴", "奖励", "奖补", "贴息"))
"""Grants that are nouns too: 专项补助."""
_OF_WHOM = re.compile("[0-9对按每凡]")
_TOGETHER = re.compile("(?<=.)(?:开展|进行|建立|签订|签署|达成|实施|结成|结为)")
"""与300家企业开展合作: what is done with those that are counted."""
_ABLE = re.compile("(?:能够?|善于|站在|熟悉|精通|紧跟|在[^,;。的]{2,16}[起发])[^,;。的]{2,40}的(?=[^,;。])")
"""What those can do that are counted, before the noun that names them: 能够攻克难题、带动产业的人才."""
_MARKS = frozenset("、,;:。(")
CLOSED = frozenset(("", ",", ";", "。", "、"))
_SMALL_BRACKET = re.compile(r"\([^()]{1,4}\)")
_DESCRIBED = re.compile(
    "、(?:[^,;。、0-9]{1,12}[好广大强高优多新快全实足]、){0,4}(?:[^,;。、0-9]{1,20}|(?:小|大|低|高)于[^,;。、]{1,16}|不足[^,;。、]{1,16})的[^,;。、0-9]"
)
"""A description that goes on behind 、: 紧跟前沿、创新能力强的人才."""
_NOTE = re.compile(r"\([^()]{1,24}\)(?=[^,;:。、()])")
"""200户(累计300户)商户: a note between a number and its noun."""
_NEXT = re.compile("[^,;:。、()\n0-9一二两三四五六七八九十]{2,24}(?=[,;。、\n]|$)")
"""What can follow 、 in a list of nouns that are counted together."""
_DESCRIBED_AT_LENGTH = re.compile(
    "(?:能够?|具[有备]|善于|熟悉|精通|符合)[^。;:,\n0-9的]{2,30}(?:,[^。;:\n,0-9的]{2,40}){1,4}的([^。;:,\n0-9的]{2,20})(?=[。;\n])"
)
"""50名能跟踪前沿,引领学科的带头人: a description of several clauses before the noun that it is of."""
_ORDINALS = re.compile("第?[一二三四五六七八九十](?:、第?[一二三四五六七八九十])+(?=[^,;。、])")
"""第一、二批学员: several of an order, of one noun."""
_NAMED = 3
"""Letters that name what is measured, at least."""
_THAN = re.compile("增长|增加|提高|上升|扩大|下降|降低|减少|翻|多|少|高|低")
_MEASURED_BY = re.compile(
    "(?:控制|保持|稳定|维持|限制|限定|压减|压缩|压降|提高|下降|降低)[在到至为]|不?[低少高多]于|不?超过|达到|相当于|提高到|[达为](?=[^,;。]{2,30}的$)"
)


FRONTED_VERB = re.compile(
    "(?<=.)(?:限期|逐[一个项步]|分[类批期]|实施|纳入|列入|进行|开展|改建?为|转[为化]|升级为|打造|建成|改造成|给予|作为|全部|免费|免除|减免|提供|发放|配备|落实|办理|解决)"
)
"""What is done for or to those that are counted, behind them: 为80名老人|提供服务."""
_MEASURED = frozenset("率额值数量度")


@value
class Clause:
    """The words around a group of amounts."""

    text: str
    begin: int
    """Where the words of this clause begin, after what is already bound."""
    low: int
    """Where its statement begins, after the dates that lead in."""
    high: int
    """Where the clause ends."""
    group: Sequence[Amount]
    predicate: Predicate
    topic: Topic
    tag_words: TagWords | None = None


def read_clause(
    text: str,
    low: int,
    high: int,
    group: Sequence[Amount],
    calendar: Calendar,
    context: TargetContext,
) -> Clause:
    """Return the words around a group of amounts, told apart."""
    dates, at = calendar.by_end, group[0].start
    if is_stock_to_do(text, low, at):
        at -= len(EXISTING)
    predicate = (
        _relative_to(text, low, group[0], dates)
        or _over_scope(text, low, group[0], dates)
        or read_predicate(text, low, at, dates)
    )
    if predicate.kind == "grant" and _is_handed_out(text, low, predicate, calendar, context):
        predicate = predicate.without_verb()
    begin = low
    low = _after_dates(text, low, predicate.start, calendar)
    states = predicate.kind in STATES or (
        bool(predicate.comparator)
        and not _is_new(text, low, predicate)
        and bool(head_of(text[low : predicate.start]))
    )
    begins, ends = _before_base(text, begin, low, predicate.start, calendar)
    topic = read_topic(text, begins, ends, not states, context.regions)
    clause = Clause(text, begin, low, high, group, predicate, topic, context.tag_words)
    if predicate.kind == "deed" and not noun_after(clause)[0]:
        low = _after_dates(text, low, predicate.verb_end, calendar)
        topic = read_topic(text, low, predicate.verb_end, True, context.regions)
        return Clause(text, begin, low, high, group, predicate.without_verb(), topic)
    if predicate.verb == "为" and _is_for_whom(clause):
        return replace(clause, predicate=replace(predicate, verb="", kind=""))
    return clause


def _is_for_whom(clause: Clause) -> bool:
    """True for 为1500名老人提供服务: 为 says for whom, and not how many there are."""
    topic = clause.topic.text
    if clause.group[-1].dimension not in COUNTS or topic[-1:] in _MEASURED or head_of(topic):
        return False
    return FRONTED_VERB.search(noun_after(clause)[0]) is not None


def _is_handed_out(
    text: str, low: int, predicate: Predicate, calendar: Calendar, context: TargetContext
) -> bool:
    """True for 发放补贴N, 安排技改补贴N: the grant is what is handed out, of a stated sum."""
    if read_predicate(text, low, predicate.start, calendar.by_end).kind == "delivery":
        return True
    if predicate.verb not in _GRANTS or _OF_WHOM.search(text, low, predicate.start):
        return False
    topic = read_topic(text, low, predicate.start, True, context.regions)
    return bool(topic.text) and governing_kind(topic) == "delivery"


def _before_base(text: str, begin: int, low: int, high: int, calendar: Calendar) -> Span:
    """Where the topic stands: before 比上年 where something is named there, 赤字规模比上年预算减少…"""
    hit = next((hit for hit in calendar.within(begin, low) if hit.end == low), None)
    if hit is None or hit.kind not in ("base", "past") or low >= high:
        return low, high
    at = hit.start if text[hit.start] in "比较" else hit.start - 1
    if text[at] not in "比较" or at - begin < _NAMED:
        return low, high
    return _after_dates(text, begin, at, calendar), at


def _after_dates(text: str, low: int, high: int, calendar: Calendar) -> int:
    """Where the statement begins after the dates that lead in; 大牲畜年末存栏 is of one piece."""
    for hit in calendar.within(low, high):
        opened = text.rfind("(", low + 1, hit.start)
        if opened >= 0 and text.find(")", opened, hit.start) < 0 and hit.end < high:
            continue
        inside = hit.raw in _WITHIN and text[hit.start - 1] not in _MARKS and hit.start > low
        if hit.end <= high and not (inside and hit.end < high and not word_at(text, hit.end, high)[0]):
            low = hit.end
    return low


def _is_new(text: str, low: int, predicate: Predicate) -> bool:
    """True for 新增N, 新建N with a bound that is none of the stock: 新增运营里程约80公里."""
    if predicate.comparator not in ("approx", "ge", "gt") or predicate.kind:
        return False
    word = word_at(text, low, predicate.start)[0]
    return word.startswith(("新增", "新建", "新改", "新开", "净增"))


def _relative_to(text: str, low: int, amount: Amount, dates: Mapping[int, DateHit]) -> Predicate | None:
    """不低于居住用地供应总量的70%: the predicate stands before what the value is a part of."""
    if text[amount.start - 1] != "的" or amount.dimension != "ratio" or amount.start - 1 in dates:
        return None
    verbs = [match.end() for match in _MEASURED_BY.finditer(text, low, amount.start)]
    return read_predicate(text, low, verbs[-1], dates) if verbs else None


def _over_scope(text: str, low: int, amount: Amount, dates: Mapping[int, DateHit]) -> Predicate | None:
    """扩大到全国80%以上的县: between a predicate of level and a share stands of which whole."""
    at = amount.start - 2
    if amount.dimension != "ratio" or at <= low or not pattern_of("scope").fullmatch(text, at, amount.start):
        return None
    predicate = read_predicate(text, low, at, dates)
    return replace(predicate, verb="", kind="") if predicate.kind == "level" else None


def noun_after(clause: Clause) -> tuple[str, int]:
    """Return the noun phrase right after the last amount, and its end; empty if there is none."""
    text, last = clause.text, clause.group[-1]
    at = last.stop
    if text[at : at + 1] == "(" and (note := _NOTE.match(text, at, clause.high)):
        at = note.end()
    if text[at - 1] == "人" and text[at : at + 1] == "口":
        if text[at + 1 : at + 2] in CLOSED:
            return "人口", at + 1
        at += 1
    at += text[at : at + 1] == "的"
    if _NO_NOUN.match(text, at, clause.high):
        return "", at
    if last.dimension in COUNTS and (described := _DESCRIBED_AT_LENGTH.match(text, at)):
        return described[1], max(clause.high, last.stop)
    if able := _ABLE.match(text, at, clause.high):
        at = able.end()
    end = _noun_end(text, at, clause.high)
    if is_with(clause) and (done := _TOGETHER.search(text, at, end)):
        end = done.start()
    noun = text[at:end]
    return ("", at) if is_aim(noun) or len(noun) < 1 else (noun, end)


def is_with(clause: Clause) -> bool:
    """Return True if something is done together with those that are counted: 与300家企业开展合作."""
    return clause.text[clause.group[0].start - 1] in _WITH and clause.group[-1].dimension in COUNTS


def _noun_end(text: str, at: int, high: int) -> int:
    start = at
    at += 2 * text.startswith("达到", at)
    while match := _NOUN_END.search(text, at, high):
        end = match.start()
        bracket = _SMALL_BRACKET.match(text, end, high)
        if bracket and end > start:
            at = bracket.end()
        elif (
            match[0] == "、"
            and end > start
            and (_ORDINALS.match(text, start, high) or _goes_on(text, start, end, high))
        ):
            at = match.end()
        else:
            return end
    return high


def _goes_on(text: str, start: int, end: int, high: int) -> bool:
    """True if the noun goes on behind 、: its description does, or nothing new is counted or done there."""
    if "的" not in text[start:end] and _DESCRIBED.match(text, end, high):
        return True
    following = _NEXT.match(text, end + 1, high)
    if following is None or text[following.end() : following.end() + 1] in ("", ":", "("):
        return False
    kind = word_at(text, end + 1, high)[1]
    return kind not in OBJECTS and kind not in CHANGES and kind not in ("control", "manner", "bound")


def is_founding(clause: Clause) -> bool:
    """Return True if the amount is the size of what is set up: 设立规模2亿元的基金."""
    text, stop = clause.text, clause.group[-1].stop
    if not text.startswith("的", stop):
        return False
    return _FOUNDED.search(text, clause.low, clause.group[0].start) is not None


def governing_kind(topic: Topic) -> str:
    """Return the kind of the last verb that the topic is the object of, empty if there is none."""
    kinds = [kind for _, kind in topic.verbs if kind in OBJECTS or kind in CHANGES]
    return kinds[-1] if kinds else ""


def has_base_value(clause: Clause) -> bool:
    """Return True for the value of the base itself: 比1980年的32056万吨, 比前五年平均40万吨增长…"""
    predicate, text = clause.predicate, clause.text
    if not predicate.dates or predicate.dates[0].kind not in ("base", "past"):
        return False
    if predicate.verb == "平均":
        return bool(_THAN.match(text, clause.group[-1].stop, clause.high))
    return not predicate.kind and text[clause.group[0].start - 1] == "的"
