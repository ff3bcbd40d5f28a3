"""Amounts: numbers with their units, in every printing."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from string import ascii_letters

from extractors.lexicons import load
from extractors.numerals import (
    COUNTING_DIGITS,
    FORMAL_DIGITS,
    SPOKEN_DIGITS,
    to_decimal,
    to_int,
    to_percent,
    to_range,
)
from extractors.records import Comparator
from extractors.targets.aspects import changes_to
from extractors.targets.measures import (
    MANY,
    SCALE,
    SCALES,
    dimension_of,
    first_letters,
    printed_unit,
    scale_of,
    unit_pattern,
)
from extractors.targets.model import Amount
from extractors.targets.words import words_pattern

_DIGITS = frozenset("0123456789")
_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:[.·][0-9]+)?)"
_CHINESE = (
    rf"[{COUNTING_DIGITS}十拾](?:[{COUNTING_DIGITS}十拾百佰仟零〇万亿]|千(?![瓦米克伏卡赫]))*"
    rf"(?:点[{COUNTING_DIGITS}零〇]+)?[万亿]*"
)
_PARTS = {"百": "%", "千": "‰", "万": "‱"}
_TENTHS = "成(?![立为果员本功套效熟长就分都品人年交因才])"
_TO = "(?:-+|至|到)"
_TIMES = "(?:(?<=[倍年天])|(?<=小时)|(?<=工作日))"
"""Units behind which a half can stand: 一倍半, 两天半."""

_LETTERS = frozenset(ascii_letters)
_NO_NUMBER_BEFORE = frozenset(".第每#+/·∶《×") | _LETTERS
_ENDS = frozenset("、,;:。)]和与及或\n")
"""What can follow a number without a unit."""
_FALSE_UNIT = re.compile(
    "方[面位式案向针便]|日[本常照]|度[过假量]|分[别之类布支为期级]|名[单录称]|家(?:[庭长]|具(?![备有体]))|口[径岸]|部[门委]|条[件例线]"
    "|升[级学]|段时|人[民均才大]|位[于置]|对[接口0-9]|片区|次[产性]|例如|单位|起来|支持|把[握关控]|包[括含]|车[间辆]|堆[放积]|人会|期[间末初内刊货望限待工项建规启厂扩改]|轮[胎船岗训换流值椅作廓渡机]"
)
_RANK = re.compile("(?<=[前后末])[0-9一二三四五六七八九十百]+[名位]|(?<=时速)[0-9.]+(?:公里|千米)")
"""A rank or a speed names what is meant: 全省前10名, 时速160公里线路."""
_GENERATION = re.compile("(?<![到至达为])[2-6]G|[0-9]+[GM](?=[一-龥])(?![以的])")
"""A generation of networks is no rate of transfer: 5G基站."""
_CLASS = re.compile("(?<=[,、;。(:和及与\n“拟])[0-9]{1,2}班(?![次列组])")
"""A class of a school: 3班、12班."""
_OFFICE = re.compile(
    "[0-9一二两]{1,2}[名位](?:常务|专职|兼职)?副?(?:组长|主任|召集人|联络员|联系人|信息员|成员)"
)
"""Who belongs to a group or is named to it is no amount of work: 1名组长."""
_CALL = re.compile(
    "(?<=[话机线真编号码箱信Qq:])(?:[0-9]{3,4}[ )-]+)?1?[0-9]{6,11}"
    "(?![0-9.万亿千百元吨户人个%亩年平公立次件家只头])"
)
"""A number to call, to write to or to pay to: 电话:5373258."""
_RATIO = re.compile(":[0-9]")
_ASIDE = re.compile(r"\([^()0-9]{1,20}\)")
"""40万套(包括间)以上: a note between a value and how it is meant."""
_SOME = re.compile("[数几](?=[十百千万亿])|(?<![以加之线网路岸])上(?=[百千万亿])|(?<=[比率重例占])过(?=半)")
"""Before a round number in words, and before a half: 上百万, 数十, 占比过半."""
_ROUND_BEFORE = re.compile("(?:[达超破逾近约上数几]|[少低足]于|不到|不足|超过|至少)$")
"""What makes a round number in words a measured one: 逾千家."""
_COUNTED_BEFORE = re.compile(
    "(?:至少|不少于|最少|新建|建成|新增|建设|创建|引进|举办|召开|开辟|延伸|开通|新开|增设|组建|新设|购置|投放|修建|兴建|铺设|[到至为短低少约过降]|加(?![强快大])|近(?<!最近)(?<!附近))[^,;。]{0,2}$"
)
_YEARS_BEFORE = re.compile("[到至为短低少约]$")
_COUNTED_AFTER = re.compile(
    "(?:至[一二两三四五六七八九十]|倍|番|成|半|分之|到[一二两三四五六七八九十]|[^,;。]{1,3}(?:以上|以内|以下|左右)|个百分点|点)"
)
"""What must stand beside a small count in Chinese numerals: 四个方面, 一条路 count nothing."""
_ONCE = re.compile("次(?![,;。、)\n以])")
_LEVEL_BEFORE = frozenset("到至为短低少约过加降")
"""Before 一次 and 二次 that only tell of what kind something is: 降低二次污染."""
_LAST = re.compile("[个座所处条家][,;。、)\n]")
_BUILT = re.compile("(?:新建|建成|新增|拟建|改建|扩建|修建|创建|打造|新设)(?:(?!以下)[^,;。、()]){2,}$")
"""新建污水处理厂一座: the count closes what is built."""
_FOR_EACH = re.compile(
    "(?<!平均)每[个所家名村镇乡县区市州校户][^,;。]{0,14}"
    "(?:选择|确定|选[取定派送聘]|遴选|挑选|推选|抽取|推荐|明确|配备|配齐|建[立成设]|新建|设立|打造|培育|创建|组建|至少|不少于)(?:至少|不少于)?$"
)
"""在每个县选择一所医院: a count in words, where it is said for each of several."""
_NEAR_EACH = 20
_FAR = 24
"""Letters between what is built and its count, at most."""
_COUNTER = "([^\\W\\dA-Za-z年月日号点时级期届线路版强型类代岁度的和是在为等以之来个后前余多末底初]{1,2})"
_CLOSES = "(?=[,;。、)\\n]|以上|以内|左右|上下|开外|又余|有余|$)"
_SHORTEST = 2
"""Signs of a number whose counter is told by shape alone, at least."""


@cache
def _after() -> dict[str, Comparator]:
    return {word: entry["comparator"] for entry in load("comparators") for word in entry["after"]}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Patterns of an amount in Arabic and in Chinese numerals, and of what follows an amount."""
    unit = unit_pattern()
    bare = rf"{SCALE}(?!级)|/(?:10|100)?万"
    arabic = (
        rf"(?P<share>[1-9][0-9]?)/(?P<whole>[1-9][0-9]?)(?=以上|以下|左右|及以上|的)"
        rf"|(?:(?P<yi>[0-9]+)亿(?P<wan>[0-9]+)(?P<qian>千)?(?=万)|(?P<value>{_ARABIC}))(?P<many>[多余来]|\+(?![0-9A-Za-z]))?"
        rf"(?:(?P<low>{unit}|{bare})?{_TO}(?P<upper>{_ARABIC}))?"
        rf"(?:(?P<tenths>{_TENTHS})|(?P<unit>{unit}|{bare})(?P<more>\+)?)?"
    )
    chinese = (
        rf"(?P<half>一半|半数|(?<=[比率重例占]过)半(?=[,;。、)\n]|$))|半(?P<halfunit>个月|个小时|个工作日|天|小时)"
        rf"|(?P<per>[百千万])分之(?P<part>{_CHINESE}|{_ARABIC}|百)"
        rf"(?:{_TO}(?:[百千万]分之)?(?P<partupper>{_CHINESE}|{_ARABIC}))?"
        rf"|(?P<whole>[{COUNTING_DIGITS}十])分之(?P<share>[{COUNTING_DIGITS}])"
        rf"|(?P<value>{_CHINESE})(?P<many>{MANY})?(?:(?:{unit}|成)?{_TO}(?P<upper>{_CHINESE}))?"
        rf"(?:(?P<tenths>{_TENTHS})(?P<halftenth>半)?|(?P<unit>{unit})(?:{_TIMES}(?P<andhalf>半))?|(?<=[万亿])(?!级)|(?={_COUNTER}{_CLOSES}))"
        rf"|(?P<round>[百千](?![瓦米克伏卡赫])[万亿]?|万?亿|万)(?P<roundunit>亿?{unit})"
        r"|(?<=[超逾破达近])(?P<alone>[百千]?万|[百千]?亿|万亿)(?=[,;。、)\n])"
        rf"|翻了?(?P<times>[{COUNTING_DIGITS}0-9]?)番"
    )
    return re.compile(arabic), re.compile(chinese), re.compile(words_pattern(_after()) + "(?!蒙)")


