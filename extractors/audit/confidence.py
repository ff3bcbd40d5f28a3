"""How sure each record is: the share of records like it that were right on gold.

A record has signs (how the text says it, what stands unread beside it, how the document fares as a whole);
each has a weight in ``weights.toml``, and their sum is looked up in a table of shares. Weights and
table are fitted by ``scripts/fit_confidence.py`` and are read here only.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import TypeVar

from extractors.audit.bodies import may_be_body
from extractors.audit.spans import Spans
from extractors.evidence import weights
from extractors.records import (
    Assignment,
    Coverage,
    Document,
    Evidence,
    Problem,
    Quantity,
    Role,
    Share,
    Target,
    Task,
)
from extractors.values import value

Signs = tuple[str, ...]
"""Names of the signs that a record has, in a fixed order."""
T = TypeVar("T", bound=Target)

_LONG_TITLE, _LONG_TASK, _LONG_NAME, _LONG_INDICATOR = 40, 800, 14, 16
_BESIDE = 30
"""Characters around a number in which another one that was not read makes it doubtful."""
_UNLIKE = ("unlike-siblings", "joined-tasks", "unread-item")
_ROLES = ("unknown-role", "duplicate-unit", "unread-unit")
_NUMBERS = ("unread-number", "unpaired-values", "implausible-value")


@value
class Model:
    """Weights of signs for one kind of record, and the share of right ones by their sum."""

    weights: dict[str, float]
    sums: tuple[float, ...]
    """Lower ends of the steps of the table, the first of which is open."""
    shares: tuple[float, ...]

    def confidence(self, signs: Signs) -> float:
        """Return the share of records with these signs that were right."""
        total = sum(self.weights.get(sign, 0.0) for sign in signs)
        return self.shares[max(0, bisect_right(self.sums, total) - 1)]


@cache
def models() -> dict[str, Model]:
    """Return the models by kind of record: task, unit, target, quantity."""
    return {
        kind: Model(entry["weights"], tuple(entry["sums"]), tuple(entry["shares"]))
        for kind, entry in weights()["confidence"].items()
    }


@cache
def _confidence(kind: str, signs: Signs) -> float:
    model = models().get(kind)
    return model.confidence(signs) if model else 1.0


@value
class Rater:
    """The signs of the records of one document."""

    document: Document
    whole: Signs
    """Signs of the document, which every record has."""
    measured: str
    """How many of its numbers were read."""
    unlike: Spans
    roles: Spans
    numbers: Spans
    known: frozenset[str]
    """Ids of the agencies that the registry knows."""

    def task(self, task: Task) -> Signs:
        """Return the signs of a task."""
        return (
            *self.whole,
            "numbered" if task.number else "unnumbered",
            *(("units",) if task.assignments else ()),
            *(("long title",) if len(task.title) > _LONG_TITLE else ()),
            *(("long",) if len(task.text) > _LONG_TASK else ()),
            *(("unlike",) if self.unlike.meets(*task.span) else ()),
            *(("unread unit",) if self.roles.meets(*task.span) else ()),
        )

    def unit(self, unit: Assignment, doubtful: bool, unlike: bool) -> Signs:
        """Return the signs of an assignment; its task may hold unread names, or be unlike its siblings."""
        known, body = unit.agency in self.known, may_be_body(unit.name)
        long = len(unit.name) > _LONG_NAME
        return _of_unit(self.whole, unit.evidence, unit.role, known, body, long, doubtful, unlike)

    def target(self, target: Target) -> Signs:
        """Return the signs of a target, a goal or a quantity."""
        start, end = target.value_span
        deadline = target.deadline
        return (
            *self.whole,
            self.measured,
            "goal" if hasattr(target, "section") else getattr(target, "status", "target"),
            "no deadline" if deadline is None else "inherited" if deadline.inherited else "dated",
            *(("ambiguous",) if target.ambiguous else ()),
            *(("change",) if target.change else ()),
            *(("part",) if target.part_of is not None else ()),
            *(("no unit",) if not target.unit else ()),
            *(("short indicator",) if len(target.indicator) <= 2 else ()),
            *(("long indicator",) if len(target.indicator) > _LONG_INDICATOR else ()),
            *(("doubt beside",) if self.numbers.meets(start - _BESIDE, end + _BESIDE) else ()),
        )


@lru_cache(maxsize=4096)
def _of_unit(
    whole: Signs,
    evidence: Evidence,
    role: Role,
    known: bool,
    body: bool,
    long: bool,
    doubtful: bool,
    unlike: bool,
) -> Signs:
    return (
        *whole,
        evidence,
        role,
        "known" if known else "unknown",
        "" if body else "odd name",
        "long name" if long else "",
        "doubt beside" if doubtful else "",
        "unlike" if unlike else "",
    )


def make_rater(document: Document, coverage: Coverage) -> Rater:
    """Return what tells the signs of the document's records."""
    return Rater(
        document,
        tuple(_of_document(document, coverage)),
        _step("numbers", coverage.numbers),
        Spans(_places(document.problems, _UNLIKE)),
        Spans(_places(document.problems, _ROLES)),
        Spans(_places(document.problems, _NUMBERS)),
        frozenset(agency.id for agency in document.agencies if agency.resolved),
    )


def _of_document(document: Document, coverage: Coverage) -> Iterator[str]:
    yield _step("items", coverage.items)
    yield _step("units", coverage.units)
    if not document.document.title:
        yield "no title"


def _step(name: str, share: Share) -> str:
    read, seen = share
    if read >= 0.95 * seen:
        return f"{name} read"
    return f"{name} half read" if read >= 0.7 * seen else f"{name} unread"


def _places(problems: Iterable[Problem], codes: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    return (problem.span for problem in problems if problem.span and problem.code in codes)


def rate(document: Document, coverage: Coverage) -> Document:
    """Return the document with a confidence for each record."""
    rater = make_rater(document, coverage)
    return document.changed(
        tasks=tuple(_rate_task(task, rater) for task in document.tasks),
        goals=tuple(_rate_target(goal, rater) for goal in document.goals),
        quantities=tuple(_rate_target(quantity, rater) for quantity in document.quantities),
    )


def _rate_task(task: Task, rater: Rater) -> Task:
    doubtful, unlike = rater.roles.meets(*task.span), rater.unlike.meets(*task.span)
    return task.changed(
        confidence=_confidence("task", rater.task(task)),
        assignments=tuple(
            unit.changed(confidence=_confidence("unit", rater.unit(unit, doubtful, unlike)))
            for unit in task.assignments
        ),
        targets=tuple(_rate_target(target, rater) for target in task.targets),
    )


def _rate_target(target: T, rater: Rater) -> T:
    kind = "quantity" if isinstance(target, Quantity) else "target"
    return target.changed(confidence=_confidence(kind, rater.target(target)))
