"""Whether a document that was read back holds together: what the schema alone does not say.

The schema settles names and types. Here: ids that something points at are there and stand once, spans lie
in the text, numbers are such as a document can have.
"""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from math import isfinite

from extractors.records import Document, Span, Target

_ID = re.compile("[0-9a-f]{1,16}")
_DECIMAL = re.compile(r"-?[0-9]{1,200}(?:\.[0-9]{1,200})?")
MOST = 2**53
"""The largest number that every format holds exactly (IEEE 754 binary64)."""


def find_flaw(document: Document) -> str | None:
    """Return the first thing that is wrong with the document, None for a sound one."""
    return next(_flaws(document), None)


def _flaws(document: Document) -> Iterator[str]:
    if not _ID.fullmatch(document.document.id):
        yield "its id is no id of a document"
    yield from _doubles(document)
    yield from (f"points at {each}, which it does not hold" for each in _missing(document))
    yield from _circles(document)
    length = len(document.document.text)
    yield from (
        f"the span {list(span)} of {owner} is not in its text"
        for owner, span in _spans(document)
        if not 0 <= span[0] <= span[1] <= length
    )
    yield from (f"{name} is out of range" for name, number in _counts(document) if not 0 <= number <= MOST)
    yield from (f"{name} is no share" for name, share in _shares(document) if not 0.0 <= share <= 1.0)
    for owner, targets in _targets(document):
        yield from (
            f"{owner}: {flaw}" for target in targets for flaw in _flaws_of_target(target, len(targets))
        )
    yield from (
        f"the box of a line on page {place.page} is out of range"
        for place in document.places
        if not all(isfinite(edge) and abs(edge) <= MOST for edge in place.box)
    )


def _doubles(document: Document) -> Iterator[str]:
    for kind, ids in (
        ("sections", [section.id for section in document.sections]),
        ("tasks", [task.id for task in document.tasks]),
        ("agencies", [agency.id for agency in document.agencies]),
    ):
        if len(set(ids)) < len(ids):
            yield f"two {kind} bear the id {_first_twice(ids)}"


def _first_twice(ids: Iterable[Hashable]) -> Hashable:
    seen: set[Hashable] = set()
    return next(each for each in ids if each in seen or seen.add(each))  # type: ignore[func-returns-value]


def _missing(document: Document) -> Iterator[str]:
    """Yield the ids that something points at and nothing bears."""
    agencies = {agency.id for agency in document.agencies}
    tasks = {task.id for task in document.tasks}
    sections = {section.id for section in document.sections}
    yield from (a.agency for task in document.tasks for a in task.assignments if a.agency not in agencies)
    yield from (m for agency in document.agencies for m in agency.members if m not in agencies)
    yield from _absent((agency.parent for agency in document.agencies), agencies)
    yield from _absent((agency.successor for agency in document.agencies), agencies)
    yield from _absent((task.parent for task in document.tasks), tasks)
    yield from _absent((task.section for task in document.tasks), sections)
    yield from _absent((section.parent for section in document.sections), sections)
    yield from _absent((goal.section for goal in document.goals), sections)


def _absent(ids: Iterable[str | None], known: set[str]) -> Iterator[str]:
    return (identifier for identifier in ids if identifier is not None and identifier not in known)


def _circles(document: Document) -> Iterator[str]:
    """Yield what stands, over what it stands in, in itself."""
    for kind, parents in (
        ("section", {section.id: section.parent for section in document.sections}),
        ("task", {task.id: task.parent for task in document.tasks}),
    ):
        own = _in_itself(parents)
        if own is not None:
            yield f"the {kind} {own} stands in itself"


def _in_itself(parents: Mapping[str, str | None]) -> str | None:
    settled: set[str] = set()
    for start in parents:
        way: set[str] = set()
        each: str | None = start
        while each is not None and each not in settled:
            if each in way:
                return each
            way.add(each)
            each = parents.get(each)
        settled |= way
    return None


def _spans(document: Document) -> Iterator[tuple[str, Span]]:
    yield from (("a section", section.span) for section in document.sections)
    for task in document.tasks:
        yield "a task", task.span
        for assignment in task.assignments:
            yield "an assignment", assignment.span
            yield "an assignment's scope", assignment.scope
        yield from (("a citation", citation.span) for citation in task.citations)
    for owner, targets in _targets(document):
        for target in targets:
            yield owner, target.span
            yield owner, target.value_span
    yield from (("an agency", span) for agency in document.agencies for span in agency.mentions)
    yield from (("a problem", problem.span) for problem in document.problems if problem.span)
    yield from (("a line", place.span) for place in document.places)


def _targets(document: Document) -> Iterator[tuple[str, tuple[Target, ...]]]:
    yield from (("a target", task.targets) for task in document.tasks)
    yield "a goal", document.goals
    yield "a quantity", document.quantities


def _counts(document: Document) -> Iterator[tuple[str, int]]:
    reading, coverage = document.document.reading, document.document.reading.coverage
    yield "the number of pages", document.document.source.pages or 0
    yield from (("a level", section.level) for section in document.sections)
    yield from (("a page", place.page) for place in document.places)
    for share in (coverage.items, coverage.units, coverage.numbers):
        yield from (("the coverage", number) for number in share)
    yield from (("what is set aside", number) for number in reading.set_aside.values())
    for _, targets in _targets(document):
        yield from (
            ("a year", each.baseline.year) for each in targets if each.baseline and each.baseline.year
        )


def _shares(document: Document) -> Iterator[tuple[str, float]]:
    for task in document.tasks:
        yield "the confidence of a task", task.confidence
        yield from (("the confidence of an assignment", each.confidence) for each in task.assignments)
    for owner, targets in _targets(document):
        yield from ((f"the confidence of {owner}", target.confidence) for target in targets)


def _flaws_of_target(target: Target, count: int) -> Iterator[str]:
    """Yield values that are no decimals, and a place in a list of so many that is none."""
    normalized = target.normalized
    for value in (target.value, target.upper, normalized.value, normalized.upper):
        if value is not None and not _DECIMAL.fullmatch(value):
            yield f"{value[:40]!r} is no decimal"
    if target.part_of is not None and not 0 <= target.part_of < count:
        yield f"it is part of number {target.part_of} of {count}"
