"""Many files, one after the other or side by side: each fails alone, none is done twice."""

import errno
import gc
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from extractors.records import Appraisal, Document, Source
from pipeline.begun import Begun
from pipeline.corrections import Book, Correction
from pipeline.corrections.book import version_with
from pipeline.equal_texts import digests_of
from pipeline.formats import MAX_BYTES
from pipeline.formats.facts import UnreadableFile
from pipeline.index import Counts, Failure, Finished, IndexLine, Status
from pipeline.keeping.base import Kind, Pack, digest_of, encode
from pipeline.killers import KILLERS, known_of, nothing_known
from pipeline.logs import log
from pipeline.reading import read
from pipeline.sources import Known, SourceFile, Sources, digest_file, find_failure
from pipeline.store import Store, count, open_store
from pipeline.version import program_version
from pipeline.workers import SECONDS, Lost, run_each

T = TypeVar("T")
Item = TypeVar("Item")
Build = Callable[..., Document]
"""Makes the document of the file at a place, given its path below the folder and its SHA-256, and by
name the `additions` to the registry where there are any."""


class Made(NamedTuple):
    """What the index tells of a document that was written (`pipeline.index.IndexLine`)."""

    counts: Counts
    reading: Appraisal
    written: str
    texts: tuple[str, ...]
    recognised: bool
    packed: bytes = b""
    """The document, as what keeps it wants it (`pipeline.keeping.Documents.pack`)."""


_LONGEST = 400
"""Signs of a message: what a library says may quote the whole file."""
_ROOT = Path(__file__).parent.parent
_LOST = {
    "process-died": "The process that read the file crashed or ran out of memory, twice.",
    "time-limit": f"Reading took longer than {SECONDS:g} seconds, twice.",
}
"""What is said of a file whose process ended, by code."""


@dataclass(frozen=True, slots=True)
class Job:
    """Files of equal bytes: they have one document, named after the first of them."""

    sha256: str
    files: tuple[SourceFile, ...]
    corrections: tuple[Correction, ...] = ()

    @property
    def document_id(self) -> str:
        return self.sha256[:16]


def build_from_file(
    location: Path,
    path: str,
    sha256: str,
    nlp: bool = True,
    additions: str = "",
    targets: bool = True,
    corrections: tuple[Correction, ...] = (),
) -> Document:
    """Return the document of the file; without `nlp` only what labels and grammar show.

    Without `targets` it holds no numbers. `additions` is an analyst's own part of the registry, as TOML.
    `corrections` are what people say of this document.
    """
    from extractors.agencies.additions import registry_with
    from pipeline.corrections.edition import Edition
    from pipeline.document import build_document

    registry = registry_with(additions)
    with registry.in_use(), _without_collection():
        reading = read(location)
        source = Source(
            path=path, sha256=sha256, format=reading.format, encoding=reading.encoding, pages=reading.pages
        )
        edition = Edition(corrections, sha256)
        return build_document(reading, source, nlp=nlp, targets=targets, registry=registry, edition=edition)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Look for no reference cycles within: a document makes none, and looking grows with all it holds."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def load(
    location: Path,
    nlp: bool = True,
    additions: str = "",
    corrections: Book | None = None,
    path: str = "",
) -> Document | Failure:
    """Return the document of a file that `extract` wrote, or of one that it could read.

    It is read in this process: `load_apart` is for files that nobody vouches for. `path` is what the record
    calls the file, if not by its name.
    """
    from pipeline.keeping.base import UnreadableError
    from pipeline.results import read_document

    if location.suffix == ".json":
        try:
            return read_document(location)
        except UnreadableError as error:
            return Failure(code="no-document", message=str(error))
        except OSError as error:
            return find_failure(error)
    digest = _digest(location)
    if isinstance(digest, Failure):
        return digest
    name = path or location.name
    ours = corrections.by_document({digest: [name]}).get(digest, ()) if corrections else ()
    return _attempt(lambda: build_from_file(location, name, digest, nlp, additions, corrections=ours))


def load_apart(
    location: Path, additions: str = "", corrections: Book | None = None, path: str = ""
) -> Document | Failure:
    """Return what `load` gives, read in a process of its own, with limits of time and memory."""
    return do_apart(partial(load, additions=additions, corrections=corrections, path=path), location)


def do_apart(work: Callable[[Item], T], item: Item, seconds: float = SECONDS) -> T | Failure:
    """Return what the work gives, done in a process of its own, or why it gave nothing."""
    return next(result for _, result in do_each_apart(work, [item], seconds))


