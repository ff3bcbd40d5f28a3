"""The audit over a folder of documents: what zeren cannot read yet, by kind and count.

``python -m pipeline.evaluation.audit ../shared/bulk`` reads them, prints how many are fit for what, how much
of items, units and numbers was read, the problems by kind, and the first places of each kind.
"""

from argparse import ArgumentParser
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from extractors.records import Appraisal
from pipeline.audit import Audit, Place, gather
from pipeline.batch import extract
from pipeline.formats import READERS
from pipeline.results import read_documents
from pipeline.sources import find_sources

BULK = Path("../shared/bulk")
KINDS = ("items", "units", "numbers")


def format_totals(audits: Iterable[Audit], places: int) -> Iterator[str]:
    """Yield the lines: grades by folder, shares read, reasons, problems by kind with their first places."""
    audits = list(audits)
    grades: dict[str, Counter[str]] = defaultdict(Counter)
    reasons: Counter[str] = Counter()
    found: dict[str, list[tuple[Audit, Place]]] = defaultdict(list)
    for audit in audits:
        grades[audit.path.partition("/")[0]][audit.reading.grade] += 1
        reasons.update(reason.partition(": ")[0] for reason in audit.reading.reasons)
        for place in audit.places:
            found[place.problem.code].append((audit, place))
    for folder, counts in sorted(grades.items()):
        yield f"{folder[:32]:32}" + "".join(
            f"{name:>8}{counts[name]:6}" for name in ("good", "check", "poor")
        )
    yield from _shares(audit.reading for audit in audits)
    yield from (f"{count:7}  {reason}" for reason, count in reasons.most_common())
    for code, rows in sorted(found.items(), key=lambda each: -len(each[1])):
        yield f"{len(rows):7}  {code} in {len({audit.document for audit, _ in rows})} documents"
        for audit, place in rows[:places]:
            words = f"{place.before}【{place.printed}】{place.after}".replace("\n", " ").replace("\t", " ")
            yield f"           {audit.path}: {words if place.problem.span else place.problem.message}"


def _shares(readings: Iterable[Appraisal]) -> Iterator[str]:
    totals: Counter[tuple[str, int]] = Counter()
    for reading in readings:
        for name in KINDS:
            for end, count in enumerate(getattr(reading.coverage, name)):
                totals[name, end] += count
    for name in KINDS:
        read, seen = totals[name, 0], totals[name, 1]
        yield f"{name:10}{read:8} of {seen:8} read or set aside: {read / seen if seen else 1:.3f}"


def main() -> None:
    """Read the documents of a folder and print the totals."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=BULK)
    parser.add_argument("--jobs", type=int, default=2, help="number of processes (2)")
    parser.add_argument("--places", type=int, default=3, help="places that are shown of each kind (3)")
    options = parser.parse_args()
    suffixes = {suffix for reader in READERS for suffix in reader.suffixes}
    with TemporaryDirectory() as scratch:
        output = Path(scratch) / "output"
        sources = find_sources([options.folder], suffixes, output, Path(scratch))
        extract(sources, output, jobs=options.jobs)
        audits = gather(read_documents(output, lambda skipped: None))
        for line in format_totals(audits, options.places):
            print(line)


if __name__ == "__main__":
    main()
