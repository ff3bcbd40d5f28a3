"""Parquet in folders by year and region: what is read back is what the tables hold, and texts stand apart."""

from pathlib import Path
from typing import Any

import duckdb
import pytest

from extractors.records import Document, Period
from pipeline.results import years_of
from pipeline.tables import build_frames
from tests.factory import make_document, write_documents
from tests.here import zeren

APART = (("tasks", "text"), ("documents", "region"))
"""Columns that stand in another table, or in the names of folders."""
NO_YEAR, NO_REGION = "0", "000000"


def made() -> list[Document]:
    """Return documents of several years and regions, one of a long period, of no year, of no region."""
    plans = [make_document(number) for number in range(12)]
    info = plans[0].document
    plans[0] = plans[0].changed(document=info.changed(issued_on=None, period=None))
    plans[1] = plans[1].changed(document=plans[1].document.changed(region=None))
    period = Period(start="2016-01-01", end="2020-12-31")
    plans[2] = plans[2].changed(document=plans[2].document.changed(period=period))
    return sorted(plans, key=lambda plan: plan.document.id)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_documents(tmp_path / "out", made())


def partitioned(folder: Path, *words: str) -> Path:
    result = zeren("tables", folder, "--partition", "year,region", *words)
    assert result.returncode == 0, result.stderr
    return folder / "tables-partitioned"


def rows(place: Path, select: str, where: str = "true") -> list[tuple[Any, ...]]:
    hive = "hive_partitioning = true, hive_types = {'region': VARCHAR}"
    source = f"read_parquet('{place}/**/*.parquet', {hive})"
    return duckdb.sql(f"SELECT {select} FROM {source} WHERE {where}").fetchall()


def test_folders_are_years_and_regions(folder: Path) -> None:
    place = partitioned(folder)
    expected = {
        (
            str(next(iter(years_of(plan)), NO_YEAR)),
            plan.document.region.code if plan.document.region else NO_REGION,
        )
        for plan in made()
    }
    assert {"2016", NO_YEAR} < {year for year, _ in expected}
    assert NO_REGION in {region for _, region in expected}
    found = {
        (path.parent.parent.name.removeprefix("year="), path.parent.name.removeprefix("region="))
        for path in (place / "tasks").rglob("*.parquet")
    }
    assert found == expected
    assert {path.name for path in place.rglob("*.parquet") if path.parent != place} == {"part-0.parquet"}
    assert {path.name for path in place.iterdir()} == {
        *("documents", "tasks", "texts", "assignments", "targets", "goals", "problems"),
        *("agencies.parquet", "indicators.parquet", "series.parquet", "lineage.parquet"),
    }


def test_what_is_read_back_is_what_the_tables_hold(folder: Path) -> None:
    place, frames = partitioned(folder), build_frames(made())
    for name in ("documents", "tasks", "assignments", "targets", "goals", "problems"):
        columns = [column for column in frames[name].columns if (name, column) not in APART]
        shown = ", ".join(f"CAST({column} AS VARCHAR)" for column in columns)
        with duckdb.connect() as connection:
            connection.register("frame", frames[name][columns])
            theirs = connection.sql(f"SELECT {shown} FROM frame").fetchall()
        assert sorted(map(repr, rows(place / name, shown))) == sorted(map(repr, theirs)), name
    documents = {plan.document.id: plan for plan in made()}
    for document, task, text in rows(place / "texts", "document, task, text"):
        plan = documents[document]
        texts = {None: plan.document.text} | {each.id: each.text for each in plan.tasks}
        assert texts[task] == text
    assert len(rows(place / "texts", "1")) == len(made()) + sum(len(plan.tasks) for plan in made())
    described = duckdb.sql(f"DESCRIBE FROM read_parquet('{place}/tasks/**/*.parquet')").fetchall()
    assert "text" not in {row[0] for row in described}
    for where in ("year = 0", "region = '000000'"):
        assert len(rows(place / "tasks", "1", where)) == 7


def test_rows_of_a_partition_are_in_the_order_of_the_tables(folder: Path) -> None:
    place = partitioned(folder)
    for path in (place / "tasks").rglob("*.parquet"):
        found = duckdb.sql(f"SELECT document, span_start FROM '{path}'").fetchall()
        assert found == sorted(found)


def test_an_earlier_one_is_replaced_whole_and_what_is_not_ours_stays(folder: Path, tmp_path: Path) -> None:
    place = partitioned(folder)
    (place / "notes.txt").write_text("mine")
    (chosen,) = {plan.document.id for plan in made()[:1]}
    partitioned(folder, "--document", chosen)
    assert len(rows(place / "documents", "1")) == 1 and (place / "notes.txt").exists()
    (place / "tasks" / "mine.txt").write_text("mine")
    before = sorted(place.rglob("*"))
    result = zeren("tables", folder, "--partition", "year")
    assert result.returncode == 1 and "Is a directory" in result.stderr
    assert sorted(place.rglob("*")) == before


def test_by_one_of_them(folder: Path, tmp_path: Path) -> None:
    for key in ("year", "region"):
        place = tmp_path / key
        assert zeren("tables", folder, "--partition", key, "-o", place, "--format", "parquet").returncode == 0
        source = f"read_parquet('{place}/documents/**/*.parquet', hive_partitioning = true)"
        assert len(duckdb.sql(f"SELECT document, region, {key} FROM {source}").fetchall()) == len(made())
        paths = (path.relative_to(place / "tasks") for path in (place / "tasks").rglob("*.parquet"))
        assert {len(path.parts) for path in paths} == {2}


def test_pandas_reads_them(folder: Path) -> None:
    pytest.importorskip("pyarrow")
    import pandas as pd

    frame = pd.read_parquet(partitioned(folder) / "tasks")
    assert len(frame) == sum(len(plan.tasks) for plan in made())
    assert {"year", "region", "document"} <= set(frame.columns) and (
        frame["year"].astype(int) == 0
    ).sum() == 7
    some = pd.read_parquet(partitioned(folder) / "tasks", filters=[("year", "=", 2020)])
    assert 0 < len(some) < len(frame)
