"""Topics: the indicator 指标 and its scope 范围, cut out of the words around a value."""

import re
from functools import cache

from extractors.lexicons import load
from extractors.targets.model import Span, TagWords
from extractors.targets.predicates import CHANGES, OBJECTS, is_control, is_trade, word_at
from extractors.targets.words import words_pattern
from extractors.values import value

_VERB_WITHIN = re.compile(
    "安排|完成|建成|新建|打造|创建|引进|培育|吸引|带动|推出|发放|筹措|组建|设立|举办|召开|[获取]得(?!感|率)"
)
_LABEL = re.compile(
    "(?:(?:产出|数量|质量|时效|成本|(?:社会|经济|生态)?效益|可持续影响|(?:服务对象)?满意度|[一二三]级)指标"
    "(?: |:)?(?=[一-鿿]{2}))?"
    "(?:[0-9]{1,2}[.、]|\\([0-9一二三四五六七八九十]{1,3}\\)|[①-⑳]|[一二三四五六七八九十]{1,3}[、是])?"
)
"""What stands before an indicator: its number, or its kind in a statement of performance 绩效目标表."""
_SPAN = re.compile(
    "(?:今后|未来|这)?[0-9一二三四五六七八九十]{1,3}年(?:之?内|中(?!央|小)|间|里|来|合计|累计)?(?=[^级以义制])"
)
_MARKS = "、,;:。 “”-·●○■□◆◇▲△★☆▪▶►•◎※*✓√➢"
_BRACKET = re.compile(r"\(([^()]*)\)")
_LIST_OF = re.compile(r"^.*、.*?等(?=[^,]{2})")
_BEFORE_SHARE = re.compile("(?:原则上|一般|应当?|要|力争|确保|(?<![人户亩])均|都|基本|约)(?=占)")
_COUNTED = re.compile("^[0-9]+(?:项|个(?!工作日|月|小时)|家|座|条|所)(?=[^以及的、,]{2})")
_COUNT = re.compile("[0-9]+大?[类项个件批种]")
"""12类45件: the classes are no indicator of what is counted."""
_SIZED = re.compile(
    "(?:[^、,的]{0,4}规模|占地|建筑|总|用地)*(?:占地|面积|投资额?|规模|全长|总长)(?:在|为)?(?:约|近|达|超过?|不[少低]于)?[0-9][^的、,]{0,12}的(?=..)"
)
"""占地约60亩的体育公园, 总投资5亿元的项目: how large each is that is counted."""
_LOTS = re.compile("(?<=..)[0-9]+个(?:项目|地块|小区|片区|点位|标段)$")
"""保障性住房3个项目1200套: in how many lots."""
_RELATED = re.compile(
    "(?<=..)(?:力争|确保|争取|努力实现|继续|持续|始终|总体|均|稳定)?(?:高|低|快|慢|优|好)于[^,;。、]{0,20}(?:水平|平均[数值]?|增速|增幅|均值|速度|增长|标准)$"
)
"""居民收入增速高于经济增速0.5个百分点: what it is compared with."""
_THIS = re.compile("^[本此这该]次(?=..)")
"""此次培训覆盖率: which one it is, and not what is measured."""
_INVESTED = re.compile("(?<=..)完成投资")
_OF_PLACES = re.compile("(?:行政村|自然村|村|乡镇|镇|县|社区|街道)的(?=[^,;。]{2})")
_STATED = re.compile("保持|达到(?!或)|基本|全部|显著|明显|不断|逐步|大幅|得到")
"""Signs that a part of a list is a statement of its own."""
_CUT = re.compile(
    "(?:(?<=[一-鿿]{2})(?:负责|牵头)(?![人制单部])(?:督促|指导|协调|组织|推动|抓好|做好|落实|实施)*(?=[^率额量])"
    "|(?<=[局委办厅部府院队司心会镇乡区县市处科室])(?:要(?![求点素])|应当?|须)(?=[^率额量])"
    "|(?<=[局委办厅部府院司心会镇乡行])(?:按(?:照)?(?:程序|规定|要求|进度|时序|计划|标准|序时)|及时|抓紧|尽快|足额|全面|统一)+(?=[一-鿿]{2})"
    "|使得|使(?!用)|(?:力争|确保|争取|努力实现)(?!(?:高|低|快|慢|优|好)于)|从而|带动(?!作用|力|能力))"
)
_ASIDE = re.compile("在[^,;。]{0,18}(?:前提|基础|条件|情况|过程|执行|实施|同时)(?:之)?[中下上]?(?=[^的]|$)")
"""在提高效益的前提下 and its kin say under what condition, not what is measured."""
_IN_TIERS = re.compile(
    "(?:按照?|分为?|分成)[0-9一二三四五六七八九两]{1,2}个?(?:层次|层级|批次?|期|阶段|步骤?|类别|等级|档次?|梯次|轮次?)(?=..)"
)
"""按3个层次选拔: how, and not what."""
_NOMINAL = re.compile("经费|费用|投入|支出|成本|人数|人员|面积|规模|能力|时限|周期|机构")
"""Nouns that a deed only tells apart: 研发经费, 治理面积."""
_ORIGIN = re.compile(".{0,12}(?:[的时年期初末底前起]|原[来先有]?|[目当]前|现[在有]|上年|去年|过去)|.?")
"""What can stand between 由 and a start value; 从集体分得的收入 says where it is from."""
_PURPOSE = re.compile("(?:[为给](?![主])|在(?![建校职岗册线园读训编库役籍营产用研]))[^,;。]{2}")
"""为80岁以上老人发放补贴, 在省级媒体发表稿件: for whom and where, before the verb."""
_GROUP = re.compile(
    "(?:[一二三四]类|[东中西]部|沿海|贫困|民族|边境|重点|监测|试点|示范|特困|县级以上|"
    "[一-龥]{1,3}型|自由贸易|偏远|高寒)(?:地区|城市|县城|乡镇|试验区|区域)(?![之的和与及、])"
)
_GROUP_FIRST = frozenset("一二三四东中西沿贫民边重监试示特县自偏高")
_SCOPE_ONLY = re.compile(
    "[省市县区乡镇村]{1,2}(?:本)?级|.{1,16}(?:地区|试验区|示范区|城市|省|市|县|区|州|盟|旗|镇|乡|街道)|.{0,10}(?:农村|城镇|乡村|城市|工业|农业|企业|行业)|[平丰灾]年"
)
_EACH_OF = re.compile(
    "(?:[在从由向给为])?(?:全[省市县区州国镇])?"
    "(每(?:一|两|[2-9])?[个所家名支座处类]?(?!年|月|日|天|周|季|次|人均)[^,;。、0-9的量率额数]{1,10})"
)
_LED_IN = re.compile("(?:重点|都|均|要|应|须|需|至少|统一|分别)+$")
_LEVELS = re.compile(r"\([市县区旗、,]{1,5}\)区?(?=..)")
"""The other levels of which a place has one: 各县(市、区)."""
_SCOPE_ENDS = frozenset("级区市省县州盟旗村镇乡道年业")
_MODAL = re.compile("(?<=..)(?:将|要(?![素求点])|拟|须|应)(?=..$)")
"""中央财政将投入: the modal between whoever does it and the verb."""
_MUST = re.compile("(?<=[一-鿿]{2})(?<![主重需必次紧])(?:要(?![求点素闻])|须|应当)(?=..)")
"""贫困人口|要全部脱贫: what is asked of those that are counted."""
_NO_TOPIC = frozenset(("用", "以", "在", "第", "每个", "每年", "按", "从", "好", "剩余", "其余", "余下"))
_YEAR_COUNTS = frozenset("0123456789一二三四五六七八九十今未这")
_COMPLETED = re.compile(
    "(?:成(?![套品人效片果都员熟年本就绩功长交立份色型分])|起(?![重步源点飞])|好(?![人]))(?=..)"
)
"""What completes a verb before its object: 改建成|公厕, 架设起|供电线路."""
_ALSO = re.compile(r"[(]([^()]{2,6})[)](?=..)")
"""新建(改扩建)幼儿园: what else is done, in a bracket behind the verb."""
_TELLING = re.compile("具有|(?:达到|符合|满足|具备).*(?:标准|资格|资质|条件)$")
"""Relative clauses that tell apart those that are counted: 达到高级标准的技师."""
_RATE = re.compile("[^、和与及,]{2}(?:率|标准)$")


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
def of_kind(kind: str) -> tuple[str, ...]:
    """Return the words of a kind in the lexicon of indicators."""
    return tuple(word for entry in load("indicators") if entry["kind"] == kind for word in entry["words"])


