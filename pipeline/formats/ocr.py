"""Scans and pictures: text by rapidocr (extra ``ocr``, models in its wheel), ruled tables by their lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from statistics import mean
from typing import IO, Any

from extractors.records import Problem
from pipeline.formats import MAX_PAGES, Reading, UnreadableFile
from pipeline.formats.grid import Grid, GridCell, find_grids
from pipeline.formats.ocr_picture import Picture, Word, find_edges, turn
from pipeline.formats.page import Element, Line, Page, body_size
from pipeline.structure.furniture import drop_furniture
from pipeline.structure.paragraphs import build_blocks
from pipeline.structure.reading_order import order
from pipeline.structure.tables.aligned import find_aligned
from pipeline.structure.tables.aligned_columns import Shape
from pipeline.structure.tables.cell_text import fill_grid

DPI = 200
"""Resolution that PDF pages are rendered in: text does with 150, small type in tables does not."""
MAX_PIXELS = 100_000_000
"""A larger picture is refused; A3 at 600 dpi has 70 million."""
MIN_SIDE, MAX_RATIO = 16, 60
"""Pixels of a picture's shorter side, and how much longer the other may be: a strip holds no line of text."""
_A4 = (595.0, 842.0)
_DOUBT = 0.8
"""Confidence below which a line is named in the problems."""
_SKEW = 0.3
_MAX_SKEW = 10.0
"""Degrees between which a page is turned upright and read again."""
_MAX_CELLS = 300
"""Empty cells of a page that are looked at one by one."""
_SNAP = 0.2
"""Difference of size, as a share, that is only the reading's."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What OCR reads on one page."""

    elements: tuple[Element, ...]
    scores: tuple[tuple[float, str], ...]
    """Confidence of each line, from 0 to 1, with its text."""


def require() -> None:
    """Raise `UnreadableFile` that says what to install, if the extra is missing."""
    if not (find_spec("rapidocr") and find_spec("onnxruntime")):
        raise UnreadableFile(
            "needs-ocr", "A scan without text; to read it install the extra: pip install 'zeren[ocr]'"
        )


def read(path: Path) -> Reading:
    """Return the blocks of a picture: PNG, JPEG or TIFF with one or more pages."""
    require()
    pages: list[Page] = []
    problems: list[Problem] = []
    formats: list[str] = []
    shape: Shape | None = None
    for number, (kind, image, scale) in enumerate(_frames(path, path.name), 1):
        if number > MAX_PAGES:
            raise UnreadableFile("too-large", f"More than {MAX_PAGES} pages: {path.name}")
        formats.append(kind)
        scan = recognize(image, number, scale)
        height, width = image.shape[:2]
        elements, shape = find_aligned(scan.elements, number, shape)
        pages.append(Page(number, width * scale, height * scale, order(elements)))
        problems.extend(describe(scan, number))
    blocks = build_blocks(drop_furniture(pages))
    return Reading(formats[0], None, len(pages), blocks, tuple(problems))


def read_picture(data: bytes, number: int, width: float) -> Scan:
    """Return what OCR reads in a picture that is shown `width` points wide."""
    require()
    _, image, _ = next(_frames(BytesIO(data), f"page {number}"))
    return recognize(image, number, width / image.shape[1])


def _frames(source: Path | IO[bytes], name: str) -> Iterator[tuple[str, Any, float]]:
    """Yield format, pixels and points per pixel of each page of a picture."""
    import numpy
    from PIL import Image, ImageOps, ImageSequence

    try:
        with Image.open(source) as picture:
            kind = {"JPEG": "jpg", "TIFF": "tif"}.get(picture.format or "", (picture.format or "").lower())
            for frame in ImageSequence.Iterator(picture):
                _check_size(*frame.size)
                upright = ImageOps.exif_transpose(frame).convert("RGB")
                yield kind, numpy.asarray(upright)[:, :, ::-1].copy(), _points_per_pixel(upright)
    except Image.DecompressionBombError as error:
        raise UnreadableFile("page-too-large", f"{name}: {error}") from error
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError) as error:
        raise UnreadableFile("damaged-file", f"Truncated or damaged picture: {name}") from error


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        message = f"A page of {width} x {height} pixels; {MAX_PIXELS} pixels are read at most"
        raise UnreadableFile("page-too-large", message)
    short, long = sorted((width, height))
    if short < MIN_SIDE or long > MAX_RATIO * short:
        raise UnreadableFile("page-too-narrow", f"A picture of {width} x {height} pixels holds no text")


