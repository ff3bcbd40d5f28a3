"""Measures of each agency: of its tasks, and of its place in the agency network."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.graph.kinds import BODIES
from pipeline.graph.views import answering_bodies, cooperation

if TYPE_CHECKING:
    import networkx as nx

SEED = 0
"""Of the sample and of Louvain, so that a second run gives the same figures."""
STEPS = 20_000_000
"""Edges looked at for betweenness, about half a minute; a network that takes more is sampled."""
SMALLEST_SAMPLE = 20


@dataclass(frozen=True, slots=True)
class AgencyMeasures:
    """One agency in figures; those of the cooperation view bear their names in networkx."""

    agency: str
    """Id."""
    name: str
    """Canonical name."""
    kind: str
    level: str | None
    region: str | None
    tasks: int
    led: int
    """Tasks that it leads."""
    shared: int
    """Tasks that others answer for too."""
    targets: int
    """Targets of the tasks that it leads or is responsible for."""
    partners: int
    """Others that it shares a task with."""
    degree: int
    """Edges of the cooperation view, in and out."""
    betweenness_centrality: float
    louvain_communities: int
    """Number of its community; 1 is the largest."""
    names: str | None
    """Where reforms are joined: the names of its line, with the years in which documents give each."""


@dataclass(frozen=True, slots=True)
class Measures:
    """The agencies, those that lead most first, and how the betweenness was had."""

    agencies: tuple[AgencyMeasures, ...]
    sample: int | None
    """Pivots of a sampled betweenness; null where it is exact."""


def measure_agencies(graph: nx.MultiDiGraph[str]) -> Measures:
    """Return the measures of each agency and group of the graph."""
    network = cooperation(graph)
    counts, partners = _count_tasks(graph)
    sample = choose_sample(network.number_of_nodes(), network.number_of_edges())
    betweenness = _find_betweenness(network, sample)
    communities = find_communities(network)
    rows = [
        AgencyMeasures(
            agency=body,
            name=data["label"],
            kind=data["kind"],
            level=data.get("level"),
            region=data.get("region"),
            tasks=counts[body, "tasks"],
            led=counts[body, "led"],
            shared=counts[body, "shared"],
            targets=counts[body, "targets"],
            partners=len(partners.get(body, ())),
            degree=network.degree[body],
            betweenness_centrality=betweenness[body],
            louvain_communities=communities[body],
            names=data.get("names"),
        )
        for body, data in graph.nodes(data=True)
        if data["kind"] in BODIES
    ]
    return Measures(tuple(sorted(rows, key=lambda row: (-row.led, -row.tasks, row.agency))), sample)


def _count_tasks(graph: nx.MultiDiGraph[str]) -> tuple[Counter[tuple[str, str]], dict[str, set[str]]]:
    counts: Counter[tuple[str, str]] = Counter()
    partners: dict[str, set[str]] = {}
    for task, answering in answering_bodies(graph):
        for body, roles in answering.items():
            counts[body, "tasks"] += 1
            counts[body, "led"] += "lead" in roles
            counts[body, "shared"] += len(answering) > 1
            if roles & {"lead", "responsible"}:
                counts[body, "targets"] += graph.nodes[task]["target_count"]
            partners.setdefault(body, set()).update(other for other in answering if other != body)
    return counts, partners


def choose_sample(nodes: int, edges: int) -> int | None:
    """Return from how many nodes to measure betweenness; None for all of them.

    >>> choose_sample(54, 600), choose_sample(10_000, 1_000_000)
    (None, 20)
    """
    if nodes * edges <= STEPS:
        return None
    return min(nodes, max(SMALLEST_SAMPLE, STEPS // edges))


def _find_betweenness(network: nx.Graph[str], sample: int | None) -> dict[str, float]:
    import networkx as nx

    found: dict[str, float] = nx.betweenness_centrality(network, k=sample, seed=SEED)
    return found


def find_communities(network: nx.Graph[str]) -> dict[str, int]:
    """Return the number of each agency's community, the largest first, then by the first id."""
    import networkx as nx

    communities: list[Any] = nx.community.louvain_communities(network, weight="weight", seed=SEED)
    ordered = sorted(communities, key=lambda community: (-len(community), min(community)))
    return {body: number for number, community in enumerate(ordered, 1) for body in community}
