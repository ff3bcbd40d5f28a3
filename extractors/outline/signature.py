"""Signatures 落款 (GB/T 9704-2012, 7.3.5): the bodies that sign a document, over the day."""

import re

from extractors.agencies.units import is_unit, level_prefix
from extractors.date_forms import PRINTED_DAY

_DAY = rf"(?:{PRINTED_DAY}|(?<![0-9])(?:19|20)[0-9]{{2}}([-/.])[01]?[0-9]\2[0-3]?[0-9])"
_HOUR = r"(?: ?\d{1,2} ?(?:时|:\d\d)(?: ?\d{1,2} ?分)?)?"
"""What telegrams add to the day."""
DAY_LINE = re.compile(rf"\(? ?({_DAY}){_HOUR}\)?(?:\(.*\))?")
"""A line that holds a day and perhaps a note behind it."""
SIGNED_LINE = re.compile(rf"(.{{3,90}}?) *({PRINTED_DAY})(?:\(.*\))?")
PRINTED_LINE = re.compile(rf"(?:(.{{2,40}}?) *)?({PRINTED_DAY}) ?印(?:发|制)?")
"""The last line of a document, in which the office that prints it stands (7.4.2)."""
_SEAL = re.compile(r"[（(](?:[^（()）]{2,20}代章|代章|盖章|印章|公章|章|印)[）)]")
_SEALED = re.compile(r"\((?:代章|盖章|印章|章)\)|\([^()]{2,20}代章\)")
_NO_BODIES = re.compile(r"[。;:,；：，]")
_LONGEST = 90
_SEAM = re.compile("(?:办公[室厅]|公司|中心|[厅局委部办府会院社行])(?=[一-鿿]{4})")
_BRANCHES = re.compile(r"(?:国家|中国|国网|中华)[^省市县]{2,12}$")
"""Bodies of the nation whose local branches bear their name before the place: 国家税务总局云溪市税务局."""
_NATIONAL = ("中共", "国网", "国家", "中国", "共青团", "中华", "全国")


def is_seal(line: str) -> bool:
    """Tell whether a line only says that a seal stands here: (代章)."""
    return _SEALED.fullmatch(line) is not None


def split_bodies(words: str) -> tuple[str, ...]:
    """Return the bodies that words name and nothing else, also where nothing parts them; else nothing.

    >>> split_bodies("云溪市水利局 云溪市财政局"), split_bodies("云溪市水利局负责")
    (('云溪市水利局', '云溪市财政局'), ())
    >>> split_bodies("中共云溪市委办公室云溪市人民政府办公室")
    ('中共云溪市委办公室', '云溪市人民政府办公室')
    """
    words = _SEAL.sub("", words).strip()
    if not words or len(words) > _LONGEST or _NO_BODIES.search(words):
        return ()
    for parting in (r"\s+|、", r"\s{2,}|、"):
        pieces = [re.sub(r"\s", "", piece) for piece in re.split(parting, words) if piece.strip()]
        if len(pieces) > 1 and all(len(piece) > 2 and is_unit(piece) for piece in pieces):
            return tuple(pieces)
    return _parted(re.sub(r"\s+", "", words))


def _parted(words: str) -> tuple[str, ...]:
    """Return the bodies of words that nothing parts: a body ends where a place or 中共 begins another."""
    for seam in reversed(list(_SEAM.finditer(words))):
        left, right = words[: seam.end()], words[seam.end() :]
        parts = len(left) > 3 and not _BRANCHES.match(left) and _begins_body(right) and is_unit(right)
        if parts and (others := _parted(left)):
            return (*others, right)
    return (words,) if is_unit(words) else ()


def _begins_body(words: str) -> bool:
    if words.startswith("办公"):
        return False
    return words.startswith(_NATIONAL) or (len(words) > 5 and level_prefix(words) is not None)
