"""Kinds of section by heading, kinds of document by title, and words that name something to do."""

import pytest

from extractors.folding import fold
from extractors.outline.actions import is_action
from extractors.outline.kinds import document_kind, issued_title, joined_heading, section_kind, title_kinds

HEADINGS = {
    "review": [
        "2023年工作回顾",
        "“十三五”时期的主要成就",
        "发展基础",
        "面临的形势与挑战",
        "存在的突出问题",
        "工作完成情况",
        "充分认识节约用水的重要意义",
        "发展环境",
        "过去一年",
        "一年来的工作成效",
        "2025年工作总结",
        "前一阶段工作开展情况",
    ],
    "principles": [
        "总体要求",
        "总体要求。",
        "指导思想：",
        "基本原则",
        "2020年工作总体思路",
        "总体思路和主要目标",
        "总则",
        "编制依据",
        "适用范围",
    ],
    "goals": ["发展目标", "主要目标。", "到2025年的目标", "目标任务", "主要指标", "总体目标", "预期目标"],
    "tasks": [
        "重点任务",
        "主要举措",
        "2024年重点工作",
        "2026年工作安排",
        "2007年工作总体部署",
        "下一步工作打算",
        "主要任务和责任分工",
        "具体措施",
    ],
    "safeguards": [
        "保障措施",
        "组织保障",
        "工作要求",
        "加强组织领导",
        "组织实施",
        "强化督促落实",
        "强化实施保障",
    ],
    "annex": ["附件", "附件2", "附则"],
    "contents": ["目录", "目　录"],
}
NO_KIND = [
    "推进国土整治",
    "加强基本医疗保障",
    "优化营商环境",
    "夯实产业发展基础",
    "强化社会保障",
    "建设节水型社会",
    "编制权责目录",
    "加快发展养老服务，到2025年实现目标全覆盖，进一步提升服务质量和水平，推动事业产业协同",
    "",
]


@pytest.mark.parametrize(("heading", "kind"), [(h, k) for k, headings in HEADINGS.items() for h in headings])
def test_section_kind(heading: str, kind: str) -> None:
    assert section_kind(fold(heading)) == kind


@pytest.mark.parametrize("heading", NO_KIND)
def test_no_section_kind(heading: str) -> None:
    assert section_kind(fold(heading)) is None


TITLES = [
    # title, kind
    ("云岭省推进节约用水2024年工作要点", "plan"),
    ("青石市节水行动方案（2023—2025年）", "plan"),
    ("关于加快发展家政服务业的实施意见", "plan"),
    ("关于印发青石市节水行动方案的通知", "plan"),
    ("关于印发《青石市公园管理办法》的通知", "regulation"),
    ("青石市公园管理办法（试行）", "regulation"),
    ("云岭省节约用水条例", "regulation"),
    ("2023年青石市国民经济和社会发展统计公报", "statistics"),
    ("青石市2023年上半年经济运行情况", "bulletin"),
    ("关于2024年春节放假的通知", "holiday"),
    ("关于同意设立青石经济开发区的批复", "letter"),
    ("关于召开全市水利工作会议的通知", "notice of an event"),
    ("关于公布第二批节水型企业名单的通知", "list"),
    ("青石市突发地质灾害应急预案", "emergency plan"),
    ("青石市2024年民生实事任务分解表", "plan"),
    ("2024年青石市政府工作报告", "work report"),
]


@pytest.mark.parametrize(("title", "kind"), TITLES)
def test_document_kind(title: str, kind: str) -> None:
    found = document_kind(fold(title))
    assert found is not None
    assert found.name == kind


def test_a_title_may_name_several_kinds() -> None:
    assert title_kinds("河湖长制工作考核细则") == ["regulation", "plan"]
    assert title_kinds("青石市人大常委会关于加强养老服务的决定") == ["legislature", "plan"]


@pytest.mark.parametrize(
    ("words", "length"),
    [
        ("工作目标到2027年,改造管网120公里", 4),
        ("保障措施各县区要高度重视", 4),
        ("工作目标履行电力普遍服务和保底供电职责", 4),
        ("改造管网120公里", 0),
        ("总体要求和主要目标", 0),
        ("充分认识加强节水工作的重要意义", 0),
    ],
)
def test_joined_heading(words: str, length: int) -> None:
    assert joined_heading(words) == length


@pytest.mark.parametrize("title", ["关于做好防汛抗旱的通知", "关于进一步规范秩序的通知", "望江县志"])
def test_no_document_kind(title: str) -> None:
    assert document_kind(fold(title)) is None


@pytest.mark.parametrize(
    ("title", "issued"),
    [
        ("青石市人民政府关于印发青石市节水行动方案的通知", "青石市节水行动方案"),
        ("关于转发市水利局节水工作方案的通知", "市水利局节水工作方案"),
        ("关于印发《青石市节水行动方案》的通知", "青石市节水行动方案"),
        ("关于发布青石市地方标准的函", "青石市地方标准"),
        ("关于做好节水工作的通知", None),
        ("青石市节水行动方案", None),
        ("关于印发青石市节水行动方案", None),
    ],
)
def test_issued_title(title: str, issued: str | None) -> None:
    assert issued_title(fold(title)) == issued


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("进一步完善台账制度", True),
        ("大力推进项目建设", True),
        ("要加强组织领导", True),
        ("开展专项整治", True),
        ("元旦：1月1日放假", False),
        ("第一名：张某", False),
        ("城市公园", False),
        ("", False),
    ],
)
def test_action(words: str, expected: bool) -> None:
    assert is_action(words) is expected
