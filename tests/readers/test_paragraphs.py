"""Printed lines back to paragraphs: order, furniture, joining."""

import pytest

from pipeline.readers.furniture import drop_furniture
from pipeline.readers.page import Line, Page
from pipeline.readers.paragraphs import build_blocks
from pipeline.readers.reading_order import order

WIDTH, HEIGHT = 600.0, 800.0
LEFT, SIZE = 100.0, 20.0
FULL = "推进城乡供水一体化建设提升保障能力水平"
"""Nineteen characters, one line less one character."""


def line(
    text: str, top: float, *, indent: float = 0, size: float = SIZE, page: int = 1, left: float = LEFT
) -> Line:
    width = sum(size if character > "⺀" or character in "“”" else size / 2 for character in text)
    x0 = left + indent * size
    return Line(text, page, x0, top, x0 + width, top + size, size)


def page(*lines: Line, number: int = 1) -> Page:
    return Page(number, WIDTH, HEIGHT, order(lines))


def stack(*texts: str, top: float = 150, pitch: float = 30) -> list[Line]:
    """Return lines one below the other; leading ideographic spaces become an indent."""
    return [
        line(text.lstrip("\u3000"), top + pitch * i, indent=len(text) - len(text.lstrip("\u3000")))
        for i, text in enumerate(texts)
    ]


def texts(*pages: Page) -> list[str]:
    return [block.text for block in build_blocks(drop_furniture(pages))]


def body(count: int = 6) -> list[str]:
    """Return paragraphs of two lines with an indent, to set the style."""
    return ["\u3000\u3000" + FULL[:-1], FULL, "能力。"] * count


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["\u3000\u3000" + FULL[:-1], FULL + "和", "水平。"], 1),
        (["\u3000\u3000" + FULL[:-1], "略。", "\u3000\u3000（二）略。"], 2),
        (["\u3000\u3000" + FULL[:-1], "\u3000\u3000" + FULL[:-1], "略。"], 2),
        (["\u3000\u3000责任单位：市水利局", "\u3000\u3000完成时限：十二月"], 2),
        (["\u3000\u3000" + FULL[:-2] + "“", "改厕”工作。"], 1),
    ],
    ids=["joined", "short line ends", "indent begins", "labels", "sign that may not end a line"],
)
def test_indented_paragraphs(lines: list[str], expected: int) -> None:
    known = body(3)
    assert len(texts(page(*stack(*known, *lines, pitch=25, top=120)))) == 3 + expected


def test_block_paragraphs_part_at_markers_and_gaps() -> None:
    lines = [FULL + "和", FULL + "和", "（二）" + FULL[:17], FULL + "和", "责任单位：市水利局"]
    lines += [FULL + "和"] * 4 + ["略。"]
    expected = ["推进", "（二", "责任", "推进"]
    assert [text[:2] for text in texts(page(*stack(*lines)))] == expected
    spaced = stack(FULL + "和", FULL + "和", FULL + "和") + stack(FULL + "和", FULL + "和", top=252, pitch=30)
    assert len(texts(page(*spaced))) == 2


def test_title_over_two_lines_is_one() -> None:
    head = [
        line("某市人民政府办公室关于印发", 100, size=28, left=118),
        line("供水保障方案的通知", 135, size=28, left=174),
    ]
    found = texts(page(*head, *stack(*body(), pitch=25, top=200)))
    assert found[0] == "某市人民政府办公室关于印发供水保障方案的通知"


def test_signature_does_not_run_into_what_follows() -> None:
    lines = [
        *stack(*body(), pitch=22, top=120),
        line("某市人民政府", 560, indent=13.5),
        line("2025年3月18日", 590, indent=13),
        line("附件", 620),
    ]
    assert texts(page(*lines))[-3:] == ["某市人民政府", "2025年3月18日", "附件"]


def test_paragraph_over_a_page_break_and_its_number() -> None:
    first = page(
        *stack(*body(), "\u3000\u3000" + FULL[:-1], FULL + "和", top=110, pitch=28),
        line("— 1 —", 740, indent=8),
    )
    second = page(
        *(line(t, 110 + 28 * i, page=2) for i, t in enumerate(["水平。"])),
        line("— 2 —", 740, indent=8, page=2),
        number=2,
    )
    found = texts(first, second)
    assert found[-1].endswith("和水平。")
    assert not any("—" in text for text in found)


def test_running_head_goes_and_a_repeated_line_of_the_text_stays() -> None:
    pages = [
        page(
            line("某省人民政府公报", 40, page=n),
            *(line(f"第{n}个任务略。", 150 + 30 * i, page=n) for i in range(3)),
            line("略。", 300, page=n),
            number=n,
        )
        for n in range(1, 5)
    ]
    found = texts(*pages)
    assert "某省人民政府公报" not in found
    assert found.count("略。") == 4


@pytest.mark.parametrize(("numbers", "kept"), [((7, 8, 9), 0), ((2020, 5, 80), 3)])
def test_bare_numbers_are_page_numbers_only_where_they_count_on(numbers: tuple[int, ...], kept: int) -> None:
    pages = [
        page(*stack(*body(2)), line(str(number), 750, indent=9, page=at), number=at)
        for at, number in enumerate(numbers, 1)
    ]
    assert sum(text.isdecimal() for text in texts(*pages)) == kept


def test_two_columns_with_a_title_across() -> None:
    left = [line("左" * 9 + str(i % 10), 150 + 25 * i, left=50) for i in range(10)]
    right = [line("右" * 9 + str(i % 10), 150 + 25 * i, left=320) for i in range(10)]
    title = line("标题" * 9, 100, left=60)
    mixed = [each for pair in zip(left, right, strict=True) for each in pair]
    columns = order([*mixed, title])
    found = [e.text[0] for column in columns for e in column.elements if isinstance(e, Line)]
    assert found == ["标", *["左"] * 10, *["右"] * 10]


def test_fields_side_by_side_are_rows_not_columns() -> None:
    rows = [(f"字段{i}：值", f"另一{i}") for i in range(8)]
    lines = [
        line(t, 100 + 30 * i, left=left)
        for i, row in enumerate(rows)
        for t, left in zip(row, (60, 320), strict=True)
    ]
    assert texts(page(*lines))[0].startswith("字段0：值 另一0")


def test_footnote_goes_to_the_end() -> None:
    note = line("1 本表数据为初步统计。", 650, size=14)
    first = page(*stack(*body(), "\u3000\u3000" + FULL[:-1], top=110, pitch=25), note)
    second = page(line("水平。", 110, page=2), number=2)
    found = texts(first, second)
    assert found[-1] == "1 本表数据为初步统计。"
    assert found[-2].endswith("水平。")
