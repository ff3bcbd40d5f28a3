"""Agencies through institutional reforms 机构改革: an edge from the former body to the later, or one node.

A line 沿革 is all bodies that lead to one, each by the one successor that the registry gives: where several
were merged it has branches, where one was divided it goes on with that successor alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from extractors.records import Agency, Document
from pipeline.graph.kinds import BODIES, BONDS, SUCCESSION
from pipeline.graph.times import SEPARATOR, add_times

if TYPE_CHECKING:
    import networkx as nx


def find_later(document: Document) -> set[str]:
    """Return the bodies that the document tells only as successors, or above such: it names none of them.

    In a graph of the year 2010 they would be bodies of the future.
    """
    known = {agency.id: agency for agency in document.agencies}
    after = [agency.successor for agency in known.values() if agency.successor]
    if not after:
        return set()
    assigned = {each.agency for task in document.tasks for each in task.assignments}
    later = _reach(known, after, with_successors=True)
    named = (a.id for a in known.values() if a.mentions or a.id in assigned or a.id not in later)
    return later - _reach(known, named, with_successors=False)


def _reach(known: dict[str, Agency], start: Iterable[str], with_successors: bool) -> set[str]:
    """Return the bodies that one comes to from some, over members and superiors."""
    reached: set[str] = set()
    queue = list(start)
    while queue:
        identifier = queue.pop()
        if identifier in reached or identifier not in known:
            continue
        reached.add(identifier)
        body = known[identifier]
        others = (*body.members, body.parent, body.successor if with_successors else None)
        queue.extend(filter(None, others))
    return reached


class Lines:
    """Which body took over from which, and when each is named, over all documents."""

    def __init__(self) -> None:
        self._after: dict[str, tuple[str, str]] = {}
        """Of a body its successor, and the first document that tells it."""
        self._later: dict[str, dict[str, Any]] = {}
        """Attributes of bodies that have no node, as no document names them."""
        self._years: dict[str, set[int]] = {}

    def note(self, body: str, successor: str | None, document: str) -> None:
        """Keep the body's successor; what the first document says holds."""
        if successor and successor != body:
            self._after.setdefault(body, (successor, document))

    def pass_over(self, body: str, attributes: dict[str, Any]) -> None:
        """Keep a body that this document does not name."""
        self._later.setdefault(body, attributes)

    def name(self, body: str, year: int) -> None:
        """Keep that a document of the year names the body."""
        self._years.setdefault(body, set()).add(year)

    def link(self, graph: nx.MultiDiGraph[str]) -> None:
        """Tell of each body the years in which it is named; tie it to the next of its line that has a node.

        Those between, which no document names, are the edge's ``via``.
        """
        for body, years in self._years.items():
            graph.nodes[body]["named"] = tell_years(years)
        for body in [body for body in self._after if body in graph]:
            between: list[str] = []
            for after in self._follow(body, graph):
                if after in graph:
                    via = {"via": SEPARATOR.join(between)} if between else {}
                    told = {"kind": SUCCESSION, "document": self._after[body][1], **via}
                    graph.add_edge(body, after, SUCCESSION, **told)
                    break
                between.append(after)

    def join(self, graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
        """Return the graph with one node for each line: the last body's, with the ``names`` of all."""
        import networkx as nx

        ends = {
            node: self._find_end(node, graph)
            for node, data in graph.nodes(data=True)
            if data["kind"] in BODIES
        }
        lines: dict[str, list[str]] = {}
        for body in sorted(ends, key=lambda body: (-ends[body][1], min(self._years.get(body, {0})), body)):
            lines.setdefault(ends[body][0], []).append(body)
        joined: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for node, attributes in graph.nodes(data=True):
            end = ends[node][0] if node in ends else node
            if end not in joined:
                joined.add_node(end, **(self._join(end, lines[end], graph) if end in lines else attributes))
        bonds = []
        for source, target, edge in graph.edges(data=True):
            if edge["kind"] in BONDS:
                bonds.append((source, target, edge))
            else:
                joined.add_edge(ends[source][0] if source in ends else source, target, **edge)
        # The superior of the last body stands first: a roll-up goes to the one of today.
        for source, target, edge in sorted(bonds, key=lambda bond: ends[bond[0]][1]):
            _join_bond(joined, ends[source][0], ends[target][0], edge)
        return joined

    def _follow(self, body: str, graph: nx.MultiDiGraph[str]) -> Iterator[str]:
        """Yield the bodies after it, in order, as far as anything is known of them, each once."""
        seen = {body}
        while body in self._after:
            body = self._after[body][0]
            if body in seen or not (body in graph or body in self._later):
                return
            seen.add(body)
            yield body

    def _find_end(self, body: str, graph: nx.MultiDiGraph[str]) -> tuple[str, int]:
        """Return the last body of the line, and how many steps it is away.

        A line that goes round has none: then it is the least id of the round, for all that lead into it.
        """
        way = [body, *self._follow(body, graph)]
        again = self._after.get(way[-1], ("", ""))[0]
        end = min(way[way.index(again) :]) if again in way else way[-1]
        return end, way.index(end)

    def _join(self, end: str, bodies: list[str], graph: nx.MultiDiGraph[str]) -> dict[str, Any]:
        """Return the attributes of a line's node: those of its last body, and what all of them are called."""
        last = graph.nodes[end] if end in graph else self._later[end]
        kept = {name: value for name, value in last.items() if name not in ("successor", "named")}
        names = SEPARATOR.join(_tell_name(graph.nodes[body]) for body in bodies)
        years = tell_years(set().union(*(self._years.get(body, ()) for body in bodies)))
        printed = graph.nodes[bodies[-1]].get("printed")
        more = {"printed": printed, "named": years, "names": names, "bodies": len(bodies)}
        return kept | {name: value for name, value in more.items() if value}


def _join_bond(joined: nx.MultiDiGraph[str], source: str, target: str, edge: dict[str, Any]) -> None:
    """Add a bond of two lines, in the times of all that tell it; a line has none with itself."""
    if source == target:
        return
    if joined.has_edge(source, target, edge["kind"]):
        add_times(joined.edges[source, target, edge["kind"]], edge)
    else:
        joined.add_edge(source, target, edge["kind"], **edge)


def _tell_name(attributes: dict[str, Any]) -> str:
    years = attributes.get("named")
    return f"{attributes['label']} ({years})" if years else str(attributes["label"])


def tell_years(years: Collection[int]) -> str:
    """Return the years, those one after another as a range.

    >>> tell_years({2005, 2008, 2009, 2010})
    '2005, 2008-2010'
    """
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][1] + 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
