"""The units that a cell names: in words, beside persons and terms, or by a mark under the head of one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import cast

from extractors.assignments.statements import Mention, Reader
from extractors.layout import Cell
from extractors.records import Role
from extractors.tables.columns import Column
from extractors.tables.heads import plain, read_head
from extractors.tables.marks import Mark
from extractors.tables.natures import is_mark, is_person

_ASIDE = re.compile(r"\(([^()]*)\)$")
_LEVELS = re.compile("[省市州盟县区旗乡镇村街道社园场办事处管委会]+")
"""The other levels of which a place has one: 各乡镇(街道)."""
_PIECE = re.compile(r"[^\s,;、:]+")
_SEPARATED = (" ", "\t", "\n", "(", "\u3000", ":")


def read_mark(
    reader: Reader, marks: Mapping[str, Mark], cell: Cell, column: Column, body: Cell
) -> Iterator[Mention]:
    """Yield the unit that heads a column of a matrix, in the role that the row's cell gives it."""
    words = plain(cell.text)
    mark = marks.get(words[:1]) if is_mark(words) else None
    said = read_head(words) if not is_mark(words) else None
    role = mark.role if mark else said.role if said and said.role else column.role
    label = mark.label if mark else words if said else column.label
    for mention in reader.clause(body.start, body.end, role, label):
        yield replace(mention, role=cast(Role, role), label=label)


def read_units(reader: Reader, cell: Cell, column: Column) -> Iterator[Mention]:
    """Yield the units of a cell; one of unknown form counts where the column holds nothing but units."""
    spans = (
        list(_without_persons(reader.folded, cell)) if column.holds("person") else [(cell.start, cell.end)]
    )
    said = [reader.statement(*span, "table", column.role, lenient=True) for span in spans]
    found = [mention for statement in said for mention in statement.mentions]
    if not found and len(column.head.kinds) == 1:
        found = reader.clause(cell.start, cell.end, column.role, column.label)
    for mention in found:
        before = reader.folded[mention.start - 1] if mention.start > cell.start else ""
        with_person = column.holds("person")
        if (
            not mention.known
            and len(found) + with_person > 1
            and _may_be_person(mention, before, with_person)
        ):
            continue
        if mention.known or len(column.head.kinds) == 1:
            yield _without_aside(replace(mention, label=mention.label or column.label))


def _without_persons(folded: str, cell: Cell) -> Iterator[tuple[int, int]]:
    """Yield what stands in a cell between the persons: 王某 县住建局."""
    start = end = cell.start
    for piece in _PIECE.finditer(folded, cell.start, cell.end):
        if is_person(piece[0]):
            if start < end:
                yield start, end
            start = end = piece.end() + 1
        else:
            end = piece.end()
    if start < end:
        yield start, end


def _may_be_person(mention: Mention, before: str, expected: bool) -> bool:
    return is_person(mention.name) and (expected or "某" in mention.name or before in _SEPARATED)


def _without_aside(mention: Mention) -> Mention:
    """Return the mention without a person's name in brackets behind the unit's."""
    aside = _ASIDE.search(mention.name.replace("（", "(").replace("）", ")"))
    names = [name for name in re.split("[、,，;\\s]+", aside[1]) if name] if aside else []
    if not aside or any(_LEVELS.fullmatch(name) or not is_person(name) for name in names):
        return mention
    name = mention.name[: aside.start()]
    return replace(mention, name=name, end=mention.end - (len(mention.name) - len(name)))
