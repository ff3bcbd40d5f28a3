"""Who works with whom, as the page takes it: the graph's cooperation view by numbers of bodies and tasks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from extractors.records import Agency
from pipeline.export import clean
from pipeline.graph.measures import find_communities
from pipeline.graph.rollup import find_government
from pipeline.graph.times import SEPARATOR
from pipeline.graph.views import cooperation

if TYPE_CHECKING:
    import networkx as nx


def list_links(
    graph: nx.MultiDiGraph[str], bodies: Mapping[str, int], tasks: Mapping[str, int]
) -> list[list[int]]:
    """Return a list for each edge of the cooperation view: lead, other, then the tasks that they share."""
    network = cooperation(graph)
    return [
        [bodies[lead], bodies[other], *(tasks[task] for task in edge["tasks"].split(SEPARATOR))]
        for lead, other, edge in network.edges(data=True)
    ]


def number_communities(graph: nx.MultiDiGraph[str]) -> dict[str, int]:
    """Return the number of each body's community in the cooperation view, 1 for the largest.

    A body that documents name only as a successor is not in it.
    """
    network = cooperation(graph)
    return find_communities(network) if network.number_of_edges() else dict.fromkeys(network, 1)


def find_governments(agencies: Iterable[Agency]) -> dict[str, str]:
    """Return for each body the government that it rolls up to: the first one on the way up, else the top.

    A government stands for itself, a group too.
    """
    parents = {clean(a.id): clean(a.parent) if a.parent and a.kind == "agency" else None for a in agencies}
    return {body: find_government(body, parents) for body in parents}
