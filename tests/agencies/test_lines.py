"""The names of a body before and after reforms."""

import pytest

from extractors.agencies.lines import names_through_reforms

ROWS = [
    ("国土资源部", {"国土资源部", "自然资源部", "地质矿产部", "国家土地管理局"}),
    ("中国保险监督管理委员会", {
        "中国保险监督管理委员会", "中国银行保险监督管理委员会", "国家金融监督管理总局",
    }),
    ("铁道部", {"铁道部", "国家铁路局"}),
    ("财政部", {"财政部", "国家国有资产管理局"}),
    ("国家税务总局青海省税务局", {"国家税务总局青海省税务局", "青海省国家税务局", "青海省地方税务局"}),
    ("国家金融监督管理总局青海监管局", {
        "国家金融监督管理总局青海监管局", "中国银行保险监督管理委员会青海监管局",
        "中国银行业监督管理委员会青海监管局", "中国保险监督管理委员会青海监管局",
    }),
    ("西宁市财政局", {"西宁市财政局"}),
    ("无此部", {"无此部"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "names"), ROWS)
def test_the_names_of_a_line(name, names):
    assert set(names_through_reforms(name)) == names


@pytest.mark.parametrize("former", ["青海省农业厅", "青海省农牧厅", "青海省乡村振兴局", "青海省扶贫开发局"])
def test_a_department_has_the_names_of_those_it_took_over(former):
    assert former in names_through_reforms("青海省农业农村厅")
    assert "青海省农业农村厅" in names_through_reforms(former)


def test_those_that_were_merged_with_it_are_none_of_its_names():
    assert "国家工商行政管理总局" not in names_through_reforms("国家质量监督检验检疫总局")


def test_what_is_told_adds_to_the_registry():
    told = {"甲部": "乙部", "乙部": "甲部", "丙部": "甲部"}
    assert set(names_through_reforms("甲部", told)) == {"甲部", "乙部", "丙部"}
