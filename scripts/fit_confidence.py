"""Fit how sure each record is, into [confidence] of extractors/weights.toml: weights, shares of right ones.

Records are those of the documents with gold, and of copies of them in which labels, brackets and numbers
were deleted at random: the program is nearly right on its own samples, and doubt shows only where it is not.
Run from the project's root: ``python scripts/fit_confidence.py``.
"""

import json
import math
import random
import re
import unicodedata
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

from extractors.audit.confidence import Rater, make_rater
from extractors.records import Assignment, Document, Quantity, Target, Task
from pipeline.batch import load
from pipeline.evaluation.comparison import compare
from pipeline.evaluation.gold import Gold, read_gold
from pipeline.evaluation.mutations import TEXTS, mutate
from pipeline.evaluation.score import FOLDERS

WEIGHTS = Path("extractors/weights.toml")
COPIES = 6
"""Changed copies of each document."""
WEIGHT = 0.15
"""Of a record of a changed copy, against one of the document itself."""
LONGEST = 60
"""Records of one kind from which a document counts no more: one long list says one thing."""
STEPS, RATE, DECAY = 3000, 0.5, 0.002
"""Of the descent; the decay keeps the weights of rare signs small."""
SMALLEST = 40
"""Records in a step of the table, weighted."""
NUMBERS = Path("../shared/numbers/numbers.jsonl")
"""Numbers of work reports, each promised, achieved, baseline, condition or nothing, bound by hand."""
_MARKS = re.compile(r"[\s\W_]+")
MEASURES = {"tasks": "task", "units": "unit", "core": "target", "goals": "target"}
Example = tuple[str, tuple[str, ...], bool, float]


def main() -> None:
    """Write the weights."""
    examples = [*_examples(), *_of_numbers()]
    parts = []
    for kind in ("task", "unit", "target", "quantity"):
        own = Counter[tuple[tuple[str, ...], bool]]()
        for name, signs, right, weight in examples:
            if name == kind:
                own[signs, right] += weight  # type: ignore[assignment]
        parts.append(_entry(kind, own))
    text = WEIGHTS.read_text(encoding="utf-8")
    section = re.compile(r"(?m)^\[confidence\.[^\n]*\n(?:(?!# -- )[^\n]*\n)*")
    WEIGHTS.write_text(section.sub(lambda _: "\n".join(parts) + "\n", text, count=1), encoding="utf-8")


def _examples() -> Iterator[Example]:
    for corpus, folder in FOLDERS:
        for gold in read_gold(folder) if folder.is_dir() else ():
            path = corpus / gold.file
            document = load(path)
            yield from _of(document, gold, 1.0)
            if path.suffix in TEXTS and isinstance(document, Document):
                yield from _changed(path, gold, document.document.source.encoding or "utf-8")


def _of_numbers() -> Iterator[Example]:
    """Yield the records of the numbers that were bound by hand: right in what they are and in their value."""
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    for line in NUMBERS.read_text(encoding="utf-8").splitlines() if NUMBERS.is_file() else ():
        row = json.loads(line)
        if not row.get("optional"):
            rows[row["file"]].append(row)
    for file, own in rows.items():
        document = load(NUMBERS.parent / file)
        if isinstance(document, Document):
            yield from _of_rows(document, own)


def _of_rows(document: Document, rows: list[dict[str, str]]) -> Iterator[Example]:
    rater = make_rater(document, document.document.reading.coverage)
    flat, places = _squeeze(document.document.text)
    targets = [target for task in document.tasks for target in task.targets]
    records = sorted((*targets, *document.goals, *document.quantities), key=lambda each: each.value_span)
    starts = [record.value_span[0] for record in records]
    for row in rows:
        quote, before = _squeeze(row["quote"])[0], _squeeze(row["quote"][: int(row["at"])])[0]
        if flat.count(quote) != 1:
            continue
        place = places[flat.index(quote) + len(before)]
        record = records[bisect_right(starts, place) - 1] if starts and starts[0] <= place else None
        if record and place < record.value_span[1]:
            status = record.status if isinstance(record, Quantity) else "target"
            indicators = [row["indicator"], *row.get("alt_indicator", ())]
            right = status == row["status"] and any(_is_same(name, record.indicator) for name in indicators)
            kind = "quantity" if isinstance(record, Quantity) else "target"
            yield kind, rater.target(record), right, 1.0


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


