"""The whole circle: read, see, correct, save, take up again, read again, and see what was corrected."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Any

import pytest

from extractors.records import Document
from pipeline.corrections.form import MEASURED, Correction, read_line
from pipeline.corrections.shelf import place_of
from pipeline.results import read_documents
from tests.here import zeren
from tests.site.browsing import Opened, chromium, opened, save_corrections
from tests.site.walking import (
    correct_text,
    review,
    use_indicators,
    use_network,
    use_overview,
    use_tasks,
    use_texts,
)

pytestmark = pytest.mark.long

EDITS: dict[str, dict[str, str]] = {
    "task": {"[name=title]": "核对后的任务", "[name=date]": "2028-09-30"},
    "assignment": {"[name=role]": "supervising"},
    "target": {"[name=indicator]": "核对后的指标", "[name=value]": "12.5", "[name=year]": "2019"},
    "goal": {"[name=indicator]": "核对后的目标", "[name=applies_to]": "全省"},
    "quantity": {"[name=status]": "condition", "[name=unit]": "个"},
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


def read_all(output: Path) -> list[Document]:
    return list(read_documents(output, lambda skipped: pytest.fail(skipped.reason)))


def test_the_samples_go_round(browser: Any, root: Path, tmp_path: Path) -> None:
    """All samples but one of the two scans, which take half a minute each to recognise."""
    copytree(root / "corpus", tmp_path / "in", ignore=ignore_patterns("minsheng-*-scan.pdf", "gold"))
    go_round(browser, tmp_path / "in", tmp_path)


def test_the_real_documents_go_round(browser: Any, shared: Path, tmp_path: Path) -> None:
    names = {path.stem for path in (shared / "gold").glob("*.json")}
    (tmp_path / "in").mkdir()
    for path in (shared / "corpus").iterdir():
        if path.stem in names:
            (tmp_path / "in" / path.name).write_bytes(path.read_bytes())
    go_round(browser, tmp_path / "in", tmp_path)


def go_round(browser: Any, corpus: Path, folder: Path) -> None:
    output, page_file, saved = folder / "out", folder / "report.html", folder / "saved.jsonl"
    make(corpus, output, page_file)
    documents = read_all(output)
    with opened(browser, page_file) as report:
        shown = use_views(report)
        assert 0 < shown <= len(documents)
        correct(report, [each for each in documents if is_shown(report, each)])
        lines = save_corrections(report.go("#/review"), saved)
    with opened(browser, page_file) as report:
        page = report.go("#/review")
        page.set_input_files("input[type=file]", saved)
        page.wait_for_selector("#said:has-text('载入')", state="attached")
        assert f"载入 {len(lines)} 条" in page.inner_text("#said")
        assert sorted(save_corrections(page, corpus / "corrections.jsonl")) == sorted(lines)
    make(corpus, output, page_file)
    again = {each.document.source.sha256: each for each in read_all(output)}
    made = [read_line(line) for line in lines]
    assert {each.change for each in made} == {"set", "add", "remove", "confirm"}
    assert len({(each.record, each.change) for each in made}) >= 14
    for document in again.values():
        assert not [each for each in document.problems if each.code.startswith("correction-")]
    for each in made:
        assert find(again[each.document], each) is not None, each
    with opened(browser, page_file) as report:
        for each in made:
            if each.change in ("set", "add"):
                see_corrected(report, again[each.document], each)


def make(corpus: Path, output: Path, page_file: Path) -> None:
    assert zeren("extract", corpus, "-o", output).returncode == 0
    assert zeren("report", output, "-o", page_file).returncode == 0


def use_views(report: Opened) -> int:
    """Use each view, and return how many documents the report shows."""
    use_overview(report)
    use_tasks(report)
    use_indicators(report)
    use_network(report)
    page = report.go("#/text")
    shown: int = page.locator(".chooser option").count()
    use_texts(report, shown)
    return shown


def is_shown(report: Opened, document: Document) -> bool:
    return report.page.locator(f".chooser option[value='{document.document.id}']").count() == 1


def correct(report: Opened, documents: list[Document]) -> None:
    """Correct by the review view, and by the text in the largest document that it left alone."""
    for kind, edits in EDITS.items():
        review(report, kind, edits)
    touched = {line["document"] for line in report.page.evaluate(_HELD)}
    left = [each for each in documents if each.document.source.sha256 not in touched]
    correct_text(report, max(left, key=lambda each: len(each.tasks)))


_HELD = "localStorage.getItem('zeren.corrections').split('\\n').filter(Boolean).map(JSON.parse)"


def find(document: Document, correction: Correction) -> Any:
    """Return what a correction made, the document where that is none of its records, None if it is not so."""
    if correction.record == "document":
        info = document.document
        assert correction.field
        right = (
            correction.field in info.corrected and said(info.to_value(), correction.field) == correction.new
        )
        return document if right else None
    found = [each for each in records_of(document, correction) if is_at(each, correction)]
    if correction.change == "remove":
        same = [each for each in found if getattr(each, "indicator", None) == correction.indicator]
        return None if same else document
    if correction.change == "confirm":
        return next(iter(found), None)
    new = correction.new if correction.change == "add" else {str(correction.field): correction.new}
    sure = (each for each in found if each.source == "corrected")
    named = {name: value for name, value in new.items() if name != "agency"}
    return next((e for e in sure if all(said(e.to_value(), n) == v for n, v in named.items())), None)


def said(value: Any, field: str) -> Any:
    for part in field.split("."):
        value = value[part]
    return list(value) if isinstance(value, tuple) else value


def is_at(record: Any, correction: Correction) -> bool:
    return place_of(correction.record, record) == correction.span


def records_of(document: Document, correction: Correction) -> list[Any]:
    if correction.task:
        tasks = [task for task in document.tasks if task.span == correction.task]
        kind = "targets" if correction.record in MEASURED else "assignments"
        return [each for task in tasks for each in getattr(task, kind)]
    lists = {"section": document.sections, "task": document.tasks, "goal": document.goals}
    return list(lists.get(correction.record, document.quantities))


def see_corrected(report: Opened, document: Document, correction: Correction) -> None:
    """Check that the page says of a record that it was corrected."""
    if correction.record == "document":
        report.go(f"#/text/{document.document.id}").wait_for_selector(".facts em")
        return
    start, end = find(document, correction).span
    page = report.go(f"#/text/{document.document.id}?at={start}-{end}&record={correction.record}")
    page.wait_for_selector(".records .record.on")
    page.wait_for_selector(".records .record.on em, .records article:has(.record.title.on) footer em")
