"""Nodes and edges as every format takes them: names, types, and scalar values without control characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pipeline.export import clean
from pipeline.graph.times import SEPARATOR

if TYPE_CHECKING:
    import networkx as nx

Scalar = str | int | float
Attributes = dict[str, Scalar]
Types = dict[str, type]


def list_nodes(graph: nx.Graph[str]) -> Iterator[tuple[str, Attributes]]:
    """Yield each node's id and attributes."""
    for node, attributes in graph.nodes(data=True):
        yield clean(str(node)), _scalars(attributes)


def list_edges(graph: nx.Graph[str]) -> Iterator[tuple[str, str, Attributes]]:
    """Yield each edge's ends and attributes."""
    for source, target, attributes in graph.edges(data=True):
        yield clean(str(source)), clean(str(target)), _scalars(attributes)


def node_types(graph: nx.Graph[str]) -> Types:
    """Return the nodes' attributes, in the order of their first appearance, with their types."""
    return _find_types(attributes for _, attributes in graph.nodes(data=True))


def edge_types(graph: nx.Graph[str]) -> Types:
    """Return the edges' attributes, in the order of their first appearance, with their types."""
    return _find_types(attributes for _, _, attributes in graph.edges(data=True))


def _find_types(rows: Iterable[Mapping[str, Any]]) -> Types:
    """Return one type for each name: that of its values, or str where they differ."""
    seen: dict[tuple[str, type], None] = {}
    for attributes in rows:
        for name, value in attributes.items():
            if value is not None:
                seen[name, type(value)] = None
    types: Types = {}
    for name, kind in seen:
        types[name] = kind if kind in (bool, int, float) and types.get(name, kind) is kind else str
    return types


def _scalars(attributes: Mapping[str, Any]) -> Attributes:
    return {name: _scalar(value) for name, value in attributes.items() if value is not None}


def _scalar(value: object) -> Scalar:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple | set | frozenset):
        return SEPARATOR.join(clean(str(item)) for item in value)
    return clean(str(value))
