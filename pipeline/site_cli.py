"""The command report: what was read, as a page to look at, to check and to correct.

Exit code 0 if all was read, 1 if a file was skipped or nothing could be written, 2 for wrong usage.
"""

import argparse
from pathlib import Path

from pipeline.analysis_cli import add_selection
from pipeline.language import _, told
from pipeline.usage import Commands, add_command, count_from_zero, note, tell_done, warn

FORMS = ("auto", "file", "folder")


def add_commands(commands: Commands) -> None:
    """Add report."""
    command = add_command(
        commands,
        "report",
        _report,
        _("Write a page that shows documents, tasks and the network of agencies, to look at and to correct."),
        _("It opens from disk and asks no network. Above a size it is a folder with a page in it."),
    )
    command.add_argument(
        "--output", "-o", metavar="FILE", type=Path, help=_("where to write (report.html in DIR)")
    )
    command.add_argument(
        "--form",
        choices=FORMS,
        default="auto",
        help=_("one file, or a folder with the data in pieces (auto)"),
    )
    command.add_argument(
        "--pages",
        metavar="N",
        type=count_from_zero,
        default=30,
        help=_("pages of each PDF to show as they are printed, where the file is still there (30)"),
    )
    add_selection(command)


def _report(options: argparse.Namespace) -> int:
    from pipeline.chosen import choose_output, format_of, read_chosen, writing
    from pipeline.site import gather, write_site
    from pipeline.site.printed import MOST_PAGES, Printer
    from pipeline.site.spool import Spool

    format_of(options, "html", {".html": "html", ".htm": "html"})
    path = choose_output(options, "report.html", False)
    reading = read_chosen(options)
    printer = Printer(options.folder, options.pages)
    with writing(path), Spool() as spool:
        gathered = gather(reading.documents, spool, printer)
        written = write_site(gathered, path, options.form)
    for place, why in printer.failed:
        warn(_("{path}: its printed pages are not shown: {why}").format(path=place, why=told(why)))
    if printer.left_out:
        said = _("printed pages of {number} documents are left out: there are more than {most}")
        note(said.format(number=printer.left_out, most=MOST_PAGES))
    tell_done(options, str(written), path=str(written))
    return reading.finish()
