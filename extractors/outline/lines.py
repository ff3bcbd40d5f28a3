"""The printed lines of a text; where a crawler joined them, a document's elements are parted."""

from extractors.layout import Layout
from extractors.outline.joined import part_line
from extractors.values import value

_SHORT = 12
"""Characters; a shorter line holds one element."""
_HEAD = 16
"""Lines in which the head of a document stands."""


@value
class Line:
    """A printed line: its words in the folded text, without blanks at its ends."""

    start: int
    end: int
    folded: str
    level: int
    """Of a heading that the format marks as such, else 0."""


def find_lines(layout: Layout) -> list[Line]:
    """Return the lines of all blocks in order, a table as an empty one: no title goes over it."""
    lines: list[Line] = []
    for block in layout.blocks:
        if block.kind == "table":
            lines.append(Line(block.start, block.start, "", 0))
            continue
        starts = [block.start]
        if len(block.text) > _SHORT:
            starts = part_line(layout.folded, block.start, block.end, opens=len(lines) < _HEAD)
        for start, end in zip(starts, [*starts[1:], block.end], strict=True):
            line = _line(layout.folded, start, end, block.level if start == block.start else 0)
            if line.folded or len(starts) == 1:
                lines.append(line)
    return lines


def _line(folded: str, start: int, end: int, level: int = 0) -> Line:
    words = folded[start:end]
    start += len(words) - len(words.lstrip())
    return Line(start, start + len(words.strip()), words.strip(), level)
