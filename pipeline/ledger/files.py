"""Ledgers as files: found in a workbook, refused where it might be harmed, copied before it is replaced."""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import count
from pathlib import Path
from stat import S_IWUSR
from time import localtime, strftime
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pipeline.export import clear_left, replacing
from pipeline.formats.facts import UnreadableFile
from pipeline.formats.workbook import check_spread
from pipeline.language import N_, _, told
from pipeline.ledger.form import HIDDEN, ID, RECORD, TITLES, VERSION

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

BACKUPS = "备份"
"""Folder beside the ledgers, with the copies of what was replaced."""
_HEAD_WITHIN = 30
"""Rows from the top in which the head of a ledger is looked for."""
_LEAST_HEADS = 4
"""Known heads by which a row is the head of a ledger."""
_LOCKS = ("~${}", ".~{}", ".~lock.{}#")
"""Files that Excel, WPS and LibreOffice lay beside one that is open."""
_NOT_KEPT = re.compile(r"drawings/drawing|charts/|threadedComments/|media/|embeddings/|ctrlProps/|vbaProject")
"""Parts of a workbook that openpyxl does not write back, or not all of them."""
_OLD_HEADS = frozenset(("文中称谓", "文中位置", "进展状态"))
"""Heads of the first form, which had no ids."""


MOST_CELLS = 1_000_000
"""Cells between the first and the last of a sheet: 70,000 tasks in fourteen columns."""


_NO_WORKBOOK = N_("it cannot be read as a workbook, so it is left as it is")


