"""Numbers that may open an item: every style, full and half width, and what only looks like one."""

import pytest

from extractors.folding import fold
from extractors.outline.depths import order_styles
from extractors.outline.markers import Marker, find_markers
from extractors.outline.sequence import accept, follows

STYLES = [
    # line, style, ordinals, number as printed without its punctuation
    ("第一编 总则", "book", (1,), "第一编"),
    ("第三篇　发展目标", "book", (3,), "第三篇"),
    ("第二部分 重点任务", "book", (2,), "第二部分"),
    ("第十二章　附则", "chapter", (12,), "第十二章"),
    ("第3章 任务", "chapter", (3,), "第3章"),
    ("第二节 主要目标", "part", (2,), "第二节"),
    ("第一百零五条　本办法自印发之日起施行。", "article", (105,), "第一百零五条"),
    ("二十三、加强督查", "han", (23,), "二十三"),
    ("二．重点任务", "han", (2,), "二"),
    ("二. 重点任务", "han", (2,), "二"),
    ("一〇、加强督查", "han", (10,), "一〇"),
    ("三　保障措施", "spaced-han", (3,), "三"),
    ("一：总体要求\n", "spaced-han", (1,), "一"),
    ("（十一）强化监督", "bracketed-han", (11,), "(十一)"),
    ("(二)基本原则", "bracketed-han", (2,), "(二)"),
    ("（二）、基本原则", "bracketed-han", (2,), "(二)"),
    ("任务三：改造管网", "item", (3,), "任务三"),
    ("行动二 提升质量", "item", (2,), "行动二"),
    ("措施3．开展普查", "item", (3,), "措施3"),
    ("1.加快建设", "decimal", (1,), "1"),
    ("１２．推进改革", "decimal", (12,), "12"),
    ("3、推进改革", "decimal", (3,), "3"),
    ("４、推进改革", "decimal", (4,), "4"),
    ("5.2025年底前建成", "decimal", (5,), "5"),
    ("7　推进改革", "spaced-decimal", (7,), "7"),
    ("1.2 编制依据", "decimal-2", (1, 2), "1.2"),
    ("１．２　编制依据", "decimal-2", (1, 2), "1.2"),
    ("3.2.1信息发布", "decimal-3", (3, 2, 1), "3.2.1"),
    ("4.2.1.3 现场处置", "decimal-4", (4, 2, 1, 3), "4.2.1.3"),
    ("（12）定期通报", "bracketed-decimal", (12,), "(12)"),
    ("(３)定期通报", "bracketed-decimal", (3,), "(3)"),
    ("2）定期通报", "half-bracketed-decimal", (2,), "2)"),
    ("③完善机制", "circled", (3,), "③"),
    ("⒌完善机制", "decimal", (5,), "⒌"),
    ("⑵完善机制", "bracketed-decimal", (2,), "⑵"),
    ("㈣完善机制", "bracketed-han", (4,), "㈣"),
    ("3﹒完善机制", "decimal", (3,), "3"),
    ("第二，完善机制", "ordinal", (2,), "第二"),
    ("第三阶段：总结提升", "stage", (3,), "第三阶段"),
    ("　　一、总体要求", "han", (1,), "一"),
    ("\t（三）深化改革", "bracketed-han", (3,), "(三)"),
    ("* 1. 加快建设", "decimal", (1,), "1"),
]


@pytest.mark.parametrize(("line", "style", "ordinals", "number"), STYLES)
def test_style(line: str, style: str, ordinals: tuple[int, ...], number: str) -> None:
    folded = fold(line)
    marker = find_markers(folded)[0]
    assert (marker.style.name, marker.ordinals, marker.number) == (style, ordinals, number)
    assert marker.opens_line
    assert folded[marker.start :].startswith(number)
    assert not folded[: marker.start].strip(" \t*")


NO_MARKER = [
    "1.5亿元用于造林绿化",
    "2020.",
    "2020年工作总结",
    "一批项目建成投产",
    "十年内基本建成",
    "3-5年内建成",
    "15%以上的村",
    "第一批试点县",
    "第一季度工作",
    "第五条、第六条规定的情形",
    "（略）",
    "（2020）",
    "(1.5)",
    "3.2%",
    "3:2的比例",
    "１．５亿元",
    "一带一路建设",
    "任务一定要完成",
    "万元以上的项目",
    "",
]


@pytest.mark.parametrize("line", NO_MARKER)
def test_no_marker(line: str) -> None:
    assert find_markers(fold(line)) == []


def accepted(text: str) -> list[str]:
    folded = fold(text)
    return [marker.number for marker in accept(find_markers(folded), folded)]


