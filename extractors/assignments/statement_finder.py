"""Where a text names units with their role: labelled lines and brackets."""

import re
from bisect import bisect_left
from collections.abc import Container, Iterator
from dataclasses import replace

from extractors.assignments.labels import Label, LabelHit, find_labels, find_line_labels
from extractors.assignments.statements import Reader, Statement
from extractors.assignments.unit import Unit, ends_as_office, is_noise, may_be_name
from extractors.assignments.unit_list import parse_units
from extractors.assignments.vocabulary import role_hint, role_phrases
from extractors.dates import DateHit

_LONGEST_BRACKET = 800
"""Characters; the longest list of units in one bracket that was measured has 420."""
_LONGEST_NOTE = 60
"""Characters of a deadline and its words that stand before the label in a bracket."""
_BRACKET = re.compile(r"[()\[\]\n]")
_DASHED = re.compile(r"(?<=[。;!?)%\d一-鿿]) {0,4}-{1,2} {0,4}([一-鿿][^。:!?\n-]{1,120}) {0,4}。?$", re.M)
_CLOSES = {")": "(", "]": "["}
_TELLS = re.compile(r"(?:牵头|负责|配合)(?=[、,;)])")
"""What makes a bracket within a sentence tell who answers for the words before it."""
_ENDS_OPEN = re.compile(r"[、,;:和及与]\s*$")
_NO_LIST = re.compile(r":|\((?:不?含|如|除|原|即|此件|发至|例如|以下|简称|见|详见|包括|另|注)")
_FEWEST_KNOWN = 3
"""Brackets of units, or of names formed as departments, from which all in that place are read as units."""
_FIELD = re.compile(r"[,;] *([一-鿿]{2,8}):")
_STOPS = re.compile(r"[()\[\]。\n]")
_LIST_LINE = re.compile(r"[^。:!?\n]{2,200}[、,;。]?$", re.M)


def find_statements(reader: Reader, start: int, end: int) -> list[Statement]:
    """Return all statements of folded[start:end] that labels and brackets make, in order of place."""
    found = list(_labelled(reader, start, end))
    found += _dashed(reader, start, end)
    taken = [(s.start, s.end) for s in found]
    bracketed, unknown = _bracketed(reader, start, end, taken)
    found += bracketed
    inner = all(mention.known for statement in unknown for mention in statement.mentions)
    if len(bracketed) + inner * len(unknown) >= max(_FEWEST_KNOWN, len(unknown)):
        found += unknown
    return sorted(found, key=lambda statement: statement.start)


def find_statements_outside(reader: Reader, spans: list[tuple[int, int]]) -> list[Statement]:
    """Return the statements of the whole text but for the spans, which are in order: those of tables."""
    found: list[Statement] = []
    at = 0
    for start, end in spans:
        found += find_statements(reader, at, start)
        at = end
    return found + find_statements(reader, at, len(reader.text))


def _labelled(reader: Reader, start: int, end: int) -> Iterator[Statement]:
    """Yield the statements that begin with a label, outside brackets or filling one."""
    folded = reader.folded
    found = list(find_labels(folded, start, end))
    starts = [hit.start for hit in found]
    hits = {hit.start: (hit, True) for hit in find_line_labels(folded, start, end)}
    hits |= {hit.start: (hit, False) for hit in found}
    of_units = frozenset(place for place, (hit, _) in hits.items() if hit.label.role != "other")
    at = start
    led = -1
    """Where a label ends that names who leads."""
    for place in sorted(hits):
        hit, bare = hits[place]
        if hit.label.members and led >= 0 and not folded[led:place].strip(" \n。;,"):
            hit = LabelHit(hit.start, hit.end, Label("cooperating"))
            found = [hit if each.start == place else each for each in found]
        if place < at or hit.label.role in ("person", "other"):
            continue
        stop = _before_field(folded, hit.end, _end_of_value(folded, hit.end, end), of_units)
        statement = (
            _bare(reader, hit, stop)
            if bare
            else reader.statement(
                place, stop, "label", found=found[bisect_left(starts, place) : bisect_left(starts, stop)]
            )
        )
        at = stop
        led = stop if any(mention.role == "lead" for mention in statement.mentions) else -1
        if not statement.deadline and (opening := _opening(folded, start, place)):
            statement = replace(statement, deadline=reader.deadline(opening, place))
        if statement.mentions or statement.deadline:
            yield statement


