"""The scorer: what counts as a hit, and that it agrees with the one beside the real documents."""

import json
import random
import runpy
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from extractors.records import Document
from pipeline.evaluation import parity
from pipeline.evaluation.comparison import MEASURES, Measure, Tally, compare, sum_up
from pipeline.evaluation.gold import Gold, read_gold
from tests.factory import make_document

TASK = {"number": "1.", "title": "改造老旧小区", "units": [], "targets": []}
TARGET = {
    "indicator": "老旧小区改造", "comparator": "ge", "value": "120", "unit": "个", "change": None,
    "baseline": None, "deadline": None,
}  # fmt: skip


def gold_of(document: Document) -> dict[str, Any]:
    """Return the gold that the document meets in everything."""

    return parity.gold_of(document, "a.txt").model_dump(mode="json", exclude={"prose"})


def tally(measure: Measure, gold: dict[str, Any], document: Document | None) -> Tally:
    return sum_up(compare(Gold.model_validate(gold), document))[measure]


def changed(document: Document, **changes: Any) -> Document:
    """Return the document with its first task changed."""
    first = document.tasks[0].changed(**changes)
    return document.changed(tasks=(first, *document.tasks[1:]))


KINDS = {"role", "comparator", "change"}
DOCUMENT = make_document(2, tasks=6, units=4)


def test_what_is_all_right_is_1() -> None:
    for measure, figures in sum_up(compare(Gold.model_validate(gold_of(DOCUMENT)), DOCUMENT)).items():
        assert figures.hits > 0, measure
        assert (figures.missed, figures.extra) == (0, 0), measure
        assert (figures.precision, figures.recall, figures.f1) == (1, 1, 1)


def test_a_document_that_was_not_read_misses_all() -> None:
    for measure, figures in sum_up(compare(Gold.model_validate(gold_of(DOCUMENT)), None)).items():
        assert figures.hits == 0 and figures.missed > 0, measure
        assert (figures.recall, figures.f1) == (0, 0)


@pytest.mark.parametrize(
    ("changes", "figures"),
    [
        ({"title": "另一项完全不同的事情", "text": "另一项"}, Tally(5, 1, 1)),
        ({"number": "9."}, Tally(6)),
        ({"title": f"{DOCUMENT.tasks[0].title}。"}, Tally(6)),
    ],
)
def test_tasks_are_the_same_by_their_words(changes: dict[str, Any], figures: Tally) -> None:
    assert tally("tasks", gold_of(DOCUMENT), changed(DOCUMENT, **changes)) == figures


def test_tasks_are_paired_in_order() -> None:
    gold = gold_of(DOCUMENT) | {
        "tasks": [TASK | {"title": title} for title in ("甲乙丙", "丁戊己", "庚辛壬")]
    }
    first, second = DOCUMENT.tasks[:2]
    tasks = (first.changed(title="庚辛壬"), second.changed(title="甲乙丙"))
    assert tally("tasks", gold, DOCUMENT.changed(tasks=tasks)) == Tally(1, 2, 1)


@pytest.mark.parametrize(
    ("unit", "prose", "figures"),
    [
        ({"role": "lead"}, False, Tally(0, 1, 1)),
        ({"name": "省另一厅"}, False, Tally(0, 1, 1)),
        ({"evidence": "prose", "name": "省另一厅"}, False, Tally(0, 1, 0)),
        ({"evidence": "prose", "name": "省另一厅"}, True, Tally(0, 1, 1)),
        ({"name": " 省\u3000林草局"}, False, Tally(1)),
    ],
)
def test_units_are_the_same_by_role_and_name(unit: dict[str, str], prose: bool, figures: Tally) -> None:
    assignment = DOCUMENT.tasks[0].assignments[0].changed(**{"role": "responsible"} | unit)
    document = changed(DOCUMENT, assignments=(assignment,))
    document = document.changed(tasks=document.tasks[:1])
    wanted = {**gold_of(document)["tasks"][0], "units": [{"role": "responsible", "name": "省林草局"}]}
    assert tally("units", {**gold_of(document), "tasks": [wanted], "prose": prose}, document) == figures


@pytest.mark.parametrize("measure", ["units", "tasks", "core"])
def test_what_is_optional_counts_neither_way(measure: Measure) -> None:
    gold = gold_of(DOCUMENT)
    optional = {
        "units": gold["tasks"][1]["units"],
        "core": gold["tasks"][1]["targets"],
        "tasks": gold["tasks"],
    }
    optional[measure][0]["optional"] = True
    whole = tally(measure, gold_of(DOCUMENT), DOCUMENT)
    with_it, without = tally(measure, gold, DOCUMENT), tally(measure, gold, None)
    assert with_it == Tally(whole.hits - 1) and without == Tally(0, whole.hits - 1)


