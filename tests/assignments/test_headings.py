"""Headings that name the units which answer for what stands below."""

import pytest

from extractors.assignments.headings import heading_statement
from extractors.folding import fold
from tests.texts import say

HEADINGS = [
    ("市教育局", "责:市教育局"),
    ("教育局", "责:教育局"),
    ("招商局：", "责:招商局"),
    ("市水利局", "责:市水利局"),
    ("市水利局、市财政局", "责:市水利局 责:市财政局"),
    ("市水利局牵头的工作（8项）", "牵:市水利局"),
    ("市水利局负责的工作", "责:市水利局"),
    ("市水利局主要职责", "责:市水利局"),
    ("由市水利局负责落实的任务", "责:市水利局"),
    ("市水利局配合的工作", "配:市水利局"),
    ("各县（市、区）人民政府", "责:各县（市、区）人民政府"),
    ("市水利局：", "责:市水利局"),
]
NO_UNITS = [
    "加强市水利局队伍建设",
    "总体要求",
    "推进河道整治",
    "成员单位",
    "有关部门",
    "各责任单位",
    "市水利局关于加强用水管理的实施意见和具体要求",
    "水",
    "",
]


@pytest.mark.parametrize(("title", "expected"), HEADINGS)
def test_heading_of_units(title: str, expected: str) -> None:
    statement = heading_statement(title, fold(title), 0, len(title))
    assert statement is not None
    assert statement.evidence == "heading"
    assert say(statement.mentions) == expected


@pytest.mark.parametrize("title", NO_UNITS)
def test_other_headings(title: str) -> None:
    assert heading_statement(title, fold(title), 0, len(title)) is None
