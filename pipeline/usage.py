"""How a command ends: its exit code, and wrong usage."""

import sys
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path

from pipeline.export import printable

FAILED = 1
"""Exit code where a file failed or was skipped, or nothing could be written."""


class UsageError(Exception):
    """Wrong usage: the message goes to the user with the command's usage, and the exit code is 2."""


class StopCommand(Exception):
    """Ends the command with an exit code; what there is to say has been said."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def warn(message: str) -> None:
    """Print a line to the error output; what it quotes of names and files cannot steer the terminal."""
    print(printable(message), file=sys.stderr)


def count_from_one(text: str) -> int:
    """Return the whole number that an option gives; argparse's error for anything but 1, 2, 3, …

    >>> count_from_one("3")
    3
    """
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is no number from 1 up")
    return int(text)


def share(text: str) -> float:
    """Return the number from 0 to 1 that an option gives; argparse's error for anything else.

    >>> share("0.8")
    0.8
    """
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise ArgumentTypeError(f"{text!r} is no number from 0 to 1")
    return number


def add_registry(command: ArgumentParser) -> None:
    """Add the option --registry, whose value is the file's text, found in order; empty without it."""
    command.add_argument(
        "--registry",
        metavar="FILE",
        type=_read_registry,
        default="",
        help="names of bodies to add, in the form of extractors/lexicons/central_bodies.toml and its kin",
    )


def _read_registry(path: str) -> str:
    if not path:  # argparse reads the default, too
        return ""
    from extractors.agencies.additions import AdditionsError, parse_additions

    try:
        text = Path(path).read_text(encoding="utf-8-sig")
        parse_additions(text)
    except (OSError, UnicodeDecodeError, AdditionsError) as error:
        reason = "is not UTF-8" if isinstance(error, UnicodeDecodeError) else error
        raise ArgumentTypeError(f"{path}: {getattr(error, 'strerror', None) or reason}") from None
    return text
