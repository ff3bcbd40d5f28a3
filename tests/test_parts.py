"""A corpus in parts: together they leave what one run leaves; what is missing or damaged is said."""

import json
import shutil
from collections import Counter
from pathlib import Path
from zipfile import ZipFile

import pytest

from pipeline.parts import MANIFEST, Part
from pipeline.usage import part_of
from tests.here import zeren
from tests.test_cli import PLAN

COUNT = 4


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Twelve documents in two folders, some of equal bytes, an archive, an empty file."""
    folder = tmp_path / "in"
    (folder / "县").mkdir(parents=True)
    for number in range(10):
        text = f"{PLAN}\n附注{number % 8}"
        (folder / ("县" if number % 3 else ".") / f"{number}.txt").write_text(text, encoding="utf-8")
    with ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("x.txt", PLAN)
        archive.writestr("y.txt", f"{PLAN}\n附注1")
    (folder / "empty.txt").touch()
    return folder


def in_parts(corpus: Path, output: Path, numbers: range = range(1, COUNT + 1)) -> None:
    for number in numbers:
        result = zeren("extract", corpus, "--output", output, "--part", f"{number}/{COUNT}")
        assert result.returncode in (0, 1) and "usage" not in result.stderr


def files(folder: Path) -> dict[str, bytes]:
    names = [folder / "index.jsonl", *(folder / "documents").iterdir()]
    return {path.name: path.read_bytes() for path in names}


def test_parts_put_together_are_one_run(corpus: Path, tmp_path: Path) -> None:
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    one = zeren("extract", corpus, "--output", whole)
    in_parts(corpus, parts)
    merged = zeren("merge", parts)
    assert (merged.returncode, merged.stdout) == (one.returncode, one.stdout)
    assert files(parts) == files(whole)
    again = json.loads(zeren("extract", corpus, "--output", parts, "--json").stdout)
    assert again["documents"] == again["unchanged"]


def test_parts_do_again_what_changed_and_forget_what_has_gone(corpus: Path, tmp_path: Path) -> None:
    parts, whole = tmp_path / "parts", tmp_path / "whole"
    in_parts(corpus, parts)
    zeren("merge", parts)
    (corpus / "0.txt").write_text(f"{PLAN}\n新", encoding="utf-8")
    (corpus / "3.txt").unlink()
    in_parts(corpus, parts)
    zeren("merge", parts)
    zeren("extract", corpus, "--output", whole)
    ours = {name: data for name, data in files(parts).items() if name != "index.jsonl"}
    assert ours == {name: data for name, data in files(whole).items() if name != "index.jsonl"}
    assert [line["path"] for line in lines(parts)] == [line["path"] for line in lines(whole)]


def lines(folder: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (folder / "index.jsonl").read_text("utf-8").splitlines()]


def test_every_file_is_in_one_part() -> None:
    paths = [f"省/{number}.txt" for number in range(2000)]
    counts = Counter(number for path in paths for number in range(1, 8) if Part(number, 7).holds(path))
    assert sum(counts.values()) == len(paths) and min(counts.values()) > 230
    assert Part(1, 1).holds("x") and Part(1, 1).holds("\udc80")


def said_by_merge(output: Path) -> str:
    before = {path for path in output.rglob("*") if path.is_file()}
    result = zeren("merge", output)
    assert (result.returncode, result.stdout) == (1, "")
    assert {path for path in output.rglob("*") if path.is_file()} == before
    return result.stderr


def test_what_is_missing_is_said_and_nothing_changed(corpus: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    output.mkdir()
    assert "no parts" in said_by_merge(output)
    in_parts(corpus, output, range(1, 3))
    assert "never run: 3, 4." in said_by_merge(output)
    in_parts(corpus, output, range(3, 5))
    manifest = output / "parts" / "2-of-4" / MANIFEST
    content = manifest.read_text(encoding="utf-8")
    manifest.unlink()
    assert "not run to their end: 2-of-4" in said_by_merge(output)
    for wrong in ("{", "[]", "{}", content.replace('"number": 2', '"number": 9')):
        manifest.write_text(wrong, encoding="utf-8")
        assert "2-of-4/part.json is damaged" in said_by_merge(output)
    fields = json.loads(content)
    manifest.write_text(json.dumps(fields | {"version": "other"}), encoding="utf-8")
    assert "different versions" in said_by_merge(output)
    manifest.write_text(json.dumps(fields | {"paths": ["other"]}), encoding="utf-8")
    assert "different paths" in said_by_merge(output)
    manifest.write_text(content, encoding="utf-8")
    (document,) = list((output / "parts" / "1-of-4" / "documents").iterdir())[:1]
    whole = document.read_bytes()
    document.write_bytes(whole[:100])
    assert "1-of-4 is damaged: documents/" in said_by_merge(output)
    document.write_bytes(whole)
    shutil.copytree(output / "parts" / "1-of-4", output / "parts" / "1-of-5")
    (output / "parts" / "1-of-5" / MANIFEST).write_text(content.replace('"of": 4', '"of": 5'), "utf-8")
    assert "several divisions" in said_by_merge(output)
    shutil.rmtree(output / "parts" / "1-of-5")
    assert zeren("merge", output, "-q").stdout == ""


def test_more_parts_than_files_are_no_fault(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(PLAN, encoding="utf-8")
    for number in range(1, 6):
        result = zeren("extract", tmp_path / "in", "-o", tmp_path / "out", "--part", f"{number}/5")
        assert result.returncode == 0, result.stderr
    assert zeren("merge", tmp_path / "out").returncode == 0
    assert len(lines(tmp_path / "out")) == 1


@pytest.mark.parametrize(
    "text", ["0/3", "4/3", "1", "1/", "/3", "a/b", "1/0", "-1/3", "1/9999999", "1/2/3", "²/3"]
)
def test_what_is_no_part(tmp_path: Path, text: str) -> None:
    assert zeren("extract", tmp_path, "-o", tmp_path / "out", f"--part={text}").returncode == 2
    assert part_of("3/16") == (3, 16)


def test_parts_are_of_files(tmp_path: Path) -> None:
    assert zeren("extract", "-", "-o", tmp_path / "out", "--part", "1/2").returncode == 2
    assert zeren("extract", tmp_path, "-o", "-", "--part", "1/2").returncode == 2
