"""The audit of whole documents: problems, coverage, grade and confidence."""

from pathlib import Path

import pytest

from extractors.audit import audit
from extractors.audit.grading import Signs, grade
from extractors.audit.nature import Nature
from extractors.audit.problems import MOST
from extractors.layout import Block, Layout, build_layout
from extractors.outline.tree import Outline, build_outline
from extractors.records import Coverage, Document, Problem
from pipeline.batch import load
from tests.factory import make_document
from tests.growth import MOST as MOST_GROWTH
from tests.growth import growth
from tests.invariants import find_broken

PLAN = """云溪市2026年城市建设行动计划
一、重点任务
1.改造管网。改造排水管网52公里。（责任单位：市住建局）
2.改造小区。改造老旧小区36个。（责任单位：市住建局、市财政局）
3.新建公园。新建口袋公园12个。（责任单位：市园林局）
4.整治街巷。整治背街小巷80条。（责任单位：市城管局）
"""


def document_of(text: str, folder: Path) -> Document:
    path = folder / "a.txt"
    path.write_text(text, encoding="utf-8")
    document = load(path)
    assert isinstance(document, Document)
    assert find_broken(document) == []
    return document


def codes(document: Document) -> list[str]:
    return [problem.code for problem in document.problems]


def test_a_plan_that_is_read_is_good(tmp_path: Path) -> None:
    document = document_of(PLAN, tmp_path)
    reading = document.document.reading
    assert (reading.coverage.items, reading.coverage.units, reading.coverage.numbers) == (
        (5, 5),
        (5, 5),
        (4, 4),
    )
    assert codes(document) == []
    assert reading.grade != "poor"
    assert all(0 < task.confidence < 1 for task in document.tasks)
    assert all(0 < unit.confidence < 1 for task in document.tasks for unit in task.assignments)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("3.新建公园", "新建公园", "unread-item"),
        ("2.改造小区", "9.改造小区", "unread-item"),
        ("（责任单位：市园林局）", "承揽伙伴：市园林局、市林业局。", "unread-unit"),
        ("改造排水管网52公里", "改造排水管网52公里，完好度达到180奇单", "unread-number"),
        ("新建口袋公园12个", "绿地达标率达到1200%", "implausible-value"),
        ("云溪市2026年城市建设行动计划\n", "", "no-title"),
        ("（责任单位：市城管局）", "", "unlike-siblings"),
    ],
)
def test_what_was_lost_has_a_problem(old: str, new: str, code: str, tmp_path: Path) -> None:
    assert old in PLAN
    assert code in codes(document_of(PLAN.replace(old, new), tmp_path))


def test_a_problem_stands_at_its_place(tmp_path: Path) -> None:
    document = document_of(PLAN.replace("（责任单位：市园林局）", "承揽伙伴：市园林局。"), tmp_path)
    (problem,) = [problem for problem in document.problems if problem.code == "unread-unit"]
    assert problem.span is not None
    assert document.document.text[slice(*problem.span)] == "市园林局"


def test_many_of_one_kind_are_one_problem_with_a_count(tmp_path: Path) -> None:
    lines = "".join(f"承揽伙伴：云{n % 7 + 1}公司。完成{n}奇单。\n" for n in range(11, 500))
    document = document_of(PLAN + lines, tmp_path)
    unread = [problem for problem in document.problems if problem.code.startswith("unread")]
    assert len(unread) <= 4 * MOST
    assert any("the first of" in problem.message for problem in unread)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Annual report of the harbour authority.\n" * 20, "not-a-plan: language"),
        (
            "第一条 为了规范管理，制定本办法。\n第二条 本办法适用于全县。\n第三条 由县财政局负责。\n" * 3,
            "not-a-plan: law",
        ),
        (
            "姓名 准考证号\n赵某 2025001\n钱某 2025002\n体检时间另行通知，公示期五天，录取名单如下\n" * 3,
            "not-a-plan: list",
        ),
        (
            "云溪市青年人才申报表\n姓名：____ 性别：____\n工作单位：________\n主管部门意见：（盖章）\n" * 2,
            "not-a-plan: form",
        ),
        (
            "东陵县交通局2027年部门预算\n收入预算总表\n拨款收入 预算数 1250.32\n收入合计 1250.32\n"
            "支出预算总表\n基本支出 预算数 890.11\n支出合计 1250.32\n公务接待费 12.00\n",
            "not-a-plan: budget",
        ),
        (
            "关于表彰2026年度先进集体和先进个人的决定\n为表彰先进，县政府决定授予县供销社等3个单位“先进集体”称号，"
            "授予林某等5名同志"
            "“先进个人”称号。\n附件：先进集体和先进个人名单\n先进集体\n县供销社、县气象局、县档案馆\n"
            "先进个人\n林某、何某、高某、罗某、梁某\n",
            "not-a-plan: honours",
        ),
        ("この計画は、地域の公共交通を確保するため、市が策定するものです。\n" * 3, "not-a-plan: language"),
    ],
)
def test_what_is_no_plan_is_not_poor(text: str, reason: str, tmp_path: Path) -> None:
    document = document_of(text, tmp_path)
    reading = document.document.reading
    assert document.tasks == ()
    assert reading.grade == "good"
    assert reading.reasons == (reason,)


