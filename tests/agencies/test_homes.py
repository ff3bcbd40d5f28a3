"""Where documents speak from, and what the home makes of their names."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractors.agency_index import Home
from tests.agencies.reading import read_home, read_roster

ROWS = tomllib.loads(Path(__file__).with_name("homes.toml").read_text(encoding="utf-8"))["home"]


def _named(home: Home) -> str:
    return home.region.name if home.region else ("nation" if home.national else "")


@pytest.mark.parametrize("row", ROWS, ids=[row["says"] for row in ROWS])
def test_the_home_is_told_by_what_the_document_has(row: dict[str, Any]) -> None:
    assert _named(read_home(row["text"].strip())) == row["home"]


@pytest.mark.parametrize("row", [row for row in ROWS if "agency" in row], ids=lambda row: row["says"])
def test_a_name_is_that_of_the_home(row: dict[str, Any]) -> None:
    printed, _, expected = row["agency"].partition(" = ")
    assert read_roster(row["text"].strip()).resolve(printed, (0, 1)) == expected
