"""Text that every format takes, files that are whole."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.export import clean, clear_left, defuse, defuse_row, file_stem, replacing, replacing_folder


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("省财政厅", "省财政厅"),
        ("牵头\x00单位\x0b：", "牵头单位："),
        ("一\r\n二\t三", "一\n二\t三"),
        ("\ud83d\ud800\ufffe\uffff", ""),
        ("𠮷\x7f", "𠮷"),
    ],
)
def test_clean(text, expected):
    assert clean(text) == expected


@given(st.text(st.characters(codec=None)))
def test_clean_text_can_be_written(text):
    clean(text).encode("utf-8")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+CMD|' /C calc'!A0", "'+CMD|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("＝1+1", "'＝1+1"),
        ("＠A", "'＠A"),
        (" =1+1", "' =1+1"),
        ("\u3000\ufeff@A", "'\u3000\ufeff@A"),
        ("-5.2", "-5.2"),
        ("+3", "+3"),
        ("5=5", "5=5"),
        ("", ""),
    ],
)
def test_defuse(text, expected):
    assert defuse(text) == expected


def test_replacing_puts_the_whole_file_in_place(tmp_path):
    path = tmp_path / "new" / "a.txt"
    with replacing(path) as temporary:
        temporary.write_text("新")
        assert not path.exists()
    assert path.read_text() == "新"
    assert list(path.parent.iterdir()) == [path]


def test_replacing_leaves_the_old_file_if_writing_fails(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("旧")
    with pytest.raises(RuntimeError), replacing(path) as temporary:
        temporary.write_text("半")
        raise RuntimeError
    assert path.read_text() == "旧"
    assert list(tmp_path.iterdir()) == [path]


def write_two(folder, fail=False):
    with replacing_folder(folder) as new:
        (new / "a").write_text("新")
        (new / "b").write_text("新")
        if fail:
            raise RuntimeError


def texts(folder):
    return {path.name: path.read_text() for path in folder.iterdir() if path.is_file()}


def test_a_new_folder_appears_as_a_whole_or_not_at_all(tmp_path):
    with pytest.raises(RuntimeError):
        write_two(tmp_path / "out", fail=True)
    assert list(tmp_path.iterdir()) == []
    with replacing_folder(tmp_path / "out") as new:
        (new / "a").write_text("新")
        assert not (tmp_path / "out").exists()
    assert list(tmp_path.iterdir()) == [tmp_path / "out"]


def test_in_a_folder_that_is_there_all_files_change_or_none_and_others_stay(tmp_path):
    (tmp_path / "a").write_text("旧")
    (tmp_path / "notes").write_text("我的")
    with pytest.raises(RuntimeError):
        write_two(tmp_path, fail=True)
    assert texts(tmp_path) == {"a": "旧", "notes": "我的"}
    write_two(tmp_path)
    assert texts(tmp_path) == {"a": "新", "b": "新", "notes": "我的"}
    assert len(list(tmp_path.iterdir())) == 3


def test_files_that_cannot_be_put_in_place_are_taken_back(tmp_path):
    (tmp_path / "a").write_text("旧")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "kept").touch()
    with pytest.raises(IsADirectoryError):
        write_two(tmp_path)
    assert texts(tmp_path) == {"a": "旧"}
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a", "b", "kept"]


@pytest.mark.skipif(sys.platform == "win32", reason="no way to ask for a process")
def test_what_a_killed_command_left_is_removed_and_nothing_else(tmp_path):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    out = tmp_path / "out[1]"
    for name in (f".out[1].{ended.pid}.tmp", f"out[1]/.files.{ended.pid}.tmp"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "half").touch()
    others = (f".out[1].{os.getpid()}.tmp", f".outer.{ended.pid}.tmp", ".out[1].x.tmp", "out[1]/a")
    for name in others:
        (tmp_path / name).touch()
    clear_left(out)
    clear_left(tmp_path / "nowhere" / "a")
    assert {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")} == {*others, "out[1]"}


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("省水利厅", "省水利厅"),
        ("../../etc/x", "etc_x"),
        ("con", "_con"),
        ("COM¹.x", "_COM¹.x"),
        ("lpt9", "_lpt9"),
        ("console", "console"),
        ("a\x1b[2J\u202e", "a[2J"),
        ("\ud800", "otherwise"),
        (" . ", "otherwise"),
        ("e\u0301", "é"),
        ("😀" * 60, "😀" * 45),
        ("长" * 300, "长" * 60),
    ],
)
def test_a_name_from_data_is_one_that_every_system_takes(text, stem):
    assert file_stem(text, "otherwise") == stem
    assert len(f".{stem} (99).xlsx.1234567.tmp".encode()) <= 255


def test_a_temporary_name_fits_beside_the_longest(tmp_path):
    path = tmp_path / ("长" * 85)
    with replacing(path) as temporary:
        temporary.write_text("新")
    assert path.read_text() == "新"


def test_a_link_is_followed_and_a_pipe_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "target.txt"
    target.write_text("old")
    (tmp_path / "link.txt").symlink_to(target)
    with replacing(tmp_path / "link.txt") as temporary:
        temporary.write_text("new")
    assert target.read_text() == "new" and (tmp_path / "link.txt").is_symlink()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="not supported"), replacing(tmp_path / "pipe") as temporary:
        temporary.write_text("new")
    assert not (tmp_path / "pipe").is_file()


def test_a_row_is_defused_as_its_cells_are():
    signs = [chr(n) for n in (*range(0x300), 0x1680, *range(0x2000, 0x2440), *range(0xF900, 0x10000))]
    for sign in (*signs, "\U000e0001", "\ud800"):
        for row in (
            (f"{sign}1", 5, None),
            ("省财政厅", f"财政{sign}厅", ""),
            (f"a{sign}",),
            ("", sign, sign),
        ):
            expected = [defuse(clean(cell)) if isinstance(cell, str) else cell for cell in row]
            assert list(defuse_row(row)) == expected
