"""Documents in shards: all commands read them as they read files; what is cut or damaged is said."""

import errno
import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import zeren as library
from pipeline.convert_cli import STORES
from pipeline.index import read_index
from pipeline.keeping import documents_of
from pipeline.keeping import shards as keeping
from pipeline.keeping.base import Kind
from pipeline.keeping.shards import INDEX, ShardDocuments
from tests.factory import make_document
from tests.here import zeren
from tests.test_cli import PLAN

COUNT = 6
SMALL = 2_000
"""Bytes of a shard that two documents are more than."""


@pytest.fixture(autouse=True)
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.keeping.shards.LARGEST", SMALL)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(COUNT):
        (folder / f"{number}.txt").write_text(f"{PLAN}\n附注{number}", encoding="utf-8")
    return folder


@pytest.fixture
def files(corpus: Path, tmp_path: Path) -> Path:
    """A folder as `zeren extract` wrote it."""
    zeren("extract", corpus, "--output", tmp_path / "files")
    return tmp_path / "files"


@pytest.fixture
def shards(corpus: Path, tmp_path: Path) -> Path:
    """The same in shards."""
    result = zeren("extract", corpus, "--output", tmp_path / "shards", "--store", "shards")
    assert result.returncode == 0, result.stderr
    assert len(find_shards(tmp_path / "shards")) > 1
    return tmp_path / "shards"


def find_shards(folder: Path) -> list[Path]:
    return [*ShardDocuments(folder).find_shards().values()]


def index_of(folder: Path) -> list[list[str]]:
    return [line.split("\t") for line in (folder / "shards" / INDEX).read_text().splitlines()]


