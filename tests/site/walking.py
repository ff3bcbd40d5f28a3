"""What a person does with a report: each view opened, its filters used, its records clicked and corrected."""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from extractors.records import Document, Span, Task
from tests.site.browsing import Opened, choose_words

_SETTLED = 250
"""Milliseconds in which a view shows what was asked."""


def use_overview(report: Opened) -> None:
    """Sort the documents by each column, open reasons, and follow each kind of link."""
    page = report.go("#/overview")
    for column in range(page.locator(".documents th").count()):
        page.click(f".documents th >> nth={column} >> button")
        assert page.locator("th[aria-sort=ascending], th[aria-sort=descending]").count() == 1
    page.locator(".documents summary").first.click()
    for link in (
        ".figures a >> nth=0",
        ".bars a >> nth=0",
        ".quarters a >> nth=0",
        ".documents .main a >> nth=0",
    ):
        report.go("#/overview").click(link)
        page.wait_for_selector(".stage canvas, table.tasks, .paper")


def figures(page: Any) -> list[int]:
    """Return the numbers that a view counts."""
    return [int(each.replace(",", "")) for each in re.findall(r"\d[\d,]*", page.inner_text(".count"))]


def use_tasks(report: Opened) -> None:
    """Ask by each filter, alone; what is asked stands in the address, sorts, and is saved as it is shown."""
    page = report.go("#/tasks")
    whole = figures(page)[0]
    for place in range(page.locator(".filters select").count()):
        box = page.locator(".filters select").nth(place)
        if box.locator("option").count() > 1:
            box.select_option(index=1)
            assert 0 <= figures(page)[0] <= whole
            asked = page.url
            shown = page.inner_text(".count")
            page.reload()
            page.wait_for_selector("html[data-ready]")
            assert page.url == asked and page.inner_text(".count") == shown
            page.locator(".filters select").nth(place).select_option(index=0)
            assert figures(page)[0] == whole
    page.check(".tick input")
    without = figures(page)[0]
    page.uncheck(".tick input")
    page.select_option("select[aria-label='角色']", "lead")
    assert figures(page)[0] + without == whole
    page.click(".filters .quiet")
    _use_words(page, whole)
    for column in range(page.locator("th").count()):
        page.click(f"th >> nth={column} >> button")
    page.click("text=复制链接")
    page.wait_for_selector("#said.on")
    with page.expect_download() as saving:
        page.click(".tools .csv")
    rows = list(csv.reader(StringIO(Path(saving.value.path()).read_text(encoding="utf-8-sig"))))
    assert len(rows) == whole + 1
    words = page.locator("tbody .main a").first.inner_text()
    page.locator("tbody .main a").first.click()
    page.wait_for_selector(".records .record.title.on")
    assert "".join(page.inner_text(".records .record.title.on").split()) == "".join(words.split())


def _use_words(page: Any, whole: int) -> None:
    for label, words in (
        ("搜索", "建设"),
        ("机构名称", "局"),
        ("期限自", "2021-01-01"),
        ("期限至", "2030-12-31"),
    ):
        page.fill(f"input[aria-label='{label}']", words)
        page.wait_for_timeout(_SETTLED)
        assert figures(page)[0] <= whole
        page.fill(f"input[aria-label='{label}']", "")
        page.wait_for_timeout(_SETTLED)


def use_indicators(report: Opened) -> None:
    """Ask by each filter, alone, and open the words of the first indicator by its picture and its table."""
    page = report.go("#/indicators")
    page.wait_for_selector(".indicators tbody tr, .empty")
    if not page.locator(".indicators tbody tr").count():
        return
    whole = figures(page)[0]
    for place in range(page.locator(".filters select").count()):
        box = page.locator(".filters select").nth(place)
        if box.locator("option").count() > 1:
            box.select_option(index=1)
            page.wait_for_selector(".indicators tbody tr, .rows .empty")
            assert figures(page)[0] <= whole
            box.select_option(index=0)
    page.locator(".indicators tbody a").first.click()
    page.wait_for_selector("table.series")
    if page.locator(".picture .year").count():
        page.locator(".picture .year").first.click()
        page.wait_for_selector(".under mark")
    page.locator("table.series .opens").first.click()
    page.wait_for_selector(".opened mark")
    page.locator(".opened figcaption a").first.click()
    page.wait_for_selector(".paper .on")


def use_network(report: Opened) -> None:
    """Ask by each filter, look for a body, click a node, follow it to its tasks, and save both pictures."""
    page = report.go("#/network")
    page.wait_for_selector(".stage canvas")
    for place in range(page.locator(".filters select").count()):
        box = page.locator(".filters select").nth(place)
        if box.locator("option").count() > 1:
            box.select_option(index=1)
            page.wait_for_selector(".stage canvas, .stage .empty")
            box.select_option(index=0)
    page.check(".tick input")
    page.wait_for_timeout(_SETTLED)
    page.uncheck(".tick input")
    for button in ("存为 PNG", "存为 SVG"):
        with page.expect_download() as saving:
            page.click(f"text={button}")
        assert Path(saving.value.path()).stat().st_size > 5000
    for name in ("放大", "缩小"):
        page.click(f"button[aria-label={name}]")
    page.click("text=全部显示")
    page.fill("input[aria-label='查找机构']", "局")
    page.wait_for_timeout(_SETTLED)
    page.evaluate("() => void document.querySelector('.stage').graph.nodes()[0].emit('tap')")
    page.wait_for_selector(".side .found a")
    page.click("text=在任务表中查看")
    page.wait_for_selector("table.tasks tbody tr")
    page.go_back()
    page.wait_for_selector(".stage canvas")
    page.evaluate("() => void document.querySelector('.stage').graph.edges()[0].emit('tap')")
    page.click(".side .found a >> nth=0")
    page.wait_for_selector(".paper .on")


