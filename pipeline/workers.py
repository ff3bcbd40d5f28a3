"""Work in processes of its own, so that a file that kills its process takes nothing else with it.

What touches a file's bytes runs here: unpacking, reading and extraction alike, with one job too. A
process has a limit of time for each item and of memory for all it does; one that passes them is ended.
"""

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from queue import Empty, SimpleQueue
from signal import SIG_IGN, SIGINT, SIGTERM, signal
from time import monotonic, sleep
from typing import IO, Any, Literal, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

SECONDS = 600.0
"""Time for one item; a scan takes some three seconds a page."""
MOST_MEMORY = 2 * 2**30
"""Bytes of its own data for a process, where there is more."""
LEAST_MEMORY = 2**30
"""Bytes that a process may need: a scan was measured at 0.84 GiB of data, prose at 0.18."""
_SHARE = 0.8
"""Of the memory that there is, for all processes together; the rest is for the run itself and the system."""
_LIMITS = {
    "": ("/sys/fs/cgroup", "memory.max"),
    "memory": ("/sys/fs/cgroup/memory", "memory.limit_in_bytes"),
}
"""Where Linux says what a group of processes may take (cgroup, versions 2 and 1)."""
_POLL = 1.0


@dataclass(frozen=True, slots=True)
class Lost:
    """Given for an item whose process ended before it had a result."""

    why: Literal["process-died", "time-limit"] = "process-died"


Answers = SimpleQueue[tuple[int, Any]]
"""Results of all processes, each with the number of the process."""


def run_each(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    jobs: int,
    seconds: float = SECONDS,
    begin: Callable[[Item], None] = lambda item: None,
) -> Iterator[tuple[Item, Result | Lost]]:
    """Yield each item with what the function gives for it, in the order in which they are finished.

    `function`, items and results are pickled. An item whose process dies or takes longer than
    `seconds` gets one more try at the end, alone: others may have taken the memory that it needed.
    `begin` is called with each item before a process has it.
    """
    again = []
    for item, result in _run(function, items, jobs, seconds, begin):
        if isinstance(result, Lost):
            again.append(item)
        else:
            yield item, result
    for item in again:
        yield from _run(function, [item], 1, seconds, begin)


def memory_for(jobs: int) -> int | None:
    """Return the bytes of data that each of `jobs` processes may hold, None where nothing tells.

    The least of what the machine has, what its group and what a process may take, shared among them.
    """
    found = _memory()
    return max(LEAST_MEMORY, min(MOST_MEMORY, int(_SHARE * min(found) / jobs))) if found else None


def processes_for(jobs: int) -> int:
    """Return how many of `jobs` processes there is memory for, each with the least that one may need."""
    found = _memory()
    return max(1, min(jobs, int(_SHARE * min(found) / LEAST_MEMORY))) if found else jobs


