"""Words and their parts of speech, and that jieba is loaded only where a document needs it."""

import subprocess
import sys
from typing import Any

import pytest

from extractors import nlp
from extractors.lexicons import load
from extractors.nlp import tag_words
from tests.conftest import ROOT
from tests.texts import document_of, say


def test_words_with_their_parts_of_speech() -> None:
    assert tag_words("加强组织领导") == [("加强", "v"), ("组织", "v"), ("领导", "n")]
    assert tag_words("") == []


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


def test_nothing_is_loaded_where_the_text_shows_the_units() -> None:
    assert run(SHOWN) == "4 []"
    assert run(IN_PROSE) == "2 []"


def test_sentences_need_no_language_tools() -> None:
    said = [[(a.evidence, say([a])) for a in task.assignments] for task in document_of(IN_PROSE).tasks]
    assert said == [
        [("prose", "牵:市水利局"), ("prose", "配:市财政局")],
        [("prose", "牵:市住建局"), ("prose", "配:市水利局")],
    ]


def test_units_need_no_language_tools() -> None:
    assert document_of(SHOWN) == document_of(SHOWN, nlp=True)
    assert document_of(IN_PROSE) == document_of(IN_PROSE, nlp=True)


PHRASES = (
    "加快水利设施建设 更换老旧供水管网 T恤 吉林工业大学 高富帅 1.5万亩 布设AQI监测点 鑱鑲磨磨 城镇新增就业"
)


def test_phrases_are_cut_and_tagged_as_by_jieba() -> None:
    theirs = _jieba()
    for entry in load("indicators"):
        if entry["kind"] in ("head", "written"):
            for word in entry["words"]:
                theirs.tokenizer.add_word(word, tag="n")
    for phrase in PHRASES.split(" "):
        assert tag_words(phrase) == [(word.word, word.flag) for word in theirs.cut(phrase)]


@pytest.mark.long
def test_the_dictionary_holds_what_that_of_jieba_holds() -> None:
    theirs, ours = _jieba(), nlp._dictionary()
    frequencies, total = theirs.gen_pfdict(theirs.get_dict_file())
    assert ours.total == total
    assert [word for word, frequency in frequencies.items() if ours.find(word)[0] != frequency] == []
    assert [word for word, tag in theirs.word_tag_tab.items() if ours.find(word)[1] != tag] == []
    assert {ours.find(word + "\x7f")[0] for word in frequencies} == {-1}


def _jieba() -> Any:
    """Return the tagger as jieba makes it, all of its dictionary loaded."""
    from jieba import Tokenizer, posseg

    return posseg.POSTokenizer(Tokenizer())