SEQUENCES = [
    # text, numbers that are markers
    ("一、总体要求\n二、重点任务\n三、保障措施", ["一", "二", "三"]),
    ("1.加快建设\n2.完善机制\n3.推进改革", ["1", "2", "3"]),
    ("1．加快建设。2．完善机制。3．推进改革。", ["1", "2", "3"]),
    ("一、加快建设。二、完善机制。三、推进改革。", ["一", "二", "三"]),
    ("（一）加快建设。（二）完善机制。", ["(一)", "(二)"]),
    ("①建立台账。②定期通报。③销号管理。", ["①", "②", "③"]),
    ("1 总则\n2 组织体系\n3 预警", ["1", "2", "3"]),
    ("1.1 目的\n1.2 依据\n2.1 体系", ["1.1", "1.2", "2.1"]),
    ("总则\n1.1 目的\n全年增长\n2.5 个点", ["1.1"]),
    ("一、总体要求\n三、保障措施", ["一", "三"]),  # at the start of a line the form is enough
    ("（一）\n（四）", ["(一)", "(四)"]),
    ("5.加快建设", ["5"]),  # an excerpt may begin anywhere
    ("1.加快建设\n2.完善机制\n4.推进改革", ["1", "2", "4"]),
    ("1.加快建设\n2.完善机制\n1.加强领导\n2.落实责任", ["1", "2", "1", "2"]),
    ("全年投入\n1.5亿元", []),
    ("比上年增长\n2020.", []),
    ("建成\n12 个乡镇", []),
    ("按照（三）项要求办理。", []),
    ("按第（三）项办理。（三）有关单位要抓好落实。", []),
    ("一是完善机制。二是加强督查。三是严肃问责。", []),
    ("做到：（1）摸清底数；（2）建立台账；（3）定期通报。", []),
    ("做到：①摸清底数；②建立台账；③定期通报。", []),
    ("具体如下：1.摸清底数；2.建立台账；3.定期通报。", []),
    ("要求如下。7.略。", []),
    ("1.摸清底数；\n2.建立台账；\n3.定期通报。", ["1", "2", "3"]),
    ("3.完善机制。4.推进改革。", ["3", "4"]),
    ("加强领导。1.摸清底数。2.建立台账。", ["1", "2"]),
    ("见《办法》第五条 的规定", []),
    ("第一条 略。第二条 略。第三条 略。", ["第一条", "第二条", "第三条"]),
    ("第一条 略。\n第二条 依照第五条 规定。\n", ["第一条", "第二条"]),
]


@pytest.mark.parametrize(("text", "numbers"), SEQUENCES)
def test_sequence(text: str, numbers: list[str]) -> None:
    assert accepted(text) == numbers


RUNS_ON = [
    # text whose lines a crawler joined, or prose that only looks so; numbers that are markers
    (
        "一、重点工作（一）排查隐患。责任单位：甲公司时限：2026年9月30日（二）更换设备。",
        ["一", "(一)", "(二)"],
    ),
    (
        "节水方案一、工作任务1.改造管网。牵头单位：市水利局2.整治河道。牵头单位：市住建局二、要求",
        ["一", "1", "2", "二"],
    ),
    ("整治安排一、化解纠纷。时限：6月底前二、整治乱点。时限：年底前三、完善监控。", ["一", "二", "三"]),
    ("三、保障措施（一）加强领导。", ["三", "(一)"]),
    ("见附件（三）、（四）", []),
    ("见附件（三）和（四）", []),
    ("按照（三）的要求", []),
    ("结果见（五）项", []),
    ("界面统一、应用便捷，推进一、二、三产业融合。", []),
]


@pytest.mark.parametrize(("text", "numbers"), RUNS_ON)
def test_a_number_that_words_run_into(text: str, numbers: list[str]) -> None:
    assert accepted(text) == numbers


SPOKEN = [
    # what a sentence lists opens items where two of them have units, or stand as lines of their own
    ("做好两件事。一是建食堂。（市民政局负责）二是改敬老院。（市住建局负责）", ["一是", "二是"]),
    ("做好两件事。一是建食堂。二是改敬老院。（市住建局负责）", []),
    ("第一，扩大供给\n开发岗位。\n第二，强化培训\n培训人员。", ["第一", "第二"]),
    ("第一，扩大供给；第二，强化培训。", []),
]


@pytest.mark.parametrize(("text", "numbers"), SPOKEN)
def test_what_a_sentence_lists(text: str, numbers: list[str]) -> None:
    assert accepted(text) == numbers


def markers_of(text: str) -> list[Marker]:
    folded = fold(text)
    return accept(find_markers(folded), folded)


ORDERS = [
    # text, styles from the highest
    ("一、甲\n（一）乙\n（二）丙\n二、丁\n（一）戊\n（二）己", ["han", "bracketed-han"]),
    ("（一）甲\n一、乙\n二、丙\n（二）丁\n一、戊\n二、己", ["bracketed-han", "han"]),
    ("1.甲\n（1）乙\n（2）丙\n2.丁\n（1）戊", ["decimal", "bracketed-decimal"]),
    ("（1）甲\n1.乙\n2.丙\n（2）丁\n1.戊\n2.己", ["bracketed-decimal", "decimal"]),
    ("一、甲\n1.乙\n2.丙\n二、丁\n1.戊", ["han", "decimal"]),
    ("1.甲\n一、乙\n二、丙\n2.丁\n一、戊\n二、己", ["decimal", "han"]),
    ("①甲\n1.乙\n2.丙\n②丁\n1.戊\n2.己\n③庚", ["circled", "decimal"]),
    ("一、甲\n（一）乙", ["han", "bracketed-han"]),  # no sequence: the usual order
    ("第一章 甲\n第一节 乙\n第二节 丙\n第二章 丁\n第一节 戊", ["chapter", "part"]),
    ("一、甲\n（一）乙\n1.丙\n2.丁\n（二）戊\n1.己\n二、庚", ["han", "bracketed-han", "decimal"]),
    ("一、甲\n1.乙\n（1）丙\n（2）丁\n2.戊\n二、己\n1.庚", ["han", "decimal", "bracketed-decimal"]),
]


@pytest.mark.parametrize(("text", "styles"), ORDERS)
def test_order_of_styles(text: str, styles: list[str]) -> None:
    order = order_styles(markers_of(text))
    assert sorted(order, key=lambda name: order[name]) == styles


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((1,), (2,), True),
        ((2,), (2,), False),
        ((2,), (1,), False),
        ((9,), (10,), True),
        ((1, 9), (1, 10), True),
        ((1, 4), (2, 1), True),
        ((1, 4), (2, 2), False),
        ((2, 1), (1, 1), False),
        ((1, 1, 3), (1, 2, 1), True),
    ],
)
def test_follows(before: tuple[int, ...], after: tuple[int, ...], expected: bool) -> None:
    assert follows(before, after) is expected
