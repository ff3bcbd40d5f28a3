"""Amounts: numbers with their units, in every printing."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from string import ascii_letters

from extractors.lexicons import load
from extractors.numerals import to_decimal
from extractors.records import Comparator
from extractors.targets.model import Amount
from extractors.targets.words import words_pattern

_DIGITS = frozenset("0123456789")
_SMALL = "一二两三四五六七八九"
_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:[.·][0-9]+)?)"
_CHINESE = rf"[{_SMALL}十](?:[{_SMALL}十百零〇万亿]|千(?![瓦米克伏卡]))*(?:点[{_SMALL}零〇]+)?[万亿]*"
_SCALE = "(?:万亿|千亿|百亿|百万|千万|十万|十亿|亿|万|千(?![瓦米克伏卡])|百(?!分))"
_SCALES = {"万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8, "千万": 10**7}
_SCALES |= {"百万": 10**6, "十万": 10**5, "万": 10**4, "千": 1000, "百": 100}
_PARTS = {"百": "%", "千": "‰", "万": "‱"}
_TENTHS = "成(?![立为果员本功套效熟长就分都品人年交因才])"
_TO = "(?:-+|至|到)"
_MADE = (
    "(?<=达到|增至|加到|高到|大到|展到|打造|开放|推广|建设|培育|建成|新建|引进|创建|选树|遴选|服务|带动|推出|吸引|集聚|新增|形成|组织|支持|扶持|孵化)"
    "(?=[百千](?:[个家项座条所款种户](?![百千万争讲])|亿)|万?亿)"
)
"""What can stand before a round number that is said as a word: 打造百个场景."""

_LETTERS = frozenset(ascii_letters)
_NO_NUMBER_BEFORE = frozenset(".第每#+/·∶《×") | _LETTERS
_NAME_AFTER = re.compile("[级型式版代届期号]|[A-Za-z+]")
_ENDS = frozenset("、,;:。)]和与及或\n")
"""What can follow a number without a unit."""
_FALSE_UNIT = re.compile(
    "方[面位式案向针便]|日[本常照]|度[过假量]|分[别之类布支为期级]|名[单录称]|家[庭长具]|口[径岸]|部[门委]|条[件例线]"
    "|升[级学]|段时|人[民均才大]|位[于置]|对[接口]|片区|次[产性]|例如|单位|起来|支持"
)
_RATIO = re.compile(":[0-9]")
_ASIDE = re.compile(r"\([^()0-9]{1,20}\)")
"""40万套(包括间)以上: a note between a value and how it is meant."""
_CODE = re.compile(r"[0-9.]+(?:[-—](?:19|20)?[0-9]{2}(?![0-9]))?")
"""The rest of the code of a standard (GB/T 1.1): GB 50201-2014."""
_COUNTED_BEFORE = re.compile(
    "(?:至少|不少于|最少|新建|建成|新增|建设|创建|引进|举办|召开|开辟|延伸|开通|新开|增设|组建|新设|购置|投放|修建|兴建|铺设|[到至为短低少约过加降]|近(?<!最近)(?<!附近))[^,;。]{0,2}$"
)
_YEARS_BEFORE = re.compile("[到至为短低少约]$")
_COUNTED_AFTER = re.compile(
    "(?:至[一二两三四五六七八九十]|倍|番|成|半|分之|[^,;。]{1,3}(?:以上|以内|以下|左右)|个百分点|点)"
)
"""What must stand beside a small count in Chinese numerals: 四个方面, 一条路 count nothing."""
_LAST = re.compile("[个座所处条家][,;。、)\n]")
_BUILT = re.compile("(?:新建|建成|新增|拟建|改建|扩建|修建|创建|打造|新设)(?:(?!以下)[^,;。、()]){2,}$")
"""新建污水处理厂一座: the count closes what is built."""
_FAR = 24
"""Letters between what is built and its count, at most."""


@cache
def measures() -> dict[str, tuple[str, bool]]:
    """Dimension of each unit of measure, and whether it is a weak one."""
    return {word: (e["dimension"], e.get("weak", False)) for e in load("measures") for word in e["words"]}


@cache
def _after() -> dict[str, Comparator]:
    return {word: entry["comparator"] for entry in load("comparators") for word in entry["after"]}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Patterns of an amount in Arabic and in Chinese numerals, and of what follows an amount."""
    measure = words_pattern(measures())
    unit = rf"{_SCALE}?[多余]?{measure}(?:/{_SCALE}?(?:{measure}|[人月]))*"
    bare = rf"{_SCALE}(?!级)|/(?:10|100)?万"
    arabic = (
        rf"(?:(?P<yi>[0-9]+)亿(?P<wan>[0-9]+)(?P<qian>千)?(?=万)|(?P<value>{_ARABIC}))(?P<many>[多余])?"
        rf"(?:(?P<low>{unit}|{bare})?{_TO}(?P<upper>{_ARABIC}))?(?:(?P<tenths>{_TENTHS})|(?P<unit>{unit}|{bare}))?"
    )
    chinese = (
        rf"(?P<per>[百千万])分之(?P<part>{_CHINESE}|{_ARABIC}|百)"
        rf"(?:{_TO}(?:[百千万]分之)?(?P<partupper>{_CHINESE}|{_ARABIC}))?"
        rf"|(?P<value>{_CHINESE})(?P<many>[多余])?(?:(?:{measure})?{_TO}(?P<upper>{_CHINESE}))?"
        rf"(?:(?P<tenths>{_TENTHS})|(?P<unit>{_SCALE}?{measure}(?:/{measure})*)|(?<=[万亿]))"
        rf"|(?:(?<=[达超破逾])|{_MADE})(?:(?P<round>[百千])(?P<roundunit>亿?{measure})|(?P<oneunit>(?:万亿|万|亿){measure}))"
        r"|(?P<half>一半|半数)|半(?P<halfunit>个月|个小时|个工作日|天|小时)"
        rf"|翻了?(?P<times>[{_SMALL}0-9]?)番"
    )
    return re.compile(arabic), re.compile(chinese), re.compile(words_pattern(_after()) + "(?!蒙)")


