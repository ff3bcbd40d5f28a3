"""Indicator tables: years as deadlines, base years as baselines."""

import pytest

from extractors.layout import Block, Cell, build_layout
from extractors.targets import Found, TargetContext, find_table_goals
from tests.targets.reading import line

PLAN = TargetContext(year=2021, period_end="2025-12-31")


def read(
    table: str, context: TargetContext = PLAN, spans: dict[tuple[int, int], tuple[int, int]] | None = None
) -> Found:
    """Read a table of | rows; empty places are no cells; `spans` are rowspan and colspan by place."""
    spans = spans or {}
    cells = [
        Cell(words.strip(), r, c, *spans.get((r, c), (1, 1)))
        for r, row in enumerate(table.strip().splitlines())
        for c, words in enumerate(row.strip()[1:-1].split("|"))
        if words.strip()
    ]
    layout = build_layout([Block("paragraph", "主要指标"), Block("table", cells=tuple(cells))])
    found = find_table_goals(layout.blocks[-1].cells, layout.folded, context)
    for finding in (*found.targets, *found.quantities):
        assert layout.text[finding.value_start].isdecimal()
    return found


PLAIN = """
|指标|单位|2020年|2025年|属性|
|森林覆盖率|%|42.5|45|约束性|
|地区生产总值|亿元|320|480以上|预期性|
|城镇登记失业率|%|3.8|≤4.5|预期性|
"""


def test_the_year_to_come_is_the_deadline() -> None:
    found = read(PLAIN)
    assert [line(t) for t in found.targets] == [
        "森林覆盖率 eq 45%",
        "地区生产总值 ge 480亿元",
        "城镇登记失业率 le 4.5%",
    ]
    assert {t.deadline.date for t in found.targets if t.deadline} == {"2025-12-31"}


def test_the_base_year_gives_quantities() -> None:
    found = read(PLAIN)
    assert [(line(q), q.status, q.baseline_year) for q in found.quantities] == [
        ("森林覆盖率 eq 42.5%", "baseline", 2020),
        ("地区生产总值 eq 320亿元", "baseline", 2020),
        ("城镇登记失业率 eq 3.8%", "baseline", 2020),
    ]


def test_without_a_plans_year_the_first_year_is_the_base() -> None:
    found = read(PLAIN, TargetContext())
    assert len(found.targets) == len(found.quantities) == 3


ROWS = [
    # head, row, targets
    ("|序号|指标名称|2025年|", "|1|公路里程（公里）|1,500|", ["公路里程 eq 1500公里"]),
    ("|类别|指标|2020年|2025年|", "|生态|1.优良天数比率（%）|85|≥87|", ["优良天数比率 ge 87%"]),
    ("|指标|单位|2025年目标值|", "|细颗粒物浓度|微克/立方米|32以内|", ["细颗粒物浓度 le 32微克/立方米"]),
    ("|指标|计量单位|目标值|", "|粮食产量|万吨|50左右|", ["粮食产量 approx 50万吨"]),
    ("|指标|单位|2025年|", "|研发投入强度|%|2.5—3|", ["研发投入强度 between 2.5~3%"]),
    ("|指标|单位|2025年|", "|研发投入强度|%|＞2.5|", ["研发投入强度 gt 2.5%"]),
    ("|指标|单位|2025年|", "|研发投入强度|%|—|", []),
    ("|指标|单位|2025年|", "|研发投入强度|%|完成上级任务|", []),
    (
        "|指标|2025年|年均增长|",
        "|服务业增加值（亿元）|200|7左右|",
        ["服务业增加值 eq 200亿元", "服务业增加值 approx +7%"],
    ),
    ("|指标|单位|累计|", "|单位能耗降低|%|[13.5]|", ["单位能耗降低 eq -13.5%"]),
    ("|指标|单位|2025年|", "|老年人床位数|张|不少于800|", ["老年人床位数 ge 800张"]),
    ("|指标|单位|2025年|", "|巩固率|%|98.5%|", ["巩固率 eq 98.5%"]),
]


@pytest.mark.parametrize(("head", "row", "wanted"), ROWS)
def test_rows(head: str, row: str, wanted: list[str]) -> None:
    assert [line(t) for t in read(f"{head}\n{row}").targets] == wanted


def test_parts_point_at_the_row_above() -> None:
    found = read("|指标|单位|2025年|\n|造林面积|万亩|12|\n|其中：经济林|万亩|5|\n|森林覆盖率|%|45|")
    assert [(t.indicator, t.part_of) for t in found.targets] == [
        ("造林面积", None),
        ("经济林", 0),
        ("森林覆盖率", None),
    ]


def test_a_head_over_two_rows_and_merged_classes() -> None:
    table = "|类别|指标|规划目标||\n|||2020年|2025年|\n|生态|森林覆盖率（%）|42|45|\n||湿地保护率（%）|50|55|"
    spans = {(0, 0): (2, 1), (0, 1): (2, 1), (0, 2): (1, 2), (2, 0): (2, 1)}
    found = read(table, spans=spans)
    assert [line(t) for t in found.targets if t.deadline and t.deadline.raw == "2025年"] == [
        "森林覆盖率 eq 45%",
        "湿地保护率 eq 55%",
    ]


@pytest.mark.parametrize(
    "table",
    [
        "|序号|任务|牵头单位|完成时限|\n|1|新建公园5个|市住建局|2025年底|",
        "|指标|单位|2018年|2019年|\n|生产总值|亿元|280|300|",
        "|姓名|电话|\n|张三|12345|",
    ],
)
def test_other_tables_give_no_goal(table: str) -> None:
    assert read(table).targets == ()


def test_a_table_of_a_bulletin_is_past() -> None:
    found = read("|指标|单位|2022年|\n|生产总值|亿元|280|", TargetContext(year=2022, part="review"))
    assert found.targets == ()
    assert [q.status for q in found.quantities] == ["achieved"]


def test_an_empty_table() -> None:
    assert find_table_goals((), "", PLAN) == Found()
