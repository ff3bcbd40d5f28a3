"""The commands graph, agencies, tables and ledger: files, messages, exit codes."""

import csv
import io
import json
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass

import pytest

from pipeline import analysis_cli, cli
from pipeline.graph import EXPORTERS, FOLDERS, VIEWS
from pipeline.graph.build import ROLES
from pipeline.graph.listing import LISTINGS
from pipeline.tables import FOLDERS as TABLE_FOLDERS
from pipeline.tables import WRITERS
from tests.factory import make_document, write_documents
from tests.graph.plan import FOREST, make_plan


@dataclass(frozen=True)
class Result:
    exit_code: int
    stdout: str
    stderr: str

    @property
    def output(self):
        return self.stdout + self.stderr


def run(*arguments):
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = cli.run([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = stop.code
    return Result(code, out.getvalue(), err.getvalue())


@pytest.fixture
def folder(tmp_path):
    return write_documents(tmp_path / "outputs", [make_plan(), make_document(2)])


@pytest.mark.parametrize(
    ("choices", "known"),
    [
        (analysis_cli.VIEWS_OF_GRAPH, VIEWS),
        (analysis_cli.GRAPH_FORMATS, EXPORTERS),
        (analysis_cli.TABLE_FORMATS, WRITERS),
        (analysis_cli.LIST_FORMATS, LISTINGS),
        (analysis_cli.ROLE_NAMES, ROLES),
    ],
)
def test_choices_are_those_that_are_there(choices, known):
    assert list(choices) == list(known)


@pytest.mark.parametrize(
    "options",
    [
        ["--document", "nothing"],
        ["--region", "澜川省", "--year", "2020"],
    ],
)
@pytest.mark.parametrize("command", ["graph", "agencies", "tables"])
def test_a_selection_of_no_document_is_named_and_nothing_written(command, options, folder, tmp_path):
    before = sorted(folder.iterdir())
    result = run(command, folder, *options)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no document is of" in result.stderr
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", EXPORTERS)
def test_graph(view, name, folder, tmp_path):
    path = tmp_path / "graph"
    result = run("graph", folder, "--view", view, "--format", name, "--output", path)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(f"{path}: ")
    assert path.is_dir() == (name in FOLDERS)


@pytest.mark.parametrize(
    ("name", "path"),
    [("gexf", "graph.gexf"), ("cytoscape", "graph.cyjs"), ("json", "graph.json"), ("csv", "graph-csv")],
)
def test_graph_has_a_place_of_its_own(name, path, folder):
    assert run("graph", folder, "--format", name).exit_code == 0
    assert (folder / path).exists()


def test_the_name_of_the_file_tells_the_format(folder, tmp_path):
    assert run("graph", folder, "--output", tmp_path / "a.gexf").exit_code == 0
    assert "<gexf" in (tmp_path / "a.gexf").read_text(encoding="utf-8")


def test_each_view_has_a_file_of_its_own(folder):
    assert run("graph", folder, "--view", "cooperation").exit_code == 0
    assert (folder / "cooperation.graphml").exists() and not (folder / "graph.graphml").exists()


def nodes(folder, tmp_path, *options):
    result = run("graph", folder, "--format", "json", "--output", tmp_path / "a.json", *options)
    assert result.exit_code == 0, result.output
    content = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    return content["nodes"], content["edges"]


@pytest.mark.parametrize(
    ("options", "documents"),
    [
        ([], 2),
        (["--region", "澜川省"], 1),
        (["--region", "900200"], 1),
        (["--region", "900000", "--region", "900200"], 2),
        (["--year", "2021"], 1),
        (["--year", "2020", "--year", "2021"], 2),
        (["--document", make_plan().document.id], 1),
    ],
)
def test_graph_of_some_documents(options, documents, folder, tmp_path):
    found, _ = nodes(folder, tmp_path, *options)
    assert sum(node["kind"] == "document" for node in found) == documents


def test_graph_of_some_roles(folder, tmp_path):
    _, edges = nodes(folder, tmp_path, "--role", "lead", "--role", "cooperating")
    assert {edge["kind"] for edge in edges} & set(ROLES) == {"lead", "cooperating"}


def test_graph_with_groups_opened(folder, tmp_path):
    _, edges = nodes(folder, tmp_path, "--expand-groups")
    assert any("via" in edge for edge in edges)


def test_a_bad_file_is_named_the_rest_is_done_and_the_exit_code_tells(folder, tmp_path):
    (folder / "documents" / "bad.json").write_text("{")
    result = run("graph", folder, "--output", tmp_path / "a.graphml")
    assert result.exit_code == 1
    assert "skipped" in result.stderr
    assert "bad.json: damaged: no JSON" in result.stderr
    assert (tmp_path / "a.graphml").is_file()


@pytest.mark.parametrize("command", ["graph", "agencies", "tables", "ledger"])
def test_nothing_is_written_if_nothing_can_be_read(command, tmp_path):
    (tmp_path / "documents").mkdir()
    old = tmp_path / "old"
    old.write_text("旧")
    options = ["--all", "--output", tmp_path / "new"] if command == "ledger" else ["--output", old]
    options += ["--format", "xlsx"] if command == "tables" else []
    empty = run(command, tmp_path, *options)
    (tmp_path / "documents" / "bad.json").write_text("{")
    damaged = run(command, tmp_path, *options)
    assert (empty.exit_code, damaged.exit_code) == (1, 1)
    assert "no documents" in empty.stderr
    assert "no document could be read" in damaged.stderr
    assert old.read_text() == "旧"
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["graph", "{folder}", "--format", "pdf"],
        ["graph", "{folder}", "--role", "boss"],
        ["graph", "{folder}/nowhere"],
        ["graph", "{folder}", "--output", "{folder}"],
        ["graph", "{folder}", "--format", "csv", "--output", "{folder}/documents/{id}.json"],
        ["tables", "{folder}", "--format", "duckdb", "--output", "{folder}"],
        ["ledger", "{folder}", "--output", "{folder}/a.xlsx"],
        ["ledger", "{folder}", "--all", "--agency", "省林草局"],
        ["ledger", "{folder}", "--agency", "省林业局"],
        ["ledger", "{folder}", "--agency", "省林草局", "--output", "{folder}"],
        ["agencies", "{folder}", "--limit", "0"],
    ],
)
def test_wrong_usage(arguments, folder):
    filled = [argument.format(folder=folder, id=make_plan().document.id) for argument in arguments]
    assert run(*filled).exit_code == 2


