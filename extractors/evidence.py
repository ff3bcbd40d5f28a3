"""Decisions by weighed evidence: a linear score over named signs, whose weights are data (weights.toml).

No sign settles a decision by itself: each adds its weight (in log-odds, as logistic regression fits it),
and what stands close to the threshold is said to be near it.
"""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from math import exp

from extractors.values import value

_NEAR = 0.5
"""Log-odds to the threshold, either way, within which a decision is uncertain: odds of 1.6 to 1."""
_SETTINGS = ("bias", "threshold")


@value
class Verdict:
    """What the signs decide, and how far it is from the other decision."""

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
        """Probability of the decision that was taken, by the logistic function."""
        return 1 / (1 + exp(-abs(self.score)))


@cache
def weights(decision: str) -> dict[str, float]:
    """Return the weights of a decision by sign, with its `bias` and its `threshold`."""
    text = files(__package__).joinpath("weights.toml").read_text(encoding="utf-8")
    table: dict[str, float] = tomllib.loads(text)["decision"][decision]
    return table


def weigh(decision: str, signs: Iterable[str]) -> Verdict:
    """Return the verdict of a decision on the signs that were seen, each counted once.

    >>> weigh("rules", ["title-law", "in-force"]).holds, weigh("rules", ["title-plan"]).holds
    (True, False)
    """
    table = weights(decision)
    seen = tuple(sorted(set(signs) - set(_SETTINGS)))
    score = table["bias"] + sum(table[sign] for sign in seen) - table["threshold"]
    return Verdict(decision, score, seen)
