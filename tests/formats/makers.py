"""Small files of binary formats, made for a test: no more in them than the test needs."""

from collections.abc import Mapping, Sequence
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_XML = '<?xml version="1.0" encoding="UTF-8"?>'


def make_zip(files: Mapping[str, bytes | str]) -> bytes:
    """Return an archive with the files."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def make_docx(body: str, **parts: str) -> bytes:
    """Return a DOCX with the body's XML; `parts` are the inner XML of styles, numbering, footnotes."""
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes"}
    files = {"word/document.xml": f'{_XML}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'}
    for name, inner in parts.items():
        files[f"word/{name}.xml"] = f'{_XML}<w:{roots[name]} xmlns:w="{W}">{inner}</w:{roots[name]}>'
    return make_zip(files)


def p(text: str = "", properties: str = "") -> str:
    """Return a paragraph."""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}</w:p>"


def numbered(text: str, level: int = 0, list_id: int = 1) -> str:
    """Return a paragraph of a list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def make_pdf(
    contents: str | Sequence[str],
    *,
    size: tuple[float, float] = (595, 842),
    rotate: int = 0,
    trailer: str = "",
    pages: int = 1,
) -> bytes:
    """Return a PDF with a page for each content stream, or `pages` with the same; F1 is Helvetica."""
    streams = [contents] if isinstance(contents, str) else contents
    count = pages if len(streams) == 1 else len(streams)
    first = 4 + len(streams)
    kids = " ".join(f"{first + i} 0 R" for i in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(s), s.encode()) for s in streams),
    ]
    for number in range(count):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] /Rotate {rotate} "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {4 + number % len(streams)} 0 R >>".encode()
        )
    return join_pdf(objects, trailer)


def join_pdf(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """Return the objects, the first of which is the catalog, as a PDF file."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += (
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return bytes(out)
