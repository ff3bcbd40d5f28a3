"""The ledger of an agency: what stands in it, and the sheet."""

import openpyxl
import pytest

from extractors.agencies.regions import region
from extractors.agencies.registry import Registry
from extractors.records import Region
from pipeline.ledger import UnknownAgencyError, find_agency, gather_ledgers
from pipeline.ledger_sheet import COLUMNS, write_ledger, write_ledgers
from tests.factory import agency_id, make_document
from tests.graph.plan import CITY, FINANCE, FOREST, WATER, make_plan

PLAN = make_plan()


def ledger_of(agency, documents=(PLAN,)):
    (ledger,) = gather_ledgers(documents, [agency])
    return ledger


@pytest.mark.parametrize(
    ("wanted", "agency"),
    [
        (FOREST, FOREST),
        ("省林草局", FOREST),
        ("澜川省林业和草原局", FOREST),
        (" 省 林草局", FOREST),
        ("江屿市政府", CITY),
    ],
)
def test_an_agency_is_found_by_any_name(wanted, agency):
    assert find_agency([PLAN], wanted) == agency


def test_a_name_that_is_not_printed_is_looked_up_in_the_registry():
    resolution = Registry.load().resolve("省林草局", region("630000"))
    identifiers = {agency.id: agency.id for agency in PLAN.agencies} | {FOREST: resolution.id}
    agencies = tuple(agency.changed(id=identifiers[agency.id]) for agency in PLAN.agencies)
    info = PLAN.document.changed(region=Region(code="630000", name="青海省"))
    document = PLAN.changed(document=info, agencies=agencies, tasks=())
    assert find_agency([document], "青海省林草局") == resolution.id


def test_an_unknown_agency_gives_the_nearest_names():
    with pytest.raises(
        UnknownAgencyError, match=r"No document names 省林业局; the nearest names: .*省林草局"
    ):
        find_agency([PLAN], "省林业局")


def test_an_agency_unlike_all_others():
    with pytest.raises(UnknownAgencyError, match=r"No document names xyz$"):
        find_agency([PLAN], "xyz")


def test_a_name_of_several_agencies_asks_for_the_id():
    with pytest.raises(UnknownAgencyError, match="several agencies") as error:
        find_agency([make_document(1, tasks=20), make_document(2, tasks=20)], "省财政厅")
    assert agency_id(1, "越川省财政厅") in str(error.value)
    assert agency_id(2, "朔川省财政厅") in str(error.value)


def entries(ledger):
    return [(entry.role, entry.title) for entry in ledger.entries]


@pytest.mark.parametrize(
    ("agency", "expected"),
    [
        (FOREST, [("lead", "任务1"), ("lead", "任务2")]),
        (WATER, [("lead", "任务2"), ("responsible", "任务1"), ("responsible", "任务3")]),
        (FINANCE, [("responsible", "任务3"), ("cooperating", "任务2")]),
        (CITY, [("responsible", "任务1"), ("responsible", "任务4")]),
    ],
)
def test_entries_by_role(agency, expected):
    assert entries(ledger_of(agency)) == expected


def test_an_entry():
    entry = ledger_of(WATER).entries[0]
    assert (entry.number, entry.leads, entry.others, entry.named) == (
        "2.",
        "省水利厅、省林草局",
        "省财政厅",
        "省水利厅",
    )
    assert entry.content == PLAN.tasks[1].text
    assert (entry.deadline, entry.targets) == ("2021-12-31", "")
    assert entry.source == "澜川省2021年度水土保持工作要点\n澜政发〔2021〕1号"
    start, end = PLAN.tasks[1].span
    assert entry.place == f"一、重点任务\n第{start + 1}—{end}字"


def test_targets_have_values_and_deadlines():
    assert ledger_of(FOREST).entries[0].targets == "全省森林覆盖率较上一年度≥45%（2021-12-31）"


def test_a_group_and_its_member_named_in_one_task_is_one_entry():
    entry = ledger_of(CITY).entries[1]
    assert (entry.title, entry.named) == ("任务4", "江屿市政府、各市政府")


def test_a_member_sees_how_the_text_names_it():
    assert ledger_of(CITY).entries[0].named == "各市政府"


def test_clauses_of_a_task_are_its_content():
    task = PLAN.tasks[0]
    start = task.span[0]
    scopes = [(start, start + 5), (start + 5, start + 9)]
    lead = task.assignments[0]
    assignments = tuple(lead.changed(scope=scope) for scope in scopes)
    document = PLAN.changed(tasks=(task.changed(assignments=assignments),))
    (entry,) = ledger_of(FOREST, [document]).entries
    text = PLAN.document.text
    assert entry.content == f"{text[start : start + 5]}\n{text[start + 5 : start + 9]}"


def test_all_ledgers_hold_every_task():
    ledgers = gather_ledgers([PLAN, make_plan(2)])
    assert [ledger.agency for ledger in ledgers] == sorted(ledger.agency for ledger in ledgers)
    assert len(ledgers) == 3 + 8
    assert {entry.title for ledger in ledgers for entry in ledger.entries} == {
        "任务1",
        "任务2",
        "任务3",
        "任务4",
    }


