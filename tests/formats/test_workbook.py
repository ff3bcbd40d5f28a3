"""Workbooks: titles over the head, merged cells, several sheets, dates; what is damaged or a bomb."""

from datetime import date
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from extractors.layout import Block
from extractors.records import Document
from pipeline.batch import load
from pipeline.formats import find_reader
from pipeline.formats.facts import UnreadableFile
from pipeline.reading import read
from tests.campaigns.seeds import seeds

HEAD = ["序号", "工作任务", "牵头单位", "完成时限"]
ROWS = [
    [1, "新建污水管网12公里", "市住建局", date(2026, 6, 30)],
    [2, "改造农贸市场8家", "市商务局", date(2026, 9, 30)],
]


def write(path: Path, sheets: dict[str, list[list[object]]], merged: str = "") -> Path:
    """Write a workbook: rows by sheet, from the first cell on."""
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy/m/d"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(number, column, value, day)  # type: ignore[arg-type]
                    elif value is not None:
                        sheet.write(number, column, value)
            if merged:
                sheet.merge_range(merged, "市水利局")
    return path


def words(block: Block) -> list[list[str]]:
    rows: dict[int, list[str]] = {}
    for cell in block.cells:
        rows.setdefault(cell.row, []).append(cell.text)
    return list(rows.values())


def test_title_head_rows_and_note(tmp_path: Path) -> None:
    rows = [["云溪市2026年重点任务分解表"], [], HEAD, *ROWS, ["注：以上由市督查室督办。"]]
    blocks = read(write(tmp_path / "a.xlsx", {"Sheet1": rows})).blocks
    assert [block.kind for block in blocks] == ["paragraph", "table", "paragraph"]
    assert words(blocks[1])[1] == ["1", "新建污水管网12公里", "市住建局", "2026年6月30日"]


def test_a_task_table_gives_tasks(tmp_path: Path) -> None:
    rows = [["云溪市2026年重点任务分解表"], HEAD, *ROWS]
    document = load(write(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert isinstance(document, Document)
    assert document.document.source.format == "xlsx"
    assert [(task.number, task.assignments[0].name) for task in document.tasks] == [
        ("1", "市住建局"),
        ("2", "市商务局"),
    ]
    assert [task.deadline and task.deadline.date for task in document.tasks] == ["2026-06-30", "2026-09-30"]


def test_merged_cells_cover_their_rows(tmp_path: Path) -> None:
    rows = [HEAD, [1, "甲", None, "年内"], [2, "乙", None, "年内"]]
    (table,) = read(write(tmp_path / "a.xlsx", {"Sheet1": rows}, merged="C2:C3")).blocks
    assert [(cell.row, cell.column, cell.rowspan) for cell in table.cells if cell.text == "市水利局"] == [
        (1, 2, 2)
    ]


def test_sheets_with_names_of_their_own_are_headed_by_them(tmp_path: Path) -> None:
    rows = [HEAD, *ROWS]
    blocks = read(write(tmp_path / "a.xlsx", {"城建": rows, "民生": rows, "Sheet3": []})).blocks
    assert [block.text or "table" for block in blocks] == ["城建", "table", "民生", "table"]


def test_ods_and_xls_are_told_by_their_content(tmp_path: Path) -> None:
    ods, xls = tmp_path / "a.bin", tmp_path / "b.et"
    with ZipFile(ods, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    xls.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert (find_reader(ods).format, find_reader(xls).format) == ("ods", "xls")


@pytest.mark.parametrize(
    "name, data",
    [
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)),
        ("a.ods", b""),
    ],
)
def test_damaged(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    if name.endswith("ods"):
        with ZipFile(path, "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr("content.xml", "<office:document-content")
    else:
        path.write_bytes(data)
    with pytest.raises(UnreadableFile) as error:
        read(path)
    assert error.value.code in ("damaged-file", "no-text")


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", {"Sheet1": [HEAD, *ROWS]})
    with ZipFile(path, "a", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", bytes(32 * 2**20))
    with pytest.raises(UnreadableFile) as error:
        read(path)
    assert error.value.code == "zip-bomb"


def test_a_truncated_workbook_fails_alone(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", {"Sheet1": [HEAD, *ROWS]})
    path.write_bytes(path.read_bytes()[:-400])
    with pytest.raises(UnreadableFile):
        read(path)


def test_empty_rows_and_columns_are_left_out(tmp_path: Path) -> None:
    rows = [[], [], [None, *HEAD], [], [None, *ROWS[0]], *[[]] * 50, [None, *ROWS[1]]]
    (table,) = read(write(tmp_path / "a.xlsx", {"Sheet1": rows})).blocks
    assert [len(row) for row in words(table)] == [4, 4, 4]


def test_fields_of_a_form_stand_outside_of_the_table(tmp_path: Path) -> None:
    rows = [
        ["云溪市2026年重点任务分解表"],
        ["填报单位：市发改委", None, None, "日期：2026年3月"],
        HEAD,
        *ROWS,
        ["填表人：周某", None, "联系电话：0000-0000000"],
    ]
    blocks = read(write(tmp_path / "a.xlsx", {"Sheet1": rows})).blocks
    assert [block.text or "table" for block in blocks] == [
        "云溪市2026年重点任务分解表",
        "填报单位：市发改委",
        "日期：2026年3月",
        "table",
        "填表人：周某",
        "联系电话：0000-0000000",
    ]
    assert [len(row) for row in words(blocks[3])] == [4, 4, 4]


def test_a_workbook_packed_in_another_way_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    with ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>", ZIP_BZIP2)
    with pytest.raises(UnreadableFile, match="Damaged workbook"):
        read(path)


@pytest.mark.parametrize("length", [1024, 2615, 4000])
def test_a_torn_compound_file_that_makes_its_reader_panic_is_refused(tmp_path: Path, length: int) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(seeds("xls")[0][:length])
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert caught.value.code == "damaged-file"