def content(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def documents(folder: Path) -> dict[str, bytes]:
    """Return the JSON of all documents of a folder; none may be damaged."""
    found = {}
    for _, name, data in documents_of(folder).contents():
        assert isinstance(data, bytes), (name, data)
        found[name.removesuffix(".json")] = data
    return found


def run(corpus: Path, output: Path, *words: str) -> dict[str, int]:
    result = zeren("extract", corpus, "--output", output, "--json", *words)
    assert result.returncode == 0, result.stderr
    said: dict[str, int] = json.loads(result.stdout)
    return said


def test_the_same_documents_as_in_files(files: Path, shards: Path) -> None:
    assert documents(shards) == documents(files) and len(documents(shards)) == COUNT
    assert (shards / "index.jsonl").read_bytes() == (files / "index.jsonl").read_bytes()
    assert not (shards / "documents").exists() and not (files / "shards").exists()
    assert set(get_args(Kind)) == set(STORES)


def test_there_and_back_is_the_same(corpus: Path, files: Path, tmp_path: Path) -> None:
    new = tmp_path / "new"
    result = zeren("convert", files, "--output", new)
    assert (result.returncode, result.stdout) == (0, f"{new}: {COUNT} documents\n"), result.stderr
    assert zeren("convert", new, "--store", "files", "-o", tmp_path / "back").returncode == 0
    assert content(tmp_path / "back") == content(files)
    for folder in (new, tmp_path / "back"):
        said = run(corpus, folder)
        assert said["documents"] == said["unchanged"] == COUNT
    assert len(find_shards(new)) > 1


def test_all_commands_read_both(corpus: Path, files: Path, shards: Path, tmp_path: Path) -> None:
    for words in (
        ("audit",),
        ("agencies", "--format", "json"),
        ("agencies", "--unresolved"),
        ("tasks", "--json"),
        ("targets", "--json"),
        ("track", "--json"),
        ("status", "--json"),
        ("status", "--json", "--quick"),
        ("corrections", "check", corpus),
    ):
        theirs, ours = (
            zeren(*(words if words[0] == "corrections" else (words[0], folder, *words[1:])))
            for folder in (files, shards)
        )
        assert (ours.returncode, ours.stdout, ours.stderr) == (
            theirs.returncode,
            theirs.stdout,
            theirs.stderr,
        ), words
    for words in (
        ("graph",),
        ("graph", "--view", "cooperation", "--format", "gexf"),
        ("tables",),
        ("tables", "--format", "jsonl"),
        ("export", "--format", "jsonl"),
        ("export", "--format", "jieba"),
        ("report",),
        ("review sample", "--format", "csv"),
    ):
        made = []
        for folder, name in ((files, "theirs"), (shards, "ours")):
            place = tmp_path / f"{name}-{words[0]}-{words[-1]}".replace(" ", "")
            result = zeren(*words[0].split(), folder, *words[1:], "--output", place, "-q")
            assert result.returncode == 0, (words, result.stderr)
            made.append(content(place) if place.is_dir() else {"": place.read_bytes()})
        assert made[0] == made[1] and made[0], words
    assert list(library.read(shards)) == list(library.read(files))
    line = next(iter(read_index(shards)[0].values()))
    kept = documents_of(shards)
    assert kept.holds(line.document, line.written) and not kept.holds(line.document, "0" * 32)


def test_a_run_does_what_changed_and_forgets_what_has_gone(corpus: Path, files: Path, shards: Path) -> None:
    (corpus / "0.txt").write_text(f"{PLAN}\n新", encoding="utf-8")
    (corpus / "1.txt").unlink()
    for folder in (files, shards):
        said = run(corpus, folder)
        assert (said["documents"], said["unchanged"]) == (COUNT - 1, COUNT - 2)
    assert documents(shards) == documents(files) and len(documents(shards)) == COUNT - 1
    assert (shards / "index.jsonl").read_bytes() == (files / "index.jsonl").read_bytes()


def test_corrections_make_their_document_again(corpus: Path, files: Path, shards: Path) -> None:
    from pipeline.corrections import write_corrections
    from tests.test_status import title_of

    write_corrections([title_of(corpus / "2.txt")], corpus / "corrections.jsonl")
    for folder in (files, shards):
        assert run(corpus, folder)["unchanged"] == COUNT - 1
    assert documents(shards) == documents(files)


def weight(folder: Path) -> int:
    return sum(path.stat().st_size for path in find_shards(folder))


def test_a_shard_that_nothing_names_goes(corpus: Path, shards: Path) -> None:
    before, whole = documents(shards), weight(shards)
    run(corpus, shards, "--force")
    assert weight(shards) == whole and documents(shards) == before


@pytest.mark.parametrize("full", [False, True])
def test_dead_weight_goes_when_it_is_more_than_half(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full: bool
) -> None:
    monkeypatch.undo()
    shards = tmp_path / "shards"
    run(corpus, shards, "--store", "shards")
    before, whole = documents(shards), weight(shards)
    run(corpus, shards, "--force")
    assert weight(shards) == 2 * whole and documents(shards) == before
    if full:  # the disk, while they are packed anew
        append, many = keeping._append, iter(range(2 * COUNT + 3))

        def fill(descriptor: int, data: bytes, end: int) -> None:
            if next(many, None) is None:
                raise OSError(errno.ENOSPC, "No space left on device")
            append(descriptor, data, end)

        monkeypatch.setattr(keeping, "_append", fill)
    run(corpus, shards, "--force")
    assert weight(shards) == (3 if full else 1) * whole
    assert documents(shards) == before
    assert {line[1] for line in index_of(shards)} == {path.name for path in find_shards(shards)}
    monkeypatch.undo()
    for path in corpus.iterdir():
        path.unlink()
    (corpus / "new.txt").write_text(PLAN, encoding="utf-8")
    run(corpus, shards)
    assert weight(shards) < whole / 2 and len(documents(shards)) == 1


def test_the_store_remembers_its_kind(corpus: Path, files: Path, shards: Path) -> None:
    for folder, own, other in ((files, "files", "shards"), (shards, "shards", "files")):
        before = content(folder)
        result = zeren("extract", corpus, "-o", folder, "--store", other)
        assert result.returncode == 2 and f"zeren convert --store {other}" in " ".join(result.stderr.split())
        assert content(folder) == before
        said = run(corpus, folder, "--store", own)
        assert said["documents"] == said["unchanged"] == COUNT
    (files / "shards").mkdir()
    result = zeren("extract", corpus, "-o", files)
    assert result.returncode == 2 and "one of them is to go" in result.stderr
    assert zeren("extract", corpus, "-o", "-", "--store", "shards").returncode == 2


def test_parts_in_shards_put_together_are_one_run(corpus: Path, files: Path, tmp_path: Path) -> None:
    parts = tmp_path / "parts"
    for number in (1, 2, 3):
        zeren("extract", corpus, "-o", parts, "--part", f"{number}/3", "--store", "shards")
    for _ in range(2):  # what is there already is not added again
        assert zeren("merge", parts).returncode == 0
        assert documents(parts) == documents(files)
    assert (parts / "index.jsonl").read_bytes() == (files / "index.jsonl").read_bytes()
    assert weight(parts) == sum(int(length) for *_, length in index_of(parts))
    zeren("extract", corpus, "-o", parts, "--part", "1/2")  # as what they are parts of
    assert documents_of(parts / "parts" / "1-of-2").is_in(parts / "parts" / "1-of-2")
    assert (parts / "parts" / "1-of-2" / "shards").is_dir()


@pytest.mark.skipif(not shutil.which("zstd"), reason="needs zstd")
def test_shards_are_json_lines_to_other_programs(files: Path, shards: Path) -> None:
    lines = subprocess.run(["zstd", "-dc", *find_shards(shards)], capture_output=True, check=True).stdout
    assert sorted(lines.splitlines(True)) == sorted(documents(files).values())


def test_what_is_damaged_is_said_and_the_rest_is_read(shards: Path, tmp_path: Path) -> None:
    shard = find_shards(shards)[0]
    lines = sorted(index_of(shards), key=lambda line: int(line[2]))
    entries = [line[0] for line in lines if line[1] == shard.name]
    whole = shard.read_bytes()
    shard.write_bytes(whole[: len(whole) - 10])
    result = zeren("audit", shards, "--json")
    assert result.returncode == 1 and len(json.loads(result.stdout)) == COUNT - 1
    assert f"{shard}: {entries[-1]}: the shard is cut" in result.stderr
    assert zeren("convert", shards, "--store", "files", "-o", tmp_path / "back").returncode == 1
    assert not (tmp_path / "back").exists()
    shard.write_bytes(whole[:40] + b"\0\0\0\0" + whole[44:])
    assert f"{entries[0]}: damaged" in zeren("audit", shards).stderr
    shard.unlink()
    said = zeren("audit", shards).stderr
    assert all(f"{entry}: No such file or directory" in said for entry in entries)


@pytest.mark.parametrize("damage", ["cut", "changed", "gone"])
def test_a_run_makes_damaged_documents_again(corpus: Path, shards: Path, damage: str) -> None:
    before = documents(shards)
    shard = find_shards(shards)[0]
    whole = shard.read_bytes()
    if damage == "gone":
        shard.unlink()
    else:
        shard.write_bytes(whole[:-10] if damage == "cut" else whole[:40] + b"\0\0\0\0" + whole[44:])
    said = run(corpus, shards)
    assert said["documents"] == COUNT and said["unchanged"] < COUNT
    assert documents(shards) == before
    assert run(corpus, shards)["unchanged"] == COUNT


@pytest.mark.parametrize("damage", ["cut", "a line", "gone", "empty", "zeros", "cut between lines"])
def test_what_is_whole_in_the_shards_is_found_where_their_index_is_lost(
    corpus: Path, shards: Path, damage: str
) -> None:
    run(corpus, shards, "--force")
    (corpus / "0.txt").unlink()
    run(corpus, shards)  # what was dropped does not come back
    before, index = documents(shards), shards / "shards" / INDEX
    text = index.read_bytes()
    if damage == "gone":
        index.unlink()
    else:
        lines = text.splitlines(True)
        index.write_bytes(
            {
                "cut": text[:-10],
                "a line": b"".join([lines[0], b"x\n", *lines[2:]]),
                "empty": b"",
                "zeros": bytes(500),
                "cut between lines": b"".join(lines[:-2]),
            }[damage]
        )
    said = run(corpus, shards)
    assert said["documents"] == said["unchanged"] == COUNT - 1
    assert documents(shards) == before and index.read_bytes() == text


def test_an_index_that_is_damaged_is_said(shards: Path) -> None:
    index = shards / "shards" / INDEX
    text = index.read_text()
    for wrong in ("x", text.replace("\t", " ", 1), text.replace("\t0000", "\t../0", 1), "\xff", text[:-5]):
        index.write_text(wrong, encoding="latin-1")
        result = zeren("audit", shards, "--json")
        assert result.returncode == 1 and f"{INDEX}: damaged lines: 1" in result.stderr, wrong
        assert len(json.loads(result.stdout)) == (COUNT - 1 if len(wrong) > 5 else 0)
    index.unlink()
    assert "index.tsv cannot be read" in zeren("tasks", shards).stderr
    index.mkdir()
    assert "index.tsv is no file" in zeren("tasks", shards).stderr


def test_what_a_killed_run_left_is_cut_off(corpus: Path, shards: Path) -> None:
    before = content(shards)
    (shards / "shards" / ".index.tsv.4711.tmp").write_text("half")
    (shards / "shards" / "00099.jsonl.zst").write_bytes(b"packed anew, and not named")
    with find_shards(shards)[-2].open("ab") as shard:
        shard.write(b"half a frame")
    run(corpus, shards)
    after = content(shards)
    assert {name: data for name, data in after.items() if "index.jsonl" not in name} == {
        name: data for name, data in before.items() if "index.jsonl" not in name
    }


def test_wrong_usage(files: Path, tmp_path: Path) -> None:
    assert zeren("convert", files, "-o", files).returncode == 2
    assert zeren("convert", tmp_path / "nowhere", "-o", tmp_path / "x").returncode == 2
    (files / "documents" / "x.json").write_text("{}")
    result = zeren("convert", files, "-o", tmp_path / "x")
    assert result.returncode == 1 and "x.json" in result.stderr and not (tmp_path / "x").exists()


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[bytes]:
    """A hundred thousand documents in shards of the usual size."""
    monkeypatch.undo()
    data = make_document(1).to_json().encode() + b"\n"
    kept = ShardDocuments(tmp_path)
    kept.begin(0)
    packed = kept.pack("", data)
    for number in range(100_000):
        kept.put(f"{number:016x}", packed)
    kept.finish()
    kept.close()
    yield data


@pytest.mark.timed
def test_a_hundred_thousand_open_in_a_second(many: bytes, tmp_path: Path) -> None:
    from time import process_time

    assert len(list((tmp_path / "shards").iterdir())) < 10
    start = process_time()
    assert documents_of(tmp_path).read(f"{77_777:016x}") == many
    assert process_time() - start < 1
