"""What an HTML element shows: paragraphs at block elements and ``<br>``, tables with what their cells hold.

Marks are put into the tree where the page shows a new line, and the element's text, which the parser
gives at once, is split at them. Noncharacters serve as marks: no text may hold them.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from extractors.layout import Block
from pipeline.formats.characters import clean
from pipeline.formats.facts import Flowing, Frame
from pipeline.formats.html_tables import build_cells, find_rows
from pipeline.formats.typography import MARKER

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

BREAK = "\ufdd0"
_TABLE, _HEADING, _NUMBER, _END = "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4"
_BLOCKS = (
    "p,div,li,td,th,dd,dt,center,section,article,blockquote,pre,ul,ol,dl,table,caption,form,header,"
    "footer,aside,nav,main,address,figure,figcaption,fieldset,legend,ucapcontent,ucaptitle"
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_WIDE = "[\u2018-\u201f\u2014\u2026\u2460-\u24ff\u2e80-\uffef]"
_SOFT = re.compile(rf"(?<={_WIDE})[ \t]*+\n[ \t\n]*+(?={_WIDE})")
"""A line end of the source between Chinese characters: a browser may show a space, print has none."""
_NEW_LINE = re.compile(r"[ \t\r]*\n\s*\S")
_MAX_HEADING = 40
"""Characters of a heading in bold type at most."""
_RUN_ON = tuple("。：:；;，,、")
"""Signs after which the text goes on in the heading's own line."""
_SPACES = re.compile(r"[ \t\n]{2,}|[\t\n]")
_LEAST = 2
"""Rows of two filled cells that a table of data has at least: pages use single rows to place things."""
_PREFIX = re.compile(f"[{_TABLE}{_HEADING}{_NUMBER}]([^{_END}]{{1,12}}){_END}")


def mark_breaks(node: "LexborNode") -> None:
    """Put a mark into the tree wherever the page shows a new line, and the numbers of ordered lists."""
    for pre in node.css("pre"):
        pre.replace_with(f"{BREAK}{pre.text().replace(chr(10), BREAK)}{BREAK}")
    for element in node.css("br,hr"):
        element.insert_before(BREAK)
    for element in node.css("b,strong"):
        if _is_bold_heading(element):
            element.insert_after(BREAK)
    for element in node.css("ol"):
        _number_items(element)
    for element in node.css(_BLOCKS):
        element.insert_before(BREAK)
        element.insert_after(BREAK)
    for level, tag in enumerate(HEADINGS, 1):
        for element in node.css(tag):
            element.insert_before(f"{BREAK}{_HEADING}{level}{_END}")
            element.insert_after(BREAK)


def _is_bold_heading(element: "LexborNode") -> bool:
    """Return True for a number and words in bold type, after which the source begins a new line."""
    before, following = element.prev, element.next
    text = element.text()
    if before is not None and before.text().strip(f" \t\n\u3000\xa0{BREAK}"):
        return False
    if following is None or following.tag != "-text" or not _NEW_LINE.match(following.text()):
        return False
    return len(text) <= _MAX_HEADING and bool(MARKER.match(text)) and not text.rstrip().endswith(_RUN_ON)


def _number_items(element: "LexborNode") -> None:
    """Write the numbers that a browser prints before the items, unless they bear their own."""
    items = [child for child in element.iter() if child.tag == "li"]
    style = (element.attributes.get("style") or "").replace(" ", "")
    if "list-style:none" in style or "list-style-type:none" in style:
        return
    if any(MARKER.match(item.text().lstrip(f" \t\n\u3000\xa0{BREAK}")) for item in items):
        return
    start = element.attributes.get("start") or "1"
    first = int(start) if start.isascii() and start.isdigit() and len(start) < 5 else 1
    for number, item in enumerate(items, first):
        item.insert_before(f"{BREAK}{_NUMBER}{number}. {_END}")


def read_lines(node: "LexborNode", most: int | None = None) -> list[str]:
    """Return the lines of text that the marked element shows, tables line by line; `most` of them."""
    return split_lines(node.text(), most)


def split_lines(text: str, most: int | None = None) -> list[str]:
    """Return the lines of a marked element's text."""
    filled = (line for line in text.split(BREAK) if line and not line.isspace())
    lines = (_strip_prefixes(_collapse(line)) for line in islice(filled, most))
    return [line for line in lines if line]


def read_flow(node: "LexborNode") -> Iterator[Flowing]:
    """Yield the paragraphs, headings and tables of the marked element, which loses its tables."""
    tables = _take_tables(node)
    level, number = 0, ""
    for line in _collapse(node.text()).split(BREAK):
        text = line.strip()
        if _END in text:
            for prefix in _PREFIX.finditer(text):
                if prefix[0][0] == _TABLE:
                    yield from tables[_parse_index(prefix[1], len(tables))]
                elif prefix[0][0] == _HEADING:
                    level = _parse_index(prefix[1], len(HEADINGS) + 1)
                else:
                    number = prefix[1]
            text = _strip_prefixes(text)
        if text := _cleaned(number + text if text else ""):
            yield Block("heading", text, level=level) if level > 0 else Block("paragraph", text)
            level, number = 0, ""


def _parse_index(text: str, below: int) -> int:
    """Return the index that a mark holds, that of the last where the page forged one."""
    return min(int(text), below - 1) if text.isascii() and text.isdigit() else -1


def _take_tables(node: "LexborNode") -> list[tuple[Frame, ...]]:
    """Return the outermost tables with what they hold, and leave a mark for each; the last is none."""
    frames: list[tuple[Frame, ...]] = []
    inside: set[int] = set()
    for table in node.css("table"):
        if table.mem_id in inside or table.mem_id == node.mem_id:
            continue
        rows = find_rows(table)
        if not rows:
            continue
        inside |= {inner.mem_id for inner in table.css("table")}
        caption = next((child for child in table.iter() if child.tag == "caption"), None)
        title = caption.text() + BREAK if caption else ""
        presents = table.attributes.get("role") == "presentation"
        frame = Frame(build_cells(rows, lambda cell: tuple(read_flow(cell))), _LEAST, presents)
        table.replace_with(f"{BREAK}{title}{_TABLE}{len(frames)}{_END}{BREAK}")
        frames.append((frame,))
    return [*frames, ()]


def _strip_prefixes(line: str) -> str:
    if _END in line:
        line = _PREFIX.sub("", line)
    return line.strip()


def _collapse(text: str) -> str:
    """Return the text with the white space that a browser shows."""
    if "\n" in text or "  " in text or "\t" in text:
        text = _SPACES.sub(" ", _SOFT.sub("", text))
    return text


def _cleaned(text: str) -> str:
    """Return the text without marks and characters that references such as ``&#2;`` brought in."""
    return clean(text)[0].strip() if text else text
