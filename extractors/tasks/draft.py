"""A task in the text, before its units are resolved."""

from dataclasses import field

from extractors.assignments.statements import Statement
from extractors.values import value

BLANK = " \t\n\u3000"
MARKS = BLANK + ":。;,、.()[]【】"
"""Signs that are no words of a title."""
WORDS = ("task", "content", "detail", "issue")
"""Fields of a form that hold what is to be done, as the columns of a table do (tables/heads.py)."""


@value
class TaskDraft:
    """A task by its places in the text, with the statements that govern it."""

    number: str | None
    title: tuple[int, int]
    start: int
    end: int
    """Of the task's own words, without its numbered measures."""
    item: int | None
    """Index of its outline item."""
    parent: int | None
    """Index of the draft that it details."""
    part: int
    statements: tuple[Statement, ...] = field(default=())


def trimmed(folded: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without the blanks at its ends."""
    while end > start and folded[end - 1] in BLANK:
        end -= 1
    while start < end and folded[start] in BLANK:
        start += 1
    return start, end
