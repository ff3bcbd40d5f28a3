"""Numbers that are no commitment: past, given, conditions, names and counts of a list."""

import pytest

from extractors.targets import TargetContext
from tests.targets.reading import lines, read

PLAN = TargetContext(year=2021, period_end="2025-12-31")

PAST = [
    "全县已建成标准化学校35所。",
    "去年完成固定资产投资86亿元，同比增长9%。",
    "过去五年，新增城镇就业6万人。",
    "五年来，全市生产总值从300亿元增加到480亿元，年均增长8%。",
    "截至2020年底，累计治理水土流失面积900平方公里。",
    "一九八三年实际执行结果为二十亿元。",
    "全市去年实现生产总值881.2亿元，人均达到1918元。",
    "财政收入增长26.4%，高于年初确定的12%的目标。",
    "农业用水的比重还不到20%。",
    "1986年同1978年相比，总产值由34亿元增加到93亿元。",
    "据测算，我县实现程度为74.3%。",
    "预计全年实现生产总值391亿元，增长8.6%。",
    "粮食产量达到了52万吨。",
    "改革开放以来，人均收入增长了20倍。",
    "1983年全县粮食产量达到18万吨，比上年增长6%。",
    "我县人口已达56万，城镇化率达到48%。",
    "解决了12万群众的饮水困难，新建水厂30座。",
    "近年来，森林覆盖率提高5个百分点。",
    "目前，全县有标准化学校35所，入学率达到99%。",
    "全县现有茶园12万亩，茶企46家。",
    "据县统计局初步统计，上半年工业总产值为35亿元。",
    "据统计，2012年底全县农机总动力达到30万千瓦。",
    "数据显示，茶园面积12万亩，茶叶产量3万吨。",
    "建档立卡户只有320户，到1998年猛增到870户。",
    "茶叶产值已从2004年的3亿元增长到2017年的12亿元。",
    "旅游收入首次突破50亿元大关，居全省第三位。",
    "接待游客多达600万人次，创历史最高水平。",
    "提前一年完成规划任务，治理河道120公里。",
    "造林面积已累计完成“十一五”总目标的98%。",
    "2013年全县生产总值达到160亿元，比2012年增长8.8%。",
    "预计全年实现生产总值160亿元，财政收入12亿元。",
    "年计划完成比例分别是79%、62%、86%。",
    "近三年，全县新增养老床位2000张。",
    "全县总面积880平方公里，辖13个乡镇。",
    "连续五年粮食丰收，产量达到60万吨。",
]


ACCOUNT = TargetContext(part="none", document="account")
TOLD_BY_PLACE = [
    "完成生产总值604亿元，增长13%，高出全省2.4个百分点。",
    "粮食播种面积59万亩，增幅0.4%。",
    "“十一五”期间，全县共完成水利投资7亿元，是“十五”期间的2倍多。",
    "全年查处违法案件120起，比上年下降8%。",
    "空气质量优良天数比例同比提高2个百分点。",
    "全市共有文化馆9个，馆藏图书80万册。",
    "累计解决8万农村人口的饮水问题，新建水厂30座。",
    "粮食总产60万吨，超额完成了全年生产计划，再创新高。",
    "农民收入达到2000元，比20年前增长3倍。",
    "全年农业总产值48.5亿元，增长5.3%。",
    "年末存款余额54亿元，比年初增加4亿元。",
    "1至7月份，工业总产值完成31亿元，比去年同期增长13%。",
]
"""What a plan could say as well: an account says it of what has been."""


@pytest.mark.parametrize("text", TOLD_BY_PLACE)
def test_an_account_tells(text: str) -> None:
    found = read(text, ACCOUNT)
    assert not found.targets
    assert {q.status for q in found.quantities} <= {"achieved", "baseline"}


@pytest.mark.parametrize("text", PAST)
def test_the_past_is_achieved(text: str) -> None:
    found = read(text)
    assert not found.targets
    assert found.quantities
    assert {q.status for q in found.quantities} <= {"achieved", "baseline"}


def test_a_year_before_the_plan_is_past() -> None:
    found = read("2019年建成学校35所，2022年建成学校40所。", PLAN)
    assert [(t.value, t.unit) for t in found.targets] == [("40", "所")]
    assert [(q.value, q.status) for q in found.quantities] == [("35", "achieved")]


