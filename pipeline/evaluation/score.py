"""Scores of the program on documents with gold: ``make score``.

Prints F1 for each document of a folder, then F1, precision and recall of all of them together, and
what F1 is without the language tools. Folders are the samples, and the real documents beside the
project where they are.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from extractors.records import Document
from pipeline.batch import load
from pipeline.evaluation.calibration import format_calibration
from pipeline.evaluation.comparison import MEASURES, Finding, Tally, compare, sum_up
from pipeline.evaluation.gold import read_gold

FOLDERS = ((Path("corpus"), Path("corpus/gold")), (Path("../shared/corpus"), Path("../shared/gold")))
"""Folders of documents, each with the folder of their gold, seen from the project's root."""

Read = Callable[[Path], Document | None]


@dataclass(frozen=True, slots=True)
class Score:
    """How one document compares with its gold."""

    file: str
    findings: tuple[Finding, ...]


def read(path: Path, nlp: bool = True) -> Document | None:
    """Return the document of the file, None if it cannot be read."""
    document = load(path, nlp)
    if isinstance(document, Document):
        return document
    print(f"{path.name}: {document.message} ({document.code})", file=sys.stderr)
    return None


def score_folder(corpus: Path, gold: Path, read: Read = read) -> tuple[Score, ...]:
    """Return the score of each document of the folder that has a gold file."""
    return tuple(Score(g.file, tuple(compare(g, read(corpus / g.file)))) for g in read_gold(gold))


def format_scores(scores: Iterable[Score], bare: Iterable[Score], misses: bool, full: bool) -> str:
    """Return a table of the scores; `bare` are those without the language tools."""
    scores = tuple(scores)
    lines = [" " * 34 + "".join(f"{measure:>10}" for measure in MEASURES)]
    for score in scores:
        lines += _rows(score.file, score.findings, full)
        if misses:
            lines += [f"    {f.measure} {f.kind}: {f.what}" for f in score.findings if f.kind != "hit"]
    lines += _rows("all: F1", [f for score in scores for f in score.findings], full=True)
    lines += _rows("  F1 without NLP", [f for score in bare for f in score.findings], full=False)
    return "\n".join(lines)


def _rows(name: str, findings: Iterable[Finding], full: bool) -> list[str]:
    tallies = sum_up(findings)
    figures: dict[str, Callable[[Tally], float]] = {name: lambda tally: tally.f1}
    if full:
        figures["  precision"] = lambda tally: tally.precision
        figures["  recall"] = lambda tally: tally.recall
    return [
        f"{label[:33]:34}" + "".join(f"{figure(tallies[measure]):10.3f}" for measure in MEASURES)
        for label, figure in figures.items()
    ]


def main() -> None:
    """Print the scores of the folders that are there."""
    parser = ArgumentParser(prog="make score", description=__doc__)
    parser.add_argument("--misses", action="store_true", help="name each miss, and what is too much")
    parser.add_argument("--full", action="store_true", help="precision and recall of each document")
    options = parser.parse_args()
    findings: list[Finding] = []
    for corpus, gold in FOLDERS:
        if gold.is_dir():
            scores, bare = (score_folder(corpus, gold, partial(read, nlp=nlp)) for nlp in (True, False))
            print(f"{corpus}\n{format_scores(scores, bare, options.misses, options.full)}\n")
            findings.extend(finding for score in scores for finding in score.findings)
    print(format_calibration(findings))


if __name__ == "__main__":
    main()
