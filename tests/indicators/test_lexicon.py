"""Headline indicators: each line reads its examples, none of its rejects, and no name of another."""

import re
from collections import Counter

import pytest

from extractors.indicators import find_indicator, identify, load_indicators
from extractors.indicators.lexicon import Entry, compose, load_entries, load_names
from extractors.indicators.names import canonical
from extractors.lexicons import load
from extractors.targets.measures import dimension_of

ENTRIES = load_entries()
_CHANGES = {"+": "increase", "-": "decrease"}


def read(text: str) -> str | None:
    """Return what is read of a name and, behind a space, the sign of a change and a unit: 出口总额 +%."""
    name, _, unit = text.partition(" ")
    change = _CHANGES.get(unit[:1])
    unit = unit.lstrip("+-")
    return identify(name, unit, dimension_of(unit)[0], change)


def family(identifier: str | None) -> str:
    return re.sub("_(?:growth|change|level)$", "", identifier or "")


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_a_line_reads_its_examples_and_no_reject(entry: Entry) -> None:
    assert entry.examples
    assert {text: read(text) for text in entry.examples} == dict.fromkeys(entry.examples, entry.id)
    assert [text for text in entry.rejects if family(read(text)) == family(entry.id)] == []


def test_there_are_as_many_as_promised_and_their_ids_stay_in_form() -> None:
    assert len(ENTRIES) >= 250
    assert [entry.id for entry in ENTRIES if not re.fullmatch("[a-z][a-z0-9_]*", entry.id)] == []
    assert [name for name, count in Counter(entry.id for entry in ENTRIES).items() if count > 1] == []
    assert [entry.id for entry in ENTRIES if not (entry.chinese and entry.english and entry.field)] == []


def test_lines_that_share_a_name_measure_different_things() -> None:
    shared = {
        name: entries
        for name, entries in load_names().items()
        if len({e.main for e in entries}) < len(entries)
    }
    assert shared == {}


def test_templates_can_be_put_in_one_way_before_they_compose() -> None:
    templates = [template for entry in ENTRIES for template in (entry.chinese, *entry.names)]
    differing = [
        template
        for template in templates
        if {canonical(n) for n in compose(template)} != {*compose(canonical(template))}
    ]
    assert differing == []


def test_dimensions_are_those_of_the_units() -> None:
    for entry in ENTRIES:
        assert {dimension_of(unit)[0] or "none" for unit in entry.units} <= entry.dimensions, entry.id


def test_each_id_says_what_is_measured() -> None:
    growth, level = find_indicator("gdp_growth"), find_indicator("gdp")
    assert growth and level
    assert (growth.measure, level.measure) == ("growth", "level")
    assert len(load_indicators()) >= len(ENTRIES)
    assert find_indicator("no_such_indicator") is None and find_indicator(None) is None


SAME = [
    ("PM2.5浓度 微克/立方米", "细颗粒物年均浓度 微克/立方米"),
    ("GDP增速 %", "地区生产总值 +%"),
    ("经济增长速度预期目标确定 %", "经济增长预期目标 %"),
    ("广义货币M2预期增长目标拟定 %", "广义货币（M2）供应量增速 %"),
    ("全省森林覆盖率 %", "森林覆盖率 %"),
    ("研发经费支出相当于全市生产总值的比例 %", "全社会研发经费投入占GDP比重 %"),
    ("新增城镇就业 万人", "城镇就业 +万人"),
    ("单位国内生产总值能耗 -%", "万元GDP能源消耗降低率 %"),
    ("居民消费价格涨幅 %", "居民消费价格总水平 +%"),
    ("2025年完成固定资产投资 +%", "全社会固定资产投资增速 %"),
    ("粮食总产量（万吨） 万吨", "粮食产量 亿斤"),
    ("空气质量优良天数比率 %", "空气优良天数的比例 %"),
    ("常住人口城镇化率 +个百分点", "城镇化率 +个百分点"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_indicator_has_one_id_however_it_is_written(one: str, other: str) -> None:
    assert read(one) is not None
    assert read(one) == read(other)


NONE = [
    "国内生产总值 番", "失业率 %", "增加值 亿元", "城镇登记失业率 +%", "财政收入 +亿元", "收入 元",
    "县城污水处理率 %", "累计城镇新增就业 万人", "规上工业企业能耗 -%", "居民消费价格 元", " %", "增速 %",
]  # fmt: skip


@pytest.mark.parametrize("text", NONE)
def test_what_is_not_known_for_sure_has_no_id(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("地区生产总值 亿元", "地区生产总值 +%"),
        ("规上工业增加值 +%", "工业增加值 +%"),
        ("城镇居民人均可支配收入 元", "农村居民人均可支配收入 元"),
        ("服务业增加值 亿元", "服务业增加值占地区生产总值比重 %"),
        ("森林覆盖率 %", "森林覆盖率 +个百分点"),
        ("中央财政赤字 亿元", "财政赤字 亿元"),
    ],
)
def test_a_level_a_growth_and_a_part_have_ids_of_their_own(text: str, other: str) -> None:
    assert read(text) is not None and read(other) is not None
    assert read(text) != read(other)


@pytest.mark.parametrize("entry", load("indicator_words"), ids=lambda entry: entry["examples"][0])
def test_words_are_in_their_examples(entry: dict[str, list[str]]) -> None:
    texts = [
        (text, text.replace("生产总值的", "GDP").replace("生产总值", "GDP")) for text in entry["examples"]
    ]
    assert [both for both in texts if not any(word in text for word in entry["words"] for text in both)] == []
