"""Ledgers in files: new ones, and those that officials filled in, brought up to the documents.

What stands in a file is kept where it is: rows in their order, columns in theirs, cells that a person wrote
or changed. Rows of tasks that are in no document any more are marked; new tasks get rows beside their
neighbours. Before a ledger is replaced, it is copied. What is no ledger of ours, or is open, is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from types import MappingProxyType

from pipeline.export import file_stem
from pipeline.language import _, told
from pipeline.ledger import form
from pipeline.ledger.entries import Entry, Ledger, Origin
from pipeline.ledger.files import Held, LedgerError, content_of, open_ledger, save
from pipeline.ledger.form import HIDDEN, ID, NUMBER, OWN, RECORD, ROLE, SOURCE, Column, Periods
from pipeline.ledger.matching import Known, is_among, match
from pipeline.ledger.reckoning import FORMER
from pipeline.ledger.rows import Row, known_by, origins_in, sum_of, take_rows
from pipeline.ledger.writing import put_rows
from pipeline.workbooks import tell_cut

_DOCUMENT = re.compile("[0-9a-f]{16}")
NONE_REFUSED: Mapping[Path, str] = MappingProxyType({})
GONE = "〔现有文件中已无此任务〕"


@dataclass
class Outcome:
    """What was done to a ledger."""

    path: Path
    name: str
    counts: Counter[str] = field(default_factory=Counter)
    """By `entries`, `new`, `changed`, `gone`, `unchanged`, `cut`, and `kept`: cells that a person changed."""
    notes: list[str] = field(default_factory=list)
    updated: bool = False
    """Whether it was there before."""


@dataclass(frozen=True)
class Refused:
    """A ledger that was left as it is, and why."""

    path: Path
    why: str


def keep_ledgers(
    ledgers: Iterable[Ledger],
    path: Path,
    periods: Periods = "",
    partial: Collection[Origin] | None = None,
    *,
    in_folder: bool = True,
    others: bool = False,
    into: Path | None = None,
    refused: Mapping[Path, str] = NONE_REFUSED,
) -> Iterator[Outcome | Refused]:
    """Write the ledgers, or bring those that are there up to them, one after the other.

    `path` is a folder, where each has the name of its agency, or the file of the only one. `partial`: the
    documents that were read, where these are not all: tasks of others are left as they are. `others`: also
    mark the tasks in ledgers of the folder whose agencies have none any more. `into`: write them to this
    folder instead, from which they come to their places together. `refused`: why files that are there are not
    to be opened.
    """
    done: set[Path] = set()
    for ledger in ledgers:
        place = path / f"{file_stem(ledger.name, '台账')}.xlsx" if in_folder else path
        try:
            place, held = _choose(place, ledger, done, in_folder, refused)
            yield _keep(ledger, place, held, periods, partial, into)
        except LedgerError as error:
            yield Refused(error.path, str(error))
        except (PermissionError, IsADirectoryError) as error:  # as of a file that Excel holds on Windows
            yield Refused(place, told(error.strerror or str(error)))
        done.add(place)
    left = sorted(path.glob("*.xlsx")) if in_folder and others and partial is None else ()
    for place in left:
        if place not in done and not place.name.startswith(("~$", ".")):
            with suppress(LedgerError):  # something else, which nobody asked to touch
                held = _open(place, refused)
                yield _keep(Ledger(held.agency, place.stem), place, held, periods, None, into)


def try_ledger(path: Path) -> None:
    """Read all that a ledger holds: what it takes is found out in a process that may die."""
    with suppress(LedgerError):  # which is said where it is opened
        held = open_ledger(path)
        content_of(held.sheet)
        take_rows(held)


def _open(path: Path, refused: Mapping[Path, str]) -> Held:
    if path in refused:
        raise LedgerError(path, told(refused[path]))
    return open_ledger(path)


def _choose(
    path: Path, ledger: Ledger, taken: Collection[Path], in_folder: bool, refused: Mapping[Path, str]
) -> tuple[Path, Held | None]:
    """Return the file of the agency, among those named alike, and what it holds; None for one to be made."""
    used = {each.name.casefold() for each in taken}
    for number in count(1):
        found = path if number == 1 else path.with_name(f"{path.stem} ({number}).xlsx")
        if found.name.casefold() in used:
            continue
        held = _open(found, refused) if found.exists() else None
        if held is None or _is_of(held, ledger, in_folder):
            return found, held
        if not in_folder:
            raise LedgerError(found, _("it is the ledger of {agency}").format(agency=held.agency))
    raise AssertionError


def _is_of(held: Held, ledger: Ledger, in_folder: bool) -> bool:
    """Return whether a ledger is of the agency; of a place in no table, its id tells the document, too."""
    if held.agency in ("", ledger.agency):
        return True
    (home, _dash, name), (new_home, _dash, new_name) = (
        held.agency.partition("-"),
        ledger.agency.partition("-"),
    )
    if name != new_name or not (_DOCUMENT.fullmatch(home) and _DOCUMENT.fullmatch(new_home)):
        return False
    origins = dict.fromkeys(entry.origin for entry in ledger.entries)
    return not in_folder or any(is_among(origin, origins) for origin in origins_in(held))


def _keep(
    ledger: Ledger,
    path: Path,
    held: Held | None,
    periods: Periods,
    partial: Collection[Origin] | None,
    into: Path | None,
) -> Outcome:
    outcome = Outcome(path, ledger.name, updated=held is not None)
    before: list[tuple[int, int, str]] | None = None
    rows: list[Row] = []
    bare = False  # of the hidden columns, or one of them
    if held is None:
        held = _begin(ledger, periods)
    else:
        before = content_of(held.sheet)
        _tell_heads(held, outcome, periods)
        rows, notes = take_rows(held)
        outcome.notes += notes
        bare = not held.places.keys() >= set(HIDDEN)
        add_hidden_to(held, ledger)
    there = [row for row in rows if any(value[0] is not None for value in row.cells.values())]
    rows = _merge(rows, ledger.entries, held, outcome, partial)
    if bare:
        _tell_known(there, outcome)
    put_rows(held, rows, outcome.counts)
    if before != content_of(held.sheet):
        outcome.notes += save(held.workbook, path, into)
        outcome.notes += tell_cut(outcome.counts["cut"])
    else:
        outcome.counts["unchanged"] = 1
    return outcome


def _begin(ledger: Ledger, periods: Periods) -> Held:
    workbook = form.new_workbook(ledger, periods)
    heads = (*(column.title for column in form.columns(periods)), *HIDDEN)
    places = {title: place for place, title in enumerate(heads, 1)}
    return Held(workbook, workbook[form.SHEET], form.HEAD, places, ledger.agency, len(places))


def _tell_heads(held: Held, outcome: Outcome, periods: Periods) -> None:
    wanted = (NUMBER, *OWN, form.STATE, *_periods_of(held, periods), form.TROUBLE)
    if gone := [column.title for column in wanted if column.title not in held.places]:
        said = _("columns that were removed or renamed stay so: {columns}")
        outcome.notes.append(said.format(columns="、".join(gone)))
    if periods and not {column.title for column in form.PERIODS[periods]} & held.places.keys():
        outcome.notes.append(_("its columns stay: --by holds for a ledger that is first written"))


def _periods_of(held: Held, periods: Periods) -> tuple[Column, ...]:
    """Return the columns of progress that the ledger had, told by those that are left of them."""
    kinds = [each for each in form.PERIODS.values() if {column.title for column in each} & held.places.keys()]
    return max(kinds, key=len) if kinds else form.PERIODS[periods]


def _tell_known(rows: list[Row], outcome: Outcome) -> None:
    """Say how many rows were known by their words, of those that held something."""
    said = _(
        "the hidden columns were removed: of {rows} rows with something in them, {known} were known by "
        "their words"
    )
    known = sum(row.entry is not None for row in rows)
    outcome.notes.append(said.format(rows=len(rows), known=known))


def _merge(
    rows: list[Row],
    entries: list[Entry],
    held: Held,
    outcome: Outcome,
    partial: Collection[Origin] | None,
) -> list[Row]:
    """Give rows their tasks of now, mark those without one, and put in rows for new tasks."""
    olds = [row for row in rows if row.record is not None]
    found = match([known_by(row.record or {}) for row in olds], [Known.of(entry) for entry in entries])
    of_entry: dict[int, Row] = {}
    for place, row in enumerate(olds):
        if place in found:
            row.entry = entries[found[place]]
            of_entry[found[place]] = row
        elif not (row.record or {}).get("id"):
            row.record = None  # without an id, it may as well be a person's
        elif partial is None or is_among(known_by(row.record or {}).origin, partial):
            _mark_gone(row, held, outcome)
    last: Row | None = None
    for place, entry in enumerate(entries):
        if place not in of_entry:
            row = of_entry[place] = Row(record={}, entry=entry)
            rows.insert(_place_after(rows, last), row)
            outcome.counts["new"] += 1
        last = of_entry[place]
    outcome.counts["entries"] = len(entries)
    return rows


def _place_after(rows: list[Row], last: Row | None) -> int:
    """Return where a new row goes: behind its neighbour and the rows that a person put under that one."""
    ours = [place for place, row in enumerate(rows) if row.record is not None]
    if last is None:
        return ours[0] if ours else len(rows)
    here = next(place for place, row in enumerate(rows) if row is last)
    after = next((place for place in ours if place > here), None)
    return here + 1 if after is None else after


def _mark_gone(row: Row, held: Held, outcome: Outcome) -> None:
    record = row.record or {}
    if record.get("gone"):
        return
    outcome.counts["gone"] += 1
    sums = record.setdefault("c", {})
    for title, mark in ((ROLE.title, FORMER), (SOURCE.title, GONE)):
        place = held.places.get(title, 0)
        value = row.cells[place][0] if place in row.cells else None
        if value is not None and sum_of(value) == sums.get(title):
            marked = _marked(mark, value)
            sums[title] = sum_of(marked)
            row.cells[place] = (marked, *row.cells[place][1:])
    record["gone"] = 1


def _marked(mark: str, value: object) -> object:
    """Return what a cell holds with a mark before it: LibreOffice saves a font for each script of it."""
    from openpyxl.cell.rich_text import CellRichText

    return CellRichText([mark, *value]) if isinstance(value, CellRichText) else f"{mark}{value}"


def add_hidden_to(held: Held, ledger: Ledger) -> None:
    """See that the hidden columns are there, after the last one where a person removed them."""
    if ID in held.places and RECORD in held.places:
        held.sheet.cell(held.head, held.places[RECORD]).value = form.record_head(ledger)
    else:
        place = held.last + 1
        form.add_hidden(held.sheet, place, ledger)
        held.places |= {ID: place, RECORD: place + 1}
        held.last += 2
