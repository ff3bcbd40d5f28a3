"""The command track: promises and outcomes of invented reports, side by side."""

import csv
import io
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.test_analysis_cli import run

pytestmark = pytest.mark.usefixtures("in_process")

REPORT = """{year}年青海省政府工作报告

各位代表：

一、{last}年工作回顾

{told}

二、{year}年主要目标和重点工作

今年经济社会发展的主要预期目标是：{promised}

三、重点任务

（一）稳定就业。（省人力资源社会保障厅牵头）
"""


def write(folder: Path, name: str, year: int, told: str, promised: str) -> None:
    text = REPORT.format(year=year, last=year - 1, told=told, promised=promised)
    (folder / name).write_text(text, encoding="utf-8")


def extracted(folder: Path) -> Path:
    out = folder.parent / f"{folder.name}-out"
    assert run("extract", folder, "--output", out).exit_code == 0
    return out


def track(out: Path, *more: Any) -> list[dict[str, Any]]:
    result = run("track", out, "--format", "json", *more)
    assert result.exit_code == 0, result.stderr
    rows: list[dict[str, Any]] = json.loads(result.stdout)
    return rows


def only(rows: list[dict[str, Any]], indicator: str, year: int) -> dict[str, Any]:
    (row,) = [
        r for r in rows if r["indicator_id"] == indicator and r["year"] == year and r["period"] == "year"
    ]
    return row


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    write(
        folder,
        "2023.txt",
        2023,
        "全省地区生产总值达到5000亿元、增长5.1%，城镇新增就业30.2万人，粮食产量200亿斤。",
        "地区生产总值增长6%以上；城镇新增就业30万人；居民消费价格涨幅3%左右；粮食产量1000万吨以上。",
    )
    write(
        folder,
        "2024.txt",
        2024,
        "全省地区生产总值增长5.8%，城镇新增就业31万人，居民消费价格上涨0.4%，粮食产量202亿斤。",
        "地区生产总值增长5.5%左右；城镇新增就业30万人以上；城镇调查失业率5.5%左右。",
    )
    return extracted(folder)  # fmt: skip


def test_the_year_is_the_one_that_is_spoken_of(out: Path) -> None:
    rows = track(out, "--named")
    growth = only(rows, "gdp_growth", 2023)
    assert (growth["promised"]["comparator"], growth["promised"]["value"]) == ("ge", "6")
    assert (growth["delivered"]["value"], growth["verdict"]) == ("5.8", "missed")
    assert growth["difference"] == "-0.2"
    assert growth["region"] == "青海省"
    assert only(rows, "gdp_growth", 2022)["verdict"] == "no target"
    assert only(rows, "gdp_growth", 2024)["verdict"] == "not told"


def test_spans_are_places_of_the_documents_that_are_named(out: Path) -> None:
    row = only(track(out), "new_urban_jobs", 2023)
    for side, value in (("promised", "30"), ("delivered", "31")):
        file = out / "documents" / f"{row[side]['document']}.json"
        text = json.loads(file.read_text(encoding="utf-8"))["document"]["text"]
        assert value in text[slice(*row[side]["span"])]
    assert row["verdict"] == "exceeded"


def test_levels_and_growths_have_rows_of_their_own(out: Path) -> None:
    rows = track(out, "--named")
    assert only(rows, "gdp", 2022)["measure"] == "level"
    assert only(rows, "gdp_growth", 2022)["measure"] == "growth"


def test_units_are_converted(out: Path) -> None:
    row = only(track(out), "grain_output", 2023)
    assert (row["verdict"], row["delivered"]["unit"], row["promised"]["unit"]) == ("met", "亿斤", "万吨")


CHOICES = [
    (["--indicator", "gdp_growth", "--paired"], {("gdp_growth", 2023)}),
    (["--indicator", "就业", "--year", "2023"], {("new_urban_jobs", 2023)}),
    (["--verdict", "missed"], {("gdp_growth", 2023)}),
    (["--region", "四川省"], set()),
    (["--region", "青海省", "--paired", "--indicator", "cpi"], {("cpi", 2023)}),
    (["--year", "2030-2031"], set()),
    (["--agency", "财政厅"], set()),
]


