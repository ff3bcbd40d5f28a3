"""The picture of a cascade: a line for each place, its target as a point, a range or an arrow."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pipeline.language import _
from pipeline.pictures import NoPictureError, drawing
from pipeline.track.cascade import LEVELS, Step
from pipeline.track.listing import word

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST: Final = 400
"""Places that a picture has room for."""
_COLOURS: Final = dict(zip(LEVELS, ("#b3261e", "#1f5fa8", "#2e7d32", "#8a5a00"), strict=True))
_ROW, _WIDTH = 0.3, 8.0
"""Inches of a line and of the picture."""


def draw(steps: Sequence[Step], suffix: str, path: Path) -> None:
    """Draw the steps of one indicator, unit and year as SVG or PNG; `NoPictureError` if it cannot be."""
    drawn = _check(steps)
    with drawing(_WIDTH, 1.4 + _ROW * len(drawn), suffix, path) as figure:
        _fill(figure.subplots(), drawn)


def _check(steps: Sequence[Step]) -> list[Step]:
    if not steps:
        raise NoPictureError(_("there is no target to draw"))
    if len({(step.indicator_id or step.indicator, step.year) for step in steps}) > 1:
        raise NoPictureError(_("a picture shows one indicator of one year: choose by --indicator and --year"))
    if len({step.promised.normalized_unit for step in steps}) > 1:
        raise NoPictureError(_("the targets are in units that do not convert"))
    if len(steps) > MOST:
        raise NoPictureError(_("more than {most} places have no room: choose by --region").format(most=MOST))
    return list(steps)


def _fill(axes: Axes, steps: list[Step]) -> None:
    scale = _scale(steps)
    for place, step in enumerate(steps):
        _mark(axes, place, step, scale)
    top = steps[0]
    if top.level == "nation":
        axes.axvline(_number(top.promised.normalized_value, scale), color=_COLOURS["nation"], lw=0.8, ls="--")
    axes.set_yticks(range(len(steps)), [step.region for step in steps])
    axes.set_ylim(len(steps) - 0.4, -0.6)
    axes.margins(x=0.18)
    axes.set_xlabel(steps[0].promised.unit)
    axes.set_title(f"{top.indicator} {top.year}", loc="left")
    axes.grid(axis="x", lw=0.4, color="#cccccc")
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)


def _scale(steps: list[Step]) -> Decimal:
    """Return what makes of a normalised value one in the unit that the first step prints."""
    first = steps[0].promised
    value = Decimal(first.normalized_value)
    return Decimal(first.value) / value if value else Decimal(1)


def _number(value: str, scale: Decimal) -> float:
    return float(Decimal(value) * scale)


def _mark(axes: Axes, place: int, step: Step, scale: Decimal) -> None:
    told, colour = step.promised, _COLOURS.get(step.level, "#555555")
    low = _number(told.normalized_value, scale)
    high = (
        low * float(Decimal(told.upper) / Decimal(told.value)) if told.upper and Decimal(told.value) else low
    )
    if high != low:
        axes.plot([low, high], [place, place], color=colour, lw=3, solid_capstyle="round")
    marker = {"ge": ">", "gt": ">", "le": "<", "lt": "<"}.get(told.comparator, "o")
    face = "white" if told.comparator == "approx" else colour
    axes.plot([low], [place], marker, color=colour, markerfacecolor=face, markersize=6)
    axes.text(high, place, f"   {word(told)}", va="center", fontsize=8)