def do_each_apart(
    work: Callable[[Item], T], items: Iterable[Item], seconds: float = SECONDS
) -> Iterator[tuple[Item, T | Failure]]:
    """Yield each item with what the work gives, done in a process of its own, or why it gave nothing."""
    return _run(partial(_attempt_at, work), items, 1, seconds=seconds)


def _attempt_at(work: Callable[[Item], T], item: Item) -> T | Failure:
    return _attempt(lambda: work(item))


def extract(
    sources: Sources,
    output: Path,
    *,
    force: bool = False,
    jobs: int = 1,
    build: Build = build_from_file,
    tell: Callable[[IndexLine], None] = lambda line: None,
    notice: Callable[[str], None] = lambda message: None,
    additions: str = "",
    retry: bool = False,
    begun: Begun | None = None,
    corrections: Book | None = None,
    kind: Kind | None = None,
) -> Finished:
    """Return a line for each source file, in order, after writing documents and index to `output`.

    Each line goes to `tell` as well, as soon as its file is done; none is kept in memory. `jobs` is the
    number of processes.
    A file that ended its process in an earlier run of this version is passed over, with the reason,
    unless `retry` or `force`. What is in hand goes to `begun`, which knows what killed runs had in hand.
    What of an earlier index could not be read goes to `notice`.
    `additions` is an analyst's own part of the registry; other ones make every document anew. Other
    `corrections` make anew the documents that they speak of. `kind` is how documents are kept in
    a folder that is new.
    """
    version = program_version(additions=additions)
    build = partial(build, additions=additions) if additions else build
    begun = begun or Begun()
    log("version %s, %d files, processes: %d, into %s", version, len(sources.files), jobs, output)
    with open_store(output, kind, len(sources.files)) as store:
        if store.documents.damaged:
            notice(f"{output}/shards/index.tsv: damaged lines left out: {store.documents.damaged}")
        if store.damaged:
            notice(f"{output}/index.jsonl: damaged lines left out: {store.damaged}")
        try:
            known = known_of(store.lines, version, begun) if not (force or retry) else nothing_known
            book = corrections or Book()
            for line in _extract(sources.files, store, version, force, known, jobs, build, begun, book):
                store.append(line)
                log("%s %s/%s %s", line.status, line.folder, line.path, line.error.code if line.error else "")
                tell(line)
        except BaseException:
            store.close()
            raise
        return store.close(sources.folders)


def _extract(
    files: Iterable[SourceFile],
    store: Store,
    version: str,
    force: bool,
    known: Known,
    jobs: int,
    build: Build,
    begun: Begun,
    corrections: Book,
) -> Iterator[IndexLine]:
    digests = {file: file.failure or _digest(file.location) for file in files}
    for file, digest in digests.items():
        if isinstance(digest, Failure):
            yield _failed(file, digest, file.sha256, version)
    todo = []
    same = ((file, digest) for file, digest in digests.items() if isinstance(digest, str))
    for job in _corrected(_find_jobs(same), corrections):
        unchanged = None if force else _find_unchanged(job, store, version)
        killed = known(job.files[0], job.sha256)
        if unchanged:
            yield from _finished(job, unchanged, "unchanged", version)
        elif killed:
            yield from (_failed(file, killed, job.sha256, version) for file in job.files)
        else:
            todo.append(job)
    work = partial(_do, build, store.documents.pack)
    for job, made in _run_begun(work, todo, jobs, begun):
        result = _put(store, job, made)
        if isinstance(result, Failure):
            first = job.files[0].location.name
            for file in job.files:
                message = result.message.replace(first, file.location.name)
                failure = Failure(code=result.code, message=_printable(message))
                yield _failed(file, failure, job.sha256, version)
        else:
            yield from _finished(job, result, "done", version)


def _digest(location: Path) -> str | Failure:
    """Return the digest of a file; one that no reader takes is not read for it, however large."""
    try:
        if location.stat().st_size > MAX_BYTES:
            return Failure(
                code="too-large", message=_printable(f"{location.name} is larger than {MAX_BYTES >> 20} MiB")
            )
    except OSError as error:
        return find_failure(error)
    return digest_file(location)


def _run_begun(
    work: Callable[[Job], T | Failure], todo: Iterable[Job], jobs: int, begun: Begun
) -> Iterator[tuple[Job, T | Failure]]:
    """Do the work; what a killed run had in hand comes last, each alone."""
    todo = list(todo)
    suspects = [job for job in todo if begun.suspects(job.sha256)]
    others = [job for job in todo if not begun.suspects(job.sha256)]
    for these, processes in ((others, jobs), (suspects, 1)):

        def begin(job: Job) -> None:
            begun.begin(job.sha256)
            log("begun %s", job.files[0].path)

        for job, result in _run(work, these, processes, begin):
            begun.end(job.sha256)
            yield job, result


