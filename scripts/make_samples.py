"""Write the two documents of corpus/formats/source.toml in every format that zeren reads.

    python scripts/make_samples.py

Needs LibreOffice and the font Noto Serif CJK SC: PDF and DOC are what it makes of the DOCX, the scan
is the PDF printed to pictures, the OFD has the PDF's lines at their places.
"""

import shutil
import subprocess
import tomllib
from html import escape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pypdfium2

from extractors.layout import Box
from pipeline.formats.page import Line
from pipeline.formats.pdf_lines import PageText, find_lines
from pipeline.formats.pdf_tables import find_page_grids
from pipeline.formats.spacing import is_wide

FOLDER = Path(__file__).parent.parent / "corpus" / "formats"
FONT = "Noto Serif CJK SC"
DIGITS = "一二三四五六七八九十"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = f'xmlns:w="{W}" xmlns:r="{R}"'
OFD = "http://www.ofdspec.org/2016"
MILLIMETRES = 25.4 / 72
SCAN_DPI = 200
Part = tuple[str, str]
"""Kind of a paragraph and its text."""


def main() -> None:
    """Write all files."""
    source = tomllib.loads((FOLDER / "source.toml").read_text(encoding="utf-8"))
    for document, parts in (
        (source["prose"], prose(source["prose"])),
        (source["table"], table(source["table"])),
    ):
        base = FOLDER / document["name"]
        rows = grid(document)
        base.with_suffix(".txt").write_text(plain(parts, rows), encoding="utf-8")
        base.with_suffix(".html").write_text(page(parts, rows), encoding="utf-8")
        base.with_suffix(".docx").write_bytes(docx(parts, rows, document.get("widths", [])))
        convert(base.with_suffix(".docx"), "doc")
        convert(base.with_suffix(".docx"), "pdf")
        scan(base.with_suffix(".pdf"), base.with_name(f"{base.name}-scan.pdf"))
        base.with_suffix(".ofd").write_bytes(ofd(base.with_suffix(".pdf")))


def opening(document: dict[str, Any]) -> list[Part]:
    """Return the parts down to the signature."""
    parts = [("head", document["head"])] if "head" in document else []
    parts += [("number", document["number"]), *(("title", line) for line in document["title"])]
    parts += [("plain", document["recipients"]), *(("text", line) for line in document["notice"])]
    return parts + [("right", line) for line in document["signature"]]


def prose(document: dict[str, Any]) -> list[Part]:
    """Return the parts of the plan: sections, and items that Word numbers by itself."""
    parts = [*opening(document), ("title", document["plan_title"]), ("text", document["opening"])]
    for section in document["section"]:
        parts.append(("section", section["title"]))
        parts += [("text", line) for line in section.get("text", ())]
        parts += [("item", f"{item['title']}。{item['text']}") for item in section.get("item", ())]
    return parts


def table(document: dict[str, Any]) -> list[Part]:
    """Return the parts of the notice, then the place of the table."""
    return [*opening(document), ("plain", document["annex"]), ("title", document["caption"]), ("table", "")]


def grid(document: dict[str, Any]) -> list[list[str]]:
    """Return the rows of the table, header first."""
    return [document["header"], *document["rows"]] if "rows" in document else []


def numbered(parts: list[Part]) -> list[Part]:
    """Return the parts with the numbers written out."""
    written: list[Part] = []
    section = item = 0
    for kind, text in parts:
        if kind == "section":
            section, item = section + 1, 0
            text = f"{DIGITS[section - 1]}、{text}"
        elif kind == "item":
            item += 1
            text = f"（{DIGITS[item - 1]}）{text}"
        written.append((kind, text))
    return written


def plain(parts: list[Part], rows: list[list[str]]) -> str:
    """Return the document as plain text; the cells of a row parted by tabs, merged ones repeated."""
    lines: list[str] = []
    above = ""
    for kind, text in numbered(parts):
        lines.append(f"　　{text}" if kind in ("text", "section", "item") else text)
        for row in rows if kind == "table" else ():
            above = row[0] or above
            lines.append("\t".join([above, *row[1:]]))
    return "\n".join(line for line in lines if line) + "\n"


def spans(rows: list[list[str]]) -> list[int]:
    """Return for each row how many rows its first cell covers, 0 where it is covered."""
    starts = [i for i, row in enumerate(rows) if row[0]]
    ends = [*starts[1:], len(rows)]
    covered = [0] * len(rows)
    for start, end in zip(starts, ends, strict=True):
        covered[start] = end - start
    return covered


