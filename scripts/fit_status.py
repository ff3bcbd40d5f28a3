"""Fits the weights of [decision.status] in extractors/weights.toml: is a number promised, achieved, …?

A softmax regression with a penalty on the squares of the weights, in numpy. It learns from the rows of
tests/status_rows.toml, the samples and documents with gold (a target of the gold is promised), and the
numbers that were bound by hand, where they lie beside the project (../shared). Each example counts a second
time without what its part and document say, so that the words carry weight of their own.

    python scripts/fit_status.py            # prints what is held out, then writes
"""

import json
import re
import tomllib
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from extractors.folding import fold
from extractors.records import Document
from extractors.targets import TargetContext, binding, find_targets
from extractors.targets.status import signs_of
from extractors.targets.tense import TOLD
from pipeline.batch import load

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
WEIGHTS = ROOT / "extractors" / "weights.toml"
CLASSES = ("promised", "achieved", "baseline", "condition", "planned_elsewhere")
PENALTY = 0.2
"""Of the squares; of 0.2, 0.3, 0.5 and 1 the best on what is held out."""
STEPS = 12
WITHOUT_PART = 0.3
"""How much an example counts without its part and document."""
OF_GOLD = 0.4
"""How much a target of the gold counts: there only promises are known."""
ROW = 2.0
"""How much a number of a row counts."""
RARE = {"baseline": 2.0, "condition": 2.0, "planned_elsewhere": 2.0}
BY_HEADING = 0.05
"""How much a number of a work report counts whose class only its heading tells."""
Example = tuple[list[str], str, float]
"""Signs, class, weight."""
Seen = dict[tuple[int, int], list[str]]


def read_with_signs(read: Any) -> tuple[Any, Seen]:
    """Return what `read()` returns, and the signs of each number that it met by the place of the value."""
    seen: Seen = {}
    collect = binding.collect

    def record(sentence: Any, clause: Any, *rest: Any) -> None:
        signs = signs_of(clause, (sentence.low, sentence.high), sentence.tense, sentence.context)
        for amount in clause.group:
            seen[rest[-1].stretch.span(amount.start, amount.end)] = signs
        collect(sentence, clause, *rest)

    binding.collect = record
    try:
        return read(), seen
    finally:
        binding.collect = collect


def from_rows(path: Path) -> Iterator[list[Example]]:
    """Yield the examples of each row."""
    for row in tomllib.loads(path.read_text(encoding="utf-8"))["row"]:
        text, year = row["text"], row.get("year")
        end = f"{row.get('end', year)}-12-31" if year else None
        part, document = row.get("part", "tasks"), row.get("document", "plan")
        context = TargetContext(year=year, period_end=end, part=part, document=document)
        _, seen = read_with_signs(
            lambda text=text, context=context: find_targets(text, fold(text), 0, len(text), context)
        )
        examples: list[Example] = []
        at = 0
        for wanted in row["is"]:
            number, _, kind = wanted.rpartition(" ")
            match = re.compile(f"(?<![0-9.]){re.escape(number)}").search(text, at)
            start = match.start() if match else -1
            hits = [signs for (low, high), signs in seen.items() if low <= start < high]
            if start < 0 or not hits:
                print("not read:", wanted, text)
                continue
            at = start + 1
            examples.append((hits[0], kind, ROW * RARE.get(kind, 1.0)))
        yield examples


def from_gold(gold: Path, folder: Path) -> Iterator[list[Example]]:
    """Yield the examples of each document with gold: what it lists as a target or goal is promised."""
    for path in sorted(gold.glob("*.json")):
        wanted = json.loads(path.read_text(encoding="utf-8"))
        document, seen = read_with_signs(lambda wanted=wanted: load(folder / wanted["file"]))
        if not isinstance(document, Document):
            continue
        targets = [*wanted.get("goals", []), *(t for task in wanted["tasks"] for t in task["targets"])]
        kept = {(str(t["value"]), t["unit"]) for t in targets}
        found = [*document.goals, *(t for task in document.tasks for t in task.targets), *document.quantities]
        yield [
            (seen[item.value_span], "promised", OF_GOLD)
            for item in found
            if (item.value, item.unit) in kept and item.value_span in seen
        ]


