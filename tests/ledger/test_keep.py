"""A ledger that officials filled in is brought up to the documents, and keeps what they wrote."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from extractors.records import Document
from pipeline.batch import load as read
from pipeline.ledger import Origin, Refused, find_agency, keep_ledgers
from pipeline.ledger.form import HEAD, OWN
from pipeline.ledger.update import GONE
from tests.ledger.kept import Sheet, column, heads, keep, kept, ledger_of, load

BLOCK = {"填报单位": "临溪市水利局（盖章）", "填报人": "张三", "审核人": "李四"}
FILL = ("进展状态", "进展情况", "存在问题及下一步措施")
VERBS = ["推进", "完善", "实施", "开展", "加快", "健全", "规范", "强化", "优化", "落实"]
THINGS = [
    "河湖治理",
    "公交线网",
    "老旧小区",
    "冷链物流",
    "乡村道路",
    "数字档案",
    "绿化养护",
    "社区食堂",
    "窗口服务",
    "安全检查",
]
Edit = Callable[[Sheet], None]


def items(number: int) -> list[str]:
    return [
        f"{VERBS[place % 10]}{THINGS[place // 10 % 10]}{'提升' * (place // 50)}。"
        f"年内新增{place + 3}处，{THINGS[(place * 7) % 10]}同步{VERBS[(place * 3) % 10]}。"
        for place in range(number)
    ]


def plan(tmp_path: Path, tasks: list[str], name: str = "要点.txt", title: str = "") -> Document:
    lines = [title or "临溪市2024年重点工作要点", "临政发〔2024〕3号", "一、重点任务"]
    lines += [
        f"{place}.{task}（牵头单位：市水利局；责任单位：市财政局）" for place, task in enumerate(tasks, 1)
    ]
    path = tmp_path / name
    path.write_text("\n\n".join(lines), encoding="utf-8")
    document = read(path)
    assert isinstance(document, Document)
    assert len(document.tasks) == len(tasks)
    return document


def water(document: Document) -> Any:
    return ledger_of(find_agency([document], "市水利局"), [document])


def fill(path: Path, edit: Edit | None = None) -> dict[str, list[Any]]:
    """Fill in every cell that is to be filled in; return what stands beside each task."""
    workbook, sheet = load(path)
    places = heads(sheet)
    tasks = column(sheet, "工作任务")
    for offset, _task in enumerate(tasks):
        row = HEAD + 1 + offset
        for title in FILL:
            text = ("推进中", "已完成")[offset % 2] if title == "进展状态" else f"{title}{offset}"
            sheet.cell(row, places[title]).value = text
    for label, text in BLOCK.items():
        _blank(sheet, label).value = text
    if edit:
        edit(sheet)
    workbook.save(path)
    return beside(path)


def _blank(sheet: Sheet, label: str) -> Any:
    """Return the cell to be filled in behind a label of the title block."""
    cells = [cell for cell in sheet[2] if not isinstance(cell, MergedCell)]
    return cells[[cell.value for cell in cells].index(f"{label}：") + 1]


def beside(path: Path) -> dict[str, list[Any]]:
    """Return what stands beside each task, by its first clause."""
    sheet = load(path)[1]
    names = [str(task).partition(".")[2].partition("。")[0] for task in column(sheet, "工作任务")]
    entries = map(list, zip(*(column(sheet, title) for title in FILL), strict=True))
    return {name: own for name, own in zip(names, entries, strict=True) if name}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "台账.xlsx"
    kept(water(plan(tmp_path, items(6))), path)
    yield path


def test_fifty_filled_in_and_the_document_changed(tmp_path: Path) -> None:
    path, tasks, chance = tmp_path / "a.xlsx", items(50), Random(1)
    kept(water(plan(tmp_path, tasks)), path)
    before = fill(path)
    changed = list(tasks)
    for place in chance.sample(range(50), 15):  # other figures and other words in the second sentence
        changed[place] = changed[place].replace("年内新增", "到年底前新增不少于").replace("同步", "一并")
    removed = [changed.pop(place) for place in (40, 17, 3)]
    changed[10], changed[11] = changed[11], changed[10]
    changed[20:20] = ["编制应急预案。修订防汛手册2册。"]
    changed.insert(0, "召开动员大会。部署全年工作。")
    outcome = kept(water(plan(tmp_path, changed)), path)
    after = beside(path)
    assert {task: after[task] for task in before} == before
    assert (outcome.counts["new"], outcome.counts["gone"]) == (2, 3)
    assert [after[task] for task in after if task not in before] == [[None] * 3] * 2
    sheet = load(path)[1]
    gone = [task for task, source in zip(column(sheet, "工作任务"), column(sheet, "任务来源"), strict=True)
            if source.startswith(GONE)]  # fmt: skip
    assert [task.partition(".")[2][:6] for task in gone] == [task[:6] for task in reversed(removed)]
    assert {label: _blank(sheet, label).value for label in BLOCK} == BLOCK
    assert column(sheet, "序号") == list(range(1, 53))


def test_a_task_that_comes_back_is_marked_no_more(tmp_path: Path, ledger: Path) -> None:
    before = fill(ledger)
    some, all_ = plan(tmp_path, items(6)[:4]), plan(tmp_path, items(6))
    assert kept(water(some), ledger).counts["gone"] == 2
    assert kept(water(some), ledger).counts == {"entries": 4, "unchanged": 1}
    assert kept(water(all_), ledger).counts["gone"] == 0
    assert beside(ledger) == before
    sheet = load(ledger)[1]
    assert set(column(sheet, "角色")) == {"牵头"}
    assert not any(sheet.cell(HEAD + 6, place).font.strike for place in range(1, 11))


def test_nothing_new_leaves_the_file_alone(tmp_path: Path, ledger: Path) -> None:
    fill(ledger)
    before = ledger.read_bytes()
    outcome = kept(water(plan(tmp_path, items(6))), ledger)
    assert outcome.counts["unchanged"] and ledger.read_bytes() == before
    assert not (tmp_path / "备份").exists()


def test_what_is_replaced_is_copied(tmp_path: Path, ledger: Path) -> None:
    fill(ledger)
    before = ledger.read_bytes()
    kept(water(plan(tmp_path, items(7))), ledger)
    (copy,) = (tmp_path / "备份").iterdir()
    assert copy.read_bytes() == before and copy.name.startswith("台账 20")


def test_another_document_of_another_year_is_not_the_same_task(tmp_path: Path, ledger: Path) -> None:
    fill(ledger)
    later = plan(tmp_path, items(6), "要点2025.txt", "临溪市2025年重点工作要点")
    later = later.changed(document=later.document.changed(document_number="临政发〔2025〕3号"))
    outcome = kept(water(later), ledger)
    assert (outcome.counts["new"], outcome.counts["gone"]) == (6, 6)
    states = column(load(ledger)[1], "进展状态")
    assert sum(state is None for state in states) == 6 == sum(state is not None for state in states)


def test_tasks_of_documents_that_were_not_read_are_left_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    one = plan(tmp_path, items(3))
    other = plan(tmp_path, items(6)[3:], "乙.txt", "临溪市林业三年行动方案")
    other = other.changed(document=other.document.changed(document_number="临政发〔2024〕9号"))
    both = water(one)
    both.entries += water(other).entries
    kept(both, path)
    outcome = kept(water(one), path, partial=[Origin.of(one)])
    assert outcome.counts == {"entries": 3, "unchanged": 1}
    assert kept(water(one), path).counts["gone"] == 3


def move_columns(sheet: Sheet) -> None:
    sheet.move_range(f"J{HEAD}:L{HEAD + 9}", cols=3)
    sheet.move_range(f"B{HEAD}:B{HEAD + 9}", cols=14)


def add_column(sheet: Sheet) -> None:
    sheet.insert_cols(9)
    sheet.cell(HEAD, 9).value = "领导批示"
    sheet.cell(HEAD + 3, 9).value = "请抓紧"


def drop_source(sheet: Sheet) -> None:
    sheet.delete_cols(heads(sheet)["任务来源"])


def drop_hidden(sheet: Sheet) -> None:
    sheet.delete_cols(11, 2)


def rename(sheet: Sheet) -> None:
    sheet.cell(HEAD, heads(sheet)["责任分工"]).value = "分工"


def merge(sheet: Sheet) -> None:
    place = heads(sheet)["责任分工"]
    sheet.merge_cells(start_row=HEAD + 2, end_row=HEAD + 4, start_column=place, end_column=place)


def drop_record(sheet: Sheet) -> None:
    sheet.delete_cols(12)


def damage_records(sheet: Sheet) -> None:
    for row in range(HEAD + 1, sheet.max_row + 1):
        sheet.cell(row, 12).value = '{"c": 5}'


def add_rows(sheet: Sheet) -> None:
    sheet.insert_rows(HEAD + 3)
    sheet.cell(HEAD + 3, 3).value = "本局自加任务"
    sheet.cell(HEAD + 3, 9).value = "自填进展"
    sheet.cell(sheet.max_row + 2, 1).value = "注：本表一式三份"


def sort_rows(sheet: Sheet) -> None:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEAD + 1)]
    for row, values in zip(sheet.iter_rows(min_row=HEAD + 1), rows[::-1], strict=True):
        for cell, value in zip(row, values, strict=True):
            cell.value = value


def add_head_row(sheet: Sheet) -> None:
    sheet.insert_rows(1)
    sheet["A1"] = "附件2"


def texts(path: Path) -> set[str]:
    """Return what a person wrote into the rows: all but what the documents say, and numbers."""
    sheet = load(path)[1]
    ours = {each.title for each in OWN}
    hidden = [column for title, column in heads(sheet).items() if title in ours or "勿改" in title]
    rows = sheet.iter_rows(min_row=HEAD + 1)
    found = {str(cell.value) for row in rows for cell in row if cell.value and cell.column not in hidden}
    return {text for text in found if not text.isdecimal()}


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (move_columns, ""),
        (add_column, ""),
        (drop_source, "任务来源"),
        (drop_hidden, "hidden columns"),
        (drop_record, "hidden columns"),
        (damage_records, ""),
        (rename, "责任分工"),
        (merge, "merged cells"),
        (add_rows, ""),
        (sort_rows, ""),
    ],
)
def test_whatever_a_person_did_to_the_sheet_nothing_is_lost(
    edit: Edit, said: str, tmp_path: Path, ledger: Path
) -> None:
    fill(ledger, edit)
    old, before = texts(ledger), beside(ledger)
    outcome = kept(water(plan(tmp_path, [*items(6)[:2], "新增一项工作。完成2项。", *items(6)[2:]])), ledger)
    assert (outcome.counts["new"], outcome.counts["gone"]) == (1, 0)
    assert said in " ".join(outcome.notes) and bool(said) == bool(outcome.notes)
    after = beside(ledger)
    assert {task: after[task] for task in before} == before
    assert old <= texts(ledger)


def test_merged_entries_stand_in_each_row(tmp_path: Path, ledger: Path) -> None:
    def merge_progress(sheet: Sheet) -> None:
        place = heads(sheet)["进展情况"]
        sheet.merge_cells(start_row=HEAD + 2, end_row=HEAD + 4, start_column=place, end_column=place)
        sheet.merge_cells(start_row=HEAD + 5, end_row=HEAD + 5, start_column=place, end_column=place + 1)

    fill(ledger, merge_progress)
    outcome = kept(water(plan(tmp_path, ["新增一项工作。", *items(6)])), ledger)
    assert "I6:I8" in outcome.notes[0]
    sheet = load(ledger)[1]
    assert column(sheet, "进展情况")[2:5] == ["进展情况1"] * 3
    assert [str(area) for area in sheet.merged_cells.ranges if area.min_row > HEAD] == ["I10:J10"]


def test_cells_of_ours_that_a_person_changed_are_kept(tmp_path: Path, ledger: Path) -> None:
    def correct(sheet: Sheet) -> None:
        sheet.cell(HEAD + 2, heads(sheet)["完成时限"]).value = date(2024, 9, 30)
        sheet.cell(HEAD + 2, heads(sheet)["工作任务"]).value += "（含支流）"
        sheet.cell(HEAD + 3, heads(sheet)["量化目标"]).value = None

    fill(ledger, correct)
    for _time in range(2):
        outcome = kept(water(plan(tmp_path, [task.replace("新增", "增加") for task in items(6)])), ledger)
        assert outcome.counts["kept"] >= 2
    sheet = load(ledger)[1]
    assert str(column(sheet, "完成时限")[1])[:10] == "2024-09-30"
    assert column(sheet, "工作任务")[1].endswith("（含支流）")
    assert "增加" in column(sheet, "工作任务")[0]
    assert column(sheet, "量化目标")[2] is None


def test_comments_colours_formulas_and_other_sheets_stay(tmp_path: Path, ledger: Path) -> None:
    def adorn(sheet: Sheet) -> None:
        cell = sheet.cell(HEAD + 2, 9)
        cell.comment, cell.fill = Comment("请核实", "审核人"), PatternFill("solid", fgColor="FF00FF")
        sheet.cell(HEAD + 2, 14).value = f"=A{HEAD + 2}*2"
        sheet.column_dimensions["C"].width = 55
        sheet.parent.create_sheet("附表")["B2"] = "=SUM(1,2)"

    fill(ledger, adorn)
    kept(water(plan(tmp_path, ["新增一项工作。", *items(6)])), ledger)
    workbook, sheet = load(ledger)
    cell = sheet.cell(HEAD + 3, 9)
    assert (cell.comment.text, cell.fill.fgColor.rgb) == ("请核实", "00FF00FF")
    assert sheet.cell(HEAD + 3, 14).value == f"=A{HEAD + 3}*2"
    assert sheet.column_dimensions["C"].width == 55
    assert workbook["附表"]["B2"].value == "=SUM(1,2)"


def test_a_copied_row_stays_beside_its_task(tmp_path: Path, ledger: Path) -> None:
    def copy_row(sheet: Sheet) -> None:
        sheet.insert_rows(HEAD + 2)
        for cell in sheet[HEAD + 1]:
            sheet.cell(HEAD + 2, cell.column).value = cell.value
        sheet.cell(HEAD + 2, 9).value = "分段二"

    fill(ledger, copy_row)
    kept(water(plan(tmp_path, items(7))), ledger)
    assert column(load(ledger)[1], "进展情况")[:3] == ["进展情况0", "分段二", "进展情况1"]


def replace_with(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def lock(name: str) -> Callable[[Path], object]:
    return lambda path: path.with_name(name.format(path.name)).write_bytes(b"x")


def another_version(path: Path) -> None:
    workbook, sheet = load(path)
    sheet.cell(HEAD, 11).value = "任务标识（勿改） v9"
    workbook.save(path)


def first_form(path: Path) -> None:
    workbook, sheet = load(path)
    sheet.delete_cols(11, 2)
    sheet.cell(HEAD, 11).value, sheet.cell(HEAD, 12).value = "文中称谓", "文中位置"
    workbook.save(path)


def no_ledger(path: Path) -> None:
    workbook, sheet = load(path)
    for cell in sheet[HEAD][2:]:
        cell.value = None
    workbook.save(path)


def no_writing(path: Path) -> None:
    path.chmod(0o444)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lock("~${}"), "open in another program"),
        (lock(".~{}"), "open in another program"),
        (lock(".~lock.{}#"), "open in another program"),
        (no_writing, "write-protected"),
        (another_version, "of form 9"),
        (first_form, "earlier form"),
        (no_ledger, "no ledger"),
        (replace_with(b"PK\x03\x04 no archive"), "cannot be read"),
        (replace_with(b""), "cannot be read"),
        (replace_with("进展".encode()), "cannot be read"),
    ],
)
def test_what_might_be_lost_is_refused(
    spoil: Callable[[Path], object], why: str, tmp_path: Path, ledger: Path
) -> None:
    fill(ledger)
    spoil(ledger)
    before = ledger.read_bytes()
    refused = keep(water(plan(tmp_path, items(7))), ledger)
    assert isinstance(refused, Refused) and why in refused.why
    assert ledger.read_bytes() == before


def test_a_folder_in_its_place_does_not_hold_up_the_others(tmp_path: Path) -> None:
    document = plan(tmp_path, items(3))
    ledgers = [ledger_of(find_agency([document], name), [document]) for name in ("市水利局", "市财政局")]
    (tmp_path / "out" / f"{ledgers[0].name}.xlsx").mkdir(parents=True)
    found = list(keep_ledgers(ledgers, tmp_path / "out"))
    assert [isinstance(each, Refused) for each in found] == [True, False]


def test_no_copy_takes_the_place_of_another(tmp_path: Path, ledger: Path) -> None:
    for number in (7, 8, 9):
        os.utime(ledger, (1_700_000_000, 1_700_000_000))
        kept(water(plan(tmp_path, items(number))), ledger)
    assert len(list((tmp_path / "备份").iterdir())) == 3


def test_what_a_killed_command_left_is_cleared(tmp_path: Path, ledger: Path) -> None:
    left = ledger.with_name(f".{ledger.name}.999999999.tmp")
    left.write_bytes(b"x")
    kept(water(plan(tmp_path, items(7))), ledger)
    assert not left.exists()


def test_the_ledger_of_another_agency_is_refused(tmp_path: Path, ledger: Path) -> None:
    document = plan(tmp_path, items(6))
    refused = keep(ledger_of(find_agency([document], "市财政局"), [document]), ledger)
    assert isinstance(refused, Refused) and "市水利局" in refused.why


def test_one_that_is_open_does_not_hold_up_the_others(tmp_path: Path) -> None:
    document = plan(tmp_path, items(3))
    ledgers = [ledger_of(find_agency([document], name), [document]) for name in ("市水利局", "市财政局")]
    (first, _second) = keep_ledgers(ledgers, tmp_path / "out")
    lock("~${}")(first.path)
    found = list(keep_ledgers(ledgers, tmp_path / "out"))
    assert [isinstance(each, Refused) for each in found] == [True, False]


def test_ledgers_of_agencies_without_tasks_are_marked(tmp_path: Path) -> None:
    document = plan(tmp_path, items(3))
    ledgers = [ledger_of(find_agency([document], name), [document]) for name in ("市水利局", "市财政局")]
    list(keep_ledgers(ledgers, tmp_path / "out"))
    shutil.copy(tmp_path / "要点.txt", tmp_path / "out" / "自己的.xlsx")  # something else
    found = list(keep_ledgers(ledgers[:1], tmp_path / "out", others=True))
    assert [outcome.counts["gone"] for outcome in found if not isinstance(outcome, Refused)] == [0, 3]
