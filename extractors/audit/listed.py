"""What a document lists, and how each is read: items, counted sentences, signs, rows of tables."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

from extractors.audit.coverage import Look
from extractors.audit.items import (
    find_gaps,
    in_sequence,
    is_ordered,
    see_counted,
    see_marks,
    see_run_in,
    see_signs,
)
from extractors.audit.seen import Seen
from extractors.audit.spans import Spans
from extractors.evidence import judge
from extractors.layout import Block, Cell
from extractors.outline.tree import Item
from extractors.records import Span

_WORK = re.compile(r"任务|措施|举措|事项|内容|项目|工作")
_FIGURES = re.compile(r"指标|目标值?|规划值|预期|计划数|任务数")
_ANSWERED = re.compile(r"牵头|责任|负责|时限|配合")
_ANNEXES = re.compile(r"附件 ?: ?\n? ?1[.、][^\n]*(?:\n *\d{1,2}[.、][^\n]{2,70}(?=\n|$))*")
"""The list of annexes under a notice (GB/T 9704-2012, 7.3.4)."""
_ANSWERS = re.compile(r"牵头|责任|单位|部门|完成时限|时限")
_SUM = re.compile(r"合 *计|小 *计|总 *计|平均|备注|注[:：]")
_FEW, _HABIT = 3, 0.75
"""Items of one style, and the share of tasks among them, from which one that is none is odd."""
_HOLD = 0.6
"""Share of the items of a row that hold others, from which one that holds none is odd."""
_ANY_HEAD = re.compile(f"序号|(?:{_WORK.pattern}|{_ANSWERS.pattern}|{_FIGURES.pattern})$")
_HEAD = 8
"""Characters of a head's cell, at most."""
_RUN_IN = 30
"""Characters of a clause that names an item before its first full stop."""
_HEADED = 40
"""Characters of a line that holds the name of an item and nothing else, at most."""
_SHOWN = 40
"""Characters of an item that is told."""


