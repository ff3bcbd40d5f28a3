"""What a person may say of a record in the page: the fields that corrections know, each with its type."""

from __future__ import annotations

from collections.abc import Iterator
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from extractors.agencies.regions import NATION, children
from extractors.records import Record
from pipeline.corrections.form import SETTABLE, fields_of

_TYPES = {
    "agency": "agency",
    **dict.fromkeys(("issued_on", "date", "start", "end"), "date"),
    **dict.fromkeys(("value", "upper"), "decimal"),
}
"""Of texts that have a form of their own, by the name of the field."""
_FILLED = ("name", "indicator", "value", "title", "start", "end")
"""Texts that say nothing where they are empty."""
Field = tuple[str, str, list[str], str]
"""Name, type, what may be chosen, and what an empty box stands for: `null`, `empty`, or `never`."""


def list_fields() -> dict[str, list[Field]]:
    """Return the fields that may be set of each kind of record, in their order."""
    return {kind: [_field(name, fields_of(kind)[name]) for name in names] for kind, names in SETTABLE.items()}


def list_parts() -> dict[str, list[Field]]:
    """Return what the records hold that stand in such a field: of a deadline its words and its day."""
    parts: dict[str, list[Field]] = {}
    for kind, names in SETTABLE.items():
        for name in names:
            for record in _records_in(fields_of(kind)[name]):
                hints = get_type_hints(record)
                inner = [_field(part, hints[part]) for part in record.__dataclass_fields__]
                parts[record.__name__.lower()] = inner
    return parts


def list_regions(code: str = NATION, above: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield the code of each division of today, its name, and the names of those that it lies in.

    >>> next(each for each in list_regions() if each[0] == "632821")
    ('632821', '乌兰县', '青海省海西蒙古族藏族自治州')
    """
    for each in children(code):
        yield each.code, each.name, above
        if each.code != code:
            yield from list_regions(each.code, above + each.name)


def _field(name: str, hint: Any) -> Field:
    nullable = NoneType in get_args(hint)
    empty = "null" if nullable else "never" if name in _FILLED else "empty"
    return name, _type(name, hint), _choices(hint), empty


def _type(name: str, hint: Any) -> str:
    if record := next(_records_in(hint), None):
        return record.__name__.lower()
    if _choices(hint):
        return "choice"
    if get_origin(hint) is tuple:
        return "list"
    if bool in _options(hint):
        return "tick"
    return "whole" if int in _options(hint) else _TYPES.get(name, "text")


def _options(hint: Any) -> tuple[Any, ...]:
    return (hint,) if get_origin(hint) is Literal else get_args(hint) or (hint,)


def _choices(hint: Any) -> list[str]:
    literals = (each for each in _options(hint) if get_origin(each) is Literal)
    return [value for each in literals for value in get_args(each)]


def _records_in(hint: Any) -> Iterator[type[Record]]:
    return (each for each in _options(hint) if isinstance(each, type) and issubclass(each, Record))
