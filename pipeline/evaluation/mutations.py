"""Documents with something deleted at random: what shows that the audit sees what the rules no longer do."""

import re
from random import Random

from extractors.values import value

TEXTS = (".txt", ".md", ".html")
"""Formats whose files are text."""
_KINDS = {
    "label": re.compile(
        r"(?:牵头|责任|配合|主办|承办|协办|负责|参与|督办)(?:单位|部门|处室|科室)[：:]|(?<=[局委厅部府办院])(?:负责|牵头|配合)(?=[）)])"
    ),
    "bracket": re.compile(
        r"[（(](?=[^（()）\n]{2,80}(?:牵头|负责|配合|单位|部门|[局委厅府])[^（()）\n]{0,80}[)）])"
    ),
    "number": re.compile(
        r"(?m)^[ \t　#*>]*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、])"
    ),
}
"""What is deleted: a label or role word, an opening bracket with the closing one, the number of an item."""


@value
class Mutation:
    """A text with something deleted."""

    kind: str
    text: str
    place: int
    """Where it was deleted."""
    deleted: str


def mutate(text: str, chance: Random) -> Mutation:
    """Return the text without one label, pair of brackets or number, chosen at random; unchanged if it has none."""
    kinds = {kind: found for kind, pattern in _KINDS.items() if (found := list(pattern.finditer(text)))}
    if not kinds:
        return Mutation("none", text, 0, "")
    kind = chance.choice(sorted(kinds))
    match = chance.choice(kinds[kind])
    start, end = match.span()
    if kind == "bracket":
        close = min(at for mark in ")）" if (at := text.find(mark, end)) >= 0)
        inner = text[end:close]
        return Mutation(kind, text[:start] + inner + text[close + 1 :], start, match[0])
    return Mutation(kind, text[:start] + text[end:], start, match[0])
