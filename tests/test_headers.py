"""What documents say of themselves, over the printings of many offices: the rows of headers.toml."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractors.records import Document, DocumentInfo
from pipeline.batch import load
from tests.cases.expectations import plain

ROWS = tomllib.loads(Path(__file__).with_name("headers.toml").read_text(encoding="utf-8"))["row"]
BODY = "一、摸清底数。\n\n二、改造管网。\n\n三、加强监管。"
LISTED = {"岚州": "台州", "岚溪县": "青阳县", "青原县": "青阳县"}
"""Divisions of GB/T 2260 for the invented ones: a region has a code."""


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["about"])
def test_header(row: dict[str, Any], tmp_path: Path) -> None:
    info, listed = (_read(text, row, tmp_path) for text in (row["text"], _in_listed_places(row["text"])))
    *asked, region = row["want"].replace(" || ", "\0").split(" | ")
    found = [info.title, info.document_number, "、".join(info.issuers), info.issued_on]
    found.append(listed.region.name if listed.region else None)
    asked.append(_in_listed_places(region))
    assert [pair for pair in zip(asked, found, strict=True) if not _agrees(*pair)] == []
    if "period" in row:
        assert info.period and f"{info.period.start} {info.period.end}" == row["period"]


def _read(text: str, row: dict[str, Any], folder: Path) -> DocumentInfo:
    path = folder / f"row.{row.get('format', 'txt')}"
    path.write_text(text.lstrip("\n").replace("{B}", BODY), encoding="utf-8")
    document = load(path)
    assert isinstance(document, Document), document
    return document.document


def _in_listed_places(words: str) -> str:
    for invented, listed in LISTED.items():
        words = words.replace(invented, listed)
    return words


def _agrees(asked: str, found: str | None) -> bool:
    return asked == "*" or plain(found or "-") in map(plain, asked.split("\0"))
