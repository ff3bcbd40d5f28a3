"""Archives and saved pages."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from pipeline.formats import UnreadableFile, archive, mime, read
from pipeline.formats.zipped import MAX_MEMBER, read_member
from tests.formats.makers import make_docx, make_zip, p


def unpacked(folder: Path, data: bytes) -> list[tuple[str, bytes | str]]:
    """Return the members' names, with their bytes or the code of their error."""
    path = folder / "a.zip"
    path.write_bytes(data)
    return [
        (m.name, m.location.read_bytes() if m.location else m.error.code if m.error else "")
        for m in archive.unpack(path, folder / "files")
    ]


def test_folders_and_archives_inside(tmp_path: Path) -> None:
    inner = make_zip({"表/附件.txt": "乙"})
    docx = make_docx(p("丙"))
    files = {"要点.txt": "甲", "附件/内.zip": inner, "附件/方案.docx": docx, "附件/": ""}
    assert unpacked(tmp_path, make_zip(files)) == [
        ("要点.txt", "甲".encode()),
        ("附件/内.zip/表/附件.txt", "乙".encode()),
        ("附件/方案.docx", docx),
    ]


def test_every_member_has_a_name_of_its_own(tmp_path: Path) -> None:
    inner = make_zip({"b.txt": "乙"})
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as opened, pytest.warns(UserWarning, match="Duplicate name"):
        for name in ("a.txt", "a.txt", "a#2.txt", "x", "x", "c.zip", "c.zip/b.txt"):
            opened.writestr(name, inner if name == "c.zip" else name)
    names = [name for name, _ in unpacked(tmp_path, packed.getvalue())]
    assert names == ["a.txt", "a#2.txt", "a#2#2.txt", "x", "x#2", "c.zip/b.txt", "c.zip/b#2.txt"]


def test_an_archive_in_too_many_is_not_opened(tmp_path: Path) -> None:
    data = make_zip({"a.txt": "甲"})
    for name in ("1.zip", "2.zip", "3.zip"):
        data = make_zip({name: data})
    assert unpacked(tmp_path, data) == [("3.zip/2.zip/1.zip", "too-deep")]


@pytest.mark.parametrize("charset", ["gb18030", "utf-8"])
def test_names_of_chinese_windows(tmp_path: Path, charset: str) -> None:
    placeholder = "x" * len("责任分工.txt".encode(charset))
    data = make_zip({placeholder: "甲"}).replace(placeholder.encode(), "责任分工.txt".encode(charset))
    assert unpacked(tmp_path, data) == [("责任分工.txt", "甲".encode())]


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "..\\a.txt", "C:\\a.txt", "b/../../a.txt"])
def test_path_that_climbs_out(tmp_path: Path, name: str) -> None:
    before = {path for path in tmp_path.parent.rglob("*") if tmp_path not in path.parents}
    assert [code for _, code in unpacked(tmp_path, make_zip({name: "甲", "b.txt": "乙"}))] == [
        "unsafe-path",
        "乙".encode(),
    ]
    assert {path for path in tmp_path.parent.rglob("*") if tmp_path not in path.parents} == before


def test_what_systems_leave_behind_is_no_document(tmp_path: Path) -> None:
    names = ("__MACOSX/._a.txt", ".DS_Store", "b/~$a.docx", "b/.hidden", "Thumbs.db")
    assert unpacked(tmp_path, make_zip(dict.fromkeys(names, "x"))) == []


def test_bomb_is_refused_and_the_rest_read(tmp_path: Path) -> None:
    files = {"bomb.txt": bytes(30 * 2**20), "a.txt": "甲"}
    assert unpacked(tmp_path, make_zip(files)) == [("bomb.txt", "zip-bomb"), ("a.txt", "甲".encode())]


def test_too_many_members(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as error:
        unpacked(tmp_path, make_zip({f"{i}.txt": "" for i in range(archive.MAX_MEMBERS + 1)}))
    assert error.value.code == "zip-bomb"


@pytest.mark.parametrize(("size", "code"), [(100, "damaged-file"), (MAX_MEMBER + 1, "zip-bomb")])
def test_member_of_another_size_than_it_says(size: int, code: str) -> None:
    with zipfile.ZipFile(BytesIO(make_zip({"a.txt": "x" * 5000}))) as opened:
        info = opened.getinfo("a.txt")
        info.file_size = size
        with pytest.raises(UnreadableFile) as error:
            read_member(opened, info)
    assert error.value.code == code


def test_member_under_a_password(tmp_path: Path) -> None:
    data = bytearray(make_zip({"a.txt": "x"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert unpacked(tmp_path, bytes(data)) == [("a.txt", "password")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 and no more", "damaged-file"),
        (make_zip({}), "empty-archive"),
        (make_zip({"a.txt": "甲", "b.txt": "乙"}), "many-documents"),
        (make_zip({"../a.txt": "甲"}), "unsafe-path"),
    ],
)
def test_unreadable(tmp_path: Path, data: bytes, code: str) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(UnreadableFile) as error:
        read(tmp_path / "a.zip")
    assert error.value.code == code


def test_archive_of_one_document_reads_as_it(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(make_zip({"附件/方案.docx": make_docx(p("一、总则"))}))
    assert read(tmp_path / "a.zip").blocks[0].text == "一、总则"


PAGE = "<html><body><p>一、完善水价机制。（市发展改革委牵头）</p></body></html>"


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("utf-8", "base64"), ("gb2312", "base64"), ("gb2312", "8bit"), ("utf-8", "quoted-printable")],
)
def test_saved_page(tmp_path: Path, charset: str, encoding: str) -> None:
    import base64
    import quopri

    data = PAGE.encode(charset)
    coded = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(encoding, bytes)(data)
    head = (
        "From: <Saved by a browser>\r\nSubject: page\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'
        f"--b\r\nContent-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    )
    (tmp_path / "a.mhtml").write_bytes(head.encode() + coded + b"\r\n--b--\r\n")
    reading = read(tmp_path / "a.mhtml")
    assert reading.format == "mhtml"
    assert [b.text for b in reading.blocks] == ["一、完善水价机制。（市发展改革委牵头）"]


def test_charset_that_is_no_name(tmp_path: Path) -> None:
    head = b'MIME-Version: 1.0\r\nContent-Type: text/html; charset="utf\0-8"\r\n\r\n'
    (tmp_path / "a.eml").write_bytes(head + PAGE.encode())
    assert mime.read(tmp_path / "a.eml").blocks[0].text == "一、完善水价机制。（市发展改革委牵头）"


def test_message_without_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(b"MIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nxx")
    with pytest.raises(UnreadableFile) as error:
        read(tmp_path / "a.eml")
    assert error.value.code == "damaged-file"