def test_a_group_without_members_has_a_ledger():
    agencies = tuple(agency.changed(members=()) for agency in PLAN.agencies)
    ledgers = gather_ledgers([PLAN.changed(agencies=agencies)])
    assert "澜川省各市政府" in [ledger.name for ledger in ledgers]


@pytest.mark.parametrize(
    ("number", "place"),
    [("一、", "一、重点任务"), ("（一）", "（一）重点任务"), ("三", "三 重点任务"), (None, "重点任务")],
)
def test_place(number, place):
    section = PLAN.sections[0].changed(number=number)
    inner = section.changed(id="s2", parent="s1", number="1.", title="治水")
    tasks = tuple(task.changed(section="s2") for task in PLAN.tasks)
    document = PLAN.changed(sections=(section, inner), tasks=tasks)
    assert ledger_of(FOREST, [document]).entries[0].place.startswith(f"{place} / 1.治水\n")


@pytest.fixture
def sheet(tmp_path):
    write_ledger(ledger_of(WATER), tmp_path / "a.xlsx")
    return openpyxl.load_workbook(tmp_path / "a.xlsx").active


def test_head(sheet):
    assert sheet["A1"].value == "澜川省水利厅督办台账"
    assert sheet["A2"].value.startswith("共 3 项：牵头 1 项，责任 2 项；涉及量化目标 1 个")
    titles = [cell.value for cell in sheet[3]]
    assert titles == ["序号", *(column.title for column in COLUMNS)]


def test_rows_are_grouped_by_role(sheet):
    rows = [(row[0].value, row[1].value, row[3].value) for row in sheet.iter_rows(min_row=4)]
    assert rows == [
        (None, "牵头", "牵头任务（1 项）"),
        (1, "牵头", "任务2"),
        (None, "责任", "责任任务（2 项）"),
        (2, "责任", "任务1"),
        (3, "责任", "任务3"),
    ]
    assert [sheet.row_dimensions[row].outlineLevel for row in range(4, 9)] == [0, 1, 0, 1, 1]


def test_columns_to_fill_in_are_empty_and_have_drop_downs(sheet):
    places = {cell.value: cell.column_letter for cell in sheet[3]}
    to_fill = [column.title for column in COLUMNS if column.value is None]
    assert to_fill == ["进展状态", "完成比例", "进展情况", "存在问题", "下一步措施", "更新日期"]
    assert {sheet[f"{places[title]}5"].value for title in to_fill} == {None}
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    state = rules[f"{places['进展状态']}4:{places['进展状态']}8"]
    assert (state.type, state.formula1) == ("list", '"未启动,推进中,已完成,滞后,已调整"')
    assert {rule.type for rule in rules.values()} == {"list", "decimal", "date"}


def test_filter_frozen_head_and_print(sheet):
    assert sheet.auto_filter.ref == "A3:R8"
    assert sheet.freeze_panes == "E4"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 8)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.print_area.endswith("$A$1:$R$8")


@pytest.mark.parametrize("title", ["=1+1", "@A", "http://example.org"])
def test_text_stays_text(title, tmp_path):
    task = PLAN.tasks[0].changed(title=title)
    write_ledger(ledger_of(FOREST, [PLAN.changed(tasks=(task,))]), tmp_path / "a.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx").active["D5"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (title, "s", None)


def test_control_characters_and_long_texts(tmp_path):
    task = PLAN.tasks[0].changed(title="任\x00务\x0b" + "长" * 40_000)
    write_ledger(ledger_of(FOREST, [PLAN.changed(tasks=(task,))]), tmp_path / "a.xlsx")
    value = openpyxl.load_workbook(tmp_path / "a.xlsx").active["D5"].value
    assert value.startswith("任务长")
    assert len(value) == 32_767


def test_one_workbook_for_each_agency(tmp_path):
    ledgers = gather_ledgers([PLAN])
    paths, _ = write_ledgers(ledgers, tmp_path / "out")
    assert sorted(path.name for path in paths) == sorted(f"{ledger.name}.xlsx" for ledger in ledgers)
    assert all(openpyxl.load_workbook(path).active["A1"].value.endswith("督办台账") for path in paths)


@pytest.mark.parametrize(
    ("names", "files"),
    [
        (["省水利厅", "省水利厅"], ["省水利厅.xlsx", "省水利厅 (2).xlsx"]),
        (["A局", "a局"], ["A局.xlsx", "a局 (2).xlsx"]),
        (["../../etc/x"], ["etc_x.xlsx"]),
        (['a:b*"c"\n'], ["a_b__c.xlsx"]),
        (["长" * 300], ["长" * 60 + ".xlsx"]),
        (["..", "\x00"], ["台账.xlsx", "台账 (2).xlsx"]),
    ],
)
def test_file_names(names, files, tmp_path):
    ledgers = [ledger_of(FOREST) for _ in names]
    for ledger, name in zip(ledgers, names, strict=True):
        ledger.name = name
    assert [path.name for path in write_ledgers(ledgers, tmp_path)[0]] == files
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(files)


def test_same_documents_same_bytes(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write_ledger(ledger_of(FOREST), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
