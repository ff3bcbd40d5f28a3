"""Plain text: its printed lines."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.formats.characters import read_text
from pipeline.formats.facts import Facts, TextLine


def read(path: Path) -> Facts:
    """Return the lines of the text file at `path`, empty ones too."""
    text, encoding, problems = read_text(path)
    lines = text.split("\n")
    return Facts("txt", encoding, tuple(_line(lines, at) for at in range(len(lines))), problems)


def _line(lines: Sequence[str], at: int) -> TextLine:
    """Return the line at the place; tabs stay where they part cells."""
    line = lines[at]
    if line.count("\t") > 1:
        return TextLine(line.strip(" "))
    text = line.strip().replace("\t", " ")
    indent = _indent(line[: len(line) - len(line.lstrip())]) if text else 0
    return TextLine(text, indent, at > 0 and not lines[at - 1].strip())


def _indent(spaces: str) -> int:
    return sum({"\t": 4, "\u3000": 2, "\u2003": 2}.get(space, 1) for space in spaces)
