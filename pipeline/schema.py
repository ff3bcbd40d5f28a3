"""The JSON Schema of a document, generated from the records."""

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from extractors.records import SCHEMA_VERSION, Document, adapter

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
IDENTIFIER = f"urn:x-zeren:document:{SCHEMA_VERSION}"
"""Names the contract and its version (RFC 8141); it is no address to fetch from."""
EXAMPLE = "example.json"
"""The document of ``example.txt``, as `zeren extract` writes it: `make golden` makes it."""
_OTHERS: dict[str, Any] = {
    "Place": {"span": [0, 17], "page": 1, "box": [141.7, 96.2, 453.5, 118.3]},
    "Region": {"code": "630000", "name": "青海省"},
}
"""Of what the example has not: it has no pages, and its city is invented."""
_ONE_LINE = "Spans are [start, end) into document.text, counted in Unicode code points (docs/contract.md)."


def schema_text() -> str:
    """Return the JSON Schema of `Document` as text, as ``docs/schema.json`` holds it."""
    schema = adapter(Document).json_schema(mode="serialization")
    schema["description"] = f"{schema['description']} {_ONE_LINE}"
    schema["required"] = ["schema_version", *schema["required"]]
    definitions = schema["$defs"]
    for kind in ("Goal", "Quantity"):  # pydantic finds the docstrings of a class's own fields only
        for name, inherited in definitions["Target"]["properties"].items():
            definitions[kind]["properties"][name].setdefault("description", inherited["description"])
    example = json.loads(files(__package__).joinpath(EXAMPLE).read_text(encoding="utf-8"))
    found = dict(_OTHERS)
    for kind, value in _examples(schema, example, definitions):
        found.setdefault(kind, value)
    for kind, definition in definitions.items():
        definition["examples"] = [found[kind]]
    schema = {"$schema": _DIALECT, "$id": IDENTIFIER, **schema, "examples": [example]}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _examples(schema: dict[str, Any], value: Any, definitions: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the values within a value that are of a kind of the schema, with the kind's name."""
    if value is None:
        return
    for each in schema.get("anyOf", ()):
        yield from _examples(each, value, definitions)
    if reference := schema.get("$ref"):
        kind = reference.rpartition("/")[2]
        yield kind, value
        schema = definitions[kind]
    if isinstance(value, list) and isinstance(items := schema.get("items"), dict):
        for item in value:
            yield from _examples(items, item, definitions)
    if isinstance(value, dict):
        for name, inner in schema.get("properties", {}).items():
            yield from _examples(inner, value.get(name), definitions)
