"""Sentences that give units a role; a body that is merely named answers for nothing."""

import pytest

from extractors.assignments.prose import find_prose, needs_prose
from tests.texts import reader_of, say

SENTENCES = [
    ("由市水利局牵头，市财政局、市公安局参加，定期会商。", "牵:市水利局 配:市财政局 配:市公安局"),
    ("市水利局会同市财政局制定实施细则。", "牵:市水利局 配:市财政局"),
    ("市水利局负责改造管网。", "责:市水利局"),
    ("市水利局、市财政局负责改造管网。", "责:市水利局 责:市财政局"),
    ("由市水利局负责，市财政局配合。", "责:市水利局 配:市财政局"),
    ("市水利局牵头建立台账。", "牵:市水利局"),
    ("由市水利局会同有关部门组织实施。", "牵:市水利局 配:有关部门"),
    ("县水务局牵头，各乡镇政府配合，开展排查。", "牵:县水务局 配:各乡镇政府"),
    ("由市水利局牵头，各县（市、区）政府配合。", "牵:市水利局 配:各县（市、区）政府"),
    ("市水利局会同各市（州）政府开展检查。", "牵:市水利局 配:各市（州）政府"),
    ("改造管网由市水利局承办。", "责:市水利局"),
    ("由市水利局主办，市财政局协办。", "牵:市水利局 配:市财政局"),
    (
        "由市委宣传部（市新闻办）牵头，市水利局、市营房处等参加。",
        "牵:市委宣传部（市新闻办） 配:市水利局 配:市营房处",
    ),
    ("由所涉及的市水利局、市财政局牵头开展自查。", "牵:市水利局 牵:市财政局"),
    # bodies of a town, told by their ending alone, and groups with a note
    ("由水利所牵头，执法队、卫生院参加。", "牵:水利所 配:执法队 配:卫生院"),
    ("开展清淤，经济办和环卫公司负责组织实施。", "责:经济办 责:环卫公司"),
    ("由县水利局和各乡镇（街道）负责落实。", "责:县水利局 责:各乡镇（街道）"),
]
MERELY_NAMED = [
    "市水利局要会同市财政局、市公安局开展检查。",
    "向市水利局报送方案。",
    "经市政府同意后公布。",
    "市水利局要加强巡查。",
    "定期向市水利局报告，企业负责整改。",
    "建立市水利局与市财政局信息共享机制。",
    "对市水利局负责人进行约谈。",
    "实行行政首长负责制。",
    "由牵头单位负责汇总。",
    "加强部门协作配合，形成合力。",
    "各项工作要有人负责、有人落实。",
    "严格落实市水利局有关规定。",
    "加强公众号、网站管理，由主办、承办负责。",
    "各单位主要领导负责。",
    "各方面共同参与。",
]


def said(text: str) -> str:
    return " ".join(say(statement.mentions) for statement in find_prose(reader_of(text), 0, len(text)))


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_sentence(sentence: str, expected: str) -> None:
    assert said(sentence) == expected


@pytest.mark.parametrize("sentence", MERELY_NAMED)
def test_merely_named(sentence: str) -> None:
    assert said(sentence) == ""


def test_prose_is_marked_as_such() -> None:
    text = "加强联动。由市水利局牵头，市财政局参加。健全机制。市公安局负责巡查。"
    statements = list(find_prose(reader_of(text), 0, len(text)))
    assert [statement.evidence for statement in statements] == ["prose", "prose"]
    assert [say(statement.mentions) for statement in statements] == ["牵:市水利局 配:市财政局", "责:市公安局"]
    for statement in statements:
        for mention in statement.mentions:
            assert text[mention.start : mention.end] == mention.name


@pytest.mark.parametrize(
    ("text", "expected"),
    [("由市水利局牵头", True), ("市水利局会同市财政局", True), ("向市水利局报送方案", False), ("", False)],
)
def test_needs_prose(text: str, expected: bool) -> None:
    assert needs_prose(text, 0, len(text)) is expected
