"""Command lines that are wrong, and files of names that are none: exit code, words, and nothing written."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.factory import make_document, write_documents
from tests.graph.plan import make_plan
from tests.inventory.makers import NAMES, make
from tests.test_analysis_cli import run

FOLDER = Path(__file__).parent
COMMANDS = tomllib.loads((FOLDER / "commands.toml").read_text(encoding="utf-8"))["rows"]
REGISTRIES = tomllib.loads((FOLDER / "registries.toml").read_text(encoding="utf-8"))["rows"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("place")
    write_documents(folder / "out", [make_plan(), make_document(2)])
    (folder / "empty").mkdir()
    (folder / "a.txt").write_text("一、任务", encoding="utf-8")
    (folder / "names.toml").write_text("entry = []")
    (folder / "a.pdf").write_bytes(make("pdf()"))
    return folder


@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: row["name"])
def test_a_wrong_command_says_so_and_writes_nothing(
    row: dict[str, Any], place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(place)
    words = {
        "DIR": "out", "EMPTY": "empty", "FILE": "a.txt", "OUT": "new", "NAMES": "names.toml",
        "LONG": "x" * 300, "DIGITS": "9" * 5000, "ID": make_plan().document.id,
        "PDF": "a.pdf",
    }  # fmt: skip
    line = []
    for word in row["line"].split():
        for name, value in words.items():
            word = word.replace(name, value)
        line.append(word)
    before = sorted(place.rglob("*"))
    result = run(*line)
    assert result.exit_code == row["code"], result.output
    assert row["says"] in result.stderr and "\x1b" not in result.output
    assert "Traceback" not in result.output
    assert sorted(place.rglob("*")) == before


@pytest.mark.parametrize("row", REGISTRIES, ids=lambda row: row["name"])
def test_names_that_are_none_are_wrong_usage(row: dict[str, Any], place: Path, tmp_path: Path) -> None:
    content = eval(row["bytes"], dict(NAMES)) if "bytes" in row else row["text"].encode()
    (tmp_path / "names.toml").write_bytes(content)
    output = tmp_path / "out"
    result = run("extract", place / "a.txt", "--output", output, "--registry", tmp_path / "names.toml")
    assert (result.exit_code, result.stdout) == (2, "")
    last = result.stderr.splitlines()[-1]
    assert row["says"] in last and len(last) < 700 and "\x1b" not in result.stderr
    assert not output.exists()


def test_each_kind_stands_once() -> None:
    for rows in (COMMANDS, REGISTRIES):
        assert len({row["name"] for row in rows}) == len(rows)
