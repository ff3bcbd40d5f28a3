"""GraphML and GEXF, written line by line.

networkx writes both, but GEXF from a whole tree in memory, and both with control characters
that no parser reads back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from pipeline.export import replacing
from pipeline.graph.attributes import (
    Attributes,
    Scalar,
    Types,
    edge_types,
    list_edges,
    list_nodes,
    node_types,
)
from pipeline.graph.kinds import SUCCESSION
from pipeline.graph.times import Spell, join_spells, read_spells

if TYPE_CHECKING:
    import networkx as nx

TYPES: dict[type, str] = {str: "string", int: "long", float: "double", bool: "boolean"}
"""Names that GraphML and GEXF share."""


def write_graphml(graph: nx.Graph[str], path: Path) -> None:
    """Write GraphML (http://graphml.graphdrawing.org/specification.html)."""
    _write_lines(path, _graphml_lines(graph))


def write_gexf(graph: nx.Graph[str], path: Path) -> None:
    """Write GEXF 1.3 (https://gexf.net), where ``kind`` tells parallel edges apart.

    Where edges have times it is dynamic: an edge is there in its spells, a node in those of its edges, or
    always if one of them has none. Who became whom has none, and keeps nobody there.
    """
    _write_lines(path, _gexf_lines(graph))


def _write_lines(path: Path, lines: Iterator[str]) -> None:
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        file.writelines(f"{line}\n" for line in lines)


def _graphml_lines(graph: nx.Graph[str]) -> Iterator[str]:
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for domain, types in (("node", node_types(graph)), ("edge", edge_types(graph))):
        for name, kind in types.items():
            key = quoteattr(f"{domain}.{name}")
            yield f'<key id={key} for="{domain}" attr.name={quoteattr(name)} attr.type="{TYPES[kind]}"/>'
    yield f'<graph edgedefault="{_direction(graph)}">'
    for node, attributes in list_nodes(graph):
        yield f"<node id={quoteattr(node)}>{_graphml_data('node', attributes)}</node>"
    for source, target, attributes in list_edges(graph):
        ends = f"source={quoteattr(source)} target={quoteattr(target)}"
        yield f"<edge {ends}>{_graphml_data('edge', attributes)}</edge>"
    yield "</graph></graphml>"


def _graphml_data(domain: str, attributes: Attributes) -> str:
    return "".join(
        f"<data key={quoteattr(f'{domain}.{name}')}>{escape(_text(value))}</data>"
        for name, value in attributes.items()
    )


def _gexf_lines(graph: nx.Graph[str]) -> Iterator[str]:
    yield '<gexf xmlns="http://gexf.net/1.3" version="1.3">'
    spells = _node_spells(graph)
    is_dynamic = any(spells.values())
    time = ' mode="dynamic" timeformat="date" timerepresentation="interval"' if is_dynamic else ""
    yield f'<graph defaultedgetype="{_direction(graph)}"{time}>'
    yield from _gexf_attributes("node", node_types(graph))
    yield from _gexf_attributes("edge", edge_types(graph))
    yield f'<nodes count="{graph.number_of_nodes()}">'
    for node, attributes in list_nodes(graph):
        label = quoteattr(str(attributes.get("label", node)))
        content = _gexf_values(attributes) + _gexf_spells(spells.get(node, ()))
        yield f"<node id={quoteattr(node)} label={label}>{content}</node>"
    yield f'</nodes><edges count="{graph.number_of_edges()}">'
    for number, (source, target, attributes) in enumerate(list_edges(graph)):
        ends = f"source={quoteattr(source)} target={quoteattr(target)}"
        kind = f" kind={quoteattr(str(attributes['kind']))}" if "kind" in attributes else ""
        weight = f' weight="{attributes["weight"]}"' if "weight" in attributes else ""
        content = _gexf_values(attributes) + _gexf_spells(read_spells(attributes))
        yield f'<edge id="{number}" {ends}{kind}{weight}>{content}</edge>'
    yield "</edges></graph></gexf>"


def _node_spells(graph: nx.Graph[str]) -> dict[str, Iterable[Spell]]:
    """Return when each node is there that is not there always."""
    found: dict[str, set[Spell] | None] = {}
    for node, attributes in list_nodes(graph):
        if told := read_spells(attributes):
            found[node] = set(told)
    for source, target, attributes in list_edges(graph):
        if attributes.get("kind") == SUCCESSION:
            continue
        spells = read_spells(attributes)
        for node in (source, target):
            known = found.setdefault(node, set())
            if not spells:
                found[node] = None
            elif known is not None:
                known.update(spells)
    joined = {node: join_spells(spells) for node, spells in found.items() if spells}
    return {node: spells for node, spells in joined.items() if any(map(any, spells))}


def _gexf_spells(spells: Iterable[Spell]) -> str:
    lines = "".join(f"<spell{_gexf_day('start', start)}{_gexf_day('end', end)}/>" for start, end in spells)
    return f"<spells>{lines}</spells>" if lines else ""


def _gexf_day(name: str, day: str) -> str:
    return f' {name}="{day}"' if day else ""


def _gexf_attributes(domain: str, types: Types) -> Iterator[str]:
    yield f'<attributes class="{domain}">'
    for name, kind in types.items():
        yield f'<attribute id={quoteattr(name)} title={quoteattr(name)} type="{TYPES[kind]}"/>'
    yield "</attributes>"


def _gexf_values(attributes: Attributes) -> str:
    values = "".join(
        f"<attvalue for={quoteattr(name)} value={quoteattr(_text(value))}/>"
        for name, value in attributes.items()
    )
    return f"<attvalues>{values}</attvalues>"


def _direction(graph: nx.Graph[str]) -> str:
    return "directed" if graph.is_directed() else "undirected"


def _text(value: Scalar) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