@pytest.mark.parametrize(
    ("gold", "levels"),
    [
        ({}, "value core strict"),
        ({"unit": "万个", "value": "0.0120"}, "value core strict"),
        ({"unit": "百 个", "value": "1.2"}, "value core strict"),
        ({"value": "121"}, ""),
        ({"unit": "座"}, ""),
        ({"upper": "130"}, ""),
        ({"comparator": "gt"}, "value"),
        ({"change": "increase"}, "value"),
        ({"indicator": "新建公园"}, "value"),
        ({"indicator": "城镇老旧小区改造任务"}, "value core"),
        ({"indicator": "小区改造老旧"}, "value core"),
        ({"deadline": "2025-12-31"}, "value core"),
        ({"baseline": "2015年"}, "value core"),
    ],
)
def test_targets_are_the_same_by_degrees(gold: dict[str, str], levels: str) -> None:
    same = {key: TARGET[key] for key in ("indicator", "value", "unit", "comparator", "baseline", "deadline")}
    target = DOCUMENT.tasks[1].targets[0].changed(**same)
    document = changed(DOCUMENT, targets=(target,))
    document = document.changed(tasks=document.tasks[:1])
    wanted = {**gold_of(document)["tasks"][0], "targets": [TARGET | gold]}
    figures = sum_up(compare(Gold.model_validate({**gold_of(document), "tasks": [wanted]}), document))
    hits: list[Measure] = ["value", "core", "strict"]
    assert " ".join(measure for measure in hits if figures[measure] == Tally(1)) == levels
    assert all(figures[measure] in (Tally(1), Tally(0, 1, 1)) for measure in hits)


@pytest.mark.parametrize(
    ("changes", "figures"),
    [
        ({}, Tally(4)),
        ({"title": f"关于印发{DOCUMENT.document.title}的通知"}, Tally(4)),
        ({"title": "别的"}, Tally(3, 1, 1)),
        ({"document_number": None}, Tally(3, 1, 1)),
        ({"issued_on": "2020-01-01"}, Tally(3, 1, 1)),
        ({"issuers": ()}, Tally(3, 1, 1)),
    ],
)
def test_metadata(changes: dict[str, Any], figures: Tally) -> None:
    info = DOCUMENT.document.changed(**changes)
    assert tally("metadata", gold_of(DOCUMENT), DOCUMENT.changed(document=info)) == figures


def test_metadata_that_gold_does_not_name_is_not_judged() -> None:
    gold = gold_of(DOCUMENT) | {"document": {"title": None, "year": 2020}}
    assert tally("metadata", gold, DOCUMENT) == Tally()


def spoil(content: Any, rng: random.Random) -> Any:
    """Return the JSON with some of it left out or put in another's place."""
    if isinstance(content, list):
        kept = [spoil(item, rng) for item in content if rng.random() > 0.1]
        return [*kept, rng.choice(kept)] if kept and rng.random() < 0.1 else kept
    if isinstance(content, dict):
        spoilt = {key: value if key in KINDS else spoil(value, rng) for key, value in content.items()}
        if rng.random() < 0.1:
            spoilt["optional"] = True
        return spoilt
    if isinstance(content, str) and len(content) > 3 and rng.random() < 0.2:
        start = rng.randrange(len(content) - 2)
        return content[:start] + content[start + 2 :]
    return content


@pytest.mark.parametrize("copies", [1, pytest.param(3, marks=pytest.mark.long)])
def test_it_agrees_with_the_judge(shared: Path, copies: int) -> None:
    """On the real gold, taken from the same documents in spoilt copies."""
    judge = runpy.run_path(str(shared / "score.py"))["score"]
    rng = random.Random(7)
    for gold in read_gold(shared / "gold"):
        for _ in range(copies):
            wanted = json.loads(gold.model_dump_json(exclude_unset=True))
            wanted["tasks"], wanted["goals"] = (
                spoil(wanted["tasks"], rng),
                spoil(wanted.get("goals", []), rng),
            )
            document = document_from(gold, rng)
            mine = sum_up(compare(Gold.model_validate(wanted), document))
            theirs, _ = judge(wanted, json.loads(document.to_json()))
            for measure in MEASURES:
                other = theirs[measure]
                assert mine[measure] == Tally(other.hits, other.missed, other.extra), (gold.file, measure)


def document_from(gold: Gold, rng: random.Random) -> Document:
    """Return a document that says what the gold says, but for some tasks, units and targets."""
    base = make_document(2, tasks=2, units=2)
    task, assignment, target = base.tasks[1], base.tasks[0].assignments[0], base.tasks[1].targets[0]

    def some(items: Sequence[Any]) -> list[Any]:
        return [item for item in items if rng.random() > 0.1]

    def make_target(wanted: Any) -> dict[str, Any]:
        value = wanted.value if rng.random() > 0.1 else "7"
        deadline = {"raw": "年底", "date": wanted.deadline, "inherited": False} if wanted.deadline else None
        return target.to_value() | {
            "indicator": wanted.indicator[rng.randrange(2) :],
            "comparator": rng.choice([wanted.comparator, "eq"]),
            "value": value,
            "upper": wanted.upper,
            "unit": wanted.unit,
            "change": wanted.change,
            "baseline": {"raw": wanted.baseline, "year": None} if wanted.baseline else None,
            "deadline": deadline,
        }

    tasks = [
        task.to_value()
        | {
            "number": wanted.number, "title": wanted.title, "text": f"{wanted.title}。",
            "targets": [make_target(t) for t in some(wanted.targets)],
            "assignments": [
                assignment.to_value()
                | {"role": unit.role, "name": unit.name, "evidence": rng.choice(["label", "prose"])}
                for unit in some(wanted.units)
            ],
        }
        for wanted in some(gold.tasks)
    ]  # fmt: skip
    goals = [make_target(goal) | {"section": None} for goal in some(gold.goals)]
    return Document.from_value(base.to_value() | {"tasks": tasks, "goals": goals})
