"""The commands track and cascade: what was promised, what was delivered, and what became of it below.

Exit code 0 if all was read, 1 if a file was skipped or nothing could be written, 2 for wrong usage.
"""

import argparse
import re
import sys
from argparse import ArgumentTypeError
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.analysis_cli import LIST_FORMATS
from pipeline.chosen import Chosen, choose_output, format_of, give_up, open_listing, read_chosen, writing
from pipeline.language import _
from pipeline.usage import Commands, UsageError, add_command, count_from_one, tell_done, warn

TRACK_FORMATS = ("table", "csv", "xlsx", "parquet", "json")
VERDICT_NAMES = ("met", "missed", "exceeded", "open", "not-told", "not-comparable", "no-target")
_YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?", re.ASCII)


def add_commands(commands: Commands) -> None:
    """Add track and cascade."""
    command = add_command(
        commands,
        "track",
        _track,
        _("Set what was promised of each indicator, place and year beside what was delivered."),
        _("The year is the one that is spoken of; levels and growths are never compared with each other."),
    )
    add_choice(command)
    command.add_argument(
        "--agency",
        metavar="NAME",
        default="",
        help=_(
            "only what bodies of this name answer for, under the names before and after reforms too "
            "(国土资源部 finds 自然资源部)"
        ),
    )
    command.add_argument(
        "--verdict",
        metavar="NAME",
        choices=VERDICT_NAMES,
        action="append",
        help=_("only this verdict: {names}; may be repeated").format(names=", ".join(VERDICT_NAMES)),
    )
    command.add_argument("--paired", action="store_true", help=_("only what is both promised and delivered"))
    command.add_argument("--named", action="store_true", help=_("only indicators of the lexicon"))
    command.add_argument(
        "--format",
        choices=TRACK_FORMATS,
        help=_("how to show it (as --output ends, else table); xlsx, parquet: a file"),
    )
    command.add_argument("--limit", metavar="N", type=count_from_one, help=_("show the first ones only"))
    command.add_argument(
        "--output",
        "-o",
        metavar="FILE",
        type=Path,
        help=_("file to write; else the terminal, or a place in DIR"),
    )
    _add_cascade(commands)


def _add_cascade(commands: Commands) -> None:
    command = add_command(
        commands,
        "cascade",
        _cascade,
        _("Show one target on its way from the nation to provinces, cities and counties."),
        _("With what each asks for beside the one above it, and who set it."),
    )
    add_choice(command)
    command.add_argument("--format", choices=LIST_FORMATS, help=_("how to show it (table)"))
    command.add_argument(
        "--output",
        "-o",
        metavar="FILE",
        type=Path,
        help=_("file to write (.svg, .png: a picture)"),
    )


def _cascade(options: argparse.Namespace) -> int:
    from shutil import get_terminal_size

    from pipeline.export import replacing
    from pipeline.pictures import SUFFIXES, NoPictureError
    from pipeline.track import Asked, find_rows
    from pipeline.track.cascade import find_steps
    from pipeline.track.cascade_listing import LISTINGS
    from pipeline.track.picture import draw

    if not options.indicator:
        raise UsageError(_("--indicator is needed: words of an indicator, or its id"))
    is_picture = options.output is not None and options.output.suffix.lower() in SUFFIXES
    if is_picture:
        options.format = None
    output = open_listing(options, SUFFIXES)
    asked = Asked(tuple(options.indicator), with_above(places(options.place)), years=options.years)
    reading = read_chosen(options)
    steps = list(find_steps(find_rows(reading.documents, asked)))
    if output and is_picture:
        try:
            with writing(output), replacing(output) as temporary:
                draw(steps, output.suffix.lower(), temporary)
        except NoPictureError as error:
            give_up(f"{output}: {error}")
        tell_done(options, str(output), path=str(output), format=output.suffix[1:].lower())
        return reading.finish()
    parts = LISTINGS[options.format](steps, max(60, get_terminal_size((100, 24)).columns))
    return write(parts, output, options.format, reading)


