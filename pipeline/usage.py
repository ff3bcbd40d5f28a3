"""How a command is asked for and how it ends: its parser, its exit code, and wrong usage."""

import sys
from argparse import Action, ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from pipeline.export import printable

FAILED = 1
"""Exit code where a file failed or was skipped, or nothing could be written."""


MOST_NAMES = 8 * 2**20
"""Bytes of a file for --registry: the largest of the package has 0.2 MiB."""
_DIGITS = 18
"""Of a number in an option, at most."""


Commands = Any
"""What `argparse.ArgumentParser.add_subparsers` gives."""


class UsageError(Exception):
    """Wrong usage: the message goes to the user with the command's usage, and the exit code is 2."""


class StopCommand(Exception):
    """Ends the command with an exit code; what there is to say has been said."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def warn(message: str) -> None:
    """Print a line to the error output; what it quotes of names and files cannot steer the terminal."""
    with suppress(OSError):  # nobody listens: the exit code tells
        print(printable(message), file=sys.stderr)


class Parser(ArgumentParser):
    """Says what is wrong in one line: what it quotes of names and files cannot steer the terminal."""

    def error(self, message: str) -> NoReturn:
        super().error(printable(message))


class Version(Action):
    """Prints the version and ends; it is looked up only then."""

    def __call__(self, parser: ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"zeren {version('zeren')}")
        parser.exit()


def add_command(
    commands: Commands, name: str, run: Callable[[Namespace], int], help_line: str, more: str = ""
) -> ArgumentParser:
    """Add a command and return its parser; `run` returns the exit code."""
    command: ArgumentParser = commands.add_parser(
        name, help=help_line, description=f"{help_line} {more}".strip()
    )
    command.set_defaults(command=run, parser=command)
    return command


def count_from_one(text: str) -> int:
    """Return the whole number that an option gives; argparse's error for anything but 1, 2, 3, …

    >>> count_from_one("3")
    3
    """
    if not text.isdecimal() or len(text) > _DIGITS or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is no number from 1 up")
    return int(text)


MOST_JOBS = 256


def count_of_jobs(text: str) -> int:
    """Return the number of processes that an option gives; argparse's error for one that no machine has."""
    number = count_from_one(text)
    if number > MOST_JOBS:
        raise ArgumentTypeError(f"{number} processes are more than {MOST_JOBS}")
    return number


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
        with Path(path).open("rb") as file:
            content = file.read(MOST_NAMES + 1)  # it may be a pipe, or a device without end
        if len(content) > MOST_NAMES:
            raise AdditionsError(f"is larger than {MOST_NAMES >> 20} MiB")
        text = content.decode("utf-8-sig")
        parse_additions(text)
    except (OSError, UnicodeDecodeError, AdditionsError) as error:
        reason = "is not UTF-8" if isinstance(error, UnicodeDecodeError) else error
        raise ArgumentTypeError(f"{path}: {getattr(error, 'strerror', None) or reason}") from None
    return text


def add_corrections(command: ArgumentParser) -> None:
    """Add the option --corrections."""
    command.add_argument(
        "--corrections",
        metavar="FILE",
        type=Path,
        help="what people have corrected (if not given, corrections.jsonl in the folder or beside the file)",
    )
