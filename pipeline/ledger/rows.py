"""The rows of a ledger that is there, taken out of its sheet with all that a person put into them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zlib import crc32

from pipeline.language import _
from pipeline.ledger.entries import Entry, Origin
from pipeline.ledger.files import Held
from pipeline.ledger.form import HIDDEN, ID, RECORD
from pipeline.ledger.matching import Known, plain
from pipeline.wording import ROLES

_SOURCE = re.compile(r"(?:〔[^〕\n]*〕)?《(.*)》(?:（([^（）\n]*)）)?(?:\n|$)")
"""A title may hold titles and brackets of its own: the last 》 ends it."""
_NUMBER = re.compile(r"[（(第]?[\d一二三四五六七八九十百.]+[）)、.章节条]*")


@dataclass
class Row:
    """A row of a ledger, away from its place."""

    cells: dict[int, Any] = field(default_factory=dict)
    """By column: value, type, style, comment, link."""
    height: float | None = None
    hidden: bool = False
    number: int | None = None
    """Row that it stood in; None for a new one."""
    merges: tuple[tuple[int, int], ...] = ()
    """Columns that are merged in it."""
    record: dict[str, Any] | None = None
    """What the program knows of its task; None for a row of a person."""
    entry: Entry | None = None


def take_rows(held: Held) -> tuple[list[Row], list[str]]:
    """Take the rows out of the sheet, up to the last one that holds something.

    Returns them and what there is to say of it.
    """
    sheet = held.sheet
    merges, notes = _part_merged(held)
    rows: list[Row] = []
    filled = 0
    for cells in sheet.iter_rows(min_row=held.head + 1):
        number = cells[0].row
        shape = sheet.row_dimensions.get(number)
        row = Row(
            {
                cell.column: (
                    *(cell.value, cell.data_type, copy(cell._style)),
                    *(copy(cell.comment), copy(cell.hyperlink)),
                )
                for cell in cells
                if cell.value is not None or cell.has_style
            },
            shape.height if shape else None,
            bool(shape and shape.hidden),
            number,
            tuple(merges.get(number, ())),
        )
        rows.append(row)
        if any(value[0] is not None for value in row.cells.values()):
            filled = len(rows)
    for row in rows:
        for column in [column for column in range(1, held.last + 1) if (row.number, column) in sheet._cells]:
            del sheet._cells[row.number, column]
        sheet.row_dimensions.pop(row.number, None)
    del rows[filled:]
    _read_records(rows, held)
    return rows, notes


def _part_merged(held: Held) -> tuple[dict[int, list[tuple[int, int]]], list[str]]:
    """Part the cells that are merged over rows, the value in each; return those within rows, by row."""
    within: dict[int, list[tuple[int, int]]] = {}
    parted = []
    for area in list(held.sheet.merged_cells.ranges):
        if area.min_row <= held.head:
            continue
        held.sheet.unmerge_cells(str(area))
        if area.min_row == area.max_row:
            within.setdefault(area.min_row, []).append((area.min_col, area.max_col))
            continue
        parted.append(str(area))
        first = held.sheet.cell(area.min_row, area.min_col)
        for number in range(area.min_row + 1, area.max_row + 1):
            cell = held.sheet.cell(number, area.min_col)
            cell.value, cell._style = first.value, copy(first._style)
    said = _("merged cells were parted, with what they held in each row: {cells}")
    return within, [said.format(cells=", ".join(sorted(parted)))] if parted else []


def _read_records(rows: Iterable[Row], held: Held) -> None:
    """Give each row what the program knows of its task; of rows with one id, the first has it."""
    seen: set[str] = set()
    for row in rows:
        own = str(row.cells[held.places[ID]][0] or "") if held.places.get(ID) in row.cells else ""
        if own and own not in seen:
            seen.add(own)
            written = _parse(row.cells.get(held.places.get(RECORD, 0), ("",))[0])
            row.record = (written or _guess(row, held) or {}) | {"id": own}
        elif own:  # a copy that a person made
            for title in HIDDEN:
                row.cells.pop(held.places.get(title, 0), None)
        elif ID not in held.places:
            row.record = _guess(row, held)


def origins_in(held: Held) -> set[Origin]:
    """Return the documents that the rows of a ledger come from."""
    places = [held.places.get(title) for title in HIDDEN]
    if None in places:
        return set()
    cells = held.sheet.iter_rows(min_row=held.head + 1)
    rows = ([row[place - 1].value for place in places if place] for row in cells)
    return {known_by(_parse(record) | {"id": own}).origin for own, record in rows if own}


def _parse(value: object) -> dict[str, Any]:
    try:
        found = json.loads(str(value))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) and isinstance(found.get("c", {}), dict) else {}


def _guess(row: Row, held: Held) -> dict[str, Any] | None:
    """Return what the visible cells tell of a task; None where they name no document."""
    texts = {
        title: str(row.cells[place][0] or "") for title, place in held.places.items() if place in row.cells
    }
    source = _SOURCE.match(texts.get("任务来源", ""))
    if source is None:
        return None
    head, _newline, rest = texts.get("工作任务", "").partition("\n")
    role = next((role for role, word in ROLES.items() if word == texts.get("角色")), "lead")
    title = plain(_NUMBER.sub("", head, count=1))
    return {"id": "", "d": source[1], "n": source[2] or "", "t": title, "w": plain(rest or head), "r": role}


def known_by(record: dict[str, Any]) -> Known:
    document, _slash, task = str(record.get("id", "")).rpartition("/")[0].partition("/")
    texts = {key: str(record.get(key, "")) for key in "dnptwr"}
    origin = Origin(document, task, texts["d"], texts["n"], texts["p"])
    return Known(texts["r"], origin, texts["t"], texts["w"])


def sum_of(value: object) -> str:
    """Return a short sum of what a cell holds, whatever program wrote its ends of lines."""
    if isinstance(value, datetime):
        value = value.date()
    text = value.isoformat() if isinstance(value, date) else "" if value is None else str(value)
    return f"{crc32(''.join(text.replace('_x000D_', '').split()).encode()):x}"
