"""Texts unlike a policy document are read and said to be so."""

import pytest

from extractors.diagnostics import find_oddities
from extractors.layout import Block, build_layout
from extractors.outline.tree import build_outline


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("1.改造管网。（市水利局牵头）", []),
        ("各县（市、区（含开发区（园区）））政府", []),
        ("（" * 100_000 + "市水利局" + "）" * 100_000, ["deep-brackets"]),
        ("（" * 50, ["deep-brackets"]),
        ("\n".join(f"{n}、改造管网" for n in range(1, 999)), []),
        ("\n".join(f"（一）改造管网{n}" for n in range(6000)), ["endless-numbering"]),
    ],
)
def test_oddities(text: str, codes: list[str]) -> None:
    layout = build_layout([Block("paragraph", line) for line in text.split("\n")])
    assert [problem.code for problem in find_oddities(layout, build_outline(layout))] == codes
