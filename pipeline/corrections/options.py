"""Which files of corrections a run reads, and what it tells of them."""

import os
from collections.abc import Iterable
from pathlib import Path

from pipeline.corrections.book import NAME, read_corrections
from pipeline.corrections.settling import Book
from pipeline.index import IndexLine
from pipeline.language import _
from pipeline.usage import UsageError, warn

MOST = 20
"""Lines that are named one by one."""


def find_files(given: Path | None, paths: Iterable[Path]) -> list[Path]:
    """Return the files of corrections: the one that is given, else those that lie with the documents.

    What bears the name there and is no file is named on the error output.
    """
    if given:
        if not given.is_file():
            raise UsageError(_("--corrections: there is no file {path}").format(path=given))
        return [given]
    folders = dict.fromkeys(path if path.is_dir() else path.parent for path in paths)
    places = [folder / NAME for folder in folders]
    for path in places:
        if not path.is_file() and os.path.lexists(path):
            warn(_("{path}: is not a file, and no corrections are read from it").format(path=path))
    return [path for path in places if path.is_file()]


def read_told(files: Iterable[Path]) -> Book:
    """Return the corrections of the files; what is wrong in them goes to the error output, by line."""
    book = read_corrections(files)
    for flaw in book.flaws[:MOST]:
        warn(_("{flaw} (not applied)").format(flaw=flaw.said()))
    if len(book.flaws) > MOST:
        said = _("… and {number} more lines: zeren corrections check names them all")
        warn(said.format(number=len(book.flaws) - MOST))
    return book


def tell_absent(book: Book, lines: Iterable[IndexLine]) -> None:
    """Say on the error output which corrections are of documents that are not among those of a run."""
    if not book.entries:
        return
    paths: dict[str, list[str]] = {}
    for line in lines:
        paths.setdefault(str(line.sha256), []).append(line.path)
    files: dict[str, list[int]] = {}
    for entry in book.without(paths):
        files.setdefault(entry.file, []).append(entry.line)
    for file, places in files.items():
        shown = ", ".join(map(str, places[:MOST])) + (", …" if len(places) > MOST else "")
        said = _("{file}: of documents that are not among these files: {number} (line {lines})")
        warn(said.format(file=file, number=len(places), lines=shown))
