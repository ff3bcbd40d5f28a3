"""Lists of units: split at their separators, then completed."""

import re
from dataclasses import replace

from extractors.agencies.bodies import remembered
from extractors.agencies.units import department, is_inner, is_unit
from extractors.assignments.coordination import complete, is_place
from extractors.assignments.unit import LONGEST_NAME, Unit
from extractors.records import Role

_PIECE = re.compile(
    r"(?:[^、,;/\s()\[\]{}〈〉。:★☆*▲△●○■◆※]|\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\[\]\n]*\]|〈[^〈〉\n]*〉)+"
)
_LEADING = re.compile(
    r"(?:\d{1,2}\.|(?:分别|统一|共同)?由|以(?![下上及])|请|及|和|与|以及|并由?|其中|报|经(?![信发贸济合协开研营办管销理委计科])|再由|暨)(?=[一-鿿])"
)
_ETC = re.compile(r"(?<![高中初同平特优])等(?![级额学])(?:\d+|[一二三四五六七八九十]+)?个?")
_AND = re.compile(r"(?:以及|和|及|与)")
_BARE_GROUP = re.compile(r"(?:部门|单位|机构|方面|部门和单位|部门、单位|部委|省级部门|地方)?")
_OF_GROUP = re.compile(r"(?:部门|单位|机构|企业)")
"""What 等 sums up, with a clause behind it: 等单位发挥优势."""
_CONNECTIVE = re.compile(r"以及|和|及|与|暨|并|或者?")
_LEVEL_SIGNS = "省市州盟县区旗镇乡"
_LEVELS = re.compile(r"(各)?[市县区旗]{1,2}\([市县区旗、,]{1,5}\)、?[市县区旗]?(?=[一-鿿]{2})")
"""Levels of which a place has one: 县(市、区), 县(市)区, 区(县)."""
_SHARED_TAIL = re.compile(r"个?[省市州盟县区旗镇乡](?:\([^()]{1,9}\))?(?:人民政府|政府|党委|管委会)")
"""What 等 parts from the places that share it: 成都、德阳等市政府."""
_NOT_ALONE = frozenset(["人民政府", "政府", "单位", "部门", "机构", "企业", "党委"])
_ROLE_NOTE = re.compile(r"\((?:为)?(牵头|主办|主责|配合|协办|协助|参与|指导|督导|责任)(?:单位|部门)?\)$")
_DATE_NOTE = re.compile(r"\([^()]*(?::|第一|首位|下同|[★*]|\d年|\d月|年内|年底|长期)[^()]*\)$")
_NOTE_ROLES: dict[str, Role] = {
    "牵头": "lead",
    "主办": "lead",
    "主责": "lead",
    "责任": "responsible",
    "指导": "supervising",
    "督导": "supervising",
}


def parse_units(text: str, folded: str, start: int, end: int) -> list[Unit]:
    """Return the units that text[start:end] lists, in order; pieces of another form are marked unknown."""
    units = [
        Unit(unit.name, at + unit.start, at + unit.end, unit.role, unit.known, unit.inner)
        for match in _PIECE.finditer(folded, start, end)
        for at in (match.start(),)
        for unit in _parts(match[0])
    ]
    units = complete(_join_broken(units, folded), folded)
    if folded[start:end] == text[start:end]:
        return units
    return [_printed(unit, text, folded) for unit in units]


def _printed(unit: Unit, text: str, folded: str) -> Unit:
    """Return the unit with its own signs instead of the folded ones."""
    own = folded[unit.start : unit.end]
    if own == text[unit.start : unit.end] or own not in unit.name:
        return unit
    return replace(unit, name=unit.name.replace(own, text[unit.start : unit.end]))


@remembered
def _parts(piece: str) -> tuple[Unit, ...]:
    """Return the units of a piece between two separators, at places in it: A等有关部门, A和B, 由A."""
    start, end = 0, len(piece)
    while match := _LEADING.match(piece, start):
        start = match.end()
    etc = _ETC.search(piece, start)
    if etc is None:
        return tuple(_split(piece, start, end))
    after = etc.end()
    if _SHARED_TAIL.fullmatch(piece, after) and is_place(piece[start : etc.start()]):
        return (Unit(piece[start : etc.start()] + piece[after:], start, etc.start()),)
    found = _split(piece, start, etc.start())
    link = _AND.match(piece, after)
    after = link.end() if link else after
    if not _BARE_GROUP.fullmatch(piece, after):
        rest = _split(piece, after, end)
        found += [unit for unit in rest if unit.known or not _OF_GROUP.match(unit.name)]
    elif piece.startswith("部门", after) and (named := department(found[-1].name, "部门") if found else None):
        found[-1] = replace(found[-1], name=named, known=True)
    return tuple(found)


def _split(piece: str, begin: int, end: int) -> list[Unit]:
    """Return the units in a piece that no separator parts: A和B, A及B."""
    found: list[Unit] = []
    start = begin
    for match in _CONNECTIVE.finditer(piece, begin, end):
        if match.start() - begin > 2 * LONGEST_NAME:
            break
        left = piece[begin : match.start()]
        right = piece[match.end() : min(match.end() + 2 * LONGEST_NAME, end)]
        if right in _NOT_ALONE or not left:
            continue
        if _is_name(left) and any(_is_name(right[:stop]) for stop in _stops(right)):
            found.append(_one(piece, begin, match.start()))
            begin = match.end()
    if begin < end:
        found.append(_one(piece, begin, end))
    if len(found) == 1 and not found[0].known and (at := _glued(piece, start, end)):
        return [_one(piece, start, at), _one(piece, at, end)]
    return found


def _is_name(name: str) -> bool:
    return _has_form(name) or is_inner(name)


def _has_form(name: str) -> bool:
    """Tell whether a name has the form of a unit, levels in brackets read as one: 县(市、区)|水利局."""
    return is_unit(name) or ("(" in name and is_unit(_LEVELS.sub(r"\1县", name)))


def _stops(right: str) -> list[int]:
    ends = [m.start() for m in _CONNECTIVE.finditer(right, 0, LONGEST_NAME) if m.start()]
    return [*ends, len(right)] if len(right) <= LONGEST_NAME else ends


def _glued(piece: str, start: int, end: int) -> int | None:
    """Return where a second unit begins that no separator parts from the first: 市教育局市财政局."""
    for at in range(start + 3, min(end, start + 2 * LONGEST_NAME) - 2):
        if piece[at] == piece[start] and is_unit(piece[start:at]) and is_unit(piece[at:end]):
            return at
    return None


def _one(piece: str, begin: int, end: int) -> Unit:
    role: Role | None = None
    if note := _ROLE_NOTE.search(piece, begin, end):
        role, end = _NOTE_ROLES.get(note[1], "cooperating"), note.start()
    elif note := _DATE_NOTE.search(piece, begin, end):
        end = note.start()
    name = piece[begin:end]
    known = _has_form(name) or is_unit(re.sub(r"\([^()]*\)$", "", name))
    return Unit(name, begin, end, role, known, not known and is_inner(name))


def _join_broken(pieces: list[Unit], folded: str) -> list[Unit]:
    """Return the pieces with names joined that a stray blank cuts in two: 省发展 改革委."""
    joined: list[Unit] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and not (last.known and piece.known) and folded[last.end : piece.start].isspace():
            name = last.name + piece.name
            if is_unit(name):
                joined[-1] = Unit(name, last.start, piece.end, piece.role, True)
                continue
        joined.append(piece)
    return joined
