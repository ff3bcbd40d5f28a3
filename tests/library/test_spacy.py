"""The component for spaCy: found by its name, and its spans are in the Doc's own tokens."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import spacy
from spacy.tokens import DocBin

import zeren.spacy
from tests.library.test_calls import PLAN


@pytest.fixture(scope="module")
def nlp() -> spacy.language.Language:
    made = spacy.blank("zh")
    made.add_pipe("zeren")
    return made


def test_it_is_found_by_its_entry_point(root: Path, tmp_path: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    ((name, target),) = project["entry-points"]["spacy_factories"].items()
    folder = tmp_path / "zeren_points-0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: zeren-points\nVersion: 0\n")
    (folder / "entry_points.txt").write_text(f"[spacy_factories]\n{name} = {target}\n")
    code = "import spacy; nlp = spacy.blank('zh'); nlp.add_pipe('zeren'); print(nlp.pipe_names)"
    path = os.pathsep.join((str(tmp_path), str(root)))
    result = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": path}, capture_output=True
    )
    assert result.stdout == b"['zeren']\n", result.stderr


def test_groups_hold_what_is_printed(nlp: spacy.language.Language) -> None:
    doc = nlp(PLAN)
    assert [(span.text, span.label_) for span in doc.spans["units"]] == [
        ("市水利局", "LEAD"),
        ("市财政局", "RESPONSIBLE"),
        ("市发展改革委", "RESPONSIBLE"),
        ("市林业局", "LEAD"),
        ("市公安局", "RESPONSIBLE"),
    ]
    assert [span.text for span in doc.spans["targets"]] == ["小型水库3座"]
    tasks = doc.spans["tasks"]
    assert [task["title"] for task in doc._.tasks] == ["加快水利设施建设", "提升林业治理能力"]
    assert [span._.task["number"] for span in tasks] == ["（一）", "（二）"]
    assert tasks[0].text.startswith("（一）加快水利设施建设")
    assert doc._.zeren["document"]["title"] == "临溪市2024年重点工作要点"


@pytest.mark.parametrize(
    "text",
    [
        PLAN.replace("\n", "\r\n"),
        PLAN.replace("牵头单位：", "牵 头 单 位 ：\u3000"),
        PLAN.replace("市财政局", "市财\n政局"),
        PLAN + "\n— 1 —\n" + PLAN,
        f"𠅤🏭\n{PLAN}",
    ],
)
def test_other_blanks_and_lines_lose_no_place(nlp: spacy.language.Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    found = {"".join(span.text.split()) for span in doc.spans["units"]}
    assert {"市水利局", "市财政局", "市林业局"} <= found


def test_words_of_another_cutter_are_taken_whole() -> None:
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    nlp.add_pipe("zeren")
    doc = nlp(PLAN)
    assert all("局" in span.text or "委" in span.text for span in doc.spans["units"])


@pytest.mark.parametrize("text", ["", " \n", "plan.pdf", "你好", "a" * 50])
def test_what_holds_nothing_gives_nothing(nlp: spacy.language.Language, text: str) -> None:
    doc = nlp(text)
    assert [len(doc.spans[group]) for group in ("units", "targets", "deadlines", "tasks")] == [0] * 4
    assert doc._.tasks == []


def test_it_travels(nlp: spacy.language.Language, tmp_path: Path) -> None:
    docs = list(nlp.pipe([PLAN, "", PLAN]))
    stored = DocBin(docs=docs, store_user_data=True).to_bytes()
    (first, *_) = DocBin().from_bytes(stored).get_docs(nlp.vocab)
    assert len(first.spans["units"]) == 5 and first.spans["tasks"][0]._.task["number"] == "（一）"
    nlp.to_disk(tmp_path / "model")
    assert spacy.load(tmp_path / "model").pipe_names == ["zeren"]


def test_displacy_shows_it(nlp: spacy.language.Language) -> None:
    html = spacy.displacy.render(nlp(PLAN), style="span", options={"spans_key": "units"}, page=True)
    assert "LEAD" in html and "RESPONSIBLE" in html


def test_a_registry_is_a_path(tmp_path: Path) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("zeren", config={"registry": str(tmp_path / "nowhere.toml")})
    with pytest.raises(zeren.ZerenError, match="nowhere"):
        nlp(PLAN)
