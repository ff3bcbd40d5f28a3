"""What is a task, and which statements of units belong to it (section 2 of the contract)."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from extractors.assignments.headings import heading_statement
from extractors.assignments.prose import needs_prose
from extractors.assignments.statements import Statement
from extractors.layout import Layout
from extractors.outline.actions import is_action
from extractors.outline.kinds import issued_title
from extractors.outline.tree import Item, Outline, title_span

_NO_TASKS = frozenset(["review", "principles", "goals", "contents"])
_SHARE_OF_ACTIONS = 0.5
"""Of the numbered items of a document of unknown kind, the share that must name something to do."""
_BLANK = " \t\n\u3000"
_BULLET = re.compile(r"[ \t]*(?:[·●○■□◆◇▲△★☆※▪▶>*-]|--?)[ \t]*(?=[^\s\d])")
_CLOSING = re.compile(
    r"(?:加强|强化|健全|完善|严格|做好|狠抓|抓好|明确|注重|切实|落实)*[^,。]{0,6}(?:监督|管理|组织|领导|考核|督查|督导|落实|保障|宣传|指导|协调|机制|评估|责任)+$"
)


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """A task in the text, before its units are resolved."""

    number: str | None
    title: tuple[int, int]
    start: int
    end: int
    """Of the task's own words, without its numbered measures."""
    item: int | None
    """Index of its outline item."""
    parent: int | None
    """Index of the draft that it details."""
    part: int
    statements: tuple[Statement, ...] = field(default=())


@dataclass(slots=True)
class _Held:
    """Statements by the item that they belong to; None: outside all items."""

    by_item: dict[int, list[Statement]]
    loose: list[Statement]


def find_tasks(layout: Layout, outline: Outline, statements: list[Statement]) -> list[TaskDraft]:
    """Return the tasks of the text in order of place, each with the statements that govern it."""
    held = _hold(outline, statements)
    _lift(layout.folded, outline, held)
    modes = _modes(layout, outline, held)
    headings = _unit_headings(layout, outline)
    drafts: list[TaskDraft] = []
    for index, item in enumerate(outline.items):
        if modes[item.part] == "none" or (index in headings and item.has_children):
            continue
        own = held.by_item.get(index, [])
        if index in headings:
            drafts.append(_under_own_heading(layout, item, index, headings[index], own))
            continue
        above = _heading_above(index, outline, headings)
        if above and not any(statement.mentions for statement in own):
            own = [above, *own]
        bullets = _bulleted(layout.folded, own)
        if len(bullets) > 1:
            drafts.extend(_bullet_task(layout, item.part, statement) for statement in bullets)
            own = [statement for statement in own if statement not in bullets]
        if _is_chapter_of_paragraphs(layout, item, own):
            drafts.extend(_paragraph_tasks(layout, item.body, item.part, index, own))
        elif _is_task(layout.folded, item, own, modes[item.part]) and not _closes(layout, outline, index, own):
            start, end = _trimmed(layout.folded, item.start, item.own_end)
            drafts.append(TaskDraft(item.number, item.title, start, end, index, None, item.part, tuple(own)))
    drafts.extend(_loose_tasks(layout, outline, held.loose, modes))
    drafts.sort(key=lambda draft: draft.start)
    return _with_parents(drafts, outline)


def without_units(layout: Layout, outline: Outline, statements: list[Statement]) -> Iterator[tuple[int, int]]:
    """Yield the spans of items that may be tasks, that no label or bracket gives units, and that may do so in prose."""
    held = _hold(outline, statements)
    modes = _modes(layout, outline, held)
    for index, item in enumerate(outline.items):
        if modes[item.part] == "none" or item.kind in _NO_TASKS or index in held.by_item:
            continue
        if item.kind in ("safeguards", "annex") and modes[item.part] == "all":
            continue
        if item.number and needs_prose(layout.folded, item.body, item.own_end):
            yield item.body, item.own_end


def _hold(outline: Outline, statements: list[Statement]) -> _Held:
    starts = [item.start for item in outline.items]
    by_item: dict[int, list[Statement]] = defaultdict(list)
    loose: list[Statement] = []
    for statement in statements:
        at: int | None = bisect_right(starts, statement.start) - 1
        while at is not None and at >= 0 and outline.items[at].end <= statement.start:
            at = outline.items[at].parent
        if at is None or at < 0:
            loose.append(statement)
        else:
            by_item[at].append(statement)
    return _Held(by_item, loose)


