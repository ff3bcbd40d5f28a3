"""A ledger that ends the process which reads it: it is left as it is, the others are kept."""

import os
from pathlib import Path

import pytest

from pipeline.ledger.update import try_ledger
from tests.factory import make_document, write_documents
from tests.test_analysis_cli import run


def _dies_of_one(path: Path) -> None:
    if path.read_bytes().endswith(b"harm"):
        os._exit(9)
    try_ledger(path)


@pytest.mark.long
def test_it_is_left_as_it_is_and_the_others_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_documents(tmp_path / "out", [make_document(place) for place in range(2)])
    assert run("ledger", folder).exit_code == 0
    first, *others = sorted((folder / "ledgers").glob("*.xlsx"))
    first.write_bytes(first.read_bytes() + b"harm")
    for other in others:
        other.unlink()
    monkeypatch.setattr("pipeline.ledger.update.try_ledger", _dies_of_one)
    result = run("ledger", folder)
    assert result.exit_code == 1 and "crashed" in result.stderr and first.name in result.stderr
    assert first.read_bytes().endswith(b"harm") and all(other.exists() for other in others) and others
