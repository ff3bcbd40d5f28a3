"""Lineage against pairs that were judged one by one: papers that documents name, tasks of one series.

Gold is `tests/lineage/judged_citations.tsv` and `judged_tasks.tsv`, over files of ``../shared/bulk``. Batch 1
was seen while the rules were made; batch 2 was read once before anybody looked at it.
"""

import argparse
import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extractors.citations import IMPLEMENTING, find_citations
from extractors.folding import fold
from extractors.records import Document
from pipeline.batch import load
from pipeline.lineage.papers import read_pieces
from pipeline.lineage.search import DEFAULT
from pipeline.lineage.wording import compare, look, weigh

BULK = Path("../shared/bulk")
GOLD = Path("tests/lineage")
_NEAR = 60
"""Characters by which a task may start elsewhere than when it was judged."""


@dataclass(slots=True)
class Found:
    """What was said of the pairs that are settled, and what of them is wrong."""

    said: list[tuple[bool, bool]] = field(default_factory=list)
    """Gold and answer of each."""
    misses: list[str] = field(default_factory=list)

    def add(self, gold: bool, answer: bool, name: str) -> None:
        """Count a pair."""
        self.said.append((gold, answer))
        if gold != answer:
            self.misses.append(f"{'missed' if gold else 'wrong'}: {name}")

    @property
    def precision(self) -> float:
        """Return the share of what was said to be tied that is."""
        given = [gold for gold, answer in self.said if answer]
        return sum(given) / max(1, len(given))

    @property
    def recall(self) -> float:
        """Return the share of what is tied that was said to be."""
        true = [answer for gold, answer in self.said if gold]
        return sum(true) / max(1, len(true))

    def line(self, name: str) -> str:
        """Return the figures in a line."""
        return f"{name:22} {len(self.said):4} pairs  precision {self.precision:.3f}  recall {self.recall:.3f}"


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table of judged pairs; lines with # before are notes."""
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))


def files_of(rows: list[dict[str, str]]) -> set[str]:
    """Return the files that the rows speak of."""
    return {row[name] for row in rows for name in ("file", "source", "target") if name in row}


def score_citations(
    rows: list[dict[str, str]], documents: dict[str, Document]
) -> Iterator[tuple[str, Found]]:
    """Yield for each batch what is said of the papers that documents name."""
    for batch in sorted({row["batch"] for row in rows}):
        found = Found()
        for row in rows:
            if row["batch"] == batch and row["implements"] != "unsure":
                document = documents[row["file"]]
                answer = _implements(document, row["name"], int(row["nth"]))
                found.add(row["implements"] == "yes", answer, f"{row['file']} {row['name']}")
        yield batch, found


def _implements(document: Document, name: str, nth: int) -> bool:
    text = document.document.text
    start = -1
    for _ in range(nth + 1):
        start = text.find(name, start + 1)
    end = start + len(name)
    frames = [each.frame for each in find_citations(fold(text)) if each.start < end and each.end > start]
    return start >= 0 and any(frame in IMPLEMENTING for frame in frames)


def score_tasks(rows: list[dict[str, str]], documents: dict[str, Document]) -> Iterator[tuple[str, Found]]:
    """Yield for each batch what is said of tasks of one series at the default threshold."""
    for batch in sorted({row["batch"] for row in rows}):
        found = Found()
        for row in rows:
            if row["batch"] == batch and row["continues"] != "unsure":
                sides = [look(read_pieces(documents[row[name]])) for name in ("source", "target")]
                places = [int(row[f"{name}_start"]) for name in ("source", "target")]
                near = [
                    [each for each in side if abs(each.piece.start - place) <= _NEAR]
                    for side, place in zip(sides, places, strict=True)
                ]
                weights = weigh(*sides)
                answer = all(near) and compare(near[0][-1], near[1][-1], weights).score >= DEFAULT
                found.add(row["continues"] == "yes", answer, f"{row['source']} {places[0]}")
        yield batch, found


def _read(path: Path) -> Document:
    found = load(path)
    if not isinstance(found, Document):
        raise SystemExit(f"{path}: {found.message}")
    return found


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bulk", type=Path, default=BULK)
    parser.add_argument("--misses", action="store_true", help="name what is wrong")
    options = parser.parse_args()
    citations, tasks = (read_rows(GOLD / f"judged_{name}.tsv") for name in ("citations", "tasks"))
    documents = {name: _read(options.bulk / name) for name in sorted(files_of([*citations, *tasks]))}
    for kind, scored in (
        ("citations", score_citations(citations, documents)),
        ("tasks", score_tasks(tasks, documents)),
    ):
        for batch, found in scored:
            print(found.line(f"{kind}, batch {batch}"))
            print("\n".join(found.misses) if options.misses else "", end="\n" if options.misses else "")


if __name__ == "__main__":
    main()
