"""Damaged bytes of real formats: a reader gives a reading or says why not, and nothing else happens."""

import time
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.formats import Reading, UnreadableFile, archive, doc, docx, html, mime, ocr, ofd, pdf
from tests.formats.makers import make_pdf, make_zip

FORMATS = Path(__file__).parents[2] / "corpus" / "formats"
SETTINGS = settings(deadline=None, suppress_health_check=list(HealthCheck))
Edit = tuple[float, int, bytes]
"""Where in the file (0 to 1), how many bytes are taken out, and what is put there."""
PIECES = st.binary(max_size=8) | st.sampled_from(
    [
        b"-1",
        b"4294967295",
        b"1e309",
        b"NaN",
        b"<",
        b">",
        b'"',
        b"endobj",
        b"<w:tbl><w:tr><w:tc>",
        b"\xed\xa0\x80",
    ]
)
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from([0, 1, 2, 40, 4000]), PIECES), min_size=1, max_size=12
)


@pytest.fixture(autouse=True)
def no_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_spec", lambda name: None)
    monkeypatch.setenv("PATH", "")  # no LibreOffice


def damage(data: bytes, edits: list[Edit]) -> bytes:
    for place, length, piece in edits:
        at = round(place * len(data))
        data = data[:at] + piece + data[at + length :]
    return data


def damage_inside(data: bytes, name: str, edits: list[Edit]) -> bytes:
    """Return the archive with one member damaged, so that it can still be opened."""
    with ZipFile(BytesIO(data)) as opened:
        return make_zip(
            {n: damage(b, edits) if n == name else b for n in opened.namelist() for b in [opened.read(n)]}
        )


def check(read: object, path: Path, data: bytes) -> None:
    path.write_bytes(data)
    try:
        reading = read(path)  # type: ignore[operator]
    except UnreadableFile as error:
        assert error.code and str(error)
        return
    assert isinstance(reading, Reading)
    for block in reading.blocks:
        assert block.text.encode() is not None
        assert block.box is None or (block.box[0] <= block.box[2] and block.box[1] <= block.box[3])
        assert all(
            cell.row >= 0 and cell.column >= 0 and min(cell.rowspan, cell.colspan) > 0 for cell in block.cells
        )


@SETTINGS
@given(name=st.sampled_from(["gongshui-baozhang-2025", "minsheng-shishi-2025"]), edits=EDITS)
def test_pdf(tmp_path: Path, name: str, edits: list[Edit]) -> None:
    check(pdf.read, tmp_path / "a.pdf", damage((FORMATS / f"{name}.pdf").read_bytes(), edits))


@SETTINGS
@given(
    matrix=st.lists(st.floats(-3, 3), min_size=4, max_size=4),
    box=st.lists(st.integers(-2000, 2000), min_size=2, max_size=2),
    rotate=st.sampled_from([0, 90, 180, 270, 45, -90]),
    rules=st.lists(st.tuples(*[st.integers(0, 800)] * 4), max_size=12),
)
def test_pdf_that_draws_anything(
    tmp_path: Path, matrix: list[float], box: list[int], rotate: int, rules: list[tuple[int, ...]]
) -> None:
    shear = " ".join(f"{value:.3f}" for value in matrix)
    text = f"BT /F1 12 Tf {shear} 300 400 Tm (Plan of 2025) Tj ET {shear} 0 0 cm "
    lines = " ".join(f"{x0} {y0} m {x1} {y1} l S" for x0, y0, x1, y1 in rules)
    check(pdf.read, tmp_path / "a.pdf", make_pdf(text + lines, size=(box[0], box[1]), rotate=rotate))


@SETTINGS
@given(member=st.sampled_from(["word/document.xml", "word/numbering.xml"]), edits=EDITS)
def test_docx(tmp_path: Path, member: str, edits: list[Edit]) -> None:
    data = (FORMATS / "gongshui-baozhang-2025.docx").read_bytes()
    check(docx.read, tmp_path / "a.docx", damage_inside(data, member, edits))
    check(docx.read, tmp_path / "a.docx", damage(data, edits))


