"""Chinese and Arabic numerals as numbers."""

from decimal import Decimal, InvalidOperation

_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")}
_DIGITS |= {"零": 0, "○": 0, "Ｏ": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5}
_DIGITS |= {"陆": 6, "柒": 7, "捌": 8, "玖": 9, "廿": 20, "卅": 30}
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BIG = {"万": 10**4, "亿": 10**8}

CHINESE_DIGITS = "〇零○一二三四五六七八九两"
CHINESE_NUMERAL = f"[{CHINESE_DIGITS}十百千万亿]+"
"""A pattern for a whole number in Chinese numerals."""


def to_int(text: str) -> int:
    """Return the whole number that a Chinese or Arabic numeral writes; ValueError if it is none.

    >>> [to_int(text) for text in ("二十三", "一百零五", "二〇二〇", "１２", "十", "三亿六千万")]
    [23, 105, 2020, 12, 10, 360000000]
    """
    if text.isdecimal():
        return int(text)
    if not text or any(c not in _DIGITS and c not in _UNITS and c not in _BIG for c in text):
        raise ValueError(f"no numeral: {text!r}")
    if all(c in _DIGITS for c in text) and len(text) > 1 and text[0] not in "廿卅":
        return int("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = 0
    for c in text:
        if c in _DIGITS:
            digit += _DIGITS[c]
        elif c in _UNITS:
            section += (digit or 1) * _UNITS[c]
            digit = 0
        else:
            if c == "亿":
                total = (total + section + digit) * _BIG[c]
            else:
                total += (section + digit) * _BIG[c]
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
