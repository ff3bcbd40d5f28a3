"""The graph of documents, tasks and agencies.

Nodes are of kind ``agency``, ``group``, ``task`` and ``document``. Edges run from who answers to
what is answered for (``lead``, ``responsible``, ``cooperating``, ``supervising``), from the part to
the whole (``part_of``, ``member_of``) and from the lower to the higher body (``subordinate_to``).
Every attribute is a string or a number; what is not known is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from sys import intern
from typing import TYPE_CHECKING, get_args

from extractors.records import Assignment, Document, Role, Task
from pipeline.export import clean
from pipeline.wording import word_deadline, word_target

if TYPE_CHECKING:
    import networkx as nx

ROLES: tuple[Role, ...] = get_args(Role)
SEPARATOR = "; "
"""Between the values of a list, which GraphML and CSV cannot hold."""

Value = str | int | float
Members = Mapping[str, Sequence[str]]


def build_graph(
    documents: Iterable[Document],
    roles: Collection[str] = ROLES,
    expand_groups: bool = False,
    min_confidence: float = 0.0,
) -> nx.MultiDiGraph[str]:
    """Return the graph of the documents, with the assignments in these roles and at least that sure.

    With `expand_groups` the members of a group answer in its place, with its id as ``via``.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    printed: dict[str, Counter[str]] = {}
    for document in documents:
        _add_document(graph, document)
        _add_agencies(graph, document)
        _count_printed(printed, document)
        members = settle_members(document) if expand_groups else {}
        for task in document.tasks:
            _add_task(graph, document, task)
            chosen = [a for a in task.assignments if a.role in roles and a.confidence >= min_confidence]
            graph.add_edges_from(_find_edges(document, task, chosen, members))
    for agency, forms in printed.items():
        graph.nodes[agency]["printed"] = forms.most_common(1)[0][0]
    return graph


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
        document_number=info.document_number,
        issued_on=info.issued_on,
        path=info.source.path,
    )
    graph.add_node(info.id, **attributes)


def _add_agencies(graph: nx.MultiDiGraph[str], document: Document) -> None:
    source = document.document.id
    for agency in document.agencies:
        node = _agency_node(agency.id)
        attributes = _known(
            kind=agency.kind,
            label=agency.name,
            level=agency.level,
            region=agency.region,
            successor=agency.successor,
        )
        graph.add_node(node, **(attributes | graph.nodes.get(node, {})))
    for agency in document.agencies:
        node = _agency_node(agency.id)
        bonds = [(_agency_node(member), node, "member_of") for member in agency.members]
        if agency.parent is not None and agency.parent != agency.id:
            bonds.append((node, _agency_node(agency.parent), "subordinate_to"))
        for lower, upper, kind in bonds:
            if not graph.has_edge(lower, upper, kind):
                graph.add_edge(lower, upper, kind, kind=kind, document=source)


def _agency_node(identifier: str) -> str:
    """Return the id as one object over all documents, which halves what the edges keep."""
    return intern(clean(identifier))


def _count_printed(printed: dict[str, Counter[str]], document: Document) -> None:
    """Count the forms of each agency: as assigned, else as mentioned."""
    forms: dict[str, list[str]] = {}
    for task in document.tasks:
        for assignment in task.assignments:
            forms.setdefault(assignment.agency, []).append(assignment.name)
    for agency in document.agencies:
        if agency.id not in forms and agency.mentions:
            forms[agency.id] = [document.document.text[slice(*span)] for span in agency.mentions]
    for identifier, names in forms.items():
        printed.setdefault(_agency_node(identifier), Counter()).update(map(intern, names))


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
    )
    graph.add_node(node, **attributes)
    source = document.document.id
    whole = source if task.parent is None else task_node(document, task.parent)
    start, end = task.span
    graph.add_edge(node, whole, "part_of", kind="part_of", document=source, start=start, end=end)


def _find_edges(
    document: Document, task: Task, assignments: Sequence[Assignment], members: Members
) -> Iterator[tuple[str, str, dict[str, Value]]]:
    """Yield the edges of the assignments, a group's members after all that are named themselves."""
    target, source = task_node(document, task.id), document.document.id
    taken = {(a.role, a.agency) for a in assignments if a.agency not in members}
    for assignment in assignments:
        start, end = assignment.span
        edge: dict[str, Value] = {
            "kind": assignment.role,
            "document": source,
            "evidence": assignment.evidence,
            "confidence": assignment.confidence,
            "start": start,
            "end": end,
        }
        if assignment.agency not in members:
            yield _agency_node(assignment.agency), target, edge
            continue
        for member in members[assignment.agency]:
            if (assignment.role, member) not in taken:
                taken.add((assignment.role, member))
                yield _agency_node(member), target, edge | {"via": _agency_node(assignment.agency)}
