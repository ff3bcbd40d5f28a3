"""Steps of a cascade as people and programs take them: a table, CSV, JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from typing import Any, Final

from pipeline.export import csv_lines, json_lines, printable
from pipeline.language import N_, _
from pipeline.track.cascade import Step
from pipeline.track.listing import word

COLUMNS: Final = (
    *("indicator_id", "indicator", "year", "level", "region", "region_code", "comparator", "value", "upper"),
    *(
        "unit",
        "change",
        "above",
        "relation",
        "difference",
        "leads",
        "document",
        "title",
        "issued_on",
        "words",
    ),
)
_NAMES = (
    *(N_("tighter"), N_("looser"), N_("equal"), N_("higher"), N_("lower"), N_("part"), N_("nothing above")),
    *(N_("nation"), N_("province"), N_("city"), N_("county")),
)
"""Relations and levels, for translation."""
_SHOWN: Final[tuple[tuple[str, int, Callable[[Step], str]], ...]] = (
    (N_("level"), 2, lambda step: _(step.level) if step.level else ""),
    (N_("region"), 3, lambda step: step.region),
    (N_("year"), 1, lambda step: str(step.year)),
    (N_("target"), 3, lambda step: word(step.promised)),
    (N_("beside the one above"), 3, lambda step: _beside(step)),
    (N_("set by"), 5, lambda step: f"{step.promised.title} {step.promised.issued_on or ''}".strip()),
)


def _beside(step: Step) -> str:
    said = _(step.relation)
    if step.difference is None or step.difference == "0":
        return said
    away = f"{step.difference} %" if step.relation == "part" else step.difference
    return f"{said} {away}" if step.relation == "part" else f"{said} ({away})"


def step_cells(step: Step) -> dict[str, Any]:
    """Return the step with one value a cell."""
    return {
        name: getattr(step, name) if hasattr(step, name) else getattr(step.promised, name) for name in COLUMNS
    }


def list_table(steps: Iterable[Step], columns: int) -> Iterator[str]:
    """Yield a table for each indicator, as wide as the terminal, and how many targets there are."""
    from rich.console import Console
    from rich.table import Table

    console = Console(file=StringIO(), markup=False, highlight=False, width=columns)
    tables: dict[str, Table] = {}
    number = 0
    for step in steps:
        number += 1
        name = printable(step.indicator)
        if name not in tables:
            tables[name] = Table(title=name, title_justify="left", padding=(0, 1, 0, 0))
            for head, ratio, __ in _SHOWN:
                tables[name].add_column(_(head), ratio=ratio, overflow="fold")
        tables[name].add_row(*(printable(show(step)) for *__, show in _SHOWN))
    for table in tables.values():
        with console.capture() as capture:
            console.print(table)
        yield capture.get()
    yield _("targets: {number}").format(number=number) + "\n"


def list_csv(steps: Iterable[Step], columns: int) -> Iterator[str]:
    """Return CSV with a head, some lines at a time."""
    return csv_lines(COLUMNS, (tuple(step_cells(step).values()) for step in steps))


def list_json(steps: Iterable[Step], columns: int) -> Iterator[str]:
    """Return a list of objects, one by one."""
    return json_lines(map(step_cells, steps))


LISTINGS: Final[dict[str, Callable[[Iterable[Step], int], Iterator[str]]]] = {
    "table": list_table,
    "csv": list_csv,
    "json": list_json,
}
