"""How documents are kept: in a file each, or in shards. One interface (`Documents`), two implementations."""

import errno
from pathlib import Path

from pipeline.keeping.base import Documents, Kind
from pipeline.keeping.files import FileDocuments
from pipeline.keeping.shards import ShardDocuments
from pipeline.language import N_

_CLASSES: dict[Kind, type[Documents]] = {"files": FileDocuments, "shards": ShardDocuments}
_OTHER: dict[Kind, str] = {
    "files": N_("its documents lie in files: zeren convert --store shards makes shards of them"),
    "shards": N_("its documents lie in shards: zeren convert --store files makes files of them"),
}
_BOTH = N_("it holds a folder documents and a folder shards: one of them is to go")


class KindError(OSError):
    """A folder whose documents are kept in another way than is asked for."""

    def __init__(self, message: str) -> None:
        super().__init__(errno.ENOTSUP, message)


def kind_of(folder: Path) -> Kind | None:
    """Return how the documents of a folder are kept, None where there are none yet."""
    return next((kind for kind, kept in reversed(_CLASSES.items()) if kept.is_in(folder)), None)


def choose_kind(folder: Path, asked: Kind | None = None, beside: Path | None = None) -> Kind:
    """Return how a run is to keep documents in a folder: as those that are there, else as is asked for.

    Else as in the folder `beside`, else in files. `KindError` where what is there is of another kind than is
    asked for, or of both.
    """
    if all(each.is_in(folder) for each in _CLASSES.values()):
        raise KindError(_BOTH)
    there = kind_of(folder)
    if there and asked and there != asked:
        raise KindError(_OTHER[there])
    return asked or there or (kind_of(beside) if beside else None) or "files"


def documents_of(folder: Path, kind: Kind | None = None) -> Documents:
    """Return the documents of a folder, kept in the way that is found there if none is given."""
    return _CLASSES[kind or kind_of(folder) or "files"](folder)
