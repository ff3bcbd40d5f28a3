"""Documents made by code: an invented province in true style, one document for each number.

`python -m tests.factory FOLDER COUNT` writes many of them, to measure with.
"""

import random
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from extractors.records import (
    Agency,
    Assignment,
    Baseline,
    Deadline,
    Document,
    DocumentInfo,
    Goal,
    Normalized,
    Period,
    Problem,
    Region,
    Role,
    Section,
    Source,
    Span,
    Target,
    Task,
)

Units = Sequence[tuple[Role, str]]
"""Roles and printed names."""
PROVINCES = tuple(
    f"{first}{second}省" for second in "川岭原溪湖谷洲屿" for first in "澜越朔沧岚漪珩翊霁楹栎嵘"
)
"""96 invented names."""
CITIES = ("江屿", "青桓", "石嵩", "安漪", "北棠", "南楹", "东霁", "西栎")
DEPARTMENTS = {
    "发展改革委": "发展和改革委员会",
    "财政厅": "财政厅",
    "生态环境厅": "生态环境厅",
    "水利厅": "水利厅",
    "农业农村厅": "农业农村厅",
    "林草局": "林业和草原局",
    "教育厅": "教育厅",
    "商务厅": "商务厅",
    "交通运输厅": "交通运输厅",
    "自然资源厅": "自然资源厅",
    "住房城乡建设厅": "住房和城乡建设厅",
    "科技厅": "科学技术厅",
    "卫生健康委": "卫生健康委员会",
    "统计局": "统计局",
    "公安厅": "公安厅",
}
GROUP = "各市政府"
FILLING = "坚持问题导向和目标导向相统一，健全工作机制，细化工作措施，压实工作责任，加强跟踪问效。" * 3
TITLES = ("推进河湖治理", "建设高标准农田", "改造老旧小区", "完善公共交通", "扩大绿化面积", "提升办学条件")
TARGETS = (("高标准农田", "20", "万亩"), ("森林覆盖率", "45", "%"), ("老旧小区改造", "120", "个"))
LABELS: dict[Role, str] = {"lead": "牵头单位", "responsible": "责任单位", "cooperating": "配合单位"}


