"""Lists of units: separators, coordination, elision, brackets, notes, groups."""

import pytest

from extractors.assignments.unit import Unit, is_noise
from extractors.assignments.unit_list import parse_units
from extractors.folding import fold


def units_of(text: str) -> list[Unit]:
    return parse_units(text, fold(text), 0, len(text))


LISTS = [
    # list, the units with what it leaves out given back
    # separators
    ("市水利局、市财政局、市公安局", "市水利局 市财政局 市公安局"),
    ("市水利局，市财政局,市公安局", "市水利局 市财政局 市公安局"),
    ("市水利局；市财政局;市公安局", "市水利局 市财政局 市公安局"),
    ("市水利局 市财政局　市公安局", "市水利局 市财政局 市公安局"),
    ("市水利局/市财政局", "市水利局 市财政局"),
    ("市水利局\n市财政局", "市水利局 市财政局"),
    ("、市水利局、", "市水利局"),
    ("", ""),
    # coordination
    ("市水利局和市财政局", "市水利局 市财政局"),
    ("分别由市水利局和市财政局", "市水利局 市财政局"),
    ("曹县、单县、鄄城县政府", "曹县政府 单县政府 鄄城县政府"),
    ("太谷、祁县（区）人民政府", "太谷县(区)人民政府 祁县（区）人民政府"),
    ("市水利局及市财政局", "市水利局 市财政局"),
    ("市水利局与市财政局", "市水利局 市财政局"),
    ("市水利局以及市财政局", "市水利局 市财政局"),
    ("市水利局、市财政局和市公安局", "市水利局 市财政局 市公安局"),
    ("市水利局、市财政局及各区政府", "市水利局 市财政局 各区政府"),
    ("市人力资源和社会保障局", "市人力资源和社会保障局"),
    ("市发展和改革委员会", "市发展和改革委员会"),
    ("市人力资源和社会保障局和市财政局", "市人力资源和社会保障局 市财政局"),
    ("市文化和旅游局、市住房和城乡建设局", "市文化和旅游局 市住房和城乡建设局"),
    ("省国家保密局与省委办公厅", "省国家保密局 省委办公厅"),
    # 等
    ("市水利局、市财政局等", "市水利局 市财政局"),
    ("市水利局、市财政局等部门", "市水利局 市财政局"),
    ("市水利局等单位", "市水利局"),
    ("市水利局、市财政局等有关部门", "市水利局 市财政局 有关部门"),
    ("市水利局、市财政局等12个部门", "市水利局 市财政局"),
    ("省水利厅等相关单位", "省水利厅 相关单位"),
    # elision
    ("市水利局、财政局、公安局", "市水利局 市财政局 市公安局"),
    ("省发展改革委、水利厅、财政厅", "省发展改革委 省水利厅 省财政厅"),
    ("市住建局、审批服务局", "市住建局 市审批服务局"),
    ("澜河、东麓市政府", "澜河市政府 东麓市政府"),
    ("澜河、东麓、西岭市人民政府", "澜河市人民政府 东麓市人民政府 西岭市人民政府"),
    ("市委组织部、宣传部", "市委组织部 市委宣传部"),
    ("省委宣传部、财政厅", "省委宣传部 省财政厅"),
    ("县水利局、青川镇政府", "县水利局 青川镇政府"),
    ("市水利局、妇联、残联", "市水利局 市妇联 市残联"),
    ("市水利局、团市委", "市水利局 团市委"),
    ("国务院办公厅、财政部", "国务院办公厅 财政部"),
    ("财政部、水利部", "财政部 水利部"),
    # brackets
    ("各市（州）人民政府", "各市（州）人民政府"),
    ("各县（市、区）政府、市水利局", "各县（市、区）政府 市水利局"),
    ("各县(市、区)政府", "各县(市、区)政府"),
    ("各区人民政府（新区管委会）、市水利局", "各区人民政府（新区管委会） 市水利局"),
    ("市工业和信息化局（市国防科工办）", "市工业和信息化局（市国防科工办）"),
    # notes of a role
    ("市水利局（牵头）、市财政局", "市水利局 市财政局"),
    ("市水利局（牵头单位）、市财政局（配合）", "市水利局 市财政局"),
    # groups over several kinds of places
    ("各市（州）、县（市、区）人民政府", "各市（州）、县（市、区）人民政府"),
    ("各市、县人民政府", "各市、县人民政府"),
    ("各省、自治区、直辖市人民政府", "各省、自治区、直辖市人民政府"),
    ("各乡镇、街道", "各乡镇、街道"),
    ("市水利局，各县（市、区）人民政府", "市水利局 各县（市、区）人民政府"),
    # words that lead in
    ("由市水利局", "市水利局"),
    ("请市水利局、市财政局", "市水利局 市财政局"),
    # bodies beside the departments
    ("国网青石供电公司、市水投集团", "国网青石供电公司 市水投集团"),
    ("市中级人民法院、市检察院", "市中级人民法院 市检察院"),
    ("市防汛抗旱指挥部、高新区管委会", "市防汛抗旱指挥部 高新区管委会"),
    # width
    ("各市(州)政府，省水利厅", "各市(州)政府 省水利厅"),
]


@pytest.mark.parametrize(("text", "names"), LISTS)
def test_names(text: str, names: str) -> None:
    units = units_of(text)
    assert " ".join(unit.name for unit in units) == names
    assert all(unit.known for unit in units)


SPANS = [
    # list, as the units are printed
    ("市水利局、财政局", ["市水利局", "财政局"]),
    ("澜河、东麓市政府", ["澜河", "东麓市政府"]),
    ("市水利局（牵头）、市财政局", ["市水利局", "市财政局"]),
    ("由市水利局等部门", ["市水利局"]),
    ("各市（州）、县（市、区）人民政府", ["各市（州）、县（市、区）人民政府"]),
    ("市水利局和市财政局", ["市水利局", "市财政局"]),
    ("省发展 改革委、省水利厅", ["省发展 改革委", "省水利厅"]),
]


@pytest.mark.parametrize(("text", "printed"), SPANS)
def test_spans_are_as_printed(text: str, printed: list[str]) -> None:
    assert [text[unit.start : unit.end] for unit in units_of(text)] == printed


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("市水利局（牵头）、市财政局", ["lead", None]),
        ("市水利局（牵头单位）、市财政局（配合）", ["lead", "cooperating"]),
        ("市水利局（主办）、市财政局（协办单位）", ["lead", "cooperating"]),
        ("市水利局（责任单位）、市教育局（指导）", ["responsible", "supervising"]),
        ("各市（州）政府", [None]),
    ],
)
def test_notes_give_roles(text: str, roles: list[str | None]) -> None:
    assert [unit.role for unit in units_of(text)] == roles


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("市水利局、阿尔法", ["阿尔法"]),
        ("2025年底前完成、市水利局", ["2025年底前完成"]),
        ("张三、李四", ["张三", "李四"]),
    ],
)
def test_what_has_no_form_of_a_unit_is_marked(text: str, unknown: list[str]) -> None:
    assert [unit.name for unit in units_of(text) if not unit.known] == unknown


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2025年底前完成", True),
        ("长期坚持", True),
        ("12", True),
        ("无", True),
        ("下同", True),
        ("局", True),
        ("加强统筹协调，完善机制。", True),
        ("阿尔法", False),
        ("市水利局", False),
    ],
)
def test_noise(name: str, expected: bool) -> None:
    assert is_noise(Unit(name, 0, len(name))) is expected
