"""The version of a result: what is part of it, and what is not."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import version
from pipeline.version import MAKERS, program_version

WITHOUT_EFFECT = ("scratch.py", "export.py", "logs.py", "index.py", "language.py", "offline.py")
"""What makers of documents import that does not show in one: folders, messages, the form of the index."""


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("code.py", True),
        ("lexicons/units.toml", True),
        ("regions.tsv", True),
        ("new.toml", True),
        ("x.pyc", False),
    ],
)
def test_the_version_is_that_of_code_and_lexicons(tmp_path: Path, name: str, changes: bool) -> None:
    (tmp_path / "lexicons").mkdir()
    for existing in ("code.py", "lexicons/units.toml", "regions.tsv", "x.pyc"):
        (tmp_path / existing).write_text("old")
    before = program_version([tmp_path])
    assert program_version([tmp_path]) == before
    (tmp_path / name).write_text("new")
    assert (program_version([tmp_path]) != before) == changes


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)


def file_of(root: Path, module: str) -> Path | None:
    place = root / module.replace(".", "/")
    found = (place / "__init__.py", place.with_suffix(".py"))
    return next((path for path in found if path.is_file()), None)


def test_all_that_makes_a_document_is_part_of_it(root: Path) -> None:
    todo = [path for maker in MAKERS for path in (maker.rglob("*.py") if maker.is_dir() else [maker])]
    seen: set[Path] = set()
    while todo:
        path = todo.pop()
        if path in seen or path.name in WITHOUT_EFFECT:
            continue
        seen.add(path)
        names = (name for name in imports(path) if name.startswith(("pipeline.", "extractors.")))
        todo += [found for name in names if (found := file_of(root, name))]
    outside = {path for path in seen if not any(path.is_relative_to(maker) for maker in MAKERS)}
    assert {path.relative_to(root).as_posix() for path in outside} <= {
        "pipeline/corrections/__init__.py",
        "pipeline/corrections/book.py",
        "pipeline/keeping/__init__.py",
        "pipeline/keeping/base.py",
        "pipeline/keeping/files.py",
        "pipeline/keeping/salvage.py",
        "pipeline/keeping/shards.py",
        "pipeline/results.py",
        "pipeline/soundness.py",
    }


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("extractors/records.py", True),
        ("extractors/lexicons/roles.toml", True),
        ("pipeline/formats/pdf.py", True),
        ("pipeline/structure/steps.py", True),
        ("pipeline/document.py", True),
        ("pipeline/corrections/edition.py", True),
        ("pipeline/tables/writers.py", False),
        ("pipeline/graph/exporters.py", False),
        ("pipeline/site/writer.py", False),
        ("pipeline/cli.py", False),
        ("pipeline/show.py", False),
        ("zeren/__init__.py", False),
    ],
)
def test_writers_are_no_part_of_it(root: Path, name: str, part: bool) -> None:
    assert (root / name).is_file()
    assert any((root / name).is_relative_to(maker) for maker in MAKERS) == part


def test_a_library_that_reads_is_part_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = program_version([])
    (tmp_path / "lxml-0.0.1.dist-info").mkdir()
    (tmp_path / "pandas-0.0.1.dist-info").mkdir()
    monkeypatch.syspath_prepend(tmp_path)
    after = program_version([])
    assert after != before
    (tmp_path / "pandas-0.0.1.dist-info").rename(tmp_path / "pandas-0.0.2.dist-info")
    assert program_version([]) == after


def test_the_libraries_that_read_are_found() -> None:
    names = {name.partition("-")[0] for name in version._installed()}
    assert names == {"charset_normalizer", "jieba", "lxml", "ofdkit", "pypdfium2"} | {
        "python_calamine",
        "selectolax",
        "striprtf",
    }
