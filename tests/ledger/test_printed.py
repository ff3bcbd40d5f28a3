"""The ledger as it is printed: across the paper, at a size that reads, each page with the head."""

from pathlib import Path

import pytest
from PIL import Image

from extractors.records import Document
from pipeline.batch import load as read
from pipeline.ledger import Ledger, gather_ledgers
from pipeline.ledger.form import BLOCK_LABELS, HEAD
from tests.factory import agency_id, make_document
from tests.ledger.kept import column, kept, ledger_of, load
from tests.rendered import converted, needs_office, printed

pytestmark = [pytest.mark.long, needs_office]
A4_ACROSS, A3_ACROSS = (842, 595), (1191, 842)
LEAST = 9.0
"""Points of the smallest letters."""


@pytest.mark.parametrize(("by", "paper"), [("", A4_ACROSS), ("quarter", A4_ACROSS), ("month", A3_ACROSS)])
def test_it_reads_on_paper(by: str, paper: tuple[int, int], tmp_path: Path) -> None:
    ledger = ledger_of(agency_id(0, "澜川省水利厅"), [make_document(0, tasks=30)])
    assert len(ledger.entries) > 5
    kept(ledger, tmp_path / "a.xlsx", periods=by)
    workbook, sheet = load(tmp_path / "a.xlsx")
    sheet["H5"], sheet["H6"] = "已完成", "滞后"
    workbook.save(tmp_path / "a.xlsx")
    *pages, summary = printed(tmp_path / "a.xlsx")
    words = "".join(sheet["C5"].value.split())[:20]
    assert words in "".join(page.extract_text() for page in pages).replace("\n", "").replace(" ", "")
    block = pages[0].extract_text()
    assert [label for label in BLOCK_LABELS if f"{label}：" not in block] == []
    for page in pages:
        assert (round(page.width), round(page.height)) == paper
        assert "工作任务" in page.extract_text()
        assert min(char["size"] for char in page.chars) >= LEAST
        right = max(edge["x1"] for edge in page.edges)
        assert page.width * 0.85 < right < page.width - 14
    assert "合计" in summary.extract_text()
    colours = Image.open(tmp_path / "a-1.png").convert("RGB").getcolors(1 << 24) or []
    seen = {colour for _number, colour in colours}
    assert {(0xC6, 0xEF, 0xCE), (0xFF, 0xC7, 0xCE)} <= seen, "done is green, late is red"


def test_one_that_libreoffice_saved_is_kept_as_well(tmp_path: Path) -> None:
    document = make_document(0, tasks=30)
    ledger = ledger_of(agency_id(0, "澜川省水利厅"), [document])
    kept(ledger, tmp_path / "a.xlsx")
    workbook, sheet = load(tmp_path / "a.xlsx")
    for row in range(HEAD + 1, sheet.max_row + 1):
        sheet.cell(row, 8).value, sheet.cell(row, 9).value = "推进中", f"第一行\n第{row}行"
    workbook.save(tmp_path / "a.xlsx")
    before = [column(sheet, title) for title in ("工作任务", "进展状态", "进展情况")]
    converted(tmp_path / "a.xlsx", "xlsx", tmp_path / "saved")
    path = tmp_path / "saved" / "a.xlsx"
    assert kept(ledger, path).counts["changed"] == 0
    fewer = document.changed(tasks=document.tasks[1:])
    outcome = kept(ledger_of(ledger.agency, [fewer]), path)
    assert (outcome.counts["changed"], outcome.counts["kept"], outcome.counts["new"]) == (0, 0, 0)
    assert outcome.counts["gone"] == len(ledger.entries) - outcome.counts["entries"]
    sheet = load(path)[1]
    assert [column(sheet, title) for title in ("工作任务", "进展状态", "进展情况")] == before
    assert [sheet.column_dimensions[letter].hidden for letter in "JK"] == [False, True]
    assert sheet.data_validations.dataValidation and sheet.conditional_formatting


@pytest.mark.parametrize("by", ["", "quarter", "month"])
def test_rows_are_as_high_as_what_stands_in_them(by: str, tmp_path: Path, root: Path) -> None:
    """A row that is too low clips its words in Excel, which takes heights as they are given."""
    papers = [root / "corpus" / name for name in ("shengtai-yaodian-2024.txt", "renwu-fenjie-2025.html")]
    documents = [document for path in papers if isinstance(document := read(path), Document)]
    entries = [entry for each in gather_ledgers(documents) for entry in each.entries]
    ledger = Ledger("x", "澜川省水利厅", entries[::5])
    kept(ledger, tmp_path / "a.xlsx", periods=by)
    converted(tmp_path / "a.xlsx", "xlsx", tmp_path / "saved")  # LibreOffice reckons the heights anew
    ours, theirs = load(tmp_path / "a.xlsx")[1], load(tmp_path / "saved" / "a.xlsx")[1]
    rows = range(HEAD + 1, HEAD + 1 + len(ledger.entries))
    heights = [(row, ours.row_dimensions[row].height, theirs.row_dimensions[row].height) for row in rows]
    assert len(heights) > 5 and len({height for _, _, height in heights}) > 2
    assert [each for each in heights if each[1] < each[2] - 1] == []
