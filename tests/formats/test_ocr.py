"""Scans and pictures, and what is said where they cannot be read."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest

from pipeline.formats import ocr, pdf
from pipeline.formats.facts import UnreadableFile
from pipeline.reading import read
from tests.formats.makers import join_pdf, make_pdf


def make_png(width: int, height: int) -> bytes:
    """Return a black picture of one bit a pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = zlib.compress(bytes((width // 8 + 1) * height))
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def make_picture_pdf(width: int, height: int) -> bytes:
    data = zlib.compress(bytes((width // 8 + 1) * height))
    return join_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            b"/Resources << /XObject << /I 4 0 R >> >> /Contents 5 0 R >>",
            b"<< /Type /XObject /Subtype /Image /Width %d /Height %d "
            b"/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /FlateDecode "
            b"/Length %d >>\nstream\n%s\nendstream" % (width, height, len(data), data),
            b"<< /Length 23 >>\nstream\n595 0 0 842 0 0 cm /I Do\nendstream",
        ]
    )


def test_a_page_too_large_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    pytest.importorskip("rapidocr")
    (tmp_path / "a.png").write_bytes(make_png(20_000, 20_000))
    (tmp_path / "a.pdf").write_bytes(make_picture_pdf(20_000, 20_000))
    for path in (tmp_path / "a.png", tmp_path / "a.pdf"):
        with pytest.raises(UnreadableFile) as error:
            read(path)
        assert error.value.code == "page-too-large"


@pytest.mark.parametrize("name", ["a.png", "a.pdf"])
def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(ocr, "find_spec", lambda package: None)
    path = tmp_path / name
    path.write_bytes(make_png(80, 80) if name == "a.png" else make_picture_pdf(80, 80))
    with pytest.raises(UnreadableFile, match=r"zeren\[ocr\]") as error:
        read(path)
    assert error.value.code == "needs-ocr"


def test_text_pages_of_a_mixed_pdf_are_read_without_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "find_spec", lambda package: None)
    (tmp_path / "a.pdf").write_bytes(make_pdf(["BT /F1 9 Tf 72 700 Td (Plan) Tj ET", "0 0 m 9 9 l S"]))
    reading = read(tmp_path / "a.pdf")
    assert [block.text for block in reading.blocks] == ["Plan"]
    assert [problem.code for problem in reading.problems] == ["needs-ocr"]


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n" + bytes(99), b"\xff\xd8\xff\xe0" + bytes(99), b"II*\0" + bytes(9)]
)
def test_damaged_picture(tmp_path: Path, data: bytes) -> None:
    pytest.importorskip("rapidocr")
    (tmp_path / "a").write_bytes(data)
    with pytest.raises(UnreadableFile) as error:
        read(tmp_path / "a")
    assert error.value.code == "damaged-file"


@pytest.mark.long
def test_picture_with_a_skew_reads_as_the_text(root: Path, tmp_path: Path) -> None:
    pytest.importorskip("rapidocr")
    import pypdfium2

    with pypdfium2.PdfDocument(root / "corpus" / "formats" / "gongshui-baozhang-2025-scan.pdf") as scan:
        picture = scan[1].render(scale=150 / 72).to_pil().convert("RGB")
    picture.rotate(1.2, fillcolor="white").save(tmp_path / "a.jpg", dpi=(150, 150))
    reading = read(tmp_path / "a.jpg")
    assert reading.format == "jpg"
    assert any(b.text.startswith("（二）推进城乡供水一体化。") for b in reading.blocks)
    assert {problem.code for problem in reading.problems} == {"read-by-ocr"}


@pytest.mark.long
def test_pages_of_a_tiff(tmp_path: Path) -> None:
    pytest.importorskip("rapidocr")
    from PIL import Image

    pages = [Image.open(BytesIO(make_png(200, 300))).convert("1") for _ in range(2)]
    pages[0].save(tmp_path / "a.tif", save_all=True, append_images=pages[1:])
    assert ocr.read(tmp_path / "a.tif").pages == 2


def test_a_text_on_its_side_is_said_and_read_as_a_scan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "read_pdf_page", lambda page, number: ocr.Scan((), (), ()))
    path = tmp_path / "plan.pdf"
    path.write_bytes(make_pdf("BT /F1 10 Tf 0 1 -1 0 142 72 Tm (Plan of 2025 for all counties) Tj ET"))
    (problem,) = pdf.read(path).problems
    assert problem.code == "unusable-text-layer" and "none of its text stands upright" in problem.message
