"""What of a text is in the records, what is knowingly passed over, and what was not read."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.audit.bodies import bodies_of, count_names, see_rows
from extractors.audit.items import Mark, find_gaps, in_sequence, see_marks
from extractors.audit.nature import Nature, is_no_plan, natures
from extractors.audit.numbers import see_numbers, why_aside
from extractors.audit.seen import Seen
from extractors.audit.spans import Spans
from extractors.layout import Block, Layout
from extractors.outline.tree import Item, Outline
from extractors.records import Document, Span, Task

_CLOSED = frozenset(("review", "principles", "contents", "annex", "safeguards"))
"""Kinds of section that hold neither tasks nor goals unless something in them says so."""
_PROMISED = re.compile(r"力争|确保|不低于|不少于|控制在|提高到|提升到|(?:到|至)20[2-9]\d年|年底前?达到|目标")
_TOLD = re.compile(r"已|截至|超过?了|达到了|实现了|以来|去年|上年")
_FAR = 60
"""Characters before a number in which its sentence can promise it."""
_WORK = re.compile(r"任务|措施|举措|事项|内容|项目|工作")
_FIGURES = re.compile(r"指标|目标值?|规划值|预期|计划数|任务数")
_ANSWERS = re.compile(r"牵头|责任|单位|部门|完成时限|时限")
_UNASKED = ("law", "language", "trade")
"""What a document can be whose bodies are given no task, whatever stands beside them."""
_REPORT = "work report"
_FEW, _HABIT = 3, 0.75
"""Items of one style, and the share of tasks among them, from which one that is none is odd."""
_LONG_OUTSIDE = 0.3
"""Share of a text outside its items from which it is no opening of a plan, but the plan itself."""


@dataclass(slots=True)
class Look:
    """One document with what was made of it, looked through for what is in no record."""

    layout: Layout
    outline: Outline
    document: Document
    natures: list[Nature] = field(init=False)
    tables: list[Block] = field(init=False)
    tasks: Spans = field(init=False)
    _ordered: list[Task] = field(init=False)
    _task_starts: list[int] = field(init=False)
    _table_spans: Spans = field(init=False)
    _first_items: dict[int, int] = field(init=False)
    _open_outside: set[int] = field(init=False)
    _no_plans: set[int] = field(init=False)
    """Indexes of the documents whose items are tasks only where units are assigned to them."""

    def __post_init__(self) -> None:
        assigned = (task.span[0] for task in self.document.tasks if task.assignments)
        goals = (goal.span[0] for goal in self.document.goals)
        self.natures = natures(self.layout, self.outline, assigned, goals)
        self._no_plans = {n for n in range(len(self.outline.parts)) if is_no_plan(self.outline, n)}
        self.tables = [block for block in self.layout.blocks if block.kind == "table"]
        self.tasks = Spans(task.span for task in self.document.tasks)
        self._ordered = sorted(self.document.tasks, key=lambda task: task.span)
        self._task_starts = [task.span[0] for task in self._ordered]
        self._table_spans = Spans((table.start, table.end) for table in self.tables)
        self._first_items = {item.part: item.start for item in reversed(self.outline.items)}
        inside: Counter[int] = Counter()
        for item in self.outline.items:
            if item.level == 1:
                inside[item.part] += item.end - item.start
        self._open_outside = {
            index
            for index, part in enumerate(self.outline.parts)
            if (part.kind is not None and part.kind.name == _REPORT)
            or part.end - part.title_end - inside[index] > _LONG_OUTSIDE * (part.end - part.start)
        }

    def closed(self, place: int) -> str | None:
        """Return why a place can hold neither tasks nor goals, None where it can."""
        index = self.outline.part_at(place)
        if not self.natures[index].is_plan:
            return "no-plan"
        at = self.outline.item_at(place)
        if at is not None:
            kind = self.outline.items[at].kind
            if kind == "review" and index in self._open_outside:
                return None
            return kind if kind in _CLOSED else None
        if place < self.outline.parts[index].title_end:
            return "header"
        if place < self._first_items.get(index, 0) and index not in self._open_outside:
            return "preamble"
        return None

    def numbers(self) -> Iterator[tuple[Seen, bool]]:
        """Yield the numbers with a unit in the parts that can hold them, each with whether it was read."""
        document = self.document
        found = (
            *(target for task in document.tasks for target in task.targets),
            *document.goals,
            *document.quantities,
        )
        held = Spans([target.value_span for target in found])
        told = Spans([target.span for target in found])
        markers = Spans((item.start, item.body) for item in self.outline.items if item.number)
        dated = Spans(_citations(self.document))
        folded = self.layout.folded
        parts = (p for p, nature in zip(self.outline.parts, self.natures, strict=True) if nature.is_plan)
        for span in (span for part in parts for span in see_numbers(folded, part.start, part.end)):
            if markers.meets(*span) or not self._can_promise(span[0]):
                continue
            if held.meets(*span):
                yield Seen("number", span), True
                continue
            aside = why_aside(folded, *span)
            if aside is None and told.meets(*span):
                aside = "attribute"
            elif aside is None and dated.meets(*span):
                aside = "name"
            yield Seen("number", span, aside), aside is not None

    def _can_promise(self, place: int) -> bool:
        closed = self.closed(place)
        return closed is None or (closed != "no-plan" and self._promised(place, closed))

    def _promised(self, place: int, closed: str) -> bool:
        """Tell whether the words before a number in a closed part promise it."""
        if closed in ("header", "contents", "annex"):
            return False
        folded = self.layout.folded
        low = max(0, place - _FAR)
        low = max(low, folded.rfind("。", low, place), folded.rfind("\n", low, place))
        return _PROMISED.search(folded, low, place) is not None and not _TOLD.search(folded, low, place)

    def units(self) -> Iterator[tuple[Seen, bool, str]]:
        """Yield the bodies that something gives a task to, whether each is read, and what tells."""
        if not any(nature.is_plan or nature.what not in _UNASKED for nature in self.natures):
            return
        folded = self.layout.folded
        starts = sorted(unit.span[0] for task in self.document.tasks for unit in task.assignments)
        mentions = Spans(unit.span for task in self.document.tasks for unit in task.assignments)
        names = frozenset(self.document.document.issuers)
        told = Spans(
            problem.span
            for problem in self.document.problems
            if problem.span and not problem.code.startswith("unread")
        )
        before: set[int] = set()
        for row, how in see_rows(folded, self.tables):
            closed = self.closed(row[0])
            if how == "tail" and not self._is_all(row[0]):
                continue
            if closed in ("header", "contents") or (closed and not self._tells(how, closed, row[0])):
                continue
            held = starts[bisect_left(starts, row[0]) : bisect_left(starts, row[1])]
            if len(held) >= count_names(folded, row):
                yield from (
                    (Seen("unit", (start, start + 1)), True, how) for start in held if start not in before
                )
                before.update(held)
                continue
            for span in bodies_of(folded, row, how):
                read = mentions.meets(*span)
                if span[0] in before or (not read and self.layout.text[slice(*span)] in names):
                    continue
                before.add(span[0])
                read = read or told.meets(*span) or self._named_before(*span)
                yield Seen("unit", span), read or (how == "prose" and self._is_unnumbered(span[0])), how

    def _is_all(self, place: int) -> bool:
        """Tell whether a place stands in a document whose numbered items are tasks."""
        kind = self.outline.parts[self.outline.part_at(place)].kind
        return kind is not None and kind.tasks == "all"

    def _is_unnumbered(self, place: int) -> bool:
        """Tell whether a sentence of a document that is no plan stands where it makes no task.

        Such a sentence makes one in a numbered item, and there where the sentences of the document assign.
        """
        kind = self.outline.parts[self.outline.part_at(place)].kind
        if kind is not None and kind.tasks != "prose":
            return kind.tasks != "all"
        at = self.outline.item_at(place)
        return at is None or not self.outline.items[at].number

    def _named_before(self, start: int, end: int) -> bool:
        """Tell whether the task that a name stands in has it already: it is no second assignment."""
        at = bisect_left(self._task_starts, start + 1) - 1
        if at < 0:
            return False
        name = self.layout.text[start:end]
        return any(unit.name.endswith(name) for unit in self._ordered[at].assignments)

    def _tells(self, how: str, closed: str, place: int) -> bool:
        """Tell whether what stands near a body gives it a task also in a part that is closed."""
        if closed == "no-plan":
            what = self.natures[self.outline.part_at(place)].what
            return how in ("label", "bracket") and what not in _UNASKED
        return (
            how not in ("list", "row", "word") if closed in _CLOSED else how in ("label", "bracket", "table")
        )

    def items(self) -> Iterator[tuple[Seen, str]]:
        """Yield the numbered items of such parts with how each is read: an empty word where it is not."""
        starts = Spans(task.span for task in self.document.tasks)
        goals = Spans(goal.span for goal in self.document.goals)
        known = Spans((item.start, item.start + 1) for item in self.outline.items)
        shares = self._shares_of_tasks(starts)
        for item in self.outline.items:
            if not item.number or (closed := self.closed(item.start)) in ("no-plan", "header"):
                continue
            span = (item.start, item.title[1])
            why = self._why(item, closed, starts, goals)
            odd = why == "section" and shares[item.part, item.style, item.has_children] >= _HABIT
            yield Seen("item", span), "" if odd else why
        marks = [mark for mark in see_marks(self.layout.folded) if not known.near(mark.start, 6)]
        for mark in in_sequence(marks):
            if self.closed(mark.start) or self._table_spans.meets(mark.start, mark.start + 1):
                continue
            line = self.layout.folded.find("\n", mark.start)
            span = (mark.start, min(line if line >= 0 else len(self.layout.text), mark.start + 40))
            yield Seen("item", span), _why_mark(mark) or ("detail" if self.tasks.meets(*span) else "")

    def _shares_of_tasks(self, starts: Spans) -> dict[tuple[int, str, bool], float]:
        """Return how many items of one style are tasks, those with items of their own apart.

        A share of fewer than three is 0: they have no habit.
        """
        rows: dict[tuple[int, str, bool], list[bool]] = defaultdict(list)
        for item in self.outline.items:
            if item.number:
                rows[item.part, item.style, item.has_children].append(starts.near(item.start, 2))
        return {key: sum(row) / len(row) if len(row) >= _FEW else 0.0 for key, row in rows.items()}

    def _why(self, item: Item, closed: str | None, starts: Spans, goals: Spans) -> str:
        """Return how an item of the outline is read, an empty word where it is in no record."""
        if starts.near(item.start, 2) or starts.near(item.body, 2):
            return "task"
        if item.has_children or self.tasks.meets(item.body, item.end):
            return "section"
        if closed or item.kind == "review":
            return closed or "review"
        if item.kind == "goals" or goals.meets(item.start, item.own_end):
            return "goals"
        return "no-plan" if item.part in self._no_plans else ""

    def gaps(self) -> Iterator[tuple[Span, str]]:
        """Yield where the numbers of the outline jump, with what is missing."""
        for item, after, missing in find_gaps(self.outline):
            if self.natures[item.part].is_plan:
                end = after.start if after else item.end
                start = max(item.start, min(item.title[1], end - 1))
                line = self.layout.folded.find("\n", start, end)
                start = line + 1 if 0 <= line < end - 2 else item.start
                yield (start, end), missing

    def lost_tables(self) -> Iterator[Span]:
        """Yield the tables that look like tasks or indicators and are in no record."""
        document = self.document
        held = Spans(
            (
                *(target.value_span for target in (*document.goals, *document.quantities)),
                *(task.span for task in document.tasks),
            )
        )
        for table in self.tables:
            head = " ".join(cell.text for cell in table.cells if cell.row <= 1)
            rows = 1 + max((cell.row for cell in table.cells), default=0)
            tells = (_WORK.search(head) and _ANSWERS.search(head)) or _FIGURES.search(head)
            lost = rows >= 3 and tells and len(head) < 200 and not held.meets(table.start, table.end)
            if lost and self.closed(table.start) in (None, "annex", "preamble"):
                yield table.start, table.end


def _why_mark(mark: Mark) -> str:
    """Return why a number that opens a line need be no item: 第一, 第二, … are words of a speech."""
    return "spoken" if mark.is_spoken else ""


def _citations(document: Document) -> Iterator[Span]:
    for task in document.tasks:
        yield from (citation.span for citation in task.citations)
