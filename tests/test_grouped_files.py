"""Documents in files, in folders by their ids where there are many: each is there once."""

import json
import shutil
from pathlib import Path

import pytest

from pipeline.keeping import documents_of, files
from tests.here import zeren
from tests.test_cli import PLAN
from tests.test_shards import documents

COUNT = 5


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(COUNT):
        (folder / f"{number}.txt").write_text(f"{PLAN}\n附注{number}", encoding="utf-8")
    return folder


@pytest.fixture
def flat(corpus: Path, tmp_path: Path) -> Path:
    zeren("extract", corpus, "--output", tmp_path / "out")
    assert all(path.is_file() for path in (tmp_path / "out" / "documents").iterdir())
    return tmp_path / "out"


@pytest.fixture
def few(flat: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on more than three documents are many."""
    monkeypatch.setattr(files, "MOST_FLAT", 3)


def names(folder: Path) -> list[str]:
    base = folder / "documents"
    return sorted(path.relative_to(base).as_posix() for path in base.rglob("*") if path.is_file())


@pytest.mark.usefixtures("few")
def test_a_store_that_grows_moves_its_files(corpus: Path, flat: Path) -> None:
    before, were = documents(flat), names(flat)
    (flat / "documents" / "notes.json").write_text("mine")
    assert "notes.json" in zeren("audit", flat).stderr
    (corpus / "new.txt").write_text(PLAN, encoding="utf-8")
    said = json.loads(zeren("extract", corpus, "-o", flat, "--json").stdout)
    assert (said["documents"], said["unchanged"]) == (COUNT + 1, COUNT)
    (flat / "documents" / "notes.json").unlink()
    assert {name.split("/")[-1] for name in names(flat)} > set(were)
    assert all(name.split("/")[0] == name.split("/")[-1][:2] for name in names(flat))
    after = documents(flat)
    assert len(after) == len(names(flat)) == COUNT + 1 and before.items() <= after.items()


@pytest.mark.usefixtures("few")
def test_it_stays_so_when_it_shrinks_and_no_file_is_left(corpus: Path, flat: Path) -> None:
    zeren("extract", corpus, "-o", flat)
    for number in range(1, COUNT):
        (corpus / f"{number}.txt").unlink()
    (corpus / "0.txt").write_text(f"{PLAN}\n新", encoding="utf-8")
    zeren("extract", corpus, "-o", flat)
    (name,) = names(flat)
    assert "/" in name and len(documents(flat)) == 1


@pytest.mark.usefixtures("few")
def test_a_run_that_was_killed_while_it_moved_them_goes_on(corpus: Path, flat: Path) -> None:
    before, (first, *_) = documents(flat), names(flat)
    (flat / "documents" / first[:2]).mkdir()
    (flat / "documents" / first).rename(flat / "documents" / first[:2] / first)
    left = flat / "documents" / first[:2] / f".{first}.4711.tmp"
    left.write_text("half")
    assert documents(flat) == before
    assert zeren("status", flat).returncode == 0
    assert json.loads(zeren("extract", corpus, "-o", flat, "--json").stdout)["unchanged"] == COUNT
    assert documents(flat) == before and all("/" in name for name in names(flat)) and not left.exists()


@pytest.mark.usefixtures("few")
def test_commands_read_them_as_those_of_one_folder(corpus: Path, flat: Path, tmp_path: Path) -> None:
    shutil.copytree(flat, tmp_path / "flat")
    zeren("extract", corpus, "-o", flat)
    assert all("/" in name for name in names(flat))
    for words in (("audit",), ("tasks", "--json"), ("status", "--json"), ("status", "--json", "--quick")):
        theirs, ours = (zeren(words[0], folder, *words[1:]) for folder in (tmp_path / "flat", flat))
        assert (ours.returncode, ours.stdout, ours.stderr) == (0, theirs.stdout, ""), words
    assert len(list(documents_of(flat / "documents").contents())) == COUNT
    for store in ("shards", "files"):
        assert zeren("convert", flat, "-o", tmp_path / store, "--store", store).returncode == 0
        assert documents(tmp_path / store) == documents(flat)
    assert names(tmp_path / "files") == names(flat)


@pytest.mark.usefixtures("few")
def test_parts_and_pipes(corpus: Path, flat: Path, tmp_path: Path) -> None:
    parts = tmp_path / "parts"
    for number in (1, 2):
        zeren("extract", corpus, "-o", parts, "--part", f"{number}/2")
    assert zeren("merge", parts).returncode == 0
    assert documents(parts) == documents(flat) and all("/" in name for name in names(parts))
    result = zeren("extract", corpus, "-o", "-")
    assert sorted(result.stdout.splitlines()) == sorted(
        data.decode().rstrip("\n") for data in documents(flat).values()
    )


@pytest.mark.parametrize("store", ["files", "shards"])
def test_show_finds_a_document_of_a_folder(corpus: Path, tmp_path: Path, store: str) -> None:
    out = tmp_path / store
    zeren("extract", corpus, "-o", out, "--store", store)
    found = documents(out)
    name = next(iter(found))
    result = zeren("show", out, "--document", name[:12], "--json")
    assert (result.returncode, result.stdout) == (0, found[name].decode())
    assert zeren("show", out, "--document", "", "--json").stdout == b"".join(found.values()).decode()
    for words, code, says in (
        ((out, "--document", "xyz"), 1, "no document has an id that begins with xyz"),
        ((out,), 2, "--document ID says"),
        ((corpus / "0.txt", "--document", name), 2, "there is no folder"),
    ):
        result = zeren("show", *words)
        assert (result.returncode, result.stdout) == (code, "") and says in " ".join(result.stderr.split())
    if store == "shards":
        (shard,) = (out / "shards").glob("*.zst")
        shard.write_bytes(shard.read_bytes()[:-10])
        result = zeren("show", out, "--document", "", "--json")
        assert (result.returncode, len(result.stdout.splitlines())) == (1, COUNT - 1)
        assert "the shard is cut" in result.stderr
