"""Labels that stand before a list of units 单位标签, composed of the words of their lexicon."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from extractors.lexicons import load
from extractors.values import value

_ORDER = ("lead", "supervising", "cooperating", "responsible")
"""Where two roles meet in a label, the first of them holds (CONTRACT section 3)."""
_LONGEST = 24
"""Characters of a label without its note; the longest in 300 documents has 15."""
_LONGEST_NOTE = 44
_LOOSE = r"(?<=[位门构体室业头办合责]) ?(?:[|→>]|-{1,2}) ?(?=[一-鿿])"
_SIGN = re.compile(
    rf":|\]|{_LOOSE}|(?:单位|部门|机构|主体|科室|处室|企业)(?:[为是](?=[一-鿿])|(?=[省市县区州国]))"
)
"""What may end a label; a bar, an arrow or a dash (责任单位——A) only one that opens its clause."""
_BEFORE = re.compile(r"[,;。:\n\[!?(\t]")
_LINE = re.compile(r"\n[\W_]{0,3}([一-鿿()/、]{2,16})(?: +(?=[一-鿿])|[为是](?=[一-鿿])|(?m:$))")
MEMBERS = "成员"
_UNIT_ENDS = '局委厅办府司院校处室会队所站心部镇乡县区市州旗团行社店厂库网道位门日月底年期)”"'
"""Last signs of what a crawler may join to the label that follows: 市公安局|配合单位:."""
_DRESS = " \u3000"


@value
class Label:
    """What the words of a label say."""

    role: str
    """Of the units after it; else what it names: ``person``, ``time`` or ``other``."""
    known: bool = True
    """Whether its words tell the role; one without (挂点单位) makes units responsible."""
    open: bool = True
    """Whether units of unknown form may follow it: not after a role alone (统筹:) or an unknown one."""
    persons: bool = False
    """Whether it also asks for persons (责任单位及负责人)."""
    members: bool = False
    """Whether it names who belongs to a group (成员单位): they help one whose label says that it leads."""

    @property
    def names_units(self) -> bool:
        """Tell whether units follow it."""
        return self.role in _ORDER


@value
class LabelHit:
    """A label in a text, with the sign that ends it."""

    start: int
    end: int
    label: Label


@value
class _Words:
    """The lexicon as patterns."""

    shape: re.Pattern[str]
    """Known words and a noun."""
    alone: re.Pattern[str]
    """A label without a noun."""
    word: re.Pattern[str]
    """One word of a label; the last group's index tells its slot."""
    slots: tuple[str, ...]
    names: dict[str, str]
    """Noun -> what it names, long ones first."""


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _of(slot: str, key: str = "words") -> list[str]:
    return [word for entry in load("labels") if entry["slot"] == slot for word in entry.get(key, ())]


@cache
def _words() -> _Words:
    nouns = {
        word: entry["names"] for entry in load("labels") if entry["slot"] == "noun" for word in entry["words"]
    }
    slots = {word: slot for slot in ("stand", "purpose", "link", "first", "aside") for word in _of(slot)}
    roles: list[dict[str, Any]] = [entry for entry in load("labels") if entry["slot"] == "role"]
    slots |= {word: entry["role"] for entry in roles for word in entry["words"]}
    slots |= {word: "weak " + entry["role"] for entry in roles for word in entry.get("weak", ())}
    ordered = sorted(slots, key=lambda word: (-len(word), word))
    body, noun = _any(list(slots)), _any(list(nouns))
    link, suffix = _any(_of("link")), _any(_of("suffix"))
    more = f"(?:(?:{link})(?:{body}){{0,3}}(?:{noun})?\\)?)?(?:{suffix})?"
    alone = _any(_of("role", "alone"))
    return _Words(
        re.compile(f"((?:{body}){{0,9}})({noun})({more})") if noun else re.compile(r"(?!)()()()"),
        re.compile(f"(?:{_any(_of('stand')) or '(?!)'})*(?:{alone or '(?!)'})"),
        re.compile("|".join(f"({re.escape(word)})" for word in ordered) or "(?!)"),
        tuple(slots[word] for word in ordered),
        {noun: nouns[noun] for noun in sorted(nouns, key=len, reverse=True)},
    )


@cache
def _after() -> dict[str, tuple[str, ...]]:
    """Return the nouns of groups, with the words of which one stands before them in a label."""
    entries = [entry for entry in load("labels") if "after" in entry]
    return {noun: tuple(entry["after"]) for entry in entries for noun in entry["words"]}


@lru_cache(maxsize=4096)
def read_label(words: str) -> Label | None:
    """Return what the words of a label say, without colon or bracket; None where they are built as none.

    >>> [read_label(words).role for words in ("市直牵头考核单位", "协责部门", "包抓领导", "完成时限")]
    ['lead', 'cooperating', 'person', 'time']
    >>> read_label("挂点单位").known, read_label("加强巡查")
    (False, None)
    """
    printed = re.sub(r"\s+", "", words).strip("[]:").rstrip("为是")
    words = _without_note(printed)
    if not 2 <= len(words) <= _LONGEST:
        return None
    return _composed(words) or _composed(re.sub(r"[()]", "", printed)) or _with_unknown(words)


def _without_note(words: str) -> str:
    """Return a label without the note behind it: 责任单位(列第一位的为牵头单位)."""
    opening = words.find("(")
    if words.endswith(")") and opening > 1 and not _words().shape.fullmatch(words):
        return words[:opening]
    return words


