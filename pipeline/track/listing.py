"""Rows of a series as people and programs take them: a table, CSV, JSON, a workbook, Parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

from pipeline.export import clean, csv_lines, json_lines, printable, replacing
from pipeline.language import N_, _
from pipeline.track import database
from pipeline.track.series import Row, Told

_SAID: Final = ("comparator", "value", "upper", "unit", "change")
_MORE: Final = ("normalized_value", "normalized_unit", "document", "title", "issued_on", "words")
_SEPARATOR = "; "
_PORTION = 20_000
_DTYPES: Final[dict[bool, Any]] = {True: "Int64", False: "str"}
_LEADING: Final = (
    *("indicator_id", "indicator", "measure", "region", "region_code", "level", "scope", "year", "period"),
    "since",
)
COLUMNS: Final = (
    *_LEADING,
    *(f"{side}_{name}" for side in ("promised", "delivered") for name in _SAID),
    *("verdict", "rule", "difference", "leads", "derived_growth", "also_promised", "also_delivered"),
    *("problems", "grouped_by"),
    *(f"{side}_{name}" for side in ("promised", "delivered") for name in (*_MORE, "start", "end")),
)
"""Of a table whose cells hold one value each."""
_leading, _said, _more = attrgetter(*_LEADING), attrgetter(*_SAID), attrgetter(*_MORE)
_UNSAID: Final = (None,) * len(_SAID)
_NO_MORE: Final = (None,) * (len(_MORE) + 2)
_NUMBERS: Final = frozenset(
    ("year", "since", "promised_start", "promised_end", "delivered_start", "delivered_end")
)


def row_cells(row: Row) -> dict[str, Any]:
    """Return the row with one value a cell."""
    return dict(zip(COLUMNS, _cells(row), strict=True))


def _cells(row: Row) -> tuple[Any, ...]:
    """Return the cells in the order of the columns."""
    promised, delivered, derived = row.promised, row.delivered, row.derived
    return (
        *_leading(row),
        *(_said(promised) if promised else _UNSAID),
        *(_said(delivered) if delivered else _UNSAID),
        *(row.verdict, row.rule, row.difference, row.leads),
        f"{'-' if derived.change == 'decrease' else ''}{derived.value}" if derived else None,
        _SEPARATOR.join(map(word, row.also_promised)) if row.also_promised else None,
        _SEPARATOR.join(map(word, row.also_delivered)) if row.also_delivered else None,
        _SEPARATOR.join(row.problems) if row.problems else None,
        row.grouped_by,
        *((*_more(promised), *promised.span) if promised else _NO_MORE),
        *((*_more(delivered), *delivered.span) if delivered else _NO_MORE),
    )


_SIGNS: Final = {"ge": "≥ ", "le": "≤ ", "gt": "> ", "lt": "< ", "approx": "≈ "}


def word(told: Told | None) -> str:
    """Return a number as it is shown: + ≥ 6 %."""
    if told is None:
        return ""
    change = {"increase": "+ ", "decrease": "− "}.get(told.change or "", "")
    upper = f"–{told.upper}" if told.upper else ""
    return f"{change}{_SIGNS.get(told.comparator, '')}{told.value}{upper} {told.unit}".strip()


def json_value(row: Row) -> dict[str, Any]:
    """Return the row as JSON values, in the order of its fields."""
    sides = {name: _json_side(getattr(row, name)) for name in ("promised", "delivered")}
    derived = row.derived
    return {
        **{name: getattr(row, name) for name in _LEADING},
        **sides,
        "verdict": row.verdict,
        "rule": row.rule,
        "difference": row.difference,
        "leads": row.leads.split(_SEPARATOR) if row.leads else [],
        "derived": _fields(derived) if derived else None,
        "also_promised": list(map(_json_side, row.also_promised)),
        "also_delivered": list(map(_json_side, row.also_delivered)),
        "problems": list(row.problems),
        "grouped_by": row.grouped_by,
    }


def _json_side(told: Told | None) -> dict[str, Any] | None:
    return _fields(told) if told else None


def _fields(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def list_json(rows: Iterable[Row], columns: int) -> Iterator[str]:
    """Return a list of objects, one by one."""
    return json_lines(map(json_value, rows))


def list_csv(rows: Iterable[Row], columns: int) -> Iterator[str]:
    """Return CSV with a head, some lines at a time."""
    return csv_lines(COLUMNS, map(_cells, rows))


_SHOWN: Final[tuple[tuple[str, int, Callable[[Row], str]], ...]] = (
    (N_("indicator"), 4, lambda row: f"{row.scope or ''} {row.indicator}{_marked(row)}".strip()),
    (N_("region"), 2, lambda row: row.region or ""),
    (N_("year"), 2, lambda row: _year(row)),
    (N_("promised"), 3, lambda row: word(row.promised)),
    (N_("delivered"), 3, lambda row: word(row.delivered) or _derived(row)),
    (N_("verdict"), 2, lambda row: _(row.verdict)),
    (N_("problems"), 3, lambda row: _SEPARATOR.join(map(_, row.problems))),
)
_NAMES = (
    *(N_("met"), N_("missed"), N_("exceeded"), N_("open"), N_("not told"), N_("not comparable")),
    *(N_("no target"), N_("no-year"), N_("no-region"), N_("promised-twice"), N_("promise-revised")),
    *(N_("told-differently"), N_("verdicts-differ")),
)
"""Verdicts and problems, for translation."""


def _marked(row: Row) -> str:
    return "" if row.indicator_id else _(" (by words)")


def _year(row: Row) -> str:
    """Return the year, or the years, that are spoken of."""
    if row.year is None:
        return ""
    if row.since is None:
        return str(row.year) if row.period == "year" else f"{row.year} *"
    return f"{row.since}–{row.year}" + (" ⌀" if row.period == "average" else "")


def _derived(row: Row) -> str:
    if row.derived is None:
        return ""
    sign = "− " if row.derived.change == "decrease" else "+ "
    return _("derived: {growth}").format(growth=f"{sign}{row.derived.value} %")


def list_table(rows: Iterable[Row], columns: int) -> Iterator[str]:
    """Yield a table as wide as the terminal, and how many rows there are."""
    from rich.console import Console
    from rich.table import Table

    console = Console(file=StringIO(), markup=False, highlight=False, width=columns)
    table = Table(padding=(0, 1, 0, 0), show_lines=False)
    for name, ratio, __ in _SHOWN:
        table.add_column(_(name), ratio=ratio, overflow="fold")
    number = 0
    for row in rows:
        number += 1
        table.add_row(*(printable(show(row)) for *__, show in _SHOWN))
    if number:
        with console.capture() as capture:
            console.print(table)
        yield capture.get()
    yield _("rows: {number}").format(number=number) + "\n"


LISTINGS: Final[dict[str, Callable[[Iterable[Row], int], Iterator[str]]]] = {
    "table": list_table,
    "csv": list_csv,
    "json": list_json,
}


def write_xlsx(rows: Iterable[Row], path: Path) -> int:
    """Write a workbook with one sheet, as long as a sheet can be; return how many rows had no room."""
    from pipeline.workbooks import CELL_LIMIT, ROW_LIMIT, workbook_at

    rest = iter(rows)
    with workbook_at(
        path, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet(_("series"))
        sheet.freeze_panes(1, 2)
        for column, name in enumerate(COLUMNS):
            sheet.write_string(0, column, name)
        number = 0
        for number, row in enumerate(islice(rest, ROW_LIMIT - 1), 1):
            for column, value in enumerate(row_cells(row)[name] for name in COLUMNS):
                if isinstance(value, int):
                    sheet.write_number(number, column, value)
                elif value:
                    sheet.write_string(number, column, clean(value)[:CELL_LIMIT])
        sheet.autofilter(0, 0, max(1, number), len(COLUMNS) - 1)
    return sum(1 for __ in rest)


def write_parquet(rows: Iterable[Row], path: Path) -> int:
    """Write a Parquet file, in portions; return 0, as there is room for all."""
    types = [(name, "BIGINT" if name in _NUMBERS else "VARCHAR") for name in COLUMNS]
    with replacing(path) as temporary:
        database.write_parquet(_frames(rows), types, temporary)
    return 0


def _frames(rows: Iterable[Row]) -> Iterator[Any]:
    import pandas as pd

    rest = iter(rows)
    while portion := [row_cells(row) for row in islice(rest, _PORTION)]:
        yield pd.DataFrame(
            {
                name: pd.array(
                    [clean(value) if isinstance(value := cells[name], str) else value for cells in portion],
                    dtype=_DTYPES[name in _NUMBERS],
                )
                for name in COLUMNS
            }
        )


WRITERS: Final[dict[str, Callable[[Iterable[Row], Path], int]]] = {
    "xlsx": write_xlsx,
    "parquet": write_parquet,
}
FORMATS: Final = (*LISTINGS, *WRITERS)
