"""Formats of the tables: one function each, and its line in `WRITERS`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from glob import escape
from pathlib import Path
from typing import IO, TYPE_CHECKING

from pipeline.export import defuse, discard, replacing, replacing_folder
from pipeline.tables.columns import load_tables
from pipeline.tables.database import filled_database
from pipeline.tables.package import NAME as PACKAGE
from pipeline.tables.package import describe_package
from pipeline.tables.sqlite import write_sqlite
from pipeline.tables.workbook import write_xlsx

if TYPE_CHECKING:
    import pandas as pd

Frames = Iterable[tuple[str, "pd.DataFrame"]]
"""Names of tables with portions of their rows, as `stream_frames` gives them."""
Notes = Sequence[str]


def write_csv(frames: Frames, path: Path) -> Notes:
    """Write a file for each table into the folder `path`: UTF-8 with BOM, no cell a formula to Excel.

    ``datapackage.json`` beside them tells programs what stands in which column.
    """
    headings: dict[str, Sequence[str]] = {}
    with _open_all(path, "csv", "utf-8-sig") as (files, folder):
        for name, frame in frames:
            file = files[name]
            headings[name] = list(frame.columns)
            safe = frame.apply(lambda column: column.map(_defuse_cell, na_action="ignore"))
            safe.to_csv(file, index=False, header=file.tell() == 0, lineterminator="\n")
        descriptor = json.dumps(describe_package(headings), ensure_ascii=False, indent=1)
        (folder / PACKAGE).write_text(f"{descriptor}\n", encoding="utf-8")
    return ()


def write_jsonl(frames: Frames, path: Path) -> Notes:
    """Write a file for each table into the folder `path`, an object a line."""
    with _open_all(path, "jsonl", "utf-8") as (files, _):
        for name, frame in frames:
            if len(frame):  # pandas writes an empty line for an empty frame
                frame.to_json(
                    files[name], orient="records", lines=True, force_ascii=False, double_precision=15
                )
    return ()


def write_duckdb(frames: Frames, path: Path) -> Notes:
    """Write one database file with the tables, and views for the usual questions."""
    with replacing(path) as temporary:
        try:
            with filled_database(frames, temporary):
                pass
        finally:  # its journal and what it spilled to disk
            for left in temporary.parent.glob(f"{escape(temporary.name)}.*"):
                discard(left)
    return ()


def write_parquet(frames: Frames, path: Path) -> Notes:
    """Write a file for each table into the folder `path`."""
    with replacing_folder(path) as folder:
        database = folder / "tables.duckdb"
        with filled_database(frames, database) as connection:
            for name in load_tables():
                file = (folder / f"{name}.parquet").absolute()
                connection.table(name).write_parquet(str(file), compression="zstd")
        database.unlink()
    return ()


@contextmanager
def _open_all(path: Path, suffix: str, encoding: str) -> Iterator[tuple[dict[str, IO[str]], Path]]:
    with replacing_folder(path) as folder, ExitStack() as stack:
        files: dict[str, IO[str]] = {
            name: stack.enter_context((folder / f"{name}.{suffix}").open("w", encoding=encoding, newline=""))
            for name in load_tables()
        }
        yield files, folder


def _defuse_cell(value: object) -> object:
    return defuse(value) if isinstance(value, str) else value


WRITERS: dict[str, Callable[[Frames, Path], Notes]] = {
    "csv": write_csv,
    "parquet": write_parquet,
    "duckdb": write_duckdb,
    "sqlite": write_sqlite,
    "xlsx": write_xlsx,
    "jsonl": write_jsonl,
}
"""Each writes frames to a path and returns what there is to say of it.

``csv``, ``parquet`` and ``jsonl`` take the path for a folder.
"""
FOLDERS = frozenset({"csv", "parquet", "jsonl"})
