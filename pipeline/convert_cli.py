"""The command convert: documents in files of their own, or in shards.

Exit code 0 if all was converted, 1 if something is damaged or could not be written, 2 for wrong usage.
"""

import argparse
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.language import _, told
from pipeline.usage import FAILED, Commands, UsageError, add_command, reason_of, tell_done, warn

if TYPE_CHECKING:
    from pipeline.keeping.base import Content

STORES = ("files", "shards")
"""How documents may be kept, as in `pipeline.keeping`."""


def add_commands(commands: Commands) -> None:
    """Add convert."""
    command = add_command(
        commands,
        "convert",
        _convert,
        _("Copy a folder of documents into one with few files (shards), or back."),
        _(
            "All commands read both, and `zeren extract` goes on in both. "
            "Nothing is written if a document is damaged."
        ),
    )
    command.add_argument("folder", metavar="DIR", type=Path, help=_("folder that `zeren extract` wrote"))
    command.add_argument(
        "--store", choices=STORES, default="shards", help=_("a file for each document, or shards (shards)")
    )
    command.add_argument(
        "--output",
        "-o",
        metavar="DIR",
        type=Path,
        required=True,
        help=_("the new folder; it is not there yet"),
    )


def _convert(options: argparse.Namespace) -> int:
    from pipeline.export import clear_left, replacing_folder
    from pipeline.index import index_path
    from pipeline.keeping import documents_of
    from pipeline.keeping.base import UnreadableError

    if not options.folder.is_dir():
        raise UsageError(_("there is no folder {folder}").format(folder=options.folder))
    if options.output.exists():
        raise UsageError(_("--output: {path} is there already").format(path=options.output))
    clear_left(options.output)
    source = documents_of(options.folder)
    try:
        with replacing_folder(options.output) as folder, closing(documents_of(folder, options.store)) as new:
            new.begin(len(source))
            count = 0
            for document, content in _sound(source.contents()):
                new.write(document, content)
                count += 1
            new.finish()
            if index_path(options.folder).is_file():
                shutil.copyfile(index_path(options.folder), index_path(folder))
    except (UnreadableError, OSError) as error:
        place = options.output if isinstance(error, OSError) else options.folder
        warn(f"{place}: {told(reason_of(error))}")
        return FAILED
    said = _("{path}: {number} documents").format(path=options.output, number=count)
    tell_done(options, said, path=str(options.output), store=options.store, documents=count)
    return 0


def _sound(contents: Iterator["Content"]) -> Iterator[tuple[str, bytes]]:
    """Pass on the documents that are read back whole; raise for the first one that is not."""
    from pipeline.keeping.base import UnreadableError
    from pipeline.results import parse_document

    seen: dict[str, str] = {}
    for path, name, content in contents:
        try:
            if isinstance(content, Exception):
                raise content
            document = parse_document(content).document.id
            if (twin := seen.setdefault(document, name)) != name:
                raise UnreadableError(f"holds the same document as {twin}")
        except (UnreadableError, OSError) as error:
            raise UnreadableError(f"{path.name} {name}: {reason_of(error)}") from error
        yield document, content
