"""Formats of the graph: one function each, and its line in `EXPORTERS`."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.export import defuse, replacing, replacing_folder
from pipeline.graph.attributes import Scalar, edge_types, list_edges, list_nodes, node_types
from pipeline.graph.xml import write_gexf, write_graphml
from pipeline.pictures import SUFFIXES

if TYPE_CHECKING:
    import networkx as nx

NEO4J_TYPES: dict[type, str] = {str: "string", int: "long", float: "double", bool: "boolean"}


def write_json(graph: nx.Graph[str], path: Path) -> None:
    """Write the node-link form that `networkx.node_link_graph` and D3 read."""
    nodes = (attributes | {"id": node} for node, attributes in list_nodes(graph))
    edges = (attributes | {"source": a, "target": b} for a, b, attributes in list_edges(graph))
    head = f'{{{_json_flags(graph)}, "graph": {{}}, '
    _write_text(path, chain([head], _json_list("nodes", nodes), [", "], _json_list("edges", edges), ["}"]))


def write_cytoscape(graph: nx.Graph[str], path: Path) -> None:
    """Write elements of Cytoscape.js (https://js.cytoscape.org/#notation/elements-json)."""
    nodes = (
        {"data": attributes | {"id": node, "value": node, "name": attributes.get("label", node)}}
        for node, attributes in list_nodes(graph)
    )
    edges = (
        {"data": attributes | {"id": f"edge {number}", "source": a, "target": b}}
        for number, (a, b, attributes) in enumerate(list_edges(graph))
    )
    head = f'{{{_json_flags(graph)}, "data": [], "elements": {{'
    _write_text(path, chain([head], _json_list("nodes", nodes), [", "], _json_list("edges", edges), ["}}"]))


def _json_flags(graph: nx.Graph[str]) -> str:
    flags = {"directed": graph.is_directed(), "multigraph": graph.is_multigraph()}
    return json.dumps(flags)[1:-1]


def _json_list(name: str, items: Iterable[object]) -> Iterator[str]:
    yield f"{json.dumps(name)}: ["
    for place, item in enumerate(items):
        yield f"{',' if place else ''}\n{json.dumps(item, ensure_ascii=False)}"
    yield "]"


def _write_text(path: Path, pieces: Iterable[str]) -> None:
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)


def write_csv(graph: nx.Graph[str], path: Path) -> None:
    """Write ``nodes.csv`` and ``edges.csv`` into the folder `path`, as Excel opens them."""
    node_names, edge_names = node_types(graph), edge_types(graph)
    nodes = ([node, *map(attributes.get, node_names)] for node, attributes in list_nodes(graph))
    edges = ([a, b, *map(attributes.get, edge_names)] for a, b, attributes in list_edges(graph))
    with replacing_folder(path) as folder:
        _write_rows(folder / "nodes.csv", "utf-8-sig", ["id", *node_names], nodes)
        _write_rows(folder / "edges.csv", "utf-8-sig", ["source", "target", *edge_names], edges)


def write_neo4j(graph: nx.Graph[str], path: Path) -> None:
    """Write ``nodes.csv`` and ``relationships.csv`` into the folder `path` for `neo4j-admin database import`.

    Headers follow https://neo4j.com/docs/operations-manual/current/import/. A text that a spreadsheet
    would take for a formula has an apostrophe before it here, too, at both ends of a relationship alike.
    """
    node_names, edge_names = node_types(graph), edge_types(graph)
    nodes = (
        [node, str(attributes.get("kind", "node")).capitalize(), *map(attributes.get, node_names)]
        for node, attributes in list_nodes(graph)
    )
    edges = (
        [a, b, str(attributes.get("kind", "edge")).upper(), *map(attributes.get, edge_names)]
        for a, b, attributes in list_edges(graph)
    )
    node_head = ["id:ID", ":LABEL", *_neo4j_names(node_names)]
    edge_head = [":START_ID", ":END_ID", ":TYPE", *_neo4j_names(edge_names)]
    with replacing_folder(path) as folder:
        _write_rows(folder / "nodes.csv", "utf-8", node_head, map(_one_line, nodes))
        _write_rows(folder / "relationships.csv", "utf-8", edge_head, map(_one_line, edges))


def _neo4j_names(types: Mapping[str, type]) -> list[str]:
    return [f"{name}:{NEO4J_TYPES[kind]}" for name, kind in types.items()]


def _write_rows(path: Path, encoding: str, head: list[str], rows: Iterable[list[Scalar | None]]) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(map(_defuse_row, rows))


def _defuse_row(row: list[Scalar | None]) -> list[Scalar | None]:
    return [defuse(value) if isinstance(value, str) else value for value in row]


def _one_line(row: list[Scalar | None]) -> list[Scalar | None]:
    return [" ".join(value.splitlines()) if isinstance(value, str) else value for value in row]


EXPORTERS: dict[str, Callable[[nx.Graph[str], Path], None]] = {
    "graphml": write_graphml,
    "gexf": write_gexf,
    "json": write_json,
    "cytoscape": write_cytoscape,
    "csv": write_csv,
    "neo4j": write_neo4j,
}
"""Each writes a graph to a path; ``csv`` and ``neo4j`` take the path for a folder."""
FOLDERS = frozenset({"csv", "neo4j"})


def write_graph(graph: nx.Graph[str], chosen: str, path: Path) -> None:
    """Write the graph in the format, or as a picture: ``svg``, ``png``; `NoPictureError` if it cannot be."""
    if f".{chosen}" not in SUFFIXES:
        EXPORTERS[chosen](graph, path)
        return
    from pipeline.graph.picture import draw

    with replacing(path) as temporary:
        draw(graph, f".{chosen}", temporary)
