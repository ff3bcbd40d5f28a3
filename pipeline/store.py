"""The folder that a run writes: its documents (`pipeline.keeping`) and ``index.jsonl`` (`pipeline.index`).

A document is whole or not there. One run at a time has the folder.
"""

import errno
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from extractors.records import Document
from pipeline.export import discard
from pipeline.index import Counts, Finished, IndexLine, Key, index_path, line_at, scan_index, write_index
from pipeline.keeping import choose_kind, documents_of
from pipeline.keeping.base import Documents, Kind
from pipeline.scratch import locked

_LEFT = re.compile(r"\.index\.jsonl\.\d+\.tmp")
"""What a killed run leaves of its own: nothing else that is hidden in the folder is touched."""


@dataclass(slots=True)
class Store:
    """The folder during a run."""

    folder: Path
    documents: Documents
    lines: Mapping[Key, IndexLine]
    """The index as it was before the run."""
    damaged: int
    """Lines of it that could not be read."""
    _index: int
    """Descriptor of the index, to append to."""
    _end: int
    _places: dict[Key, int] = field(default_factory=dict)
    """Where in the index the line of each finished file begins: the lines themselves are not kept."""

    def put(self, document: str, packed: bytes) -> None:
        """Take in a document that `Documents.pack` packed; OSError as `append`."""
        self._check()
        self.documents.put(document, packed)

    def append(self, line: IndexLine) -> None:
        """Add a line to the index at once; OSError if the folder has gone, or the disk is full."""
        self._check()
        data = line.to_json().encode() + b"\n"
        written = os.write(self._index, data)
        if written < len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._places[line.key] = self._end
        self._end += written

    def close(self, folders: Iterable[str] = ()) -> "Finished":
        """Write the index anew, in order, with the appended lines in place of the earlier ones.

        The earlier lines of files that are gone from `folders` are left out. A document that no
        line names any more is removed, so that no plan counts twice after its file was changed.
        """
        self._check()
        gone = set(folders)
        with index_path(self.folder).open("rb") as file:
            written, named, failed = self._sets(file)
            kept = {
                key: line.changed(program=None, written=None) if line.document in written else line
                for key, line in self.lines.items()
                if key not in self._places and line.folder not in gone
            }
            keys = sorted(kept.keys() | self._places.keys())
            named |= {line.document for line in kept.values()}
            dropped = {self.lines[key].document for key in self.lines.keys() - kept.keys() - failed}
            # While the index still says whose they were: a run that is killed here leaves none for ever.
            self.documents.remove(document for document in dropped - named if document)
            write_index(self.folder, (kept.get(key) or line_at(file, self._places[key]) for key in keys))
        self.documents.finish()
        return Finished(self.folder, frozenset(self._places))

    def _sets(self, file: IO[bytes]) -> tuple[set[str | None], set[str | None], set[Key]]:
        """Return the documents that this run wrote, those that its lines name, and the files that failed."""
        written: set[str | None] = set()
        named: set[str | None] = set()
        failed: set[Key] = set()
        for key, place in self._places.items():
            line = line_at(file, place)
            named.add(line.document)
            if line.program and line.document:
                written.add(line.document)
            if line.status == "failed":
                failed.add(key)
        return written, named, failed

    def _check(self) -> None:
        """Raise OSError where the folder is not the one that the run began with."""
        try:
            same = os.path.samestat(index_path(self.folder).stat(), os.fstat(self._index))
        except FileNotFoundError:
            same = False
        if not same:
            raise OSError(errno.ENOENT, "the folder has gone, or another has taken its place")


@contextmanager
def open_store(folder: Path, kind: Kind | None = None, expected: int = 0) -> Iterator[Store]:
    """Give the folder, made if need be and cleared of what a killed run left; `BusyError` if it is in use.

    `kind` is how documents are kept where there are none yet (in files); `KindError` where there are, in
    another way. `expected` is about how many documents there will be.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder):
        for path in folder.glob(".*.tmp"):
            if _LEFT.fullmatch(path.name):
                discard(path)
        documents = documents_of(folder, choose_kind(folder, kind))
        lines, damaged, replaced = scan_index(folder)
        try:
            named = {line.document for line in lines.values() if line.document}
            documents.begin(max(expected, len(lines)), named)
            documents.remove(_left_over(lines, replaced))
            write_index(folder, lines.values())
            index = os.open(index_path(folder), os.O_WRONLY | os.O_APPEND)
            try:
                yield Store(folder, documents, lines, damaged, index, os.fstat(index).st_size)
            finally:
                os.close(index)
        finally:
            documents.close()


def _left_over(lines: Mapping[Key, IndexLine], replaced: Iterable[IndexLine]) -> list[str]:
    """Return the documents of earlier lines of an index that a killed run could not remove any more."""
    named = {line.document for line in lines.values()}
    return [
        line.document
        for line in replaced
        if line.document and line.document not in named and lines[line.key].status != "failed"
    ]


def count(document: Document) -> Counts:
    """Return how much the document holds of each kind."""
    return Counts(
        tasks=len(document.tasks),
        assignments=sum(len(task.assignments) for task in document.tasks),
        targets=sum(len(task.targets) for task in document.tasks),
        goals=len(document.goals),
        problems=len(document.problems),
    )