@cache
def _trigger() -> re.Pattern[str]:
    """The one cheap search over the whole text: runs of number signs before what can follow a number."""
    followers = re.escape(
        "".join({word[0] for word in measures()} | set("成多余至到-./·,和与以左上及。;)]分点番半"))
    )
    signs = f"[0-9{_SMALL}十百千万半翻][0-9{_SMALL}十百千万亿零〇]*+"
    return re.compile(rf"{signs}(?:(?<=[百千万亿])|(?=[{followers}\n])|\Z)")


def find_amounts(text: str, start: int, end: int) -> list[Amount]:
    """Return the amounts of text[start:end] in order; text is folded and without spaces in its numbers.

    >>> [(str(a.value), a.unit) for a in find_amounts("新增22万亩,占百分之三十,缩短半个月", 0, 19)]
    [('22', '万亩'), ('30', '%'), ('0.5', '个月')]
    """
    return list(_amounts(text, start, end))


def _amounts(text: str, start: int, end: int) -> Iterator[Amount]:
    arabic, chinese, after = _patterns()
    done = start
    for trigger in _trigger().finditer(text, start, end):
        at, stop = trigger.span()
        if at < done:
            continue
        in_digits = text[at] in _DIGITS
        before = text[at - 1] if at > start else ""
        if in_digits and before in _LETTERS and (code := _CODE.match(text, at, end)):
            done = code.end()
            continue
        if before in _NO_NUMBER_BEFORE or (before == ":" and text[at - 2 : at - 1] in _DIGITS):
            if before == "每" and in_digits and (per := arabic.match(text, at, end)):
                done = per.end()
            continue
        if in_digits:
            match = None if _is_label(text, at, stop, end) else arabic.match(text, at, end)
        else:
            match = chinese.match(text, at, end) if _counts(text, at, stop, start, end) else None
        amount = match and _amount(match, after, end)
        if amount:
            done = amount.stop
            yield amount


def _is_label(text: str, at: int, stop: int, end: int) -> bool:
    """True for a year, and for a number of an item: 2020年, 12.加强…"""
    if text[stop : stop + 1] == "年" and (stop - at == 4 or text[at - 1 : at] in ("后", "前")):
        return True
    return text[stop : stop + 1] == "." and not text[stop + 1 : min(stop + 2, end)].isdecimal()


def _counts(text: str, at: int, stop: int, start: int, end: int) -> bool:
    """True if a run of Chinese numerals can count something."""
    if text[stop : stop + 1] == "年":
        return stop - at < 4 and bool(_YEARS_BEFORE.search(text, max(start, at - 2), at))
    if stop - at > 1 or text[at] in "百千万半翻":
        return True
    if _COUNTED_AFTER.match(text, stop, end) or _COUNTED_BEFORE.search(text, max(start, at - 5), at):
        return True
    return bool(_LAST.match(text, stop, end) and _BUILT.search(text, max(start, at - _FAR), at))


