"""Invented reports of the nation, a province and a city over three years, and made-up links between them."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from extractors.records import Document, Task
from pipeline.lineage.links import Kind, Link, Rule
from tests.documents import document_at
from tests.track.test_track import REPORT

_GOALS = {
    "国务院": "国内生产总值增长5%左右；城镇新增就业1200万人以上；居民消费价格涨幅3%以内；粮食产量1.3万亿斤。",
    "青海省": "地区生产总值增长4%—5%；城镇新增就业6万人；某某专项示范点120个；居民消费价格涨幅3%左右。",
    "西宁市": "地区生产总值增长6%以上；城镇新增就业2.5万人。",
}
_TOLD = {
    "国务院": "国内生产总值增长{growth}%；城镇新增就业1244万人；居民消费价格上涨0.2%；粮食产量13908亿斤。",
    "青海省": "地区生产总值增长{growth}%；城镇新增就业5.5万人；建成特色产业集群12个。",
    "西宁市": "地区生产总值增长6.3%；城镇新增就业2.5万人。",
}
_GROWTH = {2023: "8", 2024: "5.2", 2025: "3.1"}


@cache
def documents() -> tuple[Document, ...]:
    """Return the reports, which promise bounds, ranges and values, and tell all verdicts."""
    with TemporaryDirectory() as folder:
        return tuple(_read(Path(folder), name, year) for name in _GOALS for year in _GROWTH)


def _read(folder: Path, name: str, year: int) -> Document:
    told = _TOLD[name].format(growth=_GROWTH[year])
    text = REPORT.format(year=year, last=year - 1, told=told, promised=_GOALS[name])
    path = folder / f"{name}{year}.txt"
    path.write_text(text.replace("青海省政府", f"{name}政府"), encoding="utf-8")
    return document_at(path)


def links(papers: tuple[Document, ...]) -> list[Link]:
    """Return links of all kinds: a document implements another one, its tasks continue those of last year."""
    nation, province = papers[0], papers[3]
    return [
        _link(
            "implements", province, None, nation, None, 0.97, "number", "国发〔2023〕1号", ((0, 5), (0, 9))
        ),
        _link("implements", province, province.tasks[0], nation, nation.tasks[0], 0.71, "text", "稳定就业"),
        _link(
            "continues", papers[4], papers[4].tasks[0], province, province.tasks[0], 0.9, "text", "稳定就业"
        ),
        _link("continues", papers[4], None, province, None, 0.83, "series", "政府工作报告"),
    ]


def _link(
    kind: Kind,
    source: Document,
    source_task: Task | None,
    target: Document,
    target_task: Task | None,
    score: float,
    rule: Rule,
    words: str,
    spans: Any = (None, None),
) -> Link:
    return Link(
        kind=kind,
        rule=rule,
        frame="",
        score=score,
        source=source.document.id,
        source_title=source.document.title or "",
        source_task=source_task.id if source_task else "",
        source_task_title=source_task.title if source_task else "",
        source_place=spans[0],
        target=target.document.id,
        target_title=target.document.title or "",
        target_number="",
        target_task=target_task.id if target_task else "",
        target_task_title=target_task.title if target_task else "",
        target_place=spans[1],
        words=words,
    )
