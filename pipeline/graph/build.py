"""The graph of documents, tasks and agencies.

Nodes are of kind ``agency``, ``group``, ``task`` and ``document``. Edges run from who answers to
what is answered for (``lead``, ``responsible``, ``cooperating``, ``supervising``), from the part to
the whole (``part_of``, ``member_of``), from the lower to the higher body (``subordinate_to``), from the
former to the later one (``succeeded_by``), and from the later or lower paper or task to the one that it
``implements`` or ``continues``. A body that documents name only as a successor has no node.
Every attribute is a string or a number; what is not known is left out. ``start``, ``end`` and ``year``
say when an edge holds, ``span_start`` and ``span_end`` where it is printed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from sys import intern
from typing import TYPE_CHECKING, Any

from extractors.agencies.regions import NATION
from extractors.agencies.regions import region as find_region
from extractors.records import Agency, Assignment, Document, DocumentInfo, Region, Task
from pipeline.export import clean
from pipeline.graph.kinds import ROLES
from pipeline.graph.lineage import add_links
from pipeline.graph.reforms import Lines, find_later
from pipeline.graph.times import SEPARATOR, Spell, find_spell, find_year, tell_spells
from pipeline.lineage import Lineage
from pipeline.wording import word_deadline, word_target

if TYPE_CHECKING:
    import networkx as nx

Value = str | int | float
Members = Mapping[str, Sequence[str]]
Bonds = dict[tuple[str, str, str], set[Spell | None]]
"""When each bond of two bodies is told, over all documents."""


def build_graph(
    documents: Iterable[Document],
    roles: Collection[str] = ROLES,
    expand_groups: bool = False,
    min_confidence: float = 0.0,
    join_reforms: bool = False,
    lineage: bool = False,
    cited: bool = False,
) -> nx.MultiDiGraph[str]:
    """Return the graph of the documents, with the assignments in these roles and at least that sure.

    With `expand_groups` the members of a group answer in its place, with its id as ``via``; with
    `join_reforms` the bodies that became one are one node. With `lineage` it has also what documents and
    tasks implement and continue, with `cited` also papers that are not there.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    with Lineage() as links:
        given = links.gather(documents) if lineage else documents
        lines = _add_all(graph, given, roles, expand_groups, min_confidence)
        add_links(graph, links.links(), cited)
    return lines.join(graph) if join_reforms else graph


def _add_all(
    graph: nx.MultiDiGraph[str],
    documents: Iterable[Document],
    roles: Collection[str],
    expand_groups: bool,
    min_confidence: float,
) -> Lines:
    """Add what each document tells; return which bodies became which."""
    printed: dict[str, Counter[str]] = {}
    bonds: Bonds = {}
    lines = Lines()
    for document in documents:
        _add_document(graph, document)
        _add_agencies(graph, document, bonds, lines)
        _count_printed(printed, document, lines)
        members = settle_members(document) if expand_groups else {}
        for task in document.tasks:
            _add_task(graph, document, task)
            chosen = [a for a in task.assignments if a.role in roles and a.confidence >= min_confidence]
            graph.add_edges_from(_find_edges(document, task, chosen, members))
    for agency, forms in printed.items():
        graph.nodes[agency]["printed"] = forms.most_common(1)[0][0]
    for bond, spells in bonds.items():
        graph.edges[bond].update(tell_spells(spells))
    lines.link(graph)
    return lines


def task_node(document: Document, task_id: str) -> str:
    """Return the id of a task's node: a task's own id is unique in its document only."""
    return clean(f"{document.document.id}/{task_id}")


def settle_members(document: Document) -> dict[str, list[str]]:
    """Return the bodies that each group with members stands for; a group within a group is opened too."""
    direct = {agency.id: agency.members for agency in document.agencies if agency.members}
    return {group: list(_open(group, direct, set())) for group in direct}


def _open(group: str, direct: Members, seen: set[str]) -> Iterator[str]:
    for member in direct[group]:
        if member in seen:
            continue
        seen.add(member)
        if member in direct:
            yield from _open(member, direct, seen)
        else:
            yield member


def _known(**values: Value | None) -> dict[str, Value]:
    return {name: value for name, value in values.items() if value is not None}


def _add_document(graph: nx.MultiDiGraph[str], document: Document) -> None:
    info = document.document
    attributes = _known(
        kind="document",
        label=info.title or info.source.path,
        region=info.region.code if info.region else None,
        region_name=info.region.name if info.region else None,
        document_number=info.document_number,
        issued_on=info.issued_on,
        path=info.source.path,
        **tell_spells([find_spell(info)]),
    )
    graph.add_node(info.id, **attributes)


