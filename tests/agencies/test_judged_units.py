"""Units drawn from unseen documents: to the right body, at the right level, no two made one."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from extractors.agencies import regions
from extractors.agencies.registry import Registry, Resolution
from extractors.agencies.resolution import Issuer

FILE = Path(__file__).with_name("judged_units.toml")
FLOOR = 0.98


def _rows() -> Iterator[tuple[str, str, str, Resolution]]:
    """Give document, judged id and level, and what the registry says, of each name."""
    registry = Registry.load()
    for document in tomllib.loads(FILE.read_text(encoding="utf-8"))["document"]:
        code = document["home"]
        home, national = (None, True) if code == "nation" else (regions.region(code), False)
        issuer = None
        if name := document.get("issuer"):
            issuer = Issuer(registry.resolve(name, home, national, "d"), enterprise=True)
        for row in document["names"]:
            printed, _, judged = row.partition(" = ")
            own, _, level = judged.rpartition(" ")
            yield document["document"], own, level, registry.resolve(printed, home, national, "d", issuer)


def test_they_go_to_the_right_body_and_level() -> None:
    rows = list(_rows())
    assert len(rows) > 500
    right = sum((found.id, found.level or "-") == (own, level) for _, own, level, found in rows)
    assert right / len(rows) >= FLOOR


def test_no_two_bodies_are_made_one() -> None:
    judged: dict[tuple[str, str], set[str]] = {}
    for document, own, _, found in _rows():
        judged.setdefault((document, found.id), set()).add(own)
    assert [bodies for bodies in judged.values() if len(bodies) > 1] == []
