"""The command merge: the parts of a corpus, put together.

Exit code 0 if all files were read, 1 if one failed, or a part is missing or damaged, 2 for wrong usage.
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

from pipeline.language import _, told
from pipeline.usage import FAILED, Commands, UsageError, add_command, reason_of, warn


def add_commands(commands: Commands) -> None:
    """Add merge."""
    command = add_command(
        commands,
        "merge",
        _merge,
        _("Put the parts of a corpus together that `zeren extract --part` read."),
        _(
            "The folder is then as one run over all of it leaves it. A part that was never run, has not come "
            "to its end, is damaged or of another version is named, and nothing is changed; exit code 1."
        ),
    )
    command.add_argument("folder", metavar="DIR", type=Path, help=_("folder that the parts were written to"))


def _merge(options: argparse.Namespace) -> int:
    from pipeline.parts import PartsError, merge
    from pipeline.report import print_report
    from pipeline.scratch import BusyError

    if not options.folder.is_dir():
        raise UsageError(_("there is no folder {folder}").format(folder=options.folder))
    try:
        lines = merge(options.folder)
    except (PartsError, BusyError, OSError) as error:
        warn(f"{options.folder}: {told(reason_of(error))}")
        return FAILED
    print_report(lines, Counter(), options.folder, sys.stdout, options.json)
    return FAILED if any(line.status == "failed" for line in lines) else 0
