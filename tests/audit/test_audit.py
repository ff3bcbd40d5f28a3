"""The audit of whole documents: problems, coverage, grade and confidence."""

from pathlib import Path

import pytest

from extractors.audit import audit
from extractors.audit.grading import Signs, grade
from extractors.audit.nature import Nature
from extractors.audit.problems import MOST
from extractors.layout import Block, Layout, build_layout
from extractors.outline.tree import Outline, build_outline
from extractors.records import Coverage, Document, Problem
from pipeline.batch import load
from tests.factory import make_document
from tests.growth import MOST as MOST_GROWTH
from tests.growth import growth
from tests.invariants import find_broken

PLAN = """云溪市2026年城市建设行动计划
一、重点任务
1.改造管网。改造排水管网52公里。（责任单位：市住建局）
2.改造小区。改造老旧小区36个。（责任单位：市住建局、市财政局）
3.新建公园。新建口袋公园12个。（责任单位：市园林局）
4.整治街巷。整治背街小巷80条。（责任单位：市城管局）
"""


def document_of(text: str, folder: Path) -> Document:
    path = folder / "a.txt"
    path.write_text(text, encoding="utf-8")
    document = load(path)
    assert isinstance(document, Document)
    assert find_broken(document) == []
    return document


def codes(document: Document) -> list[str]:
    return [problem.code for problem in document.problems]


def test_a_plan_that_is_read_is_good(tmp_path: Path) -> None:
    document = document_of(PLAN, tmp_path)
    reading = document.document.reading
    assert (reading.coverage.items, reading.coverage.units, reading.coverage.numbers) == (
        (5, 5),
        (5, 5),
        (4, 4),
    )
    assert codes(document) == []
    assert reading.grade != "poor"
    assert all(0 < task.confidence < 1 for task in document.tasks)
    assert all(0 < unit.confidence < 1 for task in document.tasks for unit in task.assignments)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("3.新建公园", "新建公园", "unread-item"),
        ("2.改造小区", "9.改造小区", "unread-item"),
        ("（责任单位：市园林局）", "承揽伙伴：市园林局、市林业局。", "unread-unit"),
        ("改造排水管网52公里", "改造排水管网52公里，完好度达到180奇单", "unread-number"),
        ("新建口袋公园12个", "绿地达标率达到1200%", "implausible-value"),
        ("云溪市2026年城市建设行动计划\n", "", "no-title"),
        ("（责任单位：市城管局）", "", "unlike-siblings"),
    ],
)
def test_what_was_lost_has_a_problem(old: str, new: str, code: str, tmp_path: Path) -> None:
    assert old in PLAN
    assert code in codes(document_of(PLAN.replace(old, new), tmp_path))


def test_a_problem_stands_at_its_place(tmp_path: Path) -> None:
    document = document_of(PLAN.replace("（责任单位：市园林局）", "承揽伙伴：市园林局。"), tmp_path)
    (problem,) = [problem for problem in document.problems if problem.code == "unread-unit"]
    assert problem.span is not None
    assert document.document.text[slice(*problem.span)] == "市园林局"


def test_many_of_one_kind_are_one_problem_with_a_count(tmp_path: Path) -> None:
    lines = "".join(f"承揽伙伴：云{n % 7 + 1}公司。完成{n}奇单。\n" for n in range(11, 500))
    document = document_of(PLAN + lines, tmp_path)
    unread = [problem for problem in document.problems if problem.code.startswith("unread")]
    assert len(unread) <= 4 * MOST
    assert any("the first of" in problem.message for problem in unread)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Annual report of the harbour authority.\n" * 20, "not-a-plan: language"),
        (
            "第一条 为了规范管理，制定本办法。\n第二条 本办法适用于全县。\n第三条 由县财政局负责。\n" * 3,
            "not-a-plan: law",
        ),
        (
            "姓名 准考证号\n赵某 2025001\n钱某 2025002\n体检时间另行通知，公示期五天，录取名单如下\n" * 3,
            "not-a-plan: list",
        ),
    ],
)
def test_what_is_no_plan_is_not_poor(text: str, reason: str, tmp_path: Path) -> None:
    document = document_of(text, tmp_path)
    reading = document.document.reading
    assert document.tasks == ()
    assert reading.grade == "good"
    assert reading.reasons == (reason,)


def test_a_document_without_text_is_poor(tmp_path: Path) -> None:
    reading = document_of("扫描件\n", tmp_path).document.reading
    assert (reading.grade, reading.reasons) == ("poor", ("not-a-plan: empty",))


@pytest.mark.parametrize(
    ("coverage", "found", "wanted"),
    [
        (Coverage(items=(9, 9), units=(9, 9), numbers=(9, 9)), (), "good"),
        (Coverage(items=(9, 9), units=(99, 100), numbers=(9, 9)), (), "good"),
        (Coverage(items=(9, 9), units=(9, 10), numbers=(9, 9)), (), "check"),
        (Coverage(items=(9, 9), units=(5, 10), numbers=(9, 9)), (), "poor"),
        (Coverage(items=(2, 9), units=(0, 0), numbers=(9, 9)), (), "poor"),
        (Coverage(items=(9, 9), units=(9, 9), numbers=(80, 100)), (), "check"),
        (Coverage(items=(9, 9), units=(9, 9), numbers=(20, 100)), (), "poor"),
        (Coverage(), ("unread-table",), "check"),
        (Coverage(items=(0, 5)), ("no-tasks",), "poor"),
    ],
)
def test_grades(coverage: Coverage, found: tuple[str, ...], wanted: str) -> None:
    problems = tuple(Problem(code=code, severity="warning", message="It.") for code in found)
    document = make_document(1, tasks=3, units=2).changed(problems=problems)
    assert grade(Signs(document, coverage, [Nature(True, "other")])).level == wanted


@pytest.mark.timed
def test_time_grows_with_the_text(tmp_path: Path) -> None:
    def make(times: int) -> tuple[Document, Layout, Outline]:
        layout = build_layout([Block("paragraph", line) for line in PLAN.splitlines() * times])
        document = document_of(PLAN, tmp_path)
        info = document.document.changed(text=layout.text)
        bare = document.changed(document=info, tasks=(), goals=(), quantities=(), problems=())
        return bare, layout, build_outline(layout)

    assert growth(lambda work: audit(*work), make, 100) < MOST_GROWTH
