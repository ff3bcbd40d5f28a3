"""Lists of duties with the unit first, one a line (部门分工, 成员单位职责): 教务处:调整课程."""

import re
from collections import defaultdict
from collections.abc import Iterator

from extractors.assignments.headings import duty_heading, with_duties
from extractors.assignments.statements import Mention, Statement
from extractors.assignments.unit import ends_as_office
from extractors.assignments.unit_list import parse_units
from extractors.layout import Layout
from extractors.outline.actions import is_action
from extractors.outline.tree import Item, Outline, title_span
from extractors.tasks.draft import BLANK, TaskDraft, trimmed
from extractors.values import value

_HEADED = re.compile(
    r"(?m:^)[^\S\n]*([一-鿿][^\n:。;,-]{1,40}?)[^\S\n]*(?::|--?)[^\S\n]*\n?[^\S\n]*(?=([^\n]+))"
)
_NAMED = re.compile(r"(?:分工|职责|任务)[^\n。]{0,6}$", re.M)
"""How the line ends that heads such a list."""
_ANSWERS = re.compile(r"(?:主要)?(?:负责|牵头|承担|会同|协助|配合|做好)")
_PERSONS = re.compile(r"(?:[一-鿿]{1,4}[ 、,]+)*[一-鿿]{1,4}")

_JOINED_DUTIES = re.compile(r"[^,:]{2,16}?(?:职责|分工)(?=[^,:]{2})")
"""A heading of duties that a crawler joined to the first body under it: 三、部门职责|教务处:"""
_LONGEST_LINE = 52
"""Characters of a line of units above items."""
_FEWEST_LINES = 2
_MANY = 5
"""Known bodies, a line each, from which the lines say what each does in whatever words."""


@value
class DutyLine:
    """A line that begins with a body and a colon."""

    start: int
    body: int
    """Where what it has to do begins."""
    end: int
    heading: Statement


def find_duty_lines(layout: Layout, item: Item) -> list[DutyLine]:
    """Return the lines of an item's own words that say for one body each what it does, none for one alone.

    A line above them names such a list, or most of them begin with what is done: else the words behind
    the colons can be anything, the names of members for one.
    """
    folded = layout.folded
    start = item.title[0] if item.number is None else item.title[1]
    if max(folded.count(sign, start, item.own_end) for sign in ":-") < 2:
        return []
    found, says = [], 0
    for match in _HEADED.finditer(folded, start, item.own_end):
        heading = duty_heading(layout.text, folded, *match.span(1))
        if heading is None or (_PERSONS.fullmatch(match[2].strip()) is not None and not is_action(match[2])):
            continue
        found.append(DutyLine(match.start(1), match.start(2), match.end(2), heading))
        says += is_action(match[2]) or _ANSWERS.match(match[2]) is not None
    if len(found) < 2:
        return []
    named = _NAMED.search(folded, item.title[0], found[0].start) is not None
    units = {mention.name for line in found for mention in line.heading.mentions if mention.known}
    return found if named or 2 * says > len(found) or len(units) >= _MANY else []


def duty_tasks(
    layout: Layout, item: Item, lines: list[DutyLine], own: list[Statement]
) -> Iterator[TaskDraft]:
    """Yield a task without a number for each line."""
    for line in lines:
        start, end = trimmed(layout.folded, line.start, line.end)
        heading = with_duties(line.heading, layout.text, layout.folded, line.body, end)
        more = [s for s in own if line.body <= s.start < line.end]
        title = title_span(layout.folded, line.body, end)
        yield TaskDraft(None, title, start, end, None, None, item.part, (heading, *more))


def line_headings(layout: Layout, outline: Outline) -> dict[int, Statement]:
    """Return the units on a line without a number right above a run of items: 教务处: 1.…2.… 保卫处: 1.…

    Under one heading stand several such lines: one alone can be an addressee.
    """
    groups: dict[tuple[int, int | None], list[tuple[int, Statement | None]]] = defaultdict(list)
    for index, item in enumerate(outline.items):
        if item.number is not None and not item.has_children:
            groups[item.part, item.parent].append((index, _line_above(layout, item)))
    found: dict[int, Statement] = {}
    for group in groups.values():
        if sum(above is not None for _, above in group) < _FEWEST_LINES:
            continue
        current = None
        for index, above in group:
            current = above or current
            if current:
                found[index] = current
    return found


def _line_above(layout: Layout, item: Item) -> Statement | None:
    """Return the units between an item and the sentence or line before it, a colon behind them."""
    folded = layout.folded
    end = item.start
    while end > 0 and folded[end - 1] in BLANK:
        end -= 1
    if end < 2 or folded[end - 1] != ":":
        return None
    low = max(0, end - _LONGEST_LINE)
    start = max(low, *(folded.rfind(sign, low, end - 1) + 1 for sign in "。;\n"))
    if joined := _JOINED_DUTIES.match(folded, start, end - 1):
        start = joined.end()
    return duty_heading(layout.text, folded, *trimmed(folded, start, end - 1))


_DIVIDED = re.compile(r"(?:分工|职责|责任)(?:安排|落实|如下|表)?:?$")
_DOERS = re.compile(
    r":[^\S\n]*([一-鿿()]{2,12}(?: ?[、,/ ] ?[一-鿿()]{2,12}){0,8})(?:\([^()\n]*\))?[。;]?\s*$"
)
"""Names behind a duty and nothing else: 摄影:党政办、王某."""


def doers(layout: Layout, outline: Outline) -> dict[int, Statement]:
    """Return who does what under a heading of 分工 where each item is a duty and, behind a colon, names.

    Of the names those are units that end as offices do; the others are persons.
    """
    groups: dict[int, list[int]] = defaultdict(list)
    for index, item in enumerate(outline.items):
        if item.parent is not None and item.number and not item.has_children:
            groups[item.parent].append(index)
    found: dict[int, Statement] = {}
    for parent, group in groups.items():
        if not _DIVIDED.search(layout.folded[slice(*outline.items[parent].title)]):
            continue
        named = {
            i: _DOERS.match(layout.folded, outline.items[i].title[1], outline.items[i].own_end) for i in group
        }
        if 4 * sum(match is not None for match in named.values()) < 3 * len(group):
            continue
        for index, match in named.items():
            units = parse_units(layout.text, layout.folded, *match.span(1)) if match else []
            mentions = tuple(
                Mention("responsible", "", unit.name, unit.start, unit.end, True)
                for unit in units
                if unit.known or unit.inner or ends_as_office(unit.name)
            )
            if match and mentions:
                found[index] = Statement(*match.span(1), "label", mentions)
    return found