def _opening(folded: str, start: int, label: int) -> int:
    """Return where the bracket opens that a label stands in, 0 outside: (5月底前完成,牵头单位:A)."""
    opening = folded.rfind("(", max(start, label - _LONGEST_NOTE), label) + 1
    return 0 if _STOPS.search(folded, opening, label) else opening


def _bare(reader: Reader, hit: LabelHit, stop: int) -> Statement:
    """Return the statement of a label without a colon; its list must be made of units alone."""
    units = parse_units(reader.text, reader.folded, hit.end, stop)
    if not hit.label.names_units or not units or not all(unit.known or unit.inner for unit in units):
        return Statement(hit.start, stop, "label", ())
    return Statement(hit.start, stop, "label", tuple(reader.labelled(hit, stop)))


def _before_field(folded: str, start: int, stop: int, labels: Container[int]) -> int:
    """Return where a list ends before another field in the same sentence: 实施单位:市水利局,建设内容:…"""
    fields = (match for match in _FIELD.finditer(folded, start, stop) if match.start(1) not in labels)
    return next((match.start() for match in fields), stop)


def _end_of_value(folded: str, start: int, end: int) -> int:
    """Return where the list after a label ends: the sentence or line, or the lines that carry the list on."""
    stop = _stop(folded, start, end)
    while (
        stop < end
        and folded[stop] == "\n"
        and (not folded[start:stop].strip() or _ENDS_OPEN.search(folded, start, stop))
    ):
        line = _LIST_LINE.match(folded, stop + 1, end)
        if not line:
            break
        stop = _stop(folded, stop + 1, end)
    return stop


def _stop(folded: str, start: int, end: int) -> int:
    """Return the first end of sentence or line, or closing bracket without an opening one."""
    depth = 0
    for match in _STOPS.finditer(folded, start, end):
        sign = match[0]
        if sign in "([":
            depth += 1
        elif sign in ")]" and depth:
            depth -= 1
        elif sign == "\n" or not depth:
            return match.start()
    return end


def _bracketed(
    reader: Reader, start: int, end: int, taken: list[tuple[int, int]]
) -> tuple[list[Statement], list[Statement]]:
    """Return the statements of brackets, and of those in the same place whose names are of no known form."""
    folded = reader.folded
    found: list[Statement] = []
    unknown: list[Statement] = []
    at = start
    held = iter(taken)
    label = next(held, None)
    for opening, closing in _pairs(folded, start, end):
        while label and label[1] < opening:
            label = next(held, None)
        if opening < at or (label and label[0] < closing):
            continue
        if not _ends_clause(folded, opening, closing, end):
            continue
        if statement := _bracket(reader, opening, closing):
            found.append(statement)
            at = closing
        elif statement := _unknown_list(reader, opening, closing):
            unknown.append(statement)
    return found, unknown


def _dashed(reader: Reader, start: int, end: int) -> Iterator[Statement]:
    """Yield the statements of lines that end with a dash and units: 改造管网5公里。--市水利局.

    Where no sentence ends before the dash, several lines must end so: one alone says for whom a heading is.
    """
    found = []
    for match in _DASHED.finditer(reader.folded, start, end):
        units = parse_units(reader.text, reader.folded, *match.span(1))
        if units and all(unit.known for unit in units):
            mentions = tuple(reader.given(units, "responsible", ""))
            found.append(Statement(match.start(), match.end(1), "bracket", mentions))
    for statement in found:
        if len(found) > 2 or reader.folded[: statement.start].rstrip()[-1:] in ("。", ";", "!"):
            yield statement


