"""The descriptor of a folder of CSV tables: a Data Package (https://datapackage.org/standard/data-package/)."""

from collections.abc import Sequence
from typing import Any

from pipeline.tables.columns import Table, Type, load_tables

NAME = "datapackage.json"
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES: dict[Type, str] = {
    "VARCHAR": "string",
    "BIGINT": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "DATE": "string",
}
"""Of Table Schema; a day is text, as a document may print one that no calendar has."""
KEYS: dict[str, tuple[str, ...]] = {
    "documents": ("document",),
    "tasks": ("document", "task"),
    "assignments": ("document", "task", "position"),
    "targets": ("document", "task", "position"),
    "goals": ("document", "position"),
    "agencies": ("agency",),
}
"""The columns that tell the rows of a table apart; a problem has none."""
REFERENCES: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {
    "tasks": ((("document",), "documents"),),
    "assignments": ((("document", "task"), "tasks"), (("agency",), "agencies")),
    "targets": ((("document", "task"), "tasks"),),
    "goals": ((("document",), "documents"),),
    "problems": ((("document",), "documents"),),
    "lineage": ((("source",), "documents"),),
}
"""Columns that point at the key of another table."""


def describe_package(headings: dict[str, Sequence[str]]) -> dict[str, Any]:
    """Return the descriptor of CSV files, one for each table, with these headings of their columns."""
    return {
        "$schema": _PROFILE,
        "name": "zeren-tables",
        "title": "Who has to do what, how much of it, and by when",
        "resources": [_resource(table, headings) for table in load_tables().values()],
    }


def _resource(table: Table, headings: dict[str, Sequence[str]]) -> dict[str, Any]:
    own = _named(table, headings)
    schema: dict[str, Any] = {
        "fields": [
            {
                "name": own[column.name],
                "type": _TYPES[column.type],
                "title": column.chinese,
                "description": column.description,
                **({"trueValues": ["True"], "falseValues": ["False"]} if column.type == "BOOLEAN" else {}),
            }
            for column in table.columns
        ],
        "missingValues": [""],
    }
    if key := KEYS.get(table.name):
        schema["primaryKey"] = [own[name] for name in key]
    keys = [
        {
            "fields": [own[name] for name in names],
            "reference": {"resource": other, "fields": [theirs[name] for name in KEYS[other]]},
        }
        for names, other in REFERENCES.get(table.name, ())
        for theirs in [_named(load_tables()[other], headings)]
    ]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.chinese,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _named(table: Table, headings: dict[str, Sequence[str]]) -> dict[str, str]:
    """Return the heading of each column by its name."""
    names = (column.name for column in table.columns)
    return dict(zip(names, headings[table.name], strict=True))
