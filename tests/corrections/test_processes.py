"""Corrections go to the processes that read the files, and to `zeren show`."""

from pathlib import Path

import pytest

from pipeline.corrections import write_corrections
from pipeline.results import read_document
from tests.corrections.test_runs import PLAN, document_of, find, say
from tests.test_analysis_cli import run


@pytest.mark.long
def test_they_reach_two_processes(tmp_path: Path) -> None:
    folder, out = tmp_path / "papers", tmp_path / "out"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(PLAN.format(name, 3, ""), encoding="utf-8")
    assert run("extract", folder, "--output", out, "-j", "2").exit_code == 0
    units = [find(document_of(folder, f"{name}.txt"), "assignment", "省林草局") for name in ("a", "b")]
    write_corrections(
        [say(unit, "set", field="name", new="省某局") for unit in units], folder / "corrections.jsonl"
    )
    assert run("extract", folder, "--output", out, "-j", "2").exit_code == 0
    documents = map(read_document, (out / "documents").iterdir())
    assert [document.tasks[0].assignments[2].name for document in documents] == ["省某局", "省某局"]
    assert "省某局" in run("show", folder / "a.txt").stdout
