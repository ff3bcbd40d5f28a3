"""Generated documents keep the contract's invariants."""

import pytest

from pipeline.results import read_document
from tests.factory import make_document, write_documents
from tests.graph.plan import make_plan

DOCUMENTS = [make_document(number) for number in (0, 1, 95, 1000)] + [make_plan()]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.document.id)
def test_spans_are_what_was_printed(document):
    text = document.document.text
    for task in document.tasks:
        assert text[slice(*task.span)] == task.text
        for assignment in task.assignments:
            assert text[slice(*assignment.span)] == assignment.name
        for target in task.targets:
            assert text[slice(*target.value_span)] == target.value + target.unit


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.document.id)
def test_is_read_back(document, tmp_path):
    write_documents(tmp_path, [document])
    assert read_document(tmp_path / "documents" / f"{document.document.id}.json") == document


def test_same_number_same_document():
    assert make_document(7) == make_document(7)
    assert make_document(7).document.id != make_document(8).document.id
