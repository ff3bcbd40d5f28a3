"""What is a task, and which units answer for it: whole texts, each task in one line."""

import pytest

from tests.texts import document_of, tasks_of

PLAN = "青石市节水行动方案\n"
LEADS = "各项任务列第一位的为牵头单位，下同。\n"

TASKS = {
    # numbered items of action parts without items below them
    "numbered items": (
        PLAN + "一、推进管网改造\n（一）更换旧管。\n（二）建设新管。\n二、推进河道整治\n（一）清淤疏浚。",
        ["（一） 更换旧管 []", "（二） 建设新管 []", "（一） 清淤疏浚 []"],
    ),
    "the items are the chapters": (
        PLAN + "一、改造管网。\n二、整治河道。\n三、建设水厂。",
        ["一 改造管网 []", "二 整治河道 []", "三 建设水厂 []"],
    ),
    "only action parts": (
        PLAN + "一、工作回顾\n1.改造管网12公里。\n二、总体要求\n（一）指导思想。\n（二）基本原则。\n"
        "三、发展目标\n1.用水总量下降。\n四、重点任务\n1.改造管网。\n五、保障措施\n1.加强组织领导。",
        ["1 改造管网 []"],
    ),
    "a bracket or a colon where the words should be": (
        PLAN + "一、改造管网\n1.【责任单位】市水利局\n2.：清淤疏浚。（市公安局负责）\n"
        "3.（市财政局负责）整治河道。",
        ["1 改造管网 [责:市水利局]", "2 清淤疏浚 [责:市公安局]", "3 整治河道 []"],
    ),
    "safeguards with units": (
        PLAN + "一、重点任务\n1.改造管网。\n二、保障措施\n1.落实资金。（市财政局负责）\n2.加强宣传。",
        ["1 改造管网 []", "1 落实资金 [责:市财政局]"],
    ),
    "tasks looked back on, and of carrying out": (
        PLAN + "一、工作回顾\n（一）主要工作\n1.改造管网12公里。\n二、重点任务\n"
        "（一）改造管网。\n（二）整治河道。\n三、组织实施\n（一）加强领导。\n（二）完善监管措施。",
        ["（一） 改造管网 []", "（二） 整治河道 []"],
    ),
    "a body that the item is about": (
        PLAN + "1.青石服务中心。建设综合平台。（市水利局负责）\n2.改造管网。（市住建局负责）\n"
        "3.整治河道。（市住建局负责）",
        ["1 青石服务中心 [责:市水利局]", "2 改造管网 [责:市住建局]", "3 整治河道 [责:市住建局]"],
    ),
    "an excerpt that begins with a quotation": (
        PLAN + "一、建设平台\n35.“揭榜”服务中心。提供服务。（市科技局负责）\n38.人才公寓。（市住建局负责）",
        ["35 “揭榜”服务中心 [责:市科技局]", "38 人才公寓 [责:市住建局]"],
    ),
    "a notice that orders things": (
        "关于做好节水有关问题的通知\n各县人民政府：\n一、积极筹措资金，妥善安置职工。\n二、严格政策界限。\n三、转换经营机制。",
        ["一 积极筹措资金，妥善安置职工 []", "二 严格政策界限 []", "三 转换经营机制 []"],
    ),
    "a notice of a contest": (
        "关于举行节水作品评选的通知\n各县教育局：\n一、活动目的\n弘扬节水理念。\n二、参赛对象\n中学生。\n三、报名方式\n填表报名。",
        [],
    ),
    "a last chapter that only says how to carry out": (
        PLAN + "一、改造管网\n1.更换旧管。\n2.建设新管。\n二、加强组织领导\n压实责任。",
        ["1 更换旧管 []", "2 建设新管 []"],
    ),
    "enumeration within a task": (
        PLAN + "一、改造管网。做到：（1）摸清底数；（2）建立台账。\n二、整治河道。一是清淤。二是护岸。",
        ["一 改造管网 []", "二 整治河道 []"],
    ),
    # units of the item itself
    "bracket": (
        PLAN + "一、改造管网。（市水利局负责）\n二、整治河道（市住建局牵头，市水利局配合）。",
        ["一 改造管网 [责:市水利局]", "二 整治河道 [牵:市住建局 配:市水利局]"],
    ),
    "labelled lines": (
        PLAN
        + "1.改造管网。\n牵头单位：市水利局\n责任单位：市财政局、市公安局\n2.整治河道。\n责任单位：市住建局",
        ["1 改造管网 [牵:市水利局 责:市财政局 责:市公安局]", "2 整治河道 [责:市住建局]"],
    ),
    "several brackets": (
        PLAN + "1.改造管网（市水利局负责）；整治河道（市住建局负责）。\n2.建设水厂。（市水利局负责）",
        ["1 改造管网 [责:市水利局 责:市住建局]", "2 建设水厂 [责:市水利局]"],
    ),
    "twice in one role": (
        PLAN + "1.改造管网。（市水利局、市财政局、市水利局负责）\n2.整治河道。（市住建局负责）",
        ["1 改造管网 [责:市水利局 责:市财政局]", "2 整治河道 [责:市住建局]"],
    ),
    "in two roles": (
        PLAN + "1.改造管网。（市水利局牵头，市水利局、市财政局负责）\n2.整治河道。（市住建局负责）",
        ["1 改造管网 [牵:市水利局 责:市水利局 责:市财政局]", "2 整治河道 [责:市住建局]"],
    ),
    # items above and below
    "units of the item above and of its measures": (
        PLAN + "一、改造管网。（市水利局牵头）\n1.更换旧管。（市住建局负责）\n2.建设新管。（市财政局负责）\n"
        "二、整治河道。（市水利局牵头）\n1.清淤。（市住建局负责）\n2.护岸。（市住建局负责）",
        [
            "一 改造管网 [牵:市水利局]",
            "1 更换旧管 [责:市住建局]",
            "2 建设新管 [责:市财政局]",
            "二 整治河道 [牵:市水利局]",
            "1 清淤 [责:市住建局]",
            "2 护岸 [责:市住建局]",
        ],
    ),
    "a bracket after the last measure speaks for all": (
        PLAN + "（一）改造管网。\n1.更换旧管。\n2.建设新管。（市水利局负责）\n"
        "（二）整治河道。\n1.清淤。\n2.护岸。（市住建局负责）",
        [
            "（一） 改造管网 [责:市水利局]",
            "1 更换旧管 []",
            "2 建设新管 []",
            "（二） 整治河道 [责:市住建局]",
            "1 清淤 []",
            "2 护岸 []",
        ],
    ),
    "a bracket of its own line after the measures": (
        PLAN
        + "（一）改造管网。\n1.更换旧管。（市住建局负责）\n2.建设新管。（市财政局负责）\n（市水利局统筹）\n"
        "（二）整治河道。\n1.清淤。（市住建局负责）\n2.护岸。（市公安局负责）\n（市水利局统筹）",
        [
            "（一） 改造管网 [牵:市水利局]",
            "1 更换旧管 [责:市住建局]",
            "2 建设新管 [责:市财政局]",
            "（二） 整治河道 [牵:市水利局]",
            "1 清淤 [责:市住建局]",
            "2 护岸 [责:市公安局]",
        ],
    ),
    "each measure has its own": (
        PLAN + "（一）改造管网。\n1.更换旧管。（市住建局负责）\n2.建设新管。（市水利局负责）\n"
        "（二）整治河道。\n1.清淤。（市住建局负责）\n2.护岸。（市住建局负责）",
        [
            "1 更换旧管 [责:市住建局]",
            "2 建设新管 [责:市水利局]",
            "1 清淤 [责:市住建局]",
            "2 护岸 [责:市住建局]",
        ],
    ),
    # tasks without a number
    "bullets": (
        PLAN + "一、重点任务\n● 改造管网。（市水利局负责）\n● 整治河道。（市住建局负责）",
        ["– 改造管网 [责:市水利局]", "– 整治河道 [责:市住建局]"],
    ),
    "paragraphs under a heading": (
        PLAN
        + "一、供水\n改造管网，降低漏损。（市水利局负责）\n建水厂。（市住建局负责）\n二、节水\n1.推广器具。",
        ["– 改造管网，降低漏损 [责:市水利局]", "– 建水厂 [责:市住建局]", "1 推广器具 []"],
    ),
    "paragraphs outside all items": (
        PLAN + "改造管网，降低漏损。（市水利局负责）\n建设水厂。（市住建局负责）",
        ["– 改造管网，降低漏损 [责:市水利局]", "– 建设水厂 [责:市住建局]"],
    ),
    "a bracket on its own line": (
        PLAN + "一、改造管网。\n更换旧管，降低漏损。\n（市水利局负责）\n二、整治河道。\n（市住建局负责）",
        ["一 改造管网 [责:市水利局]", "二 整治河道 [责:市住建局]"],
    ),
    "paragraphs beside an item, each with a heading run in": (
        PLAN + "（一）改造管网。更换旧管。（市水利局负责）\n治理漏损。加强巡查，降低漏损。（市住建局负责）\n"
        "（二）整治河道。清淤疏浚。（市水利局负责）\n修复岸线。恢复生态，种植水草。（市林业局负责）",
        [
            "（一） 改造管网 [责:市水利局]",
            "– 治理漏损 [责:市住建局]",
            "（二） 整治河道 [责:市水利局]",
            "– 修复岸线 [责:市林业局]",
        ],
    ),
    # units as headings
    "heading over measures": (
        PLAN + "一、市水利局\n1.改造管网。\n2.建设水厂。\n二、市住建局\n1.整治河道。",
        ["1 改造管网 [责:市水利局]", "2 建设水厂 [责:市水利局]", "1 整治河道 [责:市住建局]"],
    ),
    "heading over several roles": (
        PLAN + "一、市水利局牵头的工作\n1.改造管网。\n二、市水利局配合的工作\n1.整治河道。（市住建局负责）",
        ["1 改造管网 [牵:市水利局]", "1 整治河道 [配:市水利局 责:市住建局]"],
    ),
    "a unit runs in": (
        PLAN + "1.市水利局：负责改造管网，降低漏损。\n2.市住建局：负责整治河道。",
        ["1 负责改造管网，降低漏损 [责:市水利局]", "2 负责整治河道 [责:市住建局]"],
    ),
    # rules said once
    "the first leads": (
        PLAN + LEADS + "1.改造管网。（市水利局、市财政局）\n2.整治河道。（市住建局）",
        ["1 改造管网 [牵:市水利局 责:市财政局]", "2 整治河道 [牵:市住建局]"],
    ),
    "the first leads from there on": (
        PLAN + "1.改造管网。（市水利局、市财政局负责）\n"
        "2.整治河道。（市住建局、市财政局负责。列第一位的为牵头单位，下同）\n"
        "3.建设水厂。（市水利局、市财政局负责）",
        [
            "1 改造管网 [责:市水利局 责:市财政局]",
            "2 整治河道 [牵:市住建局 责:市财政局]",
            "3 建设水厂 [牵:市水利局 责:市财政局]",
        ],
    ),
    "a lead of its own goes before the rule": (
        PLAN
        + LEADS
        + "1.改造管网。\n牵头单位：市水利局\n责任单位：市财政局、市公安局\n2.整治河道。\n责任单位：市住建局",
        ["1 改造管网 [牵:市水利局 责:市财政局 责:市公安局]", "2 整治河道 [牵:市住建局]"],
    ),
    "a mark beside the name": (
        PLAN + "带★的为牵头单位。\n1.改造管网。\n责任单位：市财政局、★市水利局\n"
        "2.整治河道。（市住建局★、市财政局负责）",
        ["1 改造管网 [责:市财政局 牵:市水利局]", "2 整治河道 [牵:市住建局 责:市财政局]"],
    ),
    "a mark in a bracket of names only": (
        PLAN + "带★的为牵头单位。\n1.改造管网。（市财政局、★市水利局）",
        ["1 改造管网 [责:市财政局 牵:市水利局]"],
    ),
    "a mark in a bracket of its own": (
        PLAN + "注：★为牵头单位\n1.改造管网。\n责任单位：市财政局、市水利局（★）",
        ["1 改造管网 [责:市财政局 牵:市水利局]"],
    ),
    "units for all": (
        PLAN
        + "以下任务均需各县政府落实，不再列出。\n1.改造管网。（市水利局牵头）\n2.整治河道。（市住建局牵头）",
        ["1 改造管网 [牵:市水利局 责:各县政府]", "2 整治河道 [牵:市住建局 责:各县政府]"],
    ),
    # tables
    "rows": (
        PLAN
        + "一、重点任务\n见下表。\n|序号|工作任务|责任单位|\n|1|改造管网|市水利局|\n|2|整治河道|市住建局|",
        ["1 改造管网 [责:市水利局]", "2 整治河道 [责:市住建局]"],
    ),
    "an annex table": (
        PLAN + "一、改造管网。\n附件\n重点任务分工表\n|序号|工作任务|责任单位|\n|1|建设水厂|市水利局|",
        ["一 改造管网 []", "1 建设水厂 [责:市水利局]"],
    ),
    # no tasks
    "regulation": (
        "青石市公园管理办法\n第一条 制定本办法。\n第二条 市园林局负责公园管理。\n第三条 公园应当开放。",
        [],
    ),
    "bulletin": (
        "2023年青石市国民经济和社会发展统计公报\n一、综合\n全年增长5.1%。\n二、农业\n粮食产量12万吨。",
        [],
    ),
    "holiday": (
        "青石市人民政府办公室关于2024年春节放假的通知\n一、元旦：1月1日放假。\n二、春节：2月10日至17日放假。",
        [],
    ),
    "letter": (
        "关于同意设立青石经济开发区的批复\n云岭省水利厅：\n一、同意设立。\n二、你市要加强管理，落实责任。",
        [],
    ),
    "units in a letter": (
        "关于同意设立青石经济开发区的批复\n云岭省水利厅：\n一、同意设立。\n二、加强管理。（市水利局负责）",
        ["二 加强管理 [责:市水利局]"],
    ),
    "contents": (
        PLAN + "目录\n一、改造管网……1\n（一）更换旧管……1\n（二）建设新管……2\n二、整治河道……3\n（一）清淤……3\n"
        "（二）护岸……4\n一、改造管网\n（一）更换旧管\n（二）建设新管\n二、整治河道\n（一）清淤\n（二）护岸",
        ["（一） 更换旧管 []", "（二） 建设新管 []", "（一） 清淤 []", "（二） 护岸 []"],
    ),
    "empty": ("", []),
    "words without numbers": (PLAN + "坚持节水优先，市水利局要加强巡查。", []),
    "a goal that ends like the name of a place": (
        PLAN + "一、发展目标\n1.建成节水城市。\n二、重点任务\n1.改造管网。",
        ["1 改造管网 []"],
    ),
    # documents of unknown kind
    "a notice whose items are things to do": (
        "关于做好防汛抗旱的通知\n一、加强巡查。\n二、完善预案。\n三、落实责任。",
        ["一 加强巡查 []", "二 完善预案 []", "三 落实责任 []"],
    ),
    "a notice whose items are none": (
        "关于节水宣传周的通知\n一、时间：3月22日。\n二、地点：青石广场。\n三、主题：节水优先。",
        [],
    ),
}


