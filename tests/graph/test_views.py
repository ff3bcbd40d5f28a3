"""The views of the graph."""

from pipeline.graph import VIEWS, build_graph
from tests.graph.plan import CITIES, CITY, FINANCE, FOREST, GOVERNMENT, WATER, make_plan

PLANS = [make_plan(1), make_plan(2)]
GRAPH = build_graph(PLANS)


def test_responsibility_is_all_of_it():
    assert VIEWS["responsibility"](GRAPH) is GRAPH


def test_cooperation_goes_from_leads_to_the_others():
    network = VIEWS["cooperation"](GRAPH)
    assert {(a, b): weight for a, b, weight in network.edges(data="weight")} == {
        (FOREST, WATER): 4,
        (FOREST, CITIES): 2,
        (WATER, FOREST): 2,
        (WATER, FINANCE): 2,
        (FOREST, FINANCE): 2,
    }


def test_cooperation_names_the_tasks():
    network = VIEWS["cooperation"](build_graph(PLANS[:1]))
    identifier = PLANS[0].document.id
    assert network.edges[FOREST, WATER]["tasks"] == f"{identifier}/t1; {identifier}/t2"
    assert network.edges[FOREST, WATER]["kind"] == "cooperation"


def test_cooperation_holds_the_bodies_only():
    network = VIEWS["cooperation"](GRAPH)
    assert {data["kind"] for _, data in network.nodes(data=True)} == {"agency", "group"}
    assert len(network) == 13


def test_cooperation_of_the_members_of_a_group():
    network = VIEWS["cooperation"](build_graph(PLANS[:1], expand_groups=True))
    assert network.edges[FOREST, CITY]["weight"] == 1
    assert network.degree[CITIES] == 0


def test_hierarchy():
    tree = VIEWS["hierarchy"](GRAPH)
    assert len(tree) == 13
    assert {data["kind"] for *_, data in tree.edges(data=True)} == {"member_of", "subordinate_to"}
    assert sorted(tree.successors(CITY)) == sorted([CITIES, GOVERNMENT])
    assert list(tree.successors(FOREST)) == [GOVERNMENT]


def test_views_of_nothing():
    assert [len(view(build_graph([]))) for view in VIEWS.values()] == [0, 0, 0, 0]
