"""One document, from blocks to its record: what every stage leaves in it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from extractors.layout import Block
from extractors.records import Document, Problem, Source
from pipeline.document import build_document
from pipeline.formats import Reading
from tests.invariants import find_broken
from tests.texts import blocks_of, build, document_of, say

TEXT = """# 青石市2024年节水工作要点
青政发〔2024〕5号
各区人民政府，市政府各部门：
一、总体要求
坚持节水优先。
二、重点任务
（一）更换旧管。更换老旧管线120公里。（市水利局牵头，市财政局、水利局配合）
（二）落实《云岭省节水条例》。
责任单位：市水利局、市水利局；完成时限：6月底前
|序号|工作任务|责任单位|
|1|整治河道|市住建局|
三、保障措施
加强组织领导。
青石市人民政府
2024年3月5日
"""
SOURCE = Source(path="a/b.txt", sha256="0123456789abcdef" * 4, format="txt", encoding="gb18030", pages=None)
PROBLEM = Problem(code="bad-bytes", severity="warning", message="One byte is no character.")


@pytest.fixture(scope="module")
def document() -> Document:
    """The document of the text, as a reader would hand it over."""
    reading = Reading("txt", "gb18030", None, tuple(blocks_of(TEXT)), (PROBLEM,))
    return build_document(reading, SOURCE)


def test_without_targets_the_rest_is_the_same(document: Document) -> None:
    reading = Reading("txt", "gb18030", None, tuple(blocks_of(TEXT)), (PROBLEM,))
    spare = build_document(reading, SOURCE, targets=False)
    assert document.tasks[0].targets and not any(task.targets for task in spare.tasks)
    assert [task.assignments for task in spare.tasks] == [task.assignments for task in document.tasks]
    assert spare.quantities == spare.goals == ()


def test_nothing_is_broken(document: Document) -> None:
    assert find_broken(document) == []


def test_the_id_is_of_the_bytes_and_the_source_is_kept(document: Document) -> None:
    assert document.document.id == "0123456789abcdef"
    assert document.document.source == SOURCE
    moved = replace_path(document)
    assert moved.document.id == document.document.id
    assert moved.tasks == document.tasks


def replace_path(document: Document) -> Document:
    reading = Reading("txt", "gb18030", None, tuple(blocks_of(TEXT)))
    return build_document(reading, document.document.source.changed(path="elsewhere.txt"))


def test_the_text_is_as_printed(document: Document) -> None:
    lines = document.document.text.split("\n")
    assert lines[0] == "青石市2024年节水工作要点"
    assert [line for line in lines if "\t" in line] == ["序号\t工作任务\t责任单位", "1\t整治河道\t市住建局"]
    paragraphs = [line for line in TEXT.splitlines() if not line.startswith(("#", "|"))]
    assert [line for line in lines[1:] if "\t" not in line] == paragraphs


def test_what_it_says_of_itself(document: Document) -> None:
    info = document.document
    assert (info.title, info.document_number) == ("青石市2024年节水工作要点", "青政发〔2024〕5号")
    assert (info.issuers, info.issued_on) == (("青石市人民政府",), "2024-03-05")
    assert info.recipients == ("各区人民政府", "市政府各部门")
    assert info.period is not None
    assert (info.period.start, info.period.end) == ("2024-01-01", "2024-12-31")


def test_sections(document: Document) -> None:
    said = [(section.number, section.title, section.kind, section.parent) for section in document.sections]
    assert said == [
        ("一", "总体要求", "principles", None),
        ("二", "重点任务", "tasks", None),
        ("三", "保障措施", "safeguards", None),
    ]


def test_tasks(document: Document) -> None:
    assert [(task.number, task.title, say(task.assignments)) for task in document.tasks] == [
        ("（一）", "更换旧管", "牵:市水利局 配:市财政局 配:市水利局"),
        ("（二）", "落实《云岭省节水条例》", "责:市水利局"),
        ("1", "整治河道", "责:市住建局"),
    ]
    assert [task.id for task in document.tasks] == ["t1", "t2", "t3"]
    assert {task.section for task in document.tasks} == {document.sections[1].id}


def test_evidence(document: Document) -> None:
    assert [task.assignments[0].evidence for task in document.tasks] == ["bracket", "label", "table"]


def test_one_agency_for_all_mentions(document: Document) -> None:
    unit = document.tasks[0].assignments[0]
    agency = next(agency for agency in document.agencies if agency.id == unit.agency)
    assert len(agency.mentions) == 3
    printed = [document.document.text[slice(*span)] for span in agency.mentions]
    assert printed == ["市水利局", "水利局", "市水利局"]


def test_deadline_and_citation(document: Document) -> None:
    task = document.tasks[1]
    assert task.deadline is not None
    assert (task.deadline.raw, task.deadline.date) == ("6月底前", "2024-06-30")
    assert [citation.title for citation in task.citations] == ["云岭省节水条例"]


def test_targets_are_of_their_task(document: Document) -> None:
    assert [[(t.value, t.unit) for t in task.targets] for task in document.tasks] == [
        [("120", "公里")],
        [],
        [],
    ]


def test_problems_of_the_reader_and_of_the_stages(document: Document) -> None:
    assert document.problems[0] == PROBLEM
    assert "duplicate-unit" in [problem.code for problem in document.problems]


@pytest.mark.parametrize(
    "blocks",
    [
        (),
        (Block("paragraph", ""),),
        (Block("table", cells=()),),
        (Block("paragraph", "。"),),
        (Block("paragraph", "一、"),),
        (Block("heading", "甲", level=1),),
        (Block("paragraph", "\x00\x01"),),
        (Block("paragraph", "（" * 50),),
        (Block("paragraph", "责任单位："),),
        (Block("paragraph", "１．"), Block("paragraph", "２．")),
        (*blocks_of("|序号|工作任务|责任单位|"),),
    ],
)
def test_next_to_nothing(blocks: tuple[Block, ...]) -> None:
    document = build(blocks, nlp=True)
    assert find_broken(document) == []
    assert [task.assignments for task in document.tasks if task.assignments] == []


def test_a_table_is_not_read_as_text() -> None:
    text = "青石市节水行动方案\n|1.改造管网。（市水利局负责）|责任单位：市财政局|"
    assert document_of(text).tasks == ()


def test_blank_lines_and_indents_change_nothing_but_places() -> None:
    plain = document_of("青石市节水行动方案\n一、改造管网。（市水利局负责）")
    spread = build(
        [
            Block("paragraph", "　　青石市节水行动方案　"),
            Block("paragraph", "　　"),
            Block("paragraph", "　　一、改造管网。（市水利局负责）　"),
        ]
    )
    assert spread.document.title == plain.document.title
    assert [task.text for task in spread.tasks] == [task.text for task in plain.tasks]


def test_half_width_forms_give_the_same_tasks() -> None:
    full = (
        "青石市节水行动方案\n１．改造管网。（市水利局牵头，市财政局配合）\n２．整治河道。\n责任单位：市住建局"
    )
    half = "青石市节水行动方案\n1.改造管网。(市水利局牵头,市财政局配合)\n2.整治河道。\n责任单位:市住建局"
    assert [(t.title, say(t.assignments)) for t in document_of(full).tasks] == [
        (t.title, say(t.assignments)) for t in document_of(half).tasks
    ]


@pytest.mark.parametrize(
    ("opening", "goals"),
    [
        ("一、总体要求\n坚持节水优先。到2025年，更换老旧管线120公里。", ["120"]),
        ("一、总体要求\n到2025年，更换老旧管线120公里，漏损率降到8%。", ["120", "8"]),
        ("一、总体要求和主要目标\n坚持节水优先。更换老旧管线120公里。", ["120"]),
        ("一、基本原则\n坚持节水优先，已更换管线50公里。", []),
        ("一、主要目标\n更换老旧管线120公里。", ["120"]),
    ],
)
def test_goals_are_the_aims_of_an_opening_part(opening: str, goals: list[str]) -> None:
    tasks = "二、重点任务\n（一）更换旧管。（市水利局负责）\n（二）整治河道。（市水利局负责）"
    text = f"青石市节水行动方案\n{opening}\n{tasks}\n"
    assert [goal.value for goal in document_of(text).goals] == goals


def test_what_a_section_states_over_its_tasks_is_a_goal() -> None:
    tasks = "（一）更换旧管。（市水利局负责）\n（二）整治河道。（市水利局负责）"
    text = f"青石市节水行动方案\n一、改造管网\n到2025年，更换老旧管线120公里。\n{tasks}\n"
    document = document_of(text)
    assert [goal.value for goal in document.goals] == ["120"]
    assert [task.targets for task in document.tasks] == [(), ()]


def test_aims_over_numbered_tasks_under_one_heading() -> None:
    text = (
        "青石市2024年工作要点\n一、2024年主要目标和重点任务\n用水总量控制在3亿立方米。\n"
        "（一）推进管网改造。更换老旧管线120公里。\n（二）加快河道整治。整治河道8条。\n"
        "（三）经济指标。水利投资达到5亿元。\n"
    )
    document = document_of(text)
    assert [task.number for task in document.tasks] == ["（一）", "（二）"]
    assert [goal.value for goal in document.goals] == ["3", "5"]


def test_words_that_lead_in_are_no_heading() -> None:
    text = (
        "青石市水利工作方案\n一、主要任务\n今年我们要做好三项重点工作\n（一）更换旧管。\n（二）整治河道。\n"
    )
    assert [section.title for section in document_of(text).sections] == ["主要任务"]


def test_a_target_of_a_paragraph_that_is_a_task_is_no_goal_too() -> None:
    text = (
        "青石市2024年水利工作要点\n力争到2025年，用水总量控制在3亿立方米。\n"
        "力争更换老旧管线120公里。（市水利局负责）\n力争整治河道8条。（市住建局负责）\n"
        "一、改造管网\n（一）清淤。（市水利局负责）\n（二）整治河道。（市住建局负责）\n"
    )
    document = document_of(text)
    assert [target.value for task in document.tasks for target in task.targets] == ["120", "8"]
    assert [goal.value for goal in document.goals] == ["3"]


@pytest.mark.long
def test_the_seed_of_hashes_decides_nothing(root: Path) -> None:
    samples = [str(path) for path in sorted((root / "corpus").glob("*-*.txt"))]
    program = "import sys; from pathlib import Path; from pipeline.batch import load"
    program += "; [print(load(Path(name)).to_json()) for name in sys.argv[1:]]"
    written = {
        subprocess.run(
            [sys.executable, "-c", program, *samples],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=root,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("2", "5")
    }
    assert len(written) == 1
