"""Questions on the command line: tasks and targets, by whom, until when, of what."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.test_analysis_cli import run

PLANS = {
    "a.txt": "青海省2025年工作要点\n\n一、重点任务\n"
    "（一）推进水土治理。2025年6月底前完成治理面积20万亩以上。（牵头单位：省水利厅；责任单位：省财政厅、各市政府）\n"
    "（二）加强监测。到2026年底监测覆盖率达到95%以上。（省生态环境厅负责）\n"
    "（三）完善制度。（省财政厅牵头，省司法厅配合）\n",
    "b.txt": "青海省2026年工作要点\n\n一、主要目标\n全年治理面积达到30万亩。\n\n二、重点任务\n"
    "（一）建设项目。建成项目12个。（省财政厅负责）\n",
}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("in")
    for name, text in PLANS.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert run("extract", folder, "--output", folder.parent / "out").exit_code == 0
    return folder.parent / "out"


def ask(out: Path, command: str, *more: Any) -> list[dict[str, Any]]:
    result = run(command, out, "--format", "json", *more)
    assert result.exit_code == 0, result.stderr
    rows: list[dict[str, Any]] = json.loads(result.stdout)
    return rows


TASKS = [
    ([], ["推进水土治理", "加强监测", "完善制度", "建设项目"]),
    (["--agency", "省财政厅"], ["推进水土治理", "完善制度", "建设项目"]),
    (["--agency", "青海省财政厅", "--role", "lead"], ["完善制度"]),
    (
        ["--agency", "省财政厅", "--role", "lead", "--role", "responsible"],
        ["推进水土治理", "完善制度", "建设项目"],
    ),
    (["--role", "cooperating"], ["完善制度"]),
    (["--no-lead"], ["加强监测", "建设项目"]),
    (["--no-lead", "--agency", "省财政厅"], ["建设项目"]),
    (["--due", "2025"], ["推进水土治理"]),
    (["--due", "2025-06"], ["推进水土治理"]),
    (["--due", "2025-07"], []),
    (["--due", "2026"], ["加强监测", "建设项目"]),
    (["--indicator", "治理面积"], ["推进水土治理"]),
    (["--indicator", "覆盖率", "--due", "2026-12-31"], ["加强监测"]),
    (["--year", "2026"], ["建设项目"]),
    (["--limit", "2"], ["推进水土治理", "加强监测"]),
    (["--min-confidence", "1"], []),
]


@pytest.mark.parametrize(("options", "tasks"), TASKS, ids=[" ".join(row[0]) or "all" for row in TASKS])
def test_tasks_that_answer(out: Path, options: list[str], tasks: list[str]) -> None:
    assert sorted(row["task"] for row in ask(out, "tasks", *options)) == sorted(tasks)


TARGETS = [
    ([], ["治理面积", "监测覆盖率", "项目", "治理面积"]),
    (["--indicator", "治理面积"], ["治理面积", "治理面积"]),
    (["--indicator", "治理面积", "--due", "2026"], ["治理面积"]),
    (["--agency", "省财政厅"], ["治理面积", "项目"]),
    (["--agency", "省水利厅", "--role", "lead"], ["治理面积"]),
    (["--no-lead"], ["监测覆盖率", "项目"]),
    (["--due", "2025"], ["治理面积"]),
]


@pytest.mark.parametrize(("options", "indicators"), TARGETS, ids=[" ".join(r[0]) or "all" for r in TARGETS])
def test_targets_that_answer(out: Path, options: list[str], indicators: list[str]) -> None:
    assert sorted(row["indicator"] for row in ask(out, "targets", *options)) == sorted(indicators)


def test_a_row_tells_all_of_a_task(out: Path) -> None:
    row = ask(out, "tasks", "--due", "2025-06")[0]
    assert row["leads"] == "省水利厅" and row["responsible"] == "省财政厅; 各市政府"
    assert row["title"] == "青海省2025年工作要点" and row["path"] == "a.txt" and row["number"] == "（一）"
    goal = next(row for row in ask(out, "targets") if not row["task"])
    assert (goal["value"], goal["unit"], goal["due"], goal["id"]) == ("30", "万亩", "2026-12-31", "")


def test_table_and_csv_say_the_same(out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    table = run("tasks", out, "--no-lead").stdout
    assert "加强监测" in table and table.endswith("tasks: 2\n")
    assert run("targets", out, "--due", "1999").stdout == "targets: 0\n"
    rows = list(csv.DictReader(io.StringIO(run("tasks", out, "--no-lead", "--format", "csv").stdout)))
    assert {row["task"] for row in rows} == {"加强监测", "建设项目"}
    file = tmp_path / "t.csv"
    assert run("targets", out, "--format", "csv", "--output", file).exit_code == 0
    assert (
        file.read_bytes().startswith(b"\xef\xbb\xbf")
        and file.read_text(encoding="utf-8-sig").count("\n") == 5
    )


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("tasks", 2, "required: DIR"),
        ("tasks nowhere", 2, "there is no folder nowhere"),
        ("targets EMPTY", 1, "no documents"),
        ("tasks OUT --due 25", 2, "is no year, month or day"),
        ("tasks OUT --due 2025-13", 2, "is no year, month or day"),
        ("tasks OUT --due ２０２５", 2, "is no year, month or day"),
        ("tasks OUT --role boss", 2, "invalid choice: 'boss'"),
        ("targets OUT --agency 无此单位", 2, "No document names 无此单位"),
        ("targets OUT --min-confidence 2", 2, "no number from 0 to 1"),
        ("tasks OUT --output EMPTY", 2, "is not a file"),
        ("tasks OUT --output OUT/index.jsonl/a", 1, "Not a directory"),
    ],
)
def test_wrong_usage(
    line: str, code: int, says: str, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("EMPTY").mkdir()
    result = run(*(str(out) if word == "OUT" else word.replace("OUT", str(out)) for word in line.split()))
    assert result.exit_code == code and says in result.stderr, result.output
    assert "Traceback" not in result.output


def test_what_steers_a_terminal_or_a_spreadsheet_does_not(out: Path, tmp_path: Path) -> None:
    copy = tmp_path / "documents"
    copy.mkdir()
    for path in (out / "documents").iterdir():
        text = path.read_text(encoding="utf-8").replace(
            '"title":"完善制度"', '"title":"=1+1\\u001b[2J\\u202e"'
        )
        (copy / path.name).write_text(text, encoding="utf-8")
    for form in ("table", "csv", "json"):
        shown = run("tasks", tmp_path, "--format", form).stdout
        assert "\x1b" not in shown and "\u202e" not in shown and "1+1" in shown
        assert form != "csv" or "'=1+1" in shown
