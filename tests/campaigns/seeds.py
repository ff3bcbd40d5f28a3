"""Small whole files of every format, written by the project itself: what campaigns begin with."""

import io
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile

from extractors.layout import Cell
from pipeline.evaluation.printings import FORMS
from pipeline.evaluation.printings.packages import make_docx, make_zip
from pipeline.evaluation.printings.scan import find_font
from pipeline.evaluation.printings.source import Part, Printed
from pipeline.formats import READERS

FORMATS = Path(__file__).parents[2] / "corpus" / "formats"
UNPACK = "unpack"
"""The kind of seeds that are unpacked instead of read."""
KINDS = (*(reader.format for reader in READERS), UNPACK)

TITLE = "青石市2024年供水工作方案"
LINES = (
    "一、工作目标",
    "到2025年，供水管网漏损率降至8%以下，新建水厂3座。",
    "二、重点任务",
    "（一）改造管网。更换旧管12公里，2024年底前完成。（市水利局牵头，市财政局配合）",
    "1.建设水厂。责任单位：市住房城乡建设局、各县（市、区）人民政府",
)
ROWS = (
    ("序号", "工作任务", "责任单位", "完成时限"),
    ("1", "改造管网", "市水利局", "2024年6月"),
    ("2", "建设水厂", "市财政局、市水利局", "2025年底"),
)
TEXT = "\n".join((TITLE, *LINES, *("|".join(row) for row in ROWS)))


def _cells() -> tuple[Cell, ...]:
    return tuple(Cell(text, y, x) for y, row in enumerate(ROWS) for x, text in enumerate(row))


PLAN = Printed(
    TITLE, (Part("title", TITLE), *(Part("text", line) for line in LINES), Part("table", cells=_cells()))
)
SHEET = Printed(TITLE, (Part("title", TITLE), Part("table", cells=_cells())))


@cache
def seeds(kind: str) -> tuple[bytes, ...]:
    """Return whole files of a format, or archives to unpack."""
    return tuple(data for name, data in _all_seeds() if name == kind)


def suffix_of(kind: str) -> str:
    """Return how a file of the kind is named."""
    return next((reader.suffixes[0] for reader in READERS if reader.format == kind), ".zip")


@cache
def _all_seeds() -> tuple[tuple[str, bytes], ...]:
    parts = (_printed(), _numbered(), _mail(), _compound(), _spreadsheet(), _pictures(), _archives())
    return tuple(seed for part in parts for seed in part)


def _printed() -> Iterator[tuple[str, bytes]]:
    """Yield the plan in every form that it can be printed in."""
    for form in FORMS:
        printed = SHEET if form.suffix == ".xlsx" else PLAN
        if form.fast and form.fits(printed):
            kind = "html" if form.suffix == ".doc" else form.suffix[1:]
            yield kind, form.write(printed)
    yield from (("txt", TEXT.encode(codec)) for codec in ("gb18030", "utf-16", "utf-8-sig"))


def _numbered() -> Iterator[tuple[str, bytes]]:
    """Yield a package of Word with numbers that it counts itself, with styles, notes and tracked changes."""
    level = (
        '<w:lvl w:ilvl="{0}"><w:start w:val="1"/><w:numFmt w:val="{1}"/><w:lvlText w:val="%{2}、"/></w:lvl>'
    )
    levels = level.format(0, "chineseCountingThousand", 1) + level.format(1, "lowerLetter", 2)
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:pPr><w:outlineLvl w:val="0"/>'
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    looks = '<w:pStyle w:val="a"/>'
    inner = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    body = "".join(
        f"<w:p><w:pPr>{form}</w:pPr><w:ins><w:r><w:t>{line[2:]}</w:t></w:r></w:ins>"
        f'<w:r><w:footnoteReference w:id="2"/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>'
        for line in LINES
        for form in (looks, inner)
    )
    note = f'<w:footnote w:id="2"><w:p><w:r><w:t>{LINES[1]}</w:t></w:r></w:p></w:footnote>'
    yield "docx", make_docx(body, numbering=numbering, styles=styles, footnotes=note)


def _mail() -> Iterator[tuple[str, bytes]]:
    from base64 import b64encode

    page = next(data for kind, data in _printed() if kind == "html")
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    part = b"--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    yield "mhtml", head + part + b64encode(page) + b"\r\n--b--\r\n"
    yield (
        "mhtml",
        b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=gb2312\r\n\r\n" + TEXT.encode("gbk"),
    )


def _compound() -> Iterator[tuple[str, bytes]]:
    """Yield the samples in Word's binary format, which no package of the project writes."""
    yield from (("doc", path.read_bytes()) for path in sorted(FORMATS.glob("*.doc")))
    yield "xls", _old_workbook()


