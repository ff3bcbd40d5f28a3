"""Documents with planted errors, and reviewers who know them."""

import random
from collections.abc import Iterable, Sequence

from extractors.records import Document
from pipeline.corrections.form import Kind
from pipeline.review.answers import Answer, Judgement, Missed
from pipeline.review.items import Item
from pipeline.review.sampling import draw
from tests.factory import make_document

PLANTED = 0.12


def make_documents(number: int, seed: int) -> tuple[list[Document], set[str]]:
    """Return documents of which a share of the units is wrong, and their names, each of them once."""
    rng = random.Random(seed)
    wrong: set[str] = set()
    documents = []
    for n in range(number):
        document = make_document(n, tasks=6, units=5)
        tasks = []
        for task in document.tasks:
            units = []
            for unit in task.assignments:
                if rng.random() < PLANTED:
                    unit = unit.changed(name=f"误{len(wrong)}", confidence=0.6)
                    wrong.add(unit.name)
                units.append(unit)
            tasks.append(task.changed(assignments=tuple(units)))
        documents.append(document.changed(tasks=tuple(tasks)))
    return documents, wrong


def share_of_wrong(documents: Iterable[Document], wrong: set[str]) -> float:
    names = [unit.name for document in documents for task in document.tasks for unit in task.assignments]
    return sum(name in wrong for name in names) / len(names)


def draw_from(
    documents: Sequence[Document],
    number: int,
    seed: int,
    by: str = "",
    kinds: Sequence[Kind] = ("assignment",),
) -> list[Item]:
    return draw(lambda: iter(documents), number, seed, by, kinds, passages_too=0)


def judge(items: Iterable[Item], wrong: set[str], who: str = "甲") -> list[Answer]:
    """Return the answers of a reviewer who knows what is wrong."""
    return [
        Answer(
            item,
            tuple(
                Judgement(each, "wrong" if each.shown.partition("：")[2] in wrong else "right")
                for each in item.asked
            ),
            who=who,
        )
        for item in items
    ]


def miss(item: Item, *missed: Missed) -> Answer:
    return Answer(item, tuple(Judgement(each, "right") for each in item.asked), missed)
