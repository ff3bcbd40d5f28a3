"""Every export is read back by a reader that is not networkx."""

import csv
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import igraph
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pipeline.export import clean, defuse
from pipeline.graph import EXPORTERS, FOLDERS, VIEWS, build_graph
from tests.factory import make_document
from tests.graph.plan import FOREST, WATER, make_plan

GEXF = "{http://gexf.net/1.3}"
GRAPH = build_graph([make_plan(), make_document(3)])


def read_igraph(path):
    graph = igraph.Graph.Read_GraphML(str(path))
    nodes = {vertex["id"]: vertex.attributes() for vertex in graph.vs}
    names = graph.vs["id"] if len(graph.vs) else []
    return nodes, [(names[e.source], names[e.target], e.attributes()) for e in graph.es]


def read_gexf(path):
    schema = etree.RelaxNG(etree.parse(Path(__file__).with_name("gexf.rng")))
    tree = etree.parse(path)
    schema.assertValid(tree)
    nodes = {node.get("id"): attvalues(node) for node in tree.iter(f"{GEXF}node")}
    return nodes, [
        (edge.get("source"), edge.get("target"), attvalues(edge)) for edge in tree.iter(f"{GEXF}edge")
    ]


def attvalues(element):
    return {value.get("for"): value.get("value") for value in element.iter(f"{GEXF}attvalue")}


def read_json(path):
    content = json.loads(path.read_text(encoding="utf-8"))
    return {node["id"]: node for node in content["nodes"]}, [
        (e["source"], e["target"], e) for e in content["edges"]
    ]


def read_cytoscape(path):
    elements = json.loads(path.read_text(encoding="utf-8"))["elements"]
    nodes = {node["data"]["id"]: node["data"] for node in elements["nodes"]}
    return nodes, [
        (edge["data"]["source"], edge["data"]["target"], edge["data"]) for edge in elements["edges"]
    ]


def query(path):
    options = (
        "header = true, all_varchar = true, delim = ',', quote = '\"', escape = '\"', max_line_size = 9000000"
    )
    cursor = duckdb.execute(f"SELECT * FROM read_csv(?, {options})", [str(path)])
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def read_csv(path):
    nodes = {row["id"]: row for row in query(path / "nodes.csv")}
    return nodes, [(row["source"], row["target"], row) for row in query(path / "edges.csv")]


def read_neo4j(path):
    nodes = {row["id:ID"]: plain(row) for row in query(path / "nodes.csv")}
    return nodes, [
        (row[":START_ID"], row[":END_ID"], plain(row)) for row in query(path / "relationships.csv")
    ]


def plain(row):
    return {name.split(":")[0] or name: value for name, value in row.items()}


READERS = {
    "graphml": read_igraph,
    "gexf": read_gexf,
    "json": read_json,
    "cytoscape": read_cytoscape,
    "csv": read_csv,
    "neo4j": read_neo4j,
}


def kinds(items):
    return sorted(item["kind"] for item in items)


def test_every_format_has_a_reader():
    assert READERS.keys() == EXPORTERS.keys()


@pytest.mark.parametrize("name", EXPORTERS)
@pytest.mark.parametrize("view", VIEWS)
def test_read_back(name, view, tmp_path):
    graph = VIEWS[view](GRAPH)
    EXPORTERS[name](graph, tmp_path / "out")
    nodes, edges = READERS[name](tmp_path / "out")
    assert set(nodes) == set(graph)
    assert kinds(nodes.values()) == kinds(dict(graph.nodes(data=True)).values())
    if FOREST in graph:
        assert nodes[FOREST]["label"] == "澜川省林业和草原局"
    assert sorted((a, b, data["kind"]) for a, b, data in edges) == sorted(
        (a, b, data["kind"]) for a, b, data in graph.edges(data=True)
    )


