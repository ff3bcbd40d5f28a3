"""The command status: what of a folder is done, failed, stale.

Exit code 0 if all is done, 1 if a run has something to do or a file failed, 2 for wrong usage.
"""

import argparse
import os
from pathlib import Path

from pipeline.export import json_text, printable
from pipeline.language import _, told
from pipeline.usage import (
    FAILED,
    Commands,
    UsageError,
    add_command,
    add_corrections,
    add_registry,
    is_quiet,
    note,
    warn,
)

MOST = 20
"""Files of a state that are named."""


def add_commands(commands: Commands) -> None:
    """Add status."""
    command = add_command(
        commands,
        "status",
        _status,
        _("Say what of a folder is done, failed, or not what a run would write today."),
        _(
            "Stale is what another version of the program read, or with other names or corrections, and what "
            "has changed since. Exit code 1 if a file failed or a run has something to do."
        ),
    )
    command.add_argument("folder", metavar="DIR", type=Path, help=_("folder that `zeren extract` wrote"))
    command.add_argument(
        "paths", metavar="PATH", nargs="*", type=Path, help=_("where files may lie that are not read yet")
    )
    command.add_argument(
        "--quick", action="store_true", help=_("read no file: what has changed in one is not seen")
    )
    add_registry(command)
    add_corrections(command)


def _status(options: argparse.Namespace) -> int:
    from pipeline.corrections.options import find_files, read_told
    from pipeline.formats import READERS
    from pipeline.index import read_index
    from pipeline.scratch import BusyError, locked
    from pipeline.sources import find_sources
    from pipeline.status import count_states, failure_of, find_standings
    from pipeline.version import program_version

    for path in (options.folder, *options.paths):
        if not os.path.lexists(path):
            raise UsageError(_("there is no {path}").format(path=path))
    if failure := failure_of(options.folder):
        warn(f"{options.folder}: {told(failure.message)}")
        return FAILED
    lines, damaged = read_index(options.folder)
    folders = dict.fromkeys(Path(folder) for folder, _path in lines if Path(folder).is_dir())
    book = read_told(find_files(options.corrections, folders))
    suffixes = {suffix for reader in READERS for suffix in reader.suffixes}
    sources = find_sources(options.paths, suffixes, options.folder).files if options.paths else ()
    version = program_version(additions=options.registry)
    standings = list(find_standings(options.folder, version, book, sources, options.quick))
    counts = count_states(standings)
    running = False
    try:
        with locked(options.folder):
            pass
    except BusyError:
        running = True
    if options.json:
        files = [
            {"folder": each.key[0], "path": each.key[1], "state": each.state, "why": each.why}
            | ({"code": each.code} if each.code else {})
            for each in standings
            if each.state != "done"
        ]
        head: dict[str, object] = {"running": running, "damaged_lines": damaged}
        print(json_text(head | dict(counts.items()) | {"files": files}), end="")
    else:
        if running:
            note(_("{folder}: a run is going on").format(folder=options.folder))
        if damaged:
            warn(
                _("{folder}/index.jsonl: damaged lines: {number}").format(
                    folder=options.folder, number=damaged
                )
            )
        for state, number in counts.items():
            named = [each for each in standings if each.state == state][:MOST] if state != "done" else []
            if not is_quiet():
                print(f"{told(state)} {number}")
                for each in named:
                    code = f" ({each.code})" if each.code else ""
                    line = f"{each.key[0]}/{each.key[1]}: {told(each.why)}{code}"
                    print(f"  {printable(line)}")
                if named and number > MOST:
                    print("  " + _("… and {number} more").format(number=number - MOST))
    return 0 if counts["done"] == len(standings) and not damaged else FAILED
