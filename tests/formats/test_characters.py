"""Characters of a file: line ends, control characters, what is kept as printed."""

from pathlib import Path

import pytest

from pipeline.formats.characters import clean, read_text

TEXTS = [
    # as found, as read, problems
    ("一\r\n二\r三\n四\r\r\n五", "一\n二\n三\n四\n五", []),
    ("一\f二\v三\x85四\u2028五", "一\n二\n三\n四\n五", []),
    ("责任\0单位\x07：省\x9b教育厅", "责任单位：省教育厅", ["control-characters"]),
    ("责任\u200b单\u00ad位\ufeff：\u202e省教育厅", "责任单位：省教育厅", []),
    ("责任\ufffe单位", "责任单位", ["control-characters"]),
    ("１２３　％\tＡ", "１２３　％\tＡ", []),
    ("〔２０２１〕７号\xa0", "〔２０２１〕７号\xa0", []),
]


@pytest.mark.parametrize(("found", "read", "codes"), TEXTS)
def test_text_is_cleaned_of_what_is_not_printed(found: str, read: str, codes: list[str]) -> None:
    text, problems = clean(found)
    assert (text, [problem.code for problem in problems]) == (read, codes)


def test_findings_of_a_file_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("责任单位".encode() * 9 + b"\xff\0\x01")
    text, encoding, problems = read_text(path)
    assert text == "责任单位" * 9 + "\ufffd"
    assert encoding == "utf-8"
    assert [(problem.code, problem.message[-2:]) for problem in problems] == [
        ("bad-bytes", "1."),
        ("control-characters", "2."),
    ]


@pytest.mark.parametrize(
    ("written", "label", "codes"),
    [("utf-8", "gb2312", ["wrong-encoding-label"]), ("gb18030", "gb2312", []), ("utf-8", "UTF-8", [])],
)
def test_lying_label_is_noted(tmp_path: Path, written: str, label: str, codes: list[str]) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(("责任单位" * 9).encode(written))
    assert [problem.code for problem in read_text(path, lambda data: label)[2]] == codes
