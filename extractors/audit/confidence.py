"""How sure each record is: the share of records like it that were right on gold.

A record has signs (how the text says it, what stands unread beside it), and those of its document, among them
how much speaks for its being misread as a whole, which counts most in a style that nobody has read. Each has
a weight in ``weights.toml``, and their sum is looked up in a table of shares. Weights and table are fitted by
``scripts/fit_confidence.py`` and are read here only.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TypeVar

from extractors.audit.bodies import may_be_body
from extractors.audit.spans import Spans
from extractors.evidence import weights
from extractors.records import Assignment, Coverage, Document, Problem, Share, Target, Task
from extractors.values import value

Signs = tuple[str, ...]
"""Names of the signs that a record has, in a fixed order; one counts as often as it is named."""
T = TypeVar("T", bound=Target)

_LONG_TITLE, _SHORT_TITLE, _LONG_TASK, _LONG_NAME, _LONG_INDICATOR = 40, 4, 800, 14, 16
_BESIDE = 30
"""Characters around a number in which another one that was not read makes it doubtful."""
_LEAST, _MOST = -2, 5
"""Scores of the grade between which doubt of the document is told, a step for each."""
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

    def sum_of(self, signs: Iterable[str]) -> float:
        """Return the weights of the signs, together."""
        weights = self.weights
        return sum([weights.get(sign, 0.0) for sign in signs])

    def share_at(self, total: float) -> float:
        """Return the share of records with that sum of weights that were right."""
        return self.shares[max(0, bisect_right(self.sums, total) - 1)]


@cache
def models() -> dict[str, Model]:
    """Return the models by kind of record: task, unit, target, quantity."""
    return {
        kind: Model(entry["weights"], tuple(entry["sums"]), tuple(entry["shares"]))
        for kind, entry in weights()["confidence"].items()
    }


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
    acting: frozenset[str]
    """Ids of the tasks that name something to do."""
    known: frozenset[str]
    """Ids of the agencies that the registry knows."""

    def task(self, task: Task) -> Signs:
        """Return the own signs of a task."""
        return (
            "numbered" if task.number else "unnumbered",
            *(("units",) if task.assignments else ()),
            *(("long title",) if len(task.title) > _LONG_TITLE else ()),
            *(("short title",) if len(task.title) <= _SHORT_TITLE else ()),
            *(("long",) if len(task.text) > _LONG_TASK else ()),
        )

    def around(self, task: Task) -> Signs:
        """Return the signs that a task shares with its units."""
        return (
            "acts" if task.id in self.acting else "names nothing to do",
            *(("doubt beside",) if self.roles.meets(*task.span) else ()),
            *(("unlike",) if self.unlike.meets(*task.span) else ()),
        )

    def unit(self, unit: Assignment) -> Signs:
        """Return the own signs of an assignment."""
        return (
            unit.evidence,
            unit.role,
            "known" if unit.agency in self.known else "unknown",
            *(() if may_be_body(unit.name) else ("odd name",)),
            *(("long name",) if len(unit.name) > _LONG_NAME else ()),
        )

    def target(self, target: Target) -> Signs:
        """Return the own signs of a target, a goal or a quantity."""
        start, end = target.value_span
        deadline = target.deadline
        return (
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

    def signs(self) -> Iterator[tuple[str, Task | Assignment | Target, Signs]]:
        """Yield each record with its kind and all its signs."""
        document, whole = self.document, self.whole
        for task in document.tasks:
            around = self.around(task)
            yield "task", task, whole + around + self.task(task)
            yield from (("unit", unit, whole + around + self.unit(unit)) for unit in task.assignments)
            yield from (("target", target, whole + self.target(target)) for target in task.targets)
        yield from (("target", goal, whole + self.target(goal)) for goal in document.goals)
        yield from (("quantity", each, whole + self.target(each)) for each in document.quantities)


def make_rater(document: Document, coverage: Coverage, doubt: float, acting: Iterable[Task]) -> Rater:
    """Return what tells the signs of the document's records.

    `doubt` is the score of the signs that it was misread as a whole, `acting` the tasks that name something
    to do.
    """
    return Rater(
        document,
        tuple(_of_document(document, coverage, doubt)),
        _step("numbers", coverage.numbers),
        Spans(_places(document.problems, _UNLIKE)),
        Spans(_places(document.problems, _ROLES)),
        Spans(_places(document.problems, _NUMBERS)),
        frozenset(task.id for task in acting),
        frozenset(agency.id for agency in document.agencies if agency.resolved),
    )


def _of_document(document: Document, coverage: Coverage, doubt: float) -> Iterator[str]:
    yield _step("items", coverage.items)
    yield _step("units", coverage.units)
    if not document.document.title:
        yield "no title"
    yield from ("doubt of the document",) * (round(min(_MOST, max(_LEAST, doubt))) - _LEAST)


def _step(name: str, share: Share) -> str:
    read, seen = share
    if read >= 0.95 * seen:
        return f"{name} read"
    return f"{name} half read" if read >= 0.7 * seen else f"{name} unread"


def _places(problems: Iterable[Problem], codes: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    return (problem.span for problem in problems if problem.span and problem.code in codes)


def rate(rater: Rater) -> Document:
    """Return the document with a confidence for each record."""
    document = rater.document
    task, unit, target, quantity = (
        _sure(kind, rater.whole) for kind in ("task", "unit", "target", "quantity")
    )
    tasks = []
    for each in document.tasks:
        around = rater.around(each)
        tasks.append(
            each.changed(
                confidence=task(around + rater.task(each)),
                assignments=tuple(
                    [one.changed(confidence=unit(around + rater.unit(one))) for one in each.assignments]
                ),
                targets=tuple([one.changed(confidence=target(rater.target(one))) for one in each.targets]),
            )
        )
    return document.changed(
        tasks=tuple(tasks),
        goals=tuple([goal.changed(confidence=target(rater.target(goal))) for goal in document.goals]),
        quantities=tuple(
            [each.changed(confidence=quantity(rater.target(each))) for each in document.quantities]
        ),
    )


def _sure(kind: str, whole: Signs) -> Callable[[Signs], float]:
    """Return what gives the confidence of a record of a document by its own signs."""
    model = models().get(kind)
    if model is None:
        return lambda signs: 1.0
    before = model.sum_of(whole)
    return cache(lambda signs: model.share_at(before + model.sum_of(signs)))
