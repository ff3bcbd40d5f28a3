"""Compiled patterns, kept from one process to the next: compiling them takes half of a short one.

Python keeps what it compiles of modules and compiles patterns anew in each process: here some nine hundred.
A process that calls `keep` takes the code of a pattern from a file of this user's in the temporary folder
if one before has compiled the same pattern, and `write` adds what was new. Patterns are kept by their own
text, so nothing can be out of date; where the file cannot be read or written, or a Python has another `re`,
patterns are compiled as ever.
"""

import marshal
import os
import re
import sys
from array import array
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from stat import S_ISDIR
from tempfile import gettempdir
from typing import Any

Code = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""What the matcher is made of: flags, code, number of groups, groups by name, names by group."""

_NAME = f"patterns.{sys.implementation.cache_tag}.bin"
_FEW = 8
"""New patterns that no file is written for."""
_MOST = 1 << 12
"""Patterns that are kept at most: four times those that there are."""


class Patterns:
    """The patterns that were compiled in earlier processes, and those of this one."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._compiler: Any = import_module("re._compiler")
        self._parser: Any = import_module("re._parser")
        self._sre: Any = import_module("_sre")
        self._compile: Callable[[Any, int], re.Pattern[Any]] = self._compiler.compile
        self._known = self._read()
        self._used: dict[tuple[str, int], Code] = {}
        self._new = 0

    def compile(self, pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        """Return the compiled pattern, as ``re._compiler.compile`` does."""
        if type(pattern) is not str or flags & re.DEBUG:
            return self._compile(pattern, flags)
        try:
            if not (code := self._known.get((pattern, flags))):
                code = self._translate(pattern, flags)
                self._new += 1
            if len(self._used) < _MOST:
                self._used[pattern, flags] = code
            return self._make(pattern, *code)
        except (AttributeError, TypeError, RuntimeError):  # another version's
            return self._compile(pattern, flags)

    def _translate(self, pattern: str, flags: int) -> Code:
        parsed = self._parser.parse(pattern, flags)
        state, code = parsed.state, array("I", self._compiler._code(parsed, flags))
        names: list[str | None] = [None] * state.groups
        for name, group in state.groupdict.items():
            names[group] = name
        return flags | state.flags, code.tobytes(), state.groups - 1, dict(state.groupdict), tuple(names)

    def _make(
        self,
        pattern: str,
        flags: int,
        code: bytes,
        groups: int,
        index: dict[str, int],
        names: tuple[Any, ...],
    ) -> re.Pattern[str]:
        words = array("I")
        words.frombytes(code)
        made: re.Pattern[str] = self._sre.compile(pattern, flags, words.tolist(), groups, index, names)
        return made

    def _read(self) -> dict[tuple[str, int], Code]:
        with suppress(OSError, ValueError, EOFError, TypeError, AttributeError):
            magic, known = marshal.loads(self._file.read_bytes())  # type: ignore[union-attr]
            if magic == self._sre.MAGIC and isinstance(known, dict):
                return known
        return {}

    def write(self) -> None:
        """Keep what was compiled; what this process did not ask for goes once it is the larger part."""
        if self._file is None or self._new <= _FEW:
            return
        kept = self._used if len(self._known) > 2 * len(self._used) else {**self._known, **self._used}
        self._new, self._known = 0, kept
        own = self._file.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            for left in self._file.parent.glob(f"{self._file.stem}.[0-9]*"):  # of killed processes
                left.unlink()
            own.write_bytes(marshal.dumps((self._sre.MAGIC, kept)))
            own.replace(self._file)


def find_file() -> Path | None:
    """Return where patterns are kept: in a folder that nobody else can write to, None where there is none."""
    with suppress(OSError):
        user = os.getuid() if sys.platform != "win32" else 0
        folder = Path(gettempdir()) / f"zeren-{user}"
        folder.mkdir(mode=0o700, exist_ok=True)
        status = folder.lstat()
        if S_ISDIR(status.st_mode) and (sys.platform == "win32" or _is_own(status, user)):
            return folder / _NAME
    return None


def _is_own(status: os.stat_result, user: int) -> bool:
    return status.st_uid == user and not status.st_mode & 0o022


def keep(file: Path | None) -> Patterns:
    """Compile patterns in this process by what the file holds, and return what `write` is asked of."""
    patterns = Patterns(file)
    patterns._compiler.compile = patterns.compile
    return patterns
