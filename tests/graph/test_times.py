"""When the edges of the graph hold, and GEXF that plays."""

import networkx as nx
import pytest
from lxml import etree

from extractors.records import Deadline, Period
from pipeline.graph import EXPORTERS, VIEWS, build_graph
from pipeline.graph.times import find_spell, join_spells, read_spells, tell_spells, years_of
from tests.graph.plan import FOREST, GOVERNMENT, WATER, make_plan
from tests.graph.test_exporters import GEXF, READERS

PLAN = make_plan()


def make_dated(number=1, start="", end="", issued_on=None, deadlines=()):
    """Return the plan of a period (none), issued on a day (none), with deadlines of its first tasks."""
    plan = make_plan(number)
    period = Period(start=start, end=end) if start else None
    given = [*deadlines, *[None] * len(plan.tasks)]
    tasks = tuple(
        task.changed(deadline=Deadline(raw=day, date=day) if day else None)
        for task, day in zip(plan.tasks, given, strict=False)
    )
    return plan.changed(document=plan.document.changed(period=period, issued_on=issued_on), tasks=tasks)


@pytest.mark.parametrize(
    ("period", "issued_on", "deadline", "spell"),
    [
        (("2021-01-01", "2025-12-31"), "2021-03-09", None, ("2021-01-01", "2025-12-31")),
        (("2021-01-01", "2025-12-31"), None, "2023-06-30", ("2021-01-01", "2023-06-30")),
        (("2021-01-01", "2025-12-31"), None, "2030-12-31", ("2021-01-01", "2030-12-31")),
        (("2021-01-01", "2025-12-31"), None, "2019-12-31", ("2021-01-01", "2025-12-31")),
        (None, "2021-03-09", "2021-12-31", ("2021-03-09", "2021-12-31")),
        (None, "2021-03-09", "2020-12-31", ("2021-03-09", "")),
        (None, "2021-03-09", None, ("2021-03-09", "")),
        (None, None, "2022-06-30", ("", "2022-06-30")),
        (None, None, None, None),
        (None, "2021-02-30", None, None),
        (("2025-01-01", "2021-12-31"), None, None, ("2025-01-01", "")),
    ],
)
def test_when_it_holds(period, issued_on, deadline, spell):
    start, end = period or ("", "")
    info = make_dated(start=start, end=end, issued_on=issued_on).document
    assert find_spell(info, Deadline(raw="", date=deadline)) == spell


def test_spells_are_told_and_read():
    spells = [("2023-01-01", ""), ("2021-01-01", "2021-12-31"), ("2021-07-01", "2021-08-01")]
    told = tell_spells(spells)
    assert told == {"start": "2021-01-01", "year": 2021, "spells": "2021-01-01/2021-12-31; 2023-01-01/.."}
    assert read_spells(told) == [("2021-01-01", "2021-12-31"), ("2023-01-01", "")]
    assert years_of(told) == {2021, 2023}
    assert tell_spells([None]) == {} and read_spells({"start": 3, "end": "<"}) == []
    assert join_spells([("", "2020-01-01"), ("2019-01-01", "2021-01-01")]) == [("", "2021-01-01")]


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_format_tells_the_time_of_an_edge(name, tmp_path):
    graph = build_graph([make_dated(start="2021-01-01", end="2025-12-31", deadlines=["2023-06-30"])])
    EXPORTERS[name](graph, tmp_path / "out")
    _, edges = READERS[name](tmp_path / "out")
    times = {
        (data["start"], data["end"], int(data["year"]))
        for a, b, data in edges
        if a == FOREST and data["kind"] == "lead"
    }
    assert times == {("2021-01-01", "2023-06-30", 2021), ("2021-01-01", "2025-12-31", 2021)}


def test_bonds_hold_in_the_times_of_all_documents_that_tell_them():
    graph = build_graph(
        [
            make_dated(1, "2021-01-01", "2021-12-31"),
            make_dated(2),
            make_dated(3, "2023-01-01", "2023-12-31"),
        ]
    )
    bond = graph.edges[FOREST, GOVERNMENT, "subordinate_to"]
    assert (bond["start"], bond["end"], bond["year"]) == ("2021-01-01", "2023-12-31", 2021)
    assert read_spells(bond) == [("2021-01-01", "2021-12-31"), ("2023-01-01", "2023-12-31")]
    together = VIEWS["cooperation"](graph).edges[FOREST, WATER]
    assert (together["weight"], read_spells(together)) == (6, read_spells(bond))


def test_a_document_without_a_day_gives_edges_without_time():
    edges = build_graph([make_dated()]).edges(data=True)
    assert not [edge for *_, edge in edges if edge.keys() & {"start", "end", "year", "spells"}]


def test_gexf_plays(tmp_path):
    """By networkx: spells of nodes and edges, no node away while one of its edges is there."""
    graph = build_graph(
        [
            make_dated(1, "2021-01-01", "2025-12-31", deadlines=["2023-06-30", "2027-12-31"]),
            make_dated(2, issued_on="2029-03-09"),
        ]
    )
    for view in VIEWS:
        path = tmp_path / f"{view}.gexf"
        EXPORTERS["gexf"](VIEWS[view](graph), path)
        head = etree.parse(path).find(f"{GEXF}graph").attrib
        assert (head["mode"], head["timeformat"]) == ("dynamic", "date")
        read = nx.read_gexf(path, version="1.3")
        assert read.graph["mode"] == "dynamic"
        for source, target, edge in read.edges(data=True):
            for node in (source, target):
                assert covers(read.nodes[node]["spells"], edge["spells"]), (node, edge)
    EXPORTERS["gexf"](graph, tmp_path / "a.gexf")
    nodes = nx.read_gexf(tmp_path / "a.gexf", version="1.3").nodes
    assert nodes[FOREST]["spells"] == [("2021-01-01", "2027-12-31"), ("2029-03-09", "None")]
    assert nodes[PLAN.document.id]["spells"] == [("2021-01-01", "2027-12-31")]


def covers(spells, others):
    def days(spell):
        return tuple("" if day == "None" else day for day in spell)

    known = [days(spell) for spell in spells]
    return join_spells([*known, *map(days, others)]) == join_spells(known)


def test_gexf_without_times_stands_still(tmp_path):
    EXPORTERS["gexf"](build_graph([make_dated()]), tmp_path / "a.gexf")
    assert b"spell" not in (content := (tmp_path / "a.gexf").read_bytes())
    assert b"dynamic" not in content


def test_a_node_of_an_edge_without_time_is_there_always(tmp_path):
    graph = build_graph([make_dated(1, "2021-01-01", "2021-12-31"), make_dated(2)])
    EXPORTERS["gexf"](graph, tmp_path / "a.gexf")
    read = nx.read_gexf(tmp_path / "a.gexf", version="1.3")
    assert "spells" not in read.nodes[FOREST]
    assert "spells" in read.nodes[PLAN.document.id]


def test_what_is_open_on_both_sides_holds_always():
    assert tell_spells([("", "2022-06-30"), ("2021-01-01", "")]) == {}
