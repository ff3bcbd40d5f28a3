"""Units that a sentence makes answer: 由A牵头，B、C参加; A会同B制定; A负责. A body merely named is none."""

import re
from collections.abc import Iterator
from functools import cache
from typing import cast

from extractors.assignments.neighbours import listed_after, units_before
from extractors.assignments.statements import Mention, Reader, Statement
from extractors.assignments.unit import Unit
from extractors.assignments.vocabulary import role_phrases
from extractors.lexicons import load
from extractors.outline.actions import action_pattern, is_action
from extractors.records import Role
from extractors.values import value

_TRIGGER = re.compile(
    r"牵头|会同|联合|携手|商[^业务会品贸标城圈户场、,。;]|负责|负总责|承担|配合|协[助同办作管]|参[加与]|支持|指导|督[导促办查]"
    r"|组织实施|(?:落实|为主|责任)(?:[,、。;]|$)|总抓|承[办建]|主[办责管抓]|(?:组长|责任)(?:单位|部门|主体)|抓总|归口|负全责"
    r"|责成|委托|授权|指派|交由|责令|代建|经办|由[^,。;\n]{2,40}(?:实施|执行|办理|建设|运营|管理|推进|落地)(?:[,、。;]|$)"
)
_EXPLAINS = re.compile(r"负责(?:具体|组织)?解释")
"""Who interprets the document itself has no task by it."""
_SENTENCE = re.compile(r"[^。;!?\n]+")
_LONGEST = 300
"""Characters of a sentence that is read; a longer one is a list of measures."""
_OPENS = re.compile(r"[,:、)\s]?(?:同时|并且?|另外|此外|再)?")
_TOGETHER = re.compile("联合|携手")
_ZEAL = re.compile("加强|密切|积极|主动|切实|认真|全力")
_SPURS = re.compile(rf"(?:{_ZEAL.pattern}|做好|抓好).{{0,4}}统筹")
_JOINTLY = re.compile(r"(?:共同|一起|协商|联合|按职责|分别|协同|一道)*(?!对接|衔接|沟通|联系|协调|联络)")
_CHARGE = re.compile(
    r"(?!的|[、)]|等)(?:(?:限期|尽快|立即|统一|抓紧|具体|组织|分别|负责|于\d)|[对将把就按在]|(?=[一-鿿]{2}))"
)


_HOW = r"(?:具体|负责|组织|统一|分别|共同|联合|按[^,。;]{2,8}?|依法|牵头)*"
_BY = re.compile(r"(?<![自理缘事])由(?![于此来])")


@value
class Construction:
    """A way in which a sentence says who answers; the fields are those of its lexicon."""

    says: str
    before: Role | None
    after: Role | None
    needs: str
    link: re.Pattern[str] | None
    """What must stand between the role phrase and the units behind it."""
    opens: tuple[str, ...]
    acts: re.Pattern[str] | None
    """What ends the clause that names who does it."""


@cache
def constructions() -> tuple[Construction, ...]:
    """Return the constructions of the lexicon."""
    return tuple(
        Construction(
            row["says"],
            row.get("before"),
            row.get("after"),
            row.get("needs", ""),
            re.compile("|".join(sorted(map(re.escape, row["link"]), key=len, reverse=True)))
            if "link" in row
            else None,
            tuple(row.get("opens", ())),
            re.compile(_HOW + f"(?:{'|'.join(row['acts'])})(?=[,、。;)]|$)") if "acts" in row else None,
        )
        for row in load("prose")
    )


def needs_prose(folded: str, start: int, end: int) -> bool:
    """Tell whether folded[start:end] may say in a sentence who answers."""
    return _TRIGGER.search(folded, start, end) is not None


def find_prose(reader: Reader, start: int, end: int) -> Iterator[Statement]:
    """Yield a statement for each sentence of folded[start:end] that gives units a role."""
    folded = reader.folded
    leads = False
    for sentence in _SENTENCE.finditer(folded, start, end):
        low, high = sentence.span()
        if high - low > _LONGEST or not needs_prose(folded, low, high):
            continue
        if _EXPLAINS.search(folded, low, high):
            continue
        given = list(_mentions(reader, low, high, leads=leads))
        mentions = tuple(sorted([*given, *_charged(reader, low, high, given)], key=lambda m: m.start))
        leads = leads or any(mention.role == "lead" for mention in mentions)
        if mentions:
            yield Statement(mentions[0].start, high, "prose", mentions)


def find_duties(reader: Reader, start: int, end: int) -> tuple[bool, list[Mention]]:
    """Return whether clauses without a subject say that it leads (牵头, 会同A), and those it does so with."""
    leads = False
    joined: list[Mention] = []
    for match in role_phrases().pattern.finditer(reader.folded, start, end):
        role = role_phrases().role(match)
        if role not in ("lead", "joint") or not role_phrases().in_prose(match):
            continue
        low = max(start, *(reader.folded.rfind(sign, start, match.start()) + 1 for sign in "。;!?\n"))
        after = listed_after(reader, match.end(), end)[0] if role == "joint" else []
        if _opens(reader.folded, low, match.start()) and (role == "lead" or after):
            leads = True
            joined += _given(after, "cooperating", reader.text[match.start() : match.end()])
    return leads, joined


