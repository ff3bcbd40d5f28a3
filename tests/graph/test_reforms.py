"""Agencies through reforms: who became whom as edges, and each line as one node."""

import json

import networkx as nx
import pytest

from extractors.records import Agency, Assignment, Document
from pipeline.graph import EXPORTERS, Choice, build_graph
from pipeline.graph.choice import count_untimed, list_years, slice_years
from pipeline.graph.kinds import SUCCESSION
from pipeline.graph.measures import measure_agencies
from pipeline.graph.reforms import tell_years
from pipeline.graph.times import read_spells
from tests.factory import write_documents
from tests.graph.test_times import make_dated
from tests.test_analysis_cli import run

LAND, NATURE, FOREST = "000000-国土资源部", "000000-自然资源部", "000000-国家林业局"
COUNCIL, PARTY = "000000-国务院", "000000-中共中央"
HEALTH, FAMILY, NOW = "000000-卫生部", "000000-国家卫生和计划生育委员会", "000000-国家卫生健康委员会"
AFTER = {LAND: NATURE, HEALTH: FAMILY, FAMILY: NOW}


def make_agency(identifier: str, named: bool, after: dict[str, str], parent: str | None = COUNCIL) -> Agency:
    return Agency(
        id=identifier, name=identifier[7:], kind="agency", level="central", region=None,
        parent=None if identifier in (COUNCIL, PARTY) else parent, members=(), resolved=True,
        successor=after.get(identifier), mentions=((0, 2),) if named else (),
    )  # fmt: skip


def make_year(
    year: int, *named: str, after: dict[str, str] = AFTER, parents: dict[str, str] | None = None
) -> Document:
    """Return a document of the year whose task these bodies answer for, with what they became."""
    document = make_dated(year, f"{year}-01-01", f"{year}-12-31", issued_on=f"{year}-03-01")
    first = document.tasks[0]
    pattern = first.assignments[0]
    answering = tuple(
        pattern.changed(agency=body, name=body[7:], role="lead" if place == 0 else "responsible")
        for place, body in enumerate(named)
    )
    assert all(isinstance(each, Assignment) for each in answering)
    told: dict[str, bool] = dict.fromkeys(named, True)
    for body in named:
        way: str | None = body
        while way := after.get(way or ""):
            if way in told:
                break
            told[way] = False
    told.setdefault(COUNCIL, False)
    if parents:
        told |= dict.fromkeys(parents.values(), False)
    agencies = tuple(
        make_agency(body, is_named, after, (parents or {}).get(body, COUNCIL))
        for body, is_named in told.items()
    )
    return document.changed(tasks=(first.changed(assignments=answering),), agencies=agencies)


def became(graph):
    return {(a, b): edge for a, b, edge in graph.edges(data=True) if edge["kind"] == SUCCESSION}


def bodies(graph):
    return {node for node, data in graph.nodes(data=True) if data["kind"] in ("agency", "group")}


YEARS = [make_year(2005, LAND, HEALTH), make_year(2006, LAND), make_year(2020, NATURE, NOW)]


def test_the_former_body_is_tied_to_the_later_one():
    graph = build_graph(YEARS)
    assert bodies(graph) == {LAND, NATURE, HEALTH, NOW, COUNCIL}
    assert became(graph) == {
        (LAND, NATURE): {"kind": SUCCESSION, "document": YEARS[0].document.id},
        (HEALTH, NOW): {"kind": SUCCESSION, "document": YEARS[0].document.id, "via": FAMILY},
    }
    assert {body: graph.nodes[body].get("named") for body in (LAND, NATURE, COUNCIL)} == {
        LAND: "2005-2006", NATURE: "2020", COUNCIL: None,
    }  # fmt: skip
    assert became(Choice(view="hierarchy").look(graph)) == became(graph)


def test_a_body_of_the_future_is_no_node():
    graph = build_graph(YEARS[:2])
    assert bodies(graph) == {LAND, HEALTH, COUNCIL}
    assert graph.nodes[LAND]["successor"] == NATURE
    assert became(graph) == {}


def test_a_line_is_one_node():
    graph = build_graph(YEARS, join_reforms=True)
    assert bodies(graph) == {NATURE, NOW, COUNCIL}
    node = graph.nodes[NATURE]
    assert (node["label"], node["names"], node["named"], node["bodies"]) == (
        "自然资源部", "国土资源部 (2005-2006); 自然资源部 (2020)", "2005-2006, 2020", 2,
    )  # fmt: skip
    assert graph.nodes[NOW]["names"] == "卫生部 (2005); 国家卫生健康委员会 (2020)"
    assert graph.nodes[COUNCIL]["names"] == "国务院"
    bond = graph.edges[NATURE, COUNCIL, "subordinate_to"]
    assert read_spells(bond) == [
        ("2005-01-01", "2005-12-31"),
        ("2006-01-01", "2006-12-31"),
        ("2020-01-01", "2020-12-31"),
    ]
    assert became(graph) == {} and "successor" not in node
    assert sum(edge["kind"] == "lead" for *_, edge in graph.out_edges(NATURE, data=True)) == 3


def test_a_line_bears_the_last_name_though_no_document_gives_it():
    graph = build_graph(YEARS[:1], join_reforms=True)
    assert (graph.nodes[NOW]["label"], graph.nodes[NOW]["names"], graph.nodes[NOW]["bodies"]) == (
        "国家卫生健康委员会", "卫生部 (2005)", 1,
    )  # fmt: skip


