"""Small files of binary formats, made for a test: no more in them than the test needs."""

from collections.abc import Sequence
from html import escape

from pipeline.evaluation.printings.packages import W, make_docx, make_zip
from pipeline.evaluation.printings.pdf import join_pdf

__all__ = ["W", "join_pdf", "make_docx", "make_pdf", "make_zip", "numbered", "p"]


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
