"""One picture under OCR: recognised lines in points, straight rules, and its skew."""

import os
from dataclasses import dataclass
from functools import cache
from math import atan2, degrees
from statistics import median
from typing import Any

from extractors.layout import Box
from pipeline.formats.grid import Edge
from pipeline.formats.page import Line
from pipeline.formats.spacing import clean_glyphs, is_wide, widen_signs
from pipeline.formats.typography import LEADING, OPENING
from pipeline.offline import no_probing

_MAX_SIDE = 2400
"""Pixels of the longer side that text is looked for in: A4 at 200 dpi has 2,340."""
_MIN_SCORE = 0.5
_MIN_RULE = 24.0
"""Points that a straight line is long at least; no stroke of a character is."""
_CUT = 2.0
"""Points beside a cell's border that belong to the rule."""
_INK = 12
"""Dark pixels from which an empty cell is read again by itself: the search for lines misses lone digits."""
_DARK = 128
_RED = 80
"""What the red of red ink is above its green and blue."""
_AIR = 0.45
"""Part of a full-width sign that is air: the picture's line ends, or begins, where the ink does."""


@dataclass(frozen=True, slots=True)
class Word:
    """A line as recognised, with the confidence from 0 to 1."""

    line: Line
    score: float


@cache
def _engine() -> Any:
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # onnxruntime looks its maker's host up as it is loaded
    with no_probing():
        from rapidocr import RapidOCR
    return RapidOCR(params={"Global.log_level": "critical", "Global.max_side_len": _MAX_SIDE})


class Picture:
    """The pixels of one page."""

    def __init__(self, image: Any, number: int, scale: float) -> None:
        self.image = image
        self._number = number
        self._scale = scale

    def read_words(self) -> tuple[list[Word], float]:
        """Return the lines of the picture and its skew in degrees."""
        found = _engine()(self.image, use_det=True, use_cls=True, use_rec=True)  # it keeps the last call's
        if found.boxes is None or not found.txts:
            return [], 0.0
        rows = [row for row in zip(found.boxes, found.txts, found.scores, strict=True) if row[1].strip()]
        angles = [_angle(corners) for corners, text, _ in rows if len(text) > 7]
        words = [Word(self._line(_bounds(corners), text), float(score)) for corners, text, score in rows]
        return words, median(angles) if angles else 0.0

    def read_cell(self, box: Box) -> Word | None:
        """Return what stands in a small box, in points, None if it is empty."""
        left, top, right, bottom = (round(value / self._scale) for value in box)
        cut = max(1, round(_CUT / self._scale))
        crop = self.image[top + cut : bottom - cut, left + cut : right - cut]
        if not crop.size or (dark := _dark_box(crop)) is None:
            return None
        x0, y0, x1, y1 = dark
        found = _engine()(crop[y0:y1, x0:x1], use_det=False, use_cls=False, use_rec=True)
        if not found.txts or not found.txts[0].strip() or found.scores[0] < _MIN_SCORE:
            return None
        edges = (left + cut + x0, top + cut + y0, left + cut + x1, top + cut + y1)
        return Word(self._line(edges, found.txts[0]), float(found.scores[0]))

    def _line(self, edges: tuple[float, float, float, float], text: str) -> Line:
        x0, top, x1, bottom = (value * self._scale for value in edges)
        text = widen_signs(clean_glyphs(text.strip()))
        width = sum(1.0 if is_wide(character) else 0.5 for character in text)
        size = max((x1 - x0) / width if width > 4 else (bottom - top) * 0.85, 1.0)
        x0 -= _AIR * size * text.startswith(tuple(OPENING))
        x1 += _AIR * size * text.endswith(tuple(LEADING))
        return Line(text, self._number, x0, top, x1, bottom, size, self._is_red(edges))

    def _is_red(self, edges: tuple[float, float, float, float]) -> bool:
        """Return True if the ink between the edges, in pixels, is red."""
        x0, top, x1, bottom = (max(0, round(value)) for value in edges)
        crop = self.image[top:bottom, x0:x1]
        if crop.ndim < 3 or not crop.size:
            return False
        blue, green, red = (crop[:, :, channel][crop.min(axis=2) < _DARK] for channel in range(3))
        return bool(red.size) and float(red.mean()) - float(max(green.mean(), blue.mean())) > _RED


def _bounds(corners: Any) -> tuple[float, float, float, float]:
    xs, ys = [float(x) for x, _ in corners], [float(y) for _, y in corners]
    return (min(xs), min(ys), max(xs), max(ys))


def _angle(corners: Any) -> float:
    (x0, y0), (x1, y1) = corners[0], corners[1]
    return degrees(atan2(float(y1 - y0), float(x1 - x0)))


def _dark_box(crop: Any) -> tuple[int, int, int, int] | None:
    """Return the box around the ink of a picture with a little air, None if there is too little."""
    dark = crop.min(axis=2) < _DARK if crop.ndim == 3 else crop < _DARK
    if dark.sum() < _INK:
        return None
    rows, columns = dark.any(axis=1).nonzero()[0], dark.any(axis=0).nonzero()[0]
    air = 4
    return (
        max(int(columns[0]) - air, 0),
        max(int(rows[0]) - air, 0),
        int(columns[-1]) + 1 + air,
        int(rows[-1]) + 1 + air,
    )


def turn(image: Any, angle: float) -> Any:
    """Return the picture turned upright by the degrees that its lines slope."""
    import cv2

    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(image, matrix, (width, height), borderValue=(255, 255, 255), flags=cv2.INTER_CUBIC)


def find_edges(image: Any, scale: float) -> tuple[list[Edge], list[Edge]]:
    """Return the horizontal and the vertical rules of a picture, in points."""
    import cv2

    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY) if image.ndim == 3 else image
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    length = max(8, round(_MIN_RULE / scale))
    rows = [_edge(x, y, w, h, scale, False) for x, y, w, h in _boxes(ink, (length, 1))]
    columns = [_edge(x, y, w, h, scale, True) for x, y, w, h in _boxes(ink, (1, length))]
    return rows, columns


def _boxes(ink: Any, kernel: tuple[int, int]) -> list[tuple[int, int, int, int]]:
    """Return the boxes of what is left of the ink when all shorter than the kernel is taken out."""
    import cv2

    shape = cv2.getStructuringElement(cv2.MORPH_RECT, kernel)
    kept = cv2.morphologyEx(ink, cv2.MORPH_OPEN, shape)
    outlines = cv2.findContours(kept, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]
    boxes = (cv2.boundingRect(outline) for outline in outlines)
    return [(int(x), int(y), int(width), int(height)) for x, y, width, height in boxes]


def _edge(x: int, y: int, width: int, height: int, scale: float, upright: bool) -> Edge:
    at, start, length = (x + width / 2, y, height) if upright else (y + height / 2, x, width)
    return Edge(at * scale, start * scale, (start + length) * scale)
