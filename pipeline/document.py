"""One document: the stages from a reader's blocks to the record, in their order."""

import re
from collections.abc import Iterator
from dataclasses import replace

from extractors.agencies.registry import Registry
from extractors.assignments.carriers import find_statements
from extractors.assignments.once_said import OnceSaid, find_rules
from extractors.assignments.prose import find_prose
from extractors.assignments.statements import Mention, Reader, Statement, first_to_lead
from extractors.assignments.tables import find_table_tasks
from extractors.layout import Block, Layout, build_layout
from extractors.metadata import Metadata, find_metadata
from extractors.outline.tree import Item, Outline, build_outline, title_span
from extractors.records import (
    Assignment,
    Citation,
    Deadline,
    Document,
    DocumentInfo,
    Period,
    Problem,
    Section,
    Source,
    Task,
)
from extractors.roster import Roster, find_home
from extractors.tasks import TaskDraft, find_tasks, without_units
from pipeline.readers import Reading

_CITATION = re.compile(r"《([^《》\n]{2,80}(?:《[^《》\n]{2,60}》[^《》\n]{0,60})?)》")
_MARKS = re.compile(r"[\W_]+")
_BLANK = " \t\n\u3000"
_CELL_NUMBER = re.compile(r"[ \t]*(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,3}(?:\.(?!\d)|、))")


def build_document(reading: Reading, source: Source, *, nlp: bool = True) -> Document:
    """Return the record of one document; `nlp` also looks for units that no label or bracket shows."""
    layout = build_layout(reading.blocks)
    outline = build_outline(layout)
    first_item = min((item.start for item in outline.items if item.number), default=len(layout.text))
    metadata = find_metadata(layout, outline.lines, outline.parts, first_item)
    reader = Reader(layout.text, layout.folded, metadata.year)
    drafts = _tasks(layout, outline, reader, nlp=nlp)
    drafts = _apply_rules(drafts, find_rules(layout.text, layout.folded), outline)
    roster = Roster(find_home(metadata, Registry.load()), scope=source.sha256[:16])
    sections, section_ids = _sections(layout, outline, drafts)
    problems = list(reading.problems)
    tasks = tuple(
        _task(number, draft, layout, outline, section_ids, roster, problems) for number, draft in enumerate(drafts, 1)
    )
    return Document(
        document=_info(layout, metadata, source, roster),
        sections=sections,
        tasks=tasks,
        goals=(),
        quantities=(),
        agencies=roster.agencies(),
        problems=tuple(problems) + roster.problems(),
    )


def _info(layout: Layout, metadata: Metadata, source: Source, roster: Roster) -> DocumentInfo:
    period = metadata.period
    return DocumentInfo(
        id=source.sha256[:16],
        title=metadata.title,
        document_number=metadata.document_number,
        issuers=metadata.issuers,
        recipients=metadata.recipients,
        issued_on=metadata.issued_on,
        period=Period(start=period[0], end=period[1]) if period else None,
        region=roster.region(),
        source=source,
        text=layout.text,
    )


def _tasks(layout: Layout, outline: Outline, reader: Reader, *, nlp: bool) -> list[TaskDraft]:
    tables = [block for block in layout.blocks if block.kind == "table"]
    statements = _outside_tables(reader, tables)
    if nlp:
        for start, end in without_units(layout, outline, statements):
            statements += find_prose(reader, start, end)
        statements.sort(key=lambda statement: statement.start)
    drafts = find_tasks(layout, outline, statements)
    for block in tables:
        part = next(i for i, p in enumerate(outline.parts) if block.start < p.end)
        for row in find_table_tasks(reader, block):
            title = _row_title(layout, row.start, row.end)
            own = (row.statement,)
            drafts.append(TaskDraft(row.number, title, row.start, row.end, None, None, part, own))
    return sorted(drafts, key=lambda draft: draft.start) if tables else drafts


def _outside_tables(reader: Reader, tables: list[Block]) -> list[Statement]:
    """Return the statements of the text between the tables."""
    found: list[Statement] = []
    at = 0
    for block in tables:
        found += find_statements(reader, at, block.start)
        at = block.end
    return found + find_statements(reader, at, len(reader.text))


def _row_title(layout: Layout, start: int, end: int) -> tuple[int, int]:
    """Return the span of a row's title: the first sentence of its words, without a number."""
    marker = _CELL_NUMBER.match(layout.folded, start, end)
    return title_span(layout.folded, marker.end() if marker else start, end)


def _apply_rules(drafts: list[TaskDraft], rules: list[OnceSaid], outline: Outline) -> list[TaskDraft]:
    """Return the tasks with the rules said once applied from where they stand to the end of their part."""
    ruled = []
    for draft in drafts:
        leads = any(rule.effect == "first-leads" and _holds(rule, draft, outline) for rule in rules)
        added = [m for rule in rules if rule.effect == "adds" and _holds(rule, draft, outline) for m in rule.mentions]
        statements = draft.statements
        if leads:
            statements = _with_lead(statements)
        if added and any(statement.mentions for statement in statements):
            statements = (*statements, Statement(draft.start, draft.start, "prose", tuple(added)))
        ruled.append(replace(draft, statements=statements) if statements is not draft.statements else draft)
    return ruled


