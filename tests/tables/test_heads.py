"""Heads of columns, composed of morphemes, and the marks of a matrix."""

import pytest

from extractors.folding import fold
from extractors.tables.heads import plain, read_head
from extractors.tables.marks import read_marks
from extractors.tables.natures import is_mark, is_person

HEADS = [
    # words, what the column holds, whether the role is known
    ("序 号", ("number",), True),
    ("重点工作", ("task",), True),
    ("工作要求", ("detail",), True),
    ("问题表现", ("issue",), True),
    ("办结期限", ("time",), True),
    ("时限要求", ("time",), True),
    ("分管县领导", ("person",), True),
    ("完成情况", ("progress",), True),
    ("2025年目标值", ("value",), True),
    ("总投资（万元）", ("value",), True),
    ("发布日期", ("fact",), True),
    ("市直牵头单位", ("lead",), True),
    ("县直配合部门", ("cooperating",), True),
    ("协同部门", ("cooperating",), True),
    ("实施主体", ("responsible",), True),
    ("督办单位", ("supervising",), True),
    ("牵头及责任单位", ("responsible",), True),
    ("主管部门", ("responsible",), True),
    ("部门职责分工", ("responsible",), True),
    ("帮办单位", ("responsible",), False),
    ("责\n任\n单\n位", ("responsible",), True),
    ("牵头单位与完成时限", ("lead", "time"), True),
    ("责任单位/完成时限", ("responsible", "time"), True),
    ("责任单位及负责人", ("responsible", "person"), True),
    ("责任单位（责任人）", ("responsible", "person"), True),
    ("任务分解/时序进度", ("task", "time"), True),
    ("工作内容及要求", ("content",), True),
]


@pytest.mark.parametrize(("words", "kinds", "known"), HEADS)
def test_a_head_tells_what_its_column_holds(words: str, kinds: tuple[str, ...], known: bool) -> None:
    head = read_head(plain(words))
    assert head is not None
    assert (head.kinds, head.known) == (kinds, known)


@pytest.mark.parametrize("words", ["市教育局", "改造老旧管网。", "", "王某", "95%以上"])
def test_other_words_head_no_column(words: str) -> None:
    assert read_head(plain(words)) is None


NOTES = [
    ("注：●为牵头单位，○为配合单位。", {"●": "lead", "○": "cooperating"}),
    ("备注：“★”表示主办单位，“△”表示协办单位", {"★": "lead", "△": "cooperating"}),
    ("（√代表责任部门）", {"√": "responsible"}),
    ("●牵头 ○参与", {"●": "lead", "○": "cooperating"}),
    ("牵头单位用★标注", {"★": "lead"}),
    ("●一是加强领导", {}),
]


@pytest.mark.parametrize(("note", "roles"), NOTES)
def test_a_note_tells_what_marks_mean(note: str, roles: dict[str, str]) -> None:
    assert {sign: mark.role for sign, mark in read_marks(fold(note), 0, 0).items()} == roles


def test_marks_and_persons_are_no_words() -> None:
    assert [is_mark(text) for text in ("●", " √ ", "牵头", "")] == [True, True, False, False]
    assert [is_person(text) for text in ("王某", "李强", "县水利局", "各县")] == [True, True, False, False]
