"""Printed pages as a flow: tables filled, columns in reading order, furniture dropped, lines joined."""

from collections.abc import Sequence

from extractors.layout import Block
from pipeline.formats.facts import Sheet
from pipeline.formats.page import Element, Page
from pipeline.structure.furniture import drop_furniture
from pipeline.structure.paragraphs import join_lines
from pipeline.structure.reading_order import order
from pipeline.structure.tables.aligned import find_aligned
from pipeline.structure.tables.aligned_columns import Shape
from pipeline.structure.tables.cell_text import fill_grid


def read_sheets(sheets: Sequence[Sheet]) -> tuple[Block, ...]:
    """Return the paragraphs and tables of the pages; an unruled table and a gutter go on over page ends."""
    pages: list[Page] = []
    shape: Shape | None = None
    gutter: float | None = None
    for sheet in sheets:
        elements: list[Element] = [line for cell, line in sheet.lines if cell is None]
        elements += [fill_grid(grid, sheet.lines, sheet.number) for grid in sheet.grids]
        elements, shape = find_aligned(elements, sheet.number, shape)
        columns, gutter = order(elements, gutter)
        pages.append(Page(sheet.number, sheet.width, sheet.height, columns))
    return join_lines(drop_furniture(pages))
