"""One paper in files of several formats counts once; other papers do not."""

import csv
import json
from pathlib import Path

import pytest

from extractors.records import Appraisal, Grade
from pipeline.equal_texts import digests_of, find_papers
from pipeline.evaluation.printings import FORMS
from pipeline.evaluation.printings.source import find_parts
from pipeline.index import Counts, IndexLine
from tests.documents import document_at
from tests.test_analysis_cli import run

SAMPLE = "shengtai-yaodian-2024.txt"


@pytest.fixture(scope="module")
def printed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with one sample as page, as the PDF that a browser prints of it, and as DOCX."""
    folder = tmp_path_factory.mktemp("papers")
    parts = find_parts(root / "corpus" / SAMPLE, document_at(root / "corpus" / SAMPLE).document)
    for form in FORMS:
        if form.name in ("html", "docx", "pdf, browser's print"):
            (folder / f"plan{form.suffix}").write_bytes(form.write(parts))
    return folder


@pytest.mark.usefixtures("in_process")
def test_html_pdf_and_docx_of_one_paper_count_once(printed: Path, tmp_path: Path) -> None:
    other = (printed / "plan.html").read_bytes().replace("900公里".encode(), "901公里".encode())
    folder = tmp_path / "in"
    folder.mkdir()
    for path in printed.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "revised.html").write_bytes(other)
    out = tmp_path / "out"
    said = run("extract", folder, "--output", out).stderr
    lines = said.splitlines()
    at = lines.index("one paper in several files, counts once in graph and tables (1):")
    assert lines[at + 1].count("plan.") == 3 and "revised" not in said
    assert run("tables", out).exit_code == 0
    with (out / "tables-csv" / "documents.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert sorted(Path(row["path"]).stem for row in rows) == ["plan", "revised"]
    with (out / "tables-csv" / "problems.csv").open(encoding="utf-8-sig") as file:
        told = [row["message"] for row in csv.DictReader(file) if row["code"] == "equal-text"]
    assert len(told) == 1 and told[0].count("plan.") == 2
    result = run("graph", out, "--output", tmp_path / "g.json")
    assert result.exit_code == 0 and result.stderr.count("which counts for both") == 2
    nodes = json.loads((tmp_path / "g.json").read_text(encoding="utf-8"))["nodes"]
    assert sum(node.get("kind") == "document" for node in nodes) == 2
    assert run("extract", folder, "--output", out).stderr.count("one paper in several") == 1
    lost = next(row for row in map(json.loads, (out / "index.jsonl").open()) if row["path"] not in
                [row["path"] for row in rows])  # fmt: skip
    alone = run("graph", out, "--document", lost["document"], "--output", tmp_path / "h.json")
    assert alone.exit_code == 0 and "1 nodes" not in alone.stdout and not alone.stderr


def line(
    path: str, texts: tuple[str, ...], grade: Grade = "good", tasks: int = 1, scan: bool = False
) -> IndexLine:
    counts = Counts(tasks=tasks, assignments=0, targets=0, goals=0, problems=0)
    reading = Appraisal(grade=grade)
    document = path.encode().hex()[:16]
    return IndexLine(
        folder="in",
        path=path,
        document=document,
        status="done",
        counts=counts,
        reading=reading,
        texts=texts,
        recognised=scan,
    )


PAPERS = [
    ("none", [line("a", ("x",)), line("b", ("y",))], []),
    ("two", [line("a", ("x",)), line("b", ("x",))], [["a", "b"]]),
    ("over a third", [line("a", ("x",)), line("b", ("x", "y")), line("c", ("y",))], [["a", "b", "c"]]),
    ("joined late", [line("a", ("x",)), line("b", ("y",)), line("c", ("x", "y"))], [["a", "b", "c"]]),
    ("two pairs", [line(n, (n[0],)) for n in ("a1", "a2", "b1", "b2")], [["a1", "a2"], ["b1", "b2"]]),
    ("the better one", [line("a", ("x",), "poor"), line("b", ("x",), "check")], [["b", "a"]]),
    ("the fuller one", [line("a", ("x",)), line("b", ("x",), tasks=3)], [["b", "a"]]),
    ("no scan", [line("a", ("x",), tasks=3, scan=True), line("b", ("x",), "check")], [["b", "a"]]),
    ("the better scan", [line("a", ("x",), "poor", scan=True), line("b", ("x",), scan=True)], [["b", "a"]]),
    ("the first path", [line("b", ("x",)), line("a", ("x",))], [["a", "b"]]),
    ("too short to tell", [line("a", ()), line("b", ())], []),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "papers"), [row[1:] for row in PAPERS], ids=[row[0] for row in PAPERS])
def test_which_documents_are_one_paper(lines: list[IndexLine], papers: list[list[str]]) -> None:
    found = [[paper.kept.path, *(each.path for each in paper.others)] for paper in find_papers(lines)]
    assert found == papers


def test_another_year_number_or_region_is_another_paper(root: Path) -> None:
    document = document_at(root / "corpus" / SAMPLE)
    info = document.document
    changed = [
        document.changed(document=info.changed(title=info.title.replace("2024", "2023"), text="")),
        document.changed(document=info.changed(document_number="岭河长办〔2024〕8号", text="")),
        document.changed(tasks=document.tasks[:-1], document=info.changed(text="")),
    ]
    own = set(digests_of(document))
    assert len(own) == 2 and not any(own & set(digests_of(each)) for each in changed)
