"""Standard input and output in place of files: ``-`` where a path is asked for."""

import errno
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.index import IndexLine
    from pipeline.sources import Sources

STANDARD = Path("-")
"""What `path_or_standard` gives for ``-``; ``./-`` is a file of that name and another object."""
INPUT = "stdin"
"""What standard input is called."""
_CHUNK = 2**20


def path_or_standard(text: str) -> Path:
    """Return the path that an option gives, or `STANDARD` for ``-``."""
    return STANDARD if text == "-" else Path(text)


def is_standard(path: Path | None) -> bool:
    """Return whether the path stands for standard input or output."""
    return path is STANDARD


def standard_input() -> IO[bytes]:
    """Return standard input as bytes; OSError where the shell has closed it."""
    if sys.stdin is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF), INPUT)
    return sys.stdin.buffer


def first_byte(stream: IO[bytes]) -> bytes:
    """Return the first byte of a stream without reading it; nothing of one that cannot be looked into."""
    peek = getattr(stream, "peek", None)
    return bytes(peek(1)[:1]) if peek else b""


def spool_input(folder: Path, name: str, stream: IO[bytes] | None = None) -> Path:
    """Return a file in a new folder there with what a stream gives, cut where no file may be longer.

    The stream is standard input, if none is given. An archive gets the suffix by which it is opened.
    """
    from pipeline.export import file_stem
    from pipeline.formats import MAX_BYTES

    stream = stream or standard_input()
    head = stream.read(_CHUNK)
    named = Path(name)
    suffix = file_stem(named.suffix[1:16], "") or ("zip" if _is_archive(head) else "")
    path = folder / INPUT / f"{file_stem(named.stem, INPUT)}{suffix and f'.{suffix}'}"
    path.parent.mkdir()
    with path.open("wb") as file:
        left = MAX_BYTES + 1
        while head and left > 0:
            left -= file.write(head[:left])
            head = stream.read(_CHUNK)
    return path


def _is_archive(head: bytes) -> bool:
    """Return whether a stream begins as an archive that is no document itself (APPNOTE, 4.3.7)."""
    parts = (b"[Content_Types].xml", b"word/", b"xl/", b"mimetype", b"OFD.xml", b"_rels/", b"docProps/")
    return head.startswith(b"PK\x03\x04") and not head[30:].startswith(parts)


def name_input(sources: "Sources", spooled: Path | None) -> "Sources":
    """Return the sources with the folder ``-`` for what came from standard input."""
    if spooled is None:
        return sources
    folder = spooled.parent.as_posix()
    return replace(
        sources,
        files=tuple(
            replace(file, folder=str(STANDARD)) if file.folder == folder else file for file in sources.files
        ),
    )


def write_output(data: bytes) -> None:
    """Write to standard output as it is, whatever encoding text has there, and let its reader have it."""
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(data.decode())
    else:
        sys.stdout.flush()
        stream.write(data)
        stream.flush()


def documents_to_output(folder: Path) -> Callable[["IndexLine"], None]:
    """Return what writes the document of a line of a run to the output, once, and removes its file."""
    from pipeline.keeping import documents_of

    if getattr(sys.stdout, "name", "") == os.devnull:  # the shell has closed it, and `cli.main` opened that
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    documents = documents_of(folder, "files")
    seen: set[str] = set()

    def write(line: "IndexLine") -> None:
        if line.document and line.document not in seen:
            seen.add(line.document)
            write_output(documents.read(line.document))
            documents.remove([line.document])

    return write
