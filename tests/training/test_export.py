"""`zeren export`: what stands in the examples, in which part, and that spaCy and jieba take them."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from extractors.records import Document
from pipeline.training import SPLITS, find_examples, split_of
from pipeline.training.alignment import Alignment
from pipeline.training.examples import Example, Labelled, flat
from tests.factory import make_document, write_documents
from tests.here import zeren

COUNT = 60


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_documents(tmp_path_factory.mktemp("made"), map(make_document, range(1, COUNT + 1)))


def exported(made: Path, name: str, path: Path, *more: str) -> dict[str, int]:
    result = zeren("export", made, "--format", name, "--output", path, "--json", *more)
    assert result.returncode == 0, result.stderr
    said: dict[str, int] = json.loads(result.stdout)
    return said


def all_examples(document: Document) -> list[Example]:
    return list(find_examples(document))


def test_an_example_is_a_paragraph_with_its_spans() -> None:
    document = make_document(4)
    text = document.document.text
    examples = all_examples(document)
    assert [text[each.start : each.start + len(each.text)] for each in examples] == [e.text for e in examples]
    words = Counter((s.label, e.text[s.start : s.end]) for e in examples for s in e.spans)
    units = Counter((u.role.upper(), u.name) for task in document.tasks for u in task.assignments)
    assert {key: words[key] for key in units} == units
    assert sum(label == "TARGET" for label, _ in words.elements()) == 3


def test_what_is_less_sure_is_left_out() -> None:
    document = make_document(4)
    task = document.tasks[0]
    units = (task.assignments[0].changed(confidence=0.2), *task.assignments[1:])
    unsure = document.changed(tasks=(task.changed(assignments=units), *document.tasks[1:]))
    count = sum(len(each.spans) for each in find_examples(unsure))
    assert sum(len(each.spans) for each in find_examples(unsure, 0.5)) == count - 1


def test_a_document_stays_in_its_part() -> None:
    ids = [f"{number:016x}" for number in range(3000)]
    counts = Counter(map(split_of, ids))
    assert 2250 < counts["train"] < 2550 and 220 < counts["dev"] < 380 and 220 < counts["test"] < 380
    assert [split_of("00"), split_of("03"), split_of("08")] == ["train", "dev", "test"]


def test_spans_that_meet_give_way_to_the_longest() -> None:
    spans = (Labelled(0, 4, "LEAD"), Labelled(3, 9, "TARGET"), Labelled(8, 12, "DEADLINE"))
    assert flat(spans) == [Labelled(3, 9, "TARGET")]
    assert flat((Labelled(0, 4, "LEAD"), Labelled(0, 4, "RESPONSIBLE"))) == [Labelled(0, 4, "LEAD")]


def test_json_lines(made: Path, tmp_path: Path) -> None:
    counts = exported(made, "jsonl", tmp_path / "out")
    seen: dict[str, set[str]] = {}
    for split in SPLITS:
        lines = (tmp_path / "out" / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()
        assert len(lines) == counts[split] > 0
        for line in map(json.loads, lines):
            seen.setdefault(split, set()).add(line["meta"]["document"])
            assert all(0 <= s["start"] < s["end"] <= len(line["text"]) for s in line["spans"])
    assert sum(map(len, seen.values())) == len(set().union(*seen.values())) == COUNT


def test_conll_gives_back_the_words(made: Path, tmp_path: Path) -> None:
    exported(made, "conll", tmp_path / "out")
    text = (tmp_path / "out" / "train.conll").read_text(encoding="utf-8")
    paragraphs = [part.split("\n") for part in text.strip().split("\n\n")]
    words: Counter[str] = Counter()
    for lines in paragraphs:
        before = "O"
        for line in lines:
            sign, tag = line.split("\t")
            assert len(sign) == 1 and (tag == "O" or tag[:2] in ("B-", "I-"))
            assert not tag.startswith("I-") or before[2:] == tag[2:]
            words[tag] += tag.startswith("B-")
            before = tag
    assert words["B-LEAD"] > 50 and words["B-TARGET"] > 50


def test_docbin_holds_groups_and_entities(made: Path, tmp_path: Path) -> None:
    import spacy
    from spacy.tokens import DocBin

    counts = exported(made, "docbin", tmp_path / "out")
    nlp = spacy.blank("zh")
    docs = list(DocBin().from_disk(tmp_path / "out" / "dev.spacy").get_docs(nlp.vocab))
    assert len(docs) == counts["dev"]
    document = {d.document.id: d for d in map(make_document, range(1, COUNT + 1))}
    for doc in docs:
        source = document[doc.user_data["document"]].document.text
        assert source[doc.user_data["start"] :].startswith(doc.text)
        assert len(doc.spans["sc"]) == sum(len(doc.spans[g]) for g in ("units", "targets", "deadlines"))
    labels = Counter(span.label_ for doc in docs for span in doc.spans["units"])
    assert labels.keys() <= {"LEAD", "RESPONSIBLE", "COOPERATING", "SUPERVISING"} and labels["LEAD"] > 10
    assert {ent.label_ for doc in docs for ent in doc.ents} >= {"LEAD", "TARGET"}
    assert [token.text for token in docs[0]] == [token.text for token in nlp(docs[0].text)]


def test_jieba_cuts_by_the_words(made: Path, tmp_path: Path) -> None:
    import jieba

    path = tmp_path / "words.txt"
    counts = exported(made, "jieba", path)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) == counts["words"] > 300 and len({line.split(" ")[0] for line in lines}) == len(lines)
    assert all(len(line.split(" ")) == 3 and line.split(" ")[2] in ("nt", "n") for line in lines)
    cutter = jieba.Tokenizer()
    cutter.load_userdict(str(path))
    agency = make_document(3).agencies[0].name
    assert agency in cutter.lcut(f"由{agency}负责落实")
    assert "国家发展和改革委员会" in cutter.lcut("国家发展和改革委员会负责")


@pytest.mark.parametrize("name", ["docbin", "conll", "jsonl", "jieba"])
def test_the_same_documents_give_the_same_files(made: Path, tmp_path: Path, name: str) -> None:
    for path in ("a", "b"):
        exported(made, name, tmp_path / path)
    for path in (tmp_path / "a").rglob("*") if name != "jieba" else [tmp_path / "a"]:
        assert path.read_bytes() == (tmp_path / "b" / path.relative_to(tmp_path / "a")).read_bytes()


def test_odd_signs_break_no_line(tmp_path: Path) -> None:
    document = make_document(2)
    text = document.document.text.replace("。", "\t", 1).replace("，", "\u2028", 1).replace("、", "\x85", 1)
    odd = document.changed(document=document.document.changed(text=text))
    folder = write_documents(tmp_path / "made", [odd])
    for name in ("conll", "jsonl", "docbin"):
        counts = exported(folder, name, tmp_path / name)
        assert sum(counts[split] for split in SPLITS) == len(all_examples(odd))
    (path,) = (p for p in (tmp_path / "conll").iterdir() if p.stat().st_size)
    assert all(line == "" or len(line.split("\t")) == 2 for line in path.read_text("utf-8").split("\n"))


@pytest.mark.parametrize(
    ("text", "source", "words"),
    [
        ("工作要点\n牵头单位：省财政厅", "工作 要点\n—1—\n牵头单位：省\n财政厅", "省财政厅"),
        ("一、任务", "一、任务", "任务"),
        ("甲乙丙\n省财政厅", "页眉甲乙丙页脚省财政厅", "省财政厅"),
        ("没有这行\n省财政厅", "省财政厅", "省财政厅"),
    ],
)
def test_places_are_found_again(text: str, source: str, words: str) -> None:
    start = text.index(words)
    found = Alignment(text, source).find((start, start + len(words)))
    assert found and "".join(source[slice(*found)].split()) == words


def test_places_that_are_not_there_are_none() -> None:
    alignment = Alignment("省财政厅\n\n省林业局", "别的文字")
    assert alignment.find((0, 4)) is None and alignment.find((4, 6)) is None
    assert Alignment("", "").find((0, 0)) is None


@pytest.mark.long
def test_spacy_finds_no_fault_in_the_data(made: Path, tmp_path: Path) -> None:
    exported(made, "docbin", tmp_path / "data")
    config = tmp_path / "config.cfg"
    spacy = [sys.executable, "-m", "spacy"]
    subprocess.run(
        [*spacy, "init", "config", config, "--lang", "zh", "--pipeline", "ner,spancat"], check=True
    )
    words = config.read_text(encoding="utf-8").replace('segmenter = "pkuseg"', 'segmenter = "char"')
    config.write_text(words, encoding="utf-8")
    data = tmp_path / "data"
    paths = ("--paths.train", data / "train.spacy", "--paths.dev", data / "dev.spacy")
    result = subprocess.run(
        [*spacy, "debug", "data", config, *paths, "--no-format"],
        capture_output=True, encoding="utf-8",
    )  # fmt: skip
    said = result.stdout + result.stderr
    assert result.returncode == 0, said
    assert "Corpus is loadable" in said and "✘" not in said, said
