"""Files of corrections: read with what is wrong in them, merged and written."""

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import count
from pathlib import Path

from pipeline.corrections.form import Correction, FormError, read_line
from pipeline.corrections.settling import Book, Entry, Flaw, settle
from pipeline.export import replacing

NAME = "corrections.jsonl"
"""Of the file that lies beside the documents of a corpus."""
MOST = 256 * 2**20
"""Bytes of a file: a million corrections."""


def version_with(version: str, corrections: Iterable[Correction]) -> str:
    """Return the version of the program with these corrections: its own where there are none."""
    said = "\n".join(correction.to_json() for correction in corrections)
    return blake2b(f"{version}\n{said}".encode(), digest_size=8).hexdigest() if said else version


MOST_OF_LINE = 1 << 18
"""Bytes of a line: one of the samples' has 2,000 at most."""
MOST_ENTRIES, MOST_FLAWS = 200_000, 1_000
"""Corrections of a file that are applied, and lines that are named."""


def read_corrections(paths: Iterable[Path]) -> Book:
    """Return what the files hold; OSError for one that cannot be read."""
    entries: list[Entry] = []
    flaws: list[Flaw] = []
    for path in paths:
        for each in _read(path):
            (entries if isinstance(each, Entry) else flaws).append(each)  # type: ignore[arg-type]
    return settle(entries, flaws)


def _read(path: Path) -> Iterator[Entry | Flaw]:
    if path.stat().st_size > MOST:
        yield Flaw(str(path), 0, f"is larger than {MOST >> 20} MiB")
        return
    entries = flaws = 0
    for number, raw in _lines(path):
        line = raw.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else raw.strip()
        if not line:
            continue
        try:
            if len(line) > MOST_OF_LINE:
                raise FormError(f"is longer than {MOST_OF_LINE >> 10} KiB")
            if entries == MOST_ENTRIES:
                raise FormError(f"is one more than {MOST_ENTRIES} corrections")
            yield Entry(str(path), number, read_line(line))
            entries += 1
        except FormError as error:
            flaws += 1
            if flaws <= MOST_FLAWS:
                yield Flaw(str(path), number, str(error))
    if flaws > MOST_FLAWS:
        yield Flaw(str(path), 0, f"holds {flaws - MOST_FLAWS} more lines with errors")


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the lines with their numbers; of one that is too long only its beginning."""
    with path.open("rb") as file:
        for number in count(1):
            raw = file.readline(MOST_OF_LINE + 2)
            if not raw:
                return
            rest = raw
            while not rest.endswith(b"\n") and (rest := file.readline(MOST_OF_LINE)):
                pass
            yield number, raw


def write_corrections(corrections: Iterable[Correction], path: Path) -> None:
    """Write the corrections to a file, whole or not at all."""
    with replacing(path) as temporary, temporary.open("wb") as file:
        file.writelines(correction.to_json().encode() + b"\n" for correction in corrections)


def ordered(entries: Iterable[Entry]) -> list[Correction]:
    """Return the corrections by document, place and time, as they are read best."""
    return sorted(
        (entry.correction for entry in entries),
        key=lambda each: (each.path or "", each.document, each.span or (-1, -1), each.moment, each.to_json()),
    )


def count_by(corrections: Iterable[Correction]) -> Counter[tuple[str, str]]:
    """Return how many corrections there are of each kind of record and change."""
    return Counter((each.record, each.change) for each in corrections)