@cache
def _heads() -> frozenset[str]:
    return frozenset(of_kind("head"))


@cache
def _scopes() -> frozenset[str]:
    return frozenset(of_kind("scope"))


@cache
def _first_letters(names: frozenset[str]) -> frozenset[str]:
    return frozenset(name[0] for name in names if name)


@cache
def pattern_of(kind: str) -> re.Pattern[str]:
    """Return one pattern for the words of a kind."""
    return re.compile(words_pattern(of_kind(kind)))


@cache
def _ending(kind: str) -> re.Pattern[str]:
    """Pattern over reversed text."""
    return re.compile(words_pattern(word[::-1] for word in of_kind(kind)))


def is_head(indicator: str) -> bool:
    """Return True if the indicator is a head alone, which does not say of what: 产量."""
    return indicator in _heads()


def is_scope(words: str) -> bool:
    """Return True if the words only say for whom or where: 自由贸易试验区."""
    if words.find("每", 0, 4) >= 0 and scope_of(words) and not head_of(words):
        return True
    return words[-1:] in _SCOPE_ENDS and _SCOPE_ONLY.fullmatch(words) is not None


def scope_of(words: str) -> str:
    """Return of whom each something is said, empty if the words say more: 在每个街道, 每村."""
    match = _EACH_OF.fullmatch(words)
    return _LED_IN.sub("", match[1]) if match else ""


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
    if (
        scope is None
        and text[at : at + 1] in _first_letters(_scopes())
        and pattern_of("scope").fullmatch(text, at, high)
    ):
        return Topic("", text[at:high], tuple(verbs), at)  # 全省新增8个专科: only where
    return Topic(_clean(text[at:high]), scope, tuple(verbs), at)


