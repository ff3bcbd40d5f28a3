"""What of the graph is asked for: roles, roll-up, view, ties, years."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractors.records import Document
from pipeline.graph.build import build_graph
from pipeline.graph.kinds import LINKS, ROLES, SUCCESSION
from pipeline.graph.rollup import roll_up
from pipeline.graph.times import years_of
from pipeline.graph.views import VIEWS, cooperation

if TYPE_CHECKING:
    import networkx as nx


_WITH_LINEAGE = ("responsibility", "lineage")
"""Views that show what documents and tasks implement and continue."""


@dataclass(frozen=True, slots=True)
class Choice:
    """How the graph is built and looked at."""

    view: str = "responsibility"
    roles: Collection[str] | None = None
    """None for all. If some are chosen, nodes without an edge are dropped."""
    expand_groups: bool = False
    min_confidence: float = 0.0
    roll_up: str | None = None
    ties: str = "lead"
    """Of the view ``cooperation``."""
    drop_isolates: bool = False
    join_reforms: bool = False

    def build(self, documents: Iterable[Document]) -> nx.MultiDiGraph[str]:
        """Return the whole graph of the documents."""
        roles = ROLES if self.roles is None else self.roles
        graph = build_graph(
            documents,
            roles,
            self.expand_groups,
            self.min_confidence,
            self.join_reforms,
            lineage=self.view in _WITH_LINEAGE,
            cited=self.view == "lineage",
        )
        return roll_up(graph, self.roll_up) if self.roll_up else graph

    def look(self, graph: nx.MultiDiGraph[str]) -> nx.Graph[str]:
        """Return the view of the graph."""
        import networkx as nx

        seen = cooperation(graph, self.ties) if self.view == "cooperation" else VIEWS[self.view](graph)
        if self.drop_isolates or self.roles is not None:
            seen.remove_nodes_from(list(nx.isolates(seen)))
        return seen


def count_untimed(graph: nx.Graph[str]) -> int:
    """Return how many edges tell no time that could have one."""
    return sum("year" not in edge and edge["kind"] != SUCCESSION for *_, edge in graph.edges(data=True))


def list_years(graph: nx.MultiDiGraph[str]) -> list[int]:
    """Return the years that the documents of the graph are of."""
    found = (years_of(data) for _, data in graph.nodes(data=True) if data["kind"] == "document")
    return sorted(set().union(*found))


def slice_years(
    graph: nx.MultiDiGraph[str], years: Iterable[int]
) -> Iterator[tuple[int, nx.MultiDiGraph[str]]]:
    """Yield for each year the edges that hold in it, with their nodes and the documents of that year.

    What is told of no time is there where both ends are: who became whom, what implements or continues what.
    """
    import networkx as nx

    edges: list[tuple[set[int], list[str], dict[str, Any]]] = []
    bound: list[tuple[list[str], dict[str, Any]]] = []
    for *ends, edge in graph.edges(keys=True, data=True):
        if edge["kind"] in (SUCCESSION, *LINKS):
            bound.append((ends, edge))
        else:
            edges.append((years_of(edge), ends, edge))
    for year in years:
        part: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        held = [(ends, edge) for of, ends, edge in edges if year in of]
        there = {node for (source, target, _), _ in held for node in (source, target)}
        for node, attributes in graph.nodes(data=True):
            if node in there or year in years_of(attributes):
                part.add_node(node, **attributes)
        tied = [(ends, edge) for ends, edge in bound if ends[0] in part and ends[1] in part]
        for (source, target, key), edge in (*held, *tied):
            part.add_edge(source, target, key, **edge)
        yield year, part
