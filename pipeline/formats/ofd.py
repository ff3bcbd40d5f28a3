"""OFD (GB/T 33190), the layout format of official documents: text by ofdkit, rules and pictures by XML."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from lxml import etree

from extractors.records import Problem
from pipeline.formats import MAX_PAGES, Reading, UnreadableFile, ocr
from pipeline.formats.grid import Grid, GridCell, find_grids
from pipeline.formats.ofd_page import (
    POINTS,
    Drawing,
    PictureBox,
    find_media,
    find_templates,
    join_drawings,
    read_drawing,
)
from pipeline.formats.page import Element, Line, Page
from pipeline.formats.spacing import clean_glyphs, join_pieces
from pipeline.formats.zipped import open_package, parse_xml, read_member
from pipeline.structure.furniture import drop_furniture
from pipeline.structure.paragraphs import build_blocks
from pipeline.structure.reading_order import order
from pipeline.structure.tables.aligned import find_aligned
from pipeline.structure.tables.aligned_columns import Shape
from pipeline.structure.tables.cell_text import fill_grid

_SPLIT = 1.5
"""Gap in characters from which two pieces of a line are apart, as in PDF."""
_ASCENT = 0.88
"""Height of a character above its baseline, in its size."""
_SAME_LINE = 0.3


def read(path: Path) -> Reading:
    """Return the blocks of an OFD file, with pages and places."""
    import ofdkit

    problems: list[Problem] = []
    with open_package(path, path.name) as package:
        for member in package.infolist():
            if not member.filename:
                raise UnreadableFile("damaged-file", f"A member without a name in {path.name}")
            if member.filename.lower().endswith(".xml"):
                parse_xml(read_member(package, member), member.filename)
        try:
            with ofdkit.open(path) as document:
                if len(document.pages) > MAX_PAGES:
                    message = f"{len(document.pages)} pages, more than {MAX_PAGES}: {path.name}"
                    raise UnreadableFile("too-large", message)
                pages = _read_pages(package, document.pages, problems)
        except ofdkit.OFDError as error:
            raise UnreadableFile("damaged-file", f"Truncated or damaged OFD: {path.name}: {error}") from error
    blocks = build_blocks(drop_furniture(pages))
    if not blocks and problems:
        raise UnreadableFile(problems[0].code, f"{problems[0].message} ({path.name})")
    return Reading("ofd", None, len(pages), blocks, tuple(problems))


def _read_pages(package: ZipFile, sheets: Iterable[Any], problems: list[Problem]) -> list[Page]:
    pages: list[Page] = []
    shape: Shape | None = None
    for sheet in sheets:
        page, shape = _read_page(package, sheet, problems, shape)
        pages.append(page)
    return pages


def _read_page(
    package: ZipFile, page: Any, problems: list[Problem], before: Shape | None
) -> tuple[Page, Shape | None]:
    """Return one page, and the unruled table that it ends with."""
    number = page.index + 1
    left, top, width, height = page.box
    if not page.location:
        message = f"Page {number}: the file does not hold it."
        problems.append(Problem(code="damaged-page", severity="warning", message=message))
    drawing = _drawing(package, page.location, left, top) if page.location else Drawing()
    grids = find_grids(drawing.rows, drawing.columns)
    lines = _lines(page.runs, drawing.red, grids, (left, top), number)
    placed = [(cell, line) for cell, line in lines if line.is_on(width * POINTS, height * POINTS)]
    elements: list[Element] = [line for cell, line in placed if cell is None]
    elements.extend(fill_grid(grid, placed, number) for grid in grids)
    if not elements and drawing.pictures:
        elements = _read_pictures(package, drawing.pictures, number, problems)
    elements, shape = find_aligned(elements, number, before)
    return Page(number, width * POINTS, height * POINTS, order(elements)), shape


def _drawing(package: ZipFile, location: str, left: float, top: float) -> Drawing:
    """Return what a page draws, that of its templates included."""

    def load(member: str) -> etree._Element:
        return parse_xml(read_member(package, member), member)

    # A maker may write names with a slash before them or turned round; the text is found all the same.
    names = {name.replace("\\", "/").lstrip("/"): name for name in package.namelist()}
    if location not in names:
        return Drawing()
    root = load(names[location])
    templates = find_templates(root, location, package.namelist(), load)
    return join_drawings(
        [read_drawing(load(name), left, top) for name in templates] + [read_drawing(root, left, top)]
    )


def _lines(
    runs: Sequence[Any], red: frozenset[str], grids: Sequence[Grid], origin: tuple[float, float], number: int
) -> Iterator[tuple[GridCell | None, Line]]:
    """Yield the lines of a page with their cells: runs on one baseline joined where they nearly touch."""
    lines = [_line(run, run.object_id in red, origin, number) for run in runs if run.text.strip()]
    group: list[Line] = []
    cell: GridCell | None = None
    for line in _sorted(lines):
        at = _cell(grids, line)
        if group and (at != cell or not _touch(group[-1], line)):
            yield cell, _join(group)
            group = []
        cell = at
        group.append(line)
    if group:
        yield cell, _join(group)


def _line(run: Any, red: bool, origin: tuple[float, float], number: int) -> Line:
    x0, base = (run.x - origin[0]) * POINTS, (run.y - origin[1]) * POINTS
    size = max(run.size * POINTS, 1.0)
    top = base - _ASCENT * size
    x1 = x0 + max(run.width, 0.0) * POINTS
    return Line(clean_glyphs(run.text), number, x0, top, x1, top + size, size, red)


def _sorted(lines: Sequence[Line]) -> list[Line]:
    """Return the lines by baseline, then from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda e: e.bottom):
        if rows and abs(line.bottom - rows[-1][0].bottom) < _SAME_LINE * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda e: e.x0)]


def _cell(grids: Sequence[Grid], line: Line) -> GridCell | None:
    x, y = (line.x0 + line.x1) / 2, (line.top + line.bottom) / 2
    return next((cell for grid in grids if (cell := grid.find(x, y))), None)


def _touch(before: Line, line: Line) -> bool:
    same = abs(line.bottom - before.bottom) < _SAME_LINE * line.size
    return same and -0.5 * line.size < line.x0 - before.x1 < _SPLIT * line.size


def _join(group: Sequence[Line]) -> Line:
    if len(group) == 1:
        return group[0]
    main = max(group, key=lambda line: len(line.text))
    text = join_pieces([(line.text, line.x0, line.x1) for line in group], main.size)
    top, bottom = min(e.top for e in group), max(e.bottom for e in group)
    red = all(line.red for line in group)
    return Line(text, main.page, group[0].x0, top, group[-1].x1, bottom, main.size, red)


def _read_pictures(
    package: ZipFile, pictures: Sequence[PictureBox], number: int, problems: list[Problem]
) -> list[Element]:
    """Return what OCR reads on a page that is only a picture."""
    load = partial(read_member, package)
    largest = max(pictures, key=lambda picture: picture.width * picture.height)
    name = find_media(package.namelist(), lambda member: parse_xml(load(member), member), largest.resource)
    try:
        if name is None:
            raise UnreadableFile("damaged-page", "The picture of the page is not in the file")
        scan = ocr.read_picture(load(name), number, largest.width * POINTS)
    except UnreadableFile as error:
        problems.append(Problem(code=error.code, severity="warning", message=f"Page {number}: {error}"))
        return []
    problems.extend(ocr.describe(scan, number))
    return list(scan.elements)
