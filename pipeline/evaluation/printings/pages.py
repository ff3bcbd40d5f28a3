"""Typesetting: the parts of a document as words and rules at their places on pages, for PDF, OFD and scans.

Sizes are those of GB/T 9704-2012: A4, text in 16 points, 28 signs a line, 22 lines a page.
"""

from collections.abc import Callable, Iterator, Sequence
from unicodedata import east_asian_width

from extractors.layout import Cell
from extractors.values import value
from pipeline.evaluation.printings import web
from pipeline.evaluation.printings.source import Part, Printed

WIDTH, HEIGHT = 595.0, 842.0
_CELL_SIZE, _CELL_LEADING, _PAD = 10.5, 15.0, 4.0
_NEVER_FIRST = frozenset("，。、；：！？）》」』】〕”’,.;:!?)]%％")
"""Signs that begin no line; the one before them goes with them."""
_LONGEST, _SHORTEST = 24, 4
"""Signs of a column's words from which, and up to which, its width no longer follows them."""


@value
class Words:
    """Words in one line, from their left end and their baseline, from the top left of the page in points."""

    text: str
    x: float
    y: float
    size: float
    gap: float = 0.0
    """Room between its signs, of a line that is justified."""


@value
class Rule:
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float


@value
class Sheet:
    """One page."""

    words: tuple[Words, ...]
    rules: tuple[Rule, ...] = ()


Margins = Callable[[int, int, str], Iterator[Words]]
"""What stands in the margins of a page: its number from 1, how many there are, the document's title."""


@value
class Style:
    """How a document is set."""

    margins: Margins
    size: float = 16.0
    leading: float = 29.0
    left: float = 74.0
    right: float = 522.0
    top: float = 105.0
    bottom: float = 745.0
    columns: int = 1
    gutter: float = 21.0
    justified: bool = True
    """True where lines reach the right margin, as Word sets them by itself."""
    site: bool = False
    """True for a page of a web site as a browser prints it, with what the site puts over and under it."""


def advance(sign: str, size: float) -> float:
    """Return how far a sign reaches: a square, or half of one."""
    return size if east_asian_width(sign) in "WFA" else size / 2


def reach(text: str, size: float) -> float:
    """Return how far the words of a line reach."""
    return sum(advance(sign, size) for sign in text)


def typeset(printed: Printed, style: Style) -> list[Sheet]:
    """Return the pages of the document."""
    setter = _Setter(style)
    if style.site:
        setter.lines([web.SITE, " | ".join(web.MENU), web.PLACE])
    for part in printed.parts:
        if part.cells:
            setter.table(part)
        else:
            setter.paragraph(part)
    if style.site:
        setter.lines([web.SHARED, *web.RELATED, *web.FOOT])
    pages = setter.pages
    return [
        Sheet((*words, *style.margins(number, len(pages), printed.title)), tuple(rules))
        for number, (words, rules) in enumerate(pages, 1)
    ]


