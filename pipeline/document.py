"""One document: the stages from a reader's blocks to the record, in their order."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from extractors.agencies.registry import Registry
from extractors.agency_index import Roster, build_roster
from extractors.assembly import Assembly
from extractors.assignments.prose import find_prose
from extractors.assignments.standing_rules import find_rules, marks_lead
from extractors.assignments.statement_finder import find_statements_outside
from extractors.assignments.statements import Reader
from extractors.audit import audit
from extractors.date_hits import kept_dates
from extractors.diagnostics import find_oddities
from extractors.header import Metadata, find_metadata
from extractors.layout import Layout, build_layout
from extractors.nlp import tag_words
from extractors.outline.doubts import find_doubts
from extractors.outline.tree import Outline, build_outline
from extractors.quantities import Measures
from extractors.records import Document, DocumentInfo, Period, Problem, Source
from extractors.tasks import TaskDraft, find_tasks, without_units
from extractors.tasks.rows import find_rows
from extractors.tasks.rules import apply_rules
from extractors.unjoined import part_blocks
from pipeline.corrections.edition import Edition
from pipeline.reading import Reading

MAX_PROBLEMS = 100
"""Problems of one kind that are named one by one; the others are counted."""


def build_document(
    reading: Reading,
    source: Source,
    *,
    nlp: bool = True,
    targets: bool = True,
    registry: Registry | None = None,
    edition: Edition | None = None,
) -> Document:
    """Return the record of one document; `nlp` also asks for parts of speech.

    Without `targets` it holds no numbers: tasks and who answers for them only. `registry` tells one body
    from another; without it, that of the package. `edition` holds what a person corrected.
    """
    registry = registry or Registry.load()
    layout = build_layout(part_blocks(reading.blocks))
    with kept_dates(layout.folded):
        return _build(reading, layout, source, nlp, targets, registry, edition or Edition())


def _build(
    reading: Reading,
    layout: Layout,
    source: Source,
    nlp: bool,
    targets: bool,
    registry: Registry,
    edition: Edition,
) -> Document:
    outline = build_outline(layout)
    metadata = edition.metadata(find_metadata(layout, outline))
    drafts, found = _drafts(layout, outline, _reader(layout, metadata))
    scope = source.sha256[:16]
    roster = build_roster(metadata, layout.folded, _lists(drafts), scope, registry, edition.home)
    assembly = Assembly(layout, outline, roster, metadata.first_year)
    measures = Measures(layout, outline, metadata, roster.home, tag_words if nlp else None)
    sections = assembly.sections(drafts)
    spans = sorted((draft.start, draft.end) for draft in drafts)
    tasks = tuple(
        assembly.task(n, draft, measures.targets(draft, spans) if targets else ())
        for n, draft in enumerate(drafts, 1)
    )
    goals = measures.goals(drafts, assembly.section_ids) if targets else ()
    read = Document(
        document=_info(layout, metadata, source, roster),
        sections=sections,
        tasks=tasks,
        goals=goals,
        quantities=tuple(sorted(measures.quantities, key=lambda quantity: quantity.value_span)),
        agencies=(),
        problems=(),
        places=layout.places,
    )
    records = edition.changed(read, roster.resolve)
    problems = chain(
        reading.problems,
        find_oddities(layout, outline),
        find_doubts(outline),
        found,
        assembly.problems,
        measures.problems,
        roster.problems(),
    )
    document = records.changed(agencies=roster.agencies(), problems=tuple(counted(problems)))
    return edition.finished(audit(document, layout, outline, numbers=targets))


def counted(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems, of each kind the first ones and how many more there are."""
    seen: dict[str, list[Problem]] = {}
    more: Counter[str] = Counter()
    for problem in problems:
        alike = seen.setdefault(problem.code, [])
        if len(alike) < MAX_PROBLEMS:
            alike.append(problem)
            yield problem
        else:
            more[problem.code] += 1
    for code, count in more.items():
        yield seen[code][0].changed(message=f"{count} more of this kind.", span=None)


def _reader(layout: Layout, metadata: Metadata) -> Reader:
    return Reader(layout.text, layout.folded, metadata.first_year, marks_lead(layout.folded))


def _drafts(layout: Layout, outline: Outline, reader: Reader) -> tuple[list[TaskDraft], list[Problem]]:
    tables = [block for block in layout.blocks if block.kind == "table"]
    statements = find_statements_outside(reader, [(block.start, block.end) for block in tables])
    for start, end in without_units(layout, outline, statements):
        statements.extend(find_prose(reader, start, end))
    statements.sort(key=lambda statement: statement.start)
    rows, problems = find_rows(layout, outline, reader, tables)
    drafts = find_tasks(layout, outline, statements, rows)
    return apply_rules(drafts, find_rules(layout.text, layout.folded), outline), problems


def _lists(drafts: list[TaskDraft]) -> list[tuple[str, ...]]:
    """Return the names of units as the statements list them."""
    statements = (statement for draft in drafts for statement in draft.statements)
    return [tuple(mention.name for mention in statement.mentions) for statement in statements]


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
