"""PDF: text by pdfium in reading order, ruled tables as cells, pages without usable text by OCR."""

from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from extractors.records import Problem
from extractors.values import value
from pipeline.formats import MAX_PAGES, Reading, UnreadableFile, ocr
from pipeline.formats.page import Element, Page
from pipeline.formats.pdf_lines import PageText, find_lines
from pipeline.formats.pdf_tables import MAX_OBJECTS, find_page_grids
from pipeline.formats.spacing import count_han
from pipeline.structure.furniture import drop_furniture
from pipeline.structure.paragraphs import build_blocks
from pipeline.structure.reading_order import order_after
from pipeline.structure.tables.aligned import find_aligned
from pipeline.structure.tables.aligned_columns import Shape
from pipeline.structure.tables.cell_text import fill_grid

_ERRORS = {
    pdfium.FPDF_ERR_PASSWORD: ("password", "The file wants a password"),
    pdfium.FPDF_ERR_SECURITY: ("password", "The file is encrypted in an unknown way"),
}
_MIN_TEXT = 20
"""Characters of a page from which its text layer is judged."""
_GLANCE = 100
"""Characters that mostly hold enough Chinese to judge the page by."""
_MIN_HAN = 0.05
"""Share of Chinese characters below which a text layer is taken for a broken one."""
_LETTERS = 0.85
"""Share of Latin letters, digits and signs from which a text without Chinese is simply not Chinese."""


@value
class _Trail:
    """What a page hands on to the next one."""

    shape: Shape | None = None
    """Of the unruled table that it ends with."""
    gutter: float | None = None
    """Between its columns."""


def read(path: Path) -> Reading:
    """Return the blocks of a PDF, with pages and places."""
    pdf = _open(path)
    try:
        count = len(pdf)
        if not count:
            raise UnreadableFile("damaged-file", f"The PDF has no page: {path.name}")
        if count > MAX_PAGES:
            raise UnreadableFile("too-large", f"{path.name} counts {count} pages, more than {MAX_PAGES}")
        pages, problems = _read_pages(pdf, path.name)
    finally:
        pdf.close()
    blocks = build_blocks(drop_furniture(pages))
    return Reading("pdf", None, count, blocks, problems)


def _open(path: Path) -> Any:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        code, message = _ERRORS.get(error.err_code, ("damaged-file", "Truncated or damaged PDF"))
        raise UnreadableFile(code, f"{message}: {path.name}") from error


def _read_pages(pdf: Any, name: str) -> tuple[list[Page], tuple[Problem, ...]]:
    pages: list[Page] = []
    problems: list[Problem] = []
    unread: list[UnreadableFile] = []
    trail = _Trail()
    for index in range(len(pdf)):
        try:
            page, trail, notes = _read_page(pdf, index, trail)
        except UnreadableFile as error:
            unread.append(error)
            problems.append(_warning(error.code, f"Page {index + 1}: {error}"))
            continue
        pages.append(page)
        problems.extend(notes)
    if unread and not any(page.columns for page in pages):
        raise UnreadableFile(unread[0].code, f"{unread[0]} ({name})")
    return pages, tuple(problems)


def _read_page(pdf: Any, index: int, before: _Trail) -> tuple[Page, _Trail, list[Problem]]:
    """Return one page, and what it hands on; UnreadableFile if there is no way to it."""
    try:
        page = pdf[index]
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile("damaged-page", "The page cannot be loaded") from error
    try:
        elements, bad_layer = _text_elements(page, index + 1)
        problems = []
        if bad_layer:
            message = f"Page {index + 1}: the text layer holds almost no Chinese; read as a scan."
            problems.append(_warning("unusable-text-layer", message))
        if bad_layer or (not elements and _shows_something(page)):
            _check_drawing(page)
            scan = ocr.read_pdf_page(page, index + 1)
            elements = list(scan.elements)
            problems.extend(ocr.describe(scan, index + 1))
        width, height = page.get_size()
        elements, shape = find_aligned(elements, index + 1, before.shape)
        columns, gutter = order_after(elements, before.gutter)
        return Page(index + 1, width, height, columns), _Trail(shape, gutter), problems
    finally:
        page.close()


def _warning(code: str, message: str) -> Problem:
    return Problem(code=code, severity="warning", message=message)


def _text_elements(page: Any, number: int) -> tuple[list[Element], bool]:
    """Return lines and tables of a page's text layer, and whether that layer is unusable."""
    textpage = page.get_textpage()
    try:
        text = PageText(page, textpage)
        if is_garbled(text.text):
            return [], True
        grids = find_page_grids(page)
        size = page.get_size()
        placed = [(cell, line) for cell, line in find_lines(text, number, grids) if line.is_on(*size)]
    finally:
        textpage.close()
    elements: list[Element] = [line for cell, line in placed if cell is None]
    elements.extend(fill_grid(grid, placed, number) for grid in grids)
    return elements, False


def is_garbled(text: str) -> bool:
    r"""Return True if a page's characters are neither Chinese nor plain Latin: a font without a map.

    >>> is_garbled("\x01\ue123ǉ" * 20), is_garbled("Annex 1: list of projects in 2024"), is_garbled("附件")
    (True, False, False)
    """
    letters = "".join(text.split())
    least = _MIN_HAN * len(letters)
    if len(letters) < _MIN_TEXT or count_han(letters[:_GLANCE]) >= least or count_han(letters) >= least:
        return False
    plain = sum(" " < character < "\x7f" for character in letters)
    return plain < _LETTERS * len(letters)


def _check_drawing(page: Any) -> None:
    """Raise `UnreadableFile` for a page that would be drawn for minutes."""
    count = pdfium.FPDFPage_CountObjects(page)
    if count > MAX_OBJECTS:
        raise UnreadableFile("too-many-objects", f"A page of {count} drawn objects and no text")


def _shows_something(page: Any) -> bool:
    """Return True if a page without text shows anything that OCR may read."""
    return bool(pdfium.FPDFPage_CountObjects(page))
