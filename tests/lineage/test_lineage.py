"""The command lineage, and the links in tables and graph: invented papers of two levels and several years."""

import csv
import io
import json
import sqlite3
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from pipeline.graph import Choice
from pipeline.lineage import find_links
from pipeline.lineage.papers import lies_in, place_of
from pipeline.results import read_documents
from tests.test_analysis_cli import run

pytestmark = pytest.mark.usefixtures("in_process")

NATION = """国务院关于促进节约用水的意见
国发〔2023〕3号

各省、自治区、直辖市人民政府：

一、主要任务

（一）推进农业节水增效。加快大中型灌区续建配套和改造，推广喷灌、微灌、滴灌等高效节水灌溉技术，到2025年高效节水灌溉面积达到4亿亩。（水利部牵头）

（二）降低供水管网漏损。完善供水管网检漏制度，实施老旧供水管网改造，推进分区计量管理。（住房城乡建设部牵头）

国务院
2023年3月1日
"""
PROVINCE = """青海省人民政府关于促进节约用水的实施意见
青政〔2023〕20号

各市、自治州人民政府，省政府各委、办、厅、局：

为贯彻落实《国务院关于促进节约用水的意见》（国发〔2023〕3号）和《青海省节约用水条例》，结合我省实际，提出如下意见。

一、重点任务

（一）推进农业节水增效。实施大中型灌区续建配套和改造，推广喷灌、微灌、滴灌等高效节水灌溉技术，到2025年高效节水灌溉面积达到100万亩。（省水利厅牵头）

（二）发展再生水利用。建设再生水厂20座，按照《再生水水质标准》要求供水。（省住房城乡建设厅牵头）

青海省人民政府
2023年8月1日
"""
YEARLY = """青海省水利厅关于印发{year}年节水工作要点的通知
青水〔{year}〕{number}号

各市、州水利局：

现将《{year}年节水工作要点》印发给你们，请认真贯彻执行。

一、重点任务

（一）强化用水定额管理。完善重点行业用水定额，严格用水定额执行和监督检查，年内修订定额{count}项。（省水利厅牵头）

（二）{other}（省水利厅负责）

青海省水利厅
{year}年3月1日
"""
OTHERS = (
    "开展节水宣传进校园活动，制作宣传画册。",
    "建设节水型小区，换装节水器具。",
    "推进水权交易试点，完善交易平台。",
)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lineage")
    (folder / "nation.txt").write_text(NATION, encoding="utf-8")
    (folder / "province.txt").write_text(PROVINCE, encoding="utf-8")
    for at, year in enumerate((2021, 2022, 2024)):
        text = YEARLY.format(year=year, number=5 + at, count=10 + at, other=OTHERS[at])
        (folder / f"{year}.txt").write_text(text, encoding="utf-8")
    done = tmp_path_factory.mktemp("lineage-out")
    assert run("extract", folder, "--output", done).exit_code == 0
    return done


def listed(out: Path, *more: Any) -> list[dict[str, Any]]:
    result = run("lineage", out, "--format", "json", *more)
    assert result.exit_code == 0, result.stderr
    links: list[dict[str, Any]] = json.loads(result.stdout)
    return links


def among(links: list[dict[str, Any]], **wanted: Any) -> list[dict[str, Any]]:
    return [link for link in links if all(link[name] == value for name, value in wanted.items())]


def test_a_province_implements_the_paper_that_it_names(out: Path) -> None:
    (link,) = among(listed(out), kind="implements", rule="number", source_task=None)
    assert link["target_title"] == "国务院关于促进节约用水的意见"
    assert (link["frame"], link["target_number"], link["words"]) == (
        "carried",
        "国发[2023]3号",
        "国务院关于促进节约用水的意见",
    )
    assert link["score"] > 0.9


def test_what_is_not_here_is_named_with_no_id(out: Path) -> None:
    (link,) = among(listed(out), target=None, target_title="青海省节约用水条例")
    assert (link["kind"], link["rule"], link["frame"]) == ("implements", "cited", "carried")
    assert among(listed(out, "--here"), target=None) == []


def test_a_citation_within_a_task_is_the_task_s(out: Path) -> None:
    (link,) = among(listed(out), target_title="再生水水质标准")
    assert link["source_task"] is not None


def test_a_task_of_the_province_details_one_of_the_nation(out: Path) -> None:
    (link,) = among(listed(out), kind="implements", rule="text")
    assert link["source_title"].startswith("青海省") and link["target_title"].startswith("国务院")
    assert "灌区续建配套和改造" in link["words"]
    documents = {each.document.id: each for each in read_documents(out, lambda skipped: None)}
    for side in ("source", "target"):
        text = documents[link[side]].document.text[link[f"{side}_start"] : link[f"{side}_end"]]
        assert "推进农业节水增效" in text


