"""What every export needs: text that any reader takes, and files that appear whole or not at all."""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

# Not in XML 1.0 (https://www.w3.org/TR/xml/#charsets), and lone surrogates, which UTF-8 cannot hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# Starts of a formula (https://owasp.org/www-community/attacks/CSV_Injection); full-width signs start one too.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def clean(text: str) -> str:
    r"""Return the text without the characters that a format may refuse.

    >>> clean("牵头\x0b单位\x00")
    '牵头单位'
    """
    return _UNWRITABLE.sub("", text)


def defuse(text: str) -> str:
    """Return the text as a cell that no spreadsheet takes for a formula.

    >>> defuse("=1+1"), defuse("-5.2"), defuse("省财政厅")
    ("'=1+1", '-5.2', '省财政厅')
    """
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a path to write to, which takes the place of `path` at the end if nothing failed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def replacing_all(folder: Path, names: Sequence[str]) -> Iterator[tuple[Path, ...]]:
    """Give a path for each name in `folder`; all are put in place when all are written."""
    with ExitStack() as stack:
        yield tuple(stack.enter_context(replacing(folder / name)) for name in names)


def printable(text: str) -> str:
    """Return the text in one line, without characters that steer a terminal.

    >>> printable("a\x1b[2J b\n")
    'a [2J b'
    """
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
