"""One correction by hand: a line of ``corrections.jsonl``, and what it may say.

A record is found by its words and its place, as the W3C Web Annotation Data Model finds text: the words
themselves and what stands before and after them (TextQuoteSelector), and a span (TextPositionSelector).
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from types import UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from extractors.records import (
    Assignment,
    DocumentInfo,
    Goal,
    Quantity,
    Record,
    Role,
    Section,
    Span,
    Target,
    Task,
    adapter,
)

FORM_VERSION: Final = "1"
Kind = Literal["document", "section", "task", "assignment", "target", "goal", "quantity"]
Action = Literal["set", "add", "remove", "confirm"]
MEASURED: tuple[Kind, ...] = ("target", "goal", "quantity")
"""Records found by the place of their number."""
WITHIN: tuple[Kind, ...] = ("assignment", "target")
"""Records that a task holds."""
CLASSES: dict[Kind, type[Record]] = {
    "document": DocumentInfo,
    "section": Section,
    "task": Task,
    "assignment": Assignment,
    "target": Target,
    "goal": Goal,
    "quantity": Quantity,
}
_OF_TARGETS = (
    *("indicator", "indicator_id", "applies_to", "comparator", "value", "upper", "unit", "normalized"),
    *("change", "rate", "baseline", "deadline", "ambiguous"),
)
SETTABLE: dict[Kind, tuple[str, ...]] = {
    "document": (*("title", "document_number", "issuers", "recipients", "issued_on", "period", "region"),),
    "section": ("number", "title", "level", "kind"),
    "task": ("number", "title", "deadline"),
    "assignment": ("role", "label", "name", "agency"),
    "target": _OF_TARGETS,
    "goal": _OF_TARGETS,
    "quantity": (*_OF_TARGETS, "status", "told_for"),
}
ADDABLE: dict[Kind, tuple[str, ...]] = {
    "assignment": ("evidence", "scope"),
    "target": ("span",),
    "goal": ("span",),
    "quantity": ("span",),
}
"""What else a record that is added may say of itself."""
_NEEDED = ("indicator", "comparator", "value", "unit")
NEEDED: dict[Kind, tuple[str, ...]] = {
    "section": ("title",),
    "task": ("title",),
    "assignment": ("role", "name"),
    "target": _NEEDED,
    "goal": _NEEDED,
    "quantity": (*_NEEDED, "status"),
}
_NESTED = ("deadline", "baseline")
_DIGEST = re.compile("[0-9a-f]{64}")
_DECIMAL = re.compile(r"-?[0-9]{1,200}(?:\.[0-9]{1,200})?")
_LONGEST = 10_000
"""Characters of a text that a correction gives."""
_SHOWN = 60
_FILLED = ("name", "agency", "indicator", "value")
_DAYS = ("date", "start", "end", "issued_on")


class FormError(ValueError):
    """A line that is no correction; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Record):
    """What a person says of one record of one document."""

    schema_version: Literal["1"] = FORM_VERSION
    document: str
    """SHA-256 of the file's bytes, in hex."""
    path: str | None = None
    """Path of the file below the corpus: finds the document after its bytes have changed."""
    record: Kind
    span: Span | None = None
    """Place of the record; of a target, goal or quantity that of its number."""
    words: str | None = None
    """The words at that place."""
    before: str = ""
    """What stands before the words, as much as tells the place from others."""
    after: str = ""
    task: Span | None = None
    """The task of an assignment or a target."""
    task_words: str | None = None
    """The first words of that task."""
    indicator: str | None = None
    """The indicator as it was read: tells apart records with one number."""
    role: Role | None = None
    """The role as it was read: tells apart units at one place."""
    change: Action
    field: str | None = None
    """What is set; after a dot what is set within it."""
    old: Any = None
    new: Any = None
    who: str
    when: str
    """ISO 8601, with its zone."""
    why: str = ""

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.when)


def read_line(line: str | bytes) -> Correction:
    """Return the correction that a line holds; `FormError` if it holds none."""
    from pydantic import ValidationError

    try:
        version = json.loads(line).get("schema_version")
    except (ValueError, RecursionError, AttributeError):
        raise FormError("is damaged: no JSON object") from None
    if version != FORM_VERSION:
        raise FormError(f"is of schema version {str(version)[:_SHOWN]}; this program reads {FORM_VERSION}")
    try:
        correction = Correction.from_json(line)
    except ValidationError as error:
        raise FormError(_first(error)) from None
    if flaw := next(find_flaws(correction), None):
        raise FormError(flaw)
    return correction


def _first(error: Any) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in first["loc"])[:_SHOWN]
    kind = first["type"]
    if kind == "unexpected_keyword_argument":
        return f"{place} is no field of a correction"
    if kind.startswith("missing"):
        return f"has no {place}"
    if kind == "literal_error":
        return f"{place} is none of {first['ctx']['expected']}"
    return f"{place} is not of its type" if place else "is damaged: no valid JSON"


