"""The agencies' measures as a table for people, as CSV, as JSON."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import asdict, astuple, fields
from io import StringIO

from pipeline.export import clean, defuse, json_text, printable
from pipeline.graph.measures import AgencyMeasures, Measures
from pipeline.language import _, told

COLUMNS = tuple(field.name for field in fields(AgencyMeasures))
SHOWN = ("name", *COLUMNS[COLUMNS.index("tasks") : -1])
"""Columns of the table for people; where reforms are joined also ``names``."""
WIDEST = 400
"""Characters of a line: a name that is broken by a narrow terminal is none to copy or to search for."""


def list_table(measures: Measures) -> str:
    """Return a table as wide as its names, with a note on a betweenness that is sampled."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    is_joined = any(row.names for row in measures.agencies)
    shown = (SHOWN[0], "names", *SHOWN[1:]) if is_joined else SHOWN
    for name in shown:
        is_text = name in ("name", "names")
        table.add_column(told(name).replace("_", "_\n"), justify="left" if is_text else "right")
    for row in measures.agencies:
        cells = asdict(row) | {"betweenness_centrality": f"{row.betweenness_centrality:.4f}"}
        table.add_row(*(printable(str(cells[name])) for name in shown))
    console = Console(file=StringIO(), markup=False, highlight=False, width=WIDEST)
    with console.capture() as capture:
        console.print(table)
        if measures.sample:
            console.print(_("betweenness_centrality is sampled: k={sample}").format(sample=measures.sample))
    return capture.get()


def list_csv(measures: Measures) -> str:
    """Return CSV with a head."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in measures.agencies:
        writer.writerow(defuse(clean(cell)) if isinstance(cell, str) else cell for cell in astuple(row))
    return file.getvalue()


def list_json(measures: Measures) -> str:
    """Return an object of `agencies`, and of the sample that betweenness is had from (null: exact)."""
    value = {"betweenness_sample": measures.sample, "agencies": [asdict(row) for row in measures.agencies]}
    return json_text(value)


LISTINGS: dict[str, Callable[[Measures], str]] = {
    "table": list_table,
    "csv": list_csv,
    "json": list_json,
}
