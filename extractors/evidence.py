"""Evidence: named signs, weighed by one data file, say which of some classes is the likely one.

The weights of every decision stand in ``weights.toml``, a section a decision, a line a sign; its table
``origin`` says which script fitted them, or why a person set them. A sign that a section does not name
weighs nothing; tests/test_evidence.py holds that code and sections name the same signs.
"""

import math
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from extractors.values import value

_PACKAGE = "extractors"


@value
class Weighed:
    """The likely class of a decision, and how likely it is."""

    likely: str
    probability: float
    second: str
    """The class that comes next."""


@cache
def weights() -> Mapping[str, Any]:
    """Return what ``weights.toml`` holds: where weights are from, of decisions, of how sure records are."""
    return tomllib.loads(files(_PACKAGE).joinpath("weights.toml").read_text(encoding="utf-8"))


def _decisions() -> Mapping[str, Any]:
    decisions: Mapping[str, Any] = weights()["decision"]
    return decisions


def weights_of(decision: str) -> Mapping[str, Mapping[str, float]]:
    """Return the weight that each sign of a decision gives to each class."""
    table: Mapping[str, Mapping[str, float]] = _decisions()[decision]
    return table


Row = tuple[float, ...]
"""The weight that a sign gives to each class."""


@cache
def _rows(decision: str, without: frozenset[str]) -> tuple[tuple[str, ...], Row, Mapping[str, Row]]:
    """Return the classes that can be, their weights before any sign, and those that each sign gives them."""
    table = weights_of(decision)
    classes = tuple(kind for kind in table["any"] if kind not in without)
    rows = {sign: tuple(weights.get(kind, 0.0) for kind in classes) for sign, weights in table.items()}
    return classes, rows.pop("any"), rows


def weigh(decision: str, signs: Iterable[str], without: frozenset[str] = frozenset()) -> Weighed:
    """Return the class that the signs speak for most: a softmax over the sums of their weights.

    `without` are classes that cannot be.

    >>> weigh("status", ["any", "part review", "said last past"]).likely
    'achieved'
    """
    classes, before, rows = _rows(decision, without)
    sums = list(map(sum, zip(before, *(rows[sign] for sign in signs if sign in rows), strict=True)))
    first, second = sorted(range(len(sums)), key=sums.__getitem__, reverse=True)[:2]
    whole = sum([math.exp(total - sums[first]) for total in sums])
    return Weighed(classes[first], 1 / whole, classes[second])


_NEAR = 0.5
"""Log-odds to the threshold, either way, within which a decision is uncertain: odds of 1.6 to 1."""
SETTINGS = ("bias", "threshold", "sure")
"""What of a section is no sign: `sure` is the score from which no other sign is looked for."""


@value
class Verdict:
    """Whether a decision with two ways holds, and how far it is from the other way."""

    decision: str
    score: float
    """Log-odds above the threshold."""
    signs: tuple[str, ...]
    """Those that were seen."""

    @property
    def holds(self) -> bool:
        return self.score >= 0

    @property
    def is_near(self) -> bool:
        return abs(self.score) < _NEAR

    @property
    def confidence(self) -> float:
        """Probability of the way that was taken, by the logistic function."""
        return 1 / (1 + math.exp(-abs(self.score)))


def terms_of(decision: str) -> Mapping[str, float]:
    """Return the weight of each sign of a decision with two ways, with its `bias` and its `threshold`."""
    table: Mapping[str, float] = _decisions()[decision]
    return table


def score_of(decision: str, signs: Iterable[str]) -> float:
    """Return the bias and the weights of the signs, each as often as it is seen, without the threshold.

    >>> score_of("home", ["title", "of the branches"])
    7
    """
    terms = terms_of(decision)
    return sum((terms.get(sign, 0) for sign in signs), terms["bias"])


def judge(decision: str, signs: Iterable[str]) -> Verdict:
    """Return whether a decision holds: bias + the weights of the signs seen >= threshold, each counted once.

    >>> [judge("rules", signs).holds for signs in (["title-regulation", "articles"], ["title-plan"])]
    [True, False]
    """
    seen = tuple(sorted(set(signs)))
    return Verdict(decision, score_of(decision, seen) - terms_of(decision)["threshold"], seen)
