"""The units of the real documents with gold: all recognised, and resolved as the issue counts them."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from extractors.agencies.regions import find_region
from extractors.agencies.registry import Registry, Resolution
from extractors.agencies.units import is_unit
from tests.documents import document_at

QINGHAI = "qinghai-shengtai-2020.json"


def _units(path: Path) -> list[tuple[str, str, Resolution]]:
    """Return role, printed name and resolution of each unit of a gold file."""
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    name = gold["document"].get("region")
    home = find_region(name) if name else None
    return [
        (unit["role"], unit["name"], Registry.load().resolve(unit["name"], home, home is None, path.stem))
        for task in gold["tasks"]
        for unit in task["units"]
    ]


def test_every_unit_of_the_gold_is_recognised(shared: Path) -> None:
    names = {name for path in (shared / "gold").glob("*.json") for _, name, _ in _units(path)}
    assert len(names) > 100
    assert [name for name in names if not is_unit(name)] == []


JUDGED = Path(__file__).with_name("judged_names.tsv")


@pytest.fixture(scope="module")
def judged(shared: Path) -> list[tuple[int, str, set[str]]]:
    """Times drawn, judged id, and the ids that the program gives the name in its document."""
    rows = [line.split("\t") for line in JUDGED.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    found: dict[tuple[str, str], set[str]] = {}
    for name in {document for _, document, *_ in rows}:
        (path,) = (shared / "corpus").glob(f"{name}.*")
        for task in document_at(path).tasks:
            for unit in task.assignments:
                found.setdefault((name, unit.name), set()).add(unit.agency)
    return [(int(count), own, found.get((name, printed), set())) for count, name, _, printed, own in rows]


def test_the_mentions_judged_by_hand_go_to_their_agency(judged: list[tuple[int, str, set[str]]]) -> None:
    read = [(count, own, ids) for count, own, ids in judged if ids]
    assert sum(count for count, *_ in read) >= 190
    right = sum(count for count, own, ids in read if ids == {own})
    assert right / sum(count for count, *_ in read) >= 0.97


def test_the_leads_of_the_qinghai_plan(shared: Path) -> None:
    leads = Counter(found.name for role, _, found in _units(shared / "gold" / QINGHAI) if role == "lead")
    assert leads["青海省生态环境厅"] == 18
    assert leads["青海省发展和改革委员会"] == 10


def test_the_two_names_of_the_central_bank_and_the_eight_governments(shared: Path) -> None:
    found = {name: answer for _, name, answer in _units(shared / "gold" / QINGHAI)}
    assert found["人行西宁中心支行"].id == found["人民银行西宁中心支行"].id
    assert len(found["各市(州)政府"].members) == 8
    assert found["相关市州(州)政府"].id == found["相关市(州)政府"].id


@pytest.mark.parametrize(("file", "unresolved"), [(QINGHAI, 0), ("sc-fangguanfu-fengong-2020.json", 0)])
def test_the_registry_knows_the_bodies(shared: Path, file: str, unresolved: int) -> None:
    answers = [answer for _, _, answer in _units(shared / "gold" / file)]
    assert sum(not answer.resolved for answer in answers) == unresolved


def test_an_id_gives_its_agency_again(shared: Path) -> None:
    registry = Registry.load()
    answers = [answer for path in (shared / "gold").glob("*.json") for _, _, answer in _units(path)]
    assert [answer.id for answer in answers if registry.by_id(answer.id).id != answer.id] == []
