"""The same document in every form: what writes a file of each format, for tests and for parity.

Formats are written by hand where no package of the project writes them, so that no office program and no
font is needed; a scan needs a font.
"""

from collections.abc import Callable
from functools import partial

from extractors.values import value
from pipeline.evaluation.printings import ofd, packages, pages, pdf, plain, scan, web
from pipeline.evaluation.printings.source import Printed


def _always(printed: Printed) -> bool:
    return True


def _with_table(printed: Printed) -> bool:
    return printed.has_table


def _without_table(printed: Printed) -> bool:
    return not printed.has_table


def _is_table(printed: Printed) -> bool:
    """Return whether most of the words stand in one table."""
    inside = [sum(len(cell.text) for cell in part.cells) for part in printed.parts if part.cells]
    return len(inside) == 1 and inside[0] > sum(len(part.text) for part in printed.parts)


@value
class Form:
    """A way to write a document as a file."""

    name: str
    suffix: str
    write: Callable[[Printed], bytes]
    fits: Callable[[Printed], bool] = _always
    """Tells whether the document can come in this form."""
    fast: bool = True
    """False for what takes seconds a page."""


def _set(printed: Printed, style: pages.Style, write: Callable[[list[pages.Sheet]], bytes]) -> bytes:
    return write(pages.typeset(printed, style))


FORMS = (
    Form("txt", ".txt", plain.txt),
    Form("txt, a cell a line", ".txt", plain.a_cell_a_line, _with_table),
    Form("txt, joined", ".txt", plain.joined, _without_table),
    Form("txt, broken at 30", ".txt", partial(plain.broken, 30)),
    Form("txt, broken at 38", ".txt", partial(plain.broken, 38)),
    Form("md", ".md", plain.markdown),
    Form("html", ".html", web.html),
    Form("html, in a table", ".html", web.html_in_table),
    Form("docx", ".docx", packages.docx),
    Form("docx, in a table", ".docx", packages.docx_in_table),
    Form("doc, Word's html", ".doc", web.word_html),
    Form("rtf", ".rtf", plain.rtf),
    Form("xlsx", ".xlsx", packages.xlsx, _is_table),
    Form("pdf", ".pdf", partial(_set, style=pages.PLAIN, write=pdf.pdf)),
    Form("pdf, two columns", ".pdf", partial(_set, style=pages.GAZETTE, write=pdf.pdf)),
    Form("pdf, browser's print", ".pdf", partial(_set, style=pages.BROWSER, write=pdf.pdf)),
    Form("ofd", ".ofd", partial(_set, style=pages.PLAIN, write=ofd.ofd)),
    Form("scan", ".pdf", partial(_set, style=pages.PLAIN, write=scan.scan), fast=False),
)
