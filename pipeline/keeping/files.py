"""A file for each document, ``documents/ID.json``; beyond `MOST_FLAT`, ``documents/ab/abcd….json``.

Many file systems and most programs that list a folder become slow where it holds tens of thousands of files.
"""

import os
import re
import shutil
from collections.abc import Container, Iterable, Iterator
from functools import partial
from pathlib import Path
from stat import S_ISREG

from pipeline.export import discard, replacing
from pipeline.keeping.base import MAX_BYTES, Content, Documents, Pack, UnreadableError

MOST_FLAT = 10_000
"""Documents beyond which a run puts them into folders by the first two digits of their ids."""
_OURS = re.compile(r"[0-9a-f]{1,16}\.json")
_GROUP = re.compile(r"[0-9a-f]{1,2}")
_LEFT = re.compile(r"\.[0-9a-f]{1,16}\.json\.\d+\.tmp")
"""What a killed run leaves of its own: nothing else that is hidden in the folder is touched."""


class FileDocuments(Documents):
    """Documents in files of their own; each appears whole, by renaming."""

    inner = "documents"
    _grouped = False

    @property
    def _base(self) -> Path:
        return self.folder / self.inner

    def find_files(self) -> list[Path]:
        """Return the files by name; where there is no folder ``documents``, the JSON files of this one."""
        is_inner = self.is_in(self.folder)
        base = self._base if is_inner else self.folder
        found = list(base.iterdir() if is_inner else base.glob("*.json"))
        if base.name == self.inner:
            found += [path for group in _groups(base) for path in group.iterdir()]
        shown = (path for path in found if not path.name.startswith(".") and not _is_group(path))
        return sorted(shown, key=lambda path: (path.name, path))

    def __len__(self) -> int:
        return len(self.find_files())

    def ids(self) -> list[str]:
        return [path.stem for path in self.find_files() if _OURS.fullmatch(path.name)]

    def contents(self) -> Iterator[Content]:
        for path in self.find_files():
            try:
                yield path, path.name, read_file(path)
            except (UnreadableError, OSError) as error:
                yield path, path.name, error

    def read(self, document: str) -> bytes:
        return read_file(self.path_of(document))

    def has(self, document: str) -> bool:
        return self.path_of(document).is_file()

    def path_of(self, document: str) -> Path:
        there = (path for grouped in (True, False) if (path := self._place(document, grouped)).exists())
        return next(there, self._place(document, self._grouped))

    def _place(self, document: str, grouped: bool) -> Path:
        return self._base / _name(document, grouped)

    def begin(self, expected: int, named: Container[str] = ()) -> None:
        self._base.mkdir(parents=True, exist_ok=True)
        for left in (path for folder in (self._base, *_groups(self._base)) for path in folder.glob(".*.tmp")):
            if _LEFT.fullmatch(left.name):
                discard(left)
        flat = [path for path in self._base.iterdir() if _OURS.fullmatch(path.name) and path.is_file()]
        self._grouped = max(expected, len(flat)) > MOST_FLAT or any(_groups(self._base))
        if self._grouped:  # each is at all times in one of the two places: renaming is one step
            for path in flat:
                place = self._place(path.stem, True)
                place.parent.mkdir(exist_ok=True)
                path.replace(place)

    @property
    def pack(self) -> Pack:
        return partial(_write, self._base, self._grouped)

    def put(self, document: str, packed: bytes) -> None:
        """Do nothing: `pack` has written the file, so that processes write side by side."""

    def take(self, document: str, source: Documents) -> None:
        """Put a document there; of one from a file there is one file under two names, where that can be."""
        if not isinstance(source, FileDocuments):
            super().take(document, source)
            return
        place = self._place(document, self._grouped)
        place.parent.mkdir(exist_ok=True)
        with replacing(place, make_folder=False) as temporary:
            try:
                os.link(source.path_of(document), temporary)
            except OSError:
                shutil.copyfile(source.path_of(document), temporary)

    def remove(self, documents: Iterable[str]) -> None:
        for document in documents:
            for grouped in (True, False):
                self._place(document, grouped).unlink(missing_ok=True)

    def finish(self) -> None:
        """Do nothing: each file has its place."""

    def close(self) -> None:
        """Do nothing: none is open."""


def read_file(path: Path) -> bytes:
    """Return the JSON of a document's file; OSError, `UnreadableError`."""
    if path.suffix != ".json":
        raise UnreadableError("no document file")
    status = path.stat()
    if not S_ISREG(status.st_mode):  # a pipe would be waited at for ever
        raise UnreadableError("no file")
    if status.st_size > MAX_BYTES:
        raise UnreadableError(f"larger than {MAX_BYTES >> 20} MiB, which no document is")
    return path.read_bytes()


def _name(document: str, grouped: bool) -> str:
    """Return the name of a document's file below the folder of all of them.

    >>> _name("00ff", False), _name("00ff", True)
    ('00ff.json', '00/00ff.json')
    """
    return f"{document[:2]}/{document}.json" if grouped else f"{document}.json"


def _write(base: Path, grouped: bool, document: str, content: bytes) -> bytes:
    place = base / _name(document, grouped)
    if grouped:
        place.parent.mkdir(exist_ok=True)
    with replacing(place, make_folder=False) as path:
        path.write_bytes(content)
    return b""


def _groups(base: Path) -> list[Path]:
    return [path for path in base.iterdir() if _is_group(path)] if base.is_dir() else []


def _is_group(path: Path) -> bool:
    return bool(_GROUP.fullmatch(path.name)) and path.is_dir()
