"""What documents and tasks implement and continue, as edges; papers that are only cited, as nodes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pipeline.export import clean
from pipeline.graph.kinds import LINKS
from pipeline.lineage import Link
from pipeline.lineage.titles import keys_of, number_key

if TYPE_CHECKING:
    import networkx as nx

_TIMES = ("start", "end", "year", "spells")


def add_links(graph: nx.MultiDiGraph[str], links: Iterable[Link], cited: bool) -> None:
    """Add the links between what is in the graph; with `cited` also to papers that are not.

    An edge has the times of what it comes from. Of several links of one kind between two the surest counts.
    """
    for link in links:
        source = _node(link.source, link.source_task)
        target = _node(link.target, link.target_task) if link.target else _cited(link) if cited else ""
        if source not in graph or not target or (link.target and target not in graph):
            continue
        if not link.target and target not in graph:
            graph.add_node(target, **_attributes(link))
        if (
            graph.has_edge(source, target, link.kind)
            and graph.edges[source, target, link.kind]["score"] >= link.score
        ):
            continue
        start, end = link.source_place or (None, None)
        edge = {
            "kind": link.kind,
            "document": link.source,
            "rule": link.rule,
            "frame": link.frame or None,
            "score": link.score,
            "words": clean(link.words),
            **{name: value for name, value in graph.nodes[source].items() if name in _TIMES},
            "span_start": start,
            "span_end": end,
        }
        told = {name: value for name, value in edge.items() if value is not None}
        graph.add_edge(source, target, link.kind, **told)


def _node(document: str, task: str) -> str:
    return clean(f"{document}/{task}") if task else clean(document)


def _cited(link: Link) -> str:
    """Return the id of a paper that is only cited: by its number, else by its title."""
    return clean(f"cited:{number_key(link.target_number) or next(keys_of(link.target_title), '')}")


def _attributes(link: Link) -> dict[str, str]:
    found = {
        "kind": "cited",
        "label": clean(link.target_title or link.target_number),
        "document_number": clean(link.target_number),
    }
    return {name: value for name, value in found.items() if value}


def lineage(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return the documents, the tasks and the cited papers that links tie, and the documents without any."""
    import networkx as nx

    tied: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    tied.add_nodes_from((node, data) for node, data in graph.nodes(data=True) if data["kind"] == "document")
    for source, target, key, edge in graph.edges(keys=True, data=True):
        if edge["kind"] in LINKS:
            for node in (source, target):
                tied.add_node(node, **graph.nodes[node])
            tied.add_edge(source, target, key, **edge)
    return tied
