"""Text that every format takes, files that are whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.export import clean, defuse, replacing, replacing_all


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


def test_replacing_all_puts_all_or_none(tmp_path):
    with pytest.raises(RuntimeError), replacing_all(tmp_path, ["a", "b"]) as (first, _):
        first.write_text("半")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []
    with replacing_all(tmp_path, ["a", "b"]) as paths:
        for path in paths:
            path.write_text("全")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]
