"""Printings in packages of files: DOCX, and XLSX for a document that is a table."""

from collections.abc import Mapping
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from extractors.layout import Cell
from pipeline.evaluation.printings.source import Part, Printed

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
XML = '<?xml version="1.0" encoding="UTF-8"?>'
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in _SIDES)


def make_zip(files: Mapping[str, bytes | str]) -> bytes:
    """Return an archive with the files, the same for the same files."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            member = ZipInfo(name, (2025, 1, 1, 0, 0, 0))
            member.compress_type = ZIP_DEFLATED
            archive.writestr(member, data)
    return buffer.getvalue()


def make_docx(body: str, **parts: str) -> bytes:
    """Return a DOCX with the body's XML; `parts` are the inner XML of styles, numbering, footnotes."""
    files: dict[str, bytes | str] = {
        "word/document.xml": f'{XML}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    }
    for name, inner in parts.items():
        files[f"word/{name}.xml"] = f'{XML}<w:{name} xmlns:w="{W}">{inner}</w:{name}>'
    return make_zip(files)


def docx(printed: Printed) -> bytes:
    """Return the document as Word saves it, its numbers typed."""
    return make_docx("".join(map(_element, printed.parts)))


def docx_in_table(printed: Printed) -> bytes:
    """Return the document in a table that only gives it its place, as pages are pasted into Word."""
    head = 1 if printed.parts and printed.parts[0].setting == "title" else 0
    rows = ["".join(map(_element, parts)) for parts in (printed.parts[:head], printed.parts[head:])]
    body = "".join(f"<w:tr><w:tc>{row}{_paragraph('')}</w:tc></w:tr>" for row in rows)
    return make_docx(f"<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid>{body}</w:tbl>{_paragraph('')}")


def _element(part: Part) -> str:
    if part.cells:
        return _table(part)
    align = {"title": "center", "centred": "center", "signed": "right"}.get(part.setting, "left")
    indent = '<w:ind w:firstLine="640"/>' if part.setting == "text" else ""
    outline = f'<w:outlineLvl w:val="{part.level - 1}"/>' if part.level else ""
    return _paragraph(part.text, f'{indent}<w:jc w:val="{align}"/>{outline}')


def _paragraph(text: str, looks: str = "") -> str:
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    run = f"<w:r>{lines}</w:r>" if text else ""
    return f"<w:p><w:pPr>{looks}</w:pPr>{run}</w:p>"


def _table(part: Part) -> str:
    columns = "<w:gridCol/>" * part.width
    rows = "".join(f"<w:tr>{_row(part, number)}</w:tr>" for number in range(len(part.rows)))
    looks = f"<w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>"
    return f"<w:tbl>{looks}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"


def _row(part: Part, number: int) -> str:
    covering = [cell for cell in part.cells if cell.row <= number < cell.row + cell.rowspan]
    return "".join(_cell(cell, cell.row == number) for cell in sorted(covering, key=lambda c: c.column))


def _cell(cell: Cell, first: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
    merge = f'<w:vMerge w:val="{"restart" if first else "continue"}"/>' if cell.rowspan > 1 else ""
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{_paragraph(cell.text if first else '')}</w:tc>"


def xlsx(printed: Printed) -> bytes:
    """Return a workbook of one sheet: the table, and each paragraph as a row merged over its width."""
    import xlsxwriter

    buffer = BytesIO()
    width = max(part.width for part in printed.parts if part.cells)
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Sheet1")
        at = 0
        for part in printed.parts:
            for cell in part.cells:
                _write(sheet, at + cell.row, cell.column, cell.rowspan, cell.colspan, cell.text)
            if part.cells:
                at += len(part.rows)
            else:
                _write(sheet, at, 0, 1, width, part.text)
                at += 1
    return buffer.getvalue()


def _write(sheet: object, row: int, column: int, rows: int, columns: int, text: str) -> None:
    """Write a cell, merged over its rows and columns."""
    if rows * columns > 1:
        sheet.merge_range(row, column, row + rows - 1, column + columns - 1, text)  # type: ignore[attr-defined]
    else:
        sheet.write_string(row, column, text)  # type: ignore[attr-defined]
