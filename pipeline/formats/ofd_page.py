"""What a page of an OFD file draws besides text: straight rules, pictures, and which text is red."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from pipeline.formats.grid import Edge

POINTS = 72 / 25.4
"""PDF points in a millimetre, OFD's unit."""
_THIN = 1.0
"""Thickness in millimetres up to which a filled box is a drawn line."""
_MIN_LENGTH = 1.5
_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""Numbers that follow each command of a path; the last two are the point it ends at."""

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class PictureBox:
    """A picture on the page, in millimetres."""

    resource: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """Rules in points, pictures, and the ids of red text objects."""

    rows: tuple[Edge, ...] = ()
    columns: tuple[Edge, ...] = ()
    pictures: tuple[PictureBox, ...] = ()
    red: frozenset[str] = frozenset()


def read_drawing(root: etree._Element, left: float, top: float) -> Drawing:
    """Return what a page draws; `left` and `top` are the corner of its box."""
    rows: list[Edge] = []
    columns: list[Edge] = []
    pictures: list[PictureBox] = []
    red: set[str] = set()
    for element in root.iter(etree.Element):
        name = etree.QName(element).localname
        if name == "PathObject":
            for points in _figures(element, left, top):
                _add_edges(points, element.get("Stroke", "true") != "false", rows, columns)
        elif name == "ImageObject":
            box = _numbers(element.get("Boundary"), 4)
            pictures.append(PictureBox(element.get("ResourceID", ""), box[2], box[3]))
        elif name == "TextObject" and _is_red(element):
            red.add(element.get("ID", ""))
    return Drawing(tuple(rows), tuple(columns), tuple(pictures), frozenset(red))


def join_drawings(drawings: Sequence[Drawing]) -> Drawing:
    """Return what is drawn in all of them; pictures of the last that has any: the page, not its templates."""
    return Drawing(
        tuple(edge for drawing in drawings for edge in drawing.rows),
        tuple(edge for drawing in drawings for edge in drawing.columns),
        next((drawing.pictures for drawing in reversed(drawings) if drawing.pictures), ()),
        frozenset().union(*(drawing.red for drawing in drawings)),
    )


def find_templates(
    page: etree._Element, location: str, members: Sequence[str], load: Callable[[str], etree._Element]
) -> list[str]:
    """Return the members that hold the templates (GB/T 33190, 7.7) which a page is laid over."""
    wanted = [e.get("TemplateID", "") for e in page.iter(etree.Element) if _is(e, "Template")]
    if not wanted:
        return []
    folders = [name.removesuffix("Document.xml") for name in members if name.endswith("/Document.xml")]
    folder = next((folder for folder in folders if location.startswith(folder)), "")
    places = (
        {
            element.get("ID", ""): element.get("BaseLoc", "")
            for element in load(f"{folder}Document.xml").iter(etree.Element)
            if _is(element, "TemplatePage")
        }
        if folder
        else {}
    )
    named = [places[each] for each in wanted if places.get(each)]
    paths = [place.lstrip("/") if place.startswith("/") else folder + place for place in named]
    return [path for path in paths if path in members]


def _is(element: etree._Element, name: str) -> bool:
    return str(etree.QName(element).localname) == name


def _is_red(element: etree._Element) -> bool:
    for child in element:
        if etree.QName(child).localname == "FillColor":
            parts = [_channel(part) for part in child.get("Value", "").split()]
            return len(parts) == 3 and parts[0] > 150 and parts[1] < 90 and parts[2] < 90
    return False


def _channel(text: str) -> int:
    try:
        return int(text[1:], 16) if text.startswith("#") else int(text)
    except ValueError:
        return 0


def _numbers(text: str | None, count: int) -> tuple[float, ...]:
    """Return that many numbers, zeros where they cannot be read."""
    try:
        numbers = tuple(float(part) for part in (text or "").split())
    except ValueError:
        numbers = ()
    good = len(numbers) >= count and all(map(math.isfinite, numbers))
    return numbers[:count] if good else (0.0,) * count


def _figures(element: etree._Element, left: float, top: float) -> Iterator[list[Point]]:
    """Yield the figures of a path as their corners, in points on the page."""
    box = _numbers(element.get("Boundary"), 4)
    ctm = _numbers(element.get("CTM"), 6) if element.get("CTM") else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    a, b, c, d, e, f = ctm
    for figure in _outlines(_data(element)):
        yield [
            ((a * x + c * y + e + box[0] - left) * POINTS, (b * x + d * y + f + box[1] - top) * POINTS)
            for x, y in figure
        ]


def _data(element: etree._Element) -> list[str]:
    for child in element:
        if etree.QName(child).localname == "AbbreviatedData":
            return (child.text or "").split()
    return []


def _outlines(tokens: Sequence[str]) -> Iterator[list[Point]]:
    points: list[Point] = []
    at = 0
    while at < len(tokens):
        count = _ARGUMENTS.get(tokens[at])
        if count is None:
            at += 1
            continue
        command, numbers = tokens[at], _numbers(" ".join(tokens[at + 1 : at + 1 + count]), count)
        at += 1 + count
        if command in "SM" and points:
            yield points
            points = []
        if count:
            points.append((numbers[-2], numbers[-1]))
        elif points:
            points.append(points[0])
    if points:
        yield points


def _add_edges(points: Sequence[Point], stroked: bool, rows: list[Edge], columns: list[Edge]) -> None:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    low, high = (min(xs), min(ys)), (max(xs), max(ys))
    is_line = min(high[0] - low[0], high[1] - low[1]) <= _THIN * POINTS
    pairs: Iterable[tuple[Point, Point]] = [(low, high)] if is_line else pairwise(points) if stroked else ()
    for (x0, y0), (x1, y1) in pairs:
        width, height = abs(x1 - x0), abs(y1 - y0)
        if max(width, height) < _MIN_LENGTH * POINTS or min(width, height) > _THIN * POINTS:
            continue
        if width > height:
            rows.append(Edge((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        else:
            columns.append(Edge((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


def find_media(members: Iterable[str], parse: Callable[[str], etree._Element], resource: str) -> str | None:
    """Return the member that holds a picture resource, looked up in the resource lists."""
    names = list(members)
    for member in names:
        if not member.endswith("Res.xml"):
            continue
        for element in parse(member).iter(etree.Element):
            if etree.QName(element).localname == "MultiMedia" and element.get("ID") == resource:
                file = next((c.text for c in element if etree.QName(c).localname == "MediaFile"), None)
                return next(
                    (name for name in names if file and name.endswith(file.strip().lstrip("./"))), None
                )
    return None