@pytest.mark.parametrize("name", EXPORTERS)
def test_values_are_kept(name, tmp_path):
    EXPORTERS[name](GRAPH, tmp_path / "out")
    nodes, edges = READERS[name](tmp_path / "out")
    task = f"{make_plan().document.id}/t1"
    assert nodes[task]["targets"] == "全省森林覆盖率较上一年度≥45%"
    assert int(nodes[task]["target_count"]) == 1
    starts = {int(data["span_start"]) for a, b, data in edges if (a, b) == (FOREST, task)}
    assert starts == {make_plan().tasks[0].assignments[0].span[0]}


@pytest.mark.parametrize("name", EXPORTERS)
def test_weights_are_kept(name, tmp_path):
    EXPORTERS[name](VIEWS["cooperation"](GRAPH), tmp_path / "out")
    _, edges = READERS[name](tmp_path / "out")
    assert {float(data["weight"]) for a, b, data in edges if (a, b) == (FOREST, WATER)} == {2}


@pytest.mark.parametrize("name", EXPORTERS)
@pytest.mark.parametrize("view", VIEWS)
def test_empty_graph(name, view, tmp_path):
    EXPORTERS[name](VIEWS[view](build_graph([])), tmp_path / "out")
    nodes, edges = READERS[name](tmp_path / "out")
    assert (len(nodes), len(edges)) == (0, 0)


