"""Texts whose line ends were taken out, and the printed lines that are found again."""

import re

import pytest

from extractors.layout import Block
from extractors.unjoined import find_starts, part_blocks, part_text
from tests.growth import MOST, growth

LINES = [
    "一、总体要求\n坚持安全第一。\n二、重点任务\n1.改造管网。\n牵头单位：市水务局\n责任单位：市住建局\n2.更新泵站。",
    "一、重点工作\n1.清理河道180公里。\n责任单位：市水务局\n完成时限：2025年9月底\n2.整治排口46个。",
    "澄江市供水方案\n1总体要求\n1.1工作目标\n到2026年，新建水厂2座。\n2重点任务\n2.1更新管网。",
    "（一）推动创新发展\n实施攻关行动，投入3亿元。\n（二）扩大有效投资\n加快项目建设，开工20个。",
    "1.新建托育园6所。（市卫健委负责）\n2.安装路灯900盏。（市城管局负责）\n各单位要加强领导。",
    "①增设服务站40个。（市医保局负责）\n②压缩时限。（市医保局负责）\n（市政府办总牵头）",
]
ONE_LINE = [
    "全市设统计站1、2、3类共46个，比上年增加12个。",
    "包括以下三类，即：（1）新建的；（2）改建的；（3）扩建的，由各区统一、及时上报。",
    "按照第（二）项和附件1、附件2的规定办理，利率为1.5个百分点。",
]


@pytest.mark.parametrize("printed", LINES)
def test_printed_lines_are_found_again(printed: str) -> None:
    assert part_text(printed.replace("\n", "")) == printed.split("\n")


@pytest.mark.parametrize("sentence", ONE_LINE)
def test_a_sentence_stays_one_line(sentence: str) -> None:
    assert part_text(sentence) == [sentence]


def test_only_what_holds_most_of_a_text_is_parted() -> None:
    line = "一、重点任务" + LINES[1].replace("\n", "") * 2
    others = [Block("paragraph", "坚持稳中求进。" * 20) for _ in range(5)]
    assert len(list(part_blocks([Block("paragraph", line)]))) > 1
    assert list(part_blocks([Block("paragraph", line), *others])) == [Block("paragraph", line), *others]


def test_nothing_but_line_ends_is_added() -> None:
    text = "".join(LINES).replace("\n", "")
    assert re.sub(r"\s", "", "".join(part_text(text))) == text


@pytest.mark.timed
def test_time_grows_with_the_text() -> None:
    text = "".join(LINES).replace("\n", "")
    assert growth(find_starts, lambda times: text * times, 100) < MOST
