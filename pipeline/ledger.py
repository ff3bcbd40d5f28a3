"""The ledger 督办台账 of one agency: its tasks by role, and columns to fill in on their progress.

`gather_ledgers` reads documents into plain entries; `pipeline.ledger_sheet` lays out the workbook.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Set
from dataclasses import dataclass, field
from difflib import get_close_matches

from extractors.folding import fold
from extractors.records import Assignment, Document, Role, Section, Task
from pipeline.graph.build import settle_members
from pipeline.places import find_place
from pipeline.wording import word_deadline, word_target

ROLES: dict[Role, str] = {"lead": "牵头", "responsible": "责任", "cooperating": "配合", "supervising": "督导"}
"""In the order of the ledger."""


class UnknownAgencyError(LookupError):
    """A name that the documents do not bear, or that several agencies bear."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One task of the agency in one role."""

    role: Role
    number: str
    title: str
    content: str
    """What the role governs: the task, or clauses of it."""
    leads: str
    others: str
    targets: str
    target_count: int
    deadline: str
    named: str
    """How the text names the agency."""
    source: str
    place: str
    order: tuple[str, str, int]
    """Of entries of one role: day of issue, document, place in its text."""


@dataclass(slots=True)
class Ledger:
    """The entries of one agency."""

    agency: str
    """Id."""
    name: str
    """Canonical name."""
    entries: list[Entry] = field(default_factory=list)


def find_agency(documents: Iterable[Document], wanted: str, additions: str = "") -> str:
    """Return the id of the agency that bears this id, canonical name or printed name.

    A name that no document prints is looked up in the registry, with an analyst's additions to it, for
    each region of the documents.
    """
    names: dict[str, str] = {}
    bearers: dict[str, set[str]] = {}
    regions: set[str] = set()
    for document in documents:
        if document.document.region:
            regions.add(document.document.region.code)
        for agency in document.agencies:
            names[agency.id] = agency.name
            bearers.setdefault(_plain(agency.name), set()).add(agency.id)
        for task in document.tasks:
            for assignment in task.assignments:
                bearers.setdefault(_plain(assignment.name), set()).add(assignment.agency)
    found = {wanted} & names.keys() or bearers.get(_plain(wanted))
    found = found or _look_up(wanted, regions, additions) & names.keys()
    return _choose(wanted, found, names, bearers)


def _choose(wanted: str, found: Set[str], names: dict[str, str], known: Iterable[str]) -> str:
    if len(found) == 1:
        return next(iter(found))
    if found:
        listed = ", ".join(f"{names[identifier]} ({identifier})" for identifier in sorted(found))
        raise UnknownAgencyError(f"{wanted} is the name of several agencies; give one of the ids: {listed}")
    near = get_close_matches(_plain(wanted), known, n=5, cutoff=0.3)
    hint = f"; the nearest names: {', '.join(near)}" if near else ""
    raise UnknownAgencyError(f"No document names {wanted}{hint}")


def _look_up(name: str, regions: Iterable[str], additions: str) -> set[str]:
    """Return the ids that the registry gives the name in these regions and in the nation."""
    from extractors.agencies.additions import registry_with
    from extractors.agencies.regions import region

    registry = registry_with(additions)
    homes = [region(code) for code in regions]
    found = [registry.resolve(name, home) for home in homes if home] + [registry.resolve(name, national=True)]
    return {resolution.id for resolution in found if resolution.resolved}


def _plain(name: str) -> str:
    return "".join(fold(name).split())


def gather_ledgers(documents: Iterable[Document], wanted: Collection[str] | None = None) -> list[Ledger]:
    """Return the ledgers of the agencies asked for (None: of all), in the order of their ids.

    A task given to a group stands in the ledgers of its members; a group without known members
    has a ledger of its own, so that no task is lost.
    """
    ledgers: dict[str, Ledger] = {}
    for document in documents:
        names = {agency.id: agency.name for agency in document.agencies}
        for agency, entry in _find_entries(document, wanted):
            ledgers.setdefault(agency, Ledger(agency, names[agency])).entries.append(entry)
    for ledger in ledgers.values():
        ledger.entries.sort(key=lambda entry: (list(ROLES).index(entry.role), entry.order))
    return [ledgers[agency] for agency in sorted(ledgers)]


def _find_entries(document: Document, wanted: Collection[str] | None) -> Iterator[tuple[str, Entry]]:
    members = settle_members(document)
    places = _list_places(document.sections)
    for task in document.tasks:
        shares: dict[tuple[str, Role], list[Assignment]] = {}
        for assignment in task.assignments:
            for agency in members.get(assignment.agency, [assignment.agency]):
                if wanted is None or agency in wanted:
                    shares.setdefault((agency, assignment.role), []).append(assignment)
        for (agency, role), assignments in shares.items():
            yield agency, _make_entry(document, task, agency, role, assignments, places)


def _make_entry(
    document: Document,
    task: Task,
    agency: str,
    role: Role,
    assignments: list[Assignment],
    places: dict[str, str],
) -> Entry:
    info = document.document
    scopes = dict.fromkeys(assignment.scope for assignment in assignments)
    named = dict.fromkeys(assignment.name for assignment in assignments)
    leads = dict.fromkeys(a.name for a in task.assignments if a.role == "lead")
    others = dict.fromkeys(
        a.name for a in task.assignments if a.role != "lead" and a.agency != agency and a.name not in leads
    )
    start, end = task.span
    printed = find_place(document, task.span)
    page = f"第{printed.page}页，" if printed else ""
    return Entry(
        role=role,
        number=task.number or "",
        title=task.title,
        content="\n".join(info.text[slice(*scope)] for scope in scopes),
        leads="、".join(leads),
        others="、".join(others),
        targets="\n".join(_list_targets(task)),
        target_count=len(task.targets),
        deadline=word_deadline(task.deadline) or "",
        named="、".join(named),
        source="\n".join(filter(None, (info.title or info.source.path, info.document_number))),
        place="\n".join(filter(None, (places.get(task.section or ""), f"{page}第{start + 1}—{end}字"))),
        order=(info.issued_on or "", info.id, start),
    )


def _list_targets(task: Task) -> Iterator[str]:
    for target in task.targets:
        deadline = word_deadline(target.deadline)
        yield word_target(target) + (f"（{deadline}）" if deadline else "")


def _list_places(sections: Iterable[Section]) -> dict[str, str]:
    """Return for each section the titles from the top down to it."""
    places: dict[str, str] = {}
    for section in sections:
        number = section.number or ""
        own = f"{number}{' ' * number[-1:].isalnum()}{section.title}"
        above = places.get(section.parent or "")
        places[section.id] = f"{above} / {own}" if above else own
    return places
