"""HTML pages: the article's paragraphs, headings and tables, not the site around it."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.layout import Block
from extractors.records import Problem
from pipeline.formats import Reading
from pipeline.formats.characters import read_text
from pipeline.formats.html_blocks import clean_block, mark_breaks, read_blocks
from pipeline.formats.html_page import find_article
from pipeline.formats.html_repair import flatten, is_too_deep, shorten_tags
from pipeline.structure.boilerplate import keep_document
from pipeline.structure.titles import join_titles

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_LABEL = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.I)
_LABEL_WITHIN = 4096
"""Bytes in which a label is looked for: the standard says 1024; pages put scripts before it."""


def read(path: Path) -> Reading:
    """Return the blocks of the article on the page at `path`."""
    text, encoding, problems = read_text(path, find_label)
    blocks, found = read_page(text)
    return Reading("html", encoding, None, blocks, problems + found)


def find_label(data: bytes) -> str | None:
    """Return the encoding that the page claims for itself.

    >>> find_label(b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">')
    'gb2312'
    """
    found = _LABEL.search(data[:_LABEL_WITHIN])
    return found[1].decode("ascii", "replace") if found else None


def read_page(text: str) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """Return the blocks of the article on a page, and what was odd about it."""
    text = shorten_tags(text)
    if is_too_deep(text):
        message = "The markup nests too deeply: its text was read without its structure."
        blocks = tuple(Block("paragraph", line) for line in flatten(text))
        return blocks, (Problem(code="broken-markup", severity="warning", message=message),)
    page = _parse(text)
    body = page.body or page.root
    if body is None:
        return (), ()
    article = find_article(body, _find_heading(page))
    found = (block for node in article.nodes for block in read_blocks(node))
    kept, dropped = keep_document(tuple(join_titles(_clean(found) if "&#" in text else found)))
    outside = (block for block in (article.metadata, article.title, article.number) if block)
    return (*_clean(outside), *kept), dropped


def read_fragment(text: str) -> tuple[Block, ...]:
    """Return the blocks of a piece of HTML that stands in another text, all of them."""
    text = shorten_tags(text)
    if is_too_deep(text):
        return tuple(Block("paragraph", line) for line in flatten(text))
    body = _parse(text).body
    if body is None:
        return ()
    mark_breaks(body)
    return tuple(_clean(read_blocks(body)))


def _parse(text: str) -> "LexborHTMLParser":
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(text)


def _find_heading(page: "LexborHTMLParser") -> str:
    """Return the title that the page gives in its head."""
    for selector in ('meta[name="ArticleTitle" i]', "title"):
        node = page.css_first(selector)
        title = _read_title(node) if node else ""
        if title:
            return title
    return ""


def _read_title(node: "LexborNode") -> str:
    return ((node.attributes.get("content") or "") if node.tag == "meta" else node.text()).strip()


def _clean(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in map(clean_block, blocks):
        if block.text or block.cells:
            yield block
