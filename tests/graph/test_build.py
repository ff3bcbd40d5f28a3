"""The graph of documents: nodes, edges, their attributes, groups opened."""

from collections import Counter

import pytest

from extractors.records import Agency
from pipeline.graph import build_graph
from pipeline.graph.build import settle_members
from tests.factory import CITIES as CITY_NAMES
from tests.factory import count_roles, make_document
from tests.graph.plan import CITIES, CITY, FINANCE, FOREST, GOVERNMENT, UNITS, WATER, make_plan

PLAN = make_plan()
GRAPH = build_graph([PLAN])


def edges(graph, *kinds):
    return sorted((a, b, data["kind"]) for a, b, data in graph.edges(data=True) if data["kind"] in kinds)


def kinds(pairs):
    return Counter(data["kind"] for *_, data in pairs)


def test_nodes():
    assert kinds(GRAPH.nodes(data=True)) == {"document": 1, "task": 5, "agency": 12, "group": 1}


def test_edges():
    assert kinds(GRAPH.edges(data=True)) == {
        "lead": 3, "responsible": 6, "cooperating": 1, "part_of": 5, "member_of": 8, "subordinate_to": 11,
    }  # fmt: skip


def test_one_edge_for_each_assignment():
    task = f"{PLAN.document.id}/t2"
    assert {(a, kind) for a, b, kind in edges(GRAPH, "lead", "cooperating", "responsible") if b == task} == {
        (WATER, "lead"), (FOREST, "lead"), (FINANCE, "cooperating"),
    }  # fmt: skip


def test_agency_attributes():
    assert GRAPH.nodes[FOREST] == {
        "kind": "agency",
        "label": "澜川省林业和草原局",
        "printed": "省林草局",
        "level": "province",
        "region": "900000",
        "region_name": "澜川省",
        "named": "2021",
    }
    assert GRAPH.nodes[CITIES]["kind"] == "group"
    assert "printed" not in GRAPH.nodes[GOVERNMENT]


def test_a_former_body_names_its_successor():
    agencies = tuple(a.changed(successor=WATER) if a.id == FOREST else a for a in PLAN.agencies)
    graph = build_graph([PLAN.changed(agencies=agencies)])
    nodes = graph.nodes
    assert edges(graph, "succeeded_by") == [(FOREST, WATER, "succeeded_by")]
    assert nodes[FOREST]["successor"] == WATER
    assert "successor" not in nodes[WATER]


def test_task_attributes():
    assert GRAPH.nodes[f"{PLAN.document.id}/t1"] == {
        "kind": "task",
        "label": "任务1",
        "title": "任务1",
        "number": "1.",
        "deadline": "2021-12-31",
        "targets": "全省森林覆盖率较上一年度≥45%",
        "target_count": 1,
        "start": "2021-01-01",
        "end": "2021-12-31",
        "year": 2021,
    }
    assert "targets" not in GRAPH.nodes[f"{PLAN.document.id}/t2"]


def test_document_attributes():
    node = GRAPH.nodes[PLAN.document.id]
    assert (node["kind"], node["label"], node["region"]) == ("document", PLAN.document.title, "900000")


def test_assignment_edges_say_where_they_stand():
    edge = GRAPH.get_edge_data(FOREST, f"{PLAN.document.id}/t1")[0]
    assert PLAN.document.text[edge["span_start"] : edge["span_end"]] == "省林草局"
    assert (edge["kind"], edge["document"], edge["evidence"]) == ("lead", PLAN.document.id, "bracket")


def test_parts_and_wholes():
    parent = PLAN.tasks[0].changed(id="t0")
    tasks = (parent, PLAN.tasks[1].changed(parent="t0"))
    graph = build_graph([PLAN.changed(tasks=tasks)])
    identifier = PLAN.document.id
    assert edges(graph, "part_of") == [
        (f"{identifier}/t0", identifier, "part_of"),
        (f"{identifier}/t2", f"{identifier}/t0", "part_of"),
    ]


