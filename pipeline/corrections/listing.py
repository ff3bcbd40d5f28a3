"""Corrections for people: a listing by document, as CSV, as JSON."""

import csv
import json
from collections.abc import Callable, Iterable
from io import StringIO
from typing import Any

from pipeline.corrections.form import Correction
from pipeline.export import clean, defuse, json_text, printable
from pipeline.language import told, told_field

_WORDS = 24
"""Characters of words and values that a line shows."""
COLUMNS = ("path", "document", "record", "words", "change", "field", "old", "new", "who", "when", "why")


def list_table(corrections: Iterable[Correction]) -> str:
    """Return a line for each document and, below it, one for each of its corrections."""
    lines: list[str] = []
    last = ""
    for each in corrections:
        if each.document != last:
            last = each.document
            lines.append(printable(f"{each.path or '?'} ({each.document[:16]})"))
        words = f" “{short(each.words)}”" if each.words else ""
        field = told_field(each.field or "")
        said = f": {field}: {short(each.old)} → {short(each.new)}" if each.change == "set" else ""
        said = said or (f": {short(each.new)}" if each.change == "add" else "")
        why = f" ({short(each.why)})" if each.why else ""
        line = (
            f"{told(each.change)} {told(each.record)}{words}{said}; {each.who or '?'}, {each.when[:10]}{why}"
        )
        lines.append(f"  {printable(line)}")
    return "\n".join(lines) + "\n" if lines else ""


def short(value: Any) -> str:
    """Return a value as a few characters.

    >>> short("省财政厅"), short(None), short({"raw": "年底前", "date": "2025-12-31"})
    ('省财政厅', '-', '{"raw": "年底前", "date":…')
    """
    if value is None:
        return "-"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _WORDS else f"{text[:_WORDS]}…"


def list_csv(corrections: Iterable[Correction]) -> str:
    """Return CSV with a head."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(getattr(each, name)) for name in COLUMNS] for each in corrections)
    return file.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return defuse(clean(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)))


def list_json(corrections: Iterable[Correction]) -> str:
    """Return a list of objects, as the lines of the file are."""
    return json_text([each.to_value() for each in corrections])


LISTINGS: dict[str, Callable[[Iterable[Correction]], str]] = {
    "table": list_table,
    "csv": list_csv,
    "json": list_json,
}
