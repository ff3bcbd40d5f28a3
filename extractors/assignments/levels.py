"""Levels of government in a list: one group over several of them, and levels before a shared end."""

import re
from dataclasses import replace

from extractors.agencies.units import department, is_unit
from extractors.assignments.unit import Unit

LEVEL_WORD = (
    r"(?:设区市|县级市|地级市|地级以上市|计划单列市|自治[区州县]|直辖市|新区|街道|[省市州盟地县区旗镇乡])"
)
LEVEL_NOTE = r"(?:[(\[][^()\[\]]{1,16}[)\]])?"
_LEVEL = re.compile(rf"{LEVEL_WORD}{LEVEL_NOTE}")
_NO_LEVEL_OF_ONE = re.compile(r"直辖市|计划单列市|自治[州县旗]")
_COUNTED = re.compile(r"^[两三四上下]{1,2}级(?=[一-鿿]{2})")
_CARRIES = "市"
"""A level by which what several have in common is told to be a body's name."""
_PLACES = re.compile(rf"(?:各|有关|相关|各有关|各相关|其他|各地)(?:{LEVEL_WORD}{LEVEL_NOTE}[、,]?)+")
_MORE_PLACES = re.compile(
    rf"(?:{LEVEL_WORD}{LEVEL_NOTE})+(?:人民政府|政府|党委|党委政府|管委会|办事处|级)?{LEVEL_NOTE}"
)


def join_places(pieces: list[Unit], folded: str) -> list[Unit]:
    """Return the pieces with one group over several kinds of place made one: 各市(州)、县(市、区)人民政府."""
    joined: list[Unit] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        grouped = last and last.name[0] in "各有相其" and _PLACES.fullmatch(last.name)
        if last and grouped and _goes_on(piece.name):
            joined[-1] = Unit(folded[last.start : piece.end], last.start, piece.end)
        else:
            joined.append(piece)
    return joined


def _goes_on(name: str) -> bool:
    """Tell whether a group goes on: 各市、|县人民政府; 各省、|直辖市财政厅(局), of no one level."""
    if _MORE_PLACES.fullmatch(name):
        return True
    level = _NO_LEVEL_OF_ONE.match(name)
    return level is not None and is_unit(_CARRIES + name[level.end() :])


def give_levels(pieces: list[Unit]) -> list[Unit]:
    """Return bare levels with what the last of them has in common with them: 市、县(区)|人民政府."""
    whole: list[Unit] = []
    rest = ""
    for piece in reversed(pieces):
        if rest and _LEVEL.fullmatch(piece.name):
            whole[-1] = replace(whole[-1], known=True, inner=False)
            piece = replace(piece, name=piece.name + rest, known=True, inner=False)
        elif (levelled := _LEVEL.match(piece.name)) and levelled.end() < len(piece.name):
            rest = _without_count(piece.name[levelled.end() :])
            counted = rest != piece.name[levelled.end() :]
            rest = rest if _is_shared(levelled[0], rest) else ""
            if counted and rest:
                piece = replace(piece, name=levelled[0] + rest, known=True, inner=False)
        else:
            rest = ""
        whole.append(piece)
    return whole[::-1] if whole[::-1] != pieces else pieces


def _is_shared(level: str, rest: str) -> bool:
    """Tell whether what stands behind a level makes a body of each level."""
    if is_unit(level + rest) or is_unit(_CARRIES + rest):
        return True
    return rest.endswith("部门") and department(rest.removesuffix("部门"), "部门") is not None


def _without_count(rest: str) -> str:
    """Return what levels have in common without how many they are: 两级|水利部门."""
    return _COUNTED.sub("", rest)
