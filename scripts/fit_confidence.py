"""Fit how sure each record is, into [confidence] of extractors/weights.toml: weights, shares of right ones.

Records are those of the documents with gold, on which the rules were developed and which they read nearly
without error; of the same documents misread on purpose (misread.py); and of first readings: of 87 documents
in three sets that nobody had looked at, each read once by the program of that day, before a rule was mended
for it. Of those first_readings.jsonl keeps the signs of the records and how many were right, no words: as
``python scripts/misread.py 0 --folder DOCUMENTS GOLD`` printed them with the audit of today in that program.

Run from the project's root: ``python scripts/fit_confidence.py``. It prints the calibration of each set of
first readings by a fit without that set, then writes. ``--seeds 0`` leaves the misreadings out.
"""

import json
import re
import unicodedata
from argparse import ArgumentParser
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import numpy as np
from misread import FOLDERS, misread, read

import extractors.audit.appraisal as appraisal
from extractors.audit.confidence import Model, Rater, rate
from extractors.records import Document, Quantity
from pipeline.batch import load

ROOT = Path(__file__).parent.parent
WEIGHTS = ROOT / "extractors" / "weights.toml"
FIRST = Path(__file__).parent / "first_readings.jsonl"
NUMBERS = ROOT.parent / "shared" / "numbers" / "numbers.jsonl"
"""Numbers of work reports, each promised, achieved, baseline, condition or nothing, bound by hand."""
KINDS = ("task", "unit", "target", "quantity")
SEEDS = 12
MISREAD = 0.1
"""Weight of a record of a document misread on purpose, against one of a first reading."""
OWN = {"task": 0.6, "unit": 0.6, "target": 4.0, "quantity": 1.0}
"""Of a record of a document with gold. Of targets more, or what is right at .97 would be said at .85."""
MOST = 20
"""Records of one kind from which a document counts no more: what one of them is, others are likely too."""
OF_SIGNS, OF_DOUBT = 10.0, 1.0
"""Penalty of a squared weight; a document's doubt is seen in every record of it, so it may weigh more."""
SMALLEST = {"task": 20, "unit": 20, "target": 60, "quantity": 40}
"""Records in a step of the table, weighted."""
DOUBT = "doubt of the document"
STEPS = 30
_MARKS = re.compile(r"[\s\W_]+")


class Example(NamedTuple):
    """Records of one document that have the same signs."""

    source: str
    """The set of first readings, ``own`` or ``misread``."""
    kind: str
    signs: tuple[str, ...]
    right: float
    count: float


