"""Printed pages for the page: their pictures, and where the records stand on them.

The boxes are those that `zeren page` paints. A PDF is looked for where it was read, and taken only if its
bytes are still the same; it is drawn in a process of its own, as a damaged one may end it. Where there is no
picture, as of OFD, a page is the lines of the text where they were printed.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from extractors.layout import Box
from extractors.records import Document
from pipeline.batch import do_apart
from pipeline.index import Failure, read_index
from pipeline.page import Mark, draw, find_marks
from pipeline.sources import digest_file

_RESOLUTION = 96
"""Dots an inch: a page of text takes some 45 kB, and its characters can be read."""
MOST_PAGES = 2000
"""Of one report: some 180 MB, and a quarter of an hour."""
SECONDS = 120.0
"""For the pages of one file, 30 unless it is asked otherwise."""
_QUALITY = 45
_SHEET = (595.3, 841.9)
"""Width and height of A4 in points (GB/T 9704, 5.1): places do not tell of what size their page is."""
_EDGE = 36.0
"""Points behind the last line of a page that is larger."""
_SHOWN = ("unit", "target", "deadline")


@dataclass(frozen=True, slots=True)
class _Job:
    path: Path
    document: Document
    most: int


class Printer:
    """Gives the printed pages of documents, until so many are drawn."""

    def __init__(self, folder: Path, most: int) -> None:
        self.places = _find_files(folder) if most else {}
        self.most = most
        self.drawn = 0
        self.left_out = 0
        """Documents that came when enough pages were drawn."""
        self.failed: list[tuple[Path, str]] = []
        """Files whose pages could not be drawn, and why."""

    def __call__(self, document: Document) -> Any:
        """Return the first pages of a document with their boxes; None for one that has no pages."""
        return self._drawn(document) or lay_out_pages(document, self.most)

    def _drawn(self, document: Document) -> Any:
        """Return the pages of a PDF as pictures; None where its file is not there as it was."""
        source = document.document.source
        path = self.places.get(document.document.id)
        if source.format != "pdf" or path is None or not _is_there(path, source.sha256):
            return None
        if self.drawn >= MOST_PAGES:
            self.left_out += 1
            return None
        found = do_apart(draw_pages, _Job(path, document, self.most), SECONDS)
        if isinstance(found, Failure):
            self.failed.append((path, found.message))
            return None
        self.drawn += len(found["pages"])
        return found


def _is_there(path: Path, sha256: str) -> bool:
    """Return whether a file has these bytes; what the system makes up as it is read (/proc) has no size."""
    return path.is_file() and path.stat().st_size > 0 and digest_file(path) == sha256


def _find_files(folder: Path) -> dict[str, Path]:
    """Return where the file of each document was read, by its id; nothing where no index tells."""
    try:
        lines, _ = read_index(folder)
    except OSError:
        return {}
    return {line.document: Path(line.folder, line.path) for line in lines.values() if line.document}


def lay_out_pages(document: Document, most: int) -> dict[str, Any] | None:
    """Return the first pages as lines where they were printed; None where no place tells of any."""
    numbers = sorted({place.page for place in document.places})
    total = document.document.source.pages or len(numbers)
    pages = [_laid_out(document, number) for number in numbers if number <= most]
    return {"pages": pages, "total": total} if pages else None


def _laid_out(document: Document, number: int) -> dict[str, Any]:
    lines = [place for place in document.places if place.page == number]
    ends = (max(place.box[2] for place in lines), max(place.box[3] for place in lines))
    width, height = (
        side if end <= side else round(end + _EDGE, 1) for end, side in zip(ends, _SHEET, strict=True)
    )
    return {
        "number": number,
        "width": width,
        "height": height,
        "image": None,
        "lines": [[_rounded(place.box), place.span] for place in lines],
        "boxes": _boxes(find_marks(document, number)),
    }


def draw_pages(job: _Job) -> dict[str, Any]:
    """Return the pages of a file with their boxes."""
    total = job.document.document.source.pages or 0
    return {"pages": [_page(job, number) for number in range(1, min(total, job.most) + 1)], "total": total}


def _page(job: _Job, number: int) -> dict[str, Any]:
    sheet = draw(job.path, number, _RESOLUTION)
    picture = sheet.picture.original.convert("RGB")
    content = BytesIO()
    picture.save(content, "WEBP", quality=_QUALITY, method=6)
    marks = find_marks(job.document, number, sheet.letters)
    return {
        "number": number,
        "width": round(picture.width * 72 / _RESOLUTION, 2),
        "height": round(picture.height * 72 / _RESOLUTION, 2),
        "image": f"data:image/webp;base64,{b64encode(content.getvalue()).decode()}",
        "boxes": _boxes(marks),
    }


def _boxes(marks: Iterable[Mark]) -> list[list[Any]]:
    return [[mark.kind, _rounded(mark.box), mark.span] for mark in marks if mark.kind in _SHOWN]


def _rounded(box: Box) -> list[float]:
    return [round(edge, 1) for edge in box]