def test_each_of_a_series_continues_the_one_before(out: Path) -> None:
    links = among(listed(out), kind="continues", rule="series")
    years = sorted((link["source_title"][9:14], link["target_title"][9:14]) for link in links)
    assert [(one.strip("印发年"), other.strip("印发年")) for one, other in years] == [
        ("2022", "2021"),
        ("2024", "2022"),
    ]


def test_tasks_of_a_series_continue_those_on_the_same_matter_alone(out: Path) -> None:
    links = among(listed(out), kind="continues", rule="text")
    assert len(links) == 2
    assert all("用水定额" in link["words"] for link in links)


def test_the_own_paper_that_is_issued_is_no_other(out: Path) -> None:
    assert [
        link for link in listed(out) if "工作要点" in link["target_title"] and link["rule"] == "cited"
    ] == []


def test_options_choose(out: Path) -> None:
    assert {link["kind"] for link in listed(out, "--kind", "continues")} == {"continues"}
    (nation,) = {link["target"] for link in listed(out) if link["target_number"] == "国发[2023]3号"}
    assert {nation} <= {link["target"] for link in listed(out, "--document", nation[:8])}
    assert len(listed(out, "--min-score", "0.95")) < len(listed(out)) <= len(listed(out, "--min-score", "0"))
    assert len(listed(out, "--limit", 1)) == 1


def test_the_table_says_how_and_where(out: Path) -> None:
    result = run("lineage", out)
    assert result.exit_code == 0
    assert "not here" in result.stdout and "links: " in result.stdout


