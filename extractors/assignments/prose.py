"""Units that a sentence makes answer: 由A牵头，B、C参加; A会同B制定; A负责. A body merely named is none."""

import re
from collections.abc import Iterator
from typing import cast

from extractors.assignments.statements import Mention, Reader, Statement
from extractors.assignments.unit_list import parse_units
from extractors.assignments.vocabulary import role_words
from extractors.records import Role

_TRIGGER = re.compile(r"牵头|会同|负责|参加|配合|组织实施|落实[,。;]|承办|主办|协办")
_EXPLAINS = re.compile(r"负责(?:具体|组织)?解释")
"""Who interprets the document itself has no task by it."""
_SENTENCE = re.compile(r"[^。;!?\n]+")
_MODAL = re.compile(
    r"(?:\([^()]{1,30}\))?(?:等(?:部门|单位|有关部门|相关部门|有关单位)?)?(?:要|应当|应该|应|须|将|可|必须|均|也|还)?$"
)
_LINK = re.compile(r"[、,和及与 ]|以及")
_OPENS = re.compile(r"(?:^|[,;:)\s]|由(?:所|各|有关|相关)?(?:涉及的?)?|以|并|请|再|其中|和|及|与)$")
_LOCAL_NAME = re.compile(
    r"(?:(?![和与及由])[一-鿿]){2,6}(?:所|队|站|办|院|中心|公司)(?<!场所|住所|厕所|网站)(?<![主承协督交举兴经会联创代包催开]办)"
    r"|各(?:(?![和与及由])[一-鿿]){1,8}(?<!领导|人员|同志|方面)(?<![级项人])(?:\([^()]{1,12}\)(?:人民政府|政府|管委会)?)?"
)
_LOCAL = re.compile(
    rf"(?:(?<=[,;:。、由和与及])|(?<![^\n]))({_LOCAL_NAME.pattern})"
    r"(?=[、和与及](?=[一-鿿])|[,]?(?:具体|共同|分别|各自|积极)*(?:负责|牵头|参加|参与|配合|协助|会同|组织实施))"
)
_LONGEST = 300
"""Characters of a sentence that is read; a longer one is a list of measures."""


def needs_prose(folded: str, start: int, end: int) -> bool:
    """Tell whether folded[start:end] may say in a sentence who answers."""
    return _TRIGGER.search(folded, start, end) is not None


def find_prose(reader: Reader, start: int, end: int) -> Iterator[Statement]:
    """Yield a statement for each sentence of folded[start:end] that gives units a role."""
    from extractors.nlp import find_units

    folded = reader.folded
    for sentence in _SENTENCE.finditer(folded, start, end):
        low, high = sentence.span()
        if (
            high - low > _LONGEST
            or not _TRIGGER.search(folded, low, high)
            or _EXPLAINS.search(folded, low, high)
        ):
            continue
        named = [(low + a, low + b) for a, b in find_units(folded[low:high])]
        units = _with_local(folded, low, high, named)
        mentions = tuple(_mentions(reader, low, high, units)) if units else ()
        if mentions:
            yield Statement(mentions[0].start, high, "prose", mentions)


def _with_local(folded: str, low: int, high: int, named: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the units with those that only stand as one: 水利所, 各村(社区) between separators or roles."""
    local = [match.span(1) for match in _LOCAL.finditer(folded, low, high)]
    first, last = dict(local), {end for _, end in local}
    named = [(a, b) for a, b in named if first.get(a, b) >= b or b not in last]
    whole = [span for span in local if not any(a < span[0] < b or a < span[1] < b for a, b in named)]
    kept = [span for span in named if not any(a <= span[0] and span[1] <= b for a, b in whole)]
    return sorted(kept + whole)


def _mentions(reader: Reader, low: int, high: int, units: list[tuple[int, int]]) -> Iterator[Mention]:
    given_to = low
    for match in role_words().pattern.finditer(reader.folded, low, high):
        role = role_words().role(match)
        run = _run_before(reader.folded, match.start(), units)
        words = reader.text[match.start() : match.end()]
        if run and run[0] >= given_to and _opens(reader.folded, low, run[0]):
            yield from _named(reader, run, units, cast(Role, "lead" if role == "joint" else role), words)
        if role == "joint" and (after := _run_after(reader.folded, match.end(), units)):
            yield from _named(reader, after, units, "cooperating", words)
            given_to = after[1]


def _opens(folded: str, low: int, start: int) -> bool:
    return start == low or _OPENS.search(folded, low, start) is not None


def _run_before(folded: str, end: int, units: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the span of the units that stand right before `end`, one after another."""
    last = [unit for unit in units if unit[1] <= end]
    if not last or not _MODAL.fullmatch(folded, last[-1][1], end):
        return None
    start = last[-1][0]
    for unit in reversed(last[:-1]):
        if not _LINK.fullmatch(folded, unit[1], start):
            break
        start = unit[0]
    return start, last[-1][1]


def _run_after(folded: str, start: int, units: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the span of the units that begin at `start`, one after another."""
    after = [unit for unit in units if unit[0] >= start]
    if not after or after[0][0] != start:
        return None
    end = after[0][1]
    for unit in after[1:]:
        if not _LINK.fullmatch(folded, end, unit[0]):
            break
        end = unit[1]
    return start, end


def _named(
    reader: Reader, run: tuple[int, int], units: list[tuple[int, int]], role: Role, words: str
) -> Iterator[Mention]:
    """Yield the units of a run as a list has them, else, where one tells itself by its ending, one by one."""
    listed = parse_units(reader.text, reader.folded, *run)
    spans = [unit for unit in units if run[0] <= unit[0] and unit[1] <= run[1]]
    if len(listed) < len(spans) or not all(unit.known for unit in listed):
        listed = [unit for span in spans for unit in parse_units(reader.text, reader.folded, *span)]
    for unit in listed:
        if unit.known or _LOCAL_NAME.fullmatch(unit.name):
            yield Mention(unit.role or role, words, unit.name, unit.start, unit.end, unit.known)
