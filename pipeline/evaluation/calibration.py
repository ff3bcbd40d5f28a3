"""How far confidence can be believed: in each tenth, the mean confidence against the share that was right."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import fmean

from extractors.records import Assignment, Target, Task
from pipeline.evaluation.comparison import Finding, Measure

JUDGED: dict[Measure, str] = {"tasks": "tasks", "units": "units", "core": "targets", "goals": "goals"}
"""Measures by which records are right or wrong, each with the name of the records."""
LEAST = 30
"""Records of a tenth from which the share says something."""


@dataclass(frozen=True, slots=True)
class Tenth:
    """The records of one kind whose confidence lies in one tenth."""

    kind: str
    low: float
    records: int
    confidence: float
    """Mean."""
    right: float
    """Share."""


def calibrate(findings: Iterable[Finding]) -> Iterator[Tenth]:
    """Yield the tenths that hold records, by kind, the surest last."""
    rows: dict[tuple[str, int], list[tuple[float, bool]]] = defaultdict(list)
    for finding in findings:
        record = finding.record
        if finding.measure in JUDGED and isinstance(record, Task | Assignment | Target):
            tenth = min(9, int(record.confidence * 10))
            right = finding.kind == "hit"
            rows[JUDGED[finding.measure], tenth].append((record.confidence, right))
    for (kind, tenth), row in sorted(rows.items()):
        mean, share = fmean(each for each, _ in row), fmean(right for _, right in row)
        yield Tenth(kind, tenth / 10, len(row), mean, share)


def format_calibration(findings: Iterable[Finding]) -> str:
    """Return the tenths as a table; those with few records are told but judge nothing."""
    lines = [f"{'confidence':34}{'records':>10}{'mean':>10}{'right':>10}{'apart':>10}"]
    for tenth in calibrate(findings):
        name = f"{tenth.kind} {tenth.low:.1f}–{tenth.low + 0.1:.1f}"
        apart = f"{abs(tenth.confidence - tenth.right):.3f}" if tenth.records >= LEAST else "few"
        lines.append(f"{name:34}{tenth.records:10}{tenth.confidence:10.3f}{tenth.right:10.3f}{apart:>10}")
    return "\n".join(lines)
