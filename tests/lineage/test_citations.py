"""Papers that a text names: which, and what it has to do with them."""

import pytest

from extractors.citations import cited_in_title, find_citations
from extractors.folding import fold
from extractors.lexicons import load
from tests.conftest import Entry
from tests.growth import MOST, growth

FRAMES = {"basis": "basis", "carried": "carried", "passed": "passed", "done": "carried"}
"""What the examples of an entry say of the paper; of the others that it is not implemented."""


def frames(text: str) -> list[str]:
    return [each.frame for each in find_citations(fold(text))]


@pytest.mark.parametrize("entry", load("citations"), ids=lambda entry: entry["frame"])
def test_entries_read_their_examples_and_no_reject(entry: Entry) -> None:
    expected = FRAMES.get(entry["frame"], "named")
    wrong = {text: frames(text) for text in entry["examples"] if set(frames(text)) != {expected}}
    assert wrong == {}
    if expected != "named":
        assert [
            text for text in entry["rejects"] if expected in frames(text) and entry["frame"] != "done"
        ] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("根据《水法》（2016年修订）等法律法规，制定本办法。", ["basis"]),
        ("为贯彻落实《节水规划》（国发〔2019〕3号）、省政府《实施意见》精神，特通知如下。", ["carried"] * 2),
        ("学习宣传贯彻《节水条例》。", ["carried"]),
        ("对《节水条例》进行学习。", ["named"]),
        ("2018年起施行的《节水办法》共八章。", ["named"]),
        ("检查《节水规划》落实情况。", ["named"]),
        ("把《节水规划》落到实处。", ["carried"]),
        ("推动《节水规划》修订。", ["named"]),
        ("第九条 取水单位应当依照《取水管理办法》报告用水量。", ["referred"]),
        ("第一条 根据《水法》，制定本条例。", ["basis"]),
        ("编制依据\n依据以下文件编制:《水法》《节水条例》《节水规划》。", ["basis"] * 3),
        ("《节水规划》印发以来，全省用水下降。", ["named"]),
        ("制定《节水条例》《取水办法》。", ["named"] * 2),
        ("关于贯彻《节水条例》的实施意见", ["carried"]),
        ("关于印发《节水方案》的通知", ["named"]),
        ("根据《水法》，修订《节水条例》。", ["basis", "named"]),
        ("根据国务院印发《节水规划》要求，现通知如下。", ["basis"]),
        ("省水利厅印发《节水方案》。", ["named"]),
        ("根据省草原站、中央宣传部《节水函》，现通知如下。", ["basis"]),
        ("情况见《节水报告》。", ["named"]),
    ],
)
def test_verbs_say_whether_a_paper_is_implemented(text: str, expected: list[str]) -> None:
    assert frames(text) == expected


def test_numbers_name_papers_too() -> None:
    text = "按照国发〔2019〕3号文件精神和《实施意见》（云政发〔2020〕第5号）要求，推进节水。"
    found = list(find_citations(fold(text)))
    assert [(each.title, each.number) for each in found] == [
        ("", "国发[2019]3号"),
        ("实施意见", "云政发[2020]第5号"),
    ]
    assert {each.frame for each in found} == {"basis"}


def test_the_number_of_the_document_itself_is_no_citation() -> None:
    assert list(find_citations(fold("云政发〔2020〕5号\n关于节水的通知"))) == []


def test_a_short_name_is_no_second_citation() -> None:
    text = "根据《云岭省人民政府关于节水的意见》（以下简称《节水意见》），制定本方案。"
    assert [each.title for each in find_citations(fold(text))] == ["云岭省人民政府关于节水的意见"]


@pytest.mark.parametrize(
    ("title", "paper", "frame"),
    [
        ("云岭省水利厅转发水利部关于节约用水的通知", "水利部关于节约用水的通知", "passed"),
        ("关于贯彻落实国务院关于节约用水的意见的实施方案", "国务院关于节约用水的意见", "carried"),
    ],
)
def test_titles_pass_on_and_carry_out(title: str, paper: str, frame: str) -> None:
    found = cited_in_title(title)
    assert found and (found.title, found.frame) == (paper, frame)


@pytest.mark.parametrize("title", ["关于贯彻《节水条例》的意见", "关于节约用水的通知", "落实节水任务分工表"])
def test_other_titles_cite_nothing(title: str) -> None:
    assert cited_in_title(title) is None


@pytest.mark.timed
@pytest.mark.parametrize(
    "text", ["《", "根据《水法》", "按照", "〔2019〕3号", "《甲》、", "(以下简称《", "落实"]
)
def test_citations_grow_with_the_text_only(text: str) -> None:
    assert growth(lambda written: list(find_citations(written)), lambda size: text * size) <= MOST
