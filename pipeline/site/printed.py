"""Printed pages of a PDF for the page: their pictures, and where the records stand on them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from extractors.records import Document
from pipeline.site.gather import Pictures


def find_pictures(folder: Path, most: int) -> Pictures:
    """Return what gives the printed pages of a document, where its file is still where it was read."""

    def pictures(document: Document) -> Any:
        return None

    return pictures
