"""Damaged files of this program: each is named and passed over in every command, and none is a traceback."""

import os
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch import digest_file, extract, load
from pipeline.export import discard
from pipeline.index import Failure, read_index
from pipeline.keeping import base, files
from pipeline.results import Skipped, read_documents
from pipeline.sources import find_sources
from tests.factory import make_document, write_documents
from tests.fakes import fake_build
from tests.graph.plan import make_plan
from tests.inventory.damage import damaged
from tests.test_analysis_cli import run

FOLDER = Path(__file__).parent
PLAN = make_plan().to_json().encode()
TABLE = tomllib.loads((FOLDER / "own_files.toml").read_text(encoding="utf-8"))
ROWS = [row for part in TABLE.values() for row in part["rows"]]
LINES = tomllib.loads((FOLDER / "index_lines.toml").read_text(encoding="utf-8"))["rows"]
GRAPHS = ("graphml", "gexf", "json", "cytoscape", "csv", "neo4j")
COMMANDS = [
    *(f"graph DIR --format {name} --output OUT" for name in GRAPHS),
    *(f"graph DIR --view {name} --output OUT" for name in ("cooperation", "hierarchy", "lineage")),
    *(f"tables DIR --format {name} --output OUT" for name in ("csv", "parquet", "duckdb", "xlsx", "jsonl")),
    *(f"agencies DIR --format {name}" for name in ("table", "csv", "json")),
    "agencies DIR --unresolved",
    "agencies DIR --output OUT",
    *(f"audit DIR --format {name}" for name in ("table", "csv", "json")),
    "ledger DIR --all --output OUT",
    "ledger DIR --agency 省林草局 --region 澜川省 --output OUT",
    "tasks DIR",
    "targets DIR --format json",
    "track DIR --format json",
    *(f"lineage DIR --format {name}" for name in ("table", "csv", "json")),
    "report DIR --output OUT",
    "review sample DIR --n 2 --seed 1 --format csv --output OUT",
]


def skipped(folder: Path) -> dict[str, str]:
    found: list[Skipped] = []
    assert list(read_documents(folder, found.append)) == [make_plan()]
    return {each.path.name: each.reason for each in found}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_a_damaged_document_is_named_and_the_others_are_read(row: dict[str, Any], tmp_path: Path) -> None:
    folder = write_documents(tmp_path, [make_plan()]) / "documents"
    (folder / "0bad.json").write_bytes(damaged(PLAN, row, "PLAN"))
    (reason,) = skipped(tmp_path).values()
    assert row["says"] in reason and len(reason) < 400
    failure = load(folder / "0bad.json")
    assert failure == Failure(code="no-document", message=reason)