def squeeze(text: str) -> tuple[str, list[int]]:
    """Return the text without spaces and forms of width, and the place of each letter."""
    letters = [(c, i) for i, letter in enumerate(text) for c in unicodedata.normalize("NFKC", letter)]
    kept = [(c, i) for c, i in letters if not c.isspace()]
    return "".join(c for c, _ in kept), [i for _, i in kept]


def from_numbers(folder: Path) -> Iterator[list[Example]]:
    """Yield the examples of the numbers that were bound by hand, a document each."""
    lines = (folder / "numbers.jsonl").read_text(encoding="utf-8").splitlines()
    by_file: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in filter(None, lines):
        by_file[json.loads(line)["file"]].append(json.loads(line))
    for name, numbers in by_file.items():
        document, seen = read_with_signs(lambda name=name: load(folder / name))
        assert isinstance(document, Document)
        flat, places = squeeze(document.document.text)
        examples: list[Example] = []
        for number in numbers:
            before = len(squeeze(number["quote"][: number["at"]])[0])
            place = places[flat.index(squeeze(number["quote"])[0]) + before]
            hits = [signs for (low, high), signs in seen.items() if low <= place < high]
            if hits and number["status"] != "none" and not number.get("optional"):
                kind = {"target": "promised"}.get(number["status"], number["status"])
                examples.append((hits[0], kind, 1.0))
        yield examples


def from_headings(folder: Path) -> Iterator[list[Example]]:
    """Yield the numbers of work reports under a heading that says what they are, without part and document.

    Those behind a word that says the contrary are left out.
    """
    for path in sorted(folder.glob("*.txt")):
        document, seen = read_with_signs(lambda path=path: load(path))
        if not isinstance(document, Document):
            continue
        headings = [(m.start(), m[0]) for m in TOP_HEADING.finditer(document.document.text)]
        places = [place for place, _ in headings]
        examples: list[Example] = []
        for (start, _), signs in seen.items():
            at = bisect_right(places, start) - 1
            kind = _kind_of(headings[at][1]) if at >= 0 else None
            if kind is None or FRAMES[kind] & set(signs):
                continue
            last = next((s[10:] for s in signs if s.startswith("said last ")), "")
            told = last in TOLD
            if not last or told == (kind == "achieved"):
                bare = [sign for sign in signs if not sign.startswith(("part ", "document "))]
                examples.append((bare, kind, BY_HEADING))
        yield examples


TOP_HEADING = re.compile(r"^[\s　]*(?:[一二三四五六七八]、|[“\d过一去今政关]).{1,36}$", re.MULTILINE)
_BASES = {"given", "value of the base"}
FRAMES = {
    "achieved": _BASES,
    "promised": _BASES | {"frame of a condition", "granted", "rewarded", "for each", "attribute", "size"},
}
"""Signs of what is neither told nor promised, whatever the heading."""


def _kind_of(heading: str) -> str | None:
    told = re.search("回顾|过去|成就|成绩|总结|五年来|去年", heading)
    meant = re.search("目标|任务|安排|部署|打算|建议|今后|今年|未来|重点", heading)
    return None if bool(told) == bool(meant) else "achieved" if told else "promised"


def doubled(examples: list[Example]) -> Iterator[Example]:
    """Yield each example, and once more without its part and document."""
    for signs, kind, weight in examples:
        yield signs, kind, weight
        bare = [sign for sign in signs if not sign.startswith(("part ", "document "))]
        yield bare, kind, weight * WITHOUT_PART


def fit(examples: list[Example]) -> dict[str, dict[str, float]]:
    """Return the weights by sign and class: the minimum of the penalised loss, by Newton's method."""
    counts: dict[str, int] = defaultdict(int)
    for signs, _, _ in examples:
        for sign in set(signs):
            counts[sign] += 1
    names = ["any", *sorted(sign for sign, count in counts.items() if count > 2)]
    index = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(examples), len(names)))
    x[:, 0] = 1
    y = np.zeros((len(examples), len(CLASSES)))
    weight = np.array([w for _, _, w in examples])[:, None]
    for row, (signs, kind, _) in enumerate(examples):
        x[row, [index[sign] for sign in signs if sign in index]] = 1
        y[row, CLASSES.index(kind)] = 1
    w = np.zeros((len(names), len(CLASSES)))
    for _ in range(STEPS):
        scores = x @ w
        scores -= scores.max(axis=1, keepdims=True)
        chances = np.exp(scores)
        chances /= chances.sum(axis=1, keepdims=True)
        slope = x.T @ ((chances - y) * weight) + PENALTY * w
        w -= np.linalg.solve(_curvature(x, chances, weight), slope.T.ravel()).reshape(w.T.shape).T
    w -= w.mean(axis=1, keepdims=True)
    return {
        name: {k: round(float(v), 2) for k, v in zip(CLASSES, w[index[name]], strict=True)} for name in names
    }