def page(parts: list[Part], rows: list[list[str]]) -> str:
    """Return the document as a web page."""
    tags = {"title": "h1", "section": "h2"}
    body = "".join(
        html_table(rows)
        if kind == "table"
        else f"<{tags.get(kind, 'p')}>{escape(text)}</{tags.get(kind, 'p')}>\n"
        for kind, text in numbered(parts)
    )
    return (
        f'<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8"></head><body>\n{body}</body></html>\n'
    )


def html_table(rows: list[list[str]]) -> str:
    """Return the rows as a table."""
    lines = []
    for row, span in zip(rows, spans(rows), strict=True):
        first = f'<td rowspan="{span}">{escape(row[0])}</td>' if span else ""
        lines.append("<tr>" + first + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:]) + "</tr>\n")
    return f'<table border="1">\n{"".join(lines)}</table>\n'


def docx(parts: list[Part], rows: list[list[str]], widths: list[int]) -> bytes:
    """Return the document as DOCX, its numbers left to Word."""
    body = "".join(
        word_table(rows, widths) if kind == "table" else paragraph(kind, text) for kind, text in parts
    )
    files = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELATIONSHIPS,
        "word/_rels/document.xml.rels": PART_RELATIONSHIPS,
        "word/numbering.xml": NUMBERING,
        "word/footer1.xml": FOOTER,
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}{SECTION}</w:body></w:document>",
    }
    return pack(files)


def pack(files: dict[str, str]) -> bytes:
    """Return a ZIP with the texts, the same for the same texts."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            info = ZipInfo(name, (2025, 1, 1, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            prefix = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            archive.writestr(info, prefix + text)
    return buffer.getvalue()


def paragraph(kind: str, text: str) -> str:
    """Return a paragraph: its looks and, for sections and items, its place in the list."""
    looks = {
        "head": ("center", 60, "FF0000"),
        "title": ("center", 40, "000000"),
        "number": ("center", 32, "000000"),
    }
    align, size, colour = looks.get(kind, ("right" if kind == "right" else "left", 32, "000000"))
    level = {"section": 0, "item": 1}.get(kind)
    numbers = "" if level is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    indent = '<w:ind w:left="0" w:firstLine="640"/>' if kind in ("text", "section", "item") else ""
    spacing = '<w:spacing w:line="560" w:lineRule="exact"/>' if size == 32 else ""
    properties = f'<w:pPr>{numbers}{spacing}{indent}<w:jc w:val="{align}"/></w:pPr>'
    return f"<w:p>{properties}{run(text, size, colour)}</w:p>"


def run(text: str, size: int, colour: str = "000000") -> str:
    """Return a run of text."""
    fonts = f'<w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}"/>'
    looks = f'<w:rPr>{fonts}<w:color w:val="{colour}"/><w:sz w:val="{size}"/></w:rPr>'
    return f'<w:r>{looks}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def word_table(rows: list[list[str]], widths: list[int]) -> str:
    """Return the rows as a ruled table with its header repeated on each page."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>' for side in sides)
    lines = []
    for number, row in enumerate(rows):
        header = "<w:trPr><w:tblHeader/></w:trPr>" if not number else ""
        cells = (
            word_cell(text, width, not at and number)
            for at, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        lines.append(f"<w:tr>{header}{''.join(cells)}</w:tr>")
    looks = f'<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
    return f"<w:tbl>{looks}<w:tblGrid>{columns}</w:tblGrid>{''.join(lines)}</w:tbl>"


def word_cell(text: str, width: int, merges: object) -> str:
    """Return a cell; a first cell begins a merged one or goes on with it."""
    merge = f'<w:vMerge w:val="{"restart" if text else "continue"}"/>' if merges else ""
    properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merge}</w:tcPr>'
    return f"<w:tc>{properties}<w:p>{run(text, 24)}</w:p></w:tc>"


def convert(path: Path, kind: str) -> None:
    """Let LibreOffice write the file in another format beside it."""
    office = shutil.which("soffice") or "libreoffice"
    with TemporaryDirectory() as profile:
        settings = f"-env:UserInstallation={Path(profile).as_uri()}"
        command = [
            office,
            settings,
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(path.parent),
            str(path),
        ]
        subprocess.run(command, check=True, capture_output=True)


def scan(path: Path, target: Path) -> None:
    """Write the PDF as black and white pictures."""
    with pypdfium2.PdfDocument(path) as pdf:
        pages = [page.render(scale=SCAN_DPI / 72, grayscale=True).to_pil() for page in pdf]
    pictures = [picture.point(lambda value: 255 if value > 150 else 0).convert("1") for picture in pages]
    pictures[0].save(target, save_all=True, append_images=pictures[1:], resolution=SCAN_DPI)