def _mentions(reader: Reader, low: int, high: int, *, leads: bool) -> Iterator[Mention]:
    at = low
    found = list(role_phrases().pattern.finditer(reader.folded, low, high))
    said_roles = {role_phrases().role(match) for match in found if not _ZEAL.search(match[0])}
    for match in found:
        role = role_phrases().role(match)
        if (other := role_phrases().beside(match)) and other not in said_roles:
            continue
        if reader.folded.startswith("(", match.start() - 1) and reader.folded.startswith(")", match.end()):
            continue  # a note to the name before it: 市水利局(牵头)
        if role == "cooperating" and not leads and _ZEAL.search(match[0]):
            continue  # an exhortation where nobody leads: 各单位密切配合
        if role == "lead" and said_roles.isdisjoint(("cooperating", "joint")) and _SPURS.search(match[0]):
            continue  # an exhortation where nobody helps: 各部门加强统筹协调
        if role and role_phrases().in_prose(match) and not _is_attributive(reader.folded, match.end(), high):
            said = list(_said(reader, match, role, (at, low, high), leads=leads))
            leads = leads or any(mention.role == "lead" for mention in said)
            yield from said
            at = max([at, *(mention.end for mention in said)])
        at = max(at, match.end())


def _said(
    reader: Reader, match: re.Match[str], role: str, bounds: tuple[int, int, int], *, leads: bool
) -> Iterator[Mention]:
    """Yield what the constructions make of one role phrase."""
    at, low, high = bounds
    before = units_before(reader, low, at, match.start())
    words = reader.text[match.start() : match.end()]
    opens = _opens(reader.folded, low, match.start())
    for row in constructions():
        if row.says != role or not _holds(row, named=bool(before), leads=leads, opens=opens):
            continue
        if row.link:
            after = _partners(reader, row.link, match.end(), high)
        else:
            after = listed_after(reader, match.end(), high)[0] if row.after else []
        if row.after and not after and (not row.before or _TOGETHER.search(match[0])):
            continue  # 联合 with nobody behind it is how A and B act
        yield from _given(before if row.before else [], row.before, words)
        yield from _given(after, row.after, words)


def _holds(row: Construction, *, named: bool, leads: bool, opens: bool) -> bool:
    """Tell whether a construction holds where a role phrase has units before it, or opens its clause."""
    if row.needs == "lead":
        return leads and opens and not named
    return named or not (row.before or row.needs == "before")


def _opens(folded: str, low: int, at: int) -> bool:
    """Tell whether a clause begins at a place, but for 并 and its kin."""
    clause = max(low, *(folded.rfind(sign, low, at) + 1 for sign in ",:、"))
    return _OPENS.fullmatch(folded, clause, at) is not None


def _given(units: list[Unit], role: Role | None, words: str) -> Iterator[Mention]:
    for unit in units:
        yield Mention(unit.role or cast(Role, role), words, unit.name, unit.start, unit.end, unit.known)


@cache
def _acts_on() -> re.Pattern[str]:
    return re.compile(rf"(?:{action_pattern().pattern})?的")


def _is_attributive(folded: str, end: int, high: int) -> bool:
    """Tell whether a role phrase only describes a noun: 由A牵头制定|的规划."""
    return _acts_on().match(folded, end, high) is not None


def _partners(reader: Reader, link: re.Pattern[str], start: int, high: int) -> list[Unit]:
    """Return the units that a phrase acts with, an action behind them: 负责与市财政局、市审计局|制定标准."""
    opening = link.match(reader.folded, start, high)
    if not opening:
        return []
    units, end = listed_after(reader, opening.end(), high)
    acts = _JOINTLY.match(reader.folded, end, high)
    if not acts or reader.folded.startswith("的", acts.end()):
        return []
    return units if acts[0] or is_action(reader.folded[acts.end() : high]) else []


def _charged(reader: Reader, low: int, high: int, given: list[Mention]) -> Iterator[Mention]:
    """Yield the units that a clause charges before it says with what: 责成市水利局|限期整改."""
    taken = {mention.start for mention in given}
    for row in constructions():
        for word in row.opens if row.says == "charge" else ():
            at = reader.folded.find(word, low, high)
            if at < 0 or not (_BY.match(reader.folded, at) if row.acts else _opens(reader.folded, low, at)):
                continue
            units, end = listed_after(reader, at + len(word), high)
            charges = (row.acts or _CHARGE).match(reader.folded, end, high)
            if charges and taken.isdisjoint(unit.start for unit in units):
                yield from _given(units, row.after, reader.text[at : at + len(word)])
