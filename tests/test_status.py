"""`zeren status`: what is done, failed, stale, waiting, gone."""

import json
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from pipeline.corrections import Correction, write_corrections
from pipeline.scratch import locked
from tests.here import zeren
from tests.test_cli import PLAN


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Three documents, one of them twice, an archive and an empty file, read into `out`."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.txt").write_text(PLAN.replace("临溪", f"临{'江河湖'['abc'.index(name)]}"), "utf-8")
    shutil.copy(folder / "a.txt", folder / "a2.txt")
    with ZipFile(folder / "d.zip", "w") as archive:
        archive.writestr("内/e.txt", PLAN)
    (folder / "empty.txt").touch()
    zeren("extract", folder, "--output", tmp_path / "out")
    return folder


def status(corpus: Path, *words: str | Path) -> dict[str, Any]:
    result = zeren("status", corpus.parent / "out", *words, "--json")
    assert result.stderr == ""
    said: dict[str, Any] = json.loads(result.stdout)
    assert result.returncode == (0 if not said["files"] else 1)
    said["named"] = {each["path"]: (each["state"], each["why"]) for each in said["files"]}
    return said


def test_what_is_done_and_failed(corpus: Path) -> None:
    said = status(corpus)
    assert (said["done"], said["failed"], said["stale"], said["waiting"], said["gone"]) == (5, 1, 0, 0, 0)
    assert said["named"]["empty.txt"] == ("failed", "The file is empty: empty.txt")
    (corpus / "empty.txt").unlink()
    zeren("extract", corpus, "--output", corpus.parent / "out")
    assert status(corpus, corpus)["files"] == []
    result = zeren("status", corpus.parent / "out")
    assert (result.returncode, result.stdout.splitlines()[0]) == (0, "done 5")


def test_what_changed_since_is_stale(corpus: Path) -> None:
    (corpus / "b.txt").write_text(PLAN + "\n附注", encoding="utf-8")
    (corpus / "c.txt").unlink()
    (corpus / "new.txt").write_text(PLAN, encoding="utf-8")
    named = status(corpus, corpus)["named"]
    assert named["b.txt"] == ("stale", "the file has changed since")
    assert named["c.txt"][0] == "gone"
    assert named["new.txt"] == ("waiting", "not read yet")
    assert "d.zip" not in named
    assert "b.txt" not in status(corpus, "--quick")["named"]
    (corpus / "d.zip").unlink()
    assert status(corpus)["named"]["d.zip/内/e.txt"][0] == "gone"


def test_another_version_makes_all_stale(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.version._installed", lambda: iter(["lxml-99.dist-info"]))
    said = status(corpus)
    assert (said["stale"], said["failed"]) == (5, 1)
    assert {each["why"] for each in said["files"] if each["state"] == "stale"} == {
        "read by another version of the program, or with other names"
    }


def test_what_status_calls_stale_is_what_a_run_does_again(corpus: Path) -> None:
    (corpus / "b.txt").write_text(PLAN + "\n附注", encoding="utf-8")
    first = next((corpus.parent / "out" / "documents").iterdir())
    first.write_text(first.read_text(encoding="utf-8").replace("水利", "林业"), encoding="utf-8")
    stale = [each for each in status(corpus)["files"] if each["state"] == "stale"]
    said = json.loads(zeren("extract", corpus, "--output", corpus.parent / "out", "--json").stdout)
    assert said["documents"] - said["unchanged"] >= 2
    assert {each["why"] for each in stale} == {
        "the file has changed since",
        "its document is not there, or was changed by hand",
    }
    assert status(corpus)["stale"] == 0


def title_of(path: Path) -> Correction:
    """Return a correction of the title of a file's document."""
    return Correction(
        document=sha256(path.read_bytes()).hexdigest(), path=path.name, record="document", change="set",
        field="title", new="要点", who="甲", when="2026-01-02T03:04:05+08:00",
    )  # fmt: skip


def test_corrections_make_their_documents_stale(corpus: Path) -> None:
    write_corrections([title_of(corpus / "b.txt")], corpus / "corrections.jsonl")
    assert status(corpus)["named"]["b.txt"] == ("stale", "read without its corrections, or with others")
    zeren("extract", corpus, "--output", corpus.parent / "out")
    assert status(corpus)["stale"] == 0


def test_a_run_that_goes_on_is_said(corpus: Path) -> None:
    with locked(corpus.parent / "out"):
        assert status(corpus)["running"] is True
    assert status(corpus)["running"] is False


def test_damaged_lines_and_folders_without_a_run(corpus: Path, tmp_path: Path) -> None:
    with (tmp_path / "out" / "index.jsonl").open("a") as file:
        file.write("{\n")
    result = zeren("status", tmp_path / "out")
    assert result.returncode == 1 and "damaged lines: 1" in result.stderr
    result = zeren("status", corpus)
    assert (result.returncode, result.stdout) == (1, "") and "there is no index.jsonl" in result.stderr
    assert zeren("status", tmp_path / "nowhere").returncode == 2
    shutil.rmtree(tmp_path / "out" / "documents")
    assert zeren("status", tmp_path / "out").returncode == 1
