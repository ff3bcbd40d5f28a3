"""A document without the records that a person has taken out: nothing points at them any more."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from extractors.records import Agency, Document, Span
from pipeline.corrections.form import Kind
from pipeline.corrections.shelf import Position

_LISTS = {"goal": "goals", "quantity": "quantities"}


def remove(document: Document, gone: Collection[Position], named_anew: bool) -> Document:
    """Return the document without the records at these positions; those that are corrected are sure."""
    sections = _parents(document.sections, gone, "section")
    tasks = _parents(document.tasks, gone, "task")
    places = {span for position in gone for span in _places(document, position)}
    kept = document.changed(
        sections=tuple(
            section.changed(parent=_above(section.parent, sections))
            for section in document.sections
            if section.id not in sections
        ),
        tasks=tuple(
            _sure(
                task.changed(
                    section=_above(task.section, sections),
                    parent=_above(task.parent, tasks),
                    assignments=tuple(map(_sure, _without(task.assignments, gone, "assignment", n))),
                    targets=tuple(map(_sure, _whole(task.targets, gone, "target", n))),
                )
            )
            for n, task in enumerate(document.tasks)
            if task.id not in tasks
        ),
        goals=tuple(
            _sure(goal.changed(section=_above(goal.section, sections)))
            for goal in _whole(document.goals, gone, "goal", -1)
        ),
        quantities=tuple(map(_sure, _whole(document.quantities, gone, "quantity", -1))),
        problems=tuple(problem for problem in document.problems if problem.span not in places),
    )
    return kept.changed(agencies=tuple(_named(kept))) if named_anew else kept


def _sure(record: Any) -> Any:
    return record.changed(confidence=1.0) if record.source == "corrected" else record


def _parents(records: Sequence[Any], gone: Collection[Position], kind: Kind) -> dict[str, str | None]:
    """Return what each record of the kind that is gone stood in, by its id."""
    return {records[n].id: records[n].parent for each, _, n in gone if each == kind}


def _above(own: str | None, gone: dict[str, str | None]) -> str | None:
    while own in gone:
        own = gone[own]
    return own


def _places(document: Document, position: Position) -> Iterable[Span]:
    """Return the places at which a problem is one of the record."""
    kind, task, n = position
    if kind == "task":
        return (document.tasks[n].span,)
    if kind == "assignment":
        return (document.tasks[task].assignments[n].span,)
    if kind == "section":
        return (document.sections[n].span,)
    targets = document.tasks[task].targets if kind == "target" else getattr(document, _LISTS[kind])
    return targets[n].span, targets[n].value_span


def _without(records: tuple[Any, ...], gone: Collection[Position], kind: Kind, task: int) -> list[Any]:
    return [record for n, record in enumerate(records) if (kind, task, n) not in gone]


def _whole(records: tuple[Any, ...], gone: Collection[Position], kind: Kind, task: int) -> Iterable[Any]:
    """Yield the targets that stay, each a part of what it was a part of, if that stays."""
    stay = [n for n in range(len(records)) if (kind, task, n) not in gone]
    at = {old: new for new, old in enumerate(stay)}
    for n in stay:
        whole = records[n].part_of
        yield records[n] if whole is None else records[n].changed(part_of=at.get(whole))


def _named(document: Document) -> Iterable[Agency]:
    """Yield the agencies with their mentions in the tasks, those that are named and those they point at."""
    mentions: dict[str, list[Span]] = {}
    for task in document.tasks:
        for unit in task.assignments:
            mentions.setdefault(unit.agency, []).append(unit.span)
    known = {agency.id: agency for agency in document.agencies}
    wanted = dict.fromkeys(mentions)
    queue = list(wanted)
    while queue:
        agency = known[queue.pop()]
        for other in (*agency.members, agency.parent, agency.successor):
            if other and other not in wanted:
                wanted[other] = None
                queue.append(other)
    for own, agency in known.items():
        if own in wanted:
            yield agency.changed(mentions=tuple(mentions.get(own, ())))
