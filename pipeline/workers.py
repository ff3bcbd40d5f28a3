"""Work in processes of its own, so that a file that kills its process takes nothing else with it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from signal import SIG_IGN, SIGINT, signal
from time import monotonic
from typing import Any, Literal, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Lost:
    """Given for an item that has no result."""

    reason: Literal["died", "time"]
    """The process ended by itself, or the time was up."""


@dataclass(frozen=True, slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection


def run_each(
    function: Callable[[Item], Result], items: Iterable[Item], jobs: int, seconds: float | None = None
) -> Iterator[tuple[Item, Result | Lost]]:
    """Yield each item with what the function gives for it, in the order in which they are finished.

    `function`, items and results are pickled. `seconds` is the time for one item. An item whose
    process dies gets one more try at the end, alone: others may have taken the memory it needed.
    """
    again = []
    for item, result in _run(function, items, jobs, seconds):
        if result == Lost("died"):
            again.append(item)
        else:
            yield item, result
    for item in again:
        yield from _run(function, [item], 1, seconds)


def _run(
    function: Callable[[Item], Result], items: Iterable[Item], jobs: int, seconds: float | None
) -> Iterator[tuple[Item, Result | Lost]]:
    todo = iter(items)
    idle: list[_Worker] = []
    busy: dict[_Worker, tuple[Item, float]] = {}
    try:
        while True:
            for item in islice(todo, jobs - len(busy)):
                worker = idle.pop() if idle else _start(function)
                busy[worker] = item, monotonic()
                with suppress(OSError):  # it died while idle: found out below
                    worker.connection.send(item)
            if not busy:
                return
            for worker in _wait(busy, seconds):
                item, _ = busy.pop(worker)
                result: Result | Lost = _receive(worker)
                if isinstance(result, Lost):
                    _end(worker)
                else:
                    idle.append(worker)
                yield item, result
    finally:
        for worker in (*idle, *busy):
            _end(worker)


def _start(function: Callable[[Any], Any]) -> _Worker:
    # A forked process would hold the pipes of the others, and so outlive a run that is killed.
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, function), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _serve(connection: Connection, function: Callable[[Any], Any]) -> None:
    signal(SIGINT, SIG_IGN)  # Ctrl-C is for the run, which then ends its workers
    with suppress(EOFError, OSError):
        while True:
            connection.send(function(connection.recv()))


def _wait(busy: dict[_Worker, tuple[Item, float]], seconds: float | None) -> list[_Worker]:
    """Return the workers that are done, dead or late, as soon as there is one."""
    started = {worker: since for worker, (_, since) in busy.items()}
    left = None if seconds is None else max(0.0, min(started.values()) + seconds - monotonic())
    ready = wait([worker.connection for worker in busy], left)
    late = [] if seconds is None else [w for w, since in started.items() if monotonic() - since >= seconds]
    return [worker for worker in busy if worker.connection in ready or worker in late]


def _receive(worker: _Worker) -> Any:
    if not worker.connection.poll():
        return Lost("time")
    try:
        return worker.connection.recv()
    except (EOFError, OSError):
        return Lost("died")


def _end(worker: _Worker) -> None:
    worker.connection.close()
    worker.process.kill()
    worker.process.join()
