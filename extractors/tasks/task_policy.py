"""What of a part of the text is a task (section 2 of the contract): signs of each item, weighed."""

from collections.abc import Iterator

from extractors.assignments.statements import Statement
from extractors.evidence import Verdict, judge
from extractors.outline.kinds import Tasks
from extractors.outline.tree import Item, Outline

NO_TASKS = frozenset(["review", "principles", "goals", "contents"])
"""Kinds of section that hold no task without units."""


def modes_of(outline: Outline) -> list[Tasks]:
    """Return for each document what of it can be a task."""
    return [part.kind.tasks if part.kind else "prose" for part in outline.parts]


def weigh_task(folded: str, item: Item, own: list[Statement], mode: Tasks) -> Verdict:
    """Return whether an item is a task, with the statements that it holds, and what decided it."""
    return judge("task", {*item.signs, f"document-{mode}", *_said(folded, item, own, mode)})


def _said(folded: str, item: Item, own: list[Statement], mode: Tasks) -> Iterator[str]:
    """Yield what an item's statements tell: whom they name and how, and by when.

    A sentence elsewhere that names the item by its number is as plain as a label.
    """
    printed = [s for s in own if s.evidence != "prose" or not item.start <= s.start < item.end]
    if any(statement.mentions for statement in printed):
        yield "units"
    if any(s.deadline and s.evidence == "label" and s.start > item.body for s in printed):
        yield "dated"  # in brackets a time dates a stage of the work
    if not any(statement.mentions for statement in own):
        return
    if mode == "assigned":
        yield "said-in-no-plan"
    elif not item.has_children:
        yield "said"
    elif any(folded[max(0, s.start - 2) : s.start].removesuffix("由").endswith("\n") for s in own):
        yield "said-for-all"  # a sentence of its own line after the sub-items
