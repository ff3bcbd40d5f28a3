"""What a run tells on the terminal: its progress, what failed, and one table of figures."""

import csv
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TextIO

from extractors.records import Grade
from pipeline.equal_texts import find_papers
from pipeline.export import clean, defuse, json_text, printable, replacing
from pipeline.index import Finished, IndexLine, read_index
from pipeline.language import N_, _, listed, told
from pipeline.usage import is_quiet, note, reason_of, warn
from pipeline.widths import cut_before, cut_to, width

MOST = 20
"""Documents of one grade, and papers in several files, that are named at the end of a run."""
LIST = "to-check.csv"
"""Of all that are graded poor or check, in the folder of the run."""
_COLUMNS = 80
"""Of a line that names one: what is cut off stands in the list."""
_HEADS = (N_("grade"), N_("folder"), N_("file"), N_("reasons"), N_("items"), N_("units"), N_("numbers"))
_SAID: dict[Grade, str] = {"poor": N_("not to be used unseen"), "check": N_("to be looked at")}


FIGURES = (
    *(N_("documents"), N_("unchanged"), N_("tasks"), N_("assignments"), N_("targets"), N_("problems")),
    *(N_("poor"), N_("failures")),
)
"""What is counted, in this order."""


@contextmanager
def progress(total: int) -> Iterator[Callable[[IndexLine], None]]:
    """Give a function to call for each finished file; it draws a bar if the output is a terminal."""
    if total < 2 or is_quiet() or not sys.stderr.isatty():
        yield lambda line: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(_("documents"), total=total)
        yield lambda line: bar.advance(task)


def print_report(
    lines: Iterable[IndexLine],
    passed_over: Counter[str],
    output: Path,
    file: TextIO | None = None,
    as_json: bool = False,
) -> None:
    """Print the table of figures, or an object with them, and what failed to the error output.

    The table goes to the file, if there is one, else to the output.

    The lines are gone through several times.
    """
    file = file or sys.stdout
    if as_json:
        file.write(json_text(_as_values(lines, passed_over, output)))
        return
    for line in lines:
        if line.error:
            warn(f"{line.folder}/{line.path}: {told(line.error.message)} ({line.error.code})")
    if passed_over:
        bare = _("no suffix")
        kinds = listed(f"{suffix or bare} {n}" for suffix, n in sorted(passed_over.items()))
        note(_("passed over, no documents by their names: {kinds}").format(kinds=kinds))
    if is_quiet():
        return
    _print_table(summarize(lines), file)
    _print_papers(lines)
    _print_graded(lines, output)


def graded(lines: Iterable[IndexLine], grade: Grade) -> Iterator[IndexLine]:
    """Yield the first line of each document of a grade."""
    seen: set[str | None] = set()
    for line in lines:
        if line.reading and line.reading.grade == grade and line.document not in seen:
            seen.add(line.document)
            yield line


def _print_graded(lines: Iterable[IndexLine], output: Path) -> None:
    """Name the documents that should not be used unseen, or be looked at, with the reason: all in a file."""
    total = 0
    for grade, said in _SAID.items():
        number = sum(1 for _line in graded(lines, grade))
        total += number
        if number:
            head = _(said)
            note(_("{head} ({number}):").format(head=head, number=number))
        for line in islice(graded(lines, grade), MOST):
            _name(f"{line.folder}/{line.path}", _reasons(line))
        if number > MOST:
            note(_("… and {number} more").format(number=number - MOST))
    place = output / LIST
    try:
        _write_list(lines, place, total)
    except OSError as error:
        warn(f"{place}: {reason_of(error)}")
    else:
        if total:
            note(_("all {number} of them with their reasons: {place}").format(number=total, place=place))
            note(_("what in them was not read: zeren audit {output}").format(output=output))


def _reasons(line: IndexLine) -> str:
    return _("; ").join(map(told, line.reading.reasons)) if line.reading else ""


