"""How a new ledger is laid out."""

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from extractors.records import Deadline
from pipeline.ledger import Ledger, gather_ledgers, keep_ledgers
from pipeline.ledger.form import HEAD, columns
from tests.graph.plan import FOREST, WATER, make_plan
from tests.ledger.kept import Sheet, column, heads, kept, ledger_of, load

PLAN = make_plan()
TO_FILL = ("进展状态", "进展情况", "存在问题及下一步措施")


def ledger(title: str = "任务") -> Ledger:
    return ledger_of(FOREST, [PLAN.changed(tasks=(PLAN.tasks[0].changed(title=title),))])


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    kept(ledger_of(WATER, [PLAN]), tmp_path / "a.xlsx")
    return load(tmp_path / "a.xlsx")[1]


def test_title_block(sheet: Sheet) -> None:
    assert sheet["A1"].value == "澜川省水利厅督办台账"
    block = [cell.value for cell in sheet[2] if cell.value]
    assert block == ["填报单位：", "澜川省水利厅", "填报人：", "审核人：", "填报日期："]


def test_about_nine_columns_and_two_hidden_ones(sheet: Sheet) -> None:
    titles = [cell.value for cell in sheet[HEAD]]
    assert titles[:-2] == [each.title for each in columns()]
    assert len(titles) - 2 == 10
    assert [sheet.column_dimensions[letter].hidden for letter in "JKL"] == [False, True, True]


def test_rows_go_by_role(sheet: Sheet) -> None:
    assert column(sheet, "序号") == [1, 2, 3]
    assert column(sheet, "角色") == ["牵头", "责任", "责任"]
    assert [task.split("。")[0] for task in column(sheet, "工作任务")] == ["2.任务2", "1.任务1", "3.任务3"]
    assert column(sheet, "责任分工")[0] == "牵头：省水利厅、省林草局\n配合：省财政厅"


def test_the_place_is_section_number_and_first_words(sheet: Sheet) -> None:
    title, place = column(sheet, "任务来源")[0].split("\n")
    assert title == "《澜川省2021年度水土保持工作要点》（澜政发〔2021〕1号）"
    assert place == "一、重点任务 / 2.“任务2。按照分工抓好落实…”"


@pytest.mark.parametrize(
    ("day", "value"), [("2021-12-31", datetime(2021, 12, 31)), (None, "长期坚持")], ids=["day", "words"]
)
def test_deadlines_are_dates_where_there_is_a_day(day: str | None, value: object, tmp_path: Path) -> None:
    task = PLAN.tasks[0].changed(deadline=Deadline(raw="长期坚持", date=day))
    kept(ledger_of(FOREST, [PLAN.changed(tasks=(task,))]), tmp_path / "a.xlsx")
    cell = load(tmp_path / "a.xlsx")[1].cell(HEAD + 1, 6)
    assert (cell.value, cell.number_format) == (value, "yyyy-mm-dd")


def test_cells_to_fill_in_are_empty_and_have_drop_downs_and_colours(sheet: Sheet) -> None:
    for title in TO_FILL:
        assert column(sheet, title) == [None] * 3
        cell = sheet.cell(HEAD + 1, heads(sheet)[title])
        assert cell.fill.fgColor.rgb.endswith("F2F2F2") and cell.font.name == "仿宋" and cell.font.size > 10
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.type, rule.formula1) == ("list", '"未启动,推进中,已完成,滞后,已调整"')
    assert "H5" in rule.sqref and "H2000" in rule.sqref
    rules = [rule for area in sheet.conditional_formatting for rule in area.rules]
    assert sum("TODAY()" in rule.formula[0] for rule in rules) == 2


def test_print_on_a4_across(sheet: Sheet) -> None:
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.freeze_panes == "D5"
    assert sheet.auto_filter.ref == "A4:L7"


@pytest.mark.parametrize(("by", "number", "paper"), [("quarter", 4, 9), ("month", 12, 8)])
def test_columns_of_periods(by: str, number: int, paper: int, tmp_path: Path) -> None:
    kept(ledger_of(WATER, [PLAN]), tmp_path / "a.xlsx", periods=by)
    sheet = load(tmp_path / "a.xlsx")[1]
    assert sum(title.endswith(("月进展", "季度进展")) for title in heads(sheet)) == number
    assert "进展情况" not in heads(sheet)
    assert sheet.page_setup.paperSize == paper


def test_summary_counts_by_formula(tmp_path: Path) -> None:
    kept(ledger_of(WATER, [PLAN]), tmp_path / "a.xlsx")
    summary = load(tmp_path / "a.xlsx")[0]["汇总"]
    assert [row[0].value for row in summary.iter_rows(min_row=2)] == [
        "角色", "牵头", "责任", "配合", "督导", "合计"
    ]  # fmt: skip
    assert summary["B3"].value == "=COUNTIFS('督办台账'!$B$5:$B$2004,$A3)"


@pytest.mark.parametrize("title", ["=1+1", "@A", "http://example.org"])
def test_text_stays_text(title: str, tmp_path: Path) -> None:
    for _time in range(2):  # also where it is read and written again
        kept(ledger(title), tmp_path / "a.xlsx")
        cell = load(tmp_path / "a.xlsx")[1].cell(HEAD + 1, 3)
        assert (cell.value.split("\n")[0], cell.data_type, cell.hyperlink) == (f"1.{title}", "s", None)


def test_control_characters_and_long_texts(tmp_path: Path) -> None:
    outcome = kept(ledger("任\x00务\x0b" + "长" * 40_000), tmp_path / "a.xlsx")
    (value,) = column(load(tmp_path / "a.xlsx")[1], "工作任务")
    assert value.startswith("1.任务长") and value.endswith("…")
    assert len(value) == 32_767
    assert any(note.endswith("at the end: 1") for note in outcome.notes)


def test_one_workbook_for_each_agency(tmp_path: Path) -> None:
    ledgers = gather_ledgers([PLAN])
    paths = [outcome.path for outcome in keep_ledgers(ledgers, tmp_path / "out")]
    assert sorted(path.name for path in paths) == sorted(f"{each.name}.xlsx" for each in ledgers)
    assert all(openpyxl.load_workbook(path).worksheets[0]["A1"].value.endswith("督办台账") for path in paths)


@pytest.mark.parametrize(
    ("names", "files"),
    [
        (["省水利厅", "省水利厅"], ["省水利厅.xlsx", "省水利厅 (2).xlsx"]),
        (["A局", "a局"], ["A局.xlsx", "a局 (2).xlsx"]),
        (["../../etc/x"], ["etc_x.xlsx"]),
        (['a:b*"c"\n'], ["a_b__c.xlsx"]),
        (["长" * 300], ["长" * 60 + ".xlsx"]),
        (["..", "\x00"], ["台账.xlsx", "台账 (2).xlsx"]),
        (["NUL", "com1.x"], ["_NUL.xlsx", "_com1.x.xlsx"]),
        (["😀" * 60, "😀" * 61], ["😀" * 45 + ".xlsx", "😀" * 45 + " (2).xlsx"]),
    ],
)
def test_file_names(names: list[str], files: list[str], tmp_path: Path) -> None:
    ledgers = [Ledger(f"id{place}", name) for place, name in enumerate(names)]
    for _time in range(2):  # and each finds its own again
        assert [outcome.path.name for outcome in keep_ledgers(ledgers, tmp_path)] == files
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(files)


def test_same_documents_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        kept(ledger(), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
