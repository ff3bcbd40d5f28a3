"""The tree of items: depth from the document's own sequence, titles, what opens no item."""

import pytest

from extractors.outline.tree import build_outline
from tests.texts import depths_of, layout_of

HAN = "一二三四五六七八九十"


def han(number: int) -> str:
    """Return a number up to 39 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else ("" if tens == 1 else HAN[tens - 1]) + "十"
    return head + (HAN[ones - 1] if ones else "")


DEPTHS = [
    # text, items with their depth
    ("一、甲\n（一）乙\n1.丙\n（1）丁", "1:一 2:(一) 3:1 4:(1)"),
    ("一、甲\n1.乙\n2.丙\n二、丁\n1.戊", "1:一 2:1 2:2 1:二 2:1"),
    ("一、甲\n（一）乙\n（二）丙\n二、丁\n（三）戊\n（四）己", "1:一 2:(一) 2:(二) 1:二 2:(三) 2:(四)"),
    ("（一）甲\n1.乙\n2.丙\n（二）丁\n3.戊\n4.己", "1:(一) 2:1 2:2 1:(二) 2:3 2:4"),
    ("1.甲\n一、乙\n二、丙\n2.丁\n一、戊\n二、己", "1:1 2:一 2:二 1:2 2:一 2:二"),
    (
        "第一章 甲\n第一节 乙\n一、丙\n二、丁\n第二节 戊\n第二章 己",
        "1:第一章 2:第一节 3:一 3:二 2:第二节 1:第二章",
    ),
    ("第一篇 甲\n第一章 乙\n第二章 丙\n第二篇 丁\n第三章 戊", "1:第一篇 2:第一章 2:第二章 1:第二篇 2:第三章"),
    ("1 甲\n1.1 乙\n1.1.1 丙\n1.1.2 丁\n1.2 戊\n2 己", "1:1 2:1.1 3:1.1.1 3:1.1.2 2:1.2 1:2"),
    ("一、甲\n①乙\n②丙\n二、丁\n①戊", "1:一 2:① 2:② 1:二 2:①"),
    ("一、甲\n1）乙\n2）丙\n二、丁", "1:一 2:1) 2:2) 1:二"),
    ("任务一：甲\n1.乙\n2.丙\n任务二：丁\n1.戊", "1:任务一 2:1 2:2 1:任务二 2:1"),
    ("一、甲\n（一）乙。1．丙。2．丁。\n（二）戊。1．己。2．庚。", "1:一 2:(一) 3:1 3:2 2:(二) 3:1 3:2"),
    ("\n".join(f"{han(n)}、完善机制" for n in range(1, 31)), " ".join(f"1:{han(n)}" for n in range(1, 31))),
    ("一、甲，1.5亿元\n二、投入2020.\n三、丙", "1:一 1:二 1:三"),
    ("一、甲\n一是抓落实。二是抓考核。\n二、乙", "1:一 1:二"),
    ("一、甲\n按照（三）项要求办理。\n二、乙", "1:一 1:二"),
    ("一、甲\n做到：（1）摸清底数；（2）建立台账。\n二、乙", "1:一 1:二"),
    ("一、甲\n注：1.本表由各县填报。\n二、乙", "1:一 1:二"),
    ("一、甲\n附件：1.任务表\n2.名单\n二、乙", "1:一 1:二"),
    ("一、甲\n|1.乙|市水利局|\n|2.丙|市水利局|\n二、丁", "1:一 1:二"),
    ("", ""),
    ("没有编号的一段话。", ""),
]


@pytest.mark.parametrize(("text", "expected"), DEPTHS)
def test_depth(text: str, expected: str) -> None:
    assert depths_of(text) == expected


TITLES = [
    # line, title of its item
    ("一、总体要求", "总体要求"),
    ("（一）加快河道整治。清淤疏浚，恢复生态。", "加快河道整治"),
    ("1.推进厕所革命：新建公厕。", "推进厕所革命"),
    ("1.实施节水行动；改造管网", "实施节水行动"),
    (
        "1.加快河道清淤疏浚，恢复岸线自然形态和生态功能，建设沿江沿河绿色生态廊道和亲水空间",
        "加快河道清淤疏浚",
    ),
    ("二、　强化监督", "强化监督"),
    ("（二）\n深化改革", "深化改革"),
]


@pytest.mark.parametrize(("line", "title"), TITLES)
def test_title(line: str, title: str) -> None:
    layout = layout_of(line)
    item = build_outline(layout).items[0]
    assert layout.text[slice(*item.title)] == title


def kinds_of(text: str) -> list[str]:
    layout = layout_of(text)
    items = build_outline(layout).items
    return [f"{layout.text[slice(*item.title)]}={item.kind}" for item in items]


INHERITED = [
    (
        "一、总体要求\n（一）甲\n（二）乙\n二、重点任务\n（一）丙",
        "总体要求=principles 甲=principles 乙=principles 重点任务=tasks 丙=tasks",
    ),
    (
        "一、总体要求\n（一）指导思想\n（二）发展目标\n1.甲",
        "总体要求=principles 指导思想=principles 发展目标=goals 甲=goals",
    ),
    (
        "一、重点任务\n（一）甲\n二、保障措施\n（一）乙",
        "重点任务=tasks 甲=tasks 保障措施=safeguards 乙=safeguards",
    ),
    ("一、推进改革\n（一）甲", "推进改革=None 甲=None"),
    (
        "# 青石市节水方案\n## 总体要求\n坚持节水优先。\n## 主要任务\n1.甲",
        "总体要求=principles 主要任务=tasks 甲=tasks",
    ),
    (
        "青石市节水行动方案\n总体要求\n坚持节水优先。\n主要任务\n1.甲",
        "总体要求=principles 主要任务=tasks 甲=tasks",
    ),
    ("一、甲\n工作目标：建成两座。\n1.乙", "甲=None 乙=None"),  # within a task no section begins
]


@pytest.mark.parametrize(("text", "expected"), INHERITED)
def test_kinds_go_down_the_tree(text: str, expected: str) -> None:
    assert kinds_of(text) == expected.split(" ")


def test_measures_under_a_lead_in_are_items_below_it() -> None:
    text = "一、改造管网。\n具体措施：1.普查管线。2.更换旧管。\n二、整治河道。\n具体措施：1.清淤。2.护岸。"
    items = build_outline(layout_of(text)).items
    numbered = [(item.number, item.parent) for item in items if item.number]
    assert [number for number, _ in numbered] == ["一", "1", "2", "二", "1", "2"]
    assert all((parent is None) == (number in ("一", "二")) for number, parent in numbered)


def test_items_nest_and_end_where_the_next_begins() -> None:
    text = "一、甲\n（一）乙\n1.丙\n2.丁\n（二）戊\n二、己"
    items = build_outline(layout_of(text)).items
    for item in items:
        assert item.start < item.body <= item.own_end <= item.end
        if item.parent is not None:
            above = items[item.parent]
            assert above.start < item.start < item.end <= above.end
            assert above.has_children
            assert above.level < item.level


@pytest.mark.parametrize("words", ["指派专人巡河", "指明管护责任", "统筹约束性和预期性"])
def test_items_that_are_no_note_on_a_table(words: str) -> None:
    text = f"青石市工作方案\n一、重点任务\n（一）{words}\n抓好落实。\n（二）整治河道。\n"
    numbers = [item.number for item in build_outline(layout_of(text)).items]
    assert numbers == ["一", "(一)", "(二)"]
