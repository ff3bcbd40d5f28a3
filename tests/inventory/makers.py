"""How the bad inputs of ``files.toml`` are made: each `make` there is an expression in these names."""

import struct
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from tests.formats.makers import W, make_docx, make_pdf, make_zip, numbered, p

CORPUS = Path(__file__).parents[2] / "corpus" / "formats"
HOSTILE = Path(__file__).parents[1] / "formats" / "hostile"
TEXT = "云溪市水利工作要点\n一、重点任务\n（一）新建水库2座。（市水利局负责）\n"
PAGE = f"<html><body><p>{TEXT}</p></body></html>"
XML = '<?xml version="1.0" encoding="UTF-8"?>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def sample(suffix: str) -> bytes:
    """Return a sound file of the format."""
    return (CORPUS / f"gongshui-baozhang-2025.{suffix}").read_bytes()


def hostile(name: str) -> bytes:
    return (HOSTILE / name).read_bytes()


def cut(data: bytes, share: float) -> bytes:
    """Return the beginning of a file: the rest was not transferred."""
    return data[: int(len(data) * share)]


def blank(data: bytes, start: float, end: float) -> bytes:
    """Return the file with zeros in a part of it, as a failed disk gives them."""
    first, last = int(len(data) * start), int(len(data) * end)
    return data[:first] + bytes(last - first) + data[last:]


def swap(data: bytes, old: bytes, new: bytes) -> bytes:
    """Return the file with other bytes in one place or several."""
    assert old in data, old
    return data.replace(old, new)


def members(data: bytes) -> dict[str, bytes | str]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def put(data: bytes, changes: dict[str, bytes | str]) -> bytes:
    """Return a package with other members."""
    return make_zip(members(data) | changes)


def drop(data: bytes, *names: str) -> bytes:
    """Return a package without some members."""
    return make_zip({name: each for name, each in members(data).items() if name not in names})


def edit(data: bytes, name: str, old: str, new: str) -> bytes:
    """Return a package with other text in one member."""
    text = members(data)[name]
    assert isinstance(text, bytes) and old.encode() in text, old
    return put(data, {name: text.replace(old.encode(), new.encode())})


def docx(body: str, **parts: str) -> bytes:
    return make_docx(body, **parts)


def listed(text: str = "%1、", start: str = "1", form: str = "decimal", level: str = "0") -> bytes:
    """Return a DOCX with a list of one level."""
    inner = (
        f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="{level}"><w:start w:val="{start}"/>'
        f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    return make_docx(numbered("推进农村公路建设。（市交通运输局负责）") * 3, numbering=inner)


def table(cells: str = "<w:tc><w:p/></w:tc>", depth: int = 1) -> bytes:
    """Return a DOCX with tables in tables."""
    start, end = "<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"
    inner = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    return make_docx(p("一、重点任务") + start * (depth - 1) + inner + end * (depth - 1))


def workbook(rows: str = "", sheets: int = 1, strings: str = "") -> bytes:
    """Return an XLSX with sheets of the same rows."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    numbers = range(1, sheets + 1)
    names = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
    links = "".join(f'<Relationship Id="r{n}" Type="{office}/worksheet" Target="w{n}.xml"/>' for n in numbers)
    links += f'<Relationship Id="x" Type="{office}/sharedStrings" Target="strings.xml"/>'
    sheet = f'{XML}<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'
    return make_zip(
        {
            "[Content_Types].xml": f"{XML}<Types/>",
            "_rels/.rels": f'{XML}<Relationships xmlns="{package}"><Relationship Id="a" '
            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'{XML}<workbook xmlns="{main}" xmlns:r="{office}">'
            f"<sheets>{names}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="{package}">{links}</Relationships>',
            "xl/strings.xml": f'{XML}<sst xmlns="{main}">{strings}</sst>',
            **{f"xl/w{n}.xml": sheet for n in numbers},
        }
    )


def cell(text: str, place: str = "A1") -> str:
    return f'<row><c r="{place}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def pdf(content: str = "BT /F1 12 Tf 50 700 Td (Plan) Tj ET", **options: object) -> bytes:
    return make_pdf(content, **options)  # type: ignore[arg-type]


def png(width: int, height: int, data: bytes | None = None) -> bytes:
    """Return a grey picture that says it is so large."""
    rows = data if data is not None else zlib.compress(bytes((width + 1) * min(height, 100)))
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", rows),
        (b"IEND", b""),
    ]
    chunks = (
        struct.pack(">I", len(each)) + name + each + struct.pack(">I", zlib.crc32(name + each))
        for name, each in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def letter(head: str, body: str = PAGE) -> bytes:
    """Return a saved page or letter with a head of its own."""
    return f"MIME-Version: 1.0\r\n{head}\r\n\r\n{body}".encode()


def nested(depth: int) -> bytes:
    """Return archives in archives, the innermost with a document."""
    data: bytes = make_zip({"a.txt": TEXT})
    for number in range(depth):
        data = make_zip({f"{number}.zip": data})
    return data


def claim(data: bytes, size: int) -> bytes:
    """Return an archive whose first member says that it unpacks to so many bytes."""
    at = data.index(b"PK\x01\x02") + 24
    return data[:at] + struct.pack("<I", size) + data[at + 4 :]


def method(data: bytes, number: int) -> bytes:
    """Return an archive whose first member is packed in another way than it says."""
    local, central = data.index(b"PK\x03\x04") + 8, data.index(b"PK\x01\x02") + 10
    out = bytearray(data)
    out[local : local + 2] = out[central : central + 2] = struct.pack("<H", number)
    return bytes(out)


def locked(data: bytes) -> bytes:
    """Return an archive whose first member wants a password."""
    out = bytearray(data)
    out[data.index(b"PK\x03\x04") + 6] |= 1
    out[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(out)


def encrypted_doc(data: bytes) -> bytes:
    """Return a binary Word document that says that it is encrypted ([MS-DOC] 2.5.2, fEncrypted)."""
    out = bytearray(data)
    out[data.index(b"\xec\xa5") + 11] |= 1
    return bytes(out)


def many(count: int, text: str) -> bytes:
    return (text * count).encode()


NAMES = {name: each for name, each in globals().items() if not name.startswith("_")} | {
    "W": W, "make_zip": make_zip, "p": p, "numbered": numbered
}  # fmt: skip


def make(expression: str) -> bytes:
    """Return the bytes that the expression of a row gives."""
    data = eval(expression, dict(NAMES))
    return data.encode() if isinstance(data, str) else data
