"""Folders for what is unpacked: gone with the run, and those of killed runs gone with the next."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from stat import S_ISDIR
from tempfile import TemporaryDirectory, gettempdir

_PREFIX = "zeren-scratch-"


class BusyError(Exception):
    """Another process holds the folder."""


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Give an empty folder below the system's temporary one; it is removed at the end."""
    for left in Path(gettempdir()).glob(f"{_PREFIX}*"):
        _remove_left(left)
    with ExitStack() as stack:
        yield _make(stack)


def _make(stack: ExitStack) -> Path:
    """Return a new folder, locked; another run may have taken it for one that is left, and removed it."""
    while True:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True)))
        with suppress(BusyError, FileNotFoundError):
            stack.enter_context(locked(folder))
            if folder.exists():
                return folder


def _remove_left(folder: Path) -> None:
    """Remove the folder if it is of a run of this user that has ended without removing it."""
    if sys.platform == "win32":
        return
    with suppress(BusyError, OSError):
        status = folder.lstat()
        if S_ISDIR(status.st_mode) and status.st_uid == os.getuid():  # a pipe would be waited for
            with locked(folder):
                rmtree(folder, ignore_errors=True)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other processes out of a folder while this one is in it; `BusyError` where another one is."""
    if sys.platform == "win32":
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with locked_file(descriptor, str(folder)):
            yield
    finally:
        os.close(descriptor)


@contextmanager
def locked_file(descriptor: int, name: str = "The file") -> Iterator[None]:
    """Keep other processes out; the system lifts the lock when the process ends, however it ends.

    Raises `BusyError` where another one holds it. Some network file systems know no locks: there it
    keeps nobody out, which is better than no run.
    """
    if sys.platform != "win32":
        import fcntl

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError(f"{name} is in use by another run") from error
        except OSError:
            pass
    yield
