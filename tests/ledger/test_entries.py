"""What stands in the ledger of an agency."""

import pytest

from extractors.agencies.regions import region
from extractors.agencies.registry import Registry
from extractors.records import Deadline, Region
from pipeline.ledger import UnknownAgencyError, find_agency, gather_ledgers
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
    assert (entry.number, entry.units, entry.named) == (
        "2.",
        "牵头：省水利厅、省林草局\n配合：省财政厅",
        "",
    )
    assert entry.content == PLAN.tasks[1].text
    assert (entry.deadline, entry.targets) == ("2021-12-31", "")
    origin = entry.origin
    assert (origin.title, origin.document_number) == ("澜川省2021年度水土保持工作要点", "澜政发〔2021〕1号")
    assert (origin.document, origin.task) == (PLAN.document.id, PLAN.tasks[1].id)
    assert entry.place == "一、重点任务 / 2.“任务2。按照分工抓好落实…”"


def test_targets_have_values_and_deadlines_of_their_own():
    assert ledger_of(FOREST).entries[0].targets == "全省森林覆盖率较上一年度≥45%"
    task = PLAN.tasks[0].changed(deadline=None)
    (entry,) = ledger_of(FOREST, [PLAN.changed(tasks=(task,))]).entries
    assert (entry.targets, entry.deadline) == ("全省森林覆盖率较上一年度≥45%", "2021-12-31")
    early = Deadline(raw="6月底前", date="2021-06-30")
    targets = (task.targets[0], task.targets[0].changed(deadline=early))
    (entry,) = ledger_of(FOREST, [PLAN.changed(tasks=(task.changed(targets=targets),))]).entries
    assert entry.targets.split("\n")[1] == "全省森林覆盖率较上一年度≥45%（2021-06-30）"
    assert entry.deadline == "2021-12-31"
    inherited = early.changed(raw="", inherited=True)
    targets = (task.targets[0], task.targets[0].changed(deadline=inherited))
    (entry,) = ledger_of(FOREST, [PLAN.changed(tasks=(task.changed(targets=targets),))]).entries
    assert "（" not in entry.targets


def test_a_group_and_its_member_named_in_one_task_is_one_entry():
    entry = ledger_of(CITY).entries[1]
    assert (entry.title, entry.named) == ("任务4", "各市政府")


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
    [("一、", "一、重点任务"), ("（一）", "（一）重点任务"), ("三", "三、重点任务"), (None, "重点任务")],
)
def test_place(number, place):
    section = PLAN.sections[0].changed(number=number)
    inner = section.changed(id="s2", parent="s1", number="1.", title="治水")
    tasks = tuple(task.changed(section="s2") for task in PLAN.tasks)
    document = PLAN.changed(sections=(section, inner), tasks=tasks)
    assert ledger_of(FOREST, [document]).entries[0].place.startswith(f"{place} / 1.治水 / ")