def _lift(folded: str, outline: Outline, held: _Held) -> None:
    """Give statements after a last sub-item to the item above, where they speak for all its sub-items.

    They do so where no other sub-item has units of its own, and where the document does not
    as a rule give each sub-item of that style its own.
    """
    groups: dict[int, list[int]] = defaultdict(list)
    for index, item in enumerate(outline.items):
        if item.parent is not None and item.number is not None:
            groups[item.parent].append(index)
    by_level = sorted(groups, key=lambda parent: -outline.items[parent].level)
    for level in sorted({outline.items[parent].level for parent in groups}, reverse=True):
        parents = [p for p in by_level if outline.items[p].level == level]
        all_have: dict[str, int] = defaultdict(int)
        last_has: dict[str, int] = defaultdict(int)
        for parent in parents:
            with_units = [c for c in groups[parent] if _has_units(held, c)]
            style = outline.items[groups[parent][0]].style
            if len(groups[parent]) > 1:
                all_have[style] += len(with_units) > 1
                last_has[style] += with_units == groups[parent][-1:]
        for parent in parents:
            children = groups[parent]
            style = outline.items[children[0]].style
            with_units = [c for c in children if _has_units(held, c)]
            if _has_units(held, parent):
                continue
            for_all = with_units == children[-1:] and last_has[style] > all_have[style]
            if for_all or _ends_with_another_line(folded, held.by_item.get(children[-1], [])):
                _move_last(folded, outline, held, children[-1], parent, whole=for_all)


def _has_units(held: _Held, index: int) -> bool:
    return any(statement.mentions for statement in held.by_item.get(index, ()))


def _ends_with_another_line(folded: str, own: list[Statement]) -> bool:
    """Tell whether a bracket that ends a sub-item's words is followed by one on a line of its own."""
    if len(own) < 2 or own[-1].evidence != "bracket" or own[-2].evidence != "bracket":
        return False
    return folded[own[-2].end : own[-1].start].strip("。; ") == "\n"


def _move_last(folded: str, outline: Outline, held: _Held, child: int, parent: int, *, whole: bool) -> None:
    """Move the statements that end the last sub-item's words: all of them, or the last alone."""
    end = outline.items[child].own_end
    moved: list[Statement] = []
    kept = held.by_item[child]
    while kept and not folded[kept[-1].end : end].strip(" \n。;)]") and (whole or not moved):
        end = kept[-1].start
        moved.insert(0, kept.pop())
    held.by_item[parent] = held.by_item.get(parent, []) + moved


def _modes(layout: Layout, outline: Outline, held: _Held) -> list[str]:
    """Return for each part what of it can be a task: all, assigned or none."""
    modes = []
    for index, part in enumerate(outline.parts):
        own = [i for i, item in enumerate(outline.items) if item.part == index and item.number]
        articles = sum(outline.items[i].style == "article" for i in own)
        following = outline.parts[index + 1 : index + 2]
        if articles >= 3 and articles * 4 >= len(own):
            modes.append("none")
        elif part.title and issued_title(part.title) and following and not following[0].is_annex:
            modes.append("assigned")
        elif part.kind is not None:
            modes.append(part.kind.tasks)
        else:
            modes.append(_mode_by_items(layout, outline, own, held, is_annex=part.is_annex))
    return modes


def _mode_by_items(layout: Layout, outline: Outline, own: list[int], held: _Held, *, is_annex: bool) -> str:
    leaves = [outline.items[i] for i in own if not outline.items[i].has_children]
    leaves = [item for item in leaves if item.kind not in _NO_TASKS and item.kind != "safeguards"]
    if not leaves or is_annex:
        return "assigned"
    if sum(_has_units(held, i) for i in own) * 2 >= len(leaves):
        return "all"
    actions = sum(is_action(layout.folded[item.title[0] : item.title[1]]) for item in leaves)
    return "all" if actions >= _SHARE_OF_ACTIONS * len(leaves) else "assigned"


def _is_task(folded: str, item: Item, own: list[Statement], mode: str) -> bool:
    if any(statement.mentions and statement.evidence != "prose" for statement in own):
        return True
    told = any(statement.mentions for statement in own)
    if told and item.has_children and mode == "all":  # a sentence of its own line after the sub-items
        return any(folded[: s.start].removesuffix("由").endswith("\n") for s in own)
    if told and mode == "prose" and item.number and not item.has_children:
        return item.kind not in _NO_TASKS
    if mode != "all" or item.number is None or item.has_children:
        return False
    return item.kind not in _NO_TASKS and item.kind not in ("safeguards", "annex")


def _closes(layout: Layout, outline: Outline, index: int, own: list[Statement]) -> bool:
    """Tell whether a last chapter without sub-items, after chapters that have them, only says how to carry out."""
    item = outline.items[index]
    if item.level > 1 or own or item.number is None:
        return False
    chapters = [i for i in outline.items if i.part == item.part and i.level == 1 and i.number]
    before = [i for i in chapters if i.start < item.start and i.kind in (None, "tasks")]
    if item.start != chapters[-1].start or not before or not all(i.has_children for i in before):
        return False
    return _CLOSING.search(layout.folded[item.title[0] : item.title[1]]) is not None


def _trimmed(folded: str, start: int, end: int) -> tuple[int, int]:
    while end > start and folded[end - 1] in _BLANK:
        end -= 1
    while start < end and folded[start] in _BLANK:
        start += 1
    return start, end


