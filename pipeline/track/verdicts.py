"""Verdicts: whether what was promised was delivered, and by which rule.

A goal with a bound (以上, 以内) is met or missed, never exceeded. A plain value or a range is met where it
is told just so, and exceeded on the better side. 左右 gives no bound: what is told within half a point, or
within a twentieth of an amount, leaves the verdict open; so do prices that rose less than was expected, and
another value than the promised one where more is neither better nor worse.
"""

from decimal import Decimal
from typing import Literal

from extractors.indicators import Indicator
from extractors.values import value
from pipeline.track.facts import Fact
from pipeline.track.units import rounded

Name = Literal["met", "missed", "exceeded", "open", "not told", "not comparable", "no target"]
_HALF_POINT = Decimal("0.5")
_TWENTIETH = Decimal("0.05")
_RATIOS = frozenset(("%", "‰", "个百分点"))
_LATE = "11"
"""Month from which a paper of a year may tell what the year came to."""
_APART = 3
"""Times by which an amount may differ from the one that was promised: of 57 real pairs those beyond were of
two things (what is built in a year and what there is, one year and five)."""
_LOWER, _UPPER = frozenset(("gt", "ge")), frozenset(("lt", "le"))


@value
class Verdict:
    """A verdict, the rule that gave it, and told less promised, in the promise's unit as printed."""

    name: Name
    rule: str
    difference: str = ""


@value
class _Case:
    """A goal and what is told, so turned that the goal's own direction is up."""

    comparator: str
    goal: Decimal
    upper: Decimal
    told: Decimal
    bound: str
    """``low`` where at least `told` is told, ``high`` where at most; empty for a value."""
    strict: bool
    better: bool | None
    band: Decimal
    price: bool

    def mirrored(self) -> "_Case":
        """Return the same with down as up."""
        turned = {"ge": "le", "le": "ge", "gt": "lt", "lt": "gt"}.get(self.comparator, self.comparator)
        bound = {"low": "high", "high": "low"}.get(self.bound, "")
        better = None if self.better is None else not self.better
        return _Case(
            turned, -self.upper, -self.goal, -self.told, bound, self.strict, better, self.band, self.price
        )


def judge(promised: Fact | None, delivered: Fact | None, indicator: Indicator | None) -> Verdict:
    """Return the verdict on a promise and what is told of it."""
    if promised is None:
        return Verdict("no target", "nothing-promised")
    if promised.key.times in ("undated", "part"):
        return Verdict("not comparable", "no-year" if promised.key.times == "undated" else "part-of-a-year")
    if delivered is None:
        return Verdict("not told", "nothing-told")
    if promised.base_unit != delivered.base_unit:
        return Verdict("not comparable", "units-do-not-convert")
    if _is_early(delivered, promised):
        return Verdict("not comparable", "told-before-the-year-was-over")
    if _is_far(promised, delivered):
        return Verdict("not comparable", "too-far-apart")
    case, turn = _case(promised, delivered, indicator)
    # A bound from above is one from below, seen in a mirror.
    name, rule = _settle(case.mirrored()) if case.bound == "high" else _settle(case)
    return Verdict(name, rule, _difference(promised, delivered, turn))


def _is_early(delivered: Fact, promised: Fact) -> bool:
    """Tell whether an outcome of a year is told by a paper of that very year, which cannot know it yet."""
    year = delivered.key.year
    if delivered.key.times != "year" or delivered.document_year != year:
        return False
    if delivered.issued_on:
        return f"{year:04}" == delivered.issued_on[:4] and delivered.issued_on[5:7] < _LATE
    return delivered.document == promised.document


def _is_far(promised: Fact, delivered: Fact) -> bool:
    """Tell whether two amounts are too far apart to be of one thing: built this year, there in all."""
    if promised.key.measure != "level" or promised.base_unit in _RATIOS:
        return False
    goal, told = abs(Decimal(promised.base_value)), abs(Decimal(delivered.base_value))
    upper = abs(Decimal(promised.base_upper or promised.base_value))
    return told > _APART * max(goal, upper) or _APART * told < min(goal, upper)


def _case(promised: Fact, delivered: Fact, indicator: Indicator | None) -> tuple[_Case, int]:
    """Return the case, and the sign that turns the told value into the goal's direction."""
    turn = -1 if promised.change and delivered.change and promised.change != delivered.change else 1
    goal = Decimal(promised.base_value)
    told = Decimal(delivered.base_value) * turn
    better = indicator.better if indicator else None
    if promised.change == "decrease" and better is not None:
        better = not better
    points = promised.base_unit in ("%", "个百分点")
    band = _HALF_POINT if points else abs(goal) * _TWENTIETH
    bound = "low" if delivered.comparator in _LOWER else "high" if delivered.comparator in _UPPER else ""
    if turn < 0:
        bound = {"low": "high", "high": "low"}.get(bound, "")
    case = _Case(
        promised.comparator,
        goal,
        Decimal(promised.base_upper or promised.base_value),
        told,
        bound,
        delivered.comparator in ("gt", "lt"),
        better,
        band,
        indicator is not None and indicator.price,
    )
    return case, turn


def _settle(case: _Case) -> tuple[Name, str]:
    """Return verdict and rule for a value, or for one that is told to be at least so much."""
    low = case.bound != ""
    above = case.told > case.upper or (low and case.strict and case.told == case.upper)
    below = case.told < case.goal
    if low and below:
        return ("not comparable", "only-a-bound-is-told")
    if case.comparator in _LOWER:
        reached = not below and (case.comparator == "ge" or case.told > case.goal or (low and case.strict))
        return ("met", "at-least") if reached else ("missed", "at-least")
    if case.comparator in _UPPER:
        return _at_most(case, above, low)
    if case.comparator == "approx":
        return _about(case, low)
    if not above and not below:
        return ("met", "within-the-range" if case.comparator == "between" else "the-very-value")
    return _beyond(case, above, "beyond-the-range" if case.comparator == "between" else "beyond-the-value")


def _at_most(case: _Case, above: bool, low: bool) -> tuple[Name, str]:
    if above or (case.comparator == "lt" and case.told == case.upper):
        return ("missed", "at-most")
    return ("not comparable", "only-a-bound-is-told") if low else ("met", "at-most")


def _about(case: _Case, low: bool) -> tuple[Name, str]:
    away = case.told - case.goal
    if away == 0 and not low:
        return ("met", "the-very-value")
    if abs(away) < case.band or (abs(away) == case.band and not (low and case.strict)):
        return ("open", "about-within-the-band")
    if case.price and (away < 0) != (case.better is True):
        return ("open", "less-than-expected-of-prices")
    return _beyond(case, away > 0, "about-beyond-the-band")


def _beyond(case: _Case, above: bool, rule: str) -> tuple[Name, str]:
    if case.better is None:
        return ("open", "better-side-not-said")
    return ("exceeded" if above == case.better else "missed", rule)


def _difference(promised: Fact, delivered: Fact, turn: int) -> str:
    """Return told less promised (of a range: its nearer end) in the promise's unit, plainly written."""
    value = Decimal(promised.base_value)
    if not value:
        return ""
    scale = Decimal(promised.value) / value
    told = Decimal(delivered.base_value) * turn
    ends = (value, Decimal(promised.base_upper or promised.base_value))
    nearest = min(ends, key=lambda end: abs(told - end)) if not ends[0] <= told <= ends[1] else told
    return rounded((told - nearest) * scale, 6)
