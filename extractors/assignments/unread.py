"""Places where bodies stand behind a word and a colon that is built as no label: 驻点帮衬：A、B."""

import re
from collections.abc import Iterator

from extractors.agencies.units import is_unit
from extractors.assignments.labels import read_label
from extractors.assignments.unit_list import parse_units
from extractors.records import Problem, Span

_WORD = re.compile(r"(?<![一-鿿A-Za-z0-9《“])([一-鿿]{2,8}):(?=[一-鿿])")
_VALUE = re.compile(r"[^;。:\n]{2,200}")


def find_unread_units(text: str, folded: str, start: int, end: int) -> Iterator[Span]:
    """Yield the spans of the lists that a word and a colon lead, where the word is no label and no body.

    >>> text = "驻点帮衬:市教育局、市卫健委"
    >>> list(find_unread_units(text, text, 0, len(text)))
    [(5, 14)]
    """
    for word in _WORD.finditer(folded, start, end):
        value = _VALUE.match(folded, word.end(), end)
        if not value or read_label(word[1]) or is_unit(word[1]):
            continue
        units = parse_units(text, folded, value.start(), value.end())
        if units and units[0].start == value.start() and all(unit.known for unit in units):
            yield units[0].start, units[-1].end


def unread_units(text: str, folded: str, start: int) -> Iterator[Problem]:
    """Yield a problem for each list that a word and a colon lead, from the first item on."""
    for span in find_unread_units(text, folded, start, len(text)):
        message = "Bodies stand behind a word and a colon that is no label: they are in no record."
        yield Problem(code="unread-unit", severity="warning", message=message, span=span)
