"""Folders for what is unpacked: gone with the run, and those of killed runs gone with the next."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, gettempdir
from time import time

_PREFIX = "zeren-scratch-"
_FRESH = 60.0
"""Seconds in which a folder may have been made and not yet locked."""


class BusyError(Exception):
    """Another process holds the folder."""


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Give an empty folder below the system's temporary one; it is removed at the end."""
    for left in Path(gettempdir()).glob(f"{_PREFIX}*"):
        if _is_left(left):
            rmtree(left, ignore_errors=True)
    with TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as name, locked(Path(name)):
        yield Path(name)


def _is_left(folder: Path) -> bool:
    """Tell whether the folder is of a run of this user that has ended without removing it."""
    if sys.platform == "win32":
        return False
    try:
        status = folder.lstat()
        if folder.is_symlink() or status.st_uid != os.getuid() or time() - status.st_mtime < _FRESH:
            return False
        with locked(folder):
            return True
    except (BusyError, OSError):
        return False


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other processes out; the system lifts the lock when the process ends, however it ends.

    Raises `BusyError` where another one holds it. Some network file systems know no locks: there it
    keeps nobody out, which is better than no run.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError(f"{folder} is in use by another run") from error
        except OSError:
            pass
        yield
    finally:
        os.close(descriptor)
