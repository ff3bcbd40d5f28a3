"""What the page lets people correct is what a correction may say: field by field, in a browser."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest

from extractors.records import Document, Quantity, Section
from pipeline.corrections.form import ADDABLE, NEEDED, SETTABLE, Kind, fields_of, read_line
from pipeline.site import gather, write_site
from pipeline.site.forms import list_fields, list_parts, list_regions
from pipeline.site.spool import Spool
from pipeline.site.writer import load_words
from tests.factory import make_document
from tests.site.browsing import VIEWS, choose_words, chromium, held, opened
from tests.site.test_site import hostile_document

KINDS: tuple[Kind, ...] = get_args(Kind)


def document_of_all_kinds() -> Document:
    """Return a document that holds each kind of record, each of whose fields says something."""
    made = make_document(1)
    target = next(target for task in made.tasks for target in task.targets)
    goal = made.goals[0]
    known = {name: getattr(target, name) for name in Quantity.__dataclass_fields__ if hasattr(target, name)}
    quantity = Quantity(**known | {"status": "achieved", "deadline": None})
    start = made.tasks[0].span[0]
    section = Section(
        id="s9", number="一", level=1, title="总体要求", parent=None, kind="goals", span=(0, start)
    )
    assert goal.deadline and target.deadline
    return replace(made, quantities=(quantity,), sections=(section,))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with Spool() as spool:
        path = tmp_path_factory.mktemp("forms") / "report.html"
        return write_site(gather([document_of_all_kinds()], spool), path, "file")


def test_the_page_knows_the_fields_of_each_kind_and_names_them() -> None:
    words, fields, parts = load_words(), list_fields(), list_parts()
    assert {kind: tuple(each[0] for each in of) for kind, of in fields.items()} == SETTABLE
    for name, type_, choices, _ in (each for of in (*fields.values(), *parts.values()) for each in of):
        assert f"field.{name}" in words or name == "code"
        group = "part" if name == "kind" else name
        assert all(f"{group}.{choice}" in words for choice in choices), name
        assert type_ in parts or type_ in _TYPES


_TYPES = ("text", "choice", "date", "decimal", "whole", "tick", "list", "agency")


def test_each_division_is_offered_once_by_a_name_of_its_own() -> None:
    regions = list(list_regions())
    assert len({code for code, _, _ in regions}) == len(regions) > 3000
    assert len({above + name for _, name, above in regions}) > 0.999 * len(regions)


OPENING = {
    "document": ".facts button",
    "section": ".records details:has-text('章节') .record",
    "task": ".records .record.title >> nth=0",
    "assignment": ".records .record.chip >> nth=0",
    "target": ".records article .record.figure >> nth=0",
    "goal": ".records details:has-text('发展目标') .record",
    "quantity": ".records details:has-text('其他数字') .record",
}


def fill_all(page: Any) -> None:
    """Say something else in each box of a dialog."""
    page.evaluate("() => document.querySelectorAll('dialog details').forEach((each) => (each.open = true))")
    boxes = page.locator("dialog :is(input, select, textarea):not([name=why])")
    for box in boxes.all():
        kind, name = box.get_attribute("type"), box.get_attribute("name")
        if box.evaluate("(box) => box.tagName") == "SELECT":
            last = "between" if name == "comparator" else None
            box.select_option(last) if last else box.select_option(index=box.locator("option").count() - 1)
        elif kind == "checkbox":
            box.set_checked(not box.is_checked())
        elif kind == "date":
            box.fill("2033-03-31" if name == "start" else "2034-04-30")
        elif name == "region":
            page.wait_for_selector("#regions option", state="attached")
            box.fill("632821")
        else:
            box.fill({"value": "7.5", "upper": "9", "year": "2019", "level": "3"}.get(name, f"新的{name}"))


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_all_that_may_be_set_is_set_in_the_page(browser: Any, page_file: Path, kind: Kind) -> None:
    with opened(browser, page_file) as report:
        page = report.go("#/text")
        page.wait_for_selector(".paper")
        page.evaluate("() => document.querySelectorAll('details').forEach((each) => (each.open = true))")
        page.click(OPENING[kind])
        if kind != "document":
            page.click(".offer button:text-is('修改')")
        fill_all(page)
        page.click("dialog .primary")
        page.wait_for_selector("dialog", state="detached")
        lines = page.evaluate("localStorage.getItem('zeren.corrections')").splitlines()
    made = [read_line(line) for line in lines]
    assert {each.record for each in made} == {kind} and {each.change for each in made} == {"set"}
    said = {str(each.field) for each in made}
    assert said <= fields_of(kind).keys()
    assert {field.partition(".")[0] for field in said} == set(SETTABLE[kind])


ADDED = {
    "assignment": "牵头单位",
    "target": "量化目标",
    "goal": "发展目标",
    "quantity": "其他数字",
    "task": "任务",
    "section": "章节",
}


@pytest.mark.long
@pytest.mark.parametrize("kind", ADDED)
def test_all_that_may_be_added_is_added_in_the_page(browser: Any, page_file: Path, kind: Kind) -> None:
    document = document_of_all_kinds()
    inside = document.tasks[0].span[0]
    start = 0 if kind == "goal" else inside
    with opened(browser, page_file) as report:
        page = report.go("#/text")
        page.wait_for_selector(".paper")
        choose_words(page, start, start + 6)
        page.click(f".offer button:text-is('{ADDED[kind]}')")
        fill_all(page)
        page.click("dialog .primary")
        page.wait_for_selector(".own")
        (line,) = page.evaluate("localStorage.getItem('zeren.corrections')").splitlines()
        assert page.locator(".own").count() == len(held(page)) == 1
    made = read_line(line)
    assert (made.record, made.change) == (kind, "add")
    assert made.words and made.words in document.document.text[start : start + 6]
    said = set(made.new)
    assert said >= {*SETTABLE[kind], *NEEDED[kind]} and said <= {*SETTABLE[kind], *ADDABLE.get(kind, ())}


@pytest.mark.long
def test_a_task_is_added_with_what_stands_within_it(browser: Any, page_file: Path) -> None:
    text = document_of_all_kinds().document.text
    end = text.index("\n")
    with opened(browser, page_file) as report:
        page = report.go("#/text")
        page.wait_for_selector(".paper")
        for label, start, stop in (("任务", 0, end), ("牵头单位", 2, 6), ("量化目标", 0, 8)):
            choose_words(page, start, stop)
            page.click(f".offer button:text-is('{label}')")
            if label == "量化目标":
                page.fill("dialog [name=indicator]", "某指标")
                page.fill("dialog [name=value] >> nth=0", "7")
            page.click("dialog .primary")
            page.wait_for_selector("dialog", state="detached")
        task, *within = held(page)
    assert task["record"] == "task" and task["new"]["title"] == text[:end]
    assert [(each["record"], each["task"], each["task_words"]) for each in within] == [
        ("assignment", [0, end], text[:end][:60]),
        ("target", [0, end], text[:end][:60]),
    ]


@pytest.mark.long
def test_what_cannot_be_kept_is_said_in_the_form(browser: Any, page_file: Path) -> None:
    with opened(browser, page_file) as report:
        page = report.go("#/text")
        page.wait_for_selector(".paper")
        page.click(OPENING["target"])
        page.click(".offer button:text-is('修改')")
        page.select_option("dialog [name=comparator]", "between")
        page.click("dialog .primary")
        assert page.locator("dialog").count() == 1 and not held(page)
        page.fill("dialog label [name=upper] >> nth=0", "99")
        page.click("dialog .primary")
        assert [each["field"] for each in held(page)] == ["comparator", "upper"]
        page.click(".facts button")
        page.wait_for_selector("#regions option", state="attached")
        page.fill("dialog [name=region]", "无此地方")
        page.click("dialog .primary")
        assert page.locator("dialog").count() == 1
        page.fill("dialog [name=region]", "")
        page.click("dialog .primary")
        assert [each["new"] for each in held(page) if each["field"] == "region"] == [None]


@pytest.mark.long
def test_a_file_of_odd_corrections_breaks_no_view(browser: Any, page_file: Path) -> None:
    document = document_of_all_kinds()
    task = document.tasks[0]
    with opened(browser, page_file) as report:
        page = report.go("#/text")
        page.wait_for_selector(".paper")
        choose_words(page, *task.span)
        page.click(".offer button:text-is('任务')")
        page.click("dialog .primary")
        (added,) = held(page)
        page.evaluate("localStorage.clear()")
        about = added | {"record": "document", "span": None, "words": None, "change": "set", "new": None}
        odd = [
            added | {"new": {}},
            added | {"new": {"title": ["a"], "number": {"b": 1}}},
            added | {"new": {"title": None}, "span": [10**9, 10**9 + len(added["words"])]},
            about | {"field": "issuers", "new": "一个"},
            about | {"field": "region", "new": {"code": 7}},
            about | {"field": "region", "new": "江"},
            about | {"field": "period", "new": [1, 2]},
            about | {"field": "title", "new": {"a": {"b": None}}},
            about | {"field": "__proto__.title", "new": "x"},
            about | {"field": "no.such.field", "new": "\u202e<b>"},
            about | {"field": "recipients", "new": [[["x"]], None]},
            *(
                added | {"record": "goal", "new": {"indicator": "i", "comparator": each}}
                for each in ("", "!!")
            ),
        ]
        report.go("#/review").wait_for_selector(".judged")
        content = "".join(f"{json.dumps(line)}\n" for line in odd).encode()
        file = {"name": "c.jsonl", "mimeType": "application/jsonl", "buffer": content}
        page.set_input_files("input[type=file]", file)
        page.wait_for_selector("#said:has-text('载入')", state="attached")
        assert len(held(page)) >= 8
        for view in VIEWS:
            report.go(f"#/{view}").wait_for_timeout(200)
        page = report.go("#/text")
        page.wait_for_selector(".own")
        choose_words(page, task.span[0], task.span[0] + 4)
        page.click(".facts button")
        page.wait_for_selector("#regions option", state="attached")
        page.fill("dialog [name=region]", "632821")
        page.click("dialog .primary")
        while page.locator(".own button").count():
            page.click(".own button >> nth=0")
        assert held(page) == []


@pytest.mark.long
def test_words_beside_a_hidden_sign_are_found_by_their_place(browser: Any, tmp_path: Path) -> None:
    document = hostile_document()
    with Spool() as spool:
        path = write_site(gather([document], spool), tmp_path / "report.html", "file")
    with opened(browser, path) as report:
        page = report.go("#/text")
        page.wait_for_selector(".paper")
        page.evaluate(
            """() => {
              const part = document.querySelector('.paper bdi:has(.sign)');
              const range = document.createRange();
              const last = part.lastChild;
              range.setStart(last, last.textContent.indexOf('牵头'));
              range.setEnd(last, last.textContent.indexOf('牵头') + 2);
              getSelection().addRange(range);
              part.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }));
            }"""
        )
        page.click(".offer button:text-is('任务')")
        page.click("dialog .primary")
        (made,) = held(page)
    start, end = made["span"]
    assert made["words"] == "牵头" == document.document.text[start:end]
