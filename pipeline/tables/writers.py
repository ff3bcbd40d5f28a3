"""Formats of the tables: one function each, and its line in `WRITERS`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING

from pipeline.export import defuse, replacing, replacing_all
from pipeline.tables.columns import load_tables
from pipeline.tables.database import filled_database
from pipeline.tables.workbook import write_xlsx

if TYPE_CHECKING:
    import pandas as pd

Frames = Iterable[tuple[str, "pd.DataFrame"]]
"""Names of tables with portions of their rows, as `stream_frames` gives them."""


def write_csv(frames: Frames, path: Path) -> None:
    """Write a file for each table into the folder `path`: UTF-8 with BOM, no cell a formula to Excel."""
    with _open_all(path, "csv", "utf-8-sig") as files:
        for name, frame in frames:
            file = files[name]
            safe = frame.apply(lambda column: column.map(_defuse_cell, na_action="ignore"))
            safe.to_csv(file, index=False, header=file.tell() == 0, lineterminator="\n")


def write_jsonl(frames: Frames, path: Path) -> None:
    """Write a file for each table into the folder `path`, an object a line."""
    with _open_all(path, "jsonl", "utf-8") as files:
        for name, frame in frames:
            if len(frame):  # pandas writes an empty line for an empty frame
                frame.to_json(
                    files[name], orient="records", lines=True, force_ascii=False, double_precision=15
                )


def write_duckdb(frames: Frames, path: Path) -> None:
    """Write one database file with the tables, and views for the usual questions."""
    with replacing(path) as temporary, filled_database(frames, temporary):
        pass


def write_parquet(frames: Frames, path: Path) -> None:
    """Write a file for each table into the folder `path`."""
    names = list(load_tables())
    with (
        replacing_all(path, [f"{name}.parquet" for name in names]) as temporaries,
        TemporaryDirectory(prefix=".", dir=path) as folder,
        filled_database(frames, Path(folder) / "tables.duckdb") as connection,
    ):
        for name, temporary in zip(names, temporaries, strict=True):
            connection.table(name).write_parquet(str(temporary), compression="zstd")


@contextmanager
def _open_all(folder: Path, suffix: str, encoding: str) -> Iterator[dict[str, IO[str]]]:
    names = list(load_tables())
    with replacing_all(folder, [f"{name}.{suffix}" for name in names]) as paths, ExitStack() as stack:
        yield {
            name: stack.enter_context(path.open("w", encoding=encoding, newline=""))
            for name, path in zip(names, paths, strict=True)
        }


def _defuse_cell(value: object) -> object:
    return defuse(value) if isinstance(value, str) else value


WRITERS: dict[str, Callable[[Frames, Path], None]] = {
    "csv": write_csv,
    "parquet": write_parquet,
    "duckdb": write_duckdb,
    "xlsx": write_xlsx,
    "jsonl": write_jsonl,
}
"""Each writes frames to a path; ``csv``, ``parquet`` and ``jsonl`` take the path for a folder."""
FOLDERS = frozenset({"csv", "parquet", "jsonl"})