@pytest.mark.parametrize(("options", "wanted"), CHOICES, ids=[" ".join(c[0]) for c in CHOICES])
def test_options_choose_rows(out: Path, options: list[str], wanted: set[tuple[str, int]]) -> None:
    assert {(row["indicator_id"], row["year"]) for row in track(out, *options)} == wanted


def test_csv_table_workbook_and_parquet_hold_the_same_rows(out: Path, tmp_path: Path) -> None:
    number = len(track(out))
    lines = list(csv.DictReader(io.StringIO(run("track", out, "--format", "csv").stdout)))
    assert len(lines) == number
    assert f"rows: {number}" in run("track", out).stdout
    for suffix in ("xlsx", "parquet"):
        assert run("track", out, "--format", suffix, "-o", tmp_path / f"t.{suffix}").exit_code == 0
    import duckdb
    from openpyxl import load_workbook

    sheet = load_workbook(tmp_path / "t.xlsx").worksheets[0]
    assert sheet.max_row == number + 1
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT count(*) FROM '{tmp_path / 't.parquet'}'").fetchone()
    assert found == (number,)


def test_the_same_folder_gives_the_same_json(out: Path) -> None:
    assert run("track", out, "--format", "json").stdout == run("track", out, "--format", "json").stdout


@pytest.mark.parametrize("years", ["25", "2025-2020", "二〇二五", "2025-", "-2025"])
def test_what_is_no_year_is_refused(out: Path, years: str) -> None:
    assert run("track", out, f"--year={years}").exit_code == 2


def test_a_folder_without_documents_and_one_that_is_not_there(tmp_path: Path) -> None:
    assert run("track", tmp_path).exit_code == 1
    assert run("track", tmp_path / "none").exit_code == 2


def test_two_documents_that_tell_different_outcomes_keep_both(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder, "a.txt", 2023, "全省森林覆盖率达到40%。", "地区生产总值增长6%。")
    write(folder, "b.txt", 2024, "全省地区生产总值增长6.1%。", "地区生产总值增长5%。")
    write(folder, "c.txt", 2025, "2023年，全省地区生产总值增长5.9%。2024年，增长5.2%。", "粮食产量100亿斤。")
    row = only(track(extracted(folder)), "gdp_growth", 2023)
    assert (row["delivered"]["value"], row["verdict"]) == ("6.1", "exceeded")
    assert [told["value"] for told in row["also_delivered"]] == ["5.9"]
    assert {"told-differently", "verdicts-differ"} <= set(row["problems"])


def test_a_target_that_stands_twice_in_one_document_is_kept_twice(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder, "a.txt", 2024, "全省粮食产量200亿斤。", "城镇新增就业30万人；城镇新增就业35万人以上。")
    row = only(track(extracted(folder)), "new_urban_jobs", 2024)
    assert [row["promised"]["value"], *(p["value"] for p in row["also_promised"])] == ["30", "35"]
    assert row["problems"] == ["promised-twice"]


def test_what_tells_no_year_has_no_verdict(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "青海省稳就业工作方案\n\n一、工作目标\n\n城镇新增就业30万人以上。\n\n二、重点任务\n\n"
        "（一）加强服务。（省人力资源社会保障厅牵头）\n",
        encoding="utf-8",
    )
    (row,) = track(extracted(folder), "--indicator", "new_urban_jobs")
    assert (row["year"], row["verdict"], row["rule"]) == (None, "not comparable", "no-year")
    assert "no-year" in row["problems"]


def test_currencies_do_not_convert(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder, "a.txt", 2023, "全省粮食产量200亿斤。", "进出口总额达到1000亿元。")
    write(folder, "b.txt", 2024, "全省进出口总额达到150亿美元。", "地区生产总值增长5%。")
    row = only(track(extracted(folder)), "trade", 2023)
    assert (row["verdict"], row["rule"]) == ("not comparable", "units-do-not-convert")


def test_an_indicator_without_an_id_is_grouped_by_its_words(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder, "a.txt", 2023, "全省粮食产量200亿斤。", "云山茶叶种植面积达到50万亩。")
    write(folder, "b.txt", 2024, "全省云山茶叶种植面积达到52万亩。", "地区生产总值增长5%。")
    (row,) = [row for row in track(extracted(folder), "--paired") if not row["indicator_id"]]
    assert (row["grouped_by"], row["year"], row["promised"]["value"], row["delivered"]["value"]) == (
        "words", 2023, "50", "52",
    )  # fmt: skip