def test_a_place_that_cannot_be_written(folder, tmp_path):
    (tmp_path / "file").write_text("x")
    result = run("graph", folder, "--output", tmp_path / "file" / "a.graphml")
    assert result.exit_code == 1
    assert "a.graphml" in result.stderr


def test_agencies(folder):
    table = run("agencies", folder)
    assert table.exit_code == 0
    assert "澜川省林业和草原局" in table.stdout
    rows = list(csv.DictReader(io.StringIO(run("agencies", folder, "--format", "csv").stdout)))
    objects = json.loads(run("agencies", folder, "--format", "json").stdout)["agencies"]
    assert [row["agency"] for row in rows] == [item["agency"] for item in objects]
    assert (
        len(json.loads(run("agencies", folder, "--format", "json", "--limit", "2").stdout)["agencies"]) == 2
    )


@pytest.mark.parametrize(("name", "start"), [("csv", "\ufeffagency,"), ("json", "{"), ("table", " ")])
def test_agencies_into_a_file(name, start, folder, tmp_path):
    assert run("agencies", folder, "--format", name, "--output", tmp_path / "a").exit_code == 0
    assert (tmp_path / "a").read_text(encoding="utf-8").startswith(start)


@pytest.mark.parametrize("name", WRITERS)
def test_tables(name, folder):
    result = run("tables", folder, "--format", name)
    assert result.exit_code == 0, result.output
    path = folder / (f"tables-{name}" if name in TABLE_FOLDERS else f"tables.{name}")
    assert result.stdout == f"{path}\n"
    assert path.is_dir() == (name in TABLE_FOLDERS)