def _old_workbook() -> bytes:
    """Return a workbook of BIFF8 (MS-XLS, 2.1) by hand, in a compound file (MS-CFB) of 512-byte sectors."""

    def record(kind: int, body: bytes) -> bytes:
        return kind.to_bytes(2, "little") + len(body).to_bytes(2, "little") + body

    def label(row: int, column: int, text: str) -> bytes:
        place = b"".join(n.to_bytes(2, "little") for n in (row, column, 0, len(text)))
        return record(0x204, place + b"\1" + text.encode("utf-16-le"))

    begin = (0x600).to_bytes(2, "little")
    cells = b"".join(label(y, x, text) for y, row in enumerate(ROWS) for x, text in enumerate(row))
    sheet = record(0x809, begin + b"\x10\0" + bytes(12)) + cells + record(0x0A, b"")
    name = "表".encode("utf-16-le")
    globals_ = record(0x809, begin + b"\x05\0" + bytes(12))
    length = len(globals_) + 4 + 8 + len(name) + 4
    bound = record(0x85, length.to_bytes(4, "little") + b"\0\0\1\1" + name)
    stream = (globals_ + bound + record(0x0A, b"") + sheet).ljust(4096, b"\0")
    return _compound_file("Workbook", stream)


def _compound_file(name: str, stream: bytes) -> bytes:
    count = -(-len(stream) // 512)
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    chain = [table, end, *range(3, count + 2), end]
    fat = b"".join(n.to_bytes(4, "little") for n in chain + [free] * (128 - len(chain)))

    def entry(title: str, kind: int, child: int, start: int, size: int) -> bytes:
        raw = title.encode("utf-16-le").ljust(64, b"\0") + (2 * len(title) + 2).to_bytes(2, "little")
        links = b"".join(n.to_bytes(4, "little") for n in (free, free, child))
        return (
            raw
            + bytes((kind, 1))
            + links
            + bytes(36)
            + start.to_bytes(4, "little")
            + size.to_bytes(8, "little")
        )

    folder = entry("Root Entry", 5, 1, end, 0) + entry(name, 2, free, 2, count * 512) + bytes(256)
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + bytes.fromhex("3e000300feff09000600") + bytes(6)
    fields = (0, 1, 1, 0, 4096, end, 0, end, 0, 0, *[free] * 108)
    return (
        head
        + b"".join(n.to_bytes(4, "little") for n in fields)
        + fat
        + folder
        + stream.ljust(count * 512, b"\0")
    )


def _spreadsheet() -> Iterator[tuple[str, bytes]]:
    office = "urn:oasis:names:tc:opendocument:xmlns:"
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
            for text in row
        )
        + "</table:table-row>"
        for row in ROWS
    )
    content = (
        f'<office:document-content xmlns:office="{office}office:1.0" xmlns:table="{office}table:1.0" '
        f'xmlns:text="{office}text:1.0"><office:body><office:spreadsheet><table:table table:name="表">{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", kind, ZIP_STORED)
        archive.writestr("content.xml", content, ZIP_DEFLATED)
        manifest = f'<m:manifest xmlns:m="{office}manifest:1.0"/>'
        archive.writestr("META-INF/manifest.xml", manifest, ZIP_DEFLATED)
    yield "ods", buffer.getvalue()


def _pictures() -> Iterator[tuple[str, bytes]]:
    """Yield pictures of a line and a ruled table; without a font with Chinese signs the lines are ASCII."""
    with suppress(ImportError):
        from PIL import Image, ImageDraw, ImageFont

        font = find_font()
        face = ImageFont.truetype(str(font), 18) if font else ImageFont.load_default()
        picture = Image.new("L", (360, 120), 255)
        pen = ImageDraw.Draw(picture)
        pen.text((10, 8), TITLE if font else "Plan of 2024", 0, face)
        for y in (40, 70, 100):
            pen.line([(10, y), (350, y)], 0, 2)
        for x in (10, 120, 350):
            pen.line([(x, 40), (x, 100)], 0, 2)
        pen.text((14, 44), "任务" if font else "task", 0, face)
        for kind, name in (("png", "PNG"), ("jpg", "JPEG"), ("tif", "TIFF")):
            buffer = io.BytesIO()
            picture.save(
                buffer, name, **({"save_all": True, "append_images": [picture]} if kind == "tif" else {})
            )
            yield kind, buffer.getvalue()
        buffer = io.BytesIO()
        picture.convert("1").save(buffer, "TIFF", compression="group4")
        yield "tif", buffer.getvalue()


def _archives() -> Iterator[tuple[str, bytes]]:
    one = {"附件/方案.txt": TEXT}
    yield "zip", make_zip(one)
    yield UNPACK, make_zip({**one, "附件/b.txt": TITLE, "内.zip": make_zip(one)})
    for method in (ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA):
        buffer = io.BytesIO()
        with ZipFile(buffer, "w", method) as archive:
            archive.writestr("方案.txt", TEXT)
            archive.writestr("folder/", "")
            archive.writestr("内/内.zip", make_zip(one))
        yield UNPACK, buffer.getvalue()
