"""Roll-ups, ties, isolates and years of the graph, and the command that writes them."""

import json

import networkx as nx
import pytest

from pipeline import analysis_cli
from pipeline.graph import EXPORTERS, FOLDERS, Choice
from pipeline.graph.build import ROLES
from pipeline.graph.choice import list_years, slice_years
from pipeline.graph.rollup import ROLL_UPS, find_sector
from pipeline.graph.times import read_spells
from pipeline.graph.views import TIES
from tests.factory import write_documents
from tests.graph.plan import CITIES, CITY, FINANCE, FOREST, GOVERNMENT, WATER, make_plan
from tests.graph.test_exporters import READERS
from tests.graph.test_times import make_dated
from tests.test_analysis_cli import run

PLANS = [make_plan(1), make_plan(2)]


def look(documents=PLANS, **choice):
    chosen = Choice(**choice)
    return chosen.look(chosen.build(documents))


def test_choices_are_those_that_are_there():
    assert (analysis_cli.TIES, analysis_cli.ROLL_UPS) == (TIES, ROLL_UPS)


def test_departments_roll_up_to_their_government():
    graph = look(roll_up="government")
    task = f"{PLANS[0].document.id}/t2"
    assert {(a, edge["kind"], edge["weight"]) for a, _, edge in graph.in_edges(task, data=True)} == {
        (GOVERNMENT, "lead", 2),
        (GOVERNMENT, "cooperating", 1),
    }
    node = graph.nodes[GOVERNMENT]
    assert (node["label"], node["region_name"], node["level"]) == ("澜川省人民政府", "澜川省", "province")
    assert FOREST not in graph and CITY in graph
    assert not nx.number_of_selfloops(graph)


def test_sectors_join_levels():
    graph = look(roll_up="sector")
    assert graph.nodes["sector:财政"]["label"] == "财政"
    assert graph.nodes["sector:人民政府"]["bodies"] == 9
    assert "level" not in graph.nodes["sector:人民政府"] and "level" in graph.nodes["sector:财政"]


def test_levels():
    bodies = {
        node: data["bodies"]
        for node, data in look(roll_up="level").nodes(data=True)
        if data["kind"] == "agency"
    }
    assert bodies["level:province"] >= 4 and bodies["level:city"] >= 8
    assert sum(bodies.values()) == 13


@pytest.mark.parametrize(
    ("name", "region", "sector"),
    [
        ("栎嵘省水利厅", "栎嵘省", "水利"),
        ("江屿市水利局", "江屿市", "水利"),
        ("水利部", "全国", "水利"),
        ("国家林业和草原局", "全国", "林业草原"),
        ("江屿市林业和草原局", "江屿市", "林业草原"),
        ("国务院", "全国", "国务院"),
        ("江屿市人民政府", "江屿市", "人民政府"),
        ("江屿市", "江屿市", "江屿市"),
        ("中共澜川省委组织部", "澜川省", "组织"),
        ("中共澜川省委员会", "澜川省", "党委"),
        ("共青团江屿市委员会", "江屿市", "共青团"),
        ("国家税务总局澜川省税务局", "澜川省", "税务"),
        ("国家税务总局石嵩县税务局", "", "税务"),
        ("国家税务总局", "全国", "税务"),
        ("中国人民银行石嵩市分行", "", "中国人民银行"),
        ("中国人民银行青海省分行", "青海省", "中国人民银行"),
        ("国家金融监督管理总局石嵩监管分局", "", "金融"),
        ("中共石嵩县委组织部", "", "组织"),
        ("中共石嵩县委员会", "", "党委"),
        ("共青团石嵩县委员会", "", "共青团"),
        ("国家开发银行", "全国", "国家开发银行"),
        ("各开发区管理委员会", "", "各开发区管理委员会"),
        ("", "", ""),
    ],
)
def test_sector_of_a_name(name, region, sector):
    assert find_sector(name, region) == sector


