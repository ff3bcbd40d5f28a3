"""What every workbook that is written has in common: its limits, and how it is opened and closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.export import replacing
from pipeline.language import _
from pipeline.scratch import scratch_folder

if TYPE_CHECKING:
    from xlsxwriter import Workbook

# https://support.microsoft.com/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3
ROW_LIMIT = 1_048_576
CELL_LIMIT = 32_767
"""Characters of a cell; Excel counts those of UTF-16, so that one beyond U+FFFF is two."""
CREATED = datetime(2000, 1, 1)
"""The same documents give the same file, byte for byte."""


@contextmanager
def workbook_at(path: Path, options: Mapping[str, Any], title: str = "") -> Iterator[Workbook]:
    """Give a new workbook that is at `path` in the end, whole or not at all; OSError if it cannot be."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxFileError

    with scratch_folder() as scratch, replacing(path) as temporary, closing(_Sink(temporary)) as sink:
        try:
            with Workbook(sink, {"tmpdir": str(scratch)} | dict(options)) as workbook:
                workbook.set_properties({"created": CREATED} | ({"title": title} if title else {}))
                yield workbook
        except XlsxFileError as error:
            inner = error.args[0] if error.args else error
            raise inner if isinstance(inner, OSError) else OSError(str(error)) from error
        sink.close()
        if sink.failure:
            raise sink.failure


class _Sink:
    """A file that keeps its first error to itself: an archive that is closed after one prints others."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self.failure: OSError | None = None

    def write(self, data: bytes) -> int:
        self._try(lambda: self._file.write(data))
        return len(data)

    def seek(self, place: int, whence: int = 0) -> int:
        self._try(lambda: self._file.seek(place, whence))
        return place

    def tell(self) -> int:
        return 0 if self._file.closed else self._file.tell()

    def flush(self) -> None:
        self._try(self._file.flush)

    def seekable(self) -> bool:
        return True

    def close(self) -> None:
        """Close the file, whether or not all of it could be written."""
        try:
            self._file.close()
        except OSError as error:
            self.failure = self.failure or error

    def _try(self, action: Callable[[], object]) -> None:
        if self.failure or self._file.closed:
            return
        try:
            action()
        except OSError as error:
            self.failure = error


def cut(text: str) -> str:
    """Return the text at a length that a cell holds, with … where it was cut."""
    if len(text) <= CELL_LIMIT // 2 or _length(text) <= CELL_LIMIT:
        return text
    kept = text.encode("utf-16-le")[: 2 * (CELL_LIMIT - 1)].decode("utf-16-le", errors="ignore")
    return f"{kept}…"


def _length(text: str) -> int:
    """Return how many units of UTF-16 the text takes."""
    return len(text) + sum(sign > "\uffff" for sign in text)


def tell_cut(cells: int) -> list[str]:
    """Return what there is to say of so many cells that were cut."""
    said = _("cells of more than {limit} characters, cut with … at the end: {number}")
    return [said.format(limit=CELL_LIMIT, number=cells)] if cells else []
