"""What a carrier says: labels before units, role words after them, joint work, deadlines."""

import pytest

from extractors.assignments.statements import Statement, first_to_lead
from tests.texts import reader_of, say


def statement_of(text: str, default: str = "responsible", year: int | None = 2023) -> Statement:
    return reader_of(text, year).statement(0, len(text), "bracket", default)


STATEMENTS = [
    # text, who answers
    # role words
    ("市水利局牵头", "牵:市水利局"),
    ("市水利局负责", "责:市水利局"),
    ("市水利局、市财政局负责", "责:市水利局 责:市财政局"),
    ("市水利局牵头，市财政局配合", "牵:市水利局 配:市财政局"),
    ("市水利局牵头，市财政局、市公安局按职责分工负责", "牵:市水利局 责:市财政局 责:市公安局"),
    ("市水利局、市财政局按职责分工负责", "责:市水利局 责:市财政局"),
    ("市水利局牵头负责，市财政局参与", "牵:市水利局 配:市财政局"),
    ("市水利局主办，市财政局协办", "牵:市水利局 配:市财政局"),
    ("市水利局负总责，各区政府落实", "牵:市水利局 责:各区政府"),
    ("市教育局指导，各区政府组织实施", "督:市教育局 责:各区政府"),
    ("市水利局、市财政局共同牵头", "牵:市水利局 牵:市财政局"),
    ("市水利局、市财政局分别负责", "责:市水利局 责:市财政局"),
    ("市水利局牵头、市财政局配合、市督查室督导", "牵:市水利局 配:市财政局 督:市督查室"),
    ("由市水利局牵头，市财政局等部门参加", "牵:市水利局 配:市财政局"),
    ("市水利局为牵头单位，市财政局为配合单位", "牵:市水利局 配:市财政局"),
    ("市水利局牵头，市财政局", "牵:市水利局 责:市财政局"),
    ("市水利局", "责:市水利局"),
    # joint work
    ("市水利局会同市财政局负责", "牵:市水利局 配:市财政局"),
    ("市水利局会同市财政局", "牵:市水利局 配:市财政局"),
    ("市水利局牵头会同市财政局、市公安局", "牵:市水利局 配:市财政局 配:市公安局"),
    ("市水利局联合市财政局", "牵:市水利局 配:市财政局"),
    ("市水利局会同有关部门负责", "牵:市水利局 配:有关部门"),
    # labels
    ("牵头单位：市水利局", "牵:市水利局"),
    ("责任单位：市水利局、市财政局", "责:市水利局 责:市财政局"),
    ("牵头单位：市水利局；责任单位：市财政局、市公安局", "牵:市水利局 责:市财政局 责:市公安局"),
    ("牵头单位：市水利局，配合单位：市财政局", "牵:市水利局 配:市财政局"),
    ("主办单位：市水利局 协办单位：市财政局", "牵:市水利局 配:市财政局"),
    ("责任单位：市水利局；督导单位：市督查室", "责:市水利局 督:市督查室"),
    ("【牵头部门】市水利局 【配合部门】市财政局", "牵:市水利局 配:市财政局"),
    ("牵头单位：市水利局；责任领导：王某；责任人：李某", "牵:市水利局"),
    ("责任单位：市水利局牵头，市财政局配合", "牵:市水利局 配:市财政局"),
    ("牵头单位：市水利局负责", "牵:市水利局"),
    ("工作目标：建成；责任单位：市水利局", "责:市水利局"),
    ("责任单位：市水利局（牵头）、市财政局", "牵:市水利局 责:市财政局"),
    ("责任单位（列第一位的为牵头单位）：市水利局、市财政局", "责:市水利局 责:市财政局"),
    ("责任单位：市水利局、阿尔法", "责:市水利局 责:阿尔法"),
    # deadlines beside them
    ("牵头单位：市水利局；完成时限：2025年底", "牵:市水利局"),
    ("6月底前完成，牵头单位：市水利局", "牵:市水利局"),
    ("市水利局负责，2025年底前完成", "责:市水利局"),
]


@pytest.mark.parametrize(("text", "expected"), STATEMENTS)
def test_statement(text: str, expected: str) -> None:
    assert say(statement_of(text).mentions) == expected


LABELS = [
    ("牵头单位：市水利局", ["牵头单位"]),
    ("市水利局牵头，市财政局按职责分工负责", ["牵头", "按职责分工负责"]),
    ("市水利局会同市财政局负责", ["会同", "负责"]),
    ("【责任部门】市水利局", ["责任部门"]),
    ("牵头单位：市水利局；责任单位：市财政局配合", ["牵头单位", "配合"]),
]


@pytest.mark.parametrize(("text", "labels"), LABELS)
def test_label_is_what_gave_the_role(text: str, labels: list[str]) -> None:
    assert [mention.label for mention in statement_of(text).mentions] == labels


DEADLINES = [
    ("牵头单位：市水利局；完成时限：2025年底", "2025年底", "2025-12-31"),
    ("6月底前完成，牵头单位：市水利局", "6月底前", "2023-06-30"),
    ("市水利局负责，2025年6月底前完成", "2025年6月底前", "2025-06-30"),
    ("责任单位：市水利局；时限：长期坚持", "长期坚持", None),
    ("市水利局牵头，市财政局配合，年底前完成", "年底前", "2023-12-31"),
    ("时间节点：持续推进；责任单位：市水利局", "持续推进", None),
]


@pytest.mark.parametrize(("text", "raw", "date"), DEADLINES)
def test_deadline(text: str, raw: str, date: str | None) -> None:
    deadline = statement_of(text).deadline
    assert deadline is not None
    assert (deadline.raw, deadline.date) == (raw, date)


def test_no_deadline_where_none_is_printed() -> None:
    assert statement_of("市水利局牵头，市财政局配合").deadline is None


def test_default_role_is_for_units_without_a_word() -> None:
    assert say(statement_of("市水利局、市财政局", "cooperating").mentions) == "配:市水利局 配:市财政局"
    assert say(statement_of("市水利局牵头、市财政局", "cooperating").mentions) == "牵:市水利局 配:市财政局"


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("市水利局、市财政局。列第一位的为牵头单位，下同", True),
        ("市水利局、市财政局（排在首位的单位为牵头单位）", True),
        ("市水利局、市财政局", False),
    ],
)
def test_a_statement_may_say_that_its_first_leads(text: str, leads: bool) -> None:
    assert statement_of(text).first_leads is leads
    assert [m.name for m in statement_of(text).mentions] == ["市水利局", "市财政局"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市水利局、市财政局", "牵:市水利局 责:市财政局"),
        ("市水利局", "牵:市水利局"),
        ("市财政局、市水利局牵头", "牵:市财政局 牵:市水利局"),
        ("市财政局负责，市水利局牵头", "责:市财政局 牵:市水利局"),
        ("市财政局配合", "牵:市财政局"),
        ("", ""),
    ],
)
def test_first_to_lead(text: str, expected: str) -> None:
    assert say(first_to_lead(statement_of(text)).mentions) == expected


@pytest.mark.parametrize("text", [text for text, _ in STATEMENTS])
def test_spans_hold_what_is_printed(text: str) -> None:
    for mention in statement_of(text).mentions:
        assert text[mention.start : mention.end] == mention.name
