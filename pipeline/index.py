"""The index of a run: a line of JSON for each source file, in ``index.jsonl``.

While a run goes on, each finished file is added at its end, so that the next run goes on from there if
this one is killed; in the end it is written anew, in order. Of several lines for a file the last one holds.
"""

import errno
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from operator import attrgetter
from pathlib import Path
from typing import IO, Any, Literal, get_args

from extractors.records import Appraisal, Coverage, Grade, Record
from pipeline.export import replacing

Status = Literal["done", "unchanged", "failed"]
_STATUSES, _GRADES = get_args(Status), get_args(Grade)
_LARGEST = 2**53
"""Of a count: the largest number that every format holds exactly (IEEE 754 binary64)."""
_ID = re.compile("[0-9a-f]{1,16}")
"""What names a document: the first digits of its file's digest. Nothing else becomes part of a path."""
_ODD = re.compile(rb"\\u[dD]|\xed[\xa0-\xbf]")
"""In JSON: where half a character may stand, which no file can hold."""
Key = tuple[str, str]
"""Folder and path of a source file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure(Record):
    """Why a file gave no document."""

    code: str
    """Stable identifier of the kind of failure, such as ``no-permission``."""
    message: str
    """One English sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts(Record):
    """What a document holds, in numbers."""

    tasks: int
    assignments: int
    targets: int
    goals: int
    problems: int


_numbers_of = attrgetter(*(field.name for field in fields(Counts)))


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexLine(Record):
    """What became of one source file."""

    folder: str
    """The folder that was asked for, or the one that a named file lies in."""
    path: str
    """Path below that folder, with forward slashes."""
    sha256: str | None = None
    """Hex digest of the file's bytes, null if they could not be read."""
    document: str | None = None
    """Id of its document, null if there is none."""
    status: Status
    counts: Counts | None = None
    reading: Appraisal | None = None
    """Its grade, and what of it was read."""
    error: Failure | None = None
    program: str | None = None
    """The version of program and lexicons that wrote the document, null if from a file of equal bytes;
    or that a file ended, which is then not tried again."""
    written: str | None = None
    """Digest of the document's own file: one that was changed since is not the document any more."""
    texts: tuple[str, ...] = ()
    """Digests of its words, and of its title and tasks: one paper in files of several formats shares one."""
    recognised: bool = False
    """Whether words of it were read from pictures by OCR."""

    @property
    def key(self) -> Key:
        return self.folder, self.path


@dataclass(frozen=True, slots=True)
class Finished:
    """The lines of a run, read from the index each time that they are asked for."""

    folder: Path
    keys: frozenset[Key]

    def __len__(self) -> int:
        return len(self.keys)

    def __iter__(self) -> Iterator[IndexLine]:
        with index_path(self.folder).open("rb") as file:
            for raw in file:
                line = _read_line(raw)
                if line and line.key in self.keys:
                    yield line


def index_path(folder: Path) -> Path:
    """Return where the index of a folder is."""
    return folder / "index.jsonl"


def line_at(file: IO[bytes], place: int) -> IndexLine:
    """Return the line that begins at a place of the open index."""
    file.seek(place)
    line = _read_line(file.readline())
    if line is None:
        raise OSError(errno.EIO, "the index was changed during the run")
    return line


def write_index(folder: Path, lines: Iterable[IndexLine]) -> None:
    """Write the index anew, whole or not at all; the folder is there."""
    with replacing(index_path(folder), make_folder=False) as path, path.open("wb") as file:
        file.writelines(line.to_json().encode() + b"\n" for line in lines)


def read_index(folder: Path) -> tuple[dict[Key, IndexLine], int]:
    """Return the lines by folder and path, in this order, and how many could not be read."""
    lines, damaged, _ = scan_index(folder)
    return lines, damaged


def scan_index(folder: Path) -> tuple[dict[Key, IndexLine], int, list[IndexLine]]:
    """Return what `read_index` does, and the lines that later ones of the same files took the place of."""
    path = index_path(folder)
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, f"{path.name} is no file")
    lines: dict[Key, IndexLine] = {}
    replaced: list[IndexLine] = []
    damaged = 0
    try:
        with path.open("rb") as file:
            for raw in file:
                if line := _read_line(raw):
                    if line.key in lines:
                        replaced.append(lines[line.key])
                    lines[line.key] = line
                else:
                    damaged += bool(raw.strip())
    except FileNotFoundError:
        return {}, 0, []
    return dict(sorted(lines.items())), damaged, replaced


def _read_line(raw: bytes) -> IndexLine | None:
    """Return a line of the index, None if it is damaged or of another version.

    By hand: to load the library that checks records takes longer than to read a document.
    """
    try:
        values = json.loads(raw)
        counts, error, reading = values.pop("counts"), values.pop("error"), values.pop("reading")
        texts = values.pop("texts", [])
        line = IndexLine(
            **values,
            counts=Counts(**counts) if counts else None,
            reading=_reading(reading) if reading else None,
            error=Failure(**error) if error else None,
            texts=tuple(texts),
        )
        if _ODD.search(raw):
            line.to_json().encode()
        return line if _is_whole(line) else None
    except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError, RecursionError):
        return None


def _is_whole(line: IndexLine) -> bool:
    """Return whether every field holds what it may."""
    texts = [line.folder, line.path, *((line.error.code, line.error.message) if line.error else ())]
    others = (line.sha256, line.document, line.program, line.written, *line.texts)
    numbers = _numbers_of(line.counts) if line.counts else ()
    return (
        line.status in _STATUSES
        and all(isinstance(text, str) for text in texts)
        and all(text is None or isinstance(text, str) for text in others)
        and all(type(number) is int and 0 <= number <= _LARGEST for number in numbers)
        and (line.document is None or bool(_ID.fullmatch(line.document)))
        and type(line.recognised) is bool
    )


def _reading(fields: dict[str, Any]) -> Appraisal:
    coverage = {name: (int(read), int(seen)) for name, (read, seen) in fields["coverage"].items()}
    reasons = tuple(map(str, fields["reasons"]))
    if fields["grade"] not in _GRADES or any(n < 0 for share in coverage.values() for n in share):
        raise ValueError("no appraisal")
    set_aside = {str(kind): int(number) for kind, number in fields["set_aside"].items()}
    return Appraisal(
        grade=fields["grade"], reasons=reasons, coverage=Coverage(**coverage), set_aside=set_aside
    )
