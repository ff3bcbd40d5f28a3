"""What a cell looks like by its own words: a number, a value, a date, units, a phrase, text."""

import re

from extractors.agencies.bodies import remembered
from extractors.agencies.units import is_unit
from extractors.dates import find_deadline
from extractors.folding import fold

NUMBER = re.compile(r"\d{1,3}[.、]?")
_DIVISION = re.compile(r".{0,10}(?:办公室|科室?|处室?|股室?)")
_ROLES = re.compile(
    r"^(?:牵头|责任|配合|主办|协办|参与|参加)(?:单位|部门)?:"
    r"|(?:按职责分工|分别|共同|具体|联合)*(?:牵头|负责|配合|参与|参加|协助|落实|指导|督导|组织|实施|做好)+(?:工作)?$"
)
"""Words of a role beside the units of a cell: 市水利局牵头、市财政局配合."""
_SEPARATORS = re.compile(r"[、,;/\s]+")
_BRACKETS = re.compile(r"\([^()]{0,40}\)")
_DATE = re.compile(
    r"\d{4}[-./]\d{1,2}(?:[-./]\d{1,2})?|按.{1,8}|已完成|(?:每[年月季周日]|适时|汛期|全年|年内|立行立改).{0,8}"
)
_VALUE = re.compile(
    r"(?:增长|增加|提高|上升|下降|降低|减少|不[低高少多]于|不?超过|达到|控制在)?[\[(≥≤><=±约+-]*\d[\d,.]*[)\]]?(?:[-~—至]\d[\d.,]*)?[)\]]?[%‰万亿]{0,2}[\])]?(?:以上|以下|以内|左右|及以上)?"
)
_OWN_NUMBER = (
    r"\s*(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,3}(?:\.(?!\d)|、))?\s*"
)
_NUMBERED = re.compile(_OWN_NUMBER)
OPENING = re.compile(
    _OWN_NUMBER
    + r"(?:(?:(?:20\d\d年)?[\d一二三四五六七八九十~—-]{1,5}(?:月|季度)[^:,;。\n]{0,6}"
    + r"|全年|年内|[上下]半年|每[年季月])[:,]\s*)?"
)
"""Number and time before what is to be done: 1、4月底前:制定方案."""
_MARK = re.compile(r"[●○◎★☆√✓✔▲△◆◇■□※⊙◯〇Vv*#+]{1,2}|[•·]")
_PERSON = re.compile(r"[一-鿿]{1,2}(?:[某×xX*○]{1,2}|[一-鿿]{1,2})")


@remembered
def read_nature(text: str) -> str:
    """Return what a cell looks like.

    >>> [read_nature(text) for text in ("12", "—", "2025年底前", "市水利局、各县（区）", "改造老旧管网。")]
    ['number', 'none', 'time', 'unit', 'text']
    >>> [read_nature(text) for text in ("41.2", "[6.5]", "95%以上", "营商环境")]
    ['value', 'value', 'value', 'short']
    """
    folded = fold(text).strip()
    if NUMBER.fullmatch(folded):
        return "number"
    if not any(map(str.isalnum, folded)) or folded == "无":
        return "none"
    if len(folded) <= 30 and _is_time(folded):
        return "time"
    if len(folded) <= 20 and _VALUE.fullmatch(folded):
        return "value"
    if len(folded) <= 300 and "。" not in folded and _names_units(folded):
        return "unit"
    return "short" if len(folded) <= 30 and "。" not in folded else "text"


def without_opening(folded: str) -> str:
    """Return the words of a cell without its number and time.

    >>> without_opening("1、4月底前:制定方案"), without_opening("2026年项目")
    ('制定方案', '2026年项目')
    """
    opening = OPENING.match(folded)
    return folded[opening.end() :] if opening else folded


def without_number(folded: str) -> str:
    """Return the words of a cell without its number."""
    numbered = _NUMBERED.match(folded)
    return folded[numbered.end() :] if numbered else folded


def opens_with_times(texts: list[str]) -> bool:
    """Tell whether most cells of a column open with the month or quarter of what they say."""
    return 2 * sum(without_opening(fold(text)) != without_number(fold(text)) for text in texts) > len(texts)


def is_mark(text: str) -> bool:
    """Tell whether a cell holds a mark and nothing else: ●, √."""
    return bool(_MARK.fullmatch(text.strip()))


def is_person(text: str) -> bool:
    """Tell whether a piece of a cell may be a person's name, and names no unit: 王某某, 李强."""
    return bool(_PERSON.fullmatch(text)) and not is_unit(text)


def _is_time(folded: str) -> bool:
    hit = find_deadline(folded, 0, len(folded), None)
    return bool(_DATE.fullmatch(folded) or (hit and 2 * (hit.end - hit.start) >= len(folded)))


def _names_units(folded: str) -> bool:
    pieces = [_ROLES.sub("", piece) for piece in _SEPARATORS.split(_BRACKETS.sub("", folded)) if piece]
    named = sum(len(piece) <= 30 and bool(is_unit(piece) or _DIVISION.fullmatch(piece)) for piece in pieces)
    return 0 < len(pieces) <= 2 * named