def main() -> None:
    """Print how the fit does on what it has not seen, and write the weights."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=SEEDS, help=f"seeds of misreadings ({SEEDS})")
    examples = [*_first(), *_own(), *_misread(parser.parse_args().seeds), *_of_numbers()]
    for kind in KINDS[:3]:
        for source in sorted({each.source for each in examples if each.source.startswith("set")}):
            others = [each for each in examples if each.source != source]
            print("\n".join(_tenths(_fitted(kind, others), kind, examples, source)))
        print("\n".join(_tenths(_fitted(kind, examples), kind, examples, "own")))
    text = WEIGHTS.read_text(encoding="utf-8")
    section = re.compile(r"(?m)^\[confidence\.[^\n]*\n(?:(?!# -- )[^\n]*\n)*")
    parts = [_entry(kind, _fitted(kind, examples)) for kind in KINDS]
    WEIGHTS.write_text(section.sub(lambda _: "\n".join(parts) + "\n", text, count=1), encoding="utf-8")


def _first() -> Iterator[Example]:
    for line in FIRST.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        records = [(kind, tuple(signs.split(",")), r, n) for kind, signs, r, n in row["records"]]
        yield from _of_document(f"set {row['set']}", records, dict.fromkeys(KINDS, 1.0))


def _own() -> Iterator[Example]:
    for row in read(FOLDERS):
        yield from _of_document("own", row["records"], OWN)


def _misread(seeds: int) -> Iterator[Example]:
    """Yield the records of the misread documents; one that several seeds misread alike counts once."""
    alike = {
        (row["file"], json.dumps(row["records"], ensure_ascii=False)): row["records"]
        for row in misread(range(1, seeds + 1), [])
    }
    for records in alike.values():
        records = [(kind, tuple(signs), right, count) for kind, signs, right, count in records]
        yield from _of_document("misread", records, dict.fromkeys(KINDS, MISREAD))


def _of_document(
    source: str, records: Iterable[tuple[str, tuple[str, ...], int, int]], weights: dict[str, float]
) -> Iterator[Example]:
    records = list(records)
    for kind in KINDS:
        own = [record for record in records if record[0] == kind]
        whole = sum(record[3] for record in own)
        weight = weights[kind] * min(1.0, MOST / whole) if whole else 0.0
        for _, signs, right, count in own:
            yield Example(source, kind, signs, weight * right, weight * count)


def _of_numbers() -> Iterator[Example]:
    """Yield the records of the numbers that were bound by hand: right in what they are and in their value."""
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    for line in NUMBERS.read_text(encoding="utf-8").splitlines() if NUMBERS.is_file() else ():
        row = json.loads(line)
        if not row.get("optional"):
            rows[row["file"]].append(row)
    raters: list[Rater] = []
    appraisal.rate = lambda rater: raters.append(rater) or rate(rater)  # type: ignore[func-returns-value]
    for file, own in rows.items():
        document = load(NUMBERS.parent / file)
        if isinstance(document, Document):
            yield from _of_rows(raters[-1], own)


def _of_rows(rater: Rater, rows: list[dict[str, str]]) -> Iterator[Example]:
    flat, places = _squeeze(rater.document.document.text)
    numbers = [(record, kind, signs) for kind, record, signs in rater.signs() if kind in KINDS[2:]]
    numbers.sort(key=lambda each: each[0].value_span)  # type: ignore[union-attr]
    starts = [record.value_span[0] for record, *_ in numbers]  # type: ignore[union-attr]
    for row in rows:
        quote, before = _squeeze(row["quote"])[0], _squeeze(row["quote"][: int(row["at"])])[0]
        if flat.count(quote) != 1:
            continue
        place = places[flat.index(quote) + len(before)]
        if not starts or place < starts[0]:
            continue
        record, kind, signs = numbers[bisect_right(starts, place) - 1]
        if place < record.value_span[1]:  # type: ignore[union-attr]
            status = record.status if isinstance(record, Quantity) else "target"
            indicators = [row["indicator"], *row.get("alt_indicator", ())]
            found = record.indicator  # type: ignore[union-attr]
            right = status == row["status"] and any(_is_same(name, found) for name in indicators)
            yield Example("numbers", kind, signs, float(right), 1.0)


def _squeeze(text: str) -> tuple[str, list[int]]:
    """Return the text without blanks and in one width, and where each of its characters stood."""
    pairs = [
        (sign, at)
        for at, each in enumerate(text)
        for sign in unicodedata.normalize("NFKC", each)
        if not sign.isspace()
    ]
    return "".join(sign for sign, _ in pairs), [at for _, at in pairs]


def _is_same(name: str | None, found: str) -> bool:
    """Tell whether two indicators are one: the shorter is in the longer, and not much shorter."""
    short, long = sorted((_MARKS.sub("", name or ""), _MARKS.sub("", found)), key=len)
    return not name or (short in long and len(short) >= 0.6 * len(long))


def _fitted(kind: str, examples: list[Example]) -> Model:
    own = [each for each in examples if each.kind == kind]
    weights = _fit(own)
    return Model(weights, *_table(weights, own, SMALLEST[kind]))


def _fit(examples: list[Example]) -> dict[str, float]:
    """Return the weights of a logistic regression, by Newton's method; its constant is in the table."""
    names = sorted({sign for each in examples for sign in each.signs})
    index = {name: at for at, name in enumerate(names)}
    rows: dict[tuple[str, ...], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for each in examples:
        row = rows[tuple(sorted(each.signs))]
        row[0] += each.right
        row[1] += each.count
    seen = np.zeros((len(rows), len(names) + 1))
    seen[:, -1] = 1
    for at, signs in enumerate(rows):
        for sign in signs:
            seen[at, index[sign]] += 1
    right, count = np.array(list(rows.values())).T
    penalty = np.array([*(OF_DOUBT if name == DOUBT else OF_SIGNS for name in names), 1e-3])
    found = np.zeros(len(names) + 1)
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-seen @ found))
        slope = seen.T @ (count * likely - right) + penalty * found
        bend = seen.T @ (seen * (count * likely * (1 - likely))[:, None]) + np.diag(penalty)
        found -= np.linalg.solve(bend, slope)
    return {name: round(float(weight), 2) for name, weight in zip(names, found, strict=False)}


def _table(
    weights: dict[str, float], examples: list[Example], smallest: int
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return sums, and shares that rise with them: neighbours are joined until they do (isotonic)."""
    rows: dict[float, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for each in examples:
        row = rows[round(sum(weights.get(sign, 0.0) for sign in each.signs), 2)]
        row[0] += each.right
        row[1] += each.count
    steps: list[list[float]] = []
    for total in sorted(rows):
        steps.append([total, *rows[total]])
        while len(steps) > 1 and (
            min(steps[-2][2], steps[-1][2] + 1e9 * (total != max(rows))) < smallest
            or steps[-2][1] / steps[-2][2] >= steps[-1][1] / steps[-1][2]
        ):
            _, right, count = steps.pop()
            steps[-1][1] += right
            steps[-1][2] += count
    # One record more that was wrong: a share of 1 promises what no gold can show.
    shares = [round(step[1] / (step[2] + 1), 3) for step in steps]
    return tuple(step[0] for step in steps), tuple(accumulate(shares, max))


def _tenths(model: Model, kind: str, examples: list[Example], source: str) -> Iterator[str]:
    """Yield the tenths of the records of a source: how many, what the model says of them, what is right."""
    tenths: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for each in examples:
        if each.kind == kind and each.source == source:
            said = model.share_at(model.sum_of(each.signs))
            tenth = tenths[min(9, int(said * 10))]
            for at, value in enumerate((each.count, each.count * said, each.right)):
                tenth[at] += value
    for at, (count, said, right) in sorted(tenths.items()):
        name = f"{kind:7}{source:6} {at / 10:.1f}"
        yield f"{name}: {count:6.1f} said {said / count:.3f} right {right / count:.3f}"


def _entry(kind: str, model: Model) -> str:
    lines = [f"[confidence.{kind}]", f"sums = {list(model.sums)}", f"shares = {list(model.shares)}"]
    lines.append(f"[confidence.{kind}.weights]")
    lines += [
        f'"{sign}" = {weight:.2f}' for sign, weight in sorted(model.weights.items(), key=lambda each: each[1])
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