def with_above(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the places, and those that they lie in.

    >>> with_above(("630200",))
    ('630200', '=630000', '=000000')
    """
    above = (
        each for code in codes if code.isdecimal() for each in (f"{code[:4]}00", f"{code[:2]}0000", "000000")
    )
    return tuple(dict.fromkeys((*codes, *(f"={each}" for each in above if each not in codes))))


def add_choice(command: argparse.ArgumentParser) -> None:
    """Add the folder to read, and the options that choose indicators, places and years."""
    command.add_argument("folder", metavar="DIR", type=Path, help=_("folder that `zeren extract` wrote"))
    command.add_argument(
        "--indicator",
        metavar="WORDS|ID",
        action="append",
        help=_("only indicators of these words, or of this id; may be repeated"),
    )
    command.add_argument(
        "--region",
        metavar="NAME|CODE",
        action="append",
        dest="place",
        help=_("only this place and those within it; 000000 or 全国 is the nation; may be repeated"),
    )
    command.add_argument(
        "--year",
        metavar="YEAR[-YEAR]",
        type=years,
        dest="years",
        help=_("only these years, as they are spoken of"),
    )
    command.set_defaults(document=None, region=None, year=None)


def years(text: str) -> tuple[int, int]:
    """Return the first and the last year that an option gives.

    >>> years("2015-2025"), years("2015")
    ((2015, 2025), (2015, 2015))
    """
    match = _YEARS.fullmatch(text)
    if match is None or (match[2] and match[2] < match[1]):
        said = _("{text!r} is no year and no range of years: 2025, 2015-2025")
        raise ArgumentTypeError(said.format(text=text))
    return int(match[1]), int(match[2] or match[1])


def places(names: list[str] | None) -> tuple[str, ...]:
    """Return the codes of the places that are asked for; a name that no table has stays as it is."""
    from pipeline.results import NATION, find_code

    return tuple(NATION if name in ("全国", "中国") else find_code(name) for name in names or ())


def _track(options: argparse.Namespace) -> int:
    from pipeline.track import Asked
    from pipeline.track.listing import WRITERS

    options.format = (
        "json" if options.json and not (options.format or options.output) else _format_of(options)
    )
    name = f"track.{options.format}" if options.format in WRITERS else ""
    output: Path | None = choose_output(options, name, False) if options.output or name else None
    if not options.folder.is_dir():
        raise UsageError(_("there is no folder {folder}").format(folder=options.folder))
    asked = Asked(
        indicators=tuple(options.indicator or ()),
        regions=places(options.place),
        agency=options.agency,
        years=options.years,
        verdicts=tuple(name.replace("-", " ") for name in options.verdict or ()),
        paired=options.paired,
        named=options.named,
    )
    return show(read_chosen(options), asked, options, output)


def _format_of(options: argparse.Namespace) -> str:
    return format_of(options, "table", {f".{name}": name for name in TRACK_FORMATS[1:]} | {".txt": "table"})


def show(reading: Chosen, asked: Any, options: argparse.Namespace, output: Path | None) -> int:
    """Write or print the rows; return the exit code."""
    from itertools import islice
    from shutil import get_terminal_size

    from pipeline.track import find_rows
    from pipeline.track.listing import LISTINGS, WRITERS

    rows = islice(find_rows(reading.documents, asked), options.limit)
    if output and options.format in WRITERS:
        with writing(output):
            left = WRITERS[options.format](rows, output)
        if left:
            warn(_("{path}: {number} rows have no room on a sheet").format(path=output, number=left))
        tell_done(options, str(output), path=str(output), format=options.format)
        return reading.finish()
    parts = LISTINGS[options.format](rows, max(60, get_terminal_size((100, 24)).columns))
    return write(parts, output, options.format, reading)


def write(parts: Iterable[str], output: Path | None, form: str, reading: Chosen) -> int:
    """Write text to the file or to the terminal; return the exit code."""
    from pipeline.export import replacing

    if output is None:
        sys.stdout.writelines(parts)
    else:
        encoding = "utf-8-sig" if form == "csv" else "utf-8"
        with writing(output), replacing(output) as temporary, temporary.open("w", encoding=encoding) as file:
            file.writelines(parts)
    return reading.finish()
