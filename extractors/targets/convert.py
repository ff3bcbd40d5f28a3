"""Findings as records of the JSON contract."""

from decimal import Decimal
from typing import Any

from extractors.indicators import identify
from extractors.records import Baseline, Deadline, Goal, Normalized, Period, Quantity, Target
from extractors.targets.measures import normalized_unit, scale_of
from extractors.targets.model import Finding


def to_target(finding: Finding) -> Target:
    """Return the finding as a target of a task."""
    return Target(**_fields(finding))


def to_goal(finding: Finding, section: str | None) -> Goal:
    """Return the finding as a goal that stands in a section."""
    return Goal(**_fields(finding), section=section)


def to_quantity(finding: Finding) -> Quantity:
    """Return the finding as a quantity that is no target; ValueError if it is one."""
    if finding.status is None:
        raise ValueError(f"a target is no quantity: {finding.indicator} {finding.value}{finding.unit}")
    told = Period(start=finding.told_for[0], end=finding.told_for[1]) if finding.told_for else None
    fields = {**_fields(finding), "deadline": None}
    return Quantity(**fields, status=finding.status, told_for=told)


def normalize(value: str, upper: str | None, unit: str) -> Normalized:
    """Return the quantity with its scale word resolved.

    >>> normalize("24.8", None, "万亩").to_value()
    {'value': '248000', 'upper': None, 'unit': '亩'}
    """
    scale = scale_of(unit)
    return Normalized(
        value=_scaled(value, scale),
        upper=_scaled(upper, scale) if upper else None,
        unit=normalized_unit(unit),
    )


def _scaled(value: str, scale: int) -> str:
    if scale == 1:
        return value
    number = Decimal(value) * scale
    return format(
        number.to_integral_value() if number == number.to_integral_value() else number.normalize(), "f"
    )


def _fields(finding: Finding) -> dict[str, Any]:
    day, base = finding.deadline, finding.baseline_raw
    return {
        "indicator": finding.indicator,
        "applies_to": finding.applies_to,
        "comparator": finding.comparator,
        "value": finding.value,
        "upper": finding.upper,
        "unit": finding.unit,
        "normalized": normalize(finding.value, finding.upper, finding.unit),
        "change": finding.change,
        "rate": "annual" if finding.annual else None,
        "baseline": Baseline(raw=base, year=finding.baseline_year) if base else None,
        "deadline": Deadline(raw=day.raw, date=day.date, inherited=day.inherited) if day else None,
        "part_of": finding.part_of,
        "ambiguous": finding.ambiguous,
        "indicator_id": identify(finding.indicator, finding.unit, finding.dimension, finding.change),
        "span": (finding.start, finding.end),
        "value_span": (finding.value_start, finding.value_end),
    }