def _curvature(x: np.ndarray, chances: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return the second derivatives of the penalised loss, a block for each pair of classes."""
    count, size = len(CLASSES), x.shape[1]
    whole = np.zeros((count * size, count * size))
    for a in range(count):
        for b in range(count):
            both = chances[:, [a]] * ((a == b) - chances[:, [b]]) * weight
            whole[a * size : (a + 1) * size, b * size : (b + 1) * size] = x.T @ (x * both)
    return whole + PENALTY * np.eye(count * size)


def likely(weights: dict[str, dict[str, float]], signs: list[str]) -> tuple[str, float]:
    """Return the likely class and its probability."""
    sums = np.array([sum(weights.get(s, {}).get(k, 0.0) for s in {"any", *signs}) for k in CLASSES])
    chances = np.exp(sums - sums.max())
    best = int(chances.argmax())
    return CLASSES[best], float(chances[best] / chances.sum())


def report(weights: dict[str, dict[str, float]], examples: list[Example], name: str) -> None:
    """Print the share that the weights get right, by class, and by probability."""
    bins: dict[int, list[bool]] = defaultdict(list)
    kinds: dict[str, list[bool]] = defaultdict(list)
    for signs, kind, _ in examples:
        found, chance = likely(weights, signs)
        bins[min(9, int(chance * 10))].append(found == kind)
        kinds[kind].append(found == kind)
    right = [ok for oks in kinds.values() for ok in oks]
    print(f"{name}: {sum(right)} of {len(right)} = {sum(right) / max(1, len(right)):.3f}")
    print("  ", {kind: f"{sum(oks)}/{len(oks)}" for kind, oks in kinds.items()})
    print("  ", {f"{b / 10:.1f}": f"{sum(oks)}/{len(oks)}" for b, oks in sorted(bins.items())})


def write(weights: dict[str, dict[str, float]]) -> None:
    """Write the section of this decision, and leave the others as they are."""
    lines = ["[decision.status]"]
    for sign, table in weights.items():
        kept = ", ".join(f"{kind} = {weight}" for kind, weight in table.items() if weight or sign == "any")
        if kept:
            lines.append(f"{sign if sign.isalpha() else json.dumps(sign)} = {{ {kept} }}")
    section = "\n".join(lines) + "\n"
    text = WEIGHTS.read_text(encoding="utf-8") if WEIGHTS.exists() else ""
    pattern = re.compile(r"^\[decision\.status\]\n(?:[^\n\[#].*\n)*", re.MULTILINE)
    text = pattern.sub(lambda _: section, text) if pattern.search(text) else f"{text}{section}"
    WEIGHTS.write_text(text, encoding="utf-8")


def main() -> None:
    groups = {"rows": list(from_rows(ROOT / "tests" / "status_rows.toml"))}
    groups["samples"] = list(from_gold(ROOT / "corpus" / "gold", ROOT / "corpus"))
    if SHARED.exists():
        groups["gold"] = list(from_gold(SHARED / "gold", SHARED / "corpus"))
        groups["numbers"] = list(from_numbers(SHARED / "numbers"))
        groups["headings"] = list(from_headings(SHARED / "bulk" / "work-reports"))
    spread = [e for found in groups.values() for examples in found for e in examples]
    rows, rest = groups["rows"], [e for name, es in groups.items() if name != "rows" for e in chain(*es)]
    for fold_at in range(5):
        taught = [e for number, es in enumerate(rows) if number % 5 != fold_at for e in es]
        held = [e for number, es in enumerate(rows) if number % 5 == fold_at for e in es]
        report(fit(list(doubled([*taught, *rest]))), held, f"rows, part {fold_at + 1} held out")
    for name, found in groups.items():
        if name != "numbers":
            continue
        others = [e for other, group in groups.items() if other != name for es in group for e in es]
        report(fit(list(doubled(others))), [e for es in found for e in es], f"{name}, fitted on the others")
    weights = fit(list(doubled(spread)))
    report(weights, spread, "all")
    write(weights)


if __name__ == "__main__":
    main()
