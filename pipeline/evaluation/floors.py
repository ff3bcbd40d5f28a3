"""Floors, what each document with gold reaches, only rise: ``python -m pipeline.evaluation.floors``.

Prints the present figures in the form of the file; ``--write`` raises the floors to them, never lowers one.
"""

import sys
import tomllib
from argparse import ArgumentParser
from collections.abc import Mapping
from math import floor
from pathlib import Path

from pipeline.evaluation.comparison import MEASURES, sum_up
from pipeline.evaluation.score import FOLDERS, Score, score_folder

FILE = Path("tests/floors.toml")
Floors = dict[str, dict[str, float]]
"""F1 by measure, by document."""
HEAD = """\
# F1 that each document with gold reaches, by measure: what holds keeps holding.
# Raised by `python -m pipeline.evaluation.floors --write`; lowered by nothing but a better gold.

"""


def measure(scores: tuple[Score, ...]) -> Floors:
    """Return the figures of the documents, cut to three places so that rounding raises no floor."""
    return {
        score.file: {name: floor(tally.f1 * 1000) / 1000 for name, tally in sum_up(score.findings).items()}
        for score in scores
    }


def raised(old: Mapping[str, Mapping[str, float]], new: Floors) -> Floors:
    """Return the higher of both figures for each document and measure, documents by name.

    >>> raised({"a": {"tasks": 0.9}}, {"a": {"tasks": 0.8, "units": 1.0}})
    {'a': {'tasks': 0.9, 'units': 1.0}}
    """
    floors: Floors = {}
    for file in sorted({*old, *new}):
        before, now = old.get(file, {}), new.get(file, {})
        floors[file] = {name: max(before.get(name, 0.0), now.get(name, 0.0)) for name in {**before, **now}}
    return floors


def read_floors(path: Path = FILE) -> Floors:
    """Return the floors of the file, none where it is not there."""
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def format_floors(floors: Floors) -> str:
    """Return the floors as the file holds them."""
    parts = []
    for file, figures in floors.items():
        lines = [f"{name} = {figures[name]}" for name in MEASURES if name in figures]
        parts.append("\n".join([f'["{file}"]', *lines, ""]))
    return HEAD + "\n".join(parts)


def main() -> None:
    """Print the figures of the folders that are there, or raise the floors to them."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="raise the floors of the file")
    options = parser.parse_args()
    figures: Floors = {}
    for corpus, gold in FOLDERS:
        if gold.is_dir():
            figures |= measure(score_folder(corpus, gold))
    if options.write:
        FILE.write_text(format_floors(raised(read_floors(), figures)), encoding="utf-8")
        print(f"{FILE}: {len(figures)} documents measured", file=sys.stderr)
    else:
        print(format_floors(dict(sorted(figures.items()))), end="")


if __name__ == "__main__":
    main()
