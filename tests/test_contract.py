"""The contract as other programs meet it: spans in other languages, the data package, SQLite, Datasette."""

import csv
import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

import zeren
from pipeline.tables.columns import load_tables
from pipeline.tables.database import VIEWS
from pipeline.tables.sqlite import VIEWS as SQLITE_VIEWS
from tests.factory import make_document, write_documents
from tests.here import zeren as command

FAR = """𠅤溪市🏭2024年重点工作要点

一、重点任务

（一）加快水利设施建设🏗️。新建小型水库3座。（牵头单位：𠅤溪市水利局；责任单位：市财政局、市发展改革委）
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_documents(tmp_path_factory.mktemp("made"), map(make_document, range(1, 6)))


def recipe(root: Path, language: str) -> str:
    page = (root / "docs" / "contract.md").read_text(encoding="utf-8")
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", page, re.M | re.S)
    return str(found)


def spans_of(document: zeren.Document) -> list[tuple[int, int]]:
    units = [unit.span for task in document.tasks for unit in task.assignments]
    return [*units, *(task.span for task in document.tasks), (0, len(document.document.text))]


@pytest.mark.skipif(not shutil.which("node"), reason="needs Node.js")
def test_spans_in_javascript(root: Path, tmp_path: Path) -> None:
    document = zeren.extract(FAR)
    spans = spans_of(document)
    assert len(spans) > 3
    (tmp_path / "document.json").write_text(document.to_json(), encoding="utf-8")
    script = recipe(root, "js") + (
        'const text = JSON.parse(require("fs").readFileSync("document.json", "utf8")).document.text;\n'
        f"const spans = {json.dumps(spans)}, places = offsets(text);\n"
        "console.log(JSON.stringify(spans.map((span) => [at(text, span), faster(text, places, span)])));\n"
    )
    (tmp_path / "script.js").write_text(script, encoding="utf-8")
    said = subprocess.run(["node", "script.js"], cwd=tmp_path, capture_output=True, check=True).stdout
    text = document.document.text
    assert json.loads(said) == [[text[start:end]] * 2 for start, end in spans]


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("javac"), reason="needs a JDK")
def test_spans_in_java(root: Path, tmp_path: Path) -> None:
    document = zeren.extract(FAR)
    text = document.document.text
    start, end = document.tasks[0].assignments[-1].span
    units = "".join(f"\\u{int.from_bytes(pair):04x}" for pair in pairs(text.encode("utf-16-be")))
    (tmp_path / "Spans.java").write_text(
        "public class Spans {\n"
        + recipe(root, "java")
        + "public static void main(String[] words) throws Exception {\n"
        + 'System.out.write(at("'
        + units.replace("\\u000a", "\\n")
        + f'", {start}, {end}).getBytes("UTF-8")); System.out.flush(); }}}}\n',
        encoding="ascii",
    )
    said = subprocess.run(["java", "Spans.java"], cwd=tmp_path, capture_output=True, check=True).stdout
    assert said.decode() == text[start:end]


def pairs(data: bytes) -> list[bytes]:
    return [data[place : place + 2] for place in range(0, len(data), 2)]


def test_the_data_package_names_what_is_there(made: Path, tmp_path: Path) -> None:
    for more in ((), ("--lang", "zh")):
        command("tables", made, "--output", tmp_path / "csv", *more)
        package = json.loads((tmp_path / "csv" / "datapackage.json").read_text(encoding="utf-8"))
        assert [each["name"] for each in package["resources"]] == list(load_tables())
        for resource in package["resources"]:
            with (tmp_path / "csv" / resource["path"]).open(encoding="utf-8-sig", newline="") as file:
                assert next(csv.reader(file)) == [field["name"] for field in resource["schema"]["fields"]]


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "zh"])
def test_frictionless_finds_no_fault(made: Path, tmp_path: Path, language: str) -> None:
    frictionless = pytest.importorskip("frictionless")
    command("tables", made, "--output", tmp_path / "csv", "--lang", language)
    report = frictionless.validate(str(tmp_path / "csv" / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])
    assert sum(task.stats.get("rows", 0) for task in report.tasks) > 100
    rows = (tmp_path / "csv" / "assignments.csv").read_text(encoding="utf-8-sig").splitlines()
    rows[1] = rows[1].replace(rows[1].split(",")[0], "0" * 16)
    (tmp_path / "csv" / "assignments.csv").write_text("\n".join(rows) + "\n", encoding="utf-8-sig")
    broken = frictionless.validate(str(tmp_path / "csv" / "datapackage.json"))
    assert {each[0] for each in broken.flatten(["type"])} == {"foreign-key"}


def test_sqlite_holds_what_the_frames_hold(made: Path, tmp_path: Path) -> None:
    result = command("tables", made, "--output", tmp_path / "tables.sqlite")
    assert result.returncode == 0, result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["tables.sqlite"]
    frames = zeren.frames(zeren.read(made))
    with closing(sqlite3.connect(tmp_path / "tables.sqlite")) as connection:
        for name, frame in frames.items():
            rows = connection.execute(f"SELECT * FROM {name}").fetchall()
            plain = frame.astype(object).where(frame.notna(), None)
            assert rows == [tuple(row) for row in plain.itertuples(index=False, name=None)], name
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        for view in SQLITE_VIEWS:
            connection.execute(f"SELECT * FROM {view}").fetchall()
        (first, *_) = connection.execute("SELECT agency, tasks_led FROM lead_ranking").fetchall()
        leads = frames["assignments"].query("role == 'lead'").groupby("agency")
        assert (
            first[1] == leads.apply(lambda rows: len(set(zip(rows.document, rows.task, strict=True)))).max()
        )
        meanings = connection.execute("SELECT count(*) FROM columns").fetchone()
    assert meanings == (sum(len(table.columns) for table in load_tables().values()),)
    assert set(SQLITE_VIEWS) == set(VIEWS)


def test_what_is_due_this_quarter_is_the_same_in_both(tmp_path: Path, made: Path) -> None:
    import duckdb

    command("tables", made, "--output", tmp_path / "a.duckdb")
    command("tables", made, "--output", tmp_path / "a.sqlite")
    today = time.strftime("%Y-%m-28")
    with duckdb.connect(str(tmp_path / "a.duckdb")) as connection:
        connection.execute(f"UPDATE targets SET deadline = DATE '{today}' WHERE position = 0")
        theirs = connection.execute("SELECT count(*) FROM targets_due_this_quarter").fetchone()
    with closing(sqlite3.connect(tmp_path / "a.sqlite")) as connection:
        connection.execute(f"UPDATE targets SET deadline = '{today}' WHERE position = 0")
        ours = connection.execute("SELECT count(*) FROM targets_due_this_quarter").fetchone()
    assert ours == theirs != (0,)


def test_a_database_that_cannot_be_written_is_said(made: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = command("tables", made, "--output", tmp_path / "file" / "x.sqlite")
    assert result.returncode == 1 and "Not a directory" in result.stderr


@pytest.mark.long
def test_datasette_answers(made: Path, tmp_path: Path) -> None:
    pytest.importorskip("datasette")
    command("tables", made, "--output", tmp_path / "tables.sqlite")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "datasette", str(tmp_path / "tables.sqlite"), "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "HOME": str(tmp_path)},
    )
    try:
        found = asked(f"http://127.0.0.1:{port}/tables/lead_ranking.json?_shape=objects")
        tasks = asked(f"http://127.0.0.1:{port}/tables.json?sql=select+count(*)+as+n+from+tasks&_shape=array")
    finally:
        server.terminate()
        server.wait(timeout=30)
    assert found["rows"][0]["tasks_led"] >= 1
    assert tasks == [{"n": sum(len(document.tasks) for document in zeren.read(made))}]


def asked(address: str) -> object:
    for _ in range(120):
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return json.load(answer)
        except OSError:
            time.sleep(0.5)
    raise AssertionError("it does not answer")