def _unit_headings(layout: Layout, outline: Outline) -> dict[int, Statement]:
    """Return the items whose heading names the units that answer for what stands under it."""
    found: dict[int, Statement] = {}
    for index, item in enumerate(outline.items):
        if item.number is None and not item.has_children:
            continue
        statement = heading_statement(layout.text, layout.folded, *item.title)
        if statement:
            found[index] = statement
    return found


def _under_own_heading(
    layout: Layout, item: Item, index: int, heading: Statement, own: list[Statement]
) -> TaskDraft:
    """Return the task of an item without sub-items whose heading is its unit: 14.市卫生局:负责…"""
    after = item.title[1]
    while after < item.own_end and layout.folded[after] in _BLANK + ":。":
        after += 1
    title = title_span(layout.folded, after, item.own_end)
    run_in = "\n" not in layout.folded[item.title[1] : after]
    start, end = _trimmed(layout.folded, item.start if run_in else after, item.own_end)
    return TaskDraft(item.number if run_in else None, title, start, end, index, None, item.part, (heading, *own))


def _bulleted(folded: str, own: list[Statement]) -> list[Statement]:
    """Return the statements that end a line which opens with a bullet."""
    return [s for s in own if s.mentions and _BULLET.match(folded, folded.rfind("\n", 0, s.start) + 1)]


def _bullet_task(layout: Layout, part: int, statement: Statement) -> TaskDraft:
    line = layout.folded.rfind("\n", 0, statement.start) + 1
    match = _BULLET.match(layout.folded, line)
    start = match.end() if match else line
    return TaskDraft(
        None, title_span(layout.folded, start, statement.start), start, statement.end, None, None, part, (statement,)
    )


def _heading_above(index: int, outline: Outline, headings: dict[int, Statement]) -> Statement | None:
    if not headings:
        return None
    item = outline.items[index]
    if item.has_children:
        return None
    parent = item.parent
    while parent is not None:
        if parent in headings:
            return headings[parent]
        parent = outline.items[parent].parent
    return None


def _is_chapter_of_paragraphs(layout: Layout, item: Item, own: list[Statement]) -> bool:
    """Tell whether a heading of its own line, without sub-items, stands over paragraphs that each end with units."""
    if item.has_children or item.number is None:
        return False
    heading_end = layout.folded.find("\n", item.body, item.own_end)
    if heading_end < 0 or heading_end > item.title[1] + 1 or layout.folded[heading_end - 1] in "。;":
        return False
    return len(_groups(layout.folded, heading_end, [s for s in own if s.mentions])) > 1


def _groups(folded: str, start: int, own: Iterable[Statement]) -> list[tuple[int, list[Statement]]]:
    """Return runs of statements that end one paragraph, each with where its words begin."""
    groups: list[tuple[int, list[Statement]]] = []
    at = start
    for statement in own:
        between = folded[at : statement.start]
        if groups and ("\n" not in between or not between.strip(" \n。;,([)]")):
            groups[-1][1].append(statement)
        else:
            groups.append((at, [statement]))
        at = statement.end
    return groups


def _paragraph_tasks(
    layout: Layout, start: int, part: int, item: int | None, own: list[Statement]
) -> Iterator[TaskDraft]:
    """Yield a task without a number for each paragraph, or run of them, that ends with its units."""
    heading_end = layout.folded.find("\n", start) if item is not None else start
    for begin, group in _groups(layout.folded, heading_end, own):
        begin, end = _trimmed(layout.folded, begin, group[-1].end)
        while begin < end and layout.folded[begin] in ")]。;":
            begin += 1
        begin, end = _trimmed(layout.folded, begin, end)
        if begin < group[0].start:
            title = title_span(layout.folded, begin, end)
            yield TaskDraft(None, title, begin, end, None, None, part, tuple(group))


def _loose_tasks(
    layout: Layout, outline: Outline, loose: list[Statement], modes: list[str]
) -> Iterator[TaskDraft]:
    """Yield the tasks of paragraphs that stand in no item."""
    by_part: dict[int, list[Statement]] = defaultdict(list)
    for statement in loose:
        part = next(i for i, p in enumerate(outline.parts) if statement.start < p.end)
        if modes[part] != "none" and statement.mentions:
            by_part[part].append(statement)
    blocks = [b for b in layout.blocks if b.kind != "table"]
    starts = [b.start for b in blocks]
    for part, own in by_part.items():
        for statement in own:
            at = bisect_right(starts, statement.start) - 1
            block = blocks[at]
            if statement.start - block.start < 4 and at > 0:
                block = blocks[at - 1]
            if block.start >= outline.parts[part].title_end:
                yield from _paragraph_tasks(layout, block.start, part, None, [statement])


def _with_parents(drafts: list[TaskDraft], outline: Outline) -> list[TaskDraft]:
    by_item = {draft.item: index for index, draft in enumerate(drafts) if draft.item is not None}
    linked = []
    for draft in drafts:
        at = outline.items[draft.item].parent if draft.item is not None else None
        while at is not None and at not in by_item:
            at = outline.items[at].parent
        linked.append(replace(draft, parent=by_item[at]) if at is not None else draft)
    return linked