GAPS = {
    "a mark in a bracket of its own": "the mark stays with the name",
    "bullets": "the heading over the bullets is a task too",
}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.xfail(strict=True, reason=GAPS[name])) if name in GAPS else name
        for name in TASKS
    ],
)
def test_tasks(name: str) -> None:
    text, expected = TASKS[name]
    assert tasks_of(text) == expected


def test_measures_point_at_the_task_that_they_detail() -> None:
    text = (
        PLAN + "一、改造管网。（市水利局牵头）\n1.更换旧管。\n2.建设新管。\n二、整治河道。（市住建局牵头）\n"
        "1.清淤。\n2.护岸。"
    )
    tasks = document_of(text).tasks
    ids = {task.id: task.title for task in tasks}
    assert [ids.get(task.parent or "") for task in tasks] == [
        None, "改造管网", "改造管网", None, "整治河道", "整治河道"
    ]  # fmt: skip


def test_the_span_is_the_task_without_its_measures() -> None:
    text = (
        PLAN + "一、改造管网。（市水利局牵头）\n1.更换旧管。（市住建局负责）\n2.建设新管。（市住建局负责）\n"
    )
    text += "二、整治河道。（市水利局牵头）"
    tasks = document_of(text).tasks
    assert [task.text for task in tasks] == [
        "一、改造管网。（市水利局牵头）",
        "1.更换旧管。（市住建局负责）",
        "2.建设新管。（市住建局负责）",
        "二、整治河道。（市水利局牵头）",
    ]
    assert [text[slice(*task.span)] for task in tasks] == [task.text for task in tasks]