def use_texts(report: Opened, documents: int) -> None:
    """Page through all documents; in each go from a record to its words and back, and hide each kind."""
    page = report.go("#/text")
    page.click(".chooser select")
    page.select_option(".chooser select", index=0)
    for number in range(documents):
        page.wait_for_selector(".paper")
        record = page.locator(".records .record").first
        if record.count():
            if not record.is_visible():
                page.locator(".records summary").first.click()
            record.click()
            page.wait_for_selector(".paper .on")
        marks = page.locator(".paper .m:is(.k-lead, .k-responsible, .k-target)")
        if marks.count():
            marks.last.click()
            assert page.locator(".records .record.on").count() == 1
            marks.last.hover()
        if number == 0:
            for _ in range(2):
                for swatch in page.locator(".legend button").all():
                    swatch.click()
        if number < documents - 1:
            page.click(".chooser .button >> nth=1")
            page.wait_for_timeout(50)


def review(report: Opened, kind: str, edits: dict[str, str]) -> bool:
    """Judge records by the keyboard: right, wrong, taken back, edited; False where there is none such."""
    page = report.go(f"#/review?record={kind}")
    page.wait_for_selector(".judged blockquote, .judged .empty")
    if page.locator(".judged .empty").count():
        return False
    for key in "yjnku":
        page.focus(".judged")
        page.keyboard.press(key)
        page.wait_for_selector(".judged blockquote")
    page.keyboard.press("y")
    page.wait_for_selector(".judged blockquote")
    page.keyboard.press("e")
    page.evaluate("() => document.querySelectorAll('.editor details').forEach((each) => (each.open = true))")
    for selector, words in edits.items():
        box = page.locator(f".editor {selector}").first
        if box.evaluate("(box) => box.tagName") == "SELECT":
            box.select_option(words)
        else:
            box.fill(words)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".judged blockquote")
    page.wait_for_selector(".editor", state="detached")
    return True


def correct_text(report: Opened, document: Document) -> None:
    """Correct what a document says of itself, change and remove records in its text, add each kind."""
    page = report.go(f"#/text/{document.document.id}")
    page.wait_for_selector(".paper")
    page.click(".facts button")
    page.wait_for_selector("#regions option", state="attached")
    said = {"title": "更正后的标题", "recipients": "各市人民政府；省直各部门", "region": "632821"}
    for name, words in (said | {"start": "2021-01-01", "end": "2025-12-31"}).items():
        page.fill(f"dialog [name={name}]", words)
    _keep(page)
    unit = page.locator(".records article .record.chip").first
    if unit.count():
        unit.click()
        page.click(".offer button:text-is('修改')")
        page.select_option("dialog [name=role]", "supervising")
        _keep(page)
        page.locator(".records article .record.chip").last.click()
        page.click(".offer button:text-is('删除')")
    last = page.locator(".records .record.title").last
    last.click()
    page.click(".offer button:text-is('修改')")
    page.fill("dialog [name=title]", "更正后的任务")
    page.fill("dialog [name=date]", "2027-06-30")
    _keep(page)
    for label, span, fields in list_additions(document):
        choose_words(page, *span)
        page.click(f".offer button:text-is('{label}')")
        for name, words in fields.items():
            page.locator(f"dialog [name={name}]").first.fill(words)
        _keep(page)


def _keep(page: Any) -> None:
    page.click("dialog .primary")
    page.wait_for_selector("dialog", state="detached")


def list_additions(document: Document) -> Iterator[tuple[str, Span, dict[str, str]]]:
    """Yield what is to be added: a task in a line outside all tasks, what stands within it, and more."""
    (start, end), *others = free_lines(document)
    figure = {"indicator": "某项指标", "value": "7.5"}
    yield "任务", (start, end), {"title": "补充的任务"}
    yield "牵头单位", (start, start + 4), {"name": "省应急管理厅"}
    yield "量化目标", (start + 1, start + 6), figure
    yield "其他数字", (start + 2, start + 7), figure
    yield "章节", (start, end), {"title": "补充的章节"}
    task: Task = document.tasks[0]
    first = task.span[0]
    yield "配合单位", (first, first + 4), {"name": "省气象局"}
    yield "发展目标", (others[0][0], others[0][0] + 8), figure


def free_lines(document: Document) -> Iterator[Span]:
    """Yield lines that stand in no task and hold none."""
    at = 0
    for line in document.document.text.split("\n"):
        span = at, at + len(line)
        at = span[1] + 1
        crossed = any(each.span[0] < span[1] and span[0] < each.span[1] for each in document.tasks)
        if len(line.strip()) > 12 and line == line.strip() and "\t" not in line and not crossed:
            yield span
