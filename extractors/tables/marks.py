"""What the marks of a matrix mean: said in a note over or under the table, ●为牵头单位，○为配合单位."""

import re

from extractors.records import Role
from extractors.tables.heads import read_head
from extractors.values import value

_SIGN = r"[●○◎★☆√✓✔▲△◆◇■□※⊙◯*#]"
_BEFORE = re.compile(
    rf"[\"“(]?({_SIGN})[\"”)]?(?:的)?(?:为|是|表示|代表|指|系|标[记识注示]的?为?|:|-|=)*([一-鿿]{{2,8}})"
)
_BEHIND = re.compile(rf"([一-鿿]{{2,8}}?)(?:的)?(?:以|用|标|打|画|注)有?[\"“]?({_SIGN})")
_REACH = 400
"""Characters over and under a table in which its note stands, at most."""
_TRIMS = ("表示", "代表", "标注", "标记", "标识", "标示", "的为", "为", "是", "其中", "注")


@value
class Mark:
    """The role that a mark gives, and the words that say so."""

    role: Role
    label: str


def read_marks(folded: str, start: int, end: int) -> dict[str, Mark]:
    """Return what is said of marks near the table that stands at folded[start:end].

    >>> {sign: mark.role for sign, mark in read_marks("注:●为牵头单位,○为配合单位。", 0, 0).items()}
    {'●': 'lead', '○': 'cooperating'}
    """
    found: dict[str, Mark] = {}
    for low, high in ((end, end + _REACH), (max(0, start - _REACH), start), (start, end)):
        for match in _BEFORE.finditer(folded, low, min(high, len(folded))):
            _note(found, match[1], match[2])
        for match in _BEHIND.finditer(folded, low, min(high, len(folded))):
            _note(found, match[2], match[1])
    return found


def _note(found: dict[str, Mark], sign: str, words: str) -> None:
    for trim in _TRIMS:
        words = words.removeprefix(trim)
    for length in range(len(words), 1, -1):
        head = read_head(words[:length])
        if head and head.known and (role := head.role):
            found.setdefault(sign, Mark(role, words[:length]))  # type: ignore[arg-type]
            return
