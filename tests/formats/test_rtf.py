"""RTF: paragraphs and tables, in the code page that Chinese Word writes; what is damaged."""

from pathlib import Path

import pytest

from extractors.records import Document
from pipeline.batch import load
from pipeline.formats.facts import UnreadableFile
from pipeline.formats.rtf import MAX_DEPTH
from pipeline.reading import read


def escaped(text: str) -> str:
    """Return the text as RTF writes it: Unicode escapes, with a sign for readers that know none."""
    return "".join(sign if sign < "\x80" else f"\\u{ord(sign)}?" for sign in text)


def coded(text: str) -> str:
    """Return the text as old Word writes it: bytes of the code page."""
    return "".join(f"\\'{byte:02x}" for byte in text.encode("gb18030"))


def write(path: Path, body: str) -> Path:
    path.write_text(r"{\rtf1\ansi\ansicpg936\deff0 " + body + "}", encoding="latin-1")
    return path


@pytest.mark.parametrize("form", [escaped, coded])
def test_paragraphs(tmp_path: Path, form: object) -> None:
    assert callable(form)
    text = ["云溪市水利工作要点", "一、重点任务", "（一）新建水库2座。（市水利局负责）"]
    path = write(tmp_path / "a.rtf", r"\par ".join(form(line) for line in text) + r"\par ")
    reading = read(path)
    assert (reading.format, [block.text for block in reading.blocks]) == ("rtf", text)


def test_rows_of_a_table_give_tasks(tmp_path: Path) -> None:
    rows = [
        ["序号", "工作任务", "牵头单位"],
        ["1", "新建水库2座", "市水利局"],
        ["2", "疏浚河道30公里", "市城管局"],
    ]
    body = "".join(
        r"\trowd " + "".join(rf"\intbl {escaped(word)}\cell " for word in row) + r"\row " for row in rows
    )
    document = load(write(tmp_path / "a.rtf", escaped("云溪市任务分解表") + r"\par " + body))
    assert isinstance(document, Document)
    assert [task.assignments[0].name for task in document.tasks] == ["市水利局", "市城管局"]


@pytest.mark.parametrize(
    "data", [b"{\\rtf1 " + b"{" * (MAX_DEPTH + 1) + b"}" * (MAX_DEPTH + 2), b"{\\rtf1 {\\b text"]
)
def test_damaged(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile) as error:
        read(path)
    assert error.value.code == "damaged-file"


def row(*cells: tuple[str, int, str]) -> str:
    """Return a row of cells (definition, right edge, text), defined as Word does: before and after it."""
    defined = "".join(rf"{merge}\cellx{edge}" for merge, edge, _ in cells)
    words = "".join(rf"\pard\intbl {escaped(text)}\cell " for _, _, text in cells)
    return rf"\trowd {defined} {words}{{\trowd {defined} \row}}"


def test_merged_cells_and_paragraphs_of_a_cell(tmp_path: Path) -> None:
    body = (
        row(("", 1000, "专项"), ("", 4000, "任务"), ("", 8000, "责任单位"))
        + row((r"\clvmgf", 1000, "水利"), ("", 4000, "新建水库2座"), ("", 8000, r"市水利局\par 市财政局"))
        + row((r"\clvmrg", 1005, ""), ("", 4000, "疏浚河道30公里"), ("", 8000, "市城管局"))
        + row(("", 8000, "二、保障"))
        + row(("", 1000, "资金"), (r"\clmgf", 4000, "统筹资金3亿元"), (r"\clmrg", 8000, ""))
    ).replace(r"\\par", r"\par")
    (table,) = read(write(tmp_path / "a.rtf", body)).blocks
    places = {cell.text: (cell.row, cell.column, cell.rowspan, cell.colspan) for cell in table.cells}
    assert places["水利"] == (1, 0, 2, 1) and places["二、保障"] == (3, 0, 1, 3)
    assert places["统筹资金3亿元"] == (4, 1, 1, 2) and "市水利局\n市财政局" in places


def test_a_table_that_only_places_a_notice_is_its_paragraphs(tmp_path: Path) -> None:
    body = row(("", 8000, r"云溪市水利工作要点")) + row(("", 8000, r"一、重点任务\par 新建水库2座。"))
    blocks = read(write(tmp_path / "a.rtf", body)).blocks
    assert [block.kind for block in blocks] == ["paragraph"] * 3


@pytest.mark.parametrize("word", [r"\uc ", r"\u99999999999 ", r"\u-99999999 ", r"\u1114112 "], ids=str.strip)
def test_numbers_that_are_no_characters_are_damage(tmp_path: Path, word: str) -> None:
    path = tmp_path / "a.rtf"
    path.write_text(rf"{{\rtf1\ansi {word}? text}}", encoding="ascii")
    with pytest.raises(UnreadableFile) as caught:
        read(path)
    assert caught.value.code == "damaged-file"


def test_a_sign_of_two_numbers_is_one_and_half_of_one_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_text(r"{\rtf1\ansi a \u-10180?\u-9121? b \u-9968? c}", encoding="ascii")
    assert read(path).blocks[0].text == "a \U0001f05f b \ufffd c"