@lru_cache(maxsize=4096)
def _composed(words: str) -> Label | None:
    """Return the label that the words are when each of them is known."""
    if _words().alone.fullmatch(words):
        role = _role(words)
        return Label(role, open=words in ("责任", "牵头", "配合") or "分工" in words) if role else None
    if (named := _words().names.get(words, "units")) != "units":  # 组织机构, though 组织 is a role's word
        return Label(named)
    match = _words().shape.fullmatch(words)
    if not match or (not match[1] and _words().names[match[2]] == "units" and not _role(match[3])):
        return None
    after = _after().get(match[2])
    return _of_noun(match) if after is None or any(word in match[1] for word in after) else None


def _of_noun(match: re.Match[str]) -> Label | None:
    names = [_words().names[noun] for noun in (match[2], _last_noun(match[3])) if noun]
    if "units" not in names:
        return Label(names[0])
    if "aside" in _slots(match[1]):
        return Label("other", members=match[1].endswith(MEMBERS))
    role = _role(match[1] + match[3])
    if role:
        return Label(role, persons="person" in names)
    return Label("responsible", known=False, open=False) if match[2] in _of("noun", "asks") else None


def _last_noun(more: str) -> str:
    return next((noun for noun in _words().names if more.endswith(noun)), "") if more else ""


def _with_unknown(words: str) -> Label | None:
    """Return the label that begins with a word no entry knows: 驻村牵头单位, 挂点单位, 分管县长."""
    for start in range(1, min(len(words) - 1, 7)):
        match = _words().shape.fullmatch(words, start)
        if (
            not match
            or match[2] in _after()
            or words[start] in "、/"
            or not re.fullmatch(r"[一-鿿]+", words[:start])
        ):
            continue
        if _words().names[match[2]] == "other":
            return Label("other") if start <= 4 else None
        if _words().names[match[2]] == "units" and words[start - 1] in "各的" and not _role(match[1]):
            return None
        label = _of_noun(match)
        return label and Label(label.role, label.known, open=label.known, persons=label.persons)
    return None


def _slots(words: str) -> list[str]:
    found = _words()
    return [found.slots[(match.lastindex or 1) - 1] for match in found.word.finditer(words)]


def _role(words: str) -> str:
    """Return the role that the words of a label give, empty if none does."""
    slots = _slots(words)
    given = [role for role in _ORDER if role in slots]
    if len(given) > 1 and "responsible" in given and _links_roles(words):
        return "responsible"
    if not given:
        return next((slot[5:] for slot in slots if slot.startswith("weak ")), "")
    return "lead" if given[0] == "responsible" and "first" in slots else given[0]


def _links_roles(words: str) -> bool:
    """Tell whether a label names those who lead and those who answer as one list: 牵头及责任单位."""
    return re.search(r"[及和与或、/]", words) is not None


def find_labels(folded: str, start: int, end: int) -> Iterator[LabelHit]:
    """Yield the labels of folded[start:end], read backwards from the few signs that can end one."""
    at = start
    for sign in _SIGN.finditer(folded, start, end):
        hit = _label_before(folded, at, sign)
        if hit:
            yield hit
            at = hit.end


def _label_before(folded: str, at: int, sign: re.Match[str]) -> LabelHit | None:
    """Return the label that a sign ends, None where the words before it are none."""
    is_noun = sign[0] not in (":", "]")
    end = sign.end() + (sign[0] == "]" and folded.startswith(":", sign.end()))
    stop = sign.start() + (len(sign[0].rstrip("为是")) if sign[0].isalpha() else 0)
    while stop > at and folded[stop - 1] in _DRESS:
        stop -= 1
    low = _begin(folded, max(at, stop - _LONGEST - _LONGEST_NOTE), stop)
    if sign[0] == "]" and (not low or folded[low - 1] != "["):
        return None
    found = _within(folded, low, stop)
    if found is None:
        return None
    start, label = found
    said = sign[0][-1] in "为是"
    if is_noun and not (label.names_units and label.known and (said or start == low)):
        return None
    return LabelHit(start, end, Label(label.role, label.known, False, label.persons) if is_noun else label)


def _begin(folded: str, low: int, stop: int) -> int:
    """Return where the words before a label's end begin: after the last stop or open bracket."""
    depth = 0
    for place in range(stop - 1, low - 1, -1):
        sign = folded[place]
        if sign == ")":
            depth += 1
        elif sign == "(" and depth:
            depth -= 1
        elif not depth and _BEFORE.match(sign):
            return place + 1
    return low


def _within(folded: str, low: int, stop: int) -> tuple[int, Label] | None:
    """Return the label that ends at `stop` and where it begins, not before `low`."""
    while low < stop and not folded[low].isalnum() and folded[low] != "(":
        low += 1
    words = folded[low:stop]
    if " " in words.strip() and read_label(words) is None:
        low = folded.rindex(" ", low, stop) + 1
        words = folded[low:stop]
    for start in _starts(words):
        label = _composed(_without_note(re.sub(r"\s+", "", words[start:])))
        if label and (start == 0 or _parts_from(words[:start], words[start:], label)):
            return low + start, label
    label = read_label(words)
    return (low, label) if label else None


def _starts(words: str) -> range:
    return range(max(0, len(words) - _LONGEST - _LONGEST_NOTE), max(0, len(words) - 1))


def _parts_from(before: str, words: str, label: Label) -> bool:
    """Tell whether a label may begin behind words that no sign parts from it."""
    if label.role == "other" or not label.known:
        return False
    if before[-1] in _UNIT_ENDS:
        return True
    return label.role != "person" and len(before) > 6 and not _words().alone.fullmatch(words)


def find_line_labels(folded: str, start: int, end: int) -> Iterator[LabelHit]:
    """Yield the labels that open a line and end with a blank, 为 or the line: 责任单位 A、B."""
    for match in _LINE.finditer(folded, start, end):
        label = read_label(match[1])
        if label and label.known and label.role != "other":
            yield LabelHit(match.start(1), match.end(), label)
