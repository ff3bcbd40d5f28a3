"""DOC and WPS, the binary formats of Word: converted to DOCX, which keeps numbers and merged cells.

By the package msdoc2docx (extra ``doc``), by LibreOffice where that is on the PATH, or by both in turn.
"""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from extractors.records import Problem
from pipeline.formats import docx
from pipeline.formats.facts import Facts, Flowing, UnreadableFile, holds_text
from pipeline.scratch import scratch_folder

_HINT = "install the extra: pip install 'zeren[doc]', or LibreOffice"
_OFFICE = ("soffice", "libreoffice")
_TIMEOUT = 120
"""Seconds for one conversion by LibreOffice."""
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
"""Name of the stream that holds a DOCX under a password."""

Converter = Callable[[Path, Path], Path]


def read(path: Path) -> Facts:
    """Return the paragraphs, headings and tables of a DOC or WPS file."""
    if _ENCRYPTED_PACKAGE in path.read_bytes():
        raise UnreadableFile("password", f"The file wants a password: {path.name}")
    errors: list[UnreadableFile] = []
    for converter in _converters():
        try:
            flow = _convert(converter, path)
        except UnreadableFile as error:
            errors.append(error)
            continue
        return Facts("doc", None, flow, tuple(_lost(errors)))
    if not errors:
        raise UnreadableFile("needs-doc", f"To read {path.name}, {_HINT}")
    raise errors[0]


def _lost(errors: list[UnreadableFile]) -> Iterator[Problem]:
    for error in errors:
        yield Problem(code="converter-failed", severity="info", message=str(error))


def _converters() -> Iterator[Converter]:
    if find_spec("doc2docx"):
        yield _by_package
    if _office():
        yield _by_office


def _office() -> str | None:
    return next((found for name in _OFFICE if (found := shutil.which(name))), None)


def _convert(converter: Converter, path: Path) -> tuple[Flowing, ...]:
    with scratch_folder() as folder:
        converted = converter(path, folder)
        flow = docx.read_flow(converted, path.name)
    if not holds_text(flow):
        raise UnreadableFile("damaged-file", f"No text found in {path.name}")
    return flow


def _by_package(path: Path, folder: Path) -> Path:
    """Convert with msdoc2docx, which names a file under a password; all else that fails is damage."""
    from doc2docx import convert
    from doc2docx.errors import EncryptedDocumentError

    target = folder / "converted.docx"
    try:
        with _lenient():
            convert(path, target)
    except EncryptedDocumentError as error:
        raise UnreadableFile("password", f"The file wants a password: {path.name}") from error
    except Exception as error:  # the package raises its own errors, but also struct and index errors
        raise UnreadableFile(
            "damaged-file", f"Damaged or unknown Word format: {path.name}: {error}"
        ) from error
    return target


@contextmanager
def _lenient() -> Iterator[None]:
    """Let the package leave out a property that is cut off at the end of its list, as Word does.

    LibreOffice counts such a list one byte short where the count is even: any table that it writes.
    """
    from doc2docx.errors import InvalidWordDocument
    from doc2docx.msdoc import formatting

    strict = formatting.parse_grpprl

    def parse(data: bytes, **options: Any) -> Any:
        for end in range(len(data), 0, -1):
            with suppress(InvalidWordDocument):
                return strict(data[:end], **options)
        return strict(b"", **options)

    formatting.parse_grpprl = parse
    try:
        yield
    finally:
        formatting.parse_grpprl = strict


def _by_office(path: Path, folder: Path) -> Path:
    """Convert with LibreOffice, under a profile of its own so that runs do not wait for each other."""
    source = folder / "source.doc"
    shutil.copyfile(path, source)
    profile = (folder / "profile").as_uri()
    command = [
        _office() or _OFFICE[0],
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "docx",
    ]
    try:
        subprocess.run(
            [*command, "--outdir", str(folder), str(source)],
            check=True,
            capture_output=True,
            timeout=_TIMEOUT,
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise UnreadableFile("damaged-file", f"LibreOffice does not open {path.name}: {error}") from error
    target = folder / "source.docx"
    if not target.exists():
        raise UnreadableFile("damaged-file", f"LibreOffice does not open {path.name}")
    return target
