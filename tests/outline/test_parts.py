"""The documents that one text holds, and its printed lines where a crawler joined them."""

import pytest

from extractors.outline.lines import find_lines
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
    ("青石市2023年水利工作\n要点\n一、改造管网。", [("青石市2023年水利工作要点", False)]),
    ("青石市节水方案\n（试行）\n一、改造管网。", [("青石市节水方案(试行)", False)]),
    (
        "青石市人民政府办公室对市政协三次会议\n第27号提案的答复\n王委员：\n已收悉。",
        [("青石市人民政府办公室对市政协三次会议第27号提案的答复", False)],
    ),
    (
        "关于报送《青石市供水方案》的函\n市政府：\n现报送《青石市供水方案》。\n青石市水利局\n2023年3月5日\n青石市供水方案\n一、略。",
        [("关于报送《青石市供水方案》的函", False), ("青石市供水方案", False)],
    ),
    (
        "青石市水利局会议纪要\n〔2023〕7号\n关于研究堤防工程的纪要\n一、加固堤防。",
        [("关于研究堤防工程的纪要", False)],
    ),
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


def test_a_joined_text_is_parted_at_the_elements_of_a_notice() -> None:
    layout = layout_of(HEAD + "一、改造管网。" + "更换旧管，降低漏损，加强巡查。" * 50)
    lines = [line.folded for line in find_lines(layout)]
    assert lines[:8] == [
        "青石市人民政府关于印发青石市节水行动方案的通知",
        "青政发[2023]5号",
        "各区人民政府,市政府各部门:",
        "现将《青石市节水行动方案》印发给你们,请认真贯彻落实。",
        "青石市人民政府",
        "2023年3月5日",
        "(此件公开发布)",
        "青石市节水行动方案",
    ]
    assert lines[8].startswith("为深入推进节约用水")
    assert len(lines) == 9


JOINED_HEADS = [
    # a joined text without its body, its first printed lines
    (
        "青石市财政局文件青财发〔2023〕5号关于清理账户的通知各区财政局：为规范管理，现通知如下。",
        ["青石市财政局文件", "青财发[2023]5号", "关于清理账户的通知", "各区财政局:"],
    ),
    (
        "内部事项青石市财政局青财函〔2023〕5号签发人：王某关于核销账款的请示青石市人民政府：我局清理账户。",
        [
            "内部事项",
            "青石市财政局",
            "青财函[2023]5号",
            "签发人:王某",
            "关于核销账款的请示",
            "青石市人民政府:",
        ],
    ),
    (
        "青石市水利局会议纪要〔2023〕7号关于研究堤防工程的纪要2023年3月5日，局长主持召开会议。",
        ["青石市水利局会议纪要", "[2023]7号", "关于研究堤防工程的纪要"],
    ),
    (
        "青石市财政局青石市财政局关于青财发〔2021〕8号文件清理意见的函市司法局：现函告如下。",
        ["青石市财政局", "青石市财政局关于青财发[2021]8号文件清理意见的函", "市司法局:"],
    ),
    ("附件12023年节水宣传方案为做好宣传，制定本方案。", ["附件1", "2023年节水宣传方案"]),
    ("根据青政发〔2023〕5号文件要求，制定本方案。", ["根据青政发[2023]5号文件要求,制定本方案。"]),
    ("坚持节水优先，落实好各项措施。", ["坚持节水优先,落实好各项措施。"]),
]


@pytest.mark.parametrize(("text", "expected"), JOINED_HEADS)
def test_the_head_of_a_joined_text_is_parted(text: str, expected: list[str]) -> None:
    assert [line.folded for line in find_lines(layout_of(text))][: len(expected)] == expected


CLOSINGS = [
    (
        "请认真落实。附件：任务清单青石市水利局2023年3月5日",
        ["附件:任务清单", "青石市水利局", "2023年3月5日"],
    ),
    ("特此报告。青石市水利局2023年3月5日印发", ["青石市水利局2023年3月5日印发"]),
    ("请落实。中共青石市委办公室青石市人民政府办公室2023年3月5日", ["2023年3月5日"]),
    ("由市水利局2023年3月5日前完成。", ["由市水利局2023年3月5日前完成。"]),
    ("市水利局2023年3月5日召开会议，研究供水。", ["市水利局2023年3月5日召开会议,研究供水。"]),
]


@pytest.mark.parametrize(("text", "expected"), CLOSINGS)
def test_the_signature_of_a_joined_text_is_parted(text: str, expected: list[str]) -> None:
    body = "一、改造管网。" + "更换旧管，降低漏损。" * 8
    lines = [line.folded for line in find_lines(layout_of("青石市节水方案\n" + body + text))]
    assert lines[-1].endswith(expected[-1])
    assert lines[-len(expected) :] == expected or len(expected) == 1


def test_lines_are_those_of_the_blocks_without_blanks_and_a_table_is_an_empty_one() -> None:
    layout = layout_of("　　一、甲　\n## 乙\n|序号|任务|\n|1|丙|\n丁")
    lines = [(line.folded, line.level) for line in find_lines(layout)]
    assert lines == [("一、甲", 0), ("乙", 2), ("", 0), ("丁", 0)]
    for line in find_lines(layout):
        assert layout.folded[line.start : line.end] == line.folded
