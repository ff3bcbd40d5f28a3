"""Labels: what their words say, where they end, and what is built as none."""

import pytest

from extractors.assignments.labels import find_labels, find_line_labels, read_label

READ = [
    # words, role
    ("牵头单位", "lead"),
    ("市直牵头单位", "lead"),
    ("牵头考核单位", "lead"),
    ("第一责任单位", "lead"),
    ("责任（牵头）单位", "lead"),
    ("主责任单位", "lead"),
    ("市级统筹", "lead"),
    ("牵头(主办)单位", "lead"),
    ("主抓部门", "lead"),
    ("责任单位", "responsible"),
    ("主体责任单位", "responsible"),
    ("主管部门", "responsible"),
    ("牵头及责任单位", "responsible"),
    ("责任单位及协同单位", "responsible"),
    ("责任科(室)", "responsible"),
    ("责任单位(列第一位的为牵头单位)", "responsible"),
    ("实施主体", "responsible"),
    ("任务分工", "responsible"),
    ("责 任 单 位", "responsible"),
    ("协责部门", "cooperating"),
    ("共同推进单位", "cooperating"),
    ("参建单位", "cooperating"),
    ("技术支撑单位", "cooperating"),
    ("跟踪督办单位", "supervising"),
    ("监督责任单位", "supervising"),
    ("协调指导单位", "supervising"),
    ("验收考核单位", "supervising"),
    ("包抓领导", "person"),
    ("县级河长", "person"),
    ("联系电话", "person"),
    ("整改期限", "time"),
    ("时间节点", "time"),
    ("工作目标", "other"),
    ("成员单位", "other"),
    ("抄送单位", "other"),
]
NO_LABELS = [
    "加强巡查",
    "市水利局",
    "单位",
    "各单位",
    "驻点帮衬",
    "牵头作用",
    "支持政策",
    "指导思想",
    "医疗机构",
    "",
    "责",
]


@pytest.mark.parametrize(("words", "role"), READ)
def test_role(words: str, role: str) -> None:
    label = read_label(words.replace("（", "(").replace("）", ")"))
    assert label is not None
    assert (label.role, label.known) == (role, True)


@pytest.mark.parametrize("words", ["挂点单位", "结对部门", "市直部门", "兜底单位"])
def test_a_label_of_unknown_role_is_responsible(words: str) -> None:
    label = read_label(words)
    assert label is not None
    assert (label.role, label.known, label.open) == ("responsible", False, False)


@pytest.mark.parametrize("words", NO_LABELS)
def test_no_label(words: str) -> None:
    label = read_label(words)
    assert label is None or label.role == "other" or not label.known


def test_a_label_for_units_and_persons() -> None:
    label = read_label("责任单位及负责人")
    assert label is not None
    assert (label.role, label.persons) == ("responsible", True)


FOUND = [
    # text, the labels in it
    ("牵头单位:A;责任单位:B", ["牵头单位", "责任单位"]),
    ("[责任单位]A", ["责任单位"]),
    ("落实主体为甲局,督办单位是乙局", ["落实主体", "督办单位"]),
    ("责任单位市水利局", ["责任单位"]),
    ("责任单位:市供电公司完成时限:年底", ["责任单位", "完成时限"]),
    ("6月底前完成,牵头考核单位:A", ["牵头考核单位"]),
    ("追究刑事责任:无", []),
    ("承保单位为A", []),
    ("明确责任单位和时限", []),
]


@pytest.mark.parametrize(("text", "labels"), FOUND)
def test_labels_in_a_text(text: str, labels: list[str]) -> None:
    found = [text[hit.start : hit.end].strip(":[]为是") for hit in find_labels(text, 0, len(text))]
    assert found == labels


def test_labels_that_open_a_line() -> None:
    text = "改造管网。\n责任单位 市水利局\n配合单位\n市财政局\n工作 市审计局"
    found = [text[hit.start : hit.end].strip() for hit in find_line_labels(text, 0, len(text))]
    assert found == ["责任单位", "配合单位"]
