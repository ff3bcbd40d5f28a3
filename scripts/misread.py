"""Documents with gold, misread on purpose: what a program that has half forgotten its words makes of them.

A new layout or a new word is to the program what a forgotten one is. Each seed draws some lexicons, of which
it forgets a share of the entries and words, and some decisions, whose line it shifts; 0 forgets nothing. The
document, its signs of doubt and whether it fell under 0.8 F1 are what fit_weights.py fits the grade on; the
signs of its records and how many with these are right, what fit_confidence.py fits the confidence on.

    python scripts/misread.py 3                 # the documents of one seed, one JSON a line
    python scripts/misread.py 0 1 2 --table     # how many are under .8 and over .95, by grade
    python scripts/misread.py 0 --table --folder DOCUMENTS GOLD
"""

import json
import subprocess
import sys
from argparse import ArgumentParser
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))
ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
FOLDERS = ((ROOT / "corpus", ROOT / "corpus" / "gold"), (SHARED / "corpus", SHARED / "gold"))
LEXICONS = (
    *("table_headers", "roles", "labels", "markers", "organisations", "document_kinds", "section_kinds"),
    *("action_verbs", "prose", "unit_forms", "title_nouns", "predicates", "document_signs"),
)
DECISIONS = ("rules", "plans", "review", "goals", "carried", "title", "task-table", "prose", "home")
SHARES = (0.35, 0.5, 0.65)
"""Of the words of a lexicon that are forgotten."""
SHIFTS = (-4, -3, -2, 2, 3, 4)
"""Of the line of a decision, in its own log-odds or points."""
MEASURES = ("tasks", "units", "core", "goals")
"""Of comparison.py, by which records are right or wrong."""
Row = tuple[str, tuple[str, ...], int, int]
BAD, FINE = 0.8, 0.95
"""F1 of tasks and of units, both: under the first a document must not be graded good."""


def forget(seed: int) -> None:
    """Let the program forget words and shift decisions, before anything of it is imported."""
    import extractors.evidence
    import extractors.lexicons

    if not seed:
        return
    chance = Random(seed)
    names = chance.sample(LEXICONS, chance.choice((1, 1, 2, 3)))
    share = chance.choice(SHARES)
    whole = extractors.lexicons.load
    extractors.lexicons.load = cache(
        lambda name: _halved(whole(name), share, chance) if name in names else whole(name)
    )
    decisions = extractors.evidence.weights()["decision"]
    for name in chance.sample(DECISIONS, chance.choice((0, 1, 1, 2))):
        decisions[name]["bias"] += chance.choice(SHIFTS)


def _halved(entries: tuple[dict[str, Any], ...], share: float, chance: Random) -> tuple[dict[str, Any], ...]:
    kept = []
    for entry in entries:
        if chance.random() >= share / 2 or "name" in entry:
            kept.append(
                {
                    key: [word for word in value if chance.random() > share] or value[:1]
                    if isinstance(value, list) and len(value) > 2 and key not in ("examples", "rejects")
                    else value
                    for key, value in entry.items()
                }
            )
    return tuple(kept) or entries


def read(folders: Iterable[tuple[Path, Path]]) -> Iterator[dict[str, Any]]:
    """Yield each document with gold: its file, F1 of tasks and units, grade and signs, and its records."""
    import extractors.audit.appraisal as appraisal
    from extractors.audit.confidence import Rater, rate
    from extractors.records import Document
    from pipeline.batch import load
    from pipeline.evaluation.comparison import compare, sum_up
    from pipeline.evaluation.gold import read_gold

    raters: list[Rater] = []
    appraisal.rate = lambda rater: raters.append(rater) or rate(rater)  # type: ignore[func-returns-value]
    for corpus, folder in folders:
        for gold in read_gold(folder) if folder.is_dir() else ():
            document = load(corpus / gold.file)
            if isinstance(document, Document):
                findings = list(compare(gold, document))
                tallies = sum_up(findings)
                reading = document.document.reading
                signs = [reason.partition(":")[0] for reason in reading.reasons]
                yield {
                    "file": gold.file,
                    "tasks": round(tallies["tasks"].f1, 3),
                    "units": round(tallies["units"].f1, 3),
                    "grade": reading.grade,
                    "signs": [sign for sign in signs if sign != "not-a-plan"],
                    "records": records_of(raters[-1], document, findings),
                }


def records_of(rater: Any, document: Any, findings: Iterable[Any]) -> list[Row]:
    """Return the records that gold judges: kind, signs, how many of them are right, how many there are."""
    signs = {id(record): (kind, own) for kind, record, own in replace(rater, document=document).signs()}
    counts: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(lambda: [0, 0])
    for finding in findings:
        if finding.measure in MEASURES and finding.record is not None:
            count = counts[signs[id(finding.record)]]
            count[0] += finding.kind == "hit"
            count[1] += 1
    return [(kind, own, *count) for (kind, own), count in counts.items()]  # type: ignore[misc]


def misread(seeds: Iterable[int], folders: list[str]) -> Iterator[dict[str, Any]]:
    """Yield the documents of each seed, read in a process of its own; a program without a word gives none."""
    for seed in seeds:
        command = [sys.executable, __file__, str(seed), *(("--folder", *folders) if folders else ())]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        for line in done.stdout.splitlines():
            yield {**json.loads(line), "seed": seed}


def table(rows: Iterable[dict[str, Any]]) -> str:
    """Return how many documents are graded good, check and poor: those under .8, those between, over .95."""
    counts = Counter[tuple[str, str]]()
    for row in rows:
        worst = min(row["tasks"], row["units"])
        counts["under .8" if worst < BAD else "over .95" if worst > FINE else "between", row["grade"]] += 1
    grades = ("good", "check", "poor")
    lines = [f"{'F1 of tasks, units':20}" + "".join(f"{grade:>8}" for grade in grades)]
    for kind in ("under .8", "between", "over .95"):
        lines.append(f"{kind:20}" + "".join(f"{counts[kind, grade]:8}" for grade in grades))
    return "\n".join(lines)


def main() -> None:
    """Print the documents of one seed, or the table of several."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("seeds", type=int, nargs="+")
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--folder", nargs=2, default=[], metavar=("DOCUMENTS", "GOLD"))
    options = parser.parse_args()
    if options.table:
        print(table(misread(options.seeds, options.folder)))
        return
    forget(options.seeds[0])
    folders = [(Path(options.folder[0]), Path(options.folder[1]))] if options.folder else FOLDERS
    for row in read(folders):
        print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
