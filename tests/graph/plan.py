"""One small plan, hand-made, that the tests of the graph, the tables and the ledger share."""

from extractors.records import Document
from tests.factory import GROUP, Page, Units, agency_id, finish, make_task

PROVINCE = 0
FOREST = agency_id(PROVINCE, "澜川省林业和草原局")
WATER = agency_id(PROVINCE, "澜川省水利厅")
FINANCE = agency_id(PROVINCE, "澜川省财政厅")
CITY = agency_id(PROVINCE, "江屿市人民政府")
CITIES = agency_id(PROVINCE, f"澜川省{GROUP}")
GOVERNMENT = agency_id(PROVINCE, "澜川省人民政府")

UNITS: list[Units] = [
    [("lead", "省林草局"), ("responsible", "省水利厅"), ("responsible", GROUP)],
    [("lead", "省水利厅"), ("lead", "省林草局"), ("cooperating", "省财政厅")],
    [("responsible", "省财政厅"), ("responsible", "省水利厅")],
    [("responsible", "江屿市政府"), ("responsible", GROUP)],
    [],
]
"""Of five tasks; the last has none."""


def make_plan(number: int = 1, title: str = "澜川省2021年度水土保持工作要点") -> Document:
    """Return the plan; another number gives the same plan with another id."""
    page = Page()
    page.add(f"{title}\n一、重点任务\n")
    tasks = [
        make_task(
            page, PROVINCE, place, f"任务{place}", units, ("森林覆盖率", "45", "%") if place == 1 else None
        )
        for place, units in enumerate(UNITS, 1)
    ]
    return finish(page, PROVINCE, tasks, title, number=number)
