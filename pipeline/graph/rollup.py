"""The graph with bodies as one: the departments of a government, of a sector 条线, or of a level."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from extractors.agencies.bodies import Organ, knowledge
from extractors.agencies.functions import compose
from extractors.agencies.places import splits
from extractors.agencies.regions import unlisted_region
from pipeline.graph.kinds import BODIES
from pipeline.graph.times import add_times

if TYPE_CHECKING:
    import networkx as nx

ROLL_UPS = ("government", "sector", "level")
_GOVERNMENTS = ("国务院", "人民政府", "行政公署", "管理委员会")
"""Ends of the names of bodies that departments answer to (宪法 85, 95, 105条; 地方组织法 85条)."""
_OFFICE = re.compile(r"(?<=..)(?:总局|分局|局|部|委员会|委|厅|总署|署|办公厅|办公室|办)$")
"""What a department is called after its function 职能 (国务院组织法 12条, 地方组织法 79条)."""
_PLACE = re.compile(r"\{(?:place|short)\}")
_SHARED = ("kind", "level", "region", "region_name")
_UNTOLD = "other"
"""The level of bodies of which none is settled."""


def roll_up(graph: nx.MultiDiGraph[str], by: str) -> nx.MultiDiGraph[str]:
    """Return the graph in which the bodies of a government, sector or level are one node.

    ``bodies`` is how many a node stands for, ``weight`` how many edges an edge does: its other attributes are
    those of the first, its times those of all. Edges within one node go.
    """
    import networkx as nx

    rolled: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    ends, parents = {node: node for node in graph}, _find_parents(graph)
    for node, attributes in graph.nodes(data=True):
        if attributes["kind"] in BODIES:
            ends[node], label = _find_whole(graph, node, by, parents)
            _join_node(rolled, ends[node], {**attributes, "label": label})
        else:
            rolled.add_node(node, **attributes)
    for source, target, edge in graph.edges(data=True):
        if ends[source] != ends[target]:
            _join_edge(rolled, ends[source], ends[target], edge)
    return rolled


def _find_whole(
    graph: nx.MultiDiGraph[str], body: str, by: str, parents: Mapping[str, str | None]
) -> tuple[str, str]:
    """Return the id and the label of what the body is a part of."""
    attributes = graph.nodes[body]
    if by == "level":
        level = attributes.get("level", _UNTOLD)
        return f"level:{level}", level
    if by == "sector":
        sector = find_sector(attributes["label"], attributes.get("region_name", ""))
        return f"sector:{sector}", sector
    whole = find_government(body, parents)
    return whole, graph.nodes[whole]["label"]


def _find_parents(graph: nx.MultiDiGraph[str]) -> dict[str, str | None]:
    """Return the body above each body, None for one that stands under none."""
    parents: dict[str, str | None] = {}
    for node, attributes in graph.nodes(data=True):
        if attributes["kind"] in BODIES:
            bonds = graph.out_edges(node, keys=True)
            parents[node] = next((upper for _, upper, kind in bonds if kind == "subordinate_to"), None)
    return parents


def find_government(body: str, parents: Mapping[str, str | None]) -> str:
    """Return the government that a body stands under: the first one on the way up, else the top."""
    seen: set[str] = set()
    while not body.endswith(_GOVERNMENTS) and (above := parents.get(body)) and above in parents:
        if above in seen:
            break
        seen.add(above)
        body = above
    return body


def find_sector(name: str, region: str = "") -> str:
    """Return the function of a body without its place and kind; of a body that has none the name so far.

    >>> find_sector("青海省财政厅", "青海省"), find_sector("财政部"), find_sector("国家林业和草原局")
    ('财政', '财政', '林业草原')
    >>> find_sector("青海省人民政府", "青海省"), find_sector("西宁市城东区水利局")
    ('人民政府', '水利')
    """
    if name.startswith("各"):
        return name
    own = _without_office_above(name, region)
    function, offices = _OFFICE.subn("", own)
    if not offices or own in _GOVERNMENTS:
        return own
    function = function.removeprefix("国家")
    return "".join(compose(function)) or function


def _without_office_above(name: str, region: str) -> str:
    """Return the name without its place: of a branch 派出机构 that of the central body that it belongs to."""
    known, organ = knowledge(), find_branch(name)
    if organ and organ.superior in known.bodies:
        return organ.superior
    before, _, after = name.partition(region) if region else ("", "", "")
    if organ and not after:
        before, after = _PLACE.split(organ.name, maxsplit=1)
    return _join_parts(before, after) if after else _without_place(name)


@lru_cache(maxsize=8192)
def find_branch(name: str) -> Organ | None:
    """Return the kind of body whose name has a place within, which this name is of: 共青团{place}委员会."""
    fitting = (
        (len(before) + len(after), organ)
        for before, after, organ in knowledge().patterns
        if before and name.startswith(before) and name.endswith(after) and len(before + after) < len(name)
    )
    return max(fitting, key=itemgetter(0), default=(0, None))[1]


def _join_parts(before: str, after: str) -> str:
    """Return the name that is printed before and after a place.

    >>> _join_parts("", "财政厅"), _join_parts("中共", "委宣传部"), _join_parts("中共", "委员会")
    ('财政厅', '宣传部', '党委')
    >>> _join_parts("国家税务总局", "税务局"), _join_parts("共青团", "委员会")
    ('税务局', '共青团委员会')
    """
    if before == "中共":
        return after.removeprefix("委员会").removeprefix("委") or "党委"
    return after if _OFFICE.search(before) else before + after


def _without_place(name: str) -> str:
    """Return the name without the place that it begins with: the whole of it where it is nothing else."""
    sure = [rest for _, rest, is_sure in splits(name, None) if is_sure and rest]
    place = unlisted_region(name)
    return min(sure, key=len) if sure else name.removeprefix(place.name if place else "") or name


def _join_node(rolled: nx.MultiDiGraph[str], node: str, attributes: dict[str, Any]) -> None:
    """Add a body to the node, which keeps what all of its bodies have alike."""
    if node not in rolled:
        kept = {name: attributes[name] for name in (*_SHARED, "label") if name in attributes}
        rolled.add_node(node, **kept, bodies=attributes.get("bodies", 1))
        return
    known = rolled.nodes[node]
    known["bodies"] += attributes.get("bodies", 1)
    for name in _SHARED[1:]:
        if name in known and known[name] != attributes.get(name):
            del known[name]
    if attributes["kind"] == "agency":
        known["kind"] = "agency"


def _join_edge(rolled: nx.MultiDiGraph[str], source: str, target: str, edge: dict[str, Any]) -> None:
    kind = edge["kind"]
    if not rolled.has_edge(source, target, kind):
        rolled.add_edge(source, target, kind, **edge, weight=1)
        return
    known = rolled.edges[source, target, kind]
    known["weight"] += 1
    add_times(known, edge)
