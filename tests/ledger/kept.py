"""Ledgers for tests: made of a plan, filled in as officials do, read back."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl

from extractors.records import Document
from pipeline.ledger import Ledger, Outcome, Refused, gather_ledgers, keep_ledgers
from pipeline.ledger.form import HEAD

Sheet = Any


def ledger_of(agency: str, documents: Sequence[Document]) -> Ledger:
    (ledger,) = gather_ledgers(documents, [agency])
    return ledger


def keep(ledger: Ledger, path: Path, **options: Any) -> Outcome | Refused:
    (kept,) = keep_ledgers([ledger], path, in_folder=False, **options)
    return kept


def kept(ledger: Ledger, path: Path, **options: Any) -> Outcome:
    outcome = keep(ledger, path, **options)
    assert isinstance(outcome, Outcome), outcome
    return outcome


def load(path: Path) -> tuple[Any, Sheet]:
    workbook = openpyxl.load_workbook(path)
    return workbook, workbook["督办台账"]


def heads(sheet: Sheet) -> dict[str, int]:
    return {str(cell.value).split(" ")[0]: cell.column for cell in sheet[HEAD] if cell.value}


def column(sheet: Sheet, title: str) -> list[Any]:
    place = heads(sheet)[title]
    return [sheet.cell(row, place).value for row in range(HEAD + 1, sheet.max_row + 1)]
