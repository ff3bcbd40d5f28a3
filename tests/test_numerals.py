"""Numerals: whole numbers and decimals, in Chinese and in Arabic figures."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.numerals import to_decimal, to_int

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


@pytest.mark.parametrize("text", ["", "万里", "甲", "二点", "二点甲", "1.2.3", "点五"])
def test_what_is_no_numeral(text: str) -> None:
    with pytest.raises(ValueError, match="no numeral"):
        to_decimal(text)


@given(st.integers(0, 10**9))
def test_figures_round_trip(number: int) -> None:
    assert to_int(str(number)) == to_decimal(f"{number:,}") == number
