"""The numbers of a document: targets by task, goals, and the quantities that are neither.

Every number outside the tasks is read, whatever it stands in: what it is, the evidence around it decides.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from extractors.agency_index import Home
from extractors.date_forms import PlanYear
from extractors.dates import find_dates
from extractors.header import Metadata
from extractors.layout import Layout
from extractors.outline.kinds import DocumentKind
from extractors.outline.tree import Outline
from extractors.records import Goal, Problem, Quantity, Target
from extractors.targets import (
    DeadlineHint,
    Found,
    TargetContext,
    find_table_goals,
    find_targets,
    to_goal,
    to_quantity,
    to_target,
)
from extractors.targets.model import NOTHING, DocumentRole, Part, Span, TagWords
from extractors.targets.sentence import is_deadline
from extractors.targets.table_places import find_shared_out
from extractors.targets.table_rows import TableRow, find_table_rows
from extractors.targets.texts import outside, within
from extractors.targets.told import looks_back, years_of_heading
from extractors.targets.years_goals import find_years_goals, is_of_plan
from extractors.tasks import TaskDraft

_AMOUNT = re.compile(r"\d")
_HEADING = 36
_RULES = frozenset(("regulation", "amendment", "interpretation", "offences", "legislature"))


@dataclass(slots=True)
class Measures:
    """Finds the numbers of one document; quantities and problems gather on the way."""

    layout: Layout
    outline: Outline
    metadata: Metadata
    home: Home
    tag_words: TagWords | None = None
    """Cuts phrases where the grammar leaves a choice; without it the phrase stays whole."""
    year: PlanYear | None = field(init=False)
    """The plan's."""
    tables: list[Span] = field(init=False)
    """Places of the tables, in order."""
    years_goals: list[Span] = field(init=False)
    """Where a work report states the goals of its year, in order."""
    quantities: list[Quantity] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _rows: dict[int, list[TableRow]] = field(default_factory=dict)
    """Rows of the tables of tasks, by their places, as far as asked."""
    _above: dict[int, Span | None] = field(default_factory=dict)
    """Years that the headings from an item up name, as far as asked."""

    def __post_init__(self) -> None:
        self.year = self.metadata.first_year
        self.tables = [(block.start, block.end) for block in self.layout.blocks if block.kind == "table"]
        self.years_goals = [
            span
            for part in self.outline.parts
            if _role_of(part.kind) == "report"
            for span in find_years_goals(self.layout.folded, part.title_end, part.end)
            if not is_of_plan(self.outline, self.layout.folded, span[0])
        ]

    def targets(self, draft: TaskDraft, spans: list[Span]) -> tuple[Target, ...]:
        """Return the targets of a task: of its words, without its number and its statements of units.

        `spans` are those of all tasks, in order: what stands in a task inside this one is that one's.
        """
        if self._states_goals(draft):
            return ()
        dated = next((s.deadline for s in draft.statements if s.deadline), None)
        hint = DeadlineHint(dated.raw, dated.date) if dated else None
        words = _words_of(self.layout.folded, draft)
        targets: list[Target] = []
        own = (draft.start, draft.end)
        inside = [span for each in words for span in within(spans, *each) if span != own]
        row = self._row_of(draft)
        apart = row.taken if row else []
        pieces = [(piece, hint) for piece in outside(words, sorted([*self.years_goals, *inside, *apart]))]
        for (start, end), day in (*pieces, *(row.days if row else ())):
            named = row is not None and not start <= draft.title[0] < end
            targets.extend(self._targets_in(start, end, day, draft, len(targets), named=named))
        for finding in row.findings if row else ():
            due = finding.deadline or hint or self._periods_end()
            targets.append(to_target(replace(finding, deadline=due)))
        return tuple(targets)

    def _periods_end(self) -> DeadlineHint | None:
        """Return the last day of the plan's period, by which what has no day of its own is due."""
        return DeadlineHint("", self.metadata.period[1], True) if self.metadata.period else None

    def _targets_in(
        self, start: int, end: int, hint: DeadlineHint | None, draft: TaskDraft, before: int, *, named: bool
    ) -> Iterator[Target]:
        """Yield the targets of a piece of a task's words; a part names its whole among all of the task's.

        `named`: where it says no more than 完成20亿元, the name of the task's row says of what.
        """
        part = self._part_of(draft.item, "tasks")
        context = self._context(start, part if part in ("goals", "review") else "tasks", hint, draft.item)
        if named and not _AMOUNT.search(name := self.layout.folded[slice(*draft.title)]):
            context = replace(context, row=name)
        found = find_targets(self.layout.text, self.layout.folded, start, end, context)
        self._keep(found)
        for finding in found.targets:
            whole = None if finding.part_of is None else finding.part_of + before
            yield to_target(replace(finding, part_of=whole))

    def _row_of(self, draft: TaskDraft) -> TableRow | None:
        """Return what the row of a table that words a task says beside its words."""
        at = bisect_right(self.tables, (draft.title[0], draft.end)) - 1
        if draft.item is not None or at < 0 or draft.title[0] >= self.tables[at][1]:
            return None
        start = self.tables[at][0]
        if start not in self._rows:
            cells = next(block.cells for block in self.layout.blocks if block.start == start)
            context = self._context(start, "tasks", None, None)
            self._rows[start] = find_table_rows(cells, self.layout.folded, context)
        return next((r for r in self._rows[start] if r.span[0] <= draft.title[0] < r.span[1]), None)

    def _states_goals(self, draft: TaskDraft) -> bool:
        """Tell whether a task is an item of goals without units: then its numbers are the document's."""
        goals = draft.item is not None and self.outline.items[draft.item].kind == "goals"
        return goals and not any(statement.mentions for statement in draft.statements)

    def goals(self, drafts: list[TaskDraft], section_ids: dict[int, str]) -> tuple[Goal, ...]:
        """Return the targets outside the tasks: of goals and of any other words, and of indicator tables."""
        tasks = sorted((draft.start, draft.end) for draft in drafts if not self._states_goals(draft))
        within = self._with_parents(draft.item for draft in drafts)
        goals: list[Goal] = []
        for start, end, item in self._words():
            kind: Part = "tasks" if item in within else "none"
            part = self._part_of(item, kind)
            for low, high in outside(outside([(start, end)], tasks), self.years_goals):
                for first, last, back in self._paragraphs(low, high, part):
                    own: Part = "review" if back else part
                    goals.extend(self._goals_in(first, last, own, item, section_ids))
        for start, end in self.years_goals:
            item = self.outline.item_at(start)
            goals.extend(self._goals_in(start, end, "goals", item, section_ids, self._years_end()))
        goals.extend(self._table_goals(section_ids))
        return tuple(sorted(goals, key=lambda goal: goal.value_span))

    def _paragraphs(self, start: int, end: int, part: Part) -> Iterator[tuple[int, int, bool]]:
        """Yield the words of goals in pieces, and whether each opens with years gone by: it looks back."""
        pieces: list[tuple[int, int, bool]] = []
        text, year = self.layout.folded, self.year
        for low, high in _lines(text, start, end) if part == "goals" else [(start, end)]:
            back = part == "goals" and looks_back(text[low : low + _HEADING], year)
            if pieces and pieces[-1][2] == back:
                pieces[-1] = (pieces[-1][0], high, back)
            else:
                pieces.append((low, high, back))
        yield from pieces

    def _with_parents(self, indices: Iterable[int | None]) -> set[int | None]:
        """Return the items, and those that they stand in; a work report's sections look back as well."""
        found: set[int | None] = set()
        for at in indices:
            while at is not None and at not in found:
                found.add(at)
                item = self.outline.items[at]
                report = _role_of(self.outline.parts[item.part].kind) == "report"
                at = None if report else item.parent
        return found

    def _goals_in(
        self,
        start: int,
        end: int,
        part: Part,
        item: int | None,
        section_ids: dict[int, str],
        hint: DeadlineHint | None = None,
    ) -> Iterator[Goal]:
        hint = hint or self._stage_of(item) if part == "goals" else hint
        found = self._find(start, end, part, hint, item)
        self._keep(found)
        section = section_ids.get(item) if item is not None else None
        stated = (f for f in found.targets if f.unit or part == "goals")
        return (to_goal(finding, section) for finding in stated)

    def _stage_of(self, item: int | None) -> DeadlineHint | None:
        """Return the day that an item of goals above sets for what stands below: 近期目标。至2007年,…"""
        year = self.metadata.first_year
        while item is not None and (item := self.outline.items[item].parent) is not None:
            above = self.outline.items[item]
            if above.kind != "goals":
                return None
            hits = find_dates(self.layout.folded, above.title[0], above.own_end, year)
            days = [day for day in hits if is_deadline(day, self.layout.folded, year) and day.date]
            if days:
                return DeadlineHint(days[-1].raw, days[-1].date, True)
        return None

    def _years_end(self) -> DeadlineHint | None:
        """The last day of the year whose goals a work report states."""
        year = self.year
        return DeadlineHint("", f"{year}-12-31", True) if year else None

    def _words(self) -> Iterator[tuple[int, int, int | None]]:
        """Yield the words outside the tables: each item's own, and those of no item, line by line."""
        for index, item in enumerate(self.outline.items):
            if item.kind != "contents":
                for start, end in outside([(item.body, item.own_end)], self.tables):
                    yield start, end, index
        spans = [(item.start, item.end) for item in self.outline.items if item.parent is None]
        for part in self.outline.parts:
            for start, end in outside(outside([(part.title_end, part.end)], spans), self.tables):
                yield start, end, None

    def _part_of(self, index: int | None, otherwise: Part) -> Part:
        """Return what an item is part of: a heading of years before the plan's looks back or is open."""
        kind = self.outline.items[index].kind if index is not None else None
        years = self._years_above(index)
        if kind != "review" and years and years[1] < (self.year or 0):
            return "none" if kind == "goals" else "review"
        return otherwise if kind is None or kind == "other" or kind == "contents" else kind

    def _years_above(self, index: int | None) -> Span | None:
        """Return the years that the nearest heading above names that names any."""
        if index is None:
            return None
        if index not in self._above:
            item = self.outline.items[index]
            start, end = item.title
            short = end - start <= _HEADING
            years = years_of_heading(self.layout.folded[start:end], self.year) if short else None
            self._above[index] = years or self._years_above(item.parent)
        return self._above[index]

    def _find(self, start: int, end: int, part: Part, hint: DeadlineHint | None, item: int | None) -> Found:
        context = self._context(start, part, hint, item)
        return find_targets(self.layout.text, self.layout.folded, start, end, context)

    def _context(self, place: int, part: Part, hint: DeadlineHint | None, item: int | None) -> TargetContext:
        period = self.metadata.period
        region = self.home.region
        names = frozenset((region.name, region.short or region.name)) if region else frozenset()
        kind = self.outline.parts[self.outline.part_at(place)].kind
        role = _role_of(kind)
        barred = role == "rules" or (kind is not None and kind.tasks == "none")
        return TargetContext(
            year=self.year,
            period_end=period[1] if period else None,
            part=part,
            document=role,
            may_promise=not barred or part in ("goals", "tasks"),
            told=self._told(item, role),
            deadline=hint,
            regions=names,
            tag_words=self.tag_words,
        )

    def _told(self, item: int | None, role: DocumentRole) -> Span | None:
        """Return the years that the headings above say, else the year before a report's, an account's own."""
        year = self.year
        if years := self._years_above(item):
            if year is None or years[1] < year:
                return years
            return (years[0], max(years[0], year - 1)) if years[0] <= year else None
        if year is None:
            return None
        return (year - 1, year - 1) if role == "report" else (year, year) if role == "account" else None

    def _keep(self, found: Found) -> None:
        self.quantities.extend(to_quantity(finding) for finding in found.quantities)
        self.problems.extend(found.problems)

    def _table_goals(self, section_ids: dict[int, str]) -> Iterator[Goal]:
        for block in self.layout.blocks:
            if block.kind != "table" or self._rows.get(block.start):
                continue
            at = self.outline.item_at(block.start)
            part: Part = "review" if self._is_told(block.start, at) else "goals"
            context = self._context(block.start, part, None, at)
            found = find_table_goals(block.cells, self.layout.folded, context)
            if found == NOTHING:
                found = find_shared_out(block.cells, self.layout.folded, context)
            self._keep(found)
            if part == "goals":
                section = section_ids.get(at) if at is not None else None
                yield from (to_goal(finding, section) for finding in found.targets)

    def _is_told(self, start: int, item: int | None) -> bool:
        """Tell whether a table stands in a review, or in a document that gives account or rules."""
        part = self.outline.parts[self.outline.part_at(start)]
        told = part.kind is not None and part.kind.tasks == "none"
        return told or (item is not None and self.outline.items[item].kind == "review")


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the lines of text[start:end]."""
    while start < end:
        stop = text.find("\n", start, end) + 1 or end
        yield start, stop
        start = stop


def _role_of(kind: DocumentKind | None) -> DocumentRole:
    """Return what a document is, for the reading of its numbers."""
    if kind is None:
        return "other"
    if kind.name == "work report":
        return "report"
    if kind.name in _RULES:
        return "rules"
    if kind.tasks == "none" or kind.name == "bulletin":
        return "account"
    return "plan" if kind.name == "plan" else "other"


def _words_of(folded: str, draft: TaskDraft) -> list[Span]:
    """Return where a task's words stand: a heading that names it may lie far above it."""
    end, title = _end_of_words(folded, draft), draft.title
    return [title, (draft.start, end)] if title[1] < draft.start else [(title[0], end)]


def _end_of_words(folded: str, draft: TaskDraft) -> int:
    """Return where a task's words end, before the statements that close it."""
    end = draft.end
    for statement in reversed(draft.statements):
        if statement.evidence == "prose" or not draft.start < statement.start < end:
            continue
        if folded[statement.end : end].strip(" \n\t。;,([)]"):
            break
        end = statement.start
    return end
