"""The JSON Schema: fresh, and true of what is written."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, ValidationError

from extractors.records import SCHEMA_VERSION
from pipeline.schema import schema_text
from tests.factory import make_document
from tests.write_golden import EXAMPLE, render_example

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


def test_every_record_and_field_is_explained() -> None:
    for name, kind in (*VALIDATOR.schema["$defs"].items(), ("Document", VALIDATOR.schema)):
        assert kind["description"], name
        for field, value in kind["properties"].items():
            assert value.get("description"), f"{name}.{field}"


def test_it_says_what_it_is() -> None:
    assert VALIDATOR.schema["$id"] == f"urn:x-zeren:document:{SCHEMA_VERSION}"
    assert "schema_version" in VALIDATOR.schema["required"]
    content = json.loads(make_document(4).to_json())
    del content["schema_version"]
    with pytest.raises(ValidationError, match="schema_version"):
        VALIDATOR.validate(content)


def test_its_examples_are_such() -> None:
    (example,) = VALIDATOR.schema["examples"]
    VALIDATOR.validate(example)
    for name, kind in VALIDATOR.schema["$defs"].items():
        part = {"$defs": VALIDATOR.schema["$defs"], **kind}
        for each in kind["examples"]:
            Draft202012Validator(part).validate(each)
        assert kind["examples"], name


def test_the_example_is_what_its_text_gives() -> None:
    assert EXAMPLE.read_text(encoding="utf-8") == render_example(), "make golden"


def test_the_changes_of_the_contract_are_told(root: Path) -> None:
    page = (root / "docs" / "contract.md").read_text(encoding="utf-8")
    assert f"### {SCHEMA_VERSION}" in page
