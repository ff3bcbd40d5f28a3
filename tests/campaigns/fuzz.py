"""`make fuzz`: damaged files of every format, and damaged archives, for a given time in all.

`python -m tests.campaigns.fuzz --seconds 3600` shares the time among the kinds, prints a line for each
and ends with 1 if anything was found. What was found lies below `--folder`, each file with the seed of its
process and what was said of it: a row in tests/formats/test_hostile.py keeps it from coming back.
"""

import json
import subprocess
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copyfile
from time import monotonic

from tests.campaigns.fuzz_child import SLOW
from tests.campaigns.seeds import KINDS, suffix_of

ROOT = Path(__file__).parents[2]


@dataclass
class Outcome:
    """What became of the files of one kind."""

    kind: str
    codes: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    ended: int = 0
    """Processes that a file ended."""


def fuzz(kind: str, folder: Path, seconds: float, seed: int) -> Outcome:
    """Fuzz one kind for so many seconds; a process that ends before leaves its file among what was found."""
    folder.mkdir(parents=True, exist_ok=True)
    outcome = Outcome(kind)
    end = monotonic() + seconds
    while (left := int(end - monotonic())) > 0:
        command = [
            sys.executable,
            "-m",
            "tests.campaigns.fuzz_child",
            kind,
            str(folder),
            str(left),
            str(seed),
        ]
        with (folder / f"log-{seed}.txt").open("wb") as log:
            try:
                code = subprocess.run(
                    command, cwd=ROOT, stdout=log, stderr=log, timeout=left + 4 * SLOW
                ).returncode
            except subprocess.TimeoutExpired:
                code = -9
        told = folder / f"told-{seed}.json"
        if told.exists():
            figures = json.loads(told.read_text())
            outcome.codes.update(figures["codes"])
            outcome.slowest = max(outcome.slowest, figures["slowest"])
        if code:
            outcome.ended += 1
            _keep(kind, folder, seed, code)
        seed += 1
    return outcome


def _keep(kind: str, folder: Path, seed: int, code: int) -> None:
    """Keep the file that was in hand when its process ended."""
    last = folder / f"now{suffix_of(kind)}"
    kept = folder / "found" / f"{kind}-ended-{seed}{last.suffix}"
    if last.exists():
        kept.parent.mkdir(exist_ok=True)
        copyfile(last, kept)
        kept.with_suffix(".txt").write_text(f"seed {seed}: the process ended with {code}\n", encoding="utf-8")


def _line(outcome: Outcome) -> str:
    common = ", ".join(f"{code} {count}" for code, count in outcome.codes.most_common(6))
    return (
        f"{outcome.kind:7} {outcome.codes.total():8} files"
        f"  {outcome.codes['internal-error']:4} internal-error"
        f"  {outcome.codes['broken']:4} broken  {outcome.ended:4} ended  {outcome.slowest:6.1f} s  ({common})"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Fuzz all kinds, or those that are named; return 1 if anything was found."""
    parser = ArgumentParser(prog="python -m tests.campaigns.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=3600, help="for all kinds together (3600)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "fuzz", help="for what is found")
    parser.add_argument("kinds", nargs="*", default=list(KINDS), help=f"of {', '.join(KINDS)}")
    options = parser.parse_args(arguments)
    outcomes = []
    for kind in options.kinds:
        share = options.seconds / len(options.kinds)
        outcomes.append(fuzz(kind, (options.folder / kind).absolute(), share, options.seed))
        print(_line(outcomes[-1]), flush=True)
    found = sorted(options.folder.glob("*/found/*.txt"))
    for path in found:
        print(f"{path}: {path.read_text(encoding='utf-8').strip()[:200]}")
    files = sum(outcome.codes.total() for outcome in outcomes)
    print(f"{files} files, {len(found)} found")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