def _write_list(lines: Iterable[IndexLine], place: Path, total: int) -> None:
    """Write the list of those that are not good, the worst first; none where there are none."""
    if not total:
        place.unlink(missing_ok=True)
        return
    with replacing(place) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(map(_, _HEADS))
        for grade in _SAID:
            writer.writerows(map(_row, graded(lines, grade)))


def _row(line: IndexLine) -> Iterator[str]:
    """Yield the cells of a document: how many of the items, units and numbers in it were read."""
    assert line.reading
    coverage = line.reading.coverage
    for text in (told(line.reading.grade), line.folder, line.path, _reasons(line)):
        yield defuse(clean(text))
    for read, seen in (coverage.items, coverage.units, coverage.numbers):
        yield _("{read} of {seen}").format(read=read, seen=seen)


def _print_papers(lines: Iterable[IndexLine]) -> None:
    """Name the papers that came as files of several formats."""
    papers = find_papers(lines)
    if papers:
        said = _("one paper in several files, counts once in graph and tables ({number}):")
        note(said.format(number=len(papers)))
    for paper in papers[:MOST]:
        _name(f"{paper.kept.folder}/{paper.kept.path}", ", ".join(line.path for line in paper.others), " = ")
    if len(papers) > MOST:
        said = _("… and {number} more: the table problems names them all (equal-text)")
        note(said.format(number=len(papers) - MOST))


def tell_others(lines: Finished) -> None:
    """Say which documents of other folders lie in the folder of a run: graph and tables count them in."""
    ours = {key[0] for key in lines.keys}
    others: dict[str, set[str]] = {}
    for line in read_index(lines.folder)[0].values():
        if line.document and line.folder not in ours:
            others.setdefault(line.folder, set()).add(line.document)
    if others:
        number = len(set().union(*others.values()))
        folders = ", ".join(cut_before(printable(folder), _COLUMNS // 2) for folder in sorted(others)[:3])
        more = _(" and {number} more").format(number=len(others) - 3) if len(others) > 3 else ""
        said = _("{output} holds {number} documents of other folders as well, of {folders}{more};")
        note(said.format(output=lines.folder, number=number, folders=folders, more=more))
        note(_("graph and tables count them in: another --output keeps corpora apart"))


def _name(path: str, why: str, between: str = "") -> None:
    """Print one line of a list, its path shortened before its reason is, the reason cut at the end."""
    shown = cut_before(printable(path), _COLUMNS // 2)
    between = between or _(": ")
    note(cut_to(f"- {shown}{between}{printable(why)}", _COLUMNS))


def _as_values(lines: Iterable[IndexLine], passed_over: Counter[str], output: Path) -> dict[str, object]:
    """Return what a run has to tell, for programs; ``docs/command-line.md`` says what stands in it."""
    failed = [
        {**asdict(line.error), "folder": line.folder, "path": line.path} for line in lines if line.error
    ]
    return {
        "output": str(output),
        **summarize(lines),
        "failed": failed,
        "graded": {
            grade: [{"folder": line.folder, "path": line.path, "document": line.document} for line in found]
            for grade in _SAID
            if (found := list(graded(lines, grade)))
        },
        "papers": [
            {"kept": paper.kept.path, "others": [line.path for line in paper.others]}
            for paper in find_papers(lines)
        ],
        "passed_over": dict(sorted(passed_over.items())),
    }


def _print_table(figures: dict[str, int], file: TextIO) -> None:
    heads = [_(name) for name in figures]
    if not file.isatty():  # without loading what draws for people
        print("  ".join(heads), file=file)
        print(
            "  ".join(
                str(figure).rjust(width(head)) for head, figure in zip(heads, figures.values(), strict=True)
            ),
            file=file,
        )
        return
    from rich.console import Console
    from rich.table import Table

    table = Table()
    for head in heads:
        table.add_column(head, justify="right")
    table.add_row(*map(str, figures.values()))
    Console(file=file, highlight=False).print(table)


def summarize(lines: Iterable[IndexLine]) -> dict[str, int]:
    """Return the figures of a run by name; files of equal bytes are one document."""
    figures = dict.fromkeys(FIGURES, 0)
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
