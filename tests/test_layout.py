"""The canonical text: what blocks become, and where each of them stands in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.layout import Block, Cell, build_layout
from tests.texts import table_of

LAYOUTS = [
    # blocks, text
    ([], ""),
    ([Block("paragraph", "甲")], "甲"),
    ([Block("paragraph", "甲"), Block("paragraph", "乙")], "甲\n乙"),
    ([Block("heading", "甲", level=1), Block("paragraph", "乙")], "甲\n乙"),
    ([Block("paragraph", ""), Block("paragraph", "乙"), Block("paragraph", "")], "乙"),
    ([table_of(["|甲|乙|", "|丙|丁|"])], "甲\t乙\n丙\t丁"),
    ([Block("paragraph", "前"), table_of(["|甲|乙|"]), Block("paragraph", "后")], "前\n甲\t乙\n后"),
    ([table_of(["|甲|<|", "|乙|丙|"])], "甲\n乙\t丙"),
    ([table_of(["|甲|乙|", "|^|丙|"])], "甲\t乙\n丙"),
    ([table_of(["||乙|"])], "\t乙"),
    ([Block("table", cells=())], ""),
    ([Block("table", cells=(Cell("乙", 0, 1), Cell("丙", 1, 0), Cell("甲", 0, 0)))], "甲\t乙\n丙"),
    ([Block("paragraph", "　Ａ（１）　")], "　Ａ（１）　"),
]


@pytest.mark.parametrize(("blocks", "text"), LAYOUTS)
def test_text(blocks: list[Block], text: str) -> None:
    assert build_layout(blocks).text == text


def test_a_block_keeps_what_it_knows_of_its_page() -> None:
    block = Block("heading", "甲", level=2, page=3, box=(1.0, 2.0, 3.0, 4.0))
    (placed,) = build_layout([block]).blocks
    assert (placed.kind, placed.level, placed.page, placed.box) == ("heading", 2, 3, (1.0, 2.0, 3.0, 4.0))


def test_a_merged_cell_keeps_its_spans() -> None:
    (table,) = build_layout([table_of(["|甲|<|乙|", "|^|^|丙|"])]).blocks
    assert [(c.text, c.row, c.column, c.rowspan, c.colspan) for c in table.cells] == [
        ("甲", 0, 0, 2, 2),
        ("乙", 0, 2, 1, 1),
        ("丙", 1, 2, 1, 1),
    ]


words = st.text(alphabet="甲乙１（）Ａ 　", max_size=5)
tables = st.lists(st.lists(words, min_size=1, max_size=3), min_size=1, max_size=3).map(
    lambda rows: Block(
        "table", cells=tuple(Cell(text, y, x) for y, row in enumerate(rows) for x, text in enumerate(row))
    )
)
blocks = st.lists(st.one_of(words.map(lambda text: Block("paragraph", text)), tables), max_size=8)


@given(blocks)
def test_every_block_and_cell_stands_where_it_says(given_blocks: list[Block]) -> None:
    layout = build_layout(given_blocks)
    assert len(layout.folded) == len(layout.text)
    at = 0
    for block in layout.blocks:
        assert block.start == at
        assert layout.text[block.start : block.end] == block.text
        for cell in block.cells:
            assert block.start <= cell.start <= cell.end <= block.end
            assert layout.text[cell.start : cell.end] == cell.text
        at = block.end + 1
    assert len(layout.text) == max(0, at - 1)
    held = [cell.text for block in given_blocks for cell in block.cells if block.kind == "table"]
    kept = [cell.text for block in layout.blocks for cell in block.cells]
    assert [text for text in kept if text] == [text for text in held if text]
