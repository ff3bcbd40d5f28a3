"""The text of a Markdown line without the marks of the markup."""

import re
from html import unescape

from pipeline.formats.characters import clean

_LABEL = r"\[([^\[\]]{0,500})\]"
_GOAL = r"\([^()\s]{0,2000}(?:[ \t]{1,8}\"[^\"]{0,200}\")?\)"
_IMAGE = re.compile(rf"!{_LABEL}{_GOAL}")
_LINK = re.compile(_LABEL + _GOAL)
_ADDRESS = re.compile(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>")
_TAG = re.compile(
    r"</?(?:[abius]|em|strong|font|span|su[bp]|p|div|center|img|small|big|ins|del|mark|h[1-6]|[uo]l|li|section)"
    r"(?:\s[^<>]{0,500})?/?>",
    re.I,
)
_CODE = re.compile(r"(?<!`)`([^`\n]{1,500})`(?!`)")
_DELIMITER = re.compile(r"\\.|\*+|_+|~~")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def strip_marks(text: str) -> str:
    r"""Return the text as a reader of the formatted page sees it.

    >>> strip_marks(r"**（一）** 建设 [平台](http://a.example)，1\. _试点_、北极星*网")
    '（一） 建设 平台，1. 试点、北极星*网'
    """
    if "<" in text:
        text = _TAG.sub("", _ADDRESS.sub(r"\1", text))
    if "[" in text:
        text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    if "`" in text:
        text = _CODE.sub(r"\1", text)
    if "*" in text or "_" in text or "~~" in text:
        text = _strip_emphasis(text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    return clean(unescape(text))[0] if "&" in text else text


def _strip_emphasis(text: str) -> str:
    """Return the text without the pairs of emphasis marks; a lone mark is a printed one."""
    opened: dict[str, int] = {}
    dropped: dict[int, int] = {}
    for mark in _DELIMITER.finditer(text):
        kind, at, end = mark[0], mark.start(), mark.end()
        if kind[0] == "\\" or len(kind) > 3:
            continue
        before, after = text[at - 1 : at], text[end : end + 1]
        if _can_close(kind, before, after) and kind in opened:
            start = opened[kind]
            dropped |= {start: start + len(kind), at: end}
            opened = {other: place for other, place in opened.items() if place < start}
        elif _can_open(kind, before, after):
            opened[kind] = at
    pieces: list[str] = []
    last = 0
    for start in sorted(dropped):
        pieces.append(text[last:start])
        last = dropped[start]
    return "".join(pieces) + text[last:]


def _can_open(kind: str, before: str, after: str) -> bool:
    return bool(after.strip()) and not _is_inside(kind, before, after)


def _can_close(kind: str, before: str, after: str) -> bool:
    return bool(before.strip()) and not _is_inside(kind, before, after)


def _is_inside(kind: str, before: str, after: str) -> bool:
    """Return True for a mark inside a word or a product: a_b, 3*4."""
    if kind[0] == "_":
        return before.isalnum() and after.isalnum()
    return kind == "*" and before.isascii() and before.isalnum() and after.isascii() and after.isalnum()
