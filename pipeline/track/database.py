"""Facts sorted on disk, by a database of SQLite that is private and goes with the connection."""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.track.facts import Fact, Key
from pipeline.track.heads import group_heads

if TYPE_CHECKING:
    import pandas as pd

MEMORY = "1GB"
"""What DuckDB may take; it spills to disk beyond."""
_rest = attrgetter(*(field.name for field in fields(Fact) if field.name not in ("key", "side")))


@contextmanager
def sorted_facts(facts: Iterable[Fact]) -> Iterator[Iterator[Fact]]:
    """Give the facts, those of one key together, of each side the nearest first."""
    with closing(sqlite3.connect("")) as store:  # on disk, as far as the cache does not hold it
        _fill(store, facts)
        yield _sorted(store)


def _fill(store: sqlite3.Connection, facts: Iterable[Fact]) -> None:
    store.execute("PRAGMA cache_size = -64000")
    store.execute("PRAGMA journal_mode = OFF")
    store.execute("CREATE TABLE facts (named, head, kind, place, rest)")
    store.executemany("INSERT INTO facts VALUES (?, ?, ?, ?, ?)", map(_record, facts))
    store.execute("CREATE TABLE heads (head, kind, stands, PRIMARY KEY (head, kind)) WITHOUT ROWID")
    heads = store.execute("SELECT DISTINCT head, kind FROM facts WHERE NOT named")
    store.executemany("INSERT INTO heads VALUES (?, ?, ?)", group_heads(heads))


def _record(fact: Fact) -> tuple[bool, str, str, str, bytes]:
    """Return what a fact is sorted by, and the fact: columns are few, as each of them costs."""
    key = fact.key
    told = fact.side == "delivered"
    near = min(999, abs(fact.document_year - key.year - told))
    place = "\t".join(
        (
            *(key.place, key.scope, f"{key.year:04}", key.times, f"{key.first:04}"),
            f"{told:d}{fact.rank}{near:03}{fact.document}{fact.start:09}",
        )
    )
    rest = marshal.dumps((fact.side, tuple(key), *_rest(fact)))
    return key.named, key.indicator, f"{key.measure} {key.unit}", place, rest


def _sorted(store: sqlite3.Connection) -> Iterator[Fact]:
    query = """
        SELECT f.named, coalesce(h.stands, f.head) AS head, f.rest
        FROM facts f LEFT JOIN heads h ON NOT f.named AND h.head = f.head AND h.kind = f.kind
        ORDER BY f.named DESC, 2, f.kind, f.place"""
    for named, head, content in store.execute(query):
        side, key, *rest = marshal.loads(content)
        yield Fact(side, Key(*key) if named else Key(head, *key[1:]), *rest)


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
