"""The command line, as a person or a script meets it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from extractors.records import Document
from pipeline.batch import load
from pipeline.schema import schema_text
from tests.here import zeren

COMMANDS = ("extract", "show", "audit", "schema", "graph", "agencies", "tables", "ledger")
PLAN = """临溪市2024年重点工作要点

一、重点任务

（一）加快水利设施建设。新建小型水库3座。（牵头单位：市水利局；责任单位：市财政局、市发展改革委）

（二）提升林业治理能力。完善林长制。（牵头单位：市林业局；责任单位：市公安局）
"""


def zeren_apart(*arguments: str | Path, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    code = "from pipeline.cli import main; main()"
    root = str(Path(__file__).parent.parent)
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        env={**os.environ, "PYTHONPATH": root, "PYTHONIOENCODING": "utf-8", "COLUMNS": "100"},
        timeout=120,
        check=False,
    )


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "要点.txt"
    path.parent.mkdir()
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_help_names_the_commands() -> None:
    result = zeren_apart("--help")
    assert result.returncode == 0
    assert all(f"\n    {command} " in result.stdout for command in COMMANDS)


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom pipeline.cli import run\n"
        "try: run(['--help'])\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'jieba', 'pandas', 'numpy', 'duckdb', 'networkx', 'pydantic', 'rich'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    output = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    ).stdout
    assert output.splitlines()[-1] == "[]"


def test_a_run_loads_no_extractor_itself() -> None:
    """They are for the processes that read: loading them takes a third of a second of processor time."""
    code = (
        "import sys, pipeline.batch, pipeline.cli, pipeline.report, pipeline.sources\n"
        "rooms = ('outline', 'assignments', 'targets', 'tables', 'tasks', 'agencies', 'header', 'dates')\n"
        "rooms = tuple(f'extractors.{room}' for room in rooms)\n"
        "print([name for name in sys.modules if name.startswith(rooms)])"
    )
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert output.stdout == "[]\n"


def test_version() -> None:
    result = zeren_apart("--version")
    assert result.stdout.startswith("zeren 0.")


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract"],
        ["extract", "nowhere.txt"],
        ["extract", "要点.txt", "--jobs", "0"],
        ["extract", "要点.txt", "--output", "要点.txt"],
        ["extract", "要点.txt", "--what"],
        ["show", "nowhere.json"],
        ["show", "."],
        ["what"],
        ["schema", "more"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_2_and_writes_nothing(plan: Path, arguments: list[str]) -> None:
    before = sorted(plan.parent.rglob("*"))
    result = zeren(*arguments, folder=plan.parent)
    assert (result.returncode, result.stdout) == (2, "")
    assert "error: " in result.stderr
    assert sorted(plan.parent.rglob("*")) == before


def test_extract_writes_documents_by_the_contract(plan: Path, tmp_path: Path) -> None:
    result = zeren_apart("extract", plan.parent, "--output", tmp_path / "out")
    assert (result.returncode, result.stderr) == (0, "")
    assert "documents" in result.stdout and "failures" in result.stdout
    (path,) = (tmp_path / "out" / "documents").iterdir()
    content = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator(json.loads(schema_text())).validate(content)
    document = Document.from_value(content)
    assert document.document.source.path == "要点.txt"
    assert path.stem == document.document.id == document.document.source.sha256[:16]
    assert [task.number for task in document.tasks] == ["（一）", "（二）"]
    assert [(unit.role, unit.name) for unit in document.tasks[0].assignments] == [
        ("lead", "市水利局"),
        ("responsible", "市财政局"),
        ("responsible", "市发展改革委"),
    ]


def test_extract_goes_on_after_a_failure(plan: Path, tmp_path: Path) -> None:
    for name, content in {
        "empty.txt": b"",
        "binary.txt": bytes(range(256)) * 9,
        "blank.txt": b" \n\n",
    }.items():
        (plan.parent / name).write_bytes(content)
    (plan.parent / "loop.txt").symlink_to("loop.txt")
    result = zeren("extract", plan.parent, "--output", tmp_path / "out")
    assert result.returncode == 1
    index = [json.loads(raw) for raw in (tmp_path / "out" / "index.jsonl").read_text("utf-8").splitlines()]
    codes = {line["path"]: line["error"] and line["error"]["code"] for line in index}
    assert codes == {
        "binary.txt": "binary-file",
        "blank.txt": "no-text",
        "empty.txt": "empty-file",
        "loop.txt": "link-loop",
        "要点.txt": None,
    }
    for line in index:
        if line["error"]:
            assert f"{line['path']}: {line['error']['message']} ({line['error']['code']})" in result.stderr


def test_a_folder_without_documents_is_said(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    result = zeren("extract", tmp_path / "in", "--output", tmp_path / "out")
    assert result.returncode == 1
    assert "(no-documents)" in result.stderr


def test_the_same_bytes_give_the_same_json(plan: Path, tmp_path: Path) -> None:
    for out, options in (("one", []), ("two", ["--jobs", "2"])):
        zeren_apart("extract", plan.parent, "--output", tmp_path / out, *options)
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / out).rglob("*.json")} for out in ("one", "two"))
    assert one == two and len(one) == 1


def test_show_reads_json_and_documents(plan: Path, tmp_path: Path) -> None:
    zeren("extract", plan, "--output", tmp_path / "out")
    (path,) = (tmp_path / "out" / "documents").iterdir()
    from_json, from_text = zeren("show", path), zeren("show", plan)
    assert from_json.stdout == from_text.stdout
    assert all(text in from_text.stdout for text in ("（一）", "加快水利设施建设", "市水利局", "市财政局"))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.json", b"{}", "no-document"),
        ("b.json", b"\xff", "no-document"),
        ("c.txt", b"", "empty-file"),
        ("d.txt", b"\0\1\2" * 900, "binary-file"),
    ],
)
def test_show_says_what_it_cannot_read(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(content)
    result = zeren("show", tmp_path / name)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.endswith(f"({code})\n")


def test_load_gives_what_extract_writes(plan: Path) -> None:
    document = load(plan)
    assert isinstance(document, Document)
    assert document.document.source.path == "要点.txt"


@pytest.mark.parametrize("name", ["csv", "parquet", "duckdb", "xlsx", "jsonl"])
def test_tables_say_where_they_are_and_nothing_else(plan: Path, tmp_path: Path, name: str) -> None:
    zeren("extract", plan, "--output", tmp_path / "out")
    result = zeren("tables", tmp_path / "out", "--format", name, "--output", tmp_path / "tables")
    assert (result.returncode, result.stdout, result.stderr) == (0, f"{tmp_path / 'tables'}\n", "")


def test_schema_is_printed() -> None:
    assert zeren("schema").stdout == schema_text()
