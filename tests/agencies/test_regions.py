"""Divisions by name: levels, short and former names, and that no place is guessed."""

import pytest

from extractors.agencies import regions
from extractors.agencies.regions import Region, find_named, find_region, region, unlisted_region


@pytest.mark.parametrize(
    ("text", "near", "code"),
    [
        ("安徽省推进某某建设领导小组办公室", None, "340000"),
        ("万载县统计局", None, "360922"),
        ("关于印发安徽省合肥市蜀山区年度工作要点的通知", None, "340104"),
        ("内蒙古包头市", None, "150200"),
        ("2023年湖南省重点工作", None, "430000"),
        ("中共格尔木市委", None, "632801"),
        ("吉林市政府", None, "220200"),
        ("吉林省长春市", None, "220100"),
        ("上海市浦东新区", None, "310115"),
        ("海西州人民政府", None, "632800"),
        ("人行西宁中心支行", None, "630100"),
        ("青海银保监局", None, "630000"),
        ("西宁市场监管局", None, "630100"),
        ("神农架林区", None, "429021"),
        ("石河子市", None, "659001"),
        ("苏州工业园区", None, "320576"),
        # one name, several places: the document's region settles it, or nobody does
        ("海南州政府", None, "632500"),
        ("海南", None, "460000"),
        ("海南", "630000", "632500"),
        ("大通县政府", "500000", "630121"),
        ("鼓楼区", None, None),
        ("鼓楼区", "320000", None),
        ("鼓楼区", "320100", "320106"),
        ("鼓楼区", "350102", "350102"),
        # invented places, also where a real name stands inside
        ("云溪省人民政府", None, None),
        ("新平山县统计局", None, None),
        ("西宁区政府", None, None),
        ("海东县", None, None),
        ("江南市财政局", None, None),
        # common words that are a county's short name
        ("平安建设领导小组", None, None),
        ("和平发展道路", None, None),
        ("国务院办公厅关于职业教育的意见", None, None),
    ],
)
def test_a_phrase_has_one_region_or_none(text: str, near: str | None, code: str | None) -> None:
    found = find_region(text, region(near) if near else None)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("name", "code", "successor"),
    [
        ("襄樊市", "420600", "420600"),
        ("海东地区", "632100", "630200"),
        ("崇文区", "110103", "110101"),
        ("同仁县", "632321", "632301"),
        ("莱芜市", "371200", "370116"),
        ("郫县", "510124", "510117"),
    ],
)
def test_a_former_name_is_kept_and_leads_to_the_division_of_today(
    name: str, code: str, successor: str
) -> None:
    found = find_named(name)
    assert found is not None
    assert (found.code, found.name, found.status, found.successor) == (code, name, "former", successor)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("格尔木", "632801"),
        ("海西州", "632800"),
        ("内蒙古", "150000"),
        ("巴州", "652800"),
        ("土右旗", "150221"),
    ],
)
def test_a_short_name_alone_is_a_division(name: str, code: str) -> None:
    found = find_named(name)
    assert found is not None and found.code == code


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("630000", "province", None),
        ("632800", "city", "630000"),
        ("632801", "county", "632800"),
        ("110101", "county", "110000"),
        ("419001", "county", "410000"),
        ("460400", "city", "460000"),
    ],
)
def test_levels_and_parents_follow_the_code(code: str, level: str, parent: str | None) -> None:
    found = region(code)
    assert found is not None and found.level == level
    above = regions.parent(found)
    assert (above.code if above else None) == parent


def test_the_table_holds_the_divisions_of_2025() -> None:
    current = [row for row, _ in regions._rows() if row.status == "current"]
    count = {level: sum(row.level == level for row in current) for level in regions.LEVELS.values()}
    assert count == {"province": 34, "city": 333, "county": 2845}
    assert len(regions.children(regions.NATION)) == 34
    assert [child.name for child in regions.children("630000")][:2] == ["西宁市", "海东市"]
    assert len(regions.children("630000")) == 8


def test_every_successor_is_a_division_of_today() -> None:
    rows = [row for row, _ in regions._rows() if row.successor]
    assert len(rows) > 300
    assert all((after := region(row.successor)) and after.status == "current" for row in rows)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("云溪省人民政府办公厅", Region("", "云溪省", "province", short="云溪")),
        ("关于印发云溪市年度工作要点", Region("", "云溪市", "city", short="云溪")),
        ("中共青岭县委", Region("", "青岭县", "county", short="青岭")),
        ("青海省人民政府", None),
        ("各省人民政府", None),
        ("全市重点工作", None),
        ("国务院办公厅", None),
    ],
)
def test_an_unlisted_place_has_a_name_and_no_code(text: str, expected: Region | None) -> None:
    assert unlisted_region(text) == expected
