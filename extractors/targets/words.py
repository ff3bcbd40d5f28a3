"""Sets of words as one pattern each."""

import re
from collections.abc import Iterable

_NEVER = "(?!)"


class _Node(dict[str, "_Node"]):
    """A letter of the tree; the empty letter marks the end of a word."""


def words_pattern(words: Iterable[str]) -> str:
    """Return a pattern that matches the longest of the words at a place, as a tree of letters.

    >>> words_pattern(["达到", "达", "增长"])
    '(?:增长|达到?)'
    """
    root = _Node()
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, _Node())
        node[""] = _Node()
    return _render(root) or _NEVER


def _render(node: _Node) -> str:
    rests = {letter: _render(child) for letter, child in sorted(node.items()) if letter}
    last = [re.escape(letter) for letter, rest in rests.items() if not rest]
    branches = [re.escape(letter) + rest for letter, rest in rests.items() if rest]
    if last:  # one set of letters is compiled faster than as many branches
        branches.append(last[0] if len(last) == 1 else f"[{''.join(last)}]")
    if not branches:
        return ""
    optional = "?" if "" in node else ""
    if len(branches) == 1 and (last or not optional):
        return branches[0] + optional
    return f"(?:{'|'.join(branches)}){optional}"
