"""Drafts as records: sections, tasks and their assignments, with ids."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.agencies.names import before_alias
from extractors.agency_index import Roster
from extractors.assignments.statements import Mention, Statement
from extractors.dates import find_due
from extractors.layout import Layout
from extractors.outline.tree import Item, Outline
from extractors.records import Assignment, Citation, Deadline, Problem, Section, Span, Target, Task
from extractors.tasks import TaskDraft
from extractors.tasks.draft import trimmed

_CITATION = re.compile(r"《([^《》\n]{2,80}(?:《[^《》\n]{2,60}》[^《》\n]{0,60})?)》")
_MARKS = re.compile(r"[\W_]+")


@dataclass(slots=True)
class Assembly:
    """Makes the records of one document; what it finds odd gathers in `problems`."""

    layout: Layout
    outline: Outline
    roster: Roster
    year: int | None = None
    """The plan's, for deadlines that print none."""
    problems: list[Problem] = field(default_factory=list)
    section_ids: dict[int, str] = field(default_factory=dict)
    """Ids of sections by the index of their item."""

    def sections(self, drafts: list[TaskDraft]) -> tuple[Section, ...]:
        """Return the sections: items that hold others, and those that are no task."""
        tasks = {draft.item for draft in drafts}
        found: list[Section] = []
        for index, item in enumerate(self.outline.items):
            if item.has_children or index not in tasks:
                parent = self._enclosing(item.parent)
                self.section_ids[index] = f"s{len(self.section_ids) + 1}"
                found.append(self._section(item, self.section_ids[index], parent))
        return tuple(found)

    def _enclosing(self, index: int | None) -> str | None:
        while index is not None and index not in self.section_ids:
            index = self.outline.items[index].parent
        return self.section_ids[index] if index is not None else None

    def _section(self, item: Item, own: str, parent: str | None) -> Section:
        text = self.layout.text
        return Section(
            id=own,
            number=text[item.start : item.start + len(item.number)] if item.number else None,
            level=item.level,
            title=text[item.title[0] : item.title[1]].strip(),
            parent=parent,
            kind=item.kind or "tasks",
            span=trimmed(self.layout.folded, item.start, item.end),
        )

    def section_of(self, draft: TaskDraft) -> str | None:
        """Return the id of the section that a task stands in."""
        if draft.item is not None:
            return self._enclosing(self.outline.items[draft.item].parent)
        return self._enclosing(self.outline.item_at(draft.start))

    def task(self, number: int, draft: TaskDraft, targets: tuple[Target, ...]) -> Task:
        """Return the record of a task, the `number`-th of the document."""
        text = self.layout.text
        dated = next((s.deadline for s in draft.statements if s.deadline), None)
        dated = dated or find_due(self.layout.folded, draft.start, draft.end, self.year)
        found = _CITATION.finditer(text, draft.start, draft.end)
        if not draft.start <= draft.title[0] < draft.end:
            self.problems.append(_untitled(draft))
        return Task(
            id=f"t{number}",
            number=self._printed_number(draft),
            title=text[draft.title[0] : draft.title[1]].strip(),
            text=text[draft.start : draft.end],
            section=self.section_of(draft),
            parent=f"t{draft.parent + 1}" if draft.parent is not None else None,
            span=(draft.start, draft.end),
            assignments=tuple(self._assignments(draft)),
            targets=targets,
            deadline=Deadline(raw=dated.raw, date=dated.date) if dated else None,
            citations=tuple(Citation(title=match[1], span=match.span()) for match in found),
        )

    def _printed_number(self, draft: TaskDraft) -> str | None:
        if draft.number is None or draft.item is None:
            return draft.number
        start = self.outline.items[draft.item].start
        return self.layout.text[start : start + len(draft.number)]

    def _assignments(self, draft: TaskDraft) -> Iterator[Assignment]:
        seen: dict[tuple[str, str], Statement] = {}
        clause = draft.start
        for statement in draft.statements:
            scope = (clause, statement.start) if statement.evidence == "bracket" else (draft.start, draft.end)
            for mention in statement.mentions:
                name = mention.name
                key = (mention.role, name if name.isalnum() else _MARKS.sub("", name))
                if key not in seen:
                    seen[key] = statement
                    if not mention.told:
                        self.problems.append(_unknown_role(mention))
                    yield self._assignment(mention, statement, scope)
                elif seen[key] is statement:
                    self.problems.append(_duplicate(mention))
            if statement.evidence == "bracket":
                clause = statement.end

    def _assignment(self, mention: Mention, statement: Statement, scope: Span) -> Assignment:
        name = before_alias(mention.name)
        printed = self.layout.text[mention.start : mention.end]
        end = mention.start + len(name) if name != mention.name and printed.startswith(name) else mention.end
        span = (mention.start, end)
        return Assignment(
            role=mention.role,
            label=mention.label,
            name=name,
            agency=self.roster.resolve(mention.name, span),
            evidence=statement.evidence,
            span=span,
            scope=scope if scope[0] < scope[1] else span,
        )


def _untitled(draft: TaskDraft) -> Problem:
    message = "This task has no words of its own beside its units: its title is that of the heading above."
    return Problem(code="untitled-task", severity="info", message=message, span=(draft.start, draft.end))


def _unknown_role(mention: Mention) -> Problem:
    message = f"{mention.label} is built as a label, and its role is not known: read as responsible."
    return Problem(
        code="unknown-role", severity="warning", message=message, span=(mention.start, mention.end)
    )


def _duplicate(mention: Mention) -> Problem:
    message = f"{mention.name} is listed twice in one role."
    return Problem(code="duplicate-unit", severity="info", message=message, span=(mention.start, mention.end))
