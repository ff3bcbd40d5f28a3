"""The command export: what was read, as data to train other programs with.

Exit code 0 if all was read, 1 if a file was skipped or nothing could be written, 2 for wrong usage.
"""

import argparse

from pipeline.analysis_cli import add_output, add_selection
from pipeline.chosen import choose_output, format_of, read_chosen, writing
from pipeline.language import _, listed, told
from pipeline.usage import Commands, add_command, note, share, tell_done

FORMATS = ("docbin", "conll", "jsonl", "jieba")


def add_commands(commands: Commands) -> None:
    """Add export."""
    command = add_command(
        commands,
        "export",
        _export,
        _("Write paragraphs with their units, targets and deadlines, to train other programs with."),
        _(
            "docbin (spaCy), conll (IOB2) and jsonl: a folder with train, dev and test, 8 to 1 to 1, each "
            "document in one of them for good. jieba: a user dictionary of names and indicators."
        ),
    )
    command.add_argument("--format", choices=FORMATS, help=_("form of the data (docbin)"))
    command.add_argument(
        "--min-confidence",
        metavar="SHARE",
        type=share,
        default=0.0,
        help=_("only what is at least so sure, from 0 to 1 (0)"),
    )
    add_output(command)
    add_selection(command)


def _export(options: argparse.Namespace) -> int:
    from pipeline.training import FOLDERS, SPLITS, WRITERS

    chosen = format_of(options, "docbin", {".txt": "jieba", ".dict": "jieba"}, FOLDERS)
    name = "jieba.txt" if chosen == "jieba" else f"training-{chosen}"
    path = choose_output(options, name, chosen in FOLDERS)
    reading = read_chosen(options)
    with writing(path):
        counts = WRITERS[chosen](reading.documents, path, options.min_confidence)
    parts = listed(f"{told(part)} {number}" for part, number in counts.items())
    for part in SPLITS:
        if chosen in FOLDERS and not counts[part]:
            note(
                _("{path}: no document is in the part {part}: there are few of them").format(
                    path=path, part=part
                )
            )
    tell_done(options, f"{path}: {parts}", path=str(path), format=chosen, **counts)
    return reading.finish()
