"""Cases: small documents of our own, one for each kind of construction, and what they must give.

A case with ``gap = true`` is one that is known not to be read yet: it fails the day it is.
"""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractors.records import Document
from pipeline.batch import load
from tests.cases.expectations import holds

FOLDER = Path(__file__).parent
CASES = [
    pytest.param(
        case,
        id=f"{path.stem}-{n}-{case['kind']}",
        marks=[pytest.mark.xfail(strict=True)] if case.get("gap") else [],
    )
    for path in sorted(FOLDER.glob("*.toml"))
    for n, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"])
]


@pytest.mark.parametrize("case", CASES)
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / f"case.{case.get('format', 'txt')}"
    path.write_text(case["text"].lstrip("\n"), encoding="utf-8")
    document = load(path)
    assert isinstance(document, Document), document
    found = json.loads(document.to_json())
    assert [line for line in case["expect"] if not holds(line, found)] == []
