"""Where a fact is printed: page and box by one look-up."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from extractors.layout import Block, Cell, build_layout
from extractors.records import Document, Place, Span
from pipeline.batch import build_from_file
from pipeline.formats.page import Line, RuledTable, place_lines
from pipeline.places import find_place, find_places
from pipeline.structure.tables.table_joining import join_tables
from tests.factory import make_document
from tests.invariants import find_broken

TEXT = "推进城乡供水一体化建设工程。\n由市水利局"
PLACES = (
    Place(span=(0, 10), page=1, box=(100.0, 700.0, 200.0, 712.0)),
    Place(span=(10, 14), page=2, box=(80.0, 90.0, 120.0, 102.0)),
    Place(span=(15, 20), page=2, box=(80.0, 110.0, 130.0, 122.0)),
)


@pytest.fixture(scope="module")
def document() -> Document:
    made = make_document(1)
    return made.changed(document=made.document.changed(text=TEXT), places=PLACES)


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ((0, 10), [(1, (100, 700, 200, 712))]),
        ((2, 4), [(1, (120, 700, 140, 712))]),
        ((9, 12), [(1, (190, 700, 200, 712)), (2, (80, 90, 100, 102))]),
        ((16, 19), [(2, (90, 110, 120, 122))]),
        ((14, 15), []),
    ],
    ids=["a line", "within a line", "over a page break", "the last line", "between lines"],
)
def test_each_line_of_a_span(document: Document, span: Span, expected: list[object]) -> None:
    assert [(place.page, place.box) for place in find_places(document, span)] == expected


def test_one_page_and_box_of_a_span(document: Document) -> None:
    place = find_place(document, (11, 20))
    assert place and (place.page, place.box) == (2, (80, 90, 130, 122))
    place = find_place(document, (0, 20))
    assert place and (place.page, place.box, place.span) == (1, (100, 700, 200, 712), (0, 10))
    assert find_place(document, (14, 15)) is None


@pytest.mark.parametrize(
    ("text", "lines", "spans"),
    [
        ("建设水厂。", ["建设", "水厂。"], ["建设", "水厂。"]),
        ("PM2.5 and so", ["PM2.5", "and so"], ["PM2.5", "and so"]),
        ("通知：省厅", ["通 知：", "省 厅"], ["通知：", "省厅"]),
        ("市水利局\n市财政局", ["市水利局", "市财政局"], ["市水利局", "市财政局"]),
        ("略", ["略", " "], ["略"]),
    ],
    ids=["as they stand", "with a space", "spaces taken out", "parted", "an empty line"],
)
def test_lines_are_found_in_what_they_were_joined_to(text: str, lines: list[str], spans: list[str]) -> None:
    made = [Line(words, 1, 0, 15 * n, 50, 15 * n + 10, 10) for n, words in enumerate(lines)]
    assert [text[slice(*place.span)] for place in place_lines(text, made)] == spans


def test_layout_places_blocks_and_cells() -> None:
    first = Place(span=(0, 2), page=1, box=(0, 0, 9, 9))
    cells = (Cell("甲", 0, 0, places=(first.changed(span=(0, 1)),)), Cell("乙丙", 0, 1, places=(first,)))
    layout = build_layout(
        [Block("paragraph", "总则", page=1, places=(first,)), Block("table", cells=cells, page=2)]
    )
    assert [layout.text[slice(*place.span)] for place in layout.places] == ["总则", "甲", "乙丙"]


def test_cell_that_a_page_break_cut_knows_both_pages() -> None:
    def part(page: int, number: str, words: str) -> RuledTable:
        cells = [
            Cell(text, 0, column, places=(Place(span=(0, len(text)), page=page, box=(0, 0, 9, 9)),))
            for column, text in enumerate([number, words])
        ]
        return RuledTable(tuple(cells), page, 0, 0, 200, 100, (0, 100))

    (table,) = join_tables([part(1, "1", "建设水"), part(2, "", "厂。"), part(2, "2", "略")][:2])
    places = table.cells[1].places
    assert [(place.page, table.cells[1].text[slice(*place.span)]) for place in places] == [
        (1, "建设水"),
        (2, "厂。"),
    ]


@pytest.mark.parametrize("ending", ["pdf", "ofd", pytest.param("-scan.pdf", marks=pytest.mark.long)])
@pytest.mark.parametrize("name", ["gongshui-baozhang-2025", "minsheng-shishi-2025"])
def test_every_fact_of_a_printed_sample_has_its_place(root: Path, name: str, ending: str) -> None:
    if ending == "-scan.pdf" and not find_spec("rapidocr"):
        pytest.skip("needs rapidocr")
    path = root / "corpus" / "formats" / (name + ending if ending[0] == "-" else f"{name}.{ending}")
    document = build_from_file(path, path.name, "0" * 64)
    assert find_broken(document) == []
    pages = [place.page for task in document.tasks if (place := find_place(document, task.span))]
    assert len(pages) == len(document.tasks) and pages == sorted(pages) and pages[-1] == 3
    for task in document.tasks:
        for unit in task.assignments:
            printed = find_places(document, unit.span)
            assert printed and all(place.box[2] - place.box[0] < 200 for place in printed)


def test_boxes_hold_what_is_printed_there(root: Path) -> None:
    import pypdfium2

    path = root / "corpus" / "formats" / "gongshui-baozhang-2025.pdf"
    document = build_from_file(path, path.name, "0" * 64)
    pdf = pypdfium2.PdfDocument(path)
    try:
        for unit in (unit for task in document.tasks for unit in task.assignments):
            for place in find_places(document, unit.span):
                page = pdf[place.page - 1]
                left, top, right, bottom = place.box
                height = page.get_height()
                text = page.get_textpage().get_text_bounded(
                    left + 2, height - bottom, right - 2, height - top
                )
                assert re.sub(r"\s", "", text).strip("（、，；") == document.document.text[slice(*place.span)]
    finally:
        pdf.close()


@pytest.mark.parametrize("ending", ["txt", "html", "docx"])
def test_a_text_without_pages_carries_none(root: Path, ending: str) -> None:
    path = root / "corpus" / "formats" / f"gongshui-baozhang-2025.{ending}"
    document = build_from_file(path, path.name, "0" * 64)
    assert document.places == ()
    assert find_place(document, document.tasks[0].span) is None
