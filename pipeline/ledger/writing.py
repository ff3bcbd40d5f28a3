"""Rows written into the sheet of a ledger, one after the other, but not over what a person wrote."""

from __future__ import annotations

import json
from collections import Counter
from itertools import count

from pipeline.export import clean
from pipeline.ledger import form
from pipeline.ledger.files import Held
from pipeline.ledger.form import HIDDEN, ID, NUMBER, OWN, RECORD, Column
from pipeline.ledger.matching import LONGEST, Known
from pipeline.ledger.rows import Row, sum_of


def put_rows(held: Held, rows: list[Row], counts: Counter[str]) -> None:
    """Write the rows below the head, one after the other."""
    widths = _widths(held)
    by_place = {held.places[column.title]: column for column in OWN if column.title in held.places}
    for number, row in enumerate(rows, held.head + 1):
        _put_back(held, row, number)
        if row.entry:
            _write_row(held, row, number, by_place, counts)
        elif row.record and row.record.get("gone"):
            for place, column in by_place.items():
                form.style_gone(held.sheet.cell(number, place), column)
        if row.record is not None:
            _write_record(held, row, number)
        form.fit_height(held.sheet, number, widths)
    _count_rows(held, len(rows))
    end = form.letter(held.last)
    held.sheet.auto_filter.ref = f"A{held.head}:{end}{held.head + max(1, len(rows))}"


def _widths(held: Held) -> dict[int, float]:
    """Return the widths of the columns that are shown."""
    hidden = {held.places[title] for title in HIDDEN}
    found = {}
    for name, shape in held.sheet.column_dimensions.items():
        first = shape.min or form.number_of(name)
        for place in range(first, (shape.max or first) + 1):
            if not shape.hidden and place not in hidden:
                found[place] = shape.width
    return found


def _put_back(held: Held, row: Row, number: int) -> None:
    from openpyxl.formula.translate import Translator

    for place, (value, kind, style, comment, link) in row.cells.items():
        cell = held.sheet.cell(number, place)
        if kind == "f" and isinstance(value, str) and row.number != number:
            origin = f"{form.letter(place)}{row.number}"
            value = Translator(value, origin=origin).translate_formula(cell.coordinate)
        cell.value, cell.data_type, cell._style, cell.comment = value, kind, style, comment
        if link is not None:
            link.ref = cell.coordinate
            cell.hyperlink = link
            cell._style = style
    for first, last in row.merges:
        held.sheet.merge_cells(start_row=number, end_row=number, start_column=first, end_column=last)
    if row.height is not None:
        held.sheet.row_dimensions[number].height = row.height
    if row.hidden:
        held.sheet.row_dimensions[number].hidden = True


def _write_row(held: Held, row: Row, number: int, by_place: dict[int, Column], counts: Counter[str]) -> None:
    """Write what the documents say into a row, but not over what a person wrote there."""
    record, entry = row.record or {}, row.entry
    assert entry is not None
    sums, is_new, was_gone = record.setdefault("c", {}), row.number is None, record.pop("gone", None)
    if is_new:
        own = {
            held.places[column.title]: column
            for column in (NUMBER, form.STATE)
            if column.title in held.places
        }
        for place in range(1, held.last + 1):
            if place not in (held.places[ID], held.places[RECORD]):
                form.style_entry(held.sheet.cell(number, place), by_place.get(place) or own.get(place))
    changed = False
    for place, column in by_place.items():
        if was_gone:
            form.style_entry(held.sheet.cell(number, place), column)
        cell, value = held.sheet.cell(number, place), column.value(entry) if column.value else None
        there, wanted = sum_of(cell.value), sum_of(value)
        if there == wanted and not is_new:
            sums[column.title] = wanted
            continue
        if is_new or there == sums.get(column.title) or (not cell.value and column.title not in sums):
            changed = True
            counts["cut"] += form.write_entry(cell, value)
            wanted = sum_of(cell.value)
        else:
            counts["kept"] += 1
        sums[column.title] = wanted
    if changed and not is_new:
        counts["changed"] += 1
    known = Known.of(entry)
    origin = entry.origin
    record |= {"d": origin.title, "n": origin.document_number, "p": origin.path, "r": entry.role}
    record |= {"id": known.id, "t": known.title[:LONGEST], "w": known.words}
    row.record = record


def _write_record(held: Held, row: Row, number: int) -> None:
    record = dict(row.record or {})
    held.sheet.cell(number, held.places[ID]).value = record.pop("id", "") or None
    text = json.dumps(record, ensure_ascii=False, sort_keys=True)
    held.sheet.cell(number, held.places[RECORD]).value = clean(text)


def _count_rows(held: Held, rows: int) -> None:
    """Number the rows anew, but those that bear something else than a number."""
    place = held.places.get(NUMBER.title)
    numbers = count(1)
    for number in range(held.head + 1, held.head + 1 + rows if place else 0):
        cell = held.sheet.cell(number, place)
        is_ours = held.sheet.cell(number, held.places[ID]).value is not None
        if isinstance(cell.value, int) or (cell.value is None and is_ours):
            cell.value = next(numbers)
