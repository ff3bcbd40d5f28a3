"""Signs in the shape of a whole document that a construction of it was read as something else.

Each asks of any layout: who acts in the text and is in no record, what orders and stands in no task, which
of a row of items became tasks, how much of the text the tasks hold.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from extractors.audit.bodies import is_body, may_be_body
from extractors.audit.charges import Charge, is_certain
from extractors.audit.coverage import Look
from extractors.audit.items import acts
from extractors.audit.seen import Doubt
from extractors.audit.spans import Spans
from extractors.outline.actions import is_action
from extractors.records import Span

_SENTENCE = re.compile(r"(?:^|[。;\n])[ \t]*(?:[(]?[一二三四五六七八九十\d]{1,3}[)、.] ?)?(?=[一-鿿]{4})")
_HEAD_ENDS = re.compile(r"[局厅委办院部处科组会镇乡道县区站所校府司心][:\n]")
_HEAD = re.compile(r"(?:[(]?[一二三四五六七八九十\d]{1,3}[)、.])? ?([一-鿿]{2,18})$")
_BREAKS = "\n。;"
_LONGEST_HEAD = 24
"""A body that stands alone before a colon or the end of its line."""
_FIRST_NAME = re.compile(r"[、,;\n ]")
_OPENING = 24
"""Characters of a sentence that tell whether it orders something."""
_TWO, _FEW, _SOME = 2, 3, 5
_THIRD, _QUARTER, _HALF, _MOST = 0.3, 0.25, 0.5, 0.75
_OF_SENTENCES = 0.1
"""Share of the sentences of what is no plan that may order something by the way."""
_SHORT = 600
"""Characters of a text from which one task alone is odd."""
_LONG_CELL = 8
"""Characters from which a cell can word something to do."""
_ODD_NAMES = 0.15
"""Share of the units whose names have not the shape of a body's, from which they may be cut wrongly."""
_APART = ("review", "principles", "contents", "annex", "safeguards", "goals")
"""Kinds of section that need hold no task."""


def find_shape(look: Look, charges: list[Charge]) -> Iterator[Doubt]:
    """Yield the signs, each once."""
    yield from _of_subjects(look, charges)
    yield from _of_heads(look)
    yield from _of_orders(look)
    yield from _of_cells(look)
    yield from _of_siblings(look)
    yield from _of_sizes(look)
    yield from _of_records(look)


def _of_subjects(look: Look, charges: list[Charge]) -> Iterator[Doubt]:
    """Yield how many certain bodies act in the text and are named by no assignment."""
    assigned = look.units_named
    names = "|".join({unit.name for unit in assigned}) + "|"
    folded = look.layout.folded
    found: dict[str, Span] = {}
    for charge in charges:
        name = folded[slice(*charge.span)]
        if f"{name}|" not in names and look.closed(charge.span[0]) not in ("header", "contents"):
            found.setdefault(name, charge.span)
    if not found or any(nature.reports for nature in look.natures):
        return  # a work report speaks of bodies and gives them nothing to do by name
    first = min(found.values())
    if not assigned:
        name = "bodies-act-and-no-units" if len(found) >= _TWO else "a-body-acts-and-no-units"
        yield Doubt(name, str(len(found)), first)
    elif all(unit.evidence == "prose" for unit in assigned) and len(found) >= _TWO:
        yield Doubt("bodies-act-beside-prose-units", str(len(found)), first)
    elif len(found) >= _FEW and len(found) > _QUARTER * names.count("|"):
        yield Doubt("bodies-act-beside-units", str(len(found)), first)


def _of_heads(look: Look) -> Iterator[Doubt]:
    """Yield how many bodies head lines or sentences and answer for nothing."""
    folded = look.layout.folded
    starts = set(look.unit_starts)
    lost = []
    for match in _HEAD_ENDS.finditer(folded):
        end = match.start() + 1
        low = max(0, end - _LONGEST_HEAD)
        low = max(low, *(folded.rfind(mark, low, end) + 1 for mark in _BREAKS))
        name = _HEAD.match(folded[low:end].lstrip(" \t"))
        start = end - len(name[1]) if name else end
        lone = name is not None and start not in starts and is_certain(name[1])
        if lone and look.closed(start) not in ("header", "contents", "preamble"):
            lost.append((start, end))
    if len(lost) >= _TWO:
        yield Doubt("bodies-head-lines", str(len(lost)), lost[0])


