"""One file as blocks: what its reader finds in it, brought into the structure that all formats share."""

from dataclasses import dataclass
from pathlib import Path

from extractors.layout import Block
from extractors.records import Problem
from pipeline.formats import read as read_facts
from pipeline.formats.facts import UnreadableFile


@dataclass(frozen=True, slots=True)
class Reading:
    """The blocks of one file in reading order, and what was odd about it."""

    format: str
    encoding: str | None
    pages: int | None
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = ()


def read(path: Path) -> Reading:
    """Return the blocks of the file at `path`; raise `UnreadableFile` where it gives none."""
    from pipeline.structure.steps import build_blocks

    facts = read_facts(path)
    blocks, found = build_blocks(facts)
    if not any(block.text or block.cells for block in blocks):
        raise UnreadableFile("no-text", f"The file holds no text: {path.name}")
    return Reading(facts.format, facts.encoding, facts.pages, blocks, facts.problems + found)