def test_each_bracket_governs_the_clause_before_it() -> None:
    text = PLAN + "1.改造管网（市水利局负责）；整治河道（市住建局负责）。\n2.建设水厂。（市水利局负责）"
    task = document_of(text).tasks[0]
    scopes = [text[slice(*assignment.scope)] for assignment in task.assignments]
    assert scopes == ["1.改造管网", "；整治河道"]


def test_a_unit_twice_in_one_role_is_a_problem() -> None:
    text = PLAN + "1.改造管网。（市水利局、市财政局、市水利局负责）"
    document = document_of(text)
    (problem,) = [p for p in document.problems if p.code == "duplicate-unit"]
    assert problem.span is not None
    assert text[slice(*problem.span)] == "市水利局"


DEADLINES = [
    ("1.改造管网。（市水利局负责，2025年底前完成）", "2025年底前", "2025-12-31"),
    ("1.改造管网。\n责任单位：市水利局；完成时限：2025年6月底", "2025年6月底", "2025-06-30"),
    ("1.改造管网。\n完成时限：长期坚持\n责任单位：市水利局", "长期坚持", None),
    ("|序号|任务|责任单位|完成时限|\n|1|改造管网|市水利局|2025年3月|", "2025年3月", "2025-03-31"),
]


@pytest.mark.parametrize(("text", "raw", "date"), DEADLINES)
def test_deadline_of_the_task(text: str, raw: str, date: str | None) -> None:
    (task,) = document_of(PLAN + text).tasks
    assert task.deadline is not None
    assert (task.deadline.raw, task.deadline.date, task.deadline.inherited) == (raw, date, False)


def test_citations() -> None:
    text = PLAN + "1.落实《云岭省节水条例》和《青石市水网规划（2021—2035年）》。（市水利局负责）"
    (task,) = document_of(text).tasks
    assert [citation.title for citation in task.citations] == [
        "云岭省节水条例",
        "青石市水网规划（2021—2035年）",
    ]
    for citation in task.citations:
        assert text[slice(*citation.span)] == f"《{citation.title}》"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("一、改造管网。", "一"),
        ("1.改造管网。", "1"),
        ("(一)改造管网。", "(一)"),
        ("（一）改造管网。", "（一）"),
        ("１．改造管网。", "１"),
        ("①改造管网。", "①"),
        ("|序号|任务|责任单位|\n|１|改造管网|市水利局|", "１"),
    ],
)
def test_number_is_as_printed(text: str, number: str) -> None:
    (task,) = document_of(PLAN + text).tasks
    assert task.number == number


def test_sections_hold_the_tasks() -> None:
    text = PLAN + "一、供水\n（一）改造管网。\n二、节水\n（一）推广器具。"
    document = document_of(text)
    titles = {section.id: section.title for section in document.sections}
    assert [titles[task.section or ""] for task in document.tasks] == ["供水", "节水"]
