"""Units that a text gives to items by their numbers: 第1、3项由市水利局牵头; 市财政局负责第2项."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from extractors.assignments.statements import Mention, Statement
from extractors.date_forms import to_number
from extractors.outline.tree import Outline

_NUMBERS = r"[\d一二三四五六七八九十、,和及与至到~—-]+"
_REFERENCE = re.compile(
    rf"(?:第\(?({_NUMBERS})\)?(?:项|[条号]?(?=(?:重点)?(?:任务|工作|措施)))"
    rf"|(?:序号|编号)[为:]?\(?({_NUMBERS})\)?)"
    r"(?:[目标任务工作措施内容重点事]{2,4})?(?:的(?:组织|协调|实施|落实|推进|督办)+)?(?=[由:,。;、)]|$)"
)
"""Items named as such: 第1、3项, 第2条任务. 第二, alone is a count, 第三条 alone a rule's article."""
_STEPS = re.compile("[至到~—-]")
_PARTS = re.compile("[、,和及与]")
_BEHIND = re.compile(
    r"(?:具体|牵头|组织|分别)*(?:负责|承担|落实|牵头|实施|办理|完成|配合|协助)(?:实施|落实|办理)?$"
)
"""What stands before a reference that its clause ends with: 市财政局负责|第2项."""
_LONGEST_RUN = 60
_LONGEST_SENTENCE = 300
_SENTENCE_ENDS = ("。", ";", "\n")


def by_number(
    folded: str, outline: Outline, statements: Iterable[Statement]
) -> tuple[list[Statement], dict[int, list[Statement]]]:
    """Return the statements that speak where they stand, and those of items that sentences name by number.

    A number that several items bear names none of them.
    """
    kept: list[Statement] = []
    referred: list[tuple[Statement, list[tuple[Mention, list[int]]]]] = []
    for statement in statements:
        said = _referred(folded, statement) if statement.evidence == "prose" else []
        if any(numbers for _, numbers in said):
            referred.append((statement, said))
        else:
            kept.append(statement)
    given: dict[int, list[Statement]] = defaultdict(list)
    bearers = _bearers(
        outline, [(s.start, numbers) for s, said in referred for _, numbers in said if numbers]
    )
    for statement, said in referred:
        here: list[Mention] = []
        for mention, numbers in said:
            items = [bearers[number] for number in numbers if number in bearers]
            for index in items:
                given[index].append(replace(statement, mentions=(mention,), deadline=None))
            if not items:
                here.append(mention)
        if here:
            kept.append(replace(statement, mentions=tuple(here)))
    return sorted(kept, key=lambda statement: statement.start), given


def _referred(folded: str, statement: Statement) -> list[tuple[Mention, list[int]]]:
    """Return the mentions of a sentence, each with the numbers of the items that its clause names."""
    low = max(0, statement.start - _LONGEST_SENTENCE)
    start = max(low, *(folded.rfind(sign, low, statement.start) + 1 for sign in _SENTENCE_ENDS))
    references = list(_REFERENCE.finditer(folded, start, statement.end))
    if not references:
        return [(mention, []) for mention in statement.mentions]
    found = []
    for mention in statement.mentions:
        before = [
            match for match in references if match.end() <= mention.start and not _ends(folded, start, match)
        ]
        behind = [
            match for match in references if match.start() >= mention.end and _ends(folded, start, match)
        ]
        said = [match for match in references if match.end() <= mention.start]
        match = before[-1] if before else behind[0] if behind else said[-1] if said else None
        found.append((mention, _read(match[1] or match[2]) if match else []))
    return found


def _ends(folded: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether a reference is what the words before it are responsible for."""
    return _BEHIND.search(folded, start, match.start()) is not None


def _read(words: str) -> list[int]:
    """Return the numbers that words name.

    >>> _read("1、3"), _read("4至6"), _read("二和四")
    ([1, 3], [4, 5, 6], [2, 4])
    """
    numbers: list[int] = []
    for part in filter(None, _PARTS.split(words)):
        ends = [to_number(end) for end in _STEPS.split(part) if end]
        if len(ends) == 2 and ends[0] < ends[1] <= ends[0] + _LONGEST_RUN:
            numbers.extend(range(ends[0], ends[1] + 1))
        else:
            numbers.extend(ends)
    return numbers


def _bearers(outline: Outline, references: list[tuple[int, list[int]]]) -> dict[int, int]:
    """Return the index of the item that bears each number: of the style in which most references name one.

    `references` are places and the numbers that are named there.
    """
    holding: set[int] = set()
    for place, _ in references:
        at = outline.item_at(place)
        while at is not None and at not in holding:
            holding.add(at)
            at = outline.items[at].parent
    of_style: dict[tuple[str, int], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for index, item in enumerate(outline.items):
        if item.number and not item.has_children and index not in holding:
            of_style[item.style, item.part][_number_of(item.number)].append(index)
    best: dict[int, int] = {}
    most = 0
    for bearing in of_style.values():
        alone = {number: items[0] for number, items in bearing.items() if number and len(items) == 1}
        named = sum(number in alone for _, numbers in references for number in numbers)
        if (named, len(alone)) > (most, len(best)):
            best, most = alone, named
    return best


def _number_of(printed: str) -> int:
    """Return the number that an item bears, 0 where it bears several: 1.2."""
    digits = re.findall(r"\d+|[一二三四五六七八九十百]+", printed)
    return to_number(digits[0]) if len(digits) == 1 else 0
