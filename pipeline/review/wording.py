"""The report of a review as a paragraph and a table that a paper can print, in English or Chinese."""

import csv
from collections.abc import Callable
from io import StringIO

from pipeline.corrections.form import Kind
from pipeline.export import json_text
from pipeline.language import Language
from pipeline.review.report import Report, Row, Share

_KINDS: dict[Language, dict[Kind | None, str]] = {
    "en": {
        "task": "tasks",
        "assignment": "units with their roles",
        "target": "targets",
        "goal": "goals",
        None: "all records",
    },
    "zh": {"task": "任务", "assignment": "责任单位", "target": "量化目标", "goal": "发展目标", None: "合计"},
}
_HEADS: dict[Language, tuple[str, ...]] = {
    "en": (
        *("Record", "Judged", "Right", "In part", "Wrong", "Precision", "95% CI"),
        *("Found", "Missed", "Recall", "95% CI"),
    ),
    "zh": (
        *("记录", "判断数", "正确", "部分正确", "错误", "准确率", "95%置信区间"),
        *("读出", "漏读", "召回率", "95%置信区间"),
    ),
}


def as_text(report: Report, language: Language) -> str:
    """Return the paragraph and the table, as Markdown."""
    rows = [_HEADS[language], *(_cells(row, language) for row in report.rows)]
    table = [f"| {' | '.join(cells)} |" for cells in rows]
    table.insert(1, f"|{'|'.join(['---', *['---:'] * (len(rows[0]) - 1)])}|")
    return f"{_PARAGRAPHS[language](report)}\n\n" + "\n".join(table) + "\n"


def as_csv(report: Report, language: Language) -> str:
    """Return the table as CSV."""
    file = StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(_HEADS[language])
    writer.writerows(_cells(row, language) for row in report.rows)
    return file.getvalue()


def as_json(report: Report, language: Language) -> str:
    """Return all figures as JSON."""
    return json_text(
        {
            "documents": report.documents,
            "passages": report.passages,
            "reviewers": report.reviewers,
            "open": report.open,
            "weighted": report.weighted,
            "rows": [
                {
                    "kind": row.kind,
                    "right": row.right,
                    "changed": row.changed,
                    "wrong": row.wrong,
                    "precision": _figures(row.precision),
                    "found": row.found,
                    "missed": row.missed,
                    "recall": _figures(row.recall),
                }
                for row in report.rows
            ],
        }
    )


FORMATS: dict[str, Callable[[Report, Language], str]] = {"text": as_text, "csv": as_csv, "json": as_json}


def _figures(share: Share | None) -> dict[str, float] | None:
    if share is None:
        return None
    return {
        "n": share.number,
        "effective_n": share.effective,
        "value": share.value,
        "low": share.low,
        "high": share.high,
    }


def _cells(row: Row, language: Language) -> tuple[str, ...]:
    judged = row.right + row.changed + row.wrong
    counts = (judged, row.right, row.changed, row.wrong)
    return (
        _KINDS[language][row.kind],
        *map(str, counts),
        *_share_cells(row.precision),
        str(row.found),
        str(row.missed),
        *_share_cells(row.recall),
    )


def _share_cells(share: Share | None) -> tuple[str, str]:
    if share is None:
        return "–", "–"
    return f"{share.value:.3f}", f"{share.low:.3f}–{share.high:.3f}"


def _shares(report: Report, language: Language, name: str) -> str:
    said = [(_KINDS[language][row.kind], getattr(row, name)) for row in report.rows]
    between = "、" if language == "zh" else ", "
    form = "{}{:.3f}（{:.3f}–{:.3f}，n={}）" if language == "zh" else "{} {:.3f} ({:.3f}–{:.3f}, n = {})"
    return between.join(
        form.format(kind, share.value, share.low, share.high, share.number) for kind, share in said if share
    )


def _design_effect(row: Row) -> float:
    return row.recall.number / row.recall.effective if row.recall else 1.0


def _english(report: Report) -> str:
    total = report.rows[-1]
    judged = total.right + total.changed + total.wrong
    parts = [
        f"{judged} records from {report.documents} documents were drawn at random and judged against the "
        f"text by {report.reviewers} reviewer{'s' * (report.reviewers > 1)}."
    ]
    if precision := _shares(report, "en", "precision"):
        parts.append(f"Precision (right in all fields judged; 95% Wilson score interval): {precision}.")
    if recall := _shares(report, "en", "recall"):
        parts.append(
            f"Recall was estimated on {report.passages} paragraphs drawn at random, in which reviewers "
            f"marked what no record tells: {recall}. As what stands in one paragraph is not independent, "
            f"these intervals are Wilson's on the effective sample size, the design effect being "
            f"{_design_effect(total):.2f} over paragraphs (ratio estimator; Korn and Graubard 1998)."
        )
    if report.weighted:
        parts.append(
            "Strata were sampled with equal size; each record is weighted by the size of its stratum, and "
            "intervals are those of the effective sample size (Kish)."
        )
    if report.open:
        parts.append(f"{report.open} items were left without a judgement.")
    return " ".join(parts)


def _chinese(report: Report) -> str:
    total = report.rows[-1]
    judged = total.right + total.changed + total.wrong
    parts = [
        f"从{report.documents}份文件中随机抽取{judged}条记录，由{report.reviewers}名核对人对照原文判断。"
    ]
    if precision := _shares(report, "zh", "precision"):
        parts.append(f"准确率（各项均正确的比例，括号内为95%威尔逊置信区间）：{precision}。")
    if recall := _shares(report, "zh", "recall"):
        parts.append(
            f"另随机抽取{report.passages}个段落，由核对人标出漏读内容，据此估计召回率：{recall}。"
            f"同一段落内的记录并不独立，召回率的区间为有效样本量上的威尔逊区间（以段落为群，比率估计，"
            f"设计效应{_design_effect(total):.2f}；Korn和Graubard，1998）。"
        )
    if report.weighted:
        parts.append("抽样按层等量进行，各记录按所在层规模加权，区间按有效样本量（Kish）计算。")
    if report.open:
        parts.append(f"另有{report.open}项未作判断。")
    return "".join(parts)


_PARAGRAPHS: dict[Language, Callable[[Report], str]] = {"en": _english, "zh": _chinese}