def test_bonds_of_agencies_stand_once_over_all_documents():
    graph = build_graph([make_plan(1), make_plan(2)])
    assert graph.in_degree(GOVERNMENT) == 11
    assert {a for a, b, _ in edges(graph, "member_of") if b == CITIES} == {
        f"900000{name}市人民政府" for name in CITY_NAMES
    }


def test_same_agency_over_documents_is_one_node_and_tasks_are_apart():
    graph = build_graph([make_plan(1), make_plan(2)])
    assert kinds(graph.nodes(data=True)) == {"document": 2, "task": 10, "agency": 12, "group": 1}


def test_most_frequent_form_is_printed():
    def rename(document, name):
        tasks = [
            task.changed(
                assignments=tuple(
                    a.changed(name=name if a.agency == FOREST else a.name) for a in task.assignments
                )
            )
            for task in document.tasks
        ]
        return document.changed(tasks=tuple(tasks))

    plans = [make_plan(1), rename(make_plan(2), "省林业和草原局"), rename(make_plan(3), "省林业和草原局")]
    assert build_graph(plans).nodes[FOREST]["printed"] == "省林业和草原局"


def test_a_mentioned_body_without_tasks_is_printed_as_mentioned():
    agencies = tuple(
        agency.changed(mentions=((0, 3),)) if agency.id == GOVERNMENT else agency for agency in PLAN.agencies
    )
    graph = build_graph([PLAN.changed(agencies=agencies)])
    assert graph.nodes[GOVERNMENT]["printed"] == "澜川省"


def test_a_later_document_fills_what_the_first_leaves_open():
    open_ = tuple(agency.changed(level=None) for agency in PLAN.agencies)
    graph = build_graph([PLAN.changed(agencies=open_), make_plan(2)])
    assert graph.nodes[FOREST]["level"] == "province"


@pytest.mark.parametrize("roles", [["lead"], ["responsible", "cooperating"], []])
def test_roles_select_assignments(roles):
    found = kinds(build_graph([PLAN], roles=roles).edges(data=True))
    assert {role: found[role] for role in roles} == {role: count_roles([PLAN])[role] for role in roles}
    assert found["part_of"] == len(UNITS)
    assert set(found) == {*roles, "part_of", "member_of", "subordinate_to"}


def test_members_answer_for_a_group():
    graph = build_graph([PLAN], expand_groups=True)
    task = f"{PLAN.document.id}/t1"
    members = {a: data for a, _, data in graph.in_edges(task, data=True) if data.get("via") == CITIES}
    assert len(members) == 8
    assert members[CITY]["kind"] == "responsible"
    assert not [edge for edge in graph.out_edges(CITIES, data=True) if edge[2]["kind"] == "responsible"]


def test_a_member_named_itself_answers_once():
    graph = build_graph([PLAN], expand_groups=True)
    edges_ = graph.get_edge_data(CITY, f"{PLAN.document.id}/t4")
    assert [data.get("via") for data in edges_.values()] == [None]
    assert graph.in_degree(f"{PLAN.document.id}/t4") == 8


def make_agencies(**members):
    return [
        Agency(
            id=name, name=name, kind="group" if given else "agency", level=None, region=None, parent=None,
            members=tuple(given), resolved=True, mentions=(),
        )
        for name, given in members.items()
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"a": "", "g": "a"}, {"g": ["a"]}),
        ({"a": "", "b": "", "g": "ab", "h": "gb"}, {"g": ["a", "b"], "h": ["a", "b"]}),
        ({"a": "", "g": "ha", "h": "gg"}, {"g": ["a"], "h": ["a"]}),
        ({"g": "g"}, {"g": []}),
        ({"a": ""}, {}),
    ],
)
def test_groups_within_groups(members, expected):
    document = PLAN.changed(agencies=tuple(make_agencies(**members)))
    assert settle_members(document) == expected


def test_empty():
    assert len(build_graph([])) == 0


def test_every_assignment_of_generated_documents_is_an_edge():
    documents = [make_document(number) for number in range(20)]
    found = kinds(build_graph(documents).edges(data=True))
    assert {role: found[role] for role in count_roles(documents)} == count_roles(documents)
