"""A page as a picture: each mark at its place and in its colour, and what cannot be painted."""

import os
from pathlib import Path

import pytest
from PIL import Image

from extractors.records import Document
from pipeline.batch import load
from pipeline.cli import run
from pipeline.page import (
    COLOURS,
    DPI,
    Kind,
    Mark,
    Order,
    PageError,
    count,
    faded,
    find_marks,
    find_scans,
    paint,
)
from tests.formats.makers import make_pdf

SAMPLE = Path("corpus/formats/minsheng-shishi-2025.pdf")
PROSE = Path("corpus/formats/gongshui-baozhang-2025.pdf")
ENCRYPTED = (
    f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'00' * 32}> /U <{'11' * 32}> /P -44 >> /ID [<00> <00>]"
)


@pytest.fixture(scope="module")
def table() -> Document:
    return read(SAMPLE)


def read(path: Path) -> Document:
    document = load(path)
    assert isinstance(document, Document)
    return document


def marks(document: Document, kind: Kind, words: str) -> list[Mark]:
    """Return the marks of records that print the words, on page 2."""
    text = document.document.text
    found = [mark for mark in find_marks(document, 2) if mark.kind == kind and mark.span]
    return [mark for mark in found if mark.span and text[slice(*mark.span)] == words]


@pytest.mark.parametrize(
    ("kind", "words"), [("unit", "县民政局"), ("target", "老旧小区23个"), ("deadline", "2025年11月底前")]
)
def test_a_record_lies_in_its_colour_on_its_words(table: Document, kind: Kind, words: str) -> None:
    picture = paint(SAMPLE, 2, table).picture
    left, top, right, bottom = (value * DPI / 72 for value in marks(table, kind, words)[0].box)
    inside = picture.crop((int(left) + 3, int(top) + 3, int(right) - 3, int(bottom) - 3))
    paper = max(inside.getcolors(inside.width * inside.height) or ())[1]
    assert paper == pytest.approx(faded(kind), abs=1)  # rounding is the drawing's own


def test_kinds_have_colours_of_their_own(table: Document) -> None:
    painting = paint(SAMPLE, 2, table)
    assert len(set(COLOURS.values())) == len(COLOURS)
    assert painting.picture.getpixel((2, 2)) == (255, 255, 255)
    counts = count(painting.marks)
    assert counts["cell"] == 67 and counts["unit"] > 30 and counts["deadline"] == 11


def test_page_number_and_repeated_head_are_passed_over(table: Document) -> None:
    boxes = [mark.box for mark in paint(SAMPLE, 2, table).marks if mark.kind == "passed over"]
    assert any(box[1] > 740 for box in boxes)
    assert sum(box[1] < 150 for box in boxes) == 7


def test_a_span_over_two_lines_is_one_record_in_two_boxes() -> None:
    document = read(PROSE)
    found = [mark for mark in find_marks(document, 3) if mark.kind == "deadline"]
    assert len(found) == 3 and count(found)["deadline"] == 2


def test_the_picture_is_written_and_the_page_is_described(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "page.png"
    assert run(["page", str(SAMPLE), "--page", "2", "--output", str(target)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("page 2 of 3 (text layer): line read: 128") and "scans: none" in out
    with Image.open(target) as picture:
        assert picture.width == 1191 and picture.height > 1684


def test_facts_of_an_earlier_run_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = tmp_path / "out"
    assert run(["extract", str(SAMPLE), "--output", str(facts)]) == 0
    monkeypatch.setattr("pipeline.batch.load", None)
    command = ["page", str(SAMPLE), "--page", "1", "--facts", str(facts), "--output", str(tmp_path / "a.png")]
    assert run(command) == 0


@pytest.mark.long
def test_scans_are_told_page_by_page() -> None:
    pytest.importorskip("rapidocr")
    document = read(PROSE.with_name("gongshui-baozhang-2025-scan.pdf"))
    assert find_scans(document) == (1, 2, 3)
    assert count(find_marks(document, 2))["unit"] > 15


@pytest.mark.parametrize(
    ("data", "page", "code"),
    [
        (make_pdf("BT /F1 10 Tf 72 700 Td (Plan of 2025) Tj ET"), 9, "no-page"),
        ("云溪市水利工作要点".encode(), 1, "no-pdf"),
        (make_pdf("", trailer=ENCRYPTED), 1, "password"),
        (b"%PDF-1.7\n", 1, "damaged-file"),
    ],
)
def test_what_cannot_be_painted_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes, page: int, code: str
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    assert run(["page", str(path), "--page", str(page), "--output", str(tmp_path / "a.png")]) == 1
    assert f"({code})" in capsys.readouterr().err
    assert not (tmp_path / "a.png").exists()


def test_facts_that_do_not_hold_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = [
        "page",
        str(SAMPLE),
        "--page",
        "1",
        "--facts",
        str(tmp_path),
        "--output",
        str(tmp_path / "a.png"),
    ]
    assert run(command) == 1
    assert "(no-document)" in capsys.readouterr().err


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["page", str(SAMPLE), "--page", "1", "--output", str(tmp_path / "none" / "a.png")]) == 1
    assert "No such file" in capsys.readouterr().err


def test_wrong_usage(tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as stop:
        run(["page", str(tmp_path / "none.pdf"), "--page", "1", "--output", "a.png"])
    assert stop.value.code == 2


def test_an_error_of_painting_has_its_code(table: Document) -> None:
    with pytest.raises(PageError) as error:
        paint(SAMPLE, 4, table)
    assert error.value.code == "no-page"


def _dies(order: Order) -> str:
    os._exit(9)


def test_a_file_that_ends_what_paints_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("pipeline.page._paint_into", _dies)
    assert run(["page", str(SAMPLE), "--page", "1", "--output", str(tmp_path / "a.png")]) == 1
    assert "(process-died)" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_picture_that_cannot_be_written_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "a.png"
    target.mkdir()
    assert run(["page", str(SAMPLE), "--page", "1", "--output", str(target)]) == 1
    assert str(target) in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["a.png"]