def test_show_and_page_say_what_is_wrong_with_a_document(tmp_path: Path, root: Path) -> None:
    sample = root / "corpus" / "formats" / "minsheng-shishi-2025.pdf"
    name = f"{str(digest_file(sample))[:16]}.json"
    bad = write_documents(tmp_path, []) / "documents" / name
    bad.write_bytes(PLAN.replace(b'"schema_version":"1.1"', b'"schema_version":"\\u001b[2J"'))
    shown = run("show", bad)
    assert (shown.exit_code, shown.stdout) == (1, "")
    assert "\x1b" not in shown.stderr and shown.stderr.endswith("this program reads 1.1 (no-document)\n")
    page = run("page", sample, "--page", "1", "--facts", tmp_path, "--output", tmp_path / "a.png")
    assert (page.exit_code, page.stdout) == (1, "")
    assert "\x1b" not in page.stderr and page.stderr.endswith("this program reads 1.1 (no-document)\n")
    assert not (tmp_path / "a.png").exists()


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two sound documents and one of every damaged kind, and what is no document at all."""
    folder = write_documents(tmp_path_factory.mktemp("own"), [make_plan(), make_document(2)])
    for number, row in enumerate(ROWS):
        (folder / "documents" / f"{number:03} bad.json").write_bytes(damaged(PLAN, row, "PLAN"))
    (folder / "documents" / "notes \x1b[2J.txt").write_text("mine")
    (folder / "documents" / "folder.json").mkdir()
    (folder / "documents" / "dead.json").symlink_to("nowhere")
    (folder / "documents" / "zz copy.json").write_bytes(PLAN)
    os.mkfifo(folder / "documents" / "pipe.json")
    return folder


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_documents(tmp_path_factory.mktemp("sound"), [make_plan(), make_document(2)])


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_names_every_file_and_does_the_rest(
    broken: Path, sound: Path, tmp_path: Path, command: str
) -> None:
    places = {"DIR": str(broken), "OUT": str(tmp_path / "out")}
    result = run(*(places.get(word, word) for word in command.split()))
    assert result.exit_code == 1
    named = [line for line in result.stderr.splitlines() if line.startswith("skipped ")]
    assert len(named) == len(ROWS) + 5
    assert "\x1b" not in result.output
    places["DIR"] = str(sound)
    discard(tmp_path / "out")  # a ledger that is there is brought up to the documents, and says so
    same = run(*(places.get(word, word) for word in command.split()))
    assert (same.exit_code, same.stdout) == (0, result.stdout)


def test_a_document_larger_than_any_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_documents(tmp_path, [make_plan()]) / "documents"
    monkeypatch.setattr(files, "MAX_BYTES", len(PLAN) + 1)
    (folder / "0bad.json").write_bytes(PLAN + b"  ")
    assert "MiB" in skipped(tmp_path)["0bad.json"]


def test_a_document_that_grew_too_large_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "MAX_BYTES", 1000)
    with pytest.raises(OSError, match="more than"):
        base.encode(make_plan())


def done(folder: Path, output: Path) -> tuple[list[str], list[str]]:
    """Return what a run says of its files, and of the index that it found."""
    said: list[str] = []
    lines = extract(find_sources([folder], [".txt"]), output, build=fake_build, notice=said.append)
    return [line.status for line in lines], said


@pytest.mark.parametrize("damage", ["empty", "cut", "changed", "another", "gone"])
def test_a_document_that_was_changed_since_is_done_again(tmp_path: Path, damage: str) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a", "b"):
        (tmp_path / "in" / f"{name}.txt").write_text(name)
    done(tmp_path / "in", tmp_path / "out")
    first, second = sorted((tmp_path / "out" / "documents").iterdir())
    sound = first.read_bytes()
    content = {
        "empty": b"",
        "cut": sound[:-20],
        "changed": sound.replace(b'"confidence":1.0', b'"confidence":9.0'),
    }
    if damage == "gone":
        first.unlink()
    else:
        first.write_bytes(content.get(damage, second.read_bytes()))
    assert sorted(done(tmp_path / "in", tmp_path / "out")[0]) == ["done", "unchanged"]
    assert first.read_bytes() == sound
    assert done(tmp_path / "in", tmp_path / "out")[0] == ["unchanged", "unchanged"]


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two files and what a run made of them."""
    folder = tmp_path_factory.mktemp("index")
    (folder / "in").mkdir()
    for name in ("a", "b"):
        (folder / "in" / f"{name}.txt").write_text(name)
    done(folder / "in", folder / "out")
    return folder


@pytest.mark.parametrize("row", LINES, ids=lambda row: row["name"])
def test_a_damaged_line_is_counted_and_the_others_are_read(
    row: dict[str, Any], indexed: Path, tmp_path: Path
) -> None:
    first, second = (indexed / "out" / "index.jsonl").read_bytes().splitlines()
    (tmp_path / "index.jsonl").write_bytes(damaged(first, row, "LINE") + b"\n" + second + b"\n")
    lines, count = read_index(tmp_path)
    assert ([path for _, path in lines], count) == (["b.txt"], 1)


def test_files_of_damaged_lines_are_done_again_and_nothing_outside_is_touched(
    indexed: Path, tmp_path: Path
) -> None:
    shutil.copytree(indexed / "out", tmp_path / "a" / "out")
    (tmp_path / "victim.json").write_text("mine")
    index = tmp_path / "a" / "out" / "index.jsonl"
    first, second = index.read_bytes().splitlines()
    index.write_bytes(b"\n".join([*(damaged(first, row, "LINE") for row in LINES), second, b""]))
    statuses, said = done(indexed / "in", tmp_path / "a" / "out")
    assert sorted(statuses) == ["done", "unchanged"]
    assert said == [f"{tmp_path / 'a' / 'out'}/index.jsonl: damaged lines left out: {len(LINES)}"]
    assert (tmp_path / "victim.json").read_text() == "mine"
    assert index.read_bytes().splitlines()[1] == second.replace(b'"status":"done"', b'"status":"unchanged"')


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_an_index_that_is_no_file_is_said(indexed: Path, tmp_path: Path, kind: str) -> None:
    shutil.copytree(indexed / "out", tmp_path / "out")
    index = tmp_path / "out" / "index.jsonl"
    index.unlink()
    (index.mkdir if kind == "folder" else lambda: os.mkfifo(index))()
    result = run("extract", indexed / "in", "--output", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "index.jsonl is no file" in result.stderr
