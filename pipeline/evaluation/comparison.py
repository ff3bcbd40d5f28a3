"""Comparison of a document with its gold: hits, misses and what is too much, for each measure.

units    the same task, role and name
leads    the units whose role is lead
value    the same task, value and unit of measure
core     value, with the same comparator and change, and an indicator that overlaps
strict   core, with the same indicator, deadline and baseline
goals    core, for the targets outside the tasks

Names and indicators are compared without spaces, punctuation and full-width forms.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, get_args
from unicodedata import normalize

from extractors.records import Assignment, Document, DocumentInfo, Record, Target, Task
from pipeline.evaluation.gold import Gold, GoldInfo, GoldTarget, GoldTask, GoldUnit

Measure = Literal["tasks", "units", "leads", "value", "core", "strict", "goals", "metadata"]
MEASURES: tuple[Measure, ...] = get_args(Measure)

Level = Literal["value", "core", "strict"]
Amount = tuple[Decimal | str | None, Decimal | str | None, str]
LEVELS: tuple[Level, ...] = get_args(Level)

_SCALES = {"亿": 10**8, "万": 10**4, "千": 1000, "百": 100}
_SAME_TASK = 0.6
"""Similarity from which two tasks can be the same one."""
_LEAD_IN = 16
"""Characters, without punctuation, before which a task's title must have begun in its own title or text."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were found, not found, and found where nothing is."""

    hits: int = 0
    missed: int = 0
    extra: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.hits + other.hits, self.missed + other.missed, self.extra + other.extra)

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + self.extra) if self.hits + self.extra else 1.0

    @property
    def recall(self) -> float:
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was compared."""

    measure: Measure
    kind: Literal["hit", "missed", "extra"]
    what: str
    """In words, for people."""
    record: Record | None = None
    """What the document has, of a hit or of what is too much."""

    @property
    def tally(self) -> Tally:
        return Tally(self.kind == "hit", self.kind == "missed", self.kind == "extra")


def compare(gold: Gold, document: Document | None) -> Iterator[Finding]:
    """Yield everything that gold or document has, and whether the other has it.

    None stands for a document that could not be read: it has nothing.
    """
    for wanted, found in pair_tasks(gold.tasks, document.tasks if document else ()):
        if wanted and wanted.optional:
            continue
        yield from _compare_task(wanted, found, gold.prose)
    yield from _compare_targets("goals", "core", gold.goals, document.goals if document else (), "[goals]")
    yield from _compare_info(gold.document, document.document if document else None)


def sum_up(findings: Iterable[Finding]) -> dict[Measure, Tally]:
    """Return the tally of each measure."""
    kinds = Counter((finding.measure, finding.kind) for finding in findings)
    return {m: Tally(kinds[m, "hit"], kinds[m, "missed"], kinds[m, "extra"]) for m in MEASURES}


def pair_tasks(
    wanted: Sequence[GoldTask], found: Sequence[Task]
) -> Iterator[tuple[GoldTask, Task] | tuple[GoldTask, None] | tuple[None, Task]]:
    """Yield the tasks that are the same, in order, and each one that the other side has not.

    Of all ways to pair them without crossing, the one of the greatest total similarity.
    """
    similar = _similarities(wanted, found)
    rows, columns = len(wanted), len(found)
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in reversed(range(rows)):
        for column in reversed(range(columns)):
            pair = similar[row][column] + best[row + 1][column + 1] if similar[row][column] else 0.0
            best[row][column] = max(pair, best[row + 1][column], best[row][column + 1])
    row = column = 0
    while row < rows or column < columns:
        here = best[row][column]
        pairs = row < rows and column < columns and similar[row][column]
        if pairs and here == pairs + best[row + 1][column + 1]:
            yield wanted[row], found[column]
            row, column = row + 1, column + 1
        elif column == columns or (row < rows and here == best[row + 1][column]):
            yield wanted[row], None
            row += 1
        else:
            yield None, found[column]
            column += 1


def _similarities(wanted: Sequence[GoldTask], found: Sequence[Task]) -> list[list[float]]:
    """Return how alike each wanted and each found task are; 0 where they cannot be the same."""
    words = [(_plain(task.number), _plain(task.title), _plain(task.text)) for task in found]
    table = []
    for task in wanted:
        number, title = _plain(task.number), _plain(task.title)
        row = [
            _likeness(title, n, other, text) + 0.1 * (number == n) if title else 0.0
            for n, other, text in words
        ]
        table.append([likeness if likeness >= _SAME_TASK else 0.0 for likeness in row])
    return table


def _likeness(title: str, number: str, found_title: str, text: str) -> float:
    reach = len(title) + _LEAD_IN
    if title in found_title[:reach] or title in text[: len(number) + reach]:
        return 1.0
    return _dice(title, found_title[: 2 * len(title)] or text[: len(title)])


def _compare_task(wanted: GoldTask | None, found: Task | None, prose: bool) -> Iterator[Finding]:
    either = wanted or found
    name = f"[{either.number} {either.title[:12]}]" if either else ""
    yield Finding("tasks", "hit" if wanted and found else "missed" if wanted else "extra", name, found)
    units = wanted.units if wanted else ()
    assignments = found.assignments if found else ()
    yield from _compare_units("units", units, assignments, prose, name)
    leads = [unit for unit in units if unit.role == "lead"]
    leading = [assignment for assignment in assignments if assignment.role == "lead"]
    yield from _compare_units("leads", leads, leading, prose, name)
    targets = (wanted.targets if wanted else (), found.targets if found else ())
    for measure in LEVELS:
        yield from _compare_targets(measure, measure, *targets, name)


def _compare_units(
    measure: Measure, wanted: Iterable[GoldUnit], found: Iterable[Assignment], prose: bool, name: str
) -> Iterator[Finding]:
    """Yield units wanted and found; one that is only found in running text counts if `prose`."""
    asked = {(unit.role, _plain(unit.name)): unit for unit in wanted}
    given = {(assignment.role, _plain(assignment.name)): assignment for assignment in found}
    for key, unit in asked.items():
        if not unit.optional:
            kind: Literal["hit", "missed"] = "hit" if key in given else "missed"
            yield Finding(measure, kind, f"{name} {unit.role} {unit.name}", given.get(key))
    for key, assignment in given.items():
        if key not in asked and (prose or assignment.evidence != "prose"):
            yield Finding(measure, "extra", f"{name} {assignment.role} {assignment.name}", assignment)


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a target says, in the form in which it is compared."""

    quantity: Amount
    comparator: str
    change: str | None
    indicator: str
    baseline: str
    deadline: str | None
    optional: bool
    words: str
    record: Target | None = None

    def equals(self, other: "_Claim", level: Level) -> bool:
        same = self.quantity == other.quantity
        if level == "value" or not same:
            return same
        core = (self.comparator, self.change) == (other.comparator, other.change)
        if level == "core":
            return core and _overlap(self.indicator, other.indicator)
        rest = (self.indicator, self.deadline, self.baseline)
        return core and bool(self.indicator) and rest == (other.indicator, other.deadline, other.baseline)


