"""Verdicts: which rule settles what, and which differences no rule settles."""

import pytest

from extractors.indicators import find_indicator
from pipeline.track.facts import Fact, Key
from pipeline.track.verdicts import judge

SIGNS = {"≥": "ge", "≤": "le", ">": "gt", "<": "lt", "≈": "approx"}


def fact(side: str, indicator: str, said: str, times: str = "year") -> Fact:
    """Return a fact of `+≈5 %`: a sign of the change, one of the comparison, a number or two, a unit."""
    number, _, unit = said.partition(" ")
    change = {"+": "increase", "-": "decrease"}.get(number[0], "")
    number = number.lstrip("+-")
    comparator = SIGNS.get(number[0], "eq")
    low, _, high = number.lstrip("≥≤><≈").partition("~")
    key = Key(indicator, True, "level", "", "630000", "", times, 0, 2024)  # type: ignore[arg-type]
    comparator = "between" if high else comparator
    return Fact(
        side, key, "", "青海省", "province", comparator, low, high, unit, change, low, high, unit,  # type: ignore[arg-type]
        side, "t", 2024 + (side == "delivered"), "", 0, 1, "", "", 0,
    )  # fmt: skip


VERDICTS = [
    # indicator, promised, told, verdict, difference
    ("gdp_growth", "+≥6 %", "+8.1 %", "met", "2.1"),
    ("gdp_growth", "+≥6 %", "+6 %", "met", "0"),
    ("gdp_growth", "+≥6 %", "+5.9 %", "missed", "-0.1"),
    ("gdp_growth", "+>6 %", "+6 %", "missed", "0"),
    ("gdp_growth", "+≥6 %", "-1 %", "missed", "-7"),
    ("gdp_growth", "+≈5 %", "+5 %", "met", "0"),
    ("gdp_growth", "+≈5 %", "+5.2 %", "open", "0.2"),
    ("gdp_growth", "+≈5 %", "+5.5 %", "open", "0.5"),
    ("gdp_growth", "+≈8 %", "+8.7 %", "exceeded", "0.7"),
    ("gdp_growth", "+≈5.5 %", "+3 %", "missed", "-2.5"),
    ("gdp_growth", "+8 %", "+7.8 %", "missed", "-0.2"),
    ("gdp_growth", "+8 %", "+9 %", "exceeded", "1"),
    ("gdp_growth", "+4.5~5 %", "+4.8 %", "met", "0"),
    ("gdp_growth", "+4.5~5 %", "+5.1 %", "exceeded", "0.1"),
    ("gdp_growth", "+4.5~5 %", "+4.1 %", "missed", "-0.4"),
    ("cpi", "+≤3 %", "+1.8 %", "met", "-1.2"),
    ("cpi", "+≤3 %", "+4.8 %", "missed", "1.8"),
    ("cpi", "+≤3 %", "-0.7 %", "met", "-3.7"),
    ("cpi", "+≈3 %", "+0.2 %", "open", "-2.8"),
    ("cpi", "+≈3 %", "+3.9 %", "missed", "0.9"),
    ("unemployment_registered", "≤4.6 %", "4.1 %", "met", "-0.5"),
    ("unemployment_surveyed", "≈5.5 %", "5.1 %", "open", "-0.4"),
    ("unemployment_surveyed", "≈5.5 %", "4.9 %", "exceeded", "-0.6"),
    ("unemployment_surveyed", "5 %", "5.1 %", "missed", "0.1"),
    ("new_urban_jobs", "900 万人", "980 万人", "exceeded", "80"),
    ("new_urban_jobs", "≈1200 万人", "1244 万人", "open", "44"),
    ("new_urban_jobs", "≈1200 万人", "1300 万人", "exceeded", "100"),
    ("energy_intensity", "-≈4 %", "-1.2 %", "missed", "-2.8"),
    ("energy_intensity", "-≈4 %", "+1.2 %", "missed", "-5.2"),
    ("energy_intensity", "-≥3 %", "-3.1 %", "met", "0.1"),
    ("energy_intensity", "-≈2.5 %", "->3 %", "exceeded", "0.5"),
    ("deficit_ratio", "3 %", "3 %", "met", "0"),
    ("deficit_ratio", "3 %", "3.2 %", "open", "0.2"),
    ("deficit_ratio", "≈3 %", "3.9 %", "open", "0.9"),
    ("deficit_ratio", "2.5~3 %", "3.2 %", "open", "0.2"),
    ("deficit_ratio", "≤3 %", "3.2 %", "missed", "0.2"),
    ("grain_output", "≥1.3 万亿斤", ">1.3 万亿斤", "met", "0"),
    ("grain_output", "1.3 万亿斤", ">1.3 万亿斤", "exceeded", "0"),
    ("grain_output", "≥1.4 万亿斤", ">1.3 万亿斤", "not comparable", "-0.1"),
    ("pm25", "≤30 微克/立方米", "<29 微克/立方米", "met", "-1"),
    ("pm25", "≤30 微克/立方米", "<31 微克/立方米", "not comparable", "1"),
    ("pm25", "≤30 微克/立方米", ">31 微克/立方米", "missed", "1"),
]


