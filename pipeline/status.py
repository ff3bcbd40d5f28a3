"""What of a folder that `zeren extract` wrote is done, failed, or not what a run would write today."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pipeline.corrections import Book
from pipeline.corrections.book import version_with
from pipeline.index import Failure, IndexLine, Key, read_index
from pipeline.keeping import documents_of
from pipeline.keeping.base import Documents
from pipeline.language import N_
from pipeline.sources import SourceFile, digest_file, find_sources

State = Literal["done", "failed", "stale", "waiting", "gone"]
STATES: tuple[State, ...] = ("done", "failed", "stale", "waiting", "gone")
_SAID = (N_("done"), N_("failed"), N_("stale"), N_("waiting"), N_("gone"))
_OTHER = N_("read by another version of the program, or with other names")
_CORRECTED = N_("read without its corrections, or with others")
_CHANGED = N_("the file has changed since")
_DAMAGED = N_("its document is not there, or was changed by hand")
_GONE = N_("the file is not there any more")
_WAITING = N_("not read yet")
_INPUT = "-"
"""The folder of what came from standard input, which cannot be looked at again."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one source file stands."""

    key: Key
    state: State
    why: str = ""
    code: str = ""
    """Of a failure."""


def find_standings(
    folder: Path, version: str, book: Book, sources: Iterable[SourceFile] = (), quick: bool = False
) -> Iterator[Standing]:
    """Yield how the files of the index stand, and those of the sources that are not in it.

    With `quick` no file is read: what has changed in one is not seen.
    """
    lines, _ = read_index(folder)
    documents = documents_of(folder)
    paths: dict[str, list[str]] = {}
    makers: dict[str | None, IndexLine] = {}
    for line in lines.values():
        paths.setdefault(str(line.sha256), []).append(line.path)
        if line.program:
            makers[line.document] = line
    corrections = book.by_document(paths)
    for key, line in lines.items():
        ours = corrections.get(str(line.sha256), ())
        maker = makers.get(line.document, line)
        state, why = _stand(documents, line, maker, version, version_with(version, ours), quick)
        code = line.error.code if line.error and state == "failed" else ""
        yield Standing(key, state, why, code)
    opened = {(folder, path.partition(".zip/")[0] + ".zip") for folder, path in lines if ".zip/" in path}
    for file in sources:
        key = (file.folder, file.path)
        if key not in lines and key not in opened and not file.failure:
            yield Standing(key, "waiting", _WAITING)


def _stand(
    documents: Documents, line: IndexLine, maker: IndexLine, plain: str, version: str, quick: bool
) -> tuple[State, str]:
    place = None if line.folder == _INPUT else _locate(line.folder, line.path)
    if line.folder != _INPUT and place is None:
        return "gone", _GONE
    if not quick and place and line.sha256 and not _is_member(place, line):
        digest = digest_file(place)
        if isinstance(digest, str) and digest != line.sha256:
            return "stale", _CHANGED
    if line.error:
        return "failed", line.error.message
    if maker.program != version:
        return "stale", _CORRECTED if maker.program == plain or version != plain else _OTHER
    there = documents.has(str(line.document)) if quick else documents.holds(maker.document, maker.written)
    return ("done", "") if there else ("stale", _DAMAGED)


def _is_member(place: Path, line: IndexLine) -> bool:
    """Return whether the place is an archive that the file lies in: its own bytes are not looked at."""
    return place.suffix.lower() == ".zip" and not line.path.endswith(place.name)


def _locate(folder: str, path: str) -> Path | None:
    """Return where a source file is, or the archive that it lies in; None where neither is."""
    place = Path(folder) / path
    if place.is_file():
        return place
    for above in place.parents:
        if above.suffix.lower() == ".zip" and above.is_file():
            return above
    return _escaped(folder).get(path) if "%" in path else None


@cache
def _escaped(folder: str) -> dict[str, Path]:
    """Return the files of a folder whose names are no UTF-8, by how they are written (`sources`)."""
    if not Path(folder).is_dir():
        return {}
    files = find_sources([Path(folder)], _Any()).files
    return {file.path: file.location for file in files if "%" in file.path}


class _Any(Collection[str]):
    """All suffixes."""

    def __contains__(self, suffix: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def count_states(standings: Iterable[Standing]) -> dict[State, int]:
    """Return how many files stand how."""
    counts = Counter(each.state for each in standings)
    return {state: counts[state] for state in STATES}


def failure_of(folder: Path) -> Failure | None:
    """Return why nothing can be told of the folder."""
    if not (folder / "index.jsonl").is_file():
        return Failure(code="no-index", message="No run has written here: there is no index.jsonl.")
    return None
