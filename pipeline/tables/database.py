"""The tables in DuckDB, with views for the usual questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.tables.columns import Table, load_tables

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

MEMORY = "1GB"
"""What DuckDB may take; it spills to disk beyond."""

VIEWS = {
    "lead_ranking": """
        SELECT agency, any_value(a.name) AS name, any_value(a.level) AS level, any_value(a.region) AS region,
            count(DISTINCT (s.document, s.task)) AS tasks_led, count(DISTINCT s.document) AS documents
        FROM assignments s JOIN agencies a USING (agency)
        WHERE s.role = 'lead' GROUP BY agency ORDER BY tasks_led DESC, agency""",
    "targets_due_this_quarter": """
        SELECT t.*, k.title, k.leads
        FROM targets t JOIN tasks k USING (document, task)
        WHERE date_trunc('quarter', t.deadline) = date_trunc('quarter', current_date)
        ORDER BY t.deadline, t.document, t.task, t.position""",
    "tasks_without_lead": """
        SELECT * FROM tasks WHERE leads = '' ORDER BY document, span_start""",
    "promised_and_delivered": """
        SELECT * FROM series WHERE promised_value IS NOT NULL AND delivered_value IS NOT NULL
        ORDER BY indicator_id, region_code, year""",
    "targets_missed": """
        SELECT * FROM series WHERE verdict = 'missed' ORDER BY year, indicator_id, region_code""",
    "verdicts_by_indicator": """
        SELECT indicator_id, any_value(indicator) AS indicator, count(*) AS promised,
            count(*) FILTER (WHERE verdict = 'met') AS met,
            count(*) FILTER (WHERE verdict = 'exceeded') AS exceeded,
            count(*) FILTER (WHERE verdict = 'missed') AS missed,
            count(*) FILTER (WHERE verdict = 'open') AS open,
            count(*) FILTER (WHERE verdict = 'not told') AS not_told
        FROM series WHERE promised_value IS NOT NULL AND indicator_id IS NOT NULL
        GROUP BY indicator_id ORDER BY promised DESC, indicator_id""",
    "targets_beside_the_nation": """
        SELECT s.indicator_id, s.indicator, s.year, s.region, s.region_code, s.level, s.promised_comparator,
            s.promised_value, s.promised_unit, n.promised_value AS nation_value,
            s.promised_normalized_value - n.promised_normalized_value AS difference
        FROM series s JOIN series n USING (indicator_id, year, period, measure)
        WHERE s.level <> 'nation' AND n.level = 'nation' AND s.scope IS NULL AND n.scope IS NULL
            AND s.period = 'year' AND s.promised_value IS NOT NULL AND n.promised_value IS NOT NULL
            AND s.promised_normalized_unit = n.promised_normalized_unit
        ORDER BY s.indicator_id, s.year, s.region_code""",
    "most_implemented": """
        SELECT target_title, any_value(target_number) AS target_number, any_value(target) AS target,
            count(DISTINCT source) AS documents, count(*) AS citations
        FROM lineage WHERE kind = 'implements' AND rule <> 'text'
        GROUP BY target_title ORDER BY documents DESC, target_title""",
    "tasks_continued": """
        SELECT score, kind, source_title, source_task_title, target_title, target_task_title, words, source,
            source_task, target, target_task
        FROM lineage WHERE rule = 'text' ORDER BY source, source_start""",
}
"""Who leads most; what is due in the quarter of the day of asking; which tasks nobody leads; what was
promised and told, what was missed, how often each indicator was; what places promise beside the nation;
which papers most documents carry out, and which tasks go on."""


@contextmanager
def filled_database(
    frames: Iterable[tuple[str, pd.DataFrame]], path: Path, tables: Mapping[str, Table] | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection to a new database at `path` that holds the frames and the views.

    `tables` are those that the frames are of, if not the usual ones. OSError if it cannot be written.
    """
    import duckdb

    tables = tables or load_tables()

    try:
        # A path as it is given may name a service to DuckDB (md:x), or a database in memory.
        with duckdb.connect(str(path.absolute()), config={"memory_limit": MEMORY}) as connection:
            connection.execute("SET enable_progress_bar = false")  # on standard output, what takes seconds
            for table in tables.values():
                _create(connection, table)
            for name, frame in frames:
                _insert(connection, tables[name], frame)
            for name, query in VIEWS.items():
                connection.execute(f"CREATE VIEW {name} AS {query}")
            yield connection
    except (duckdb.IOException, duckdb.FatalException, duckdb.OutOfMemoryException) as error:
        raise OSError(str(error).splitlines()[0]) from error


def _create(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    columns = ", ".join(f"{column.name} {column.type}" for column in table.columns)
    connection.execute(f"CREATE TABLE {table.name} ({columns})")
    connection.execute(f"COMMENT ON TABLE {table.name} IS {_quote(table.description)}")
    for column in table.columns:
        connection.execute(f"COMMENT ON COLUMN {table.name}.{column.name} IS {_quote(column.description)}")


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _insert(connection: duckdb.DuckDBPyConnection, table: Table, frame: pd.DataFrame) -> None:
    cells = ", ".join(
        f"TRY_CAST({column.name} AS DATE)" if column.type == "DATE" else column.name
        for column in table.columns
    )
    connection.register("portion", frame)
    connection.execute(f"INSERT INTO {table.name} SELECT {cells} FROM portion")
    connection.unregister("portion")
