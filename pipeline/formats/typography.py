"""Typography of a line, whatever it says: numbering at its start, signs that may not begin or end it."""

import re

MARKER = re.compile(
    r"第[〇零一二三四五六七八九十百\d]{1,5}[编篇章节条]"
    r"|[一二三四五六七八九十]{1,4}、|[(（][一二三四五六七八九十\d]{1,4}[)）]"
    r"|\d{1,3}[.．、](?!\d)|\d{1,2}(?:\.\d{1,2}){1,3}(?=\D)|[①-⑳●○◆■□▲◇•·✓➢-]"
)
"""A numbering or bullet at the start of a line."""
ENDS = tuple("。！？；：!?;:")
"""Signs that end a sentence or announce a list."""
_NUMBER = re.compile(r"[\d.,%]+")
_WORD = re.compile(r"[A-Za-z0-9.,%+\-/]+")
LEADING = "，。、；：！？）》〉】〕”’%％,.;:!?)]"
"""Signs that may not begin a line, so that the line before may end early for them."""
OPENING = "（《〈【〔“‘(["
"""Signs that may not end a line, so that the line before may end early for them."""


def unbreakable(text: str) -> float:
    """Return the width, in characters, of the first piece of a line that may not be parted.

    >>> unbreakable("发展"), unbreakable("（一）总"), unbreakable("改，发"), unbreakable("2025年")
    (1.0, 3.0, 2.0, 2.0)

    A number stays with the sign before it, a quotation mark with what it touches:

    >>> unbreakable("日，2025年"), unbreakable("克/立方米"), unbreakable("进“三水”")
    (4.0, 2.0, 3.0)
    """
    opening = len(text) - len(text.lstrip(OPENING))
    rest = text[opening:]
    word = _WORD.match(rest)
    width = len(word[0]) / 2 if word else 1.0
    after = rest[word.end() :] if word else rest[1:]
    following = after.lstrip(LEADING + "/")
    signs = len(after) - len(following)
    number = _NUMBER.match(following) if signs else None
    quoted = 2.0 if following[:1] in ("“", "‘") else 0.0
    return opening + width + signs + quoted + (len(number[0]) / 2 if number else 0.0)
