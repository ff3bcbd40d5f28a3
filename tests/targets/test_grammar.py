"""Sentences put together by the grammar, with targets that are known: properties that hold for all."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from extractors.targets import TargetContext
from tests.targets.reading import line, read

RATES = st.sampled_from(
    ["森林覆盖率", "污水处理率", "农技推广覆盖率", "公办园占比", "群众满意度", "旅游收入占生产总值比重"]
)
SIZES = st.sampled_from(["茶园面积", "粮食产量", "公路里程", "在校学生人数", "财政收入", "水库库容"])
OBJECTS = st.sampled_from(["高标准农田", "街心公园", "充电桩", "养老床位", "农村公路", "示范村"])
OPENINGS = st.sampled_from(
    ["", "到2025年，", "到2025年底，全县", "力争", "确保到2025年", "年内，", "“十四五”期间，全市"]
)
SCALED = st.sampled_from(["万亩", "万吨", "公里", "万人", "亿元", "亿立方米", "个", "座"])
REACH = st.sampled_from(["达到", "达", "提高到", "增加到", "提升至", "保持在", "稳定在"])
RISE = st.sampled_from(["增长", "提高", "增加"])
FALL = st.sampled_from(["下降", "降低", "减少"])
WORK = st.sampled_from(["建设", "新建", "完成", "建成", "改造"])
NUMBERS = st.decimals(min_value=Decimal("0.1"), max_value=Decimal("9999"), places=1).map(
    lambda d: format(d.normalize(), "f")
)
AFTER = st.sampled_from([("", "eq"), ("以上", "ge"), ("左右", "approx"), ("以内", "le")])
BEFORE = st.sampled_from([("", "eq"), ("不低于", "ge"), ("超过", "gt"), ("不超过", "le"), ("约", "approx")])
PLAN = TargetContext(year=2021, period_end="2025-12-31")


@st.composite
def levels(draw: st.DrawFn) -> tuple[str, str]:
    indicator, number = draw(RATES), draw(NUMBERS)
    word, comparator = draw(AFTER)
    return f"{indicator}{draw(REACH)}{number}%{word}", f"{indicator} {comparator} {number}%"


@st.composite
def bounds(draw: st.DrawFn) -> tuple[str, str]:
    indicator, number, unit = draw(SIZES), draw(NUMBERS), draw(SCALED)
    word, comparator = draw(BEFORE)
    return f"{indicator}{word or '为'}{number}{unit}", f"{indicator} {comparator} {number}{unit}"


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, str]:
    indicator, number = draw(SIZES), draw(NUMBERS)
    rises = draw(st.booleans())
    base = draw(st.sampled_from(["", "比2020年", "较2020年", "年均"]))
    word, comparator = draw(AFTER)
    sign = "+" if rises else "-"
    return (
        f"{indicator}{base}{draw(RISE if rises else FALL)}{number}%{word}",
        f"{indicator} {comparator} {sign}{number}%",
    )


@st.composite
def works(draw: st.DrawFn) -> tuple[str, str]:
    wanted, number, unit = draw(OBJECTS), draw(st.integers(2, 9999)), draw(SCALED)
    verb = draw(WORK)
    text = f"{verb}{number}{unit}{wanted}" if draw(st.booleans()) else f"{verb}{wanted}{number}{unit}"
    return text, f"{wanted} eq {number}{unit}"


CLAUSES = st.one_of(levels(), bounds(), changes(), works())


@given(OPENINGS, st.lists(CLAUSES, min_size=1, max_size=5), st.sampled_from(["，", "；"]))
def test_each_clause_gives_its_target(opening: str, clauses: list[tuple[str, str]], mark: str) -> None:
    text = f"{opening}{mark.join(words for words, _ in clauses)}。"
    assert [line(target) for target in read(text, PLAN).targets] == [wanted for _, wanted in clauses]


@given(OPENINGS, st.lists(CLAUSES, min_size=1, max_size=4))
def test_what_was_printed_stands_in_the_span(opening: str, clauses: list[tuple[str, str]]) -> None:
    text = f"{opening}{'，'.join(words for words, _ in clauses)}。"
    for target in read(text, PLAN).targets:
        assert text[target.value_start : target.value_end] == f"{target.value}{target.unit}"
        assert 0 <= target.start <= target.value_start < target.value_end <= target.end <= len(text)


@given(CLAUSES, st.sampled_from(["去年，", "五年来，", "截至2020年底，已", "2019年，"]))
def test_in_the_past_it_is_no_target(clause: tuple[str, str], opening: str) -> None:
    found = read(f"{opening}{clause[0]}。", PLAN)
    assert not found.targets
    assert found.quantities


@given(st.lists(st.tuples(RATES, NUMBERS), min_size=2, max_size=4, unique_by=lambda pair: pair[0]), REACH)
def test_respectively_pairs_in_order(pairs: list[tuple[str, str]], reach: str) -> None:
    names = "、".join(name for name, _ in pairs)
    values = "、".join(f"{number}%" for _, number in pairs)
    found = read(f"{names}分别{reach}{values}。")
    assert [line(target) for target in found.targets] == [f"{name} eq {number}%" for name, number in pairs]


@given(CLAUSES)
def test_spaces_of_bad_printing_change_nothing(clause: tuple[str, str]) -> None:
    spaced = " ".join(clause[0])
    assert [line(t) for t in read(spaced).targets] == [line(t) for t in read(clause[0]).targets]


@given(CLAUSES)
def test_full_width_printing_changes_nothing(clause: tuple[str, str]) -> None:
    wide = clause[0].translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789.%"})
    assert [line(t) for t in read(wide).targets] == [line(t) for t in read(clause[0]).targets]


@given(
    st.text(
        alphabet="建设完成达到以上年月日0123456789一二三百万亿亩%个，。、；：（）《》“”的在由从和 到\n",
        max_size=120,
    )
)
def test_any_text_is_read_without_an_error(text: str) -> None:
    found = read(text, PLAN)
    for finding in (*found.targets, *found.quantities):
        assert 0 <= finding.start <= finding.value_start < finding.value_end <= len(text)
    assert found == read(text, PLAN)
