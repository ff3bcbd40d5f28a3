"""What a run tells on the terminal: its progress, what failed, and one table of figures."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from pipeline.store import IndexLine
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


def print_report(lines: Sequence[IndexLine], passed_over: Counter[str]) -> None:
    """Print the table of figures to the output, and what failed to the error output."""
    for line in lines:
        if line.error:
            warn(f"{line.folder}/{line.path}: {line.error.message} ({line.error.code})")
    if passed_over:
        kinds = ", ".join(f"{suffix or 'no suffix'} {n}" for suffix, n in sorted(passed_over.items()))
        warn(f"passed over, no documents by their names: {kinds}")
    _print_table(summarize(lines))
    _print_poor(lines)


def poor(lines: Sequence[IndexLine]) -> list[IndexLine]:
    """Return the first line of each document that should not be used unseen."""
    first = {line.document: line for line in reversed(lines) if line.reading and line.reading.grade == "poor"}
    return list(reversed(first.values()))


def _print_poor(lines: Sequence[IndexLine]) -> None:
    """Name the documents that should not be used unseen, with the reason, to the error output."""
    found = poor(lines)
    if not found:
        return
    warn(f"not to be used unseen ({len(found)}):")
    for line in found[:MOST]:
        reasons = "; ".join(line.reading.reasons) if line.reading else ""
        warn(f"- {line.folder}/{line.path}: {reasons}")
    if len(found) > MOST:
        warn(f"… and {len(found) - MOST} more: zeren audit names them all")


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


def summarize(lines: Sequence[IndexLine]) -> dict[str, int]:
    """Return the figures of a run by name; files of equal bytes are one document."""
    documents = {line.document: line for line in lines if line.document}
    counts = [line.counts for line in documents.values() if line.counts]
    return {
        "documents": len(documents),
        "unchanged": sum(line.status == "unchanged" for line in documents.values()),
        "tasks": sum(count.tasks for count in counts),
        "assignments": sum(count.assignments for count in counts),
        "targets": sum(count.targets for count in counts),
        "problems": sum(count.problems for count in counts),
        "poor": len(poor(lines)),
        "failures": sum(line.status == "failed" for line in lines),
    }
