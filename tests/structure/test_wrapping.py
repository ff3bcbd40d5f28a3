"""Wrapped text: joined where the whole text shows it, left alone everywhere else."""

import re
from collections.abc import Callable

import pytest

from pipeline.formats.facts import TextLine
from pipeline.structure.wrapping import count_columns, join_wrapped

TITLE = "青石市节约用水工作方案"
PARAGRAPHS = [
    "为深入贯彻落实国家节水行动方案，全面提升水资源利用效率，形成节水型生产生活方式，保障全市水安全，促进高质量发展，结合实际，制定本方案。",
    "一、推进农业节水增效。优化调整作物种植结构，推广喷灌、微灌、滴灌等节水灌溉技术，到2025年底新增高效节水灌溉面积12.6万亩，农田灌溉水有效利用系数提高到0.58以上。",
    "二、推进工业节水减排。完善供用水计量体系，开展水平衡测试，推动高耗水企业向园区集中，万元工业增加值用水量较2020年下降16%。",
]
LABELS = ["牵头单位：市水利局", "责任单位：市农业农村局、市工业和信息化局、市发展改革委、市财政局"]


def joined(lines: list[TextLine]) -> list[str]:
    return [block.text for block in join_wrapped(lines)]


def cut(text: str, width: int, indent: int = 0) -> list[TextLine]:
    """Return the lines of a text that is cut after so many characters."""
    pieces = [text[: width - indent]] + [
        text[at : at + width] for at in range(width - indent, len(text), width)
    ]
    return [TextLine(piece, 0 if at else 2 * indent) for at, piece in enumerate(pieces)]


def wrap(text: str, width: int, indent: int = 0) -> list[TextLine]:
    """Return the lines of a text as an editor breaks it: words and numbers whole, no sign first on a line."""
    lines = [""]
    for piece in re.findall(r"[（《“]*(?:[A-Za-z0-9.%]+|.)[，。、；：）》”]*", text):
        room = 2 * (width - indent if len(lines) == 1 else width)
        if count_columns(lines[-1] + piece) > room:
            lines.append("")
        lines[-1] += piece
    return [TextLine(line, 0 if at else 2 * indent) for at, line in enumerate(lines)]


@pytest.mark.parametrize("width", [20, 26, 30, 36])
@pytest.mark.parametrize("indent", [0, 2])
@pytest.mark.parametrize("breaks", [cut, wrap])
def test_wrapped_paragraphs_come_back(
    breaks: Callable[[str, int, int], list[TextLine]], width: int, indent: int
) -> None:
    lines = [TextLine(TITLE, 8)]
    for paragraph in PARAGRAPHS:
        lines += breaks(paragraph, width, indent)
    lines += [TextLine(label) for label in LABELS]
    assert joined(lines)[: 1 + len(PARAGRAPHS)] == [TITLE, *PARAGRAPHS]


def test_one_wrapped_paragraph_is_joined() -> None:
    assert joined([TextLine(TITLE), *wrap(PARAGRAPHS[1], 30)]) == [TITLE, PARAGRAPHS[1]]


ALONE = [
    # whole paragraphs of any length
    [TITLE, *PARAGRAPHS, *LABELS],
    # headings of one length, without a sentence
    [
        f"（{number}）持续加强{what}节水改造"
        for number, what in zip("一二三四", "农业工业城镇机关", strict=False)
    ],
    # names of one length: no sentence comes to an end
    [f"青石市{what}供水管网更新改造工程项目" for what in ("城区", "郊区", "园区", "库区")],
    # signature and date below a paragraph
    [
        "现将方案印发给你们，请结合实际认真贯彻执行。",
        "青石市人民政府办公室",
        "2021年3月2日",
        "（此件公开发布）",
    ],
    ["牵头单位：市水利局、市农业农村局、市财政局", "责任单位：市发展改革委、市工信局", "时限：2025年底"],
    [],
]


@pytest.mark.parametrize("paragraphs", ALONE)
def test_printed_paragraphs_stay_apart(paragraphs: list[str]) -> None:
    assert joined([TextLine(text) for text in paragraphs]) == paragraphs


