"""Numerals: whole numbers and decimals, in Chinese and in Arabic figures."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.numerals import to_decimal, to_int, to_percent, to_range

WHOLE = [
    ("十", 10),
    ("二十三", 23),
    ("一百零五", 105),
    ("两千", 2000),
    ("二〇二〇", 2020),
    ("二○二○", 2020),
    ("三万六千", 36000),
    ("三亿六千万", 360_000_000),
    ("十二亿", 1_200_000_000),
    ("一万亿", 10**12),
    ("亿", 10**8),
    ("壹佰贰拾", 120),
    ("贰仟零伍", 2005),
    ("叁拾伍万", 350_000),
    ("廿五", 25),
    ("１２", 12),
    ("0", 0),
]


@pytest.mark.parametrize(("text", "number"), WHOLE)
def test_whole_numbers(text: str, number: int) -> None:
    assert to_int(text) == number
    assert to_decimal(text) == number


DECIMALS = [
    ("1,120.3", "1120.3"),
    ("10 700", "10700"),
    ("3·5", "3.5"),
    ("１２．５", "12.5"),
    ("二点五", "2.5"),
    ("零点五三", "0.53"),
    ("一百二十点七", "120.7"),
    ("半", "0.5"),
]


@pytest.mark.parametrize(("text", "number"), DECIMALS)
def test_decimals(text: str, number: str) -> None:
    assert to_decimal(text.translate({ord("．"): "."})) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "万里", "甲", "二点", "二点甲", "1.2.3", "点五", "二" * 101, "十万" * 60]
)
def test_what_is_no_numeral(text: str) -> None:
    with pytest.raises(ValueError, match="no numeral"):
        to_decimal(text)


@given(st.integers(0, 10**9))
def test_figures_round_trip(number: int) -> None:
    assert to_int(str(number)) == to_decimal(f"{number:,}") == number


RANGES = [
    ("两三", "2", "3"),
    ("三五", "3", "5"),
    ("十七八", "17", "18"),
    ("三五百", "300", "500"),
    ("二三十", "20", "30"),
    ("二十三", "23", None),
    ("伍仟", "5000", None),
]


@pytest.mark.parametrize(("text", "low", "high"), RANGES)
def test_neighbours_are_a_range(text: str, low: str, high: str | None) -> None:
    assert to_range(text) == (Decimal(low), Decimal(high) if high else None)


@pytest.mark.parametrize("text", ["一一", "一二三", "五二", "一九"])
def test_digits_that_count_nothing(text: str) -> None:
    with pytest.raises(ValueError, match="count nothing"):
        to_range(text)


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [("4", "5", "80"), ("二", "三", "66.7"), ("1", "8", "12.5"), ("一", "三", "33.3")],
)
def test_fractions_are_shares(part: str, whole: str, share: str) -> None:
    assert to_percent(part, whole) == Decimal(share)