def _core(text: str, low: int, high: int) -> Span:
    """The phrase without what leads in (通过…使, 按不变价格计算的, 1.) and without its start value (由…)."""
    for cut in _CUT.finditer(text, low + 1, high):
        low = cut.end()
    if text.startswith("在", low) and (aside := _ASIDE.match(text, low, high)):
        low = aside.end()
    for tiers in _IN_TIERS.finditer(text, low, high):
        low = tiers.end()
    if text[low : low + 1] in ("为", "给", "在") and (purpose := _PURPOSE.match(text, low, high)):
        low = _first_verb(text, purpose.end(), high) or low
    origin = max(text.rfind("由", low, high), text.rfind("从", low, high))
    if origin > low + 1 and text[origin - 1] not in "自理经" and _ORIGIN.fullmatch(text, origin + 1, high):
        high = origin
    label = _LABEL.match(text, low, high)
    return label.end() if label else low, high


def _first_verb(text: str, low: int, high: int) -> int:
    """Where the first verb of work begins, 0 if there is none: 为老人发放补贴."""
    for at in range(low, high - 1):
        word, kind = word_at(text, at, high)
        if len(word) > 1 and (kind in OBJECTS or kind in CHANGES):
            return at
    return 0


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
        if not _can_cut(text, at, high, word, kind, objects) or _is_of_noun(word, high - at, verbs):
            break
        verbs.append((word, kind))
        at += len(word)
        if kind in ("delivery", "deed") and (completed := _COMPLETED.match(text, at, high)):
            at = completed.end()
        if kind in OBJECTS and (also := _ALSO.match(text, at, high)) and _is_verb_alone(also[1]):
            at = also.end()
    return at, scope, verbs


def _is_verb_alone(words: str) -> bool:
    word, kind = word_at(words, 0, len(words))
    return word == words and kind in OBJECTS


