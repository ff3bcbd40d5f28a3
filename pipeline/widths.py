"""How much room text takes in a terminal, where a Chinese character takes two columns (UAX 11)."""

import re
from collections.abc import Iterator
from itertools import accumulate
from unicodedata import east_asian_width

_WORD = re.compile(r"[^\s⺀-￯]+|\S")
"""A word of letters, or a character of Chinese width, with which a line can begin."""
_NO_START = "，。；：、）】》」』！？”’％…—"
"""Signs that begin no line (GB/T 15834-2011, 5.1)."""
_NO_END = "（【《「『“‘"


def columns(sign: str) -> int:
    """Return how many columns of a terminal a character takes: two if it is of Chinese width."""
    return 2 if east_asian_width(sign) in "WF" else 1


def width(text: str) -> int:
    """Return how many columns the text takes.

    >>> width("任务 3")
    6
    """
    return sum(map(columns, text))


def cut_to(text: str, room: int, dots: str = "…") -> str:
    """Return the beginning of a text that fits the columns, with dots where something is left out.

    >>> cut_to("改造排水管网", 12), cut_to("改造排水管网", 11)
    ('改造排水管网', '改造排水管…')
    """
    if width(text) <= room:
        return text
    ends = accumulate(map(columns, text))
    return text[: sum(end <= room - len(dots) for end in ends)] + dots


def cut_before(text: str, room: int) -> str:
    """Return the end of a text that fits the columns, as of a path, with dots where something is left out.

    >>> cut_before("papers/2024/改造方案.txt", 16)
    '…24/改造方案.txt'
    """
    return text if width(text) <= room else cut_to(text[::-1], room)[::-1]


def wrap(text: str, room: int) -> list[str]:
    """Return the text in lines that fit the columns; Chinese may be parted anywhere but at its signs.

    >>> wrap("写出台账，每个单位一份 (DIR)", 10)
    ['写出台账，', '每个单位一', '份 (DIR)']
    """
    lines = [""]
    for gap, word in _words(text):
        line = f"{lines[-1]}{gap if lines[-1] else ''}{word}"
        if lines[-1] and width(line) > room:
            lines.append(word)
        else:
            lines[-1] = line
    return lines


def _words(text: str) -> Iterator[tuple[str, str]]:
    """Yield what may not be parted, each with the space before it."""
    held, gap, end = "", "", 0
    for match in _WORD.finditer(text):
        space = " " if match.start() > end else ""
        if held and not space and (match[0] in _NO_START or held[-1] in _NO_END):
            held += match[0]
        else:
            if held:
                yield gap, held
            held, gap = match[0], space
        end = match.end()
    if held:
        yield gap, held


def pad(text: str, room: int) -> str:
    """Return the text with spaces after it up to so many columns."""
    return text + " " * (room - width(text))
