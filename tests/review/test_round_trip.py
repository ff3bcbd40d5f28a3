"""A sample goes out in each form, is answered in it, and comes back as corrections."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from extractors.records import Document
from pipeline.corrections import read_corrections
from pipeline.review import sheets
from pipeline.review.label_studio import config
from tests.factory import make_document, write_documents
from tests.test_analysis_cli import run

pytestmark = pytest.mark.usefixtures("in_process")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder: Path = write_documents(tmp_path / "out", [make_document(n, tasks=4) for n in range(3)])
    return folder


def sample(out: Path, form: str, *more: Any) -> Path:
    name = {"xlsx": "s.xlsx", "csv": "s.csv", "label-studio": "s", "doccano": "s.jsonl"}[form]
    path = out.parent / name
    options = ("--n", 8, "--passages", 3, "--format", form, "--output", path, *more)
    result = run("review", "sample", out, *options)
    assert result.exit_code == 0, result.stderr
    assert "8 records, " in result.stdout
    return path


def imported(path: Path, code: int = 0) -> tuple[list[Any], str]:
    output = path.parent / f"{path.name}.jsonl"
    result = run("review", "import", path, "--output", output, "--who", "王五")
    assert result.exit_code == code, result.output
    return [entry.correction for entry in read_corrections([output]).entries], result.output


def rows_of(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def put_rows(path: Path, rows: list[list[str]], encoding: str = "utf-8-sig") -> None:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    path.write_text(file.getvalue(), encoding=encoding)


def fill(rows: list[list[str]], number: int, verdict: str, changes: str = "", missed: str = "") -> None:
    rows[number][6:9] = [verdict, changes, missed]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_table_comes_back_as_corrections(out: Path, encoding: str) -> None:
    path = sample(out, "csv", "--kind", "assignment")
    rows = rows_of(path)
    assert tuple(rows[0]) == sheets.HEADS and "【" in rows[1][5]
    fill(rows, 1, "对")
    fill(rows, 2, "错")
    fill(rows, 3, "改", "单位：省某局；角色：督导")
    fill(rows, 4, "改", "省另一局")
    passage = next(n for n, row in enumerate(rows) if row[1] == "段落" and "（" in row[5])
    word = rows[passage][5][:4]
    fill(rows, passage, "有漏项", missed=f"牵头：{word}\n督导: {word}（省某某局）")
    put_rows(path, rows, encoding)
    found, said = imported(path)
    assert [each.change for each in found].count("confirm") == 1
    changes = [(each.change, each.field, each.new) for each in found]
    assert ("set", "name", "省某局") in changes and ("set", "role", "supervising") in changes
    assert ("set", "name", "省另一局") in changes and ("remove", None, None) in changes
    added = [each.new for each in found if each.change == "add" and each.record == "assignment"]
    assert {"name": word, "role": "lead"} in added
    assert any(each["name"] == "省某某局" for each in added)
    assert {each.who for each in found} == {"王五"} and "without an answer: 6" in said
    report = run("review", "report", path)
    assert report.exit_code == 0 and "| units with their roles | 4 | 1 | 2 | 1 | 0.250 |" in report.stdout


def test_a_workbook_can_be_filled_in_and_comes_back(out: Path) -> None:
    path = sample(out, "xlsx")
    book = load_workbook(path)
    sheet = book["核对"]
    assert sheet.column_dimensions["K"].hidden and sheet.freeze_panes == "B2"
    choices = {each.formula1 for each in sheet.data_validations.dataValidation}
    assert choices == {'"对,错,改"', '"无漏项,有漏项"'}
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, 7).value = "无漏项" if sheet.cell(row, 2).value == "段落" else "对"
    book.save(path)
    found, _ = imported(path)
    assert [each.change for each in found] == ["confirm"] * 8


BAD_ROWS = [
    ("好像对", "", "", "判断 好像对 is none of 对、错、改"),
    ("改", "", "", "判断 is 改, and 更正 is empty"),
    ("改", "颜色：红", "", "更正 颜色 is no field of it; those are 角色、单位、机构"),
    ("", "省某局", "", "更正 or 漏读 is filled in, 判断 is not"),
]


@pytest.mark.parametrize(("verdict", "changes", "missed", "says"), BAD_ROWS)
def test_a_row_that_says_nothing_clear_is_named(
    out: Path, verdict: str, changes: str, missed: str, says: str
) -> None:
    path = sample(out, "csv", "--kind", "assignment")
    rows = rows_of(path)
    fill(rows, 1, "对")
    fill(rows, 2, verdict, changes, missed)
    put_rows(path, rows)
    found, said = imported(path, code=1)
    assert f"row 3: {says}" in said and [each.change for each in found] == ["confirm"]


@pytest.mark.parametrize(
    ("verdict", "missed", "says"),
    [
        ("有漏项", "", "判断 is 有漏项, and 漏读 is empty"),
        ("无漏项", "牵头：省某局", "判断 is 无漏项, and 漏读 is filled in"),
        ("有漏项", "老板：省某局", "what may stand first: 任务、牵头"),
        ("有漏项", "牵头：原文没有的词", "these words are not in the passage"),
    ],
)
def test_what_is_missed_is_written_in_the_words_of_the_passage(
    out: Path, verdict: str, missed: str, says: str
) -> None:
    path = sample(out, "csv")
    rows = rows_of(path)
    number = next(n for n, row in enumerate(rows) if row[1] == "段落")
    fill(rows, number, verdict, missed=missed)
    put_rows(path, rows)
    _, said = imported(path, code=1)
    assert f"row {number + 1}: " in said and says in said


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"asked": []}, "it asks about no record, or about several"),
        ({"weight": -5}, "its weight or its place is below zero"),
        ({"weight": 0}, "its weight or its place is below zero"),
        ({"start": -9}, "its weight or its place is below zero"),
    ],
)
@pytest.mark.parametrize("command", ["import", "report"])
def test_an_item_that_no_sample_holds_is_named(
    out: Path, changes: dict[str, Any], says: str, command: str
) -> None:
    path = sample(out, "csv")
    rows = rows_of(path)
    fill(rows, 1, "对")
    fill(rows, 2, "对")
    rows[1][10] = json.dumps(json.loads(rows[1][10]) | changes)
    put_rows(path, rows)
    where = ("--output", path.parent / "x.jsonl") if command == "import" else ()
    result = run("review", command, path, *where)
    assert result.exit_code == 1 and f"row 2: {says}" in result.stderr
    assert "Traceback" not in result.output


def sample_of_seed(out: Path, seed: int) -> Path:
    """Return a sample of tasks, all of it answered as right."""
    path = sample(out, "csv", "--passages", 0, "--kind", "task", "--seed", seed).rename(
        out.parent / f"{seed}.csv"
    )
    rows = rows_of(path)
    for number in range(1, len(rows)):
        fill(rows, number, "对")
    put_rows(path, rows)
    return path


def test_samples_of_other_seeds_are_told_apart_by_what_they_ask(out: Path) -> None:
    one, other = sample_of_seed(out, 1), sample_of_seed(out, 2)
    asked = [{json.dumps(json.loads(row[10])["asked"]) for row in rows_of(each)[1:]} for each in (one, other)]
    both, shared = asked[0] | asked[1], asked[0] & asked[1]
    assert len(both) > 8 and shared
    report = json.loads(run("review", "report", one, other, "--format", "json").stdout)
    assert report["rows"][0]["right"] == len(both)
    pytest.importorskip("nltk", reason="needs the extra review")
    assert f"{len(shared)} judged by both" in run("review", "agree", one, other).stdout


def test_one_paper_in_two_files_is_sampled_once(tmp_path: Path) -> None:
    folder, out = tmp_path / "papers", tmp_path / "out"
    folder.mkdir()
    text = (
        "云溪省2025年水利工作要点\n\n一、重点任务\n（一）推进治理。完成治理面积20万亩以上。（牵头单位：省水利厅）\n"
        "（二）加强监测。新建监测站点30处。（牵头单位：省生态环境厅）\n"
    )
    (folder / "a.txt").write_text(text, encoding="utf-8")
    (folder / "b.txt").write_text(text, encoding="gb18030")
    assert run("extract", folder, "--output", out).exit_code == 0
    path = tmp_path / "s.csv"
    result = run("review", "sample", out, "--format", "csv", "--output", path, "--passages", 0)
    assert result.exit_code == 0 and "which counts for both" in result.stderr
    assert len({json.loads(row[10])["document"] for row in rows_of(path)[1:]}) == 1


def test_damaged_data_and_lost_columns_are_said(out: Path) -> None:
    path = sample(out, "csv")
    rows = rows_of(path)
    fill(rows, 1, "对")
    rows[1][10] = rows[1][10].replace('"span":[', '"span":[99999,', 1)
    fill(rows, 2, "对")
    rows[2][10] = "{}"
    put_rows(path, rows)
    _, said = imported(path, code=1)
    assert said.count("its data is no item of a sample") == 2
    put_rows(path, [row[:6] for row in rows])
    result = run("review", "import", path, "--output", path.parent / "x.jsonl")
    assert result.exit_code == 1 and "has no column 判断、更正、漏读、数据" in result.stderr


def answered(path: Path) -> list[dict[str, Any]]:
    """Return the tasks of Label Studio as its export has them, answered as predicted."""
    tasks = json.loads((path / "tasks.json").read_text(encoding="utf-8"))
    return [
        {
            "id": number,
            "data": task["data"],
            "annotations": [
                {"completed_by": {"email": "a@example.org"}, "result": task["predictions"][0]["result"]}
            ],
        }
        for number, task in enumerate(tasks, 1)
    ]


def value_of(task: dict[str, Any]) -> dict[str, Any]:
    value: dict[str, Any] = task["annotations"][0]["result"][0]["value"]
    return value


def export(path: Path, tasks: Any) -> Path:
    file = path.parent / "export.json"
    file.write_text(json.dumps(tasks, ensure_ascii=False), encoding="utf-8")
    return file


def test_label_studio_gives_back_what_was_answered(out: Path) -> None:
    path = sample(out, "label-studio", "--kind", "assignment")
    assert (path / "config.xml").read_text(encoding="utf-8") == config()
    tasks = answered(path)
    tasks[0]["annotations"][0]["result"] = []
    tasks[1]["annotations"][0]["result"][0]["value"]["labels"] = ["督导"]
    region = tasks[2]["annotations"][0]["result"][0]
    tasks[2]["annotations"][0]["result"].append(
        {
            "id": region["id"],
            "from_name": "name",
            "to_name": "text",
            "type": "textarea",
            "value": {"text": ["省某局"]},
        }
    )
    tasks[3]["annotations"][0]["was_cancelled"] = True
    found, said = imported(export(path, tasks))
    changes = [(each.change, each.field, each.new) for each in found]
    assert changes.count(("remove", None, None)) == 1
    assert ("set", "role", "supervising") in changes and ("set", "name", "省某局") in changes
    assert {each.who for each in found} == {"a@example.org"} and "without an answer: 1" in said


def test_offsets_of_label_studio_are_code_units(out: Path, tmp_path: Path) -> None:
    from pipeline.review.label_studio import _span, _units

    text = "由𠮷林局、省财政厅牵头"
    assert _units(text[:5]) == 6
    assert _span(text, {"start": 6, "end": 10, "text": "省财政厅"}) == (5, 9)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda task: task["data"].pop("zeren"), "its data is no item"),
        (
            lambda task: task["annotations"][0]["result"][0]["value"].update(start=0, end=2),
            "at other words than",
        ),
        (lambda task: task["annotations"][0]["result"][0]["value"].update(labels=["红"]), "damaged"),
        (lambda task: task["annotations"][0].update(result=None), "damaged"),
        (lambda task: task.update(annotations=[5]), "damaged"),
        (lambda task: task.update(annotations={"a": 1}), "damaged"),
        (lambda task: task.update(annotations=5), "damaged"),
    ],
)
def test_a_damaged_export_of_label_studio_is_said(out: Path, change: Any, says: str) -> None:
    path = sample(out, "label-studio", "--kind", "assignment")
    tasks = answered(path)
    change(tasks[0])
    found, said = imported(export(path, tasks), code=1)
    assert says in said and len(found) >= 7
    wrong = run("review", "import", export(path, {"a": 1}), "--output", path.parent / "x.jsonl")
    assert wrong.exit_code == 1 and "no export of Label Studio" in wrong.stderr


def exported(path: Path) -> list[dict[str, Any]]:
    """Return the lines as an export of doccano has them."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) | {"id": number} for number, line in enumerate(lines, 1)]