def _compare_targets(
    measure: Measure, level: Level, wanted: Iterable[GoldTarget], found: Iterable[Target], name: str
) -> Iterator[Finding]:
    """Yield targets wanted and found; each takes the best one that is left, those that count first."""
    left = [_claim(target) for target in found]
    for claim in sorted(map(_claim_gold, wanted), key=lambda claim: claim.optional):
        levels: tuple[Level, ...] = ("strict", level, "value") if claim.optional else ("strict", level)
        match = next((other for step in levels for other in left if claim.equals(other, step)), None)
        if match:
            left.remove(match)
        if not claim.optional:
            record = match.record if match else None
            yield Finding(measure, "hit" if match else "missed", f"{name} {claim.words}", record)
    for claim in left:
        yield Finding(measure, "extra", f"{name} {claim.words}", claim.record)


def _claim(target: Target) -> _Claim:
    baseline = target.baseline.raw if target.baseline else None
    deadline = target.deadline.date if target.deadline else None
    return _make_claim(target, baseline, deadline, optional=False)


def _claim_gold(target: GoldTarget) -> _Claim:
    return _make_claim(target, target.baseline, target.deadline, target.optional)


def _make_claim(
    target: Target | GoldTarget, baseline: str | None, deadline: str | None, optional: bool
) -> _Claim:
    return _Claim(
        quantity=_quantity(target.value, target.upper, target.unit),
        comparator=target.comparator,
        change=target.change,
        indicator=_plain(target.indicator),
        baseline=_plain(baseline),
        deadline=deadline or None,
        optional=optional,
        words=f"{target.indicator} {target.comparator} {target.value}{target.unit}",
        record=target if isinstance(target, Target) else None,
    )


def _quantity(value: str, upper: str | None, unit: str) -> Amount:
    """Return value, upper end and unit, with the unit's scale words moved into the numbers."""
    unit = normalize("NFKC", unit).replace(" ", "").lower()
    scale = Decimal(1)
    while len(unit) > 1 and unit[0] in _SCALES:
        scale *= _SCALES[unit[0]]
        unit = unit[1:]
    return _scaled(value, scale), _scaled(upper, scale), unit


def _scaled(number: str | None, scale: Decimal) -> Decimal | str | None:
    try:
        return Decimal(number) * scale if number else None
    except InvalidOperation:
        return number


def _compare_info(wanted: GoldInfo, found: DocumentInfo | None) -> Iterator[Finding]:
    """Yield the data that gold names; a wrong one is missed, and one too many as well."""
    for key in ("title", "document_number", "issued_on", "issuers"):
        if key not in wanted.model_fields_set or (key == "title" and not wanted.title):
            continue
        asked, given = getattr(wanted, key), getattr(found, key, None)
        if _same_info(key, asked, given):
            yield Finding("metadata", "hit", key)
        else:
            what = f"{key}: {asked!r}, not {given!r}"
            yield Finding("metadata", "missed", what)
            yield Finding("metadata", "extra", what)


def _same_info(key: str, wanted: Any, found: Any) -> bool:
    if key == "issuers":
        return set(map(_plain, wanted or ())) == set(map(_plain, found or ()))
    asked, given = _plain(wanted), _plain(found)
    contained = key == "title" and bool(given) and (given in asked or asked in given)
    return asked == given or contained


def _overlap(a: str, b: str) -> bool:
    """Return whether two indicators mean the same: one is in the other, or they share half of their words."""
    if not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    return (short in long and len(long) <= 3 * len(short)) or _dice(a, b) >= 0.5


def _plain(text: str | None) -> str:
    """Return the text without what only printing decides: spaces, punctuation, full-width forms, case."""
    return re.sub(r"[\W_]+", "", normalize("NFKC", text or "")).lower()


def _dice(a: str, b: str) -> float:
    """Return the share of the pairs of neighbouring letters that two texts have in common."""
    x, y = _pairs(a), _pairs(b)
    return 2 * (x & y).total() / (x.total() + y.total())


def _pairs(text: str) -> Counter[str]:
    return Counter(text[i : i + 2] for i in range(len(text) - 1)) or Counter([text])
