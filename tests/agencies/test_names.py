"""One body over its names within a document, and no body out of two."""

import pytest

from extractors.agencies import regions
from extractors.agencies.functions import compose, full_name
from extractors.agencies.names import find_aliases, settle
from extractors.agencies.registry import Registry, Resolution

HOME = regions.region("420500")


def resolve(name: str) -> Resolution:
    return Registry.load().resolve(name, HOME)


def settled(lists: list[str], text: str = "") -> dict[str, str]:
    """Return what each name of the lists is called in full, the document settling it."""
    names = [tuple(each.split()) for each in lists]
    aliases = find_aliases(text, [name for each in names for name in each])
    return {name: body.name for name, body in settle(names, aliases, resolve).items()}


@pytest.mark.parametrize(
    ("lists", "one", "other"),
    [
        (["市文旅局", "市文旅广电局"], "市文旅局", "市文旅广电局"),
        (["市文旅局", "市文化广电旅游局"], "市文旅局", "市文化广电旅游局"),
        (["市住建局", "市住房城乡建设局"], "市住建局", "市住房城乡建设局"),
        (["市城管局", "市城市管理综合执法局"], "市城管局", "市城市管理综合执法局"),
        (["市自然资源局", "市自然资源和规划局"], "市自然资源局", "市自然资源和规划局"),
        (["市商务局", "市商务和粮食局"], "市商务局", "市商务和粮食局"),
        (["市云谷产业集团", "市云谷产业集困", "市云谷产业集团"], "市云谷产业集困", "市云谷产业集团"),
        (["市委文明办(创城专办)", "创城专办"], "创城专办", "市委文明办(创城专办)"),
    ],
)
def test_fuller_shorter_and_mistyped_names_are_one_body(lists: list[str], one: str, other: str) -> None:
    found = settled(lists)
    assert found[one] == found[other]


@pytest.mark.parametrize(
    ("lists", "one", "other"),
    [
        (["市教育局 市教育体育局"], "市教育局", "市教育体育局"),  # side by side: two bodies
        (["市国土局", "市自然资源局"], "市国土局", "市自然资源局"),  # one took the other's work over
        (["市体育局", "市文旅体局"], "市体育局", "市文旅体局"),
        (["市水利局", "市水务局"], "市水利局", "市水务局"),
        (["市第一中心学校", "市第二中心学校"], "市第一中心学校", "市第二中心学校"),
        (["市文旅局", "省文旅广电局"], "市文旅局", "省文旅广电局"),
    ],
)
def test_what_may_be_two_bodies_stays_two(lists: list[str], one: str, other: str) -> None:
    found = settled(lists)
    assert found[one] != found[other]


@pytest.mark.parametrize(
    ("text", "alias", "name"),
    [
        ("决定成立宜昌市营商环境领导小组(以下简称领导小组)。", "领导小组", "宜昌市营商环境领导小组"),
        ("由云溪港务集团有限公司(以下简称“港务集团”)承担。", "港务集团", "云溪港务集团有限公司"),
        ("市数据局(简称数局)负责。", "数局", "市数据局"),
    ],
)
def test_an_alias_is_the_body_that_the_text_says(text: str, alias: str, name: str) -> None:
    assert find_aliases(text, ()) == {alias: name}


@pytest.mark.parametrize(
    "text", ["《条例》(以下简称《条例》)", "各县市区(以下统称各地)", "优化营商环境(以下简称营商)"]
)
def test_what_names_no_body_has_no_alias(text: str) -> None:
    assert find_aliases(text, ()) == {}


@pytest.mark.parametrize(
    ("function", "full"),
    [
        ("教科体", "教育科技和体育"),
        ("住建交通", "住房城乡建设和交通运输"),
        ("文广体旅", "文化广播电视体育和旅游"),
        ("农水", "农业和水利"),
        ("卫体", "卫生健康和体育"),
        ("营商环境", "营商环境"),
        ("菜篮子", ""),
        ("水", ""),
    ],
)
def test_functions_are_composed_of_morphemes(function: str, full: str) -> None:
    morphemes = compose(function)
    assert (full_name(morphemes) if morphemes else "") == full