def _run(
    work: Callable[[Item], T | Failure],
    todo: Iterable[Item],
    jobs: int,
    begin: Callable[[Item], None] = lambda item: None,
    seconds: float = SECONDS,
) -> Iterator[tuple[Item, T | Failure]]:
    for item, result in run_each(work, todo, jobs, seconds=seconds, begin=begin):
        yield (
            item,
            Failure(code=result.why, message=_LOST[result.why]) if isinstance(result, Lost) else result,
        )


def _find_jobs(digests: Iterable[tuple[SourceFile, str]]) -> list[Job]:
    files: dict[str, list[SourceFile]] = {}
    for file, digest in digests:
        files.setdefault(digest, []).append(file)
    return [Job(digest, tuple(same)) for digest, same in files.items()]


def _corrected(jobs: list[Job], corrections: Book) -> list[Job]:
    """Return the jobs with the corrections of their documents."""
    found = corrections.by_document({job.sha256: [file.path for file in job.files] for job in jobs})
    return [replace(job, corrections=found.get(job.sha256, ())) for job in jobs]


def _find_unchanged(job: Job, store: Store, version: str) -> Made | None:
    """Return what is told of the document if this version has written it from the same bytes and path.

    With the same corrections, too: they are part of its version.
    """
    first = job.files[0]
    version = version_with(version, job.corrections)
    line = store.lines.get((first.folder, first.path))
    if line is None or (line.sha256, line.program, line.document) != (job.sha256, version, job.document_id):
        return None
    if line.counts is None or line.reading is None or not store.documents.holds(line.document, line.written):
        return None
    return Made(line.counts, line.reading, str(line.written), line.texts, line.recognised)


def _do(build: Build, pack: Pack, job: Job) -> Made | Failure:
    """Return what is told of the document, now packed, or why there is none."""
    first = job.files[0]
    more = {"corrections": job.corrections} if job.corrections else {}
    return _attempt(lambda: _pack(pack, build(first.location, first.path, job.sha256, **more)))


def _attempt(work: Callable[[], T]) -> T | Failure:
    """Return what the work gives; whatever goes wrong in it stops one file only."""
    try:
        return work()
    except UnreadableFile as error:
        return Failure(code=error.code, message=_printable(str(error)))
    except MemoryError:
        return Failure(code="memory-limit", message="Reading takes more memory than a process may have.")
    except RecursionError:
        return Failure(code="damaged-file", message="Nested too deep.")
    except Exception as error:
        return Failure(code="internal-error", message=_printable(f"Error in {_place(error)}: {error!r}"))


def _place(error: Exception) -> str:
    """Return the place in the program that the error comes from, or passed last."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_ROOT)]
    frame = (ours or frames)[-1]
    return f"{Path(frame.filename).name}, line {frame.lineno}"


def _pack(pack: Pack, document: Document) -> Made | Failure:
    try:
        content = encode(document)
        packed = pack(document.document.id, content)
    except OSError as error:
        code = "too-large" if error.errno == errno.EFBIG else "not-written"
        return Failure(code=code, message=f"{error.strerror or error}.")
    recognised = any(problem.code == "read-by-ocr" for problem in document.problems)
    reading, texts = document.document.reading, digests_of(document)
    return Made(count(document), reading, digest_of(content), texts, recognised, packed)


def _put(store: Store, job: Job, made: Made | Failure) -> Made | Failure:
    """Return what was made, its document put there, or why that cannot be."""
    if isinstance(made, Failure):
        return made
    try:
        store.put(job.document_id, made.packed)
    except OSError as error:
        return Failure(code="not-written", message=f"{error.strerror or error}.")
    return made._replace(packed=b"")


def _printable(text: str) -> str:
    """Return the text, if it is not endless, as UTF-8 can hold it: names of files need not be text."""
    short = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return short.encode(errors="replace").decode()


def _finished(job: Job, made: Made, status: Status, version: str) -> Iterator[IndexLine]:
    for place, file in enumerate(job.files):
        yield IndexLine(
            folder=file.folder,
            path=file.path,
            sha256=job.sha256,
            document=job.document_id,
            status=status,
            counts=made.counts,
            reading=made.reading,
            program=version_with(version, job.corrections) if place == 0 else None,
            written=made.written if place == 0 else None,
            texts=made.texts,
            recognised=made.recognised,
        )


def _failed(
    file: SourceFile, error: Failure, sha256: str | None = None, version: str | None = None
) -> IndexLine:
    """Return the line of a file without a document; the version stands where it may not be tried again."""
    program = version if error.code in KILLERS else None
    return IndexLine(
        folder=file.folder, path=file.path, sha256=sha256, status="failed", error=error, program=program
    )
