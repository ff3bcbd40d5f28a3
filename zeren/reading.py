"""Documents: of a text, a file or bytes, and of what a run has written."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp
from typing import IO, TYPE_CHECKING, TypeVar

from extractors.records import Document
from pipeline.batch import load, load_apart
from pipeline.equal_texts import Papers
from pipeline.export import file_stem
from pipeline.formats import READERS
from pipeline.index import Failure
from pipeline.results import Selection, Skipped, find_code, read_documents, read_lines
from zeren.errors import ParameterError, ResultError, SourceError

if TYPE_CHECKING:
    from pipeline.corrections import Book

TEXT, BYTES = "text.txt", "document"
"""What a source without a name is called."""
_PathLike = os.PathLike[str]
T = TypeVar("T")


def extract_one(
    source: str | bytes | _PathLike,
    name: str | None,
    registry: _PathLike | None,
    corrections: _PathLike | None,
    apart: bool,
    any_text: bool = False,
) -> Document:
    """Return what `zeren.extract` does; with `any_text` also of a text that looks like the name of a file."""
    additions, book = _additions(registry), _book(corrections)
    work = load_apart if apart else load
    with _located(source, name, any_text) as (location, path):
        found = work(location, additions=additions, corrections=book, path=path)
    if isinstance(found, Failure):
        raise SourceError(found.code, found.message.replace(location.name, Path(path).name), path)
    return found


@contextmanager
def _located(source: object, name: str | None, any_text: bool) -> Iterator[tuple[Path, str]]:
    """Give where the source is as a file, and what the record calls it."""
    if isinstance(source, os.PathLike):
        location = Path(source)
        if location.suffix == ".json":
            raise ParameterError(f"{location}: a finished document is not read again: zeren.read is for it")
        yield location, name or location.name
        return
    if isinstance(source, str):
        if not any_text:
            _refuse_path(source)
        content = source.encode("utf-8", "replace")
    elif isinstance(source, bytes | bytearray | memoryview):
        content = bytes(source)
    else:
        raise TypeError(f"a text, bytes or a path, not {type(source).__name__}")
    path = name or (TEXT if isinstance(source, str) else BYTES)
    suffix = file_stem(Path(path).suffix[1:16], "")
    descriptor, made = mkstemp(prefix="zeren-", suffix=suffix and f".{suffix}")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        yield Path(made), path
    finally:
        os.unlink(made)  # noqa: PTH108


def _refuse_path(text: str) -> None:
    """Raise `ParameterError` for what is the name of a file rather than its text."""
    suffixes = {suffix for reader in READERS for suffix in reader.suffixes}
    if len(text) < 4096 and "\n" not in text and os.path.splitext(text)[1].lower() in suffixes:  # noqa: PTH122
        raise ParameterError(f"{text!r} looks like a path: give pathlib.Path({text!r}), as a str is a text")


def _additions(registry: _PathLike | None) -> str:
    from pipeline.usage import read_names

    try:
        return read_names(Path(registry)) if registry is not None else ""
    except ValueError as error:
        raise ParameterError(str(error)) from error


def _book(corrections: _PathLike | None) -> Book | None:
    from pipeline.corrections.book import read_corrections

    if corrections is None:
        return None
    path = Path(corrections)
    if not path.is_file():
        raise ParameterError(f"{path}: there is no such file")
    book = read_corrections([path])
    if book.flaws:
        raise ParameterError(book.flaws[0].said())
    return book


def read_all(
    source: str | _PathLike | IO[bytes],
    documents: str | Iterable[str],
    regions: str | Iterable[str],
    years: int | Iterable[int],
    skip: Callable[[ResultError], object] | None,
) -> Iterator[Document]:
    """Return what `zeren.read` does; a source that is not there raises before the first document."""
    selection = Selection(
        _several(documents, str), tuple(map(find_code, _several(regions, str))), _several(years, int)
    )

    def tell(skipped: Skipped) -> None:
        error = ResultError(str(skipped.path), skipped.reason)
        if skip is None:
            raise error
        skip(error)

    if not isinstance(source, str | os.PathLike):
        return filter(selection.admits, read_lines(source, Path(str(getattr(source, "name", "-"))), tell))
    path = Path(source)
    if path.is_dir():
        return Papers(path).chosen(read_documents(path, tell), selection)
    if not path.is_file():
        raise ResultError(str(path), "there is no such file or folder")
    return filter(selection.admits, _read_file(path, tell))


def _read_file(path: Path, tell: Callable[[Skipped], None]) -> Iterator[Document]:
    with path.open("rb") as file:
        yield from read_lines(file, path, tell)


def _several(value: T | Iterable[T], kind: type[T]) -> tuple[T, ...]:
    if isinstance(value, kind):
        return (value,)
    return tuple(value)  # type: ignore[arg-type]
