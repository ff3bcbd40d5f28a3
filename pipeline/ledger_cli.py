"""The command ledger: the ledgers 督办台账 of agencies, written anew or brought up to the documents."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.analysis_cli import add_output, add_selection
from pipeline.chosen import choose_output, find_asked, read_chosen, tell, writing
from pipeline.export import printable, replacing_folder
from pipeline.language import _, listed
from pipeline.usage import FAILED, Commands, UsageError, add_command, add_registry, is_quiet, tell_done, warn

if TYPE_CHECKING:
    from extractors.records import Document
    from pipeline.ledger import Origin, Outcome, Refused

SECONDS = 120.0
"""For reading one ledger that is there."""
FOLDER = "ledgers"
"""Below the folder of the documents."""


def add_commands(commands: Commands) -> None:
    """Add ledger."""
    command = add_command(
        commands,
        "ledger",
        _ledger,
        _(
            "Write the ledger 督办台账 of each agency, or of one: its tasks by role, with columns for their "
            "progress."
        ),
        _(
            "A ledger that is there is brought up to the documents: what was filled in stays in its row, "
            "tasks that vanished are marked, new ones get rows, and a copy of the file as it was is kept. "
            "Exit code 1 if a ledger is open in another program, or is none of ours, and was left as it is."
        ),
    )
    command.add_argument(
        "--agency",
        metavar="NAME",
        help=_("of this agency only: name, as printed or in full, or id (default: one file for each agency)"),
    )
    command.add_argument(
        "--all", action="store_true", help=_("of each agency, into a folder, as without --agency")
    )
    command.add_argument(
        "--by",
        choices=("month", "quarter"),
        default="",
        help=_("columns for the progress of each month or quarter, in a new ledger"),
    )
    add_registry(command)
    add_output(command)
    add_selection(command)


def _ledger(options: argparse.Namespace) -> int:
    from pipeline.ledger import gather_ledgers, keep_ledgers
    from pipeline.scratch import scratch_folder

    if options.agency and options.all:
        raise UsageError(_("give either --agency or --all"))
    each_agency = not options.agency
    in_folder = each_agency or options.output is None
    path = choose_output(options, FOLDER, in_folder)
    if in_folder and path.suffix.casefold() == ".xlsx" and not path.is_dir():  # --agency was forgotten
        raise UsageError(_("--output: {path} is not a folder").format(path=path))
    wanted = None if each_agency else [find_asked(options)]
    reading = read_chosen(options)
    origins: dict[Origin, None] = {}
    ledgers = gather_ledgers(_noting(reading.documents, origins), wanted)
    whole = not (options.document or options.region or options.year or reading.skipped)
    refused = _find_harmful(path, in_folder)
    with writing(path), scratch_folder() as scratch, _temporary_in(scratch), ExitStack() as stack:
        into = stack.enter_context(replacing_folder(path)) if in_folder else None
        partial = None if whole else tuple(origins)
        kept = list(
            keep_ledgers(
                ledgers,
                path,
                options.by,
                partial,
                in_folder=in_folder,
                others=each_agency,
                into=into,
                refused=refused,
            )
        )
    silent = options.json or is_quiet()
    failed = sum(_tell(each, silent, quiet=each_agency) for each in kept) > 0
    if each_agency or options.json:
        said = _("{path}: {number} ledgers").format(path=path, number=len(ledgers))
        tell_done(options, said, path=str(path), ledgers=[_as_values(each) for each in kept])
    return FAILED if failed else reading.finish()


def _find_harmful(path: Path, in_folder: bool) -> dict[Path, str]:
    """Return the ledgers that are there which end, or hold up, a process that reads them, and why."""
    from pipeline.batch import do_each_apart
    from pipeline.index import Failure
    from pipeline.ledger.update import try_ledger

    there = [place for place in (path.glob("*.xlsx") if in_folder else [path]) if place.is_file()]
    tried = do_each_apart(try_ledger, there, SECONDS)
    return {place: found.message for place, found in tried if isinstance(found, Failure)}


@contextmanager
def _temporary_in(folder: Path) -> Iterator[None]:
    """Let what libraries write for a moment stand in the folder: nothing is left of a killed command."""
    tempfile.tempdir = str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = None


def _noting(documents: Iterable[Document], origins: dict[Origin, None]) -> Iterator[Document]:
    """Pass the documents on, with a note of each."""
    from pipeline.ledger import Origin

    for document in documents:
        origins[Origin.of(document)] = None
        yield document


def _as_values(kept: Outcome | Refused) -> dict[str, object]:
    """Return what was done to a ledger, for programs."""
    from pipeline.ledger import Refused

    if isinstance(kept, Refused):
        return {"path": str(kept.path), "refused": kept.why}
    return {"path": str(kept.path), "agency": kept.name, **kept.counts}


def _tell(kept: Outcome | Refused, silent: bool, quiet: bool) -> bool:
    """Say what was done to a ledger, if `quiet` only what is unusual, if `silent` what was refused.

    Returns whether it was.
    """
    from pipeline.ledger import Refused

    if isinstance(kept, Refused):
        warn(_("{path}: left as it is: {why}").format(path=kept.path, why=kept.why))
        return True
    counts = kept.counts
    words = (
        ("new", _("{number} new")),
        ("changed", _("{number} changed in the documents")),
        ("gone", _("{number} no longer in them, marked")),
        ("kept", _("{number} cells changed by hand, kept though the documents say else")),
    )
    said = [_("{number} entries").format(number=counts["entries"])]
    if counts["unchanged"]:
        said.append(_("unchanged"))
    elif kept.updated:
        said += [text.format(number=counts[name]) for name, text in words if counts[name]]
    if not silent and (not quiet or (len(said) > 1 and not counts["unchanged"])):
        print(printable(f"{kept.path}: {kept.name}, {listed(said)}"))
    tell(kept.path, kept.notes)
    return False
