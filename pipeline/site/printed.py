"""Printed pages of a PDF for the page: their pictures, and where the records stand on them.

The boxes are those that `zeren page` paints. The file is looked for where it was read, and taken only if its
bytes are still the same; it is drawn in a process of its own, as a damaged one may end it.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from extractors.records import Document
from pipeline.batch import do_apart
from pipeline.index import Failure, read_index
from pipeline.page import draw, find_marks
from pipeline.sources import digest_file

_RESOLUTION = 96
"""Dots an inch: a page of text takes some 45 kB, and its characters can be read."""
MOST_PAGES = 2000
"""Of one report: some 180 MB, and a quarter of an hour."""
SECONDS = 120.0
"""For the pages of one file, 30 unless it is asked otherwise."""
_QUALITY = 45
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
        """Return the first pages of a PDF with their boxes; None where its file is not there as it was."""
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
        "boxes": [
            [mark.kind, [round(edge, 1) for edge in mark.box], mark.span]
            for mark in marks
            if mark.kind in _SHOWN
        ],
    }
