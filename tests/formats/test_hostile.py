"""Files made to do harm, each beside a good one: that is done, and the other has its reason."""

import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

from pipeline.batch import extract
from pipeline.formats import READERS
from pipeline.index import IndexLine
from pipeline.sources import find_sources

HOSTILE = Path(__file__).parent / "hostile"
GOOD = "云溪市水利工作要点\n一、重点任务\n（一）新建水库2座。（市水利局负责）\n"
SUFFIXES = {suffix for reader in READERS for suffix in reader.suffixes}
LARGEST = 20 * 2**20
"""Bytes that all that a run writes may have."""


CODES = {
    "docx-lowerLetter-start-2e9.docx": set(),
    "img-1x65000.png": {"page-too-narrow"},
    "nested-zip-34KB-7.7GB.zip": {"zip-bomb"},
    "ofd-empty-member-name.ofd": {"damaged-file"},
    "pdf-recursive-count-1e6.pdf": {"too-large"},
    "unpack-IndexError-2.zip": {"damaged-file"},
    "unpack-LZMAError-1.zip": {"damaged-file"},
}
"""Codes of what is said of each file; the first is read."""


def run(tmp_path: Path, *names: str) -> dict[str, IndexLine]:
    """Return the lines of the index, by path, of a run over the files and a good one."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for name in names:
        shutil.copy(HOSTILE / name, corpus)
    (corpus / "good.txt").write_text(GOOD, encoding="utf-8")
    sources = find_sources([corpus], SUFFIXES, scratch=tmp_path / "scratch")
    lines = extract(sources, tmp_path / "out")
    assert sum(path.stat().st_size for path in (tmp_path / "out").rglob("*.json")) < LARGEST
    return {line.path: line for line in lines}


def codes(lines: dict[str, IndexLine], name: str) -> set[str]:
    """Return what is said of a file, or of its members."""
    return {line.error.code for path, line in lines.items() if path.startswith(name) and line.error}


def test_the_good_file_is_done_and_each_other_has_its_reason(tmp_path: Path) -> None:
    names = [name for name in CODES if find_spec("rapidocr") or not name.endswith("png")]
    lines = run(tmp_path, *names)
    assert lines["good.txt"].status == "done"
    assert {name: codes(lines, name) for name in names} == {name: CODES[name] for name in names}


@pytest.mark.long
@pytest.mark.parametrize("name", CODES)
def test_also_where_it_is_alone_with_the_good_one(tmp_path: Path, name: str) -> None:
    if name.endswith("png") and not find_spec("rapidocr"):
        pytest.skip("needs rapidocr")
    lines = run(tmp_path, name)
    assert lines["good.txt"].status == "done"
    assert {line.error.code for line in lines.values() if line.error} == CODES[name]


def test_two_members_of_one_name_have_a_line_each(tmp_path: Path) -> None:
    lines = run(tmp_path, "zip-dupnames.zip")
    assert {path.rpartition("/")[2] for path in lines} == {"good.txt", "a.txt", "a#2.txt"}
