"""Labelled lines and brackets: where they stand, how far they reach, and what only looks like one."""

from itertools import pairwise

import pytest

from extractors.assignments.statement_finder import find_statements, find_statements_outside
from extractors.lexicons import load
from tests.texts import reader_of, say


def said(text: str) -> str:
    """Return the statements of a text in one line, parted by a bar."""
    return " | ".join(
        f"{statement.evidence} {say(statement.mentions)}".strip()
        for statement in find_statements(reader_of(text), 0, len(text))
    )


BRACKETS = [
    # at the end of a clause
    ("改造管网。（市水利局负责）", "bracket 责:市水利局"),
    ("改造管网（市水利局负责）。", "bracket 责:市水利局"),
    ("改造管网（市水利局牵头，市财政局配合）", "bracket 牵:市水利局 配:市财政局"),
    ("改造管网。(市水利局牵头)", "bracket 牵:市水利局"),
    ("改造管网。〔市水利局负责〕", "bracket 责:市水利局"),
    ("改造管网。［市水利局负责］", "bracket 责:市水利局"),
    ("改造管网。【市水利局负责】", "bracket 责:市水利局"),
    ("改造管网（市水利局负责）；整治河道（市住建局负责）。", "bracket 责:市水利局 | bracket 责:市住建局"),
    ("改造管网。（市水利局负责）整治河道。（市住建局负责）", "bracket 责:市水利局 | bracket 责:市住建局"),
    ("改造管网。（牵头单位：市水利局；责任单位：市财政局）", "label 牵:市水利局 责:市财政局"),
    ("改造管网。（责任单位：市水利局、各县（市、区）政府）", "label 责:市水利局 责:各县（市、区）政府"),
    ("改造管网。（市水利局、各市（州）政府负责）", "bracket 责:市水利局 责:各市（州）政府"),
    (
        "改造管网。（市水利局、各区人民政府（新区管委会）按职责分工负责）",
        "bracket 责:市水利局 责:各区人民政府（新区管委会）",
    ),
    ("改造管网。\n（市水利局负责）\n整治河道。", "bracket 责:市水利局"),
    ("改造管网。（市水利局、市财政局）", "bracket 责:市水利局 责:市财政局"),
    ("改造管网。（市水利局）", "bracket 责:市水利局"),
    ("改造管网（市水利局、市财政局）\n整治河道", "bracket 责:市水利局 责:市财政局"),
    ("改造管网。（市水利局牵头，2025年底前完成）", "bracket 牵:市水利局"),
    ("改造管网。（市水利局，2025年底前完成）", "bracket 责:市水利局"),
    # decoys
    ("青石市节水办公室（以下简称市节水办）负责统筹。", ""),
    ("节水型社会（以下简称“节水社会”）。", ""),
    ("改造管网（含二次供水设施）。", ""),
    ("改造管网（见附件2）。", ""),
    ("市水利局（水务集团）要加强巡查。", ""),
    ("各县（市、区）要抓好落实。", ""),
    ("开展排查（含各部门自查）。", ""),
    ("由省水利厅（联系人：王某）受理。", ""),
    ("建设水库（二期）。", ""),
    ("公开信息（除依法不予公开的单位信息外）。", ""),
    ("落实《管理办法》（市政府令第5号）。", ""),
    ("改造管网（长度12公里）。", ""),
    ("（一）改造管网。", ""),
    ("改造管网。（此件公开发布）", ""),
    ("改造管网。（未配对的括号市水利局负责", ""),
    ("改造管网。市水利局负责）", ""),
    ("（）改造管网。（）", ""),
]


@pytest.mark.parametrize(("text", "expected"), BRACKETS)
def test_brackets(text: str, expected: str) -> None:
    assert said(text) == expected


