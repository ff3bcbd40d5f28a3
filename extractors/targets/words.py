"""Sets of words as one pattern each."""

import re
from collections.abc import Iterable

_NEVER = "(?!)"


class _Node(dict[str, "_Node"]):
    """A letter of the tree; the empty letter marks the end of a word."""


def words_pattern(words: Iterable[str]) -> str:
    """Return a pattern that matches the longest of the words at a place, as a tree of letters.

    >>> words_pattern(["达到", "达", "增长"])
    '(?:增长|达(?:到)?)'
    """
    root = _Node()
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, _Node())
        node[""] = _Node()
    return _render(root) or _NEVER


def _render(node: _Node) -> str:
    branches = [re.escape(letter) + _render(child) for letter, child in sorted(node.items()) if letter]
    if not branches:
        return ""
    if len(branches) == 1 and "" not in node:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if '' in node else ''}"
