"""Indicators in the report: the data are those of the series and cascades, and some have no room."""

import ast
from decimal import Decimal
from pathlib import Path
from typing import Any, get_args

import pytest

from pipeline.site import gather, lineage
from pipeline.site.indicators import INDICATORS, ROW_COLUMNS, TOLD_COLUMNS, Shown
from pipeline.site.lineage import LINEAGE, number_links
from pipeline.site.spool import Spool
from pipeline.site.writer import load_words
from pipeline.track.cascade import Relation, find_steps
from pipeline.track.facts import Times
from pipeline.track.series import Row, find_rows
from pipeline.track.verdicts import Name
from tests.site.promised import documents, links
from tests.site.test_site import data_of, write_site


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return list(find_rows(documents()))


def shown(rows: list[Row], **more: Any) -> dict[str, Any]:
    """Return what the page takes of rows."""
    taken = Shown({paper.document.id: number for number, paper in enumerate(documents())}, **more)
    taken.take(rows)
    return taken.as_json()


def lines(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of the page with the names of their columns, each with its indicator and place."""
    found = []
    for key, *_, series in data["indicators"]:
        for place, scope, rows in series:
            for cells in rows:
                row = dict.fromkeys(ROW_COLUMNS) | dict(zip(ROW_COLUMNS, cells, strict=False))
                for name in ("verdict", "rule", "period", "relation", "above"):
                    row[name] = None if row[name] is None else data["words"][row[name]]
                for side in ("promised", "delivered"):
                    row[side] = row[side] and dict(zip(TOLD_COLUMNS, row[side], strict=True))
                found.append(row | {"key": key, "place": data["places"][place], "scope": scope})
    return found


def test_rows_are_those_of_track(rows: list[Row]) -> None:
    data = shown(rows)
    assert data["left"] == 0 and data["rows"] == len(rows)
    told = {
        (line["key"].split("/")[0], line["place"][0], line["year"], line["verdict"], line["difference"])
        for line in lines(data)
    }
    assert told == {(row.group[0], row.region_code, row.year, row.verdict, row.difference) for row in rows}


def test_words_stand_where_a_row_says_and_amounts_are_of_one_unit(rows: list[Row]) -> None:
    data = shown(rows)
    by_place = {
        (told.document, told.span): told for row in rows for told in (row.promised, row.delivered) if told
    }
    for line in lines(data):
        for side in ("promised", "delivered"):
            if told := line[side]:
                paper = documents()[told["document"]].document
                origin = by_place[paper.id, (told["start"], told["end"])]
                unit, base, factor = data["units"][told["unit"]]
                assert told["value"] in paper.text[told["start"] : told["end"]]
                assert (unit, base) == (origin.unit, origin.normalized_unit)
                assert Decimal(told["value"]) * Decimal(factor) == Decimal(origin.normalized_value)


def test_steps_are_those_of_the_cascade_where_several_places_promise(rows: list[Row]) -> None:
    steps = {
        (line["key"], line["year"], line["place"][0]): (line["relation"], line["above"], line["apart"])
        for line in lines(shown(rows))
        if line["relation"]
    }
    found = {
        (step.indicator_id, step.year, step.region_code): (step.relation, step.above, step.difference)
        for step in find_steps(rows)
        if step.indicator_id != "grain_output" and step.indicator_id
    }
    assert steps == found and ("tighter", "青海省", "2") in found.values()


def test_what_is_told_once_and_has_no_name_is_left_out_and_counted(rows: list[Row]) -> None:
    told_once = [row for row in rows if row.group[0] != "特色产业集群" or row.year == 2023]
    data = shown(told_once)
    assert (data["left"], data["rows"]) == (1, len(told_once) - 1)
    assert not [indicator for indicator in data["indicators"] if indicator[0].startswith("特色")]


@pytest.mark.parametrize("most", [0, 3, 10, 20])
def test_beyond_a_number_of_rows_those_that_show_most_stay(rows: list[Row], most: int) -> None:
    data = shown(rows, most=most)
    kept = lines(data)
    assert len(kept) == data["rows"] <= most and data["rows"] + data["left"] == len(rows)
    assert {place[0] for place in data["places"]} == {line["place"][0] for line in kept}
    if most >= 10:
        assert all(line["key"] in ("cpi", "gdp_growth", "grain_output", "new_urban_jobs") for line in kept)


def test_a_document_without_a_place_has_a_series_of_its_own() -> None:
    papers = [
        paper.changed(document=paper.document.changed(region=None, issuers=(), title=f"报告{number}"))
        for number, paper in enumerate(documents()[3:5])
    ]
    taken = Shown({paper.document.id: number for number, paper in enumerate(papers)})
    taken.take(find_rows(papers))
    places = [place for place in taken.as_json()["places"] if place[0] is None]
    assert sorted(name for _, name, _ in places) == ["报告0", "报告1"]


def test_every_code_of_a_row_has_its_words(root: Path) -> None:
    words = load_words()
    tree = ast.parse((root / "pipeline/track/verdicts.py").read_text(encoding="utf-8"))
    said = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)} - {None}
    rules = {each for each in said if isinstance(each, str) and each.count("-") and " " not in each}
    assert {f"rule.{rule}" for rule in rules | {"nothing-told-a-growth-is-derived"}} <= words.keys()
    for stem, codes in (("verdict", Name), ("period", Times), ("relation", Relation)):
        assert {f"{stem}.{code}" for code in get_args(codes)} <= words.keys()


def test_links_of_what_the_page_does_not_show_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    papers = documents()
    found = links(papers)
    by_id = {paper.document.id: number for number, paper in enumerate(papers)}
    tasks = {f"{paper.document.id}/{task.id}": 7 for paper in papers for task in paper.tasks}
    taken = number_links(found, by_id, tasks)
    assert len(taken["rows"]) == 4 and taken["left"] == 0
    assert taken["rows"][0] == [
        "implements",
        3,
        None,
        0,
        None,
        0.97,
        "number",
        "国发〔2023〕1号",
        (0, 5),
        (0, 9),
        None,
    ]
    del by_id[papers[0].document.id]
    assert [row[0] for row in number_links(found, by_id, tasks)["rows"]] == ["continues", "continues"]
    assert not number_links([found[1]], {papers[0].document.id: 0, papers[3].document.id: 3}, {})["rows"]
    monkeypatch.setattr(lineage, "MOST_LINKS", 1)
    cut = number_links(found[2:], by_id, tasks)
    assert (len(cut["rows"]), cut["rows"][0][5], cut["left"]) == (1, 0.9, 1)


def test_pieces_are_there_where_there_is_something(tmp_path: Path) -> None:
    papers = documents()
    for given in (tuple, None, lambda: links(papers)):
        with Spool() as spool:
            gathered = gather(papers, spool, links=given)
            text = write_site(gathered, tmp_path / "r.html", "file").read_text(encoding="utf-8")
            assert data_of(text, f"piece-{INDICATORS}")["rows"]
            assert (LINEAGE in dict(spool)) == bool(gathered.core["lineage"])
    assert gathered.core["lineage"] == 4
