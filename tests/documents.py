"""Samples and real documents, each read once in a process of tests: records do not change."""

from functools import cache
from pathlib import Path

from extractors.records import Document
from pipeline.batch import load
from pipeline.store import Failure


@cache
def outcome_at(path: Path) -> Document | Failure:
    """Return what the file at `path` gives."""
    return load(path)


def document_at(path: Path) -> Document:
    """Return the document of the file at `path`, which can be read."""
    found = outcome_at(path)
    assert isinstance(found, Document), found
    return found
