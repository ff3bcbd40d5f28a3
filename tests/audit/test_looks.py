"""What an audit sees by shape alone: numbers with a unit, names of bodies, numbers that open lines."""

import pytest

from extractors.audit.bodies import is_body, may_be_body, see_units
from extractors.audit.items import in_sequence, see_marks
from extractors.audit.numbers import see_numbers, why_aside
from extractors.folding import fold
from extractors.layout import Block, Cell, build_layout


def numbers(text: str) -> dict[str, str | None]:
    folded = fold(text)
    return {text[slice(*span)]: why_aside(folded, *span) for span in see_numbers(folded, 0, len(text))}


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("建成水厂35座", "35"),
        ("粮食产量达到1,120.5万吨", "1,120.5万"),
        ("覆盖率95%以上", "95"),
        ("改造管网五十二公里", "五十二"),
        ("发放物资三千二百份", "三千二百"),
        ("新建两座泵站", "两"),
        ("投放2.3万张消费券", "2.3万"),
        ("处理能力30奇吨", "30"),
    ],
)
def test_a_number_with_a_unit_is_seen(text: str, printed: str) -> None:
    assert numbers(text) == {printed: None}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("到2025年底", "date"),
        ("于6月1日施行", "date"),
        ("在30个工作日内答复", "duration"),
        ("办理时间为5天", "duration"),
        ("第3批名单", "rank"),
        ("三期工程2期", "rank"),
        ("实施5大工程", "rank"),
        ("做好以下10项工作", "rank"),
        ("处1000元以下罚款", "condition"),
        ("给予50万元一次性奖补", "condition"),
        ("每年2次演练", "frequency"),
        ("本项计5分，", "points"),
        ("PM2.5浓度", "name"),
        ("惠及13亿人民", "name"),
        ("坚持4个统一", "list"),
    ],
)
def test_what_measures_nothing_promised_has_its_reason(text: str, reason: str) -> None:
    assert set(numbers(text).values()) == {reason}


@pytest.mark.parametrize("text", ["百花齐放，百家争鸣", "走进千家万户", "亿万群众", "一个中心", "万众一心"])
def test_numerals_in_other_words_are_no_numbers(text: str) -> None:
    assert numbers(text) == {}


@pytest.mark.parametrize(
    "name",
    [
        "市教育局",
        "省发展改革委",
        "各区政府",
        "县公安局",
        "党建部",
        "云溪供电公司",
        "各有关部门",
        "市政府办公室",
    ],
)
def test_names_of_bodies(name: str) -> None:
    assert is_body(name) and may_be_body(name)


@pytest.mark.parametrize("name", ["各县区", "东陵县", "青石市分行", "各镇", "县中心"])
def test_names_of_bodies_in_a_row(name: str) -> None:
    assert may_be_body(name)


@pytest.mark.parametrize(
    "name", ["加强组织领导", "布局", "社会", "全局", "推进城区", "负责单位的", "龙头企业", "西部", "a"]
)
def test_no_names_of_bodies(name: str) -> None:
    assert not is_body(name) and not may_be_body(name)


def units(text: str) -> list[tuple[str, str]]:
    folded = fold(text)
    found = {seen.span: how for seen, how in reversed(list(see_units(folded, ())))}
    return [(text[slice(*span)], how) for span, how in sorted(found.items())]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("驻点帮衬：市教育局、市卫健委；", [("市教育局", "word"), ("市卫健委", "word")]),
        ("责任单位：市教育局。", [("市教育局", "label")]),
        ("【牵头单位】县商务局", [("县商务局", "label")]),
        ("改造管网。（县住建局牵头，县财政局配合）", [("县住建局", "bracket"), ("县财政局", "bracket")]),
        ("改造管网。（县住建局、县财政局）", [("县住建局", "row"), ("县财政局", "row")]),
        ("由县水利局牵头落实", [("县水利局", "prose")]),
        ("开展巡查。\n县水利局、各乡镇\n", [("县水利局", "list"), ("各乡镇", "list")]),
        ("抄送：市教育局、市财政局", []),
        ("各县区政府：现将方案印发给你们", []),
        ("联系人：市教育局张某", []),
        ("县教育局要牵头抓好落实", []),
        ("（以下简称县教育局）", []),
        ("负责人：县长", []),
    ],
)
def test_bodies_with_a_task_near_them(text: str, found: list[tuple[str, str]]) -> None:
    assert units(text) == found


def test_a_column_of_units_is_seen() -> None:
    cells = tuple(
        Cell(text, row, column)
        for row, texts in enumerate([("任务", "责任单位"), ("改造管网", "县住建局、县财政局")])
        for column, text in enumerate(texts)
    )
    layout = build_layout([Block("table", cells=cells)])
    found = [(layout.text[slice(*seen.span)], how) for seen, how in see_units(layout.folded, layout.blocks)]
    assert ("县住建局", "table") in found and ("县财政局", "table") in found


def test_numbers_that_open_lines_in_sequence() -> None:
    text = "一、总则\n(一)范围\n(二)对象\n3.单独\n任务一:略\n任务二:略\n"
    marks = list(in_sequence(list(see_marks(text))))
    assert [text[mark.start : mark.start + 3] for mark in marks] == ["(一)", "(二)", "任务一", "任务二"]
