"""What of a text is in the records, what is knowingly passed over, and what was not read."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.audit.bodies import bodies_of, count_names, see_rows
from extractors.audit.items import names_action
from extractors.audit.labels import Label, gave_none, see_labels
from extractors.audit.nature import Nature, is_no_plan, natures
from extractors.audit.numbers import see_numbers, why_aside
from extractors.audit.seen import Seen
from extractors.audit.spans import Spans
from extractors.layout import Block, Layout
from extractors.outline.tree import Outline
from extractors.records import Assignment, Document, Span, Task

_CLOSED = frozenset(("review", "principles", "contents", "annex", "safeguards"))
"""Kinds of section that hold neither tasks nor goals unless something in them says so."""
_PROMISED = re.compile(r"力争|确保|不低于|不少于|控制在|提高到|提升到|(?:到|至)20[2-9]\d年|年底前?达到|目标")
_TOLD = re.compile(r"已|截至|超过?了|达到了|实现了|以来|去年|上年")
_FAR = 60
"""Characters before a number in which its sentence can promise it."""
UNASKED = ("law", "language", "trade")
"""What a document can be whose bodies are given no task, whatever stands beside them."""
RULING = (
    *UNASKED,
    *("regulation", "interpretation", "amendment", "offences", "state law", "legislature", "emergency plan"),
    *("recruitment", "notice of an event", "holiday", "list", "budget", "form", "honours"),
)
"""What a document can be that says who does what for good, or calls to an event, and plans nothing."""
_REPORT = "work report"
_OUTSIDE = "outside all items"
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
    labels: list[Label] = field(init=False)
    """Words of a label as they are printed."""
    units_named: list[Assignment] = field(init=False)
    """Those of all tasks."""
    unit_starts: list[int] = field(init=False)
    """Where these are named, in order."""
    mentions: Spans = field(init=False)
    """The same as spans."""
    acting: list[Task] = field(init=False)
    """Tasks that name something to do."""
    _ordered: list[Task] = field(init=False)
    _task_starts: list[int] = field(init=False)
    _table_spans: Spans = field(init=False)
    _first_items: dict[int, int] = field(init=False)
    _open_outside: set[int] = field(init=False)
    _edges: list[int] = field(default_factory=list)
    _whys: list[str | None] = field(default_factory=list)
    _no_plans: set[int] = field(init=False)
    """Indexes of the documents whose items are tasks only where units are assigned to them."""

    def __post_init__(self) -> None:
        self.units_named = [unit for task in self.document.tasks for unit in task.assignments]
        self.unit_starts = sorted([unit.span[0] for unit in self.units_named])
        self.mentions = Spans(unit.span for unit in self.units_named)
        assigned = (task.span[0] for task in self.document.tasks if task.assignments)
        others = (task.span[0] for task in self.document.tasks if not task.assignments)
        goals = (goal.span[0] for goal in self.document.goals)
        self.natures = natures(self.layout, self.outline, assigned, others, goals)
        self._no_plans = {n for n in range(len(self.outline.parts)) if is_no_plan(self.outline, n)}
        self.tables = [block for block in self.layout.blocks if block.kind == "table"]
        self.tasks = Spans(task.span for task in self.document.tasks)
        self.labels = list(see_labels(self.layout.folded))
        self.acting = [task for task in self.document.tasks if names_action(task)]
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
        self._find_edges()

    def _find_edges(self) -> None:
        """Note where items begin and end, and why each holds neither tasks nor goals from there on."""
        stack: list[tuple[int, str | None]] = []
        edges, whys = self._edges, self._whys
        for item in self.outline.items:
            while stack and stack[-1][0] <= item.start:
                edges.append(stack.pop()[0])
                whys.append(stack[-1][1] if stack else _OUTSIDE)
            is_open = item.kind == "review" and item.part in self._open_outside
            stack.append((item.end, item.kind if item.kind in _CLOSED and not is_open else None))
            edges.append(item.start)
            whys.append(stack[-1][1])
        while stack:
            edges.append(stack.pop()[0])
            whys.append(stack[-1][1] if stack else _OUTSIDE)

    def is_no_plan(self, part: int) -> bool:
        """Tell whether the items of a document are tasks only where units are assigned to them."""
        return part in self._no_plans

    def in_table(self, place: int) -> bool:
        """Tell whether a place lies in a table."""
        return self._table_spans.meets(place, place + 1)

    def what_at(self, place: int) -> str:
        """Return what the document at a place is, where it is no plan."""
        return self.natures[self.outline.part_at(place)].what

    def is_ruled(self, place: int) -> bool:
        """Tell whether a place stands in a document that says for good who does what, or plans nothing."""
        nature = self.natures[self.outline.part_at(place)]
        return not nature.is_plan and nature.what in RULING

    def closed(self, place: int) -> str | None:
        """Return why a place can hold neither tasks nor goals, None where it can."""
        index = self.outline.part_at(place) if len(self.natures) > 1 else 0
        if not self.natures[index].is_plan:
            return "no-plan"
        at = bisect_right(self._edges, place) - 1
        if at >= 0 and (why := self._whys[at]) != _OUTSIDE:
            return why
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

    def units(self) -> tuple[int, list[tuple[Seen, str]]]:
        """Return how many bodies that something gives a task to are read, and the others with what tells."""
        count = 0
        unread: list[tuple[Seen, str]] = []
        if not any(nature.is_plan or nature.what not in UNASKED for nature in self.natures):
            return count, unread
        folded = self.layout.folded
        starts = self.unit_starts
        mentions = self.mentions
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
                count += sum([start not in before for start in held])
                before.update(held)
                continue
            for span in bodies_of(folded, row, how):
                read = mentions.meets(*span)
                if span[0] in before or (not read and self.layout.text[slice(*span)] in names):
                    continue
                before.add(span[0])
                read = read or told.meets(*span) or self._named_before(*span)
                if read or (how == "prose" and self._is_unnumbered(span[0])):
                    count += 1
                else:
                    unread.append((Seen("unit", span), how))
        for label in gave_none(self.labels, sorted({*starts, *before})):
            if not label.is_head and self.closed(label.span[0]) not in ("header", "contents"):
                unread.append((Seen("unit", label.span), "printed"))
        return count, unread

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
        if at < 0 or self._ordered[at].span[1] <= start:
            return False
        name = self.layout.text[start:end]
        return any(unit.name.endswith(name) for unit in self._ordered[at].assignments)

    def _tells(self, how: str, closed: str, place: int) -> bool:
        """Tell whether what stands near a body gives it a task also in a part that is closed."""
        if closed == "no-plan":
            return how in ("label", "bracket") and self.what_at(place) not in UNASKED
        return (
            how not in ("list", "row", "word") if closed in _CLOSED else how in ("label", "bracket", "table")
        )


def _citations(document: Document) -> Iterator[Span]:
    for task in document.tasks:
        yield from (citation.span for citation in task.citations)
