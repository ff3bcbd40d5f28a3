"""Files that are no document, or a damaged one: each with its code."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.formats import READERS
from pipeline.formats.facts import UnreadableFile
from pipeline.reading import read

TEXT = "一、推进农村公路建设。由县交通运输局牵头，县财政局配合。\n"

UNREADABLE = [
    # name, content, code
    ("a.txt", b"", "empty-file"),
    ("a.html", b"", "empty-file"),
    ("a.txt", b" \r\n\t\n", "no-text"),
    ("a.md", "　\n\xa0\n".encode(), "no-text"),
    ("a.txt", b"\xef\xbb\xbf", "no-text"),
    ("a.html", b"<html><body><script>var a = 1;</script></body></html>", "no-text"),
    ("a.md", b"<!-- a -->\n***\n", "no-text"),
    ("a.txt", b"\x7fELF" + bytes(range(256)) * 40, "binary-file"),
    ("a.txt", b"\0" * 9000, "binary-file"),
    ("a.txt", "责任".encode() + b"\xff\xff\xff" * 900, "binary-file"),
    ("a.txt", b"GIF89a" + bytes(100), "unsupported-format"),
    ("a.txt", b"SQLite format 3\0" + bytes(100), "unsupported-format"),
    ("a.rtf", b"{\\rtf1 text", "damaged-file"),
]


@pytest.mark.parametrize(("name", "data", "code"), UNREADABLE)
def test_file_is_refused_with_its_code(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert caught.value.code == code
    assert name in str(caught.value)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path, tmp_path / "a\0.txt"):
        with pytest.raises(UnreadableFile) as caught:
            read(path)
        assert caught.value.code == "unreadable-file"


def test_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    if os.access(path, os.R_OK, follow_symlinks=True) and os.geteuid() == 0:
        monkeypatch.setattr(Path, "open", _refuse)
    else:
        path.chmod(0)
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert caught.value.code == "no-permission"


def _refuse(*args: object, **options: object) -> None:
    raise PermissionError(13, "Permission denied")


def test_file_too_large_is_not_opened_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(600 * 2**20)
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert caught.value.code == "too-large"


NAMES = [
    # name, content, format, problems
    ("a.txt", TEXT, "txt", []),
    ("a", TEXT, "txt", []),
    ("a.log", TEXT, "txt", []),
    ("a.md", TEXT, "md", []),
    ("a.MD", TEXT, "md", []),
    ("a.txt", f"<!DOCTYPE html><html><body><p>{TEXT}</p></body></html>", "html", ["wrong-suffix"]),
    ("a.txt", f"<p>{TEXT}</p>", "html", ["wrong-suffix"]),
    ("a.md", f"<!doctype html><p>{TEXT}</p>", "html", ["wrong-suffix"]),
    ("a.md", f"# 方案\n{TEXT}<table><tr><td>1</td></tr></table>", "md", []),
    ("a.html", TEXT, "txt", ["wrong-suffix"]),
    ("a.html", f"{TEXT}<br>{TEXT}", "html", []),
    ("a.htm", f"\n<p>{TEXT}", "html", []),
    ("a.txt", f"# 方案\n\n## 一、总则\n{TEXT}", "md", ["wrong-suffix"]),
    ("a.pdf", TEXT, "txt", ["wrong-suffix"]),
    ("a.docx", TEXT, "txt", ["wrong-suffix"]),
    ("a.txt", TEXT + "\0\x01\x02", "txt", ["control-characters"]),
    ("a.txt", "责任\0单位\x01：\x02省教育厅\x1b", "txt", ["control-characters"]),
]


@pytest.mark.parametrize(("name", "text", "format_", "codes"), NAMES)
def test_content_decides_the_format(
    tmp_path: Path, name: str, text: str, format_: str, codes: list[str]
) -> None:
    path = tmp_path / name
    path.write_bytes(text.encode())
    reading = read(path)
    assert (reading.format, [problem.code for problem in reading.problems]) == (format_, codes)


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
def test_wide_encodings_are_text(tmp_path: Path, codec: str) -> None:
    path = tmp_path / "a.txt"
    mark = "\ufeff" if codec == "utf-32-be" else ""
    path.write_bytes((mark + TEXT * 3).encode(codec))
    assert [block.text for block in read(path).blocks] == [TEXT.strip()] * 3


def test_every_reader_has_its_module() -> None:
    from importlib import import_module

    for reader in READERS:
        assert callable(import_module(f"pipeline.formats.{reader.module}").read)


def test_parsers_are_not_loaded_before_a_file_needs_them() -> None:
    heavy = "{'selectolax', 'charset_normalizer', 'pypdfium2', 'pdfplumber', 'lxml', 'ofdkit', 'rapidocr'}"
    code = f"import sys, pipeline.formats; sys.exit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
