"""PDF: places, joining, furniture, tables, and the pages that are none."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import pytest

from extractors.layout import Block
from pipeline.formats import pdf
from pipeline.formats.facts import Pages, UnreadableFile
from pipeline.formats.pdf_lines import PageText, find_lines
from pipeline.reading import read as read_file
from pipeline.structure.printed import read_sheets
from tests.formats.makers import join_pdf, make_pdf

ENCRYPTED = (
    f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'00' * 32}> /U <{'11' * 32}> /P -44 >> /ID [<00> <00>]"
)
LOOP = (b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>")
GRID = (
    "100 600 m 400 600 l S 100 550 m 400 550 l S 100 500 m 400 500 l S "
    "100 500 m 100 600 l S 200 500 m 200 600 l S 400 500 m 400 600 l S "
)


def read(folder: Path, data: bytes) -> tuple[Block, ...]:
    path = folder / "a.pdf"
    path.write_bytes(data)
    return read_file(path).blocks


def show(*texts: tuple[float, float, str]) -> str:
    return "".join(f"BT /F1 10 Tf {x} {y} Td ({text}) Tj ET\n" for x, y, text in texts)


def test_block_has_page_and_box(tmp_path: Path) -> None:
    block = read(tmp_path, make_pdf(show((72, 700, "Plan of 2025"))))[0]
    assert (block.text, block.page) == ("Plan of 2025", 1)
    assert block.box
    left, top, right, bottom = block.box
    assert 71 < left < right < 200
    assert 842 - 715 < top < 842 - 700 < bottom < 842 - 690


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_text_of_a_turned_page_lies_on_the_page_as_shown(tmp_path: Path, rotate: int) -> None:
    upright = {
        0: "1 0 0 1 72 700",
        90: "0 1 -1 0 142 72",
        180: "-1 0 0 -1 523 142",
        270: "0 -1 1 0 453 770",
    }[rotate]
    content = f"BT /F1 10 Tf {upright} Tm (Plan of 2025) Tj ET"
    block = read(tmp_path, make_pdf(content, rotate=rotate))[0]
    assert block.text == "Plan of 2025"
    assert block.box and block.box[0] == pytest.approx(72, abs=2)
    assert block.box[1] == pytest.approx(132, abs=4)


def test_watermark_across_the_page_is_left_out(tmp_path: Path) -> None:
    slope = "BT /F1 60 Tf 0.7 0.7 -0.7 0.7 200 300 Tm (DRAFT) Tj ET\n"
    assert [b.text for b in read(tmp_path, make_pdf(slope + show((72, 700, "Plan"))))] == ["Plan"]


def test_order_is_by_place_not_by_file(tmp_path: Path) -> None:
    content = show((72, 500, "second"), (72, 700, "first"))
    assert [b.text for b in read(tmp_path, make_pdf(content))] == ["first", "second"]


class SpreadText:
    """A line of a page with `gap` characters between those of its text; signs hang in their places."""

    def __init__(self, text: str, gap: float) -> None:
        self.text = " ".join(text)
        self._step = 10 * (1 + gap) / 2

    def box(self, index: int) -> tuple[float, float, float, float]:
        width = 4 if self.text[index] in "“”" else 10
        return (index * self._step, 0.0, index * self._step + width, 12.0)

    def is_upright(self, index: int) -> bool:
        return True

    def is_generated(self, index: int) -> bool:
        return True

    def clean(self, text: str) -> str:
        return text


@pytest.mark.parametrize("gap", [0.5, 1.0, 1.8])
def test_letters_spread_over_a_grid_have_no_spaces(gap: float) -> None:
    page = cast(PageText, SpreadText("三、深化供水保障，由县水利局负责。", gap))
    assert [line.text for _, line in find_lines(page, 2)] == ["三、深化供水保障，由县水利局负责。"]


def test_size_of_a_line_is_not_that_of_a_narrow_quotation_mark() -> None:
    page = cast(PageText, SpreadText("“三水”共治。", 0.5))
    assert [line.size for _, line in find_lines(page, 2)] == [10]


class PlacedText(SpreadText):
    """A line whose characters stand at given places, in the order in which they were drawn."""

    def __init__(self, drawn: Sequence[tuple[str, float]]) -> None:
        self.text = "".join(character for character, _ in drawn)
        self._lefts = [left for _, left in drawn]

    def box(self, index: int) -> tuple[float, float, float, float]:
        return (self._lefts[index], 0.0, self._lefts[index] + 10, 12.0)

    def is_generated(self, index: int) -> bool:
        return self.text[index] == " "


@pytest.mark.parametrize(("sign", "line"), [("”", "“三水”共治"), ("乙", "“三水 共治乙"), ("“", "“三水“共治")])
def test_quotation_mark_that_was_drawn_last_stands_in_its_place(sign: str, line: str) -> None:
    drawn = [("“", 0), ("三", 10), ("水", 20), (" ", 30), ("共", 40), ("治", 50), (" ", 60), (sign, 30)]
    page = cast(PageText, PlacedText(drawn))
    assert [found.text for _, found in find_lines(page, 2)] == [line]


@pytest.mark.parametrize("number", ["- 1 -", "Page", "1 / 3"])
def test_page_number_is_left_out(tmp_path: Path, number: str) -> None:
    content = show((72, 700, "Body of the page"), (290, 30, number))
    texts = [b.text for b in read(tmp_path, make_pdf(content, pages=3))]
    assert texts == [" ".join(["Body of the page"] * 3)]


def test_number_in_the_text_stays(tmp_path: Path) -> None:
    content = show((72, 700, "Body"), (290, 500, "- 1 -"))
    (tmp_path / "a.pdf").write_bytes(make_pdf(content, pages=3))
    printed = pdf.read(tmp_path / "a.pdf").content
    assert isinstance(printed, Pages) and "- 1 -" in [b.text for b in read_sheets(printed.sheets)]


def test_rules_make_a_table(tmp_path: Path) -> None:
    texts = show((110, 570, "No"), (210, 570, "Task"), (110, 520, "1"), (210, 520, "Build"))
    table = read(tmp_path, make_pdf(GRID + texts))[0]
    assert [(c.row, c.column, c.text) for c in table.cells] == [
        (0, 0, "No"),
        (0, 1, "Task"),
        (1, 0, "1"),
        (1, 1, "Build"),
    ]
    assert table.box == pytest.approx((100, 242, 400, 342), abs=1)


def test_missing_rule_merges_cells(tmp_path: Path) -> None:
    grid = GRID.replace("200 500 m 200 600 l S ", "200 500 m 200 550 l S ")
    texts = show((110, 570, "Head"), (110, 520, "1"), (210, 520, "Build"))
    spans = [(c.text, c.colspan) for c in read(tmp_path, make_pdf(grid + texts))[0].cells]
    assert spans == [("Head", 2), ("1", 1), ("Build", 1)]


def test_table_goes_on_over_pages_without_its_header(tmp_path: Path) -> None:
    heads = [(110, 570, "No"), (210, 570, "Task")]
    rows = [[(110, 520, str(number)), (210, 520, "Build")] for number in (1, 2, 3)]
    pages = [GRID + show(*heads, *row) for row in rows]
    blocks = read(tmp_path, make_pdf(pages))
    assert len(blocks) == 1
    assert [c.text for c in blocks[0].cells] == ["No", "Task", "1", "Build", "2", "Build", "3", "Build"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (make_pdf("BT ET", trailer=ENCRYPTED), "password"),
        (make_pdf(show((72, 700, "x")))[:200], "damaged-file"),
        (b"%PDF-1.7\n", "damaged-file"),
        (join_pdf(LOOP), "damaged-page"),
        (make_pdf("0 0 m 9 9 l S\n" * 100_001), "too-many-objects"),
    ],
    ids=["password", "truncated", "empty", "pages in a circle", "drawing"],
)
def test_unreadable(tmp_path: Path, data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as error:
        read(tmp_path, data)
    assert error.value.code == code


def test_a_million_objects_do_not_stop_the_text(tmp_path: Path) -> None:
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>"]
    objects += [b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
    objects += [page + b" /Resources << /Font << /F1 3 0 R >> >> >>"]
    objects += [b"<< /Length 40 >>\nstream\n" + show((72, 700, "Plan")).encode().ljust(40) + b"\nendstream"]
    objects += [b"<< /A 1 >>"] * 1_000_000
    assert [b.text for b in read(tmp_path, join_pdf(objects))] == ["Plan"]


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        ("推进城乡供水一体化" * 4, False),
        ("Annex 1: list of the projects of 2025", False),
        ("\x01\ue001\ue002ǉ" * 20, True),
        ("ÊÐË®Àû¾ÖÇ£Í·£¬ÊÐ²ÆÕþ¾ÖÅäºÏ" * 3, True),
        ("附件", False),
    ],
)
def test_unusable_text_layer_is_noticed(text: str, garbled: bool) -> None:
    assert pdf.is_garbled(text) is garbled


def test_text_and_pdf_of_one_decree_have_the_same_paragraphs(shared: Path) -> None:
    blocks = read_file(shared / "corpus" / "ndrc-geshui-xinyong-2019.pdf").blocks
    text = (shared / "corpus" / "ndrc-geshui-xinyong-2019.txt").read_text(encoding="utf-8-sig")
    printed, typed = (re.sub(r"[\s。]", "", each) for each in ("".join(b.text for b in blocks), text))
    assert typed.endswith(printed)  # the red head is not in the blocks


@pytest.mark.long
def test_memory_grows_with_what_is_read_only(tmp_path: Path) -> None:
    import gc
    import tracemalloc

    def peak(pages: int) -> int:
        data = make_pdf(show(*((72, 700 - 15 * i, "Body of the page") for i in range(40))), pages=pages)
        (tmp_path / "a.pdf").write_bytes(data)
        gc.collect()  # frees the tuples kept for reuse, which a small file takes unseen
        tracemalloc.start()
        read_file(tmp_path / "a.pdf")
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    assert peak(120) < 12 * peak(12)


@pytest.mark.parametrize("matrix", ["0 1 -1 0 72 600", "0 -1 1 0 60 690"], ids=["up", "down"])
def test_words_turned_by_90_degrees_are_read_in_their_cell_only(tmp_path: Path, matrix: str) -> None:
    grid = "".join(f"{x} 590 m {x} 700 l S " for x in (50, 90, 300)) + "".join(
        f"50 {y} m 300 {y} l S " for y in (590, 645, 700)
    )
    merged = grid.replace("50 645 m", "90 645 m")
    words = "BT /F1 12 Tf 100 670 Td (Build 2 dams) Tj 0 -55 Td (Clean 30 km) Tj ET "
    turned = f"BT /F1 12 Tf {matrix} Tm (Water works) Tj ET "
    margin = "BT /F1 12 Tf 0 1 -1 0 560 300 Tm (Sealed copy) Tj ET"
    (tmp_path / "a.pdf").write_bytes(make_pdf(merged + words + turned + margin))
    (table,) = read_file(tmp_path / "a.pdf").blocks
    assert [cell.text.replace(" ", "") for cell in table.cells] == ["Waterworks", "Build2dams", "Clean30km"]
