"""Rows of the tables: what of a document fills which column of ``columns.toml``."""

from collections.abc import Callable, Iterable, Iterator
from math import isfinite

from extractors.records import Deadline, Document, Span, Target
from pipeline.places import find_place

SEPARATOR = "; "
"""Between the values of a cell that holds several."""

Value = str | int | float | bool | None
Row = dict[str, Value]


def document_rows(document: Document) -> Iterator[Row]:
    """Yield the row of the document."""
    info, period, region = document.document, document.document.period, document.document.region
    reading, coverage = info.reading, info.reading.coverage
    yield {
        "document": info.id,
        "title": info.title,
        "document_number": info.document_number,
        "issuers": SEPARATOR.join(info.issuers),
        "recipients": SEPARATOR.join(info.recipients),
        "issued_on": info.issued_on,
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "region": region.code if region else None,
        "region_name": region.name if region else None,
        "path": info.source.path,
        "format": info.source.format,
        "sha256": info.source.sha256,
        "pages": info.source.pages,
        "characters": len(info.text),
        "tasks": len(document.tasks),
        "assignments": sum(len(task.assignments) for task in document.tasks),
        "targets": sum(len(task.targets) for task in document.tasks),
        "goals": len(document.goals),
        "problems": len(document.problems),
        "grade": reading.grade,
        "reasons": SEPARATOR.join(reading.reasons),
        "corrected": SEPARATOR.join(info.corrected),
        "items_read": coverage.items[0],
        "items_seen": coverage.items[1],
        "units_read": coverage.units[0],
        "units_seen": coverage.units[1],
        "numbers_read": coverage.numbers[0],
        "numbers_seen": coverage.numbers[1],
    }


def task_rows(document: Document) -> Iterator[Row]:
    """Yield a row for each task."""
    sections = {section.id: section.title for section in document.sections}
    names = {agency.id: agency.name for agency in document.agencies}
    for task in document.tasks:
        leads = dict.fromkeys(names[a.agency] for a in task.assignments if a.role == "lead")
        yield {
            **_document_cells(document),
            "task": task.id,
            "number": task.number,
            "title": task.title,
            "text": task.text,
            "section": sections.get(task.section or ""),
            "parent": task.parent,
            **_deadline_cells(task.deadline),
            "leads": SEPARATOR.join(leads),
            "assignments": len(task.assignments),
            "targets": len(task.targets),
            "citations": SEPARATOR.join(citation.title for citation in task.citations),
            "confidence": task.confidence,
            "source": task.source,
            **_span_cells(document, task.span),
        }


def text_rows(document: Document) -> Iterator[Row]:
    """Yield a row for the text of the document, and for that of each task."""
    name = document.document.id
    yield {"document": name, "task": None, "text": document.document.text}
    for task in document.tasks:
        yield {"document": name, "task": task.id, "text": task.text}


def assignment_rows(document: Document) -> Iterator[Row]:
    """Yield a row for each assignment."""
    names = {agency.id: agency.name for agency in document.agencies}
    for task in document.tasks:
        for position, assignment in enumerate(task.assignments):
            yield {
                **_document_cells(document),
                "task": task.id,
                "position": position,
                "role": assignment.role,
                "label": assignment.label,
                "name": assignment.name,
                "agency": assignment.agency,
                "agency_name": names[assignment.agency],
                "evidence": assignment.evidence,
                "confidence": assignment.confidence,
                "source": assignment.source,
                **_span_cells(document, assignment.span),
                "scope_start": assignment.scope[0],
                "scope_end": assignment.scope[1],
            }


def target_rows(document: Document) -> Iterator[Row]:
    """Yield a row for each target of a task."""
    for task in document.tasks:
        for position, target in enumerate(task.targets):
            place = _document_cells(document) | {"task": task.id, "position": position}
            yield place | _target_cells(document, target)


def goal_rows(document: Document) -> Iterator[Row]:
    """Yield a row for each goal."""
    sections = {section.id: section.title for section in document.sections}
    for position, goal in enumerate(document.goals):
        section = sections.get(goal.section or "")
        place = _document_cells(document) | {"section": section, "position": position}
        yield place | _target_cells(document, goal)


def problem_rows(document: Document) -> Iterator[Row]:
    """Yield a row for each problem."""
    for problem in document.problems:
        yield {
            **_document_cells(document),
            "code": problem.code,
            "severity": problem.severity,
            "message": problem.message,
            "printed": _printed(document, problem.span) if problem.span else None,
            **_span_cells(document, problem.span),
        }


def _document_cells(document: Document) -> Row:
    info = document.document
    return {"document": info.id, "document_title": info.title or info.source.path}


def _target_cells(document: Document, target: Target) -> Row:
    return {
        "indicator": target.indicator,
        "applies_to": target.applies_to,
        "comparator": target.comparator,
        "value": target.value,
        "upper": target.upper,
        "unit": target.unit,
        "normalized_value": number(target.normalized.value),
        "normalized_upper": number(target.normalized.upper),
        "normalized_unit": target.normalized.unit,
        "change": target.change,
        "rate": target.rate,
        "baseline": target.baseline.raw if target.baseline else None,
        "baseline_year": target.baseline.year if target.baseline else None,
        **_deadline_cells(target.deadline),
        "part_of": target.part_of,
        "ambiguous": target.ambiguous,
        "confidence": target.confidence,
        "source": target.source,
        "indicator_id": target.indicator_id,
        "printed": _printed(document, target.span),
        **_span_cells(document, target.span),
        "value_start": target.value_span[0],
        "value_end": target.value_span[1],
    }


def _span_cells(document: Document, span: Span | None) -> Row:
    start, end = span or (None, None)
    place = find_place(document, span) if span else None
    return {
        "span_start": start,
        "span_end": end,
        "page": place.page if place else None,
        "box": " ".join(map(str, place.box)) if place else None,
    }


def _deadline_cells(deadline: Deadline | None) -> Row:
    return {
        "deadline": deadline.date if deadline else None,
        "deadline_raw": deadline.raw if deadline else None,
        "deadline_inherited": deadline.inherited if deadline else None,
    }


def _printed(document: Document, span: Span) -> str:
    return document.document.text[slice(*span)]


def number(value: str | None) -> float | None:
    """Return the number, None for one that no format holds."""
    try:
        found = float(value) if value is not None else None
    except ValueError:
        return None
    return found if found is not None and isfinite(found) else None


ROWS: dict[str, Callable[[Document], Iterable[Row]]] = {
    "documents": document_rows,
    "tasks": task_rows,
    "assignments": assignment_rows,
    "targets": target_rows,
    "goals": goal_rows,
    "problems": problem_rows,
}
"""The tables that one document after the other fills; `agencies` is had of all of them."""
APART: dict[str, Callable[[Document], Iterable[Row]]] = {"texts": text_rows}
"""Such tables that are written where they are asked for."""
