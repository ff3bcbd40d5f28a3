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


SECONDS = 120.0
MOST = 64 << 20
"""Bytes of a file that comes back; samples are of hundreds of items, with a few hundred characters each."""


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


def read_apart(path: Path) -> Reviewed:
    """Return what `read_reviewed` gives, read in a process of its own, with limits of time and memory."""
    from pipeline.batch import do_apart
    from pipeline.index import Failure

    found = do_apart(_try_reviewed, path, SECONDS)
    if isinstance(found, Failure):
        raise ValueError(found.message)
    if isinstance(found, Exception):
        raise found
    return found


def _try_reviewed(path: Path) -> Reviewed | ValueError | OSError:
    try:
        return read_reviewed(path)
    except ValueError as error:
        return ValueError(str(error))  # those of JSON and of Unicode hold what they were at
    except OSError as error:
        return error
