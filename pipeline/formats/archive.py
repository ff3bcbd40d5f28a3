"""ZIP archives of documents: their members as files, folders and archives inside included.

`unpack` is for runs over many files; `read` reads an archive that holds one document.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from zipfile import ZipFile, ZipInfo

from pipeline.formats import Reading, UnreadableFile
from pipeline.formats import read as read_document
from pipeline.formats.sniff import is_archive
from pipeline.formats.zipped import MAX_RATIO, is_safe_name, open_zip, read_member
from pipeline.scratch import scratch_folder

MAX_MEMBERS = 10_000
MAX_TOTAL = 2 * 2**30
"""Members, and their bytes unpacked, of an archive and of all archives inside it together."""
RUN_MEMBERS = 200_000
RUN_TOTAL = 16 * 2**30
"""The same of all archives of a run: 10,000 documents of 160 KB are a tenth of the bytes."""
LEAST_TOTAL = 256 * 2**20
"""Bytes that any archive may unpack to; a larger one to as much as its own bytes explain (`MAX_RATIO`)."""
MAX_DEPTH = 3
"""Archives inside archives that are opened."""
_UTF8_NAME = 0x800
"""Flag of a member whose name is UTF-8; other names are bytes of the maker's code page."""
_JUNK = re.compile(r"(?:^|/)(?:__MACOSX/|\.(?!\.)[^/]*$|~\$[^/]*$|Thumbs\.db$|desktop\.ini$)")
"""What systems and office programs leave behind."""


@dataclass(slots=True)
class Budget:
    """What may still be unpacked in a run, or out of one archive and those inside it."""

    members: int = RUN_MEMBERS
    total: int = RUN_TOTAL

    def spend(self, infos: list[ZipInfo]) -> None:
        """Take what the members need off, or raise `UnreadableFile` where it is more than is left."""
        members, total = len(infos), sum(info.file_size for info in infos)
        if members > self.members or total > self.total:
            message = (
                f"{members} files, {total >> 20} MiB unpacked, where {max(self.members, 0)} files and "
                f"{max(self.total, 0) >> 20} MiB are left of what an archive, or all of a run, may hold"
            )
            raise UnreadableFile("zip-bomb", message)
        self.members -= members
        self.total -= total

    def part(self, size: int) -> "Budget":
        """Return what of it one archive of so many bytes may take, with those inside it."""
        most = max(LEAST_TOTAL, MAX_RATIO * size)
        return Budget(min(self.members, MAX_MEMBERS), min(self.total, MAX_TOTAL, most))


@dataclass(frozen=True, slots=True)
class Member:
    """A file out of an archive: its path in there, and where it lies unpacked or why it does not."""

    name: str
    location: Path | None = None
    error: UnreadableFile | None = None


def read(path: Path) -> Reading:
    """Return the reading of the one document that an archive holds."""
    with scratch_folder() as folder:
        members = list(unpack(path, folder))
        if not members:
            raise UnreadableFile("empty-archive", f"The archive holds no file: {path.name}")
        if len(members) > 1:
            message = f"{path.name} holds {len(members)} files: extract reads each by itself"
            raise UnreadableFile("many-documents", message)
        location, error = members[0].location, members[0].error
        if location is None:
            raise error or UnreadableFile("damaged-file", f"Damaged archive: {path.name}")
        return read_document(location)


def unpack(path: Path, folder: Path, run: Budget | None = None) -> Iterator[Member]:
    """Yield the files of an archive, unpacked below `folder`; one that cannot be had says why.

    Paths inside the archive decide nothing but names: nothing is written outside of `folder`. What is
    unpacked is taken off the budget of the `run`.
    """
    run = run or Budget()
    budget = run.part(path.stat().st_size)
    given = (budget.members, budget.total)
    with open_zip(path, path.name) as archive:
        yield from _unpack(archive, "", folder, 1, budget, set())
    run.members -= given[0] - budget.members
    run.total -= given[1] - budget.total


def _unpack(
    archive: ZipFile, prefix: str, folder: Path, depth: int, budget: Budget, taken: set[str]
) -> Iterator[Member]:
    infos = [info for info in archive.infolist() if not _is_folder(info) and not _is_junk(info)]
    budget.spend(infos)
    for number, info in enumerate(infos):
        name = _own_name(prefix + (decode_name(info) or "(no name)"), taken)
        try:
            if not is_safe_name(name):
                raise UnreadableFile("unsafe-path", f"The path leads out of the archive: {name}")
            location = _write(folder / str(number), name, read_member(archive, info))
            yield from _opened(location, name, folder / f"{number}.files", depth, budget, taken)
        except UnreadableFile as error:
            yield Member(name, error=error)


def _own_name(name: str, taken: set[str]) -> str:
    """Return the name, numbered where another member bears it: each has its own line in the index."""
    stem, dot, suffix = name.rpartition(".")
    numbered = (f"{stem}#{number}{dot}{suffix}" if stem else f"{name}#{number}" for number in count(2))
    own = next(each for each in chain([name], numbered) if each not in taken)
    taken.add(own)
    return own


def _opened(
    location: Path, name: str, folder: Path, depth: int, budget: Budget, taken: set[str]
) -> Iterator[Member]:
    """Yield the file, or what is in it if it is an archive itself."""
    with location.open("rb") as file:
        opens = is_archive(location, file.read(4))
    if not opens:
        yield Member(name, location)
        return
    if depth >= MAX_DEPTH:
        raise UnreadableFile("too-deep", f"An archive within {MAX_DEPTH} others is not opened: {name}")
    with open_zip(location, name) as archive:
        yield from _unpack(archive, f"{name}/", folder, depth + 1, budget, taken)


def _write(folder: Path, name: str, data: bytes) -> Path:
    """Write a member into a folder of its own; only the last part of its name is used."""
    folder.mkdir(parents=True, exist_ok=True)
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    location = folder / f"file{Path(last).suffix[:12]}"
    location.write_bytes(data)
    return location


def decode_name(info: ZipInfo) -> str:
    """Return a member's name; one that is UTF-8 without saying so is read as that."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        return info.filename.encode("gb18030").decode("utf-8")
    except UnicodeError:
        return info.filename


def _is_folder(info: ZipInfo) -> bool:
    """Tell whether a member is a folder; one without a name is none."""
    return info.filename.endswith("/")


def _is_junk(info: ZipInfo) -> bool:
    return bool(_JUNK.search(info.filename))
