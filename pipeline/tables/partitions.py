"""The tables as Parquet in folders by year and region, named as Hive names them; long texts in a table apart.

``tasks/year=2024/region=370000/part-0.parquet``: who reads one year of one province opens its files alone.
What has no row for a document, as agencies and series, is one file. What tells no year is in ``year=0``, what
is of no region, as of the nation, in ``region=000000``: Hive's own folder for null is read by DuckDB, but not
by pandas (pyarrow 26).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pipeline.export import discard, replacing_folder
from pipeline.tables.columns import Table, load_tables
from pipeline.tables.database import filled_database

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

Key = Literal["year", "region"]
_VALUES: dict[Key, str] = {
    "year": "coalesce(year(period_start), year(issued_on), 0)",
    "region": "CASE WHEN regexp_full_match(region, '[0-9]{6}') THEN region ELSE '000000' END",
}
"""Of a document: the first year of its period, without one the year of issue; the code of its region."""
_APART = {"tasks": ["text"]}
"""Columns that stand in the table of texts alone."""
_NAME = re.compile(r"(?:year|region)=\w+|part-\d+\.parquet")


def write_partitioned(
    frames: Iterable[tuple[str, pd.DataFrame]], path: Path, keys: Iterable[Key]
) -> tuple[()]:
    """Write the tables, `texts` among them, into the folder `path`; earlier ones there are replaced whole."""
    chosen = list(keys)
    with replacing_folder(path, _is_partitioned) as folder:
        database = folder / "tables.duckdb"
        with filled_database(frames, database, load_tables(apart=True)) as connection:
            connection.execute("SET threads = 1")  # each partition is one file, its rows in order
            values = ", ".join(f"{_VALUES[key]} AS {key}" for key in chosen)
            connection.execute(f"CREATE TABLE partitions AS SELECT document, {values} FROM documents")
            for table in load_tables(apart=True).values():
                _write(connection, table, folder, chosen)
        for left in folder.glob("tables.duckdb*"):
            discard(left)
    return ()


def _write(connection: duckdb.DuckDBPyConnection, table: Table, folder: Path, keys: list[Key]) -> None:
    own = [column.name for column in table.columns]
    if "document" not in own:
        file = (folder / f"{table.name}.parquet").absolute()
        connection.table(table.name).write_parquet(str(file), compression="zstd")
        return
    columns = [f"t.{name}" for name in own if name not in (*keys, *_APART.get(table.name, ()))]
    by = ", ".join(f"p.{key}" for key in keys)
    rows = f"""SELECT {", ".join(columns)}, {by} FROM {table.name} t JOIN partitions p USING (document)
        ORDER BY {by}, t.rowid"""
    place = str((folder / table.name).absolute()).replace("'", "''")
    connection.execute(
        f"COPY ({rows}) TO '{place}' (FORMAT parquet, COMPRESSION zstd, "
        f"PARTITION_BY ({', '.join(keys)}), FILENAME_PATTERN 'part-{{i}}')"
    )


def _is_partitioned(folder: Path) -> bool:
    """Return whether a folder is of an earlier table, and holds nothing else."""
    return all(_NAME.fullmatch(path.name) for path in folder.rglob("*"))