@cache
def _trigger() -> re.Pattern[str]:
    """The one cheap search over the whole text: runs of number signs before what can follow a number."""
    followers = re.escape("".join(set(first_letters()) | set("成多余来至到-./·,和与以左上及。;)]分点番半+")))
    more = f"[0-9{COUNTING_DIGITS}十拾百佰千仟万亿零〇]"
    first = f"[0-9{SPOKEN_DIGITS}十百千万亿半翻]|[{FORMAL_DIGITS}拾](?=[拾佰仟百千万亿])"
    signs = f"(?<![0-9{SPOKEN_DIGITS}十百千万亿零〇])(?:{first}){more}*+"
    return re.compile(rf"{signs}(?:(?<=[百千万亿])|(?=[{followers}\n])|(?={_COUNTER}{_CLOSES})|\Z)")


def find_amounts(text: str, start: int, end: int) -> list[Amount]:
    """Return the amounts of text[start:end] in order; text is folded and without spaces in its numbers.

    >>> [(str(a.value), a.unit) for a in find_amounts("新增22万亩,占百分之三十,缩短半个月", 0, 19)]
    [('22', '万亩'), ('30', '%'), ('0.5', '个月')]
    """
    found = list(_amounts(text, start, end))
    following = [*found[1:], None]
    return [_with_unit_of(amount, after, text) for amount, after in zip(found, following, strict=False)]


