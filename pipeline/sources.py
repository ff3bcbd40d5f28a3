"""Which files a run is asked to read.

A file that is named is always taken. In a folder a file counts if its name promises a format that a
reader knows; hidden files, the lock files of office programs and a README do not, and what else lies
there is passed over and counted.
"""

import errno
import os
import re
import stat
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pipeline.begun import Begun
from pipeline.index import Failure

if TYPE_CHECKING:
    from pipeline.formats.archive import Budget
    from pipeline.formats.facts import UnreadableFile

_SKIPPED = (".", "~$")
"""How the names of hidden files and of lock files begin."""
_NO_DOCUMENTS = Failure(code="no-documents", message="No document in it.")
_LOOP = Failure(code="link-loop", message="The link leads back to a folder that it lies in.")
_LOST = "The process that unpacked it crashed or took too long, twice."
_CODES = {errno.EACCES: "no-permission", errno.ELOOP: "link-loop", errno.ENOENT: "missing-file"}

_WINDOWS = "%GB18030"
"""Stands behind a name that was read as Chinese Windows writes it."""
_LOOKS_SO = re.compile("%(?=(?:25)*(?:[89A-F][0-9A-F]|GB18030(?:/|$)))")
_BEYOND = re.compile("[\x80-\xff]")

Kind = Literal["folder", "file", "other"]


@dataclass(frozen=True, slots=True, order=True)
class SourceFile:
    """A file that is to be read, or a place where none could be found."""

    folder: str
    """The folder that was asked for, or the one that a named file lies in."""
    path: str
    """Path below that folder, with forward slashes."""
    location: Path = field(compare=False)
    """Where it is; not every name is valid text."""
    failure: Failure | None = field(default=None, compare=False)
    """Why it cannot be read, if that shows at once."""
    sha256: str | None = field(default=None, compare=False)
    """Hex digest of an archive that could not be unpacked."""


Known = Callable[[SourceFile, str], Failure | None]
"""Gives why a file, with the digest of its bytes, is not to be tried again; None where nothing is known."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What stands at the paths that were asked for."""

    files: tuple[SourceFile, ...]
    """By folder and path, each file once."""
    folders: frozenset[str]
    """The folders of which every file is known."""
    passed_over: Counter[str]
    """Number of files of other kinds, by suffix."""


def find_sources(
    paths: Collection[Path],
    suffixes: Collection[str],
    output: Path | None = None,
    scratch: Path | None = None,
    known: Known = lambda file, digest: None,
    begun: Begun | None = None,
    take: Callable[[SourceFile], bool] = lambda file: True,
) -> Sources:
    """Return the files at the paths that are to be taken; the folder `output` is left out.

    Archives are unpacked in the folder `scratch`, if there is one, and count as folders. Those that
    `known` gives a failure for, by their digest, are not; which one is in hand goes to `begun`.
    """
    folders = [path for path in paths if _find_kind(path) == "folder"]
    files = [_place(path.parent, path, _check(path)) for path in paths if path not in folders]
    passed_over: Counter[str] = Counter()
    for folder in folders:
        taken = []
        for file in _walk(folder, {os.path.realpath(output)} if output else set()):
            if file.failure or _is_document(file.location, suffixes):
                taken.append(file)
            else:
                passed_over[file.location.suffix.lower()] += 1
        if not taken:
            taken.append(_place(folder, folder, _NO_DOCUMENTS))
        files += taken
    once = {file.location.absolute(): file for file in sorted(files, reverse=True)}
    found = sorted(filter(take, once.values()))
    opened = sorted(_open_archives(found, suffixes, scratch, known, begun or Begun()) if scratch else found)
    failed = {file.folder for file in opened if file.failure}
    return Sources(tuple(opened), frozenset(map(_as_text, folders)) - failed, passed_over)


def digest_file(location: Path) -> str | Failure:
    """Return the SHA-256 of the file's bytes in hex, or why they cannot be read."""
    try:
        with location.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return find_failure(error)


def find_failure(error: OSError) -> Failure:
    """Return the failure that an error of the file system means."""
    code = _CODES.get(error.errno or 0, "unreadable-file")
    return Failure(code=code, message=f"{error.strerror or error}.")


