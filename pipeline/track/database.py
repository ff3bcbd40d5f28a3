"""Facts sorted on disk, by a database of SQLite that is private and goes with the connection."""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.track.facts import Fact, Key
from pipeline.track.heads import group_heads

if TYPE_CHECKING:
    import pandas as pd

MEMORY = "1GB"
"""What DuckDB may take; it spills to disk beyond."""
_KEY = Key._fields
_REST = tuple(field.name for field in fields(Fact) if field.name not in ("key", "side"))


@contextmanager
def sorted_facts(facts: Iterable[Fact]) -> Iterator[Iterator[Fact]]:
    """Give the facts, those of one key together, of each side the nearest first."""
    with closing(sqlite3.connect("")) as store:  # on disk, as far as the cache does not hold it
        _fill(store, facts)
        yield _sorted(store)


def _fill(store: sqlite3.Connection, facts: Iterable[Fact]) -> None:
    store.execute("PRAGMA cache_size = -64000")
    store.execute("PRAGMA journal_mode = OFF")
    store.execute(f"CREATE TABLE facts ({', '.join(_KEY)}, side, rank, near, document, start, rest)")
    marks = ", ".join("?" * (len(_KEY) + 6))
    store.executemany(f"INSERT INTO facts VALUES ({marks})", map(_record, facts))
    heads = store.execute("SELECT DISTINCT indicator, measure, unit FROM facts WHERE NOT named")
    store.execute(
        "CREATE TABLE heads (indicator, measure, unit, head, PRIMARY KEY (indicator, measure, unit))"
    )
    store.executemany("INSERT INTO heads VALUES (?, ?, ?, ?)", group_heads(heads))


def _record(fact: Fact) -> tuple[Any, ...]:
    key = fact.key
    near = abs(fact.document_year - key.year - (fact.side == "delivered"))
    rest = marshal.dumps(tuple(getattr(fact, name) for name in _REST))
    return (*key, fact.side, fact.rank, near, fact.document, fact.start, rest)


def _sorted(store: sqlite3.Connection) -> Iterator[Fact]:
    shown = ", ".join(f"f.{name}" for name in _KEY if name != "indicator")
    query = f"""
        SELECT coalesce(h.head, f.indicator) AS head, {shown}, f.side, f.rest
        FROM facts f LEFT JOIN heads h
            ON NOT f.named AND h.indicator = f.indicator AND h.measure = f.measure AND h.unit = f.unit
        ORDER BY f.named DESC, head, f.measure, f.unit, f.place, f.scope, f.year, f.times, f.first,
            f.side DESC, f.rank, f.near, f.document, f.start"""
    for *key, side, rest in store.execute(query):
        yield Fact(side, Key(*key)._replace(named=bool(key[1])), *marshal.loads(rest))


def write_parquet(frames: Iterable[pd.DataFrame], types: Sequence[tuple[str, str]], path: Path) -> None:
    """Write frames of columns of these names and types of SQL to a Parquet file, through DuckDB."""
    import duckdb

    columns = ", ".join(f"{name} {kind}" for name, kind in types)
    with duckdb.connect(config={"memory_limit": MEMORY}) as connection:
        connection.execute(f"CREATE TABLE series ({columns})")
        for frame in frames:
            connection.register("portion", frame)
            connection.execute("INSERT INTO series SELECT * FROM portion")
            connection.unregister("portion")
        connection.table("series").write_parquet(str(path.absolute()), compression="zstd")
