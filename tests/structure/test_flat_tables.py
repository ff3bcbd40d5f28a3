"""Tables that came as paragraphs: the same in every format."""

from pathlib import Path

import pytest

from extractors.layout import Block
from extractors.records import Place
from pipeline.reading import read
from pipeline.structure.tables.flat_tables import with_tables
from tests.formats.makers import make_docx, p

ROWS = [
    ["序号", "工作任务", "牵头单位", "完成时限"],
    ["1", "改造老旧管网。", "市住建局", "6月底前"],
    ["2", "普查取水口", "市水利局", "年底前"],
]
CELLS = [cell for row in ROWS for cell in row]
GAPS = ["\u3000\u3000".join(row) for row in ROWS]


def written(folder: Path, suffix: str, lines: list[str]) -> Path:
    path = folder / f"a.{suffix}"
    if suffix == "docx":
        path.write_bytes(make_docx("".join(map(p, ["青石市任务清单", *lines]))))
        return path
    texts = {
        "txt": "\n".join(["青石市任务清单", *lines]),
        "md": "\n\n".join(["# 青石市任务清单", *lines]),
        "html": "<h1>青石市任务清单</h1>" + "".join(f"<p>{line}</p>" for line in lines),
    }
    path.write_text(texts[suffix], encoding="utf-8")
    return path


@pytest.mark.parametrize("lines", [CELLS, GAPS], ids=["cells", "gaps"])
@pytest.mark.parametrize("suffix", ["txt", "md", "html", "docx"])
def test_cells_and_rows_make_the_same_table_in_every_format(
    tmp_path: Path, suffix: str, lines: list[str]
) -> None:
    blocks = read(written(tmp_path, suffix, lines)).blocks
    assert [block.kind for block in blocks][1:] == ["table"]
    assert [cell.text for cell in blocks[-1].cells] == CELLS


INDICATORS = [
    "序号",
    "指标",
    "单位",
    "2025年",
    "2030年",
    "1",
    "绿地率",
    "%",
    "38",
    "40",
    "2",
    "水价",
    "元",
    "2",
    "3",
]
WITHOUT_UNITS = [
    "序号",
    "任务",
    "时限",
    "责任人",
    "1",
    "改造管网",
    "年底前",
    "王某",
    "2",
    "普查",
    "6月底",
    "李某",
]


@pytest.mark.parametrize(("lines", "width"), [(INDICATORS, 5), (WITHOUT_UNITS, 4)])
def test_indicators_and_tasks_without_units_are_tables(lines: list[str], width: int) -> None:
    (table,) = with_tables([Block("paragraph", line) for line in lines])
    assert [(cell.row, cell.column) for cell in table.cells] == [
        divmod(at, width) for at in range(len(lines))
    ]


def test_headings_part_tables_and_tabs_become_blanks() -> None:
    blocks = [Block("paragraph", "甲\t乙"), Block("heading", "一、总则", level=1), Block("paragraph", "略")]
    assert [block.text for block in with_tables(blocks)] == ["甲 乙", "一、总则", "略"]


def test_cells_know_where_they_are_printed() -> None:
    blocks = [
        Block("paragraph", text, page=1, places=(Place(span=(0, len(text)), page=1, box=(0, at, 9, at + 9)),))
        for at, text in enumerate(CELLS)
    ]
    (table,) = with_tables(blocks)
    assert table.page == 1
    assert [cell.places[0].box[1] for cell in table.cells] == list(range(len(CELLS)))
