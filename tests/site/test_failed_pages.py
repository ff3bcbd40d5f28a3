"""A file that cannot be painted any more: the report is made without its pages, and says so."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.test_analysis_cli import run

SAMPLE = Path("corpus/formats/minsheng-shishi-2025.pdf")


def _dies(job: Any) -> dict[str, Any]:
    os._exit(9)


@pytest.mark.long
def test_pages_that_cannot_be_drawn_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("extract", SAMPLE, "--output", tmp_path / "out").exit_code == 0
    monkeypatch.setattr("pipeline.site.printed.draw_pages", _dies)
    result = run("report", tmp_path / "out", "--output", tmp_path / "report.html")
    assert result.exit_code == 0 and (tmp_path / "report.html").exists()
    assert "minsheng-shishi-2025.pdf: its printed pages are not shown" in result.stderr
