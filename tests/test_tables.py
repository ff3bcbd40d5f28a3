"""The tables: what fills them, and every format read back."""

import csv
import json
import sqlite3
from contextlib import closing
from datetime import date, datetime

import duckdb
import openpyxl
import pandas as pd
import pytest

from extractors.records import Problem
from pipeline.tables import FOLDERS, WRITERS, build_frames, stream_frames, with_headings
from pipeline.tables.columns import load_tables
from pipeline.tables.dictionary import write_dictionary
from pipeline.tables.frames import PORTION
from pipeline.tables.rows import ROWS
from pipeline.tables.workbook import write_xlsx
from pipeline.workbooks import CELL_LIMIT, cut
from tests.factory import make_document
from tests.graph.plan import CITIES, CITY, FOREST, WATER, make_plan

PLAN = make_plan()
DOCUMENTS = [PLAN, make_plan(2), make_document(3)]
FRAMES = build_frames(DOCUMENTS)
NAMES = (
    *("documents", "tasks", "assignments", "targets", "goals", "agencies", "problems"),
    *("indicators", "series", "lineage"),
)


def write(name, path, documents=DOCUMENTS):
    WRITERS[name](stream_frames(documents), path)
    return path


def test_tables_and_columns_are_those_of_the_dictionary(root):
    assert tuple(FRAMES) == tuple(load_tables()) == NAMES
    for name, frame in FRAMES.items():
        assert list(frame.columns) == [column.name for column in load_tables()[name].columns]
    text = (root / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert text == write_dictionary(), "python -m pipeline.tables.dictionary > docs/data-dictionary.md"


@pytest.mark.parametrize("name", ROWS)
def test_rows_fill_every_column(name):
    rows = [row for document in DOCUMENTS for row in ROWS[name](document)]
    assert rows
    assert {tuple(row) for row in rows} == {tuple(column.name for column in load_tables()[name].columns)}


def test_counts():
    sums = FRAMES["documents"][["tasks", "assignments", "targets", "goals", "problems"]].sum()
    assert {name: len(FRAMES[name]) for name in sums.index} == sums.to_dict()
    assert len(FRAMES["documents"]) == 3


def one(name, **where):
    frame = FRAMES[name]
    for column, value in where.items():
        frame = frame[frame[column] == value]
    (row,) = frame.to_dict("records")
    return row


def test_document_row():
    row = one("documents", document=PLAN.document.id)
    assert row["title"] == "澜川省2021年度水土保持工作要点"
    assert (row["region"], row["region_name"], row["issued_on"]) == ("900000", "澜川省", "2021-03-01")
    assert (row["period_start"], row["period_end"]) == ("2021-01-01", "2021-12-31")
    assert (row["tasks"], row["assignments"], row["targets"]) == (5, 10, 1)
    assert pd.isna(row["pages"])


def test_task_row():
    row = one("tasks", document=PLAN.document.id, task="t2")
    assert (row["leads"], row["section"], row["number"]) == (
        "澜川省水利厅; 澜川省林业和草原局",
        "重点任务",
        "2.",
    )
    assert (row["deadline"], row["deadline_inherited"]) == ("2021-12-31", False)
    assert PLAN.document.text[row["span_start"] : row["span_end"]] == row["text"]


def test_assignment_row():
    row = one("assignments", document=PLAN.document.id, task="t1", position=0)
    assert (row["role"], row["label"], row["name"]) == ("lead", "牵头单位", "省林草局")
    assert (row["agency"], row["agency_name"]) == (FOREST, "澜川省林业和草原局")
    assert PLAN.document.text[row["span_start"] : row["span_end"]] == "省林草局"


def test_target_row():
    row = one("targets", document=PLAN.document.id)
    assert (row["indicator"], row["comparator"], row["value"], row["unit"]) == ("森林覆盖率", "ge", "45", "%")
    assert (row["normalized_value"], row["normalized_unit"]) == (45.0, "%")
    assert (row["baseline"], row["baseline_year"]) == ("上一年度", 2020)
    assert row["printed"] == "森林覆盖率达到45%"


def test_what_a_person_said_is_marked():
    assert set(FRAMES["tasks"]["source"]) == {"rules"} and set(FRAMES["documents"]["corrected"]) == {""}
    task = PLAN.tasks[0]
    units = (task.assignments[0].changed(source="corrected"), *task.assignments[1:])
    targets = tuple(each.changed(source="corrected") for each in PLAN.tasks[1].targets)
    tasks = (task.changed(assignments=units), PLAN.tasks[1].changed(source="corrected", targets=targets))
    info = PLAN.document.changed(corrected=("title", "period"))
    frames = build_frames([PLAN.changed(document=info, tasks=(*tasks, *PLAN.tasks[2:]))])
    assert list(frames["documents"]["corrected"]) == ["title; period"]
    marked = {name: list(frames[name]["source"]).count("corrected") for name in ("tasks", "assignments")}
    assert marked == {"tasks": 1, "assignments": 1}
    assert set(frames["targets"]["source"]) == ({"corrected"} if targets else {"rules"})


def test_goal_row():
    row = FRAMES["goals"].to_dict("records")[0]
    assert row["section"] == "重点任务"


def test_agency_row():
    row = one("agencies", agency=FOREST)
    assert (row["name"], row["printed"], row["kind"]) == ("澜川省林业和草原局", "省林草局", "agency")
    assert (row["documents"], row["assignments"], row["tasks_led"]) == (2, 4, 4)
    assert CITY in one("agencies", agency=CITIES)["members"].split("; ")
    assert pd.isna(row["successor"])
    agencies = tuple(a.changed(successor=WATER) if a.id == FOREST else a for a in PLAN.agencies)
    rows = build_frames([PLAN.changed(agencies=agencies)])["agencies"].set_index("agency")
    assert rows.loc[FOREST, "successor"] == WATER


def test_problem_row():
    row = FRAMES["problems"].to_dict("records")[0]
    assert (row["code"], row["printed"]) == ("duplicate-unit", make_document(3).document.text[:4])


def test_frames_have_the_types_of_the_dictionary():
    assert FRAMES["targets"].dtypes["normalized_value"] == "Float64"
    assert FRAMES["targets"].dtypes["baseline_year"] == "Int64"
    assert FRAMES["targets"].dtypes["ambiguous"] == "boolean"
    assert FRAMES["targets"].dtypes["indicator"] == "str"


def test_control_characters_are_left_out():
    info = PLAN.document.changed(title="工作\x00要点\x0b")
    frames = build_frames([PLAN.changed(document=info)])
    assert list(frames["documents"]["title"]) == ["工作要点"]


def test_documents_come_in_portions():
    few = (PLAN.changed(tasks=()) for _ in range(PORTION + 1))
    parts = [len(frame) for name, frame in stream_frames(few) if name == "documents"]
    assert parts == [0, PORTION, 1]


def read_csv(path):
    return {
        name: list(csv.DictReader((path / f"{name}.csv").open(encoding="utf-8-sig", newline="")))
        for name in NAMES
    }


def read_parquet(path):
    return {name: records(duckdb.connect(), f"SELECT * FROM '{path / name}.parquet'") for name in NAMES}


def read_duckdb(path):
    with duckdb.connect(str(path), read_only=True) as connection:
        return {name: records(connection, f"SELECT * FROM {name}") for name in NAMES}


def read_sqlite(path):
    with closing(sqlite3.connect(path)) as connection:
        return {name: records(connection, f"SELECT * FROM {name}") for name in NAMES}


def records(connection, query):
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def read_jsonl(path):
    return {
        name: [json.loads(line) for line in (path / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
        for name in NAMES
    }


def read_xlsx(path):
    book = openpyxl.load_workbook(path.open("rb"))
    tables = {}
    for sheet in book.worksheets:
        head, *rows = sheet.iter_rows(values_only=True)
        tables[sheet.title] = [dict(zip(head, row, strict=True)) for row in rows]
    return tables


READERS = {
    "csv": read_csv,
    "parquet": read_parquet,
    "duckdb": read_duckdb,
    "sqlite": read_sqlite,
    "jsonl": read_jsonl,
    "xlsx": read_xlsx,
}


def plain(value):
    """The value as text, whatever types the format has."""
    if pd.isna(value) or value == "":
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    try:
        return str(float({"True": 1, "False": 0}.get(value, value)))
    except (TypeError, ValueError):
        return str(value)


def alike(rows):
    return [{key: plain(value) for key, value in row.items()} for row in rows]


def test_every_format_has_a_reader():
    assert READERS.keys() == WRITERS.keys()


@pytest.mark.parametrize("name", WRITERS)
def test_read_back(name, tmp_path):
    found = READERS[name](write(name, tmp_path / "out"))
    assert list(found) == list(NAMES)
    for table, rows in found.items():
        assert alike(rows) == alike(FRAMES[table].to_dict("records")), table


@pytest.mark.parametrize("name", WRITERS)
def test_no_documents(name, tmp_path):
    found = READERS[name](write(name, tmp_path / "out", []))
    assert {table: rows for table, rows in found.items() if table != "indicators"} == {
        table: [] for table in NAMES if table != "indicators"
    }
    assert len(found["indicators"]) == len(FRAMES["indicators"])


@pytest.mark.parametrize("name", WRITERS)
def test_a_failed_write_leaves_what_was_there(name, tmp_path):
    path = write(name, tmp_path / "out")

    def broken():
        yield from DOCUMENTS
        raise OSError("disk full")

    before = {item: item.read_bytes() for item in tmp_path.rglob("*") if item.is_file()}
    with pytest.raises(OSError, match="disk full"):
        write(name, path, broken())
    assert {item: item.read_bytes() for item in tmp_path.rglob("*") if item.is_file()} == before


@pytest.mark.parametrize("name", ["csv", "jsonl", "xlsx"])
def test_same_documents_same_bytes(name, tmp_path):
    for place in ("a", "b"):
        write(name, tmp_path / place)
    first, second = (
        [
            item.read_bytes()
            for item in sorted([tmp_path / place, *(tmp_path / place).rglob("*")])
            if item.is_file()
        ]
        for place in "ab"
    )
    assert first == second != []


def test_folders_are_those_that_write_several_files(tmp_path):
    assert {name for name in WRITERS if write(name, tmp_path / name).is_dir()} == FOLDERS


FORMULAS = ["=1+1", "+A1", "-A1", "@SUM(A1)", "＝1+1"]


def with_title(title):
    return PLAN.changed(document=PLAN.document.changed(title=title))


@pytest.mark.parametrize("title", FORMULAS)
def test_no_cell_of_csv_is_a_formula(title, tmp_path):
    write("csv", tmp_path, [with_title(title)])
    assert read_csv(tmp_path)["documents"][0]["title"] == f"'{title}"
    assert (tmp_path / "documents.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("title", [*FORMULAS, "http://example.org", "{=1}"])
def test_no_cell_of_xlsx_is_a_formula_or_a_link(title, tmp_path):
    path = write("xlsx", tmp_path / "a.xlsx", [with_title(title)])
    cell = openpyxl.load_workbook(path)["documents"]["B2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (
        title,
        "inlineStr" if cell.data_type == "inlineStr" else "s",
        None,
    )


def test_kinds_of_findings_are_words_in_a_chinese_workbook(tmp_path, spoken_chinese):
    kinds = ("unread-unit", "joined-tasks", "uncertain-status")
    found = tuple(Problem(code=code, severity="info", message="No title was found.") for code in kinds)
    path = write("xlsx", tmp_path / "a.xlsx", [PLAN.changed(problems=found)])
    sheet = openpyxl.load_workbook(path)["问题"]
    place = [cell.value for cell in sheet[1]].index("问题类型") + 1
    said = [sheet.cell(row, place).value for row in range(2, 5)]
    assert said == ["有单位没有读出", "几项任务可能连在一起", "数字的类别拿不准"]
    write("jsonl", tmp_path / "b", [PLAN.changed(problems=found)])
    lines = (tmp_path / "b" / "problems.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["code"] for line in lines] == list(kinds)


def test_sheets_have_a_filter_and_a_frozen_head(tmp_path):
    sheet = openpyxl.load_workbook(write("xlsx", tmp_path / "a.xlsx"))["assignments"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:R{len(FRAMES['assignments']) + 1}"


def test_days_are_days_where_excel_knows_them(tmp_path):
    path = tmp_path / "a.xlsx"
    old = PLAN.changed(document=PLAN.document.changed(issued_on="1899-12-31"))
    write_xlsx(stream_frames([PLAN, old]), path)
    days = [cell.value for cell in openpyxl.load_workbook(path)["documents"]["F"]]
    assert days == ["issued_on", datetime(2021, 3, 1), "1899-12-31"]


def test_sheets_are_ready_to_print(tmp_path):
    for sheet in openpyxl.load_workbook(write("xlsx", tmp_path / "a.xlsx")):
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
        assert sheet.print_title_rows == "$1:$1"
        heads = [cell.value for cell in sheet[1]]
        last = sheet[sheet.print_area.split(":")[1].replace("$", "")].column
        assert not {"span_start", "sha256"} & set(heads[:last])


def test_headings_and_words_are_chinese_where_that_is_spoken(tmp_path, spoken_chinese):
    write_xlsx(stream_frames([PLAN]), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == [
        "文件",
        "任务",
        "责任分工",
        "量化目标",
        "发展目标",
        "机构",
        "问题",
        "指标",
        "指标序列",
        "文件沿革",
    ]
    heads, first, *_rest = book["责任分工"].iter_rows(values_only=True)
    row = dict(zip(heads, first, strict=True))
    assert (row["文件标题"], row["角色"], row["依据"]) == (PLAN.document.title, "牵头", "括号")
    assert row["得出方式"] == "程序读取"
    assert all(ord(sheet[1][place].value[0]) > 0x2E7F for sheet in book for place in range(len(sheet[1])))


def test_each_heading_stands_once_in_a_table():
    for table in load_tables().values():
        assert len({column.chinese for column in table.columns}) == len(table.columns)


def test_csv_has_chinese_headings_where_they_are_asked_for(tmp_path):
    WRITERS["csv"](with_headings(stream_frames([PLAN])), tmp_path)
    assert (tmp_path / "tasks.csv").read_text(encoding="utf-8-sig").startswith("文件标识,文件标题,任务标识,")


def test_a_table_too_long_for_a_sheet_goes_on_in_the_next(tmp_path):
    notes = write_xlsx(stream_frames([PLAN]), tmp_path / "a.xlsx", row_limit=5)
    assert "assignments goes on over 3 sheets" in notes and "tasks goes on over 2 sheets" in notes
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheets = [sheet for sheet in book.worksheets if sheet.title.startswith("assignments")]
    assert [sheet.title for sheet in sheets] == ["assignments", "assignments 2", "assignments 3"]
    assert [sheet.max_row for sheet in sheets] == [5, 5, 3]
    assert {sheet["A1"].value for sheet in sheets} == {"document"}


def test_a_text_too_long_for_a_cell_is_cut(tmp_path):
    path = tmp_path / "a.xlsx"
    task = PLAN.tasks[0].changed(title="长" * 40_000)
    notes = write_xlsx(stream_frames([PLAN.changed(tasks=(task,))]), path)
    assert notes == [f"cells of more than {CELL_LIMIT} characters, cut with … at the end: 1"]
    value = openpyxl.load_workbook(path)["tasks"]["E2"].value
    assert len(value) == CELL_LIMIT
    assert value.endswith("…")


@pytest.mark.parametrize(("text", "length"), [("长" * 32_767, 32_767), ("😀" * 16_383, 16_383), ("", 0)])
def test_a_text_that_a_cell_holds_is_whole(text, length):
    assert cut(text) == text and len(text) == length


@pytest.mark.parametrize("text", ["长" * 32_768, "😀" * 16_384, "长" + "😀" * 30_000, "😀" * 40_000])
def test_a_cell_counts_as_excel_does(text):
    shown = cut(text)
    assert len(shown.encode("utf-16-le")) // 2 in (CELL_LIMIT, CELL_LIMIT - 1)
    assert text.startswith(shown[:-1]) and shown.endswith("…")


@pytest.mark.parametrize("name", WRITERS)
def test_a_number_that_no_format_holds_is_null(name, tmp_path):
    (task,) = (task for task in PLAN.tasks if task.targets)
    normalized = task.targets[0].normalized.changed(value="9" * 400)
    target = task.targets[0].changed(normalized=normalized)
    document = PLAN.changed(tasks=(task.changed(targets=(target,), parent=None),))
    write(name, tmp_path / "out", [document])
    assert build_frames([document])["targets"]["normalized_value"].isna().all()


@pytest.fixture
def database(tmp_path):
    path = write("duckdb", tmp_path / "a.duckdb", [PLAN, make_plan(2)])
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


def test_types_and_comments(database):
    columns = {
        (row["table_name"], row["column_name"]): row for row in records(database, "FROM duckdb_columns()")
    }
    assert columns["targets", "deadline"]["data_type"] == "DATE"
    assert columns["targets", "normalized_value"]["data_type"] == "DOUBLE"
    assert columns["targets", "indicator"]["comment"] == "指标: what is measured"


def test_who_leads_most(database):
    rows = records(database, "FROM lead_ranking LIMIT 2")
    assert [(row["agency"], row["tasks_led"], row["documents"]) for row in rows] == [
        (FOREST, 4, 2),
        (WATER, 2, 2),
    ]


def test_tasks_without_lead(database):
    rows = records(database, "FROM tasks_without_lead")
    assert {row["task"] for row in rows if row["document"] == PLAN.document.id} == {"t3", "t4", "t5"}


@pytest.mark.parametrize(("offset", "due"), [(0, 1), (-1, 0), (1, 0)])
def test_targets_due_this_quarter(offset, due, tmp_path):
    today = date.today()
    first = today.year * 4 + (today.month - 1) // 3 + offset
    day = date(first // 4, first % 4 * 3 + 3, 30)
    target = PLAN.tasks[0].targets[0]
    deadline = target.deadline.changed(date=day.isoformat())
    task = PLAN.tasks[0].changed(targets=(target.changed(deadline=deadline),))
    path = write("duckdb", tmp_path / "a.duckdb", [PLAN.changed(tasks=(task,))])
    with duckdb.connect(str(path)) as connection:
        rows = records(connection, "FROM targets_due_this_quarter")
    assert len(rows) == due
    assert all(row["leads"] == "澜川省林业和草原局" for row in rows)


def test_a_day_that_is_none_is_null_in_sql(tmp_path):
    info = PLAN.document.changed(issued_on="2021年春")
    path = write("duckdb", tmp_path / "a.duckdb", [PLAN.changed(document=info)])
    assert read_duckdb(path)["documents"][0]["issued_on"] is None
