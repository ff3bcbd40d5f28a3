"""What a store of documents can do, whatever it is kept in."""

import errno
from abc import ABC, abstractmethod
from collections.abc import Callable, Container, Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import ClassVar, Literal

from extractors.records import Document

Kind = Literal["files", "shards"]
MAX_BYTES = 128 * 2**20
"""Of one document's JSON: the largest that is known, of a yearbook of 4,000 pages, has a third of it."""
Pack = Callable[[str, bytes], bytes]
"""What the process that made a document does with its id and JSON; what it returns is for `Documents.put`.
It is pickled, and several processes may do it at once."""


class UnreadableError(ValueError):
    """A document that is damaged, or a file that holds none of this schema version."""


Content = tuple[Path, str, bytes | UnreadableError | OSError]
"""The file that a document is in, its name there, and its JSON or why it cannot be had."""


class Documents(ABC):
    """The documents of a folder. `begin`, `put`, `take`, `remove` and `finish` are for who has it alone."""

    inner: ClassVar[str]
    """The name of the folder within, by which the kind is told."""
    damaged = 0
    """Lines that could not be read, of what says where the documents are."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def is_in(cls, folder: Path) -> bool:
        """Return whether documents of a folder are kept in this way."""
        return (folder / cls.inner).is_dir()

    @abstractmethod
    def __len__(self) -> int:
        """Return how many documents, sound or not, there seem to be."""

    @abstractmethod
    def ids(self) -> list[str]:
        """Return the ids of the documents, sound or not, in order; `UnreadableError`, OSError."""

    @abstractmethod
    def contents(self) -> Iterator[Content]:
        """Yield the documents by id, one at a time, and what is damaged."""

    @abstractmethod
    def read(self, document: str) -> bytes:
        """Return a document's JSON; OSError (FileNotFoundError if it is not there), `UnreadableError`."""

    @abstractmethod
    def has(self, document: str) -> bool:
        """Return whether the document seems to be there, without reading it."""

    @abstractmethod
    def path_of(self, document: str) -> Path:
        """Return the file that the document is in, or would be."""

    def holds(self, document: str | None, written: str | None) -> bool:
        """Return whether the document is there as it was written, by the digest of its JSON."""
        if document is None or written is None:
            return False
        try:
            return digest_of(self.read(document)) == written
        except (OSError, UnreadableError):
            return False

    @abstractmethod
    def begin(self, expected: int, named: Container[str] = ()) -> None:
        """Make ready to write about so many documents; what a killed run left half-written goes.

        `named` are those that the index of the folder names: what is whole of them stays.
        """

    @property
    @abstractmethod
    def pack(self) -> Pack:
        """What is done with a document in the process that made it."""

    @abstractmethod
    def put(self, document: str, packed: bytes) -> None:
        """Take in what `pack` returned, whole or not at all (OSError); an earlier one of that id goes."""

    def write(self, document: str, content: bytes) -> None:
        """Put the document's JSON there."""
        self.put(document, self.pack(document, content))

    def take(self, document: str, source: "Documents") -> None:
        """Put a document of another folder there as it is."""
        self.write(document, source.read(document))

    @abstractmethod
    def remove(self, documents: Iterable[str]) -> None:
        """Remove the documents; those that are not there already are no fault."""

    @abstractmethod
    def finish(self) -> None:
        """Put in order what was written."""

    @abstractmethod
    def close(self) -> None:
        """Let go of what is open; nothing is written."""


def encode(document: Document) -> bytes:
    """Return the JSON of a document as it is kept; OSError if it is too large."""
    content = document.to_json().encode() + b"\n"
    if len(content) > MAX_BYTES:
        raise OSError(errno.EFBIG, f"The document has {len(content) >> 20} MiB, more than {MAX_BYTES >> 20}")
    return content


def digest_of(content: bytes) -> str:
    """Return what tells the JSON of a document from any other."""
    return blake2b(content, digest_size=16).hexdigest()
