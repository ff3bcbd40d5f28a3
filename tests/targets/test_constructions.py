"""Constructions: each row binds its own examples, and none of its rejects."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from extractors.targets import constructions
from extractors.targets.clauses import Clause
from extractors.targets.constructions import CONSTRUCTIONS, Construction
from extractors.targets.model import Binding, Memory
from tests.targets.reading import read


@pytest.fixture
def bound(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the constructions that bind while the test runs."""
    names: list[str] = []

    def recorded(row: Construction) -> Callable[[Clause, Memory], Binding | None]:
        def bind(clause: Clause, memory: Memory) -> Binding | None:
            binding = row.bind(clause, memory)
            if binding:
                names.append(row.name)
            return binding

        return bind

    rows = tuple(replace(row, bind=recorded(row)) for row in CONSTRUCTIONS)
    monkeypatch.setattr(constructions, "CONSTRUCTIONS", rows)
    return names


@pytest.mark.parametrize("row", CONSTRUCTIONS, ids=lambda row: row.name)
def test_examples(row: Construction, bound: list[str]) -> None:
    for text in row.examples:
        bound.clear()
        read(text)
        assert row.name in bound, text


@pytest.mark.parametrize("row", CONSTRUCTIONS, ids=lambda row: row.name)
def test_rejects(row: Construction, bound: list[str]) -> None:
    for text in row.rejects:
        bound.clear()
        read(text)
        assert row.name not in bound, text
