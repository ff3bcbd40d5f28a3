"""What offices do to a ledger between two runs: cells filled, rows sorted and filtered, sheets hidden."""

import fcntl
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.filters import FilterColumn, Filters

from pipeline.ledger import Refused
from pipeline.ledger.form import BLOCK_LABELS, HEAD, NUMBER, Periods, columns
from pipeline.ledger.update import GONE
from tests.ledger.kept import Sheet, heads, keep, kept, load
from tests.ledger.test_keep import items, plan, water
from tests.rendered import converted, needs_office


def blanks(sheet: Sheet) -> list[Any]:
    """Return the cells of the title block that are filled in."""
    cells = [cell for cell in sheet[2] if not isinstance(cell, MergedCell)]
    return [
        cells[n + 1] for n, cell in enumerate(cells) if str(cell.value).removesuffix("：") in BLOCK_LABELS
    ]


def editable(by: Periods) -> list[str]:
    return [each.title for each in columns(by) if each.value is None and each is not NUMBER]


def fill_all(path: Path, by: Periods) -> None:
    """Write into every cell that is to be filled in, a text of its own in each."""
    workbook, sheet = load(path)
    for n, cell in enumerate(blanks(sheet)):
        cell.value = datetime(2024, 6, 30) if n == 3 else f"填报{n}"
    for row in range(HEAD + 1, sheet.max_row + 1):
        for title in editable(by):
            cell = sheet.cell(row, heads(sheet)[title])
            cell.value = (
                ("推进中", "已完成", "滞后")[row % 3] if title == "进展状态" else f"{title}，第{row}行"
            )
    workbook.save(path)


def filled(path: Path, by: Periods) -> tuple[list[Any], dict[str, list[Any]]]:
    """Return what is filled in: the title block, and by the words of each task its row."""
    sheet = load(path)[1]
    places = heads(sheet)
    rows = {}
    for row in range(HEAD + 1, sheet.max_row + 1):
        task = str(sheet.cell(row, places["工作任务"]).value).partition(".")[2].partition("。")[0]
        rows[task] = [sheet.cell(row, places[title]).value for title in editable(by)]
    return [cell.value for cell in blanks(sheet)], rows


@pytest.mark.parametrize("by", ["", "quarter", "month"])
@pytest.mark.parametrize(
    "between",
    ["nothing", pytest.param("LibreOffice", marks=[pytest.mark.long, needs_office])],
)
def test_every_cell_of_fifty_tasks_is_kept(by: Periods, between: str, tmp_path: Path) -> None:
    path, tasks, chance = tmp_path / "a.xlsx", items(50), Random(14)
    kept(water(plan(tmp_path, tasks)), path, periods=by)
    fill_all(path, by)
    before = filled(path, by)
    assert len(before[0]) == 4 and len(before[1]) == 50 and all(map(all, before[1].values()))
    if between == "LibreOffice":
        converted(path, "xlsx", tmp_path / "saved")
        path = tmp_path / "saved" / "a.xlsx"
        assert filled(path, by) == before
    changed = list(tasks)
    for place in chance.sample(range(50), 15):
        changed[place] = changed[place].replace("年内新增", "到年底前新增不少于")
    for place in (44, 21, 5):
        changed.pop(place)
    chance.shuffle(changed)
    changed.insert(7, "编制应急预案。修订防汛手册2册。")
    outcome = kept(water(plan(tmp_path, changed)), path)
    block, rows = filled(path, by)
    assert block == before[0]
    assert {task: rows[task] for task in before[1]} == before[1]
    assert (outcome.counts["new"], outcome.counts["gone"], outcome.counts["kept"]) == (1, 3, 0)
    sheet = load(path)[1]
    sources = [sheet.cell(row, heads(sheet)["任务来源"]).value for row in range(HEAD + 1, sheet.max_row + 1)]
    assert sum(GONE in str(source) for source in sources) == 3


