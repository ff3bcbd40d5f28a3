"""What a bracket, a labelled line or a table cell says: who answers, in which role, by when.

One grammar for all carriers. With labels ("牵头单位:A;责任单位:B、C;完成时限:2025年底") a label gives
its role to the units after it; without ("A牵头,B、C按职责分工负责") a role word gives its role to the
units before it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from extractors.assignments.labels import LabelHit, find_labels
from extractors.assignments.unit import Unit, keeps, without_person
from extractors.assignments.unit_list import parse_units
from extractors.assignments.vocabulary import RULE_HINT, role_hint, role_phrases, rules
from extractors.dates import DateHit, find_deadline
from extractors.records import Evidence, Role
from extractors.values import value

_LABEL_DRESS = " :：[]【】［］〔〕〖〗﹝﹞"
_MARK = re.compile(r"[★☆*▲△●○■◆※]")
_COLON = re.compile(r"(?<=[一-鿿]):(?!//)(?![^()]*\))")
_REACH = re.compile(r"[^;。]+")


@value
class Mention:
    """A unit with the role that a statement gives it."""

    role: Role
    label: str
    """The words that gave the role, as printed."""
    name: str
    start: int
    end: int
    known: bool
    """Whether the name has the form of a unit, or of a department within one."""
    told: bool = True
    """Whether the words told the role; a label without a known one makes units responsible."""


@value
class Statement:
    """What one carrier says."""

    start: int
    end: int
    evidence: Evidence
    mentions: tuple[Mention, ...]
    deadline: DateHit | None = None
    first_leads: bool = False
    """The statement itself says that its first unit leads."""


@value
class Reader:
    """The text that statements are read from; `year` is the plan's, for deadlines that print none."""

    text: str
    folded: str
    year: int | None
    marks_lead: bool = False
    """Whether the document says that a mark beside a name (★) makes the unit lead."""

    def statement(
        self,
        start: int,
        end: int,
        evidence: Evidence,
        default: str = "responsible",
        *,
        lenient: bool = False,
        found: Sequence[LabelHit] | None = None,
    ) -> Statement:
        """Return what text[start:end] says; `default` is the role of units that no word gives one.

        `found` are the labels in it, where they are known.
        """
        first_leads, end_of_units = self._once_said(start, end)
        if found is None or end_of_units < end:
            found = list(find_labels(self.folded, start, end_of_units))
        found = [hit for hit in found if not self._is_note(hit, start)]
        mentions: list[Mention] = []
        deadline: DateHit | None = None
        stops = [*[hit.start for hit in found], end_of_units][1:]
        head_end = found[0].start if found else end_of_units
        if head_end > start:
            mentions += self.clause(start, head_end, default if not found else "", "", lenient=lenient)
        for hit, stop in zip(found, stops, strict=True):
            if hit.label.role == "time":
                deadline = self.deadline(hit.end, stop) or deadline
            elif hit.label.names_units:
                mentions += self.labelled(hit, stop)
        deadline = deadline or self.deadline(start, end_of_units)
        return Statement(start, end, evidence, tuple(mentions), deadline, first_leads)

    def _is_note(self, hit: LabelHit, start: int) -> bool:
        """Tell whether a label opens a note to one name, behind which the list goes on: A(联系人:王某)、B."""
        if hit.start == start or self.folded[hit.start - 1] != "(" or hit.label.names_units:
            return False
        closing = self.folded.find(")", hit.end, hit.end + 40)
        return closing >= 0 and self.folded[closing + 1 : closing + 2] in ("、", ",", "和")

    def labelled(self, hit: LabelHit, stop: int) -> list[Mention]:
        """Return the units that a label gives its role; a word that asks for units alone has units first."""
        words = self.text[hit.start : hit.end].strip(_LABEL_DRESS).rstrip("为是")
        stop = _before_colon(self.folded, hit.end, stop)
        mentions = self.clause(hit.end, stop, hit.label.role, words, lenient=hit.label.open)
        if hit.label.open or (mentions and _follows(self.folded, hit.end, mentions[0].start)):
            return mentions if hit.label.known else [replace(m, told=False) for m in mentions]
        return []

    def _once_said(self, start: int, end: int) -> tuple[bool, int]:
        """Return whether the statement says that its first unit leads, and where its units end."""
        if not RULE_HINT.search(self.folded, start, end):
            return False, end
        first_leads = False
        for rule in rules():
            match = rule.pattern.search(self.folded, start, end)
            if match:
                first_leads = first_leads or rule.effect == "first-leads"
                if match.start() > start and not _in_bracket(self.folded, match):
                    end = min(end, match.start())
        return first_leads, end

    def deadline(self, start: int, end: int) -> DateHit | None:
        """Return the deadline that folded[start:end] prints."""
        return find_deadline(self.folded, start, end, self.year)

    def clause(
        self, start: int, end: int, default: str, label: str, *, lenient: bool = False
    ) -> list[Mention]:
        """Return the units of a clause; role words in it win over the label's `default`.

        Without a default, units that no role word follows are left out. A semicolon ends a role word's reach.
        """
        mentions: list[Mention] = []
        for match in _REACH.finditer(self.folded, start, end):
            mentions += self._reach(
                match.start(), match.end(), default, label, bool(mentions), lenient=lenient and not mentions
            )
        return mentions

    def _reach(
        self, start: int, end: int, default: str, label: str, more: bool, *, lenient: bool
    ) -> list[Mention]:
        mentions: list[Mention] = []
        following = ""
        spoken = role_hint().search(self.folded, start, end)
        for match in role_phrases().pattern.finditer(self.folded, start, end) if spoken else ():
            role, words = role_phrases().role(match), self.text[match.start() : match.end()]
            if not role:
                continue
            units = self._units(start, match.start(), lenient=lenient, inner=True)
            if role == "joint":
                mentions += self.given(units, following or "lead", words)
                following = "cooperating"
            else:
                if default == "lead" and role == "responsible":
                    role, words = default, label
                mentions += self.given(units, following or role, words)
                following = ""
            start = match.end()
        lenient = lenient and not mentions  # behind a role phrase stands what is done
        rest = self._units(start, end, lenient=lenient, inner=bool(label or following))
        role = following or default or ("responsible" if mentions or more else "")
        return mentions + (self.given(rest, role, label) if role else [])

    def given(self, units: list[Unit], role: str, label: str) -> list[Mention]:
        """Return the units as mentions in a role, but for those that a note or mark gives another."""
        return [
            Mention(
                self._own_role(unit) or cast(Role, role),
                label,
                unit.name,
                unit.start,
                unit.end,
                unit.known or unit.inner,
            )
            for unit in units
        ]

    def _own_role(self, unit: Unit) -> Role | None:
        """Return the role that a note or a mark beside the name gives a unit."""
        if not self.marks_lead:
            return unit.role
        beside = self.folded[max(0, unit.start - 1) : unit.start] + self.folded[unit.end : unit.end + 1]
        return "lead" if _MARK.search(beside) else unit.role

    def _units(self, start: int, end: int, *, lenient: bool, inner: bool) -> list[Unit]:
        units = parse_units(self.text, self.folded, start, end)
        if lenient:
            units = [without_person(unit) for unit in units]
        return [u for u in units if u.known or (inner and u.inner) or (lenient and keeps(u, units))]


