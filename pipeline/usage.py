"""How a command ends: its exit code, and wrong usage."""

from argparse import ArgumentTypeError

FAILED = 1
"""Exit code where a file failed or was skipped, or nothing could be written."""


class UsageError(Exception):
    """Wrong usage: the message goes to the user with the command's usage, and the exit code is 2."""


class StopCommand(Exception):
    """Ends the command with an exit code; what there is to say has been said."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def count_from_one(text: str) -> int:
    """Return the whole number that an option gives; argparse's error for anything but 1, 2, 3, …

    >>> count_from_one("3")
    3
    """
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is no number from 1 up")
    return int(text)