def test_several_that_were_merged_are_one():
    after = {**AFTER, FOREST: NATURE}
    graph = build_graph([make_year(2005, LAND, FOREST, NATURE, after=after)], join_reforms=True)
    assert graph.nodes[NATURE]["bodies"] == 3
    task = next(node for node, data in graph.nodes(data=True) if data["kind"] == "task")
    assert sorted(edge["kind"] for *_, edge in graph.in_edges(task, data=True)) == [
        "lead",
        "responsible",
        "responsible",
    ]


@pytest.mark.parametrize(
    ("after", "ends"),
    [
        ({LAND: NATURE, NATURE: LAND}, {min(LAND, NATURE)}),
        ({LAND: LAND}, {LAND, NATURE}),
        ({FOREST: LAND, LAND: NATURE, NATURE: LAND}, {min(LAND, NATURE)}),
        ({LAND: "000000-无"}, {LAND, NATURE}),
    ],
)
def test_lines_that_go_round_or_to_nothing_end(after, ends):
    document = make_year(
        2005, *(body for body in (FOREST, LAND, NATURE) if body in after or body != FOREST), after=after
    )
    document = document.changed(agencies=tuple(a for a in document.agencies if a.name != "无"))
    for order in (document.agencies, document.agencies[::-1]):
        graph = build_graph([document.changed(agencies=order)], join_reforms=True)
        assert bodies(graph) - {COUNCIL} == ends
    assert set(became(build_graph([document]))) == {
        (a, b) for a, b in after.items() if b[7:] != "无" and a != b
    }


def test_a_roll_up_goes_to_the_superior_of_today():
    overseas, front = "000000-国务院侨务办公室", "000000-中共中央统一战线工作部"
    after = {overseas: front}
    old = make_year(2005, overseas, after=after, parents={front: PARTY})
    new = make_year(2020, front, after=after, parents={front: PARTY})
    graph = build_graph([old, new], join_reforms=True)
    assert [upper for _, upper, kind in graph.out_edges(front, keys=True) if kind == "subordinate_to"] == [
        PARTY,
        COUNCIL,
    ]
    for roll_up in ("government", "sector", "level"):
        rolled = Choice(join_reforms=True, roll_up=roll_up).build([old, new])
        assert sum(rolled.nodes[body].get("bodies", 0) for body in bodies(rolled)) == 4
    assert PARTY in bodies(Choice(join_reforms=True, roll_up="government").build([old, new]))


def test_a_year_has_the_names_of_the_line_and_none_of_another_year():
    graph = build_graph(YEARS)
    parts = dict(slice_years(graph, list_years(graph)))
    assert {year: bodies(part) for year, part in parts.items()} == {
        2005: {LAND, HEALTH, COUNCIL}, 2006: {LAND, COUNCIL}, 2020: {NATURE, NOW, COUNCIL},
    }  # fmt: skip
    both = build_graph([make_year(2018, LAND, NATURE)])
    assert set(became(next(slice_years(both, [2018]))[1])) == {(LAND, NATURE)}
    joined = dict(slice_years(build_graph(YEARS, join_reforms=True), [2005, 2020]))
    assert NATURE in joined[2005] and NATURE in joined[2020]


def test_who_became_whom_keeps_nobody_in_time(tmp_path):
    graph = build_graph(YEARS)
    assert count_untimed(graph) == 0
    EXPORTERS["gexf"](graph, tmp_path / "a.gexf")
    read = nx.read_gexf(tmp_path / "a.gexf", version="1.3")
    assert read.nodes[LAND]["spells"] == [("2005-01-01", "2005-12-31"), ("2006-01-01", "2006-12-31")]


def test_cooperation_and_measures_count_over_the_line():
    apart, joined = build_graph(YEARS), build_graph(YEARS, join_reforms=True)
    network = Choice(view="cooperation").look(joined)
    assert network.edges[NATURE, NOW]["weight"] == 2
    assert not Choice(view="cooperation").look(apart).has_edge(LAND, NOW)
    rows = {row.agency: row for row in measure_agencies(joined).agencies}
    assert (rows[NATURE].led, rows[NATURE].tasks, rows[NOW].partners) == (3, 3, 1)
    assert rows[NATURE].names == "国土资源部 (2005-2006); 自然资源部 (2020)"
    assert {row.names for row in measure_agencies(apart).agencies} == {None}


@pytest.mark.parametrize(
    ("years", "told"), [(set(), ""), ({2005}, "2005"), ({2007, 2005, 2006, 2010}, "2005-2007, 2010")]
)
def test_years_are_told(years, told):
    assert tell_years(years) == told


def test_the_commands_join(tmp_path):
    folder = write_documents(tmp_path / "outputs", YEARS)
    assert run("graph", folder, "--join-reforms", "-o", tmp_path / "a.json").exit_code == 0
    nodes = {node["id"] for node in json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["nodes"]}
    assert NATURE in nodes and LAND not in nodes
    listed = json.loads(run("agencies", folder, "--join-reforms", "--format", "json").stdout)["agencies"]
    assert [(row["name"], row["led"]) for row in listed] == [("自然资源部", 3), ("国家卫生健康委员会", 0)]
    shown = run("agencies", folder, "--join-reforms").stdout
    assert "国土资源部 (2005-2006); 自然资源部 (2020)" in shown
    assert "国土资源部" in run("agencies", folder).stdout
