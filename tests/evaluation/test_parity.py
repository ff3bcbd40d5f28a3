"""The same document in every form: what is written is read as the same records."""

from pathlib import Path

import pytest

from pipeline.evaluation.comparison import sum_up
from pipeline.evaluation.parity import Outcome, choose, format_outcomes, gold_of, measure
from pipeline.evaluation.printings import FORMS, pages
from pipeline.evaluation.printings.scan import find_font
from pipeline.evaluation.printings.source import Part, Printed
from tests.factory import make_document

SAMPLES = Path("corpus")
FAST = ("txt", "md", "html", "docx", "doc", "rtf", "xlsx", "pdf", "ofd")
SAME = (
    *(
        "txt",
        "txt, broken at 30",
        "txt, broken at 38",
        "html",
        "html, in a table",
        "docx",
        "docx, in a table",
    ),
    *("doc, Word's html", "rtf", "pdf", "ofd"),
)
"""Forms in which this sample gives what its own file gives, to the last record."""


def outcomes(sample: str, folder: Path, forms: tuple[str, ...]) -> dict[str, Outcome]:
    wanted = [form for form in FORMS if form.name in forms]
    return {outcome.form: outcome for outcome in measure(SAMPLES / sample, wanted, folder)}


def test_one_sample_in_all_fast_forms(tmp_path: Path) -> None:
    found = outcomes("yingshang-sannian-2023.md", tmp_path, SAME)
    assert {form: [f.what for f in o.findings if f.kind != "hit"] for form, o in found.items()} == {
        form: [] for form in SAME
    }


@pytest.mark.parametrize("form", ["html", "docx", "doc, Word's html", "xlsx", "pdf", "ofd"])
def test_a_table_in_other_forms(tmp_path: Path, form: str) -> None:
    (outcome,) = outcomes("duban-taizhang-2024.md", tmp_path, (form,)).values()
    tallies = sum_up(outcome.findings)
    assert [tallies[name].f1 for name in ("tasks", "units", "strict")] == [1.0, 1.0, 1.0]


@pytest.mark.long
def test_a_scan(tmp_path: Path) -> None:
    pytest.importorskip("rapidocr")
    if not find_font():
        pytest.skip("needs a font with Chinese signs")
    (outcome,) = outcomes("danwei-zhize-2024.txt", tmp_path, ("scan",)).values()
    assert sum_up(outcome.findings)["tasks"].f1 >= 0.98


def test_own_records_are_met_by_themselves() -> None:
    from pipeline.evaluation.comparison import compare

    document = make_document(2, tasks=3, units=2)
    assert {finding.kind for finding in compare(gold_of(document, "a"), document)} == {"hit"}


def test_a_file_that_is_not_read_is_named() -> None:
    from pipeline.evaluation.comparison import compare

    findings = tuple(compare(gold_of(make_document(2, tasks=1, units=1), "a"), None))
    table = format_outcomes([Outcome("a.txt", "rtf", findings, "no-text")], misses=True)
    assert "no-text" in table and table.splitlines()[1].split()[1:3] == ["0.000", "0.000"]


def test_forms_are_chosen_by_how_their_names_begin() -> None:
    assert all(form.fast for form in choose([]))
    assert {form.name for form in choose(["all"])} == {form.name for form in FORMS}
    assert {form.name.split(",")[0] for form in choose(["md", "scan"])} == {"md", "scan"}


def test_lines_keep_within_their_column_and_begin_with_no_closing_sign() -> None:
    text = "（一）推进城乡供水一体化，到2025年建成水厂12座、管网1200公里，覆盖率达到95%以上。" * 4
    for style in (pages.PLAIN, pages.GAZETTE, pages.BROWSER):
        width = (style.right - style.left - style.gutter * (style.columns - 1)) / style.columns
        sheets = pages.typeset(Printed("要点", (Part("text", text),)), style)
        lines = [words for sheet in sheets for words in sheet.words if style.top < words.y < style.bottom]
        lines = [words for words in lines if words.size == style.size]
        assert "".join(words.text for words in lines) == text
        for words in lines:
            assert words.text[0] not in "，。、）%"
            assert pages.reach(words.text, words.size) <= width + 0.1


@pytest.mark.parametrize("count", [3, 80])
def test_a_table_goes_on_over_pages_and_loses_no_words(count: int) -> None:
    from extractors.layout import Cell

    cells = tuple(
        Cell(f"第{row}项" * (3 + column * 20), row, column) for row in range(count) for column in range(3)
    )
    sheets = pages.typeset(Printed("表", (Part("table", cells=cells),)), pages.PLAIN)
    words = [word for sheet in sheets for word in sheet.words if word.size == 10.5]
    assert sum(len(word.text) for word in words) == sum(len(cell.text) for cell in cells)
    assert all(word.y < pages.PLAIN.bottom for word in words)
