"""Dates: deadlines, what is no deadline, printed dates, periods of plans."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.date_forms import PlanYear
from extractors.dates import find_dates, find_deadline, find_due, find_period, find_printed_date
from extractors.lexicons import load

DEADLINES = [
    # text, the plan's year, raw, last day
    ("到2020年底,全镇完成改造", 2020, "到2020年底", "2020-12-31"),
    ("2025年6月底前完成", None, "2025年6月底前", "2025-06-30"),
    ("2023年12月31日前", None, "2023年12月31日前", "2023-12-31"),
    ("12月底前,牵头单位:市财政局", 2024, "12月底前", "2024-12-31"),
    ("2月底前", 2024, "2月底前", "2024-02-29"),
    ("3月中旬前报送", 2022, "3月中旬前", "2022-03-20"),
    ("力争年内开工", 2020, "年内", "2020-12-31"),
    ("全年新增", 2021, "全年", "2021-12-31"),
    ("上半年开工", 2021, "上半年", "2021-06-30"),
    ("2021年上半年", None, "2021年上半年", "2021-06-30"),
    ("三季度末完成", 2023, "三季度末", "2023-09-30"),
    ("2024年一季度", None, "2024年一季度", "2024-03-31"),
    ("2022年前三季度", 2022, "2022年前三季度", "2022-09-30"),
    ("“十四五”末基本建成", 2021, "“十四五”末", "2025-12-31"),
    ("“十三五”期间", 2016, "“十三五”期间", "2020-12-31"),
    ("到“八五”末", 1991, "到“八五”末", "1995-12-31"),
    ("六五期间", 1982, "六五期间", "1985-12-31"),
    ("到本世纪中叶", 2020, "到本世纪中叶", "2050-12-31"),
    ("到本世纪末", 1982, "到本世纪末", "2000-12-31"),
    ("到本世纪末", None, "到本世纪末", "2000-12-31"),
    ("下世纪中叶", 1996, "下世纪中叶", "2050-12-31"),
    ("八十年代末", 1985, "八十年代末", "1989-12-31"),
    ("二〇三〇年以前", 2021, "二〇三〇年以前", "2030-12-31"),
    ("到2 0 0 5年末", 2001, "到2 0 0 5年末", "2005-12-31"),
    ("2016-2020年", 2016, "2016-2020年", "2020-12-31"),
    ("2001年到2005年", 2001, "2001年到2005年", "2005-12-31"),
    ("2019年1月1日至12月31日", 2019, "2019年1月1日至12月31日", "2019-12-31"),
    ("2023年5月-12月", 2023, "2023年5月-12月", "2023-12-31"),
    ("今年6月底前完成", 2020, "今年6月底前", "2020-06-30"),
    ("明年3月底前完成", 2020, "明年3月底前", "2021-03-31"),
    ("由2015年的5%提高到2020年的8%", 2016, "到2020年", "2020-12-31"),
    ("较2015年下降,到2020年完成", 2016, "到2020年", "2020-12-31"),
    ("2020年初步建成", 2019, "2020年", "2020-12-31"),
    ("2020年内蒙古各盟", 2020, "2020年", "2020-12-31"),
    ("完成时限:2025年底", 2025, "2025年底", "2025-12-31"),
    ("年内完成", None, "年内", None),
    ("26年一季度前开通", 2025, "26年一季度前", "2026-03-31"),
    ("25年底前完成", 2025, "25年底前", "2025-12-31"),
    ("25年上半年改造", 2024, "25年上半年", "2025-06-30"),
    ("4月中旬前完成", 2025, "4月中旬前", "2025-04-20"),
    ("10月上旬报送", 2025, "10月上旬", "2025-10-10"),
    ("2026年1—3月完成设计".replace("—", "-"), 2026, "2026年1-3月", "2026-03-31"),
    ("1-3月完成", 2026, "1-3月", "2026-03-31"),
    ("年中完成评估", 2026, "年中", "2026-06-30"),
    ("“七一”前完成", 2025, "“七一”前", "2025-07-01"),
    ("国庆节前完成", 2025, "国庆节前", "2025-10-01"),
    ("春节前完成", 2025, "春节前", None),
    ("次年6月底前完成", 2025, "次年6月底前", "2026-06-30"),
    ("“十五五”期末达到", 2026, "“十五五”期末", "2030-12-31"),
    ("到2027年,普及率达到", 2026, "到2027年", "2027-12-31"),
    ("2026.6底前", 2026, "2026.6底前", "2026-06-30"),
    ("月底前上报", 2026, "月底前", None),
    ("长期坚持", 2024, "长期坚持", None),
    ("(市水利局牵头,持续推进)", 2024, "持续推进", None),
    ("完成时限:立行立改", 2024, "立行立改", None),
    ("每年6月底前报送", 2020, "每年6月底前", None),
    ("每月5日前报送", 2020, "每月", None),
]


@pytest.mark.parametrize(("text", "year", "raw", "date"), DEADLINES)
def test_deadline(text: str, year: int | None, raw: str, date: str | None) -> None:
    hit = find_deadline(text, 0, len(text), year)
    assert hit is not None
    assert (hit.raw, hit.date) == (raw, date)
    assert text[hit.start : hit.end] == raw


NO_DEADLINES = [
    ("较2015年下降10%", 2020),
    ("比2010年增加三倍", 2011),
    ("同2015年相比", 2016),
    ("达到2000年的2倍", 2001),
    ("按2010年价格计算", 2011),
    ("从2019年开始", 2019),
    ("2024年6月起实施", 2024),
    ("2012年以来", 2020),
    ("比上年增长", 2020),
    ("修订2020年版目录", 2020),
    ("新建公路2000公里", 2020),
    ("管线12015年", 2020),
    ("林地1120.3万亩、214.2万亩", 2020),
    ("持续推进高标准农田建设", 2024),
    ("2018年已完成", 2020),
    ("再延长30年承包", 2024),
    ("国庆期间值班", 2024),
    ("七一勋章", 2024),
    ("", 2020),
]


@pytest.mark.parametrize(("text", "year"), NO_DEADLINES)
def test_no_deadline(text: str, year: int) -> None:
    assert find_deadline(text, 0, len(text), year) is None


KINDS = [
    ("比上年增长", 2020, [("上年", "2019-12-31", "past")]),
    ("较上一年度减少", 2020, [("上一年度", "2019-12-31", "past")]),
    ("较2015年下降,到2020年", 2020, [("2015年", "2015-12-31", "base"), ("到2020年", "2020-12-31", "day")]),
    ("自2019年1月1日起", 2019, [("2019年1月1日", "2019-01-01", "since")]),
    ("今后五年", 1991, [("今后五年", "1995-12-31", "term")]),
    ("30日内办结", 2020, [("30日内", None, "term")]),
    ("规划期末", 2020, [("规划期末", None, "term")]),
    ("按2010年价格计算", 2011, [("2010年", "2010-12-31", "price")]),
    ("比第五个五年计划期间", 1982, [("第五个五年计划期间", "1980-12-31", "base")]),
    ("比“九五”末期", 2001, [("“九五”末期", "2000-12-31", "base")]),
    ("每月5日前报送", 2020, [("每月", None, "recurring")]),
    ("投资5万元以上年度", 2020, []),
    ("2025年、2030年分别达到", 2021, [("2025年", "2025-12-31", "day"), ("2030年", "2030-12-31", "day")]),
    ("实现“十五五”良好开局", 2026, [("“十五五”", "2030-12-31", "since")]),
    ("在2015年基础上", 2016, [("2015年", "2015-12-31", "base")]),
]


@pytest.mark.parametrize(("text", "year", "hits"), KINDS)
def test_kinds(text: str, year: int, hits: list[tuple[str, str | None, str]]) -> None:
    assert [(h.raw, h.date, h.kind) for h in find_dates(text, 0, len(text), year)] == hits


ISSUED = [
    # text, raw, last day in a plan for 2025 that was issued on 2025-03-01
    ("自印发之日起60日内出台", "自印发之日起60日内", "2025-04-30"),
    ("自本方案印发之日起3个月内", "自本方案印发之日起3个月内", "2025-06-01"),
    ("自发文之日起一个月内建立", "自发文之日起一个月内", "2025-04-01"),
    ("印发后两周内报送", "印发后两周内", "2025-03-15"),
    ("印发之日起半年内", "印发之日起半年内", "2025-09-01"),
    ("自印发之日起20个工作日内", "自印发之日起20个工作日内", None),
    ("月底前上报", "月底前", "2025-03-31"),
    ("元旦前完成", "元旦前", "2026-01-01"),
    ("五一前完成", "五一前", "2025-05-01"),
]


@pytest.mark.parametrize(("text", "raw", "date"), ISSUED)
def test_dates_counted_from_the_day_of_issue(text: str, raw: str, date: str | None) -> None:
    hit = find_deadline(text, 0, len(text), PlanYear(2025, "2025-03-01"))
    assert hit is not None
    assert (hit.raw, hit.date) == (raw, date)


DUE = [
    ("12月取得阶段性成效,年底前储备物资10万吨", "年底前", "2025-12-31"),
    ("24年底前改造120公里,2026年底前全部完成", "2026年底前", "2026-12-31"),
    ("3月启动,三季度末完成", "三季度末", "2025-09-30"),
    ("2025年改造管网", None, None),
    ("落实《2030年前行动方案》", None, None),
    ("较2024年底增长", None, None),
]


@pytest.mark.parametrize(("text", "raw", "date"), DUE)
def test_the_last_day_by_which_a_task_is_due(text: str, raw: str | None, date: str | None) -> None:
    hit = find_due(text, 0, len(text), 2025)
    assert (hit and hit.raw, hit and hit.date) == (raw, date)


def test_only_the_range_is_read() -> None:
    text = "到2020年底完成,到2025年底建成"
    assert [h.raw for h in find_dates(text, 10, len(text), None)] == ["到2025年底"]


PRINTED = [
    ("2020年5月19日", "2020-05-19"),
    ("二〇二〇年五月十九日", "2020-05-19"),
    ("二○二○年五月十九日", "2020-05-19"),
    ("２０２０年５月１９日", "2020-05-19"),
    ("2 0 0 1年3月 15日", "2001-03-15"),
    ("印发日期:2020-05-19", "2020-05-19"),
    ("2020/5/19", "2020-05-19"),
    ("2020.05.19", "2020-05-19"),
    ("二〇二〇年十二月三十一日", "2020-12-31"),
    ("二〇〇五年六月二十日", "2005-06-20"),
    ("2020年13月1日", None),
    ("2020年2月30日", None),
    ("2020年5月", None),
    ("5月19日", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "date"), PRINTED)
def test_printed_date(text: str, date: str | None) -> None:
    assert find_printed_date(text) == date


PERIODS = [
    ("云岭县生态建设2020年度工作要点", ("2020-01-01", "2020-12-31")),
    ("云岭县2025年工作要点", ("2025-01-01", "2025-12-31")),
    ("云岭县二〇二〇年工作要点", ("2020-01-01", "2020-12-31")),
    ("节水行动计划（2021—2023年）", ("2021-01-01", "2023-12-31")),
    ("节水行动计划2021-2023", ("2021-01-01", "2023-12-31")),
    ("提升质量三年行动计划（2018—2020年）", ("2018-01-01", "2020-12-31")),
    ("教育规划纲要（2010年至2020年）", ("2010-01-01", "2020-12-31")),
    ("秋冬季攻坚方案（2018年10月—2019年3月）", ("2018-10-01", "2019-03-31")),
    ("专项整治方案（2023年4月-12月）", ("2023-04-01", "2023-12-31")),
    ("“十四五”节能规划", ("2021-01-01", "2025-12-31")),
    ("第十个五年计划纲要", ("2001-01-01", "2005-12-31")),
    ("第十四个五年规划和2035年远景目标纲要", ("2021-01-01", "2025-12-31")),
    ("目录（2020年版）", None),
    ("2030年前碳达峰行动方案", None),
    ("关于加强管理的意见", None),
]


@pytest.mark.parametrize(("title", "period"), PERIODS)
def test_period(title: str, period: tuple[str, str] | None) -> None:
    assert find_period(title) == period


@pytest.mark.parametrize("entry", load("periods"), ids=lambda e: e["words"][0])
def test_each_entry_reads_its_examples(entry: dict[str, list[str]]) -> None:
    words = sorted(entry["words"], key=len, reverse=True)
    for example in entry["examples"]:
        hits = find_dates(example, 0, len(example), 2020)
        found = find_deadline(example, 0, len(example), 2020)
        read = [h.raw for h in (*hits, *([found] if found else [])) if h.kind == entry["kind"]]
        assert any(raw.strip('“"').startswith(word.strip('”"')) for raw in read for word in words), example
    for example in entry.get("rejects", []):
        hits = find_dates(example, 0, len(example), 2020)
        assert not any(h.raw in words and h.kind == entry["kind"] for h in hits), example


@given(st.dates(min_value=date(1949, 10, 1), max_value=date(2099, 12, 31)))
def test_every_day_round_trips(day: date) -> None:
    text = f"{day.year}年{day.month}月{day.day}日前完成"
    hit = find_deadline(text, 0, len(text), None)
    assert hit is not None and hit.date == day.isoformat()
    assert find_printed_date(text) == day.isoformat()
