"""The character encoding of a file, from its bytes: what a label says is only a hint.

Chinese files come as UTF-8, UTF-16 or GB18030 (labelled gb2312 or gbk, of which it is the superset),
older ones from Taiwan and Hong Kong as Big5. Pages saved or copied by a crawler often bear a label
that their bytes contradict, and one damaged byte in a long file is common.
"""

import codecs
import re
from dataclasses import dataclass
from functools import cache
from itertools import islice

SAMPLE = 65536
"""Number of bytes that the candidates are scored on."""
MAX_REALIGNED = 16
"""Damaged stretches that are put in step again; a file with more is decoded as it comes."""
MAX_STRETCH = 2048
"""Number of bytes before and after a bad one that are put in step again."""
_GRID = 32
"""Distance of the first trials; the number of sensible characters falls off on both sides of the best."""
SURE = 0.9
"""Score from which a candidate needs no second opinion; true readings of prose reach 0.97."""

_TIE = 0.2
"""Difference of scores within which the second opinion decides."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CANDIDATES = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "hz": "gb18030", "big5": "big5hkscs"}
_SUPERSETS |= {"cp950": "big5hkscs", "ascii": "utf-8"}
_SYNCHRONOUS = re.compile(rb"[\x00-\x2f]+")
"""Bytes that are no part of a longer character in any of the multi-byte encodings."""

_SHIFTED = re.compile(r"[\ue000-\uf8ff]")
"""Private use: pairs of GB 2312 that are read one byte late fall there, one in seven."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, the codec that read it, and how many of its bytes the codec could not read."""

    text: str
    encoding: str
    bad: int = 0
    """Number of U+FFFD that stand for bytes without a meaning."""


