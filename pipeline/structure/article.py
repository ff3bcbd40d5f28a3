"""What of a web page is the article, and what the page says of it: its title and 索引号 table."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from extractors.folding import fold
from extractors.layout import Block, Cell
from extractors.lexicons import load
from pipeline.formats.facts import Flowing, Markup
from pipeline.formats.html_blocks import BREAK, HEADINGS, mark_breaks, read_flow, read_lines, split_lines
from pipeline.structure.boilerplate import is_documentary, is_label, is_number, is_title

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_MIN_SHARE = 0.3
"""Share of the page's running text that a known container must hold, or `_MIN_LENGTH`."""
_MIN_LENGTH = 300
_MOST = 0.5
"""Share of the running text that a container with a general name must hold, and that noise never holds."""
_DENSE = 0.8
"""Share of the running text with which an unknown element is the article's."""
_MAX_DEPTH = 30
_LINKS = 0.6
"""Share of link text from which a list is navigation."""
_MIN_LINKS = 3
_MIN_LABELS = 3
_HERE = "\ufdd5"
_MIN_TITLE = 6
_MAX_TITLE = 120
_MAX_TITLES = 40
"""Number of elements that are looked at as the page's title."""
_MAX_TITLE_LINES = 8
"""Number of lines at the start of an article in which its own title is looked for."""
_STOPS = ("：", ":", "。")
"""What ends the recipients and sentences: a title below them is that of an enclosure."""
_MAX_NUMBER_LINES = 12
"""Number of lines above an article in which its number is looked for."""
_SITE = re.compile(r"\s*[-_|–—]+\s*[^-_|–—]{2,40}$")
"""The name of the site after the title of the page."""


@dataclass(frozen=True, slots=True)
class Article:
    """The elements that hold the article, in order, and what stands outside them."""

    nodes: tuple["LexborNode", ...]
    title: Block | None
    metadata: Block | None
    number: Block | None


@dataclass(frozen=True, slots=True)
class Selectors:
    """The CSS selectors of the lexicon."""

    containers: tuple[str, ...]
    general: tuple[str, ...]
    machinery: str
    hidden: str
    furniture: str
    titles: str


@cache
def selectors() -> Selectors:
    """Return the selectors of ``extractors/lexicons/boilerplate.toml``."""
    entries = [entry for entry in load("boilerplate") if "selectors" in entry]

    def of(kind: str, **wanted: object) -> tuple[str, ...]:
        chosen = [e for e in entries if e["kind"] == kind and wanted.items() <= e.items()]
        return tuple(selector for entry in chosen for selector in entry["selectors"])

    return Selectors(
        of("container", general=False),
        of("container", general=True),
        ",".join(of("noise", name="machinery")),
        ",".join(of("noise", name="hidden")),
        ",".join(of("noise", name="furniture")),
        ",".join(of("title")),
    )


def read_article(page: Markup) -> tuple[tuple[Block, ...], tuple[Flowing, ...]]:
    """Return what a page says of its article outside it, and the article."""
    article = find_article(page.body, page.heading)
    outside = (article.metadata, article.title, article.number)
    flow = tuple(element for node in article.nodes for element in read_flow(node))
    return tuple(block for block in outside if block), flow


def find_article(body: "LexborNode", heading: str) -> Article:
    """Return where the article of the page is, in the tree that is marked and pruned for it.

    `heading` is the title that the page's head gives.
    """
    known = selectors()
    for node in _outermost(body.css(known.machinery)):
        node.decompose()
    _prune(body, known.hidden)
    mark_breaks(body)
    nodes = _find_containers(body, known)
    if not nodes:
        return Article((_find_dense(body, known),), None, None, None)
    lines = _lines_before(body, nodes[0])
    title = _find_title(body, nodes, heading)
    printed = {fold(line) for line in read_lines(nodes[0], _MAX_TITLE_LINES)}
    for node in nodes:
        _prune(node, known.furniture)
    metadata = build_metadata(lines)
    return Article(nodes, title, metadata, None if metadata else _find_number(lines, printed))


def _find_number(lines: Sequence[str], printed: Collection[str]) -> Block | None:
    """Return the 发文字号 that the page prints between its title and the article."""
    for line in reversed(lines[-_MAX_NUMBER_LINES:]):
        if is_number(line):
            return None if fold(line) in printed else Block("paragraph", line)
    return None


def _prune(node: "LexborNode", selector: str) -> None:
    """Take the elements out, save those that hold most of the text: markup left open swallows the page."""
    found = [element for element in node.css(selector) if element.mem_id != node.mem_id]
    if not found:
        return
    limit = _MOST * len(node.text())
    large = {element.mem_id for element in found if len(element.text()) > limit}
    for element in _outermost([element for element in found if element.mem_id not in large]):
        element.decompose()