class Page:
    """Text under construction, telling where each piece came to stand."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0

    def add(self, text: str) -> Span:
        start = self.length
        self.pieces.append(text)
        self.length += len(text)
        return start, self.length

    @property
    def text(self) -> str:
        return "".join(self.pieces)


def province_code(province: int) -> str:
    return f"9{province:03}00"


def agency_id(province: int, name: str) -> str:
    return f"{province_code(province)}{name}"


def unit_agency(province: int, unit: str) -> tuple[str, str]:
    """Return id and canonical name of a printed unit (省财政厅, 江屿市政府, 各市政府)."""
    place = PROVINCES[province]
    if unit == GROUP:
        return agency_id(province, f"{place}{GROUP}"), f"{place}{GROUP}"
    full = f"{place}{DEPARTMENTS[unit[1:]]}" if unit[0] == "省" else unit.replace("政府", "人民政府")
    return agency_id(province, full), full


def make_target(span: Span, value_span: Span, kind: tuple[str, str, str], year: int) -> Target:
    indicator, value, unit = kind
    wan = unit == "万亩"
    return Target(
        indicator=indicator,
        applies_to="全省",
        comparator="ge",
        value=value,
        upper=None,
        unit=unit,
        normalized=Normalized(value=value + "0000" * wan, upper=None, unit="亩" if wan else unit),
        change=None,
        baseline=Baseline(raw="上一年度", year=year - 1),
        deadline=Deadline(raw=f"{year}年底前", date=f"{year}-12-31"),
        part_of=None,
        ambiguous=False,
        span=span,
        value_span=value_span,
    )


def make_assignments(page: Page, province: int, units: Units, start: int) -> tuple[Assignment, ...]:
    """Return the assignments of a bracket （牵头单位：…；责任单位：…） that is added to the page."""
    found: list[tuple[Role, str, Span]] = []
    page.add("（")
    for role, label in LABELS.items():
        names = [name for given, name in units if given == role]
        for place, name in enumerate(names):
            page.add("、" if place else f"{'；' if found else ''}{label}：")
            found.append((role, name, page.add(name)))
    page.add("）")
    return tuple(
        Assignment(
            role=role,
            label=LABELS[role],
            name=name,
            agency=unit_agency(province, name)[0],
            evidence="bracket",
            span=span,
            scope=(start, page.length),
        )
        for role, name, span in found
    )


def make_task(
    page: Page,
    province: int,
    number: int,
    title: str,
    units: Units,
    target: tuple[str, str, str] | None = None,
    year: int = 2021,
) -> Task:
    """Return a task that is added to the page as one paragraph."""
    start = page.length
    page.add(f"{number}.{title}。按照分工抓好落实，全省")
    targets: tuple[Target, ...] = ()
    if target:
        begin, _ = page.add(target[0] + "达到")
        value_span = page.add(target[1] + target[2])
        targets = (make_target((begin, value_span[1]), value_span, target, year),)
    page.add(f"。{FILLING}")
    assignments = make_assignments(page, province, units, start) if units else ()
    span = (start, page.length)
    page.add("\n")
    return Task(
        id=f"t{number}",
        number=f"{number}.",
        title=title,
        text=page.text[slice(*span)],
        section="s1",
        parent=None,
        span=span,
        assignments=assignments,
        targets=targets,
        deadline=Deadline(raw=f"{year}年底前", date=f"{year}-12-31"),
        citations=(),
    )


def make_agencies(province: int, tasks: Iterable[Task]) -> tuple[Agency, ...]:
    """Return the agencies that the tasks name, with the members of the group and the government above."""
    place, code = PROVINCES[province], province_code(province)
    government = agency_id(province, f"{place}人民政府")
    mentions: dict[str, list[Span]] = {}
    names: dict[str, str] = {}
    for task in tasks:
        for assignment in task.assignments:
            mentions.setdefault(assignment.agency, []).append(assignment.span)
            names[assignment.agency] = assignment.name
    members = tuple(unit_agency(province, f"{city}市政府") for city in CITIES)
    group = agency_id(province, f"{place}{GROUP}")
    if group in mentions:
        for identifier, _ in members:
            mentions.setdefault(identifier, [])
    mentions.setdefault(government, [])
    canonical = {identifier: identifier[6:] for identifier in mentions}
    return tuple(
        Agency(
            id=identifier,
            name=canonical[identifier],
            kind="group" if identifier == group else "agency",
            level="city" if identifier in dict(members) else "province",
            region=code,
            parent=None if identifier in (government, group) else government,
            members=tuple(m for m, _ in members) if identifier == group else (),
            resolved=True,
            mentions=tuple(spans),
        )
        for identifier, spans in mentions.items()
    )


def finish(
    page: Page,
    province: int,
    tasks: Sequence[Task],
    title: str,
    year: int = 2021,
    number: int = 1,
    sections: tuple[Section, ...] = (),
    goals: tuple[Goal, ...] = (),
    problems: tuple[Problem, ...] = (),
    agencies: tuple[Agency, ...] | None = None,
) -> Document:
    """Return the document of what the page holds."""
    place = PROVINCES[province]
    digest = sha256(f"{number}/{page.text}".encode()).hexdigest()
    return Document(
        document=DocumentInfo(
            id=digest[:16],
            title=title,
            document_number=f"{place[0]}政发〔{year}〕{number}号",
            issuers=(f"{place}人民政府",),
            recipients=("各市人民政府",),
            issued_on=f"{year}-03-01",
            period=Period(start=f"{year}-01-01", end=f"{year}-12-31"),
            region=Region(code=province_code(province), name=place),
            source=Source(path=f"{place}/{number}.txt", sha256=digest, format="txt", encoding="utf-8"),
            text=page.text,
        ),
        sections=sections
        or (
            Section(
                id="s1",
                number="一、",
                level=1,
                title="重点任务",
                parent=None,
                kind="tasks",
                span=(0, page.length),
            ),
        ),
        tasks=tuple(tasks),
        goals=goals,
        quantities=(),
        agencies=make_agencies(province, tasks) if agencies is None else agencies,
        problems=problems,
    )


def make_units(rng: random.Random, count: int) -> list[tuple[Role, str]]:
    pool = [f"省{name}" for name in DEPARTMENTS] + [f"{city}市政府" for city in CITIES] + [GROUP]
    roles: list[Role] = ["lead", "responsible", "cooperating"]
    names = rng.sample(pool, count)
    return [("lead" if place == 0 else rng.choice(roles[1:]), name) for place, name in enumerate(names)]


def make_document(number: int = 1, tasks: int = 7, units: int = 3) -> Document:
    """Return document `number`: the same number gives the same document."""
    rng = random.Random(number)
    province = number % len(PROVINCES)
    year = 2018 + number % 5
    title = f"{PROVINCES[province]}{year}年度第{number}号重点工作要点"
    page = Page()
    page.add(f"{title}\n一、重点任务\n")
    made = tuple(
        make_task(
            page,
            province,
            place + 1,
            rng.choice(TITLES),
            make_units(rng, units),
            rng.choice(TARGETS) if place % 2 else None,
            year,
        )
        for place in range(tasks)
    )
    goals = tuple(Goal(**target.values(), section="s1") for task in made[:2] for target in task.targets)
    problem = Problem(
        code="duplicate-unit", severity="warning", message="A unit is listed twice.", span=(0, 4)
    )
    return finish(page, province, made, title, year, number, goals=goals, problems=(problem,))


def write_documents(folder: Path, documents: Iterable[Document]) -> Path:
    """Return `folder` after writing the documents below it as `zeren extract` does."""
    (folder / "documents").mkdir(parents=True, exist_ok=True)
    for document in documents:
        path = folder / "documents" / f"{document.document.id}.json"
        path.write_text(document.to_json(), encoding="utf-8")
    return folder


def count_roles(documents: Iterable[Document]) -> Counter[str]:
    return Counter(a.role for document in documents for task in document.tasks for a in task.assignments)


if __name__ == "__main__":
    write_documents(Path(sys.argv[1]), (make_document(n) for n in range(int(sys.argv[2]))))