class Listing:
    """The lists of one document, each thing in them with how it is read: an empty word where it is not."""

    def __init__(self, look: Look) -> None:
        document = look.document
        self.look = look
        self.goals = Spans(goal.span for goal in document.goals)
        self.figures = Spans(each.value_span for each in (*document.goals, *document.quantities))
        self.starts = Spans(task.span for task in document.tasks)

    def items(self) -> Iterator[tuple[Seen, str]]:
        """Yield what is listed in the parts that can hold tasks or goals."""
        look = self.look
        known = Spans((item.start, item.start + 1) for item in look.outline.items)
        shares = self._shares_of_tasks()
        for item in look.outline.items:
            if not item.number or (closed := look.closed(item.start)) in ("no-plan", "header"):
                continue
            why = self._why(item, closed)
            odd = why == "section" and shares[item.part, item.style, item.has_children] >= _HABIT
            yield Seen("item", (item.start, item.title[1])), "" if odd else why
        folded = look.layout.folded
        marks = [mark for mark in see_marks(folded) if not known.near(mark.start, 6)]
        annexes = Spans(match.span() for match in _ANNEXES.finditer(folded))
        for mark in in_sequence(marks):
            annex = "annex" if annexes.meets(mark.start, mark.start + 1) else ""
            yield from self._line(mark.start, "spoken" if mark.is_spoken else annex)
        for mark in in_sequence(list(see_counted(folded))):
            yield from self._line(mark.start, "" if is_ordered(folded, mark.start + 2) else "told")
        for start in see_signs(folded):
            if not known.near(start, 6):
                yield from self._line(start, "")
        yield from self._run_in(known)
        yield from self._rows()

    def _run_in(self, known: Spans) -> Iterator[tuple[Seen, str]]:
        """Yield the lines that open as the numbered items do, by a short clause, and bear no number."""
        look = self.look
        opening = [start for start in see_run_in(look.layout.folded) if not known.near(start, 6)]
        if not opening:
            return
        titles = (item.title for item in look.outline.items if item.number and not item.has_children)
        alike = sum(
            look.layout.folded[end : end + 1] == "。" and end - start <= _RUN_IN for start, end in titles
        )
        if alike > len(opening):
            for start in opening:
                if not self.starts.near(start, 2) and not self._is_headed(start, known):
                    yield from self._lone(start)

    def _is_headed(self, start: int, known: Spans) -> bool:
        """Tell whether the line above is number and name of an item alone, of which this one says more."""
        before = self.look.layout.folded.rfind("\n", 0, start - 1) + 1
        sentences = self.look.layout.folded.count("。", before, start)
        return start - before <= _HEADED and sentences <= 1 and known.near(before, 6)

    def _lone(self, start: int) -> Iterator[tuple[Seen, str]]:
        if self.look.closed(start) is None and not self.look.in_table(start):
            yield Seen("item", (start, start + _RUN_IN)), ""

    def _line(self, start: int, why: str) -> Iterator[tuple[Seen, str]]:
        """Yield what begins at a place outside the outline, where it is in no table and no closed part."""
        look = self.look
        if look.closed(start) or look.in_table(start):
            return
        at = look.outline.item_at(start)
        if at is not None and look.outline.items[at].kind in ("review", "goals"):
            why = why or str(look.outline.items[at].kind)
        line = look.layout.folded.find("\n", start)
        end = min(line if line >= 0 else len(look.layout.text), start + _SHOWN)
        if not why and look.tasks.meets(start, end):
            why = "detail"
        elif not why and (self.figures.meets(start, line) or self.goals.meets(start, end)):
            why = "goals"
        yield Seen("item", (start, end)), why

    def _rows(self) -> Iterator[tuple[Seen, str]]:
        """Yield the rows of the tables that look like tasks."""
        for table in self.look.tables:
            if not _is_of_tasks(table) or self.look.closed(table.start) not in (None, "annex", "preamble"):
                continue
            for number, row in groupby(table.cells, key=lambda cell: cell.row):
                cells = [cell for cell in row if cell.text.strip()]
                if (
                    not number
                    or len(cells) < 2
                    or _SUM.search(cells[0].text + cells[1].text)
                    or _is_head(cells)
                ):
                    continue
                span = (cells[0].start, cells[-1].end)
                read = self.look.tasks.meets(*span) or self.figures.meets(*span)
                yield Seen("item", (span[0], min(span[1], span[0] + _SHOWN))), "row" if read else ""

    def _shares_of_tasks(self) -> dict[tuple[int, str, bool], float]:
        """Return how many items of one style are tasks, those with items of their own apart.

        A share of fewer than three is 0: they have no habit.
        """
        rows: dict[tuple[int, str, bool], list[bool]] = defaultdict(list)
        for item in self.look.outline.items:
            if item.number:
                rows[item.part, item.style, item.has_children].append(self.starts.near(item.start, 2))
        return {key: sum(row) / len(row) if len(row) >= _FEW else 0.0 for key, row in rows.items()}

    def _why(self, item: Item, closed: str | None) -> str:
        """Return how an item of the outline is read, an empty word where it is in no record."""
        if self.starts.near(item.start, 2) or self.starts.near(item.body, 2):
            return "task"
        if item.has_children or self.look.tasks.meets(item.body, item.end):
            return "section"
        if closed or item.kind == "review":
            return closed or "review"
        if self.look.mentions.meets(item.body, item.end):
            return "section"  # it says who answers for others, by their numbers
        if item.kind == "goals" or self.goals.meets(item.start, item.own_end):
            return "goals"
        if self.look.is_no_plan(item.part):
            return "no-plan"
        verdict = judge("task", item.signs | {"document-all"})
        return "fact" if not verdict.holds and not verdict.is_near else ""

    def gaps(self) -> Iterator[tuple[Span, str]]:
        """Yield where the numbers of the outline jump, with what is missing."""
        look = self.look
        for item, after, missing in find_gaps(look.outline):
            if look.natures[item.part].is_plan:
                end = after.start if after else item.end
                start = max(item.start, min(item.title[1], end - 1))
                line = look.layout.folded.find("\n", start, end)
                start = line + 1 if 0 <= line < end - 2 else item.start
                yield (start, end), missing

    def uneven(self) -> Iterator[Span]:
        """Yield the items that are tasks where nearly all beside them hold several."""
        rows: dict[tuple[int, int | None, str], list[Item]] = defaultdict(list)
        for item in self.look.outline.items:
            if item.number and item.kind in (None, "tasks"):
                rows[item.part, item.parent, item.style].append(item)
        for row in rows.values():
            alone = [item for item in row if not item.has_children and self.starts.near(item.start, 2)]
            if len(row) >= _FEW and 0 < len(alone) <= (1 - _HOLD) * len(row):
                yield from (item.title for item in alone)

    def lost_tables(self) -> Iterator[Span]:
        """Yield the tables that look like tasks or indicators and are in no record."""
        look = self.look
        for table in look.tables:
            lost = _is_told(table) and not (
                self.figures.meets(table.start, table.end) or look.tasks.meets(table.start, table.end)
            )
            if lost and look.closed(table.start) in (None, "annex", "preamble"):
                yield table.start, table.end


def _is_head(cells: list[Cell]) -> bool:
    """Tell whether a row is a head, a further one or the same again: short cells, most in a head's words."""
    texts = [cell.text.strip() for cell in cells]
    heads = sum(bool(_ANY_HEAD.search(text)) for text in texts)
    return max(map(len, texts)) <= _HEAD and heads > len(texts) / 2


def _head(table: Block) -> str:
    return " ".join(cell.text for cell in table.cells if cell.row <= 1)


def _is_told(table: Block) -> bool:
    """Tell whether a table has the head of tasks or of indicators."""
    head = _head(table)
    rows = 1 + max((cell.row for cell in table.cells), default=0)
    tells = (_WORK.search(head) and _ANSWERS.search(head)) or _FIGURES.search(head)
    return rows >= _FEW and bool(tells) and len(head) < 200


def _is_of_tasks(table: Block) -> bool:
    head = _head(table)
    return bool(len(head) < 200 and _WORK.search(head) and _ANSWERED.search(head))
