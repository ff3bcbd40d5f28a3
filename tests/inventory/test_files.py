"""Files that are none, or damaged ones: each has its code and its words, and none is an internal error."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.batch import load
from pipeline.formats import ocr
from pipeline.index import Failure
from tests.inventory.makers import make

Row = dict[str, Any]
TABLE = tomllib.loads((Path(__file__).parent / "files.toml").read_text(encoding="utf-8"))
ROWS = [row for part in TABLE.values() for row in part["rows"]]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_it_has_its_code_and_its_words(row: Row, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place, limit in row.get("limits", {}).items():
        monkeypatch.setattr(place, limit)
    path = tmp_path / row["file"]
    path.write_bytes(make(row["make"]))
    found = load(path, nlp=False)
    if isinstance(found, Failure):
        assert not row.get("kept"), found
        assert found.code == row["code"]
        assert row["says"] in found.message
        return
    assert row.get("kept")
    said = [problem.message for problem in found.problems if problem.code == row["code"]]
    assert any(row["says"] in message for message in said) or not row["code"]
    assert "internal-error" not in {problem.code for problem in found.problems}
    found.to_json().encode()


def test_each_kind_stands_once() -> None:
    assert len({row["name"] for row in ROWS}) == len({row["make"] + row["file"] for row in ROWS}) == len(ROWS)


def test_a_scan_without_the_extra_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "find_spec", lambda name: None)
    (tmp_path / "a.png").write_bytes(make("png(200, 100)"))
    found = load(tmp_path / "a.png", nlp=False)
    assert isinstance(found, Failure) and found.code == "needs-ocr" and "pip install" in found.message
