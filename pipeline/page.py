"""A page of a PDF as a picture, with what was read on it: lines, cells, words, and the records found there.

The page is drawn by pdfplumber. Where a record stands comes from the document's own places: the lines that
its text was printed in, and in each line the characters that pdfplumber finds there.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from unicodedata import east_asian_width

from extractors.layout import Box
from extractors.records import Deadline, Document, Place, Span
from extractors.values import value
from pipeline.formats.facts import UnreadableFile
from pipeline.index import Failure
from pipeline.language import Language, _, listed, speak, spoken, told

if TYPE_CHECKING:
    from PIL.Image import Image

Colour = tuple[int, int, int]
Kind = Literal["line", "cell", "passed over", "unit", "target", "deadline"]
COLOURS: dict[Kind, Colour] = {
    "line": (150, 150, 150),
    "cell": (30, 110, 220),
    "passed over": (120, 120, 120),
    "unit": (20, 160, 70),
    "target": (240, 130, 0),
    "deadline": (170, 50, 200),
}
"""A colour for each kind of mark, in the order in which they are painted and stand in the legend."""
_MEANINGS: dict[Kind, str] = {
    "line": "line read",
    "cell": "cell of a table",
    "passed over": "words passed over",
    "unit": "unit",
    "target": "target or goal",
    "deadline": "deadline",
}
_FILLS: dict[Kind, int] = {"passed over": 40, "unit": 70, "target": 70, "deadline": 70}
"""How much of its colour lies on the words of a mark, of 255."""
DPI = 144
_BY_OCR = re.compile(r"Page (\d+) read by OCR")


class PageError(UnreadableFile):
    """Why there is no picture; `code` is stable, as in `Problem`."""


_LEGEND = 17
"""Height of the words of the legend, in dots."""
_CHINESE_FONTS = (
    *("NotoSansCJK-Regular.ttc", "NotoSansSC-Regular.otf", "SourceHanSansSC-Regular.otf", "wqy-microhei.ttc"),
    *(
        "wqy-zenhei.ttc",
        "DroidSansFallbackFull.ttf",
        "PingFang.ttc",
        "STHeiti Light.ttc",
        "msyh.ttc",
        "simsun.ttc",
    ),
)
"""Files of fonts that come with Linux, macOS or Windows, as Pillow looks for them in their folders."""
_NEAR = 80
"""Characters around a goal, and after a task, in which its deadline is looked for as well."""


@value
class Mark:
    """A box to be painted, in points from the top left of the page."""

    kind: Kind
    box: Box
    span: Span | None = None
    """Of a record, in the document's text; it may reach over several lines."""


Letters = Sequence[Box]
"""Boxes of the printed signs of a page, without spaces."""


def find_scans(document: Document) -> tuple[int, ...]:
    """Return the numbers of the pages that were read by OCR."""
    told = (_BY_OCR.match(p.message) for p in document.problems if p.code == "read-by-ocr")
    return tuple(sorted({int(match[1]) for match in told if match}))


def find_marks(document: Document, number: int, letters: Letters = ()) -> Iterator[Mark]:
    """Yield the lines that were read on a page, and the units, targets and deadlines found there."""
    for place in document.places:
        if place.page == number:
            yield Mark("line", place.box)
    for kind, span in dict.fromkeys(find_records(document)):
        for place in locate(document, span, letters):
            if place.page == number:
                yield Mark(kind, place.box, span)


def find_records(document: Document) -> Iterator[tuple[Kind, Span]]:
    """Yield the spans of all units, targets, goals and deadlines."""
    ends = [task.span[0] for task in document.tasks[1:]] + [len(document.document.text)]
    for task, end in zip(document.tasks, ends, strict=False):
        yield from (("unit", unit.span) for unit in task.assignments)
        yield from (("target", target.span) for target in task.targets)
        deadlines = [task.deadline, *(target.deadline for target in task.targets)]
        # The row of a table goes on behind the cell that says what is to be done.
        around = (task.span[0], max(task.span[1], min(end, task.span[1] + _NEAR)))
        yield from (("deadline", span) for span in _printed(deadlines, around, document))
    for goal in document.goals:
        yield "target", goal.span
        around = (max(0, goal.span[0] - _NEAR), goal.span[1] + _NEAR)
        yield from (("deadline", span) for span in _printed([goal.deadline], around, document))


def _printed(deadlines: Iterable[Deadline | None], span: Span, document: Document) -> Iterator[Span]:
    """Yield where within a span deadlines are printed; those that the plan's period gave are not."""
    text = document.document.text
    for raw in dict.fromkeys(deadline.raw for deadline in deadlines if deadline and not deadline.inherited):
        start = text.find(raw, *span)
        if start >= 0:
            yield start, start + len(raw)


