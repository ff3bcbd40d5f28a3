"""Signs of a whole document that it was read as something else than it is, each with what tells it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from extractors.audit.bodies import may_be_body
from extractors.audit.charges import Charge, see_charges
from extractors.audit.coverage import RULING, Look
from extractors.audit.items import acts, in_sequence, is_ordered, see_counted, see_signs
from extractors.audit.labels import gave_none
from extractors.audit.nature import has_articles
from extractors.audit.seen import Doubt
from extractors.audit.shape import find_shape
from extractors.folding import fold
from extractors.layout import Block, Cell
from extractors.records import Problem, Span, Task

_REQUEST = re.compile(r"(?:\n|[。;:]) ?[(]?[一二三四五六七八九十\d]{1,3}[)、.] ?(?:请|务必|须|望|责成|恳请)")
_ISSUED = re.compile(
    r"现(?:将)?[^。;\n]{0,80}?(?:印发|下发|转发|发给|下达)(?:给)?|(?:内容|任务|分工|全文)?(?:详)?见附件"
)
_LONG = 1500
"""Characters behind the sentence that issues a plan from which the plan may stand in the notice itself."""
_NAMED_IN_ROWS = ("局、", "委、", "厅、", "办、", "院、")
_MANY_BODIES, _FEW = 5, 3
_SOME_TASKS, _RARE = 4, 0.25
"""Tasks from which units at so small a share of them are odd."""
_REPEATED = 0.25
"""Share of the rows that repeat a long cell of the row above, from which the task may be that cell."""
_LONG_CELL = 16
_ACTING = 0.5
"""Share of the tasks that name something to do, below which they may be headings of another kind."""
_DIVIDES = re.compile(
    r"(?:职责|任务|责任|工作|人员|部门|具体)?分工(?:安排|如下|及职责)?:?$|部门职责$|职责任务$"
)
"""How a part is named that says who does what."""
_WORDS = re.compile(r"[一-鿿]{5}")
_LONGEST_CELL = 60
"""Characters of a cell of units."""


def find_doubts(look: Look) -> Iterator[Doubt]:
    """Yield the signs, each once."""
    document = look.document
    charges = list(see_charges(look.layout.folded))
    duties = [charge for charge in charges if charge.how in ("modal", "role", "dated")]
    yield from _in_no_plan(look, duties)
    yield from _outside(look, duties)
    yield from _of_labels(look)
    yield from _of_units(look)
    yield from _of_division(look)
    yield from _of_tasks(look)
    if document.tasks or any(nature.is_plan or nature.what not in RULING for nature in look.natures):
        yield from find_shape(look, charges)
    if any(nature.is_plan for nature in look.natures) and _issues_elsewhere(look):
        yield Doubt("plan-elsewhere")


def as_problem(doubt: Doubt) -> Problem | None:
    """Return the problem that tells a sign which has a place."""
    message = {
        "duties-in-no-plan": "There is something to do in a document that was found to be no plan.",
        "duties-outside-tasks": "Bodies are charged with something outside all tasks.",
        "labels-without-units": "A label is printed, and no unit was found for it.",
    }.get(doubt.name)
    if message is None or doubt.span is None:
        return None
    return Problem(code=doubt.name, severity="warning", message=message, span=doubt.span)


def _in_no_plan(look: Look, charges: list[Charge]) -> Iterator[Doubt]:
    """Yield the duties of a letter, reply, minutes, notice or form that was found to be no plan."""
    if any(nature.is_plan for nature in look.natures) or look.document.tasks:
        return
    folded = look.layout.folded
    if has_articles(folded):
        return
    if len(cells := _cells_that_order(look)) >= _MANY_BODIES:
        yield Doubt("duties-in-no-plan", str(len(cells)), cells[0])
        return
    if all(nature.what in RULING for nature in look.natures):
        return
    charges = [charge for charge in charges if look.what_at(charge.span[0]) not in RULING]
    own = [charge.span for charge in charges] if any(c.how != "role" for c in charges) else []
    asked = [match.span() for match in _REQUEST.finditer(folded) if look.what_at(match.start()) not in RULING]
    counted = _counted(folded) if own else []
    rows = [] if own else _rows_of_units(folded)
    found = sorted([*own, *asked, *counted, *rows])
    if len(found) >= _FEW or len(own) >= _FEW - 1:
        yield Doubt("duties-in-no-plan", str(len(found)), found[0])


def _cells_that_order(look: Look) -> list[Span]:
    """Return the cells of the column of a table that words most things to do, in half of its cells."""
    most: list[Span] = []
    for table in look.tables:
        columns: dict[int, list[Cell]] = defaultdict(list)
        for cell in table.cells:
            if len(cell.text) >= _LONG_CELL:
                columns[cell.column].append(cell)
        for cells in columns.values():
            orders = [(cell.start, cell.end) for cell in cells if acts(fold(cell.text))]
            if 2 * len(orders) >= len(cells):
                most = max(most, orders, key=len)
    return most


def _counted(folded: str) -> list[Span]:
    """Return the counted sentences, where half of them order something: 一是排查隐患, 二是转移群众."""
    marks = list(in_sequence(list(see_counted(folded))))
    orders = [(mark.start, mark.start + 2) for mark in marks if is_ordered(folded, mark.start + 2)]
    return orders if 2 * len(orders) >= len(marks) else []


def _rows_of_units(folded: str) -> list[Span]:
    """Return the lines of a table, ruled or printed with bars, a body in one cell and words in another."""
    if "|" not in folded and "\t" not in folded:
        return []
    found, rows, at = [], 0, 0
    for line in folded.split("\n"):
        cells = [cell.strip() for cell in re.split(r"[|\t]", line)]
        rows += len(cells) > 1
        others = [cell for cell in cells if not _is_unit_cell(cell)]
        if len(others) < len(cells) and any(map(_WORDS.search, others)):
            found.append((at, at + len(line)))
        at += len(line) + 1
    return found if len(found) >= _FEW and 2 * len(found) >= rows else []


def _is_unit_cell(cell: str) -> bool:
    return len(cell) <= _LONGEST_CELL and may_be_body(re.split("[、,]", cell)[0].strip())


def _outside(look: Look, charges: list[Charge]) -> Iterator[Doubt]:
    """Yield the duties of a plan that stand in no task: in a closing paragraph, in principles."""
    found = []
    for charge in charges:
        place = charge.span[0]
        closed = look.closed(place)
        if closed in ("no-plan", "header", "contents") or look.tasks.meets(*charge.span):
            continue
        if look.mentions.meets(*charge.span):
            continue  # of an item that is named by its number
        if closed in ("safeguards", "annex") and charge.how == "modal":
            continue  # an exhortation, knowingly passed over (CONTRACT, section 2)
        found.append(charge.span)
    if found:
        name = "duties-outside-tasks" if len(found) >= _FEW else "a-duty-outside-tasks"
        yield Doubt(name, str(len(found)), found[0])


def _of_labels(look: Look) -> Iterator[Doubt]:
    labels = [label for label in look.labels if look.closed(label.span[0]) not in ("header", "contents")]
    lost = list(gave_none(labels, look.unit_starts))
    if lost and any(nature.what not in RULING or nature.is_plan for nature in look.natures):
        some = len(lost) < len(labels) and 4 * len(lost) < len(labels)
        name = "some-labels-without-units" if some else "labels-without-units"
        yield Doubt(name, f"{len(lost)} of {len(labels)}", lost[0].span)


def _of_division(look: Look) -> Iterator[Doubt]:
    """Yield a part that says by its name who does what (职责分工), where no unit was read in it."""
    folded = look.layout.folded
    for item in look.outline.items:
        if not _DIVIDES.search(folded[slice(*item.title)]) or look.is_no_plan(item.part):
            continue
        if item.end - item.title[1] >= _FEW and not look.mentions.meets(item.start, item.end):
            yield Doubt("divided-without-units", span=(item.start, item.title[1]))
            return


def _of_units(look: Look) -> Iterator[Doubt]:
    """Yield what is odd of the units as a whole: none, where many bodies are listed, or very few."""
    tasks = look.document.tasks
    with_units = sum(bool(task.assignments) for task in tasks)
    kinds = Counter([unit.evidence for unit in look.units_named])
    in_prose = kinds["prose"] == kinds.total()
    if tasks and not with_units:
        named = sum(map(look.layout.folded.count, _NAMED_IN_ROWS))
        if named >= _MANY_BODIES:
            yield Doubt("bodies-and-no-units", str(named))
    elif len(tasks) >= _SOME_TASKS and with_units <= _RARE * len(tasks):
        name = "prose-units-in-few-tasks" if in_prose else "units-in-few-tasks"
        yield Doubt(name, f"{with_units} of {len(tasks)}")
    elif with_units and in_prose:
        yield Doubt("units-in-prose-only")
    closing = [task for task, after in pairwise((*tasks, None)) if task and _in_closing(task, after)]
    if closing:
        yield Doubt("units-in-a-closing-paragraph", str(len(closing)), closing[0].assignments[0].span)


def _in_closing(task: Task, after: Task | None) -> bool:
    """Tell whether a last task of a section has its units from sentences of a later paragraph alone."""
    at = task.text.find("\n")
    if at < _LONG_CELL or not task.assignments or (after and after.section == task.section):
        return False
    late = task.span[0] + at
    return all(unit.evidence == "prose" and unit.span[0] > late for unit in task.assignments)


def _of_tasks(look: Look) -> Iterator[Doubt]:
    """Yield what is odd of the tasks as a whole: they name nothing to do, hold lists, repeat cells."""
    tasks = look.document.tasks
    if not tasks:
        return
    acting = len(look.acting)
    if acting < _ACTING * len(tasks):
        yield Doubt("titles-without-action", f"{len(tasks) - acting} of {len(tasks)}")
    held = sum(look.tasks.meets(start, start + 1) for start in see_signs(look.layout.folded))
    if held > len(tasks) and held >= _FEW:
        yield Doubt("lists-in-tasks", str(held))
    repeated = sum(map(_repeated, look.tables))
    if repeated >= _FEW and repeated >= _REPEATED * len(tasks):
        yield Doubt("repeated-rows", str(repeated))


def _repeated(table: Block) -> int:
    """Return how many rows repeat a long cell of the row above."""
    last: dict[int, tuple[int, str]] = {}
    rows = set()
    for cell in table.cells:
        if len(cell.text) >= _LONG_CELL:
            if last.get(cell.column) == (cell.row - 1, cell.text):
                rows.add(cell.row)
            last[cell.column] = (cell.row, cell.text)
    return len(rows)


def _issues_elsewhere(look: Look) -> bool:
    """Tell whether the document says that it issues a plan, and the plan is not in the file."""
    if len(look.outline.parts) > 1 or look.tables:
        return False
    issued = _ISSUED.search(look.layout.folded)
    return issued is not None and len(look.layout.folded) - issued.end() < _LONG
