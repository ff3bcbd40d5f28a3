"""Time grows as the length of the text does, in every stage and in the whole, however hostile the text is."""

from collections.abc import Callable

import pytest

from extractors.assignments.headings import heading_statement
from extractors.assignments.prose import find_prose, needs_prose
from extractors.assignments.standing_rules import find_rules, marks_lead
from extractors.assignments.statement_finder import find_statements
from extractors.assignments.unit_list import parse_units
from extractors.folding import fold
from extractors.outline.actions import is_action
from extractors.outline.depths import order_styles
from extractors.outline.kinds import document_kind, issued_title, section_kind
from extractors.outline.markers import find_markers
from extractors.outline.sequence import accept
from extractors.outline.tree import build_outline
from tests.growth import MOST, growth, no_collection, seconds
from tests.texts import document_of, layout_of, reader_of

pytestmark = pytest.mark.timed


def run_sequence(text: str) -> None:
    folded = fold(text)
    order_styles(accept(find_markers(folded), folded))


def run_lists(text: str) -> None:
    folded = fold(text)
    parse_units(text, folded, 0, len(text))
    reader_of(text).statement(0, len(text), "bracket")


def run_statements(text: str) -> None:
    find_statements(reader_of(text), 0, len(text))


def run_outline(text: str) -> None:
    build_outline(layout_of(text))


def run_prose(text: str) -> None:
    if needs_prose(fold(text), 0, len(text)):
        list(find_prose(reader_of(text), 0, len(text)))


def run_rules_and_kinds(text: str) -> None:
    folded = fold(text)
    find_rules(text, folded)
    marks_lead(folded)
    heading_statement(text, folded, 0, len(text))
    for tell in (section_kind, document_kind, issued_title, is_action):
        tell(folded)


STAGES: dict[str, Callable[[str], object]] = {
    "sequence in joined text": run_sequence,
    "outline": run_outline,
    "lists": run_lists,
    "statements": run_statements,
    "prose": run_prose,
    "rules and kinds": run_rules_and_kinds,
}
SIGNS = "（）[、，；。： 　\n\t《“·-★7A市由和等为第"
WORDS = "（） 及其 各市县 各省、 按职责 以下均由 列第一位 牵头 会同 负责， （牵头） 关于 的通知"
LABELS = "责任单位： 【责任单位】 注： 具体措施："
NUMBERS = "1. 1.1. 1.1.1 一、 （一） ① 第一条。 一是 １．"
UNITS = "市水利局 市水利局、 （市水利局负责） 甲。（市水利局负责） 各县（市、区） 〔2023〕5号"
LINES = "1. 一、甲 （一）甲 责任单位： 责任单位　甲 市水利局牵头 市水利局 方案 附件 目录 2023年3月5日"
NESTED = "（…）"
REPEATED = (
    *SIGNS,
    *" ".join((WORDS, LABELS, NUMBERS, UNITS)).split(" "),
    *(f"{line}\n" for line in LINES.split(" ")),
    NESTED,
)


def repeat(unit: str) -> Callable[[int], str]:
    """Return what writes the unit again and again, up to a length."""
    if unit == NESTED:
        return lambda size: "（" * (size // 2) + "）" * (size // 2)
    return lambda size: unit * (size // len(unit))


PAIRS = [(stage, unit) for stage in STAGES for unit in REPEATED]


@pytest.mark.parametrize(
    ("stage", "unit"),
    PAIRS,
    ids=[f"{stage} {unit!r}" for stage, unit in PAIRS],
)
def test_stage(stage: str, unit: str) -> None:
    assert growth(STAGES[stage], repeat(unit)) < MOST


PLAN = "青石市节水行动方案\n"
TEXTS = {
    # what is repeated, with {n} for a number that rises
    "items with brackets": "（{n}）改造管网。更换旧管{n}公里。（市水利局牵头，各县（市、区）政府配合）\n",
    "chapters": "一、供水\n（一）改造管网。\n1.更换旧管。\n2.建水厂。（市水利局负责）\n二、节水\n",
    "labelled lines": "1.改造管网。\n牵头单位：市水利局\n责任单位：市财政局、\n市公安局\n时限：2025年底\n",
    "paragraphs": "改造管网。（市水利局牵头，市财政局配合）\n",
    "headings of units": "一、市水利局\n1.改造管网。\n2.建设水厂。\n",
    "rules": "列第一位的为牵头单位，下同。\n1.改造管网。（市水利局、市财政局）\n以下均需各县政府落实。\n",
    "rows": "|{n}|改造管网|市水利局、市财政局|2025年底|\n",
    "articles": "第{n}条 市水利局负责节水工作。\n",
    "headings": "## 重点任务\n### 改造管网\n更换旧管。\n",
    "one line": "改造管网，更换老旧管线，降低漏损。",
    "units": "市水利局、",
    "chapters with new units": "1.甲。（市第{n}水利局负责）\n",
    "bulletin": "1.全年用水总量{n}亿立方米，同比下降3%。\n",
    "items joined in one line": "（{n}）改造管网。（市水利局牵头）",
    "bullets": "● 改造管网。（市水利局负责）\n",
    "documents": "关于印发青石市节水方案的通知\n2023年3月5日\n青石市节水方案\n一、甲。\n",
    "tables": "一、甲\n|序号|工作任务|责任单位|\n|{n}|乙|市水利局|\n",
    "goals": "（{n}）供水提升目标。\n",
    "items without words": "（一）（市水利局牵头）\n",
}


def write(unit: str, size: int, head: str = PLAN) -> str:
    """Return a plan of about `size` characters that repeats the unit."""
    return head + "".join(unit.replace("{n}", str(n % 99 + 1)) for n in range(size // len(unit)))


def written_after(name: str) -> str:
    """Return what stands before the repeated text."""
    if name == "rows":
        return f"{PLAN}|序号|工作任务|责任单位|完成时限|\n"
    return f"{PLAN}一、发展目标\n" if name == "goals" else PLAN


@pytest.mark.parametrize("name", TEXTS)
def test_document(name: str) -> None:
    unit, head = TEXTS[name], written_after(name)
    assert growth(document_of, lambda size: write(unit, size, head), enough=0.06) < MOST


def test_a_plan_of_half_a_megabyte_and_of_two() -> None:
    sound = "".join(unit for name, unit in TEXTS.items() if name != "one line")
    half, two = (write(sound, size) for size in (225_000, 900_000))
    assert 2_000_000 < len(two.encode()) < 4.1 * len(half.encode())
    assert growth(document_of, lambda size: half if size == 225_000 else two, 225_000) < MOST


def test_a_hundred_thousand_brackets() -> None:
    text = f"{PLAN}一、改造管网。{'（' * 100_000}市水利局负责{'）' * 100_000}"
    with no_collection():
        assert seconds(document_of, text) < 2
    assert len(document_of(text).tasks) == 1


def test_a_numbering_that_never_ends() -> None:
    text = PLAN + "".join(f"{n}.改造管网。\n" for n in range(1, 20_001))
    with no_collection():
        assert seconds(document_of, text) < 10
    assert len(document_of(text).tasks) >= 999
