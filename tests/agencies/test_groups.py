"""Groups: one canonical name over all printings, and no group where one body is named."""

import pytest

from extractors.agencies.groups import find_group


@pytest.mark.parametrize(
    ("printed", "name", "level", "every"),
    [
        ("各市(州)政府", "各市（州）人民政府", "city", True),
        ("各市州人民政府", "各市（州）人民政府", "city", True),
        ("各市(州)委和人民政府", "各市（州）党委和人民政府", "city", True),
        ("相关市(州)政府", "相关市（州）人民政府", "city", False),
        ("各县(市、区)人民政府", "各县（市、区）人民政府", "county", True),
        ("各县市区", "各县（市、区）人民政府", "county", True),
        ("各区县", "各县（区）人民政府", "county", True),
        ("各旗县区", "各县（区、旗）人民政府", "county", True),
        ("各市、县(区)人民政府", "各市（县、区）人民政府", None, True),
        ("各省(区、市)人民政府", "各省（区、市）人民政府", "province", True),
        ("各有关省级人民政府", "相关省级人民政府", "province", False),
        ("各地级以上市人民政府", "各地级以上市人民政府", "city", True),
        ("各乡镇(街道)", "各乡镇（街道）人民政府", "township", True),
        ("各街道", "各街道办事处", "township", True),
        ("各村(社区)", "各村（社区）", None, True),
        ("各工业园区", "各工业园区管理委员会", None, True),
        ("各市(州)住房城乡建设局", "各市（州）住房城乡建设局", "city", True),
        ("有关部门", "相关部门", None, False),
        ("省直各机关单位", "省直各机关单位", None, False),
        ("各有关部门和单位", "相关部门和单位", None, False),
        ("县级以上地方人民政府", "县级以上地方人民政府", None, False),
        ("生态环境部门", "生态环境部门", None, False),
        ("城管执法部门", "城管执法部门", None, False),
        ("国务院各有关部门", "国务院相关部门", None, False),
        ("电信运营商", "电信运营商", None, False),
    ],
)
def test_a_group_has_one_name(printed: str, name: str, level: str | None, every: bool) -> None:
    group = find_group(printed)
    assert group is not None
    assert (group.name, group.level, group.every) == (name, level, every)


@pytest.mark.parametrize("name", ["省水利厅", "教育部", "西宁市政府", "省委宣传部", "云溪市人民政府办公室"])
def test_one_body_is_no_group(name: str) -> None:
    assert find_group(name) is None


@pytest.mark.parametrize(("printed", "repeated"), [("相关市州(州)政府", True), ("相关市(州)政府", False)])
def test_a_word_printed_twice_is_noticed(printed: str, repeated: bool) -> None:
    group = find_group(printed)
    assert group is not None and group.repeated is repeated
    assert group.name == "相关市（州）人民政府"
