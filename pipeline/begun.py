"""What a run has in hand, kept on disk: where the run itself is killed, the next one knows what it was at.

A run that is killed as a whole, as where a file takes the memory of the machine, writes no line about
that file, and would begin with it for ever. So the beginning and the end of each file go to a journal in
the output folder. What a killed run had in hand is done last and alone by the next one; what was in hand
alone when that was killed, too, is not tried again unasked.
"""

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp

from pipeline.scratch import BusyError, locked_file

_PREFIX = ".begun-"
_TRIES = 2
"""Runs that were killed with a file in hand after which it is not begun again."""


class Begun:
    """The files that a run has in hand, by what names them for good: the digest of their bytes."""

    def __init__(self, journal: int | None = None, kills: Counter[str] | None = None) -> None:
        self._journal = journal
        self._kills = kills or Counter()

    def begin(self, digest: str) -> None:
        """Write down that a file is begun."""
        self._write("+", digest)

    def end(self, digest: str) -> None:
        """Write down that a file is done with, whatever became of it."""
        self._kills.pop(digest, None)
        self._write("-", digest)

    def suspects(self, digest: str) -> bool:
        """Return whether a run was killed with the file in hand: it is to be done last, and alone."""
        return self._kills[digest] > 0

    def convicts(self, digest: str) -> bool:
        """Return whether the file was in hand in so many killed runs that it is not to be begun again."""
        return self._kills[digest] >= _TRIES

    def unended(self) -> Counter[str]:
        """Return the files that a run was killed with and this one did not come to; the index has others."""
        return Counter({digest: count for digest, count in self._kills.items() if 0 < count < _TRIES})

    def _write(self, sign: str, digest: str) -> None:
        if self._journal is not None:
            with suppress(OSError):  # on a full disk the run has other things to say
                os.write(self._journal, f"{sign}{digest}\n".encode())


@contextmanager
def begun_in(folder: Path) -> Iterator[Begun]:
    """Give the journal of a run that writes to the folder; it is gone when the run ends of itself.

    Each run has a journal of its own, locked: those that nobody holds are of killed runs.
    """
    folder.mkdir(parents=True, exist_ok=True)
    kills: Counter[str] = Counter()
    for left in folder.glob(f"{_PREFIX}*"):
        if left.is_file():  # a pipe would be waited for
            kills.update(_take(left))
    with ExitStack() as stack:
        journal = _open(stack, folder)
        begun = Begun(journal, kills)
        os.write(journal, "".join(f"!{digest}\n" * count for digest, count in kills.items()).encode())
        try:
            yield begun
        finally:
            if kills := begun.unended():
                _leave(folder, kills)


def _leave(folder: Path, kills: Counter[str]) -> None:
    """Leave a journal of the kills that are not settled: the run did not come to these files."""
    with suppress(OSError):
        left, _ = mkstemp(prefix=_PREFIX, dir=folder)
        os.write(left, "".join(f"!{digest}\n" * count for digest, count in kills.items()).encode())
        os.close(left)


def _open(stack: ExitStack, folder: Path) -> int:
    """Return a new journal, locked; another run may have taken it for one that is left, and removed it."""
    while True:
        journal, name = mkstemp(prefix=_PREFIX, dir=folder)
        stack.callback(os.close, journal)
        stack.callback(Path(name).unlink, missing_ok=True)
        with suppress(BusyError):
            stack.enter_context(locked_file(journal))
            if Path(name).exists():
                return journal


def _take(journal: Path) -> Counter[str]:
    """Return the files that the run of a journal was killed with, how often each, and remove the journal."""
    try:
        descriptor = os.open(journal, os.O_RDONLY)
    except OSError:
        return Counter()
    try:
        with locked_file(descriptor):
            with open(descriptor, encoding="ascii", errors="replace", closefd=False) as file:
                kills = _killed(file.read().split("\n"))
            journal.unlink(missing_ok=True)
            return kills
    except (BusyError, OSError):
        return Counter()
    finally:
        os.close(descriptor)


def _killed(lines: list[str]) -> Counter[str]:
    """Return what was begun and never ended, one more time each; what was not begun again as often as before.

    >>> sorted(_killed(["!b", "+a", "+c", "-a", "!c", "", "+"]).items())
    [('b', 1), ('c', 2)]
    """
    kills: Counter[str] = Counter()
    for line in lines:
        sign, digest = line[:1], line[1:]
        if not digest:
            continue
        if sign == "-":
            kills.pop(digest, None)
        elif sign in ("+", "!"):
            kills[digest] += 1
    return kills
