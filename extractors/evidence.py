"""Evidence: named signs, weighed by one data file, say which of some classes is the likely one.

The weights of every decision stand in ``weights.toml``, a section a decision, a line a sign; they are
fitted by the scripts named there. A sign that a section does not name weighs nothing.
"""

import math
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

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
def weights_of(decision: str) -> Mapping[str, Mapping[str, float]]:
    """Return the weight that each sign of a decision gives to each class."""
    text = files(_PACKAGE).joinpath("weights.toml").read_text(encoding="utf-8")
    table: Mapping[str, Mapping[str, float]] = tomllib.loads(text)["decision"][decision]
    return table


def weigh(decision: str, signs: Iterable[str], without: frozenset[str] = frozenset()) -> Weighed:
    """Return the class that the signs speak for most: a softmax over the sums of their weights.

    `without` are classes that cannot be.

    >>> weigh("status", ["any", "part review", "said last past"]).likely
    'achieved'
    """
    table = weights_of(decision)
    sums = {kind: weight for kind, weight in table["any"].items() if kind not in without}
    for sign in signs:
        if sign in table and sign != "any":
            for kind, weight in table[sign].items():
                if kind in sums:
                    sums[kind] += weight
    first, second, *_ = sorted(sums, key=lambda kind: -sums[kind])
    whole = sum(math.exp(total - sums[first]) for total in sums.values())
    return Weighed(first, 1 / whole, second)
