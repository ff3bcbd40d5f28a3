"""Finished documents: read back from the folder that `zeren extract` wrote, one at a time."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import IO

from extractors.records import SCHEMA_VERSION, Document
from pipeline.keeping import documents_of
from pipeline.keeping.base import MAX_BYTES, UnreadableError
from pipeline.keeping.files import read_file
from pipeline.logs import log
from pipeline.soundness import find_flaw

NATION = "000000"
_SHOWN = 80
"""Signs that a message quotes of a file."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that is left out, and why."""

    path: Path
    reason: str


def read_documents(folder: Path, skip: Callable[[Skipped], None]) -> Iterator[Document]:
    """Yield the documents of the folder; a file that holds none, or one seen before, goes to `skip`."""
    seen: dict[str, str] = {}
    for path, name, content in documents_of(folder).contents():
        try:
            if isinstance(content, Exception):
                raise content
            document = parse_document(content)
        except (ValueError, OSError) as error:
            log("skipped %s", path)
            why = getattr(error, "strerror", None) or str(error)
            skip(Skipped(path, why if path.name == name else f"{name}: {why}"))
            continue
        twin = seen.setdefault(document.document.id, name)
        if twin != name:
            skip(Skipped(path, f"holds the same document as {twin}"))
            continue
        log("read %s", path)
        yield document


def read_lines(file: IO[bytes], path: Path, skip: Callable[[Skipped], None]) -> Iterator[Document]:
    """Yield the documents of JSON Lines, or of one document's file.

    A line that holds none goes to `skip`, with its number.
    """
    for number in count(1):
        line = file.readline(MAX_BYTES + 1)
        if not line:
            return
        if not line.strip():
            continue
        try:
            if len(line) > MAX_BYTES:
                raise UnreadableError(f"larger than {MAX_BYTES >> 20} MiB, which no document is")
            yield parse_document(line)
        except UnreadableError as error:
            skip(Skipped(path, f"line {number}: {error}"))
            if len(line) > MAX_BYTES:
                return


def read_by_id(folder: Path, document: str) -> Document:
    """Return the document of an id; FileNotFoundError if the folder holds none."""
    return parse_document(documents_of(folder).read(document))


def read_document(path: Path) -> Document:
    """Return the document of a file."""
    return parse_document(read_file(path))


def parse_document(content: bytes) -> Document:
    """Return the document that JSON holds; `UnreadableError` for anything else.

    Validating all of it takes half as long again as parsing the JSON alone; so everything is validated.
    """
    from pydantic import ValidationError

    try:
        document = Document.from_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"]))[:_SHOWN]
        raise UnreadableError(_explain(content) or f"damaged: {place}: {first['msg']}") from error
    flaw = find_flaw(document)
    if flaw:
        raise UnreadableError(f"damaged: {flaw}")
    return document


def _explain(content: bytes) -> str | None:
    from pydantic_core import from_json

    try:
        value = from_json(content)
    except ValueError as error:
        return f"damaged: no JSON: {error}"
    if not isinstance(value, dict) or "schema_version" not in value:
        return "no document file"
    version, known = value["schema_version"], SCHEMA_VERSION
    if version != known:
        return f"schema version {str(version)[:_SHOWN]}; this program reads {known}"
    return None


@dataclass(frozen=True, slots=True)
class Selection:
    """Which documents to take; what is empty takes all."""

    documents: tuple[str, ...] = ()
    """Beginnings of document ids."""
    regions: tuple[str, ...] = ()
    """Names, or codes of GB/T 2260; a code takes the regions within it too, 000000 the central documents."""
    years: tuple[int, ...] = ()
    """Years that the plan's period covers; of a document without one, the year of issue."""

    def admits(self, document: Document) -> bool:
        """Return whether the document is one of those asked for."""
        return (
            (not self.documents or document.document.id.startswith(self.documents))
            and (not self.years or any(year in self.years for year in years_of(document)))
            and (not self.regions or any(_within(document, region) for region in self.regions))
        )


def years_of(document: Document) -> Iterable[int]:
    """Return the years that the plan's period covers; of a document without one, the year of issue."""
    period, issued_on = document.document.period, document.document.issued_on
    days = (period.start, period.end) if period else (issued_on,) if issued_on else ()
    years = [int(day[:4]) for day in days if day[:4].isdecimal()]
    return range(min(years), max(years) + 1) if years else ()


def _within(document: Document, wanted: str) -> bool:
    region = document.document.region
    if region is None:
        return wanted == NATION
    if wanted.isdecimal():
        return region.code.startswith(code_stem(wanted))
    return region.name == wanted


def find_code(region: str) -> str:
    """Return the code of a region that the tables of divisions name, else the name itself.

    >>> find_code("青海"), find_code("630000"), find_code("云溪省")
    ('630000', '630000', '云溪省')
    """
    from extractors.agencies.regions import find_named

    found = None if region.isdecimal() else find_named(region)
    return found.code if found else region


def code_stem(code: str) -> str:
    """Return the digits that the codes within a division share.

    >>> code_stem("630000"), code_stem("630200"), code_stem("630203")
    ('63', '6302', '630203')
    """
    while len(code) > 2 and code.endswith("00"):
        code = code[:-2]
    return code