def _add_agencies(graph: nx.MultiDiGraph[str], document: Document, bonds: Bonds, lines: Lines) -> None:
    info = document.document
    spell = find_spell(info)
    later = find_later(document)
    for agency in document.agencies:
        node, attributes = _agency_node(agency.id), _describe(agency, info)
        lines.note(node, attributes.get("successor"), info.id)
        if agency.id in later:
            lines.pass_over(node, attributes)
        else:
            graph.add_node(node, **(attributes | graph.nodes.get(node, {})))
    for agency in document.agencies:
        if agency.id in later:
            continue
        node = _agency_node(agency.id)
        found = [(_agency_node(member), node, "member_of") for member in agency.members]
        if agency.parent is not None and agency.parent != agency.id:
            found.append((node, _agency_node(agency.parent), "subordinate_to"))
        for lower, upper, kind in found:
            if not graph.has_edge(lower, upper, kind):
                graph.add_edge(lower, upper, kind, kind=kind, document=info.id)
            bonds.setdefault((lower, upper, kind), set()).add(spell)


def _describe(agency: Agency, info: DocumentInfo) -> dict[str, Any]:
    return _known(
        kind=agency.kind,
        label=agency.name,
        level=agency.level,
        region=agency.region,
        region_name=_name_region(agency.region, info.region),
        successor=_agency_node(agency.successor) if agency.successor else None,
    )


def _name_region(code: str | None, own: Region | None) -> str | None:
    """Return the full name of the division, 全国 for the nation; None for a code that no table has."""
    if own and own.code == code:
        return own.name
    if code == NATION:
        return "全国"
    found = find_region(code) if code else None
    return found.name if found else None


def _agency_node(identifier: str) -> str:
    """Return the id as one object over all documents, which halves what the edges keep."""
    return intern(clean(identifier))


def _count_printed(printed: dict[str, Counter[str]], document: Document, lines: Lines) -> None:
    """Count the forms of each agency: as assigned, else as mentioned; keep the year of the document."""
    info = document.document
    forms: dict[str, list[str]] = {}
    for task in document.tasks:
        for assignment in task.assignments:
            forms.setdefault(assignment.agency, []).append(assignment.name)
    for agency in document.agencies:
        if agency.id not in forms and agency.mentions:
            forms[agency.id] = [info.text[slice(*span)] for span in agency.mentions]
    year = find_year(info)
    for identifier, names in forms.items():
        node = _agency_node(identifier)
        printed.setdefault(node, Counter()).update(map(intern, names))
        if year:
            lines.name(node, year)


def _add_task(graph: nx.MultiDiGraph[str], document: Document, task: Task) -> None:
    node = task_node(document, task.id)
    attributes = _known(
        kind="task",
        label=task.title,
        title=task.title,
        number=task.number,
        deadline=word_deadline(task.deadline),
        targets=SEPARATOR.join(map(word_target, task.targets)) or None,
        target_count=len(task.targets),
        **(time := tell_spells([find_spell(document.document, task.deadline)])),
    )
    graph.add_node(node, **attributes)
    source = document.document.id
    whole = source if task.parent is None else task_node(document, task.parent)
    start, end = task.span
    place = {"span_start": start, "span_end": end}
    graph.add_edge(node, whole, "part_of", kind="part_of", document=source, **time, **place)


def _find_edges(
    document: Document, task: Task, assignments: Sequence[Assignment], members: Members
) -> Iterator[tuple[str, str, dict[str, Value]]]:
    """Yield the edges of the assignments, a group's members after all that are named themselves."""
    target, source = task_node(document, task.id), document.document.id
    time = tell_spells([find_spell(document.document, task.deadline)])
    taken = {(a.role, a.agency) for a in assignments if a.agency not in members}
    for assignment in assignments:
        start, end = assignment.span
        edge: dict[str, Value] = {
            "kind": assignment.role,
            "document": source,
            "evidence": assignment.evidence,
            "confidence": assignment.confidence,
            **time,
            "span_start": start,
            "span_end": end,
        }
        if assignment.agency not in members:
            yield _agency_node(assignment.agency), target, edge
            continue
        for member in members[assignment.agency]:
            if (assignment.role, member) not in taken:
                taken.add((assignment.role, member))
                yield _agency_node(member), target, edge | {"via": _agency_node(assignment.agency)}