def ofd(path: Path) -> bytes:
    """Return the PDF's lines and cells as OFD."""
    with pypdfium2.PdfDocument(path) as pdf:
        pages = [ofd_page(page) for page in pdf]
    folder = "Doc_0/Pages/Page_{}/Content.xml"
    links = "".join(f'<ofd:Page ID="{i}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(pages)))
    links = f"<ofd:Pages>{links}</ofd:Pages>"
    area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    common = f"<ofd:CommonData><ofd:MaxUnitID>99999</ofd:MaxUnitID>{area}</ofd:CommonData>"
    info = "<ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo>"
    body = f"<ofd:DocBody>{info}<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
    files = {
        "OFD.xml": f'<ofd:OFD xmlns:ofd="{OFD}" Version="1.0" DocType="OFD">{body}</ofd:OFD>',
        "Doc_0/Document.xml": f'<ofd:Document xmlns:ofd="{OFD}">{common}{links}</ofd:Document>',
    }
    return pack(files | {folder.format(i): text for i, text in enumerate(pages)})


def ofd_page(page: Any) -> str:
    """Return a page's content: a text object for each line, a path for each cell."""
    grids = find_page_grids(page)
    lines = [line for _, line in find_lines(PageText(page, page.get_textpage()), 1, grids)]
    objects = [ofd_line(line, number) for number, line in enumerate(lines, 100)]
    objects += [ofd_cell(cell.box) for table_grid in grids for cell in table_grid.cells]
    layer = f'<ofd:Layer ID="2">{"".join(objects)}</ofd:Layer>'
    return f'<ofd:Page xmlns:ofd="{OFD}"><ofd:Content>{layer}</ofd:Content></ofd:Page>'


def ofd_cell(box: Box) -> str:
    """Return the frame of a cell as a path."""
    x0, y0, x1, y1 = (value * MILLIMETRES for value in box)
    width, height = x1 - x0, y1 - y0
    data = f"M 0 0 L {width:.2f} 0 L {width:.2f} {height:.2f} L 0 {height:.2f} C"
    frame = f'Boundary="{x0:.2f} {y0:.2f} {width:.2f} {height:.2f}" Stroke="true" Fill="false"'
    return (
        f'<ofd:PathObject ID="1" {frame}><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>'
    )


def ofd_line(line: Line, number: int) -> str:
    """Return a line as a text object, its characters spread over its width."""
    x0, top, x1, bottom = (value * MILLIMETRES for value in line.box)
    size = line.size * MILLIMETRES
    widths = [size if is_wide(character) else size / 2 for character in line.text]
    stretch = (x1 - x0 - widths[-1]) / (sum(widths[:-1]) or 1)
    steps = " ".join(f"{width * stretch:.3f}" for width in widths[:-1])
    base = (top + bottom) / 2 + 0.38 * size
    colour = '<ofd:FillColor Value="255 0 0"/>' if line.red else ""
    code = f'<ofd:TextCode X="0" Y="{size:.3f}" DeltaX="{steps}">{escape(line.text)}</ofd:TextCode>'
    place = f'Boundary="{x0:.3f} {base - size:.3f} {x1 - x0:.3f} {1.2 * size:.3f}" Size="{size:.3f}"'
    return f'<ofd:TextObject ID="{number}" Font="1" {place}>{colour}{code}</ofd:TextObject>'


CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml" '
        f'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
        for name, kind in (("document", "document.main"), ("numbering", "numbering"), ("footer1", "footer"))
    )
    + "</Types>"
)
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATIONSHIPS = (
    f'<Relationships xmlns="{_PACKAGE}">'
    f'<Relationship Id="rId1" Type="{_TYPES}/officeDocument" Target="word/document.xml"/></Relationships>'
)
PART_RELATIONSHIPS = (
    f'<Relationships xmlns="{_PACKAGE}">'
    f'<Relationship Id="rId1" Type="{_TYPES}/numbering" Target="numbering.xml"/>'
    f'<Relationship Id="rId2" Type="{_TYPES}/footer" Target="footer1.xml"/>'
    f'<Relationship Id="rId3" Type="{_TYPES}/image" Target="../NULL"/></Relationships>'
)
_FONTS = f'<w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}"/>'
NUMBERING = (
    f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
    + "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:rPr>{_FONTS}<w:sz w:val="32"/></w:rPr></w:lvl>'
        for level, text in enumerate(("%1、", "（%2）"))
    )
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
FOOTER = (
    f'<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
    '<w:r><w:t xml:space="preserve">— </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    '<w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
)
SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1400" '
    'w:gutter="0"/></w:sectPr>'
)


if __name__ == "__main__":
    main()
