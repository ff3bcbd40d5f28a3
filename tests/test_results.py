"""Documents read back: which files are skipped and why, which documents are selected."""

import json

import pytest

from extractors.records import Period
from pipeline.keeping import documents_of
from pipeline.results import Selection, read_documents
from tests.factory import make_document, write_documents
from tests.graph.plan import make_plan


def read(folder):
    skipped = []
    return list(read_documents(folder, skipped.append)), {item.path.name: item.reason for item in skipped}


def test_documents_come_in_the_order_of_their_ids(tmp_path):
    documents = [make_document(number) for number in range(5)]
    found, skipped = read(write_documents(tmp_path, documents))
    assert found == sorted(documents, key=lambda document: document.document.id)
    assert skipped == {}


def test_a_folder_of_document_files_will_do(tmp_path):
    write_documents(tmp_path, [make_plan()])
    assert len(read(tmp_path / "documents")[0]) == 1


def test_temporary_files_are_no_documents(tmp_path):
    write_documents(tmp_path, [make_plan()])
    (tmp_path / "documents" / ".0.json.1.tmp").write_text("{")
    assert len(documents_of(tmp_path)) == 1


def damaged(**changes):
    content = make_plan().to_value()
    for path, value in changes.items():
        *way, last = path.split("__")
        place = content
        for step in way:
            place = place[int(step) if step.isdecimal() else step]
        place[last] = value
    return json.dumps(content)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "damaged: no JSON"),
        (make_plan().to_json().encode()[:-500], "damaged: no JSON"),
        (b"\xff\xfe\x00", "damaged: no JSON"),
        (b"[" * 100_000, "damaged: no JSON"),
        (b"[]", "no document file"),
        (b'{"title": "x"}', "no document file"),
        (b'{"schema_version": "2.0"}', "schema version 2.0; this program reads 1.1"),
        (b'{"schema_version": "1.0"}', "schema version 1.0; this program reads 1.1"),
        (b'{"schema_version": null}', "schema version None; this program reads 1.1"),
        (b'{"schema_version": "1.1"}', "damaged: document: Field required"),
        (damaged(tasks__0__span=5).encode(), "damaged: tasks.0.span"),
        (damaged(tasks__0__parent="t99").encode(), "damaged: points at t99"),
        (damaged(tasks__0__section="s99").encode(), "damaged: points at s99"),
        (damaged(tasks__0__assignments__0__agency="x").encode(), "damaged: points at x"),
        (damaged(agencies__0__parent="x").encode(), "damaged: points at x"),
        (damaged(agencies__0__successor="x").encode(), "damaged: points at x"),
        (damaged(agencies__0__members=["x"]).encode(), "damaged: points at x"),
    ],
)
def test_a_bad_file_is_named_and_the_others_are_read(tmp_path, content, reason):
    write_documents(tmp_path, [make_plan()])
    (tmp_path / "documents" / "bad.json").write_bytes(content)
    found, skipped = read(tmp_path)
    assert found == [make_plan()]
    assert list(skipped) == ["bad.json"]
    assert skipped["bad.json"].startswith(reason)


def test_foreign_files_folders_and_dead_links_are_skipped(tmp_path):
    folder = write_documents(tmp_path, [make_plan()]) / "documents"
    (folder / "notes.txt").write_text("x")
    (folder / "more.json").mkdir()
    (folder / "gone.json").symlink_to(folder / "nowhere")
    found, skipped = read(tmp_path)
    assert found == [make_plan()]
    assert set(skipped) == {"notes.txt", "more.json", "gone.json"}


def test_a_second_file_of_the_same_document_counts_once(tmp_path):
    folder = write_documents(tmp_path, [make_plan()]) / "documents"
    (folder / "zz copy.json").write_text(make_plan().to_json())
    found, skipped = read(tmp_path)
    assert len(found) == 1
    assert "same document" in skipped["zz copy.json"]


PLAN = make_plan()


@pytest.mark.parametrize(
    ("selection", "admitted"),
    [
        (Selection(), True),
        (Selection(documents=(PLAN.document.id,)), True),
        (Selection(documents=("zz", PLAN.document.id[:4])), True),
        (Selection(documents=("zz",)), False),
        (Selection(regions=("900000",)), True),
        (Selection(regions=("澜川省",)), True),
        (Selection(regions=("900100",)), False),
        (Selection(regions=("000000",)), False),
        (Selection(years=(2021,)), True),
        (Selection(years=(2020, 2022)), False),
        (Selection(years=(2021,), regions=("越川省",)), False),
    ],
)
def test_selection(selection, admitted):
    assert selection.admits(PLAN) is admitted


@pytest.mark.parametrize(
    ("period", "issued_on", "year", "admitted"),
    [
        (Period(start="2021-01-01", end="2023-12-31"), "2020-12-01", 2022, True),
        (Period(start="2021-01-01", end="2023-12-31"), "2020-12-01", 2020, False),
        (None, "2020-12-01", 2020, True),
        (None, None, 2020, False),
        (None, "unknown", 2020, False),
    ],
)
def test_year_is_the_periods_else_the_issues(period, issued_on, year, admitted):
    info = PLAN.document.changed(period=period, issued_on=issued_on)
    assert Selection(years=(year,)).admits(PLAN.changed(document=info)) is admitted


@pytest.mark.parametrize(
    ("wanted", "admitted"), [("630000", True), ("630100", True), ("630200", False), ("63", True)]
)
def test_a_code_takes_the_regions_within(wanted, admitted):
    region = PLAN.document.region.changed(code="630105")
    info = PLAN.document.changed(region=region)
    assert Selection(regions=(wanted,)).admits(PLAN.changed(document=info)) is admitted


def test_central_documents_have_the_nations_code():
    info = PLAN.document.changed(region=None)
    document = PLAN.changed(document=info)
    assert Selection(regions=("000000",)).admits(document)
    assert not Selection(regions=("630000",)).admits(document)