def _amount(match: re.Match[str], after: re.Pattern[str], end: int) -> Amount | None:
    text = match.string
    start, stop = match.span()
    if _NAME_AFTER.match(text, stop, end) or (stop > start + 1 and _FALSE_UNIT.match(text, stop - 1, end)):
        return None
    arabic = text[start] in _DIGITS
    value, upper, unit = _read_arabic(match) if arabic else _read_chinese(match)
    aside = _ASIDE.match(text, stop, end) if text[stop : stop + 1] == "(" else None
    tail = after.match(text, aside.end() if aside else stop, end)
    if not unit and _RATIO.match(text, stop, end):
        return None
    if not unit and not tail and stop < end and text[stop] not in _ENDS:
        return None
    comparator = _after()[tail[0]] if tail else None
    if comparator is None and match["many"]:
        comparator = "approx"
    dimension, weak = _dimension(unit)
    final = tail.end() if tail else stop
    if upper is not None and upper < value:
        value, upper = upper, value
    return Amount(start, stop, final, value, upper, unit, dimension, not arabic, weak, comparator)


@cache
def _dimension(unit: str) -> tuple[str, bool]:
    """Dimension of a unit as printed, and whether it is a weak one."""
    if unit in ("番", "‱") or unit[:1] == "/":
        return "ratio", False
    dimension, weak = measures().get(normalized_unit(unit).partition("/")[0], ("", True))
    if dimension == "time" and _scale_word(unit) == "万":
        weak = False
    return dimension, weak and unit not in _SCALES


def _read_arabic(match: re.Match[str]) -> tuple[Decimal, Decimal | None, str]:
    if match["yi"]:
        value = Decimal(int(match["yi"]) * 10**4 + int(match["wan"]) * (1000 if match["qian"] else 1))
    else:
        value = to_decimal(match["value"])
    upper = to_decimal(match["upper"]) if match["upper"] else None
    if match["tenths"]:
        return value * 10, upper and upper * 10, "%"
    unit = (match["unit"] or "").replace("多", "").replace("余", "")
    low = match["low"]
    if upper is not None and low and scale_of(low) != scale_of(unit):
        value = value * scale_of(low) / scale_of(unit)
    return value, upper, unit


def _read_chinese(match: re.Match[str]) -> tuple[Decimal, Decimal | None, str]:
    if match["per"]:
        upper = to_decimal(match["partupper"]) if match["partupper"] else None
        return to_decimal(match["part"]), upper, _PARTS[match["per"]]
    if match["half"]:
        return Decimal(50), None, "%"
    if match["round"]:
        return Decimal(_SCALES[match["round"]]), None, match["roundunit"]
    if match["oneunit"]:
        return Decimal(1), None, match["oneunit"]
    if match["halfunit"]:
        return Decimal("0.5"), None, match["halfunit"]
    if match["value"] is None:
        return to_decimal(match["times"] or "1"), None, "番"
    value, scale = _split_scale(match["value"])
    upper = None
    if match["upper"]:
        upper, upper_scale = _split_scale(match["upper"])
        value *= Decimal(_SCALES.get(scale, 1)) / _SCALES.get(upper_scale, 1) if scale else 1
        scale = upper_scale
    if match["tenths"]:
        return value * 10, upper and upper * 10, "%"
    return value, upper, scale + (match["unit"] or "")


def _split_scale(numeral: str) -> tuple[Decimal, str]:
    """A Chinese numeral as its value and the scale word at its end: 二十万 -> 20, 万."""
    for scale in ("万亿", "亿", "万"):
        if numeral.endswith(scale):
            head = numeral[: -len(scale)]
            if "亿" in head or "万" in head:
                return to_decimal(numeral) / _SCALES[scale], scale
            return to_decimal(head), scale
    return to_decimal(numeral), ""


def _scale_word(unit: str) -> str:
    if unit in measures():
        return ""
    for length in (2, 1):
        if unit[:length] in _SCALES:
            return unit[:length]
    return ""


def scale_of(unit: str) -> int:
    """Return what the scale word of a unit stands for.

    >>> scale_of("万亩"), scale_of("千瓦"), scale_of("万亿元"), scale_of("千公顷")
    (10000, 1, 1000000000000, 1000)
    """
    return _SCALES.get(_scale_word(unit), 1)


def normalized_unit(unit: str) -> str:
    """Return the unit without its scale word.

    >>> normalized_unit("万亩"), normalized_unit("千瓦"), normalized_unit("元/平方米")
    ('亩', '千瓦', '元/平方米')
    """
    return unit[len(_scale_word(unit)) :]
