"""The command line. What a command needs is imported in it, so that ``--help`` answers at once."""

import argparse
import gc
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from pipeline import (
    analysis_cli,
    completion_cli,
    convert_cli,
    corrections_cli,
    export_cli,
    ledger_cli,
    lineage_cli,
    merge_cli,
    questions_cli,
    review_cli,
    show_cli,
    site_cli,
    status_cli,
    track_cli,
)
from pipeline.export import replacing
from pipeline.language import _, choose_language, speak, spoken, told
from pipeline.start import be_deaf, listen, stopped
from pipeline.streams import (
    INPUT,
    documents_to_output,
    is_standard,
    name_input,
    path_or_standard,
    spool_input,
)
from pipeline.usage import (
    FAILED,
    Commands,
    Parser,
    StopCommand,
    UsageError,
    Version,
    add_command,
    add_corrections,
    add_registry,
    be_quiet,
    count_from_one,
    count_of_jobs,
    part_of,
    reason_of,
    tell_done,
    warn,
)

if TYPE_CHECKING:
    from pipeline.begun import Begun
    from pipeline.corrections import Book
    from pipeline.index import Finished, IndexLine
    from pipeline.keeping.base import Kind
    from pipeline.parts import Part
    from pipeline.sources import Sources


def main() -> None:
    """Run the command line."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # the shell has closed it
            setattr(sys, name, open(os.devnull, "w"))  # noqa: PTH123, SIM115
        getattr(sys, name).reconfigure(errors="replace")
    # Nearly all that a run makes is kept to its end: looking for garbage costs a fifth of a short run.
    gc.set_threshold(100_000)
    listen()
    try:
        code = _run_to_its_end()
        be_deaf()
        sys.stdout.flush()  # what is short is written only now
    except OSError as error:  # the reader of what is printed has gone, as `head` does, or its disk is full
        if not isinstance(error, BrokenPipeError):
            warn(_("output: {reason}").format(reason=reason_of(error)))
        _to_nowhere(sys.stdout)
        code = FAILED
    except BaseException as error:
        if (stop := stopped(error)) is None:
            raise
        code = stop
    finally:
        try:
            sys.stderr.flush()
        except OSError:  # what nobody can hear is not to change the exit code when the interpreter ends
            _to_nowhere(sys.stderr)
        # The last search for garbage can go, but DuckDB tells of all that is left without it.
        if "duckdb" not in sys.modules:
            gc.freeze()
    sys.exit(code)


def _run_to_its_end() -> int | str | None:
    """Return the exit code, also of help and of wrong usage: what they print may not reach its end either."""
    try:
        return run()
    except SystemExit as end:
        return end.code


def _to_nowhere(stream: TextIO) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def run(arguments: Sequence[str] | None = None) -> int:
    """Return the exit code of the command that the arguments name; SystemExit for help and wrong usage."""
    words = sys.argv[1:] if arguments is None else arguments
    speak(choose_language(words))
    parser = build_parser()
    completion_cli.complete(parser)
    options = parser.parse_args(words)
    speak(getattr(options, "lang", spoken()))  # the option may be cut short, too
    be_quiet(getattr(options, "quiet", False))
    if getattr(options, "verbose", False):
        from pipeline.logs import listen as tell_all

        tell_all()
    if options.command is None:
        parser.print_help()
        return 2
    try:
        code: int = options.command(options)
    except UsageError as error:
        options.parser.error(str(error))
    except StopCommand as stop:
        return stop.code
    except BrokenPipeError:
        raise
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        warn(f"{place}{reason_of(error)}")
        return FAILED
    except MemoryError:
        warn(_("There is not enough memory for this."))
        return FAILED
    return code


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands, in the language that is spoken."""
    parser = Parser(
        "zeren",
        description=_("Who has to do what, how much of it, and by when: Chinese policy documents as data."),
    )
    parser.add_argument("--version", action=Version, nargs=0, help=_("print the version"))
    parser.set_defaults(command=None)
    commands = parser.add_subparsers(title=_("commands"), metavar="COMMAND")
    _add_extract(commands)
    show_cli.add_commands(commands)
    _add_page(commands)
    _add_audit(commands)
    add_command(commands, "schema", _schema, _("Print the JSON Schema of a document."))
    modules = (
        analysis_cli,
        site_cli,
        ledger_cli,
        questions_cli,
        track_cli,
        lineage_cli,
        corrections_cli,
        review_cli,
        status_cli,
        export_cli,
        merge_cli,
        convert_cli,
        completion_cli,
    )
    for module in modules:
        module.add_commands(commands)
    return parser


