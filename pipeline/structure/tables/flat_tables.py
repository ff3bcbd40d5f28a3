"""Tables that came as paragraphs, whatever the format: cells one a paragraph, or rows parted by signs.

Formats give paragraphs as they are printed; here, once for all formats, those that are the cells or
rows of a table become one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from extractors.layout import Block, Cell, shift
from extractors.records import Place
from pipeline.structure.spread import build_table, find_rows
from pipeline.structure.tables.merged_cells import merge_cells
from pipeline.structure.tables.text_tables import find_tables


def with_tables(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks with the paragraphs that make a table as one.

    >>> texts = ["序号", "任务", "责任单位", "1", "改造管网", "市水利局", "2", "普查", "市统计局"]
    >>> [block.kind for block in with_tables([Block("paragraph", text) for text in texts])]
    ['table']
    """
    for kind, group in groupby(blocks, lambda block: block.kind):
        run = list(group)
        blocks_of_run = _in_run(run) if kind == "paragraph" else run
        yield from (merge_cells(block) if block.kind == "table" else block for block in blocks_of_run)


def _in_run(blocks: list[Block]) -> Iterator[Block]:
    lines = [block.text for block in blocks]
    tables = find_tables(lines)
    if any("\t" in line for line in lines):
        tables |= {first: (end, build_table(lines[first:end])) for first, end in find_rows(lines).items()}
    at = 0
    for first, (end, table) in sorted(tables.items()):
        if first < at:
            continue
        yield from map(_without_tabs, blocks[at:first])
        yield _placed(table, blocks[first:end])
        at = end
    yield from map(_without_tabs, blocks[at:])


def _without_tabs(block: Block) -> Block:
    return replace(block, text=block.text.replace("\t", " ").strip()) if "\t" in block.text else block


def _placed(table: Block, blocks: Sequence[Block]) -> Block:
    """Return the table with the page, box and places of the paragraphs that it is made of."""
    if blocks[0].page is None:
        return table
    cells: list[Cell] = []
    at = 0
    for cell in table.cells:
        places: list[Place] = []
        start = 0
        for line in cell.text.split("\n"):
            found = next((i for i in range(at, len(blocks)) if line and line in blocks[i].text), None)
            if found is not None:
                at = found
                places += _places(line, blocks[found], start)
            start += len(line) + 1
        cells.append(replace(cell, places=tuple(places)))
    return replace(table, cells=tuple(cells), page=blocks[0].page, box=blocks[0].box)


def _places(line: str, block: Block, start: int) -> Iterator[Place]:
    """Yield where a cell's line is printed: the block's places as far as they are the line's."""
    low = block.text.index(line)
    for place in shift(block.places, -low):
        left, right = max(0, place.span[0]), min(len(line), place.span[1])
        if left < right:
            yield replace(place, span=(start + left, start + right))