def _find_containers(body: "LexborNode", known: Selectors) -> tuple["LexborNode", ...]:
    whole = _mass(body)
    for selector in known.containers:
        found = _outermost(body.css(selector))
        held = sum(map(_mass, found))
        if held and (held >= _MIN_SHARE * whole or held >= _MIN_LENGTH):
            return found
    for selector in known.general:
        found = _outermost(body.css(selector))
        if found and _mass(best := max(found, key=_mass)) >= max(1.0, _MOST * whole):
            return (best,)
    return ()


def _outermost(nodes: Sequence["LexborNode"]) -> tuple["LexborNode", ...]:
    """Return the elements that are in none of the others: taking one out leaves the others alive."""
    places = {node.mem_id for node in nodes}
    return tuple(node for node in nodes if not any(above.mem_id in places for above in _ancestors(node)))


def _ancestors(node: "LexborNode") -> Iterator["LexborNode"]:
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def _mass(node: "LexborNode") -> int:
    """Return the length of the running text: what is no link."""
    return _length(node) - sum(map(_length, node.css("a")))


def _length(node: "LexborNode") -> int:
    text = node.text()
    return len(text) - text.count(BREAK) - text.count(" ") - text.count("\n")


def _find_dense(body: "LexborNode", known: Selectors) -> "LexborNode":
    """Return the smallest element with nearly all running text, without navigation."""
    _prune(body, known.furniture)
    _prune_links(body)
    node = body
    for _ in range(_MAX_DEPTH):
        children = [child for child in node.iter() if child.tag not in ("p", "ul", "ol", "table", "a")]
        best = max(children, key=_mass, default=None)
        if best is None or _mass(best) < _DENSE * _mass(node):
            break
        others = (child for child in node.iter(include_text=True) if child.mem_id != best.mem_id)
        if any(is_documentary(line) for other in others for line in read_lines(other)):
            break
        node = best
    return node


def _prune_links(body: "LexborNode") -> None:
    for element in reversed(body.css("ul,ol,dl,div,td")):
        links = element.css("a")
        if len(links) >= _MIN_LINKS and sum(map(_length, links)) > _LINKS * _length(element):
            element.decompose()


def _lines_before(body: "LexborNode", node: "LexborNode") -> list[str]:
    """Return the lines of the page above the element."""
    node.insert_before(_HERE)
    return split_lines(body.text().partition(_HERE)[0])


def _find_title(body: "LexborNode", nodes: Sequence["LexborNode"], heading: str) -> Block | None:
    """Return the title that the page prints outside the container, None where the article bears its own."""
    lines = read_lines(nodes[0], _MAX_TITLE_LINES)
    head = list(takewhile(lambda line: not line.endswith(_STOPS), lines))
    if any(map(is_title, head)) or any(is_title(line + following) for line, following in pairwise(head)):
        return None
    printed = "".join(lines)
    bare = _SITE.sub("", heading.strip())
    for node in body.css(selectors().titles)[:_MAX_TITLES]:
        text = "".join(read_lines(node))
        is_heading = _agree(text, heading, bare) and text not in printed
        if (is_heading or is_title(text)) and not any(_overlap(node, inner) for inner in nodes):
            return _build_title(node, text)
    return Block("paragraph", bare) if is_title(bare) else None


def _agree(text: str, heading: str, bare: str) -> bool:
    """Return True if the text is the title of the page's head, cut short or with the site's name."""
    if not _MIN_TITLE <= len(text) <= _MAX_TITLE:
        return False
    return heading.startswith(text) or (len(bare) >= _MIN_TITLE and text.startswith(bare))


def _overlap(node: "LexborNode", other: "LexborNode") -> bool:
    """Return True if one of the elements holds the other."""
    above = {element.mem_id for element in (node, *_ancestors(node))}
    return other.mem_id in above or any(element.mem_id == node.mem_id for element in _ancestors(other))


def _build_title(node: "LexborNode", text: str) -> Block:
    tags = [near.tag or "" for near in (node, node.parent, node.child) if near is not None]
    level = next((int(tag[1]) for tag in tags if tag in HEADINGS), 0)
    return Block("heading", text, level=level) if level else Block("paragraph", text)


def build_metadata(lines: Sequence[str]) -> Block | None:
    """Return the table of labels and values that the lines hold, one below the other, or None.

    >>> lines = ["索 引 号：", "0001/2021-7", "发布机构：青石市财政局", "成文日期", "2021-03-02", "正文"]
    >>> [cell.text for cell in build_metadata(lines).cells]
    ['索 引 号：', '0001/2021-7', '发布机构：', '青石市财政局', '成文日期', '2021-03-02']
    """
    pairs: list[tuple[str, str]] = []
    for at, line in enumerate(lines):
        label, colon, value = line.replace(":", "：", 1).partition("：")
        if not is_label(label):
            continue
        follows = lines[at + 1] if at + 1 < len(lines) else ""
        if not value.strip() and not is_label(fold(follows).partition(":")[0]):
            value = follows
        pairs.append((line[: len(label) + len(colon)].strip(), value.strip()))
    if len(pairs) < _MIN_LABELS:
        return None
    cells = (Cell(text, row, column) for row, pair in enumerate(pairs) for column, text in enumerate(pair))
    return Block("table", cells=tuple(cells))
