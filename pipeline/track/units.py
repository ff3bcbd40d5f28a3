"""Units that measure one thing: how many of the first unit of a family each is."""

from decimal import Decimal, InvalidOperation

_FAMILIES: tuple[dict[str, str], ...] = (
    {"千克": "1", "公斤": "1", "吨": "1000", "公吨": "1000", "斤": "0.5", "市斤": "0.5", "担": "50"},
    {"亩": "1", "公顷": "15", "顷": "15", "平方公里": "1500", "平方米": "0.0015", "平米": "0.0015"},
    {"公里": "1", "千米": "1", "km": "1", "米": "0.001"},
    {"千瓦时": "1", "千瓦小时": "1", "度": "1", "度电": "1", "kWh": "1", "兆瓦时": "1000"},
    {"千瓦": "1", "kW": "1", "KW": "1", "兆瓦": "1000", "MW": "1000", "吉瓦": "1000000", "GW": "1000000"},
    {"吨标准煤": "1", "吨标煤": "1"},
    {"立方米": "1", "方": "1", "立方": "1", "m3": "1", "m³": "1"},
    {"人": "1", "名": "1", "位": "1"},
    {"家": "1", "户": "1"},
    {"元": "1", "元人民币": "1", "人民币": "1"},
    {"标准箱": "1", "标箱": "1", "TEU": "1"},
    {"%": "1", "‰": "0.1"},
    {"个百分点": "1", "百分点": "1"},
)  # fmt: skip
"""GB 3100-1993 for those of measure; 15亩 are a hectare, 2斤 a kilogram (State Council, 1959 and 1984)."""
_KNOWN = {
    unit: (next(iter(family)), Decimal(factor)) for family in _FAMILIES for unit, factor in family.items()
}


def in_base(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """Return a value, whose scale word is resolved, in the first unit of its family.

    >>> in_base(Decimal(968000000000), "斤"), in_base(Decimal(3), "元/人")
    ((Decimal('484000000000.0'), '千克'), (Decimal('3'), '元/人'))
    """
    base, factor = _KNOWN.get(unit, (unit, Decimal(1)))
    return value * factor, base


def rounded(value: Decimal, places: int) -> str:
    """Return a number with so many places at most, plainly written; empty for one that is too long to say.

    >>> rounded(Decimal("2.100"), 2), rounded(Decimal("-1200"), 2), rounded(Decimal(0), 2)
    ('2.1', '-1200', '0')
    """
    try:
        short = value.quantize(Decimal(1).scaleb(-places)).normalize()
    except InvalidOperation:
        return ""
    return format(short, "f") if short else "0"
