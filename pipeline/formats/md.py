"""Markdown: its headings, paragraphs, list items and tables, without the marks of the markup.

Lines stay lines: Chinese documents put into Markdown keep theirs, and joining them, as the standard has it,
would hide where an item begins.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from extractors.layout import Block, Cell
from pipeline.formats.characters import read_text
from pipeline.formats.facts import Facts, Flowing, TextLine
from pipeline.formats.md_inline import strip_marks
from pipeline.formats.typography import ENDS

_COMMENT = re.compile(r"<!--.*?-->", re.S)
_FRONT_MATTER = re.compile(r"\w[\w-]*:|[ \t-]|$")
_MAX_FRONT_MATTER = 100
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+|(?<=##)(?=[^#\s]))")
_UNDERLINE = re.compile(r" {0,3}(?:={2,}|-{2,})[ \t]*")
_MAX_TITLE = 60
_RULE = re.compile(r"[ \t]*(?:[-*_][ \t]*){3,}|[ \t]*(?:```|~~~).*")
_LEAD = re.compile(r"[ \t]*(?:>[ \t]?)*(?:[-*+][ \t]+(?:\[[ xX]\][ \t]+)?)?")
_DELIMITER = re.compile(r"\|?(?:[ \t]*+:?-++:?[ \t]*+\|)++(?:[ \t]*+:?-++:?)?")
_CELL_END = re.compile(r"(?<!\\)\|")
_TABLE_START = re.compile(r"[ \t]*<table[\s>]", re.I)
_TABLE_END = re.compile(r"</table\s*>", re.I)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,600}>")
_BLOCK_TAG = re.compile(r"[ \t]*</?(?:p|div|center|section|h[1-6])[\s>]", re.I)
"""What of HTML within Markdown begins a paragraph."""
_BREAK = re.compile(r"<br[ \t]*/?>", re.I)


def read(path: Path) -> Facts:
    """Return the headings, paragraphs and tables of the Markdown file at `path`."""
    text, encoding, problems = read_text(path)
    flow = tuple(_find_elements(_with_whole_tags(_strip_comments(text)).split("\n")))
    return Facts("md", encoding, flow, problems)


def _strip_comments(text: str) -> str:
    """Return the text without comments; one that is left open is text."""
    end = text.rfind("-->") + 3
    return _COMMENT.sub("", text[:end]) + text[end:] if end > 2 else text


def _with_whole_tags(text: str) -> str:
    """Return the text with each tag of HTML on one line."""
    return _TAG.sub(lambda tag: tag[0].replace("\n", " "), text) if "<" in text else text


def _find_elements(lines: Sequence[str]) -> Iterator[Flowing]:
    """Yield the lines of text as lines, and what the markup shows to be something else as blocks."""
    at = _skip_front_matter(lines)
    apart = False
    last_table = max((i for i, line in enumerate(lines) if _TABLE_END.search(line)), default=-1)
    while at < len(lines):
        line = lines[at]
        end = _find_table_end(lines, at, last_table)
        if end:
            yield from _read_table(lines[at:end])
        elif heading := _HEADING.match(line):
            yield from _build_heading(line[heading.end() :], len(heading[1]))
        elif level := _underlined(lines, at):
            yield from _build_heading(line, level)
            end = at + 2
        elif not _RULE.fullmatch(line):
            yield from _read_line(line, apart)
        apart = not line.strip()
        at = end or at + 1


def _skip_front_matter(lines: Sequence[str]) -> int:
    """Return the number of lines that hold the settings of a site generator."""
    if lines[0].rstrip() != "---":
        return 0
    for at, line in enumerate(lines[1:_MAX_FRONT_MATTER], 1):
        if line.rstrip() in ("---", "..."):
            return at + 1
        if not _FRONT_MATTER.match(line):
            break
    return 0


def _underlined(lines: Sequence[str], at: int) -> int:
    """Return the level of a heading that the next line underlines, 0 for other lines."""
    line = lines[at].strip()
    if not line or len(line) > _MAX_TITLE or line.endswith(ENDS) or at + 1 == len(lines):
        return 0
    if not _UNDERLINE.fullmatch(lines[at + 1]) or _RULE.fullmatch(line):
        return 0
    return 1 if "=" in lines[at + 1] else 2


def _build_heading(text: str, level: int) -> Iterator[Block]:
    text = text.rstrip()
    bare = text.rstrip("#")
    text = strip_marks(bare if bare.endswith((" ", "\t")) else text).replace("\t", " ").strip()
    if text:
        yield Block("heading", text, level=level)


def _read_line(line: str, apart: bool) -> Iterator[TextLine]:
    lead = _LEAD.match(line)
    start = lead.end() if lead else 0
    is_item = bool(line[:start].strip()) or _BLOCK_TAG.match(line) is not None
    for piece in _BREAK.split(line[start:]):
        text = strip_marks(piece).strip()
        text = text if text.count("\t") > 1 else text.replace("\t", " ")
        if text:
            yield TextLine(text, 0, apart or is_item)
            apart = True


def _find_table_end(lines: Sequence[str], at: int, last: int) -> int:
    """Return the index after the table that begins at the line, 0 if none does."""
    if at <= last and _TABLE_START.match(lines[at]):
        return 1 + next(i for i in range(at, last + 1) if _TABLE_END.search(lines[i]))
    if "|" not in lines[at] or at + 1 == len(lines) or not _DELIMITER.fullmatch(lines[at + 1].strip()):
        return 0
    return next((i for i in range(at + 2, len(lines)) if "|" not in lines[i]), len(lines))


def _read_table(lines: Sequence[str]) -> Iterator[Flowing]:
    if _TABLE_START.match(lines[0]):
        from pipeline.formats.html import read_fragment

        yield from read_fragment("\n".join(lines))
    else:
        rows = [lines[0], *lines[2:]]
        yield Block("table", cells=tuple(cell for at, row in enumerate(rows) for cell in _read_row(at, row)))


def _read_row(row: int, line: str) -> Iterator[Cell]:
    line = line.strip().removeprefix("|")
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    for column, cell in enumerate(_CELL_END.split(line)):
        paragraphs = (strip_marks(piece).replace("\t", " ").strip() for piece in _BREAK.split(cell))
        yield Cell("\n".join(filter(None, paragraphs)), row, column)
