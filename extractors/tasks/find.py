"""The tasks of a text, each with the statements that govern it."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from extractors.assignments.headings import with_duties
from extractors.assignments.prose import needs_prose
from extractors.assignments.statements import Statement
from extractors.layout import Layout
from extractors.outline.kinds import Tasks
from extractors.outline.tree import Item, Outline
from extractors.tasks import duties, paragraphs
from extractors.tasks.attachment import Held, hold, lift
from extractors.tasks.draft import TaskDraft, trimmed
from extractors.tasks.references import by_number
from extractors.tasks.task_policy import NO_TASKS, modes_of, weigh_task
from extractors.tasks.titles import with_title


def find_tasks(
    layout: Layout, outline: Outline, statements: list[Statement], rows: Iterable[TaskDraft] = ()
) -> list[TaskDraft]:
    """Return the tasks of the text in order of place, each with the statements that govern it.

    `rows` are the tasks of tables, which stand in no item.
    """
    statements, named = by_number(layout.folded, outline, statements)
    held = lift(layout.folded, outline, hold(outline, statements))
    modes = modes_of(outline)
    headings = paragraphs.unit_headings(layout, outline)
    lines_above = duties.line_headings(layout, outline)
    doers = duties.doers(layout, outline)
    lead_lines = {(line.start, line.end) for line in lines_above.values()}
    drafts = [row for row in rows if modes[row.part] != "none"]
    tabled = [row.start for row in drafts]
    habit = paragraphs.find_habit(layout, outline, held)
    for index, item in enumerate(outline.items):
        if modes[item.part] == "none" or (index in headings and item.has_children):
            continue
        own = [s for s in held.of(index) if s.evidence != "prose" or not _within(s, lead_lines)]
        if index in doers and not any(statement.mentions for statement in own):
            own = [*own, doers[index]]
        lines = duties.find_duty_lines(layout, item) if not item.has_children else []
        if lines:
            drafts.extend(duties.duty_tasks(layout, item, lines, own))
            own = [s for s in own if not any(line.start <= s.start < line.end for line in lines)]
            if not any(statement.mentions for statement in own):
                continue
        of_units = index in headings and not paragraphs.has_role(own, headings[index])
        of_units = of_units and (bool(own) or not {"above-names-fact", "noun-alone"} <= item.signs)
        of_units = of_units and (modes[item.part] != "prose" or paragraphs.says_duty(layout, item))
        if of_units and item.kind not in NO_TASKS:
            drafts.append(paragraphs.under_own_heading(layout, item, index, headings[index], own))
            continue
        above = lines_above.get(index) or paragraphs.heading_above(index, outline, headings)
        if above and not paragraphs.has_role(own, above):
            own = [with_duties(above, layout.text, layout.folded, item.title[0], item.own_end), *own]
        bullets = paragraphs.bulleted(layout.folded, own)
        if len(bullets) > 1:
            drafts.extend(paragraphs.bullet_task(layout, item.part, statement) for statement in bullets)
            own = [statement for statement in own if statement not in bullets]
        if paragraphs.is_chapter_of_paragraphs(layout, item, own, habit):
            drafts.extend(paragraphs.paragraph_tasks(layout, item.body, item.own_end, item.part, index, own))
        elif _refers(item, own, named) or (
            _holds_rows(item, tabled) and not any(statement.mentions for statement in own)
        ):
            continue
        elif weigh_task(layout.folded, item, [*own, *named.get(index, ())], modes[item.part]).holds:
            stop = paragraphs.first_paragraph(layout, item, own, habit)
            start, end = trimmed(layout.folded, item.start, stop)
            later = [statement for statement in own if stop <= statement.start < item.own_end]
            first = (*(statement for statement in own if statement not in later), *named.get(index, ()))
            drafts.append(TaskDraft(item.number, item.title, start, end, index, None, item.part, first))
            drafts.extend(paragraphs.paragraph_tasks(layout, stop, item.own_end, item.part, None, later))
    drafts.extend(paragraphs.loose_tasks(layout, outline, held.loose, modes))
    drafts.sort(key=lambda draft: draft.start)
    return _with_parents([with_title(draft, layout, outline) for draft in drafts], outline)


def _within(statement: Statement, spans: set[tuple[int, int]]) -> bool:
    """Tell whether a statement is what a line says of the items below it."""
    return any(start <= statement.start < end for start, end in spans)


def _refers(item: Item, own: list[Statement], named: dict[int, list[Statement]]) -> bool:
    """Tell whether an item only says who answers for others, by their numbers."""
    if not named or any(statement.mentions for statement in own):
        return False
    return any(item.body <= s.start < item.own_end for moved in named.values() for s in moved)


def _holds_rows(item: Item, tabled: list[int]) -> bool:
    """Tell whether a task table stands in the item's own words: its rows are the tasks."""
    after = bisect_left(tabled, item.start)
    return after < len(tabled) and tabled[after] < item.own_end


def without_units(layout: Layout, outline: Outline, statements: list[Statement]) -> Iterator[tuple[int, int]]:
    """Yield the spans of possible tasks that no label or bracket gives units, and a sentence may."""
    held = hold(outline, statements)
    modes = modes_of(outline)
    for index, item in enumerate(outline.items):
        if modes[item.part] == "none" or item.kind in NO_TASKS or index in held.by_item:
            continue
        if modes[item.part] == "assigned":
            continue
        if item.number and needs_prose(layout.folded, item.body, item.own_end):
            yield item.body, item.own_end
    yield from _behind_items(layout, outline, held, modes)


def _behind_items(
    layout: Layout, outline: Outline, held: Held, modes: list[Tasks]
) -> Iterator[tuple[int, int]]:
    """Yield what stands behind the last item of each document that can have tasks: it may charge a body."""
    ends: dict[int, int] = {}
    for item in outline.items:
        ends[item.part] = max(item.end, ends.get(item.part, 0))
    for part, start in ends.items():
        stop = outline.parts[part].end
        governed = any(start <= statement.start < stop for statement in held.loose)
        if modes[part] in ("all", "prose") and not governed and needs_prose(layout.folded, start, stop):
            yield start, stop


def _with_parents(drafts: list[TaskDraft], outline: Outline) -> list[TaskDraft]:
    by_item = {draft.item: index for index, draft in enumerate(drafts) if draft.item is not None}
    linked = []
    for draft in drafts:
        at = outline.items[draft.item].parent if draft.item is not None else None
        while at is not None and at not in by_item:
            at = outline.items[at].parent
        linked.append(replace(draft, parent=by_item[at]) if at is not None else draft)
    return linked
