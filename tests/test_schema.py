"""The JSON Schema: fresh, and true of what is written."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, ValidationError

from pipeline.schema import schema_text
from tests.factory import make_document

VALIDATOR = Draft202012Validator(json.loads(schema_text()))


def test_the_committed_copy_is_fresh(root: Path) -> None:
    assert (root / "docs" / "schema.json").read_text(encoding="utf-8") == schema_text(), "make golden"


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(VALIDATOR.schema)


def test_it_holds_of_a_document() -> None:
    VALIDATOR.validate(json.loads(make_document(4).to_json()))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema_version",), "2.0"),
        (("tasks",), None),
        (("tasks", 0, "assignments", 0, "role"), "boss"),
        (("tasks", 0, "span"), [1]),
        (("document", "text"), 5),
        (("document", "more"), 5),
        (("agencies", 0, "kind"), "person"),
    ],
)
def test_it_refuses_what_is_no_document(path: tuple[str | int, ...], value: object) -> None:
    content = json.loads(make_document(4).to_json())
    place = content
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    with pytest.raises(ValidationError):
        VALIDATOR.validate(content)


def test_every_record_and_field_is_explained_or_plain() -> None:
    definitions = json.loads(schema_text())["$defs"]
    assert all("description" in definition for definition in definitions.values())
