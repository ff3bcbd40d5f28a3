"""One corpus read in parts, on one machine or several, and put together as one run leaves it.

``--part 3/16`` reads a sixteenth of the files into ``DIR/parts/3-of-16``: which, the path below the folder
tells, so that no part has to read what another one does. A part that ran to its end leaves `MANIFEST`.
"""

import heapq
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path

from pipeline.export import replacing
from pipeline.index import Finished, IndexLine, Key, read_index
from pipeline.keeping import documents_of, kind_of
from pipeline.logs import log
from pipeline.store import open_store
from pipeline.usage import MOST_PARTS
from pipeline.version import program_version

MANIFEST = "part.json"


class PartsError(Exception):
    """Parts that are not to be put together, and why."""


@dataclass(frozen=True, slots=True)
class Part:
    """Which of how many parts, from 1."""

    number: int
    of: int

    def holds(self, path: str) -> bool:
        """Return whether a file, by its path below the folder that was asked for, belongs to the part."""
        digest = blake2b(path.encode("utf-8", "surrogateescape"), digest_size=8).digest()
        return int.from_bytes(digest) % self.of == self.number - 1

    def folder(self, output: Path) -> Path:
        """Return where the part is written to."""
        return output / "parts" / f"{self.number}-of-{self.of}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a part that ran to its end was."""

    number: int
    of: int
    version: str
    paths: tuple[str, ...]
    folders: tuple[str, ...]
    """Those of the paths of which every file is known."""


@contextmanager
def ending_part(
    part: Part | None, folder: Path, additions: str, paths: Sequence[Path]
) -> Iterator[list[str]]:
    """Leave the sign that a part has come to its end; the block adds the folders that are whole.

    While the part is read again the sign is not there. Without a part nothing is left.
    """
    folders: list[str] = []
    if part is None:
        yield folders
        return
    (folder / MANIFEST).unlink(missing_ok=True)
    yield folders
    named = tuple(sorted(path.as_posix() for path in paths))
    manifest = Manifest(
        part.number, part.of, program_version(additions=additions), named, tuple(sorted(folders))
    )
    with replacing(folder / MANIFEST) as path:
        path.write_text(json.dumps(asdict(manifest), ensure_ascii=False) + "\n", encoding="utf-8")


def find_parts(output: Path) -> dict[Path, Manifest]:
    """Return the parts of a folder by where they are; `PartsError` where they are not one whole corpus."""
    folders = sorted((output / "parts").glob("*-of-*")) if (output / "parts").is_dir() else []
    if not folders:
        raise PartsError("There are no parts: zeren extract --part 1/N writes one.")
    unfinished = [folder.name for folder in folders if not (folder / MANIFEST).is_file()]
    if unfinished:
        raise PartsError(f"Parts that have not run to their end: {', '.join(unfinished)}.")
    found = {folder: _read(folder / MANIFEST) for folder in folders}
    counts = {manifest.of for manifest in found.values()}
    if len(counts) > 1:
        numbers = ", ".join(map(str, sorted(counts)))
        raise PartsError(f"Parts of several divisions: of {numbers}. Remove those that do not count.")
    numbers_found = {manifest.number for manifest in found.values()}
    missing = [number for number in range(1, counts.pop() + 1) if number not in numbers_found]
    if missing:
        named = ", ".join(map(str, missing[:20])) + (", …" if len(missing) > 20 else "")
        raise PartsError(f"Parts that were never run: {named}.")
    if len({manifest.paths for manifest in found.values()}) > 1:
        raise PartsError("The parts are of different paths.")
    if len({manifest.version for manifest in found.values()}) > 1:
        raise PartsError("The parts were read by different versions of the program, or with other names.")
    return found


def _read(path: Path) -> Manifest:
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        manifest = Manifest(
            int(fields["number"]),
            int(fields["of"]),
            str(fields["version"]),
            tuple(map(str, fields["paths"])),
            tuple(map(str, fields["folders"])),
        )
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise PartsError(f"{path.parent.name}/{path.name} is damaged.") from error
    if not 1 <= manifest.number <= manifest.of <= MOST_PARTS:
        raise PartsError(f"{path.parent.name}/{path.name} is damaged.")
    return manifest


def merge(output: Path) -> Finished:
    """Return the lines of all parts, after putting them and their documents together in the folder.

    The folder is then as one run over the whole corpus leaves it. `PartsError` where a part is missing or
    damaged: nothing is changed then.
    """
    parts = find_parts(output)
    expected = sum(_check(folder) for folder in parts)
    kind = kind_of(output) or kind_of(next(iter(parts)))
    sources = {folder: documents_of(folder) for folder in parts}
    folders = sorted({folder for manifest in parts.values() for folder in manifest.folders})
    with open_store(output, kind, expected) as store:
        try:
            for folder, line in _lines(list(parts)):
                if line.program and line.document:
                    store.documents.take(line.document, sources[folder])
                store.append(line)
        except BaseException:
            store.close()
            raise
        return store.close(folders)


def _check(folder: Path) -> int:
    """Return how many lines the index of a part has; `PartsError` where it or a document is damaged."""
    lines, damaged = read_index(folder)
    documents = documents_of(folder)
    made = (line for line in lines.values() if line.program and line.document)
    wrong = next((line for line in made if not documents.holds(line.document, line.written)), None)
    if damaged or wrong:
        name = f"{documents.inner}/{wrong.document}.json" if wrong else "index.jsonl"
        raise PartsError(f"Part {folder.name} is damaged: {name}. Run it again.")
    return len(lines)


def _lines(folders: Sequence[Path]) -> Iterator[tuple[Path, IndexLine]]:
    """Yield the lines of all parts in order; files of equal bytes bear the document of the first one."""
    seen: set[str] = set()
    indexes = (_numbered(number, folder) for number, folder in enumerate(folders))
    for _, number, line in heapq.merge(*indexes, key=lambda item: item[:2]):
        if line.document is None:
            yield folders[number], line
        elif line.document in seen:
            yield folders[number], line.changed(program=None, written=None)
        else:
            seen.add(line.document)
            yield folders[number], line
    log("documents: %d", len(seen))


def _numbered(number: int, folder: Path) -> Iterator[tuple[Key, int, IndexLine]]:
    for key, line in read_index(folder)[0].items():
        yield key, number, line