def test_rolled_edges_hold_in_the_times_of_all():
    plans = [make_dated(1, "2021-01-01", "2021-12-31"), make_dated(2, "2023-01-01", "2023-12-31")]
    network = look(plans, view="cooperation", roll_up="sector")
    edge = network.edges["sector:林业草原", "sector:水利"]
    assert read_spells(edge) == [("2021-01-01", "2021-12-31"), ("2023-01-01", "2023-12-31")]


def test_all_ties_are_between_those_of_one_task():
    network = look(view="cooperation", ties="all")
    assert not network.is_directed()
    assert network.edges[FINANCE, WATER]["weight"] == 4  # of a task with a lead, and of one without
    assert network.edges[CITY, CITIES]["weight"] == 2
    assert not look(view="cooperation").has_edge(CITY, CITIES)


@pytest.mark.parametrize("name", EXPORTERS)
def test_ties_without_direction_are_written(name, tmp_path):
    network = look(view="cooperation", ties="all")
    EXPORTERS[name](network, tmp_path / "out")
    nodes, edges = READERS[name](tmp_path / "out")
    assert (len(nodes), len(edges)) == (len(network), network.number_of_edges())


def test_isolates_are_dropped():
    assert CITY in look(view="cooperation")
    assert set(look(view="cooperation", drop_isolates=True)) == {FOREST, WATER, FINANCE, CITIES}


def test_a_role_drops_what_is_left_without_an_edge():
    assert CITY in look(view="cooperation", roles=None)
    assert set(look(view="cooperation", roles=["lead"])) == {FOREST, WATER}
    whole = look(roles=["cooperating"])
    assert not list(nx.isolates(whole)) and GOVERNMENT in whole


def test_slices_hold_what_holds_in_their_year():
    plans = [
        make_dated(1, "2021-01-01", "2023-12-31", deadlines=["2021-06-30"]),
        make_dated(2, issued_on="2025-03-01"),
        make_dated(3),
    ]
    graph = Choice().build(plans)
    years = list_years(graph)
    assert years == [2021, 2022, 2023, 2025]
    parts = dict(slice_years(graph, years))
    first = plans[0].document.id
    tasks = {year: [node for node in part if node.startswith(f"{first}/")] for year, part in parts.items()}
    assert [len(tasks[year]) for year in years] == [5, 4, 4, 0]
    assert plans[1].document.id in parts[2025] and plans[2].document.id not in parts[2025]
    assert Choice(view="cooperation").look(parts[2021]).edges[FOREST, WATER]["weight"] == 2
    assert Choice(view="cooperation").look(parts[2022]).edges[FOREST, WATER]["weight"] == 1


@pytest.fixture
def folder(tmp_path):
    plans = [
        make_dated(1, "2021-01-01", "2022-12-31"),
        make_dated(2, "2024-01-01", "2024-12-31"),
        make_dated(3),
    ]
    return write_documents(tmp_path / "outputs", plans)


@pytest.mark.parametrize("name", EXPORTERS)
@pytest.mark.parametrize("view", ["responsibility", "cooperation"])
def test_a_graph_for_each_year(view, name, folder, tmp_path):
    result = run(
        "graph", folder, "--by", "year", "--view", view, "--format", name, "-o", tmp_path / "to" / "a"
    )
    assert result.exit_code == 0, result.output
    names = sorted(path.name for path in (tmp_path / "to").rglob("*") if path.is_file())
    years = (2021, 2022, 2024)
    if name in FOLDERS:
        rest = "edges" if name == "csv" else "relationships"
        assert names == sorted(f"{stem}-{year}.csv" for stem in ("nodes", rest) for year in years)
    else:
        assert names == [f"a-{year}" for year in years]
        assert {FOREST} <= set(READERS[name](tmp_path / "to" / "a-2024")[0])
    assert result.stdout.count("\n") == 3
    assert "edges without a time, as their documents tell no day: " in result.stderr