@pytest.mark.parametrize(("indicator", "promised", "told", "verdict", "difference"), VERDICTS)
def test_verdict_and_difference(
    indicator: str, promised: str, told: str, verdict: str, difference: str
) -> None:
    said = judge(
        fact("promised", indicator, promised), fact("delivered", indicator, told), find_indicator(indicator)
    )
    assert (said.name, said.difference) == (verdict, difference)
    assert said.rule


def test_units_that_do_not_convert_are_not_compared() -> None:
    said = judge(fact("promised", "trade", "10 亿元"), fact("delivered", "trade", "10 亿美元"), None)
    assert (said.name, said.rule) == ("not comparable", "units-do-not-convert")


@pytest.mark.parametrize(("times", "rule"), [("undated", "no-year"), ("part", "part-of-a-year")])
def test_without_a_whole_year_nothing_is_judged(times: str, rule: str) -> None:
    said = judge(fact("promised", "gdp_growth", "+5 %", times), None, None)
    assert (said.name, said.rule) == ("not comparable", rule)


def test_one_side_alone() -> None:
    assert judge(None, fact("delivered", "cpi", "+1 %"), None).name == "no target"
    assert judge(fact("promised", "cpi", "+1 %"), None, None).name == "not told"


def test_numbers_as_long_as_they_come_are_judged() -> None:
    long = "9" * 190
    said = judge(
        fact("promised", "grain_output", f"≥{long} 万吨"),
        fact("delivered", "grain_output", f"{'8' * 190} 万吨"),
        None,
    )
    assert (said.name, said.difference) == ("missed", "")


@pytest.mark.parametrize(
    ("year", "day", "same", "early"),
    [
        (2024, "", True, True),
        (2024, "2024-02-01", False, True),
        (2024, "2024-12-20", True, False),
        (2024, "", False, False),
        (2025, "2025-02-01", False, False),
    ],
)
def test_a_year_is_not_told_before_it_is_over(year: int, day: str, same: bool, early: bool) -> None:
    promised, told = fact("promised", "gdp_growth", "+≥6 %"), fact("delivered", "gdp_growth", "+8 %")
    told = told._replace(document_year=year, issued_on=day, document="promised" if same else "other")
    said = judge(promised, told, None)
    assert (said.rule == "told-before-the-year-was-over") is early


@pytest.mark.parametrize(
    ("goal", "outcome", "far"),
    [
        ("1 亩", "4.6 亩", True),
        ("6600 元", "1500 元", True),
        ("10 亩", "29 亩", False),
        ("1 %", "5 %", False),
    ],
)
def test_amounts_that_are_far_apart_are_of_two_things(goal: str, outcome: str, far: bool) -> None:
    said = judge(fact("promised", "x", goal), fact("delivered", "x", outcome), None)
    assert (said.rule == "too-far-apart") is far
