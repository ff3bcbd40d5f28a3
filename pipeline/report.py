"""What a run tells on the terminal: its progress, what failed, and one table of figures."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from pipeline.index import IndexLine
from pipeline.usage import warn

MOST = 20
"""Poor documents that are named at the end of a run."""


@contextmanager
def progress(total: int) -> Iterator[Callable[[IndexLine], None]]:
    """Give a function to call for each finished file; it draws a bar if the output is a terminal."""
    if total < 2 or not sys.stderr.isatty():
        yield lambda line: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("documents", total=total)
        yield lambda line: bar.advance(task)


def print_report(lines: Iterable[IndexLine], passed_over: Counter[str]) -> None:
    """Print the table of figures to the output, and what failed to the error output.

    The lines are gone through several times.
    """
    for line in lines:
        if line.error:
            warn(f"{line.folder}/{line.path}: {line.error.message} ({line.error.code})")
    if passed_over:
        kinds = ", ".join(f"{suffix or 'no suffix'} {n}" for suffix, n in sorted(passed_over.items()))
        warn(f"passed over, no documents by their names: {kinds}")
    _print_table(summarize(lines))
    _print_poor(lines)


def poor(lines: Iterable[IndexLine]) -> Iterator[IndexLine]:
    """Yield the first line of each document that should not be used unseen."""
    seen: set[str | None] = set()
    for line in lines:
        if line.reading and line.reading.grade == "poor" and line.document not in seen:
            seen.add(line.document)
            yield line


def _print_poor(lines: Iterable[IndexLine]) -> None:
    """Name the documents that should not be used unseen, with the reason, to the error output."""
    number = sum(1 for _ in poor(lines))
    if not number:
        return
    warn(f"not to be used unseen ({number}):")
    for line in islice(poor(lines), MOST):
        reasons = "; ".join(line.reading.reasons) if line.reading else ""
        warn(f"- {line.folder}/{line.path}: {reasons}")
    if number > MOST:
        warn(f"… and {number - MOST} more: zeren audit names them all")


def _print_table(figures: dict[str, int]) -> None:
    if not sys.stdout.isatty():  # without loading what draws for people
        print("  ".join(figures))
        print("  ".join(str(figure).rjust(len(name)) for name, figure in figures.items()))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table()
    for name in figures:
        table.add_column(name, justify="right")
    table.add_row(*map(str, figures.values()))
    Console(highlight=False).print(table)


def summarize(lines: Iterable[IndexLine]) -> dict[str, int]:
    """Return the figures of a run by name; files of equal bytes are one document."""
    names = ("documents", "unchanged", "tasks", "assignments", "targets", "problems", "poor", "failures")
    figures = dict.fromkeys(names, 0)
    seen: set[str] = set()
    for line in lines:
        figures["failures"] += line.status == "failed"
        if line.document is None or line.document in seen:
            continue
        seen.add(line.document)
        figures["documents"] += 1
        figures["unchanged"] += line.status == "unchanged"
        figures["poor"] += line.reading is not None and line.reading.grade == "poor"
        for name in ("tasks", "assignments", "targets", "problems"):
            figures[name] += getattr(line.counts, name, 0)
    return figures