def test_what_tells_no_place_or_no_year_stands_alone(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, year in (("a.txt", 2023), ("b.txt", 2024)):
        write(folder, name, year, "森林覆盖率达到40%。", "森林覆盖率达到41%。")
        text = (folder / name).read_text(encoding="utf-8").replace("青海省政府工作报告", "林场工作报告")
        (folder / name).write_text(text.replace("省人力资源社会保障厅", "林场人事科"), encoding="utf-8")
    rows = track(extracted(folder))
    assert {row["region_code"] for row in rows} == {None}
    assert [row for row in rows if row["promised"] and row["delivered"]] == []


def test_a_head_that_says_not_of_what_pairs_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder, "a.txt", 2023, "全省粮食产量200亿斤。", "项目总投资达到50亿元。")
    write(folder, "b.txt", 2024, "全省项目总投资达到70亿元。", "地区生产总值增长5%。")
    assert track(extracted(folder), "--paired") == []


def test_a_head_of_two_letters_names_too_many_things(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder, "a.txt", 2023, "全省粮食产量200亿斤。", "试点城市达到50个；新建公园30个。")
    write(folder, "b.txt", 2024, "完成公园改造80个，建成公园90个。", "地区生产总值增长5%。")
    assert [row for row in track(extracted(folder), "--paired") if row["indicator"] == "公园"] == []


def test_a_growth_over_two_told_levels_is_derived_and_no_outcome(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder, "a.txt", 2023, "全省社会消费品零售总额2000亿元。", "社会消费品零售总额增长6%。")
    write(folder, "b.txt", 2024, "全省社会消费品零售总额2100亿元。", "地区生产总值增长5%。")
    row = only(track(extracted(folder)), "retail_sales_growth", 2023)
    assert (row["delivered"], row["verdict"]) == (None, "not told")
    assert (row["derived"]["value"], row["derived"]["change"]) == ("5.0", "increase")


def test_a_place_that_became_part_of_another_keeps_its_rows_and_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder, "a.txt", 2009, "全区森林覆盖率达到20%。", "城镇登记失业率控制在2%以内。")
    out = extracted(folder)
    (file,) = (out / "documents").iterdir()
    said = json.loads(file.read_text(encoding="utf-8"))
    said["document"]["region"] = {"code": "110103", "name": "崇文区"}
    file.write_text(json.dumps(said), encoding="utf-8")
    row = only(track(out), "unemployment_registered", 2009)
    assert row["region_code"] == "110103"
    assert row["problems"] == ["region-merged: 110101"]


