"""Scores of a folder of documents."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from extractors.records import Document
from pipeline.evaluation.score import Score, format_scores, read, score_folder
from tests.documents import document_at
from tests.evaluation.test_comparison import gold_of
from tests.factory import make_document

DOCUMENT = make_document(2, tasks=3, units=2)


def scores(tmp_path: Path, **found: Document | None) -> tuple[Score, ...]:
    """Return the scores of documents by name, against gold that `DOCUMENT` meets."""
    tmp_path.mkdir(exist_ok=True)
    for name in found:
        gold = gold_of(DOCUMENT) | {"file": f"{name}.txt"}
        (tmp_path / f"{name}.json").write_text(json.dumps(gold), encoding="utf-8")
    return score_folder(Path("corpus"), tmp_path, lambda path: found[path.stem])


def figures(table: str, row: str) -> list[str]:
    return next(line for line in table.splitlines() if line.startswith(row)).removeprefix(row).split()


def test_each_document_and_all_of_them(tmp_path: Path) -> None:
    table = format_scores(
        scores(tmp_path, good=DOCUMENT, lost=None), scores(tmp_path / "bare", good=DOCUMENT), False, False
    )
    assert table.split("\n")[0].split()[:3] == ["tasks", "units", "leads"]
    assert set(figures(table, "good.txt")) == {"1.000"}
    assert set(figures(table, "lost.txt")) == {"0.000"}
    assert set(figures(table, "all: F1")[:-1]) == {"0.667"}
    assert set(figures(table, "  recall")) == {"0.500"}
    assert figures(table, "  precision")[0] == "1.000"
    assert set(figures(table, "  F1 without NLP")) == {"1.000"}


def test_misses_are_named(tmp_path: Path) -> None:
    found = DOCUMENT.changed(tasks=DOCUMENT.tasks[:2])
    table = format_scores(scores(tmp_path, a=found), [], misses=True, full=True)
    title = DOCUMENT.tasks[2].title
    assert f"    tasks missed: [3. {title}]" in table.splitlines()
    assert "hit" not in table
    assert table.count("  precision") == 2


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").touch()
    assert read(tmp_path / "a.txt") is None
    assert "(empty-file)" in capsys.readouterr().err


def test_figures_of_the_real_documents_are_those_of_the_judge(shared: Path, tmp_path: Path) -> None:
    paths = []
    for score in (mine := score_folder(shared / "corpus", shared / "gold", document_at)):
        written = tmp_path / f"{score.file}.json"
        written.write_text(document_at(shared / "corpus" / score.file).to_json(), encoding="utf-8")
        paths += [str(shared / "gold" / f"{Path(score.file).stem}.json"), str(written)]
    judged = subprocess.run(
        [sys.executable, str(shared / "score.py"), *paths], capture_output=True, encoding="utf-8", check=True
    ).stdout
    table = format_scores(mine, [], misses=False, full=False)
    for score in mine:
        assert figures(table, score.file) == figures(judged, score.file)
    for ours, theirs in (("all: F1", "all (F1)"), ("  precision", "  precision"), ("  recall", "  recall")):
        assert figures(table, ours) == figures(judged, theirs)