def put_lines(path: Path, rows: list[Any]) -> None:
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")


def test_a_sample_that_nobody_opened_says_nothing(out: Path) -> None:
    path = sample(out, "doccano")
    found, said = imported(path, code=1)
    assert not found and said.count("doccano did not export it: it has no id") == 11
    report = run("review", "report", path)
    assert report.exit_code == 1 and "nothing is judged in it" in report.stderr
    put_lines(path, exported(path))
    _, said = imported(path)
    assert "no label in it was changed: all of it counts as right" in said
    rows = exported(path)
    rows[0]["label"] = []
    put_lines(path, rows)
    assert "no label in it was changed" not in imported(path)[1]


def test_doccano_gives_back_what_was_answered(out: Path) -> None:
    path = sample(out, "doccano", "--kind", "assignment", "--passages", 0)
    rows = exported(path)
    assert set(rows[0]) >= {"text", "label"} and rows[0]["text"][slice(*rows[0]["label"][0][:2])]
    rows[0]["label"] = []
    rows[1]["label"][0][2] = "督导"
    rows[2]["Comments"] = ["看过"]
    path.write_text("\n".join([*(json.dumps(row) for row in rows), "{", '{"text": 1}']), encoding="utf-8")
    found, said = imported(path, code=1)
    assert sorted(each.change for each in found) == ["confirm"] * 6 + ["remove", "set"]
    assert "看过" in {each.why for each in found}
    assert "line 9: is no line of a sample" in said and "line 10: is no line" in said


