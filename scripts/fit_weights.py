"""Fits the weights of the decisions with two ways in extractors/weights.toml: rules, plans, review, goals,
carried, task and grade.

A logistic regression whose penalty is the distance to the weights set by hand (weights_by_hand.toml), so
that a sign that few examples bear stays where a person put it. It learns from the samples and documents with
gold, the cases, the rows of tests/outline/part_rows.toml and item_rows.toml and, where they lie beside the
project, the laws of ../shared/bulk. `prose` has too few examples and is left as it was set. The grade learns
from documents that are misread on purpose (misread.py): few are under 0.8 F1 else. A sign of doubt never
speaks for a document.

    python scripts/fit_weights.py           # prints how many hold, before and after, then writes
"""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from misread import BAD, FINE, misread

from extractors.evidence import SETTINGS
from extractors.folding import fold
from extractors.layout import Block, build_layout
from extractors.outline.part_signs import share_sign, signs_of_heading
from extractors.outline.tree import Outline, build_outline
from pipeline.reading import read

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
WEIGHTS = ROOT / "extractors" / "weights.toml"
BY_HAND = Path(__file__).parent / "weights_by_hand.toml"
PENALTY = 1.0
"""Of the squared distance to the weights set by hand; of 0.3, 1 and 3 all decide the same examples alike."""
OF_GRADES = 20.0
"""The same for grades: of 2, 8 and 20 the last tells most of 20 documents that were in no fit."""
OF_BAD = 12.0
"""How much a document under 0.8 F1 counts: to pass over one costs more than to look at twelve in vain."""
SEEDS = range(12)
STEPS = 200
RATE = 0.05
OF_LAW = 0.1
"""How much a law counts: 250 of them say much the same."""
OF_ITEM = 0.2
"""How much an item counts: a document has many that say the same."""
ALIKE = 6
"""Characters of a title by which a gold task is known."""
Example = tuple[frozenset[str], bool, float]
"""Signs, whether the decision holds, weight."""


def _signs(outline: Outline) -> Iterator[frozenset[str]]:
    for verdicts in outline.verdicts:
        yield frozenset(verdicts[0].signs)


def _outline(path: Path) -> Outline:
    return build_outline(build_layout(read(path).blocks))


def documents() -> Iterator[tuple[str, Example]]:
    """Yield the examples of documents whose tasks are known, by decision."""
    for folder in (ROOT / "corpus", SHARED / "corpus"):
        gold = folder / "gold" if (folder / "gold").is_dir() else SHARED / "gold"
        for path in sorted(folder.glob("*.*")):
            facts = gold / f"{path.stem}.json"
            if not facts.is_file():
                continue
            tasks = json.loads(facts.read_text(encoding="utf-8"))["tasks"]
            layout = build_layout(read(path).blocks)
            outline = build_outline(layout)
            for example in carried(outline, layout.folded, tasks):
                yield "carried", example
            for example in of_items(outline, layout.folded, tasks):
                yield "task", example
            signs = list(_signs(outline))
            if len(signs) == 1 and "title-letter" not in signs[0]:
                yield "rules", (signs[0], not tasks, 1.0)
                if not tasks or any(not task["units"] for task in tasks):
                    yield "plans", (signs[0], bool(tasks), 1.0)
    for path in sorted((SHARED / "bulk" / "laws").glob("*.md")):
        for signs in _signs(_outline(path)):
            yield "rules", (signs, True, OF_LAW)
            yield "plans", (signs, False, OF_LAW)


def carried(outline: Outline, folded: str, tasks: list[Any]) -> Iterator[Example]:
    """Yield the items without units of a document with gold: those that are no tasks carry the plan out."""
    if all(task["units"] for task in tasks):
        return
    known = {(_plain(task["number"] or ""), _plain(task["title"])[:ALIKE]): task["units"] for task in tasks}
    for item in outline.items:
        decided = item.verdict is not None and item.verdict.decision == "carried"
        if not decided or item.verdict is None or item.has_children or "units" in item.verdict.signs:
            continue
        title = _plain(folded[item.title[0] : item.title[0] + 3 * ALIKE])[:ALIKE]
        units = known.get((_plain(item.number or ""), title))
        if not units:
            yield frozenset(item.verdict.signs), units is None, OF_ITEM


def of_items(outline: Outline, folded: str, tasks: list[Any]) -> Iterator[Example]:
    """Yield the numbered items of a document with gold that nobody is named for: tasks of it or none."""
    if all(task["units"] for task in tasks):
        return
    known = {(_plain(task["number"] or ""), _plain(task["title"])[:ALIKE]): task["units"] for task in tasks}
    for item in outline.items:
        mode = outline.parts[item.part].kind
        if mode is None or mode.tasks != "all" or item.has_children or not item.number:
            continue
        title = _plain(folded[item.title[0] : item.title[0] + 3 * ALIKE])[:ALIKE]
        units = known.get((_plain(item.number), title))
        if not units:
            yield item.signs | {"document-all"}, units is not None, OF_ITEM


def items() -> Iterator[tuple[str, Example]]:
    """Yield the examples of the rows of items."""
    path = ROOT / "tests" / "outline" / "item_rows.toml"
    for row in tomllib.loads(path.read_text(encoding="utf-8"))["row"]:
        for place, signs in signs_of_row(row):
            yield "task", (signs | {"document-all"}, place in row["tasks"], 1.0)


