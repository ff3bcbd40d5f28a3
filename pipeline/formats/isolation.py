"""Readers of native formats in a process of their own: a crash or a hang costs one file, not the run.

The process is started once and serves file after file; it is ended when a file takes too long or
too much memory, and another one is started for the next. It is this module, run as a program.
"""

import atexit
import os
import pickle
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from importlib import import_module
from pathlib import Path
from queue import Empty, SimpleQueue
from time import sleep
from typing import IO

from extractors.agencies.bodies import added
from pipeline.formats import Reading, UnreadableFile

TIME_LIMIT = 600.0
"""Seconds for one file; a scan takes some three a page."""
MEMORY_LIMIT = 8 * 2**30
"""Bytes of address space for the process, where the system can limit it."""
_POLL = 1.0
_INSIDE = "ZEREN_READER_PROCESS"
"""Set in the process: what a letter or an archive holds is read in the same one."""
_LOST = None
"""Stands for an answer that never came."""

Answer = Reading | tuple[str, str]
"""A reading, or code and message of what stopped it; an empty code is an error of the program."""


def read_isolated(module: str, path: Path, seconds: float | None = None) -> Reading:
    """Return what `read` of the module gives for the file, read in the other process."""
    if os.environ.get(_INSIDE):
        reading: Reading = import_module(module).read(path)
        return reading
    helper = _helper(os.getpid())
    with helper.lock:
        answer = helper.ask((module, path, added()), TIME_LIMIT if seconds is None else seconds)
    if isinstance(answer, Reading):
        return answer
    code, message = answer
    raise UnreadableFile(code, message) if code else RuntimeError(message)


class _Helper:
    """The other process, started when it is first needed and after each loss."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: SimpleQueue[Answer | None] = SimpleQueue()

    def ask(self, question: tuple[str, Path, str], seconds: float) -> Answer:
        """Return the answer, or what says why there is none."""
        name = question[1].name
        process = self._running()
        assert process.stdin
        try:
            pickle.dump(question, process.stdin)
            process.stdin.flush()
            answer = self._answers.get(timeout=seconds)
        except Empty:
            self.end()
            return ("time-limit", f"Reading took longer than {seconds:g} seconds: {name}")
        except OSError:
            answer = _LOST
        if answer is _LOST:
            self.end()
            return ("reader-crashed", f"The reader crashed or ran out of memory: {name}")
        return answer

    def end(self) -> None:
        """End the process, if there is one."""
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process and self._process.poll() is None:
            return self._process
        self.end()
        self._answers = SimpleQueue()
        self._process = _start()
        threading.Thread(target=_collect, args=(self._process.stdout, self._answers), daemon=True).start()
        return self._process


@cache
def _helper(process: int) -> _Helper:
    """Return the helper of a process: one that was forked has to have its own."""
    helper = _Helper()
    atexit.register(helper.end)
    return helper


def _start() -> subprocess.Popen[bytes]:
    paths = os.pathsep.join(path for path in sys.path if path)
    return subprocess.Popen(
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": paths, _INSIDE: "1"},
    )


def _collect(stream: IO[bytes], answers: "SimpleQueue[Answer | None]") -> None:
    """Pass the answers on until the stream ends."""
    try:
        while True:
            answers.put(pickle.load(stream))
    except Exception:  # whatever a dying process leaves in the pipe: the answer is lost
        answers.put(_LOST)


def serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    """Answer questions until there are no more."""
    while True:
        try:
            module, path, additions = pickle.load(questions)
        except EOFError:
            return
        with _names(additions):
            answer = _answer(import_module(module).read, path)
        pickle.dump(answer, answers)
        answers.flush()


def _names(additions: str) -> AbstractContextManager[None]:
    """Return the context in which the names of an analyst's registry are units here, too."""
    if not additions:
        return nullcontext()
    from extractors.agencies.additions import registry_with

    return registry_with(additions).in_use()


def _answer(read: Callable[[Path], Reading], path: Path) -> Answer:
    try:
        return read(path)
    except UnreadableFile as error:
        return (error.code, str(error))
    except MemoryError:
        return ("memory-limit", f"Reading takes too much memory: {path.name}")
    except RecursionError:
        return ("damaged-file", f"Nested too deep: {path.name}")
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        return ("", f"{error!r} in {Path(frame.filename).name}, line {frame.lineno}")


def _limit_memory() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    except (ImportError, ValueError, OSError):
        return


def _end_with(parent: int) -> None:
    """End this process when the one that started it is gone, even amid a file."""
    while os.getppid() == parent:
        sleep(_POLL)
    os._exit(1)


def _main() -> None:
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    _limit_memory()
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    _main()
