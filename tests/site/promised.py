"""Invented reports of the nation, a province and a city over three years, and made-up links between them."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from extractors.records import Document, Task
from pipeline.site.lineage import Link
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
        _link("continues", papers[4], None, province, None, 0.83, "title", "政府工作报告"),
    ]


def _link(
    kind: str,
    source: Document,
    source_task: Task | None,
    target: Document,
    target_task: Task | None,
    score: float,
    rule: str,
    words: str,
    spans: Any = ((None, None), (None, None)),
) -> Link:
    return {
        "kind": kind,
        "source_document": source.document.id,
        "source_task": source_task and source_task.id,
        "target_document": target.document.id,
        "target_task": target_task and target_task.id,
        "score": score,
        "rule": rule,
        "words": words,
        "source_start": spans[0][0],
        "source_end": spans[0][1],
        "target_start": spans[1][0],
        "target_end": spans[1][1],
    }
