"""How a command is asked for and how it ends: its parser, its exit code, and wrong usage."""

import sys
from argparse import SUPPRESS, Action, ArgumentParser, ArgumentTypeError, HelpFormatter, Namespace
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from pipeline.export import json_text, printable
from pipeline.language import LANGUAGES, _, told
from pipeline.widths import wrap

FAILED = 1
"""Exit code where a file failed or was skipped, or nothing could be written."""


MOST_NAMES = 8 * 2**20
"""Bytes of a file for --registry: the largest of the package has 0.2 MiB."""
_DIGITS = 18
"""Of a number in an option, at most."""


Commands = Any
"""What `argparse.ArgumentParser.add_subparsers` gives."""


_quiet = False


def be_quiet(quiet: bool) -> None:
    """Say only what failed from now on, and what is asked for, or all again."""
    global _quiet
    _quiet = quiet


def is_quiet() -> bool:
    """Return whether only what failed is to be said."""
    return _quiet


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


def note(message: str) -> None:
    """Print a line that is good to know to the error output, unless `--quiet`."""
    if not _quiet:
        warn(message)


def tell_done(options: Namespace, message: str, **values: object) -> None:
    """Say on the output what was done: in a line, with `--json` as an object, with `--quiet` not at all."""
    if options.json:
        print(json_text(values), end="")
    elif not _quiet:
        print(printable(message))


def reason_of(error: Exception) -> str:
    """Return what the system, or who raised the error, says of it, in the language that is spoken."""
    return told(getattr(error, "strerror", None) or str(error))


class Formatter(HelpFormatter):
    """Breaks the lines of a help by how wide they are shown."""

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrap(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in wrap(text, width - len(indent)))

    def _format_usage(
        self, usage: str | None, actions: Iterable[Action], groups: Iterable[Any], prefix: str | None
    ) -> str:
        english = "usage: " if prefix is None else prefix
        # Its lines are put below each other by the number of characters of the prefix.
        text: str = super()._format_usage(usage, actions, groups, english)
        return text.replace(english, _("usage: "), 1) if prefix is None else text


class Parser(ArgumentParser):
    """Says what is wrong in one line: what it quotes of names and files cannot steer the terminal."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{"formatter_class": Formatter} | options)
        self.add_argument(
            "--lang",
            choices=LANGUAGES,
            default=SUPPRESS,
            help=_("language of what is shown (of the locale, else en)"),
        )
        self.add_argument(
            "--quiet", "-q", action="store_true", default=SUPPRESS, help=_("say only what failed")
        )
        self.add_argument(
            "--verbose",
            action="store_true",
            default=SUPPRESS,
            help=_("tell on the error output what is being done, with the time"),
        )

    def _print_message(self, message: str, file: Any = None) -> None:
        """Print help or usage; argparse would keep to itself that the disk is full that help goes to."""
        if file is sys.stdout:
            file.write(message)
        else:
            super()._print_message(message, file)

    def error(self, message: str) -> NoReturn:
        super().error(printable(message))


class Version(Action):
    """Prints the version and ends; it is looked up only then."""

    def __call__(self, parser: ArgumentParser, *__: object) -> None:
        from importlib.metadata import version

        print(f"zeren {version('zeren')}")
        parser.exit()


def add_command(
    commands: Commands, name: str, run: Callable[[Namespace], int], help_line: str, more: str = ""
) -> ArgumentParser:
    """Add a command and return its parser; `run` returns the exit code."""
    gap = "" if help_line.endswith("。") else " "
    description = f"{help_line}{gap}{more}".strip()
    command: ArgumentParser = commands.add_parser(name, help=help_line, description=description)
    command.set_defaults(command=run, parser=command)
    command.add_argument("--json", action="store_true", help=_("print JSON, for programs"))
    return command


def whole_number(text: str) -> int:
    """Return the whole number that an option gives; argparse's error for anything else.

    >>> whole_number("-3")
    -3
    """
    try:
        return int(text[: _DIGITS + 1])
    except ValueError:
        raise ArgumentTypeError(_("{text!r} is no whole number").format(text=text)) from None


def count_from_one(text: str) -> int:
    """Return the whole number that an option gives; argparse's error for anything but 1, 2, 3, …

    >>> count_from_one("3")
    3
    """
    if not text.isdecimal() or len(text) > _DIGITS or int(text) < 1:
        raise ArgumentTypeError(_("{text!r} is no number from 1 up").format(text=text))
    return int(text)


def count_from_zero(text: str) -> int:
    """Return the whole number that an option gives, 0 for none of them.

    >>> count_from_zero("0")
    0
    """
    return 0 if text == "0" else count_from_one(text)


def part_of(text: str) -> tuple[int, int]:
    """Return the numbers that an option gives: which part, of how many; argparse's error for anything else.

    >>> part_of("3/16")
    (3, 16)
    """
    number, slash, of = text.partition("/")
    if not slash or not (number.isdecimal() and of.isdecimal()) or max(len(number), len(of)) > _DIGITS:
        raise ArgumentTypeError(_("{text!r} is no part: 1/16, … 16/16").format(text=text))
    if not 1 <= int(number) <= int(of) <= MOST_PARTS:
        raise ArgumentTypeError(_("{text!r} is no part: 1/16, … 16/16").format(text=text))
    return int(number), int(of)


MOST_PARTS = 100_000
"""Parts of a corpus: more are a mistake."""
MOST_JOBS = 256


def count_of_jobs(text: str) -> int:
    """Return the number of processes that an option gives; argparse's error for one that no machine has."""
    number = count_from_one(text)
    if number > MOST_JOBS:
        raise ArgumentTypeError(
            _("{number} processes are more than {most}").format(number=number, most=MOST_JOBS)
        )
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
        raise ArgumentTypeError(_("{text!r} is no number from 0 to 1").format(text=text))
    return number


def add_registry(command: ArgumentParser) -> None:
    """Add the option --registry, whose value is the file's text, found in order; empty without it."""
    command.add_argument(
        "--registry",
        metavar="FILE",
        type=_read_registry,
        default="",
        help=_("names of bodies to add, in the form of extractors/lexicons/central_bodies.toml and its kin"),
    )


def _read_registry(path: str) -> str:
    try:
        return read_names(Path(path)) if path else ""  # argparse reads the default, too
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None


def read_names(path: Path) -> str:
    """Return the text of a file for --registry; ValueError, with the path and the reason, if it is none."""
    from extractors.agencies.additions import AdditionsError, parse_additions

    try:
        with path.open("rb") as file:
            content = file.read(MOST_NAMES + 1)  # it may be a pipe, or a device without end
        if len(content) > MOST_NAMES:
            raise AdditionsError(_("is larger than {number} MiB").format(number=MOST_NAMES >> 20))
        text = content.decode("utf-8-sig")
        parse_additions(text)
    except (OSError, UnicodeDecodeError, AdditionsError) as error:
        reason = _("is not UTF-8") if isinstance(error, UnicodeDecodeError) else reason_of(error)
        raise ValueError(f"{path}: {reason}") from None
    return text


def add_corrections(command: ArgumentParser) -> None:
    """Add the option --corrections."""
    command.add_argument(
        "--corrections",
        metavar="FILE",
        type=Path,
        help=_("what people have corrected (without it, corrections.jsonl in the folder or beside the file)"),
    )
