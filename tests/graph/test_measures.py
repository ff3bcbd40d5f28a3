"""The measures of each agency."""

import json
import os
import subprocess
import sys

import networkx as nx
import pytest

from pipeline.graph import VIEWS, build_graph
from pipeline.graph.listing import COLUMNS, LISTINGS
from pipeline.graph.measures import STEPS, Measures, choose_sample, measure_agencies
from tests.factory import make_document
from tests.graph.plan import CITIES, CITY, FINANCE, FOREST, WATER, make_plan

GRAPH = build_graph([make_plan(1), make_plan(2)])
MEASURES = measure_agencies(GRAPH)
BY_ID = {row.agency: row for row in MEASURES.agencies}


@pytest.mark.parametrize(
    ("agency", "tasks", "led", "shared", "targets", "partners", "degree"),
    [
        (FOREST, 4, 4, 4, 2, 3, 4),
        (WATER, 6, 2, 6, 2, 3, 3),
        (FINANCE, 4, 0, 4, 0, 2, 2),
        (CITY, 2, 0, 2, 0, 1, 0),
        (CITIES, 4, 0, 4, 2, 3, 1),
    ],
)
def test_counts(agency, tasks, led, shared, targets, partners, degree):
    row = BY_ID[agency]
    assert (row.tasks, row.led, row.shared, row.targets) == (tasks, led, shared, targets)
    assert (row.partners, row.degree) == (partners, degree)


def test_those_that_lead_most_come_first():
    assert [row.agency for row in MEASURES.agencies[:2]] == [FOREST, WATER]


def test_measures_are_those_of_the_cooperation_view():
    graph = build_graph(make_document(number) for number in range(60))
    network = VIEWS["cooperation"](graph)
    expected = nx.betweenness_centrality(network)
    measures = measure_agencies(graph)
    assert measures.sample is None
    assert {row.agency: row.betweenness_centrality for row in measures.agencies} == pytest.approx(expected)
    assert {row.agency: row.degree for row in measures.agencies} == dict(network.degree)


def test_communities_part_what_does_not_work_together():
    graph = build_graph([make_document(0), make_document(1)])  # of two provinces
    rows = [row for row in measure_agencies(graph).agencies if row.degree]
    places = {}
    for row in rows:
        places.setdefault(row.louvain_communities, set()).add(row.region)
    assert all(len(regions) == 1 for regions in places.values())
    assert min(places) == 1


@pytest.mark.parametrize(
    ("nodes", "edges", "sample"),
    [
        (0, 0, None),
        (100, 5000, None),
        (STEPS, 1, None),
        (10_000, 100_000, 200),
        (10**6, 10**7, 20),
        (15, 10**7, 15),
    ],
)
def test_sample(nodes, edges, sample):
    assert choose_sample(nodes, edges) == sample


def test_the_same_whatever_the_hash_seed():
    code = (
        "from pipeline.graph import build_graph; from pipeline.graph.measures import measure_agencies;"
        "from tests.factory import make_document;"
        "print(measure_agencies(build_graph(make_document(96 * n) for n in range(30))))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(runs) == 1


def test_no_agencies():
    measures = measure_agencies(build_graph([]))
    assert measures == Measures((), None)
    assert LISTINGS["csv"](measures) == ",".join(COLUMNS) + "\n"
    assert json.loads(LISTINGS["json"](measures))["agencies"] == []


def test_listings_hold_the_same():
    import csv

    rows = list(csv.DictReader(LISTINGS["csv"](MEASURES).splitlines()))
    objects = json.loads(LISTINGS["json"](MEASURES))["agencies"]
    assert [row["agency"] for row in rows] == [item["agency"] for item in objects]
    assert rows[0]["name"] == "澜川省林业和草原局"
    assert objects[0]["led"] == 4
    assert "澜川省林业和草原局" in LISTINGS["table"](MEASURES)


def test_a_narrow_terminal_breaks_no_name(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    lines = LISTINGS["table"](MEASURES).splitlines()
    assert any("澜川省林业和草原局" in line for line in lines)
    head = " ".join(lines[:4])
    assert all(part in head for name in COLUMNS[5:-1] for part in name.replace("_", "_ ").split())


def test_a_sample_is_said():
    sampled = Measures(MEASURES.agencies, 20)
    assert "k=20" in LISTINGS["table"](sampled)
    assert json.loads(LISTINGS["json"](sampled))["betweenness_sample"] == 20
    assert "k=" not in LISTINGS["table"](MEASURES)
