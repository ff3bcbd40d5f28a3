"""Parity: the same document must give the same records in whatever file it comes.

Each sample, and each real document with gold beside the project, is written in every form of `printings`
and read back. Its own file is the gold: tasks, units and targets are compared as `comparison` compares
them, targets in all that they say.
"""

from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from extractors.records import Document, Target
from extractors.values import value
from pipeline.batch import load
from pipeline.evaluation.comparison import Finding, Measure, Tally, compare, sum_up
from pipeline.evaluation.gold import Gold, GoldInfo, GoldTarget, GoldTask, GoldUnit, read_gold
from pipeline.evaluation.printings import FORMS, Form
from pipeline.evaluation.printings.scan import FONT, find_font
from pipeline.evaluation.printings.source import find_parts
from pipeline.evaluation.score import FOLDERS

SHOWN: tuple[Measure, ...] = ("tasks", "units", "strict", "goals", "metadata")
_NAMES = ("tasks", "units", "targets", "goals", "data")


@value
class Outcome:
    """How the records of a document in one form compare with those of its own file."""

    file: str
    form: str
    findings: tuple[Finding, ...]
    error: str = ""
    """Why it was not read, empty if it was."""


def gold_of(document: Document, file: str) -> Gold:
    """Return the gold that the document meets in everything."""
    info = document.document
    return Gold(
        file=file,
        document=GoldInfo(
            title=info.title,
            document_number=info.document_number,
            issuers=info.issuers,
            issued_on=info.issued_on,
        ),
        tasks=tuple(
            GoldTask(
                number=task.number,
                title=task.title,
                units=tuple(GoldUnit(role=unit.role, name=unit.name) for unit in task.assignments),
                targets=tuple(map(_target, task.targets)),
            )
            for task in document.tasks
        ),
        goals=tuple(map(_target, document.goals)),
        prose=True,
    )


def _target(target: Target) -> GoldTarget:
    return GoldTarget(
        indicator=target.indicator,
        comparator=target.comparator,
        value=target.value,
        upper=target.upper,
        unit=target.unit,
        change=target.change,
        baseline=target.baseline.raw if target.baseline else None,
        deadline=target.deadline.date if target.deadline else None,
    )


def measure(path: Path, forms: Iterable[Form], folder: Path) -> Iterator[Outcome]:
    """Yield the outcome of the document at `path` in each form that it can come in; files go to `folder`."""
    own = load(path)
    if not isinstance(own, Document):
        return
    gold = gold_of(own, path.name)
    printed = find_parts(path, own.document)
    for form in forms:
        if not form.fits(printed):
            continue
        written = folder / f"{path.stem}-{FORMS.index(form)}{form.suffix}"
        written.write_bytes(form.write(printed))
        found = load(written)
        read = isinstance(found, Document)
        findings = compare(gold, found if isinstance(found, Document) else None)
        yield Outcome(path.name, form.name, tuple(findings), "" if read else found.code)  # type: ignore[union-attr]


def format_outcomes(outcomes: Sequence[Outcome], *, misses: bool) -> str:
    """Return F1 by form, and the documents that differ; `misses` names what differs."""
    lines = [" " * 34 + "".join(f"{name:>10}" for name in _NAMES)]
    for form in dict.fromkeys(outcome.form for outcome in outcomes):
        own = [outcome for outcome in outcomes if outcome.form == form]
        lines.append(_row(form, [finding for outcome in own for finding in outcome.findings]))
        if misses:
            lines += [line for outcome in own for line in _apart(outcome)]
    lines.append(_row("all forms", [finding for outcome in outcomes for finding in outcome.findings]))
    return "\n".join(lines)


def _row(name: str, findings: Sequence[Finding], width: int = 34) -> str:
    tallies = sum_up(findings)
    return f"{name[: width - 1]:{width}}" + "".join(f"{_f1(tallies[measure]):>10}" for measure in SHOWN)


def _f1(tally: Tally) -> str:
    """Return the figure, cut so that 1.000 says that all agree."""
    return f"{int(tally.f1 * 1000) / 1000:.3f}"


def _apart(outcome: Outcome) -> Iterator[str]:
    differing = [f for f in outcome.findings if f.kind != "hit" and f.measure in SHOWN]
    if differing:
        yield (
            "  " + _row(outcome.file, outcome.findings, 32) + (f"  {outcome.error}" if outcome.error else "")
        )
        if not outcome.error:
            yield from (f"      {f.measure} {f.kind}: {f.what}" for f in differing[:12])


def documents() -> Iterator[tuple[str, list[Path]]]:
    """Yield each folder of documents with gold that is there, and the documents."""
    for corpus, gold in FOLDERS:
        if gold.is_dir():
            yield str(corpus), [corpus / each.file for each in read_gold(gold)]


def choose(names: Sequence[str]) -> list[Form]:
    """Return the forms whose names begin with one of `names`; the fast ones if there is none.

    >>> [form.name for form in choose(["ofd", "docx"])]
    ['docx', 'docx, in a table', 'ofd']
    """
    if not names:
        return [form for form in FORMS if form.fast]
    return [form for form in FORMS if form.name.startswith(tuple(names)) or "all" in names]


def main(write: Callable[[str], None] = print) -> None:
    """Print how the records agree by form, for each folder that is there."""
    parser = ArgumentParser(prog="python -m pipeline.evaluation.parity", description=__doc__)
    parser.add_argument(
        "--forms", nargs="*", default=[], help="how the names of forms begin, or all (all but the scan)"
    )
    parser.add_argument("--misses", action="store_true", help="name the documents and records that differ")
    parser.add_argument("--keep", type=Path, help="folder to leave the written files in")
    parser.add_argument("files", nargs="*", type=Path, help="documents to take instead of those with gold")
    options = parser.parse_args()
    forms = choose(options.forms)
    if find_font() is None and any(not form.fast for form in forms):
        write(f"no scans: they need a font with Chinese signs (its file in {FONT})")
        forms = [form for form in forms if form.fast]
    with TemporaryDirectory(prefix="zeren-") as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for name, paths in [("documents", options.files)] if options.files else documents():
            outcomes = [each for path in paths for each in measure(path, forms, folder)]
            write(f"{name}\n{format_outcomes(outcomes, misses=options.misses)}\n")


if __name__ == "__main__":
    main()