def _of_orders(look: Look) -> Iterator[Doubt]:
    """Yield how many sentences outside the tasks order something, in a plan or where nothing is a task."""
    folded, tasks = look.layout.folded, look.document.tasks
    plans = any(nature.is_plan for nature in look.natures)
    goals = Spans(goal.span for goal in look.document.goals)
    sought = ((None,) if plans else ("no-plan",)) if tasks else (None, "no-plan")
    outside = [
        match.end()
        for start, end in _outside(look)
        for match in _SENTENCE.finditer(folded, start, end)
        if look.closed(match.end()) in sought and (tasks or not look.is_ruled(match.end()))
    ]
    astray = [at for at in outside if is_action(folded[at : at + _OPENING]) and not goals.meets(at, at + 1)]
    many = _THIRD * (len(astray) + len(tasks)) if plans else _OF_SENTENCES * len(outside)
    if len(astray) >= max(_FEW, many):
        name = "orders-outside-tasks" if plans and tasks else "orders-and-no-tasks"
        yield Doubt(name, str(len(astray)), (astray[0], astray[0] + 2))


def _outside(look: Look) -> Iterator[Span]:
    """Yield the stretches of the text that are in no task."""
    at = 0
    for start, end in sorted(task.span for task in look.document.tasks):
        if start > at:
            yield at, start
        at = max(at, end)
    yield at, len(look.layout.folded)


def _of_cells(look: Look) -> Iterator[Doubt]:
    """Yield how many cells of tables word something to do or name bodies, and are in no task, in no unit."""
    cells = [cell for table in look.tables if look.closed(table.start) != "no-plan" for cell in table.cells]
    if not cells:
        return
    lost = [
        cell
        for cell in cells
        if len(cell.text) >= _LONG_CELL
        and acts(cell.text)
        and not look.tasks.meets(cell.start, cell.start + 1)
    ]
    if len(lost) >= _FEW:
        yield Doubt("cells-outside-tasks", str(len(lost)), (lost[0].start, lost[0].end))
    units = Spans(unit.span for unit in look.units_named)
    bodies = [cell for cell in cells if cell.row and is_body(_FIRST_NAME.split(cell.text, maxsplit=1)[0])]
    unnamed = [cell for cell in bodies if not units.meets(cell.start, cell.end)]
    if len(unnamed) >= _FEW and len(unnamed) > _QUARTER * len(bodies):
        yield Doubt("cells-of-bodies-in-no-unit", str(len(unnamed)), (unnamed[0].start, unnamed[0].end))


def _of_siblings(look: Look) -> Iterator[Doubt]:
    """Yield the items that are no tasks among siblings that are, and how many lie in parts without tasks."""
    rows: dict[tuple[int, int | None, str], list[bool]] = defaultdict(list)
    apart = 0
    for item in look.outline.items:
        if not item.number or item.has_children:
            continue
        closed = look.closed(item.start)
        apart += closed in _APART or closed == "no-plan" or item.kind == "goals"
        if closed is None and item.kind != "goals":
            rows[item.part, item.parent, item.style].append(look.tasks.near(item.start, 2))
    mixed = sum(min(sum(row), len(row) - sum(row)) for row in rows.values())
    if mixed:
        yield Doubt("some-siblings-are-tasks", str(mixed))
    if apart > max(_SOME - 1, len(look.document.tasks)):
        yield Doubt("items-in-parts-without-tasks", str(apart))


def _of_sizes(look: Look) -> Iterator[Doubt]:
    """Yield what is odd of how much of the text the tasks hold."""
    tasks = look.document.tasks
    if not tasks:
        return
    whole = len(look.layout.folded)
    leaves = (item for item in look.outline.items if item.kind in _APART and not item.has_children)
    apart = sum(item.end - item.start for item in leaves)
    held = whole - sum(end - start for start, end in _outside(look))
    if held < _THIRD * (whole - apart):
        yield Doubt("little-in-tasks", f"{held / max(1, whole - apart):.2f}")
    if len(tasks) == 1 and whole > _SHORT:
        yield Doubt("one-task")


def _of_records(look: Look) -> Iterator[Doubt]:
    """Yield what is odd of the records: names unlike bodies, titles that are bodies, units here and there."""
    tasks = look.document.tasks
    units = look.units_named
    odd = sum(not may_be_body(unit.name) for unit in units)
    if odd and odd >= _ODD_NAMES * len(units):
        yield Doubt("odd-names", f"{odd} of {len(units)}")
    named = sum(is_body(task.title) for task in tasks)
    if named > _QUARTER * len(tasks):
        yield Doubt("titles-are-bodies", str(named))
    with_units = sum(bool(task.assignments) for task in tasks)
    if len(tasks) > _FEW and _QUARTER < with_units / len(tasks) < _MOST:
        yield Doubt("units-in-half-the-tasks", f"{with_units} of {len(tasks)}")
    acting = len(look.acting)
    if tasks and _HALF * len(tasks) <= acting < _MOST * len(tasks):
        yield Doubt("some-titles-without-action", f"{len(tasks) - acting} of {len(tasks)}")
    if any(problem.code in ("uncertain-kind", "uncertain-part") for problem in look.document.problems):
        yield Doubt("uncertain-kind")
