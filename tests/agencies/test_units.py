"""Strings that are units' names, and those that only look so."""

import time

import pytest

from extractors.agencies.units import (
    compile_forms,
    is_bare_function,
    is_unit,
    level_prefix,
)
from extractors.lexicons import load


def _names(text: str) -> list[str]:
    return text.split()


UNITS = _names(
    """
    省发展改革委 省政府办公厅 市农业农村局 海西州政府 人行西宁中心支行 各县(市、区)人民政府
    市自然资源和规划局 各旗县区 市委编办 云溪市水投集团 县融媒体中心 各乡镇（街道） 康宁街道 青川镇
    合肥高新区 滨湖新区管委会 国网万载县供电公司 中国移动青海公司 市公安局交警支队 省政府研究室
    县消防救援大队 省广播电视台 青海大学 市属国有企业 有关中央企业 省级有关部门 市直各部门 团市委
    共青团省委 市妇儿工委办公室 全国妇联 中央宣传部 国家药监局 新疆生产建设兵团 公安部交通管理局
    省推进“三地一区”建设领导小组 市城市管理行政执法局 省委社会工作部 县退役军人事务局 云溪市发改委
    青川镇人民政府 国家统计局青海调查总队 各省、自治区、直辖市人民政府 市防汛抗旱指挥部
    市“放管服”改革协调小组办公室 行业主管部门 县级以上地方人民政府 市住房公积金管理中心 雨山经开区
    长江水利委员会 武警青海总队 最高人民法院 北京市 市工业和信息化局（市国防科工办）
    各区人民政府（新区管委会） 编办 审批服务局 林业局 国务院教育行政部门
    “厕所革命”三年行动工作领导小组成员单位 省十大新兴产业推进组工作专班牵头单位 县纪委监委
    各村（社区） 省管企业 喀什地区 国家计委 邮电部 省安委会办公室 各地级以上市人民政府
    市政府各委、办、局 云溪县某某菜篮子工程办
    """
)

PHRASES = _names(
    """
    工业和信息 具体措施 谁审批谁负责 完成时限 一次办 服务中心建设 平台建设 责任单位 牵头单位 配合部门
    主要责任人 全省 网上办 社会 机会 西部 干部 部署 布局 新格局 重点领域 各项工作 有关规定 相关政策
    各类市场主体 城市 全市 下同 按职责分工负责 省财政厅负责 长期坚持 数字政府 生态环境 省财政厅省水利厅
    省财政厅、省水利厅 市场 中西部 试点地区 示范区 核心区 小区 城乡 科技创新 加强市场监管 推进西宁市
    领导干部 脱贫攻坚 产业园区 人民群众 一网通办 跨省通办 国际消费中心 消费者 运动会 企业 居民 政府
    依法行政 互联网 高铁站 污水处理厂 农产品批发市场 棚户区 风景名胜区 三江源国家公园 全覆盖 个体工商户
    从业人员 大学生 省内 市内 县域经济 区块链 市场化 国家级 2020年底 由省水利厅 上市公司 工作会议
    建设用地 （） 、
    """
)


@pytest.mark.parametrize("name", UNITS)
def test_a_units_name_is_one(name: str) -> None:
    assert is_unit(name)


@pytest.mark.parametrize("name", PHRASES)
def test_a_phrase_is_no_units_name(name: str) -> None:
    assert not is_unit(name)


@pytest.mark.parametrize(
    ("name", "prefix", "bare"),
    [
        ("市住建局", "市", False),
        ("审批服务局", None, True),
        ("西宁市住建局", "西宁市", False),
        ("市场监管局", None, True),
        ("市民政局", "市", False),
        ("县城管局", "县", False),
        ("市政园林局", None, True),
        ("乡村振兴局", None, True),
        ("省委组织部", "省委", False),
        ("自治区党委宣传部", "自治区党委", False),
        ("国家发展改革委", "国家", False),
        ("国务院扶贫办", "国务院", False),
        ("青海银保监局", "青海", False),
        ("海西州农牧局", "海西州", False),
        ("团省委", "省", False),
        ("各市政府", None, False),
        ("财政部", None, False),
        ("编办", None, True),
    ],
)
def test_the_level_before_a_department(name: str, prefix: str | None, bare: bool) -> None:
    assert (level_prefix(name), is_bare_function(name)) == (prefix, bare)


@pytest.mark.parametrize(
    "entry", load("unit_forms"), ids=lambda entry: f"{entry['kind']}-{entry['pattern'][:12]}"
)
def test_each_form_reads_its_own_examples_alone(entry: dict[str, str]) -> None:
    pattern = compile_forms(entry["kind"], [entry["pattern"]])
    find = {"verb": pattern.match, "clause": pattern.search}.get(entry["kind"], pattern.fullmatch)
    assert all(find(text) for text in entry["examples"])
    assert not any(find(text) for text in entry["rejects"])


@pytest.mark.timed
@pytest.mark.parametrize(
    "piece", ["府省", "省府", "省", "各市州、", "委办局", "（", "中国", "管理", "西宁市", "与和及"]
)
def test_time_does_not_explode_on_hostile_strings(piece: str) -> None:
    is_unit("云溪省某某工程办")
    start = time.perf_counter()
    for size in range(2, 50):
        is_unit((piece * 45)[:size])
    assert time.perf_counter() - start < 1