def test_empty_line_parts_wrapped_paragraphs() -> None:
    first, second = PARAGRAPHS[0][:60], PARAGRAPHS[0][60:]
    lines = [*wrap(PARAGRAPHS[1], 30), *wrap(first, 30)]
    rest = wrap(second, 30)
    lines += [TextLine(rest[0].text, 0, True), *rest[1:]]
    assert joined(lines) == [PARAGRAPHS[1], first, second]


def test_next_item_is_no_continuation() -> None:
    """The line before is full and ends without a sentence end, but the next one bears a number."""
    heading = "三、推进城镇节水降损并加强公共供水管网漏损控制和计量"
    lines = [*wrap(PARAGRAPHS[1], 26), TextLine(heading), TextLine("四、保障措施")]
    assert joined(lines) == [PARAGRAPHS[1], heading, "四、保障措施"]


BROKEN = [
    (
        ["改造管网。（牵头部", "门：市水利局、市财", "政局）", "2.整治河道。"],
        ["改造管网。（牵头部门：市水利局、市财政局）", "2.整治河道。"],
    ),
    (
        ["改造管网。（牵头", "单位：市水利局；责任单位：市财政局）"],
        ["改造管网。（牵头单位：市水利局；责任单位：市财政局）"],
    ),
    (["改造管网（", "（一）整治河道", "略"], ["改造管网（", "（一）整治河道", "略"]),
    (["改造管网（略", "整治河道。（市水利局）"], ["改造管网（略", "整治河道。（市水利局）"]),
]


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize(("lines", "expected"), BROKEN)
def test_a_bracket_goes_on_over_the_end_of_a_page(lines: list[str], expected: list[str], apart: bool) -> None:
    assert joined([TextLine(line, 0, apart) for line in lines]) == expected


TYPESET = [
    "第一条 为了节约用水，合理配置本市的水资源，",
    "保障各区县的供水安全，根据有关的法律、法规规",
    "定，结合本市的实际，制定本办法。",
    "第二条 本市行政区域内的用水和节水活动适用本",
    "办法。到 2025 年全市的节水器具普及率达到 95%",
    "以上，再生水利用率提高到 2.5 个百分点，漏损率",
    "降低到“十四五”末的规定水平，实行“一户一表”。",
    "第三条 市水利局负责全市的节水工作，各区水利",
    "局负责本区的节水工作，其他的部门按职责配合。",
]


def test_typeset_lines_that_differ_by_marks_and_lost_indents_are_joined() -> None:
    assert joined([TextLine(text) for text in TYPESET]) == [
        "".join(TYPESET[:3]),
        "".join(TYPESET[3:7]),
        "".join(TYPESET[7:]),
    ]


def cut(paragraph: str, width: int) -> list[TextLine]:
    """Return the paragraph cut at a number of signs, its first line indented by two."""
    first = width - 2
    rest = [paragraph[at : at + width] for at in range(first, len(paragraph), width)]
    return [TextLine(paragraph[:first], 4), *(TextLine(piece) for piece in rest)]


UNITS = (
    "（一）建设供水管网{n}0公里，改造老旧泵站1{n}座。"
    "〔市水利局牵头，市财政局、市住房城乡建设局等单位按职责分工配合〕"
)


def test_brackets_of_every_kind_end_a_paragraph() -> None:
    paragraphs = [UNITS.format(n=n) for n in range(1, 7)]
    assert joined([line for paragraph in paragraphs for line in cut(paragraph, 30)]) == paragraphs


def test_a_text_that_was_cut_as_one_line_is_one_again() -> None:
    text = "".join(UNITS.format(n=n) for n in range(1, 9))
    assert joined(cut(text, 30)) == [text]


def test_the_indent_of_most_first_lines_is_not_that_of_what_goes_on() -> None:
    full = "推进节水型社会建设，完善用水定额和计划管理制度，健全计量监测体系和水价形成机制。"
    paragraphs = [full + "各地要落实责任。" for _ in range(6)] + [
        full[:27] + "。",
        "寄递行业要落实收寄验视。",
    ]
    assert joined([line for paragraph in paragraphs for line in cut(paragraph, 30)]) == paragraphs
