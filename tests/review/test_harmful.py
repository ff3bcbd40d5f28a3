"""A reviewed file that ends the process which reads it is named, and the command goes to its end."""

import os
from pathlib import Path

import pytest

from tests.test_analysis_cli import run


def _dies(path: Path) -> None:
    os._exit(9)


def test_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "sample.csv"
    path.write_text("a,b\n", encoding="utf-8")
    monkeypatch.setattr("pipeline.review.files._try_reviewed", _dies)
    result = run("review", "report", path)
    assert result.exit_code == 1 and "crashed" in result.stderr and "Traceback" not in result.stderr
