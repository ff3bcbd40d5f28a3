"""The command lineage: which document implements which, which task continues which.

Exit code 0 if all was read, 1 if a file was skipped or nothing could be written, 2 for wrong usage.
"""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.analysis_cli import LIST_FORMATS
from pipeline.chosen import open_listing, read_chosen
from pipeline.language import _
from pipeline.track_cli import write
from pipeline.usage import Commands, add_command, count_from_one, share

if TYPE_CHECKING:
    from pipeline.lineage import Link

KINDS = ("implements", "continues")


def add_commands(commands: Commands) -> None:
    """Add lineage."""
    command = add_command(
        commands,
        "lineage",
        _lineage,
        _("List which document implements which, and which task continues or details which."),
        _("With how sure each is, and the words that say so or that agree."),
    )
    command.add_argument("folder", metavar="DIR", type=Path, help=_("folder that `zeren extract` wrote"))
    command.add_argument(
        "--document",
        metavar="ID",
        action="append",
        dest="either",
        help=_("only links from or to this document (its id, or the beginning of it); may be repeated"),
    )
    command.add_argument("--kind", choices=KINDS, help=_("only links of this kind"))
    command.add_argument(
        "--here",
        action="store_true",
        help=_("only links between documents of DIR: no paper that is only cited"),
    )
    command.add_argument(
        "--min-score",
        metavar="SHARE",
        type=share,
        default=None,
        help=_("only links that are at least that sure (0.5)"),
    )
    command.add_argument("--format", choices=LIST_FORMATS, help=_("how to show it (table)"))
    command.add_argument("--limit", metavar="N", type=count_from_one, help=_("show the first ones only"))
    command.add_argument(
        "--output", "-o", metavar="FILE", type=Path, help=_("file to write; else the terminal")
    )
    command.set_defaults(document=None, region=None, year=None)


def _lineage(options: argparse.Namespace) -> int:
    from itertools import islice
    from shutil import get_terminal_size

    from pipeline.lineage import DEFAULT, find_links
    from pipeline.lineage.listing import LISTINGS

    output = open_listing(options)
    reading = read_chosen(options)
    threshold = DEFAULT if options.min_score is None else options.min_score
    links = _chosen(find_links(reading.documents, threshold), options)
    columns = max(60, get_terminal_size((100, 24)).columns)
    return write(
        LISTINGS[options.format](islice(links, options.limit), columns), output, options.format, reading
    )


def _chosen(links: "Iterable[Link]", options: argparse.Namespace) -> "Iterator[Link]":
    """Yield the links that are asked for."""
    asked = tuple(options.either or ())
    for link in links:
        if options.kind and link.kind != options.kind:
            continue
        if options.here and not link.target:
            continue
        if asked and not link.source.startswith(asked) and not link.target.startswith(asked):
            continue
        yield link
