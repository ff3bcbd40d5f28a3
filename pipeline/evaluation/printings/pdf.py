"""Pages as PDF, by hand: a font that the reader's machine has, with a map from its codes to Unicode."""

from collections.abc import Iterable, Sequence
from zlib import compress

from pipeline.evaluation.printings.pages import HEIGHT, WIDTH, Rule, Sheet, Words, advance

_MAP = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Plain def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
1 beginbfrange <0000> <FFFF> <0000> endbfrange
endcmap end end"""
_NAME = b"/BaseFont /SimSun"
_SYSTEM = b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
_DESCRIPTOR = (
    b"<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 -140 1000 860] "
    b"/Ascent 860 /Descent -140 /CapHeight 700 /ItalicAngle 0 /StemV 80 >>"
)


def pdf(sheets: Sequence[Sheet]) -> bytes:
    """Return the pages as a PDF with a text layer."""
    first = 7
    kids = b" ".join(b"%d 0 R" % (first + 2 * number) for number in range(len(sheets)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(sheets)),
        b"<< /Type /Font /Subtype /Type0 %s /Encoding /Identity-H /DescendantFonts [4 0 R] "
        b"/ToUnicode 6 0 R >>" % _NAME,
        b"<< /Type /Font /Subtype /CIDFontType2 %s %s /DW 1000 /W [%s] /FontDescriptor 5 0 R >>"
        % (_NAME, _SYSTEM, _halves(sheets)),
        _DESCRIPTOR,
        _stream(_MAP),
    ]
    for number, sheet in enumerate(sheets):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (WIDTH, HEIGHT, first + 2 * number + 1)
        )
        objects.append(_stream(_content(sheet)))
    return join_pdf(objects)


def pictures_pdf(pictures: Sequence[bytes], size: tuple[int, int]) -> bytes:
    """Return gray pictures of one size, a byte a dot, as the pages of a PDF without text."""
    kids = b" ".join(b"%d 0 R" % (3 + 3 * number) for number in range(len(pictures)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pictures)),
    ]
    show = b"%d 0 0 %d 0 0 cm /I Do" % (WIDTH, HEIGHT)
    for number, picture in enumerate(pictures):
        at = 3 + 3 * number
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R "
            b"/Resources << /XObject << /I %d 0 R >> >> >>" % (WIDTH, HEIGHT, at + 1, at + 2),
            _stream(show),
            _stream(
                picture,
                b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray "
                b"/BitsPerComponent 8 " % size,
            ),
        ]
    return join_pdf(objects)


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


def _stream(data: bytes, more: bytes = b"") -> bytes:
    packed = compress(data)
    return b"<< %s/Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (more, len(packed), packed)


def _halves(sheets: Iterable[Sheet]) -> bytes:
    """Return the widths of the signs that are half as wide as the others."""
    signs = {sign for sheet in sheets for words in sheet.words for sign in words.text}
    halves = sorted(ord(sign) for sign in signs if advance(sign, 2.0) < 2.0)
    return b" ".join(b"%d [500]" % code for code in halves)


def _content(sheet: Sheet) -> bytes:
    return "\n".join([*map(_rule, sheet.rules), *map(_words, sheet.words)]).encode()


def _rule(rule: Rule) -> str:
    return f"0.5 w {rule.x0:.2f} {HEIGHT - rule.y0:.2f} m {rule.x1:.2f} {HEIGHT - rule.y1:.2f} l S"


def _words(words: Words) -> str:
    # Of a font that is not there pdfium knows no glyph, and passes over a text of one sign: it gets a space.
    text = f"{words.text} " if len(words.text) == 1 else words.text
    code = text.encode("utf-16-be", "replace").hex()
    place = f"1 0 0 1 {words.x:.2f} {HEIGHT - words.y:.2f} Tm"
    return f"BT /F1 {words.size} Tf {words.gap:.3f} Tc {place} <{code}> Tj ET"
