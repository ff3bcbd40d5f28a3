"""Printed lines back to paragraphs: order, furniture, joining."""

from dataclasses import replace

import pytest

from pipeline.formats.page import Line, Page
from pipeline.structure.furniture import drop_furniture
from pipeline.structure.paragraphs import join_lines
from pipeline.structure.reading_order import order

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
    return Page(number, WIDTH, HEIGHT, order(lines)[0])


def stack(*texts: str, top: float = 150, pitch: float = 30) -> list[Line]:
    """Return lines one below the other; leading ideographic spaces become an indent."""
    return [
        line(text.lstrip("\u3000"), top + pitch * i, indent=len(text) - len(text.lstrip("\u3000")))
        for i, text in enumerate(texts)
    ]


def texts(*pages: Page) -> list[str]:
    return [block.text for block in join_lines(drop_furniture(pages))]


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


def test_signature_over_two_lines_is_one() -> None:
    lines = [
        *stack(*body(), pitch=22, top=120),
        line("某省推进现代水网建设工作领导小组办", 560, indent=3),
        line("公室", 590, indent=18),
        line("2025年3月18日", 620, indent=13.5),
    ]
    assert texts(page(*lines))[-2:] == ["某省推进现代水网建设工作领导小组办公室", "2025年3月18日"]


def test_date_at_the_right_does_not_end_a_full_item() -> None:
    item = ["\u3000\u3000（七）" + FULL[:-4], FULL[:-1] + "）"]
    lines = [*stack(*body(), *item, pitch=22, top=120), line("2025年3月18日", 590, indent=13)]
    assert texts(page(*lines))[-1] == "2025年3月18日"


def test_what_is_set_right_does_not_begin_a_title() -> None:
    lines = [
        line("2025年3月18日", 100, indent=13),
        line("供水保障方案", 130, size=28, left=216),
        *stack(*body(), pitch=22, top=180),
    ]
    assert texts(page(*lines))[:2] == ["2025年3月18日", "供水保障方案"]


def test_document_number_in_a_column_of_its_own_is_a_line() -> None:
    number = line("云水〔2025〕7号", 100, left=225)
    left = [line("左" * 9 + str(i % 10), 150 + 25 * i, left=50) for i in range(10)]
    right = [line("右" * 9 + str(i % 10), 150 + 25 * i, left=320) for i in range(10)]
    assert texts(page(number, *left, *right))[0] == "云水〔2025〕7号"


def test_title_of_a_cover_and_the_contents_after_it() -> None:
    title = line("云岭省供水保障方案", 300, size=28, left=174)
    entries = [
        line("目 录", 110, indent=8.5, page=2),
        line("一、总则" + "." * 27 + "2", 150, page=2),
        line("二、任务" + "." * 27 + "3", 180, page=2),
    ]
    third = [replace(each, page=3) for each in stack(*body(), pitch=25)]
    found = texts(page(title), page(*entries, number=2), page(*third, number=3))
    assert [text.rstrip(".23") for text in found[:4]] == [
        "云岭省供水保障方案",
        "目 录",
        "一、总则",
        "二、任务",
    ]


def test_page_of_short_lines_has_the_margins_of_the_others() -> None:
    short = [
        "\u3000\u30001.推进供水一体化。",
        "\u3000\u3000责任单位：市水利局和县政府",
        "\u3000\u30002.推进改厕。",
    ]
    second = [replace(each, page=2) for each in stack(*short * 2)]
    found = texts(page(*stack(*body(), pitch=25)), page(*second, number=2))
    assert found[-6:] == [text.lstrip() for text in short * 2]


def test_letters_spread_over_a_grid_are_one_paragraph() -> None:
    def spread(text: str, top: float, indent: int = 0) -> Line:
        x0 = LEFT + 2 * SIZE * indent
        return Line(text, 1, x0, top, x0 + SIZE * (2 * len(text) - 1), top + SIZE, SIZE)

    rows = ["推进城乡供水一", "体化建设提升水平", "保障能力。"]
    lines = [spread(text, 150 + 30 * i, 2 if i % 3 == 0 else 0) for i, text in enumerate(rows * 4)]
    lines[1] = spread("体化建设提升水平和", 180)
    assert len(texts(page(*lines))) == 4


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


def test_small_running_head_of_two_pages_goes() -> None:
    pages = [page(line("文件汇编", 40, size=15, page=n), *stack(*body()), number=n) for n in (1, 2)]
    assert "文件汇编" not in texts(*pages)