def _with_unit_of(amount: Amount, after: Amount | None, text: str) -> Amount:
    """The amount with the unit that it shares with the next: 由1200提高到1500公里."""
    if amount.unit or after is None or text[amount.start - 1 : amount.start] not in ("从", "由"):
        return amount
    return replace(amount, unit=after.unit, dimension=after.dimension, weak=after.weak)


def _amounts(text: str, start: int, end: int) -> Iterator[Amount]:
    arabic, chinese, after = _patterns()
    done = start
    for trigger in _trigger().finditer(text, start, end):
        at, stop = trigger.span()
        if at < done:
            continue
        in_digits = text[at] in _DIGITS
        before = text[at - 1] if at > start else ""
        if before in _NO_NUMBER_BEFORE or (before == ":" and text[at - 2 : at - 1] in _DIGITS):
            if before == "每" and in_digits and (per := arabic.match(text, at, end)):
                done = per.end()
            continue
        if any(name.match(text, at, end) for name in (_RANK, _CLASS, _OFFICE, _GENERATION, _CALL)):
            continue
        if in_digits:
            match = None if _is_label(text, at, stop, end) else arabic.match(text, at, end)
        else:
            match = chinese.match(text, at, end) if _counts(text, at, stop, start, end) else None
        amount = match and _amount(match, after, start, end)
        if amount:
            done = amount.stop
            yield amount


