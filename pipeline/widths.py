"""Text in the columns of a terminal, in which Chinese characters take two."""

from itertools import accumulate
from unicodedata import east_asian_width


def width(text: str) -> int:
    """Return how many columns the text takes.

    >>> width("省财政厅 a")
    10
    """
    return sum(map(_columns, text))


def _columns(sign: str) -> int:
    return 2 if east_asian_width(sign) in "WF" else 1


def cut_to(text: str, room: int, dots: str = "…") -> str:
    """Return the beginning of a text that fits the columns, with dots where something is left out.

    >>> cut_to("改造排水管网", 12), cut_to("改造排水管网", 11)
    ('改造排水管网', '改造排水管…')
    """
    if width(text) <= room:
        return text
    ends = accumulate(map(_columns, text))
    return text[: sum(end <= room - len(dots) for end in ends)] + dots


def cut_before(text: str, room: int) -> str:
    """Return the end of a text that fits the columns, as of a path, with dots where something is left out.

    >>> cut_before("papers/2024/改造方案.txt", 16)
    '…24/改造方案.txt'
    """
    return text if width(text) <= room else cut_to(text[::-1], room)[::-1]
