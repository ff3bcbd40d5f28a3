"""Lists of duties with the unit first, one a line (部门分工, 成员单位职责): 教务处:调整课程."""

import re
from collections.abc import Iterator

from extractors.assignments.headings import duty_heading, with_duties
from extractors.assignments.statements import Statement
from extractors.layout import Layout
from extractors.outline.actions import is_action
from extractors.outline.tree import Item, title_span
from extractors.tasks.draft import TaskDraft, trimmed
from extractors.values import value

_HEADED = re.compile(r"(?m:^)[^\S\n]*([一-鿿][^\n:。;,]{1,40}?)[^\S\n]*:[^\S\n]*\n?[^\S\n]*(?=([^\n]+))")
_NAMED = re.compile(r"(?:分工|职责|任务)[^\n。]{0,6}$", re.M)
"""How the line ends that heads such a list."""
_ANSWERS = re.compile(r"(?:主要)?(?:负责|牵头|承担|会同|协助|配合|做好)")
_PERSONS = re.compile(r"(?:[一-鿿]{1,4}[ 、,]+)*[一-鿿]{1,4}")


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
    if folded.count(":", start, item.own_end) < 2:
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
    return found if named or 2 * says > len(found) else []


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