def _changed(path: Path, gold: Gold, encoding: str) -> Iterator[Example]:
    text = path.read_text(encoding=encoding, errors="replace")
    chance = random.Random(path.name)
    with TemporaryDirectory() as folder:
        for _ in range(COPIES):
            copy = Path(folder) / path.name
            changed = text
            for _ in range(chance.randint(1, 8)):
                changed = mutate(changed, chance).text
            copy.write_text(changed, encoding="utf-8")
            yield from _of(load(copy), gold, WEIGHT)


def _of(document: object, gold: Gold, weight: float) -> Iterator[Example]:
    if not isinstance(document, Document):
        return
    rater = make_rater(document, document.document.reading.coverage)
    tasks = {id(unit): task for task in document.tasks for unit in task.assignments}
    judged = [f for f in compare(gold, document) if f.measure in MEASURES and f.record is not None]
    counts = Counter(MEASURES[finding.measure] for finding in judged)
    for finding in judged:
        kind = MEASURES[finding.measure]
        signs = _signs(rater, finding.record, tasks)
        yield kind, signs, finding.kind == "hit", weight * min(1.0, LONGEST / counts[kind])


def _signs(rater: Rater, record: object, tasks: dict[int, Task]) -> tuple[str, ...]:
    if isinstance(record, Task):
        return rater.task(record)
    if isinstance(record, Assignment):
        task = tasks[id(record)]
        return rater.unit(record, rater.roles.meets(*task.span), rater.unlike.meets(*task.span))
    assert isinstance(record, Target)
    return rater.target(record)


def _entry(kind: str, examples: Counter[tuple[tuple[str, ...], bool]]) -> str:
    weights = _fit(examples)
    sums, shares = _table(weights, examples)
    lines = [f"[confidence.{kind}]", f"sums = {sums}", f"shares = {shares}"]
    lines.append(f"[confidence.{kind}.weights]")
    lines += [
        f'"{sign}" = {weight:.2f}' for sign, weight in sorted(weights.items(), key=lambda each: each[1])
    ]
    return "\n".join(lines) + "\n"


def _fit(examples: Counter[tuple[tuple[str, ...], bool]]) -> dict[str, float]:
    """Return the weights of a logistic regression; no constant, as each record has a sign of every kind."""
    weights: dict[str, float] = defaultdict(float)
    total = sum(examples.values())
    for _ in range(STEPS):
        slope: dict[str, float] = defaultdict(float)
        for (signs, right), count in examples.items():
            wrong = 1 / (1 + math.exp(-sum(weights[sign] for sign in signs))) - right
            for sign in filter(None, signs):
                slope[sign] += count * wrong / total
        for sign, each in slope.items():
            weights[sign] -= RATE * (each + DECAY * weights[sign])
    return {sign: round(weight, 2) for sign, weight in weights.items() if sign}


def _table(
    weights: dict[str, float], examples: Counter[tuple[tuple[str, ...], bool]]
) -> tuple[list[float], list[float]]:
    """Return sums, and shares that rise with them: neighbours are joined until they do (isotonic)."""
    rows: dict[float, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for (signs, right), count in examples.items():
        row = rows[round(sum(weights.get(sign, 0.0) for sign in signs), 2)]
        row[0] += count * right
        row[1] += count
    steps: list[list[float]] = []
    for total in sorted(rows):
        steps.append([total, *rows[total]])
        while len(steps) > 1 and (
            steps[-2][2] < SMALLEST or steps[-2][1] / steps[-2][2] >= steps[-1][1] / steps[-1][2]
        ):
            _, right, count = steps.pop()
            steps[-1][1] += right
            steps[-1][2] += count
    if len(steps) > 1 and steps[-1][2] < SMALLEST:
        _, right, count = steps.pop()
        steps[-1][1] += right
        steps[-1][2] += count
    # One record more that was wrong: a share of 1 promises what no gold can show.
    shares = [round(step[1] / (step[2] + 1), 3) for step in steps]
    return [step[0] for step in steps], list(accumulate(shares, max))


if __name__ == "__main__":
    main()