def test_slices_have_names_of_their_own_and_are_told_as_json(folder):
    result = run("graph", folder, "--by", "year", "--json", "--format", "gexf")
    told = json.loads(result.stdout)
    assert [each["year"] for each in told["slices"]] == [2021, 2022, 2024]
    assert {each["path"] for each in told["slices"]} == {str(path) for path in folder.glob("graph-*.gexf")}
    assert told["slices"][0]["edges"] > 0


def test_all_slices_are_written_or_none(folder, monkeypatch):
    (folder / "graph-2021.graphml").write_text("旧", encoding="utf-8")
    (folder / "graph-2024.graphml").mkdir()
    before = sorted(folder.iterdir())
    assert run("graph", folder, "--by", "year").exit_code == 1
    assert (folder / "graph-2021.graphml").read_text(encoding="utf-8") == "旧"
    assert sorted(folder.iterdir()) == before


def test_a_year_without_a_node_has_no_picture(folder, tmp_path):
    options = ["--by", "year", "--view", "cooperation", "--role", "supervising"]
    result = run("graph", folder, *options, "-o", tmp_path / "to" / "a.svg")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "there is nothing to draw" in result.stderr
    plan = make_dated(4, "2030-01-01", "2030-12-31")
    write_documents(folder, [plan.changed(tasks=())])
    result = run("graph", folder, *options[:4], "--drop-isolates", "-o", tmp_path / "to" / "a.svg")
    assert result.exit_code == 0
    assert [path.name for path in sorted((tmp_path / "to").iterdir())] == [
        f"a-{year}.svg" for year in (2021, 2022, 2024)
    ]
    assert "2030: there is nothing to draw" in result.stderr


def test_only_the_years_that_are_asked_for(folder):
    result = run("graph", folder, "--by", "year", "--year", "2022", "--year", "1999")
    assert result.exit_code == 0
    assert [path.name for path in folder.glob("graph-*")] == ["graph-2022.graphml"]
    assert "no document is of 1999" in result.stderr
    assert run("graph", folder, "--by", "year", "--year", "1999").exit_code == 1


def test_documents_without_a_year_have_no_slice(tmp_path):
    folder = write_documents(tmp_path / "outputs", [make_dated()])
    before = sorted(folder.iterdir())
    result = run("graph", folder, "--by", "year")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no document tells its year" in result.stderr
    assert sorted(folder.iterdir()) == before


def test_a_period_of_all_times_is_a_mistake(tmp_path):
    folder = write_documents(tmp_path / "outputs", [make_dated(1, "0001-01-01", "9999-12-31")])
    result = run("graph", folder, "--by", "year")
    assert result.exit_code == 1
    assert "9999 years are more than 200" in result.stderr


def test_edges_without_time_are_counted(folder, tmp_path):
    assert "edges without a time" in run("graph", folder, "-o", tmp_path / "a.gexf").stderr
    assert "edges without a time" not in run("graph", folder, "-o", tmp_path / "a.json").stderr


def test_the_command_takes_its_options(folder, tmp_path):
    path = tmp_path / "a.json"
    options = ["--view", "cooperation", "--ties", "all", "--roll-up", "sector", "--drop-isolates", "-o", path]
    assert run("graph", folder, *options).exit_code == 0
    content = json.loads(path.read_text(encoding="utf-8"))
    assert not content["directed"]
    assert {node["id"] for node in content["nodes"]} == {
        end for edge in content["edges"] for end in (edge["source"], edge["target"])
    }
    assert run("graph", folder, "--role", "lead", "-o", path).exit_code == 0
    kinds = {edge["kind"] for edge in json.loads(path.read_text(encoding="utf-8"))["edges"]}
    assert kinds & set(ROLES) == {"lead"}


@pytest.mark.parametrize(
    "options",
    [["--ties", "all"], ["--ties", "some", "--view", "cooperation"], ["--roll-up", "x"], ["--by", "month"]],
)
def test_wrong_usage(options, folder):
    assert run("graph", folder, *options).exit_code == 2
