"""What the commands on finished documents read, and where they write."""

import argparse
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from pipeline.export import clear_left
from pipeline.language import _, listed, told
from pipeline.usage import FAILED, StopCommand, UsageError, note, reason_of, warn

if TYPE_CHECKING:
    from extractors.records import Document
    from pipeline.results import Skipped

MOST_EQUAL = 3
"""Documents of equal text that are named one by one: the end of `zeren extract` has told them already."""


_SUFFIX = re.compile(r"\.[a-z][a-z0-9]{1,11}")
"""What at the end of a name is meant as a suffix: of ``v1.2`` and ``plan.2024`` it is none."""


@dataclass(slots=True)
class Chosen:
    """Documents as they are read, and how many files were skipped."""

    documents: "Iterator[Document]" = field(default_factory=lambda: iter(()))
    skipped: int = 0
    quiet: bool = False
    equal: int = 0
    """Documents that others of equal text stand for."""

    def skip(self, skipped: "Skipped") -> None:
        self.skipped += 1
        if not self.quiet:
            warn(_("skipped {path}: {reason}").format(path=skipped.path, reason=told(skipped.reason)))

    def pass_over(self, document: "Document", kept: str) -> None:
        """Name a document that another one of equal text stands for, the first few by their paths."""
        self.equal += 1
        if not self.quiet and self.equal <= MOST_EQUAL:
            said = _("{path}: its text is that of {kept}, which counts for both")
            note(said.format(path=document.document.source.path, kept=kept))

    def finish(self) -> int:
        """Return the exit code, after saying what is left to say."""
        if not self.quiet and self.equal > MOST_EQUAL:
            said = _("… and {number} more whose text is that of another: problem equal-text names each")
            note(said.format(number=self.equal - MOST_EQUAL))
        return FAILED if self.skipped else 0


def read_chosen(options: argparse.Namespace, quiet: bool = False) -> Chosen:
    """Return the selected documents of the folder; ends the command if not one can be read.

    Of documents of equal text one stands for all, unless one is asked for by its id.
    """
    from itertools import chain

    from pipeline.equal_texts import Papers
    from pipeline.keeping import documents_of
    from pipeline.results import Selection, find_code, read_documents

    folder = options.folder
    regions = tuple(map(find_code, options.region or ()))
    selection = Selection(tuple(options.document or ()), regions, tuple(options.year or ()))
    reading = Chosen(quiet=quiet)
    found = read_documents(folder, reading.skip)
    first = next(found, None)
    if first is None:
        why = _("no document could be read") if len(documents_of(folder)) else _("no documents")
        give_up(f"{folder}: {why}")
    admitted = Papers(folder).chosen(chain([first], found), selection, reading.pass_over)
    chosen = next(admitted, None)
    if chosen is None:
        give_up(
            _("{folder}: no document is of the --document, --region and --year that are asked for").format(
                folder=folder
            )
        )
    reading.documents = chain([chosen], admitted)
    return reading


def find_asked(options: argparse.Namespace) -> str:
    """Return the id of the agency that --agency, with --registry, asks for."""
    from pipeline.ledger import UnknownAgencyError, find_agency

    try:
        return find_agency(read_chosen(options, quiet=True).documents, options.agency, options.registry)
    except UnknownAgencyError as error:
        raise UsageError(_("--agency: {error}").format(error=told(str(error)))) from None


def choose_output(options: argparse.Namespace, name: str, is_folder: bool) -> Path:
    """Return where to write: as asked, else the name in the folder.

    `UsageError` if there is no such folder, or something of another kind stands at the place.
    """
    if not options.folder.is_dir():
        raise UsageError(_("there is no folder {folder}").format(folder=options.folder))
    path: Path = options.output or options.folder / name
    if path.exists() and path.is_dir() != is_folder:
        wrong = _("--output: {path} is not a folder") if is_folder else _("--output: {path} is not a file")
        raise UsageError(wrong.format(path=path))
    clear_left(path)
    return path


def format_of(
    options: argparse.Namespace, default: str, suffixes: Mapping[str, str], folders: Collection[str] = ()
) -> str:
    """Return the format that --format names, else that of the suffix of --output, else the default one.

    `suffixes` are those of the formats that are one file. `UsageError` for a suffix that none of them has, or
    one of another format than is asked for.
    """
    path: Path | None = options.output
    asked: str | None = getattr(options, "format", None)
    suffix = path.suffix.lower() if path else ""
    own = suffixes.get(suffix)
    if not _SUFFIX.fullmatch(suffix) or (not own and path and path.is_dir()):
        return asked or default
    if asked and own not in (None, asked):
        said = _("--output: {path} has the suffix of {other}, and --format says {format}")
        raise UsageError(said.format(path=path, other=own, format=asked))
    if found := asked or own:
        return found
    name = suffix.removeprefix(".")
    said = _("--output: no format has the suffix {suffix}: {suffixes}")
    if name in folders:
        said = _("--output: {name} is a folder of files: give a name without a suffix, and --format {name}")
    raise UsageError(said.format(suffix=suffix, suffixes=listed(suffixes), name=name))


def open_listing(options: argparse.Namespace, pictures: Iterable[str] = ()) -> Path | None:
    """Settle the format of a listing (table, csv, json) and return its file, None for the terminal.

    `pictures` are suffixes of --output that it may have besides. `UsageError` where there is no such folder.
    """
    if options.json and not options.format and not options.output:
        options.format = "json"
    else:
        suffixes = {".csv": "csv", ".json": "json", ".txt": "table"} | dict.fromkeys(pictures, "table")
        options.format = format_of(options, "table", suffixes)
    if options.output:
        return choose_output(options, "", False)
    if not options.folder.is_dir():
        raise UsageError(_("there is no folder {folder}").format(folder=options.folder))
    return None


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """End the command, with the reason, where the path cannot be written."""
    try:
        yield
    except OSError as error:
        give_up(f"{path}: {reason_of(error)}")


def tell(path: Path, notes: Iterable[str]) -> None:
    """Print what there is to say of a file that was written."""
    for each in notes:
        note(f"{path}: {each}")


def give_up(message: str) -> NoReturn:
    """End the command, with the reason."""
    warn(message)
    raise StopCommand(FAILED)