def _can_cut(text: str, at: int, high: int, word: str, kind: str, objects: bool) -> bool:
    if not word or kind == "noun":
        return False
    if kind in ("control", "manner") or is_control(word):
        return True
    if kind == "bound":
        following = word_at(text, at + len(word), high)[1]
        return following in ("control", "manner", "bound", *OBJECTS) or following in CHANGES
    rest = text[at + len(word) : high]
    if len(rest) == 1 and kind in OBJECTS:  # 招聘会, 培训班
        return False
    if kind == "deed" and word != "建设" and _NOMINAL.match(rest):
        return False
    return objects and rest not in _heads() and (kind not in CHANGES or len(rest) > 1)


def _is_of_noun(word: str, length: int, verbs: list[tuple[str, str]]) -> bool:
    """True for a verb behind another that only says of what kind the noun is: 建设|收储点, 新增|服务事项."""
    if not verbs or verbs[-1][1] not in ("delivery", "deed", *CHANGES):
        return False
    return length - len(word) == 1 or (is_trade(word) and length - len(word) > 1)


def _after_subject(text: str, at: int, high: int) -> tuple[list[tuple[str, str]], int]:
    """中央财政安排教育支出: after the last verb that can only be a verb, where something is left."""
    verbs: list[tuple[str, str]] = []
    for match in _VERB_WITHIN.finditer(text, at + 1, high - 1):
        if text[match.end() : high] not in _heads() and text[match.end()] != "、":
            verbs, at = [(match[0], "delivery")], match.end()
    return verbs, at


def _scope_at(text: str, at: int, high: int, regions: frozenset[str]) -> int:
    """End of the scope that begins at a place, 0 if there is none."""
    match = pattern_of("scope").match(text, at, high) if text[at] in _first_letters(_scopes()) else None
    if match is None and (text[at] in _GROUP_FIRST or text.find("型", at, min(high, at + 4)) > 0):
        match = _GROUP.match(text, at, high)
    if match and match.end() < high and text[match.end()] not in "和与及、":
        levels = _LEVELS.match(text, match.end(), high)
        return levels.end() if levels else match.end() + (text[match.end()] in "的各")
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
    if phrase[1:2] == "次":
        phrase = _THIS.sub("", phrase)
    if phrase[:1].isdecimal():
        phrase = "" if _COUNT.fullmatch(phrase) else _COUNTED.sub("", phrase)
    if "的" in phrase or "个" in phrase:
        phrase = _LOTS.sub("", _SIZED.sub("", phrase))
    if "于" in phrase:
        phrase = _RELATED.sub("", phrase)
    if "完成投资" in phrase:
        phrase = _INVESTED.sub("投资", phrase)
    modal = _MODAL.search(phrase)
    if (
        modal
        and phrase[modal.end() :] not in _heads()
        and word_at(phrase, modal.start(), len(phrase))[1] != "noun"
    ):
        phrase = phrase[: modal.start()] + phrase[modal.end() :]
    return "" if phrase.endswith(("和", "与", "及", "或")) or phrase in _NO_TOPIC else phrase


def trim_object(noun: str) -> str:
    """Return an object without the nouns of work at its end: 厕所建设任务 -> 厕所."""
    if at := _OF_PLACES.match(noun):
        noun = noun[at.end() :]
    if at := _MUST.search(noun):
        noun = noun[: at.start()]
    match = _ending("tail").match(noun[::-1])
    if match and len(match[0]) < len(noun):
        noun = noun[: -len(match[0])]
    parts = noun.rpartition("的")
    if parts[0] and pattern_of("relative").match(parts[0]) and not _TELLING.match(parts[0]):
        noun = parts[2]
    return _clean(noun)


def is_verb(words: str, tag_words: TagWords | None) -> bool:
    """Return True if words that the lexicon lacks are verbs and adverbs by their parts of speech: 守住."""
    tagged = tag_words(words) if tag_words else ()
    verbal = all(tag[0] in "vd" or tag == "ad" for _, tag in tagged)
    return bool(tagged) and verbal and tagged[-1][1][0] == "v"


def is_aim(noun: str) -> bool:
    """Return True if the noun stands for the value itself: 10%的目标."""
    return _aim().fullmatch(noun) is not None


@cache
def _aim() -> re.Pattern[str]:
    return re.compile(f"的?(?:{'|'.join(of_kind('aim'))})(?:以上)?")
