"""The forms of a sample: each written, and read when it comes back."""

from collections.abc import Callable, Iterable
from pathlib import Path

from pipeline.review import doccano, label_studio, sheets
from pipeline.review.answers import Reviewed
from pipeline.review.items import Item

WRITERS: dict[str, Callable[[Iterable[Item], Path], list[str]]] = {
    "xlsx": sheets.write_xlsx,
    "csv": sheets.write_csv,
    "label-studio": label_studio.write,
    "doccano": doccano.write,
}
FOLDERS = ("label-studio",)
SUFFIXES = {"xlsx": ".xlsx", "csv": ".csv", "label-studio": "", "doccano": ".jsonl"}
_READERS: dict[str, Callable[[Path], Reviewed]] = {
    ".xlsx": sheets.read_sheet,
    ".csv": sheets.read_sheet,
    ".json": label_studio.read,
    ".jsonl": doccano.read,
}


MOST = 64 << 20
"""Bytes of a file that comes back: a hundred thousand items have some 40 MiB."""


def read_reviewed(path: Path) -> Reviewed:
    """Return what came back in a file, told by its name; ValueError, or OSError, where it is none."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise ValueError(f"is of none of the forms that come back: {', '.join(_READERS)}")
    if path.stat().st_size > MOST:
        raise ValueError(f"is larger than {MOST >> 20} MiB")
    try:
        return reader(path)
    except (AttributeError, KeyError, TypeError, UnicodeEncodeError) as error:  # JSON of another shape
        raise ValueError(f"is damaged: {error!r}") from error
