"""Units in running text, and that the language tools are loaded only where a document needs them."""

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.nlp import find_units, word_bounds
from tests.conftest import ROOT
from tests.texts import document_of, say

UNITS = [
    ("由市水利局牵头，市财政局、市公安局参加", ["市水利局", "市财政局", "市公安局"]),
    ("市水利局会同市财政局制定办法", ["市水利局", "市财政局"]),
    ("省发展改革委要加强统筹", ["省发展改革委"]),
    ("向国家林草局报送材料", ["国家林草局"]),
    ("各县政府抓好落实", ["各县政府"]),
    ("市人力资源和社会保障局负责培训", ["市人力资源和社会保障局"]),
    ("加强组织领导，健全工作机制", []),
    ("全年改造管网120公里", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "units"), UNITS)
def test_units(text: str, units: list[str]) -> None:
    assert [text[start:end] for start, end in find_units(text)] == units


def test_a_role_word_is_no_part_of_the_name() -> None:
    text = "由市水利局主办，市财政局协办"
    assert [text[start:end] for start, end in find_units(text)] == ["市水利局", "市财政局"]


@settings(deadline=None)
@given(st.text(alphabet="由市水利局财政和、，会同牵头负责省厅A1（）", max_size=40))
def test_units_stand_in_order_and_apart(text: str) -> None:
    spans = find_units(text)
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert find_units(text) == spans


@settings(deadline=None)
@given(st.text(max_size=40))
def test_words_cover_the_text(text: str) -> None:
    bounds = word_bounds(text)
    assert {0, len(text)} <= bounds <= {*range(len(text) + 1)}


def test_words_are_cut_where_they_end() -> None:
    assert word_bounds("加强组织领导") == {0, 2, 4, 6}


SHOWN = """青石市节水行动方案
一、推进管网改造
（一）更换旧管。抓好日常巡查。（市水利局牵头，市财政局配合）
（二）建设新管。
责任单位：市水利局、各县（市、区）政府
二、推进河道整治
（一）清淤疏浚。【市住建局负责】
（二）护岸绿化。（市园林局）
"""
IN_PROSE = """青石市节水行动方案
一、更换旧管。由市水利局牵头，市财政局参加，定期会商。
二、整治河道。市住建局会同市水利局组织实施。
"""
PROGRAM = """
import sys
from tests.texts import document_of
document = document_of(sys.stdin.read(), nlp=True)
print(len(document.tasks), sorted({"jieba", "spacy"} & set(sys.modules)))
"""


def run(text: str) -> str:
    """Return how many tasks a process of its own finds, and what it has loaded."""
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-c", PROGRAM],
        input=text,
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout.strip()


def test_nothing_is_loaded_where_labels_and_brackets_show_the_units() -> None:
    assert run(SHOWN) == "4 []"


def test_both_are_loaded_for_prose() -> None:
    assert run(IN_PROSE) == "2 ['jieba', 'spacy']"


def test_prose_only_with_the_language_tools() -> None:
    said = [
        [(a.evidence, say([a])) for a in task.assignments] for task in document_of(IN_PROSE, nlp=True).tasks
    ]
    assert said == [
        [("prose", "牵:市水利局"), ("prose", "配:市财政局")],
        [("prose", "牵:市住建局"), ("prose", "配:市水利局")],
    ]
    assert [task.assignments for task in document_of(IN_PROSE).tasks] == [(), ()]


def test_labels_and_brackets_need_no_language_tools() -> None:
    assert document_of(SHOWN) == document_of(SHOWN, nlp=True)