def _holds(rule: OnceSaid, draft: TaskDraft, outline: Outline) -> bool:
    """Tell whether a rule reaches a task: said in a notice or preamble, it holds for all that follows."""
    if draft.end <= rule.start:
        return False
    part = outline.parts[draft.part]
    said_before = rule.start < part.title_end and draft.part > 0
    return part.start <= rule.start < part.end or said_before


def _with_lead(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Return the statements with the first unit of each as lead, where none of the task's labels names a lead."""
    if any(m.role == "lead" for s in statements if s.evidence == "label" for m in s.mentions):
        return statements
    return tuple(first_to_lead(statement) for statement in statements)


def _sections(
    layout: Layout, outline: Outline, drafts: list[TaskDraft]
) -> tuple[tuple[Section, ...], dict[int, str]]:
    """Return the sections, and their ids by item: items that hold others, and those that are no task."""
    tasks = {draft.item for draft in drafts}
    ids: dict[int, str] = {}
    sections: list[Section] = []
    for index, item in enumerate(outline.items):
        if item.has_children or index not in tasks:
            ids[index] = f"s{len(ids) + 1}"
            sections.append(_section(layout, item, ids[index], _enclosing(outline, item.parent, ids)))
    return tuple(sections), ids


def _enclosing(outline: Outline, index: int | None, ids: dict[int, str]) -> str | None:
    while index is not None and index not in ids:
        index = outline.items[index].parent
    return ids[index] if index is not None else None


def _section(layout: Layout, item: Item, own: str, parent: str | None) -> Section:
    end = item.end
    while end > item.start and layout.text[end - 1] in _BLANK:
        end -= 1
    return Section(
        id=own,
        number=layout.text[item.start : item.start + len(item.number)] if item.number else None,
        level=item.level,
        title=layout.text[item.title[0] : item.title[1]].strip(),
        parent=parent,
        kind=item.kind or "tasks",
        span=(item.start, end),
    )


def _task(
    number: int,
    draft: TaskDraft,
    layout: Layout,
    outline: Outline,
    section_ids: dict[int, str],
    roster: Roster,
    problems: list[Problem],
) -> Task:
    text = layout.text
    item = outline.items[draft.item] if draft.item is not None else None
    dated = next((s.deadline for s in draft.statements if s.deadline), None)
    return Task(
        id=f"t{number}",
        number=draft.number,
        title=text[draft.title[0] : draft.title[1]].strip(),
        text=text[draft.start : draft.end],
        section=_enclosing(outline, item.parent, section_ids) if item else _section_at(draft, outline, section_ids),
        parent=f"t{draft.parent + 1}" if draft.parent is not None else None,
        span=(draft.start, draft.end),
        assignments=tuple(_assignments(draft, text, roster, problems)),
        targets=(),
        deadline=Deadline(raw=dated.raw, date=dated.date) if dated else None,
        citations=tuple(Citation(title=m[1], span=m.span()) for m in _CITATION.finditer(text, draft.start, draft.end)),
    )


def _section_at(draft: TaskDraft, outline: Outline, ids: dict[int, str]) -> str | None:
    """Return the section that a task stands in which is no item of the outline itself."""
    holding = [i for i, item in enumerate(outline.items) if item.start <= draft.start < item.end and i in ids]
    return ids[holding[-1]] if holding else None


def _assignments(draft: TaskDraft, text: str, roster: Roster, problems: list[Problem]) -> Iterator[Assignment]:
    seen: set[tuple[str, str]] = set()
    clause = draft.start
    for statement in draft.statements:
        scope = (clause, statement.start) if statement.evidence == "bracket" else (draft.start, draft.end)
        for mention in statement.mentions:
            key = (mention.role, _MARKS.sub("", mention.name))
            if key in seen and any(m is not mention and m.name == mention.name for m in statement.mentions):
                problems.append(_duplicate(mention))
            if key in seen:
                continue
            seen.add(key)
            yield _assignment(mention, statement, scope, roster)
        if statement.evidence == "bracket":
            clause = statement.end


def _assignment(mention: Mention, statement: Statement, scope: tuple[int, int], roster: Roster) -> Assignment:
    span = (mention.start, mention.end)
    return Assignment(
        role=mention.role,
        label=mention.label,
        name=mention.name,
        agency=roster.resolve(mention.name, span),
        evidence=statement.evidence,
        span=span,
        scope=scope if scope[0] < scope[1] else span,
    )


def _duplicate(mention: Mention) -> Problem:
    message = f"{mention.name} is listed twice in one role."
    return Problem(code="duplicate-unit", severity="info", message=message, span=(mention.start, mention.end))