@pytest.fixture(scope="module")
def large():
    """10^5 edges: 200 agencies that answer for 20,000 tasks."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(
        (f"机构{number}", {"kind": "agency", "label": f"省第{number}局"}) for number in range(200)
    )
    graph.add_nodes_from(
        (f"任务{number}", {"kind": "task", "target_count": number}) for number in range(20_000)
    )
    graph.add_edges_from(
        (f"机构{number % 200}", f"任务{number // 5}", {"kind": "lead", "span_start": number})
        for number in range(100_000)
    )
    return graph


@pytest.mark.long
@pytest.mark.parametrize("name", EXPORTERS)
def test_a_hundred_thousand_edges(name, large, tmp_path):
    EXPORTERS[name](large, tmp_path / "out")
    nodes, edges = READERS[name](tmp_path / "out")
    assert (len(nodes), len(edges)) == (20_200, 100_000)
    assert sum(int(data["span_start"]) for *_, data in edges) == sum(range(100_000))


@pytest.mark.parametrize("name", EXPORTERS)
@given(st.text(st.characters(codec=None), min_size=1))
def test_any_text_parses(name, text):
    graph = nx.MultiDiGraph()
    graph.add_node("甲", kind="task", label=text)
    graph.add_node("乙", kind="agency", label=f"<&\"'>,{text}]]>")
    graph.add_edge("乙", "甲", kind="lead", note=text)
    with TemporaryDirectory() as folder:
        EXPORTERS[name](graph, Path(folder) / "out")
        nodes, edges = READERS[name](Path(folder) / "out")
    assert as_read(name, nodes["甲"]["label"]) == expected(name, text)
    assert as_read(name, edges[0][2]["note"]) == expected(name, text)
    assert as_read(name, nodes["乙"]["label"]) == expected(name, f"<&\"'>,{text}]]>")


def as_read(name, value):
    return "" if value is None else value  # an empty cell of CSV is read as null


def expected(name, text):
    if name == "csv":
        return defuse(clean(text))
    return defuse(" ".join(clean(text).splitlines())) if name == "neo4j" else clean(text)


@pytest.mark.parametrize(
    ("value", "read"),
    [(["甲", "乙\x00"], "甲; 乙"), (("甲",), "甲"), (True, True), (2, 2), (2.5, 2.5), (Path("a"), "a")],
)
def test_every_attribute_is_a_scalar(value, read, tmp_path):
    graph = nx.DiGraph()
    graph.add_node("a", kind="task", value=value, nothing=None)
    EXPORTERS["graphml"](graph, tmp_path / "a.graphml")
    EXPORTERS["json"](graph, tmp_path / "a.json")
    assert read_igraph(tmp_path / "a.graphml")[0]["a"]["value"] == read
    node = read_json(tmp_path / "a.json")[0]["a"]
    assert node["value"] == read
    assert "nothing" not in node


def test_values_of_two_types_are_text(tmp_path):
    graph = nx.DiGraph()
    graph.add_node("a", value=1)
    graph.add_node("b", value="x")
    EXPORTERS["graphml"](graph, tmp_path / "a.graphml")
    assert read_igraph(tmp_path / "a.graphml")[0]["a"]["value"] == "1"


def test_csv_opens_in_excel_as_text(tmp_path):
    graph = nx.DiGraph()
    graph.add_node("a", label="=1+1")
    EXPORTERS["csv"](graph, tmp_path)
    content = (tmp_path / "nodes.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(content.decode("utf-8-sig").splitlines()))[1] == ["a", "'=1+1"]


def test_neo4j_imports_what_no_spreadsheet_runs(tmp_path):
    graph = nx.MultiDiGraph()
    graph.add_node("=HYPERLINK(1)", label="+1+1", kind="agency")
    graph.add_node("甲", label="一\n=1+1", kind="task")
    graph.add_edge("=HYPERLINK(1)", "甲", kind="lead", note="@A")
    EXPORTERS["neo4j"](graph, tmp_path)
    (_, first, second), (_, edge) = (
        list(csv.reader((tmp_path / name).read_text(encoding="utf-8").splitlines()))
        for name in ("nodes.csv", "relationships.csv")
    )
    assert [first[0], first[2], second[2]] == ["'=HYPERLINK(1)", "'+1+1", "一 =1+1"]
    assert edge == ["'=HYPERLINK(1)", "甲", "LEAD", "lead", "'@A"]


def test_neo4j_headers(tmp_path):
    EXPORTERS["neo4j"](GRAPH, tmp_path)
    nodes = (tmp_path / "nodes.csv").read_text(encoding="utf-8").splitlines()
    edges = (tmp_path / "relationships.csv").read_text(encoding="utf-8").splitlines()
    assert nodes[0].startswith("id:ID,:LABEL,kind:string,label:string,")
    assert edges[0].startswith(":START_ID,:END_ID,:TYPE,kind:string,document:string,")
    assert any(",LEAD,lead," in line for line in edges)


class Unwritable:
    def __str__(self):
        raise OSError("disk full")


@pytest.mark.parametrize("name", EXPORTERS)
def test_a_failed_export_leaves_what_was_there(name, tmp_path):
    EXPORTERS[name](GRAPH, tmp_path / "out")
    before = {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    broken = build_graph([make_plan(2)])
    broken.add_node("last", kind="task", label=Unwritable())
    with pytest.raises(OSError, match="disk full"):
        EXPORTERS[name](broken, tmp_path / "out")
    assert {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", EXPORTERS)
def test_same_graph_same_bytes(name, tmp_path):
    for place in ("a", "b"):
        EXPORTERS[name](build_graph([make_plan(), make_document(3)]), tmp_path / place)
    files = [
        sorted(path for path in [tmp_path / place, *(tmp_path / place).rglob("*")] if path.is_file())
        for place in "ab"
    ]
    assert [path.read_bytes() for path in files[0]] == [path.read_bytes() for path in files[1]] != []


def test_networkx_reads_its_own_formats(tmp_path):
    for name in ("graphml", "gexf", "json"):
        EXPORTERS[name](GRAPH, tmp_path / name)
    content = json.loads((tmp_path / "json").read_text(encoding="utf-8"))
    graphs = [
        nx.read_graphml(tmp_path / "graphml", force_multigraph=True),
        nx.read_gexf(tmp_path / "gexf", version="1.3"),
        nx.node_link_graph(content, edges="edges"),
    ]
    assert {graph.number_of_nodes() for graph in graphs} == {GRAPH.number_of_nodes()}
    assert {graph.number_of_edges() for graph in graphs} == {GRAPH.number_of_edges()}


def test_folders_are_those_that_write_several_files(tmp_path):
    for name in EXPORTERS:
        EXPORTERS[name](GRAPH, tmp_path / name)
    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} == FOLDERS
