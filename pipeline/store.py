"""The folder that a run writes: ``documents/<document id>.json`` and ``index.jsonl``.

The index has a line for each source file. While a run goes on, each finished file is added at its
end, so that the next run goes on from there if this one is killed; in the end it is written anew,
in order. Of several lines for a file the last one holds. A document's file is whole or not there.
"""

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal

import extractors
import pipeline
from extractors.records import Appraisal, Coverage, Document, Record
from pipeline.export import replacing
from pipeline.scratch import locked

Status = Literal["done", "unchanged", "failed"]
_PACKAGES = (Path(extractors.__path__[0]), Path(pipeline.__path__[0]))
_ID = re.compile("[0-9a-f]{1,16}")
"""What names a document: the first digits of its file's digest. Nothing else becomes part of a path."""
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

    @property
    def key(self) -> Key:
        return self.folder, self.path


@dataclass(frozen=True, slots=True)
class Store:
    """The folder during a run."""

    folder: Path
    lines: dict[Key, IndexLine]
    """The index as it was before the run."""
    append: Callable[[IndexLine], None]
    """Adds a line to the index at once."""

    def holds(self, document_id: str) -> bool:
        """Return whether the document is there."""
        return document_path(self.folder, document_id).is_file()

    def close(self, lines: Iterable[IndexLine], folders: Iterable[str] = ()) -> None:
        """Write the index anew with these lines in place of the earlier ones for the same files.

        The earlier lines of files that are gone from `folders` are left out. A document that no
        line names any more is removed, so that no plan counts twice after its file was changed.
        """
        new = {line.key: line for line in lines}
        written = {line.document for line in new.values() if line.program and line.document}
        kept = {
            key: line.changed(program=None) if line.document in written else line
            for key, line in self.lines.items()
            if key not in new and line.folder not in set(folders)
        }
        failed = {key for key, line in new.items() if line.status == "failed"}
        dropped = {self.lines[key].document for key in self.lines.keys() - kept.keys() - failed}
        index = {**kept, **new}
        _write_index(self.folder, index.values())
        for document_id in dropped - {line.document for line in index.values()} - {None}:
            document_path(self.folder, str(document_id)).unlink(missing_ok=True)


@contextmanager
def open_store(folder: Path) -> Iterator[Store]:
    """Give the folder, made if need be and cleared of what a killed run left; `BusyError` if it is in use."""
    documents = folder / "documents"
    documents.mkdir(parents=True, exist_ok=True)
    with locked(documents):
        for place in (folder, documents):
            for path in place.glob(".*.tmp"):
                path.unlink(missing_ok=True)
        lines = _read_index(folder)
        _write_index(folder, lines.values())
        index = os.open(folder / "index.jsonl", os.O_WRONLY | os.O_APPEND)
        try:
            yield Store(folder, lines, lambda line: _append(index, line))
        finally:
            os.close(index)


def write_document(folder: Path, document: Document) -> None:
    """Write the document to its file below the folder."""
    with replacing(document_path(folder, document.document.id)) as path:
        path.write_bytes(document.to_json().encode() + b"\n")


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


def program_version(packages: Iterable[Path] = _PACKAGES, additions: str = "") -> str:
    """Return a digest of the code and the lexicons of the packages, and of what was added to these."""
    digest = blake2b(additions.encode(), digest_size=8)
    for root in packages:
        for path in sorted(root.rglob("*.*")):
            if path.suffix in (".py", ".toml", ".tsv"):
                digest.update(path.relative_to(root.parent).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _append(index: int, line: IndexLine) -> None:
    os.write(index, line.to_json().encode() + b"\n")  # one call: the whole line or nothing of it


def _write_index(folder: Path, lines: Iterable[IndexLine]) -> None:
    with replacing(folder / "index.jsonl") as path, path.open("wb") as file:
        file.writelines(line.to_json().encode() + b"\n" for line in sorted(lines, key=lambda line: line.key))


def _read_index(folder: Path) -> dict[Key, IndexLine]:
    try:
        content = (folder / "index.jsonl").read_bytes()
    except FileNotFoundError:
        return {}
    lines = filter(None, map(_read_line, content.splitlines()))
    return {line.key: line for line in lines}


def _read_line(raw: bytes) -> IndexLine | None:
    """Return a line of the index, None if it is damaged or of another version.

    By hand: to load the library that checks records takes longer than to read a document.
    """
    try:
        fields = json.loads(raw)
        counts, error, reading = fields.pop("counts"), fields.pop("error"), fields.pop("reading")
        line = IndexLine(
            **fields,
            counts=Counts(**counts) if counts else None,
            reading=_reading(reading) if reading else None,
            error=Failure(**error) if error else None,
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    named = (line.folder, line.path, line.status)
    others = (line.sha256, line.document, line.program)
    numbers = asdict(line.counts).values() if line.counts else ()
    whole = all(isinstance(text, str) for text in named) and all(isinstance(n, int) for n in numbers)
    named_well = line.document is None or (isinstance(line.document, str) and _ID.fullmatch(line.document))
    whole = whole and bool(named_well) and all(text is None or isinstance(text, str) for text in others)
    return line if whole else None


def _reading(fields: dict[str, Any]) -> Appraisal:
    coverage = {name: (int(read), int(seen)) for name, (read, seen) in fields["coverage"].items()}
    reasons = tuple(map(str, fields["reasons"]))
    set_aside = {str(kind): int(number) for kind, number in fields["set_aside"].items()}
    return Appraisal(
        grade=fields["grade"], reasons=reasons, coverage=Coverage(**coverage), set_aside=set_aside
    )