def test_a_promise_after_the_past_is_a_target() -> None:
    found = read("已建成充电桩500个，力争再建800个。")
    assert [t.value for t in found.targets] == ["800"]
    assert [q.value for q in found.quantities] == ["500"]


PROMISED = [
    ("力争全年旅游收入首次突破50亿元。", ["50"]),
    ("确保到2025年累计解决8万人的饮水问题。", ["8"]),
    ("重大关键技术研发取得突破性进展，科技进步贡献率达到55%。", ["55"]),
    ("累计培训农民3万人以上。", ["3"]),
    ("争取财政收入迈上20亿元大关。", ["20"]),
    ("已安排资金2亿元，再安排3亿元。", ["3"]),
    ("要提前两年完成河道治理80公里。", ["80"]),
    ("由目前的60%提高到80%。", ["80"]),
    ("共募集慈善资金5亿元以上。", ["5"]),
    ("能耗累计下降17%。", ["17"]),
]


@pytest.mark.parametrize(("text", "values"), PROMISED)
def test_words_of_results_do_not_undo_a_promise(text: str, values: list[str]) -> None:
    if text.startswith("由"):
        text = f"入学率{text}"
    assert [target.value for target in read(text).targets] == values


AIMS = TargetContext(year=2021, period_end="2025-12-31", part="goals")


@pytest.mark.parametrize(
    "text",
    ["综合实力位居全省前列，财政收入达到20亿元。", "旅游收入首次突破50亿元。", "累计建成充电桩500个。"],
)
def test_among_aims_results_are_aims(text: str) -> None:
    assert read(text, AIMS).targets


@pytest.mark.parametrize(
    "text",
    [
        "2021年，全县完成工业总产值29亿元，比上年增长19%。",
        "2021年，全县生产总值达到160亿元，比2020年增长9%。",
    ],
)
def test_a_report_of_the_plans_own_year(text: str) -> None:
    assert lines(text, PLAN) == []
    assert lines(text.replace("2021年，", "到2021年，"), PLAN) != []


GIVEN = [
    ("在巩固现有60个示范村成果的基础上，扩大试点范围。", "60"),
    ("在稳定原1.2万人护林岗位基础上，加大管护力度。", "1.2"),
    ("茶园面积由8万亩扩大到10万亩。", "8"),
    ("优良率从75%提高到80%。", "75"),
    ("石油产量比1985年的120万吨增长25%。", "120"),
    ("数量从如今的3000余支增加到4000支。", "3000"),
    ("标准由人均9600元以下提高到15600元以下。", "9600"),
    ("产量比“六五”时期平均36万吨增长24%。", "36"),
    ("在保护全县18万亩基本农田的基础上，推进轮作。", "18"),
]


@pytest.mark.parametrize(("text", "value"), GIVEN)
def test_what_things_start_from_is_a_baseline(text: str, value: str) -> None:
    found = read(text)
    assert value not in [t.value for t in found.targets]
    assert [(q.value, q.status) for q in found.quantities] == [(value, "baseline")]


CONDITIONS = [
    "推进年产9万吨以下煤矿分类处置。",
    "完成供水人口在5000人或日供水在500吨以上水源地的划定。",
    "对年综合能耗3000吨标准煤以上的企业开展节能诊断。",
    "对超过80人的企业实行差别化政策。",
    "对新认定的省级技术中心，一次性奖励50万元。",
    "按贷款额的2%给予贴息。",
    "每户补助1.5万元，由县财政承担。",
    "处3000元以上2万元以下的罚款。",
    "企业注册资本不低于300万元的，可申请设立分支机构。",
    "对符合条件的人员，给予不超过20万元的担保贷款。",
    "按15%的税率征收企业所得税。",
    "投资超过5000万元的项目实行领办制。",
    "从事服务满5年的专业人员可以申报。",
    "参保企业可返还其上年度实际缴纳保险费的50%。",
    "与职工签订1年以上劳动合同的，可申请贷款。",
    "疏散群众5000人以上1万人以下的；",
    "建设5000平方米以上的文化馆另行报批。",
    "补贴范围扩展至16—24岁失业青年。",
    "对获评的企业分别奖励80万元、40万元。",
    "按产值每新增800万元奖励1万元的标准兑现。",
    "单个项目奖励金额最高30万元。",
    "产值过300亿元的企业实行领办制。",
    "加快50万以上人口城市轨道成网。",
    "对亩均税收达标的，分别给予缴纳土地使用税60%、40%的支持。",
    "对实际投资2亿元或年纳税5000万元以上的项目优先供地。",
    "每增加实际到位投资5000万元增加1名指标。",
    "投资5000万元以上，给予贴息支持。",
    "对认定的产品，一次性奖励企业50万元。",
    "按照未来100万人口的城市规模要求编制规划。",
    "抓好流域年排水量1万吨以上企业清洁生产。",
    "年降水量一般在400毫米以下。",
    "库容大于等于10万立方米、小于80万立方米的水库另行安排。",
    "对投资1.2亿元以上的平台实行“一事一议”。",
    "第十二条 检查人员不得少于2人。",
    "第八条 企业应当在7个工作日内办理退款手续。",
    "搬迁范围涉及18个乡镇的约140个村。",
]