def signs_of_row(row: dict[str, Any]) -> Iterator[tuple[int, frozenset[str]]]:
    """Yield the place of each item of a row with its signs."""
    numbers = "一二三四五六七八九"
    above, mark = ([f"一、{row['above']}"], "({})") if row["above"] else ([], "{}、")
    lines = [
        *above,
        *(f"{mark.format(n)}{words}。" for n, words in zip(numbers, row["items"], strict=False)),
    ]
    outline = build_outline(build_layout(Block("paragraph", line) for line in lines))
    leaves = (item for item in outline.items if not item.has_children)
    yield from enumerate((item.signs for item in leaves), 1)


def _plain(words: str) -> str:
    return re.sub(r"[\W_]+", "", fold(words))


def cases() -> Iterator[tuple[str, Example]]:
    """Yield the examples of the cases that say how many tasks there are."""
    for name in ("kinds", "outline"):
        rows = tomllib.loads((ROOT / "tests" / "cases" / f"{name}.toml").read_text(encoding="utf-8"))["case"]
        for row in rows:
            counts = [line for line in row["expect"] if re.fullmatch(r"tasks \d+", line)]
            if not counts or row.get("format", "txt") != "txt":
                continue
            lines = row["text"].strip().split("\n")
            outline = build_outline(build_layout(Block("paragraph", line) for line in lines if line))
            signs = list(_signs(outline))[-1]
            yield "rules", (signs, counts[0] == "tasks 0", 1.0)
            if not any(line.startswith("unit ") for line in row["expect"]):
                yield "plans", (signs, counts[0] != "tasks 0", 1.0)


def parts() -> Iterator[tuple[str, Example]]:
    """Yield the examples of the rows of parts."""
    path = ROOT / "tests" / "outline" / "part_rows.toml"
    for row in tomllib.loads(path.read_text(encoding="utf-8"))["row"]:
        signs = set(signs_of_heading(fold(row["heading"]), row["year"]))
        signs.add(share_sign(row["told"] / 100))
        signs |= {"holds-items"} if not row.get("leaf") else set()
        signs |= {"expected"} if row.get("expected") else set()
        signs |= {"long"} if row.get("length", 3000) > 1500 else set()
        yield "review", (frozenset(signs), row["kind"] == "review", 1.0)
        if row["kind"] != "review":
            yield "goals", (frozenset(signs), row["kind"] == "goals", 1.0)


def grades() -> Iterator[tuple[str, Example]]:
    """Yield the documents with gold as they are misread: a person should look at those under 0.8 F1.

    One that several seeds misread alike counts once.
    """
    alike: Counter[tuple[str, frozenset[str], bool]] = Counter()
    for row in misread(SEEDS, []):
        worst = min(row["tasks"], row["units"])
        if not BAD <= worst <= FINE:
            alike[row["file"], frozenset(row["signs"]), worst < BAD] += 1
    for _, signs, bad in alike:
        yield "grade", (signs, bad, OF_BAD if bad else 1.0)


def fit(prior: dict[str, float], examples: list[Example], doubts: bool = False) -> dict[str, float]:
    """Return the weights that decide the examples best without going far from those set by hand.

    Of doubts none falls below a tenth of what it was set to.
    """
    names = [name for name in prior if name == "bias" or name not in SETTINGS]
    seen = np.array([[name == "bias" or name in signs for name in names] for signs, *_ in examples], float)
    holds = np.array([holds for _, holds, _ in examples], float)
    counts = np.array([count for *_, count in examples])
    start = np.array([prior[name] for name in names])
    floor = np.array([0.1 * prior[name] if doubts and name != "bias" else -np.inf for name in names])
    penalty, rate = (OF_GRADES, RATE / 5) if doubts else (PENALTY, RATE)
    found = start.copy()
    for _ in range(5 * STEPS if doubts else STEPS):
        likely = 1 / (1 + np.exp(-(seen @ found - prior["threshold"])))
        found -= rate * (seen.T @ (counts * (likely - holds)) + penalty * (found - start))
        found = np.maximum(found, floor)
    kept = {name: prior[name] for name in SETTINGS if name in prior and name != "bias"}
    return dict(zip(names, found.round(2).tolist(), strict=True)) | kept


def right(terms: dict[str, float], examples: list[Example]) -> int:
    """Return how many examples the weights decide rightly."""
    scores = (
        sum(terms.get(s, 0) for s in signs) + terms["bias"] - terms["threshold"] for signs, *_ in examples
    )
    return sum((score >= 0) == holds for score, (_, holds, _) in zip(scores, examples, strict=True))


def written(decision: str, terms: dict[str, float]) -> str:
    """Return the section of a decision, its settings first."""
    order = [*(name for name in SETTINGS if name in terms), *(name for name in terms if name not in SETTINGS)]
    return "\n".join([f"[decision.{decision}]", *(f"{name} = {terms[name]}" for name in order)])


def main() -> None:
    """Fit each decision and write its section in place of the one that stands there."""
    by_decision: dict[str, list[Example]] = {}
    for source in (documents, cases, parts, items, grades):
        for decision, example in source():
            by_decision.setdefault(decision, []).append(example)
    text = WEIGHTS.read_text(encoding="utf-8")
    for decision, prior in tomllib.loads(BY_HAND.read_text(encoding="utf-8"))["decision"].items():
        examples = by_decision.get(decision, [])
        if not examples:  # set by hand: `origin` says why
            continue
        terms = fit(prior, examples, doubts=decision == "grade")
        print(f"{decision}: {right(prior, examples)} -> {right(terms, examples)} of {len(examples)}")
        section = re.compile(rf"\[decision\.{decision}\]\n(?:[^\[#\n][^\n]*\n?)*")
        text = section.sub(lambda _, d=decision, t=terms: written(d, t) + "\n", text)
    WEIGHTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
