"""What of a part of the text can be a task (section 2 of the contract)."""

import re
from collections import defaultdict
from typing import Literal, cast

from extractors.assignments.statements import Statement
from extractors.layout import Layout
from extractors.outline.actions import is_action
from extractors.outline.kinds import issued_title
from extractors.outline.parts import Part
from extractors.outline.tree import Item, Outline
from extractors.tasks.attachment import Held

Mode = Literal["all", "assigned", "prose", "none"]
"""``all``: numbered items of action parts; ``assigned``: only what a label, bracket or table gives units;
``prose``: that and what a sentence does; ``none``."""

NO_TASKS = frozenset(["review", "principles", "goals", "contents"])
"""Kinds of section that hold no task without units."""
_SHARE_OF_ACTIONS = 0.5
"""Of the numbered items of a document of unknown kind, the share that must name something to do."""
_CLOSING = re.compile(
    r"(?:加强|强化|健全|完善|严格|做好|狠抓|抓好|明确|注重|切实|落实)*[^,。]{0,6}(?:监督|管理|组织|领导|考核|督查|督导|落实|保障|宣传|指导|协调|机制|评估|责任)+$"
)


def find_modes(layout: Layout, outline: Outline, held: Held) -> list[Mode]:
    """Return for each part what of it can be a task: all, assigned or none."""
    modes: list[Mode] = []
    numbered: dict[int, list[int]] = defaultdict(list)
    for i, item in enumerate(outline.items):
        if item.number:
            numbered[item.part].append(i)
    for index, part in enumerate(outline.parts):
        own = numbered[index]
        articles = sum(outline.items[i].style == "article" for i in own)
        following = outline.parts[index + 1 : index + 2]
        if articles >= 3 and articles * 4 >= len(own):
            modes.append("none")
        elif part.title and issued_title(part.title) and following and not following[0].is_annex:
            modes.append("assigned")
        elif part.kind is not None:
            modes.append(cast(Mode, part.kind.tasks))
        else:
            modes.append(_mode_by_items(layout, outline, own, held, part))
    return modes


def _mode_by_items(layout: Layout, outline: Outline, own: list[int], held: Held, part: Part) -> Mode:
    """Return the mode of a part whose title does not tell it: a notice that orders things, or any other."""
    leaves = [outline.items[i] for i in own if not outline.items[i].has_children]
    leaves = [item for item in leaves if item.kind not in NO_TASKS and item.kind != "safeguards"]
    if not leaves or part.is_annex:
        return "assigned"
    if sum(held.has_units(i) for i in own) * 2 >= len(leaves):
        return "all"
    actions = sum(is_action(layout.folded[item.title[0] : item.title[1]]) for item in leaves)
    if actions >= _SHARE_OF_ACTIONS * len(leaves):
        return "all"
    return "prose" if part.title and part.title.endswith("通知") else "assigned"


def is_task(folded: str, item: Item, own: list[Statement], mode: Mode) -> bool:
    """Tell whether an item is a task, with the statements that it holds."""
    if any(statement.mentions and statement.evidence != "prose" for statement in own):
        return True
    told = any(statement.mentions for statement in own)
    if told and item.has_children and mode == "all":  # a sentence of its own line after the sub-items
        return any(folded[max(0, s.start - 2) : s.start].removesuffix("由").endswith("\n") for s in own)
    if told and mode == "prose" and item.number and not item.has_children:
        return item.kind not in NO_TASKS
    if mode != "all" or item.number is None or item.has_children:
        return False
    return item.kind not in NO_TASKS and item.kind not in ("safeguards", "annex")


def closing_chapters(layout: Layout, outline: Outline) -> set[int]:
    """Return the last chapters that, alone without sub-items, only say how to carry the plan out."""
    chapters: dict[int, list[int]] = defaultdict(list)
    for index, item in enumerate(outline.items):
        if item.level == 1 and item.number:
            chapters[item.part].append(index)
    return {own[-1] for own in chapters.values() if _closes(layout, [outline.items[i] for i in own])}


def _closes(layout: Layout, chapters: list[Item]) -> bool:
    *before, last = chapters
    before = [item for item in before if item.kind in (None, "tasks")]
    if not before or not all(item.has_children for item in before):
        return False
    return _CLOSING.search(layout.folded[last.title[0] : last.title[1]]) is not None