@pytest.mark.parametrize("text", CONDITIONS)
def test_a_condition_is_no_target(text: str) -> None:
    found = read(text)
    assert not found.targets
    assert {q.status for q in found.quantities} <= {"condition"}


NAMES = [
    "推进“1+3+N”规划体系建设。",
    "深入实施“十百千”工程和“24小时不打烊”服务。",
    "启动三期工程和第二轮督察。",
    "围绕五大领域和12条产业链开展招商。",
    "优化绿色食品等9条产业链。",
    "完善四个方面的制度。",
    "推进安宁、石桥3个民族镇规划建设。",
    "实施三年行动计划，落实九年义务教育。",
    "执行GB/T 9704-2012标准，开通12345热线。",
    "发展5G、4K和3D技术，创建4A级景区。",
    "完成《2021—2025年规划》和《100项措施》编制。",
    "坚持一个水源地、一套方案。",
    "召开两会，推进一二三产业融合。",
    "加快建设千万千瓦级新能源基地。",
    "工作时间为周一至周五9时至17时，电话010-12345678。",
    "推广24小时自助服务。",
    "本办法自2021年3月1日起施行。",
    "有序推进生态功能提升等五大领域25项重点工程。",
    "面向16—24岁青年开展见习。",
    "每5户配一名管护员。",
    "坚持“两手抓、两手硬”。",
    "不得申报后续最近一次创建。",
    "编制1∶25万地质图。",
    "确定后10年的发展方向。",
]


@pytest.mark.parametrize("text", NAMES)
def test_names_and_lists_are_no_targets(text: str) -> None:
    assert lines(text) == []


REVIEW = TargetContext(part="review")
RULES = TargetContext(part="none", document="rules", may_promise=False)


@pytest.mark.parametrize(
    ("text", "context", "status"),
    [
        ("完成造林12万亩，森林覆盖率达到45%。", REVIEW, "achieved"),
        ("申请人应当具有不少于3名专业人员。", RULES, "condition"),
    ],
)
def test_the_part_of_the_text_decides(text: str, context: TargetContext, status: str) -> None:
    found = read(text, context)
    assert not found.targets
    assert {q.status for q in found.quantities} == {status}


@pytest.mark.parametrize(
    "text",
    ["重点任务42项全面落实到位。", "办好10件民生实事。", "落实33项政策措施。", "推进112项重点任务落地见效。"],
)
def test_the_entries_of_a_list_are_no_target(text: str) -> None:
    assert lines(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "按照GB50999-2014的规定设计。",
        "达标率=（达标数/总数）×100%。",
        "减少一次性用品的使用。",
        "收入比下降到2.09:1。",
        "带动千家万户增收。",
        "实施千座公园计划。",
        "把政策服务送到千家万户。",
        "对重点污染源实行24小时在线监控。",
        "争取在3～5年内取得突破。",
        "17 地表水优良比例 % 约束性 60 -",
    ],
)
def test_what_measures_nothing_is_nowhere(text: str) -> None:
    assert read(text).targets == read(text).quantities == ()


def test_work_to_complete_is_one() -> None:
    assert lines("完成改革任务12项。") == ["改革任务 eq 12项"]


def test_a_text_without_numbers_gives_nothing() -> None:
    assert read("加强组织领导，落实工作责任。").targets == ()
    assert read("").quantities == ()