def find_flaws(correction: Correction) -> Iterator[str]:
    """Yield what is wrong with a correction whose fields are of their types."""
    if not _DIGEST.fullmatch(correction.document):
        yield "document is no SHA-256 in hex"
    yield from _flaws_of_place(correction)
    yield from _flaws_of_moment(correction.when)
    yield from _CHECKS[correction.change](correction)


def _flaws_of_place(correction: Correction) -> Iterator[str]:
    span, words = correction.span, correction.words
    if correction.record == "document":
        if span or words:
            yield "span and words are for records within a document"
    elif span is None or not words:
        yield f"a {correction.record} needs span and words"
    elif not 0 <= span[0] <= span[1] or span[1] - span[0] != len(words):
        yield "span and words differ in length"
    if (correction.task is not None) != (correction.record in WITHIN):
        yield f"task is needed for {' and '.join(WITHIN)}, and for nothing else"


def _flaws_of_moment(when: str) -> Iterator[str]:
    try:
        if datetime.fromisoformat(when).tzinfo is None:
            yield "when has no zone"
    except ValueError:
        yield "when is no moment after ISO 8601"


def _flaws_of_set(correction: Correction) -> Iterator[str]:
    known = fields_of(correction.record)
    if correction.field not in known:
        named = str(correction.field)[:_SHOWN]
        yield f"{named} is no field of a {correction.record} that may be set; those are {', '.join(known)}"
        return
    yield from _flaws_of_value(correction.field, correction.new, known[correction.field])


def _flaws_of_add(correction: Correction) -> Iterator[str]:
    if correction.record == "document":
        yield "no document can be added"
        return
    if correction.field is not None:
        yield "field is for set"
    if not isinstance(correction.new, dict):
        yield "new is no object with the fields of the record"
        return
    for name in NEEDED[correction.record]:
        if name not in correction.new:
            yield f"new has no {name}"
    known = _hints(correction.record)
    for name, value in correction.new.items():
        if name not in (*SETTABLE[correction.record], *ADDABLE.get(correction.record, ())):
            yield f"{name[:_SHOWN]} is no field of a new {correction.record}"
            return
        yield from _flaws_of_value(name, value, known[name])


def _flaws_of_bare(correction: Correction) -> Iterator[str]:
    if correction.field is not None or correction.new is not None:
        yield f"field and new have no meaning with {correction.change}"
    if correction.record == "document" and correction.change == "remove":
        yield "no document can be removed"


_CHECKS = {"set": _flaws_of_set, "add": _flaws_of_add, "remove": _flaws_of_bare, "confirm": _flaws_of_bare}


@cache
def fields_of(kind: Kind) -> dict[str, Any]:
    """Return the fields that may be set of a kind of record, those within after a dot, with their types."""
    hints = _hints(kind)
    fields = {name: hints[name] for name in SETTABLE[kind]}
    for name in _NESTED:
        if name in fields:
            inner = get_type_hints(inner_class(kind, name))
            fields |= {f"{name}.{part}": inner[part] for part in inner_class(kind, name).__dataclass_fields__}
    return fields


@cache
def _hints(kind: Kind) -> dict[str, Any]:
    return get_type_hints(CLASSES[kind])


def inner_class(kind: Kind, name: str) -> type[Record]:
    """Return the class of the record that stands in a field of a kind of record."""
    hint = _hints(kind)[name]
    options = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    return next(option for option in options if isinstance(option, type) and issubclass(option, Record))


def _flaws_of_value(field: str, value: Any, hint: Any) -> Iterator[str]:
    from pydantic import ValidationError

    try:
        adapter(hint).validate_json(json.dumps(value), strict=True)
    except (ValidationError, ValueError, RecursionError):
        yield f"new does not suit {field}: {json.dumps(value, ensure_ascii=False)[:_SHOWN]}"
        return
    yield from (f"{field}: {flaw}" for name, each in _leaves(field, value) for flaw in _flaws_of(name, each))
    if field == "region" and value is not None:
        from extractors.agencies.regions import region

        if region(value["code"]) is None:
            yield f"region: no division has the code {value['code'][:_SHOWN]}"


def _leaves(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield what is no list and no object in a value, with the name of its field."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _leaves(key, each)
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(name, each)
    else:
        yield name.rpartition(".")[2], value


def _flaws_of(name: str, value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if len(value) > _LONGEST:
            yield f"is longer than {_LONGEST} characters"
        if name in _FILLED and not value.strip():
            yield "is empty"
        if name in _DAYS and not _is_day(value):
            yield f"is no day after ISO 8601: {value[:_SHOWN]}"
        if name in ("value", "upper") and not _DECIMAL.fullmatch(value):
            yield f"is no decimal: {value[:_SHOWN]}"
    elif isinstance(value, int) and not 0 <= value <= 2**53:
        yield "is out of range"


def _is_day(text: str) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False
