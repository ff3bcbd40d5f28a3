"""What of a document can be a task and what its parts are: decided by several signs, said where near."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from extractors.evidence import judge, terms_of
from extractors.folding import fold
from extractors.outline.doubts import find_doubts
from extractors.outline.part_signs import last_year, share_sign, signs_of_heading
from extractors.outline.tree import build_outline
from tests.texts import document_of, layout_of

PLAN = "一、重点任务\n（一）改造管网。\n（二）整治河道。"
UNITS = "1.改造管网。（责任单位：市水利局）\n2.整治河道。（责任单位：市住建局）"
DOCUMENTS = [
    # text, what of it can be a task
    ("青石市节水行动方案\n" + PLAN, "all"),
    ("青石市城市管理规定实施工作计划\n" + PLAN, "all"),
    ("青石市2026年民生实事项目公示\n" + UNITS, "all"),
    ("青石市2026年重点改革事项目录\n" + UNITS, "all"),
    (
        "青石市公园管理办法\n第一条 制定本办法。\n第二条 市园林局负责公园管理。\n第三条 自印发之日起施行。",
        "none",
    ),
    (
        "云岭省人大常委会关于修改《云岭省节水条例》的决定\n一、将第三条修改为：“略”。\n二、删去第五条。",
        "none",
    ),
    ("青石市2026年公开招聘教师公告\n一、报名条件\n二、报名方式\n三、笔试和面试", "none"),
    ("关于2024年春节放假的通知\n一、元旦：1月1日放假。", "none"),
    ("市政府常务会议纪要\n一、关于供水\n会议议定，由市水利局牵头扩建水厂。", "prose"),
]


@pytest.mark.parametrize(("text", "tasks"), DOCUMENTS)
def test_what_of_a_document_can_be_a_task(text: str, tasks: str) -> None:
    kind = build_outline(layout_of(text)).parts[-1].kind
    assert kind is not None
    assert kind.tasks == tasks


ROWS = tomllib.loads((Path(__file__).parent / "part_rows.toml").read_text(encoding="utf-8"))["row"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["heading"])
def test_a_row_of_parts(row: dict[str, object]) -> None:
    signs = {*signs_of_heading(fold(str(row["heading"])), int(str(row["year"])))}
    signs.add(share_sign(int(str(row["told"])) / 100))
    signs |= {"holds-items"} if not row.get("leaf") else set()
    signs |= {"expected"} if row.get("expected") else set()
    signs |= {"long"} if int(str(row.get("length", 3000))) > 1500 else set()
    assert judge("review", signs).holds == (row["kind"] == "review")
    if row["kind"] != "review":
        assert judge("goals", signs).holds == (row["kind"] == "goals")


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("2025年工作回顾", [2025]),
        ("“十五五”时期的主要目标", [2030]),
        ("十三五期间", [2020]),
        ("二五规划", [1962]),
        ("今后", []),
    ],
)
def test_last_year(words: str, years: list[int]) -> None:
    assert last_year(words) == years


REPORT = (
    "2026年青石市政府工作报告\n2025年工作回顾\n建成公园9个，改造小区52个。\n2026年工作安排\n"
    "（一）建设公园。\n（二）改造小区。"
)


def test_unnumbered_headings_are_parts_with_their_ends() -> None:
    items = build_outline(layout_of(REPORT)).items
    top = [item for item in items if item.level == 1]
    assert [item.kind for item in top] == ["review", "tasks"]
    assert all(above.end == below.start for above, below in pairwise(top))
    assert all(item.verdict is not None for item in top)


def test_what_is_decided_near_the_line_is_said() -> None:
    outline = build_outline(layout_of("关于抓好节水的通知\n一、总的情况\n略。\n二、有关事项\n认真组织。"))
    near = [v for verdicts in outline.verdicts for v in verdicts if v.is_near]
    said = {problem.code for problem in find_doubts(outline)}
    assert bool(near) == ("uncertain-kind" in said)
    assert not list(find_doubts(build_outline(layout_of("青石市节水行动方案\n" + PLAN))))
    assert not [p for p in document_of("青石市节水行动方案\n" + PLAN).problems if "uncertain" in p.code]


def test_the_decisions_have_a_bias_and_a_threshold() -> None:
    for decision in ("rules", "plans", "prose", "review", "goals"):
        assert {"bias", "threshold"} <= set(terms_of(decision))
        assert judge(decision, []).score == terms_of(decision)["bias"] - terms_of(decision)["threshold"]


def test_a_verdict_is_surer_the_farther_it_is_from_the_line() -> None:
    sure, near = judge("rules", ["title-plan", "carriers-half"]), judge("rules", ["title-regulation"])
    assert sure.confidence > near.confidence >= 0.5
