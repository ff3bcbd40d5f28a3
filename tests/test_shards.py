"""Documents in shards: all commands read them as they read files; what is cut or damaged is said."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

import zeren as library
from pipeline.index import read_index
from pipeline.shards import FOLDER, INDEX, find_shards, read_content, read_entries, write_shards
from pipeline.store import holds
from tests.factory import make_document
from tests.here import zeren
from tests.test_cli import PLAN


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder as `zeren extract` wrote it."""
    corpus = tmp_path / "in"
    corpus.mkdir()
    for number in range(6):
        (corpus / f"{number}.txt").write_text(f"{PLAN}\n附注{number}", encoding="utf-8")
    zeren("extract", corpus, "--output", tmp_path / "files")
    return tmp_path / "files"


@pytest.fixture
def shards(files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same in three shards."""
    write = write_shards
    size = sum(path.stat().st_size for path in (files / "documents").iterdir())
    monkeypatch.setattr(
        "pipeline.shards.write_shards", lambda folder, found: write(folder, found, size // 20)
    )
    result = zeren("convert", files, "--output", tmp_path / "shards")
    assert (result.returncode, result.stdout) == (0, f"{tmp_path / 'shards'}: 6 documents\n"), result.stderr
    assert len(find_shards(tmp_path / "shards")) > 1
    return tmp_path / "shards"


def content(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_there_and_back_is_the_same(files: Path, shards: Path, tmp_path: Path) -> None:
    assert zeren("convert", shards, "--store", "files", "-o", tmp_path / "back").returncode == 0
    assert content(tmp_path / "back") == content(files)
    again = json.loads(zeren("extract", tmp_path / "in", "-o", tmp_path / "back", "--json").stdout)
    assert again["documents"] == again["unchanged"] == 6


def test_all_commands_read_both(files: Path, shards: Path, tmp_path: Path) -> None:
    for words in (
        ("audit",),
        ("agencies", "--format", "json"),
        ("tasks", "--json"),
        ("targets", "--json"),
        ("status", "--json"),
        ("status", "--json", "--quick"),
    ):
        theirs, ours = zeren(words[0], files, *words[1:]), zeren(words[0], shards, *words[1:])
        assert (ours.returncode, ours.stdout, ours.stderr) == (theirs.returncode, theirs.stdout, ""), words
    for words in (("graph",), ("tables",), ("export", "--format", "jsonl")):
        for folder, name in ((files, "theirs"), (shards, "ours")):
            zeren(words[0], folder, *words[1:], "--output", tmp_path / f"{name}-{words[0]}", "-q")
        ours, theirs = (tmp_path / f"{name}-{words[0]}" for name in ("ours", "theirs"))
        assert ours.exists()
        assert content(ours) == content(theirs) if ours.is_dir() else ours.read_bytes() == theirs.read_bytes()
    assert list(library.read(shards)) == list(library.read(files))
    line = next(iter(read_index(shards)[0].values()))
    assert holds(shards, line) and not holds(shards, line.changed(written="0" * 32))


@pytest.mark.skipif(not shutil.which("zstd"), reason="needs zstd")
def test_shards_are_json_lines_to_other_programs(files: Path, shards: Path) -> None:
    lines = subprocess.run(["zstd", "-dc", *find_shards(shards)], capture_output=True, check=True).stdout
    assert lines == b"".join(path.read_bytes() for path in sorted((files / "documents").iterdir()))


def test_what_is_damaged_is_said_and_the_rest_is_read(shards: Path, tmp_path: Path) -> None:
    shard = find_shards(shards)[0]
    entries = [entry for entry in read_entries(shards) if entry.shard == shard.name]
    whole = shard.read_bytes()
    shard.write_bytes(whole[: len(whole) - 10])
    result = zeren("audit", shards, "--json")
    assert result.returncode == 1 and len(json.loads(result.stdout)) == 5
    assert f"{shard}: {entries[-1].document}: the shard is cut" in result.stderr
    assert zeren("convert", shards, "--store", "files", "-o", tmp_path / "back").returncode == 1
    assert not (tmp_path / "back").exists()
    shard.write_bytes(whole[:40] + b"\0\0\0\0" + whole[44:])
    assert f"{entries[0].document}: damaged" in zeren("audit", shards).stderr
    shard.unlink()
    said = zeren("audit", shards).stderr
    assert all(f"{entry.document}: No such file or directory" in said for entry in entries)


def test_an_index_that_is_damaged_is_said(shards: Path) -> None:
    index = shards / FOLDER / INDEX
    text = index.read_text()
    for wrong in ("x", text.replace("\t", " ", 1), text.replace("00000.jsonl", "../0.jsonl", 1), "\xff"):
        index.write_text(wrong, encoding="latin-1")
        result = zeren("audit", shards)
        assert result.returncode == 1 and INDEX in result.stderr, wrong
    index.unlink()
    assert "index.tsv cannot be read" in zeren("tasks", shards).stderr


def test_a_run_does_not_go_on_in_shards(shards: Path, tmp_path: Path) -> None:
    before = content(shards)
    result = zeren("extract", tmp_path / "in", "-o", shards)
    assert result.returncode == 1 and "zeren convert --store files" in " ".join(result.stderr.split())
    assert content(shards) == before


def test_wrong_usage(files: Path, tmp_path: Path) -> None:
    assert zeren("convert", files, "-o", files).returncode == 2
    assert zeren("convert", tmp_path / "nowhere", "-o", tmp_path / "x").returncode == 2
    (files / "documents" / "x.json").write_text("{}")
    result = zeren("convert", files, "-o", tmp_path / "x")
    assert result.returncode == 1 and "x.json" in result.stderr and not (tmp_path / "x").exists()


@pytest.mark.timed
def test_a_hundred_thousand_open_in_a_second(tmp_path: Path) -> None:
    from time import process_time

    data = make_document(1).to_json().encode() + b"\n"
    write_shards(tmp_path, ((f"{number:016x}", data) for number in range(100_000)))
    assert len(list((tmp_path / FOLDER).iterdir())) < 10
    start = process_time()
    assert read_content(tmp_path, f"{77_777:016x}") == data
    assert process_time() - start < 1