def _points_per_pixel(picture: Any) -> float:
    """Return the scale that the picture gives, or that makes it an A4 page."""
    dpi = picture.info.get("dpi", (0, 0))[0]
    if 100 <= dpi <= 1200:
        return 72.0 / float(dpi)
    width, height = picture.size
    return _A4[0] / min(width, height) if min(width, height) else 1.0


def read_pdf_page(page: Any, number: int) -> Scan:
    """Return what OCR reads on a PDF page."""
    require()
    width, height = page.get_size()
    for picture in _pictures(page):
        _check_size(*picture)
    scale = min(DPI / 72, (MAX_PIXELS / 4 / max(width * height, 1)) ** 0.5)
    image = page.render(scale=scale, rev_byteorder=False).to_numpy()
    return recognize(image[:, :, :3] if image.ndim == 3 else image, number, 1 / scale)


def _pictures(page: Any) -> Iterator[tuple[int, int]]:
    import pypdfium2.raw as pdfium

    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        yield item.get_px_size()


def recognize(image: Any, number: int, scale: float) -> Scan:
    """Return lines and tables of a picture; `scale` gives points per pixel."""
    picture = Picture(image, number, scale)
    words, skew = picture.read_words()
    if _SKEW < abs(skew) < _MAX_SKEW:
        picture = Picture(turn(image, skew), number, scale)
        words, _ = picture.read_words()
    grids = find_grids(*find_edges(picture.image, scale))
    placed = [pair for word in words for pair in _place(picture, grids, word)]
    held = {cell for cell, _ in placed}
    empty = [cell for grid in grids for cell in grid.cells if cell not in held]
    placed += [(cell, word) for cell in empty[:_MAX_CELLS] if (word := picture.read_cell(cell.box))]
    lines = [(cell, word.line) for cell, word in placed]
    size = body_size(line for _, line in lines)
    even = [(cell, _even(line, size)) for cell, line in lines]
    tables = [fill_grid(grid, even, number) for grid in grids]
    free: list[Element] = [line for cell, line in even if cell is None]
    return Scan((*free, *tables), tuple((word.score, word.line.text) for _, word in placed))


def _place(picture: Picture, grids: Sequence[Grid], word: Word) -> Iterator[tuple[GridCell | None, Word]]:
    """Yield the word with its cell; one that was read across borders is read again, cell by cell."""
    line = word.line
    middle = (line.top + line.bottom) / 2
    steps = [line.x0 + (line.x1 - line.x0) * i / 20 for i in range(1, 20)]
    cells = [next((c for g in grids if (c := g.find(x, middle))), None) for x in steps]
    crossed = [cell for cell in dict.fromkeys(cells) if cell and cells.count(cell) > 2]
    if len(crossed) < 2:
        yield (crossed[0] if crossed else None), word
        return
    for cell in crossed:
        box = (max(cell.box[0], line.x0 - 2), line.top, min(cell.box[2], line.x1 + 2), line.bottom)
        if piece := picture.read_cell(box):
            yield cell, piece


def _even(line: Line, size: float) -> Line:
    """Return the line in the body's size, if it differs by no more than reading is unsure."""
    return replace(line, size=size) if abs(line.size - size) < _SNAP * size else line


def describe(scan: Scan, number: int) -> Iterator[Problem]:
    """Yield the findings on a page read by OCR: that it was, and its doubtful lines."""
    if not scan.scores:
        return
    average = mean(score for score, _ in scan.scores)
    yield Problem(
        code="read-by-ocr", severity="info", message=f"Page {number} read by OCR, confidence {average:.2f}."
    )
    for score, text in scan.scores:
        if score < _DOUBT:
            message = f"Page {number}: confidence {score:.2f} in “{text[:40]}”."
            yield Problem(code="ocr-doubt", severity="warning", message=message)
