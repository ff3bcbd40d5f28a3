"""Time and memory of `zeren track` over many generated reports of twenty numbers each.

`python -m tests.measure_track 100000` makes so many reports of invented counties, ten numbers promised and
ten told of the year before, tracks them in a process of its own, and prints processor seconds, wall seconds
and peak memory. `python -m tests.measure_track 5000 FOLDER` leaves the reports in the folder, to look at.
"""

import random
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from extractors.records import Deadline, Document, Goal, Normalized, Period, Quantity, Region, Target
from tests.factory import Page, finish, make_task, write_documents
from tests.measure_scale import measure

COUNTIES = 4000
FIRST_YEAR = 2000
NAMED = (
    ("地区生产总值", "gdp", "亿元", None),
    ("地区生产总值", "gdp_growth", "%", "increase"),
    ("森林覆盖率", "forest_coverage", "%", None),
    ("粮食产量", "grain_output", "万吨", None),
    ("城镇新增就业", "new_urban_jobs", "万人", None),
)
OTHERS = (
    ("高标准农田", "万亩"),
    ("老旧小区改造", "个"),
    ("新改建农村公路", "公里"),
    ("新增养老床位", "张"),
    ("建设充电桩", "个"),
)


def make_report(number: int) -> Document:
    """Return the report of a county and a year: the same number gives the same report."""
    rng = random.Random(number)
    county, year = number % COUNTIES, FIRST_YEAR + number // COUNTIES
    page = Page()
    page.add(f"第{county}县{year}年政府工作报告\n一、上年工作\n")
    kinds = [*NAMED, *((words, None, unit, None) for words, unit in OTHERS)]
    told = [_number(page, rng, kind) for kind in kinds]
    page.add("\n二、今年工作\n")
    promised = [_number(page, rng, kind) for kind in kinds]
    task = make_task(page, 0, 1, "抓好落实", [("lead", "省财政厅"), ("responsible", "省水利厅")], None, year)
    day = Deadline(raw=f"{year}年", date=f"{year}-12-31")
    span = Period(start=f"{year - 1}-01-01", end=f"{year - 1}-12-31")
    task = task.changed(targets=tuple(each.changed(deadline=day) for each in promised[8:]))
    goals = tuple(Goal(**each.changed(deadline=day).values(), section="s1") for each in promised[:8])
    quantities = tuple(Quantity(**each.values(), status="achieved", told_for=span) for each in told)
    document = finish(page, 0, [task], f"第{county}县{year}年政府工作报告", year, number, goals=goals)
    place = Region(code=f"9{county:05}", name=f"第{county}县")
    return document.changed(document=document.document.changed(region=place), quantities=quantities)


def _number(page: Page, rng: random.Random, kind: tuple[str, str | None, str, str | None]) -> Target:
    words, identifier, unit, change = kind
    value = str(rng.randrange(1, 10_000) / 10)
    start, _ = page.add(f"{words}达到")
    at = page.add(f"{value}{unit}")
    page.add("，推动各项工作落地见效，群众获得感进一步增强。")
    return Target(
        indicator=words, applies_to=None, comparator="ge", value=value, upper=None, unit=unit,
        normalized=Normalized(value=value, upper=None, unit=unit), change=change, baseline=None,
        deadline=None, part_of=None, ambiguous=False, span=(start, at[1]), value_span=at,
        indicator_id=identifier,
    )  # fmt: skip


def main(count: int, folder: Path) -> None:
    write_documents(folder, map(make_report, range(count)))
    start = perf_counter()
    seconds, memory = measure(["track", "--format", "csv"], folder)
    print(
        f"{count} reports: {seconds:.1f} s of processor time, {perf_counter() - start:.1f} s, {memory:.0f} MB"
    )


def _main(arguments: Sequence[str]) -> None:
    if len(arguments) > 1:
        main(int(arguments[0]), Path(arguments[1]))
        return
    with TemporaryDirectory() as name:
        main(int(arguments[0]), Path(name))


if __name__ == "__main__":
    _main(sys.argv[1:])
