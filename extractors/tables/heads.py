"""What the head of a column says: composed of morphemes, alone or of two parts (牵头单位与完成时限)."""

import re
from functools import cache, lru_cache
from itertools import product

from extractors.assignments.labels import read_label
from extractors.folding import fold
from extractors.lexicons import load
from extractors.values import value

ROLES = frozenset(["lead", "responsible", "cooperating", "supervising"])
LONGEST = 20
"""Characters of a head without its note, at most."""
_PREFIX = 9
"""Characters that may stand before the word that decides, at most."""
_NOTE = re.compile(r"\(([^()]{1,24})\)")
_JOINT = re.compile(r"[/、,;+&]|以及|及其?|[和与暨]")
_YEAR = re.compile(
    r"(?:到|至|截至)?(?:(?:19|20)\d\d年?|\d\d年|前?第?[一二三四1-4]个?季度|[上下]半年|1?\d月(?:底|末|份)?(?:之?前)?|[\"“]?十[一二三四五六]五[\"”]?(?:末|时期|期间)?)(?:底|末)?"
    r"(?:实际|目标|基期|完成|预期|计划|规划|现状|预计|达到|基数)*[值数]?"
)
_WORDS = re.compile(r"[\w.\"“”'《》()-]+")
_BODY = re.compile(
    r"(?:单位|部门|科室|处室|股室|站所|主体|机构|机关|[任头合与办]方|院系|专班|司局|部委|企业|公司|地区|县区|区县|镇街|乡镇|学院|各方)$"
)
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
    role, known = _role_of_head(words)
    if role:
        return Head((role,), known)
    return Head((column,)) if column else None


def _role_of_head(words: str) -> tuple[str, bool]:
    """Return the role of the units under a head, and whether its words tell it; empty if it has none."""
    label = read_label(words)
    if label and label.names_units:
        return label.role, label.known
    if _DUTY.fullmatch(words):
        return "responsible", True
    return ("responsible", False) if _BODY.search(words) else ("", False)


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
