"""The entries of the registry's lexicons: each reads its own examples, with no other entry known."""

from collections import Counter
from typing import Any

import pytest

from extractors.agencies import regions
from extractors.agencies.additions import find_flaws, find_form_flaws
from extractors.agencies.bodies import LEXICONS
from extractors.agencies.functions import compose
from extractors.lexicons import load

ENTRIES = [pytest.param(entry, id=f"{name}-{entry['name']}") for name in LEXICONS for entry in load(name)]


@pytest.mark.parametrize("entry", ENTRIES)
def test_each_entry_has_the_form_and_reads_its_examples_alone(entry: dict[str, Any]) -> None:
    assert list(find_form_flaws(entry)) == []
    assert list(find_flaws(entry)) == []


def test_no_printed_name_belongs_to_two_bodies_of_one_seat() -> None:
    entries = load("central_bodies")
    names = [name for entry in entries for name in (entry["name"], *entry.get("names", ()))]
    bare = [name for entry in entries for name in entry.get("national", ())]
    assert [name for name, count in Counter(names).items() if count > 1] == []
    assert [name for name, count in Counter(bare).items() if count > 1] == []
    assert set(names).isdisjoint(bare)


def test_every_superior_and_successor_is_known() -> None:
    bodies = {entry["name"] for entry in load("central_bodies")}
    for entry in load("central_bodies"):
        for other in (entry.get("superior"), entry.get("successor")):
            assert not other or other in bodies or regions.find_region(other)
    functions = {entry["name"] for entry in load("functions")}
    assert {entry["successor"] for entry in load("functions") if "successor" in entry} <= functions


@pytest.mark.parametrize("entry", load("function_morphemes"), ids=lambda entry: entry["name"])
def test_a_morpheme_is_read_by_its_forms(entry: dict[str, Any]) -> None:
    examples = [example.split(" = ") for example in entry["examples"]]
    assert [compose(printed) for printed, _ in examples] == [(full,) for _, full in examples]
    assert {full for _, full in examples} == {entry["name"]}


def test_no_form_of_a_morpheme_belongs_to_two() -> None:
    forms = [
        form for entry in load("function_morphemes") for form in (entry["name"], *entry.get("forms", ()))
    ]
    assert [form for form, count in Counter(forms).items() if count > 1] == []
