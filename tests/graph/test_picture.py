"""The graph as SVG and PNG."""

import sys

import networkx as nx
import pytest
from lxml import etree

from pipeline import pictures
from pipeline.graph import Choice
from pipeline.graph.picture import MOST, _place, draw
from tests.factory import write_documents
from tests.graph.plan import make_plan
from tests.graph.test_times import make_dated
from tests.test_analysis_cli import run

PNG = b"\x89PNG\r\n\x1a\n"


def texts(path):
    """Return the letters of the picture: text stays text in an SVG."""
    return ["".join(text.itertext()).strip() for text in etree.parse(path).iter("{*}text")]


@pytest.fixture
def folder(tmp_path):
    plans = [make_dated(1, "2021-01-01", "2021-12-31"), make_dated(2, "2022-01-01", "2022-12-31")]
    return write_documents(tmp_path / "outputs", plans)


@pytest.mark.parametrize("options", [["--view", "cooperation"], [], ["--view", "hierarchy"]])
def test_an_svg_bears_the_names(options, folder, tmp_path):
    path = tmp_path / "a.svg"
    result = run("graph", folder, *options, "--output", path)
    assert result.exit_code == 0, result.output
    shown = "".join(texts(path))
    assert "澜川省林业和草原局" in shown and "澜川省水利厅" in shown
    assert ("任务1" in shown) == (not options)


def test_ties_without_direction_roll_ups_and_the_language(folder, tmp_path):
    options = ["--view", "cooperation", "--ties", "all", "--roll-up", "sector", "--lang", "zh"]
    assert run("graph", folder, *options, "-o", tmp_path / "a.SVG").exit_code == 0
    shown = texts(tmp_path / "a.SVG")
    assert {"水利", "林业草原", "协作", "机构"} <= set(shown)


def test_a_png(folder, tmp_path):
    assert run("graph", folder, "--view", "cooperation", "-o", tmp_path / "a.png").exit_code == 0
    assert (tmp_path / "a.png").read_bytes().startswith(PNG)


def test_a_picture_for_each_year(folder, tmp_path):
    assert run("graph", folder, "--by", "year", "-o", tmp_path / "a.svg").exit_code == 0
    assert sorted(path.name for path in tmp_path.glob("*.svg")) == ["a-2021.svg", "a-2022.svg"]


def test_chinese_letters_are_drawn_with_a_font_that_has_them(folder, tmp_path, recwarn):
    run("graph", folder, "--view", "cooperation", "-o", tmp_path / "a.png")
    assert not [warning for warning in recwarn if "missing from font" in str(warning.message)]


def test_same_graph_same_picture(folder, tmp_path):
    graph = Choice(view="cooperation").look(Choice().build([make_plan()]))
    for name in "ab":
        draw(graph, ".svg", tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_name_is_no_formula_and_no_markup(tmp_path):
    graph = nx.MultiDiGraph()
    for name in ("$\\frac{", "<b>&", "\x1b[2J", "", "长" * 500):
        graph.add_node(f"节点{name}", kind="agency", label=name)
    draw(graph, ".svg", tmp_path / "a.svg")
    shown = texts(tmp_path / "a.svg")
    assert {"$\\frac{", "<b>&"} <= set(shown)


def refused(folder, path, *options):
    path.write_text("旧", encoding="utf-8")
    result = run("graph", folder, "-o", path, *options)
    assert (result.exit_code, result.stdout) == (1, "")
    assert path.read_text(encoding="utf-8") == "旧"
    return result.stderr


def test_what_has_no_room_is_said_and_the_old_picture_stays(tmp_path):
    folder = write_documents(tmp_path / "outputs", [make_plan(number) for number in range(1, 61)])
    said = refused(folder, tmp_path / "a.svg")
    assert f"at most {MOST}" in said and "--roll-up" in said


def test_a_graph_of_nothing_is_not_drawn(folder, tmp_path):
    options = ["--view", "hierarchy", "--roll-up", "level", "--drop-isolates", "--document"]
    plan = make_plan(3)
    alone = write_documents(tmp_path / "alone", [plan.changed(tasks=(), agencies=())])
    assert "nothing to draw" in refused(alone, tmp_path / "a.svg", *options, plan.document.id)


def test_without_a_chinese_font_it_is_said(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "FONTS", ("No Such Font",))
    assert "no font with Chinese letters is installed, such as No Such Font" in refused(
        folder, tmp_path / "a.png"
    )


def test_without_matplotlib_it_is_said(folder, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    assert "pip install 'zeren[pictures]'" in refused(folder, tmp_path / "a.png")


def test_a_format_and_a_suffix_of_a_picture(folder, tmp_path):
    assert run("graph", folder, "--format", "gexf", "-o", tmp_path / "a.svg").exit_code == 2
    assert run("graph", folder, "-o", tmp_path / "a.pdf").exit_code == 2


def test_what_is_not_tied_stands_in_boxes_of_its_own():
    graph = nx.Graph()
    for part in "甲乙丙":
        graph.add_edges_from((f"{part}{n}", f"{part}{n + 1}") for n in range(4))
    graph.add_node("丁")
    places = _place(graph)
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in places.values())
    boxes = {}
    for node, place in places.items():
        boxes.setdefault(node[0], []).append(place)
    sides = [
        (min(x for x, _ in box), max(x for x, _ in box), min(y for _, y in box), max(y for _, y in box))
        for box in boxes.values()
    ]
    for number, (left, right, low, high) in enumerate(sides):
        for other in sides[:number]:
            assert right < other[0] or other[1] < left or high < other[2] or other[3] < low
