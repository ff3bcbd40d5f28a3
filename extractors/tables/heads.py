"""What the head of a column says: composed of morphemes, alone or of two parts (牵头单位与完成时限)."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import product
from typing import Any

from extractors.assignments.labels import read_label
from extractors.folding import fold
from extractors.lexicons import load
from extractors.values import value

ROLES = frozenset(["lead", "responsible", "cooperating", "supervising"])
LONGEST = 20
"""Characters of a head without its note, at most."""
_PREFIX = 9
"""Characters that may stand before the word that decides, at most."""
_LONGEST_DUTY = 6
"""Characters before the noun of a group that say what it does, at most."""
_NOTE = re.compile(r"\(([^()]{1,24})\)")
_JOINT = re.compile(r"[/、,;+&]|以及|及其?|[和与暨]")
_YEAR = re.compile(
    r"(?:到|至|截至)?(?:(?:19|20)\d\d(?:年度?)?|\d\d年|第[一二三四五]年度?|前?第?[一二三四1-4]个?季度|[上下]半年|1?\d月(?:底|末|份)?(?:之?前)?|[\"“]?十[一二三四五六]五[\"”]?(?:末|时期|期间)?)(?:底|末)?"
    r"(?:实际|目标|基期|完成|预期|计划|规划|现状|预计|达到|基数)*[值数]?"
)
_WORDS = re.compile(r"[\w.\"“”'《》()-]+")
_BARE = frozenset(["单位", "部门", "科室", "处室", "机构", "单位(部门)", "部门(单位)", "各单位", "乡镇"])
_DUTY = re.compile(r"(?:责任|职责|任务|部门|工作|单位)*分工|责任(?:单位)?(?:落实|主体)?|责任体系")


@value
class Head:
    """What the cells under a head hold."""

    kinds: tuple[str, ...]
    """In printed order: a role of units, or a column of the lexicon; two where a head names two things."""
    known: bool = True
    """False for units whose role no word tells."""
    bare: bool = False
    """Whether it says 单位 and no more: a body, or what the values are measured in."""

    @property
    def role(self) -> str:
        """The role of the units in the column, empty if it holds none."""
        return next((kind for kind in self.kinds if kind in ROLES), "")


def plain(text: str) -> str:
    """Return the words of a head cell: folded, without the blanks and line ends between its letters."""
    return "".join(fold(text).split())


def names_period(words: str) -> bool:
    """Tell whether a head names a year, a quarter or a month, and what of it at most: 2026年, 2026年目标."""
    return bool(_YEAR.match(words))


def find_kind(text: str) -> str | None:
    """Return what a column holds by its head cell, None for words that head no column.

    >>> [find_kind(text) for text in ("序 号", "工作任务", "市直牵头单位", "完成\\n时限", "青石市")]
    ['number', 'task', 'lead', 'time', None]
    """
    head = read_head(plain(text)) if text and len(text) <= 3 * LONGEST else None
    return head.kinds[0] if head else None


def is_bare(text: str) -> bool:
    """Tell whether a head says 单位 and no more, which beside indicators is what they are measured in."""
    head = read_head(plain(text)) if len(text) <= LONGEST else None
    return bool(head and head.bare)


@lru_cache(maxsize=2048)
def read_head(words: str) -> Head | None:
    """Return what the words of a head say, None if they head no column.

    >>> [read_head(words).kinds for words in ("牵头单位与完成时限", "责任单位及负责人", "工作内容及要求")]
    [('lead', 'time'), ('responsible', 'person'), ('content',)]
    """
    notes = _NOTE.findall(words)
    short = _NOTE.sub("", words).strip(":*#")
    if not short or len(short) > LONGEST or not _WORDS.fullmatch(_JOINT.sub("", short)):
        return None
    parts = [part for part in _JOINT.split(short) if part]
    if len(parts) > 1 and (joint := _joint(parts)):
        return joint
    head = _part(short)
    if head is None and len(parts) > 1:
        head = _part(parts[0])
    if head and (noted := [kind for note in notes for kind in _noted(note)]):
        return Head((*head.kinds, *noted), head.known)
    return head


def _joint(parts: list[str]) -> Head | None:
    """Return what a head of several parts says, None if it is one (工作内容及要求, 牵头及责任单位)."""
    heads = [_part(part) for part in parts]
    found = [head for head in heads if head]
    if len(found) < len(parts):
        return None
    kinds = tuple(dict.fromkeys(_class(head) for head in found))
    if len(kinds) < 2 or not {"units", "time", "person"} & set(kinds):
        return None
    first = {_class(head): head for head in reversed(found)}
    known = all(head.known for head in found)
    return Head(tuple(first[kind].kinds[0] for kind in kinds), known)


def _class(head: Head) -> str:
    kind = head.kinds[0]
    return "units" if kind in ROLES else "task" if kind in ("content", "detail") else kind


def _noted(note: str) -> tuple[str, ...]:
    head = _part(note)
    return tuple(kind for kind in head.kinds if kind in ("time", "person")) if head else ()


def _part(words: str) -> Head | None:
    """Return what one name of a column says."""
    if _YEAR.fullmatch(words):
        return Head(("value",))
    if words in _BARE:
        return Head(("responsible",), bare=True)
    column = find_column(words)
    if column and column not in ("other", "content", "detail", "task"):
        return Head((column,))
    label = read_label(words)
    if label and label.names_units:
        return Head((label.role,), label.known)
    if role := _group_role(words):
        return Head((role,))
    if _DUTY.fullmatch(words):
        return Head(("responsible",))
    if _names_bodies(words):
        return Head(("responsible",), known=False)
    if column:
        return Head((column,))
    return Head((label.role,)) if label and label.role in ("person", "time") else None


def _group_role(words: str) -> str:
    """Return the role that a head gives to groups of any sort (负责学科组), empty if it names none."""
    found = (
        duty + noun
        for entry in _bodies()
        for duty in entry.get("after", ())
        if words.startswith(duty)
        for noun in entry["words"]
        if words.endswith(noun) and len(words) <= len(noun) + _LONGEST_DUTY
    )
    label = read_label(next(found, ""))
    return label.role if label else ""


def _names_bodies(words: str) -> bool:
    """Tell whether words end with a noun of bodies that ends no body's own name: 所属企业, not 交警大队."""
    nouns = (noun for entry in _bodies() if "after" not in entry for noun in entry["words"])
    return any(len(noun) > 1 and words.endswith(noun) for noun in nouns)


@cache
def _bodies() -> tuple[Mapping[str, Any], ...]:
    """Return the entries of the nouns that labels name units by."""
    return tuple(entry for entry in load("labels") if entry.get("names") == "units")


@cache
def _ends() -> dict[str, str]:
    """Return the words that end a head, tails included, with what the column holds."""
    ends: dict[str, str] = {}
    for entry in load("table_headers"):
        for end in entry.get("ends", ()):
            for of, tail in product(entry.get("of", ("",)), ("", *entry.get("tails", ()))):
                ends.setdefault(of + end + tail, entry["column"])
    return ends


@cache
def _alone() -> dict[str, str]:
    return {word: entry["column"] for entry in load("table_headers") for word in entry.get("alone", ())}


def find_column(words: str) -> str | None:
    """Return what the longest word at the end of a head says."""
    if words in _alone():
        return _alone()[words]
    for start in range(min(len(words), _PREFIX)):
        if column := _ends().get(words[start:]):
            return column
    return None
