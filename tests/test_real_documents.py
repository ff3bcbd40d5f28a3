"""What is reached on the real documents: floors that only rise. They run where ../shared is."""

from functools import cache, partial
from pathlib import Path

import pytest

from extractors.records import Document
from pipeline.evaluation.comparison import Measure, Tally, sum_up
from pipeline.evaluation.score import read, score_folder
from pipeline.readers import UnreadableFile
from pipeline.readers import read as read_blocks

FLOORS: dict[Measure, float] = {"tasks": 1.0, "units": 1.0, "leads": 1.0, "metadata": 1.0}
"""F1 over the documents with gold, with the language tools and without."""
WITHOUT_TASKS = (
    "law-hn-aiwei-2020.md",
    "law-sz-ai-2022.md",
    "wanzai-tongji-gongbao-2022.html",
    "sc-jiejiari-2018.html",
)
COUNTS = {"qinghai-shengtai-2020.txt": (63, 91, 291)}
"""Tasks, leads and responsible units that a document is known to hold."""


@cache
def tallies(shared: Path, nlp: bool) -> dict[str, dict[Measure, Tally]]:
    """Return the tallies of each document with gold, and of all of them under the empty name."""
    scores = score_folder(shared / "corpus", shared / "gold", partial(read, nlp=nlp))
    each = {score.file: sum_up(score.findings) for score in scores}
    return {"": sum_up(finding for score in scores for finding in score.findings), **each}


@cache
def document(shared: Path, name: str) -> Document:
    found = read(shared / "corpus" / name)
    assert found is not None
    return found


@pytest.mark.parametrize("nlp", [True, False], ids=["with the language tools", "without"])
@pytest.mark.parametrize("measure", FLOORS)
def test_floor(shared: Path, measure: Measure, nlp: bool) -> None:
    found = tallies(shared, nlp)
    assert len(found) == 7
    below = {name: tally[measure] for name, tally in found.items() if tally[measure].f1 < FLOORS[measure]}
    assert below == {}


@pytest.mark.parametrize("name", WITHOUT_TASKS)
def test_no_task_and_no_assignment(shared: Path, name: str) -> None:
    assert document(shared, name).tasks == ()


@pytest.mark.parametrize("name", COUNTS)
def test_known_counts(shared: Path, name: str) -> None:
    roles = [unit.role for task in document(shared, name).tasks for unit in task.assignments]
    tasks = len(document(shared, name).tasks)
    assert (tasks, roles.count("lead"), roles.count("responsible")) == COUNTS[name]


def test_the_text_and_the_pdf_of_one_decree_give_the_same_tasks(shared: Path) -> None:
    text, pdf = (document(shared, f"ndrc-geshui-xinyong-2019.{suffix}") for suffix in ("txt", "pdf"))
    assert [(task.number, task.title) for task in text.tasks] == [
        (task.number, task.title) for task in pdf.tasks
    ]
    assert text.document.title == pdf.document.title


def test_every_file_is_read_or_refused_with_its_reason(shared: Path) -> None:
    refused = {}
    for path in sorted((shared / "corpus").iterdir()):
        try:
            blocks = read_blocks(path).blocks
        except UnreadableFile as error:
            refused[path.name] = error.code
            continue
        assert sum(len(block.text) + sum(len(cell.text) for cell in block.cells) for block in blocks) > 200
    assert refused.items() <= {
        ("ps-shiti-jingji-scan.pdf", "needs-ocr"),  # only where an extra is not installed
        ("sr-tineng-tongzhi-2019.doc", "needs-doc"),
    }


def test_the_text_and_the_pdf_of_one_decree_give_the_same_outline(shared: Path) -> None:
    text, pdf = (document(shared, f"ndrc-geshui-xinyong-2019.{suffix}") for suffix in ("txt", "pdf"))
    outlines = [
        [
            (section.number, section.level, section.title, section.kind, section.parent)
            for section in each.sections
        ]
        for each in (text, pdf)
    ]
    assert outlines[0] == outlines[1] and len(outlines[0]) > 2
