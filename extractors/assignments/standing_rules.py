"""Rules that a document says once: 列第一位的为牵头单位，下同; 以下均需各市（州）人民政府落实."""

import re
from collections.abc import Iterator

from extractors.assignments.statements import Mention
from extractors.assignments.unit_list import parse_units
from extractors.assignments.vocabulary import RULE_HINT, rules
from extractors.values import value

_NOTE = re.compile(r"[ (]*(?:注|备注|说明|附注):")
_BACK = re.compile(r"以上|上述|上列|前述")
"""What makes a rule hold for what stands before it."""
_MARK = re.compile(r"[★☆*▲△●○■◆※]")
_WINDOW = 60
"""Characters on each side of a hint; the longest rule of the lexicon's examples has 40."""


@value
class OnceSaid:
    """A rule and where it stands; it holds from there on."""

    effect: str
    start: int
    end: int
    is_note: bool = False
    """Said in a note under a table or of what is above: it holds for what stands before it as well."""
    mentions: tuple[Mention, ...] = ()
    """Of an ``adds`` rule: the units that answer for every task from there on."""


def find_rules(text: str, folded: str) -> list[OnceSaid]:
    """Return the rules that the text says once, in order of place."""
    return sorted(_found(text, folded), key=lambda rule: rule.start)


def marks_lead(folded: str) -> bool:
    """Tell whether the text says that a mark beside a unit's name makes it lead."""
    marked = [rule.pattern for rule in rules() if rule.effect == "marked-leads"]
    return _MARK.search(folded) is not None and any(pattern.search(folded) for pattern in marked)


def _found(text: str, folded: str) -> Iterator[OnceSaid]:
    seen: set[int] = set()
    for hint in RULE_HINT.finditer(folded):
        low, high = max(0, hint.start() - _WINDOW), min(len(folded), hint.end() + _WINDOW)
        for rule in rules():
            match = rule.pattern.search(folded, low, high)
            if not match or match.end() in seen or not match.start() <= hint.start() < match.end():
                continue
            seen.add(match.end())
            mentions: tuple[Mention, ...] = ()
            if rule.effect == "adds":
                units = parse_units(text, folded, *match.span(1))
                if not units or not all(unit.known for unit in units):
                    continue
                words = text[match.end(1) : match.end()]
                mentions = tuple(
                    Mention("responsible", words, u.name, u.start, u.end, u.known) for u in units
                )
            line = max(folded.rfind("\n", 0, match.start()), folded.rfind("。", 0, match.start())) + 1
            is_note = _NOTE.match(folded, line) or _BACK.search(folded, line, match.end())
            yield OnceSaid(rule.effect, match.start(), match.end(), is_note is not None, mentions)
