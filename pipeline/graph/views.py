"""Views of the graph: who answers for what, who works with whom, who is under whom, what implements what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING, Any

from pipeline.graph.kinds import BODIES, BONDS, ROLES
from pipeline.graph.lineage import lineage
from pipeline.graph.times import SEPARATOR, read_spells, tell_spells

if TYPE_CHECKING:
    import networkx as nx

TIES = ("lead", "all")
"""Of cooperation: from the lead to the others of a task, or between every two that answer for it."""


def responsibility(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return the whole graph: who answers for which task of which document."""
    return graph


def cooperation(graph: nx.MultiDiGraph[str], ties: str = "lead") -> nx.Graph[str]:
    """Return the agency network: from each lead to the others of its tasks.

    ``weight`` is the number of tasks shared, ``tasks`` their ids. A task without a lead adds no edge. With
    `ties` of ``all`` the graph has no direction, and every two bodies that answer for one task are tied.
    """
    import networkx as nx

    network: nx.Graph[str] = nx.Graph() if ties == "all" else nx.DiGraph()
    network.add_nodes_from(_bodies(graph))
    shared: dict[tuple[str, str], list[str]] = {}
    for task, answering in answering_bodies(graph):
        for pair in _pairs(answering, ties):
            shared.setdefault(pair, []).append(task)
    for (one, other), tasks in shared.items():
        spells = (spell for task in tasks for spell in read_spells(graph.nodes[task]))
        told = {"weight": len(tasks), "tasks": SEPARATOR.join(tasks)} | tell_spells(spells)
        network.add_edge(one, other, kind="cooperation", **told)
    return network


def _pairs(answering: Mapping[str, set[str]], ties: str) -> Iterator[tuple[str, str]]:
    if ties == "all":
        yield from combinations(sorted(answering), 2)
        return
    for lead in (body for body, roles in answering.items() if "lead" in roles):
        yield from ((lead, other) for other in answering if other != lead)


def hierarchy(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return the agencies and groups with the bodies that they belong to, stand under or became."""
    import networkx as nx

    tree: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    tree.add_nodes_from(_bodies(graph))
    for lower in tree:
        for upper, bonds in graph[lower].items():
            for key, attributes in bonds.items():
                if attributes["kind"] in BONDS:
                    tree.add_edge(lower, upper, key, **attributes)
    return tree


def answering_bodies(graph: nx.MultiDiGraph[str]) -> Iterator[tuple[str, dict[str, set[str]]]]:
    """Yield each task with the bodies that answer for it, in printed order, and their roles."""
    for task, attributes in graph.nodes(data=True):
        if attributes["kind"] == "task":
            found: dict[str, set[str]] = {}
            for body, _, edge in graph.in_edges(task, data=True):
                if edge["kind"] in ROLES:
                    found.setdefault(body, set()).add(edge["kind"])
            yield task, found


def _bodies(graph: nx.MultiDiGraph[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((node, data) for node, data in graph.nodes(data=True) if data["kind"] in BODIES)


VIEWS: dict[str, Callable[[nx.MultiDiGraph[str]], nx.Graph[str]]] = {
    "responsibility": responsibility,
    "cooperation": cooperation,
    "hierarchy": hierarchy,
    "lineage": lineage,
}
