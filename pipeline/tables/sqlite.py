"""The tables in SQLite, with keys, indexes and the views of the usual questions: ready for Datasette."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.export import replacing
from pipeline.tables import database
from pipeline.tables.columns import Table, Type, load_tables
from pipeline.tables.package import KEYS, REFERENCES

if TYPE_CHECKING:
    import pandas as pd

_TYPES: dict[Type, str] = {
    "VARCHAR": "TEXT",
    "BIGINT": "INTEGER",
    "DOUBLE": "REAL",
    "BOOLEAN": "INTEGER",
    "DATE": "TEXT",
}
VIEWS = {
    "lead_ranking": """
        SELECT s.agency, a.name, a.level, a.region,
            count(DISTINCT s.document || '/' || s.task) AS tasks_led, count(DISTINCT s.document) AS documents
        FROM assignments s JOIN agencies a USING (agency)
        WHERE s.role = 'lead' GROUP BY s.agency ORDER BY tasks_led DESC, s.agency""",
    "targets_due_this_quarter": """
        SELECT t.*, k.title, k.leads
        FROM targets t JOIN tasks k USING (document, task)
        WHERE strftime('%Y', t.deadline) = strftime('%Y', 'now')
            AND (strftime('%m', t.deadline) + 2) / 3 = (strftime('%m', 'now') + 2) / 3
        ORDER BY t.deadline, t.document, t.task, t.position""",
    "tasks_without_lead": """
        SELECT * FROM tasks WHERE leads = '' ORDER BY document, span_start""",
    **{
        name: database.VIEWS[name].replace("any_value(", "min(")
        for name in (
            "promised_and_delivered",
            "targets_missed",
            "verdicts_by_indicator",
            "targets_beside_the_nation",
            "most_implemented",
            "tasks_continued",
        )
    },
}
"""As in DuckDB (`database.VIEWS`)."""
_INDEXED = ("role", "agency", "deadline", "indicator_id", "region", "code", "grade")
"""Columns that are asked for by their values."""


def write_sqlite(frames: Iterable[tuple[str, pd.DataFrame]], path: Path) -> tuple[()]:
    """Write one database file with the tables and the views; a rowid is a row's place."""
    with replacing(path) as temporary:
        try:
            with closing(sqlite3.connect(temporary)) as connection:
                _fill(connection, frames)
        except sqlite3.OperationalError as error:
            raise OSError(str(error)) from error
        finally:
            for ending in ("-journal", "-wal", "-shm"):
                Path(f"{temporary}{ending}").unlink(missing_ok=True)
    return ()


def _fill(connection: sqlite3.Connection, frames: Iterable[tuple[str, pd.DataFrame]]) -> None:
    connection.execute("PRAGMA journal_mode = OFF")  # the file takes its place only when it is whole
    connection.execute("PRAGMA synchronous = OFF")
    tables = load_tables()
    for table in tables.values():
        connection.execute(_create(table))
    for name, frame in frames:
        marks = ", ".join("?" * len(tables[name].columns))
        connection.executemany(f"INSERT INTO {name} VALUES ({marks})", _rows(frame))
    for table in tables.values():
        for column in table.columns:
            if column.name in _INDEXED and KEYS.get(table.name) != (column.name,):
                connection.execute(f"CREATE INDEX {table.name}_{column.name} ON {table.name}({column.name})")
    for name, query in VIEWS.items():
        connection.execute(f"CREATE VIEW {name} AS {query}")
    connection.execute("CREATE TABLE columns (table_name TEXT, name TEXT, chinese TEXT, description TEXT)")
    meanings = ((t.name, c.name, c.chinese, c.description) for t in tables.values() for c in t.columns)
    connection.executemany("INSERT INTO columns VALUES (?, ?, ?, ?)", meanings)
    connection.commit()
    connection.execute("ANALYZE")
    connection.commit()


def _create(table: Table) -> str:
    parts = [f"{column.name} {_TYPES[column.type]}" for column in table.columns]
    if key := KEYS.get(table.name):
        parts.append(f"PRIMARY KEY ({', '.join(key)})")
    for names, other in REFERENCES.get(table.name, ()):
        own = ", ".join(names)
        parts.append(f"FOREIGN KEY ({own}) REFERENCES {other} ({', '.join(KEYS[other])})")
    return f"CREATE TABLE {table.name} ({', '.join(parts)})"


def _rows(frame: pd.DataFrame) -> Iterator[tuple[object, ...]]:
    """Yield the rows as values that SQLite takes."""
    plain = frame.astype(object).where(frame.notna(), None)
    for row in plain.itertuples(index=False, name=None):
        yield tuple(int(value) if isinstance(value, bool) else value for value in row)