def _is_label(text: str, at: int, stop: int, end: int) -> bool:
    """True for a year, and for a number of an item: 2020年, 12.加强…"""
    if text[stop : stop + 1] == "年" and (stop - at == 4 or text[at - 1 : at] in ("后", "前")):
        return True
    if text[stop : stop + 1] == "日" and text[at - 1 : at] == "月":  # 10月8日上午
        return True
    return text[stop : stop + 1] == "." and not text[stop + 1 : min(stop + 2, end)].isdecimal()


def _counts(text: str, at: int, stop: int, start: int, end: int) -> bool:
    """True if a run of Chinese numerals can count something."""
    if text[at - 1 : at] == "月" and text[stop : stop + 1] == "日":
        return False
    if text[stop : stop + 1] == "年":
        return stop - at < 4 and bool(_YEARS_BEFORE.search(text, max(start, at - 2), at))
    if stop - at > 1 or text[at] in "百千万亿半翻":
        return True
    if _ONCE.match(text, stop, end) and text[at - 1 : at] in _LEVEL_BEFORE:
        return False
    if _COUNTED_AFTER.match(text, stop, end) or _COUNTED_BEFORE.search(text, max(start, at - 5), at):
        return True
    if text[at] == "十" and text[at - 1 : at] in ("数", "几"):
        return True
    if text.find("每", max(start, at - _NEAR_EACH), at) >= 0 and _FOR_EACH.search(
        text, max(start, at - 20), at
    ):
        return True
    return bool(_LAST.match(text, stop, end) and _BUILT.search(text, max(start, at - _FAR), at))


def _amount(match: re.Match[str], after: re.Pattern[str], low: int, end: int) -> Amount | None:
    text = match.string
    start, stop = match.span()
    if stop > start + 1 and _FALSE_UNIT.match(text, stop - 1, end):
        return None
    try:
        amount = _read_arabic(match) if text[start] in _DIGITS else _read_chinese(match)
    except ValueError:  # digits that count nothing: 一一列出, 一二三产业
        return None
    if not amount.unit and _RATIO.match(text, stop, end):
        return None
    amount = _meant(text, amount, after, end)
    if not amount.unit and not amount.after and stop < end and text[stop] not in _ENDS:
        if text[start - 1 : start] in ("从", "由") and changes_to(text, stop, end):
            return amount
        return _with_counter(text, amount, after, end)
    if match.groupdict().get("round") and not _is_measured(text, amount, low):
        return None
    return _with_some(text, amount, low)


def _meant(text: str, amount: Amount, after: re.Pattern[str], end: int) -> Amount:
    """The amount with what stands behind its unit and says how it is meant: 以上, 左右, 又余."""
    stop = amount.end
    aside = _ASIDE.match(text, stop, end) if text[stop : stop + 1] == "(" else None
    tail = after.match(text, aside.end() if aside else stop, end)
    if tail is None:
        return amount
    return replace(amount, stop=tail.end(), after=_after()[tail[0]])


def _with_counter(text: str, amount: Amount, after: re.Pattern[str], end: int) -> Amount | None:
    """The amount with a counter that no lexicon has, told by its shape: 450顶幕, 三万余墩."""
    match = _counter().match(text, amount.end, end)
    if match is None or amount.end - amount.start < _SHORTEST or text[amount.start - 1] in "(、-":
        return None
    unit = amount.unit + match[1]
    if len(match[1]) > 1 and text[amount.start] in _DIGITS:  # 12345热线
        return None
    counted = replace(amount, end=match.end(), stop=match.end(), unit=unit, dimension="count", guessed=True)
    return _meant(text, counted, after, end)


@cache
def _counter() -> re.Pattern[str]:
    return re.compile(_COUNTER + _CLOSES)


def _is_measured(text: str, amount: Amount, low: int) -> bool:
    """True for a round number in words that is bounded: 逾千家, 百家以上; 百家争鸣 is none."""
    return amount.after is not None or bool(
        _ROUND_BEFORE.search(text, max(low, amount.start - 2), amount.start)
    )


