"""Findings as records."""

import pytest

from extractors.records import Goal, Quantity, Target
from extractors.targets import TargetContext, to_goal, to_quantity, to_target
from extractors.targets.convert import normalize
from tests.targets.reading import read

NORMALIZED = [
    ("24.8", None, "万亩", ("248000", None, "亩")),
    ("37.95", None, "亿立方米", ("3795000000", None, "立方米")),
    ("1.8", None, "万亿元", ("1800000000000", None, "元")),
    ("300", None, "万千瓦", ("3000000", None, "千瓦")),
    ("4", None, "千公顷", ("4000", None, "公顷")),
    ("1.5", "2", "亿斤", ("150000000", "200000000", "斤")),
    ("0.981", None, "万吨", ("9810", None, "吨")),
    ("0.00005", None, "万吨", ("0.5", None, "吨")),
    ("45", None, "微克/立方米", ("45", None, "微克/立方米")),
    ("1000", None, "万", ("10000000", None, "")),
    ("7.50", None, "%", ("7.50", None, "%")),
    ("0.5", None, "", ("0.5", None, "")),
    ("5", None, "个工作日", ("5", None, "个工作日")),
]


@pytest.mark.parametrize(("value", "upper", "unit", "wanted"), NORMALIZED)
def test_scale_words_are_resolved(
    value: str, upper: str | None, unit: str, wanted: tuple[str, str | None, str]
) -> None:
    normalized = normalize(value, upper, unit)
    assert (normalized.value, normalized.upper, normalized.unit) == wanted


def test_a_target_keeps_all_that_was_found() -> None:
    context = TargetContext(year=2021, period_end="2025-12-31")
    (finding,) = read("到2025年，全县单位能耗年均较2020年下降3%—5%。", context).targets
    target = to_target(finding)
    assert isinstance(target, Target)
    assert {k: v for k, v in target.to_value().items() if k not in ("span", "value_span")} == {
        "indicator": "单位能耗",
        "source": "rules",
        "applies_to": "全县",
        "comparator": "between",
        "value": "3",
        "upper": "5",
        "unit": "%",
        "normalized": {"value": "3", "upper": "5", "unit": "%"},
        "change": "decrease",
        "rate": "annual",
        "baseline": {"raw": "2020年", "year": 2020},
        "deadline": {"raw": "到2025年", "date": "2025-12-31", "inherited": False},
        "part_of": None,
        "ambiguous": False,
        "confidence": 1.0,
        "indicator_id": None,
    }


def test_a_goal_knows_its_section_and_a_quantity_its_status() -> None:
    found = read("已建成学校35所，力争再建8所。")
    assert (
        isinstance(to_goal(found.targets[0], "s3"), Goal) and to_goal(found.targets[0], "s3").section == "s3"
    )
    quantity = to_quantity(found.quantities[0])
    assert isinstance(quantity, Quantity) and quantity.status == "achieved"


def test_a_target_is_no_quantity() -> None:
    with pytest.raises(ValueError, match="no quantity"):
        to_quantity(read("新建学校8所。").targets[0])