def test_ledger(folder, tmp_path):
    result = run("ledger", folder, "--agency", FOREST, "--output", tmp_path / "a.xlsx")
    assert result.exit_code == 0, result.output
    assert result.stdout == f"{tmp_path / 'a.xlsx'}: 澜川省林业和草原局, 2 entries\n"
    again = run("ledger", folder, "--agency", FOREST, "--output", tmp_path / "a.xlsx")
    assert again.stdout == f"{tmp_path / 'a.xlsx'}: 澜川省林业和草原局, 2 entries, unchanged\n"


def test_a_ledger_is_named_after_its_agency(folder):
    assert run("ledger", folder, "--agency", FOREST).exit_code == 0
    assert (folder / "ledgers" / "澜川省林业和草原局.xlsx").is_file()


def test_a_ledger_that_is_open_is_left_as_it_is_and_the_exit_code_tells(folder):
    run("ledger", folder, "--all")
    (folder / "ledgers" / "~$澜川省林业和草原局.xlsx").write_bytes(b"")
    result = run("ledger", folder, "--all")
    assert result.exit_code == 1
    assert "澜川省林业和草原局.xlsx: left as it is: it is open" in result.stderr


def test_tasks_of_documents_that_are_not_selected_are_left_alone(folder):
    run("ledger", folder, "--agency", FOREST)
    result = run("ledger", folder, "--agency", FOREST, "--region", "澜川省")
    assert "unchanged" in result.stdout


def test_ledger_of_a_name_that_the_region_settles(folder, tmp_path):
    options = ["--agency", "省林草局", "--output", tmp_path / "a.xlsx"]
    assert run("ledger", folder, *options, "--region", "澜川省").exit_code == 0


def test_ledger_of_an_unknown_agency_gives_the_nearest_names(folder):
    result = run("ledger", folder, "--agency", "省林业局")
    assert "省林草局" in result.stderr
    assert not (folder / "ledgers").exists()


@pytest.mark.parametrize("options", [[], ["--all"]])
def test_ledgers_of_all(options, folder):
    result = run("ledger", folder, *options)
    assert result.exit_code == 0
    files = list((folder / "ledgers").glob("*.xlsx"))
    assert result.stdout == f"{folder / 'ledgers'}: {len(files)} ledgers\n"
    assert folder / "ledgers" / "澜川省林业和草原局.xlsx" in files


def test_ledgers_of_all_into_another_folder_and_brought_up_to_the_documents(folder, tmp_path):
    assert run("ledger", folder, "--output", tmp_path / "to").exit_code == 0
    assert (tmp_path / "to" / "澜川省林业和草原局.xlsx").is_file()
    run("ledger", folder)
    for document in (folder / "documents").glob("*.json"):
        value = json.loads(document.read_text(encoding="utf-8"))
        document.write_text(json.dumps(value | {"tasks": []}), encoding="utf-8")
    assert "no longer in them" in run("ledger", folder).stdout


def test_help_loads_nothing_heavy():
    heavy = "pandas", "duckdb", "networkx", "xlsxwriter", "pydantic"
    code = f"import sys; from pipeline import cli; cli.build_parser();print(set({heavy}) & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "set()\n"


def test_a_reader_that_has_gone_ends_the_command_in_peace(folder, root):
    script = "import sys; from pipeline.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", script, "agencies", str(folder), "--format", "json"],
        cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout and process.stderr
    process.stdout.close()
    assert process.wait(timeout=60) == 1
    assert process.stderr.read() == b""
    process.stderr.close()