def test_a_document_without_text_is_poor(tmp_path: Path) -> None:
    reading = document_of("扫描件\n", tmp_path).document.reading
    assert (reading.grade, reading.reasons) == ("poor", ("not-a-plan: empty",))


def test_annexed_forms_make_no_plan_of_a_regulation(tmp_path: Path) -> None:
    articles = "".join(f"第{n}条 申请人应当提交材料，由县人社局审核。\n" for n in "一二三四五六七八")
    form = "附件1\n云溪县见习基地建设申请表\n单位名称：________\n申请单位意见：（盖章） 年 月 日\n"
    document = document_of(f"云溪县就业见习管理办法\n{articles}{form}", tmp_path)
    assert document.tasks == ()
    assert document.document.reading.grade != "poor"


def test_a_table_of_tasks_is_no_form(tmp_path: Path) -> None:
    document = document_of(PLAN.replace("行动计划", "任务分解表"), tmp_path)
    assert not any(reason.startswith("not-a-plan") for reason in document.document.reading.reasons)


TITLED = "".join(
    f"（{n}）{title}\n{body}\n"
    for n, title, body in (
        (
            "一",
            "聚焦粮食安全，建设高标准农田",
            "新建高标准农田3万亩，配套机井120眼，完善灌排渠系，同步开展土壤改良与地力培肥，落实工程管护经费。",
        ),
        (
            "二",
            "突出绿色发展，推广节水灌溉",
            "推广滴灌2万亩，压减用水8%，改造老旧泵站，推行用水定额管理，建立农业水价综合改革长效机制并抓好落实。",
        ),
        (
            "三",
            "立足产业升级，培育龙头企业",
            "培育市级龙头企业6家，支持企业建设原料基地，完善联农带农机制，推动加工产能向县域布局并形成完整链条。",
        ),
        (
            "四",
            "围绕乡村治理，完善服务网点",
            "建成服务网点40个，整合邮政快递与供销站点，健全县乡村三级物流体系，推动公共服务向村级延伸覆盖到户。",
        ),
    )
)


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        (TITLED, "（四）", ""),
        (
            TITLED,
            "（三）立足产业升级，培育龙头企业\n培育市级龙头企业6家，支持企业建设原料基地，完善联农带农机制，推动加工产能向县域布局并形成完整链条。\n",
            "立足产业升级，培育龙头企业\n培育市级龙头企业6家，支持企业建设原料基地，完善联农带农机制，推动加工产能向县域布局并形成完整链条。\n",
        ),
        (
            PLAN.replace("整治街巷。", "整治街巷，方便居民出行。").replace(
                "新建公园。", "新建公园，增加绿地。"
            ),
            "4.整治",
            "整治",
        ),
    ],
)
def test_the_last_item_without_its_number_is_seen_in_the_one_before(
    text: str, old: str, new: str, tmp_path: Path
) -> None:
    whole, cut = (
        document_of(f"云溪市2026年农业农村工作要点\n{words}", tmp_path)
        for words in (text, text.replace(old, new))
    )
    assert len(cut.tasks) < len(whole.tasks)
    assert {"unlike-siblings", "unread-item"} & set(codes(cut)) - set(codes(whole))


@pytest.mark.parametrize(
    ("coverage", "found", "wanted"),
    [
        (Coverage(items=(9, 9), units=(9, 9), numbers=(9, 9)), (), "good"),
        (Coverage(items=(9, 9), units=(99, 100), numbers=(9, 9)), (), "good"),
        (Coverage(items=(9, 9), units=(9, 10), numbers=(9, 9)), (), "check"),
        (Coverage(items=(9, 9), units=(5, 10), numbers=(9, 9)), (), "poor"),
        (Coverage(items=(2, 9), units=(0, 0), numbers=(9, 9)), (), "poor"),
        (Coverage(items=(9, 9), units=(9, 9), numbers=(80, 100)), (), "check"),
        (Coverage(items=(9, 9), units=(9, 9), numbers=(20, 100)), (), "poor"),
        (Coverage(), ("unread-table",), "check"),
        (Coverage(items=(0, 5)), ("no-tasks",), "poor"),
    ],
)
def test_grades(coverage: Coverage, found: tuple[str, ...], wanted: str) -> None:
    problems = tuple(Problem(code=code, severity="warning", message="It.") for code in found)
    document = make_document(1, tasks=3, units=2).changed(problems=problems)
    assert grade(Signs(document, coverage, [Nature(True, "other")])).level == wanted


@pytest.mark.timed
def test_time_grows_with_the_text(tmp_path: Path) -> None:
    def make(times: int) -> tuple[Document, Layout, Outline]:
        layout = build_layout([Block("paragraph", line) for line in PLAN.splitlines() * times])
        document = document_of(PLAN, tmp_path)
        info = document.document.changed(text=layout.text)
        bare = document.changed(document=info, tasks=(), goals=(), quantities=(), problems=())
        return bare, layout, build_outline(layout)

    assert growth(lambda work: audit(*work), make, 100) < MOST_GROWTH
