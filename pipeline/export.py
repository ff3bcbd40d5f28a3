"""What every export needs: text that any reader takes, and files that appear whole or not at all."""

import csv
import errno
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from glob import escape
from io import StringIO
from itertools import islice
from pathlib import Path
from shutil import rmtree
from unicodedata import normalize

from pipeline.logs import log

# Not in XML 1.0 or discouraged there (https://www.w3.org/TR/xml/#charsets), such as the control characters
# that steer a terminal, and lone surrogates, which UTF-8 cannot hold. Nor signs that turn the direction of
# what follows (https://www.unicode.org/reports/tr9/, 2), with which a name shows as another.
_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# Starts of a formula (https://owasp.org/www-community/attacks/CSV_Injection); full-width signs start one too.
_FORMULA = re.compile(r"[\s\ufeff\u200b]*[=+\-@＝＋－＠]|[\t\r\n]")
_AT_ONCE = 100
"""Lines of CSV that are written at once."""
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
# A sign that shows, before each cell of a row: what `_UNWRITABLE` holds, and white space but the blank, does
# not show (str.isprintable).
_MARK = "\u241f"
_SUSPECT = re.compile(f"{_MARK}[ =+\\-@＝＋－＠]")


def clean(text: str) -> str:
    r"""Return the text without the characters that a format may refuse.

    >>> clean("牵头\x0b单位\x00"), clean("方案\u202etxt")
    ('牵头单位', '方案txt')
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


def defuse_row(cells: Sequence[object]) -> Sequence[object]:
    r"""Return the cells, each text as `clean` and `defuse` would have it: one look tells that none needs it.

    >>> defuse_row(["=1+1", 5, None, "省\x00财政厅", "\x0b-5.2"]), defuse_row(("省财政厅", 5))
    (["'=1+1", 5, None, '省财政厅', '-5.2'], ('省财政厅', 5))
    """
    line = f"{_MARK}%s" * len(cells) % tuple(cells)
    if line.isprintable() and not _SUSPECT.search(line) and line.count(_MARK) == len(cells):
        return cells
    return [defuse(clean(value)) if isinstance(value, str) else value for value in cells]


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield CSV with a head, some lines at a time, no cell of it a formula to a spreadsheet."""
    rest = iter(rows)
    lines: list[Sequence[object]] = [head]
    while lines:
        file = StringIO()
        csv.writer(file, lineterminator="\n").writerows(lines)
        yield file.getvalue()
        lines = [defuse_row(row) for row in islice(rest, _AT_ONCE)]


def json_lines(values: Iterable[object]) -> Iterator[str]:
    """Yield a list of JSON values, one by one."""
    yield "["
    for number, value in enumerate(values):
        yield f"{',' if number else ''}\n{json_text(value).rstrip()}"
    yield "\n]\n"


@contextmanager
def replacing(path: Path, make_folder: bool = True) -> Iterator[Path]:
    """Give a path to write to, which takes the place of `path` at the end if nothing failed.

    A link is followed; what is neither a file nor a folder, as a device or a pipe, is refused by OSError.
    """
    if path.is_symlink():
        path = Path(os.path.realpath(path))
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP), str(path))
    if make_folder:
        _make(path.parent)
    temporary = _beside(path)
    try:
        yield temporary
        temporary.replace(path)
        log("written %s", path)
    finally:
        discard(temporary)


@contextmanager
def replacing_folder(folder: Path, ours: Callable[[Path], bool] = lambda path: False) -> Iterator[Path]:
    """Give an empty folder to write files to, which come into `folder` at the end if nothing failed.

    A folder that was not there appears as a whole, by one renaming. In one that was, what is written
    takes the place of files of the same names when all of it is written; if one cannot be put there,
    those before it are taken back. Other files in it stay, and so do its owner and its mode. Of folders in it
    those are replaced that are `ours`.
    """
    there = folder.is_dir()
    if not there:
        _make(folder.parent)
    temporary = _beside(folder / "files" if there else folder)
    temporary.mkdir()
    try:
        yield temporary
        if there:
            _move_in(temporary, folder, ours)
        else:
            temporary.replace(folder)
    finally:
        discard(temporary)


def _move_in(new: Path, folder: Path, ours: Callable[[Path], bool]) -> None:
    """Move the files into the folder, all or none; those that they replace are kept until the end."""
    old = new / ".old"
    names = sorted(path.name for path in new.iterdir())
    old.mkdir()
    with ExitStack() as undo:
        for name in names:
            if (folder / name).is_dir() and not ((new / name).is_dir() and ours(folder / name)):
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(folder / name))
            if os.path.lexists(folder / name):
                (folder / name).replace(old / name)
                undo.callback((old / name).replace, folder / name)
            (new / name).replace(folder / name)
            undo.callback((folder / name).replace, new / name)
        undo.pop_all()


def _make(folder: Path) -> None:
    """Make the folder, and those that it lies in, where they are not there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder)) from error


def _beside(path: Path) -> Path:
    """Return a hidden name of this process beside the path; short, as the path's own may be the longest."""
    return path.with_name(f".{_cut_bytes(path.name, 200)}.{os.getpid()}.tmp")


def clear_left(path: Path) -> None:
    """Remove what killed commands left of what they were to write to the path, beside it and in it."""
    if sys.platform == "win32":
        return
    for place, name in ((path.parent, path.name), (path, "files")):
        for left in place.glob(f".{escape(_cut_bytes(name, 200))}.*.tmp"):
            number = left.name.split(".")[-2]
            if number.isdecimal() and not _is_running(int(number)):
                discard(left)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def discard(path: Path) -> None:
    """Remove a file or a folder, if it is there."""
    if path.is_dir() and not path.is_symlink():
        rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\.|$)", re.IGNORECASE)
_NO_NAME = re.compile(r'[\\/:*?"<>|\s]')
LONGEST_NAME = 180
"""Bytes of a name that data gives a file: file systems hold 255, and a suffix is to be added."""


def file_stem(text: str, otherwise: str) -> str:
    """Return the text as a name that every system takes, or the other one if nothing is left of it.

    >>> file_stem("../云溪省 财政厅", ""), file_stem("NUL.1", ""), file_stem("...", "台账")
    ('云溪省_财政厅', '_NUL.1', '台账')
    """
    shown = "".join(sign if sign.isprintable() else "_" for sign in clean(normalize("NFC", text)))
    stem = _cut_bytes(_NO_NAME.sub("_", shown).strip("._"), LONGEST_NAME).strip("._")
    return f"_{stem}" if _RESERVED.match(stem) else stem or otherwise


def _cut_bytes(text: str, most: int) -> str:
    return text.encode(errors="surrogateescape")[:most].decode(errors="ignore")


_STEERING = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def json_text(value: object) -> str:
    r"""Return JSON in lines, every sign that steers a terminal written as its number.

    >>> json_text("a\x1b\x9b\u202e牵头")
    '"a\\u001b\\u009b\\u202e牵头"\n'
    """
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return _STEERING.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text) + "\n"


def printable(text: str) -> str:
    """Return the text in one line, without characters that steer a terminal.

    >>> printable("a\x1b[2J b\n")
    'a [2J b'
    """
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
