"""The JSON Schema of a document, generated from the records."""

import json

from extractors.records import Document, adapter

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_text() -> str:
    """Return the JSON Schema of `Document` as text, as ``docs/schema.json`` holds it."""
    schema = {"$schema": _DIALECT, **adapter(Document).json_schema(mode="serialization")}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
