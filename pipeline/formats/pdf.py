"""PDF: text by pdfium with its places, rules as grids, pages without usable text by OCR."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from extractors.records import Problem
from pipeline.formats import ocr
from pipeline.formats.facts import MAX_PAGES, Facts, Pages, Sheet, UnreadableFile
from pipeline.formats.pdf_lines import PageText, find_lines
from pipeline.formats.pdf_tables import MAX_OBJECTS, find_page_grids
from pipeline.formats.spacing import count_han

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


def read(path: Path) -> Facts:
    """Return the pages of a PDF: lines and grids with their places."""
    pdf = _open(path)
    try:
        count = len(pdf)
        if not count:
            raise UnreadableFile("damaged-file", f"The PDF has no page: {path.name}")
        if count > MAX_PAGES:
            raise UnreadableFile("too-large", f"{path.name} counts {count} pages, more than {MAX_PAGES}")
        sheets, problems = _read_pages(pdf, path.name)
    finally:
        pdf.close()
    return Facts("pdf", None, Pages(tuple(sheets)), problems, count)


def _open(path: Path) -> Any:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        code, message = _ERRORS.get(error.err_code, ("damaged-file", "Truncated or damaged PDF"))
        raise UnreadableFile(code, f"{message}: {path.name}") from error


def _read_pages(pdf: Any, name: str) -> tuple[list[Sheet], tuple[Problem, ...]]:
    sheets: list[Sheet] = []
    problems: list[Problem] = []
    unread: list[UnreadableFile] = []
    for index in range(len(pdf)):
        try:
            sheet, notes = _read_page(pdf, index)
        except UnreadableFile as error:
            unread.append(error)
            problems.append(_warning(error.code, f"Page {index + 1}: {error}"))
            continue
        sheets.append(sheet)
        problems.extend(notes)
    if unread and not any(sheet.lines or sheet.grids for sheet in sheets):
        raise UnreadableFile(unread[0].code, f"{unread[0]} ({name})")
    return sheets, tuple(problems)


def _read_page(pdf: Any, index: int) -> tuple[Sheet, list[Problem]]:
    """Return one page, and what is odd about it; UnreadableFile if there is no way to it."""
    try:
        page = pdf[index]
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile("damaged-page", "The page cannot be loaded") from error
    try:
        sheet, bad_layer = _text_layer(page, index + 1)
        problems = []
        if bad_layer:
            problems.append(_warning("unusable-text-layer", bad_layer))
        if bad_layer or (not (sheet.lines or sheet.grids) and _shows_something(page)):
            _check_drawing(page)
            scan = ocr.read_pdf_page(page, index + 1)
            sheet = replace(sheet, lines=scan.lines, grids=scan.grids)
            problems.extend(ocr.describe(scan, index + 1))
        return sheet, problems
    finally:
        page.close()


def _warning(code: str, message: str) -> Problem:
    return Problem(code=code, severity="warning", message=message)


def _text_layer(page: Any, number: int) -> tuple[Sheet, str]:
    """Return lines and grids of a page's text layer, and why that layer is unusable where it is."""
    width, height = page.get_size()
    textpage = page.get_textpage()
    try:
        text = PageText(page, textpage)
        if is_garbled(text.text):
            message = f"Page {number}: the text layer holds almost no Chinese; read as a scan."
            return Sheet(number, width, height, ()), message
        grids = find_page_grids(page)
        placed = [pair for pair in find_lines(text, number, grids) if pair[1].is_on(width, height)]
    finally:
        textpage.close()
    lost = not (placed or grids) and len("".join(text.text.split())) >= _MIN_TEXT
    why = f"Page {number}: none of its text stands upright on it; read as a scan." if lost else ""
    return Sheet(number, width, height, tuple(placed), tuple(grids)), why


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
