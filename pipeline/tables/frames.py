"""pandas frames of the tables, in portions of some hundred documents, so that memory stays small."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from extractors.records import Document
from pipeline.export import clean
from pipeline.lineage import Lineage
from pipeline.lineage.listing import link_cells
from pipeline.tables.agency_rows import Roster
from pipeline.tables.columns import Table, Type, load_tables
from pipeline.tables.rows import APART, ROWS, Row
from pipeline.tables.series_rows import SeriesRows, indicator_rows

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T")
PORTION, PORTION_OF_ROWS = 500, 20_000
"""Documents, and rows of a series, in one portion."""
DTYPES: dict[Type, Any] = {
    "VARCHAR": "str",
    "DATE": "str",
    "BIGINT": "Int64",
    "DOUBLE": "Float64",
    "BOOLEAN": "boolean",
}


def stream_frames(documents: Iterable[Document], apart: bool = False) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the name of a table and its next rows; each table comes at least once.

    What is had of all documents comes last: `agencies`, `indicators`, `series` and `lineage`. With `apart`
    the table of texts comes too.
    """
    tables, roster = load_tables(apart), Roster()
    rows_of = ROWS | (APART if apart else {})
    for name, table in tables.items():
        yield name, make_frame(table, [])
    with SeriesRows() as series, Lineage() as lineage:
        for portion in _portions(documents):
            for document in portion:
                roster.add(document)
                series.add(document)
                lineage.add(document)
            for name, find in rows_of.items():
                yield name, make_frame(tables[name], [row for document in portion for row in find(document)])
        yield "agencies", make_frame(tables["agencies"], list(roster.rows()))
        yield "indicators", make_frame(tables["indicators"], list(indicator_rows()))
        for rows in _portions(series.rows(), PORTION_OF_ROWS):
            yield "series", make_frame(tables["series"], rows)
        for links in _portions(lineage.links(), PORTION_OF_ROWS):
            yield "lineage", make_frame(tables["lineage"], [link_cells(link) for link in links])


def build_frames(documents: Iterable[Document]) -> dict[str, pd.DataFrame]:
    """Return each table as one frame, by name."""
    import pandas as pd

    parts: dict[str, list[pd.DataFrame]] = {}
    for name, frame in stream_frames(documents):
        parts.setdefault(name, []).append(frame)
    return {name: pd.concat(frames, ignore_index=True) for name, frames in parts.items()}


def with_headings(frames: Iterable[tuple[str, pd.DataFrame]]) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the frames with the Chinese headings of their columns."""
    for name, frame in frames:
        headings = {column.name: column.chinese for column in load_tables()[name].columns}
        yield name, frame.rename(columns=headings)


def make_frame(table: Table, rows: list[Row]) -> pd.DataFrame:
    """Return the rows as a frame with the columns and types of the table."""
    import pandas as pd

    return pd.DataFrame(
        {
            column.name: pd.array(
                [clean(value) if isinstance(value := row[column.name], str) else value for row in rows],
                dtype=DTYPES[column.type],
            )
            for column in table.columns
        }
    )


def _portions(things: Iterable[T], most: int = PORTION) -> Iterator[list[T]]:
    rest = iter(things)
    while portion := list(islice(rest, most)):
        yield portion
