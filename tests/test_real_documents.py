"""What is reached on the real documents: floors that only rise. They run where ../shared is."""

from functools import cache
from pathlib import Path

import pytest

from extractors.records import Document
from pipeline.evaluation.comparison import MEASURES, Measure, Tally, sum_up
from pipeline.evaluation.floors import read_floors
from pipeline.evaluation.score import Score, score_folder
from pipeline.formats import UnreadableFile
from pipeline.formats import read as read_blocks
from tests.documents import document_at

FLOORS = read_floors(Path(__file__).parent / "floors.toml")
"""F1 by document and measure: what holds keeps holding, with the language tools and without."""
WITHOUT_TASKS = (
    "law-hn-aiwei-2020.md",
    "law-sz-ai-2022.md",
    "wanzai-tongji-gongbao-2022.html",
    "sc-jiejiari-2018.html",
)
COUNTS = {"qinghai-shengtai-2020.txt": (63, 91, 291)}
"""Tasks, leads and responsible units that a document is known to hold."""


@cache
def scores(root: Path) -> dict[str, Score]:
    """Return the scores of the documents with gold, samples and real ones, by file."""
    folders = (root, root.parent / "shared")
    found = (
        score_folder(folder / "corpus", gold, document_at)
        for folder in folders
        if (gold := _gold(folder)).is_dir()
    )
    return {score.file: score for each in found for score in each}


def _gold(folder: Path) -> Path:
    return folder / "gold" if folder.name == "shared" else folder / "corpus" / "gold"


def tallies(root: Path, file: str) -> dict[Measure, Tally]:
    """Return the tallies of a document with gold; the test is skipped where it is not."""
    if file not in scores(root):
        pytest.skip("needs ../shared")
    return sum_up(scores(root)[file].findings)


def document(shared: Path, name: str) -> Document:
    return document_at(shared / "corpus" / name)


@pytest.mark.parametrize("file", FLOORS)
def test_floor(root: Path, file: str) -> None:
    found = tallies(root, file)
    below = {name: found[name].f1 for name in MEASURES if found[name].f1 < FLOORS[file].get(name, 0.0)}
    assert below == {}


def test_each_document_with_gold_has_floors(root: Path) -> None:
    assert set(scores(root)) <= set(FLOORS)


@pytest.mark.parametrize("file", FLOORS)
def test_a_grade_says_what_the_gold_says(root: Path, file: str) -> None:
    found = tallies(root, file)
    worst = min(found["tasks"].f1, found["units"].f1)
    folder = root / "corpus" if (root / "corpus" / file).is_file() else root.parent / "shared" / "corpus"
    grade = document_at(folder / file).document.reading.grade
    assert grade != "good" or worst >= 0.8
    assert grade != "poor" or worst <= 0.95


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


@pytest.mark.parametrize("scans", [False, pytest.param(True, marks=pytest.mark.long)])
def test_every_file_is_read_or_refused_with_its_reason(shared: Path, scans: bool) -> None:
    refused = {}
    for path in sorted((shared / "corpus").iterdir()):
        if ("scan" in path.name) != scans:
            continue
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