def locate(document: Document, span: Span, letters: Letters = ()) -> Iterator[Place]:
    """Yield where a span is printed: a box for each line that it takes a part of."""
    places = document.places
    at = bisect_right(places, span[0], key=lambda place: place.span[0])
    for place in places[max(0, at - 1) :]:
        if place.span[0] >= span[1]:
            return
        taken = (max(span[0], place.span[0]), min(span[1], place.span[1]))
        if taken[0] < taken[1]:
            x0, x1 = _ends(document.document.text, place, taken, letters)
            yield Place(span=taken, page=place.page, box=(x0, place.box[1], x1, place.box[3]))


def _ends(text: str, place: Place, span: Span, letters: Letters) -> tuple[float, float]:
    """Return the left and the right end of a part of a line: by its letters, else by its share of it."""
    line, before = text[slice(*place.span)], text[place.span[0] : span[0]]
    inside = sorted(box for box in letters if _meet(box, place.box))
    first, count = len("".join(before.split())), len("".join(text[slice(*span)].split()))
    if count and len(inside) == len("".join(line.split())):
        return inside[first][0], inside[first + count - 1][2]
    left, _, right, _ = place.box
    step = (right - left) / (_reach(line) or 1)
    x0 = left + step * _reach(before)
    return x0, x0 + step * _reach(text[slice(*span)])


def _reach(text: str) -> int:
    """Return how far a text reaches: a Chinese sign is as wide as two others.

    >>> _reach("到2025年")
    8
    """
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)


@value
class Painting:
    """A page with its marks, and what of it is to be told."""

    picture: "Image"
    marks: tuple[Mark, ...]
    pages: int
    """Number of pages of the file."""


@value
class Order:
    """A page that is to be painted, where its picture goes, and in what language to tell of it."""

    path: Path
    number: int
    document: Document
    picture: Path
    language: Language = "en"


def paint_apart(order: Order) -> str:
    """Paint a page into its picture, in a process of its own, and return what `describe_page` says of it.

    PageError says why there is no picture: also that the file ended the process, or took too long or too
    much memory.
    """
    from pipeline.batch import do_apart

    line = do_apart(_paint_into, order)
    if isinstance(line, Failure):
        raise PageError(line.code, line.message)
    return line


def _paint_into(order: Order) -> str:
    speak(order.language)
    painting = paint(order.path, order.number, order.document)
    painting.picture.save(order.picture, "PNG")
    return describe_page(order.document, order.number, painting)


def paint(path: Path, number: int, document: Document) -> Painting:
    """Return a page of a PDF with what the document says was read on it, and a legend under it.

    It is drawn in this process: `paint_apart` is for files that nobody vouches for.
    """
    if document.document.source.format != "pdf":
        raise PageError(
            "no-pdf", f"No PDF but {document.document.source.format}: there are no pages to paint"
        )
    pages = document.document.source.pages or 0
    if not 1 <= number <= pages:
        raise PageError("no-page", f"There is no page {number}: the file has {pages}")
    sheet = draw(path, number, DPI)
    picture, origin = sheet.picture, sheet.origin
    marks = [*_cells(path, number), *find_marks(document, number, sheet.letters)]
    lines = [mark.box for mark in marks if mark.kind == "line"]
    marks += [
        Mark("passed over", word) for word in sheet.words if not any(_meet(word, line) for line in lines)
    ]
    marks.sort(key=lambda mark: list(COLOURS).index(mark.kind))
    for mark in marks:
        _draw(picture, mark, origin)
    return Painting(_with_legend(picture.annotated, marks), tuple(marks), pages)


@value
class Sheet:
    """A page as pdfplumber draws it, and what is printed there: boxes from the top left of what is shown."""

    picture: Any
    """`pdfplumber.display.PageImage`."""
    origin: tuple[float, float]
    words: Sequence[Box]
    letters: Letters


def draw(path: Path, number: int, resolution: int) -> Sheet:
    """Return a page of a PDF at so many dots an inch; `PageError` if it cannot be drawn."""
    import pdfplumber

    try:
        with pdfplumber.open(path) as pdf:
            sheet = pdf.pages[number - 1]
            picture = sheet.to_image(resolution=resolution, antialias=True)
            origin = (sheet.cropbox[0], sheet.cropbox[1])
            words = _boxes(sheet.extract_words(), origin)
            letters = _boxes((letter for letter in sheet.chars if letter["text"].strip()), origin)
    except MemoryError:
        raise
    except Exception as error:  # pdfminer raises whatever a damaged file makes it stumble over
        raise PageError("damaged-file", f"Page {number} cannot be drawn: {error!r}") from error
    return Sheet(picture, origin, words, letters)


def _cells(path: Path, number: int) -> Iterator[Mark]:
    """Yield the cells that rules make on a page, as the reader finds them."""
    import pypdfium2

    from pipeline.formats.pdf_tables import find_page_grids

    with pypdfium2.PdfDocument(path) as pdf:
        for grid in find_page_grids(pdf[number - 1]):
            yield from (Mark("cell", cell.box) for cell in grid.cells)


