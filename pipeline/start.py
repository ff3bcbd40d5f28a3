"""Where the command starts: signals that end it are waited for before anything else is loaded.

SIGINT and SIGTERM end it with one line on the error output and with 130 or 143, as a shell counts them,
at any moment after the interpreter itself has started.
"""

import sys
from contextlib import suppress
from signal import SIG_IGN, SIGINT, SIGTERM, signal

INTERRUPTED, TERMINATED = 128 + SIGINT, 128 + SIGTERM
"""Exit codes of a command that a signal ended: 128 and the number of the signal, as in a shell."""
_GOES_ON = "extract"
"""The command that does not do again what was done when it was stopped."""
_came: list[int] = []
"""The codes of the signals that came: a library may turn what they raise into an error of its own."""


class Terminated(BaseException):
    """SIGTERM came."""


def listen() -> None:
    """Let SIGINT and SIGTERM raise what `stopped` knows; a shell's background has SIGINT ignored."""

    def stop(number: int, _: object) -> None:
        _came.append(128 + number)
        raise KeyboardInterrupt if number == SIGINT else Terminated

    signal(SIGINT, stop)
    signal(SIGTERM, stop)


def stopped(error: BaseException) -> int | None:
    """Return the exit code of a command that a signal ended, having said so; None if none did.

    Signals that come now are ignored: the command is at its end.
    """
    if isinstance(error, KeyboardInterrupt | Terminated):
        code = INTERRUPTED if isinstance(error, KeyboardInterrupt) else TERMINATED
    elif _came:
        code = _came[-1]
    else:
        return None
    be_deaf()
    with suppress(OSError, ValueError, AttributeError):  # nobody listens: the exit code tells
        from pipeline.language import _

        word = _("Interrupted.") if code == INTERRUPTED else _("Terminated.")
        more = _("The same command goes on from here.") if _GOES_ON in sys.argv[1:4] else ""
        print(f"{word} {more}".rstrip(), file=sys.stderr, flush=True)
    return code


def be_deaf() -> None:
    """Ignore signals that would end the command: it ends by itself."""
    for number in (SIGINT, SIGTERM):
        signal(number, SIG_IGN)


def main() -> None:
    """Run the command line."""
    try:
        listen()
        from pipeline.cli import main as command

        command()
    except SystemExit:  # with its code, and all that there is to say has been said
        raise
    except BaseException as error:
        if (code := stopped(error)) is None:
            raise
        sys.exit(code)


if __name__ == "__main__":
    main()
