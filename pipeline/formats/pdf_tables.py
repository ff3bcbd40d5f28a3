"""Ruled tables of a PDF page: straight lines by pdfium, cells by the grid, text by place."""

import ctypes
from collections.abc import Iterator, Sequence
from itertools import compress, pairwise, repeat
from typing import Any

import pypdfium2.raw as pdfium

from extractors.layout import Box
from pipeline.formats.grid import MAX_EDGES, Edge, Grid, find_grids
from pipeline.formats.pdf_lines import Place, placer

MAX_OBJECTS = 100_000
"""Objects of a page that are looked at for lines; a page with more is a drawing."""
_DRAWN = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM)
_MAX_DEPTH = 4
_THIN = 3.0
"""Thickness in points up to which a filled box is a drawn line."""
_BAR_SEGMENTS = 8
"""Segments of a rectangle at most, start and end included."""
_SKEW = 1.0
_MIN_LENGTH = 4.0

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def find_page_grids(page: Any) -> list[Grid]:
    """Return the ruled tables of a page, from top to bottom."""
    if pdfium.FPDFPage_CountObjects(page) > MAX_OBJECTS:
        return []
    place = placer(page)
    rows: list[Edge] = []
    columns: list[Edge] = []
    for path, matrix in _paths(page):
        bar = _bar(path, matrix, place)
        if bar is not None:
            _add_edge(*bar, _THIN, rows, columns)
        if bar is not None and (_is_thin(bar) or not _is_stroked(path)):
            continue  # a rule, or the ground of a cell
        for points in _outlines(path, matrix, place):
            _add_edges(points, _is_stroked(path), rows, columns)
        if len(rows) + len(columns) > 4 * MAX_EDGES:
            return []
    return find_grids(rows, columns) if len(rows) > 1 and len(columns) > 1 else []


def _paths(page: Any) -> Iterator[tuple[Any, Matrix]]:
    handle = page.raw
    # Most objects are text: they are passed over by maps, without a step of Python for each.
    items = list(map(pdfium.FPDFPage_GetObject, repeat(handle), range(pdfium.FPDFPage_CountObjects(handle))))
    drawn = map(_DRAWN.__contains__, map(pdfium.FPDFPageObj_GetType, items))
    for item in compress(items, drawn):
        yield from _object_paths(item, _UNIT, 1)


def _object_paths(item: Any, outer: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    """Yield the paths of an object, each with the matrix of what it stands in."""
    if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_PATH:
        yield item, outer
    elif depth < _MAX_DEPTH:
        matrix = _multiply(_matrix(item), outer)
        for index in range(min(pdfium.FPDFFormObj_CountObjects(item), MAX_OBJECTS)):
            inner = pdfium.FPDFFormObj_GetObject(item, index)
            if pdfium.FPDFPageObj_GetType(inner) in _DRAWN:
                yield from _object_paths(inner, matrix, depth + 1)


def _matrix(item: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, matrix):
        return _UNIT
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _multiply(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _bar(path: Any, outer: Matrix, place: Place) -> Box | None:
    """Return the bounds of a path of one line or rectangle, as nearly all are."""
    if pdfium.FPDFPath_CountSegments(path) > _BAR_SEGMENTS:
        return None
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(path, left, bottom, right, top)
    x0, y0 = _on_page(left.value, bottom.value, outer, place)
    x1, y1 = _on_page(right.value, top.value, outer, place)
    return (x0, y0, x1, y1)


def _is_thin(box: Box) -> bool:
    return min(abs(box[2] - box[0]), abs(box[3] - box[1])) <= _THIN


def _is_stroked(path: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    return bool(stroke.value)


def _outlines(path: Any, outer: Matrix, place: Place) -> Iterator[list[Point]]:
    """Yield the straight-sided figures of a path as their corners on the page."""
    matrix = _multiply(_matrix(path), outer)
    points: list[Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFPath_CountSegments(path), 4 * MAX_EDGES)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append(_on_page(x.value, y.value, matrix, place))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if points:
        yield points


def _on_page(x: float, y: float, m: Matrix, place: Place) -> Point:
    across, up = x * m[0] + y * m[2] + m[4], x * m[1] + y * m[3] + m[5]
    box = place(across, up, across, up)
    return box[0], box[1]


def _add_edges(points: Sequence[Point], stroked: bool, rows: list[Edge], columns: list[Edge]) -> None:
    if stroked:
        for start, end in pairwise(points):
            _add_edge(*start, *end, _SKEW, rows, columns)
        return
    xs, ys = [x for x, _ in points], [y for _, y in points]
    _add_edge(min(xs), min(ys), max(xs), max(ys), _THIN, rows, columns)


def _add_edge(
    x0: float, y0: float, x1: float, y1: float, thick: float, rows: list[Edge], columns: list[Edge]
) -> None:
    width, height = abs(x1 - x0), abs(y1 - y0)
    if height <= thick and width > max(_MIN_LENGTH, 2 * height):
        rows.append(Edge((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
    elif width <= thick and height > max(_MIN_LENGTH, 2 * width):
        columns.append(Edge((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