def _memory() -> list[int]:
    """Return what is told of the memory that a run may take, in bytes: the least of it holds."""
    found = [limit for path in _groups() if (limit := _read_limit(path))]
    if sys.platform != "win32":
        import resource

        own = (resource.getrlimit(kind)[0] for kind in (resource.RLIMIT_DATA, resource.RLIMIT_AS))
        found += [limit for limit in own if limit != resource.RLIM_INFINITY]
    with suppress(AttributeError, ValueError, OSError):
        found.append(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    return found


def _groups() -> Iterator[Path]:
    """Yield where the limits of this process's groups stand: its own group's and those of the ones above."""
    with suppress(OSError, ValueError):
        for line in Path("/proc/self/cgroup").read_text().splitlines():
            _, controllers, path = line.split(":", 2)
            if controllers not in ("", "memory"):
                continue
            root, name = _LIMITS["memory" if controllers else ""]
            group = Path(root, path.lstrip("/"))
            yield from (above / name for above in (group, *group.parents) if above.is_relative_to(root))


def _read_limit(path: Path) -> int | None:
    try:
        text = path.read_text().strip()
    except OSError:
        return None
    return int(text) if text.isdecimal() else None


class _Worker:
    """A process that does one item after another, each before its time is over."""

    def __init__(self, function: Callable[[Any], Any], memory: int | None, answers: Answers) -> None:
        paths = os.pathsep.join(path for path in sys.path if path)
        self._process = subprocess.Popen(
            # -P: nothing is imported from the folder that the command stands in.
            [sys.executable, "-P", "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # what native libraries say of a file is not for the terminal
            env={**os.environ, "PYTHONPATH": paths},
        )
        self.number = self._process.pid
        self.item: Any = None
        self.until = 0.0
        """Time on the monotonic clock at which the process is ended."""
        self._send((function, memory))
        threading.Thread(target=_collect, args=(self._process, answers), daemon=True).start()

    def begin(self, item: Any, seconds: float) -> None:
        """Send the next item; its result comes to the answers."""
        self.item, self.until = item, monotonic() + seconds
        self._send(item)

    def end(self) -> None:
        """End the process, whatever it does."""
        self._process.kill()
        self._process.wait()
        with suppress(OSError):
            self._stdin.close()

    @property
    def _stdin(self) -> IO[bytes]:
        assert self._process.stdin
        return self._process.stdin

    def _send(self, what: object) -> None:
        with suppress(OSError):  # it has died: the answers tell
            pickle.dump(what, self._stdin)
            self._stdin.flush()


def _collect(process: subprocess.Popen[bytes], answers: Answers) -> None:
    """Pass the results of a process on until it ends; a last one stands for what never came."""
    assert process.stdout
    with process.stdout as stream, suppress(Exception):  # a dying process leaves anything in the pipe
        while True:
            answers.put((process.pid, pickle.load(stream)))
    answers.put((process.pid, Lost()))


def _run(
    function: Callable[[Item], Result],
    items: Iterable[Item],
    jobs: int,
    seconds: float,
    begin: Callable[[Item], None],
) -> Iterator[tuple[Item, Result | Lost]]:
    todo = iter(items)
    jobs = processes_for(jobs)
    memory = memory_for(jobs)
    answers: Answers = SimpleQueue()
    idle: list[_Worker] = []
    busy: dict[int, _Worker] = {}
    try:
        while True:
            for item in islice(todo, jobs - len(busy)):
                worker = idle.pop() if idle else _Worker(function, memory, answers)
                busy[worker.number] = worker
                begin(item)
                worker.begin(item, seconds)
            if not busy:
                return
            number, result = _next(answers, busy)
            if number not in busy:  # it died while it had nothing to do
                idle = [worker for worker in idle if worker.number != number]
                continue
            worker = busy.pop(number)
            if isinstance(result, Lost):
                worker.end()
            else:
                idle.append(worker)
            yield worker.item, result
    finally:
        for worker in (*idle, *busy.values()):
            worker.end()


def _next(answers: Answers, busy: dict[int, _Worker]) -> tuple[int, Any]:
    """Return the next result, or that the process which is out of time has lost its item."""
    first = min(busy.values(), key=lambda worker: worker.until)
    try:
        return answers.get(timeout=max(0.0, first.until - monotonic()))
    except Empty:
        return first.number, Lost("time-limit")


def serve(questions: IO[bytes], answers: IO[bytes]) -> None:
    """Answer questions until there are no more: first comes the function and its memory, then items."""
    function, memory = pickle.load(questions)
    _limit_memory(memory)
    with suppress(EOFError, OSError):
        while True:
            pickle.dump(function(pickle.load(questions)), answers)
            answers.flush()


def _end_with(parent: int) -> None:
    """End this process when the one that started it is gone, even amid a file."""
    while os.getppid() == parent:
        sleep(_POLL)
    os._exit(1)


def _limit_memory(memory: int | None) -> None:
    if memory is None or sys.platform == "win32":
        return
    import resource  # data, not address space: libraries for scans reserve 2.3 GiB and fill a third

    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    if most != resource.RLIM_INFINITY:
        memory = min(memory, most)
    with suppress(ValueError, OSError):  # macOS knows the limit and refuses it
        resource.setrlimit(resource.RLIMIT_DATA, (memory, most))


def _main() -> None:
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    for number in (SIGINT, SIGTERM):  # sent to the group, they are for the run, which ends its processes
        signal(number, SIG_IGN)
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    _main()
