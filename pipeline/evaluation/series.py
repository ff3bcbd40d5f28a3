"""Series against gold: what reports promised and told of headline indicators, and the verdicts.

Gold is ``../shared/numbers/series.json``: national indicators by year, each with target and outcome as the
reports print them, a verdict and, where two readings can be defended, a second one; and three figures of each
province. A wrong pair is a promise and an outcome side by side of which one is not the gold's.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.batch import extract
from pipeline.formats import READERS
from pipeline.results import read_documents
from pipeline.sources import find_sources
from pipeline.track import Asked, Row, find_rows
from pipeline.track.facts import WHOLE
from pipeline.track.series import Told
from pipeline.track.units import in_base

SHARED = Path("../shared")
REPORTS = [SHARED / "bulk/work-reports", SHARED / "numbers/cn-zhengfu-baogao-2011.txt"]


@dataclass(slots=True)
class Tally:
    """How many of those asked for are right, and what is wrong."""

    promised: list[bool] = field(default_factory=list)
    delivered: list[bool] = field(default_factory=list)
    verdicts: list[bool] = field(default_factory=list)
    wrong_pairs: int = 0
    misses: list[str] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """Yield the figures."""
        for name in ("promised", "delivered", "verdicts"):
            found: list[bool] = getattr(self, name)
            yield f"{name:10} {sum(found)}/{len(found)} = {sum(found) / max(1, len(found)):.3f}"
        yield f"wrong pairs {self.wrong_pairs}"


def score(rows: list[Row], gold: dict[str, Any]) -> Tally:
    """Return the figures of the rows against the gold's national series and its provinces."""
    tally = Tally()
    found = {
        (row.indicator_id, row.region, row.year): row
        for row in rows
        if row.period == "year" and not row.scope
    }
    for line in gold["national"]:
        _judge(tally, found.get((line["indicator"], WHOLE, line["year"])), line, WHOLE)
    for line in gold["provinces"]:
        for name in ("gdp_2025", "jobs_target_2026", "cpi_target_2026"):
            if line[name]:
                figure = line[name]
                row = found.get((figure["indicator"], line["province"], figure["year"]))
                side = "promised" if "target" in name else "delivered"
                _side(tally, side, row, figure, line["province"])
    return tally


def _judge(tally: Tally, row: Row | None, line: dict[str, Any], place: str) -> None:
    right = [_side(tally, side, row, line[name], place, line) for side, name in _SIDES]
    if row and row.promised and row.delivered and not all(right):
        tally.wrong_pairs += 1
    verdicts = {line["verdict"], line["alt_verdict"]}
    said = row.verdict if row else "no target"
    tally.verdicts.append(said in verdicts)
    if said not in verdicts:
        tally.misses.append(
            f"verdict {place} {line['year']} {line['indicator']}: {said}, gold {line['verdict']}"
        )


_SIDES = (("promised", "target"), ("delivered", "outcome"))


def _side(
    tally: Tally,
    side: str,
    row: Row | None,
    figure: dict[str, Any] | None,
    place: str,
    line: dict[str, Any] | None = None,
) -> bool:
    """Judge one side of a row; what the gold tells in words only is not asked for."""
    said: Told | None = getattr(row, side) if row else None
    asked = figure is not None and figure["value"] is not None
    right = _same(said, figure) if asked and figure else said is None
    if asked:
        getattr(tally, side).append(right)
    if not right:
        where = figure or line or {}
        name = f"{place} {where.get('year')} {where.get('indicator')}"
        shown = f"{said.comparator} {said.value}{said.unit} ({said.title})" if said else "nothing"
        wanted = (
            f"{figure.get('comparator', '')} {figure['value']}{figure['unit']}"
            if asked and figure
            else "nothing"
        )
        tally.misses.append(f"{side} {name}: {shown}, gold {wanted}")
    return right


def _same(said: Told | None, figure: dict[str, Any]) -> bool:
    if said is None:
        return False
    from extractors.targets.convert import normalize

    def base(value: object, unit: str) -> tuple[Decimal, str]:
        plain = normalize(str(value), None, unit)
        return in_base(Decimal(plain.value), plain.unit)

    values = base(said.value, said.unit) == base(figure["value"], figure["unit"])
    upper = figure.get("upper")
    same_upper = (
        said.upper is None
        if upper is None
        else said.upper is not None and Decimal(said.upper) == Decimal(str(upper))
    )
    comparator = "comparator" not in figure or said.comparator == figure["comparator"]
    return values and same_upper and comparator and (said.change or "level") == figure["change"]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reports", nargs="*", type=Path, default=REPORTS, help="folders and files of reports")
    parser.add_argument("--gold", type=Path, default=SHARED / "numbers/series.json")
    parser.add_argument("--misses", action="store_true", help="name what is wrong")
    options = parser.parse_args()
    suffixes = {suffix for reader in READERS for suffix in reader.suffixes}
    with TemporaryDirectory() as folder:
        output = Path(folder)
        extract(find_sources(options.reports, suffixes, output, output / "scratch"), output)
        rows = list(find_rows(read_documents(output, lambda skipped: None), Asked(named=True)))
    tally = score(rows, json.loads(options.gold.read_text(encoding="utf-8")))
    print("\n".join((*tally.lines(), *(tally.misses if options.misses else ()))))


if __name__ == "__main__":
    main()
