"""Spaces that a printed page shows but nobody wrote: justification, and gaps beside digits."""

import re
from collections.abc import Sequence
from functools import cache
from unicodedata import normalize

CJK = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_FULL = CJK + "\u3000-\u303f\uff00-\uffef\u2014\u2018\u2019\u201c\u201d\u2026"
_SPACED_LINE = re.compile(f"[{CJK}]:?(?: +[{CJK}]:?)+")
_SPACED_RUN = re.compile(f"(?<![{CJK}])[{CJK}](?: [{CJK}]){{2,}}(?![{CJK}])")
_WIDE_CHARACTER = re.compile(f"[{_FULL}]")
_HAN = re.compile(f"[{CJK}]")
_SUPPLEMENT = str.maketrans(
    "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
)
_GLYPHS: dict[int, str | int | None] = {
    **{code: normalize("NFKC", chr(code)) for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00))},
    **_SUPPLEMENT,
    **dict.fromkeys((*range(9), *range(11, 32), 0x7F, 0xFEFF, 0xFFFE, 0xFFFF, 0x200B, 0x200E, 0x200F)),
    0xAD: "-",
}
_ODD_GLYPH = re.compile("[" + re.escape("".join(map(chr, _GLYPHS.keys() - {0x0D}))) + "]")
"""Without CR, which ends the lines of a page."""
_WIDE_SIGNS = dict(zip("(),;:!?", "（），；：！？", strict=True))
_NARROW_SIGN = re.compile(f"(?<=[{_FULL}])[(),;:!?]|[()](?=[{CJK}])")
_SIGN_SPACE = re.compile("(?<=[，。；：！？（）、《》]) | (?=[，。；：！？（）、《》])")
_KEPT_GAP = 0.4
"""Gap in characters from which a space beside a Chinese character is kept: a typed one is 0.5 wide, what
justification and automatic spacing add is 0.3 at most."""


@cache
def is_wide(character: str) -> bool:
    """Return True for a Chinese character or a full-width sign.

    >>> is_wide("省"), is_wide("，"), is_wide("a")
    (True, True, False)
    """
    return bool(_WIDE_CHARACTER.match(character))


def clean_glyphs(text: str) -> str:
    r"""Return the text with the characters meant by a font's odd codes: radicals, soft hyphens, controls.

    >>> clean_glyphs("\u2f00\u3001\u2ea0\u751f\u00ad2020\ufffe")
    '一、民生-2020'
    """
    return text.translate(_GLYPHS)


def has_odd_glyphs(text: str) -> bool:
    r"""Return True if `clean_glyphs` would change one of the text's lines: one look for a whole page.

    >>> has_odd_glyphs("一、民生\r\n"), has_odd_glyphs("\u2f00、民生")
    (False, True)
    """
    return bool(_ODD_GLYPH.search(text))


def widen_signs(text: str) -> str:
    """Return the text with full-width brackets and signs beside Chinese, where OCR mixes both forms.

    >>> widen_signs("(各乡(镇) 配合)，共3.5亿元; PM2.5(ug)")
    '（各乡（镇）配合），共3.5亿元；PM2.5(ug)'
    """
    wide = _NARROW_SIGN.sub(lambda sign: _WIDE_SIGNS[sign[0]], text)
    return _SIGN_SPACE.sub("", wide)


def count_han(text: str) -> int:
    """Return the number of Chinese characters in the text."""
    return len(_HAN.findall(text))


def join_spaced(text: str) -> str:
    """Return the text without the spaces that only spread out its letters.

    >>> join_spaced("牵 头 单 位：省发展改革委"), join_spaced("通 知"), join_spaced("张三 李四")
    ('牵头单位：省发展改革委', '通知', '张三 李四')
    """
    if " " not in text:
        return text
    if _SPACED_LINE.fullmatch(text.strip()):
        return text.replace(" ", "")
    return _SPACED_RUN.sub(lambda run: run[0].replace(" ", ""), text)


def join_pieces(pieces: Sequence[tuple[str, float, float]], size: float) -> str:
    """Return the pieces (text, left, right) of one line as one text, wide gaps as a space."""
    text = ""
    end = 0.0
    for piece, left, right in pieces:
        if text and keeps_space(text[-1], piece[:1], (left - end) / size if size else 0.0):
            text += " "
        text += piece
        end = right
    return join_spaced(text)


def keeps_space(before: str, after: str, gap: float) -> bool:
    """Return True if a gap, in characters, between two characters stands for a space.

    >>> keeps_space("发", "改", 0.2), keeps_space("年", "1", 0.3), keeps_space("a", "b", 0.3)
    (False, False, True)
    >>> keeps_space("2", "0", 0.2)
    False
    """
    if is_wide(before) or is_wide(after) or (before.isdecimal() and after.isdecimal()):
        return gap >= _KEPT_GAP
    return gap >= 0.15
