"""Printings without places: plain text, Markdown, RTF."""

import re
from collections.abc import Iterator

from pipeline.evaluation.printings.source import Part, Printed


def txt(printed: Printed) -> bytes:
    """Return a line for each paragraph and each row, cells parted by tabs."""
    return _encoded(_lines(printed))


def a_cell_a_line(printed: Printed) -> bytes:
    """Return a line for each paragraph and each cell, as what is copied from a page often comes."""
    return _encoded(
        line
        for part in printed.parts
        for line in ([cell.text for cell in part.cells] if part.cells else [part.text])
        if line
    )


def joined(printed: Printed) -> bytes:
    """Return the text without line ends, as crawlers join it."""
    return "".join(map(str.strip, _lines(printed))).encode()


def broken(width: int, printed: Printed) -> bytes:
    """Return the text with each paragraph broken at a width in signs, its first line indented by two.

    Rows of a table stay a line each.
    """
    return _encoded(
        line
        for part in printed.parts
        for line in (_lines_of(part) if part.cells else break_line(part.text, width))
    )


def break_line(paragraph: str, width: int) -> Iterator[str]:
    """Yield the printed lines of a paragraph.

    >>> list(break_line("推进城乡供水一体化。", 6))
    ['　　推进城乡', '供水一体化。']
    """
    if paragraph:
        yield f"　　{paragraph[: width - 2]}"
    for start in range(width - 2, len(paragraph), width):
        yield paragraph[start : start + width]


def markdown(printed: Printed) -> bytes:
    """Return Markdown: headings with #, tables with bars; a merged cell is repeated where it reaches."""
    return "\n\n".join(_markdown(part) for part in printed.parts).encode()


def _markdown(part: Part) -> str:
    if part.cells:
        rows = [" | ".join(word.replace("|", "\\|") for word in row) for row in _full(part)]
        return "\n".join(f"| {row} |" for row in [rows[0], " | ".join(["---"] * part.width), *rows[1:]])
    level = part.level or (1 if part.setting == "title" else 0)
    return f"{'#' * level} {part.text}".strip()


def _full(part: Part) -> list[list[str]]:
    """Return the words of each place of a table."""
    rows = [[""] * part.width for _ in part.rows]
    for cell in part.cells:
        for row in rows[cell.row : cell.row + cell.rowspan]:
            row[cell.column : cell.column + cell.colspan] = [_one_line(cell.text)] * cell.colspan
    return rows


def _lines(printed: Printed) -> Iterator[str]:
    for part in printed.parts:
        yield from _lines_of(part)


def _lines_of(part: Part) -> list[str]:
    return ["\t".join(row) for row in _full(part)] if part.cells else [part.text]


def _one_line(text: str) -> str:
    return re.sub(r"\s*\n\s*", "", text)


def _encoded(lines: Iterator[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


def rtf(printed: Printed) -> bytes:
    """Return RTF as Word writes it: signs as Unicode, rows as paragraphs of cells."""
    head = r"{\rtf1\ansi\ansicpg936\deff0\uc1{\fonttbl{\f0\fnil\fcharset134 FangSong;}}\fs32 "
    return (head + "".join(_rtf(part) for part in printed.parts) + "}").encode("ascii")


def _rtf(part: Part) -> str:
    if part.cells:
        return "".join(_rtf_row(part, number) for number in range(len(part.rows)))
    look = {"title": r"\qc", "centred": r"\qc", "signed": r"\qr", "flush": r"\ql"}.get(
        part.setting, r"\ql\fi640"
    )
    return rf"\pard{look} {rtf_text(part.text)}\par" + "\n"


def _rtf_row(part: Part, number: int) -> str:
    """Return one row; a cell that covers several rows is merged with those under it."""
    step = 9000 // part.width
    row = [cell for cell in part.cells if cell.row <= number < cell.row + cell.rowspan]
    borders, words = "", ""
    for cell in sorted(row, key=lambda cell: cell.column):
        merge = "" if cell.rowspan == 1 else r"\clvmgf" if cell.row == number else r"\clvmrg"
        borders += rf"{merge}\cellx{step * (cell.column + cell.colspan)}"
        text = cell.text if cell.row == number else ""
        words += rf"\pard\intbl {rtf_text(text)}\cell "
    return rf"\trowd\trgaph108 {borders} {words}\row" + "\n"


def rtf_text(text: str) -> str:
    r"""Return the text as RTF writes it.

    >>> rtf_text("市{a}")
    '\\u24066?\\{a\\}'
    """
    return "".join(map(_rtf_sign, text))


def _rtf_sign(sign: str) -> str:
    if sign in "\\{}":
        return f"\\{sign}"
    if sign == "\n":
        return r"\line "
    if " " <= sign < "\x7f":
        return sign
    units = sign.encode("utf-16-le")
    codes = (int.from_bytes(units[i : i + 2], "little") for i in range(0, len(units), 2))
    return "".join(rf"\u{code - 65536 if code > 32767 else code}?" for code in codes)
