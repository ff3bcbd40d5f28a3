"""Plain text files: paragraphs, tables, what a page left around them."""

from pathlib import Path

import pytest

from pipeline.reading import Reading, read

TITLE = "青石市人民政府关于印发《青石市节水行动方案》的通知"
LETTER = ["各县（区）人民政府：", "现将方案印发给你们，请认真贯彻执行。", "一、总体要求", "（一）加强领导。"]


def read_as(folder: Path, data: bytes, name: str = "a.txt") -> Reading:
    path = folder / name
    path.write_bytes(data)
    return read(path)


FILES = [
    # bytes, encoding
    ("\n".join([TITLE, *LETTER]).encode(), "utf-8"),
    ("\r\n\r\n　　".join([TITLE, *LETTER]).encode("utf-8-sig"), "utf-8-sig"),
    ("\n\n    ".join([TITLE, *LETTER]).encode("gb18030"), "gb18030"),
    ("\r　　".join([TITLE, *LETTER]).encode("utf-16"), "utf-16"),
    ("　\t\n".join([TITLE, *LETTER]).encode("utf-16-be"), "utf-16-be"),
    ("\x0c".join([TITLE, *LETTER]).encode(), "utf-8"),
    (
        ("首页 > 政策 > 正文\n" + "\n".join([TITLE, *LETTER]) + "\n相关阅读：\n青石市召开节水大会").encode(),
        "utf-8",
    ),
]


@pytest.mark.parametrize(("data", "encoding"), FILES)
def test_printed_paragraphs_are_read(tmp_path: Path, data: bytes, encoding: str) -> None:
    reading = read_as(tmp_path, data)
    assert [block.text for block in reading.blocks] == [TITLE, *LETTER]
    assert (reading.format, reading.encoding, reading.pages) == ("txt", encoding, None)


def test_dropped_lines_are_counted(tmp_path: Path) -> None:
    (problem,) = read_as(tmp_path, "\n".join(["首页 > 正文", TITLE, *LETTER, "返回顶部"]).encode()).problems
    assert (problem.code, problem.severity, problem.message[-2:]) == ("boilerplate", "info", "2.")


def test_text_is_kept_as_printed(tmp_path: Path) -> None:
    line = "１．到２０２５年，森林覆盖率　达到 58％以上（“三北”工程）"
    assert [block.text for block in read_as(tmp_path, f"\n　　{line}　\n".encode()).blocks] == [line]


def test_tabs_make_a_table_between_paragraphs(tmp_path: Path) -> None:
    rows = ["序号\t任务\t责任单位", "1\t建设水库\t市水利局", "2\t改造管网\t"]
    reading = read_as(tmp_path, "\n".join(["附件", *rows, "说明：\t略"]).encode())
    assert [block.kind for block in reading.blocks] == ["paragraph", "table", "paragraph"]
    assert [cell.text for cell in reading.blocks[1].cells][3:] == [
        "1",
        "建设水库",
        "市水利局",
        "2",
        "改造管网",
        "",
    ]
    assert reading.blocks[2].text == "说明： 略"


def test_joined_line_is_parted_at_its_indents(tmp_path: Path) -> None:
    text = "　　".join(["推进节水型社会建设。" * 15, "一、总体要求", "1　　总则"])
    assert len(read_as(tmp_path, text.encode()).blocks) == 3


def test_line_without_indents_stays_one(tmp_path: Path) -> None:
    text = "现制定方案。一、总体要求（一）目标。到2025年建成。（市水利局负责）二、保障措施" * 9
    assert [block.text for block in read_as(tmp_path, text.encode()).blocks] == [text]


REAL = {
    # file, first block begins, last block ends, blocks
    "qinghai-shengtai-2020.txt": ("省委生态文明建设领导小组", "自评估。", 221),
    "ah-rcep-2022.txt": ("安徽省推进", "按职责分工配合）", 43),
    "ndrc-geshui-xinyong-2019.txt": ("发展改革委办公厅", "2019年8月20日", 47),
    "sc-fangguanfu-fengong-2020.txt": ("党中央、国务院", "", 1),
}


@pytest.mark.parametrize("name", REAL)
def test_real_files(shared: Path, name: str) -> None:
    first, last, count = REAL[name]
    blocks = read(shared / "corpus" / name).blocks
    assert blocks[0].text.startswith(first)
    assert blocks[-1].text.endswith(last)
    assert len(blocks) == count
