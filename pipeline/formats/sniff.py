"""What a file is, by its content: small tests on the first bytes, for `READERS`."""

import codecs
import re
from collections.abc import Callable
from lzma import LZMAError
from pathlib import Path
from struct import error as StructError
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError

from pipeline.encodings import find_utf16

HEAD = 8192
"""Number of bytes that the tests see."""

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGICS = {
    b"%PDF-": "pdf",
    b"PK\x03\x04": "zip",
    _COMPOUND: "ole (doc, wps, xls, ppt)",
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpg",
    b"II*\x00": "tif",
    b"MM\x00*": "tif",
    b"GIF8": "gif",
    b"Rar!\x1a\x07": "rar",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"\x1f\x8b": "gzip",
    b"SQLite format 3\x00": "sqlite",
}
_HTML_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)[\s>]")
_HTML_START = re.compile(rb"(?:\xef\xbb\xbf|..)?\s*<(?:!--|(?:div|table|p|br|span|meta|title)[\s/>])")
_HTML_TAG = re.compile(rb"</(?:p|div|td|span|font|a)>|<br\s*/?>")
_MARKDOWN = re.compile(rb"^(?:#{1,6} \S|\|? ?:?-{3,}:? ?\|)", re.M)
_HEADER = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,8}[A-Za-z][A-Za-z0-9-]{1,40}:[ \t]")
_MIME = re.compile(rb"^(?:mime-version:|content-type:[ \t]*multipart/)", re.I | re.M)
_DOCUMENT_PARTS = frozenset(("[Content_Types].xml", "word/document.xml", "mimetype", "OFD.xml"))
"""Members that tell a document format from an archive of documents."""
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b")) + b"\x7f"
_MAX_CONTROL = 0.05
"""Share of control bytes from which a file is binary: damaged text stays below 1 %, chance gives 10 %."""
_FEW_CONTROL = 16
"""Number of control bytes that a text may hold, however short."""


ZIP_DAMAGE = (
    BadZipFile,
    ZlibError,
    LZMAError,
    StructError,
    EOFError,
    OSError,
    NotImplementedError,
    ValueError,
    RuntimeError,
    IndexError,
    OverflowError,
)
"""What zipfile and its decompressors raise on damaged archives."""


def starts_with(*magics: bytes) -> Callable[[Path, bytes], bool]:
    """Return a test for a file that begins with one of the magic numbers."""
    return lambda path, head: head.startswith(magics)


def zip_holds(name: str) -> Callable[[Path, bytes], bool]:
    """Return a test for a zip file with a member called `name`, such as ``word/document.xml``."""

    def sniffs(path: Path, head: bytes) -> bool:
        if not head.startswith(b"PK\x03\x04"):
            return False
        try:
            with ZipFile(path) as archive:
                return name in archive.namelist()
        except ZIP_DAMAGE:
            return False

    return sniffs


def is_pdf(path: Path, head: bytes) -> bool:
    """Return True for a PDF; a few bytes may stand before its mark."""
    return bool(re.search(rb"%PDF-\d", head[:1024]))


def is_word_binary(path: Path, head: bytes) -> bool:
    """Return True for a compound file that holds a Word document or a password, or is named as one."""
    if not head.startswith(_COMPOUND):
        return False
    if path.suffix.lower() in (".doc", ".wps"):
        return True
    data = path.read_bytes()
    return any(name.encode("utf-16-le") in data for name in ("WordDocument", "EncryptedPackage"))


def is_excel_binary(path: Path, head: bytes) -> bool:
    """Return True for a compound file that holds a workbook (MS-XLS, 2.1.2: the stream Workbook or Book)."""
    if not head.startswith(_COMPOUND) or path.suffix.lower() in (".doc", ".wps"):
        return False
    if path.suffix.lower() in (".xls", ".et"):
        return True
    data = path.read_bytes()
    names = (f"{name}\0".encode("utf-16-le") for name in ("Workbook", "Book"))
    return any(name in data for name in names) and "WordDocument".encode("utf-16-le") not in data


def is_ods(path: Path, head: bytes) -> bool:
    """Return True for a spreadsheet of OpenDocument, which names its kind in its first member."""
    return head.startswith(b"PK\x03\x04") and b"application/vnd.oasis.opendocument.spreadsheet" in head[:200]


def is_archive(path: Path, head: bytes) -> bool:
    """Return True for an archive that is no document itself; a damaged one counts as an archive."""
    if not head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return False
    try:
        with ZipFile(path) as archive:
            return not _DOCUMENT_PARTS.intersection(archive.namelist())
    except ZIP_DAMAGE:
        return True


def is_mime(path: Path, head: bytes) -> bool:
    """Return True for a saved page or letter: header lines, one of which speaks of MIME."""
    return bool(_HEADER.match(head) and _MIME.search(head))


def find_format(head: bytes) -> str | None:
    """Return the name of the known binary format that begins so, or None."""
    return next((name for magic, name in _MAGICS.items() if head.startswith(magic)), None)


def is_text(path: Path, head: bytes) -> bool:
    r"""Return True for text in any encoding: no known binary format, few control bytes.

    >>> is_text(Path("a.txt"), "一、总则".encode("utf-16")), is_text(Path("a.txt"), bytes(range(32)) * 99)
    (True, False)
    """
    if find_format(head):
        return False
    if head.startswith(_WIDE_MARKS) or find_utf16(head):
        return True
    controls = len(head) - len(head.translate(None, _CONTROL))
    return controls <= len(head) * _MAX_CONTROL + _FEW_CONTROL


def is_html(path: Path, head: bytes) -> bool:
    """Return True for a page, or for a piece of one: markup at the start, or anywhere under such a name."""
    if not is_text(path, head):
        return False
    plain = head.replace(b"\0", b"").lower()
    if path.suffix.lower() in (".md", ".markdown"):
        return bool(re.match(rb"\W*<(?:!doctype|html)[\s>]", plain))
    if _HTML_PAGE.search(plain) or _HTML_START.match(plain):
        return True
    return path.suffix.lower() in (".html", ".htm", ".shtml", ".xhtml") and bool(_HTML_TAG.search(plain))


def is_markdown(path: Path, head: bytes) -> bool:
    """Return True for text that says it by its name, or by two headings or tables."""
    if not is_text(path, head):
        return False
    if path.suffix.lower() in (".md", ".markdown"):
        return True
    return len(_MARKDOWN.findall(head.replace(b"\0", b""))) > 1
