"""The names that no registry knows, listed as entries for a file of additions."""

import pytest

from extractors.agencies.additions import parse_additions
from pipeline.unresolved import list_unresolved
from tests.texts import document_of

PLAN = """西宁市2026年数字经济工作要点
一、工作任务
1.建设平台。（责任单位：市数字云谷集团、市财政局）
2.开放场景。（责任单位：市数字云谷集团、市低空飞行专项局）
"""


@pytest.fixture(scope="module")
def listed() -> str:
    return list_unresolved([document_of(PLAN)])


def test_unknown_bodies_stand_by_how_often_they_are_named(listed: str) -> None:
    names = [line for line in listed.splitlines() if line.startswith("name")]
    assert names == ['name = "西宁市数字云谷集团"', 'name = "西宁市低空飞行专项局"']
    assert "# times named: 2;" in listed.splitlines()[0]


def test_the_list_is_a_file_of_additions(listed: str) -> None:
    assert [entry["region"] for entry in parse_additions(listed)] == ["630100", "630100"]


def test_a_known_name_that_is_near_is_shown() -> None:
    text = "西宁市2026年要点\n一、任务\n1.强化监管。（责任单位：市应急指挥管理局、市应急管理局）\n"
    assert "西宁市应急管理局" in list_unresolved([document_of(text)])


def test_a_limit_keeps_the_first(listed: str) -> None:
    assert list_unresolved([document_of(PLAN)], 1) == listed.partition("\n\n")[0] + "\n"
