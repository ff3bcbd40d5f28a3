"""Deadlines and bases: printed, carried over, inherited from the plan's period."""

import pytest

from extractors.nlp import tag_words
from extractors.targets import DeadlineHint, TargetContext
from tests.targets.reading import read

PLAN = TargetContext(year=2021, period_end="2025-12-31")

DEADLINES = [
    # text, raw and last day of each target
    ("到2023年底，建成公园5个。", [("到2023年底", "2023-12-31")]),
    ("2023年6月底前建成公园5个。", [("2023年6月底前", "2023-06-30")]),
    ("年内建成公园5个。", [("年内", "2021-12-31")]),
    ("全年新增学位600个。", [("全年", "2021-12-31")]),
    ("上半年开工公园5个。", [("上半年", "2021-06-30")]),
    ("三季度末建成公园5个。", [("三季度末", "2021-09-30")]),
    ("到“十四五”末，建成公园5个。", [("到“十四五”末", "2025-12-31")]),
    ("到本世纪中叶，森林覆盖率达到60%。", [("到本世纪中叶", "2050-12-31")]),
    ("森林覆盖率到2035年达到50%。", [("到2035年", "2035-12-31")]),
    ("2021—2023年，年均造林3万亩。", [("2021—2023年", "2023-12-31")]),
    ("用三年时间建成公园5个。", [("三年时间", "2023-12-31")]),
    ("到规划期末，建成公园5个。", [("到规划期末", "2025-12-31")]),
    ("到2023年底，建成公园5个，新建绿道30公里。", [("到2023年底", "2023-12-31")] * 2),
    ("到2023年底，完善设施。新建绿道30公里。", [("到2023年底", "2023-12-31")]),
    ("新建绿道30公里，2023年推广慢行系统。", [("", "2025-12-31")]),
    ("新建绿道30公里。", [("", "2025-12-31")]),
    ("能耗比2020年下降14%。", [("", "2025-12-31")]),
    ("从2022年起，新建绿道30公里。", [("", "2025-12-31")]),
    ("到2023年达到50%，2025年覆盖率达到60%。", [("2025年", "2025-12-31")]),
    ("2023年、2025年覆盖率分别达到50%和60%。", [("2023年", "2023-12-31"), ("2025年", "2025-12-31")]),
    ("从2021年到本世纪中叶，森林覆盖率提高到60%。", [("2021年到本世纪中叶", "2050-12-31")]),
    ("到二0二三年，建成公园5个。", [("到二0二三年", "2023-12-31")]),
    ("到２０２３年底，建成公园5个。", [("到２０２３年底", "2023-12-31")]),
]


@pytest.mark.parametrize(("text", "wanted"), DEADLINES)
def test_deadlines(text: str, wanted: list[tuple[str, str]]) -> None:
    days = [target.deadline for target in read(text, PLAN).targets]
    assert [(day.raw, day.date) for day in days if day] == wanted


def test_only_the_plans_period_is_inherited() -> None:
    (inherited,) = read("新建绿道30公里。", PLAN).targets
    (printed,) = read("年内新建绿道30公里。", PLAN).targets
    assert inherited.deadline == DeadlineHint("", "2025-12-31", True)
    assert printed.deadline == DeadlineHint("年内", "2021-12-31", False)


def test_the_tasks_own_deadline_counts_before_the_plans() -> None:
    own = DeadlineHint("6月底前", "2022-06-30")
    context = TargetContext(year=2021, period_end="2025-12-31", deadline=own)
    (target,) = read("新建绿道30公里。", context).targets
    assert target.deadline == own


def test_without_a_plan_there_is_no_deadline() -> None:
    (target,) = read("新建绿道30公里。").targets
    assert target.deadline is None


BASES = [
    ("单位能耗较2015年下降10%。", "2015年", 2015),
    ("单位能耗比2020年下降10%。", "2020年", 2020),
    ("农药用量较上一年度再减少5%。", "上一年度", 2020),
    ("进出口比上年增长5%。", "上年", 2020),
    ("与2020年相比，单位能耗下降10%。", "2020年", 2020),
    ("单位能耗比“十三五”末下降10%。", "“十三五”末", 2020),
    ("出口额达到2015年的3倍。", "2015年", 2015),
    ("石油产量比1985年的120万吨增长25%。", "1985年", 1985),
    ("单位能耗下降10%。", None, None),
]


