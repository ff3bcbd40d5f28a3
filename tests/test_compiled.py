"""Patterns that are kept from one process to the next are those that `re` compiles."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline import compiled
from pipeline.compiled import Patterns

PATTERNS = (
    r"(?m:^)(?P<place>[一-鿿]{2,3})(?i:x)|(市)",
    r"(?<=[以年]来)[^,。;]{0,20}?(?P<rest>\d+)",
    "省|市|县|[一二三四五六七八九十百千万亿]+",
    r"[\d.]+(?:万|亿)?元(?!以)",
)
TEXTS = ("水利x市", "三年来,建成12座", "青石市二十三县", "1.5亿元以上 3万元", "")
Keep = Callable[[], Patterns]


@pytest.fixture
def keep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Keep]:
    """Makes patterns be compiled by what a file holds, as in a process of its own."""
    usual = Patterns(None)._compiler.compile
    monkeypatch.setattr(compiled, "_FEW", 0)

    def again() -> Patterns:
        re.purge()
        Patterns(None)._compiler.compile = usual
        return compiled.keep(tmp_path / "patterns.bin")

    yield again
    Patterns(None)._compiler.compile = usual
    re.purge()


def found(pattern: re.Pattern[str]) -> list[object]:
    said = [[(m.span(), m.groupdict(), m.groups()) for m in pattern.finditer(text)] for text in TEXTS]
    return [pattern.flags, pattern.groups, dict(pattern.groupindex), *said]


@pytest.mark.parametrize("flags", [0, re.MULTILINE, re.DOTALL | re.IGNORECASE])
def test_a_kept_pattern_is_the_pattern(keep: Keep, flags: int) -> None:
    expected = [found(re.compile(pattern, flags)) for pattern in PATTERNS]
    for new in (len(PATTERNS), 0):
        patterns = keep()
        assert [found(re.compile(pattern, flags)) for pattern in PATTERNS] == expected
        assert patterns._new == new
        patterns.write()


@pytest.mark.parametrize("data", [b"", b"not of marshal", b"\xe9\x01\x00\x00\x00", b"i\x01\x00\x00\x00"])
def test_a_damaged_file_is_none(keep: Keep, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "patterns.bin").write_bytes(data)
    patterns = keep()
    assert re.compile(PATTERNS[0]).search("水利x")
    (tmp_path / "patterns.17").write_bytes(b"left by a killed process")
    patterns.write()
    assert len(keep()._known) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["patterns.bin"]


def test_what_was_not_asked_for_goes_once_it_is_the_larger_part(keep: Keep) -> None:
    for asked, held in ((PATTERNS, 4), (PATTERNS[:2], 4), (["新"], 1)):
        patterns = keep()
        for pattern in asked:
            re.compile(pattern)
        patterns._new += 1
        patterns.write()
        assert len(keep()._known) == held


def test_another_re_compiles_as_ever(keep: Keep, monkeypatch: pytest.MonkeyPatch) -> None:
    patterns = keep()
    monkeypatch.setattr(patterns, "_parser", None)
    assert re.compile(PATTERNS[0]).search("水利x") and not patterns._used


def test_a_wrong_pattern_is_wrong(keep: Keep) -> None:
    keep()
    with pytest.raises(re.error, match="unterminated"):
        re.compile("(a")


def test_the_folder_is_this_users_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "gettempdir", lambda: str(tmp_path))
    file = compiled.find_file()
    assert file is not None and file.parent.stat().st_mode & 0o777 == 0o700
    file.parent.chmod(0o777)
    assert compiled.find_file() is None
    file.parent.rmdir()
    file.parent.write_text("a file")
    assert compiled.find_file() is None
    monkeypatch.setattr(compiled, "gettempdir", lambda: str(tmp_path / "missing"))
    assert compiled.find_file() is None
