"""The title of a task whose first words are no title: a bracket of units, a colon, a label."""

import re
from dataclasses import replace

from extractors.layout import Layout
from extractors.outline.tree import Outline, title_span
from extractors.tables.heads import find_kind
from extractors.tasks.draft import MARKS, WORDS, TaskDraft

_ASIDE = re.compile(r"\([^()\n]*\)|\[[^\[\]\n]*\]|【[^【】\n]*】")


def with_title(draft: TaskDraft, layout: Layout, outline: Outline) -> TaskDraft:
    """Return the draft with a title of words: its own that remain, else the heading above, else its units."""
    words = layout.folded[slice(*draft.title)].strip(MARKS)
    if words and draft.number is None and layout.folded.startswith(":", draft.title[1]):
        value = _words(layout, draft.title[1] + 1, draft.end) if find_kind(words) in WORDS else None
        return replace(draft, title=value) if value else draft
    if words:
        return draft
    first = draft.title[0] if draft.start <= draft.title[0] < draft.end else draft.start
    title = _remaining(draft, layout, first) or _heading(draft, layout, outline)
    return replace(draft, title=title or _words(layout, first, draft.end) or (draft.start, draft.end))


def _remaining(draft: TaskDraft, layout: Layout, at: int) -> tuple[int, int] | None:
    """Return the first words that stand in no statement of units."""
    for statement in (*draft.statements, None):
        stop = min(statement.start, draft.end) if statement else draft.end
        if found := _words(layout, at, stop):
            return found
        at = max(at, statement.end) if statement else at
    return None


def _heading(draft: TaskDraft, layout: Layout, outline: Outline) -> tuple[int, int] | None:
    """Return the title of the nearest item above that has one."""
    above = outline.items[draft.item].parent if draft.item is not None else outline.item_at(draft.start)
    while above is not None:
        title = outline.items[above].title
        if title[0] < draft.start and layout.folded[slice(*title)].strip(MARKS):
            return title
        above = outline.items[above].parent
    return None


def _words(layout: Layout, start: int, end: int) -> tuple[int, int] | None:
    """Return the title that the words of a stretch make, None where it holds signs only."""
    while start < end and layout.folded[start] in MARKS:
        aside = _ASIDE.match(layout.folded, start, end)
        start = aside.end() if aside and layout.folded[aside.end() : end].strip(MARKS) else start + 1
    title = title_span(layout.folded, start, end)
    return title if title[0] < title[1] else None
