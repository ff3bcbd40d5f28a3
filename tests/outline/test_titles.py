"""Titles: what speaks for words being one, and the lexicon of kinds of document."""

import pytest

from extractors.folding import fold
from extractors.lexicons import load
from extractors.outline.titles import ENOUGH, ends_in_kind, names_plan, title_weight

WEIGHED = [
    ("云溪市人民政府关于加快农村供水的实施意见", True),
    ("关于做好防汛工作的通知", True),
    ("云溪市2026年重点工作", True),
    ("促进消费若干政策", False),
    ("推进国土整治工作", False),
    ("主要任务", False),
    ("现将有关事项通知", False),
    ("当前位置:首页>通知公告", False),
    ("一、总体方案", False),
    ("责任编辑:王某", False),
    ("云溪市人民政府", False),
]


@pytest.mark.parametrize(("words", "expected"), WEIGHED)
def test_weight(words: str, expected: bool) -> None:
    assert (title_weight(words) >= ENOUGH) is expected


@pytest.mark.parametrize("entry", load("title_nouns"), ids=lambda entry: entry["kind"])
def test_each_entry_reads_its_examples(entry: dict[str, list[str]]) -> None:
    def ends(text: str) -> bool:
        return fold(text).endswith(tuple(entry["words"]))

    assert [text for text in entry["examples"] if not ends(text)] == []
    assert [text for text in entry["rejects"] if ends(text)] == []


@pytest.mark.parametrize(
    ("words", "kind", "plan"),
    [
        ("节水方案(试行)", True, True),
        ("先进集体名单", True, False),
        ("项目申报表", False, False),
        ("若干措施", False, True),
        ("关于节水的函", True, False),
    ],
)
def test_kinds(words: str, kind: bool, plan: bool) -> None:
    assert (ends_in_kind(words), names_plan(words)) == (kind, plan)
