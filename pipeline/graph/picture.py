"""The graph as a picture: nodes by kind, edges by role, names beside them."""

from __future__ import annotations

from math import ceil, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pipeline.export import printable
from pipeline.language import _, told
from pipeline.pictures import NoPictureError, drawing

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.axes import Axes

Places = dict[str, tuple[float, float]]
MOST: Final = 300
"""Nodes that a picture has room for."""
_NODES: Final = {
    "document": "#333333",
    "task": "#c9a227",
    "agency": "#1f5fa8",
    "group": "#7a9cc6",
    "cited": "#9b59b6",
}
_EDGES: Final = {
    "lead": "#b3261e",
    "responsible": "#1f5fa8",
    "cooperating": "#2e7d32",
    "supervising": "#8a5a00",
    "cooperation": "#b3261e",
    "implements": "#6a3d9a",
    "continues": "#00838f",
    "part_of": "#bbbbbb",
    "member_of": "#999999",
    "subordinate_to": "#777777",
    "succeeded_by": "#00838f",
}
"""The last ones are drawn below the first ones."""
_LONGEST, _LINE = 20, 10
"""Letters of a name, and of a line of it."""
_LEGEND: Final[Any] = " ".join(("outside", "lower", "left"))
"""Where the legend stands, in the words of matplotlib."""
_COLUMNS: Final = 6
"""Of the legend."""
_SEED: Final = 0
"""The same graph gives the same picture."""
_BY_RANK: Final = 0.75
"""Share of a node's place that its rank gives, the rest its distance: by eye, on plans of 60 tasks."""
_APART: Final = 0.8
"""Between boxes of what is not tied; 1 is what a node has in its box."""
_SMALLEST, _LARGEST, _BELOW = 7.0, 26.0, 0.09
"""Inches of the picture's height, and of a name below its node."""


def draw(graph: nx.Graph[str], suffix: str, path: Path) -> None:
    """Draw the graph as SVG or PNG; `NoPictureError` if it cannot be."""
    number = graph.number_of_nodes()
    if not number:
        raise NoPictureError(_("there is nothing to draw"))
    if number > MOST:
        said = _(
            "a picture of the graph has no room for {number} nodes: at most {most}; "
            "choose by --view, --roll-up, --role or --region"
        )
        raise NoPictureError(said.format(number=number, most=MOST))
    side = min(_LARGEST, max(_SMALLEST, 1.7 * sqrt(number)))
    with drawing(side * 1.25, side, suffix, path) as figure:
        axes = figure.subplots()
        axes.set_axis_off()
        places = _place(graph)
        _draw_edges(graph, places, axes)
        _draw_nodes(graph, places, axes, _BELOW / side)
        axes.margins(0.08)
        figure.legend(loc=_LEGEND, ncols=_COLUMNS, frameon=False, fontsize=9)


def _place(graph: nx.Graph[str]) -> Places:
    """Return where each node is: those that are tied near each other, what is not tied in boxes of their own.

    A box is as large as its nodes are many; the boxes stand in rows, the largest first.
    """
    import networkx as nx

    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(graph)
    simple.add_edges_from((source, target) for source, target, *_ in graph.edges)
    parts = sorted(nx.connected_components(simple), key=lambda part: (-len(part), min(part)))
    sides = [sqrt(len(part)) for part in parts]
    wide = max(sides[0] + _APART, sqrt(sum((side + _APART) ** 2 for side in sides)))
    places: Places = {}
    left = top = high = 0.0
    for part, side in zip(parts, sides, strict=True):
        if left and left + side + _APART > wide:
            left, top, high = 0.0, top - high, 0.0
        own: nx.Graph[str] = nx.Graph()  # not a view, which may give the nodes in another order each time
        own.add_nodes_from(node for node in simple if node in part)
        own.add_edges_from(edge for edge in simple.edges if edge[0] in part)
        box = _place_part(own)
        places |= {node: (left + side * x, top - side * y) for node, (x, y) in box.items()}
        left, high = left + side + _APART, max(high, side + _APART)
    width = max(x for x, __ in places.values()) or 1.0
    height = -min(y for __, y in places.values()) or 1.0
    return {node: (x / width, 1 + y / height) for node, (x, y) in places.items()}