class LedgerError(Exception):
    """A file that is not touched; the message says why."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(message)
        self.path = path


@dataclass
class Held:
    """A ledger that is there: its workbook, its sheet, and where its columns are."""

    workbook: Workbook
    sheet: Worksheet
    head: int
    places: dict[str, int]
    """Columns by head."""
    agency: str
    last: int
    """The last column."""


def open_ledger(path: Path) -> Held:
    """Return the ledger of a file; `LedgerError` for a file that is open, or holds none of this form."""
    from openpyxl import load_workbook

    _refuse_open(path)
    try:
        if not path.is_file():
            raise UnreadableFile("no-file", "Neither a file nor a folder.")
        check_spread(path, MOST_CELLS)
        workbook = load_workbook(BytesIO(path.read_bytes()), rich_text=True)
    except OSError:
        raise
    except UnreadableFile as error:
        said = told(str(error)) if error.code == "too-large" else _(_NO_WORKBOOK)
        raise LedgerError(path, said) from error
    except Exception as error:  # whatever a damaged file makes of it
        raise LedgerError(path, _(_NO_WORKBOOK)) from error
    for sheet in workbook.worksheets:
        head, places = _find_head(sheet)
        if len(places.keys() & TITLES) >= _LEAST_HEADS:
            return _as_held(path, workbook, sheet, head, places)
    raise LedgerError(path, _("it holds no ledger that zeren wrote, so it is left as it is"))


def _refuse_open(path: Path) -> None:
    for lock in _LOCKS:
        beside = path.with_name(lock.format(path.name))
        if beside.exists():
            said = _("it is open in another program (close it there; if it is not open, remove {lock})")
            raise LedgerError(path, said.format(lock=beside.name))
    if not path.stat().st_mode & S_IWUSR:
        raise LedgerError(path, _("it is write-protected, so it is left as it is"))
    if path.is_file() and _is_locked(path):
        raise LedgerError(path, _("it is open in another program, which has locked it: close it there"))


def _is_locked(path: Path) -> bool:
    """Return whether the system says that another program holds the file.

    On Windows Excel lets nobody else write to what it has open; LibreOffice locks ranges as POSIX has it.
    """
    with path.open("r+b") as file:
        try:
            from fcntl import LOCK_EX, LOCK_NB, flock, lockf
        except ImportError:
            return False
        try:
            lockf(file, LOCK_EX | LOCK_NB)
            flock(file, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:  # of a file system that knows no locks
            return False
    return False


def _find_head(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """Return the row that holds most heads of a ledger, and the columns by head."""
    best: tuple[int, dict[str, int]] = (0, {})
    for row in sheet.iter_rows(max_row=_HEAD_WITHIN):
        places: dict[str, int] = {}
        for cell in row:
            title = "".join(str(cell.value or "").split())
            name = next((each for each in HIDDEN if title.startswith(each)), title)
            if title:
                places.setdefault(name, cell.column)
        if len(places.keys() & TITLES) > len(best[1].keys() & TITLES):
            best = (row[0].row, places)
    return best


def _as_held(path: Path, workbook: Workbook, sheet: Worksheet, head: int, places: dict[str, int]) -> Held:
    if ID not in places and places.keys() >= _OLD_HEADS:
        raise LedgerError(path, _("it is a ledger of an earlier form: rename it, and a new one is written"))
    if ID in places:
        version = re.search(r"v(\d+)", str(sheet.cell(head, places[ID]).value))
        if version and int(version[1]) != VERSION:
            said = _("it is a ledger of form {other}; this program writes {own}: rename it")
            raise LedgerError(path, said.format(other=version[1], own=VERSION))
    record = str(sheet.cell(head, places[RECORD]).value) if RECORD in places else ""
    return Held(workbook, sheet, head, places, record.removeprefix(RECORD).strip(), sheet.max_column)


def save(workbook: Workbook, path: Path, into: Path | None = None) -> list[str]:
    """Put the workbook in its place, whole or not at all, and a copy of the one that was there beside it.

    `into` is a folder whose files come to their places later, all or none. Returns what there is to say.
    """
    if into is None:
        clear_left(path)
    notes = []
    with _undisturbed():  # a writer of archives that is interrupted complains when it is thrown away
        content = _bytes(workbook)
    if path.exists():
        copied = _backup_of(path)
        copied.parent.mkdir(exist_ok=True)
        with replacing(copied) as temporary:
            shutil.copy2(path, temporary)
        if _has_unkept(path):
            said = _("drawings, charts and the like may not be carried over; as it was: {path}")
            notes.append(said.format(path=copied))
    if into:
        (into / path.name).write_bytes(content)
        return notes
    with replacing(path) as temporary:
        temporary.write_bytes(content)
    return notes


def _backup_of(path: Path) -> Path:
    """Return where a ledger is copied to: named by when it was written, and as no copy before it."""
    stamp = strftime("%Y%m%d-%H%M%S", localtime(path.stat().st_mtime))
    stems = (f"{path.stem} {stamp}{f' ({number})' * (number > 1)}" for number in count(1))
    places = (path.parent / BACKUPS / f"{stem}.xlsx" for stem in stems)
    return next(place for place in places if not place.exists())


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let signals that would end the command wait for the end of what is done here (not on Windows)."""
    block = getattr(signal, "pthread_sigmask", None)
    if block is None:
        yield
        return
    block(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        block(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})


def _has_unkept(path: Path) -> bool:
    with ZipFile(path) as archive:
        return any(map(_NOT_KEPT.search, archive.namelist()))


def _bytes(workbook: Workbook) -> bytes:
    """Return the file; the same ledger gives the same bytes, whatever the clock says."""
    from lxml.etree import SerialisationError

    first, last = BytesIO(), BytesIO()
    try:
        workbook.save(first)
    except SerialisationError as error:  # lxml's own name for an error of the system: IO_ENOSPC
        code = getattr(errno, str(error).removeprefix("IO_"), errno.EIO)
        raise OSError(code, os.strerror(code)) from error
    with ZipFile(first) as old, ZipFile(last, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "docProps/core.xml":
                content = re.sub(
                    rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", content
                )
            elif info.filename.startswith("xl/worksheets/"):
                # A row whose height is not said to be a person's own grows with what is written into it.
                content = content.replace(b' customHeight="1"', b"")
            new.writestr(ZipInfo(info.filename), content, ZIP_DEFLATED)
    return last.getvalue()


def content_of(sheet: Worksheet) -> list[tuple[int, int, str]]:
    return [
        (cell.row, cell.column, str(cell.value))
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
