"""The tasks of a document as people read them."""

import pytest
from rich.cells import cell_len
from rich.console import Console

from extractors.records import Baseline, Deadline, Document, Normalized, Target
from pipeline.show import describe, print_document
from pipeline.wording import word_target
from tests.factory import make_document


def shown(document: Document, width: int) -> str:
    console = Console(width=width, highlight=False, force_terminal=False)
    with console.capture() as capture:
        print_document(document, console)
    return capture.get()


def make_target(**changes: object) -> Target:
    values: dict[str, object] = {
        "indicator": "森林覆盖率", "applies_to": None, "comparator": "eq", "value": "45", "upper": None,
        "unit": "%",
        "normalized": Normalized(value="45", upper=None, unit="%"), "change": None, "baseline": None,
        "deadline": None, "part_of": None, "ambiguous": False, "span": (0, 9), "value_span": (6, 9),
    }  # fmt: skip
    return Target.from_value(values | changes)


@pytest.mark.parametrize("width", [200, 100, 72, 60, 30, 12])
def test_it_fits_the_terminal_and_loses_nothing(width: int) -> None:
    document = make_document(2, tasks=5, units=5)
    output = shown(document, width)
    assert max(cell_len(line) for line in output.splitlines()) <= width
    folded = "".join(c for c in output if c not in " \n│┃")
    for task in document.tasks:
        assert task.title in folded or width >= 96
        for unit in task.assignments:
            assert set(unit.name) <= set(output)


def test_a_row_names_who_leads_and_who_answers() -> None:
    document = make_document(2, tasks=1, units=4)
    (task,) = document.tasks
    lines = shown(document, 160).splitlines()
    assert next(line for line in lines if "no." in line).split() == [
        "┃", "no.", "┃", "task", "┃", "lead", "┃", "responsible", "┃", "others", "┃"
    ]  # fmt: skip
    cells = next(line for line in lines if task.title in line).split("│")
    assert cells[1].strip() == task.number
    for column, role in ((3, "lead"), (4, "responsible")):
        names = [unit.name for unit in task.assignments if unit.role == role]
        assert cells[column].strip() == "、 ".join(names)
    assert "cooperating: " in cells[5]


def test_columns_that_hold_nothing_are_left_out() -> None:
    document = make_document(2, tasks=1, units=1)
    assert "others" not in shown(document, 100)


def test_targets_stand_under_their_task_and_problems_at_the_end() -> None:
    document = make_document(2, tasks=2)
    output = shown(document, 120)
    target = document.tasks[1].targets[0]
    assert (
        output.index(document.tasks[1].title) < output.index(f"· {target.indicator}") < output.index("Goals")
    )
    assert output.index("Goals") < output.index("Problems") < output.index("duplicate-unit")


def test_a_document_without_tasks_says_so() -> None:
    document = make_document(2, tasks=1).changed(tasks=(), goals=(), problems=())
    assert "No tasks." in shown(document, 80)


def test_nothing_steers_the_terminal() -> None:
    document = make_document(2, tasks=1)
    task = document.tasks[0].changed(title="甲\x1b[31m乙\x9b1m\r\n丙[bold]丁")
    info = document.document.changed(title="题\x1b]0;x\x07目")
    output = shown(document.changed(tasks=(task,), document=info), 100)
    assert not set(output) & set("\x1b\x9b\x07\r")
    assert "丙[bold]丁" in output


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "森林覆盖率 = 45 %"),
        ({"comparator": "ge", "applies_to": "全省"}, "森林覆盖率 (全省) ≥ 45 %"),
        ({"comparator": "between", "upper": "50"}, "森林覆盖率 = 45–50 %"),
        ({"change": "increase", "rate": "annual"}, "森林覆盖率 up by 45 % a year"),
        ({"change": "decrease", "comparator": "ge"}, "森林覆盖率 down by ≥ 45 %"),
        ({"baseline": Baseline(raw="2015年", year=2015)}, "森林覆盖率 = 45 %, from 2015年"),
        ({"deadline": Deadline(raw="到2025年", date="2025-12-31")}, "森林覆盖率 = 45 %, by 2025-12-31"),
        ({"deadline": Deadline(raw="长期", date=None)}, "森林覆盖率 = 45 %, by 长期"),
        ({"unit": ""}, "森林覆盖率 = 45"),
    ],
)
def test_a_target_reads_as_a_line(changes: dict[str, object], line: str) -> None:
    assert describe(make_target(**changes)) == line


def test_what_nothing_changed_is_the_value_of_its_base() -> None:
    base = Baseline(raw="2022年", year=2022)
    risen = make_target(indicator="流通率", change="increase", comparator="eq", baseline=base)
    assert "流通率较2022年增加" in word_target(risen)
    assert "流通率2022年" in word_target(risen.changed(change=None))
