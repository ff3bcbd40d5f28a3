"""The folder that a run writes: ``documents/<document id>.json`` and ``index.jsonl`` (`pipeline.index`).

A document's file is whole or not there. One run at a time has the folder.
"""

import errno
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import IO

from extractors.records import Document
from pipeline.export import discard, replacing
from pipeline.index import Counts, Finished, IndexLine, Key, index_path, line_at, read_index, write_index
from pipeline.scratch import locked
from pipeline.shards import ShardError, has_shards, read_content

MAX_BYTES = 128 * 2**20
"""Of one document's JSON: the largest that is known, of a yearbook of 4,000 pages, has a third of it."""
_LEFT = re.compile(r"\.(?:index\.jsonl|[0-9a-f]{1,16}\.json)\.\d+\.tmp")
"""What a killed run leaves of its own: nothing else that is hidden in the folder is touched."""


@dataclass(slots=True)
class Store:
    """The folder during a run."""

    folder: Path
    lines: Mapping[Key, IndexLine]
    """The index as it was before the run."""
    damaged: int
    """Lines of it that could not be read."""
    _index: int
    """Descriptor of the index, to append to."""
    _end: int
    _places: dict[Key, int] = field(default_factory=dict)
    """Where in the index the line of each finished file begins: the lines themselves are not kept."""

    def holds(self, line: IndexLine) -> bool:
        """Return whether the line's document is there as it was written."""
        return holds(self.folder, line)

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
            write_index(self.folder, (kept.get(key) or line_at(file, self._places[key]) for key in keys))
        named |= {line.document for line in kept.values()}
        dropped = {self.lines[key].document for key in self.lines.keys() - kept.keys() - failed}
        for document_id in dropped - named - {None}:
            document_path(self.folder, str(document_id)).unlink(missing_ok=True)
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
def open_store(folder: Path) -> Iterator[Store]:
    """Give the folder, made if need be and cleared of what a killed run left; `BusyError` if it is in use."""
    if has_shards(folder):
        raise OSError(
            errno.ENOTSUP, "its documents lie in shards: zeren convert --store files makes files of them"
        )
    documents = folder / "documents"
    documents.mkdir(parents=True, exist_ok=True)
    with locked(documents):
        for path in (*folder.glob(".*.tmp"), *documents.glob(".*.tmp")):
            if _LEFT.fullmatch(path.name):
                discard(path)
        lines, damaged = read_index(folder)
        write_index(folder, lines.values())
        index = os.open(index_path(folder), os.O_WRONLY | os.O_APPEND)
        try:
            yield Store(folder, lines, damaged, index, os.fstat(index).st_size)
        finally:
            os.close(index)


def holds(folder: Path, line: IndexLine) -> bool:
    """Return whether the line's document is in the folder as it was written."""
    if line.document is None or line.written is None:
        return False
    try:
        if has_shards(folder):
            content = read_content(folder, line.document)
        else:
            content = document_path(folder, line.document).read_bytes()
    except (OSError, ShardError):
        return False
    return digest_of(content) == line.written


def write_document(folder: Path, document: Document) -> str:
    """Write the document to its file below the folder, which is there; return the digest of the file."""
    content = document.to_json().encode() + b"\n"
    if len(content) > MAX_BYTES:
        raise OSError(errno.EFBIG, f"The document has {len(content) >> 20} MiB, more than {MAX_BYTES >> 20}")
    with replacing(document_path(folder, document.document.id), make_folder=False) as path:
        path.write_bytes(content)
    return digest_of(content)


def digest_of(content: bytes) -> str:
    """Return what tells the content of a document's file from any other."""
    return blake2b(content, digest_size=16).hexdigest()


def document_path(folder: Path, document_id: str) -> Path:
    """Return where the document's file is.

    >>> document_path(Path("outputs"), "00ff").as_posix()
    'outputs/documents/00ff.json'
    """
    return folder / "documents" / f"{document_id}.json"


def count(document: Document) -> Counts:
    """Return how much the document holds of each kind."""
    return Counts(
        tasks=len(document.tasks),
        assignments=sum(len(task.assignments) for task in document.tasks),
        targets=sum(len(task.targets) for task in document.tasks),
        goals=len(document.goals),
        problems=len(document.problems),
    )