def decode(data: bytes, label: str | None = None) -> Decoded:
    r"""Return the text of the bytes; `label` is the encoding that the file claims.

    >>> decode("责任单位".encode("gbk"), label="utf-8")
    Decoded(text='责任单位', encoding='gb18030', bad=0)
    >>> decode("责任单位".encode() + b"\xff", label="gb2312")
    Decoded(text='责任单位�', encoding='utf-8', bad=1)
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strip_bom(_decode_as(data, encoding))
    sixteen = find_utf16(data)
    if sixteen:
        return _decode_as(data, sixteen)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    decoded = _decode_as(data, "utf-8")
    if decoded.bad <= 1 + _count_wide(decoded.text) // 50:
        return decoded
    return _decode_as(data, _choose(data[:SAMPLE], label))


def find_utf16(data: bytes) -> str | None:
    r"""Return the codec for UTF-16 without a byte order mark, or None; such text has NUL bytes.

    >>> find_utf16("一、2020年\n".encode("utf-16-be")), find_utf16(b"plain\0text")
    ('utf-16-be', None)
    """
    sample = data[: SAMPLE // 8]
    if b"\0" not in sample:
        return None
    best = max(("utf-16-le", "utf-16-be"), key=lambda encoding: _score(sample, encoding))
    return best if _score(sample, best) >= SURE else None


def find_codec(label: str | None) -> str:
    """Return the codec that reads all of what the label promises, empty if there is none.

    >>> find_codec("gb2312"), find_codec("x-unknown")
    ('gb18030', '')
    """
    try:
        name = codecs.lookup((label or "").strip(" \"'")).name
    except (LookupError, ValueError):
        return ""
    return _SUPERSETS.get(name, name)


def _strip_bom(decoded: Decoded) -> Decoded:
    return Decoded(decoded.text.removeprefix("\ufeff"), decoded.encoding, decoded.bad)


def _decode_as(data: bytes, encoding: str) -> Decoded:
    if encoding in ("gb18030", "big5hkscs"):
        text = _realign(data, encoding)
    else:
        text = data.decode(encoding, "replace")
    return Decoded(text, encoding, text.count("\ufffd"))


def _count_wide(text: str) -> int:
    return sum(char >= "\u2000" for char in islice(text, SAMPLE)) - text.count("\ufffd", 0, SAMPLE)


def _choose(sample: bytes, label: str | None) -> str:
    scores = {encoding: _score(sample, encoding) for encoding in _CANDIDATES}
    claimed = find_codec(label)
    if claimed in scores:
        scores[claimed] += 0.02
    best = max(scores, key=lambda encoding: scores[encoding])
    if scores[best] >= SURE:
        return best
    other = _second_opinion(sample)
    return other if other in scores and scores[other] > scores[best] - _TIE else best


def _second_opinion(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return find_codec(best.encoding) if best else ""


def _score(sample: bytes, encoding: str) -> float:
    """Return the share of characters that running text in this encoding is made of."""
    text = sample.decode(encoding, "ignore")
    lost = max(0, len(sample) - len(text.encode(encoding, "ignore")))
    expected = _expected(encoding)
    return sum(char in expected for char in text) / (len(text) + lost) if text else 0.0


@cache
def _expected(encoding: str) -> frozenset[str]:
    """Return the common characters: those of level 1 in GB 2312-80 or Big5, punctuation, ASCII."""
    plain = "".join(map(chr, range(0x20, 0x7F))) + "\t\n\r\u3000\xa0"
    marks = "".join(map(chr, (*range(0x2010, 0x2027), *range(0x3001, 0x3020), *range(0xFF01, 0xFF5F))))
    if encoding == "big5hkscs":
        rows, codec = (range(0xA4, 0xC7), (*range(0x40, 0x7F), *range(0xA1, 0xFF))), "big5"
    else:
        rows, codec = (range(0xB0, 0xD8), (*range(0xA1, 0xFF),)), "gb2312"
    common = bytes(byte for lead in rows[0] for trail in rows[1] for byte in (lead, trail))
    return frozenset(plain + marks + common.decode(codec, "ignore"))


def _realign(data: bytes, encoding: str) -> str:
    """Return the text with U+FFFD for each bad byte, in step again after it.

    A lost byte shifts all pairs up to the next ASCII byte; leaving out the one byte that makes
    the most sense of the stretch puts them right.
    """
    pieces: list[str] = []
    at = 0
    for _ in range(MAX_REALIGNED):
        bad = _find_damage(data, at, encoding)
        if bad is None:
            break
        start, end = _stretch(data, at, bad)
        pieces += (data[at:start].decode(encoding, "replace"), _make_sense(data[start:end], encoding))
        at = end
    return "".join(pieces) + data[at:].decode(encoding, "replace")


def _find_damage(data: bytes, at: int, encoding: str) -> int | None:
    """Return the place of the first bad byte, or of a character that only shifted pairs give."""
    try:
        text, bad = data[at:].decode(encoding), None
    except UnicodeDecodeError as error:
        text, bad = data[at : at + error.start].decode(encoding), at + error.start
    shifted = _SHIFTED.search(text)
    return at + len(text[: shifted.start()].encode(encoding)) if shifted else bad


def _stretch(data: bytes, low: int, bad: int) -> tuple[int, int]:
    """Return the place of the bytes around the bad one that no ASCII byte parts."""
    low, high = max(low, bad - MAX_STRETCH), min(len(data), bad + MAX_STRETCH)
    before = [match.end() for match in _SYNCHRONOUS.finditer(data, low, bad)]
    after = _SYNCHRONOUS.search(data, max(bad, low + 1), high)
    return (before[-1] if before else low), (after.start() if after else high)


def _make_sense(stretch: bytes, encoding: str) -> str:
    """Return the reading of the stretch, as it is or without one byte, with the most common characters."""
    whole = stretch.decode(encoding, "replace")
    expected = _expected(encoding)

    def sense(text: str) -> int:
        return sum(char in expected for char in text) - 2 * text.count("\ufffd")

    def without(cut: int) -> str:
        after = stretch[cut + 1 :].decode(encoding, "replace")
        return stretch[:cut].decode(encoding, "replace") + "\ufffd" + after

    if sense(whole) >= SURE * len(whole):
        return whole
    cuts = (cut for start in range(0, len(stretch), _GRID) for cut in (start, start + 1))
    near = max(cuts, key=lambda cut: sense(without(cut)))
    fine = range(max(0, near - _GRID), min(len(stretch), near + _GRID))
    return max((whole, *map(without, fine)), key=sense)
