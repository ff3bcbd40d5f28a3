"""A real plan of 63 tasks, read back from GraphML: what the graph of it must hold."""

from collections import Counter

import igraph
import pytest

from pipeline.graph import EXPORTERS, build_graph
from tests.documents import document_at


@pytest.fixture(scope="module")
def graph(shared, tmp_path_factory):
    path = tmp_path_factory.mktemp("graph") / "plan.graphml"
    EXPORTERS["graphml"](build_graph([document_at(shared / "corpus" / "qinghai-shengtai-2020.txt")]), path)
    return igraph.Graph.Read_GraphML(str(path))


def sources(graph, kind):
    return [graph.vs[edge.source] for edge in graph.es if edge["kind"] == kind]


def test_tasks_and_assignments(graph):
    assert Counter(graph.vs["kind"])["task"] == 63
    kinds = Counter(graph.es["kind"])
    assert (kinds["lead"], kinds["responsible"]) == (91, 291)


def test_who_leads_most(graph):
    leads = Counter(agency["label"] for agency in sources(graph, "lead"))
    assert (leads["青海省生态环境厅"], leads["青海省发展和改革委员会"]) == (18, 10)


def test_one_node_for_the_names_of_one_branch(graph):
    branches = {agency["label"] for agency in sources(graph, "responsible") if "人民银行" in agency["label"]}
    assert len(branches) == 1
    assert not [vertex for vertex in graph.vs if "人行" in vertex["label"]]


def test_the_governments_of_the_prefectures_are_eight(graph):
    groups = [vertex for vertex in graph.vs if vertex["printed"] == "各市(州)政府"]
    assert [group["kind"] for group in groups] == ["group"]
    members = [edge for edge in groups[0].in_edges() if edge["kind"] == "member_of"]
    assert len(members) == 8
