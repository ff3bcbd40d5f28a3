"""The half-width copy of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.folding import fold

FOLDED = [
    ("（一）总体要求", "(一)总体要求"),
    ("１．２％", "1.2%"),
    ("ＡＢｃ", "ABc"),
    ("青政发〔2023〕5号", "青政发[2023]5号"),
    ("【责任单位】", "[责任单位]"),
    ("［甲］﹙乙﹚", "[甲](乙)"),
    ("甲：乙；丙，丁！戊？", "甲:乙;丙,丁!戊?"),
    ("2021—2025年", "2021-2025年"),
    ("2021–2025", "2021-2025"),
    ("3％～5％", "3%-5%"),
    ("3~5", "3-5"),
    ("−1", "-1"),
    ("甲　乙\u00a0丙\u2003丁", "甲 乙 丙 丁"),
    ("3·5 3・5 3•5", "3·5 3·5 3·5"),
    ("甲、乙。“丙”《丁》…", "甲、乙。“丙”《丁》…"),
    ("①⑵㈢", "①⑵㈢"),
    ("\t\n", "\t\n"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_length_is_kept_and_folding_twice_is_folding_once(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded


@given(st.text(alphabet=st.characters(min_codepoint=0xFF01, max_codepoint=0xFF5E)))
def test_full_width_forms_become_ascii(text: str) -> None:
    assert all(" " <= sign <= "~" for sign in fold(text))
