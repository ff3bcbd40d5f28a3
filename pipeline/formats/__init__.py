"""Readers: one module for each file format, giving the facts of a file and no judgement on them.

The content decides the format; a name that says otherwise is a finding. A new format is a module
here with a function ``read(path: Path) -> Facts``, and its line in `READERS`. Modules are imported
when a file needs them, so that a run over plain text loads no parser of another format.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from extractors.records import Problem
from pipeline.formats import sniff
from pipeline.formats.facts import MAX_PAGES, Facts, UnreadableFile, extent

MAX_BYTES = 512 * 2**20
"""A larger file is refused, as it would be held in memory whole: of 680 real ones the largest has 1.2 MB."""
MAX_PARAGRAPHS, MAX_SIGNS = 400_000, 20_000_000
"""Of one document: of 680 real ones none has over 1,728 and 90,163; a page of a PDF has 32 and 684."""


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: its module here, the names that promise it, and the test of the content."""

    format: str
    module: str
    suffixes: tuple[str, ...]
    sniffs: Callable[[Path, bytes], bool]
    """True if the file, whose first bytes are given, is of this format."""


READERS = (
    Reader("pdf", "pdf", (".pdf",), sniff.is_pdf),
    Reader("docx", "docx", (".docx", ".docm"), sniff.zip_holds("word/document.xml")),
    Reader("ofd", "ofd", (".ofd",), sniff.zip_holds("OFD.xml")),
    Reader("xlsx", "workbook", (".xlsx", ".xlsm", ".xltx"), sniff.zip_holds("xl/workbook.xml")),
    Reader("ods", "workbook", (".ods",), sniff.is_ods),
    Reader("xls", "workbook", (".xls", ".et"), sniff.is_excel_binary),
    Reader("doc", "doc", (".doc", ".wps"), sniff.is_word_binary),
    Reader("rtf", "rtf", (".rtf",), sniff.starts_with(b"{\\rtf")),
    Reader("png", "ocr", (".png",), sniff.starts_with(b"\x89PNG\r\n\x1a\n")),
    Reader("jpg", "ocr", (".jpg", ".jpeg"), sniff.starts_with(b"\xff\xd8\xff")),
    Reader("tif", "ocr", (".tif", ".tiff"), sniff.starts_with(b"II*\x00", b"MM\x00*")),
    Reader("zip", "archive", (".zip",), sniff.is_archive),
    Reader("mhtml", "mime", (".mhtml", ".mht", ".eml"), sniff.is_mime),
    Reader("html", "html", (".html", ".htm", ".shtml", ".xhtml"), sniff.is_html),
    Reader("md", "md", (".md", ".markdown"), sniff.is_markdown),
    Reader("txt", "txt", (".txt", ".text"), sniff.is_text),
)
"""The formats, asked in this order: the first whose content fits reads the file."""


def read(path: Path) -> Facts:
    """Return what the file at `path` holds; raise `UnreadableFile` where it gives nothing."""
    reader = find_reader(path)
    facts: Facts = import_module(f"{__name__}.{reader.module}").read(path)
    _check_extent(facts, path.name)
    promised = _promised(path)
    if promised in (None, reader.format):
        return facts
    message = f"The name says {promised}, the content is {reader.format}."
    problem = Problem(code="wrong-suffix", severity="warning", message=message)
    return replace(facts, problems=(problem, *facts.problems))


def _check_extent(facts: Facts, name: str) -> None:
    """Raise `UnreadableFile` for more than one document holds."""
    paragraphs, signs = extent(facts)
    if paragraphs > MAX_PARAGRAPHS:
        raise UnreadableFile("too-large", f"{paragraphs} paragraphs, more than {MAX_PARAGRAPHS}: {name}")
    if signs > MAX_SIGNS:
        raise UnreadableFile("too-large", f"{signs} characters, more than {MAX_SIGNS}: {name}")
    if facts.pages and facts.pages > MAX_PAGES:
        raise UnreadableFile("too-large", f"{facts.pages} pages, more than {MAX_PAGES}: {name}")


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