def _open_archives(
    files: Iterable[SourceFile], suffixes: Collection[str], scratch: Path, known: Known, begun: Begun
) -> Iterator[SourceFile]:
    """Yield the files, and those in an archive instead of the archive; all share one budget."""
    from pipeline.formats.archive import Budget
    from pipeline.workers import run_each

    budget = Budget()
    archives: list[SourceFile] = []
    for file in files:
        if file.failure or file.location.suffix.lower() != ".zip":
            yield file
            continue
        digest = digest_file(file.location)
        failure = digest if isinstance(digest, Failure) else known(file, digest)
        digested = replace(file, sha256=None if isinstance(digest, Failure) else digest, failure=failure)
        if failure:
            yield digested
        else:
            archives.append(digested)
    archives.sort(key=lambda file: begun.suspects(str(file.sha256)))
    orders = (_Order(file, scratch / str(number), budget) for number, file in enumerate(archives))
    for order, result in run_each(
        _unpack, orders, 1, begin=lambda order: begun.begin(str(order.file.sha256))
    ):
        begun.end(str(order.file.sha256))
        if isinstance(result, Unpacked):
            budget.members, budget.total = result.budget.members, result.budget.total
            yield from _members(order.file, result, suffixes)
        else:
            why = result if isinstance(result, Failure) else Failure(code=result.why, message=_LOST)
            yield replace(order.file, failure=why)


@dataclass(frozen=True, slots=True)
class _Order:
    """An archive, and where to unpack it; the budget is what is left when its turn comes."""

    file: SourceFile
    folder: Path
    budget: "Budget"


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What an archive holds: names, places of what could be had, and why others could not."""

    members: tuple[tuple[str, Path | None, Failure | None], ...]
    budget: "Budget"


def _unpack(order: _Order) -> Unpacked | Failure:
    """Return what the archive holds, unpacked; this runs in a process of its own."""
    from pipeline.formats.archive import unpack
    from pipeline.formats.facts import UnreadableFile

    try:
        members = tuple(unpack(order.file.location, order.folder, order.budget))
    except UnreadableFile as error:
        return _failure(error)
    except MemoryError:
        return Failure(code="memory-limit", message="Unpacking takes more memory than a process may have.")
    except OSError as error:
        return find_failure(error)
    parts = ((each.name, each.location, _failure(each.error) if each.error else None) for each in members)
    return Unpacked(tuple(parts), order.budget)


def _members(file: SourceFile, unpacked: Unpacked, suffixes: Collection[str]) -> Iterator[SourceFile]:
    documents = 0
    for name, location, failure in unpacked.members:
        if failure or _is_document(Path(name), suffixes):
            documents += 1
            yield SourceFile(file.folder, f"{file.path}/{name}", location or file.location, failure)
    if not documents:
        yield replace(file, failure=_NO_DOCUMENTS)


def _failure(error: "UnreadableFile") -> Failure:
    return Failure(code=error.code, message=str(error))


def _is_document(path: Path, suffixes: Collection[str]) -> bool:
    return path.suffix.lower() in suffixes and path.stem.upper() != "README"


def _place(folder: Path, path: Path, failure: Failure | None = None) -> SourceFile:
    return SourceFile(_as_text(folder), _as_text(path.relative_to(folder)), path, failure)


def _as_text(path: Path) -> str:
    """Return the path as text that no other path has.

    Bytes that are no UTF-8 are read as Chinese Windows writes them (GB18030), with a mark behind, or else
    stand as % and two digits (RFC 3986, section 2.1); what only looks so has %25 for its %.
    """
    name = os.fsencode(path.as_posix())
    with suppress(UnicodeDecodeError):
        return _LOOKS_SO.sub("%25", name.decode("utf-8"))
    with suppress(UnicodeDecodeError):
        text = name.decode("gb18030")
        if text.encode("gb18030") == name:
            return _LOOKS_SO.sub("%25", text) + _WINDOWS
    text = "".join(map(chr, name))
    return _BEYOND.sub(lambda sign: f"%{ord(sign[0]):02X}", _LOOKS_SO.sub("%25", text))


def _find_kind(path: Path) -> Kind | Failure:
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return find_failure(error)
    return "folder" if stat.S_ISDIR(mode) else "file" if stat.S_ISREG(mode) else "other"


def _check(path: Path) -> Failure | None:
    kind = _find_kind(path)
    if kind == "other":
        return Failure(code="no-file", message="Neither a file nor a folder.")
    return kind if isinstance(kind, Failure) else None


def _walk(root: Path, seen: set[str]) -> Iterator[SourceFile]:
    """Yield what is below the folder; each real folder is read once, those behind links last."""
    folders = deque([root])
    while folders:
        folder = folders.popleft()
        real = os.path.realpath(folder)
        if real in seen:
            continue
        seen.add(real)
        try:
            paths = sorted(path for path in folder.iterdir() if not path.name.startswith(_SKIPPED))
        except OSError as error:
            yield _place(root, folder, find_failure(error))
            continue
        for path in paths:
            kind = _find_kind(path)
            if kind == "folder" and not path.is_symlink():
                folders.appendleft(path)
            elif kind == "folder" and _leads_back(path, real):
                yield _place(root, path, _LOOP)
            elif kind == "folder":
                folders.append(path)
            elif kind != "other":
                yield _place(root, path, None if kind == "file" else kind)


def _leads_back(link: Path, folder: str) -> bool:
    return f"{folder}{os.sep}".startswith(f"{os.path.realpath(link)}{os.sep}")
