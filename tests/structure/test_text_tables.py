"""Tables that were flattened into plain text."""

from pathlib import Path

import pytest

from extractors.tables.heads import find_kind
from extractors.tables.natures import read_nature
from pipeline.reading import read
from pipeline.structure.tables.text_tables import find_tables

HEADER = ["序号", "工作任务", "牵头单位", "配合单位", "完成时限"]
FIRST = ["1", "压缩开办时间", "市市场监管局", "市税务局、市公安局", "6月底前"]
SECOND = ["2", "改造老旧管网", "市住建局", "市财政局", "2024年12月"]
PLAIN = [HEADER, FIRST, SECOND]


def rows_of(lines: list[str]) -> list[list[str]]:
    ((_, table),) = find_tables(lines).values()
    rows: dict[int, list[str]] = {}
    for cell in table.cells:
        rows.setdefault(cell.row, []).append(cell.text)
    return list(rows.values())


def flat(rows: list[list[str]], bar: bool = False) -> list[str]:
    cells = [cell for row in rows for cell in row if cell]
    return [line for cell in cells for line in (cell, "|")] if bar else cells


WHOLE = [
    # the lines of a table without empty cells
    flat(PLAIN),
    flat(PLAIN, bar=True),
    ["    ".join(row) for row in PLAIN],
    ["　　".join(row) for row in PLAIN],
    ["|" + "|".join(row) + "|" for row in PLAIN],
    [" | ".join(row) for row in PLAIN],
    [" | ".join(PLAIN[0]), "--- | --- | --- | --- | ---", *(" | ".join(row) for row in PLAIN[1:])],
]


@pytest.mark.parametrize("lines", WHOLE)
def test_rows_are_found_however_the_cells_are_parted(lines: list[str]) -> None:
    assert rows_of(["附件", *lines, "以上任务请认真落实。", "联系人：张三"]) == PLAIN
    assert list(find_tables(["附件", *lines])) == [1]


def test_text_around_a_table_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n".join(["青石市任务清单", *flat(PLAIN), "请认真落实。"]), encoding="utf-8")
    blocks = read(path).blocks
    assert [(block.kind, block.text) for block in blocks] == [
        ("paragraph", "青石市任务清单"),
        ("table", ""),
        ("paragraph", "请认真落实。"),
    ]


EMPTY = [
    # a row of which cells are empty, by the cell that is
    ["2", "改造老旧管网", "市住建局", "", "年底前"],
    ["2", "改造老旧管网", "市住建局", "市财政局", ""],
    ["2", "改造老旧管网", "市住建局", "", ""],
]


@pytest.mark.parametrize("row", EMPTY)
def test_cells_after_an_empty_one_stay_under_their_header(row: list[str]) -> None:
    rows = [HEADER, FIRST, row, ["3", *FIRST[1:]]]
    assert rows_of(flat(rows)) == rows
    assert rows_of(["   ".join(filter(None, row)) for row in rows]) == rows


MERGED = [
    # header, rows, height of the first area's cell
    (["类别", *HEADER], [["政务", *FIRST], SECOND, ["城建", "3", *FIRST[1:]]], 2),
    (["序号", "类别", *HEADER[1:]], [["1", "政务", *FIRST[1:]], SECOND, ["3", "城建", *FIRST[1:]]], 2),
    (["类别", *HEADER], [["政务", *FIRST], SECOND, ["3", *FIRST[1:]]], 3),
]


@pytest.mark.parametrize(("header", "rows", "height"), MERGED)
def test_a_merged_cell_spans_its_rows(header: list[str], rows: list[list[str]], height: int) -> None:
    ((_, table),) = find_tables(flat([header, *rows])).values()
    (area,) = [cell for cell in table.cells if cell.text == "政务"]
    assert (area.row, area.rowspan) == (1, height)
    assert rows_of(flat([header, *rows])) == [header, *rows]


def test_a_column_of_numbers_may_lack_its_header() -> None:
    lines = ["工作任务", "具体要求", "责任科室", "时限要求"]
    rows = [
        ["加强公开", "1", "清理目录，及时公布。", "办公室", "年底前"],
        ["2", "编制年报。", "各科室", "持续推进"],
    ]
    assert rows_of(flat([lines, *rows], bar=True)) == [["工作任务", "", *lines[1:]], *rows]


def test_cells_of_several_lines_are_one() -> None:
    lines = [*HEADER, "1", "压缩开办时间。", "推行一网通办。", "市税务局、", "市公安局", "市财政局", "年底前"]
    assert rows_of([*lines, *SECOND])[1][1] == "压缩开办时间。\n推行一网通办。"


def test_section_rows_span_the_table() -> None:
    lines = [*HEADER, *FIRST, "二、城市建设", *SECOND, "三、保障措施"]
    ((first, (end, table)),) = find_tables(lines).items()
    assert [(cell.row, cell.colspan) for cell in table.cells if cell.text == "二、城市建设"] == [(2, 5)]
    assert (first, end) == (0, len(lines) - 1)


def test_a_repeated_header_begins_a_table() -> None:
    assert list(find_tables([*flat(PLAIN), *HEADER, "3", *FIRST[1:]])) == [0, 15]


PROSE = [
    # lines that make no table
    ["工作任务", "责任单位", "完成时限", "各地各部门要提高认识，加强领导。", "现将有关事项通知如下。"],
    ["序号", "文件名称", "发布日期", "1", "关于节水的通知", "2024年1月"],
    ["序号  姓名  工作单位", "1  张三  市水利局"],
    ["一、工作任务", "二、责任分工", "三、完成时限"],
    ["责任单位：市水利局  配合单位：市财政局  完成时限：年底前"],
    ["牵头单位    市水利局    配合单位    市财政局"],
    [
        "序号",
        "工作任务",
        "责任单位",
        "7",
        "改造管网",
        "市水利局",
        "3",
        "普查",
        "市统计局",
        "9",
        "巡查",
        "市水利局",
    ],
    ["工作任务", "责任单位", "备注"],
    [],
]


@pytest.mark.parametrize("lines", PROSE)
def test_other_lines_make_no_table(lines: list[str]) -> None:
    assert find_tables(lines) == {}


KINDS = [
    ("序 号", "number"),
    ("重点任务", "task"),
    ("责任单位", "responsible"),
    ("协办单位", "cooperating"),
    ("办结时限", "time"),
    ("类别", "area"),
    ("备注", "other"),
    ("青石市", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_header_cells_tell_what_the_column_holds(text: str, kind: str | None) -> None:
    assert find_kind(text) == kind


NATURES = [
    ("１２", "number"),
    ("3.", "number"),
    ("/", "none"),
    ("无", "none"),
    ("2024.6", "time"),
    ("长期坚持", "time"),
    ("市税务局、各县（市、区）", "unit"),
    ("办公室", "unit"),
    ("营商环境", "short"),
    ("推进不动产登记“一窗受理”。", "text"),
]


@pytest.mark.parametrize(("text", "nature"), NATURES)
def test_cells_tell_what_they_are(text: str, nature: str) -> None:
    assert read_nature(text) == nature
