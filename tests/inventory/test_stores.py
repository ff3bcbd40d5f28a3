"""Damaged stores of documents: what is damaged is said, what is whole is read, the next run mends it."""

import json
import os
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch import extract
from pipeline.sources import find_sources
from pipeline.store import open_store
from tests.fakes import fake_build
from tests.inventory.makers import NAMES
from tests.inventory.test_environments import largest_file, source
from tests.test_analysis_cli import run
from tests.test_shards import documents

ROWS = tomllib.loads((Path(__file__).parent / "shards.toml").read_text(encoding="utf-8"))["rows"]
COUNT = 3


def read(place: Path) -> list[str]:
    lines = extract(find_sources([place / "in"], [".txt"]), place / "out", build=fake_build, kind="shards")
    return [line.status for line in lines]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three documents in two shards."""
    (tmp_path / "in").mkdir()
    for number in range(COUNT):
        (tmp_path / "in" / f"{number}.txt").write_text(str(number))
    monkeypatch.setattr("pipeline.keeping.shards.LARGEST", 2_000)
    read(tmp_path)
    monkeypatch.undo()
    return tmp_path


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_what_is_whole_stays_whole(row: dict[str, Any], place: Path) -> None:
    folder = place / "out" / "shards"
    sound = documents(place / "out")
    assert len(list(folder.iterdir())) == 3
    file = folder / {"SHARD": "00000.jsonl.zst", "INDEX": "index.tsv"}[row["file"]]
    old = file.read_bytes()
    if "bytes" in row:
        file.write_bytes(eval(row["bytes"], dict(NAMES) | {"OLD": old}))
    else:
        file.unlink()
    result = run("audit", place / "out", "--json")
    assert row["says"] in result.stderr and "Traceback" not in result.stderr
    assert result.exit_code == (1 if row["says"] else 0)
    assert len(json.loads(result.stdout or "[]")) == row["left"]
    before = {path: path.read_bytes() for path in folder.iterdir()}
    for line in (
        f"audit {place / 'out'}",
        f"graph {place / 'out'} -o {place / 'x.gexf'}",
        f"status {place / 'out'}",
    ):
        assert "Traceback" not in run(*line.split()).stderr
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    assert set(read(place)) <= {"done", "unchanged"}
    assert documents(place / "out") == sound
    assert read(place) == ["unchanged"] * COUNT


@pytest.mark.parametrize("store", ["files", "shards"])
def test_a_disk_that_fills_amid_a_run_loses_what_was_in_hand(tmp_path: Path, store: str) -> None:
    files = source(tmp_path, **{name: f"一、任务{name}。" for name in "abcdef"})
    out = tmp_path / "out"
    with largest_file(3_000):
        result = run("extract", files, "--output", out, "--store", store)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1 and result.stderr.startswith(f"{out}: ")
    kept = documents(out)
    assert kept
    assert run("extract", files, "--output", out).exit_code == 0
    assert len(documents(out)) == 6 and kept.items() <= documents(out).items()


@pytest.mark.parametrize("store", ["files", "shards"])
def test_a_disk_that_fills_while_a_store_is_converted(place: Path, store: str) -> None:
    new = place / "new"
    with largest_file(100):
        result = run("convert", place / "out", "--store", store, "--output", new)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"{new}: ") and result.stderr.count("\n") == 1
    assert sorted(path.name for path in place.iterdir()) == ["in", "out"]


@pytest.mark.parametrize("store", ["files", "shards"])
def test_a_second_run_into_one_store_is_refused(tmp_path: Path, store: str) -> None:
    files = source(tmp_path, a="一、任务。")
    assert run("extract", files, "--output", tmp_path / "out", "--store", store).exit_code == 0
    before = documents(tmp_path / "out")
    with open_store(tmp_path / "out"):
        result = run("extract", files, "--output", tmp_path / "out", "--force")
        assert (result.exit_code, result.stdout) == (1, "")
        assert "in use by another run" in result.stderr and result.stderr.count("\n") == 1
        merged = run("merge", tmp_path / "out")
        assert merged.exit_code == 1
    assert documents(tmp_path / "out") == before


@pytest.mark.parametrize("kind", ["shards is a file", "shards is a pipe", "a folder for a shard", "both"])
def test_a_store_that_is_none(tmp_path: Path, kind: str) -> None:
    files, out = source(tmp_path, a="一、任务。"), tmp_path / "out"
    out.mkdir()
    if kind == "shards is a file":
        (out / "shards").touch()
    elif kind == "shards is a pipe":
        os.mkfifo(out / "shards")
    elif kind == "both":
        (out / "shards").mkdir()
        (out / "documents").mkdir()
    else:
        (out / "shards" / "00000.jsonl.zst").mkdir(parents=True)
    result = run("extract", files, "--output", out, "--store", "shards")
    if kind == "a folder for a shard":
        assert result.exit_code == 0 and len(documents(out)) == 1
    else:
        assert (result.exit_code, result.stdout) == (2 if kind == "both" else 1, "")
    assert "Traceback" not in result.stderr


def test_a_folder_that_goes_amid_a_run_ends_it(tmp_path: Path) -> None:
    files = source(tmp_path, a="one", b=f"vanish {tmp_path / 'out'}", c="three")
    with pytest.raises(OSError, match="the folder has gone"):
        extract(find_sources([files], [".txt"]), tmp_path / "out", build=fake_build, kind="shards")
    assert not (tmp_path / "out").exists()
    shutil.rmtree(files)
