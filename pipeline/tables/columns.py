"""The columns of each table, from ``columns.toml``, and the data dictionary that tells them."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

Type = Literal["VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN", "DATE"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type in SQL, its Chinese heading, and what stands in it."""

    name: str
    type: Type
    chinese: str
    description: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, that in Chinese, what a row is, and its columns in order."""

    name: str
    chinese: str
    description: str
    columns: tuple[Column, ...]


@cache
def load_tables(apart: bool = False) -> dict[str, Table]:
    """Return the tables by name, in the order in which they are written.

    With `apart` also the one that holds long texts where they are kept apart (`tables.partitions`).

    >>> list(load_tables())[-4:]
    ['problems', 'indicators', 'series', 'lineage']
    """
    entries = tomllib.loads(files(__package__).joinpath("columns.toml").read_text(encoding="utf-8"))
    return {
        name: Table(name, entry["chinese"], entry["description"], tuple(_columns(entry["columns"])))
        for name, entry in entries.items()
        if apart or not entry.get("apart")
    }


def _columns(entry: dict[str, list[str]]) -> Iterator[Column]:
    for name, (kind, chinese, description) in entry.items():
        yield Column(name, cast(Type, kind), chinese, description)
