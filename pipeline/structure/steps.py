"""The way from the facts of a file to its blocks: one list of steps, the same for all formats."""

from collections.abc import Iterable, Sequence

from extractors.layout import Block
from extractors.records import Problem
from pipeline.formats.facts import Facts, Flowing, Markup, Pages
from pipeline.structure.boilerplate import keep_document
from pipeline.structure.layout_tables import open_frames, open_layout
from pipeline.structure.one_line import part_pages
from pipeline.structure.page_numbers import drop_page_numbers
from pipeline.structure.spread import split_paragraphs
from pipeline.structure.tables.flat_tables import with_tables
from pipeline.structure.titles import join_titles
from pipeline.structure.wrapping import join_wrapped


def build_blocks(facts: Facts) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """Return the document as blocks in reading order, and what was left out around it."""
    outside, flow = _flow(facts)
    flow = part_pages(flow)
    flow = drop_page_numbers(flow)
    opened = tuple(open_layout(flow))
    blocks: Iterable[Block] = join_wrapped(opened)
    blocks = split_paragraphs(blocks)
    blocks = join_titles(blocks)
    blocks, left_out = keep_document(tuple(blocks)) if facts.site else (blocks, ())
    blocks = with_tables(tuple(blocks))
    blocks = open_frames(blocks)
    return (*outside, *blocks), left_out


def _flow(facts: Facts) -> tuple[tuple[Block, ...], Sequence[Flowing]]:
    """Return what a page says of its document, and the document as a flow: pages and trees in order."""
    if isinstance(facts.content, Markup):
        from pipeline.structure.article import read_article

        return read_article(facts.content)
    if isinstance(facts.content, Pages):
        from pipeline.structure.printed import read_sheets

        return (), read_sheets(facts.content.sheets)
    return (), facts.content
