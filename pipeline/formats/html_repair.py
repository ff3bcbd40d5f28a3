"""Markup that would stop a parser: tags with thousands of attributes, elements nested without an end.

An HTML parser looks through the open elements at each tag, so that such pages take time that grows
with the square of their length. Browsers cut them off; here their text is kept.
"""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape

from pipeline.formats.characters import clean

MAX_DEPTH = 512
"""Depth at which browsers stop nesting elements."""
_MAX_TAG = 10_000
_LONG_TAG = re.compile(rf"<([a-zA-Z][\w-]{{0,30}}+)[^<>]{{{_MAX_TAG},}}+(>?)")
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]{0,30})[^<>]*+>?")
_NAME = re.compile(r"<(/?)([a-zA-Z][\w-]{0,30})")
_ENDLESS = (
    "p li td th tr tbody thead tfoot dd dt option colgroup col br hr wbr img input meta link base area embed "
    "source track param"
)
_UNNESTED = frozenset(_ENDLESS.split())
"""Elements that are void, or that end where the next of their kind begins."""
_INLINE = re.compile("[abius]|em|strong|font|span|su[bp]|small|big|label|del|ins")
_RAW = frozenset(("script", "style"))


def shorten_tags(text: str) -> str:
    """Return the markup with monstrous tags reduced to their names.

    >>> shorten_tags("<p " + "a=1 " * 9000 + ">text</p>")
    '<p>text</p>'
    """
    if max(map(len, text.split("<"))) <= _MAX_TAG:
        return text
    return _LONG_TAG.sub(r"<\1\2", text)


def is_too_deep(text: str) -> bool:
    """Return True if more elements are open at one place than a browser nests."""
    if text.count("<") <= MAX_DEPTH:
        return False
    opened: Counter[str] = Counter()
    depth = 0
    for end, name in _NAME.findall(text):
        if name in _UNNESTED or (name := name.lower()) in _UNNESTED:
            continue
        if not end:
            opened[name] += 1
            depth += 1
            if depth > MAX_DEPTH:
                return True
        elif opened[name]:
            opened[name] -= 1
            depth -= 1
    return False


def flatten(text: str) -> Iterator[str]:
    """Yield the lines of text between the tags, scripts and style sheets left out.

    >>> list(flatten("<div><p>一、<b>总则</b><script>x</script><div>第一条"))
    ['一、总则', '第一条']
    """
    pieces: list[str] = []
    at = 0
    raw = ""
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if not raw:
            pieces.append(text[at : tag.start()])
            pieces.append("" if _INLINE.fullmatch(name) else "\n")
            raw = name if name in _RAW and not tag[1] else ""
        elif tag[1] and name == raw:
            raw = ""
        at = tag.end()
    pieces.append("" if raw else text[at:])
    printed, _ = clean(unescape("".join(pieces)))
    lines = (line.strip() for line in printed.split("\n"))
    yield from filter(None, lines)
