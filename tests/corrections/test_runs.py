"""Corrections in runs: which documents are made again, and what follows from them."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from extractors.records import Document
from pipeline.corrections import Correction, write_corrections
from pipeline.corrections.writing import Found, correct, records_of
from pipeline.results import read_document
from tests.invariants import find_broken
from tests.test_analysis_cli import run

PLAN = """云溪省2025年{0}工作要点

一、重点任务
（一）推进{0}治理。完成{0}治理面积20万亩以上，建设示范点{1}个。（牵头单位：省水利厅；责任单位：省财政厅、省林草局）
（二）加强{0}监测。到2025年底监测覆盖率达到95%以上。（省生态环境厅负责）
（三）完善{0}制度。{2}（省财政厅牵头，省司法厅配合）
"""
WHEN = "2026-11-29T10:00:00+08:00"


pytestmark = pytest.mark.usefixtures("in_process")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "a.txt").write_text(PLAN.format("水土", 12, "修订管理办法。"), encoding="utf-8")
    (folder / "b.txt").write_text(PLAN.format("湿地", 34, "出台实施细则。"), encoding="utf-8")
    return folder


@pytest.mark.parametrize("form", ["folder", "device", "lost"])
def test_what_bears_the_name_and_is_no_file_is_said(corpus: Path, form: str) -> None:
    path = corpus / "corrections.jsonl"
    if form == "folder":
        path.mkdir()
    else:
        path.symlink_to("/dev/null" if form == "device" else corpus / "nowhere")
    said = run("extract", corpus, "--output", corpus.parent / "out").stderr
    assert f"{path}: is not a file, and no corrections are read from it" in said


def extract(corpus: Path, *more: Any) -> tuple[dict[str, str], str]:
    """Return what became of each file, and what was said."""
    result = run("extract", corpus, "--output", corpus.parent / "out", *more)
    assert result.exit_code == 0, result.stderr
    lines = (corpus.parent / "out" / "index.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["path"]: row["status"] for row in map(json.loads, lines)}, result.stderr


def document_of(corpus: Path, name: str) -> Document:
    documents = map(read_document, (corpus.parent / "out" / "documents").iterdir())
    return next(each for each in documents if each.document.source.path == name)


def find(document: Document, kind: str, words: str) -> Found:
    text = document.document.text
    return next(
        each for each in records_of(document) if each.kind == kind and words in text[slice(*each.record.span)]
    )


def say(found: Found, change: Any, **more: Any) -> Correction:
    return correct(found, change, **{"who": "甲", "when": WHEN, **more})


def test_a_changed_file_of_corrections_makes_its_documents_again(corpus: Path) -> None:
    assert extract(corpus)[0] == {"a.txt": "done", "b.txt": "done"}
    unit = find(document_of(corpus, "a.txt"), "assignment", "省林草局")
    path = corpus / "corrections.jsonl"
    write_corrections([say(unit, "set", field="name", new="省农业农村厅")], path)
    statuses, said = extract(corpus)
    assert statuses == {"a.txt": "done", "b.txt": "unchanged"} and "jsonl" not in said
    corrected = document_of(corpus, "a.txt")
    names = [unit.name for unit in corrected.tasks[0].assignments]
    assert names == ["省水利厅", "省财政厅", "省农业农村厅"]
    assert extract(corpus)[0] == {"a.txt": "unchanged", "b.txt": "unchanged"}
    write_corrections([say(unit, "set", field="role", new="cooperating")], path)
    assert extract(corpus)[0] == {"a.txt": "done", "b.txt": "unchanged"}
    assert document_of(corpus, "a.txt").tasks[0].assignments[2].role == "cooperating"
    path.unlink()
    assert extract(corpus)[0] == {"a.txt": "done", "b.txt": "unchanged"}
    assert document_of(corpus, "a.txt").tasks[0].assignments[2].source == "rules"


def test_agencies_graph_and_tables_follow(corpus: Path) -> None:
    extract(corpus)
    before = document_of(corpus, "a.txt")
    lead = find(before, "assignment", "省水利厅")
    target = find(before, "target", "12个")
    corrections = [
        say(lead, "set", field="name", new="省农业农村厅"),
        say(find(before, "assignment", "省林草局"), "remove"),
        say(target, "set", field="value", new="15"),
        say(
            find(before, "task", "监测"),
            "set",
            field="deadline",
            new={"raw": "9月底前", "date": "2025-09-30"},
        ),
    ]
    path = corpus.parent / "mine.jsonl"
    write_corrections(corrections, path)
    extract(corpus, "--corrections", path)
    after = document_of(corpus, "a.txt")
    agency = next(each for each in after.agencies if each.id == after.tasks[0].assignments[0].agency)
    assert agency.name == "云溪省农业农村厅" and agency.mentions == (lead.record.span,)
    assert not {"云溪省水利厅", "云溪省林业和草原局"} & {each.name for each in after.agencies}
    assert after.tasks[0].targets[1].normalized.value == "15"
    assert after.tasks[0].targets[1].source == "corrected" and after.tasks[0].targets[1].confidence == 1.0
    out = corpus.parent / "out"
    assert run("tables", out, "--output", out / "t").exit_code == 0
    rows = list(csv.DictReader((out / "t" / "assignments.csv").open(encoding="utf-8-sig")))
    ours = [row for row in rows if row["document"] == after.document.id]
    assert [row["name"] for row in ours][:2] == ["省农业农村厅", "省财政厅"]
    assert run("graph", out, "--output", out / "g.json").exit_code == 0
    assert "云溪省农业农村厅" in (out / "g.json").read_text(encoding="utf-8")
    problems = [
        each for each in find_broken(after) if "is printed as" not in each and "not printed" not in each
    ]
    assert problems == []


def test_what_hangs_on_the_document_is_made_again(corpus: Path) -> None:
    extract(corpus)
    before = document_of(corpus, "a.txt").document
    assert before.region is None
    of_document = {
        "document": before.source.sha256,
        "path": "a.txt",
        "record": "document",
        "who": "",
        "when": WHEN,
    }
    corrections = [
        Correction(**of_document, change="set", field="region", new={"code": "630000", "name": "青海省"}),
        Correction(
            **of_document, change="set", field="period", new={"start": "2026-01-01", "end": "2026-12-31"},
            old={"start": "2025-01-01", "end": "2025-12-31"},
        ),
        Correction(**of_document, change="set", field="issuers", new=["云溪省人民政府"], old=[]),
    ]  # fmt: skip
    write_corrections(corrections, corpus / "corrections.jsonl")
    extract(corpus)
    after = document_of(corpus, "a.txt")
    assert after.document.corrected == ("period", "issuers", "region")
    assert after.document.issuers == ("云溪省人民政府",)
    regions = {each.id: each.region for each in after.agencies}
    assert {regions[unit.agency] for task in after.tasks for unit in task.assignments} == {"630000"}
    inherited = after.tasks[0].targets[0].deadline
    assert inherited and inherited.date == "2026-12-31"
    # The file is edited: what reads as it did is corrected again, what reads otherwise is told.
    path = corpus / "a.txt"
    path.write_text(
        path.read_text(encoding="utf-8").replace("云溪省2025年", "云溪省2024年"), encoding="utf-8"
    )
    extract(corpus)
    edited = document_of(corpus, "a.txt")
    assert edited.document.corrected == ("issuers", "region")
    assert [each.code for each in edited.problems if each.code.startswith("corr")] == ["correction-stale"]


def test_records_are_added_and_what_cannot_stand_is_refused(corpus: Path) -> None:
    extract(corpus)
    before = document_of(corpus, "a.txt")
    text, task = before.document.text, before.tasks[2]
    line = text.index("一、重点任务")
    from pipeline.corrections.writing import place

    def at(words: str, kind: Any, within: Any = None) -> dict[str, Any]:
        start = text.index(words)
        record = task.assignments[0].changed(span=(start, start + len(words)))
        if kind in ("target", "goal"):
            record = before.tasks[0].targets[0].changed(value_span=record.span)
        return place(Found(before, kind, record, within)) | {"indicator": None}

    who = {"who": "甲", "when": WHEN, "change": "add"}
    corrections = [
        Correction(**at("修订管理办法", "task"), **who, new={"title": "修订管理办法"}),
        Correction(**at("司法", "assignment", task), **who, new={"role": "supervising", "name": "省司法局"}),
        Correction(**at("修订", "target", task), **who, new={
            "indicator": "管理办法", "comparator": "eq", "value": "1", "unit": "部"}),
        Correction(**at(text[line : line + 12], "task"), **who, new={"title": "重点"}),
        Correction(**at("财政厅牵头", "assignment", task), **who, new={"role": "lead", "name": "省财政厅"}),
        Correction(**at("修订管", "target", task), **who, new={
            "indicator": "办法", "comparator": "between", "value": "1", "unit": "部"}),
    ]  # fmt: skip
    write_corrections(corrections, corpus / "corrections.jsonl")
    _, said = extract(corpus)
    after = document_of(corpus, "a.txt")
    added = [each for each in after.tasks if each.source == "corrected"]
    assert [(each.title, each.id, each.parent) for each in added] == [("修订管理办法", "t4", "t3")]
    ours = next(each for each in after.tasks if each.id == "t3")
    assert [unit.name for unit in ours.assignments if unit.source == "corrected"] == ["省司法局"]
    assert [(each.value, each.normalized.unit) for each in ours.targets if each.source == "corrected"] == [
        ("1", "部")
    ]
    refused = [each.message for each in after.problems if each.code == "correction-refused"]
    assert len(refused) == 3 and "crosses" in refused[0]
    assert "stands in this role already" in refused[1] and "between" in refused[2]
    problems = [each for each in find_broken(after) if "printed" not in each]
    assert problems == [], said


def test_corrections_of_other_documents_are_told_and_bad_lines_named(corpus: Path) -> None:
    extract(corpus)
    unit = find(document_of(corpus, "a.txt"), "assignment", "省林草局")
    path = corpus / "corrections.jsonl"
    good, lost = say(unit, "remove"), say(unit, "remove").changed(document="ab" * 32, path="c.txt")
    path.write_text(f"{good.to_json()}\n{{\n{lost.to_json()}\n", encoding="utf-8")
    _, said = extract(corpus)
    assert f"{path}, line 2: is damaged: no JSON object (not applied)" in said
    assert f"{path}: of documents that are not among these files: 1 (line 3)" in said
    assert len(document_of(corpus, "a.txt").tasks[0].assignments) == 2


def test_check_against_a_folder_tells_what_is_not_applied(corpus: Path) -> None:
    extract(corpus)
    out = corpus.parent / "out"
    document = document_of(corpus, "a.txt")
    unit, task = find(document, "assignment", "省林草局"), find(document, "task", "监测")
    path = corpus / "corrections.jsonl"
    corrections = [say(unit, "remove"), say(unit, "remove").changed(document="ab" * 32, path="c.txt")]
    write_corrections(corrections, path)
    early = run("corrections", "check", corpus, "--against", out)
    assert early.exit_code == 1 and "a.txt: was read without its corrections" in early.stderr
    extract(corpus)
    absent = run("corrections", "check", corpus, "--against", out)
    assert absent.exit_code == 1 and f"{path}, line 2: its document is not in {out}" in absent.stderr
    assert "without its corrections" not in absent.stderr
    write_corrections([say(unit, "remove"), say(task, "confirm").changed(before="甲" * 24)], path)
    extract(corpus)
    stale = run("corrections", "check", corpus, "--against", out)
    assert stale.exit_code == 1 and "its words are not there any more. (correction-stale)" in stale.stderr
    write_corrections([say(unit, "remove")], path)
    extract(corpus)
    assert run("corrections", "check", corpus, "--against", out).exit_code == 0


def test_show_takes_them_too(corpus: Path) -> None:
    extract(corpus)
    unit = find(document_of(corpus, "a.txt"), "assignment", "省林草局")
    write_corrections([say(unit, "set", field="name", new="省某某局")], corpus / "corrections.jsonl")
    assert "省某某局" in run("show", corpus / "a.txt").stdout


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("extract FILE --corrections nowhere.jsonl", "there is no file nowhere.jsonl"),
        ("extract FILE --corrections FOLDER", "there is no file FOLDER"),
        ("show FILE --corrections nowhere.jsonl", "there is no file nowhere.jsonl"),
    ],
)
def test_a_file_that_is_not_there_is_wrong_usage(
    line: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("FILE").write_text("一、任务", encoding="utf-8")
    Path("FOLDER").mkdir()
    result = run(*line.split())
    assert result.exit_code == 2 and says in result.stderr