def _add_extract(commands: Commands) -> None:
    command = add_command(
        commands,
        "extract",
        _extract,
        _("Turn documents into JSON."),
        _(
            "Writes DIR/documents/ID.json for each document, or with --store shards all of them into few "
            "files in DIR/shards, and DIR/index.jsonl with a line for each file. "
            "What is unchanged is not done again. Exit code 1 if a document failed, 2 for wrong usage. "
            "Documents that a person should look at are named at the end; all of them, with every reason, "
            "stand in DIR/to-check.csv."
        ),
    )
    command.add_argument(
        "paths",
        metavar="PATH",
        nargs="+",
        type=path_or_standard,
        help=_("files, and folders with files; - for standard input"),
    )
    command.add_argument(
        "--output",
        "-o",
        metavar="DIR",
        type=path_or_standard,
        default=Path("outputs"),
        help=_("folder to write to (outputs); - prints the documents, one JSON a line, and keeps nothing"),
    )
    command.add_argument(
        "--name", metavar="NAME", default=INPUT, help=_("what standard input is called (stdin)")
    )
    command.add_argument(
        "--part",
        metavar="I/N",
        type=part_of,
        help=_("read only the I-th of N parts, into DIR/parts; `zeren merge DIR` puts them together"),
    )
    command.add_argument(
        "--store",
        choices=convert_cli.STORES,
        help=_("a file for each document, or shards: few files (as DIR is kept already, else files)"),
    )
    command.add_argument("--force", action="store_true", help=_("do unchanged documents again"))
    command.add_argument(
        "--retry", action="store_true", help=_("try files again that crashed or took too long before")
    )
    command.add_argument(
        "--jobs", "-j", metavar="N", type=count_of_jobs, default=1, help=_("number of processes")
    )
    command.add_argument(
        "--strict", action="store_true", help=_("exit code 1 also if a document is not to be used unseen")
    )
    add_registry(command)
    add_corrections(command)


def _extract(options: argparse.Namespace) -> int:
    from pipeline.corrections.options import find_files, read_told, tell_absent
    from pipeline.parts import Part, ending_part
    from pipeline.report import graded, print_report, tell_others
    from pipeline.scratch import scratch_folder

    named = [path for path in options.paths if not is_standard(path)]
    for path in named:
        if not os.path.lexists(path):
            raise UsageError(_("there is no {path}").format(path=path))
    to_output = is_standard(options.output)
    if not to_output and options.output.is_file():
        raise UsageError(_("{output} is a file, no folder").format(output=options.output))
    if options.part and (to_output or len(named) < len(options.paths)):
        raise UsageError(_("--part: is for files and a folder, not for standard input and output"))
    if options.store and to_output:
        raise UsageError(_("--store: is for a folder, not for standard output"))
    corrections = find_files(options.corrections, named)
    book = read_told(corrections)
    with scratch_folder() as scratch:
        spooled = spool_input(scratch, options.name) if len(named) < len(options.paths) else None
        paths = [*named, *([spooled] if spooled else [])]
        part = Part(*options.part) if options.part else None
        folder = scratch / "output" if to_output else part.folder(options.output) if part else options.output
        kind = _kind_of_store(folder, options)
        with _journal(folder) as begun, ending_part(part, folder, options.registry, named) as ended:
            sources = name_input(_sources(paths, folder, scratch, begun, options, part), spooled)
            lines = _extract_all(sources, folder, options, begun, book, kind)
            ended.extend(sources.folders)
        tell_absent(book, lines)
        ours = Counter(path.suffix for path in corrections if path.parent in named)
        told_to = sys.stderr if to_output else sys.stdout
        print_report(lines, sources.passed_over - ours, options.output, told_to, options.json)
        tell_others(lines)
        failed = any(line.status == "failed" for line in lines)
        return FAILED if failed or (options.strict and any(graded(lines, "poor"))) else 0


def _kind_of_store(folder: Path, options: argparse.Namespace) -> "Kind":
    from pipeline.keeping import KindError, choose_kind

    try:
        return choose_kind(folder, options.store, options.output)
    except KindError as error:
        raise UsageError(f"--store: {folder}: {told(str(error.strerror))}") from None


def _sources(
    paths: list[Path],
    folder: Path,
    scratch: Path,
    begun: "Begun",
    options: argparse.Namespace,
    part: "Part | None",
) -> "Sources":
    from pipeline.formats import READERS
    from pipeline.killers import find_known, nothing_known
    from pipeline.sources import find_sources

    suffixes = {suffix for reader in READERS for suffix in reader.suffixes}
    again = options.retry or options.force
    known = nothing_known if again else find_known(folder, begun, options.registry)
    take = (lambda file: part.holds(file.path)) if part else (lambda file: True)
    return find_sources(paths, suffixes, options.output if part else folder, scratch, known, begun, take)


