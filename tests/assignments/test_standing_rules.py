"""Rules that a document says once."""

import pytest

from extractors.assignments.standing_rules import find_rules
from extractors.folding import fold
from tests.texts import say

RULES = [
    # text, effect, units that are added
    ("各项任务列第一位的为牵头单位，下同。", "first-leads", ""),
    ("（责任单位中排在首位的为牵头单位）", "first-leads", ""),
    ("以下任务均由第一个责任单位牵头。", "first-leads", ""),
    ("列第一位者为牵头单位。", "first-leads", ""),
    ("责任单位排名第一的为主办单位。", "first-leads", ""),
    ("列首位的部门是牵头部门。", "first-leads", ""),
    ("第一个单位为牵头单位。", "first-leads", ""),
    ("首家为牵头单位。", "first-leads", ""),
    ("其余为配合单位。", "others-help", ""),
    ("以下任务均需各县（市、区）政府落实，不再列出。", "adds", "责:各县（市、区）政府"),
    ("以上各项均由各区人民政府负责落实。", "adds", "责:各区人民政府"),
    ("下列任务均须各县政府、市直各部门落实。", "adds", "责:各县政府 责:市直各部门"),
]
NO_RULE = [
    "排名第一的城市获得奖励。",
    "列第一位的项目建成投产。",
    "以下情形均不予受理。",
    "以下事项均由专人落实。",
    "坚持把安全放在首位。",
    "其他单位做好配合工作。",
    "",
]


@pytest.mark.parametrize(("text", "effect", "added"), RULES)
def test_rule(text: str, effect: str, added: str) -> None:
    (rule,) = find_rules(text, fold(text))
    assert (rule.effect, say(rule.mentions)) == (effect, added)
    assert 0 <= rule.start < rule.end <= len(text)


@pytest.mark.parametrize("text", NO_RULE)
def test_no_rule(text: str) -> None:
    assert find_rules(text, fold(text)) == []


def test_rules_in_order_of_place() -> None:
    text = (
        "以下任务均由各县政府落实。列第一位的为牵头单位，下同。\n"
        + "改造管网。" * 30
        + "以下均需各区政府落实。"
    )
    rules = find_rules(text, fold(text))
    assert [rule.effect for rule in rules] == ["adds", "first-leads", "adds"]
    assert [rule.start for rule in rules] == sorted(rule.start for rule in rules)


def test_of_what_stands_above_a_rule_speaks_too() -> None:
    text = "改造管网。（市水利局、市财政局）\n以上任务排名第一的为牵头部门，其他的为配合部门。"
    assert [(rule.effect, rule.is_note) for rule in find_rules(text, fold(text))] == [
        ("first-leads", True),
        ("others-help", True),
    ]