def _pairs(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the pairs of brackets within one line, outer before inner."""
    stack: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for match in _BRACKET.finditer(folded, start, end):
        sign = match[0]
        if sign == "\n":
            stack.clear()
        elif sign in "([":
            stack.append((sign, match.start()))
        elif stack and stack[-1][0] == _CLOSES[sign]:
            opening = stack.pop()[1]
            if match.start() - opening <= _LONGEST_BRACKET:
                pairs.append((opening, match.start()))
    return sorted(pairs)


def _ends_clause(folded: str, opening: int, closing: int, end: int) -> bool:
    """Tell whether a bracket stands where a sentence or paragraph ends, not within a clause."""
    after = folded[closing + 1 : closing + 2] if closing + 1 < end else "\n"
    before = folded[opening - 1] if opening else "\n"
    if after in "。;\n([ \t" or before in "。;!?\n)]":
        return True
    return after == "," and _TELLS.search(folded, opening, closing) is not None


def _bracket(reader: Reader, opening: int, closing: int) -> Statement | None:
    folded = reader.folded
    start, end = opening + 1, closing
    if not (role_hint().search(folded, start, end) or "责任" in folded[start:end]):
        return _bare_list(reader, opening, closing)
    statement = reader.statement(start, end, "bracket", lenient=True)
    if not statement.mentions or not any(mention.known for mention in statement.mentions):
        return None
    has_role = role_phrases().pattern.search(folded, start, end) or any(find_labels(folded, start, end))
    if not has_role:
        return _bare_list(reader, opening, closing)
    return Statement(
        opening, closing + 1, "bracket", statement.mentions, statement.deadline, statement.first_leads
    )


def _bare_list(reader: Reader, opening: int, closing: int) -> Statement | None:
    """Return the statement of a bracket that holds units and nothing else, after a sentence."""
    before = reader.folded[opening - 1] if opening else "\n"
    after = reader.folded[closing + 1 : closing + 2]
    closes = _closes(reader.folded, opening, closing)
    if not (closes or (after == "。" and before not in "门位")) or _NO_LIST.search(
        reader.folded, opening, closing
    ):
        return None
    units = parse_units(reader.text, reader.folded, opening + 1, closing)
    deadline = (
        reader.deadline(opening + 1, closing)
        if any(is_noise(unit) or not unit.known for unit in units)
        else None
    )
    rest = [unit for unit in units if not unit.known and not (deadline and _within(unit, deadline))]
    known = len(units) - len(rest)
    if not known or (len(units) < 2 and not closes) or len(rest) > known or not all(map(may_be_name, rest)):
        return None
    named = [unit for unit in units if unit.known or unit in rest]
    mentions = tuple(reader.given(named, "responsible", ""))
    return Statement(opening, closing + 1, "bracket", mentions, deadline)


def _unknown_list(reader: Reader, opening: int, closing: int) -> Statement | None:
    """Return the statement of a bracket behind a sentence whose words end as offices do: (校长室)."""
    if not _closes(reader.folded, opening, closing) or _NO_LIST.search(reader.folded, opening, closing):
        return None
    units = parse_units(reader.text, reader.folded, opening + 1, closing)
    if not units or not all(ends_as_office(unit.name) and may_be_name(unit) for unit in units):
        return None
    return Statement(opening, closing + 1, "bracket", tuple(reader.given(units, "responsible", "")))


def _closes(folded: str, opening: int, closing: int) -> bool:
    """Tell whether a bracket stands behind a sentence or at the end of a line."""
    before = folded[opening - 1] if opening else "\n"
    return before in "。;!?\n" or folded[closing + 1 : closing + 2] in ("\n", "")


def _within(unit: Unit, deadline: DateHit) -> bool:
    """Tell whether a piece of a list is the deadline, with the words around it (6月底前完成)."""
    return unit.start <= deadline.start and deadline.end <= unit.end
