"""The entries of the registry's lexicons: each reads its own examples, with no other entry known."""

from collections import Counter
from typing import Any

import pytest

from extractors.agencies import regions
from extractors.agencies.regions import Region
from extractors.agencies.registry import Registry
from extractors.lexicons import load

YUNXI = Region("", "云溪省", "province", short="云溪")
YUNXI_CITY = Region("", "云溪市", "city", short="云溪")


def _example(text: str) -> tuple[str, str]:
    printed, _, full = text.partition(" = ")
    return printed, full


@pytest.mark.parametrize("entry", load("functions"), ids=lambda entry: entry["name"])
def test_each_function_reads_its_examples_alone(entry: dict[str, Any]) -> None:
    registry = Registry.of_entries([{key: entry[key] for key in entry if key != "successor"}])
    for printed, full in map(_example, entry["examples"]):
        assert registry.resolve(printed, YUNXI_CITY).name == full


@pytest.mark.parametrize("entry", load("organisations"), ids=lambda entry: entry["name"])
def test_each_kind_of_local_body_reads_its_examples_alone(entry: dict[str, Any]) -> None:
    registry = Registry.of_entries([entry])
    for printed, full in map(_example, entry["examples"]):
        assert registry.resolve(printed, YUNXI).name == full


@pytest.mark.parametrize("entry", load("central_bodies"), ids=lambda entry: entry["name"])
def test_each_body_of_one_seat_reads_its_examples_alone(entry: dict[str, Any]) -> None:
    registry = Registry.of_entries([entry])
    for printed, full in map(_example, entry["examples"]):
        assert registry.resolve(printed, national=True).name == full


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