def sort_and_filter(workbook: Any, sheet: Sheet) -> None:
    """Sort by the task, from the last, as the arrows of the head do, and show some rows only."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=HEAD + 1)]
    task = heads(sheet)["工作任务"] - 1
    rows.sort(key=lambda row: str(row[task]), reverse=True)
    for number, row in enumerate(rows, HEAD + 1):
        for place, value in enumerate(row, 1):
            sheet.cell(number, place).value = value
        sheet.row_dimensions[number].hidden = number % 2 == 0
    state = heads(sheet)["进展状态"] - 1
    sheet.auto_filter.filterColumn = [FilterColumn(colId=state, filters=Filters(filter=["推进中"]))]
    sheet.auto_filter.add_sort_condition(f"C{HEAD + 1}:C{sheet.max_row}", descending=True)


def hide_sheets(workbook: Any, sheet: Sheet) -> None:
    own = workbook.create_sheet("底稿")
    own["A1"], own.sheet_state = "内部数据", "hidden"
    very = workbook.create_sheet("字典")
    very["B2"], very.sheet_state = "不显示", "veryHidden"
    workbook["汇总"].sheet_state = "hidden"


def texts_for_dates(workbook: Any, sheet: Sheet) -> None:
    blanks(sheet)[3].value = "二〇二四年六月"
    for row, text in enumerate(("2024年底", "2024/12/31", "长期", 45657), HEAD + 1):
        sheet.cell(row, heads(sheet)["完成时限"]).value = text


def move_and_delete(workbook: Any, sheet: Sheet) -> None:
    sheet.delete_cols(heads(sheet)["量化目标"])
    sheet.insert_cols(3)
    sheet.cell(HEAD, 3).value = "领导批示"
    sheet.cell(HEAD + 2, 3).value = "请抓紧"


def merge_some(workbook: Any, sheet: Sheet) -> None:
    for title in ("责任分工", "完成时限"):
        place = heads(sheet)[title]
        sheet.merge_cells(start_row=HEAD + 2, end_row=HEAD + 3, start_column=place, end_column=place)
    place = heads(sheet)["进展情况"]
    sheet.merge_cells(start_row=HEAD + 5, end_row=HEAD + 5, start_column=place, end_column=place + 1)


def put_second_head(workbook: Any, sheet: Sheet) -> None:
    """Give the columns a note of the office's own above them, and one below the last row."""
    sheet.insert_rows(HEAD)
    sheet.cell(HEAD, 3).value = "（单位：项）"
    sheet.cell(sheet.max_row + 1, 3).value = "合计"


Hand = Callable[[Any, Sheet], None]


@pytest.mark.parametrize(
    "hands",
    [[sort_and_filter], [hide_sheets], [texts_for_dates], [move_and_delete], [merge_some], [put_second_head],
     [hide_sheets, texts_for_dates, sort_and_filter, move_and_delete]],
    ids=lambda hands: "+".join(hand.__name__ for hand in hands),
)  # fmt: skip
def test_whatever_was_done_by_hand_every_word_is_there(hands: list[Hand], tmp_path: Path) -> None:
    path, tasks = tmp_path / "a.xlsx", items(12)
    kept(water(plan(tmp_path, tasks)), path)
    fill_all(path, "")
    workbook, sheet = load(path)
    for hand in hands:
        hand(workbook, sheet)
    workbook.save(path)
    before, states = all_texts(path), [each.sheet_state for each in load(path)[0]]
    hidden = hidden_tasks(path)
    more = water(plan(tmp_path, [*tasks, "编制应急预案。修订防汛手册2册。"]))
    kept(more, path)
    assert before <= all_texts(path)
    assert [each.sheet_state for each in load(path)[0]] == states
    assert hidden_tasks(path) == hidden
    again = path.read_bytes()
    kept(more, path)
    assert path.read_bytes() == again, "a second time changes nothing"


def all_texts(path: Path) -> set[str]:
    """Return all that stands in the workbook, but for numbers of rows, formulas and what is not shown."""
    workbook, sheet = load(path)
    found = set()
    for each in workbook:
        for row in each.iter_rows():
            for cell in row:
                text = str(cell.value)
                ours = each.title == sheet.title and text.startswith(("任务标识", "系统记录", "{", "="))
                if cell.value is not None and not ours and "/t" not in text:
                    found.add(text)
    return {text for text in found if not (text.isdecimal() and int(text) < 100)}


def hidden_tasks(path: Path) -> set[str]:
    sheet = load(path)[1]
    head = next(row for row in range(1, 9) if any(cell.value == "工作任务" for cell in sheet[row]))
    task = next(cell.column for cell in sheet[head] if cell.value == "工作任务")
    rows = range(head + 1, sheet.max_row + 1)
    return {
        str(sheet.cell(row, task).value).partition(".")[2] for row in rows if sheet.row_dimensions[row].hidden
    }


@contextmanager
def held_by(code: str, path: Path) -> Iterator[None]:
    """Let another process hold the file."""
    command = [sys.executable, "-c", f"import fcntl, sys\nfile = open(sys.argv[1], 'r+b')\n{code}\n"
               "print(1, flush=True)\nsys.stdin.read()", path]  # fmt: skip
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout and process.stdout.readline()
        yield
        assert process.stdin
        process.stdin.close()


@pytest.mark.skipif(not hasattr(fcntl, "flock"), reason="needs locks as POSIX has them")
@pytest.mark.parametrize("code", ["fcntl.lockf(file, fcntl.LOCK_EX)", "fcntl.flock(file, fcntl.LOCK_SH)"])
def test_one_that_another_program_has_locked_is_left_as_it_is(code: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    kept(water(plan(tmp_path, items(3))), path)
    before = path.read_bytes()
    with held_by(code, path):
        refused = keep(water(plan(tmp_path, items(4))), path)
    assert isinstance(refused, Refused) and "has locked it" in refused.why
    assert path.read_bytes() == before
    assert kept(water(plan(tmp_path, items(4))), path).counts["new"] == 1
