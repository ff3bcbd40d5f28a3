"""What was not read, as commands tell it: audit, extract --strict, show, graph --min-confidence."""

import csv
import json
import re
from io import StringIO
from pathlib import Path

import pytest

from extractors.records import Appraisal, Coverage, Problem
from pipeline import cli
from pipeline.audit import COLUMNS, LISTINGS, gather
from pipeline.evaluation.calibration import calibrate
from pipeline.evaluation.comparison import Finding
from pipeline.graph import build_graph
from scripts.messages import find_codes
from tests.graph.plan import make_plan
from tests.here import zeren

GOOD = """云溪市2026年绿化工作方案
一、重点任务
1.植树。植树造林2万亩。（责任单位：市林业局）
2.管护。管护林地5万亩。（责任单位：市林业局）
"""
POOR = """云溪市2026年造林实施方案
各地要抢抓季节，精心组织，确保栽植质量，力争早见成效，年底前全面完成。
"""
PROBLEM = Problem(code="unread-unit", severity="warning", message="A name is in no record.", span=(2, 6))


@pytest.fixture
def run(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "in" / "poor.txt").write_text(POOR, encoding="utf-8")
    assert zeren("extract", tmp_path / "in", "--output", tmp_path / "out").returncode == 0
    return tmp_path


def test_a_poor_document_is_named_with_its_reason(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["extract", str(run / "in"), "--output", str(run / "out")]) == 0
    err = capsys.readouterr().err
    assert "not to be used unseen (1):" in err and "poor.txt: no tasks" in err
    assert "good.txt" not in err


def test_strict_fails_with_a_poor_document_also_if_unchanged(run: Path) -> None:
    arguments = ["extract", str(run / "in"), "--output", str(run / "out")]
    assert cli.run(arguments) == 0
    assert cli.run([*arguments, "--strict"]) == 1


def test_the_index_has_grade_and_coverage(run: Path) -> None:
    lines = [
        json.loads(line) for line in (run / "out" / "index.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    readings = {line["path"]: line["reading"] for line in lines}
    assert readings["poor.txt"]["grade"] == "poor"
    assert readings["good.txt"]["coverage"]["units"] == [2, 2]


@pytest.mark.parametrize("name", ["table", "csv", "json"])
def test_the_audit_names_the_worst_first(name: str, run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert cli.run(["audit", str(run / "out"), "--format", name]) == 0
    out = capsys.readouterr().out
    assert out.index("poor.txt") < (out.find("good.txt") if "good.txt" in out else len(out))
    assert ("no tasks" if name == "table" else "no-tasks") in out


def test_an_audit_of_nothing_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["audit", str(tmp_path)]) == 1
    assert "no documents" in capsys.readouterr().err


def test_each_place_has_the_words_around_it() -> None:
    plan = make_plan(1)
    (audit,) = gather([plan.changed(problems=(PROBLEM,))])
    (place,) = audit.places
    text = plan.document.text
    assert (place.before, place.printed, place.after) == (text[:2], text[2:6], text[6:22])
    rows = list(csv.reader(StringIO("".join(LISTINGS["csv"]([audit])))))
    assert tuple(rows[0]) == COLUMNS and rows[1][3] == "unread-unit"
    (value,) = json.loads("".join(LISTINGS["json"]([audit])))
    assert value["problems"][0]["printed"] == text[2:6]


def test_codes_have_chinese_words_for_people_and_stay_for_programs(spoken_chinese: None) -> None:
    kinds = [PROBLEM.changed(code=code) for code in sorted(find_codes())]
    (audit,) = audits = gather([make_plan(1).changed(problems=tuple(kinds))])
    assert len(audit.places) == len(kinds) > 30
    shown = "".join(LISTINGS["table"](audits))
    assert "有单位没有读出: " in shown and "  1  有单位没有读出\n" in shown
    assert not re.search("[a-z]{2,}-[a-z]+", shown.replace(audit.path, ""))
    (value,) = json.loads("".join(LISTINGS["json"](audits)))
    rows = list(csv.DictReader(StringIO("".join(LISTINGS["csv"](audits)))))
    codes = [kind.code for kind in kinds]
    assert codes == [each["code"] for each in value["problems"]] == [row["code"] for row in rows]


def test_grades_come_in_their_order() -> None:
    readings = [Appraisal(grade=grade, coverage=Coverage()) for grade in ("good", "poor", "check")]
    plans = [
        plan.changed(document=plan.document.changed(reading=reading))
        for plan, reading in zip(map(make_plan, range(1, 4)), readings, strict=True)
    ]
    assert [audit.reading.grade for audit in gather(plans)] == ["poor", "check", "good"]


def test_edges_have_their_confidence_and_the_doubtful_can_be_cut() -> None:
    plan = make_plan(1)
    task = plan.tasks[0]
    unsure = task.changed(assignments=tuple(unit.changed(confidence=0.3) for unit in task.assignments))
    plan = plan.changed(tasks=(unsure, *plan.tasks[1:]))
    whole, cut = (build_graph([plan], min_confidence=least) for least in (0.0, 0.5))
    edges = [data for _, _, data in whole.edges(data=True) if "confidence" in data]
    assert sorted({data["confidence"] for data in edges}) == [0.3, 1.0]
    assert whole.number_of_edges() - cut.number_of_edges() == len(unsure.assignments)


@pytest.mark.parametrize("text", ["2", "-0.1", "much", "nan"])
def test_a_confidence_is_from_0_to_1(text: str, run: Path) -> None:
    with pytest.raises(SystemExit):
        cli.run(["graph", str(run / "out"), "--min-confidence", text])


def test_tenths_compare_confidence_with_what_was_right() -> None:
    task = make_plan(1).tasks[0]
    findings = [
        Finding("tasks", "hit", "a", task.changed(confidence=0.95)),
        Finding("tasks", "extra", "b", task.changed(confidence=0.91)),
        Finding("tasks", "missed", "c"),
        Finding("metadata", "hit", "title"),
    ]
    (tenth,) = calibrate(findings)
    assert (tenth.kind, tenth.low, tenth.records, tenth.right) == ("tasks", 0.9, 2, 0.5)
    assert tenth.confidence == pytest.approx(0.93)
