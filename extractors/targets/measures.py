"""Units of measure 计量单位 and counters 量词, composed of the lexicon's words."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from extractors.lexicons import load
from extractors.targets.words import words_pattern

SCALES = {"万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8, "千万": 10**7}
SCALES |= {"百万": 10**6, "十万": 10**5, "万": 10**4, "千": 1000, "百": 100}
SCALE = "(?:[万千百十]?亿|[百千十]?万亿?|千(?![瓦米克伏卡赫])|百(?!分))"
MANY = "[多余来+]"
_POINTS = "百分点"
_MANY = re.compile(rf"^({SCALE}?){MANY}")


@cache
def measures() -> dict[str, tuple[str, bool]]:
    """Return the dimension of each unit of measure, and whether it is a weak one."""
    return {
        word: (entry["dimension"], entry.get("weak", False))
        for entry in load("measures")
        for word in _composed(entry)
    }


def _composed(entry: dict[str, Any]) -> Iterator[str]:
    """Yield the words of an entry, those that its prefixes and stems compose too: 千瓦, 个床位, 人次."""
    yield from entry["words"]
    for prefix in entry.get("prefixes", ()):
        yield from (prefix + stem for stem in entry["stems"])


@cache
def unit_pattern() -> str:
    """Return a pattern for a unit as printed: 万亩, 万多户, 套(间), 吨标准煤/万元."""
    measure = words_pattern(measures())
    return rf"{SCALE}?{MANY}?{measure}(?:\({measure}\))?(?:/{SCALE}?(?:{measure}|[人月日]))*"


@cache
def first_letters() -> str:
    """Return the letters that units begin with."""
    return "".join({word[0] for word in measures()})


@lru_cache(maxsize=4096)
def printed_unit(words: str) -> tuple[str, bool]:
    """Return the unit without what says that it is more, and whether something did; 百分点 are 个百分点.

    >>> printed_unit("万余亩"), printed_unit("百分点")
    (('万亩', True), ('个百分点', False))
    """
    unit = _MANY.sub(r"\1", words)
    return "个百分点" if unit == _POINTS else unit, unit != words


@cache
def dimension_of(unit: str) -> tuple[str, bool]:
    """Return the dimension of a unit as printed, and whether it is a weak one; no unit has none."""
    if unit in ("番", "‱") or unit[:1] == "/":
        return "ratio", False
    plain = normalized_unit(unit).partition("/")[0].partition("(")[0]
    dimension, weak = measures().get(plain, ("", True))
    if dimension == "time" and scale_word(unit) == "万":
        weak = False
    return dimension, weak and unit not in SCALES


@lru_cache(maxsize=4096)
def scale_word(unit: str) -> str:
    """Return the scale word that a unit begins with, empty if it has none."""
    if unit in measures():
        return ""
    for length in (2, 1):
        if unit[:length] in SCALES:
            return unit[:length]
    return ""


def scale_of(unit: str) -> int:
    """Return what the scale word of a unit stands for.

    >>> scale_of("万亩"), scale_of("千瓦"), scale_of("万亿元"), scale_of("千公顷")
    (10000, 1, 1000000000000, 1000)
    """
    return SCALES.get(scale_word(unit), 1)


def normalized_unit(unit: str) -> str:
    """Return the unit without its scale word.

    >>> normalized_unit("万亩"), normalized_unit("千瓦"), normalized_unit("元/平方米")
    ('亩', '千瓦', '元/平方米')
    """
    return unit[len(scale_word(unit)) :]
