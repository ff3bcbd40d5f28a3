"""The documents that one text holds, and its printed lines where a crawler joined them."""

import pytest

from extractors.outline.lines import JOINED, find_lines
from extractors.outline.parts import find_parts, is_title
from extractors.outline.tree import build_outline
from tests.texts import depths_of, layout_of

NOTICE = """青石市人民政府关于印发青石市节水行动方案的通知
青政发〔2023〕5号
各区人民政府：
现将《青石市节水行动方案》印发给你们，请认真贯彻落实。
青石市人民政府
2023年3月5日
"""
PLAN = """青石市节水行动方案
一、总体要求
坚持节水优先。
二、重点任务
（一）改造管网。
"""


def parts_of(text: str) -> list[tuple[str | None, bool]]:
    layout = layout_of(text)
    return [(part.title, part.is_annex) for part in find_parts(layout, find_lines(layout))]


PARTS = [
    # text, titles with whether they are annexes
    (PLAN, [("青石市节水行动方案", False)]),
    (NOTICE, [("青石市人民政府关于印发青石市节水行动方案的通知", False)]),
    (
        NOTICE + PLAN,
        [("青石市人民政府关于印发青石市节水行动方案的通知", False), ("青石市节水行动方案", False)],
    ),
    (
        NOTICE + "附件\n" + PLAN,
        [("青石市人民政府关于印发青石市节水行动方案的通知", False), ("青石市节水行动方案", True)],
    ),
    (PLAN + "附件1\n重点任务分工表\n1.改造管网。", [("青石市节水行动方案", False), ("重点任务分工表", True)]),
    (
        PLAN + "附件：\n青石市节水指标\n1.改造管网。",
        [("青石市节水行动方案", False), ("青石市节水指标", True)],
    ),
    (
        "青石市人民政府办公室\n关于加快农村供水的实施意见\n一、改造管网。",
        [("青石市人民政府办公室关于加快农村供水的实施意见", False)],
    ),
    ("一、改造管网。\n二、整治河道。", [(None, False)]),
    ("", [(None, False)]),
    ("落实《云岭省节水条例》。\n一、改造管网。", [(None, False)]),
    (PLAN + "附件材料由各区报送。", [("青石市节水行动方案", False)]),
]


@pytest.mark.parametrize(("text", "expected"), PARTS)
def test_parts(text: str, expected: list[tuple[str | None, bool]]) -> None:
    assert parts_of(text) == expected


@pytest.mark.parametrize("text", [text for text, _ in PARTS])
def test_parts_cover_the_text(text: str) -> None:
    layout = layout_of(text)
    parts = find_parts(layout, find_lines(layout))
    assert [part.start for part in parts] == [0, *(part.end for part in parts[:-1])]
    assert parts[-1].end == len(layout.text)
    assert all(part.start <= part.title_start <= part.title_end <= part.end for part in parts)


CONTENTS = """青石市水网建设规划
目录
一、总体要求……1
二、重点任务……3
（一）改造管网……3
（二）整治河道……5
三、保障措施……8
一、总体要求
坚持节水优先。
二、重点任务
（一）改造管网
更换旧管。
（二）整治河道
清淤疏浚。
三、保障措施
落实资金。
"""


def test_a_contents_page_opens_no_items() -> None:
    assert depths_of(CONTENTS) == "1:一 1:二 2:(一) 2:(二) 1:三"
    outline = build_outline(layout_of(CONTENTS))
    assert min(item.start for item in outline.items if item.number) > CONTENTS.index("8\n")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("青石市节水行动方案", True),
        ("关于做好防汛工作的通知", True),
        ("青石市人民政府", False),
        ("各区人民政府:", False),
    ],
)
def test_is_title(line: str, expected: bool) -> None:
    assert is_title(line) is expected


HEAD = (
    "青石市人民政府关于印发青石市节水行动方案的通知青政发〔2023〕5号各区人民政府，市政府各部门："
    "现将《青石市节水行动方案》印发给你们，请认真贯彻落实。青石市人民政府2023年3月5日（此件公开发布）"
    "青石市节水行动方案为深入推进节约用水，制定本方案。"
)


@pytest.mark.xfail(strict=True, reason="a break goes into 方案的通知 before the number")
def test_a_joined_text_is_parted_at_the_elements_of_a_notice() -> None:
    layout = layout_of(HEAD + "一、改造管网。" + "更换旧管，降低漏损，加强巡查。" * 50)
    assert len(layout.text) > JOINED
    lines = [line.folded for line in find_lines(layout)]
    assert lines[:7] == [
        "青石市人民政府关于印发青石市节水行动方案的通知",
        "青政发[2023]5号",
        "各区人民政府,市政府各部门:",
        "现将《青石市节水行动方案》印发给你们,请认真贯彻落实。",
        "青石市人民政府",
        "2023年3月5日(此件公开发布)",
        "青石市节水行动方案",
    ]
    assert lines[7].startswith("为深入推进节约用水")
    assert len(lines) == 8


def test_lines_are_those_of_the_blocks_without_tables_and_blanks() -> None:
    layout = layout_of("　　一、甲　\n## 乙\n|序号|任务|\n|1|丙|\n丁")
    assert [(line.folded, line.level) for line in find_lines(layout)] == [("一、甲", 0), ("乙", 2), ("丁", 0)]
    for line in find_lines(layout):
        assert layout.folded[line.start : line.end] == line.folded
