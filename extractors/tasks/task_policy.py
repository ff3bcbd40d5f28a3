"""What of a part of the text can be a task (section 2 of the contract)."""

import re
from collections import defaultdict

from extractors.assignments.statements import Statement
from extractors.layout import Layout
from extractors.outline.actions import is_action
from extractors.outline.kinds import Tasks
from extractors.outline.tree import Item, Outline
from extractors.tasks.draft import MARKS

NO_TASKS = frozenset(["review", "principles", "goals", "contents"])
"""Kinds of section that hold no task without units."""
_NONE_WITHOUT_UNITS = NO_TASKS | {"safeguards", "annex"}
"""Those, and what keeps the work going: a task where a label or bracket gives it units."""
_LISTS = re.compile(r"(?:重点|范围|对象|情形|时段|部位)[:。]?$")
_LIST_JOINED = re.compile(r"[^,。;:()\n]{2,10}(?:重点|范围|对象|情形|时段|部位) ?\([一1]\)")
_NOUNS = re.compile(r"[^。;\n]{2,40}[。;]?")


def modes_of(outline: Outline) -> list[Tasks]:
    """Return for each document what of it can be a task."""
    return [part.kind.tasks if part.kind else "prose" for part in outline.parts]


def is_task(folded: str, item: Item, own: list[Statement], mode: Tasks) -> bool:
    """Tell whether an item is a task, with the statements that it holds."""
    said = [statement for statement in own if statement.evidence != "prose"]
    if any(statement.mentions for statement in said):
        return True
    dated = any(s.deadline and s.evidence == "label" and s.start > item.body for s in said)
    if dated and item.number and not item.has_children and item.kind not in _NONE_WITHOUT_UNITS:
        return True  # in brackets a time dates a stage of the work
    if any(statement.mentions for statement in own) and mode in ("all", "prose"):
        if item.has_children:  # a sentence of its own line after the sub-items
            return any(folded[max(0, s.start - 2) : s.start].removesuffix("由").endswith("\n") for s in own)
        return item.number is not None and item.kind not in NO_TASKS
    if mode != "all" or item.number is None or item.has_children:
        return False
    if item.style == "spoken" and item.parent is not None:
        return False
    worded = folded[item.body : item.own_end].strip(MARKS)
    return bool(worded) and item.kind not in _NONE_WITHOUT_UNITS


def noun_lists(layout: Layout, outline: Outline) -> set[int]:
    """Return the items that only name what is looked at: 执法重点(一)老旧小区;(二)重大节假日."""
    groups: dict[int, list[int]] = defaultdict(list)
    found = set()
    for index, item in enumerate(outline.items):
        if item.parent is not None and item.number and not item.has_children:
            groups[item.parent].append(index)
        elif _LIST_JOINED.match(layout.folded, item.title[0], item.own_end) and not item.has_children:
            found.add(index)
    for parent, group in groups.items():
        title = outline.items[parent].title
        if len(group) > 1 and _LISTS.search(layout.folded[title[0] : title[1]]):
            members = [layout.folded[outline.items[i].body : outline.items[i].own_end] for i in group]
            if all(_NOUNS.fullmatch(words.strip()) and not is_action(words) for words in members):
                found.update(group)
    return found
