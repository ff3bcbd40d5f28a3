"""Facts sorted on disk, by a database of SQLite that is private and goes with the connection."""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

from pipeline.track.facts import Fact, Key
from pipeline.track.heads import group_heads

if TYPE_CHECKING:
    import pandas as pd

MEMORY = "1GB"
"""What DuckDB may take; it spills to disk beyond."""
_VERSION = 2
"""Of marshal's form: later ones look for what stands twice, which costs more than it saves here."""


class Store:
    """Facts on disk, as far as SQLite's cache does not hold them; they go when it is left."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("")
        self._database.execute("PRAGMA cache_size = -64000")
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("CREATE TABLE facts (named, head, kind, place, rest)")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._database.close()

    def add(self, facts: Iterable[Fact]) -> None:
        """Add facts, in any order; OSError if there is no room for them."""
        with _room():
            self._database.executemany("INSERT INTO facts VALUES (?, ?, ?, ?, ?)", map(_record, facts))

    def sorted(self) -> Iterator[Fact]:
        """Yield the facts, those of one key together, of each side the nearest first."""
        with _room():
            yield from self._sorted()

    def _sorted(self) -> Iterator[Fact]:
        run = self._database.execute
        run("CREATE TABLE heads (head, kind, stands, PRIMARY KEY (head, kind)) WITHOUT ROWID")
        heads = group_heads(run("SELECT DISTINCT head, kind FROM facts WHERE NOT named"))
        self._database.executemany("INSERT INTO heads VALUES (?, ?, ?)", heads)
        query = """
            SELECT f.named, coalesce(h.stands, f.head) AS head, f.rest
            FROM facts f LEFT JOIN heads h ON NOT f.named AND h.head = f.head AND h.kind = f.kind
            ORDER BY f.named DESC, 2, f.kind, f.place"""
        for named, head, content in run(query):
            side, key, *rest = marshal.loads(content)
            yield Fact(side, Key(*key) if named else Key(head, *key[1:]), *rest)


@contextmanager
def _room() -> Iterator[None]:
    """Say as the system would that the disk of the temporary folder is full, or cannot be written."""
    try:
        yield
    except sqlite3.Error as error:
        raise OSError(str(error)) from error


def _record(fact: Fact) -> tuple[bool, str, str, str, bytes]:
    """Return what a fact is sorted by, and the fact: columns are few, as each of them costs."""
    key = fact.key
    told = fact.side == "delivered"
    near = min(999, abs(fact.document_year - key.year - told))
    apart = fact.document if key.times == "undated" else ""
    place = (
        f"{key.place}\t{key.scope}\t{key.year:04}\t{key.times}\t{key.first:04}\t{apart}\t"
        f"{told:d}{fact.rank}{near:03}{fact.document}{fact.start:09}"
    )
    rest = marshal.dumps((fact.side, tuple(key), *fact[2:]), _VERSION)
    return key.named, key.indicator, f"{key.measure} {key.unit}", place, rest


def write_parquet(frames: Iterable[pd.DataFrame], types: Sequence[tuple[str, str]], path: Path) -> None:
    """Write frames of columns of these names and types of SQL to a Parquet file, through DuckDB."""
    import duckdb

    columns = ", ".join(f"{name} {kind}" for name, kind in types)
    try:
        with duckdb.connect(config={"memory_limit": MEMORY}) as connection:
            connection.execute(f"CREATE TABLE series ({columns})")
            for frame in frames:
                connection.register("portion", frame)
                connection.execute("INSERT INTO series SELECT * FROM portion")
                connection.unregister("portion")
            connection.table("series").write_parquet(str(path.absolute()), compression="zstd")
    except (duckdb.IOException, duckdb.FatalException, duckdb.OutOfMemoryException) as error:
        raise OSError(str(error).splitlines()[0]) from error