def test_csv_has_a_head_and_a_line_for_each(out: Path) -> None:
    result = run("lineage", out, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [row["words"] for row in rows] == [link["words"] for link in listed(out)]


def test_wrong_usage_is_told(out: Path, tmp_path: Path) -> None:
    assert run("lineage", tmp_path / "none").exit_code == 2
    assert run("lineage", out, "--output", tmp_path / "a.docx").exit_code == 2
    assert run("lineage", tmp_path).exit_code == 1


def test_the_table_lineage_holds_the_same(out: Path, tmp_path: Path) -> None:
    path = tmp_path / "t.sqlite"
    assert run("tables", out, "--output", path).exit_code == 0
    with sqlite3.connect(path) as connection:
        connection.row_factory = sqlite3.Row
        rows = [dict(row) for row in connection.execute("SELECT * FROM lineage ORDER BY rowid")]
        assert rows == listed(out)
        (most,) = connection.execute("SELECT * FROM most_implemented WHERE target_number = '国发[2023]3号'")
        assert most["documents"] == 1
        assert len(list(connection.execute("SELECT * FROM tasks_continued"))) == 3


def test_the_graph_has_the_links_as_edges(out: Path) -> None:
    choice = Choice()
    graph = choice.look(choice.build(read_documents(out, lambda skipped: None)))
    edges = [(one, other, edge) for one, other, edge in graph.edges(data=True) if "rule" in edge]
    assert len(edges) == len(listed(out, "--here"))
    assert all(
        graph.nodes[node]["kind"] in ("document", "task") for one, other, _ in edges for node in (one, other)
    )
    assert {edge["year"] for _, _, edge in edges} >= {2022, 2023, 2024}


def test_the_view_lineage_shows_papers_that_are_only_cited(out: Path) -> None:
    choice = Choice(view="lineage")
    graph = choice.look(choice.build(read_documents(out, lambda skipped: None)))
    assert isinstance(graph, nx.MultiDiGraph)
    cited = {data["label"] for _, data in graph.nodes(data=True) if data["kind"] == "cited"}
    assert cited == {"青海省节约用水条例", "再生水水质标准"}
    assert {data["kind"] for _, data in graph.nodes(data=True)} == {"document", "task", "cited"}
    for suffix in ("graphml", "gexf", "json", "svg"):
        assert run("graph", out, "--view", "lineage", "--output", out / f"l.{suffix}").exit_code == 0


def test_links_do_not_hang_on_the_order_of_documents(out: Path) -> None:
    documents = list(read_documents(out, lambda skipped: None))
    assert list(find_links(documents)) == list(find_links(documents[::-1]))


@pytest.mark.parametrize(
    ("place", "above", "lies"),
    [
        ("630000", "000000", True),
        ("632801", "632800", True),
        ("632801", "630000", True),
        ("632801", "630100", False),
        ("630000", "632800", False),
        ("?x", "000000", False),
        ("630000", "630000", False),
    ],
)
def test_places_lie_in_others(place: str, above: str, lies: bool) -> None:
    assert lies_in(place, above) is lies


@pytest.mark.parametrize("number", ["（国发〔2023〕3号）", ""])
def test_the_same_words_of_another_body_are_another_paper(tmp_path: Path, number: str) -> None:
    folder = tmp_path / "alike"
    folder.mkdir()
    (folder / "nation.txt").write_text(NATION, encoding="utf-8")
    text = PROVINCE.replace("的实施意见", "的意见").replace("（国发〔2023〕3号）", number)
    (folder / "province.txt").write_text(text, encoding="utf-8")
    out = tmp_path / "out"
    assert run("extract", folder, "--output", out).exit_code == 0
    links = json.loads(run("lineage", out, "--here", "--format", "json").stdout)
    rules = [(link["rule"], link["frame"]) for link in links if not link["source_task"]]
    assert rules == [("number" if number else "title", "carried")]


def test_a_series_is_found_among_many_papers_of_one_title(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("pipeline.lineage.database._MOST", 3)
    folder = tmp_path / "reports"
    folder.mkdir()
    places = ("青海省", "四川省", "甘肃省", "云南省", "贵州省")
    for place in places:
        for year in (2020, 2021):
            text = (
                f"{place}{year}年政府工作报告\n\n各位代表：\n\n{year}年主要预期目标是：地区生产总值增长6%。\n"
            )
            (folder / f"{place}{year}.txt").write_text(text, encoding="utf-8")
    out = tmp_path / "out"
    assert run("extract", folder, "--output", out).exit_code == 0
    with_target = [
        link for link in find_links(read_documents(out, lambda skipped: None)) if not link.source_task
    ]
    assert sorted(link.source_title[:3] for link in with_target) == sorted(places)


def extracted(folder: Path, **papers: str) -> list[dict[str, Any]]:
    """Return the links of papers that are given by their text."""
    folder.mkdir()
    for name, text in papers.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    out = folder.parent / f"{folder.name}-out"
    assert run("extract", folder, "--output", out).exit_code == 0
    return listed(out, "--min-score", "0.1")


def paper(title: str, day: str, cites: str = "") -> str:
    body = "一、重点任务\n\n（一）加强管理。（市水利局负责）"
    return f"{title}\n\n各有关单位：\n\n{cites}制定本办法。\n\n{body}\n\n{day}\n"


def test_a_later_edition_is_not_the_one_that_is_cited(tmp_path: Path) -> None:
    links = extracted(
        tmp_path / "editions",
        old=paper("西宁市节水实施办法", "2019年3月1日", "根据《青海省节约用水管理办法》，"),
        new=paper("青海省节约用水管理办法（2021年修订）", ""),
    )
    (link,) = among(links, target_title="青海省节约用水管理办法")
    assert (link["rule"], link["target"]) == ("cited", None)


def test_the_body_before_a_name_says_whose_paper_it_is(tmp_path: Path) -> None:
    title = "关于促进快递业发展的若干意见"
    links = extracted(
        tmp_path / "bodies",
        nation=paper(f"国务院{title}", "2015年3月1日"),
        province=paper(f"青海省人民政府{title}", "2015年8月1日"),
        city=paper("西宁市快递业发展办法", "2016年3月1日", f"根据国务院《{title}》，"),
    )
    cited = among(links, rule="title", source_title="西宁市快递业发展办法")
    assert [link["target_title"] for link in cited] == [f"国务院{title}"]


def test_papers_that_name_each_other_and_themselves(tmp_path: Path) -> None:
    links = extracted(
        tmp_path / "circle",
        one=paper("青海省水网规划", "2021年3月1日", "根据《青海省节水规划》和《青海省水网规划》，"),
        two=paper("青海省节水规划", "2021年3月1日", "根据《青海省水网规划》，"),
    )
    named = among(links, rule="title")
    assert sorted(link["target_title"] for link in named) == ["青海省水网规划", "青海省节水规划"]
    assert all(link["source"] != link["target"] for link in links)


def test_units_in_brackets_make_no_tasks_alike(tmp_path: Path) -> None:
    def plan(year: int, *deeds: str) -> str:
        items = "\n".join(
            f"（{number}）{deed}。（市财政局负责）" for number, deed in zip("一二", deeds, strict=True)
        )
        return f"西宁市水利局{year}年工作要点\n\n一、重点任务\n\n{items}\n\n{year}年3月1日\n"

    links = extracted(
        tmp_path / "units", old=plan(2021, "清理河道", "植树造林"), new=plan(2022, "发展旅游", "引进人才")
    )
    assert among(links, rule="text") == []


@pytest.mark.parametrize(
    ("body", "own", "place"),
    [
        ("国务院办公厅", "630100", "000000"),
        ("省政府", "630100", "630000"),
        ("自治区党委", "640100", "640000"),
        ("市政府", "630102", "630100"),
        ("市政府", "630000", ""),
        ("青海省人民政府", "?x", "630000"),
        ("公司", "630100", ""),
        ("", "630100", ""),
    ],
)
def test_bodies_before_names_tell_a_place(body: str, own: str, place: str) -> None:
    assert place_of(body, own) == place
