"""CITATION.cff, after version 1.2.0 of the Citation File Format."""

import tomllib
from pathlib import Path

import pytest

REQUIRED = {"cff-version", "message", "title", "authors"}
ALLOWED = REQUIRED | {
    "type", "version", "license", "abstract", "keywords", "date-released", "doi", "url", "repository-code",
    "repository", "identifiers", "preferred-citation", "references", "contact", "commit", "license-url",
}  # fmt: skip
"""https://github.com/citation-file-format/citation-file-format/blob/1.2.0/schema-guide.md"""
ENTITY = {"name", "website", "email", "city", "country", "address"}


def test_the_citation_is_in_order(root: Path) -> None:
    yaml = pytest.importorskip("yaml")
    found = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    assert found.keys() >= REQUIRED and found.keys() <= ALLOWED
    assert (found["cff-version"], found["type"]) == ("1.2.0", "software")
    assert all("name" in author and author.keys() <= ENTITY for author in found["authors"])
    assert all(isinstance(each, str) and each for each in (found["title"], found["message"]))
    assert len(set(found["keywords"])) == len(found["keywords"])
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (str(found["version"]), found["license"]) == (project["version"], project["license"])


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_readme_says_how_to_cite(name: str, root: Path) -> None:
    text = (root / name).read_text(encoding="utf-8")
    version = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert "CITATION.cff" in text and f"version = {{{version}}}" in text
