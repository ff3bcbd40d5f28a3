"""The commands on corrections: listed, checked, merged, learnt from."""

import csv
import io
import json
import tomllib
from pathlib import Path

import pytest

from extractors.agencies.additions import parse_additions
from pipeline.corrections import read_corrections
from tests.corrections.test_book import LATER, line
from tests.test_analysis_cli import run


def put(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_list_shows_them_by_document(tmp_path: Path) -> None:
    put(
        tmp_path / "corrections.jsonl",
        line(old="省财政厅"),
        line(span=[50, 54], change="remove", field=None, new=None),
    )
    shown = run("corrections", "list", tmp_path).stdout.splitlines()
    assert shown == [
        "a.txt (abababababababab)",
        "  set assignment “省财政厅”: name: 省财政厅 → 省水利厅; 甲, 2026-11-29",
        "  remove assignment “省财政厅”; 甲, 2026-11-29",
    ]
    rows = list(csv.DictReader(io.StringIO(run("corrections", "list", tmp_path, "--format", "csv").stdout)))
    assert [row["change"] for row in rows] == ["set", "remove"]
    values = json.loads(run("corrections", "list", tmp_path, "--format", "json").stdout)
    assert values[0]["new"] == "省水利厅"


def test_list_and_check_speak_chinese(tmp_path: Path) -> None:
    put(
        tmp_path / "corrections.jsonl",
        line(old="省财政厅"),
        line(span=[50, 54], change="remove", field=None, new=None),
    )
    shown = run("corrections", "list", tmp_path, "--lang", "zh").stdout.splitlines()
    assert shown[1:] == [
        "  改正 责任单位 “省财政厅”: 文中单位名称: 省财政厅 → 省水利厅; 甲, 2026-11-29",
        "  删除 责任单位 “省财政厅”; 甲, 2026-11-29",
    ]
    assert "删除 1，改正 1" in run("corrections", "check", tmp_path, "--lang", "zh").stdout
    rows = run("corrections", "list", tmp_path, "--format", "csv", "--lang", "zh").stdout
    assert [row["change"] for row in csv.DictReader(io.StringIO(rows))] == ["set", "remove"]


def test_check_counts_those_that_nobody_signed(tmp_path: Path) -> None:
    signed, unsigned = put(tmp_path / "a.jsonl", line()), put(tmp_path / "b.jsonl", line(who=""))
    said = "without a name of who made them: 1"
    assert said not in run("corrections", "check", signed).stdout
    assert said in run("corrections", "check", unsigned).stdout


def test_what_steers_a_terminal_or_a_spreadsheet_does_not(tmp_path: Path) -> None:
    put(tmp_path / "corrections.jsonl", line(new="=1+1\x1b[2J\u202e", who="\x1b[31m"))
    for form in ("table", "csv", "json"):
        shown = run("corrections", "list", tmp_path, "--format", form).stdout
        assert "\x1b" not in shown and "\u202e" not in shown
        assert form != "csv" or "'=1+1" in shown


def test_check_names_lines_and_ends_with_one(tmp_path: Path) -> None:
    put(tmp_path / "a.jsonl", line(), line(who="乙", new="省林草局"), "{")
    result = run("corrections", "check", tmp_path / "a.jsonl")
    assert result.exit_code == 1
    assert "line 1: disagrees with line 2 (乙)" in result.stderr and "line 3: is damaged" in result.stderr
    assert "corrections that hold: 0" in result.stdout
    put(tmp_path / "b.jsonl", line())
    assert run("corrections", "check", tmp_path / "b.jsonl").exit_code == 0


def test_merge_keeps_what_agrees_and_latest_settles_the_rest(tmp_path: Path) -> None:
    ours = put(tmp_path / "a.jsonl", line(), line(span=[50, 54]))
    theirs = put(
        tmp_path / "b.jsonl", line(who="乙", new="省林草局", when=LATER), line(span=[60, 64], who="乙")
    )
    output = tmp_path / "all.jsonl"
    result = run("corrections", "merge", ours, theirs, "--output", output)
    assert result.exit_code == 1 and f"{theirs}, line 1: disagrees with {ours}, line 1 (甲)" in result.stderr
    assert [each.correction.span for each in read_corrections([output]).entries] == [(50, 54), (60, 64)]
    assert run("corrections", "merge", ours, theirs, "--output", output, "--latest").exit_code == 0
    merged = [each.correction for each in read_corrections([output]).entries]
    assert (merged[0].span, merged[0].new) == ((10, 14), "省林草局") and len(merged) == 3


def test_what_is_corrected_often_becomes_entries(tmp_path: Path) -> None:
    lines = [
        line(span=[n, n + 3], words="蓝潮办", field="agency", new="蓝潮行动协调办公室") for n in range(3)
    ]
    lines += [line(span=[n, n + 4], field="role", old="responsible", new="lead") for n in range(100, 102)]
    lines += [line(span=[n, n + 4], change="remove", field=None, new=None) for n in range(200, 202)]
    lines += [line(span=[300, 302], words="某局", field="name", new="某某管理局")]
    put(tmp_path / "corrections.jsonl", *lines)
    text = run("corrections", "propose", tmp_path).stdout
    assert "times corrected: 3" in text and "某某管理局" not in text
    assert "role responsible put right as lead, times: 2" in text
    assert "removed as no units, times: 省财政厅 (2)" in text
    entries = tomllib.loads(text)["entry"]
    assert [each["name"] for each in entries] == ["蓝潮行动协调办公室"]
    assert parse_additions(text)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["corrections"], "required: COMMAND"),
        (["corrections", "list", "nowhere.jsonl"], "there is no file nowhere.jsonl"),
        (["corrections", "list", "."], "there is no file corrections.jsonl"),
        (["corrections", "check", "a.jsonl", "--against", "nowhere"], "there is no folder nowhere"),
        (["corrections", "merge", "a.jsonl", "--output", "."], "is not a file"),
        (["corrections", "propose", "a.jsonl", "--least", "0"], "no number from 1 up"),
    ],
)
def test_wrong_usage(words: list[str], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "a.jsonl", line())
    result = run(*words)
    assert result.exit_code == 2 and says in result.stderr, result.output
