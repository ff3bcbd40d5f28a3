"""The tables as they are printed."""

import re
from pathlib import Path

import pytest

from pipeline.tables import stream_frames
from pipeline.tables.workbook import write_xlsx
from tests.factory import make_document
from tests.rendered import needs_office, printed

pytestmark = [pytest.mark.long, needs_office]
A3_ACROSS = (1191, 842)
LEAST = 7.5
"""Points of the smallest letters: tables of twenty columns are for a large sheet."""


def test_they_read_on_paper(tmp_path: Path, spoken_chinese: None) -> None:
    write_xlsx(stream_frames([make_document(0, tasks=60)]), tmp_path / "a.xlsx")
    pages = printed(tmp_path / "a.xlsx")
    tasks = [page for page in pages if "任务原文" in page.extract_text()]
    assert len(tasks) > 1, "the head is on every page"
    for page in pages:
        assert (round(page.width), round(page.height)) == A3_ACROSS
        assert min(char["size"] for char in page.chars) >= LEAST
        assert "起点" not in page.extract_text()
    assert re.search(r"20\d\d-03-01", pages[0].extract_text())
