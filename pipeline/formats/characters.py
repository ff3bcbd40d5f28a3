"""The text of a file as characters: decoded, one kind of line end, nothing that is not printed."""

import re
from collections.abc import Callable
from pathlib import Path

from extractors.records import Problem
from pipeline.encodings import Decoded, decode, find_codec
from pipeline.formats.facts import UnreadableFile

_FEW_BAD, _MAX_BAD = 16, 0.1
"""Number and share of bad characters up to which damage is taken for damaged text."""
_OTHER_END = re.compile("[\r\v\f\x85\u2028\u2029]")
_LINE_ENDS = re.compile("\r+\n?|[\v\f\x85\u2028\u2029]")
"""Also CR CR LF, which some editors make of CR LF, and form feeds, which part pages."""
_CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_INVISIBLE = "\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_UNPRINTED = re.compile(f"[{_CONTROLS}{_INVISIBLE}]")
_CONTROL = re.compile(f"[{_CONTROLS}]")


def read_text(
    path: Path, find_label: Callable[[bytes], str | None] = lambda data: None
) -> tuple[str, str, tuple[Problem, ...]]:
    """Return the clean text of the file, its encoding, and what was wrong with either."""
    data = path.read_bytes()
    label = find_label(data)
    decoded = decode(data, label)
    if decoded.bad > _FEW_BAD + _MAX_BAD * len(decoded.text):
        raise UnreadableFile("binary-file", f"No encoding reads it as text: {path.name}")
    text, controls = clean(decoded.text)
    return text, decoded.encoding, (*_check_label(decoded, label), *_find_bad_bytes(decoded), *controls)


def clean(text: str) -> tuple[str, tuple[Problem, ...]]:
    r"""Return the text with ``\n`` alone as line end and without control and zero-width characters.

    >>> clean("一、\u200b总则\r\n第一条")
    ('一、总则\n第一条', ())
    >>> [problem.code for problem in clean("总\0则")[1]]
    ['control-characters']
    """
    text = text.replace("\r\n", "\n")
    if _OTHER_END.search(text):
        text = _LINE_ENDS.sub("\n", text)
    if not _UNPRINTED.search(text):
        return text, ()
    count = len(_CONTROL.findall(text))
    text = _UNPRINTED.sub("", text)
    if not count:
        return text, ()
    message = f"Control characters left out: {count}."
    return text, (Problem(code="control-characters", severity="warning", message=message),)


def _find_bad_bytes(decoded: Decoded) -> tuple[Problem, ...]:
    if not decoded.bad:
        return ()
    message = f"Bytes that are not {decoded.encoding}, shown as U+FFFD: {decoded.bad}."
    return (Problem(code="bad-bytes", severity="warning", message=message),)


def _check_label(decoded: Decoded, label: str | None) -> tuple[Problem, ...]:
    codec = find_codec(label)
    if not codec or codec == decoded.encoding.removesuffix("-sig") or decoded.text.isascii():
        return ()
    message = f"The file says that it is {label}, its bytes are {decoded.encoding}."
    return (Problem(code="wrong-encoding-label", severity="info", message=message),)
