"""Tables without rules: columns by alignment, rows by their numbers, over pages."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.layout import Block
from pipeline.formats.page import Line, RuledTable
from pipeline.formats.spacing import is_wide
from pipeline.structure.tables.aligned import find_aligned
from pipeline.structure.tables.table_joining import join_tables
from tests.formats.test_ofd import blocks, text

SIZE = 10.0
LEFT = (60.0, 95.0, 250.0, 330.0)
HEADER = ("序号", "任务内容", "牵头单位", "责任单位")
Printed = tuple[float, float, str]
"""Left edge, top, text."""


def width(words: str) -> float:
    return sum(SIZE if is_wide(character) else SIZE / 2 for character in words)


def page(*printed: Printed, number: int = 1) -> list[Line]:
    return [
        Line(
            words, number, x, top, x + sum(SIZE if is_wide(c) else SIZE / 2 for c in words), top + SIZE, SIZE
        )
        for x, top, words in printed
    ]


def row(top: float, *cells: str | Sequence[str], middle: bool = False) -> list[Printed]:
    """Return what is printed in the cells of a row, line by line, from its top or round its middle."""
    lines = [[cell] if isinstance(cell, str) else list(cell) for cell in cells]
    height = max(map(len, lines))
    return [
        (LEFT[column], top + 15 * (at + ((height - len(each)) / 2 if middle else 0)), words)
        for column, each in enumerate(lines)
        for at, words in enumerate(each)
        if words
    ]


ONE = ("1", ("新建改扩建公办幼儿园", "6所。"), "县教育局", ("县发展改革局、县财", "政局"))
TWO = ("2", "改造供水管网。", "县水利局", "县财政局")


def read(lines: list[Line]) -> tuple[list[RuledTable], list[str]]:
    found, _ = find_aligned(lines, 1, None)
    tables = [element for element in found if isinstance(element, RuledTable)]
    return tables, [element.text for element in found if isinstance(element, Line)]


def texts(cells: Sequence[object]) -> list[tuple[int, int, str]]:
    return [(c.row, c.column, c.text) for c in cells]  # type: ignore[attr-defined]


AFTER = "各单位要按时完成上述任务，确保取得实效并报告。"
EXPECTED = [
    *[(0, column, words) for column, words in enumerate(HEADER)],
    *[(1, 0, "1"), (1, 1, "新建改扩建公办幼儿园6所。"), (1, 2, "县教育局"), (1, 3, "县发展改革局、县财政局")],
    *[(2, column, words) for column, words in enumerate(TWO)],
]


@pytest.mark.parametrize(
    ("middle", "step"),
    [(False, 30), (False, 45), (True, 45)],
    ids=["numbers at the top, rows close", "numbers at the top", "numbers in the middle"],
)
def test_cells_by_columns_and_numbers(middle: bool, step: int) -> None:
    printed = [*row(100, *HEADER), *row(130, *ONE, middle=middle), *row(130 + step, *TWO)]
    (table,), rest = read(page((60, 60, "任务分解表"), *printed, (60, 300, AFTER)))
    assert texts(table.cells) == EXPECTED
    assert rest == ["任务分解表", AFTER]


def test_header_cells_that_nearly_touch() -> None:
    header = [(60.0, 100.0, "序号 任务内容"), *row(100, "", "", *HEADER[2:])]
    (table,), _ = read(page(*header, *row(130, *ONE), *row(175, *TWO)))
    assert texts(table.cells) == EXPECTED


def test_cells_that_nearly_touch_are_parted_at_the_border() -> None:
    last = [*row(175, "2", "改造供水管网。"), (250.0, 175.0, "县水利局管网处 县财政局")]
    (table,), _ = read(page(*row(100, *HEADER), *row(130, *ONE), *last))
    assert texts(table.cells)[-2:] == [(2, 2, "县水利局管网处"), (2, 3, "县财政局")]


def test_area_spans_the_rows_that_have_none() -> None:
    header = [(20.0, 100.0, "类别"), *row(100, *HEADER)]
    rows = [(20.0, 130.0, "教育"), *row(130, *ONE), *row(175, *TWO), *row(205, "3", *TWO[1:])]
    (table,), _ = read(page(*header, *rows))
    assert [(c.row, c.rowspan) for c in table.cells if c.text == "教育"] == [(1, 3)]


@pytest.mark.parametrize("repeated", [False, True])
@pytest.mark.parametrize("cut", [False, True], ids=["between rows", "within a row"])
def test_table_goes_on_over_the_page(repeated: bool, cut: bool) -> None:
    first = page(*row(100, *HEADER), *row(130, *ONE), *row(175, "2", "改造供水", "县水利局", "县财"))
    rest = row(60, "", "管网。", "", "政局") if cut else []
    top = 90 if cut else 60
    head = row(30, *HEADER) if repeated else []
    second = page(
        *head,
        *rest,
        *row(top, "3", *TWO[1:]),
        (60, 200, AFTER),
        number=2,
    )
    elements, shape = find_aligned(first, 1, None)
    assert shape and shape.last == 2
    following, after = find_aligned(second, 2, shape)
    assert after is None
    tables = [e for e in (*elements, *following) if isinstance(e, RuledTable)]
    (block,) = join_tables(tables)
    two = ("2", "改造供水管网。", "县水利局", "县财政局") if cut else ("2", "改造供水", "县水利局", "县财")
    assert texts(block.cells)[8:] == [
        *[(2, column, words) for column, words in enumerate(two)],
        *[(3, column, words) for column, words in enumerate(("3", *TWO[1:]))],
    ]


@pytest.mark.parametrize(
    "printed",
    [
        [*row(100, "姓名", "任务内容", "牵头单位"), *row(130, "1", "略", "略")],
        [*row(100, *HEADER), *row(130, "1", "推进改革。", "推进", "加快发展")],
        [
            *row(100, *HEADER),
            (60.0, 130.0, f"一、{AFTER}"),
        ],
        [*row(100, "责任单位", "县水利局"), *row(130, "完成时限", "2025年")],
    ],
    ids=["an unknown column", "no units", "prose", "two columns"],
)
def test_what_is_no_table(printed: list[Printed]) -> None:
    tables, rest = read(page(*printed))
    assert tables == [] and len(rest) == len(printed)


def test_ofd_has_them_too(tmp_path: Path) -> None:
    def cells(y: float, *words: str) -> str:
        return "".join(
            text(each, x, y, size=4) for x, each in zip((20, 40, 100, 140), words, strict=True) if each
        )

    body = cells(40, *HEADER) + cells(55, *TWO) + cells(70, "3", *TWO[1:])
    (table,) = blocks(tmp_path, body)
    assert isinstance(table, Block) and table.kind == "table" and table.page == 1
    assert [c.text for c in table.cells[-4:]] == ["3", *TWO[1:]]
    assert all(place.page == 1 for c in table.cells for place in c.places)


WORDS = "1 2 3 县水利局 县财政局、县教育局 改造供水管网。 县水利局_县财政局 一、总则 —_3_—"
PIECES = st.tuples(
    st.integers(0, 45).map(lambda step: 10.0 * step),
    st.integers(0, 30).map(lambda step: 100 + 7.5 * step),
    st.sampled_from([words.replace("_", " ") for words in WORDS.split()]),
)


@given(st.lists(PIECES, max_size=40), st.lists(PIECES, max_size=20), st.booleans())
def test_nothing_printed_is_lost(first: list[Printed], second: list[Printed], headed: bool) -> None:
    head = row(80, *HEADER) if headed else []
    shape = None
    for number, printed in enumerate(([*head, *first], second), 1):
        elements, shape = find_aligned(page(*printed, number=number), number, shape)
        shown = "".join(
            e.text if isinstance(e, Line) else "".join(cell.text for cell in e.cells) for e in elements
        )
        assert sorted(shown.replace(" ", "").replace("\n", "")) == sorted(
            "".join(words for _, _, words in printed).replace(" ", "")
        )
        for element in elements:
            if isinstance(element, RuledTable):
                taken = [
                    (r, c)
                    for cell in element.cells
                    for r in range(cell.row, cell.row + cell.rowspan)
                    for c in range(cell.column, cell.column + cell.colspan)
                ]
                assert len(taken) == len(set(taken))
