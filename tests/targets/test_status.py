"""What a number is, by weighed signs, and the time that an achieved one speaks of."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractors.evidence import weigh, weights_of
from extractors.targets import TargetContext, to_quantity
from extractors.targets.years_goals import find_years_goals
from tests.targets.reading import read

ROWS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent.parent / "status_rows.toml").read_text(encoding="utf-8")
)["row"]
RIGHT = 0.96
"""Share of the rows' numbers that the fitted weights get right, at least."""


def context_of(row: dict[str, Any]) -> TargetContext:
    """Return the place that a row stands in."""
    end = f"{row.get('end', row['year'])}-12-31" if "year" in row else None
    part, document = row.get("part", "tasks"), row.get("document", "plan")
    return TargetContext(year=row.get("year"), period_end=end, part=part, document=document)


def test_the_rows_are_read_as_they_say() -> None:
    right = wrong = 0
    for row in ROWS:
        found = read(row["text"], context_of(row))
        kinds = {row["text"][f.value_start : f.value_end]: f.status or "promised" for f in found.targets}
        kinds |= {row["text"][f.value_start : f.value_end]: f.status or "" for f in found.quantities}
        for wanted in row["is"]:
            number, _, kind = wanted.rpartition(" ")
            right += kinds.get(number) == kind
            wrong += number in kinds and kinds[number] != kind
    assert right >= RIGHT * (right + wrong)


def test_no_sign_settles_it_alone() -> None:
    signs = ("part tasks", "document plan", "said nothing", "bound ge")
    assert weigh("status", signs).likely == "promised"
    assert weigh("status", (*signs, "compared with the year before")).likely == "promised"
    assert (
        weigh("status", ("part review", "around told", "said last future", "bound ge")).likely == "achieved"
    )


def test_classes_that_cannot_be_are_left_out() -> None:
    assert weigh("status", ("part goals",), frozenset(("promised",))).likely != "promised"
    assert set(weights_of("status")["any"]) >= {"promised", "achieved", "baseline", "condition"}


REPORT = TargetContext(
    year=2013, period_end="2013-12-31", part="review", document="report", told=(2012, 2012)
)
TOLD = [
    ("粮食产量达到52万吨。", "2012-01-01", "2012-12-31"),
    ("过去五年，新增城镇就业6万人。", "2008-01-01", "2012-12-31"),
    ("“十一五”期间，完成水利投资7亿元。", "2006-01-01", "2010-12-31"),
    ("2011年，新建学校12所。", "2011-01-01", "2011-12-31"),
    ("截至2011年底，新建学校12所。", "2011-01-01", "2011-12-31"),
    ("1—9月，完成投资12亿元。", "2012-01-01", "2012-09-30"),
    ("一季度，完成投资12亿元。", "2012-01-01", "2012-03-31"),
    ("上半年，完成投资12亿元。", "2012-01-01", "2012-06-30"),
    ("去年，完成投资12亿元。", "2012-01-01", "2012-12-31"),
    ("2010年以来，累计造林12万亩。", "2010-01-01", "2012-12-31"),
    ("2011年成绩突出。新建学校12所。", "2011-01-01", "2011-12-31"),
]


@pytest.mark.parametrize(("text", "start", "end"), TOLD)
def test_an_achieved_number_bears_the_time_that_it_speaks_of(text: str, start: str, end: str) -> None:
    (found,) = read(text, REPORT).quantities
    assert found.told_for == (start, end)
    quantity = to_quantity(found)
    assert quantity.deadline is None
    assert quantity.told_for
    assert (quantity.told_for.start, quantity.told_for.end) == (start, end)


def test_the_year_before_is_that_of_the_year_told() -> None:
    (found,) = read("固定资产投资比上年增长12%。", REPORT).quantities
    assert (found.baseline_raw, found.baseline_year) == ("上年", 2011)


def test_where_nothing_is_known_nothing_is_told() -> None:
    (found,) = read("粮食产量达到52万吨。", TargetContext(part="review")).quantities
    assert found.told_for is None


def test_what_nearly_balances_is_said() -> None:
    doubtful = [read(row["text"], context_of(row)) for row in ROWS if "首次突破30亿元" in row["text"]]
    for found in doubtful:
        ambiguous = [f for f in (*found.targets, *found.quantities) if f.confidence < 0.6]
        assert all(f.ambiguous for f in ambiguous)
        assert len([p for p in found.problems if p.code == "uncertain-status"]) == len(ambiguous)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("今年主要预期目标是:生产总值增长5%。", 1),
        ("经济社会发展的主要预期目标为:生产总值增长5%。", 1),
        ("今年是“十五五”开局之年,主要预期目标是:生产总值增长5%。", 1),
        ("“十五五”时期经济社会发展的主要目标是:生产总值年均增长5%。", 0),
        ("今后五年,经济增长预期目标是年均增长7%。", 0),
        ("较好完成全年主要目标任务,生产总值增长5%。", 0),
    ],
)
def test_the_goals_of_the_year_are_found(text: str, count: int) -> None:
    assert len(find_years_goals(text, 0, len(text))) == count
