"""Grids out of rules, cells out of lines, and tables over page breaks."""

import pytest

from extractors.layout import Cell
from pipeline.formats.grid import Edge, find_grids
from pipeline.formats.page import Line, RuledTable
from pipeline.structure.tables.cell_text import join_rows
from pipeline.structure.tables.table_joining import join_tables

XS, YS = (100.0, 200.0, 300.0), (50.0, 80.0, 110.0)


def level(*ys: float, start: float = 100, end: float = 300) -> list[Edge]:
    return [Edge(y, start, end) for y in ys]


def upright(*xs: float, start: float = 50, end: float = 110) -> list[Edge]:
    return [Edge(x, start, end) for x in xs]


@pytest.mark.parametrize(
    ("rows", "columns", "cells"),
    [
        (level(*YS), upright(*XS), [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]),
        (level(*YS), upright(100, 300) + upright(200, start=80), [(0, 0, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1)]),
        (level(50, 110) + level(80, start=200), upright(*XS), [(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)]),
        (level(*YS), upright(200), [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]),
        (level(80), upright(*XS), [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]),
        (
            level(50, 80, end=201.5) + level(50, 80, start=199) + level(110.8),
            upright(*XS, end=79) + upright(100.4, 200.9, 299.2, start=81),
            [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)],
        ),
        (level(50, 110), upright(100, 300), []),
        (level(*YS), [], []),
        ([], upright(*XS), []),
    ],
    ids=[
        *("plain", "merged in a row", "merged in a column", "open at the sides", "open above and below"),
        *("drawn in pieces", "a frame", "lines only", "bars only"),
    ],
)
def test_grid(rows: list[Edge], columns: list[Edge], cells: list[tuple[int, int, int, int]]) -> None:
    grids = find_grids(rows, columns)
    assert [(c.row, c.column, c.rowspan, c.colspan) for grid in grids for c in grid.cells] == cells


def test_two_tables_and_a_page_border_are_three_figures() -> None:
    far = [Edge(y + 300, 100, 300) for y in YS]
    far_upright = [Edge(x, 350, 410) for x in XS]
    border = [Edge(5, 5, 590), Edge(830, 5, 590)], [Edge(5, 5, 830), Edge(590, 5, 830)]
    grids = find_grids(level(*YS) + far + border[0], upright(*XS) + far_upright + border[1])
    assert [grid.box for grid in grids] == [(100, 50, 300, 110), (100, 350, 300, 410)]


def test_cell_at_a_point() -> None:
    (grid,) = find_grids(level(50, 110) + level(80, start=200), upright(*XS))
    found = [grid.find(x, y) for x, y in ((150, 100), (250, 100), (99, 100), (250, 111))]
    assert [cell and (cell.row, cell.column) for cell in found] == [(0, 0), (1, 1), None, None]


BOX = (100.0, 100.0, 210.0, 200.0)
"""Ten characters wide, with a padding of five points."""


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        ([(0, "推进城乡供水一体化建"), (0, "设。")], "推进城乡供水一体化建设。"),
        ([(0, "市水利局"), (0, "市财政局")], "市水利局\n市财政局"),
        ([(3, "市水利局"), (3, "市财政局")], "市水利局\n市财政局"),
        ([(0, "某省某市水利和湖泊局"), (0, "市财政局")], "某省某市水利和湖泊局\n市财政局"),
        ([(0, "1.建成水厂三座共五。"), (0, "2.改造管网。")], "1.建成水厂三座共五。\n2.改造管网。"),
        ([(0, "到年底覆盖率达到"), (0, "98.5%。")], "到年底覆盖率达到98.5%。"),
    ],
    ids=["wrapped", "short lines", "centred", "names that fill the line", "numbers", "a number does not fit"],
)
def test_cell_text(rows: list[tuple[int, str]], text: str) -> None:
    lines = []
    for number, (indent, words) in enumerate(rows):
        width = sum(10 if character > "⺀" else 5 for character in words)
        left, top = 105.0 + 10 * indent, 110.0 + 14 * number
        lines.append(Line(words, 1, left, top, left + width, top + 10, 10))
    assert join_rows(lines, BOX) == text


def part(page: int, *rows: str, spans: dict[tuple[int, int], int] | None = None) -> RuledTable:
    """Return a table of one page; cells of a row parted by bars."""
    covered = {(r + i, c) for (r, c), span in (spans or {}).items() for i in range(1, span)}
    cells = [
        Cell(text, r, c, (spans or {}).get((r, c), 1))
        for r, row in enumerate(rows)
        for c, text in enumerate(row.split("|"))
        if (r, c) not in covered
    ]
    columns = tuple(100.0 * i for i in range(rows[0].count("|") + 1))
    return RuledTable(tuple(cells), page, 0.0, 0.0, 100.0 * len(columns), 100.0, columns)


HEAD = "序号|任务|单位"


def joined(*parts: RuledTable) -> list[list[str]]:
    """Return the tables as rows of texts; a merged cell with its rows."""
    tables = []
    for block in join_tables(parts):
        rows: dict[int, list[str]] = {}
        for cell in sorted(block.cells, key=lambda c: (c.row, c.column)):
            rows.setdefault(cell.row, []).append(cell.text + "*" * (cell.rowspan - 1))
        tables.append(["|".join(row) for row in rows.values()])
    return [row for table in tables for row in [table]]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((part(1, HEAD, "1|甲|A"), part(2, "2|乙|B")), [[HEAD, "1|甲|A", "2|乙|B"]]),
        ((part(1, HEAD, "1|甲|A"), part(2, HEAD, "2|乙|B")), [[HEAD, "1|甲|A", "2|乙|B"]]),
        ((part(1, HEAD, "1|建成水|市水利"), part(2, "|厂|局")), [[HEAD, "1|建成水厂|市水利局"]]),
        ((part(1, HEAD, "1|建成水|A"), part(2, HEAD, "|厂|")), [[HEAD, "1|建成水厂|A"]]),
        (
            (part(1, HEAD, "1|建成水|A"), part(2, "|厂。|"), part(3, "2|乙|B")),
            [[HEAD, "1|建成水厂。|A", "2|乙|B"]],
        ),
        (
            (part(1, HEAD, "1|建成水厂。|市水利局"), part(2, "|改造管网。|市住建局")),
            [[HEAD, "1*|建成水厂。|市水利局", "改造管网。|市住建局"]],
        ),
        (
            (
                part(1, "类别|序号|任务", "水利|1|甲。", "|2|乙。", spans={(1, 0): 2}),
                part(2, "|3|丙。", "农业|4|丁。"),
            ),
            [["类别|序号|任务", "水利**|1|甲。", "2|乙。", "3|丙。", "农业|4|丁。"]],
        ),
        ((part(1, HEAD, "1|甲|A"), part(1, HEAD, "1|乙|B")), [[HEAD, "1|甲|A"], [HEAD, "1|乙|B"]]),
        ((part(1, HEAD, "1|甲|A"), part(2, "指标|值", "产值|5")), [[HEAD, "1|甲|A"], ["指标|值", "产值|5"]]),
    ],
    ids=[
        *(
            "next row",
            "header again",
            "row cut",
            "header and cut",
            "three pages",
            "row under a merged number",
        ),
        *("merged over the break", "same page", "other columns"),
    ],
)
def test_tables_over_pages(parts: tuple[RuledTable, ...], expected: list[list[str]]) -> None:
    assert joined(*parts) == expected
