"""Documents that are misread in ten ways are not graded good, and those that are read are."""

import tomllib
from pathlib import Path

import pytest

from tests.audit.test_audit import document_of

ROWS = tomllib.loads((Path(__file__).parent / "misread.toml").read_text(encoding="utf-8"))["document"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_what_is_misread_is_not_graded_good(row: dict[str, str], tmp_path: Path) -> None:
    reading = document_of(row["text"], tmp_path).document.reading
    assert (reading.grade == "good") == (row["kind"] == "good"), reading.reasons
