"""HTML pages as trees, and pieces of HTML in other texts."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from extractors.layout import Block
from extractors.records import Problem
from pipeline.formats.characters import read_text
from pipeline.formats.facts import Facts, Flowing, Markup
from pipeline.formats.html_blocks import mark_breaks, read_flow
from pipeline.formats.html_repair import flatten, is_too_deep, shorten_tags

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_LABEL = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.I)
_LABEL_WITHIN = 4096
"""Bytes in which a label is looked for: the standard says 1024; pages put scripts before it."""


def read(path: Path) -> Facts:
    """Return the tree of the page at `path`, or its lines where the tree is a trap."""
    text, encoding, problems = read_text(path, find_label)
    content, odd = read_page(text)
    return Facts("html", encoding, content, problems + odd)


def find_label(data: bytes) -> str | None:
    """Return the encoding that the page claims for itself.

    >>> find_label(b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">')
    'gb2312'
    """
    found = _LABEL.search(data[:_LABEL_WITHIN])
    return found[1].decode("ascii", "replace") if found else None


def read_page(text: str) -> tuple[Markup | tuple[Flowing, ...], tuple[Problem, ...]]:
    """Return the tree of a page, and what was odd about it."""
    text = shorten_tags(text)
    if is_too_deep(text):
        message = "The markup nests too deeply: its text was read without its structure."
        blocks = tuple(Block("paragraph", line) for line in flatten(text))
        return blocks, (Problem(code="broken-markup", severity="warning", message=message),)
    page = _parse(text)
    body = page.body or page.root
    return ((), ()) if body is None else (Markup(body, _find_heading(page)), ())


def read_fragment(text: str) -> tuple[Flowing, ...]:
    """Return what a piece of HTML holds that stands in another text, all of it."""
    text = shorten_tags(text)
    if is_too_deep(text):
        return tuple(Block("paragraph", line) for line in flatten(text))
    body = _parse(text).body
    if body is None:
        return ()
    mark_breaks(body)
    return tuple(read_flow(body))


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
