"""Typing errors: close to one long name, never to a short or a different body."""

import pytest

from extractors.agencies.bodies import knowledge
from extractors.agencies.fuzzy import nearest


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("农业农厅", "农业农村厅"),
        ("应急急管理局", "应急管理局"),
        ("人力资原社会保障厅", "人力资源社会保障厅"),
        ("自然资厅源", None),
        ("生环态境厅", "生态环境厅"),
        ("水力厅", None),
        ("水务局", None),
        ("文物局", None),
        ("医药管理局", None),
        ("未知事务局", None),
    ],
)
def test_only_long_names_are_corrected(printed: str, meant: str | None) -> None:
    known = {name: organ for name, organ in knowledge().local.items() if name != printed}
    found = nearest(printed, known)
    assert (known[found].name if found else None) == (knowledge().local[meant].name if meant else None)


def test_two_bodies_as_close_give_none() -> None:
    assert nearest("市场监管理局", {"市场监督管理局": 1, "市场监管管理局": 2}) is None