class _Setter:
    """Sets parts one under the other; `pages` holds the words and rules of each page."""

    def __init__(self, style: Style) -> None:
        self._style = style
        self._column = 0
        self._y = style.top
        self.pages: list[tuple[list[Words], list[Rule]]] = [([], [])]

    def lines(self, texts: Sequence[str]) -> None:
        """Set lines of a site's own, smaller than the text."""
        for text in texts:
            self._line(text, 0.0, self._style.size * 0.75, self._style.leading * 0.75)

    def paragraph(self, part: Part) -> None:
        """Set a paragraph; what follows it begins under it."""
        style = self._style
        size = style.size * 1.375 if part.setting == "title" else style.size
        indent = 2 if part.setting == "text" else 0
        room = self._width - 2 * style.size if part.setting == "signed" else self._width
        lines = list(wrap(part.text, room, size, indent))
        for number, line in enumerate(lines):
            free = room - reach(line, size)
            first = 0.0 if number else indent * size
            shift = {"title": free / 2, "centred": free / 2, "signed": free}.get(part.setting, first)
            full = style.justified and part.setting in ("text", "flush") and number < len(lines) - 1
            gap = (free - first) / max(1, len(line) - 1) if full else 0.0
            self._line(line, shift, size, style.leading * size / style.size, gap)

    def table(self, part: Part) -> None:
        """Set a ruled table over the whole width of the page; rows break where a page ends."""
        if self._style.columns > 1 and (self._column or self._y > self._style.top):
            self._page()
        edges = self._edges(part)
        waiting = {id(cell): _cell_lines(cell, edges) for cell in part.cells}
        rows = part.rows
        for number in range(len(rows)):
            covering = [cell for cell in part.cells if cell.row <= number < cell.row + cell.rowspan]
            self._row(number, covering, waiting, edges, last=number == len(rows) - 1)
        if self._style.columns > 1:
            self._page()

    def _row(
        self,
        number: int,
        cells: Sequence[Cell],
        waiting: dict[int, list[str]],
        edges: Sequence[float],
        last: bool,
    ) -> None:
        """Set one row, over as many pages as its words need; merged cells give what fits beside them."""
        ending = [cell for cell in cells if cell.row + cell.rowspan - 1 == number]
        own = [cell for cell in cells if cell.rowspan == 1] or ending
        while True:
            needed = max((len(waiting[id(cell)]) for cell in (*own, *ending)), default=0)
            room = int((self._style.bottom - self._y - _PAD) / _CELL_LEADING)
            if room < min(needed, 3):
                self._page()
                continue
            count = max(1, min(needed, room))
            self._strip(number, cells, waiting, edges, count, cut=count < needed)
            if count == needed or not needed:
                return
            self._page()

    def _strip(
        self,
        number: int,
        cells: Sequence[Cell],
        waiting: dict[int, list[str]],
        edges: Sequence[float],
        count: int,
        cut: bool,
    ) -> None:
        words, rules = self.pages[-1]
        top, bottom = self._y, self._y + count * _CELL_LEADING + _PAD
        fresh = self._y == self._style.top
        for cell in cells:
            x0, x1 = edges[cell.column], edges[cell.column + cell.colspan]
            if cell.row == number or fresh:
                rules.append(Rule(x0, top, x1, top))
            if (
                cut
                or cell.row + cell.rowspan - 1 == number
                or bottom + 3 * _CELL_LEADING > self._style.bottom
            ):
                rules.append(Rule(x0, bottom, x1, bottom))
            rules += [Rule(x0, top, x0, bottom), Rule(x1, top, x1, bottom)]
            lines = waiting[id(cell)]
            for place, line in enumerate(lines[:count]):
                base = top + (place + 0.8) * _CELL_LEADING
                words.append(Words(line, x0 + _PAD, base, _CELL_SIZE))
            del lines[:count]
        self._y = bottom

    def _edges(self, part: Part) -> list[float]:
        """Return the left edges of the columns and the right one of the last, wide where words are many."""
        longest = [_SHORTEST] * part.width
        for cell in part.cells:
            if cell.colspan == 1:
                most = max(map(len, cell.text.split("\n")))
                longest[cell.column] = max(longest[cell.column], min(most, _LONGEST))
        left, right = self._style.left, self._style.right
        step = (right - left) / sum(longest)
        return [left + step * sum(longest[:column]) for column in range(part.width + 1)]

    @property
    def _width(self) -> float:
        style = self._style
        return (style.right - style.left - style.gutter * (style.columns - 1)) / style.columns

    @property
    def _left(self) -> float:
        return self._style.left + self._column * (self._width + self._style.gutter)

    def _line(self, text: str, shift: float, size: float, leading: float, gap: float = 0.0) -> None:
        """Set a line so far right of the column's edge, in the next column or page where this one is full."""
        if self._y + leading > self._style.bottom:
            self._next()
        base = self._y + leading * 0.5 + size * 0.38
        self.pages[-1][0].append(Words(text, self._left + shift, base, size, gap))
        self._y += leading

    def _next(self) -> None:
        if self._column + 1 < self._style.columns:
            self._column, self._y = self._column + 1, self._style.top
        else:
            self._page()

    def _page(self) -> None:
        self.pages.append(([], []))
        self._column, self._y = 0, self._style.top


def wrap(text: str, room: float, size: float, indent: int = 0) -> Iterator[str]:
    """Yield the lines of a paragraph: none begins with a sign that ends a clause, none parts a number."""
    line, used = "", indent * size
    for sign in text:
        step = advance(sign, size)
        if line and used + step > room + 0.01:
            keep = _tail(line, sign)
            yield line[: len(line) - keep]
            line = line[len(line) - keep :]
            used = reach(line, size)
        line, used = line + sign, used + step
    yield line


def _tail(line: str, sign: str) -> int:
    """Return how many signs at the end of a full line go to the next one with the sign that follows."""
    keep = 0
    while keep < min(len(line) - 1, 8) and not _parts(
        line[len(line) - keep - 1], (line + sign)[len(line) - keep]
    ):
        keep += 1
    return keep


def _parts(before: str, sign: str) -> bool:
    """Return whether a line may end between two signs."""
    if sign in _NEVER_FIRST or before in "（《“‘〔【「":
        return False
    return not (before.isascii() and sign.isascii() and before.isalnum() and sign.isalnum())


def _cell_lines(cell: Cell, edges: Sequence[float]) -> list[str]:
    room = edges[cell.column + cell.colspan] - edges[cell.column] - 2 * _PAD
    return [line for text in cell.text.split("\n") for line in wrap(text, room, _CELL_SIZE) if line]


def _numbered(number: int, count: int, title: str) -> Iterator[Words]:
    """Yield the page number as GB/T 9704 sets it: outside, between dashes."""
    yield Words(f"— {number} —", 460.0 if number % 2 else 90.0, 780.0, 14.0)


def _gazette(number: int, count: int, title: str) -> Iterator[Words]:
    yield Words("云岭省人民政府公报", 74.0, 60.0, 10.5)
    yield Words("2024年第8期", 460.0, 60.0, 10.5)
    yield Words(f"· {number} ·", 285.0, 800.0, 10.5)


def _printed_page(number: int, count: int, title: str) -> Iterator[Words]:
    """Yield what a browser prints into the margins: day, title, address, page of pages."""
    yield Words("2024/5/16 14:30", 28.0, 26.0, 8.0)
    yield Words(f"{title[:30]}_{web.SITE}", 200.0, 26.0, 8.0)
    yield Words("https://www.yunling.example.cn/zwgk/zcwj/202405/t20240516_10086.html", 28.0, 824.0, 8.0)
    yield Words(f"{number}/{count}", 555.0, 824.0, 8.0)


PLAIN = Style(_numbered)
GAZETTE = Style(_gazette, size=10.5, leading=17.0, top=85.0, bottom=780.0, columns=2)
BROWSER = Style(
    _printed_page,
    size=12.0,
    leading=24.0,
    left=50.0,
    right=545.0,
    top=45.0,
    bottom=800.0,
    justified=False,
    site=True,
)
