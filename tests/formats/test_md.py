"""Markdown: headings, paragraphs, lists and tables, without the marks."""

from pathlib import Path

import pytest

from pipeline.formats.md_inline import strip_marks
from pipeline.reading import read

INLINE = [
    ("**一、总则** 坚持*统筹*", "一、总则 坚持统筹"),
    ("***（一）***__建设__~~改造~~`管网`", "（一）建设改造管网"),
    ("某某*网转载，3*4*5、a_b_c，_试点_", "某某*网转载，3*4*5、a_b_c，试点"),
    ("** 不是 ** 标记 *", "** 不是 ** 标记 *"),
    ("**未完", "**未完"),
    ('[方案](http://a.example/b "题")与![图](c.png)附件', "方案与附件"),
    ("<http://a.example/>〔2021〕[略]", "http://a.example/〔2021〕[略]"),
    (r"1\. 总则 \*注", "1. 总则 *注"),
    ("<u>总则</u><font color='red'>一</font> 3<5", "总则一 3<5"),
    ("A&amp;B&nbsp;&#8203;&#2;", "A&B\xa0"),
]


@pytest.mark.parametrize(("line", "text"), INLINE)
def test_marks_are_taken_off(line: str, text: str) -> None:
    assert strip_marks(line) == text


def blocks_of(folder: Path, text: str) -> list[tuple[str, int, str]]:
    path = folder / "a.md"
    path.write_text(text, encoding="utf-8")
    return [(block.kind, block.level, block.text) for block in read(path).blocks]


BLOCKS = [
    (
        "# 方案\n\n## 一、总则 ##\n正文。",
        [("heading", 1, "方案"), ("heading", 2, "一、总则"), ("paragraph", 0, "正文。")],
    ),
    ("##一、总则\n#话题", [("heading", 2, "一、总则"), ("paragraph", 0, "#话题")]),
    (
        "方案\n===\n总则\n---\n甲。\n---\n乙",
        [("heading", 1, "方案"), ("heading", 2, "总则"), ("paragraph", 0, "甲。"), ("paragraph", 0, "乙")],
    ),
    ("第一条 甲。\n第二条 乙。", [("paragraph", 0, "第一条 甲。"), ("paragraph", 0, "第二条 乙。")]),
    (
        "- 甲\n* 乙\n  + 丙\n- [x] 丁\n1. 戊",
        [("paragraph", 0, text) for text in ("甲", "乙", "丙", "丁", "1. 戊")],
    ),
    ("> 甲\n> > 乙\n\n***\n```\n丙\n```", [("paragraph", 0, text) for text in ("甲", "乙", "丙")]),
    ("甲<br>乙<br/>丙", [("paragraph", 0, text) for text in ("甲", "乙", "丙")]),
    ("甲<!-- 略\n略 -->乙\n<!-- INFO END -->\n丙", [("paragraph", 0, "甲乙"), ("paragraph", 0, "丙")]),
    ("甲\n<!-- 未完", [("paragraph", 0, "甲"), ("paragraph", 0, "<!-- 未完")]),
    ("---\ntitle: 略\ntags:\n  - 略\n---\n甲", [("paragraph", 0, "甲")]),
    ("---\n甲\n---\n乙", [("heading", 2, "甲"), ("paragraph", 0, "乙")]),
]


@pytest.mark.parametrize(("text", "blocks"), BLOCKS)
def test_blocks(tmp_path: Path, text: str, blocks: list[tuple[str, int, str]]) -> None:
    assert blocks_of(tmp_path, text) == blocks


TABLES = [
    (
        "| 序号 | **任务** |\n|:---|---:|\n| 1 | 甲<br>乙 |\n| 2 | a\\|b |\n结束",
        ["序号", "任务", "1", "甲\n乙", "2", "a|b"],
    ),
    ("序号|任务\n-|-\n1|甲", ["序号", "任务", "1", "甲"]),
    (
        "<table>\n<tr><td>序号</td><td>任务</td></tr>\n<tr><td>1</td><td>甲</td></tr>\n</table>",
        ["序号", "任务", "1", "甲"],
    ),
]


@pytest.mark.parametrize(("text", "cells"), TABLES)
def test_tables(tmp_path: Path, text: str, cells: list[str]) -> None:
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8")
    table = read(path).blocks[0]
    assert [cell.text for cell in table.cells] == cells
    assert [(cell.row, cell.column) for cell in table.cells] == [
        (at // 2, at % 2) for at in range(len(cells))
    ]


def test_lines_with_bars_but_no_rule_are_text(tmp_path: Path) -> None:
    assert blocks_of(tmp_path, "甲|乙\n丙|丁") == [("paragraph", 0, "甲|乙"), ("paragraph", 0, "丙|丁")]


def test_wrapped_paragraph_is_joined(tmp_path: Path) -> None:
    text = "推进农业节水增效，优化调整作物种植结构，推广喷灌滴灌，健全工作机制，强化督导考核，确保完成任务。"
    lines = [text[at : at + 20] for at in range(0, len(text), 20)]
    assert blocks_of(tmp_path, "# 方案\n\n" + "\n".join(lines))[1:] == [("paragraph", 0, text)]


@pytest.mark.parametrize(("name", "headings"), [("law-hn-aiwei-2020.md", 7), ("law-sz-ai-2022.md", 8)])
def test_real_files(shared: Path, name: str, headings: int) -> None:
    blocks = read(shared / "corpus" / name).blocks
    assert sum(block.kind == "heading" for block in blocks) == headings
    assert not any(mark in block.text for block in blocks for mark in ("#", "<!--", "INFO END"))