def _with_some(text: str, amount: Amount, low: int) -> Amount:
    """The amount with 上, 数 or 过 before it, which make it more than it says: 上百万, 数十, 过半."""
    if amount.start == low or not _SOME.match(text, amount.start - 1):
        return amount
    return replace(amount, start=amount.start - 1, after=amount.after or "gt")


def _new(
    match: re.Match[str], value: Decimal, upper: Decimal | None, unit: str, more: bool = False
) -> Amount:
    if upper is not None and upper < value:
        value, upper = upper, value
    unit, many = printed_unit(unit)
    start, stop = match.span()
    return Amount(start, stop, stop, value, upper, unit, *dimension_of(unit), "gt" if more or many else None)


def _read_arabic(match: re.Match[str]) -> Amount:
    if match["share"]:
        return _new(match, to_percent(match["share"], match["whole"]), None, "%")
    if match["yi"]:
        value = Decimal(int(match["yi"]) * 10**4 + int(match["wan"]) * (1000 if match["qian"] else 1))
    else:
        value = to_decimal(match["value"])
    upper = to_decimal(match["upper"]) if match["upper"] else None
    more = bool(match["many"] or match["more"])
    if match["tenths"]:
        return _new(match, value * 10, upper and upper * 10, "%", more)
    unit, low = match["unit"] or "", match["low"]
    if upper is not None and low and scale_of(low) != scale_of(unit):
        value = value * scale_of(low) / scale_of(unit)
    return _new(match, value, upper, unit, more)


def _read_chinese(match: re.Match[str]) -> Amount:
    if match["per"]:
        upper = to_decimal(match["partupper"]) if match["partupper"] else None
        return _new(match, to_decimal(match["part"]), upper, _PARTS[match["per"]])
    if match["share"]:
        return _new(match, to_percent(match["share"], match["whole"]), None, "%")
    if match["half"]:
        return _new(match, Decimal(50), None, "%")
    if match["round"]:
        return _round(match)
    if word := match["alone"]:
        scale = word[1:] if word[0] in "百千" else word
        return _new(match, Decimal(to_int(word[0])) if scale != word else Decimal(1), None, scale)
    if match["halfunit"]:
        return _new(match, Decimal("0.5"), None, match["halfunit"])
    if match["value"] is None:
        return _new(match, to_decimal(match["times"] or "1"), None, "番")
    return _read_words(match)


def _round(match: re.Match[str]) -> Amount:
    """百家, 千亿元, 万人: the scale word is the number; 亿 and 万 stay with the unit."""
    word = match["round"]
    if word in ("万", "亿", "万亿"):
        return _new(match, Decimal(1), None, word + match["roundunit"])
    return _new(match, Decimal(to_int(word[0])), None, word[1:] + match["roundunit"])


def _read_words(match: re.Match[str]) -> Amount:
    value, upper, scale = _split_scale(match["value"])
    if match["upper"]:
        upper, _, upper_scale = _split_scale(match["upper"])
        value *= Decimal(SCALES.get(scale, 1)) / SCALES.get(upper_scale, 1) if scale else 1
        scale = upper_scale
    if match["tenths"]:
        half = 5 if match["halftenth"] else 0
        return _new(match, value * 10 + half, upper and upper * 10 + half, "%")
    value += Decimal("0.5") if match["andhalf"] else 0
    return _new(match, value, upper, scale + (match["unit"] or ""), bool(match["many"]))


def _split_scale(numeral: str) -> tuple[Decimal, Decimal | None, str]:
    """A numeral in words as its value, or two, and the scale word at its end: 二十万 -> 20, 万."""
    for scale in ("万亿", "亿", "万"):
        if numeral.endswith(scale) and len(numeral) > len(scale):
            head = numeral[: -len(scale)]
            if "亿" in head or "万" in head:
                return to_decimal(numeral) / SCALES[scale], None, scale
            return *_either(head), scale
    return *_either(numeral), ""


def _either(numeral: str) -> tuple[Decimal, Decimal | None]:
    return (to_decimal(numeral), None) if "点" in numeral else to_range(numeral)
