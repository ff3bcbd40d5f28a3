"""Chinese and Arabic numerals as numbers, ranges and fractions."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")}
_DIGITS |= {"零": 0, "○": 0, "Ｏ": 0, "两": 2, "廿": 20, "卅": 30}
_DIGITS |= {c: i for i, c in enumerate("壹贰叁肆伍陆柒捌玖", 1)}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BIG = {"万": 10**4, "亿": 10**8}

CHINESE_DIGITS = "〇零○一二三四五六七八九两"
SPOKEN_DIGITS = "一二两三四五六七八九"
FORMAL_DIGITS = "壹贰叁肆伍陆柒捌玖"
"""The forms of cheques 大写; 队伍 and 大陆 hold two of them and no number."""
COUNTING_DIGITS = SPOKEN_DIGITS + FORMAL_DIGITS
"""Digits that a number in words can begin with."""
_NEIGHBOURS = re.compile(
    f"(?<![{CHINESE_DIGITS}])([一二两三四五六七八九])([二两三四五六七八九])(?![{CHINESE_DIGITS}])"
)
"""Two digits side by side in a number in words: 两三家, 十七八个, 三五百."""
_WIDEST = 2
"""Between two such digits, at most: 三五条, but not 一九."""
_TENTH = Decimal("0.1")
_LONGEST = 100
"""Signs of a whole number, at most: no amount has as many, and time grows with the square of them."""


def to_int(text: str) -> int:
    """Return the whole number that a Chinese or Arabic numeral writes; ValueError if it is none, or endless.

    >>> [to_int(text) for text in ("二十三", "二〇二〇", "１２", "十", "三亿六千万", "壹佰贰拾", "亿")]
    [23, 2020, 12, 10, 360000000, 120, 100000000]
    """
    if len(text) > _LONGEST:
        raise ValueError(f"no numeral, but {len(text)} signs: {text[:20]!r}…")
    if text.isdecimal():
        return int(text)
    if not text or any(c not in _DIGITS and c not in _UNITS and c not in _BIG for c in text):
        raise ValueError(f"no numeral: {text!r}")
    if all(c in _DIGITS for c in text) and len(text) > 1 and text[0] not in "廿卅":
        return int("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = 0
    for place, c in enumerate(text):
        if c in _DIGITS:
            digit += _DIGITS[c]
        elif c in _UNITS:
            section += (digit or 1) * _UNITS[c]
            digit = 0
        else:
            if c == "亿":
                total = (total + section + digit or not place) * _BIG[c]
            else:
                total += (section + digit or not place) * _BIG[c]
            section = digit = 0
    return total + section + digit


def to_decimal(text: str) -> Decimal:
    """Return the number that a numeral writes, decimals too; ValueError if it is none.

    Thousands may be parted by commas or spaces, the decimal point may be a raised one or 点.

    >>> [str(to_decimal(t)) for t in ("1,120.3", "10 700", "3·5", "二点五", "一百二十", "半")]
    ['1120.3', '10700', '3.5', '2.5', '120', '0.5']
    """
    if text == "半":
        return Decimal("0.5")
    plain = text.replace(",", "").replace(" ", "").replace("·", ".")
    if plain[:1].isdecimal():
        try:
            return Decimal(plain)
        except InvalidOperation:
            raise ValueError(f"no numeral: {text!r}") from None
    whole, point, fraction = plain.partition("点")
    if not point:
        return Decimal(to_int(plain))
    if not fraction or any(c not in _DIGITS for c in fraction):
        raise ValueError(f"no numeral: {text!r}")
    return Decimal(f"{to_int(whole)}.{''.join(str(_DIGITS[c]) for c in fraction)}")


def to_range(text: str) -> tuple[Decimal, Decimal | None]:
    """Return the number that a numeral writes, and the upper one where it names two neighbours.

    A digit that is said twice (一一列出) and a string of digits (一二三产业) count nothing: ValueError.

    >>> [[str(n) for n in to_range(t)] for t in ("两三", "三五百", "十七八", "二十三")]
    [['2', '3'], ['300', '500'], ['17', '18'], ['23', 'None']]
    """
    match = _NEIGHBOURS.search(text)
    if match is None:
        if len(text) > 1 and all(c in CHINESE_DIGITS for c in text):
            raise ValueError(f"digits that count nothing: {text!r}")
        return to_decimal(text), None
    low, high = (_DIGITS[c] for c in match.groups())
    if not 0 < high - low <= _WIDEST:
        raise ValueError(f"digits that count nothing: {text!r}")
    one, other = (text[: match.start()] + c + text[match.end() :] for c in match.groups())
    return to_decimal(one), to_decimal(other)


def to_percent(part: str, whole: str) -> Decimal:
    """Return a fraction in per cent, to one place.

    >>> str(to_percent("4", "5")), str(to_percent("二", "三"))
    ('80', '66.7')
    """
    share = 100 * to_decimal(part) / to_decimal(whole)
    return share if share == share.to_integral_value() else share.quantize(_TENTH, ROUND_HALF_UP).normalize()