def test_what_is_imported_is_applied(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "云溪省2025年工作要点\n\n一、重点任务\n（一）推进治理。完成治理面积20万亩以上。（牵头单位：省水利厅；责任单位：省财政厅）\n"
        "（二）加强监测。省司法厅做好保障。（省生态环境厅负责）\n",
        encoding="utf-8",
    )
    out = tmp_path / "out"
    assert run("extract", folder, "--output", out).exit_code == 0
    path = tmp_path / "s.csv"
    run("review", "sample", out, "--format", "csv", "--output", path, "--passages", 20)
    rows = rows_of(path)
    for number, row in enumerate(rows):
        if row[4] == "责任：省财政厅":
            fill(rows, number, "改", "机构：云溪省审计厅")
        elif row[1] == "段落" and "省司法厅" in row[5]:
            fill(rows, number, "有漏项", missed="配合：省司法厅")
    put_rows(path, rows)
    result = run("review", "import", path, "--output", folder / "corrections.jsonl", "--who", "王五")
    assert result.exit_code == 0, result.output
    assert run("extract", folder, "--output", out).exit_code == 0
    document = Document.from_json(next((out / "documents").iterdir()).read_bytes())
    units = [(unit.role, unit.name, unit.source) for task in document.tasks for unit in task.assignments]
    assert ("cooperating", "省司法厅", "corrected") in units and (
        "responsible",
        "省财政厅",
        "corrected",
    ) in units
    assert "云溪省审计厅" in {agency.name for agency in document.agencies}
    again = run("review", "import", path, "--output", folder / "corrections.jsonl", "--who", "王五")
    assert again.exit_code == 0 and len(read_corrections([folder / "corrections.jsonl"]).entries) == 2


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("review", 2, "required: COMMAND"),
        ("review sample nowhere", 2, "there is no folder nowhere"),
        ("review sample EMPTY", 1, "no documents"),
        ("review sample OUT --n 0", 2, "no number from 1 up"),
        ("review sample OUT --by colour", 2, "invalid choice: 'colour'"),
        ("review sample OUT --format pdf", 2, "invalid choice: 'pdf'"),
        ("review sample OUT --output OUT", 2, "is not a file"),
        ("review sample OUT --output FILE/a.xlsx", 1, "Not a directory"),
        ("review import nowhere.csv", 2, "there is no file nowhere.csv"),
        ("review import FILE", 1, "is of none of the forms that come back"),
        ("review import BAD.xlsx", 1, "is no workbook"),
        ("review import BAD.json", 1, "BAD.json: "),
        ("review agree BAD.csv", 2, "fewer than two files"),
        ("review agree BAD.csv BAD.csv", 1, "is neither UTF-8 nor GB18030"),
        ("review report BAD.csv", 1, "is neither UTF-8 nor GB18030"),
    ],
)
def test_wrong_usage_and_bad_files(
    line: str, code: int, says: str, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(out.parent)
    Path("EMPTY").mkdir()
    for name in ("FILE", "BAD.xlsx", "BAD.json", "BAD.csv"):
        Path(name).write_bytes(b"\x00\xff{bad")
    result = run(*line.replace("OUT", "out").split())
    assert result.exit_code == code and says in result.stderr, result.output
    assert "Traceback" not in result.output
