"""Tasks unlike their neighbours: without a unit among tasks that all have one, or of several items in one."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from functools import partial

from extractors.audit.bodies import is_body
from extractors.audit.items import acts
from extractors.records import Document, Problem, Role, Task

_IN_BRACKET = re.compile(r"(?:负责|牵头|配合|参与|指导|落实|[局厅委部府])[)）\]】〕][。；]?")
_NUMBERED = re.compile(r"[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.．、]")
_HEADING_LINE = re.compile(r"[#* ]*[一-鿿][一-鿿“”、]{3,18}[* ]*")
_TITLE_LINE = re.compile(r"[^\n。；;：:]{4,44}")
_ALIKE = re.compile(r"[#* ]*[一-鿿][一-鿿“”、，,]{7,35}[* ]*")
"""A line that may be a title, where those of the tasks stand in lines of their own."""
_MARKS = re.compile("[、，,]")
_ROLE_THEN_NAMES = re.compile(
    r"[（(][^（()）\n]{2,80}?(?:牵头|负责|配合)[，,；;、]([^（()）\n牵负配协指督参落]{2,100}[局厅委府部办院会行])[）)]"
)
_WIDE = re.compile(r"[^:：\s、,，;；][ \t\u3000]{2,}\Z")
_BLANKS = (" ", "\t", "\u3000")
_COLON = re.compile(r" ?[:：]")
_HAN = re.compile(r"[一-鿿]")
_HEADING = 36
"""Characters of a line that only names what follows."""
_OF_WORDS = 12
"""Characters of a paragraph that names something to do."""
_FEW = 3
"""Siblings from which a habit can be told."""
_HABIT = 0.75
"""Share of the siblings that makes one."""


def find_unlike(document: Document) -> Iterator[Problem]:
    """Yield a problem for each task that has not what nearly all its siblings have, or more than they."""
    tasks = document.tasks
    parents = {task.parent for task in tasks}
    told: set[str] = set()
    for what, has, row in _habits(tasks):
        for task in row:
            if not has(task) and task.id not in parents | told:
                told.add(task.id)
                yield _unlike(task, f"This task has no {what}, and nearly all beside it have one.")
    headed = [task for task in tasks if task.number is None and _begins_with_heading(task)]
    for task in headed if len(headed) <= (1 - _HABIT) * len(tasks) else ():
        yield _unlike(task, "This task begins with a line like a heading.")
    counts = [_paragraphs(task) for task in tasks]
    single = len(tasks) >= _FEW and sum(count <= 1 for count in counts) >= _HABIT * len(tasks)
    titled = len(tasks) >= _FEW and sum(map(_has_title_line, tasks)) >= _HABIT * len(tasks)
    for task, count in zip(tasks, counts, strict=True):
        if task.id not in parents and (more := _holds_more(task, count if single else 1, titled)):
            yield _unlike(task, more)
    yield from _gathered(document)
    yield from _cut_labels(document)


def _habits(tasks: Sequence[Task]) -> Iterator[tuple[str, Callable[[Task], bool], Sequence[Task]]]:
    """Yield what nearly all tasks have, what tells that one has it, and the tasks that share the habit."""
    rows: dict[tuple[str | None, str | None], list[Task]] = defaultdict(list)
    for task in tasks:
        rows[task.section, task.parent].append(task)
    roles = {task.id: [unit.role for unit in task.assignments] for task in tasks if task.assignments}
    leading = {task for task, held in roles.items() if held.count("lead") >= _FEW}
    for row in (*(row for row in rows.values() if len(row) > _FEW), tasks):
        with_units = [task for task in row if task.assignments]
        if len(row) > _FEW and len(with_units) >= _HABIT * len(row):
            yield "unit", _has_units, row
            counts = Counter(role for task in with_units for role in set(roles[task.id]))
            for role, count in sorted(counts.items()):
                if _HABIT * len(with_units) <= count < len(with_units) > _FEW:
                    yield f"{role} unit", partial(_has_role, roles, role), with_units
            several = {task.id for task in with_units if task.id in leading}
            if several and len(with_units) > _FEW and len(several) <= (1 - _HABIT) * len(with_units):
                yield "lone lead", partial(_is_without, several), with_units
        if len(row) > _FEW and sum(map(_has_number, row)) >= _HABIT * len(row):
            yield "number", _has_number, row


def _has_units(task: Task) -> bool:
    return bool(task.assignments)


def _has_number(task: Task) -> bool:
    return task.number is not None


def _has_role(roles: Mapping[str, Sequence[Role]], role: Role, task: Task) -> bool:
    return role in roles[task.id]


def _is_without(ids: Container[str], task: Task) -> bool:
    return task.id not in ids


def _unlike(task: Task, message: str) -> Problem:
    return Problem(code="unlike-siblings", severity="info", message=message, span=task.span)


def _holds_more(task: Task, paragraphs: int, titled: bool) -> str | None:
    """Return what a task holds that should be a task of its own, None where it holds its own words only."""
    if _NUMBERED.match(task.title) and task.number is None:
        return "This task's title begins with a number that was not read."
    if "\n" not in task.text:
        return None
    lines = task.text.split("\n")[1:]
    if any(_HEADING_LINE.fullmatch(line) and not is_body(line) for line in lines):
        return "This task holds a line like a heading."
    if titled and any(_ALIKE.fullmatch(line) and not _names_bodies(line) for line in lines):
        return "This task holds a line like the titles of the others."
    if paragraphs > 1:
        return f"This task has {paragraphs} paragraphs where nearly all others have one."
    return None


def _has_title_line(task: Task) -> bool:
    first, _, rest = task.text.partition("\n")
    return bool(rest) and _TITLE_LINE.fullmatch(first) is not None


def _names_bodies(line: str) -> bool:
    return any(map(is_body, _MARKS.split(line.strip("#* "))))


def _begins_with_heading(task: Task) -> bool:
    first, _, rest = task.text.partition("\n")
    return bool(rest) and _HEADING_LINE.fullmatch(first) is not None


def _paragraphs(task: Task) -> int:
    """Return how many paragraphs of some length a task has; a line of units or a heading is none."""
    if "\n" not in task.text:
        return 1
    held = [unit.span[0] - task.span[0] for unit in task.assignments]
    count = at = 0
    for line in task.text.split("\n"):
        end = at + len(line)
        if len(line) > 24 or (len(line) > _OF_WORDS and acts(line)):
            words = sum(at <= place < end for place in held)
            count += not (words and len(line) < 24 + 12 * words and not _is_sentence(line))
        at = end + 1
    return count


def _is_sentence(line: str) -> bool:
    """Tell whether a line names something to do before the units that it may name, too."""
    return acts(line) and "。" in line[:-1]


def _gathered(document: Document) -> Iterator[Problem]:
    """Yield the tasks of several paragraphs that each name units: each may be a task of its own."""
    for task in document.tasks:
        if "\n" not in task.text or len(task.assignments) < _FEW:
            continue
        lines = task.text.split("\n")
        closed = sum(len(line) > _HEADING and bool(_IN_BRACKET.search(line)) for line in lines)
        if closed >= (2 if len(lines[0]) <= _HEADING else _FEW):
            message = f"{closed} paragraphs of this task name units of their own: each may be a task."
            yield Problem(code="joined-tasks", severity="warning", message=message, span=task.span)


def _cut_labels(document: Document) -> Iterator[Problem]:
    """Yield the units that a colon follows, and the first ones whose label was cut from a longer word."""
    text = document.document.text
    headed = Counter(
        task.section
        for task in document.tasks
        if task.assignments and "heading" in [unit.evidence for unit in task.assignments]
    )
    for task in document.tasks:
        label = ""
        for unit in task.assignments:
            start, end = unit.span
            if text[end : end + 1] in (":", "："):
                if unit.evidence == "heading" and headed[task.section] > 1:
                    continue  # a row of bodies, each with its duties
                message = f"{unit.name} stands before a colon: it may be a label, no unit."
                yield Problem(code="unknown-role", severity="warning", message=message, span=unit.span)
            elif (
                unit.evidence == "label"
                and text[start - 1 : start] in _BLANKS
                and _WIDE.search(text, max(0, start - 8), start)
            ):
                message = f"{unit.name} stands apart from the names before it: its role may be another."
                yield Problem(code="unknown-role", severity="warning", message=message, span=unit.span)
            elif unit.label != label and unit.evidence != "prose":
                label = unit.label
                at = text.rfind(label, max(0, start - 40), start) if label else -1
                if at > 0 and _COLON.match(text, at + len(label)) and _HAN.match(text, at - 1):
                    message = f"{label} is the end of a longer word: the role may be another."
                    yield Problem(code="unknown-role", severity="warning", message=message, span=unit.span)


def find_open_brackets(text: str) -> Iterator[Problem]:
    """Yield the brackets whose last names have no role word though those before them have one."""
    for match in _ROLE_THEN_NAMES.finditer(text):
        message = "The last names of this bracket have no role word: their role may be another."
        yield Problem(code="unknown-role", severity="warning", message=message, span=match.span(1))
