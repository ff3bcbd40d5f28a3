"""Files of corrections: read with what is wrong in them, one word for each record, merged and written."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations, count, groupby
from pathlib import Path

from pipeline.corrections.form import Correction, FormError, read_line
from pipeline.export import replacing
from pipeline.language import _, told

NAME = "corrections.jsonl"
"""Of the file that lies beside the documents of a corpus."""
MOST = 256 * 2**20
"""Bytes of a file: a million corrections."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A correction, and the line that it stands in."""

    file: str
    line: int
    correction: Correction


@dataclass(frozen=True, slots=True)
class Flaw:
    """A line that is not applied, and why."""

    file: str
    line: int
    reason: str

    def said(self) -> str:
        """Return the place and the reason, in the language that is spoken."""
        place = _("{file}, line {line}").format(file=self.file, line=self.line) if self.line else self.file
        return f"{place}: {told(self.reason)}"


@dataclass(frozen=True, slots=True)
class Book:
    """All corrections that hold, and the lines that do not."""

    entries: tuple[Entry, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    replaced: tuple[Entry, ...] = ()
    """Said again, or otherwise, by the same person later."""
    disputed: tuple[Entry, ...] = ()
    """Those of the flaws that people, or one person at one moment, disagree on."""

    def by_document(self, files: Mapping[str, Collection[str]]) -> dict[str, tuple[Correction, ...]]:
        """Return the corrections of each of these documents, given its digest and its paths.

        A correction of a document that is not among them belongs to the one that has taken its path.
        """
        at_path: dict[str, list[str]] = {}
        for digest, paths in files.items():
            for path in paths:
                at_path.setdefault(path, []).append(digest)
        found: dict[str, list[Correction]] = {}
        for entry in self.entries:
            for digest in _documents_of(entry.correction, files, at_path):
                found.setdefault(digest, []).append(entry.correction)
        return {digest: tuple(each) for digest, each in found.items()}

    def without(self, files: Mapping[str, Collection[str]]) -> tuple[Entry, ...]:
        """Return the corrections of documents that are not among these."""
        paths = {path for each in files.values() for path in each}
        return tuple(
            entry
            for entry in self.entries
            if entry.correction.document not in files and entry.correction.path not in paths
        )


def _documents_of(
    correction: Correction, files: Mapping[str, Collection[str]], at_path: Mapping[str, list[str]]
) -> Iterable[str]:
    if correction.document in files:
        return (correction.document,)
    return at_path.get(correction.path, ()) if correction.path else ()


def version_with(version: str, corrections: Iterable[Correction]) -> str:
    """Return the version of the program with these corrections: its own where there are none."""
    said = "\n".join(correction.to_json() for correction in corrections)
    return blake2b(f"{version}\n{said}".encode(), digest_size=8).hexdigest() if said else version


MOST_OF_LINE = 1 << 18
"""Bytes of a line: one of the samples' has 2,000 at most."""
MOST_ENTRIES, MOST_FLAWS, MOST_PEOPLE = 200_000, 1_000, 50
"""Corrections of a file that are applied, lines that are named, and people who may differ over one record."""


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


def settle(entries: Iterable[Entry], flaws: Iterable[Flaw] = (), latest: bool = False) -> Book:
    """Return the corrections without those that are said twice, replaced or contradicted.

    Of one person's the later one holds. Where two people disagree, or one says two things at one moment,
    neither does; with `latest` the later one, whoever says it.
    """
    kept: list[Entry] = []
    replaced: list[Entry] = []
    entries = list(entries)
    wrong = list(flaws)
    for group in _by_record(entries).values():
        ordered = sorted(group, key=lambda entry: (entry.correction.moment, entry.file, entry.line))
        people = [ordered] if latest else list(_by_person(ordered))
        held = [_last_words(each, replaced, wrong, latest) for each in people]
        against = _disagreeing(held)
        wrong += (Flaw(each.file, each.line, reason) for each, reason in against)
        lost = {id(each) for each, __ in against}
        kept += _once([e for each in held for e in each if id(e) not in lost], replaced)
    kept.sort(key=lambda entry: (entry.file, entry.line))
    wrong.sort(key=lambda flaw: (flaw.file, flaw.line))
    held_or_replaced = {id(entry) for entry in (*kept, *replaced)}
    disputed = tuple(entry for entry in entries if id(entry) not in held_or_replaced)
    return Book(tuple(kept), tuple(wrong), tuple(replaced), disputed)


def record_of(correction: Correction) -> tuple[object, ...]:
    """Return what tells the record that a correction is about from others.

    Several may be added at one place: a unit in two roles, two indicators with one number.
    """
    new = correction.new if correction.change == "add" else {}
    return (
        correction.document,
        correction.record,
        correction.span,
        correction.task,
        new.get("indicator", correction.indicator),
        new.get("role"),
    )


def _by_record(entries: Iterable[Entry]) -> dict[tuple[object, ...], list[Entry]]:
    groups: dict[tuple[object, ...], list[Entry]] = {}
    for entry in entries:
        groups.setdefault(record_of(entry.correction), []).append(entry)
    return groups


def _by_person(entries: list[Entry]) -> Iterator[list[Entry]]:
    def who(entry: Entry) -> str:
        return entry.correction.who

    return (list(group) for __, group in groupby(sorted(entries, key=who), key=who))


def _last_words(entries: list[Entry], replaced: list[Entry], wrong: list[Flaw], latest: bool) -> list[Entry]:
    """Return what holds of one person's words on one record, given in the order of time."""
    held: list[Entry] = []
    for entry in entries:
        over = [each for each in held if _goes_over(entry.correction, each.correction)]
        torn = [
            each
            for each in over
            if each.correction.moment == entry.correction.moment
            and says(each.correction) != says(entry.correction)
        ]
        if torn and not latest:
            held = [each for each in held if each not in torn]
            reason = f"contradicts {', '.join(_place(each, entry) for each in torn)}: neither is applied"
            wrong.append(Flaw(entry.file, entry.line, reason))
            wrong += (
                Flaw(each.file, each.line, f"contradicts {_place(entry, each)}: neither is applied")
                for each in torn
            )
            continue
        replaced += over
        held = [*(each for each in held if each not in over), entry]
    return held


def _goes_over(later: Correction, earlier: Correction) -> bool:
    """Return whether the later word leaves nothing of the earlier one."""
    if later.change == "set" and earlier.change == "set":
        return _within(str(earlier.field), str(later.field))
    if later.change == "set":
        return earlier.change in ("remove", "confirm")
    if later.change == "confirm":
        return earlier.change in ("remove", "confirm")
    return True


def _within(field: str, other: str) -> bool:
    return field == other or field.startswith(f"{other}.")


def says(correction: Correction) -> tuple[object, ...]:
    """Return what a correction says, whoever says it and when."""
    new = repr(correction.new)
    return correction.change, correction.field, new


def _disagreeing(held: list[list[Entry]]) -> list[tuple[Entry, str]]:
    """Return the words of different people that cannot all hold, with the reason."""
    found: dict[int, tuple[Entry, str]] = {}
    said = {tuple(says(entry.correction) for entry in ours): ours for ours in held}
    if len(said) > MOST_PEOPLE:
        reason = f"{len(held)} people say different things of it: none is applied"
        return [(entry, reason) for ours in held for entry in ours]
    for ours, theirs in combinations(held, 2) if len(said) > 1 else ():
        for one in ours:
            for other in theirs:
                if _disagree(one.correction, other.correction):
                    for entry, against in ((one, other), (other, one)):
                        reason = f"disagrees with {_place(against, entry)}: neither is applied"
                        found.setdefault(id(entry), (entry, reason))
    return list(found.values())


def _disagree(one: Correction, other: Correction) -> bool:
    if says(one) == says(other):
        return False
    if "remove" in (one.change, other.change):
        return True
    if one.change == other.change == "set":
        fields = str(one.field), str(other.field)
        return _within(*fields) or _within(*reversed(fields))
    return "add" not in (one.change, other.change) or one.change == other.change


def _place(entry: Entry, beside: Entry) -> str:
    file = f"{entry.file}, " if entry.file != beside.file else ""
    who = f" ({entry.correction.who})" if entry.correction.who else ""
    return f"{file}line {entry.line}{who}"


def _once(entries: list[Entry], replaced: list[Entry]) -> Iterator[Entry]:
    seen: set[tuple[object, ...]] = set()
    for entry in entries:
        if says(entry.correction) in seen:
            replaced.append(entry)
        else:
            seen.add(says(entry.correction))
            yield entry


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