def _place_part(part: nx.Graph[str]) -> Places:
    """Return where the nodes are that are tied to each other, from 0 to 1."""
    import networkx as nx

    if len(part) == 1:
        return dict.fromkeys(part, (0.5, 0.5))
    start = nx.circular_layout(part)
    k = 2.2 / sqrt(len(part))
    places = nx.spring_layout(part, pos=start, seed=_SEED, iterations=300, k=k, method="force")
    xs, ys = (_spread([place[axis] for place in places.values()]) for axis in (0, 1))
    return dict(zip(places, zip(xs, ys, strict=True), strict=True))


def _spread(values: list[float]) -> list[float]:
    """Return the values from 0 to 1, as much by their rank as by their size, so that a dense middle opens.

    >>> _spread([0.0, 0.1, 1.0])
    [0.0, 0.4, 1.0]
    """
    low, high = min(values), max(values)
    ranks = {place: rank for rank, place in enumerate(sorted(range(len(values)), key=values.__getitem__))}
    wide, last = (high - low) or 1.0, max(1, len(values) - 1)
    return [
        _BY_RANK * ranks[place] / last + (1 - _BY_RANK) * float(value - low) / wide
        for place, value in enumerate(values)
    ]


def _draw_edges(graph: nx.Graph[str], places: Places, axes: Axes) -> None:
    import networkx as nx

    of_kind: dict[str, dict[tuple[str, str], float]] = {kind: {} for kind in reversed(_EDGES)}
    for source, target, edge in graph.edges(data=True):
        of_kind[edge["kind"]][source, target] = float(edge.get("weight", 1))
    most = max((weight for pairs in of_kind.values() for weight in pairs.values()), default=1)
    for kind, pairs in of_kind.items():
        if not pairs:
            continue
        arrow = {"arrows": True, "arrowsize": 7} if graph.is_directed() else {"arrows": False}
        nx.draw_networkx_edges(
            graph,
            places,
            edgelist=list(pairs),
            width=[0.6 + 2.4 * (weight - 1) / max(1, most - 1) for weight in pairs.values()],
            edge_color=_EDGES[kind],
            alpha=0.55,
            node_size=90,
            **arrow,
            ax=axes,
        )
        axes.plot([], [], color=_EDGES[kind], lw=1.5, label=told(kind))


def _draw_nodes(graph: nx.Graph[str], places: Places, axes: Axes, below: float) -> None:
    ground = {"facecolor": "white", "alpha": 0.65, "pad": 0.4, "linewidth": 0}
    for kind, colour in _NODES.items():
        chosen = [node for node, data in graph.nodes(data=True) if data["kind"] == kind]
        if not chosen:
            continue
        xs, ys = zip(*(places[node] for node in chosen), strict=True)
        size = 22 if kind == "task" else 60
        axes.scatter(xs, ys, s=size, color=colour, zorder=3, label=told(kind), linewidths=0)
        for node in chosen:
            x, y = places[node]
            axes.text(
                x,
                y - below,
                _shorten(str(graph.nodes[node].get("label", node))),
                ha="center",
                va="top",
                fontsize=6 if kind == "task" else 7.5,
                color="#555555" if kind == "task" else "black",
                zorder=4,
                parse_math=False,
                bbox=ground,
            )


def _shorten(name: str) -> str:
    r"""Return the name in lines, cut where it is long.

    >>> _shorten("澜川省住房和城乡建设厅")
    '澜川省住房和\n城乡建设厅'
    """
    text = printable(name)
    text = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    length = ceil(len(text) / ceil(len(text) / _LINE)) if text else 1
    return "\n".join(text[at : at + length] for at in range(0, len(text), length))