@pytest.mark.parametrize(("text", "raw", "year"), BASES)
def test_bases(text: str, raw: str | None, year: int | None) -> None:
    (target,) = read(text, PLAN).targets
    assert (target.baseline_raw, target.baseline_year) == (raw, year)


SCOPES = [
    ("到2025年，全省森林覆盖率达到45%。", "森林覆盖率", "全省"),
    ("一类地区户厕普及率达到90%。", "户厕普及率", "一类地区"),
    ("缺水型城市再生水利用率达到25%。", "再生水利用率", "缺水型城市"),
    ("监测城市PM2.5指数不高于40微克/立方米。", "PM2.5指数", "监测城市"),
    ("石桥市建成2个生活垃圾分类示范片区。", "生活垃圾分类示范片区", "石桥市"),
    ("云岭县森林覆盖率达到45%。", "森林覆盖率", "云岭县"),
    ("城市建成区绿化覆盖率达到40%。", "城市建成区绿化覆盖率", None),
    ("全社会研发投入增长8%。", "全社会研发投入", None),
]


@pytest.mark.parametrize(("text", "indicator", "scope"), SCOPES)
def test_scope_is_split_off(text: str, indicator: str, scope: str | None) -> None:
    (target,) = read(text, TargetContext(regions=frozenset({"云岭县", "石桥市"}))).targets
    assert (target.indicator, target.applies_to) == (indicator, scope)


@pytest.mark.parametrize(
    ("text", "annual"),
    [
        ("产值年均增长8%。", True),
        ("产值平均每年增长8%。", True),
        ("每年新增学位600个。", True),
        ("年均造林3万亩。", True),
        ("产值增长8%。", False),
        ("年内新增学位600个。", False),
    ],
)
def test_yearly_rates(text: str, annual: bool) -> None:
    (target,) = read(text).targets
    assert target.annual is annual


PARTS = [
    ("造林12万亩（含经济林5万亩，防护林7万亩），育苗3万亩。", [None, 0, 0, None]),
    ("投资90亿元，其中工业投资50亿元、交通投资20亿元。", [None, 0, 0]),
    ("投资90亿元，其中新建学校5所。", [None, None]),
    ("公路里程达到1.2万公里，其中高速公路600公里。", [None, 0]),
]


@pytest.mark.parametrize(("text", "wholes"), PARTS)
def test_parts_point_at_their_whole(text: str, wholes: list[int | None]) -> None:
    assert [target.part_of for target in read(text).targets] == wholes


def test_values_without_as_many_indicators_are_kept_and_said() -> None:
    found = read("氨氮、总磷、总氮等污染物排放量分别控制在900吨、70吨以内。")
    assert [(t.value, t.indicator, t.ambiguous) for t in found.targets] == [
        ("900", "污染物排放量", True),
        ("70", "污染物排放量", True),
    ]
    assert [(p.code, p.severity) for p in found.problems] == [("unpaired-values", "warning")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("茶叶毛竹产值分别增长6%和8%。", ["茶叶产值", "毛竹产值"]),
        ("主要污染物排放量分别控制在14万吨和11万吨以内。", ["主要污染物排放量"] * 2),
        ("布设监测点20个。", ["监测点"]),
        ("包含试点县5个。", []),
        ("重点环节20个。", []),
    ],
)
def test_parts_of_speech_settle_what_the_lexicon_does_not(text: str, wanted: list[str]) -> None:
    found = read(text, TargetContext(tag_words=tag_words))
    assert [target.indicator for target in found.targets] == wanted


def test_words_cut_by_the_caller_part_what_the_lexicon_does_not() -> None:
    words = {"茶叶毛竹产值": ["茶叶", "毛竹", "产值"]}
    context = TargetContext(tag_words=lambda phrase: [(word, "n") for word in words.get(phrase, [phrase])])
    text = "茶叶毛竹产值分别增长6%和8%。"
    assert [t.indicator for t in read(text, context).targets] == ["茶叶产值", "毛竹产值"]
