"""Departments of the body that issues: its own, before Party organs and ministries."""

import pytest

from extractors.agencies import regions
from extractors.agencies.owners import find_owner
from extractors.agencies.registry import Registry
from extractors.agencies.resolution import Issuer

HOME = regions.region("420500")


def named(issuer: str, name: str, *, enterprise: bool = True) -> str:
    """Return the full name of what a bare name means in a document of the issuer."""
    registry = Registry.load()
    body = registry.resolve(issuer, HOME, scope="d")
    return registry.resolve(name, HOME, scope="d", issuer=Issuer(body, enterprise)).name


@pytest.mark.parametrize(
    ("issuer", "name", "full"),
    [
        ("国网宜昌供电公司", "党建部", "国网宜昌供电公司党建部"),
        ("国网宜昌供电公司", "建设部", "国网宜昌供电公司建设部"),  # no ministry
        ("国网宜昌供电公司", "组织部", "国网宜昌供电公司组织部"),  # no Party organ of the city
        ("国网宜昌供电公司", "公司各单位", "国网宜昌供电公司各单位"),
        ("国网宜昌供电公司", "市发改委", "宜昌市发展和改革委员会"),
        ("国网宜昌供电公司", "财政部", "财政部"),
        ("三峡大学", "各二级学院", "三峡大学各二级学院"),
        ("三峡大学", "教务处", "三峡大学教务处"),
        ("宜昌市中心医院", "医务科", "宜昌市中心医院医务科"),
        ("国家电网有限公司", "湖北公司", "国网湖北省电力公司"),
        ("国家电网有限公司", "国网湖北经研院", "国网湖北省电力公司经研院"),
    ],
)
def test_bare_departments_are_the_issuers(issuer: str, name: str, full: str) -> None:
    assert named(issuer, name) == full


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("基础教育科", "宜昌市教育局基础教育科"),
        ("办公室", "宜昌市教育局办公室"),
        ("财政局", "宜昌市财政局"),
        ("市人社局", "宜昌市人力资源和社会保障局"),
    ],
)
def test_an_agency_has_offices_and_no_departments_of_government(name: str, full: str) -> None:
    assert named("市教育局", name, enterprise=False) == full


@pytest.mark.parametrize(
    ("issuers", "title", "owner"),
    [
        ((), "云溪水务集团2026年工作要点", "云溪水务集团"),
        ((), "云溪职业技术学院2026年教学工作要点", "云溪职业技术学院"),
        ((), "云溪市第二人民医院关于印发工作方案的通知", "云溪市第二人民医院"),
        ((), "关于支持云溪水务集团2026年工作的意见", None),
        ((), "云溪市2026年工作要点", None),
        (("云溪市人民政府办公室",), "", None),
        (("中共云溪市委",), "", None),
        (("云溪市教育局",), "", "云溪市教育局"),
        (("云溪市教育局", "云溪市财政局"), "", None),
        (("国网设备部",), "", "国家电网有限公司"),
    ],
)
def test_who_issues_has_departments(issuers: tuple[str, ...], title: str, owner: str | None) -> None:
    found = find_owner(issuers, title, "")
    assert (found.name if found else None) == owner
