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


def run(tmp_path: Path, name: str) -> dict[str, IndexLine]:
    """Return the lines of the index, by path, of a run over the file and a good one."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    shutil.copy(HOSTILE / name, corpus)
    (corpus / "good.txt").write_text(GOOD, encoding="utf-8")
    sources = find_sources([corpus], SUFFIXES, scratch=tmp_path / "scratch")
    lines = extract(sources, tmp_path / "out")
    assert sum(path.stat().st_size for path in (tmp_path / "out").rglob("*.json")) < LARGEST
    return {line.path: line for line in lines}


@pytest.mark.parametrize(
    "name, codes",
    [
        ("docx-lowerLetter-start-2e9.docx", set()),
        ("img-1x65000.png", {"page-too-narrow"}),
        ("nested-zip-34KB-7.7GB.zip", {"zip-bomb"}),
        ("ofd-empty-member-name.ofd", {"damaged-file"}),
        ("pdf-recursive-count-1e6.pdf", {"too-large"}),
        ("unpack-IndexError-2.zip", {"damaged-file"}),
        ("unpack-LZMAError-1.zip", {"damaged-file"}),
    ],
)
def test_the_good_file_is_done_and_the_other_has_its_reason(
    tmp_path: Path, name: str, codes: set[str]
) -> None:
    if name.endswith("png") and not find_spec("rapidocr"):
        pytest.skip("needs rapidocr")
    lines = run(tmp_path, name)
    assert lines["good.txt"].status == "done"
    assert {line.error.code for line in lines.values() if line.error} == codes


def test_two_members_of_one_name_have_a_line_each(tmp_path: Path) -> None:
    lines = run(tmp_path, "zip-dupnames.zip")
    assert {path.rpartition("/")[2] for path in lines} == {"good.txt", "a.txt", "a#2.txt"}