def _boxes(objects: Iterable[Mapping[str, Any]], origin: tuple[float, float]) -> list[Box]:
    """Return the boxes of what pdfplumber finds, from the top left of the page as it is shown."""
    boxes = ((each["x0"], each["top"], each["x1"], each["bottom"]) for each in objects)
    return [_moved(box, -origin[0], -origin[1]) for box in boxes]


def _moved(box: Box, right: float, down: float) -> Box:
    return (box[0] + right, box[1] + down, box[2] + right, box[3] + down)


def _meet(word: Box, line: Box) -> bool:
    """Return whether the middle of a word lies in a line."""
    x, y = (word[0] + word[2]) / 2, (word[1] + word[3]) / 2
    return line[0] - 1 <= x <= line[2] + 1 and line[1] - 1 <= y <= line[3] + 1


def _draw(picture: Any, mark: Mark, origin: tuple[float, float]) -> None:
    colour = COLOURS[mark.kind]
    box = _moved(mark.box, *origin)
    fill = (*colour, _FILLS.get(mark.kind, 0))
    picture.draw_rect(box, fill=fill, stroke=(*colour, 255), stroke_width=2 if mark.kind == "cell" else 1)


def _with_legend(picture: "Image", marks: Sequence[Mark]) -> "Image":
    """Return the picture with a strip under it that names each kind of mark and how many there are."""
    from PIL import Image, ImageDraw

    font, say = _legend_font()
    counts = count(marks)
    entries: list[tuple[Kind, str, int, int]] = []
    x, row = _LEGEND, 0
    for kind in COLOURS:
        words = f"{say(_MEANINGS[kind])} {counts[kind]}"
        width = int(2.8 * _LEGEND + font.getlength(words))
        if entries and x + width > picture.width:
            x, row = _LEGEND, row + 1
        entries.append((kind, words, x, picture.height + (2 * row + 1) * _LEGEND))
        x += width
    strip = Image.new("RGB", (picture.width, picture.height + (2 * row + 3) * _LEGEND), "white")
    strip.paste(picture)
    pen = ImageDraw.Draw(strip)
    pen.line([(0, picture.height), (picture.width, picture.height)], (200, 200, 200))
    for kind, words, x, top in entries:
        pen.rectangle([x, top, x + _LEGEND, top + _LEGEND], faded(kind), COLOURS[kind], 2)
        pen.text((x + 1.5 * _LEGEND, top + _LEGEND / 2), words, (40, 40, 40), font, anchor="lm")
    return strip


def _legend_font() -> tuple[Any, Callable[[str], str]]:
    """Return the font of the legend, and in what language it speaks: English where no font has Chinese."""
    from PIL import ImageFont

    for name in _CHINESE_FONTS if spoken() == "zh" else ():
        try:
            return ImageFont.truetype(name, _LEGEND), told
        except OSError:
            continue
    return ImageFont.load_default(_LEGEND), str


def faded(kind: Kind) -> Colour:
    """Return the colour of a kind as its fill looks on white paper."""
    red, green, blue = (255 - (255 - part) * _FILLS.get(kind, 0) // 255 for part in COLOURS[kind])
    return red, green, blue


def count(marks: Iterable[Mark]) -> Counter[Kind]:
    """Return how many there are of each kind; a record over several lines is one."""
    return Counter(kind for kind, _ in {(mark.kind, mark.span or mark.box) for mark in marks})


def document_of(path: Path, facts: Path | None) -> Document:
    """Return the document of a file: the one in the folder of results that has its bytes, or read anew."""
    from pipeline.batch import load_apart
    from pipeline.keeping.base import UnreadableError
    from pipeline.results import read_by_id
    from pipeline.sources import digest_file

    if facts:
        digest = digest_file(path)
        if isinstance(digest, Failure):
            raise PageError(digest.code, digest.message)
        try:
            return read_by_id(facts, digest[:16])
        except FileNotFoundError as error:
            raise PageError(
                "no-document", f"{facts} holds no document of {path.name}: extract it first"
            ) from error
        except (UnreadableError, OSError) as error:
            raise PageError("no-document", f"{facts}: {error}") from error
    document = load_apart(path)
    if isinstance(document, Failure):
        raise PageError(document.code, document.message)
    return document


def describe_page(document: Document, number: int, painting: Painting) -> str:
    """Return what a page holds, and which pages of the file are scans, in two lines."""
    counts = count(painting.marks)
    scans = find_scans(document)
    layer = _("a scan, read by OCR") if number in scans else _("text layer")
    held = listed(f"{told(_MEANINGS[kind])}: {counts[kind]}" for kind in COLOURS if counts[kind])
    page = _("page {number} of {pages} ({layer}): {held}").format(
        number=number, pages=painting.pages, layer=layer, held=held or _("nothing read")
    )
    return page + "\n" + _("scans: {pages}").format(pages=listed(map(str, scans)) or _("none"))
