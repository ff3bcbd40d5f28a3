"""Years that are told: names of plans, sums of years, what turned, and of what a clause before speaks."""

import pytest

from extractors.targets.model import TargetContext
from tests.targets.reading import read

REVIEW = {"year": 2026, "part": "review", "document": "report", "told": (2025, 2025)}

TOLD = [
    # text, (indicator, value, first and last year)
    (
        "2025年是“十五五”规划的前一年，全省棉花产量增长3%；茶叶产量增长2%。",
        [("棉花产量", "3", 2025, 2025), ("茶叶产量", "2", 2025, 2025)],
    ),
    ("2025年，我们实现“十四五”圆满收官，生产总值增长6.1%。", [("生产总值", "6.1", 2025, 2025)]),
    ("刚刚过去的2025年，是“十四五”规划收官之年。棉花产量增长3%。", [("棉花产量", "3", 2025, 2025)]),
    ("“十四五”时期，生产总值年均增长6.1%。", [("生产总值", "6.1", 2021, 2025)]),
    ("“十四五”以来，新建公园300个。", [("公园", "300", 2021, 2025)]),
    ("五年全省新增城镇就业510万人。", [("城镇就业", "510", 2021, 2025)]),
    ("民生持续改善。五年累计投入民生资金3000亿元。", [("民生资金", "3000", 2021, 2025)]),
    ("实施三年行动计划，新建学校20所。", [("学校", "20", 2025, 2025)]),
    ("签订五年共同开发协议，新建学校20所。", [("学校", "20", 2025, 2025)]),
    ("棉花连续八年增产，总产量300万吨，再创新高。", [("棉花总产量", "300", 2025, 2025)]),
    ("全省油料连续三年丰收，2025年产量达到90万吨。", [("油料产量", "90", 2025, 2025)]),
    (
        "水稻总产量在上年较快增长的基础上，又增产29亿斤，达到960亿斤。",
        [("水稻总产量", "29", 2025, 2025), ("水稻总产量", "960", 2025, 2025)],
    ),
    ("大豆产量再创新高，2025年达到90万吨。", [("大豆产量", "90", 2025, 2025)]),
    (
        "出口由上年下降3.2%转为增长1.2%。",
        [("出口", "3.2", 2024, 2024), ("出口", "1.2", 2025, 2025)],
    ),
    (
        "2025年，生产总值增长4.6%、“十四五”年均增长4.8%；新增就业3.1万人，五年累计新增就业16.2万人。道路300公里。",
        [
            ("生产总值", "4.6", 2025, 2025),
            ("生产总值", "4.8", 2021, 2025),
            ("就业", "3.1", 2025, 2025),
            ("就业", "16.2", 2021, 2025),
            ("道路", "300", 2025, 2025),
        ],
    ),
    (
        "单位能耗由前两年分别上升3.9%、2.5%，转为下降1.1%。",
        [("单位能耗", "3.9", 2024, 2025), ("单位能耗", "2.5", 2024, 2025), ("单位能耗", "1.1", 2025, 2025)],
    ),
    (
        "出口增长35%，由上年居第四位上升为第三位；新增就业98万人。",
        [("出口", "35", 2025, 2025), ("就业", "98", 2025, 2025)],
    ),
]


@pytest.mark.parametrize(("text", "wanted"), TOLD, ids=[text for text, _ in TOLD])
def test_which_years_a_number_is_told_of(text: str, wanted: list[tuple[str, str, int, int]]) -> None:
    found = [
        (each.indicator, each.value, int(each.told_for[0][:4]), int(each.told_for[1][:4]))
        for each in read(text, TargetContext(**REVIEW)).quantities  # type: ignore[arg-type]
        if each.status == "achieved" and each.told_for
    ]
    assert found == wanted


def test_the_past_year_of_what_looks_ahead_is_the_one_before() -> None:
    context = TargetContext(year=2026, part="tasks", document="report", told=(2026, 2026))
    found = read("过去一年，各项工作取得了很大成绩。生产总值增长5.3%，就业形势稳定。", context).quantities
    assert [(each.value, each.told_for) for each in found] == [("5.3", ("2025-01-01", "2025-12-31"))]


STEPS = ["跃上", "首次跃上", "迈上", "登上", "站上", "跨上", "跨越"]


@pytest.mark.parametrize("verb", STEPS)
def test_a_step_that_is_reached_is_at_least_so_high(verb: str) -> None:
    (found,) = read(f"小麦产量{verb}200亿斤新台阶。", TargetContext(**REVIEW)).quantities  # type: ignore[arg-type]
    assert (found.indicator, found.comparator, found.value) == ("小麦产量", "ge", "200")
