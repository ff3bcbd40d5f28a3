"""The ledger 督办台账 of one agency: its tasks by role, and columns to fill in on their progress.

`gather_ledgers` reads documents into plain entries; `form` lays out the workbook, and `update` brings one
that officials filled in up to the documents.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Set
from dataclasses import dataclass, field
from difflib import get_close_matches

from extractors.folding import fold
from extractors.records import Assignment, Document, Role, Section, Task
from pipeline.graph.build import settle_members
from pipeline.language import _, listed
from pipeline.places import find_place
from pipeline.wording import ROLES, word_deadline, word_target

_FIRST_WORDS = 12
"""Characters of a task that tell where it begins."""


class UnknownAgencyError(LookupError):
    """A name that the documents do not bear, or that several agencies bear."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The task that an entry is made of."""

    document: str
    """Id."""
    task: str
    """Id within the document."""
    title: str
    """Of the document; its path where it has none."""
    document_number: str
    path: str

    @classmethod
    def of(cls, document: Document, task: str = "") -> Origin:
        """Return where a task of the document comes from."""
        info = document.document
        title = info.title or info.source.path
        return cls(info.id, task, title, info.document_number or "", info.source.path)


@dataclass(frozen=True, slots=True)
class Entry:
    """One task of the agency in one role."""

    role: Role
    origin: Origin
    number: str
    title: str
    content: str
    """What the role governs: the task, or clauses of it."""
    units: str
    """Who answers in which role, as the text names them: a line for each role."""
    named: str
    """How the text names the agency, where not by its own name."""
    targets: str
    target_count: int
    deadline: str
    """The last day, ISO 8601, of its targets if it has none of its own; printed words that give no day."""
    place: str
    """Section and number, the first words, the page."""
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
        ids = listed(f"{names[identifier]} ({identifier})" for identifier in sorted(found))
        several = _("{name} is the name of several agencies; give one of the ids: {ids}")
        raise UnknownAgencyError(several.format(name=wanted, ids=ids))
    near = get_close_matches(_plain(wanted), known, n=5, cutoff=0.3)
    hint = _("; the nearest names: {names}").format(names=listed(near)) if near else ""
    raise UnknownAgencyError(_("No document names {name}{hint}").format(name=wanted, hint=hint))


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
    canonical = next(each.name for each in document.agencies if each.id == agency)
    named = dict.fromkeys(assignment.name for assignment in assignments)
    return Entry(
        role=role,
        origin=Origin.of(document, task.id),
        number=task.number or "",
        title=task.title,
        content="\n".join(info.text[slice(*scope)] for scope in scopes),
        units="\n".join(_list_units(task)),
        named="、".join(name for name in named if not _is_short(name, canonical)),
        targets="\n".join(_list_targets(task)),
        target_count=len(task.targets),
        deadline=_deadline(task),
        place=_place(document, task, places),
        order=(info.issued_on or "", info.id, task.span[0]),
    )


def punctuated(number: str) -> str:
    """Return the number of an item with the sign that follows it: 二、 3. （三）."""
    return number + ("." if number[-1:].isdecimal() else "、" if number[-1:].isalnum() else "")


def without_number(text: str, number: str) -> str:
    """Return what follows the number of an item.

    >>> without_number("二、清理拖欠账款", "二"), without_number("（三）治水", "（三）")
    ('清理拖欠账款', '治水')
    """
    return text.removeprefix(number).lstrip("、.．:：)） \t\n\u3000") if number else text


def _is_short(name: str, canonical: str) -> bool:
    """Return whether a name is the canonical one with something left out: 市工信局."""
    signs = iter(canonical)
    return all(sign in signs for sign in name)


def _list_units(task: Task) -> Iterator[str]:
    for role, word in ROLES.items():
        names = dict.fromkeys(each.name for each in task.assignments if each.role == role)
        if names:
            yield f"{word}：{'、'.join(names)}"


def _place(document: Document, task: Task, places: dict[str, str]) -> str:
    """Return where the task stands: 二、重点任务 / （三）“推进河湖治理…”（第3页）."""
    printed = find_place(document, task.span)
    words = "".join(without_number(task.text, task.number or "").split())
    first = f"“{words[:_FIRST_WORDS]}{'…' * (len(words) > _FIRST_WORDS)}”"
    page = f"（第{printed.page}页）" if printed else ""
    own = f"{punctuated(task.number or '')}{first}{page}"
    return " / ".join(filter(None, (places.get(task.section or ""), own)))


def _list_targets(task: Task) -> Iterator[str]:
    """Yield the targets, each with its deadline where it is printed and not that of the row."""
    own = _deadline(task)
    for target in task.targets:
        printed = target.deadline if target.deadline and not target.deadline.inherited else None
        deadline = word_deadline(printed)
        yield word_target(target) + (f"（{deadline}）" if deadline and deadline != own else "")


def _deadline(task: Task) -> str:
    days = (target.deadline.date for target in task.targets if target.deadline)
    return word_deadline(task.deadline) or max(filter(None, days), default="")


def _list_places(sections: Iterable[Section]) -> dict[str, str]:
    """Return for each section the titles from the top down to it."""
    places: dict[str, str] = {}
    for section in sections:
        number = section.number or ""
        own = f"{punctuated(number)}{section.title}"
        above = places.get(section.parent or "")
        places[section.id] = f"{above} / {own}" if above else own
    return places