@pytest.mark.parametrize(
    "text",
    ["2026/11/20 10:32", "2026/11/20 下午3:05 云岭省水利厅", "https://slt.example.cn/art/7.html", "1/2"],
)
def test_what_a_browser_prints_beside_the_page_goes(text: str) -> None:
    assert text not in texts(page(line(text, 770, size=9), *stack(*body())))


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
    columns, _ = order([*mixed, title])
    found = [e.text[0] for column in columns for e in column.elements if isinstance(e, Line)]
    assert found == ["标", *["左"] * 10, *["右"] * 10]


def column(sign: str, left: float, top: float = 150) -> list[Line]:
    """Return paragraphs of one wrapped line and one short line, as lists of units have them."""
    rows = [sign * 8, sign * 10, sign * 3, sign * 6]
    indents = (2, 0, 0, 2)
    return [line(rows[i % 4], top + 25 * i, left=left + SIZE * indents[i % 4]) for i in range(12)]


def test_two_columns_of_short_paragraphs() -> None:
    mixed = [each for pair in zip(column("左", 50), column("右", 320), strict=True) for each in pair]
    found = [e.text[0] for each in order(mixed)[0] for e in each.elements if isinstance(e, Line)]
    assert found == ["左"] * 12 + ["右"] * 12


def test_short_second_column_below_titles_over_the_page() -> None:
    titles = [line("标题" * 7, 20 + 22 * i, left=140) for i in range(5)]
    head = line("文件汇编", 0, size=10, left=480)
    left = [line("左" * 10, 150 + 25 * i, left=50) for i in range(12)]
    right = [line("右" * 10, 150 + 25 * i, left=320) for i in range(4)]
    columns, _ = order([head, *titles, *left, *right])
    found = [e.text[0] for each in columns for e in each.elements if isinstance(e, Line)]
    assert found == ["文", *["标"] * 5, *["左"] * 12, *["右"] * 4]


def test_few_lines_in_columns_follow_the_page_before() -> None:
    lines = [line("左" * 10, 100, left=50), line("左略。", 130, left=50), line("右略。", 100, left=320)]
    assert len(order(lines)[0]) == 1
    columns, gutter = order(lines, 300.0)
    assert gutter == 300.0
    assert [[e.text[0] for e in c.elements if isinstance(e, Line)] for c in columns] == [["左", "左"], ["右"]]
    across = [line("通栏" * 11, 100 + 30 * i, left=50) for i in range(3)]
    assert len(order(across, 300.0)[0]) == 1


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


@pytest.mark.parametrize(
    "head",
    [
        "云岭省人民政府公报 2024年第8期",
        "2023 年第 12 期（总第 455 期）",
        "省政府文件 2025年第3期",
        "青石市人民政府公报",
    ],
)
def test_the_head_of_a_gazette_goes_from_a_single_page(head: str) -> None:
    assert texts(page(line(head, 40), *stack(*body(), top=150)))[0] != head


@pytest.mark.parametrize("first", ["关于2024年第8期培训班的通知", "2024年", "第一条 为了加强管理"])
def test_a_line_above_the_text_that_names_no_issue_stays(first: str) -> None:
    assert texts(page(line(first, 40), *stack(*body(), top=150)))[0].startswith(first)


def test_a_signature_of_two_lines_that_leaves_room_at_the_right() -> None:
    name = line("云岭省推进高水平开放领导小组执行", 560, left=120), line("办公室", 590, left=380)
    assert "云岭省推进高水平开放领导小组执行办公室" in texts(page(*stack(*body(4), top=110), *name))
    two = line("云岭省财政厅", 560, left=320), line("省商务厅", 590, left=360)
    assert texts(page(*stack(*body(4), top=110), *two))[-2:] == ["云岭省财政厅", "省商务厅"]


def test_digits_set_apart_stay_so_over_a_line_end() -> None:
    first, second = "\u3000\u3000" + FULL[:-2] + "1", "0 0亿元大关。"
    assert any("1 0 0亿元" in text for text in texts(page(*stack(*body(), first, second, pitch=25, top=120))))


def test_a_footnote_comes_last_without_its_sign() -> None:
    note = line("①高耗水作物指用水多的作物。", 700, size=12)
    assert texts(page(*stack(*body(4), top=110), note))[-1] == "高耗水作物指用水多的作物。"