@SETTINGS
@given(
    member=st.sampled_from(["OFD.xml", "Doc_0/Document.xml", "Doc_0/Pages/Page_1/Content.xml"]), edits=EDITS
)
def test_ofd(tmp_path: Path, member: str, edits: list[Edit]) -> None:
    data = (FORMATS / "minsheng-shishi-2025.ofd").read_bytes()
    check(ofd.read, tmp_path / "a.ofd", damage_inside(data, member, edits))


@SETTINGS
@given(
    numbers=st.lists(st.sampled_from(["0", "-1", "1e300", "nan", "", "x", "99999"]), min_size=6, max_size=6)
)
def test_ofd_with_odd_numbers(tmp_path: Path, numbers: list[str]) -> None:
    data = (FORMATS / "minsheng-shishi-2025.ofd").read_bytes()
    box, size, steps, path = " ".join(numbers[:4]), numbers[4], " ".join(numbers), f"M {' L '.join(numbers)}"
    name = "Doc_0/Pages/Page_0/Content.xml"
    content = (
        '<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Content><ofd:Layer>'
        f'<ofd:TextObject Boundary="{box}" Size="{size}" CTM="{steps}">'
        f'<ofd:TextCode X="{size}" DeltaX="{steps}">略略</ofd:TextCode></ofd:TextObject>'
        f'<ofd:PathObject Boundary="{box}" CTM="{steps}"><ofd:AbbreviatedData>{path}</ofd:AbbreviatedData>'
        "</ofd:PathObject></ofd:Layer></ofd:Content></ofd:Page>"
    )
    with ZipFile(BytesIO(data)) as opened:
        files = {n: opened.read(n) for n in opened.namelist()} | {name: content.encode()}
    check(ofd.read, tmp_path / "a.ofd", make_zip(files))


@SETTINGS
@given(edits=EDITS)
def test_doc(tmp_path: Path, edits: list[Edit]) -> None:
    pytest.importorskip("doc2docx")
    check(doc.read, tmp_path / "a.doc", damage((FORMATS / "gongshui-baozhang-2025.doc").read_bytes(), edits))


@SETTINGS
@given(edits=EDITS)
def test_archive(tmp_path: Path, edits: list[Edit]) -> None:
    data = make_zip({"附件/a.txt": "一、总则", "b.zip": make_zip({"c.txt": "二、任务"})})
    path = tmp_path / "a.zip"
    path.write_bytes(damage(data, edits))
    try:
        members = list(archive.unpack(path, tmp_path / "files"))
    except UnreadableFile as error:
        assert error.code
        return
    assert all(
        member.error or (member.location and tmp_path in member.location.parents) for member in members
    )


@SETTINGS
@given(edits=EDITS)
def test_mime(tmp_path: Path, edits: list[Edit]) -> None:
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    part = b"--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    check(mime.read, tmp_path / "a.mhtml", damage(head + part + b"PHA+eDwvcD4=\r\n--b--", edits))


@pytest.mark.timed
@pytest.mark.parametrize(
    "header",
    [
        b"text/html; charset*0",
        b"text/html; charset=a\0b",
        b"text/html; charset=idna",
        b"text/html; a=" + b"(" * 60_000,
        b"text/html; " + b"=?utf-8?q?" * 9000,
        b"text/html; name=" + b"; filename*=utf-8''%ff" * 5000,
    ],
    ids=["parameter without value", "zero", "no charset of files", "open brackets", "words", "parameters"],
)
def test_mime_with_a_damaged_header(tmp_path: Path, header: bytes) -> None:
    start = time.process_time()
    page = "<p>一、推进改革。</p>".encode()
    check(
        mime.read, tmp_path / "a.mhtml", b"MIME-Version: 1.0\r\nContent-Type: " + header + b"\r\n\r\n" + page
    )
    assert time.process_time() - start < 3


def test_page_without_structure_has_one_kind_of_line_end(tmp_path: Path) -> None:
    markup = "<html>" + "<div>" * 600 + "一、总则&#13;第一条&#xD二、&#0;任务"
    (tmp_path / "a.html").write_text(markup, encoding="utf-8")
    texts = [block.text for block in html.read(tmp_path / "a.html").blocks]
    assert "".join(texts).startswith("一、总则第一条二、") and not any("\r" in text for text in texts)
