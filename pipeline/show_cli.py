"""The command show: one document as a table.

Exit code 0 if all was shown, 1 if something could not be read, 2 for wrong usage.
"""

import argparse
from pathlib import Path
from typing import IO, TYPE_CHECKING

from pipeline.language import _, told
from pipeline.streams import (
    INPUT,
    first_byte,
    is_standard,
    path_or_standard,
    spool_input,
    standard_input,
    write_output,
)
from pipeline.usage import (
    FAILED,
    Commands,
    UsageError,
    add_command,
    add_corrections,
    add_registry,
    reason_of,
    warn,
)

if TYPE_CHECKING:
    from extractors.records import Document


def add_commands(commands: Commands) -> None:
    """Add show."""
    command = add_command(
        commands,
        "show",
        _show,
        _("Show the tasks of one document as a table."),
        _("With who leads and who answers for each, its targets, and the problems of the document."),
    )
    command.add_argument(
        "file",
        metavar="FILE",
        type=path_or_standard,
        help=_("JSON, or a document to read; - for standard input; or DIR, with --document"),
    )
    command.add_argument(
        "--document", metavar="ID", help=_("of a folder that `zeren extract` wrote: those whose id begins so")
    )
    add_registry(command)
    add_corrections(command)


def _show(options: argparse.Namespace) -> int:
    if options.document is not None:
        return _show_of_folder(options)
    if is_standard(options.file):
        stream = standard_input()
        if first_byte(stream) == b"{":
            return _show_lines(stream, Path(INPUT), options)
        from pipeline.scratch import scratch_folder

        with scratch_folder() as scratch:
            return _show_source(spool_input(scratch, INPUT), options)
    if not options.file.exists():
        raise UsageError(_("there is no {file}").format(file=options.file))
    if options.file.is_dir():
        raise UsageError(_("{file} is a folder: --document ID says what of it").format(file=options.file))
    if not options.file.is_file() and options.file.suffix != ".jsonl":  # <(command) of a shell, a device
        from pipeline.scratch import scratch_folder

        with scratch_folder() as scratch, options.file.open("rb") as file:
            return _show_source(spool_input(scratch, options.file.name, file), options)
    if options.file.suffix == ".jsonl":
        with options.file.open("rb") as file:
            return _show_lines(file, options.file, options)
    return _show_source(options.file, options)


def _show_of_folder(options: argparse.Namespace) -> int:
    """Show finished documents of a folder, by the beginning of their ids."""
    from pipeline.keeping import documents_of
    from pipeline.keeping.base import UnreadableError
    from pipeline.results import read_by_id

    if is_standard(options.file) or not options.file.is_dir():
        raise UsageError(_("there is no folder {folder}").format(folder=options.file))
    _refuse_for_finished(options.file, options)
    code, number = 0, 0
    try:
        asked = [each for each in documents_of(options.file).ids() if each.startswith(options.document)]
        for number, each in enumerate(asked, 1):
            try:
                document = read_by_id(options.file, each)
            except (UnreadableError, OSError) as error:
                warn(_("skipped {path}: {reason}").format(path=each, reason=reason_of(error)))
                code = FAILED
                continue
            if number > 1 and not options.json:
                print()
            _print_document(document, options)
    except UnreadableError as error:
        warn(f"{options.file}: {reason_of(error)}")
        return FAILED
    if not number:
        said = _("no document has an id that begins with {document}")
        warn(f"{options.file}: {said.format(document=options.document)}")
    return code if number else FAILED


def _show_source(path: Path, options: argparse.Namespace) -> int:
    """Show the document of one file, read in a process that may die."""
    from pipeline.batch import load_apart
    from pipeline.corrections.options import find_files, read_told
    from pipeline.index import Failure

    if path.suffix == ".json":
        _refuse_for_finished(path, options)
    book = read_told(find_files(options.corrections, [path]))
    document = load_apart(path, additions=options.registry, corrections=book)
    if isinstance(document, Failure):
        name = INPUT if is_standard(options.file) else path
        warn(f"{name}: {told(document.message)} ({document.code})")
        return FAILED
    _print_document(document, options)
    return 0


def _show_lines(stream: IO[bytes], path: Path, options: argparse.Namespace) -> int:
    """Show the finished documents of JSON Lines, one after the other."""
    from pipeline.results import Skipped, read_lines

    _refuse_for_finished(path, options)
    skipped: list[Skipped] = []
    number = 0
    for number, document in enumerate(read_lines(stream, path, skipped.append), 1):
        if number > 1 and not options.json:
            print()
        _print_document(document, options)
    for each in skipped:
        warn(_("skipped {path}: {reason}").format(path=each.path, reason=told(each.reason)))
    if not number and not skipped:
        said = _("no documents")
        warn(f"{path}: {said}")
    return FAILED if skipped or not number else 0


def _refuse_for_finished(path: Path, options: argparse.Namespace) -> None:
    if options.registry:
        raise UsageError(_("{file} is read already: --registry is for a document").format(file=path))
    if options.corrections:
        raise UsageError(_("{file} is read already: --corrections is for a document").format(file=path))


def _print_document(document: "Document", options: argparse.Namespace) -> None:
    from pipeline.show import print_document

    if options.json:
        write_output(document.to_json().encode() + b"\n")
    else:
        print_document(document)