def test_a_paragraph_of_goals_that_opens_with_years_gone_by_looks_back(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(
        "2021年青海省政府工作报告\n\n一、2020年工作回顾\n\n全省生产总值增长2%。\n\n"
        "二、“十三五”时期发展成就和“十四五”时期主要目标\n\n"
        "过去五年，我省发展取得新成就。农牧业连年丰收。城镇新增就业超过31万人。\n\n"
        "“十四五”时期是开启新征程的五年。城镇调查失业率控制在5.5%以内。\n\n"
        "三、2021年重点工作\n\n今年主要预期目标是：生产总值增长6%以上；城镇新增就业6万人以上。\n",
        encoding="utf-8",
    )
    rows = [r for r in track(extracted(folder), "--named") if r["indicator_id"] == "new_urban_jobs"]
    said = {(r["year"], r["since"]): (r["promised"] or r["delivered"])["value"] for r in rows}
    assert said == {(2021, None): "6", (2020, 2016): "31"}


def test_what_was_held_at_a_value_had_that_value(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder, "a.txt", 2023, "全省粮食产量200亿斤。", "城镇调查失业率5.5%左右。")
    write(folder, "b.txt", 2024, "城镇调查失业率控制在5.5%，就业形势稳定。", "地区生产总值增长5%。")
    row = only(track(extracted(folder)), "unemployment_surveyed", 2023)
    assert (row["delivered"]["comparator"], row["verdict"]) == ("eq", "met")


def test_the_database_holds_the_series_and_answers_the_usual_questions(out: Path, tmp_path: Path) -> None:
    import duckdb

    assert run("tables", out, "--format", "duckdb", "-o", tmp_path / "t.duckdb").exit_code == 0
    with duckdb.connect(str(tmp_path / "t.duckdb"), read_only=True) as connection:

        def ask(query: str) -> list[tuple[Any, ...]]:
            return connection.execute(query).fetchall()

        assert ask("SELECT count(*) FROM series") == [(len(track(out)),)]
        assert ask("SELECT indicator_id, year FROM targets_missed") == [("gdp_growth", 2023)]
        assert len(ask("SELECT * FROM promised_and_delivered")) == len(track(out, "--paired"))
        counts = "SELECT promised, exceeded, not_told FROM verdicts_by_indicator WHERE indicator_id = "
        assert ask(f"{counts} 'new_urban_jobs'") == [(2, 1, 1)]
        assert ask("SELECT * FROM targets_beside_the_nation") == []
        assert ask("SELECT measure FROM indicators WHERE indicator_id = 'gdp_growth'") == [("growth",)]


def test_a_sum_over_years_is_no_outcome_of_the_year(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder, "a.txt", 2023, "全省粮食产量200亿斤。", "新建高标准农田20万亩。")
    write(folder, "b.txt", 2024, "全省累计建成高标准农田450万亩。", "地区生产总值增长5%。")
    rows = track(extracted(folder), "--indicator", "high_standard_farmland")
    assert {(r["year"], r["period"], r["verdict"]) for r in rows} == {
        (2023, "year", "not told"),
        (2023, "years", "no target"),
    }


CHANGES: list[tuple[str, Any]] = [
    ("deadline", {"raw": "", "date": "无日期", "inherited": False}),
    ("deadline", {"raw": "", "date": "9999-99-99", "inherited": False}),
    ("indicator_id", "of_another_version"),
    ("indicator", "\u001b[2J=HYPERLINK(1)\u202e"),
    ("unit", ""),
    ("value", "9" * 200),
    ("applies_to", "无此地" * 50),
    ("upper", "0"),
    ("change", "decrease"),
    ("rate", "annual"),
]


@pytest.mark.parametrize(("field", "changed"), CHANGES, ids=[f"{name}" for name, _ in CHANGES])
def test_odd_records_are_shown_and_end_nothing(out: Path, tmp_path: Path, field: str, changed: Any) -> None:
    documents = tmp_path / "o" / "documents"
    documents.mkdir(parents=True)
    for file in (out / "documents").iterdir():
        said = json.loads(file.read_text(encoding="utf-8"))
        for record in (*said["goals"], *said["quantities"]):
            record[field] = changed
            if field in ("value", "upper"):
                record["normalized"][field] = changed
        (documents / file.name).write_text(json.dumps(said), encoding="utf-8")
    for form in ("json", "csv", "table", "xlsx"):
        result = run("track", tmp_path / "o", "--format", form)
        assert result.exit_code == 0, result.stderr
        assert not {"\x1b", "\u202e"} & set(result.stdout)
    assert run("cascade", tmp_path / "o", "--indicator", "增速").exit_code == 0


OPENINGS = [
    ("——2015年3月5日在第十二届全国人民代表大会第三次会议上", "000000"),
    ("各位代表：现在，我代表国务院，向大会报告政府工作。", "000000"),
    ("——2015年1月20日在青海省第十二届人民代表大会第四次会议上", "630000"),
    ("现在，我代表集团公司，向大会报告工作。", None),
]


@pytest.mark.parametrize(("opening", "code"), OPENINGS)
def test_a_report_is_of_whom_it_is_given_to(tmp_path: Path, opening: str, code: str | None) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    text = REPORT.format(year=2015, last=2014, told="生产总值增长7.4%。", promised="城镇新增就业10万人。")
    text = text.replace("2015年青海省政府工作报告", f"政府工作报告\n\n{opening}")
    (folder / "a.txt").write_text(text, encoding="utf-8")
    (row,) = [r for r in track(extracted(folder)) if r["indicator_id"] == "new_urban_jobs"]
    assert row["region_code"] == code


def test_a_full_disk_is_said(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("pipeline.track.database._record", fail)
    result = run("track", out, "--format", "json")
    assert result.exit_code == 1 and "disk is full" in result.stderr


@pytest.mark.parametrize(
    "agency", ["劳动保障部", "劳动和社会保障部", "人力资源社会保障部", "人社部", "人力资源", "社会保障部"]
)
def test_an_agency_is_found_under_the_names_before_and_after_reforms(agency: str, tmp_path: Path) -> None:
    for year, body in ((2005, "劳动和社会保障部"), (2015, "人力资源社会保障部")):
        text = (
            f"国务院办公厅关于{year}年就业工作的通知\n\n国办发〔{year}〕3号\n\n"
            f"一、城镇新增就业{year - 1000}万人。（{body}牵头）\n"
            f"二、粮食产量达到{year}亿斤。（财政部牵头）\n\n{year}年3月1日\n"
        )
        (tmp_path / f"{year}.txt").write_text(text, encoding="utf-8")
    rows = track(extracted(tmp_path), "--agency", agency)
    assert [row["leads"] for row in rows] == [["劳动和社会保障部"], ["人力资源和社会保障部"]]


def test_who_answers_is_told_where_a_plan_says_what_the_report_says(tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    write(folder, "2023.txt", 2023, "社会保持稳定。", "城镇新增就业30万人以上。")
    goal = "城镇新增就业30万人以上，城镇新增就业33万人。（责任单位：省教育厅）"
    plan = f"青海省2023年重点工作任务\n\n1. 稳定就业。{goal}\n"
    (folder / "plan.txt").write_text(plan, encoding="utf-8")
    out = extracted(folder)
    row = only(track(out), "new_urban_jobs", 2023)
    assert (row["leads"], row["problems"]) == (["青海省教育厅"], ["promised-twice", "promise-revised"])
    assert len(track(out, "--agency", "省教育厅")) == 1


def test_what_tells_no_year_stands_beside_no_other_document_of_its_place(tmp_path: Path) -> None:
    folder = tmp_path / "undated"
    folder.mkdir()
    for number in (5, 6):
        text = f"青海省政府工作报告\n\n各位代表：\n\n今年主要预期目标是：地区生产总值增长{number}%。\n"
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    rows = track(extracted(folder))
    assert {row["promised"]["value"] for row in rows} == {"5", "6"}
    assert [row["problems"] for row in rows] == [["no-year"], ["no-year"]]


@pytest.mark.parametrize("asked", ["gdp_growth", "地区生产总值增速"])
def test_a_growth_is_derived_where_it_alone_is_asked_for(tmp_path: Path, asked: str) -> None:
    folder = tmp_path / "levels"
    folder.mkdir()
    write(folder, "2022.txt", 2022, "全省地区生产总值达到4000亿元。", "地区生产总值增长6%。")
    write(folder, "2023.txt", 2023, "全省地区生产总值达到4400亿元。", "城镇新增就业30万人。")
    rows = track(extracted(folder), "--indicator", asked)
    assert [(row["indicator_id"], row["derived"]["value"]) for row in rows] == [("gdp_growth", "10.0")]


@pytest.mark.parametrize(
    ("title", "issuer", "place"),
    [
        ("关于做好就业工作的通知", "教育部", "全国"),
        ("关于做好就业工作的通知", "国家发展改革委办公厅", "全国"),
        ("国家粮食应急预案", "粮食工作办公室", "全国"),
        ("创建国家森林城市实施方案", "园林委员会", None),
        ("国家电网有限公司关于做好就业工作的通知", "人资部", None),
    ],
)
def test_a_paper_is_of_the_nation_where_the_centre_issues_it(
    tmp_path: Path, title: str, issuer: str, place: str | None
) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    text = f"{title}\n\n1. 稳定就业。2023年城镇新增就业30万人以上。\n\n{issuer}\n2023年1月5日\n"
    (folder / "paper.txt").write_text(text, encoding="utf-8")
    assert {row["region"] for row in track(extracted(folder))} == {place}


def test_an_average_over_years_that_are_not_told_begins_in_no_year(tmp_path: Path) -> None:
    folder = tmp_path / "averages"
    folder.mkdir()
    write(
        folder,
        "2023.txt",
        2023,
        "过去五年，地区生产总值增加到5000亿元、年均增长5.2%。",
        "城镇新增就业30万人。",
    )
    rows = [row for row in track(extracted(folder)) if row["period"] == "average"]
    assert all(row["since"] is None or row["since"] < row["year"] for row in rows)
    assert rows