LINES = [
    # labelled lines
    ("改造管网。\n责任单位：市水利局", "label 责:市水利局"),
    (
        "改造管网。\n牵头单位：市水利局\n责任单位：市财政局、市公安局",
        "label 牵:市水利局 | label 责:市财政局 责:市公安局",
    ),
    ("改造管网。\n牵头单位：市水利局 责任单位：市财政局", "label 牵:市水利局 责:市财政局"),
    ("改造管网。\n牵头单位：市水利局；责任单位：市财政局", "label 牵:市水利局 责:市财政局"),
    (
        "改造管网。\n责任单位：市水利局、\n市财政局、\n市公安局\n整治河道。",
        "label 责:市水利局 责:市财政局 责:市公安局",
    ),
    ("改造管网。\n责任单位：\n市水利局、市财政局\n整治河道。", "label 责:市水利局 责:市财政局"),
    ("改造管网。\n【责任单位】市水利局", "label 责:市水利局"),
    ("改造管网。\n【责任单位】：市水利局", "label 责:市水利局"),
    ("改造管网。\n[责任单位]市水利局", "label 责:市水利局"),
    ("改造管网。\n责任单位:市水利局。", "label 责:市水利局"),
    ("改造管网。\n责任单位：市水利局。市财政局要加强保障。", "label 责:市水利局"),
    ("改造管网。责任单位：市水利局。", "label 责:市水利局"),
    ("改造管网。\n责任单位 市水利局、市财政局", "label 责:市水利局 责:市财政局"),
    ("改造管网。\n责任单位\n市水利局、市财政局", "label 责:市水利局 责:市财政局"),
    ("改造管网。\n责任单位（列第一位的为牵头单位）：市水利局、市财政局", "label 责:市水利局 责:市财政局"),
    ("改造管网。\n牵头单位：市水利局\n完成时限：2025年底", "label 牵:市水利局 | label"),
    ("改造管网。\n责任领导：王某\n责任单位：市水利局", "label 责:市水利局"),
    ("改造管网。\n实施主体：各乡镇", "label 责:各乡镇"),
    ("改造管网。\n业务指导部门：市水利局", "label 督:市水利局"),
    ("改造管网。\n市级责任单位：市水利局；县级责任单位：各县政府", "label 责:市水利局 责:各县政府"),
    ("改造管网。\n责任单位：各县（市、区）政府，市水利局", "label 责:各县（市、区）政府 责:市水利局"),
    # decoys
    ("指导思想：坚持节水优先。", ""),
    ("工作目标：建成两座水库。", ""),
    ("责任单位要加强巡查。", ""),
    ("各责任单位：", ""),
    ("明确责任单位和完成时限。", ""),
    ("责任单位 要加强巡查、抓好落实", ""),
]


@pytest.mark.parametrize(("text", "expected"), LINES)
def test_labelled_lines(text: str, expected: str) -> None:
    assert said(text) == expected


def test_statements_stand_in_order_and_do_not_overlap() -> None:
    text = "改造管网。（市水利局负责）\n责任单位：市财政局（市公安局配合）\n整治河道（市住建局负责）。"
    statements = find_statements(reader_of(text), 0, len(text))
    assert len(statements) > 1
    for before, after in pairwise(statements):
        assert before.end <= after.start


def test_a_window_is_kept() -> None:
    text = "改造管网。（市水利局负责）\n整治河道。（市住建局负责）"
    cut = text.index("\n")
    assert [say(s.mentions) for s in find_statements(reader_of(text), 0, cut)] == ["责:市水利局"]
    assert [say(s.mentions) for s in find_statements(reader_of(text), cut, len(text))] == ["责:市住建局"]
    assert [say(s.mentions) for s in find_statements_outside(reader_of(text), [(0, cut)])] == ["责:市住建局"]


def test_a_list_stays_in_its_bracket() -> None:
    long = "、".join(["市水利局"] * 300)
    assert said(f"改造管网。（{long}负责）") == ""


VERBS = [entry for entry in load("roles") if entry["slot"] == "verb"]
ROLE_EXAMPLES = [(example, entry["role"]) for entry in VERBS for example in entry["examples"]]
LABEL_EXAMPLES = [
    (example, entry["role"])
    for entry in load("labels")
    if entry["slot"] == "role"
    for example in entry["examples"]
]


@pytest.mark.parametrize(("words", "role"), ROLE_EXAMPLES)
def test_role_words_are_read_in_a_bracket(words: str, role: str) -> None:
    text = f"改造管网。（{words}）"
    (statement,) = find_statements(reader_of(text), 0, len(text))
    assert statement.evidence == "bracket"
    assert statement.mentions[0].role == ("lead" if role == "joint" else role)


@pytest.mark.parametrize(("label", "role"), LABEL_EXAMPLES)
@pytest.mark.parametrize("form", ["{}：{}", "【{}】{}", "（{}：{}）", "{} : {}"])
def test_labels_are_read_in_every_dress(label: str, role: str, form: str) -> None:
    text = "改造管网。\n" + form.format(label, "市水利局")
    (statement,) = find_statements(reader_of(text), 0, len(text))
    assert [(m.role, m.name, m.label) for m in statement.mentions] == [(role, "市水利局", label)]


@pytest.mark.parametrize(
    "line",
    [
        "责任单位 市水利局",
        "[责任单位]市水利局",
        "［责任单位］市水利局",
        "〔责任单位〕市水利局",
    ],
)
def test_a_label_is_told_without_its_dress(line: str) -> None:
    text = f"改造管网。\n{line}"
    (statement,) = find_statements(reader_of(text), 0, len(text))
    assert [m.label for m in statement.mentions] == ["责任单位"]
