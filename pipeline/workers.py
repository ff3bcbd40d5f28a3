"""Work in processes of its own, so that a file that kills its process takes nothing else with it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from signal import SIG_IGN, SIGINT, signal
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Lost:
    """Given for an item whose process ended before it had a result."""


@dataclass(frozen=True, slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection


def run_each(
    function: Callable[[Item], Result], items: Iterable[Item], jobs: int
) -> Iterator[tuple[Item, Result | Lost]]:
    """Yield each item with what the function gives for it, in the order in which they are finished.

    `function`, items and results are pickled. An item whose process dies gets one more try at the
    end, alone: others may have taken the memory it needed.
    """
    again = []
    for item, result in _run(function, items, jobs):
        if isinstance(result, Lost):
            again.append(item)
        else:
            yield item, result
    for item in again:
        yield from _run(function, [item], 1)


def _run(
    function: Callable[[Item], Result], items: Iterable[Item], jobs: int
) -> Iterator[tuple[Item, Result | Lost]]:
    todo = iter(items)
    idle: list[_Worker] = []
    busy: dict[_Worker, Item] = {}
    try:
        while True:
            for item in islice(todo, jobs - len(busy)):
                worker = idle.pop() if idle else _start(function)
                busy[worker] = item
                with suppress(OSError):  # it died while idle: found out below
                    worker.connection.send(item)
            if not busy:
                return
            ready = wait([worker.connection for worker in busy])
            for worker in [worker for worker in busy if worker.connection in ready]:
                item = busy.pop(worker)
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


def _receive(worker: _Worker) -> Any:
    try:
        return worker.connection.recv()
    except (EOFError, OSError):
        return Lost()


def _end(worker: _Worker) -> None:
    worker.connection.close()
    worker.process.kill()
    worker.process.join()
