"""The commands on corrections: list, check, merge, propose.

Exit code 0 if all is in order, 1 if a line is not or nothing could be written, 2 for wrong usage.
"""

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.chosen import choose_output, writing
from pipeline.export import json_text, printable
from pipeline.language import N_, _, listed, told
from pipeline.usage import (
    FAILED,
    Commands,
    Parser,
    UsageError,
    add_command,
    count_from_one,
    is_quiet,
    tell_done,
    warn,
)

if TYPE_CHECKING:
    from pipeline.corrections.settling import Book

FORMATS = ("table", "csv", "json")


def add_commands(commands: Commands) -> None:
    """Add `corrections` with the commands within it."""
    group = commands.add_parser("corrections", help=_(_HELP), description=" ".join((_(_HELP), _(_MORE))))
    group.set_defaults(parser=group)
    inner = group.add_subparsers(title=_("commands"), metavar="COMMAND", parser_class=Parser, required=True)
    command = add_command(inner, "list", _list, _("List corrections by document."))
    _add_files(command)
    command.add_argument("--format", choices=FORMATS, default="table", help=_("how to show them (table)"))
    command = add_command(
        inner,
        "check",
        _check,
        _("Say which lines are not applied, and why."),
        _("With --against also which ones found no place in the documents. Exit code 1 if there are any."),
    )
    _add_files(command)
    command.add_argument(
        "--against",
        metavar="DIR",
        type=Path,
        help=_("folder that `zeren extract` wrote with these corrections"),
    )
    command = add_command(
        inner,
        "merge",
        _merge,
        _("Make one file of several."),
        _("What people disagree on is named and left out, and the exit code is 1; --latest settles it."),
    )
    _add_files(command)
    command.add_argument(
        "--output", "-o", metavar="FILE", type=Path, required=True, help=_("the file to write")
    )
    command.add_argument(
        "--latest", action="store_true", help=_("where people disagree, the later word holds")
    )
    command = add_command(
        inner,
        "propose",
        _propose,
        _("Propose entries for --registry, and words for the lexicons, of what is corrected often."),
    )
    _add_files(command)
    command.add_argument(
        "--least", metavar="N", type=count_from_one, default=2, help=_("how often at least (2)")
    )


_HELP = N_("List, check and merge what people have corrected, and learn from it.")
_MORE = N_("FILE may be a folder that holds corrections.jsonl.")


def _add_files(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "files", metavar="FILE", nargs="+", type=Path, help=_("corrections.jsonl, or its folder")
    )


def _read(options: argparse.Namespace) -> "Book":
    from pipeline.corrections.book import NAME, read_corrections

    files = [path / NAME if path.is_dir() else path for path in options.files]
    for path in files:
        if not path.is_file():
            raise UsageError(_("there is no file {path}").format(path=path))
    return read_corrections(files)


def _tell(book: "Book") -> int:
    for flaw in book.flaws:
        warn(_("{flaw} (not applied)").format(flaw=flaw.said()))
    return FAILED if book.flaws else 0


def _list(options: argparse.Namespace) -> int:
    from pipeline.corrections.book import ordered
    from pipeline.corrections.listing import LISTINGS

    book = _read(options)
    print(LISTINGS["json" if options.json else options.format](ordered(book.entries)), end="")
    return _tell(book)


def _check(options: argparse.Namespace) -> int:
    book = _read(options)
    if options.against and not options.against.is_dir():
        raise UsageError(_("there is no folder {folder}").format(folder=options.against))
    code = _tell(book)
    counts = Counter(entry.correction.change for entry in book.entries)
    kinds = listed(f"{told(change)} {n}" for change, n in sorted(counts.items())) or _("none")
    lines = [_("corrections that hold: {number} ({kinds})").format(number=len(book.entries), kinds=kinds)]
    if book.replaced:
        said = _("replaced by later ones of the same person, or said twice: {number}")
        lines.append(said.format(number=len(book.replaced)))
    unnamed = sum(not entry.correction.who for entry in book.entries)
    if unnamed:
        lines.append(_("without a name of who made them: {number}").format(number=unnamed))
    values: dict[str, object] = {
        "hold": len(book.entries),
        "kinds": dict(sorted(counts.items())),
        "flaws": [flaw.said() for flaw in book.flaws],
        "replaced": len(book.replaced),
        "unnamed": unnamed,
    }
    if options.against:
        code = max(code, _check_against(options.against, book, lines, values))
    if options.json:
        print(json_text(values), end="")
    elif not is_quiet():
        print("\n".join(lines))
    return code


def _check_against(folder: Path, book: "Book", lines_said: list[str], values: dict[str, object]) -> int:
    """Say what of the corrections is not in the documents; return the exit code.

    How much it is goes to the lines and the values that are printed.
    """
    from pipeline.index import read_index
    from pipeline.results import Skipped, read_documents
    from pipeline.version import program_version

    skipped: list[Skipped] = []
    files: dict[str, list[str]] = {}
    lines = list(read_index(folder)[0].values())
    for line in lines:
        files.setdefault(str(line.sha256), []).append(line.path)
    wrong = 0
    for document in read_documents(folder, skipped.append):
        source = document.document.source
        files.setdefault(source.sha256, [source.path])
        for problem in document.problems:
            if problem.code.startswith("correction-"):
                wrong += 1
                warn(f"{source.path}: {told(problem.message)} ({problem.code})")
    plain, ours = program_version(), book.by_document(files)
    before = [line.path for line in lines if line.sha256 in ours and line.program == plain]
    for path in before:
        warn(_("{path}: was read without its corrections: zeren extract does it again").format(path=path))
    absent = book.without(files)
    for entry in absent:
        said = _("{file}, line {line}: its document is not in {folder}")
        warn(said.format(file=entry.file, line=entry.line, folder=folder))
    said = _("not applied in {folder}: {number}; of documents that are not there: {absent}")
    lines_said.append(said.format(folder=printable(str(folder)), number=wrong, absent=len(absent)))
    values |= {"not_applied": wrong, "before": len(before), "absent": len(absent)}
    return FAILED if wrong or before or absent or skipped else 0


def _merge(options: argparse.Namespace) -> int:
    from pipeline.corrections.book import ordered, write_corrections
    from pipeline.corrections.settling import settle

    options.folder = Path()
    path = choose_output(options, "", False)
    book = _read(options)
    if options.latest:
        settled = settle((*book.entries, *book.disputed), latest=True)
        disputes = {(entry.file, entry.line) for entry in book.disputed}
        damaged = [flaw for flaw in book.flaws if (flaw.file, flaw.line) not in disputes]
        book = type(book)(settled.entries, tuple(damaged), settled.replaced)
    with writing(path):
        write_corrections(ordered(book.entries), path)
    code = _tell(book)
    said = _("{path}: {number} corrections")
    line = said.format(path=path, number=len(book.entries))
    tell_done(options, line, path=str(path), corrections=len(book.entries))
    return code


def _propose(options: argparse.Namespace) -> int:
    from pipeline.corrections.proposals import propose

    book = _read(options)
    print(propose((entry.correction for entry in book.entries), options.least), end="")
    return _tell(book)
