"""The commands tasks and targets: questions about finished documents.

Exit code 0 if all was read, 1 if a file was skipped or nothing could be written, 2 for wrong usage.
"""

import argparse
import re
import sys
from argparse import ArgumentTypeError
from itertools import islice
from pathlib import Path

from pipeline.analysis_cli import ROLE_NAMES, add_listing, add_selection, format_of_list
from pipeline.chosen import choose_output, find_asked, read_chosen, writing
from pipeline.language import N_, _
from pipeline.usage import Commands, UsageError, add_command, add_registry, count_from_one, share

_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?", re.ASCII)


def add_commands(commands: Commands) -> None:
    """Add tasks and targets."""
    for name, help_line in (
        (
            "tasks",
            N_("List the tasks: whose, in which role, without a lead, due when, with which indicator."),
        ),
        ("targets", N_("List targets and goals: of which indicator, whose, due when.")),
    ):
        command = add_command(commands, name, _ask, _(help_line))
        command.set_defaults(question=name)
        command.add_argument(
            "--agency",
            metavar="NAME",
            help=_("who answers: a name, as printed or in full, or the id of an agency"),
        )
        command.add_argument(
            "--role", choices=ROLE_NAMES, action="append", help=_("in this role; may be repeated")
        )
        command.add_argument(
            "--no-lead", action="store_true", help=_("only those of tasks that nobody leads")
        )
        command.add_argument("--due", metavar="YEAR[-MONTH[-DAY]]", type=_day, default="", help=_("due then"))
        command.add_argument(
            "--indicator",
            metavar="WORDS",
            default="",
            help=_("with an indicator of these words, or of this id"),
        )
        command.add_argument(
            "--min-confidence",
            metavar="SHARE",
            type=share,
            default=0.0,
            help=_("at least so sure, from 0 to 1 (0)"),
        )
        add_listing(command)
        command.add_argument("--limit", metavar="N", type=count_from_one, help=_("show the first ones only"))
        add_registry(command)
        add_selection(command)


def _day(text: str) -> str:
    if text and not _DAY.fullmatch(text):  # argparse reads the default, too
        said = _("{text!r} is no year, month or day: 2025, 2025-06, 2025-06-30")
        raise ArgumentTypeError(said.format(text=text))
    return text


def _ask(options: argparse.Namespace) -> int:
    from shutil import get_terminal_size

    from pipeline.export import replacing
    from pipeline.questions import FINDERS, LISTINGS, Question

    output: Path | None = options.output
    options.format = format_of_list(options)
    choose_output(options, "", False) if output else None
    if not options.folder.is_dir():
        raise UsageError(_("there is no folder {folder}").format(folder=options.folder))
    question = Question(
        agency=find_asked(options) if options.agency else "",
        roles=tuple(options.role or ()),
        no_lead=options.no_lead,
        due=options.due,
        indicator=options.indicator,
        least=options.min_confidence,
    )
    reading = read_chosen(options)
    kind, find = FINDERS[options.question]
    rows = islice(find(reading.documents, question), options.limit)
    parts = LISTINGS[options.format](kind, rows, max(60, get_terminal_size((100, 24)).columns))
    if output is None:
        sys.stdout.writelines(parts)
    else:
        encoding = "utf-8-sig" if options.format == "csv" else "utf-8"
        with writing(output), replacing(output) as temporary, temporary.open("w", encoding=encoding) as file:
            file.writelines(parts)
    return reading.finish()
