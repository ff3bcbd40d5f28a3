"""Papers that real documents name, and tasks of real series, against what readers said of each."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from extractors.records import Document
from pipeline.evaluation.lineage import files_of, read_rows, score_citations, score_tasks
from tests.documents import document_at

pytestmark = pytest.mark.long

HERE = Path(__file__).parent
CITATIONS, TASKS = (read_rows(HERE / f"judged_{name}.tsv") for name in ("citations", "tasks"))
FLOORS = {"1": (0.90, 0.90), "2": (1.0, 0.87)}
"""Precision and recall of citations, by batch; of tasks below."""
FLOORS_OF_TASKS = {"1": (1.0, 0.75), "2": (0.97, 0.94)}


@pytest.fixture(scope="module")
def documents(shared: Path) -> Mapping[str, Document]:
    return {name: document_at(shared / "bulk" / name) for name in files_of([*CITATIONS, *TASKS])}


def test_papers_that_are_implemented(documents: Mapping[str, Document]) -> None:
    for batch, found in score_citations(CITATIONS, documents):
        precision, recall = FLOORS[batch]
        assert found.precision >= precision, found.misses
        assert found.recall >= recall, found.misses


def test_tasks_that_go_on(documents: Mapping[str, Document]) -> None:
    for batch, found in score_tasks(TASKS, documents):
        precision, recall = FLOORS_OF_TASKS[batch]
        assert found.precision >= precision - 0.001, found.misses
        assert found.recall >= recall - 0.001, found.misses


def test_three_hundred_pairs_were_judged() -> None:
    assert len(CITATIONS) + len(TASKS) >= 300
