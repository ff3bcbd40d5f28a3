"""Readers: one module for each file format, giving blocks in reading order.

The content decides the format; a name that says otherwise is a finding. A new format is a module
here with a function ``read(path: Path) -> Reading``, and its line in `READERS`. Modules are imported
when a file needs them, so that a run over plain text loads no parser of another format.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from extractors.layout import Block
from extractors.records import Problem
from pipeline.formats import sniff

MAX_BYTES = 512 * 2**20
"""A larger file is refused: no policy document comes near it, and it would be held in memory whole."""


MAX_PAGES = 20_000
"""The largest yearbook that is known has 4,000 pages."""
MAX_PARAGRAPHS, MAX_SIGNS = 400_000, 20_000_000
"""Of one document: those 4,000 pages have some 120,000 paragraphs and 4 million characters."""


class UnreadableFile(Exception):
    """A file that gives no document. `code` is stable, as in `Problem`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader gives: the blocks of one file in reading order, and what it found odd."""

    format: str
    encoding: str | None
    pages: int | None
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: its module here, the names that promise it, and the test of the content."""

    format: str
    module: str
    suffixes: tuple[str, ...]
    sniffs: Callable[[Path, bytes], bool]
    """True if the file, whose first bytes are given, is of this format."""
    page: bool = False
    """True where what is read may be a page of a site, printed or pasted with what stands around it."""


READERS = (
    Reader("pdf", "pdf", (".pdf",), sniff.is_pdf, page=True),
    Reader("docx", "docx", (".docx", ".docm"), sniff.zip_holds("word/document.xml"), page=True),
    Reader("ofd", "ofd", (".ofd",), sniff.zip_holds("OFD.xml"), page=True),
    Reader("xlsx", "workbook", (".xlsx", ".xlsm", ".xltx"), sniff.zip_holds("xl/workbook.xml")),
    Reader("ods", "workbook", (".ods",), sniff.is_ods),
    Reader("xls", "workbook", (".xls", ".et"), sniff.is_excel_binary),
    Reader("doc", "doc", (".doc", ".wps"), sniff.is_word_binary, page=True),
    Reader("rtf", "rtf", (".rtf",), sniff.starts_with(b"{\\rtf"), page=True),
    Reader("png", "ocr", (".png",), sniff.starts_with(b"\x89PNG\r\n\x1a\n"), page=True),
    Reader("jpg", "ocr", (".jpg", ".jpeg"), sniff.starts_with(b"\xff\xd8\xff"), page=True),
    Reader("tif", "ocr", (".tif", ".tiff"), sniff.starts_with(b"II*\x00", b"MM\x00*"), page=True),
    Reader("zip", "archive", (".zip",), sniff.is_archive),
    Reader("mhtml", "mime", (".mhtml", ".mht", ".eml"), sniff.is_mime),
    Reader("html", "html", (".html", ".htm", ".shtml", ".xhtml"), sniff.is_html),
    Reader("md", "md", (".md", ".markdown"), sniff.is_markdown),
    Reader("txt", "txt", (".txt", ".text"), sniff.is_text),
)
"""The formats, asked in this order: the first whose content fits reads the file."""


def read(path: Path) -> Reading:
    """Return the blocks of the file at `path`; raise `UnreadableFile` where it gives none."""
    reader = find_reader(path)
    reading = import_module(f"{__name__}.{reader.module}").read(path)
    _check_extent(reading, path.name)
    reading = _structured(reading, reader)
    if not any(block.text or block.cells for block in reading.blocks):
        raise UnreadableFile("no-text", f"The file holds no text: {path.name}")
    promised = _promised(path)
    if promised in (None, reader.format):
        return reading
    message = f"The name says {promised}, the content is {reader.format}."
    problem = Problem(code="wrong-suffix", severity="warning", message=message)
    return replace(reading, problems=(problem, *reading.problems))


def _check_extent(reading: Reading, name: str) -> None:
    """Raise `UnreadableFile` for more than one document holds."""
    paragraphs = len(reading.blocks)
    if paragraphs > MAX_PARAGRAPHS:
        raise UnreadableFile("too-large", f"{paragraphs} paragraphs, more than {MAX_PARAGRAPHS}: {name}")
    signs = sum(len(each.text) + sum(len(cell.text) for cell in each.cells) for each in reading.blocks)
    if signs > MAX_SIGNS:
        raise UnreadableFile("too-large", f"{signs} characters, more than {MAX_SIGNS}: {name}")
    if reading.pages and reading.pages > MAX_PAGES:
        raise UnreadableFile("too-large", f"{reading.pages} pages, more than {MAX_PAGES}: {name}")


def _structured(reading: Reading, reader: Reader) -> Reading:
    """Return the reading with what is the same for all formats: what is the document, tables as tables."""
    from pipeline.structure.boilerplate import keep_document
    from pipeline.structure.layout_tables import open_frames
    from pipeline.structure.tables.flat_tables import with_tables

    kept, dropped = keep_document(reading.blocks) if reader.page else (reading.blocks, ())
    return replace(reading, blocks=tuple(open_frames(with_tables(kept))), problems=reading.problems + dropped)


def find_reader(path: Path) -> Reader:
    """Return the reader for the content of the file at `path`."""
    head = _head(path)
    for reader in READERS:
        if reader.sniffs(path, head):
            return reader
    known = sniff.find_format(head)
    if known:
        raise UnreadableFile("unsupported-format", f"No reader for {known}: {path.name}")
    raise UnreadableFile("binary-file", f"Neither text nor a known format: {path.name}")


def _head(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(sniff.HEAD)
    except PermissionError as error:
        raise UnreadableFile("no-permission", f"No permission to read {path.name}") from error
    except (OSError, ValueError) as error:
        raise UnreadableFile("unreadable-file", f"{path.name}: {error}") from error
    if size > MAX_BYTES:
        raise UnreadableFile("too-large", f"{path.name} is larger than {MAX_BYTES >> 20} MiB")
    if not head:
        raise UnreadableFile("empty-file", f"The file is empty: {path.name}")
    return head


def _promised(path: Path) -> str | None:
    suffix = path.suffix.lower()
    return next((reader.format for reader in READERS if suffix in reader.suffixes), None)
