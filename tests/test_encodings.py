"""Encodings: what the bytes are, whatever their label says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.encodings import decode, find_codec

PLAN = "一、推进数字乡村建设。新建改造农村公路３20公里，由县交通运输局牵头，县财政局配合，2025年底前完成。\n"
OLD_FORMS = "一、各機關應依職責分工，推動數位發展及環境保護計畫，並於十二月三十一日前完成檢討報告。\n"

CODECS = [
    # how it is written, what is read, label
    ("utf-8", "utf-8", None),
    ("utf-8", "utf-8", "gb2312"),
    ("utf-8-sig", "utf-8-sig", None),
    ("utf-8-sig", "utf-8-sig", "gbk"),
    ("utf-16", "utf-16", None),
    ("utf-16-le", "utf-16-le", None),
    ("utf-16-be", "utf-16-be", "utf-8"),
    ("utf-32", "utf-32", None),
    ("gb2312", "gb18030", "gb2312"),
    ("gbk", "gb18030", "utf-8"),
    ("gb18030", "gb18030", None),
    ("gb18030", "gb18030", "big5"),
    ("gb18030", "gb18030", "no-such-codec"),
]


@pytest.mark.parametrize(("written", "read", "label"), CODECS)
def test_text_is_read_whatever_the_label(written: str, read: str, label: str | None) -> None:
    decoded = decode((PLAN * 3).encode(written), label)
    assert (decoded.text, decoded.encoding, decoded.bad) == (PLAN * 3, read, 0)


def test_big5_is_told_from_gb18030() -> None:
    assert decode((OLD_FORMS * 3).encode("big5")).text == OLD_FORMS * 3
    assert decode((OLD_FORMS * 3).encode("gb18030")).text == OLD_FORMS * 3


@pytest.mark.parametrize("extra", ["𠮷", "㐂", "鿿", "€"])
def test_gb18030_beyond_gbk(extra: str) -> None:
    assert decode((PLAN + extra).encode("gb18030"), "gb2312").text == PLAN + extra


@pytest.mark.parametrize("bad", [b"\xff", b"\x80", b"\xfe"])
@pytest.mark.parametrize("written", ["utf-8", "gb18030"])
def test_one_bad_byte_costs_one_character(written: str, bad: bytes) -> None:
    data = PLAN.encode(written) + bad + (PLAN * 2).encode(written)
    decoded = decode(data)
    assert decoded.encoding == written
    assert decoded.bad >= 1
    assert decoded.text.startswith(PLAN)
    assert decoded.text.endswith(PLAN * 2)


def test_lost_byte_shifts_no_more_than_its_stretch() -> None:
    """Half a character in the middle of a line without ASCII: what follows must not be misread."""
    before, after = "推进农村人居环境整治提升" * 4, "健全长效管护机制加强考核" * 4
    data = before.encode("gb18030")[:-1] + after.encode("gb18030")
    decoded = decode(PLAN.encode("gb18030") + data)
    assert before[:-2] in decoded.text
    assert after[2:] in decoded.text
    assert decoded.bad


def test_cut_off_in_the_middle_of_a_character() -> None:
    for written in ("utf-8", "gb18030"):
        decoded = decode((PLAN * 4).encode(written)[:-2])
        assert decoded.text.startswith(PLAN * 3)
        assert decoded.encoding == written


def test_nul_bytes_do_not_make_utf16_of_utf8() -> None:
    assert decode(PLAN.encode().replace("。".encode(), b"\0", 1)).encoding == "utf-8"


def test_junk_is_not_taken_for_a_western_encoding() -> None:
    """Single-byte codecs read anything: only the encodings of Chinese text are chosen from."""
    assert decode(b"\xff\xfd\xfe" * 300 + b"1. ").encoding in ("gb18030", "big5hkscs")


LABELS = [
    ("gb2312", "gb18030"),
    ("GBK", "gb18030"),
    ("utf8", "utf-8"),
    ("big5", "big5hkscs"),
    ("x", ""),
    ("\0", ""),
]


@pytest.mark.parametrize(("label", "codec"), LABELS)
def test_labels_name_the_codec_that_reads_all_they_promise(label: str, codec: str) -> None:
    assert find_codec(label) == codec


@given(st.binary(max_size=400), st.none() | st.text(max_size=8))
def test_any_bytes_are_decoded(data: bytes, label: str | None) -> None:
    decoded = decode(data, label)
    assert decoded.bad == 0 or "\ufffd" in decoded.text


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), max_size=300))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode()).text == text
