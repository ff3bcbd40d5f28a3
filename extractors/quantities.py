"""The numbers of a document: targets by task, goals, and the quantities that are neither."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extractors.agency_index import Home
from extractors.header import Metadata
from extractors.layout import Layout
from extractors.outline.kinds import DocumentKind
from extractors.outline.tree import Item, Outline
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
from extractors.targets.model import Part, TagWords
from extractors.tasks import TaskDraft

_AIMS = re.compile(r"(?:^|[,。;])(?:力争)?(?:到|至)(?:20|19)?\d\d年|目标(?:是|为|:)|工作目标|总体目标|力争")
"""What marks an opening paragraph that states goals."""
_DATED_AIM = re.compile(r"[。;\n] *(?=(?:力争|确保)?(?:到|至)(?:20|19)\d\d年)")
"""After what a sentence among principles begins that states an aim."""


@dataclass(slots=True)
class Measures:
    """Finds the numbers of one document; quantities and problems gather on the way."""

    layout: Layout
    outline: Outline
    metadata: Metadata
    home: Home
    tag_words: TagWords | None = None
    """Cuts phrases where the grammar leaves a choice; without it the phrase stays whole."""
    tables: list[tuple[int, int]] = field(init=False)
    """Places of the tables, in order."""
    quantities: list[Quantity] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.tables = [(block.start, block.end) for block in self.layout.blocks if block.kind == "table"]

    def targets(self, draft: TaskDraft) -> tuple[Target, ...]:
        """Return the targets of a task: of its words, without its number and its statements of units."""
        if draft.item is not None and self.outline.items[draft.item].kind == "goals":
            return ()
        dated = next((s.deadline for s in draft.statements if s.deadline), None)
        hint = DeadlineHint(dated.raw, dated.date) if dated else None
        found = self._find(draft.title[0], _end_of_words(self.layout.folded, draft), "tasks", hint)
        self._keep(found)
        return tuple(to_target(finding) for finding in found.targets)

    def goals(self, drafts: list[TaskDraft], section_ids: dict[int, str]) -> tuple[Goal, ...]:
        """Return the targets outside the tasks: in parts of goals, over tasks and in indicator tables."""
        tasks = {draft.item for draft in drafts}
        over = self._over(tasks)
        spans = sorted((draft.start, draft.end) for draft in drafts)
        goals: list[Goal] = []
        for index, item in enumerate(self.outline.items):
            part = "tasks" if index in over else _part_of(item, self.outline.parts[item.part].kind)
            if part is None or (index in tasks and item.kind != "goals"):
                continue
            section = section_ids.get(index)
            words = self._aims(item) if item.kind == "principles" else self._words(item)
            for start, end in _outside(words, spans) if index in over else words:
                found = self._find(start, end, part, None)
                self._keep(found)
                stated = found.targets if part in ("goals", "tasks") else ()
                goals.extend(to_goal(finding, section) for finding in stated)
        goals.extend(self._preamble_goals(spans))
        goals.extend(self._table_goals(section_ids))
        return tuple(sorted(goals, key=lambda goal: goal.value_span))

    def _over(self, tasks: set[int | None]) -> set[int]:
        """Return the indices of the sections of action parts that hold tasks, and are none."""
        items = self.outline.items
        over: set[int] = set()
        for index in tasks:
            parent = items[index].parent if index is not None else None
            while parent is not None and parent not in over:
                over.add(parent)
                parent = items[parent].parent
        return {index for index in over if index not in tasks and items[index].kind in (None, "tasks")}

    def _preamble_goals(self, spans: list[tuple[int, int]]) -> Iterator[Goal]:
        """Yield the goals of a plan's opening paragraphs, before its first item and outside the tasks."""
        first = {}
        for item in reversed(self.outline.items):
            first[item.part] = item.start
        for line in self.outline.lines:
            index = self.outline.part_at(line.start)
            part = self.outline.parts[index]
            if part.kind is None or part.kind.tasks != "all" or line.start < part.title_end:
                continue
            if line.start < first.get(index, 0) and _AIMS.search(line.folded):
                for start, end in _outside([(line.start, min(line.end, first[index]))], spans):
                    found = self._find(start, end, "goals", None)
                    yield from (to_goal(finding, None) for finding in found.targets)

    def _find(self, start: int, end: int, part: Part, hint: DeadlineHint | None) -> Found:
        return find_targets(self.layout.text, self.layout.folded, start, end, self._context(part, hint))

    def _context(self, part: Part, hint: DeadlineHint | None) -> TargetContext:
        period = self.metadata.period
        region = self.home.region
        names = frozenset((region.name, region.short or region.name)) if region else frozenset()
        return TargetContext(
            year=self.metadata.first_year,
            period_end=period[1] if period else None,
            part=part,
            deadline=hint,
            regions=names,
            tag_words=self.tag_words,
        )

    def _keep(self, found: Found) -> None:
        self.quantities.extend(to_quantity(finding) for finding in found.quantities)
        self.problems.extend(found.problems)

    def _words(self, item: Item) -> Iterator[tuple[int, int]]:
        """Yield the item's own words between the tables that stand in it."""
        at = item.body
        for start, end in self.tables[bisect_left(self.tables, (at, at)) :]:
            if start >= item.own_end:
                break
            yield at, start
            at = end
        if at < item.own_end:
            yield at, item.own_end

    def _aims(self, item: Item) -> Iterator[tuple[int, int]]:
        """Yield where the words of principles state aims: all under 总体要求和目标, else from 到2025年 on."""
        named = "目标" in self.layout.folded[item.title[0] : item.title[1]]
        for start, end in self._words(item):
            dated = _DATED_AIM.search(self.layout.folded, max(0, start - 1), end)
            if named or dated:
                yield (start if named or not dated else dated.end()), end

    def _table_goals(self, section_ids: dict[int, str]) -> Iterator[Goal]:
        for block in self.layout.blocks:
            if block.kind != "table":
                continue
            at = self.outline.item_at(block.start)
            kind = self.outline.items[at].kind if at is not None else None
            part: Part = "review" if kind == "review" or self._is_told(block.start) else "goals"
            found = find_table_goals(block.cells, self.layout.folded, self._context(part, None))
            self._keep(found)
            if part == "goals":
                section = section_ids.get(at) if at is not None else None
                yield from (to_goal(finding, section) for finding in found.targets)

    def _is_told(self, start: int) -> bool:
        """Tell whether a place stands in a document that reports or rules, and plans nothing."""
        part = self.outline.parts[self.outline.part_at(start)]
        return part.kind is not None and part.kind.tasks == "none"


def _outside(words: Iterable[tuple[int, int]], spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield what of the words stands in none of the ordered spans: a paragraph can be a task of its own."""
    for start, end in words:
        at = start
        for low, high in spans[bisect_left(spans, (start, start)) :]:
            if low >= end:
                break
            if at < low:
                yield at, low
            at = max(at, high)
        if at < end:
            yield at, end


def _part_of(item: Item, kind: DocumentKind | None) -> Part | None:
    """Return what an item that is no task is part of, None where its numbers are nobody's."""
    if kind is not None and kind.tasks == "none":
        return "review" if kind.name == "bulletin" else "conditions"
    if item.kind in ("goals", "principles"):
        return "goals"
    return "review" if item.kind == "review" else None


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