def _before_colon(folded: str, start: int, stop: int) -> int:
    """Return where a list ends before another word and colon, which no list of units holds."""
    colon = _COLON.search(folded, start, stop)
    if not colon:
        return stop
    return max([start, *(folded.rfind(sign, start, colon.start()) for sign in "、,; \n)")])


def _follows(folded: str, end: int, start: int) -> bool:
    """Tell whether nothing but dress stands between a label and its first unit."""
    return not re.search(r"[一-鿿]", folded[end:start].removeprefix("由"))


def _in_bracket(folded: str, rule: re.Match[str]) -> bool:
    """Tell whether a rule stands in a bracket of its own, after which the list goes on."""
    opening = folded.rfind("(", rule.start() - 12 if rule.start() > 12 else 0, rule.start() + 1)
    closing = folded.find(")", rule.end(), rule.end() + 12)
    return opening >= 0 and closing >= 0 and folded[closing + 1 : closing + 2] in tuple("、,:")


def first_to_lead(statement: Statement, *, others_help: bool = False) -> Statement:
    """Return the statement with its first unit as lead, where it names none that leads.

    `others_help`: those that only answer beside it cooperate.
    """
    mentions = statement.mentions
    if not mentions or any(mention.role == "lead" for mention in mentions):
        return statement
    rest = mentions[1:]
    if others_help:
        rest = tuple(replace(m, role="cooperating") if m.role == "responsible" else m for m in rest)
    return replace(statement, mentions=(replace(mentions[0], role="lead"), *rest))
