"""Lines of several paragraphs, and lines that are rows."""

import pytest

from pipeline.structure.spread import build_table, find_rows, split_spread

LONG = "推进农业农村现代化，健全长效机制。" * 8

LINES = [
    # a short line is parted after the end of a sentence only
    ("现印发给你们，请执行。　　一、总体要求", ["现印发给你们，请执行。", "一、总体要求"]),
    ("各县人民政府：　　经研究，通知如下。", ["各县人民政府：", "经研究，通知如下。"]),
    ("目　　录", ["目　　录"]),
    ("第一章　　总　　则", ["第一章　　总　　则"]),
    ("青石市财政局　　　　青石市教育局", ["青石市财政局　　　　青石市教育局"]),
    ("联系人：　　王某", ["联系人：　　王某"]),
    ("牵头单位：　　省教育厅", ["牵头单位：　　省教育厅"]),
    # one that a crawler joined, everywhere
    (LONG + "　　二、重点任务　　（一）加强领导", [LONG, "二、重点任务", "（一）加强领导"]),
    (LONG + "　　1　　总则　　　　1.1　　目的", [LONG, "1　　总则", "1.1　　目的"]),
    (LONG + "    二、重点任务\xa0\xa0\xa0\xa0三、保障", [LONG, "二、重点任务", "三、保障"]),
    (LONG + "\u2003\u2003二、重点任务", [LONG, "二、重点任务"]),
    (LONG + "　　目　　录　　一、总则", [LONG, "目　　录", "一、总则"]),
    (LONG + "　　责任单位：　　省教育厅", [LONG, "责任单位：　　省教育厅"]),
    (
        LONG + "　　2021年3月2日　　（此件公开发布）\xa0青石市预案",
        [LONG, "2021年3月2日", "（此件公开发布）", "青石市预案"],
    ),
    # single spaces part nothing
    (LONG + "　二、重点任务 三、保障", [LONG + "　二、重点任务 三、保障"]),
]


@pytest.mark.parametrize(("line", "paragraphs"), LINES)
def test_indents_part_paragraphs(line: str, paragraphs: list[str]) -> None:
    assert split_spread(line) == paragraphs


ROWS = [
    (["1\t建设\t市财政局", "2\t改造\t市教育局"], {0: 2}),
    (["附表", "1\t建设\t市财政局", "2\t改造\t市教育局", "完"], {1: 3}),
    (["1\t建设\t市财政局"], {}),
    (["1\t建设", "2\t改造"], {}),
    (["1\t建设\t市财政局", "2\t改造"], {}),
    (["a\tb\tc", "d\te\tf", "a\tb\tc\td", "e\tf\tg\th"], {0: 2, 2: 4}),
    ([], {}),
]


@pytest.mark.parametrize(("lines", "tables"), ROWS)
def test_lines_of_the_same_columns_are_a_table(lines: list[str], tables: dict[int, int]) -> None:
    assert find_rows(lines) == tables


def test_cells_stand_in_their_row_and_column() -> None:
    table = build_table(["序号\t任务\t单位", "1\t 建设 \t"])
    assert [(cell.text, cell.row, cell.column) for cell in table.cells] == [
        ("序号", 0, 0),
        ("任务", 0, 1),
        ("单位", 0, 2),
        ("1", 1, 0),
        ("建设", 1, 1),
        ("", 1, 2),
    ]