@contextmanager
def _journal(output: Path) -> Iterator["Begun"]:
    """Give the journal of what is in hand; the command ends where the folder cannot be written."""
    from pipeline.begun import begun_in

    with ExitStack() as stack:
        try:
            begun = stack.enter_context(begun_in(output))
        except OSError as error:
            warn(f"{output}: {reason_of(error)}")
            raise StopCommand(FAILED) from None
        yield begun


def _extract_all(
    sources: "Sources",
    folder: Path,
    options: argparse.Namespace,
    begun: "Begun",
    corrections: "Book",
    kind: "Kind",
) -> "Finished":
    from pipeline.batch import extract
    from pipeline.report import progress
    from pipeline.scratch import BusyError

    try:
        write = documents_to_output(folder) if is_standard(options.output) else None
        with progress(len(sources.files)) as count:

            def tell(line: "IndexLine") -> None:
                if write:
                    write(line)
                count(line)

            return extract(
                sources,
                folder,
                force=options.force,
                retry=options.retry,
                jobs=options.jobs,
                tell=tell,
                notice=warn,
                additions=options.registry,
                begun=begun,
                corrections=corrections,
                kind=kind,
            )
    except BrokenPipeError:
        raise
    except (BusyError, OSError) as error:
        warn(f"{options.output}: {reason_of(error)}")
        raise StopCommand(FAILED) from None


def _add_page(commands: Commands) -> None:
    command = add_command(
        commands,
        "page",
        _page,
        _("Paint a page of a PDF with what was read on it."),
        _(
            "Lines, cells and words, and the units, targets and deadlines found there, each kind in its "
            "colour. Says what the page holds and which pages are scans. Exit code 1 if there is no "
            "such page."
        ),
    )
    command.add_argument("file", metavar="FILE", type=Path, help=_("a PDF"))
    command.add_argument(
        "--page", metavar="N", type=count_from_one, required=True, help=_("its number, from 1")
    )
    command.add_argument(
        "--facts",
        metavar="DIR",
        type=Path,
        help=_("folder that `zeren extract` wrote; else the file is read anew"),
    )
    command.add_argument(
        "--output", "-o", metavar="PNG", type=Path, required=True, help=_("the picture to write")
    )


def _page(options: argparse.Namespace) -> int:
    from pipeline.chosen import format_of
    from pipeline.page import Order, PageError, document_of, paint_apart

    if not options.file.is_file():
        raise UsageError(_("there is no file {file}").format(file=options.file))
    format_of(options, "png", {".png": "png"})
    try:
        document = document_of(options.file, options.facts)
        with replacing(options.output, make_folder=False) as temporary:
            line = paint_apart(Order(options.file, options.page, document, temporary, spoken()))
    except PageError as error:
        warn(f"{options.file}: {told(str(error))} ({error.code})")
        return FAILED
    except OSError as error:
        warn(f"{options.output}: {reason_of(error)}")
        return FAILED
    tell_done(options, line, path=str(options.output), page=options.page, said=line)
    return 0


def _add_audit(commands: Commands) -> None:
    command = add_command(
        commands,
        "audit",
        _audit,
        _("List what was not read, by document and kind, the worst first, with the words around each."),
        _("Exit code 1 if a file was skipped."),
    )
    command.add_argument("folder", metavar="DIR", type=Path, help=_("folder that `zeren extract` wrote"))
    command.add_argument(
        "--format", choices=analysis_cli.LIST_FORMATS, default="table", help=_("how to show it (table)")
    )


def _audit(options: argparse.Namespace) -> int:
    from pipeline.audit import LISTINGS, gather
    from pipeline.keeping import documents_of
    from pipeline.results import Skipped, read_documents

    if not options.folder.is_dir():
        raise UsageError(_("there is no folder {folder}").format(folder=options.folder))
    skipped: list[Skipped] = []
    audits = gather(read_documents(options.folder, skipped.append))
    for each in skipped:
        warn(_("skipped {path}: {reason}").format(path=each.path, reason=told(each.reason)))
    if not len(documents_of(options.folder)):
        said = _("no documents")
        warn(f"{options.folder}: {said}")
        return FAILED
    sys.stdout.writelines(LISTINGS["json" if options.json else options.format](audits))
    return FAILED if skipped else 0


def _schema(options: argparse.Namespace) -> int:
    from pipeline.schema import schema_text

    print(schema_text(), end="")
    return 0
